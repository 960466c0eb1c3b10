/**
 * What NetSuite will load: the emitted bytes, not the sources. Run after the build (`npm test` builds first).
 */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const FILE_CABINET = path.join(__dirname, '../../src/FileCabinet/SuiteScripts/aftership');
const SOURCES = path.join(__dirname, '../../src/TypeScript/aftership');

/** Entry points of the script types in use (section_4407992596, bridgehead_4387802529, section_1504186958). */
const ENTRY_POINTS: Readonly<Record<string, readonly string[]>> = {
  UserEventScript: ['beforeLoad', 'beforeSubmit', 'afterSubmit'],
  MapReduceScript: ['config', 'getInputData', 'map', 'reduce', 'summarize'],
  ScheduledScript: ['execute'],
  Suitelet: ['onRequest'],
};

/** What our entry scripts export, so that a lost entry point is noticed. */
const EXPECTED: Readonly<Record<string, readonly string[]>> = {
  'scripts/fulfillment_ue.js': ['afterSubmit'],
  'scripts/send_mr.js': ['getInputData', 'reduce', 'summarize'],
  'scripts/wake_ss.js': ['execute'],
  'scripts/console_sl.js': ['onRequest'],
  'scripts/shipment_sl.js': ['onRequest'],
  'scripts/bulk_mr.js': ['getInputData', 'reduce', 'summarize'],
  'scripts/view_ue.js': ['beforeLoad'],
  'scripts/hourly_check_mr.js': ['getInputData', 'map', 'summarize'],
};

interface Emitted {
  readonly name: string;
  readonly text: string;
  readonly source: ts.SourceFile;
}

function readAll(folder: string, extension: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.split(path.sep).join('/'))
    .filter((name) => name.endsWith(extension))
    .sort();
}

const files: readonly Emitted[] = readAll(FILE_CABINET, '.js').map((name) => {
  const text = readFileSync(path.join(FILE_CABINET, name), 'utf8');
  return { name, text, source: ts.createSourceFile(name, text, ts.ScriptTarget.ES2022, true, ts.ScriptKind.JS) };
});
const entries = files.filter((file) => file.name.startsWith('scripts/'));

function nodesOf(source: ts.SourceFile): ts.Node[] {
  const nodes: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    nodes.push(node);
    node.forEachChild(visit);
  };
  source.forEachChild(visit);
  return nodes;
}

function definesOf(source: ts.SourceFile): ts.CallExpression[] {
  return nodesOf(source)
    .filter(ts.isCallExpression)
    .filter((call) => ts.isIdentifier(call.expression) && call.expression.text === 'define');
}

function dependenciesOf(source: ts.SourceFile): string[] {
  const list = definesOf(source)[0]?.arguments[0];
  if (list === undefined || !ts.isArrayLiteralExpression(list)) return [];
  return list.elements.filter(ts.isStringLiteral).map((element) => element.text);
}

/** The names in `return { a, b }` of the define callback. */
function returnedNames(source: ts.SourceFile): string[] {
  const callback = definesOf(source)[0]?.arguments.find(ts.isFunctionExpression);
  const statement = callback?.body.statements.find(ts.isReturnStatement);
  const object = statement?.expression;
  if (object === undefined || !ts.isObjectLiteralExpression(object)) return [];
  return object.properties.map((property) => property.name?.getText() ?? '');
}

function functionNames(source: ts.SourceFile): string[] {
  return nodesOf(source)
    .filter(ts.isFunctionDeclaration)
    .map((declaration) => declaration.name?.text ?? '');
}

it('has a file for every source and no other', () => {
  const expected = readAll(SOURCES, '.ts').map((name) => name.replace(/\.ts$/, '.js'));

  expect(files.map((file) => file.name)).toEqual(expected);
});

describe.each(files.map((file) => [file.name, file] as const))('%s', (_name, { name, text, source }) => {
  it('is plain text with Unix line ends and without a byte order mark', () => {
    expect(text).not.toMatch(/\r|\uFEFF/);
  });

  it('calls define exactly once', () => {
    expect(definesOf(source)).toHaveLength(1);
    expect(source.statements).toHaveLength(1);
  });

  it('depends on N/ modules and on our own files, which are there', () => {
    for (const dependency of dependenciesOf(source)) {
      if (dependency === 'require' || dependency === 'exports' || dependency.startsWith('N/')) continue;
      expect(dependency).toMatch(/^\.{1,2}\//);
      const target = path.join(FILE_CABINET, path.dirname(name), `${dependency}.js`);
      expect([dependency, existsSync(target)]).toEqual([dependency, true]);
      expect(path.relative(FILE_CABINET, target)).not.toMatch(/^\.\./);
    }
  });

  it('holds no syntax and no global that NetSuite does not have', () => {
    const nodes = nodesOf(source);
    const generators = nodes.filter((node) => ts.isFunctionLike(node) && 'asteriskToken' in node && node.asteriskToken);
    const asynchronous = nodes.filter((node) => ts.isAwaitExpression(node) || node.kind === ts.SyntaxKind.AsyncKeyword);
    const modules = nodes.filter((node) => ts.isImportDeclaration(node) || ts.isExportDeclaration(node));
    const globals = nodes
      .filter(ts.isIdentifier)
      .filter(
        (identifier) =>
          !ts.isPropertyAccessExpression(identifier.parent) || identifier.parent.expression === identifier,
      )
      .map((identifier) => identifier.text)
      .filter((word) =>
        ['setTimeout', 'setInterval', 'process', 'Buffer', 'fetch', 'console', 'Symbol', 'Intl'].includes(word),
      );

    expect([...generators, ...asynchronous, ...modules].map((node) => node.getText())).toEqual([]);
    expect(globals).toEqual([]);
    expect(text).not.toContain('__importStar');
    expect(text).not.toContain('__importDefault');
  });
});

describe.each(entries.map((file) => [file.name, file] as const))('entry script %s', (_name, { name, text, source }) => {
  const header = /^\/\*\*[\s\S]*?\*\/\n/.exec(text)?.[0] ?? '';
  const type = /^ \* @NScriptType (\w+)$/m.exec(header)?.[1] ?? '';

  it('starts with its header, each tag on a line of its own', () => {
    expect(header).toMatch(/^ \* @NApiVersion 2\.1$/m);
    expect(Object.keys(ENTRY_POINTS)).toContain(type);
    expect(text.slice(header.length)).toMatch(/^define\(/);
  });

  it('returns exactly the entry points it should, all of its script type, defined in the same file', () => {
    const returned = returnedNames(source);

    expect(returned).toEqual(EXPECTED[name]);
    for (const entry of returned) {
      expect(ENTRY_POINTS[type]).toContain(entry);
      expect(functionNames(source)).toContain(entry);
    }
  });
});

describe('library files', () => {
  it.each(files.filter((file) => !file.name.startsWith('scripts/')).map((file) => [file.name, file.text] as const))(
    '%s carries no script type, so that NetSuite does not take it for a script',
    (_name, text) => {
      expect(text).not.toContain('@NScriptType');
    },
  );
});

describe('the layers', () => {
  it('touch N/ only in adapters and scripts', () => {
    for (const { name, source } of files) {
      const usesNetSuite = dependenciesOf(source).some((dependency) => dependency.startsWith('N/'));
      expect([name, usesNetSuite && !/^(adapters|scripts)\//.test(name)]).toEqual([name, false]);
    }
  });
});

describe('what a save of a fulfillment loads', () => {
  it('is at most 10 modules and 30 KB of ours', () => {
    const loaded = new Map<string, number>();
    const visit = (name: string): void => {
      const file = files.find((candidate) => candidate.name === name);
      if (file === undefined || loaded.has(name)) return;
      loaded.set(name, Buffer.byteLength(file.text));
      for (const dependency of dependenciesOf(file.source)) {
        if (dependency.startsWith('N/')) loaded.set(dependency, 0);
        if (dependency.startsWith('.')) visit(path.posix.join(path.posix.dirname(name), `${dependency}.js`));
      }
    };
    visit('scripts/fulfillment_ue.js');

    expect([...loaded.keys()].length).toBeLessThanOrEqual(10);
    expect([...loaded.values()].reduce((sum, bytes) => sum + bytes, 0)).toBeLessThanOrEqual(30_000);
  });
});
