/**
 * `npm run bench`: measures the cost of a thousand fulfillments. Units are counted for each call at the prices of
 * Oracle's governance page. Time and memory are those of the emulator on this machine and say nothing about NetSuite's.
 */

// NetSuite's engine keeps dates in Pacific time. The zone is set before the first Date.
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
