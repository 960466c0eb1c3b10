/** The interface of a script: one define, the entry points of its type, and no N/ access while define runs. */

import ts from 'typescript';
import type { Problem } from '../project/finding';
import type { Project } from '../project/project';
import type { Script } from '../scripts/script';
import { findTouches } from '../scripts/script_define_phase';
import { defineCalls } from '../scripts/script_dependencies';
import { lineAt } from '../scripts/script_header';
import { readInterface, type EntryPoint, type Interface } from '../scripts/script_interface';
import { findUses } from '../scripts/script_language';
import { SCRIPT_TYPES, type ScriptType } from '../scripts/script_types';
import { listScripts } from '../scripts/scripts';
import { adviseClosest, defineRules, edit, findClosest } from './define_rules';
import { MINIMAL_SCRIPT } from './minimal_project';
import type { Rule } from './rule';

function findProblems(project: Project): readonly Problem[] {
  const problems: Problem[] = [];
  const scripts = listScripts(project);
  for (const script of scripts.all) {
    // The parts of a file that cannot be parsed are not reliable.
    if (script.isVersion1 || script.syntaxErrors.length > 0) continue;
    const report = (code: string, node: ts.Node, element: string, message: string, advice: string): void => {
      const line = lineAt(script.source.text, node.getStart(script.source));
      problems.push({ code, file: script.file.path, line, element, message, advice });
    };
    checkDefine(script, report);
    if (script.role === 'entry' && script.type !== null)
      checkInterface(script, script.type, scripts.isLoaded(script), report);
    for (const { text, module, node } of findTouches(script)) {
      const message = `${text} is touched while define runs, when ${module} is not available (SUITESCRIPT_API_UNAVAILABLE_IN_DEFINE).`;
      report('SDF-JS-N-IN-DEFINE', node, text, message, 'Move it into the function that needs it.');
    }
    const helper = findUses(script).find(({ kind }) => kind === 'interop');
    if (helper !== undefined) {
      const message =
        '__importStar copies every member of a module while define runs, when N/ modules are not available.';
      report(
        'SDF-JS-IMPORT-STAR',
        helper.node,
        '__importStar',
        message,
        'Set esModuleInterop to false in tsconfig.json.',
      );
    }
  }
  return problems;
}

type Report = (code: string, node: ts.Node, element: string, message: string, advice: string) => void;

function checkDefine(script: Script, report: Report): void {
  const { source, role } = script;
  const calls = defineCalls(script);
  // A library may hold several calls in the branches of a wrapper, of which one runs.
  const plain = calls.filter(({ parent }) => ts.isExpressionStatement(parent) && parent.parent === source);
  const counted = role === 'entry' ? calls : plain;
  const [, second] = counted;
  if (second !== undefined) {
    const lines = counted.map((call) => lineAt(source.text, call.getStart(source)));
    const message = `The file calls define ${counted.length} times, in lines ${lines.join(', ')} (MULTIPLE_DEFINE_CALLS).`;
    report('SDF-JS-DEFINE', second, 'define', message, 'Keep one define to a file.');
  }
  if (role !== 'entry' || script.type === null || calls.length > 0) return;
  const first = source.statements[0] ?? source.endOfFileToken;
  const isModule = findUses(script).some(({ kind }) => kind === 'modules');
  const usesRequire = script.scopes.references.some(
    ({ text, parent }) => text === 'require' && ts.isCallExpression(parent),
  );
  const message = isModule
    ? 'The file is an ECMAScript module. NetSuite loads AMD modules: it has no define.'
    : usesRequire
      ? 'An entry-point script uses define; require only loads modules.'
      : 'An entry-point script has to call define; this file does not.';
  const advice = isModule ? 'Compile it to AMD.' : 'Write define([…], (…) => { …; return { … }; });';
  report('SDF-JS-DEFINE', first, 'define', message, advice);
}

function checkInterface(script: Script, type: ScriptType, isLoaded: boolean, report: Report): void {
  const found = readInterface(script);
  if (found === null) return;
  const foreign = found.entries.filter(({ name }) => isForeign(name, type));
  checkComplete(found, type, foreign.length > 0, report);
  for (const entry of foreign) {
    const owners = SCRIPT_TYPES.filter(({ entryPoints }) => entryPoints.includes(entry.name)).map(({ tag }) => tag);
    const message = `${entry.name} is an entry point of ${owners.join(' and ')}; the script is a ${type.tag}.`;
    report('SDF-JS-ENTRY-OTHER', entry.node, entry.name, message, 'Make a script of its own for it, or rename it.');
  }
  for (const entry of found.entries) {
    checkName(entry, type, isLoaded, report);
    checkFunction(entry, type, report);
  }
}

/** True for a name that only another type has. A client script may call its own functions `get` or `run`. */
function isForeign(name: string, type: ScriptType): boolean {
  if (type.entryPoints.includes(name) || type.entryPoints.length === 0) return false;
  const isTelling = type.isOpen !== true || /[A-Z]/.test(name);
  return isTelling && SCRIPT_TYPES.some(({ entryPoints }) => entryPoints.includes(name));
}

function checkComplete(
  { entries, isOpen, node }: Interface,
  type: ScriptType,
  hasForeign: boolean,
  report: Report,
): void {
  if (isOpen) return;
  const names = entries.map(({ name }) => name);
  const fail = (message: string, advice: string): void => {
    report('SDF-JS-ENTRY-NONE', node, type.tag, message, advice);
  };
  if (type.tag === 'MapReduceScript') {
    if (!names.includes('getInputData')) fail('A map/reduce script needs getInputData.', 'Return it.');
    if (!names.includes('map') && !names.includes('reduce')) {
      fail('A map/reduce script needs map or reduce.', 'Return one of them, or both.');
    }
    return;
  }
  if (type.entryPoints.length === 0 ? names.length > 0 : names.some((name) => type.entryPoints.includes(name))) return;
  if (hasForeign) return;
  const wanted = type.entryPoints.length === 0 ? 'a function of its schema' : type.entryPoints.join(', ');
  const message = `The ${type.tag} returns no entry point (SCRIPT_OF_API_VERSION_20_MUST_IMPLEMENT_A_SCRIPT_TYPE_INTERFACE).`;
  fail(message, `Return at least one of: ${wanted}.`);
}

function checkName(
  { name, node, isClassMember = false }: EntryPoint,
  type: ScriptType,
  isLoaded: boolean,
  report: Report,
): void {
  const { entryPoints, options = [] } = type;
  if (entryPoints.length === 0 || entryPoints.includes(name) || options.includes(name) || isForeign(name, type)) return;
  const sameLetters = entryPoints.find((entry) => entry.toLowerCase() === name.toLowerCase());
  if (type.isOpen === true && sameLetters === undefined) return;
  const meant = sameLetters ?? findClosest(name, entryPoints);
  // A script that another one loads is also a module.
  if ((isLoaded || isClassMember) && meant === null) return;
  const message = `${name} is no entry point of a ${type.tag}: NetSuite never calls it.`;
  const otherwise = 'Leave it out of what define returns; what tests need can stand in a file of its own.';
  const advice = meant === null ? otherwise : adviseClosest(name, entryPoints, otherwise);
  report('SDF-JS-ENTRY-UNKNOWN', node, name, message, advice);
}

function checkFunction({ name, node, value }: EntryPoint, type: ScriptType, report: Report): void {
  const isEntry = type.entryPoints.includes(name) || type.entryPoints.length === 0;
  if (value.kind === 'undeclared') {
    const message = `${name} is given ${value.text}, which the file does not declare.`;
    report('SDF-JS-ENTRY-UNDEFINED', node, name, message, `Declare ${value.text}, or correct the name.`);
  } else if (value.kind === 'no function' && isEntry) {
    const message = `The entry point ${name} is ${value.text}, not a function.`;
    report('SDF-JS-ENTRY-UNDEFINED', node, name, message, 'Give it a function of this file.');
  } else if (value.kind === 'elsewhere' && isEntry) {
    const message = `The function of the entry point ${name} comes from ${value.module}; it has to be defined in this file.`;
    report('SDF-JS-ENTRY-ELSEWHERE', node, name, message, `Write a function here that calls it.`);
  }
}

const FILE = 'FileCabinet/SuiteScripts/minimal_ue.js';
const STRUCTURE = 'section_4527904430';
const ERRORS = 'section_4503568059';
const TYPES = ['chapter_4387172495', 'section_4685231336', 'section_4489981198', 'section_4556570505'];
const RETURN = '  return { afterSubmit };\n';
const KEEPS = { [FILE]: MINIMAL_SCRIPT };

export const INTERFACE_RULES: readonly Rule[] = defineRules(findProblems, [
  {
    code: 'SDF-JS-DEFINE',
    severity: 'error',
    title: 'A file calls define once; an entry-point script does not start with require.',
    explanation:
      'Two calls are MULTIPLE_DEFINE_CALLS. Wrappers of libraries that choose between module systems may hold more than one.',
    sources: [STRUCTURE, ERRORS, 'section_4387811519'],
    breaks: { [FILE]: edit(MINIMAL_SCRIPT, 'define(', 'require(') },
    keeps: KEEPS,
  },
  {
    code: 'SDF-JS-ENTRY-NONE',
    severity: 'error',
    title: 'A script returns at least one entry point of its type; a map/reduce script getInputData and map or reduce.',
    explanation: 'NetSuite answers SCRIPT_OF_API_VERSION_20_MUST_IMPLEMENT_A_SCRIPT_TYPE_INTERFACE.',
    sources: [STRUCTURE, ERRORS, ...TYPES],
    breaks: { [FILE]: edit(MINIMAL_SCRIPT, RETURN, '  return {};\n') },
    keeps: KEEPS,
  },
  {
    code: 'SDF-JS-ENTRY-OTHER',
    severity: 'error',
    title: 'A script returns entry points of its own type only.',
    explanation:
      'NetSuite answers WRONG_SCRIPT_TYPE, or that a script cannot implement the interfaces of more than one type.',
    sources: [STRUCTURE, ERRORS, ...TYPES],
    breaks: { [FILE]: edit(MINIMAL_SCRIPT, RETURN, '  return { afterSubmit, onRequest: afterSubmit };\n') },
    keeps: KEEPS,
  },
  {
    code: 'SDF-JS-ENTRY-UNKNOWN',
    severity: 'warning',
    title: 'A script returns nothing but entry points.',
    explanation:
      'Other names are never called, so a misspelled entry point is silently lost. Client scripts may return what a form’s buttons call, custom tools what their schema names, and a script that others load what these use.',
    sources: [STRUCTURE, ...TYPES],
    breaks: { [FILE]: edit(MINIMAL_SCRIPT, RETURN, '  return { afterSubmit, beforeSumbit: afterSubmit };\n') },
    keeps: KEEPS,
  },
  {
    code: 'SDF-JS-ENTRY-UNDEFINED',
    severity: 'error',
    title: 'Each entry point is given a function that exists.',
    explanation: 'Each entry point must correspond with an entry point function.',
    sources: [STRUCTURE],
    breaks: { [FILE]: edit(MINIMAL_SCRIPT, RETURN, '  return { afterSubmit, beforeSubmit };\n') },
    keeps: KEEPS,
  },
  {
    code: 'SDF-JS-ENTRY-ELSEWHERE',
    severity: 'warning',
    title: 'Entry point functions are defined in the file that returns them.',
    explanation:
      'Oracle requires it; whether NetSuite refuses a function of another module is not documented. A thin function that calls the module is safe.',
    sources: [STRUCTURE],
    breaks: {
      'FileCabinet/SuiteScripts/minimal_lib.js': 'define([], () => ({ run: () => undefined }));\n',
      [FILE]: edit(
        edit(MINIMAL_SCRIPT, "['N/log'], (log)", "['N/log', './minimal_lib'], (log, lib)"),
        RETURN,
        '  return { afterSubmit, beforeSubmit: lib.run };\n',
      ),
    },
    keeps: {
      'FileCabinet/SuiteScripts/minimal_lib.js': 'define([], () => ({ run: () => undefined }));\n',
      [FILE]: edit(
        edit(MINIMAL_SCRIPT, "['N/log'], (log)", "['N/log', './minimal_lib'], (log, lib)"),
        RETURN,
        '  return { afterSubmit, beforeSubmit: (context) => lib.run(context) };\n',
      ),
    },
  },
  {
    code: 'SDF-JS-N-IN-DEFINE',
    severity: 'error',
    title: 'No member of an N/ module is touched while define runs.',
    explanation:
      'All SuiteScript modules are unavailable then, their methods and their enumerations: the deployment fails with SUITESCRIPT_API_UNAVAILABLE_IN_DEFINE. Functions that are only defined there may use them.',
    sources: [STRUCTURE, 'section_4387811519', 'Oracle SAFE guide, pitfall 129'],
    breaks: { [FILE]: edit(MINIMAL_SCRIPT, RETURN, `  log.debug('Loaded', '');\n${RETURN}`) },
    keeps: KEEPS,
  },
  {
    code: 'SDF-JS-IMPORT-STAR',
    severity: 'warning',
    title: 'Compiled scripts do not copy modules with __importStar.',
    explanation:
      'TypeScript’s esModuleInterop copies all members of a module inside the define callback. That N/ modules are unavailable there is documented; whether NetSuite refuses the copying is not.',
    sources: [STRUCTURE],
    breaks: {
      [FILE]: `${edit(MINIMAL_SCRIPT, RETURN, `  log = __importStar(log);\n${RETURN}`)}function __importStar(all) {\n  return all;\n}\n`,
    },
    keeps: KEEPS,
  },
]);
