/** Entry of `npm run notes TAG`. */

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { takeArguments } from '../../shared/arguments';
import { findRoot, readVersion } from '../../shared/project';
import { findNotes } from './notes';

const NOTES = {
  usage: ['npm run notes TAG', '  prints what CHANGELOG.md says of this release, such as v1.2.0'],
  values: ['TAG'],
  arguments: {},
};

const reading = takeArguments(NOTES);
if (reading !== null) {
  const [tag = ''] = reading.values;
  const root = findRoot();
  const notes = findNotes(tag, readVersion(root), readFileSync(path.join(root, 'CHANGELOG.md'), 'utf8'));
  if (notes.kind === 'notes') console.log(notes.text);
  else {
    console.error(notes.problem);
    process.exitCode = 1;
  }
}
