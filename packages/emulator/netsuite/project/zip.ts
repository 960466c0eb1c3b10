/**
 * The package that `suitecloud project:package` writes: manifest.xml, deploy.xml, Objects/ and FileCabinet/ at the
 * zip's root, folders as entries of their own, and only what deploy.xml lists.
 */

import { unzipSync } from 'fflate';

/** A project zip is at most 50 MB (section_1505834545). */
export const MAX_ZIP_BYTES = 50 * 1024 * 1024;

/** Path inside the zip → bytes, without folders; null when it is no zip at all. */
export function readZip(zip: Uint8Array): ReadonlyMap<string, Uint8Array> | null {
  try {
    const entries = Object.entries(unzipSync(zip)).filter(([path]) => !path.endsWith('/'));
    return new Map(entries.sort(([left], [right]) => (left < right ? -1 : 1)));
  } catch {
    return null;
  }
}
