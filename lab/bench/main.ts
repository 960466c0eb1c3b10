/**
 * `npm run bench`: measures units, speed and growth in the emulated account, in virtual time. Units have the prices of
 * Oracle's governance page; durations are the emulator's own (FIDELITY.md). Time and memory of this machine say nothing
 * about NetSuite's.
 */

// NetSuite's engine keeps dates in Pacific time. The zone is set before the first Date.
process.env['TZ'] = 'America/Los_Angeles';

import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { list, takeArguments, wholeNumber } from '../../tools/shared/arguments';
import { findRoot } from '../../tools/shared/project';
import { measureAll } from './run';
import { SCENARIO_NAMES } from './scenarios';
import { renderTables } from './table';

const BENCH = {
  usage: ['npm run bench', '  measures what sending costs and how fast it is, into build/bench.md'],
  arguments: {
    percent: wholeNumber('percent', 'size of every measurement, of the full one', {
      least: 1,
      most: 100,
      otherwise: 100,
    }),
    only: list('only', 'some of the measurements', SCENARIO_NAMES),
  },
};

const taken = takeArguments(BENCH);
if (taken !== null) bench(taken.given);

function bench({ percent, only }: { readonly percent: number; readonly only: typeof SCENARIO_NAMES }): void {
  const root = findRoot();
  console.log(`Emulation: no account and no AfterShip is contacted. Measuring at ${percent} % of the full size …`);
  const startedAt = process.hrtime.bigint();
  const { tables, broken } = measureAll({ percent, only }, (text) => console.log(text));
  const seconds = Number(process.hrtime.bigint() - startedAt) / 1e9;
  const machine = {
    title: 'This machine',
    head: ['What', 'Measured'],
    rows: [
      ['Seconds', seconds.toFixed(1)],
      ['Peak memory, MB', (process.resourceUsage().maxRSS / 1024).toFixed(0)],
    ],
  };
  const page = renderTables([...tables, machine]);
  mkdirSync(path.join(root, 'build'), { recursive: true });
  writeFileSync(path.join(root, 'build', 'bench.md'), page);
  console.log(`\n${page}\nWritten to ${path.join('build', 'bench.md')}`);
  for (const promise of broken) console.error(`Not kept: ${promise}`);
  process.exitCode = broken.length === 0 ? 0 : 1;
}
