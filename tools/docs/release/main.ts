/** Entry of `npm run notes TAG`. */

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { findRoot, readVersion } from '../../shared/project';
import { findNotes } from './notes';

const root = findRoot();
const notes = findNotes(
  process.argv[2] ?? '(none)',
  readVersion(root),
  readFileSync(path.join(root, 'CHANGELOG.md'), 'utf8'),
);
if (notes.kind === 'notes') console.log(notes.text);
else {
  console.error(notes.problem);
  process.exitCode = 1;
}
