/** Lives seeds as a person does who types `npm run simulate`. */

import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { findRoot } from '../../../tools/shared/project';
import type { SeededLives } from './ci_seeds';

/** A limit for a busy machine. Two idle cores need less than two minutes for the most seeds of a test. */
export const MOST_MS = 15 * 60_000;

/** Returns what the command printed; throws it when an invariant was missed. */
export function liveSeeds({ from, count, steps, themes }: SeededLives): string {
  const main = path.join(findRoot(), 'build/node/lab/simulate/main.js');
  const words = [`seeds=${count}`, `from=${from}`, `steps=${steps}`];
  if (themes.length > 0) words.push(`themes=${themes.join(',')}`);
  const run = spawnSync(process.execPath, [main, ...words], {
    encoding: 'utf8',
    cwd: findRoot(),
    // Jest's own timeout cannot end the child process.
    timeout: MOST_MS,
  });
  // The printed output names the violated invariant and the command that replays it.
  if (run.status !== 0) throw new Error(`${run.error?.message ?? ''}\n${run.stdout}${run.stderr}`);
  return run.stdout;
}
