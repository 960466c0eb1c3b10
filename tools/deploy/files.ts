/** Reads and writes files that people keep with the project. */

import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Null when there is no such file. */
export function readOptional(root: string, name: string): string | null {
  const file = path.join(root, name);
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}

/** Replaces a file completely or not at all, even if the machine stops during the write. */
export function replaceFile(root: string, name: string, text: string): void {
  const file = path.join(root, name);
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
}
