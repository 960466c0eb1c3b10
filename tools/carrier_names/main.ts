/** Writes the data files of core/carrier. */

import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { takeArguments } from '../shared/arguments';
import { findRoot } from '../shared/project';
import { dataFiles } from './data_files';

const CARRIER_NAMES = { usage: ['npm run carrier-names', '  writes the data files of core/carrier'], arguments: {} };

for (const file of takeArguments(CARRIER_NAMES) === null ? [] : dataFiles()) {
  writeFileSync(path.join(findRoot(), file.path), file.text);
  console.log(`${file.path}: ${Buffer.byteLength(file.text)} bytes`);
}
