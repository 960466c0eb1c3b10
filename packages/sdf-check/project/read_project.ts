/**
 * Reads a project from a folder: only files that SDF reads, and none outside the folder. It runs no code of the
 * project, not even suitecloud.config.js. A file that cannot or should not be read is kept without bytes, so that rules
 * report it.
 */

import { lstatSync, readdirSync, readFileSync, realpathSync, type Stats } from 'node:fs';
import path from 'node:path';
import { buildFile, buildProject, DEPLOY_FILE, MANIFEST_FILE } from './build_project';
import type { Project, ProjectFile } from './project';

/** Folders of a project (section_4724963992). Sources and tests in other folders are not part of it. */
const FOLDERS = ['AccountConfiguration', 'FileCabinet', 'InstallationPreferences', 'Objects', 'Translations'];

export const MAX_FILE_BYTES = 10 * 1024 * 1024;
/** Limit of all files together: more than a package of 50 MB can hold, and still read within seconds. */
const MAX_TOTAL_BYTES = 200 * 1024 * 1024;
const MAX_FILES = 20_000;
const MAX_CONFIGURATION_BYTES = 1024 * 1024;

type ProjectReading =
  | { readonly kind: 'project'; readonly folder: string; readonly project: Project }
  | { readonly kind: 'no project'; readonly problem: string };

/** `where` is the project folder, or its parent with suitecloud.config.js or src/. */
export function readProjectFolder(where: string): ProjectReading {
  const stats = lookAt(where, 'follow');
  if (stats === null) return { kind: 'no project', problem: `There is no folder ${where}.` };
  if (!stats.isDirectory()) {
    return { kind: 'no project', problem: `${where} is a file: name the folder that holds manifest.xml.` };
  }
  const folder = findProjectFolder(where);
  if (folder === null) {
    return {
      kind: 'no project',
      problem: `${where} is no SDF project: neither it, nor its src folder, nor the folder that a suitecloud.config.js there names holds a manifest.xml.`,
    };
  }
  const files = readFiles(folder);
  if (typeof files === 'string') return { kind: 'no project', problem: files };
  return { kind: 'project', folder, project: buildProject(files) };
}

function findProjectFolder(where: string): string | null {
  const configured = readDefaultFolder(where);
  const candidates = [where, ...(configured === null ? [] : [path.join(where, configured)]), path.join(where, 'src')];
  return candidates.find((folder) => lookAt(path.join(folder, MANIFEST_FILE)) !== null) ?? null;
}

/** The value of defaultProjectFolder, when the configuration has it as a literal and it stays inside the folder. */
function readDefaultFolder(where: string): string | null {
  const file = path.join(where, 'suitecloud.config.js');
  const stats = lookAt(file);
  if (stats === null || !stats.isFile() || stats.size > MAX_CONFIGURATION_BYTES) return null;
  const configured = /\bdefaultProjectFolder['"]?\s*:\s*(['"`])([^'"`\n]*)\1/.exec(readFileSync(file, 'utf8'))?.[2];
  if (configured === undefined) return null;
  const inside = path.relative(where, path.resolve(where, configured));
  return inside.startsWith('..') || path.isAbsolute(inside) ? null : inside;
}

/** Files sorted by path; a sentence when there are too many. */
function readFiles(folder: string): readonly ProjectFile[] | string {
  const files: ProjectFile[] = [];
  let totalBytes = 0;
  for (const name of [MANIFEST_FILE, DEPLOY_FILE, ...FOLDERS]) {
    if (!hasEntry(folder, name)) continue;
    const waiting = [name];
    while (waiting.length > 0) {
      const relative = waiting.pop() ?? '';
      const absolute = path.join(folder, relative);
      const stats = lookAt(absolute);
      if (stats?.isDirectory() === true) {
        const children = listFolder(absolute);
        if (children === null) files.push(unread(relative, 'unreadable'));
        else waiting.push(...children.map((child) => `${relative}/${child}`));
      } else files.push(readFile(relative, absolute, stats));
      if (files.length > MAX_FILES) {
        return `${folder} has more than ${MAX_FILES} files in the folders of a project: is an installed package among them?`;
      }
    }
  }
  return files.sort((left, right) => (left.path < right.path ? -1 : 1));

  function readFile(relative: string, absolute: string, stats: Stats | null): ProjectFile {
    if (stats === null) return unread(relative, 'unreadable');
    if (stats.isSymbolicLink()) return unread(relative, 'link');
    // Reading a pipe or a device might never end.
    if (!stats.isFile()) return unread(relative, 'unreadable');
    if (stats.size > MAX_FILE_BYTES || totalBytes + stats.size > MAX_TOTAL_BYTES) return unread(relative, 'large');
    totalBytes += stats.size;
    try {
      return buildFile(relative, readFileSync(absolute));
    } catch {
      return unread(relative, 'unreadable');
    }
  }
}

/** Compares names with their case, because NetSuite distinguishes it even where the disk does not. */
function hasEntry(folder: string, name: string): boolean {
  return listFolder(folder)?.includes(name) === true;
}

function unread(relative: string, reason: NonNullable<ProjectFile['unread']>): ProjectFile {
  return { path: relative, bytes: new Uint8Array(), text: null, unread: reason };
}

function listFolder(folder: string): readonly string[] | null {
  try {
    return readdirSync(folder);
  } catch {
    return null;
  }
}

function lookAt(file: string, links: 'follow' | 'keep' = 'keep'): Stats | null {
  try {
    return lstatSync(links === 'follow' ? realpathSync(file) : file);
  } catch {
    return null;
  }
}
