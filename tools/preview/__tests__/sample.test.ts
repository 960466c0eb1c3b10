import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { packagesOf } from '../../../src/TypeScript/aftership/core/netsuite/packages';
import { collectFile } from './collect';

const ROOT = join(__dirname, '../../..');

describe('the sample export', () => {
  const reading = collectFile(join(ROOT, 'docs', 'samples', 'fulfillments.csv'));

  test('is read whole, and holds a number that a spreadsheet shortened, and text that is none', () => {
    expect([reading.rowsRead, reading.fulfillments.length, reading.question]).toEqual([25, 25, null]);
    expect(reading.problems).toEqual([]);
    const found = reading.fulfillments.map(({ line, fulfillment }) => ({
      line,
      ...packagesOf(fulfillment, { lines: [] }),
    }));
    expect(found.flatMap(({ line, unclear }) => unclear.map(({ reason }) => [line, reason]))).toEqual([
      [26, 'digits_lost'],
    ]);
    expect(found.flatMap(({ line, ignored }) => ignored.map(({ why }) => [line, why]))).toEqual([
      [25, 'words'],
      [25, 'placeholder'],
    ]);
  });

  test('shows every kind of order and status', () => {
    const fulfillments = reading.fulfillments.map(({ fulfillment }) => fulfillment);

    expect(new Set(fulfillments.map(({ order }) => order.kind))).toEqual(
      new Set(['salesorder', 'transferorder', 'vendorreturn', 'dropship']),
    );
    expect(new Set(fulfillments.map(({ status }) => status))).toEqual(new Set(['picked', 'packed', 'shipped']));
  });

  test('has only test numbers that carriers or their libraries publish', () => {
    const published = parsePublishedNumbers(
      JSON.parse(readFileSync(join(ROOT, 'packages/emulator/facts/aftership-couriers.json'), 'utf8')),
    );
    const numbers = reading.fulfillments.flatMap(({ fulfillment }) =>
      packagesOf(fulfillment, { lines: [] }).packages.map(({ typed }) => typed),
    );

    expect(numbers.filter((number) => !published.has(number))).toEqual([]);
    expect(numbers.length).toBeGreaterThan(20);
  });
});

function parsePublishedNumbers(facts: unknown): ReadonlySet<string> {
  const { tracking_number_patterns: found } = facts as {
    readonly tracking_number_patterns: { readonly patterns: readonly { readonly valid_examples: readonly string[] }[] };
  };
  return new Set(found.patterns.flatMap((pattern) => pattern.valid_examples));
}
