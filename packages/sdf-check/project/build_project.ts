/**
 * Builds a project from files in memory, so that rules do not depend on their origin, a folder or a package. It judges
 * nothing.
 */

import type { Project, ProjectFile, ProjectObject } from './project';
import { readXml, type XmlElement, type XmlReading } from './xml';

export const MANIFEST_FILE = 'manifest.xml';
export const DEPLOY_FILE = 'deploy.xml';
export const FEATURES_FILE = 'AccountConfiguration/features.xml';

const readings = new WeakMap<ProjectFile, XmlReading>();

/** Parses a file once; null when its bytes are not text. */
export function readXmlFile(file: ProjectFile): XmlReading | null {
  if (file.text === null) return null;
  const known = readings.get(file);
  if (known !== undefined) return known;
  const reading = readXml(file.text);
  readings.set(file, reading);
  return reading;
}

export function findRoot(file: ProjectFile | undefined): XmlElement | null {
  const reading = file === undefined ? null : readXmlFile(file);
  return reading?.kind === 'document' ? reading.root : null;
}

/**
 * True for files that SDF reads as XML. An object's additional files, named `<scriptid>.template.<ending>`, are
 * templates and not XML.
 */
export function isProjectXml(path: string): boolean {
  if (path === MANIFEST_FILE || path === DEPLOY_FILE || path === FEATURES_FILE) return true;
  if (path.startsWith('FileCabinet/')) return path.includes('/.attributes/') && path.endsWith('.attr.xml');
  if (path.startsWith('InstallationPreferences/')) return path.endsWith('.xml');
  return isObjectFile(path);
}

export function isObjectFile(path: string): boolean {
  return path.startsWith('Objects/') && path.endsWith('.xml') && !path.endsWith('.template.xml');
}

export function buildFile(path: string, bytes: Uint8Array): ProjectFile {
  return { path, bytes, text: decodeText(bytes) };
}

/**
 * Decodes text without its byte order mark; null for bytes that are not UTF-8 or contain NUL, such as UTF-16 and binary
 * files.
 */
function decodeText(bytes: Uint8Array): string | null {
  if (bytes.includes(0)) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

export function buildProject(files: readonly ProjectFile[]): Project {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const manifest = findRoot(byPath.get(MANIFEST_FILE));
  const objects = files.flatMap((file): readonly ProjectObject[] => {
    const root = isObjectFile(file.path) ? findRoot(file) : null;
    return root === null ? [] : [{ file, type: root.name, scriptId: root.attributes['scriptid'] || null, root }];
  });
  const type = manifest?.attributes['projecttype'];
  return {
    kind: type === 'ACCOUNTCUSTOMIZATION' || type === 'SUITEAPP' ? type : 'unknown',
    files: byPath,
    manifest,
    deploy: findRoot(byPath.get(DEPLOY_FILE)),
    objects,
  };
}

/** Builds a project from path → text, for tests. */
export function buildProjectOfTexts(texts: Readonly<Record<string, string>>): Project {
  return buildProject(Object.entries(texts).map(([path, text]) => buildFile(path, new TextEncoder().encode(text))));
}
