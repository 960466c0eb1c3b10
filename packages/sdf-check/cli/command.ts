/** `npm run check [path] [json|github]` and `npm run check explain CODE`: reads the words, gives back what to print. */

import path from 'node:path';
import { readProjectFolder } from '../project/read_project';
import { findClosest } from '../rules/define_rules';
import { checkProject, RULES } from '../rules/rules';
import { type Format, formatResult, formatRule } from './format';

export interface CommandResult {
  /** 0: no errors. 1: errors. 2: nothing was checked. */
  readonly exitCode: 0 | 1 | 2;
  readonly output: string;
}

export interface Surroundings {
  /** What is checked when no path is given. */
  readonly ownProject: string;
  /** What paths are relative to, in the words and in what is printed. */
  readonly currentFolder: string;
}

const USAGE = `npm run check [path] [json|github]
  path    a SuiteCloud project: the folder of manifest.xml or the one above; this project when left out
  json    prints the findings for programs
  github  prints them as annotations of GitHub
npm run check explain CODE
  tells more about a finding`;

export function runCheck(words: readonly string[], { ownProject, currentFolder }: Surroundings): CommandResult {
  if (words[0] === 'explain') return explain(words.slice(1));
  if (words.some((word) => word === 'help' || word.startsWith('-'))) return { exitCode: 2, output: USAGE };
  const formats = words.filter((word): word is Format => word === 'json' || word === 'github');
  const paths = words.filter((word) => word !== 'json' && word !== 'github');
  if (formats.length > 1 || paths.length > 1) return { exitCode: 2, output: USAGE };

  const where = path.resolve(currentFolder, paths[0] ?? ownProject);
  const reading = readProjectFolder(where);
  if (reading.kind === 'no project') return { exitCode: 2, output: reading.problem };

  const result = checkProject(reading.project);
  const relative = path.relative(currentFolder, reading.folder).split(path.sep).join('/');
  const output = formatResult(result, formats[0] ?? 'text', relative === '' ? '' : `${relative}/`);
  return { exitCode: result.findings.some(({ severity }) => severity === 'error') ? 1 : 0, output };
}

function explain(codes: readonly string[]): CommandResult {
  const code = codes[0]?.toUpperCase();
  if (code === undefined || codes.length > 1) return { exitCode: 2, output: USAGE };
  const rule = RULES.find((candidate) => candidate.code === code);
  if (rule !== undefined) return { exitCode: 0, output: formatRule(rule) };
  const closest = findClosest(
    code,
    RULES.map((candidate) => candidate.code),
  );
  return {
    exitCode: 2,
    output: `There is no rule ${code}.${closest === null ? ' docs/check.md lists them all.' : ` Did you mean ${closest}?`}`,
  };
}
