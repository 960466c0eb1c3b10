/**
 * Kept histories, one in each file: shortened histories that once failed, and histories that find a particular defect.
 */

import { readdirSync } from 'node:fs';
import path from 'node:path';
import { findRoot } from '../../tools/shared/project';
import type { History } from './history';
import { readHistory } from './read_history';

const FOLDER = path.join(findRoot(), 'lab/simulate/histories');

export interface KeptHistory {
  /** File name without its extension. */
  readonly name: string;
  readonly history: History;
}

export function readKeptHistories(): readonly KeptHistory[] {
  return readdirSync(FOLDER).map((file) => ({
    name: path.basename(file, '.json'),
    history: readHistory(path.join(FOLDER, file)),
  }));
}
