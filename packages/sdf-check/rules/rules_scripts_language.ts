/** The code of a script must be JavaScript that the platform is documented to run. */

import type { Problem } from '../project/finding';
import type { Project } from '../project/project';
import type { Script } from '../scripts/script';
import { lineAt } from '../scripts/script_header';
import { findUses, type Use } from '../scripts/script_language';
import { listScripts, tagOf } from '../scripts/scripts';
import { defineRules, edit } from './define_rules';
import { MINIMAL_SCRIPT } from './minimal_project';
import type { Rule } from './rule';

function findProblems(project: Project): readonly Problem[] {
  const problems: Problem[] = [];
  const scripts = listScripts(project);
  for (const { path } of scripts.unparsed) {
    const message = 'The file is too large or nested too deeply to be parsed, and was not checked.';
    problems.push({
      code: 'SDF-JS-UNPARSED',
      file: path,
      line: null,
      element: '',
      message,
      advice: 'Check it by hand.',
    });
  }
  for (const script of scripts.all) {
    const report = (code: string, line: number, element: string, message: string, advice: string): void => {
      problems.push({ code, file: script.file.path, line, element, message, advice });
    };
    const [error] = script.syntaxErrors;
    if (error !== undefined) {
      const message = `The file is no valid JavaScript: ${error.message.replace(/\.$/, '')} (SYNTAX_ERROR).`;
      report('SDF-JS-SYNTAX', error.line, '', message, 'Mend it there: most else in the file was not checked.');
      continue;
    }
    // Types without plain entry points are built by their own tools.
    if (script.isVersion1 || (script.role === 'entry' && script.type === null)) continue;
    for (const use of findUses(script)) {
      const problem = judge(use, script, scripts.runsOnServer(script));
      if (problem === null) continue;
      const line = lineAt(script.source.text, use.node.getStart(script.source));
      report(problem.code, line, use.text, problem.message, problem.advice);
    }
  }
  return problems;
}

interface Judgement {
  readonly code: string;
  readonly message: string;
  readonly advice: string;
}

function judge(use: Use, script: Script, isServer: boolean): Judgement | null {
  switch (use.kind) {
    case 'jsx':
      return {
        code: 'SDF-JS-SYNTAX',
        message: 'The file is no valid JavaScript: it holds JSX (SYNTAX_ERROR).',
        advice: 'Compile it first.',
      };
    case 'modules':
      // An entry script without define is reported by another rule.
      return script.role === 'entry'
        ? null
        : {
            code: 'SDF-JS-MODULES',
            message: `${use.text} belongs to ECMAScript modules; NetSuite loads AMD modules.`,
            advice: 'Write define([…], …), or compile to AMD.',
          };
    case 'await':
      return {
        code: 'SDF-JS-AWAIT',
        message: 'await stands outside an async function.',
        advice: 'Put it into an async function, or do without it.',
      };
    case 'generator':
      return isServer
        ? {
            code: 'SDF-JS-GENERATOR',
            message: 'A generator function fails in SuiteScript 2.1.',
            advice: 'Return an array instead.',
          }
        : null;
    case 'iterator':
      return isServer
        ? {
            code: 'SDF-JS-GENERATOR',
            message: 'An own Symbol.iterator fails in SuiteScript 2.1.',
            advice: 'Give an array, or take a callback.',
          }
        : null;
    case 'newer':
      return {
        code: 'SDF-JS-NEWER',
        message: `The file uses ${use.text}, which is newer than ECMAScript 2023.`,
        advice: 'Compile to ES2022.',
      };
    case 'es2015': {
      const version = tagOf(script.header, 'NApiVersion')?.value ?? '2.1';
      if (!isServer || !/^2\.[0xX]$/.test(version)) return null;
      return {
        code: 'SDF-JS-ES5',
        message: `The file uses ${use.text}, and @NApiVersion ${version} is ECMAScript 5.1${version === '2.0' ? '' : ' where the account’s preference does not say 2.1'}.`,
        advice: 'Write @NApiVersion 2.1.',
      };
    }
    case 'global':
      return isServer
        ? {
            code: 'SDF-JS-GLOBAL',
            message: `${use.text} is not documented to exist in server scripts.`,
            advice: ADVICE[use.text] ?? 'Do without it.',
          }
        : null;
    case 'interop':
      return null;
  }
}

const ADVICE: Readonly<Record<string, string>> = {
  fetch: 'Use N/https.',
  XMLHttpRequest: 'Use N/https.',
  URLSearchParams: 'Build the query with encodeURIComponent.',
  URL: 'Use N/url, or encodeURIComponent.',
  console: 'Use N/log.',
  Buffer: 'Use N/encode.',
  atob: 'Use N/encode.',
  btoa: 'Use N/encode.',
  Intl: 'Use N/format.',
  localStorage: 'Use N/cache.',
  sessionStorage: 'Use N/cache.',
  structuredClone: 'Use JSON.parse(JSON.stringify(…)) for plain data.',
};

const FILE = 'FileCabinet/SuiteScripts/minimal_ue.js';
const LIBRARY = 'FileCabinet/SuiteScripts/minimal_lib.js';
const HEAD = "define(['N/log'], (log) => {";
const LOADS = edit(MINIMAL_SCRIPT, HEAD, "define(['N/log', './minimal_lib'], (log, lib) => {");
const RETURN = '  return { afterSubmit };\n';
const ENGINE = 'chapter_156042690639';
const KEEPS = { [FILE]: MINIMAL_SCRIPT };

export const LANGUAGE_RULES: readonly Rule[] = defineRules(findProblems, [
  {
    code: 'SDF-JS-SYNTAX',
    severity: 'error',
    title: 'A script is valid JavaScript.',
    explanation: 'NetSuite answers SYNTAX_ERROR. The first error of each file is shown.',
    sources: ['section_4527904430', 'section_4503568059'],
    breaks: { [FILE]: edit(MINIMAL_SCRIPT, RETURN, '  return { afterSubmit ;\n') },
    keeps: KEEPS,
  },
  {
    code: 'SDF-JS-UNPARSED',
    severity: 'warning',
    title: 'A script is small and flat enough to be checked.',
    explanation: 'Files of more than 5 million characters, and code nested thousands of levels deep, are left out.',
    sources: ['section_4503568059'],
    breaks: { [FILE]: `${MINIMAL_SCRIPT}var deep = ${'('.repeat(20_000)}1${')'.repeat(20_000)};\n` },
    keeps: KEEPS,
  },
  {
    code: 'SDF-JS-MODULES',
    severity: 'warning',
    title: 'Modules are AMD: no import or export statements.',
    explanation: 'They are not documented; in an AMD file they are a syntax error.',
    sources: ['section_4387811519'],
    breaks: { [FILE]: LOADS, [LIBRARY]: 'export const run = () => undefined;\n' },
    keeps: { [FILE]: LOADS, [LIBRARY]: 'define([], () => ({ run: () => undefined }));\n' },
  },
  {
    code: 'SDF-JS-AWAIT',
    severity: 'warning',
    title: 'await stands in async functions only.',
    explanation: 'Top-level await is not documented.',
    sources: ['subsect_24165317531', 'section_4387812940'],
    breaks: { [FILE]: edit(MINIMAL_SCRIPT, RETURN, `  const ready = await null;\n${RETURN}`) },
    keeps: { [FILE]: edit(MINIMAL_SCRIPT, RETURN, `  const wait = async () => await 1;\n${RETURN}`) },
  },
  {
    code: 'SDF-JS-GENERATOR',
    severity: 'warning',
    title: 'Server scripts have no generators and no iterators of their own.',
    explanation:
      'Oracle’s SAFE guide says that function* and own Symbol.iterator implementations fail in SuiteScript 2.1, although they pass in Node. The help does not say.',
    sources: ['Oracle SAFE guide, pitfall 108'],
    breaks: { [FILE]: edit(MINIMAL_SCRIPT, RETURN, `  function* count() {\n    yield 1;\n  }\n${RETURN}`) },
    keeps: KEEPS,
  },
  {
    code: 'SDF-JS-NEWER',
    severity: 'warning',
    title: 'The syntax is that of ECMAScript 2023 or earlier.',
    explanation: 'The help says ECMAScript 2023, Oracle’s SAFE guide ES2022: compile to ES2022 to satisfy both.',
    sources: [ENGINE, 'Oracle SAFE guide'],
    breaks: { [FILE]: edit(MINIMAL_SCRIPT, RETURN, `  const letters = /\\p{L}/v;\n${RETURN}`) },
    keeps: { [FILE]: edit(MINIMAL_SCRIPT, RETURN, `  const letters = /\\p{L}/u;\n${RETURN}`) },
  },
  {
    code: 'SDF-JS-ES5',
    severity: 'warning',
    title: 'A server script that says 2.0 or 2.x holds no syntax newer than ECMAScript 5.1.',
    explanation: 'The engine of 2.0 is another one. 2.x is 2.0 unless the account’s preference says 2.1.',
    sources: [ENGINE, 'bridgehead_4387808822'],
    breaks: { [FILE]: edit(MINIMAL_SCRIPT, '@NApiVersion 2.1', '@NApiVersion 2.0') },
    keeps: KEEPS,
  },
  {
    code: 'SDF-JS-GLOBAL',
    severity: 'warning',
    title: 'Server scripts use no globals of browsers or of Node.',
    explanation:
      'Oracle’s SAFE guide says that browser interfaces do not exist on the server; timers, Intl and Node’s names are not documented. A name that the file first asks for with typeof is left alone.',
    sources: ['Oracle SAFE guide, pitfall 52', 'chapter_4387171685'],
    breaks: { [FILE]: edit(MINIMAL_SCRIPT, '    log.audit(', '    setTimeout(() => undefined, 5);\n    log.audit(') },
    keeps: KEEPS,
  },
]);
