/**
 * `npm run bench`: what a thousand fulfillments cost. Units are counted call by call as Oracle's governance page prices
 * them; time and memory are this machine's, on the emulator, and say nothing about NetSuite's.
 */

// NetSuite's engine keeps dates in Pacific time; set before anything looks at a clock.
process.env['TZ'] = 'America/Los_Angeles';

import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { takeArguments } from '../../tools/shared/arguments';
import { findRoot } from '../../tools/shared/project';
import { measure } from './measure';
import { renderTable } from './table';

const FULFILLMENTS = 1000;

const BENCH = { usage: ['npm run bench', '  counts what a thousand fulfillments cost'], arguments: {} };

if (takeArguments(BENCH) !== null) bench();

function bench(): void {
  const root = findRoot();
  console.log(`Emulation: no account and no AfterShip is contacted. Measuring ${FULFILLMENTS} fulfillments …`);
  const startedAt = process.hrtime.bigint();
  const result = measure(FULFILLMENTS, (text) => console.log(text));
  const seconds = Number(process.hrtime.bigint() - startedAt) / 1e9;
  const table = renderTable(result, { seconds, peakMegabytes: process.resourceUsage().maxRSS / 1024 });
  mkdirSync(path.join(root, 'build'), { recursive: true });
  writeFileSync(path.join(root, 'build', 'bench.md'), table);
  console.log(`\n${table}\nWritten to ${path.join('build', 'bench.md')}`);
  process.exitCode = result.isWithinLimits ? 0 : 1;
}
