/** Histories in a file each: those that once failed, shortened, and those that a deliberate defect needs to be seen. */

import { readdirSync } from 'node:fs';
import path from 'node:path';
import { findRoot } from '../../tools/shared/project';
import type { History } from './history';
import { readHistory } from './read_history';

const FOLDER = path.join(findRoot(), 'lab/simulate/histories');

export interface KeptHistory {
  /** The file’s name without its ending. */
  readonly name: string;
  readonly history: History;
}

export function readKeptHistories(): readonly KeptHistory[] {
  return readdirSync(FOLDER).map((file) => ({
    name: path.basename(file, '.json'),
    history: readHistory(path.join(FOLDER, file)),
  }));
}
