/** A sample of the slips that mutation.long.test.ts tries, and whether the slips themselves are what they should be. */

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isProjectXml } from '../project/build_project';
import { readXml } from '../project/xml';
import { draw } from './mutation/mutation';
import { count, files, HALVES, isFound, isSurvivor, ROOT } from './mutation/slips';
import { writeXml } from './mutation/xml_mutations';

const SAMPLE = 50;

const documented = readFileSync(path.join(ROOT, 'docs/check.md'), 'utf8');

describe.each(HALVES)('slips in $half', ({ invalid, leftOut }) => {
  it('are found, at least 95 in 100 of a sample', () => {
    const sample = draw(invalid, SAMPLE);

    expect(sample).toHaveLength(SAMPLE);
    expect(sample.filter(isSurvivor).length / SAMPLE).toBeLessThanOrEqual(0.05);
  });

  it('that the facts call valid are left out, for a reason that docs/check.md gives', () => {
    const reasons = count(leftOut, ({ valid }) => valid ?? '');

    expect([...reasons.keys()].filter((reason) => !documented.includes(reason))).toEqual([]);
  });
});

it('writing a file anew changes nothing that the check sees', () => {
  const rewritten = files.flatMap(({ path: file, text }) => {
    const reading = isProjectXml(file) && text !== null ? readXml(text) : null;
    return reading?.kind === 'document' ? [{ file, text: writeXml(reading.root) }] : [];
  });

  expect(rewritten.length).toBeGreaterThan(5);
  expect(rewritten.filter(({ file, text }) => isFound(file, text))).toEqual([]);
});
