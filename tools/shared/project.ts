/** Finds the project and packages it without Oracle's CLI, for measurements and tests that need the package quickly. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { zipSync } from 'fflate';

/** The folder with package.json above this file, both for the sources and for the compiled files. */
export function findRoot(): string {
  for (let folder = __dirname; ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, 'package.json'))) return folder;
    if (folder === path.dirname(folder)) throw new Error(`There is no package.json above ${__dirname}.`);
  }
}

/**
 * Contents that `suitecloud project:package` would zip: manifest, deploy.xml, objects and compiled scripts. Needs a
 * build. Nothing is compressed, because tests unpack it hundreds of times.
 */
export function zipProject(root = findRoot()): Uint8Array {
  const source = path.join(root, 'src');
  const files: Record<string, Uint8Array> = {};
  for (const name of readdirSync(source, { recursive: true, encoding: 'utf8' })) {
    const posix = name.split(path.sep).join('/');
    if (posix.startsWith('TypeScript/') || !/\.(xml|js)$/.test(posix)) continue;
    files[posix] = readFileSync(path.join(source, name));
  }
  return zipSync(files, { level: 0 });
}

/** Version in package.json. */
export function readVersion(root = findRoot()): string {
  const manifest: unknown = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  if (
    typeof manifest === 'object' &&
    manifest !== null &&
    'version' in manifest &&
    typeof manifest.version === 'string'
  ) {
    return manifest.version;
  }
  throw new Error('package.json has no version.');
}
