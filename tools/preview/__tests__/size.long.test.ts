import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import * as reading from '../../../src/TypeScript/aftership/core/numbers/read_numbers';
import * as planning from '../../../src/TypeScript/aftership/core/plan/plan';
import { findRoot } from '../../shared/project';
import { measure } from './measure';
import { exportOf, preview, row } from './run';

/** Such blocks, whose rows are never in memory together. */
const { exportBlocks } = jest.requireActual<{ exportBlocks(rows: number): Iterable<Buffer> }>('./large_export.cjs');

describe('a large export', () => {
  test('of 100,000 rows is read with work in proportion to a small one', () => {
    const small = measure(25_000, { heapMegabytes: 40 });
    const large = measure(100_000, { heapMegabytes: 40 });

    console.log(`100,000 rows: ${large.seconds.toFixed(1)} s of the processor, ${large.megabytes.toFixed(0)} MB more`);
    expect(large).toMatchObject({ rows: 100_000, fulfillments: 100_000, problems: 20_000, lastLine: 200_000 });
    // Four times the rows may cost at most eight times the work; a quadratic algorithm would cost sixteen times.
    expect(large.seconds / small.seconds).toBeLessThan(8);
  }, 240_000);

  test('of 60,000 rows is previewed whole within little memory, and says meanwhile how far it is', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'preview-'));
    try {
      for (const block of exportBlocks(60_000)) appendFileSync(path.join(folder, 'f.csv'), block);
      const main = path.join(findRoot(), 'build', 'node', 'tools', 'preview', 'main.js');

      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        // A process that needs more than this for its values ends.
        ['--max-old-space-size=64', main, 'f.csv', 'today=2026-11-23'],
        { cwd: folder, env: { ...process.env, INIT_CWD: folder }, encoding: 'utf8' },
      );

      expect(status).toBe(0);
      expect(stdout).toMatch(/\n +60,000 {2}rows in the file\n/);
      expect(stdout).toMatch(/\n +54,500 {2}trackings would be created/);
      expect(stdout).toMatch(/\n +5,500 {2}packages would share a tracking/);
      expect(stdout).toMatch(/\n +12,000 {2}warnings\n/);
      expect(Number(/at most (\d+) MB of memory/.exec(stdout)?.[1])).toBeLessThan(1000);
      expect(stderr).toMatch(/^(?: {2}[\d,]+ (?:rows read|of 60,000 fulfillments looked at) …\n)+$/);
      const lines = (name: string): number =>
        readFileSync(path.join(folder, 'build', 'preview', name), 'utf8').match(/\n/g)?.length ?? 0;
      expect([lines('requests.jsonl'), lines('packages.csv')]).toEqual([60_000, 60_001]);
      // Beside the warnings a note on each new tracking: the ship method does not fit its number.
      expect(lines('problems.csv')).toBe(1 + 12_000 + 54_500);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }, 480_000);
});

describe('many rows', () => {
  const ROWS = 2500;

  afterEach(() => jest.restoreAllMocks());

  test.each<readonly [string, (index: number) => string, number]>([
    ['with a number each', (index) => `PKG${String(index).padStart(8, '0')}`, ROWS],
    ['with one number in all of them', () => 'PKG00000000', 1],
    ['with the same word instead of a number', () => 'TBD', 0],
  ])('%s take work in proportion', async (_what, numberOf, created) => {
    const rows = Array.from({ length: ROWS }, (_, index) => row({ id: String(index + 1), numbers: numberOf(index) }));
    const text = exportOf(...rows, row({ id: String(ROWS + 1), status: 'Packed' }));
    const read = jest.spyOn(reading, 'readNumbers');
    const planned = jest.spyOn(planning, 'planReconcile');

    const { exitCode, requests, printed, written } = await preview(text, 'today=2026-11-23');

    expect(exitCode).toBe(0);
    expect(requests.filter(({ method }) => method === 'POST')).toHaveLength(created);
    expect(written['report.html']?.match(/<td class="figure">\d+<\/td><td><span class="whole">IF1</g)).toHaveLength(
      2000,
    );
    expect(written['report.html']).toContain('The first 2,000 of 2,501.');
    expect(written['packages.csv']?.match(/\r\n/g)).toHaveLength(1 + ROWS + 1);
    expect(printed).toMatch(/Took [\d.]+ s and at most \d+ MB of memory\.$/);
    // The plan and the list of packages read each field, and the daily counts read a text that is no number twice.
    expect(read.mock.calls.length).toBeLessThanOrEqual(4 * (ROWS + 1));
    expect(planned).toHaveBeenCalledTimes(ROWS + 1);
    expect(Math.max(...planned.mock.calls.map(([{ own, others }]) => own.length + others.length))).toBeLessThan(4);
  });
});
