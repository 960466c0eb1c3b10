import { execFileSync } from 'node:child_process';
import path from 'node:path';

import * as reading from '../../../src/TypeScript/aftership/core/numbers/read_numbers';
import * as planning from '../../../src/TypeScript/aftership/core/plan/plan';
import { exportOf, preview, row } from './run';

const ROWS = 100_000;

interface Measured {
  readonly rows: number;
  readonly fulfillments: number;
  readonly problems: number;
  readonly lastLine: number;
  /** Processor time, which does not depend on other load of the machine. */
  readonly seconds: number;
  /** Peak memory above that at the start, including memory that was freed in between. */
  readonly megabytes: number;
}

function measure(rows: number): Measured {
  const program = path.join(__dirname, 'measure_size.cjs');
  return JSON.parse(execFileSync(process.execPath, [program, String(rows)], { encoding: 'utf8' })) as Measured;
}

describe('a large export', () => {
  test('of 100,000 rows takes less than 400 MB, and work in proportion to a small one', () => {
    const small = measure(ROWS / 4);
    const large = measure(ROWS);

    const { seconds, megabytes } = large;
    console.log(`${ROWS} rows: ${seconds.toFixed(1)} s of the processor, ${megabytes.toFixed(0)} MB more at its peak`);
    expect(large).toMatchObject({ rows: ROWS, fulfillments: ROWS, problems: 0, lastLine: 2 * ROWS });
    // Four times the rows may cost at most eight times the work; a quadratic algorithm would cost sixteen times.
    expect(seconds / small.seconds).toBeLessThan(8);
    expect(megabytes).toBeLessThan(400);
  }, 240_000);
});

describe('many rows', () => {
  const ROWS = 2500;

  afterEach(() => jest.restoreAllMocks());

  test.each<readonly [string, (index: number) => string, number]>([
    ['with a number each', (index) => `PKG${String(index).padStart(8, '0')}`, ROWS],
    ['with one number in all of them', () => 'PKG00000000', 1],
    ['with the same word instead of a number', () => 'TBD', 0],
  ])('%s take work in proportion', async (_what, numberOf, created) => {
    const rows = Array.from({ length: ROWS }, (_, index) => row({ id: String(index + 1), numbers: numberOf(index) }));
    const text = exportOf(...rows, row({ id: String(ROWS + 1), status: 'Packed' }));
    const read = jest.spyOn(reading, 'readNumbers');
    const planned = jest.spyOn(planning, 'planReconcile');

    const { exitCode, requests, printed, written } = await preview(text, 'today=2026-11-23');

    expect(exitCode).toBe(0);
    expect(requests.filter(({ method }) => method === 'POST')).toHaveLength(created);
    expect(written['report.html']?.match(/<td class="figure">\d+<\/td><td><span class="whole">IF1</g)).toHaveLength(
      2000,
    );
    expect(written['report.html']).toContain('The first 2,000 of 2,501.');
    expect(written['packages.csv']?.match(/\r\n/g)).toHaveLength(1 + ROWS + 1);
    expect(printed).toMatch(/Took [\d.]+ s and at most \d+ MB of memory\.$/);
    // The plan and the list of packages read each field, and the daily counts read a text that is no number twice.
    expect(read.mock.calls.length).toBeLessThanOrEqual(4 * (ROWS + 1));
    expect(planned).toHaveBeenCalledTimes(ROWS + 1);
    expect(Math.max(...planned.mock.calls.map(([{ own, others }]) => own.length + others.length))).toBeLessThan(4);
  });
});
