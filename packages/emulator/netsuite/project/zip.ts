/**
 * Reads the package of `suitecloud project:package`: manifest.xml, deploy.xml, Objects/ and FileCabinet/ at the zip's
 * root, folders as separate entries, and only files that deploy.xml lists.
 */

import { unzipSync } from 'fflate';

/** A project zip is at most 50 MB (section_1505834545). */
export const MAX_ZIP_BYTES = 50 * 1024 * 1024;

/** Path in the zip → bytes, without folders; null when the bytes are not a zip. */
export function readZip(zip: Uint8Array): ReadonlyMap<string, Uint8Array> | null {
  try {
    const entries = Object.entries(unzipSync(zip)).filter(([path]) => !path.endsWith('/'));
    return new Map(entries.sort(([left], [right]) => (left < right ? -1 : 1)));
  } catch {
    return null;
  }
}
