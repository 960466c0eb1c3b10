/** Writes the data file of core/aftership/phones.ts. */

import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { takeArguments } from '../shared/arguments';
import { findRoot } from '../shared/project';
import { PHONE_DATA, phoneData } from './data_file';

const ARGUMENTS = {
  usage: ['npm run phone-data', '  writes what core/aftership/phones.ts knows of phone numbers'],
  arguments: {},
};

if (takeArguments(ARGUMENTS) !== null) {
  const text = phoneData();
  writeFileSync(path.join(findRoot(), PHONE_DATA), text);
  console.log(`${PHONE_DATA}: ${Buffer.byteLength(text)} bytes`);
}
