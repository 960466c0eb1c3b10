/**
 * Thousands of slips in this project, one at a time. The test measures the share that the check finds, and the kinds
 * that it misses; docs/check.md prints the result.
 */

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { draw, type Mutation, OPERATORS } from './mutation/mutation';
import { count, HALVES, isSurvivor, ROOT } from './mutation/slips';

/** Mutations drawn from each half. Of those that the facts allow, a sample is tried, too. */
const DRAWN = 1500;
const SAMPLE = 300;
const TWENTY_MINUTES_MS = 1_200_000;

const kindOf = ({ operator, target }: Mutation): string => `${operator} ${target}`;
const documented = readFileSync(path.join(ROOT, 'docs/check.md'), 'utf8');

describe.each(HALVES)('slips in $half', ({ half, invalid, leftOut }) => {
  it(
    'are found, at least 95 in 100 of all and 90 of each kind of slip, and docs/check.md names the kinds that are not',
    () => {
      const drawn = draw(invalid, DRAWN);
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
    TWENTY_MINUTES_MS,
  );

  it(
    'that the facts call valid are found less often than not',
    () => {
      const sample = draw(leftOut, SAMPLE);
      const found = sample.length - sample.filter(isSurvivor).length;
      console.log(
        [
          `${half}: ${leftOut.length} slips give a project that is valid by the facts`,
          ...[...count(leftOut, ({ valid }) => valid ?? '')].map(([reason, number]) => `  ${number}: ${reason}`),
          `  of a sample of ${sample.length}, ${found} are found all the same`,
        ].join('\n'),
      );

      expect(found).toBeLessThan(sample.length / 2);
    },
    TWENTY_MINUTES_MS,
  );
});
