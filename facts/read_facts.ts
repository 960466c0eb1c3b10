/**
 * Reads the facts about NetSuite and AfterShip that the check and the emulator work from: facts/<name>.json.
 * Runs both from the sources (tests) and compiled under build/, so it looks for the folder upwards from here.
 */

import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const read = new Map<string, unknown>();

/** The parsed file, the same object on every call. Callers parse what they need of it. */
export function readFacts(name: string): unknown {
  if (!read.has(name)) read.set(name, JSON.parse(readFileSync(locate(name), 'utf8')));
  return read.get(name);
}

function locate(name: string): string {
  for (let folder = __dirname; ; folder = path.dirname(folder)) {
    const candidate = path.join(folder, 'facts', `${name}.json`);
    if (existsSync(candidate)) return candidate;
    if (folder === path.dirname(folder)) throw new Error(`facts/${name}.json is in no folder above ${__dirname}.`);
  }
}
