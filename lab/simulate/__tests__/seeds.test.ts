import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { findRoot } from '../../../tools/shared/project';
import { CI_SEEDS, type SeededLives, TOO_RARE_FOR_CI } from './ci_seeds';

/** A limit for a busy machine. Two idle cores need a minute and a half of the five minutes allowed there. */
const MOST_MS = 15 * 60_000;

function live({ from, count, steps, themes }: SeededLives): string {
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

function missingIn(told: string): readonly string[] {
  const last = told.trim().split('\n').at(-1) ?? '';
  if (last === 'Every kind of fault struck, and every trap sprang in every script.') return [];
  const [, missing = last] = /^Not met: (.+)\.$/.exec(last) ?? [];
  return missing.split(', ');
}

describe('seeded lives', () => {
  const told: string[] = [];

  test.each(CI_SEEDS)(
    '$count from $from, themes $themes: end with NetSuite and AfterShip in step, or with a person told',
    (lives) => {
      const output = live(lives);
      told.push(output);

      expect(output).toContain(`${lives.count} histories from seed ${lives.from}, ${lives.steps} steps: 0 failed.`);
    },
    MOST_MS + 10_000,
  );

  test('meet every kind of fault, and in every script every effect of a trap', () => {
    expect(told).toHaveLength(CI_SEEDS.length);
    const [first = [], ...others] = told.map(missingIn);
    const missing = first.filter((name) => others.every((other) => other.includes(name)));

    expect(missing.filter((name) => !TOO_RARE_FOR_CI.includes(name))).toEqual([]);
  });
});
