/**
 * Thousands of slips in this project, one at a time. The test measures the share that the check finds, and the kinds
 * that it misses; docs/check.md prints the result.
 */

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { buildFile, buildProject, isProjectXml } from '../project/build_project';
import type { Finding } from '../project/finding';
import type { Project } from '../project/project';
import { readProjectFolder } from '../project/read_project';
import { readXml } from '../project/xml';
import { checkProject } from '../rules/rules';
import { draw, type Mutation, OPERATORS } from './mutation/mutation';
import { listScriptMutations } from './mutation/script_mutations';
import { takeInventory } from './mutation/validity';
import { listXmlMutations, writeXml } from './mutation/xml_mutations';

const ROOT = path.join(__dirname, '../../..');
/** Mutations drawn from each half. Of those that the facts allow, a sample is tried, too. */
const DRAWN = 1500;
const SAMPLE = 300;
const TEN_MINUTES_MS = 600_000;

function readOwnProject(): Project {
  const reading = readProjectFolder(ROOT);
  if (reading.kind === 'no project') throw new Error(reading.problem);
  return reading.project;
}

const project = readOwnProject();
const files = [...project.files.values()];
const keyOf = ({ code, file, element, message }: Finding): string => [code, file, element, message].join('\n');
const known = new Set(checkProject(project).findings.map(keyOf));

/** True when the check reports a finding that the unchanged project does not have. */
function isFound(file: string, text: string): boolean {
  const changed = buildFile(file, new TextEncoder().encode(text));
  const mutated = buildProject(files.map((other) => (other.path === file ? changed : other)));
  return checkProject(mutated).findings.some((finding) => !known.has(keyOf(finding)));
}

const kindOf = ({ operator, target }: Mutation): string => `${operator} ${target}`;
const isSurvivor = ({ file, write }: Mutation): boolean => !isFound(file, write());

function count<T>(values: readonly T[], keyOfValue: (value: T) => string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(keyOfValue(value), (counts.get(keyOfValue(value)) ?? 0) + 1);
  return new Map([...counts].sort(([, left], [, right]) => right - left));
}

const inventory = takeInventory(project);
const halves = [
  { half: 'manifest.xml, deploy.xml and objects', all: listXmlMutations(project, inventory) },
  { half: 'scripts', all: listScriptMutations(project, inventory) },
].map(({ half, all }) => ({
  half,
  drawn: draw(
    all.filter(({ valid }) => valid === null),
    DRAWN,
  ),
  leftOut: all.filter(({ valid }) => valid !== null),
}));

const documented = readFileSync(path.join(ROOT, 'docs/check.md'), 'utf8');

describe.each(halves)('slips in $half', ({ half, drawn, leftOut }) => {
  it(
    'are found, at least 95 in 100 of all and 90 of each kind of slip, and docs/check.md names the kinds that are not',
    () => {
      const survivors = drawn.filter(isSurvivor);
      const all = count(drawn, ({ operator }) => operator);
      const missed = count(survivors, ({ operator }) => operator);
      const kinds = count(survivors, kindOf);
      console.log(
        [
          `${half}: ${drawn.length - survivors.length} of ${drawn.length} slips found`,
          ...OPERATORS.map(
            (operator) => `  ${operator}: ${all.get(operator) ?? 0}, not found ${missed.get(operator) ?? 0}`,
          ),
          ...survivors.map((survivor) => `  not found: ${kindOf(survivor)} ${survivor.file} ${survivor.what}`),
        ].join('\n'),
      );

      expect(drawn.length).toBeGreaterThanOrEqual(1000);
      expect(survivors.length / drawn.length).toBeLessThanOrEqual(0.05);
      for (const operator of OPERATORS) {
        expect(all.get(operator)).toBeGreaterThan(0);
        expect((missed.get(operator) ?? 0) / (all.get(operator) ?? 0)).toBeLessThanOrEqual(0.1);
      }
      expect([...kinds.keys()].filter((kind) => !documented.includes(`| ${kind} `))).toEqual([]);
    },
    TEN_MINUTES_MS,
  );

  it(
    'that the facts call valid are left out, for a reason that docs/check.md gives',
    () => {
      const reasons = count(leftOut, ({ valid }) => valid ?? '');
      const sample = draw(leftOut, SAMPLE);
      const found = sample.length - sample.filter(isSurvivor).length;
      console.log(
        [
          `${half}: ${leftOut.length} slips give a project that is valid by the facts`,
          ...[...reasons].map(([reason, number]) => `  ${number}: ${reason}`),
          `  of a sample of ${sample.length}, ${found} are found all the same`,
        ].join('\n'),
      );

      expect([...reasons.keys()].filter((reason) => !documented.includes(reason))).toEqual([]);
    },
    TEN_MINUTES_MS,
  );
});

it('writing a file anew changes nothing that the check sees', () => {
  const rewritten = files.flatMap(({ path: file, text }) => {
    const reading = isProjectXml(file) && text !== null ? readXml(text) : null;
    return reading?.kind === 'document' ? [{ file, text: writeXml(reading.root) }] : [];
  });

  expect(rewritten.length).toBeGreaterThan(5);
  expect(rewritten.filter(({ file, text }) => isFound(file, text))).toEqual([]);
});
