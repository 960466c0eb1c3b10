import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { findRoot } from '../../tools/project';
import { CI_SEEDS, TOO_RARE_FOR_CI } from './ci_seeds';

/** For a machine with much else to do. Two idle cores need a minute and a half, of the five that they may take. */
const MOST_MS = 15 * 60_000;

describe(`${CI_SEEDS.count} seeded lives`, () => {
  let told = '';

  beforeAll(() => {
    const { from, count, steps } = CI_SEEDS;
    const main = path.join(findRoot(), 'build', 'node', 'tools', 'simulate', 'main.js');
    const run = spawnSync(process.execPath, [main, `seeds=${count}`, `from=${from}`, `steps=${steps}`], {
      encoding: 'utf8',
      cwd: findRoot(),
      // Jest's own limit cannot end what this process waits for.
      timeout: MOST_MS,
    });
    // What the command printed says which demand was missed, and how to replay it.
    if (run.status !== 0) throw new Error(`${run.error?.message ?? ''}\n${run.stdout}${run.stderr}`);
    told = run.stdout;
  }, MOST_MS + 10_000);

  test('end with NetSuite and AfterShip in step, or with a person told', () => {
    const { from, count, steps } = CI_SEEDS;

    expect(told).toContain(`${count} histories from seed ${from}, ${steps} steps: 0 failed.`);
  });

  test('meet every kind of fault, and in every script every effect of a trap', () => {
    const last = told.trim().split('\n').at(-1) ?? '';
    if (last === 'Every kind of fault struck, and every trap sprang in every script.') return;

    const [, missing = last] = /^Not met: (.+)\.$/.exec(last) ?? [];
    expect(missing.split(', ').filter((name) => !TOO_RARE_FOR_CI.includes(name))).toEqual([]);
  });
});
