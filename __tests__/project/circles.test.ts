/** No file imports itself, however far around: a circle has no lowest part that can be understood, or moved, alone. */

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const ROOT = path.join(__dirname, '../..');
const FOLDERS = ['src/TypeScript', 'packages', 'tools', 'lab', '__tests__'];

const files = FOLDERS.flatMap((folder) =>
  readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => path.join(ROOT, folder, name)),
);
const known = new Set(files);
const imports = new Map(files.map((file) => [file, importsOf(file)]));

function importsOf(file: string): readonly string[] {
  return ts.preProcessFile(readFileSync(file, 'utf8')).importedFiles.flatMap(({ fileName }) => {
    if (!fileName.startsWith('.')) return [];
    const target = path.resolve(path.dirname(file), fileName);
    return [`${target}.ts`, path.join(target, 'index.ts')].filter((candidate) => known.has(candidate));
  });
}

/** The files of the first circle that a walk from here meets, or null. */
function circleFrom(file: string, way: readonly string[], done: Set<string>): readonly string[] | null {
  if (way.includes(file)) return [...way.slice(way.indexOf(file)), file];
  if (done.has(file)) return null;
  for (const next of imports.get(file) ?? []) {
    const circle = circleFrom(next, [...way, file], done);
    if (circle !== null) return circle;
  }
  done.add(file);
  return null;
}

it('sees what files import', () => {
  const wake = path.join(ROOT, 'src/TypeScript/aftership/app/schedule/wake.ts');
  const account = path.join(ROOT, 'packages/emulator/netsuite/account.ts');

  expect(imports.get(wake)).toContain(path.join(ROOT, 'src/TypeScript/aftership/app/ports.ts'));
  expect(imports.get(account)).toContain(path.join(ROOT, 'packages/emulator/netsuite/runtime/engine.ts'));
});

it('no file is imported by what it imports', () => {
  const done = new Set<string>();
  const circles = files.map((file) => circleFrom(file, [], done)).filter((circle) => circle !== null);

  expect(circles.map((circle) => circle.map((file) => path.relative(ROOT, file)).join(' → '))).toEqual([]);
});
