/** `npm run docs`: writes the tables that docs/ prints from code. */

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import prettier from 'prettier';
import { takeArguments } from '../shared/arguments';
import { findRoot } from '../shared/project';
import { fillTables } from './tables';

const DOCS = { usage: ['npm run docs', '  writes the tables that docs/ prints from code'], arguments: {} };

async function main(): Promise<void> {
  if (takeArguments(DOCS) === null) return;
  const root = findRoot();
  const folder = path.join(root, 'docs');
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.md'))) {
    const file = path.join(folder, name);
    const before = readFileSync(file, 'utf8');
    const options = await prettier.resolveConfig(file);
    const after = await prettier.format(fillTables(before, root), { ...options, filepath: file });
    if (after === before) continue;
    writeFileSync(file, after);
    console.log(`${path.join('docs', name)} is up to date now.`);
  }
}

void main();
