/** Files that people keep with the project. */

import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Null when there is no such file. */
export function readOptional(root: string, name: string): string | null {
  const file = path.join(root, name);
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}

/** Whole or not at all, also when the machine stops in between. */
export function replaceFile(root: string, name: string, text: string): void {
  const file = path.join(root, name);
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
}
