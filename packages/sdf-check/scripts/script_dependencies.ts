/** Dependencies of a script and their files in the project (section_4430268304, section_4704230948). */

import ts from 'typescript';
import { readManifest } from '../project/manifest';
import { oncePer } from '../project/once';
import type { Project, ProjectFile } from '../project/project';
import { childOf } from '../project/xml';
import type { Script } from './script';

export interface Dependency {
  readonly name: string;
  readonly node: ts.Node;
  /** A `global require` has no path of its own to resolve relative names from. */
  readonly from: 'define' | 'local require' | 'global require';
}

type Target =
  | { readonly kind: 'file'; readonly file: ProjectFile }
  | { readonly kind: 'special' | 'n' | 'account' | 'name' | 'address' }
  | { readonly kind: 'missing'; readonly path: string; readonly isAbsolute: boolean }
  | { readonly kind: 'case'; readonly path: string };

/** Names that the loader itself provides. */
const SPECIAL = ['require', 'exports', 'module'];

type ScriptCode = Pick<Script, 'source' | 'scopes' | 'cabinetPath'>;

export const listDependencies = oncePer((script: ScriptCode) => script.source, findDependencies);

function findDependencies({ scopes }: ScriptCode): readonly Dependency[] {
  const dependencies: Dependency[] = [];
  // A library that detects the module system calls Node's require in a branch that never runs here.
  const isWrapper = scopes.references.some(
    ({ text, parent }) => /^(exports|module|require)$/.test(text) && ts.isTypeOfExpression(parent),
  );
  const take = (list: ts.Expression | undefined, from: Dependency['from']): void => {
    if (list === undefined) return;
    const items = ts.isArrayLiteralExpression(list) ? list.elements : [list];
    for (const item of items)
      if (ts.isStringLiteralLike(item)) dependencies.push({ name: item.text, node: item, from });
  };
  for (const reference of scopes.references) {
    const call = reference.parent;
    if (!ts.isCallExpression(call) || call.expression !== reference) continue;
    const binding = scopes.bindingOf(reference);
    if (reference.text === 'define' && binding === null)
      take(call.arguments.find(ts.isArrayLiteralExpression), 'define');
    if (reference.text !== 'require') continue;
    if (binding === null) {
      if (!isWrapper) take(call.arguments[0], 'global require');
    }
    // In a bundle, `require` is a parameter of the bundler's functions and takes the bundler's numbers and names.
    else if (ts.isParameter(binding.declaration) && isDefined(binding.declaration.parent)) {
      take(call.arguments[0], 'local require');
    }
  }
  return dependencies;

  /** True for an argument of `define`, or for the file's function with the name of that argument. */
  function isDefined(declaration: ts.Node): boolean {
    if (isDefineCall(declaration.parent)) return true;
    return defineCalls({ scopes }).some((call) =>
      call.arguments.some((argument) => ts.isIdentifier(argument) && declares(argument, declaration)),
    );
  }

  function declares(identifier: ts.Identifier, declaration: ts.Node): boolean {
    const binding = scopes.bindingOf(identifier);
    return binding?.declaration === declaration || binding?.values.some((value) => value === declaration) === true;
  }
}

function isDefineCall(node: ts.Node): boolean {
  return ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'define';
}

/** Calls of the global `define`. */
export const defineCalls = oncePer(
  ({ scopes }: Pick<Script, 'scopes'>) => scopes,
  ({ scopes }): readonly ts.CallExpression[] =>
    scopes.references.flatMap((reference) => {
      const call = reference.parent;
      const isCall = ts.isCallExpression(call) && call.expression === reference && reference.text === 'define';
      return isCall && scopes.bindingOf(reference) === null ? [call] : [];
    }),
);

export function isNModule(name: string): boolean {
  return name === 'N' || name.startsWith('N/');
}

export function resolveDependency(project: Project, script: ScriptCode, name: string): Target {
  if (SPECIAL.includes(name)) return { kind: 'special' };
  if (isNModule(name)) return { kind: 'n' };
  if (/^(https?:)?\/\//i.test(name)) return { kind: 'address' };
  // A bundle's files are identified by its number only.
  if (name.startsWith('/.bundle/') || name.startsWith('/SuiteBundles/')) return { kind: 'account' };
  const isRelative = /^\.{1,2}(\/|$)/.test(name);
  const isAbsolute =
    /^\/?(SuiteScripts|SuiteApps|Templates|Web Site Hosting Files)\//.test(name) || name.startsWith('/');
  if (!isRelative && !isAbsolute) return { kind: 'name' };
  const path = isRelative ? join(script.cabinetPath, name) : join('/', name);
  if (path === null) return { kind: 'missing', path: name, isAbsolute: false };
  const candidates = [path, `${path}.js`];
  for (const candidate of candidates) {
    const file = project.files.get(`FileCabinet${candidate}`);
    if (file !== undefined) return { kind: 'file', file };
  }
  if (isInAccount(project, candidates)) return { kind: 'account' };
  const lower = candidates.map((candidate) => `filecabinet${candidate}`.toLowerCase());
  const similar = [...project.files.keys()].find((key) => lower.includes(key.toLowerCase()));
  if (similar !== undefined) return { kind: 'case', path: similar.slice('FileCabinet'.length) };
  return { kind: 'missing', path, isAbsolute };
}

/** True for files, folders and SuiteApps that the manifest declares in the account. */
function isInAccount(project: Project, paths: readonly string[]): boolean {
  if (readManifest(project).files.some(({ id }) => paths.includes(id))) return true;
  const dependencies = project.manifest === null ? null : childOf(project.manifest, 'dependencies');
  const folders = dependencies === null ? [] : (childOf(dependencies, 'folders')?.children ?? []);
  const applications = dependencies === null ? [] : (childOf(dependencies, 'applications')?.children ?? []);
  const prefixes = [
    ...folders.map(({ text }) => `${text.replace(/\/$/, '')}/`),
    ...applications.map(({ attributes }) => `/SuiteApps/${attributes['id'] ?? '?'}/`),
  ];
  return paths.some((path) => prefixes.some((prefix) => path.startsWith(prefix)));
}

/** Null when the path leaves the File Cabinet. */
function join(from: string, name: string): string | null {
  const path = name.startsWith('.') ? from.split('/').slice(0, -1) : [];
  for (const piece of name.split('/')) {
    if (piece === '' || piece === '.') continue;
    if (piece !== '..') path.push(piece);
    else if (path.filter((folder) => folder !== '').length === 0) return null;
    else path.pop();
  }
  return `/${path.filter((folder) => folder !== '').join('/')}`;
}
