/**
 * The deployed contents as a copy and as a hash. Preview and deployment read the same copy, so a save in between
 * changes nothing. The copy also holds the sign-in of this target, so the project's chosen sign-in stays.
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
/** Such a file is always an integration record, because the check compares file name, script id and type. */
const INTEGRATION_FILE = /^Objects\/integration\/custinteg_[a-z0-9_]+\.xml$/;
/** A file for people who open the folder; it is not deployed. */
const NOTE = 'FileCabinet/README.md';
/** Files of operating systems, which the `*` of deploy.xml would include. */
const LITTER = new Set(['.DS_Store', 'Thumbs.db', 'desktop.ini']);

/** Reads the project folder `src` without the TypeScript sources. Needs a build. */
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
 * Hash of names and bytes, so that packages of the same files agree whatever times their zips have. It ignores the
 * reference to the account's integration record, whose id differs between accounts and which changes nothing when
 * deployed (section_160079429000), and line ends, which git and editors on Windows change.
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
  // The two files by which the CLI finds the project and its sign-in. There are no hooks, because build and check have
  // already run.
  writeFileSync(path.join(folder, 'suitecloud.config.js'), "module.exports = { defaultProjectFolder: 'src' };\n");
  writeFileSync(path.join(folder, 'project.json'), `${JSON.stringify({ defaultAuthId: authId })}\n`);
}
