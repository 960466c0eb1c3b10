/** Reads a large export in a process of its own. */

import { execFileSync } from 'node:child_process';
import path from 'node:path';

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

export function measure(rows: number, { heapMegabytes }: { readonly heapMegabytes: number }): Measured {
  const program = path.join(__dirname, 'measure_size.cjs');
  const typed = [`--max-old-space-size=${heapMegabytes}`, program, String(rows)];
  return JSON.parse(execFileSync(process.execPath, typed, { encoding: 'utf8' })) as Measured;
}
