/** Every command compiles exactly the files whose sources or outputs changed, and leaves no output without a source. */

import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const ROOT = path.join(__dirname, '../../..');
const SCRIPTS = 'src/TypeScript/aftership';
const COMPILED = 'src/FileCabinet/SuiteScripts/aftership';
/** Replaces the compiler: copies the scripts and records that it ran. It fails when a.ts says so. */
const COMPILER = `const { appendFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } = require('node:fs');
appendFileSync('runs.txt', 'x');
if (readFileSync('${SCRIPTS}/a.ts', 'utf8').includes('error')) process.exit(3);
mkdirSync('${COMPILED}', { recursive: true });
for (const name of readdirSync('${SCRIPTS}'))
  if (name.endsWith('.ts')) writeFileSync('${COMPILED}/' + name.replace('.ts', '.js'), readFileSync('${SCRIPTS}/' + name));
`;
let folder = '';
const at = (name: string): string => path.join(folder, name);

function write(name: string, text: string): void {
  mkdirSync(path.dirname(at(name)), { recursive: true });
  writeFileSync(at(name), text);
}

const read = (name: string): string => readFileSync(at(name), 'utf8');

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'fresh-'));
  mkdirSync(at('tools/build'), { recursive: true });
  copyFileSync(path.join(ROOT, 'tools/build/fresh_build.cjs'), at('tools/build/fresh_build.cjs'));
  copyFileSync(path.join(ROOT, 'tsconfig.node.json'), at('tsconfig.node.json'));
  write('node_modules/typescript/bin/tsc', COMPILER);
  const typescript = JSON.stringify(require.resolve('typescript'));
  write('node_modules/typescript/index.js', `module.exports = require(${typescript});`);
  write('package-lock.json', '{}');
  write('tsconfig.json', '{}');
  write(`${SCRIPTS}/a.ts`, 'one');
  write(`${SCRIPTS}/b.ts`, 'two');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function build(name: 'scripts' | 'node') {
  return spawnSync(process.execPath, [at('tools/build/fresh_build.cjs'), name], { encoding: 'utf8' });
}

describe('the scripts', () => {
  const status = (): number | null => build('scripts').status;
  const countRuns = (): number => read('runs.txt').length;
  const rename = (from: string, to: string): void => renameSync(at(from), at(to));

  it('are compiled once, as long as nothing changes', () => {
    expect([status(), status(), status()]).toEqual([0, 0, 0]);
    expect(countRuns()).toBe(1);
  });

  it.each<[string, () => void]>([
    [
      'a source has other text, though it looks as old as before',
      () => {
        write(`${SCRIPTS}/a.ts`, 'new');
        utimesSync(at(`${SCRIPTS}/a.ts`), 0, 0);
      },
    ],
    ['a source is gone', () => rmSync(at(`${SCRIPTS}/b.ts`))],
    ['a source has another name', () => rename(`${SCRIPTS}/b.ts`, `${SCRIPTS}/c.ts`)],
    ['what was compiled was edited', () => write(`${COMPILED}/a.js`, 'by hand')],
    ['what was compiled is gone', () => rmSync(at(`${COMPILED}/a.js`))],
    ['a script lies beside what was compiled', () => write(`${COMPILED}/lib/stray.js`, 'x')],
    ['a text lies beside what was compiled', () => write(`${COMPILED}/stray.txt`, 'x')],
    ['the settings of the compiler changed', () => write('tsconfig.json', '{ "files": [] }')],
    ['other packages are installed', () => write('package-lock.json', '{ "packages": {} }')],
  ])('are compiled again when %s, and are what their sources make', (_case, change) => {
    status();
    change();

    expect(status()).toBe(0);
    expect(countRuns()).toBe(2);
    const sources = readdirSync(at(SCRIPTS)).map((name) => [name.replace('.ts', '.js'), read(`${SCRIPTS}/${name}`)]);
    const made = readdirSync(at(COMPILED), { recursive: true, encoding: 'utf8' }).filter((name) => name !== 'lib');
    expect(made.map((name) => [name, read(`${COMPILED}/${name}`)]).sort()).toEqual(sources.sort());
  });

  it('stop with the compiler’s exit code, and ask it again the next time', () => {
    status();
    write(`${SCRIPTS}/a.ts`, 'error');

    expect([status(), status()]).toEqual([3, 3]);
    expect(countRuns()).toBe(3);
  });
});

describe('the commands', () => {
  beforeEach(() => {
    write('tools/x/a.ts', "import { b } from './b';\nimport type { T } from './b';\nexport const a: T = b;\n");
    write('tools/x/b.ts', 'export type T = string;\nexport const b: T = "b";\n');
    write('tools/x/data.json', '{ "c": 1 }');
    write('tools/x/__tests__/a.test.ts', 'not compiled');
    write(`${SCRIPTS}/core/c.ts`, 'export const c = 1;\n');
    write(`${SCRIPTS}/adapters/d.ts`, 'not compiled');
  });
  const OUTPUT = 'build/node/tools/x';
  /** Makes every output look old, so that what is written anew can be told. */
  const age = (): void => {
    for (const name of ['a.js', 'b.js', 'data.json']) utimesSync(at(`${OUTPUT}/${name}`), 0, 0);
  };
  const writtenAnew = (): readonly string[] =>
    readdirSync(at(OUTPUT)).filter((name) => statSync(at(`${OUTPUT}/${name}`)).mtimeMs > 0);

  it('are compiled with what they need of the product, and run', () => {
    expect(build('node')).toMatchObject({ status: 0, stderr: '' });

    expect(readdirSync(at(OUTPUT)).sort()).toEqual(['a.js', 'b.js', 'data.json']);
    expect(read(`${OUTPUT}/data.json`)).toBe('{ "c": 1 }');
    expect(readdirSync(at(`build/node/${SCRIPTS}`))).toEqual(['core']);
    expect(jest.requireActual<object>(at(`${OUTPUT}/a.js`))).toEqual({ a: 'b' });
  });

  it('are compiled file by file, only what changed', () => {
    build('node');
    age();
    build('node');
    expect(writtenAnew()).toEqual([]);

    write('tools/x/b.ts', 'export type T = string;\nexport const b: T = "new";\n');
    build('node');

    expect(writtenAnew()).toEqual(['b.js']);
    expect(read(`${OUTPUT}/b.js`)).toContain('new');
  });

  it.each<[string, () => void, readonly string[]]>([
    ['one of them is gone', () => rmSync(at(`${OUTPUT}/a.js`)), ['a.js']],
    ['one of them was edited', () => write(`${OUTPUT}/a.js`, 'by hand'), ['a.js']],
    ['other packages are installed', () => write('package-lock.json', '{ "a": 1 }'), ['a.js', 'b.js', 'data.json']],
  ])('are made again when %s', (_case, change, anew) => {
    build('node');
    age();
    change();

    expect(build('node').status).toBe(0);
    expect(writtenAnew()).toEqual(anew);
    expect(read(`${OUTPUT}/a.js`)).toContain('exports.a = ');
  });

  it('leave no output when their source is gone', () => {
    build('node');
    rmSync(at('tools/x/a.ts'));
    build('node');

    expect(existsSync(at(`${OUTPUT}/a.js`))).toBe(false);
    expect(existsSync(at(`${OUTPUT}/b.js`))).toBe(true);
  });

  it('stop when a source cannot be parsed, say where, and write nothing', () => {
    build('node');
    age();
    write('tools/x/a.ts', 'const a = ;\n');
    write('tools/x/b.ts', 'export const b = "new";\n');

    const { status, stderr } = build('node');

    expect(status).toBe(1);
    expect(stderr).toContain('tools/x/a.ts(1,11)');
    expect(writtenAnew()).toEqual([]);
    expect(build('node').status).toBe(1);
  });
});
