/**
 * `npm run check [path] [json|github]` and `npm run check explain CODE`: reads the arguments and returns the output.
 */

import path from 'node:path';
import { readProjectFolder } from '../project/read_project';
import { findClosest } from '../rules/define_rules';
import { checkProject, RULES } from '../rules/rules';
import { type Format, formatResult, formatRule } from './format';

export interface CommandResult {
  /** 0: no errors, or only help was requested. 1: errors. 2: nothing was checked. */
  readonly exitCode: 0 | 1 | 2;
  readonly output: string;
}

interface Surroundings {
  /** Project that is checked without a path. */
  readonly ownProject: string;
  /** Folder to which paths in the arguments and in the output are relative. */
  readonly currentFolder: string;
}

const USAGE = `npm run check [path] [json|github]
  path    a SuiteCloud project: the folder of manifest.xml or the one above; this project when left out
  json    prints the findings for programs
  github  prints them as annotations of GitHub
npm run check explain CODE
  tells more about a finding`;

export function runCheck(typed: readonly string[], { ownProject, currentFolder }: Surroundings): CommandResult {
  if (typed.some((one) => /^(-h|(--)?help)$/.test(one))) return { exitCode: 0, output: USAGE };
  if (typed[0] === 'explain') return explain(typed.slice(1));
  const option = typed.find((one) => one.startsWith('-'));
  if (option !== undefined) return refuse(`“${option}” is no argument of this command.`);
  const formats = typed.filter((one): one is Format => one === 'json' || one === 'github');
  const paths = typed.filter((one) => one !== 'json' && one !== 'github');
  if (formats.length > 1) return refuse('The findings are printed once: json or github.');
  if (paths.length > 1) return refuse(`One project at a time, not ${paths.join(' and ')}.`);

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
  if (code === undefined || codes.length > 1) return refuse('explain takes the code of one rule.');
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

function refuse(problem: string): CommandResult {
  return { exitCode: 2, output: `${problem}\n\n${USAGE}` };
}
