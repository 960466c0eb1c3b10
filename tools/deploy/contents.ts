/**
 * What is deployed, as a copy and as a hash. The preview and the deployment both read the copy, so nothing that is saved
 * in between can slip in; and the CLI finds the sign-in of this target beside it, so the one a person chose for the
 * project stays as it is.
 */

import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { removeListing } from './integration/deploy_list';

interface Contents {
  /** Path from the project folder with `/` → bytes. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** SHA-256, 64 hexadecimal digits. */
  readonly hash: string;
}

const INTEGRATION_FOLDER = 'Objects/integration';
/** Nothing else hides behind the name: the check ties file name, script id and type to each other. */
const INTEGRATION_FILE = /^Objects\/integration\/custinteg_[a-z0-9_]+\.xml$/;
/** For people who look into the folder; not deployed. */
const NOTE = 'FileCabinet/README.md';
/** Left by operating systems; deploy.xml's `*` would take them along. */
const LITTER = new Set(['.DS_Store', 'Thumbs.db', 'desktop.ini']);

/** Reads the project folder `src`, but for the sources that it is compiled from. Build before. */
export function readContents(root: string): Contents {
  const source = path.join(root, 'src');
  const files = new Map<string, Uint8Array>();
  for (const entry of readdirSync(source, { recursive: true, withFileTypes: true })) {
    const absolute = path.join(entry.parentPath, entry.name);
    const name = path.relative(source, absolute).split(path.sep).join('/');
    if (!entry.isFile() || LITTER.has(entry.name) || name === NOTE || name.startsWith('TypeScript/')) continue;
    files.set(name, readFileSync(absolute));
  }
  return { files, hash: hashContents(files) };
}

/**
 * Of names and bytes, so that two packages of the same files agree whatever the zip says about times. The reference to
 * the account's own integration record does not count: its id differs between accounts, and deploying it changes nothing
 * in them (section_160079429000). Line ends do not count either: git and editors of Windows write others.
 */
export function hashContents(files: ReadonlyMap<string, Uint8Array>): string {
  const hash = createHash('sha256');
  for (const [name, bytes] of [...files].sort(([left], [right]) => (left < right ? -1 : 1))) {
    if (INTEGRATION_FILE.test(name)) continue;
    const text = Buffer.from(bytes).toString('latin1').replaceAll('\r\n', '\n');
    const counted = name === 'deploy.xml' ? removeListing(text, `~/${INTEGRATION_FOLDER}`) : text;
    const content = createHash('sha256').update(counted, 'latin1').digest('hex');
    hash.update(`${name}\0${content}\n`);
  }
  return hash.digest('hex');
}

/** Writes the copy into an empty folder. */
export function stageContents(folder: string, contents: Contents, authId: string): void {
  for (const [name, bytes] of contents.files) {
    const file = path.join(folder, 'src', name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
  // The two files by which the CLI knows a project and whose sign-in to use. No hooks: build and check have run.
  writeFileSync(path.join(folder, 'suitecloud.config.js'), "module.exports = { defaultProjectFolder: 'src' };\n");
  writeFileSync(path.join(folder, 'project.json'), `${JSON.stringify({ defaultAuthId: authId })}\n`);
}
