/**
 * SuiteScript files of a project: files that objects name, files with a header, and the modules that these load. Other
 * JavaScript in the File Cabinet, such as that of web pages, is not checked.
 */

import ts from 'typescript';
import { oncePer, oncePerProject } from '../project/once';
import type { ProjectFile, ProjectObject } from '../project/project';
import { parseFileReference } from '../project/references';
import { childOf } from '../project/xml';
import type { Script, SourceProblem } from './script';
import { listDependencies, resolveDependency } from './script_dependencies';
import { mentionsTag, readHeader, type HeaderTag, type ScriptHeader } from './script_header';
import { buildScopes, type Scopes } from './script_scopes';
import { findTypeByObject, findTypeByTag, isOtherTag } from './script_types';

interface Scripts {
  readonly all: readonly Script[];
  /** Files that could not be parsed. */
  readonly unparsed: readonly ProjectFile[];
  /** True when another script of the project loads it. */
  isLoaded(script: Script): boolean;
  /** True for a server script, and for a file that a server script loads. */
  runsOnServer(script: Script): boolean;
}

type Parsed = Omit<Script, 'syntaxErrors'>;

/** Data that depend on the text of one file only. */
type Code = Pick<Script, 'source' | 'scopes' | 'header'>;

const MAX_CHARACTERS = 5_000_000;

export const listScripts = oncePerProject((project): Scripts => {
  const objectsByPath = new Map<string, ProjectObject[]>();
  for (const object of project.objects) {
    const path = parseFileReference(childOf(object.root, 'scriptfile')?.text ?? '');
    if (path !== null) objectsByPath.set(path, [...(objectsByPath.get(path) ?? []), object]);
  }
  const scripts = new Map<string, Parsed>();
  const unparsed: ProjectFile[] = [];
  const serverSide = new Set<string>();
  const loaded = new Set<string>();

  const add = (file: ProjectFile): Parsed | null => {
    const known = scripts.get(file.path);
    if (known !== undefined || file.text === null) return known ?? null;
    const script = parseScript(file, objectsByPath.get(cabinetPathOf(file)) ?? []);
    if (script === null) unparsed.push(file);
    else scripts.set(file.path, script);
    return script;
  };
  const candidates = [...project.files.values()].filter(
    ({ path, text }) => path.startsWith('FileCabinet/') && path.endsWith('.js') && text !== null,
  );
  const roots = candidates.filter((file) => objectsByPath.has(cabinetPathOf(file)) || isSuiteScript(file.text ?? ''));
  const waiting = roots.map((file) => ({ file, isServer: null as boolean | null }));
  const seen = new Set<string>();
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const key = `${next.file.path} ${next.isServer}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const script = add(next.file);
    if (script === null || script.isVersion1) continue;
    // A library that no script here loads may be loaded by any other.
    const isServer = script.role === 'entry' ? script.type?.runsIn === 'server' : (next.isServer ?? false);
    if (isServer) serverSide.add(next.file.path);
    for (const dependency of listDependencies(script)) {
      const target = resolveDependency(project, script, dependency.name);
      if (target.kind !== 'file') continue;
      loaded.add(target.file.path);
      waiting.push({ file: target.file, isServer });
    }
  }
  const parsed = [...scripts.values()].sort((left, right) => (left.file.path < right.file.path ? -1 : 1));
  learnSyntaxErrors(parsed.map(({ source }) => source));
  return {
    all: parsed.map((script) => ({ ...script, syntaxErrors: syntaxErrors.get(script.source) ?? [] })),
    unparsed,
    isLoaded: (script) => loaded.has(script.file.path),
    runsOnServer: (script) => serverSide.has(script.file.path),
  };
});

function cabinetPathOf(file: ProjectFile): string {
  return file.path.slice('FileCabinet'.length);
}

/** True for code that starts with `define` or has a tag. */
function isSuiteScript(text: string): boolean {
  return text.length <= MAX_CHARACTERS && (mentionsTag(text) || /^\s*define\s*\(/m.test(text.slice(0, 5000)));
}

const parseCode = oncePer(
  (file: ProjectFile) => file,
  ({ path, text }): Code | null => {
    if (text === null || text.length > MAX_CHARACTERS) return null;
    try {
      const plain = text.replace(/^\uFEFF/, '');
      const source = ts.createSourceFile(path, plain, ts.ScriptTarget.ESNext, true, ts.ScriptKind.JS);
      return { source, scopes: buildScopes(source), header: readHeader(source) };
    } catch (error) {
      // The parser and the functions over its tree are recursive, so code nested thousands deep overflows the stack.
      if (error instanceof RangeError) return null;
      throw error;
    }
  },
);

function parseScript(file: ProjectFile, objects: readonly ProjectObject[]): Parsed | null {
  const code = parseCode(file);
  if (code === null) return null;
  const { source, scopes, header } = code;
  const tagged = tagOf(header, 'NScriptType');
  const taggedType = tagged === null ? null : findTypeByTag(tagged.value);
  const [object] = objects;
  // Where header and object differ, the header says the type of the code.
  const type = taggedType ?? (object === undefined ? null : findTypeByObject(object.type));
  const isOther = tagged !== null && isOtherTag(tagged.value);
  return {
    file,
    cabinetPath: cabinetPathOf(file),
    source,
    scopes,
    header,
    objects,
    role: objects.length > 0 || taggedType !== null || isOther ? 'entry' : 'library',
    type: isOther && taggedType === null && object === undefined ? null : type,
    isVersion1: header.tags.length === 0 && objects.length > 0 && !usesModules(source, scopes),
  };
}

/**
 * The tag that counts: the first of its name in a block of two stars, else in a block of one star, which may not count.
 */
export function tagOf(header: ScriptHeader, name: string): HeaderTag | null {
  const named = header.tags.filter((tag) => tag.name === name);
  return (
    named.find(({ comment }) => comment === 'block') ?? named.find(({ comment }) => comment === 'one star') ?? null
  );
}

function usesModules(source: ts.SourceFile, scopes: Scopes): boolean {
  const hasStatement = source.statements.some((statement) => ts.isImportDeclaration(statement) || isExport(statement));
  return (
    hasStatement ||
    scopes.references.some(({ parent, text }) => /^(define|require)$/.test(text) && ts.isCallExpression(parent))
  );
}

function isExport(statement: ts.Statement): boolean {
  if (ts.isExportDeclaration(statement) || ts.isExportAssignment(statement)) return true;
  return ts.canHaveModifiers(statement) && (ts.getModifiers(statement) ?? []).some(isExportKeyword);
}

function isExportKeyword({ kind }: ts.Modifier): boolean {
  return kind === ts.SyntaxKind.ExportKeyword;
}

/** TypeScript refuses octal numbers and escapes, which code that is not strict may contain. */
const SLOPPY_CODES: ReadonlySet<number> = new Set([1121, 1487, 1488]);

const syntaxErrors = new WeakMap<ts.SourceFile, readonly SourceProblem[]>();

/**
 * Makes a program of these files, which is the only public way to the parser's errors. It reads nothing from the disk.
 */
function learnSyntaxErrors(sources: readonly ts.SourceFile[]): void {
  const byName = new Map(
    sources.filter((source) => !syntaxErrors.has(source)).map((source) => [source.fileName, source]),
  );
  if (byName.size === 0) return;
  const options: ts.CompilerOptions = {
    allowJs: true,
    noLib: true,
    noResolve: true,
    types: [],
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.ESNext,
  };
  const host: ts.CompilerHost = {
    fileExists: (name) => byName.has(name),
    readFile: () => undefined,
    getSourceFile: (name) => byName.get(name),
    getDefaultLibFileName: () => '',
    getCurrentDirectory: () => '/',
    getCanonicalFileName: (name) => name,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
    writeFile: () => undefined,
  };
  const program = ts.createProgram({ rootNames: [...byName.keys()], options, host });
  for (const source of byName.values()) {
    syntaxErrors.set(
      source,
      program
        .getSyntacticDiagnostics(source)
        .filter(({ code }) => !SLOPPY_CODES.has(code))
        .map(({ start, messageText }) => ({
          line: source.getLineAndCharacterOfPosition(start ?? 0).line + 1,
          message: ts.flattenDiagnosticMessageText(messageText, ' '),
        })),
    );
  }
}
