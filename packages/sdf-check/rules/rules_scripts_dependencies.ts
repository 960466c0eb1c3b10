/**
 * Dependencies of scripts: N/ modules must exist, files must be present, and parameters must match the order of the
 * list.
 */

import ts from 'typescript';
import type { Problem } from '../project/finding';
import { oncePer } from '../project/once';
import type { Project } from '../project/project';
import type { Script } from '../scripts/script';
import { listDependencies, resolveDependency, type Dependency } from '../scripts/script_dependencies';
import { lineAt } from '../scripts/script_header';
import { readInterface } from '../scripts/script_interface';
import { readDefinition, type Definition } from '../scripts/script_module';
import { DOCUMENTED_GLOBALS, N_MODULES, UNDOCUMENTED_GLOBALS } from '../scripts/script_types';
import { listScripts } from '../scripts/scripts';
import { adviseClosest, defineRules, edit } from './define_rules';
import { MINIMAL_MANIFEST, MINIMAL_SCRIPT } from './minimal_project';
import type { Rule } from './rule';

function findProblems(project: Project): readonly Problem[] {
  const problems: Problem[] = [];
  const scripts = listScripts(project);
  const checked = scripts.all.filter(({ isVersion1, syntaxErrors }) => !isVersion1 && syntaxErrors.length === 0);
  const hasAmdConfig = checked.some(({ header }) => header.tags.some(({ name }) => name === 'NAmdConfig'));
  const files = [...project.files.keys()].flatMap((path) =>
    path.startsWith('FileCabinet/') ? [path.slice('FileCabinet'.length).replace(/\.js$/, '')] : [],
  );
  for (const script of checked) {
    const report = (code: string, node: ts.Node, element: string, message: string, advice: string): void => {
      const line = lineAt(script.source.text, node.getStart(script.source));
      problems.push({ code, file: script.file.path, line, element, message, advice });
    };
    for (const dependency of listDependencies(script)) checkDependency(script, dependency, report);
    const definition = readDefinition(script);
    if (definition !== null) checkParameters(script, definition, report);
    if (scripts.runsOnServer(script)) checkUndeclared(script, report);
  }
  return problems;

  function checkDependency(script: Script, { name, node, from }: Dependency, report: Report): void {
    const target = resolveDependency(project, script, name);
    const isConfigured = hasAmdConfig || !scripts.runsOnServer(script);
    if (from === 'global require' && /^\.{1,2}\//.test(name)) {
      const message = `The global require does not know from where ${name} is meant.`;
      report('SDF-JS-REQUIRE-RELATIVE', node, name, message, "Add 'require' to the list of define, and take that one.");
    }
    switch (target.kind) {
      case 'n': {
        if (name === 'N' || N_MODULES.has(name)) return;
        const advice = adviseClosest(name, N_MODULES, 'Oracle’s help lists the modules (chapter_4220488571).');
        report('SDF-JS-MODULE-UNKNOWN', node, name, `There is no module ${name}.`, advice);
        return;
      }
      case 'missing': {
        const advice = adviseClosest(target.path, files, 'Correct the path; it starts from the folder of this file.');
        if (!target.isAbsolute) {
          report('SDF-JS-DEPENDENCY-MISSING', node, name, `There is no file ${target.path}.js in the project.`, advice);
          return;
        }
        const message = `${target.path} is not in the project, and the manifest does not say that the account has it.`;
        const declare = `Add <file>${target.path.replace(/(\.js)?$/, '.js')}</file> to <files> in the manifest’s dependencies.`;
        report('SDF-JS-DEPENDENCY-OUTSIDE', node, name, message, adviseClosest(target.path, files, declare));
        return;
      }
      case 'case': {
        const message = `The file is called ${target.path}. Whether upper and lower case matter here is not documented.`;
        report('SDF-JS-DEPENDENCY-CASE', node, name, message, 'Write it as the file is called.');
        return;
      }
      case 'address': {
        const message = `${name} is an address: only files of the File Cabinet can be loaded.`;
        report('SDF-JS-DEPENDENCY-NAME', node, name, message, 'Put the file into the project and name its path.');
        return;
      }
      case 'name': {
        if (isConfigured) return;
        const message = `${name} is neither an N/ module nor a path, and no @NAmdConfig gives it a meaning.`;
        const advice = 'Paths start with ./, ../ or /; a name of your own needs @NAmdConfig.';
        report('SDF-JS-DEPENDENCY-NAME', node, name, message, advice);
        return;
      }
      case 'file':
      case 'special':
      case 'account':
    }
  }
}

type Report = (code: string, node: ts.Node, element: string, message: string, advice: string) => void;

function checkParameters(script: Script, { call, callback, modules }: Definition, report: Report): void {
  if (callback === null) return;
  const hasList = call.arguments.some(ts.isArrayLiteralExpression);
  const parameters = callback.parameters.map(({ name }) => (ts.isIdentifier(name) ? name.text : ''));
  callback.parameters.forEach((parameter, index) => {
    const name = parameters[index] ?? '';
    const isPassed = hasList ? index < modules.length : index < 3 && !N_MODULES.has(`N/${name}`);
    if (isPassed || name === '' || parameter.dotDotDotToken !== undefined || !isUsed(script, parameter)) return;
    const message = hasList
      ? `The list of define has ${modules.length} modules; ${name}, number ${index + 1}, receives nothing.`
      : `define has no list of modules, so ${name} does not receive N/${name}.`;
    report('SDF-JS-DEPENDENCY-PARAMETER', parameter, name, message, `Add the module of ${name} to the list.`);
  });
  const bases = modules.map(({ name }) => plain(name.split('/').at(-1) ?? ''));
  const wrong = modules.findIndex(({ parameter, name: module }, index) => {
    const own = plain(parameters[index] ?? '');
    // Values that the loader itself passes have these names everywhere.
    if (own === 'exports' || own === 'require') return module !== own && own !== bases[index];
    const other = bases.indexOf(own);
    if (parameter === null || own === '' || own === bases[index] || other === -1) return false;
    // Two libraries with one name, or a name that its own module has elsewhere, prove nothing.
    return other === bases.lastIndexOf(own) && plain(parameters[other] ?? '') !== bases[other];
  });
  const parameter = modules[wrong]?.parameter ?? null;
  if (parameter === null) return;
  const name = parameters[wrong] ?? '';
  const meant = modules[bases.indexOf(plain(name))]?.name ?? name;
  const message = `The parameter ${name} receives ${modules[wrong]?.name ?? ''}, not ${meant}.`;
  report('SDF-JS-DEPENDENCY-ORDER', parameter, name, message, 'Bring parameters and modules into the same order.');
}

function plain(name: string): string {
  return name.replace(/\.js$/, '').replace(/_\d+$/, '').toLowerCase();
}

function isUsed({ scopes }: Script, parameter: ts.ParameterDeclaration): boolean {
  const { name, initializer } = parameter;
  if (initializer !== undefined || !ts.isIdentifier(name)) return false;
  return scopes.references.some(
    (reference) => reference.text === name.text && scopes.bindingOf(reference)?.declaration === parameter,
  );
}

/** Names by which libraries detect their environment. */
const WRAPPER_NAMES = ['global', 'self', 'root', 'exports', 'module'];

/**
 * Finds names that nothing declares, such as `record` in `record.load(…)`. A name that the file assigns or tests with
 * typeof may come from elsewhere, and so may names of the older API.
 */
const findUndeclared = oncePer(
  (script: Script) => script.source,
  (script): readonly ts.Identifier[] => {
    const { scopes } = script;
    const settled = new Set([...DOCUMENTED_GLOBALS, ...UNDOCUMENTED_GLOBALS, ...WRAPPER_NAMES]);
    if (receivesExports(script)) settled.delete('exports');
    // SDF-JS-ENTRY-UNDEFINED reports these.
    for (const entry of script.role === 'entry' ? (readInterface(script)?.entries ?? []) : []) {
      if (entry.value.kind === 'undeclared') settled.add(entry.value.text);
    }
    const isStrict = startsStrict(script);
    const unbound = scopes.references.filter(
      (reference) => !settled.has(reference.text) && scopes.bindingOf(reference) === null,
    );
    for (const { text, parent } of unbound) {
      const isSet = ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;
      const isLoop = ts.isForInStatement(parent) || ts.isForOfStatement(parent);
      // In strict code an assignment does not create a global.
      const isMade = (isSet && ts.isIdentifier(parent.left) && parent.left.text === text) || isLoop;
      if (isMade && !isStrict) settled.add(text);
      if (ts.isTypeOfExpression(parent) || /^nl(api|obj)/.test(text)) settled.add(text);
    }
    return unbound.filter(({ text }, index) => {
      return !settled.has(text) && unbound.findIndex((other) => other.text === text) === index;
    });
  },
);

/**
 * True for code compiled by TypeScript, which gets `exports` from the list of define. A file that detects its
 * environment may get it in another way.
 */
function receivesExports(script: Script): boolean {
  const isWrapper = script.scopes.references.some(({ parent }) => ts.isTypeOfExpression(parent));
  return !isWrapper && readDefinition(script)?.modules.some(({ name }) => name === 'exports') === true;
}

function startsStrict(script: Script): boolean {
  const body = readDefinition(script)?.callback?.body;
  const first = [script.source.statements[0], body !== undefined && ts.isBlock(body) ? body.statements[0] : undefined];
  return first.some(
    (statement) =>
      statement !== undefined &&
      ts.isExpressionStatement(statement) &&
      ts.isStringLiteral(statement.expression) &&
      statement.expression.text === 'use strict',
  );
}

function checkUndeclared(script: Script, report: Report): void {
  const { scopes } = script;
  for (const reference of findUndeclared(script)) {
    const { text, parent } = reference;
    const isModule = N_MODULES.has(`N/${text}`) && ts.isPropertyAccessExpression(parent);
    if (isModule) {
      const message = `Nothing in the file is called ${text}: N/${text} is not loaded.`;
      const advice = `Add 'N/${text}' to the list of define, and ${text} to the parameters.`;
      report('SDF-JS-MODULE-UNLOADED', reference, text, message, advice);
    } else {
      const message = `Nothing in the file is called ${text}, and it is no global that is documented.`;
      const advice = scopes.names.has(text)
        ? 'Another function has a name like this: pass its value on, or declare it where both see it.'
        : adviseClosest(text, scopes.names, 'Declare it, or correct its name.');
      report('SDF-JS-UNDECLARED', reference, text, message, advice);
    }
  }
}

const FILE = 'FileCabinet/SuiteScripts/minimal_ue.js';
const LIBRARY = 'FileCabinet/SuiteScripts/minimal_lib.js';
const LIBRARY_TEXT = 'define([], () => ({ run: () => undefined }));\n';
const PATHS = ['section_4430268304', 'section_4704230948'];
const HEAD = "define(['N/log'], (log) => {";
const CALL = '    log.audit(';
const KEEPS = { [FILE]: MINIMAL_SCRIPT };

function loading(path: string): string {
  return edit(MINIMAL_SCRIPT, HEAD, `define(['N/log', '${path}'], (log, lib) => {`);
}

export const DEPENDENCY_RULES: readonly Rule[] = defineRules(findProblems, [
  {
    code: 'SDF-JS-MODULE-UNKNOWN',
    severity: 'error',
    title: 'An N/ module that is loaded exists.',
    explanation: 'The list is that of Oracle’s help and of its unit-testing stubs.',
    sources: ['chapter_4220488571', '@oracle/suitecloud-unit-testing'],
    breaks: { [FILE]: edit(MINIMAL_SCRIPT, "'N/log'", "'N/logs'") },
    keeps: KEEPS,
  },
  {
    code: 'SDF-JS-MODULE-UNLOADED',
    severity: 'error',
    title: 'A server script loads the N/ modules it uses.',
    explanation: 'Only log and util are there without being loaded; any other name is a ReferenceError at run time.',
    sources: ['chapter_4387171685', 'section_4387812838'],
    breaks: { [FILE]: edit(MINIMAL_SCRIPT, CALL, `    runtime.getCurrentScript();\n${CALL}`) },
    keeps: KEEPS,
  },
  {
    code: 'SDF-JS-UNDECLARED',
    severity: 'warning',
    title: 'A server script uses names that it declares, or that are documented globals.',
    explanation:
      'Any other name is a ReferenceError when the code gets there, most often a misspelled one. Names that the file assigns to or asks for with typeof are left alone, as is SuiteScript 1.0.',
    sources: ['chapter_4387171685', 'chapter_156042690639'],
    breaks: { [FILE]: edit(MINIMAL_SCRIPT, 'context.type', 'contxt.type') },
    keeps: KEEPS,
  },
  {
    code: 'SDF-JS-DEPENDENCY-MISSING',
    severity: 'error',
    title: 'A file that is loaded by a relative path is in the project.',
    explanation: 'Paths start from the folder of the file; .js may be left out. The manifest’s files count as well.',
    sources: PATHS,
    breaks: { [FILE]: loading('./minimal_lib') },
    keeps: { [FILE]: loading('./minimal_lib'), [LIBRARY]: LIBRARY_TEXT },
  },
  {
    code: 'SDF-JS-DEPENDENCY-OUTSIDE',
    severity: 'warning',
    title: 'A file that is loaded by an absolute path is in the project, or the manifest says that the account has it.',
    explanation: 'The file may be in this account and missing in the next.',
    sources: [...PATHS, 'section_1523379149'],
    breaks: { [FILE]: loading('/SuiteScripts/common/dates') },
    keeps: {
      [FILE]: loading('/SuiteScripts/common/dates'),
      'manifest.xml': edit(
        MINIMAL_MANIFEST,
        '</features>',
        '</features><files><file>/SuiteScripts/common/dates.js</file></files>',
      ),
    },
  },
  {
    code: 'SDF-JS-DEPENDENCY-CASE',
    severity: 'warning',
    title: 'A path is written as the file is called, in upper and lower case.',
    explanation: 'Path names in deploy.xml are case-sensitive; of the module loader it is not documented.',
    sources: [...PATHS, 'section_4737888643'],
    breaks: { [FILE]: loading('./Minimal_Lib'), [LIBRARY]: LIBRARY_TEXT },
    keeps: { [FILE]: loading('./minimal_lib'), [LIBRARY]: LIBRARY_TEXT },
  },
  {
    code: 'SDF-JS-DEPENDENCY-NAME',
    severity: 'warning',
    title: 'A module is named by a path, unless @NAmdConfig gives its name a meaning.',
    explanation: 'Addresses cannot be loaded at all. Client scripts are not judged: a page may bring names of its own.',
    sources: [...PATHS, 'section_4387811519', 'section_4599733337'],
    breaks: { [FILE]: loading('minimal_lib') },
    keeps: { [FILE]: loading('./minimal_lib'), [LIBRARY]: LIBRARY_TEXT },
  },
  {
    code: 'SDF-JS-REQUIRE-RELATIVE',
    severity: 'warning',
    title: 'A relative path is loaded by define, or by the require that define passes.',
    explanation: 'Do not use relative paths in global contexts: the global require has no file to start from.',
    sources: PATHS,
    breaks: { [FILE]: edit(MINIMAL_SCRIPT, CALL, `    require('./minimal_lib');\n${CALL}`), [LIBRARY]: LIBRARY_TEXT },
    keeps: {
      [FILE]: edit(
        edit(MINIMAL_SCRIPT, HEAD, "define(['require', 'N/log'], (require, log) => {"),
        CALL,
        `    require('./minimal_lib');\n${CALL}`,
      ),
      [LIBRARY]: LIBRARY_TEXT,
    },
  },
  {
    code: 'SDF-JS-DEPENDENCY-PARAMETER',
    severity: 'error',
    title: 'Each parameter of the define callback has a module in the list.',
    explanation: 'Modules are passed in the order of the list. A parameter beyond its end is always undefined.',
    sources: ['section_4600491925'],
    breaks: {
      [FILE]: edit(
        edit(MINIMAL_SCRIPT, HEAD, "define(['N/log'], (log, runtime) => {"),
        CALL,
        `    runtime.getCurrentScript();\n${CALL}`,
      ),
    },
    keeps: {
      [FILE]: edit(
        edit(MINIMAL_SCRIPT, HEAD, "define(['N/log', 'N/runtime'], (log, runtime) => {"),
        CALL,
        `    runtime.getCurrentScript();\n${CALL}`,
      ),
    },
  },
  {
    code: 'SDF-JS-DEPENDENCY-ORDER',
    severity: 'warning',
    title: 'Parameters stand in the order of the modules in the list.',
    explanation: 'A parameter that has the name of another module than the one it receives is most likely a mistake.',
    sources: ['section_4600491925'],
    breaks: { [FILE]: edit(MINIMAL_SCRIPT, HEAD, "define(['N/log', 'N/http', 'N/https'], (log, https, http) => {") },
    keeps: { [FILE]: edit(MINIMAL_SCRIPT, HEAD, "define(['N/log', 'N/http', 'N/https'], (log, http, https) => {") },
  },
]);
