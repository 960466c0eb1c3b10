/**
 * Sets the reference to an account's integration record. SDF cannot create such a record; it can only reference one by
 * its script id, which differs between accounts (section_160079429000). So the project contains a declaration with a
 * placeholder in a folder that deploy.xml does not list; this code fills in the account's id and lists the folder.
 */

import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readXml } from '../../../packages/sdf-check';
import { addListing, findListing, removeListing } from './deploy_list';

export const PLACEHOLDER = 'custinteg_aftership_placeholder';
const PREFIX = 'custinteg_';
/** SDFxml_3719392610 */
const LONGEST_ID = 99;
const FOLDER = '~/Objects/integration';

export type State =
  | { readonly kind: 'none' }
  | { readonly kind: 'uses'; readonly id: string }
  | { readonly kind: 'unclear'; readonly problem: string };

export type Change =
  { readonly kind: 'changed' | 'same'; readonly state: State } | { readonly kind: 'refused'; readonly problem: string };

interface Files {
  readonly folder: string;
  readonly deployFile: string;
  readonly deployXml: string;
  /** File names of the declarations. */
  readonly declarations: readonly string[];
}

/** Says what is wrong with an id and what to write instead; null when the id is right. */
export function problemOfId(id: string): string | null {
  if (id === PLACEHOLDER) return `"${id}" is the placeholder. Write "none" to go back to it.`;
  const lower = id.toLowerCase();
  if (id !== lower && lower.startsWith(PREFIX)) return `"${id}" has upper case letters. Write it as ${lower}.`;
  if (!id.startsWith(PREFIX) || id === PREFIX) {
    return `"${id}" is no script id of an integration record: those start with ${PREFIX}, such as ${PREFIX}9f89c84a669f. Neither a consumer key nor an application id belongs here.`;
  }
  if (!/^[a-z0-9_]+$/.test(id)) {
    return `"${id}" has characters that a script id cannot have: only a to z, 0 to 9 and _ are allowed.`;
  }
  return id.length > LONGEST_ID
    ? `The id has ${id.length} characters, a script id of an integration record at most ${LONGEST_ID}.`
    : null;
}

export function readState(root: string): State {
  return stateOf(readFiles(root));
}

/** Sets the record. It changes nothing when the project already references it. */
export function useRecord(root: string, id: string): Change {
  const problem = problemOfId(id);
  return problem === null ? change(root, id, true) : { kind: 'refused', problem };
}

export function useNone(root: string): Change {
  return change(root, PLACEHOLDER, false);
}

function change(root: string, id: string, isListed: boolean): Change {
  const files = readFiles(root);
  const unusable = problemOfFiles(files);
  if (unusable !== null) return { kind: 'refused', problem: unusable };
  const [fileName = ''] = files.declarations;
  const declared = readId(files, fileName);
  if (declared === null) return { kind: 'refused', problem: `${fileName} is no declaration of an integration record.` };

  const deployXml = isListed ? addListing(files.deployXml, FOLDER) : removeListing(files.deployXml, FOLDER);
  const wanted = `${id}.xml`;
  if (deployXml === files.deployXml && fileName === wanted && declared === id) {
    return { kind: 'same', state: stateOf(files) };
  }
  const text = readFileSync(path.join(files.folder, fileName), 'utf8');
  // The declaration is written before deploy.xml lists its folder, so that an interruption leaves no empty listing.
  writeFileSync(path.join(files.folder, wanted), text.replace(/(scriptid\s*=\s*["'])[^"']*/, `$1${id}`));
  if (fileName !== wanted) rmSync(path.join(files.folder, fileName));
  if (deployXml !== files.deployXml) writeFileSync(files.deployFile, deployXml);
  return { kind: 'changed', state: readState(root) };
}

function stateOf(files: Files): State {
  const problem = problemOfFiles(files);
  if (problem !== null) return { kind: 'unclear', problem };
  const [fileName = ''] = files.declarations;
  const id = readId(files, fileName);
  if (id === null || `${id}.xml` !== fileName) {
    return { kind: 'unclear', problem: `The id in ${fileName} is not the file's name. Set the id again, or "none".` };
  }
  const isListed = findListing(files.deployXml, FOLDER) === 'listed';
  if (id === PLACEHOLDER && !isListed) return { kind: 'none' };
  if (id !== PLACEHOLDER && isListed) return { kind: 'uses', id };
  return {
    kind: 'unclear',
    problem: isListed
      ? 'deploy.xml lists the folder, but the declaration has the placeholder. Set the id, or "none".'
      : `The declaration names ${id}, but deploy.xml does not list its folder. Set the id again, or "none".`,
  };
}

function problemOfFiles(files: Files): string | null {
  if (files.declarations.length !== 1) {
    const found = files.declarations.length === 0 ? 'has none' : `has ${files.declarations.join(', ')}`;
    return `src/Objects/integration must hold one declaration, and ${found}. Keep one of them.`;
  }
  switch (findListing(files.deployXml, FOLDER)) {
    case 'covered by another path':
      return `A path of deploy.xml covers ${FOLDER}, so the declaration would be deployed whatever it names. List ~/Objects/aftership/* instead.`;
    case 'no objects':
      return 'deploy.xml lists no objects. Restore its section <objects>.';
    default:
      return null;
  }
}

function readFiles(root: string): Files {
  const source = path.join(root, 'src');
  const folder = path.join(source, 'Objects', 'integration');
  const deployFile = path.join(source, 'deploy.xml');
  mkdirSync(folder, { recursive: true });
  return {
    folder,
    deployFile,
    deployXml: readFileSync(deployFile, 'utf8'),
    declarations: readdirSync(folder)
      .filter((name) => name.endsWith('.xml'))
      .sort(),
  };
}

function readId(files: Files, fileName: string): string | null {
  const reading = readXml(readFileSync(path.join(files.folder, fileName), 'utf8'));
  if (reading.kind === 'malformed' || reading.root.name !== 'integration') return null;
  return reading.root.attributes['scriptid'] ?? null;
}
