import { execFileSync } from 'node:child_process';
import path from 'node:path';

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
