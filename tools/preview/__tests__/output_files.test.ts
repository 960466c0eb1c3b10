import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { openOutput, type OutputFiles } from '../output_files';
import type { PreviewProblem } from '../run_preview';

const NAMES = ['packages.csv', 'problems.csv', 'report.html', 'requests.jsonl'];

let folder = '';
let output: OutputFiles;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'preview-'));
  for (const name of NAMES) writeFileSync(join(folder, name), 'of an earlier preview');
  output = openOutput(folder);
});
afterEach(() => {
  output.abandon();
  rmSync(folder, { recursive: true });
});

function problemOn(line: number): PreviewProblem {
  return { line, kind: 'warning', fulfillment: '', number: '', column: '', message: '' };
}

test('results of an earlier preview are gone from the beginning', () => {
  expect(NAMES.filter((name) => existsSync(join(folder, name)))).toEqual([]);
});

test('results have their names only when all are complete', () => {
  for (let count = 0; count < 20_000; count++) output.problem(problemOn(count));
  output.request({ method: 'POST', path: '/', body: null });
  expect(NAMES.filter((name) => existsSync(join(folder, name)))).toEqual([]);

  output.finish('the page');
  output.abandon();
  expect(readdirSync(folder).sort()).toEqual(NAMES);
  expect(readFileSync(join(folder, 'report.html'), 'utf8')).toBe('the page');
  expect(readFileSync(join(folder, 'problems.csv'), 'utf8').match(/\r\n/g)).toHaveLength(20_001);
});

test('nothing stays of a preview that is given up', () => {
  for (let count = 0; count < 20_000; count++) output.fileProblem(problemOn(count));
  output.abandon();

  expect(readdirSync(folder)).toEqual([]);
});

test('what a preview left that was ended by force is removed', () => {
  const again = openOutput(folder);
  again.finish('');
  again.abandon();

  expect(readdirSync(folder).sort()).toEqual(NAMES);
});

test('problems of the file stand before the others, whenever they are found', () => {
  for (const line of [1, 2, 3]) {
    output.fileProblem(problemOn(line));
    output.problem(problemOn(10 + line));
  }
  output.finish('');

  const [, ...lines] = readFileSync(join(folder, 'problems.csv'), 'utf8').trim().split('\r\n');
  expect(lines.map((line) => line.split(',')[0])).toEqual(['"1"', '"2"', '"3"', '"11"', '"12"', '"13"']);
});
