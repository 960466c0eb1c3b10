import { execFileSync } from 'node:child_process';
import path from 'node:path';

const ROWS = 100_000;

interface Measured {
  readonly rows: number;
  readonly fulfillments: number;
  readonly problems: number;
  readonly lastLine: number;
  readonly seconds: number;
  /** The highest mark above what the process held before: what was freed in between counts too. */
  readonly megabytes: number;
}

describe('a large export', () => {
  test('of 100,000 rows takes less than a minute and 400 MB', () => {
    const program = path.join(__dirname, 'measure_size.cjs');

    const output = execFileSync(process.execPath, [program, String(ROWS)], { encoding: 'utf8' });

    const measured = JSON.parse(output) as Measured;
    const { seconds, megabytes } = measured;
    console.log(`${ROWS} rows: ${seconds.toFixed(1)} s, ${megabytes.toFixed(0)} MB more memory at its peak`);
    expect(measured).toMatchObject({ rows: ROWS, fulfillments: ROWS, problems: 0, lastLine: 2 * ROWS });
    // Some seconds on an idle machine; what must not happen is a time that grows with the square of the rows.
    expect(seconds).toBeLessThan(60);
    expect(megabytes).toBeLessThan(400);
  }, 120_000);
});
