/** Puts one defect into a package. */

import { unzipSync, zipSync } from 'fflate';
import type { Defect } from './defects';

export const SCRIPTS_FOLDER = 'FileCabinet/SuiteScripts/aftership/';

/**
 * Replaces the defect's text. Throws when the file does not contain the text exactly once: the defect must then be
 * rewritten.
 */
export function replaceOnce(source: string, { name, file, text, becomes }: Defect): string {
  const found = source.split(text).length - 1;
  if (found !== 1) {
    throw new Error(
      `The defect "${name}" does not fit: its text stands ${found} times in ${file}, expected once. Write it anew in lab/defects/defects.ts.`,
    );
  }
  return source.replace(text, () => becomes);
}

export function applyDefect(zip: Uint8Array, defect: Defect): Uint8Array {
  const files = unzipSync(zip);
  const path = `${SCRIPTS_FOLDER}${defect.file}`;
  const file = files[path];
  if (file === undefined) throw new Error(`The defect "${defect.name}" names ${path}, which is not in the package.`);
  const changed = replaceOnce(new TextDecoder().decode(file), defect);
  return zipSync({ ...files, [path]: new TextEncoder().encode(changed) }, { level: 0 });
}
