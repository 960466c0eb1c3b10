/** `npm run check` and `npm run build` compile exactly the files whose sources or outputs changed. */

import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const ROOT = path.join(__dirname, '../../..');
const OUTPUT = 'src/FileCabinet/SuiteScripts/aftership/a.js';
/** Replaces the compiler: copies a.ts and records that it ran. It fails when a.ts says so. */
const COMPILER = `const { appendFileSync, mkdirSync, readFileSync, writeFileSync } = require('node:fs');
const text = readFileSync('src/TypeScript/a.ts', 'utf8');
appendFileSync('runs.txt', 'x');
if (text.includes('error')) process.exit(3);
mkdirSync('${path.posix.dirname(OUTPUT)}', { recursive: true });
writeFileSync('${OUTPUT}', text);
`;
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'fresh-'));
  mkdirSync(path.join(folder, 'tools/build'), { recursive: true });
  mkdirSync(path.join(folder, 'src/TypeScript'), { recursive: true });
  copyFileSync(path.join(ROOT, 'tools/build/fresh_build.cjs'), path.join(folder, 'tools/build/fresh_build.cjs'));
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
  write('tools/build/build_scripts.cjs', COMPILER);
  write('src/TypeScript/a.ts', 'one');
  write('src/TypeScript/b.ts', 'two');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, text: string): void {
  writeFileSync(path.join(folder, name), text);
}

/** Runs a build and returns its exit code. */
function build(): number | null {
  const program = "require('./tools/build/fresh_build.cjs').buildWhatChanged('scripts')";
  return spawnSync(process.execPath, ['-e', program], { cwd: folder }).status;
}

const countRuns = (): number => readFileSync(path.join(folder, 'runs.txt'), 'utf8').length;

it('compiles once, as long as nothing changes', () => {
  expect([build(), build(), build()]).toEqual([0, 0, 0]);
  expect(countRuns()).toBe(1);
});

it.each<[string, () => void]>([
  [
    'a source has other text, though it looks as old as before',
    () => {
      write('src/TypeScript/a.ts', 'new');
      utimesSync(path.join(folder, 'src/TypeScript/a.ts'), 0, 0);
    },
  ],
  ['a source is gone', () => rmSync(path.join(folder, 'src/TypeScript/b.ts'))],
  ['a source has another name', () => renameSync(...paths('src/TypeScript/b.ts', 'src/TypeScript/c.ts'))],
  ['what was compiled was edited', () => write(OUTPUT, 'by hand')],
  ['what was compiled is gone', () => rmSync(path.join(folder, OUTPUT))],
  ['a file lies beside what was compiled', () => write(`${path.posix.dirname(OUTPUT)}/stray.js`, 'x')],
  ['the compiler’s own program changed', () => write('tools/build/build_scripts.cjs', `${COMPILER}// changed`)],
])('compiles again when %s', (_case, change) => {
  build();
  change();

  expect(build()).toBe(0);
  expect(countRuns()).toBe(2);
  expect(readFileSync(path.join(folder, OUTPUT), 'utf8')).toBe(
    readFileSync(path.join(folder, 'src/TypeScript/a.ts'), 'utf8'),
  );
});

function paths(from: string, to: string): [string, string] {
  return [path.join(folder, from), path.join(folder, to)];
}

it('stops with the compiler’s exit code, and asks it again the next time', () => {
  build();
  write('src/TypeScript/a.ts', 'error');

  expect([build(), build()]).toEqual([3, 3]);
  expect(countRuns()).toBe(3);
});
