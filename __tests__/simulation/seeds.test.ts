import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { findRoot } from '../../tools/project';
import { CI_SEEDS } from './ci_seeds';

test(
  `${CI_SEEDS.count} seeded lives end with NetSuite and AfterShip in step, or with a person told`,
  () => {
    const { from, count, steps } = CI_SEEDS;
    const main = path.join(findRoot(), 'build', 'node', 'tools', 'simulate', 'main.js');

    const run = spawnSync(process.execPath, [main, `seeds=${count}`, `from=${from}`, `steps=${steps}`], {
      encoding: 'utf8',
      cwd: findRoot(),
    });

    // What the command printed says which demand was missed, and how to replay it.
    expect(run.status === 0 ? '' : `${run.stdout}${run.stderr}`).toBe('');
    expect(run.stdout).toContain(`${count} histories from seed ${from}, ${steps} steps: 0 failed.`);
  },
  15 * 60_000,
);
