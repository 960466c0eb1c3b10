/** Syntax and globals of a script that the platform is not documented to support (chapter_156042690639, SAFE guide). */

import ts from 'typescript';
import { oncePer } from '../project/once';
import type { Script } from './script';
import { assignmentTo } from './script_scopes';
import { UNDOCUMENTED_GLOBALS } from './script_types';

export interface Use {
  readonly kind: 'modules' | 'await' | 'generator' | 'iterator' | 'newer' | 'jsx' | 'es2015' | 'global' | 'interop';
  readonly text: string;
  readonly node: ts.Node;
}

/** First use of each kind of syntax and of each name. */
export const findUses = oncePer((script: Script) => script.source, collectUses);

function collectUses(script: Script): readonly Use[] {
  const first = new Map<string, Use>();
  const take = (kind: Use['kind'], text: string, node: ts.Node): void => {
    const key = `${kind} ${kind === 'global' ? text : ''}`;
    if (!first.has(key)) first.set(key, { kind, text, node });
  };
  const waiting: ts.Node[] = [script.source];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    look(node, take);
    const children: ts.Node[] = [];
    node.forEachChild((child) => {
      children.push(child);
    });
    waiting.push(...children.reverse());
  }
  findGlobals(script, take);
  return [...first.values()];
}

type Take = (kind: Use['kind'], text: string, node: ts.Node) => void;

function look(node: ts.Node, take: Take): void {
  const { SyntaxKind } = ts;
  if (ts.isImportDeclaration(node)) take('modules', 'import', node);
  if (ts.isExportDeclaration(node) || ts.isExportAssignment(node)) take('modules', 'export', node);
  if (node.kind === SyntaxKind.ExportKeyword) take('modules', 'export', node);
  const isForAwait = ts.isForOfStatement(node) && node.awaitModifier !== undefined;
  if ((ts.isAwaitExpression(node) || isForAwait) && !isInAsyncFunction(node)) take('await', 'await', node);
  if (ts.isFunctionLike(node) && 'asteriskToken' in node && node.asteriskToken !== undefined) {
    take('generator', 'function*', node);
  }
  if (isOwnIterator(node)) take('iterator', 'Symbol.iterator', node);
  if (ts.isDecorator(node)) take('newer', 'a decorator', node);
  if (ts.isVariableDeclarationList(node) && (node.flags & ts.NodeFlags.Using) === ts.NodeFlags.Using) {
    take('newer', 'using', node);
  }
  if (ts.isRegularExpressionLiteral(node) && /\/[a-z]*v[a-z]*$/.test(node.text)) {
    take('newer', 'the flag v of a regular expression', node);
  }
  if (ts.isJsxElement(node) || ts.isJsxSelfClosingElement(node) || ts.isJsxFragment(node)) take('jsx', 'JSX', node);
  const modern = newerThanEs5(node);
  if (modern !== null) take('es2015', modern, node);
  if (ts.isIdentifier(node) && node.text === '__importStar' && ts.isCallExpression(node.parent)) {
    if (node.parent.expression === node) take('interop', '__importStar', node);
  }
}

function isInAsyncFunction(node: ts.Node): boolean {
  for (let current = node.parent; current !== undefined; current = current.parent) {
    if (!ts.isFunctionLike(current)) continue;
    const modifiers = ts.canHaveModifiers(current) ? (ts.getModifiers(current) ?? []) : [];
    return modifiers.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword);
  }
  return false;
}

/**
 * True for `[Symbol.iterator]() {}` or `x[Symbol.iterator] = …`. A test whether an object has an iterator implements
 * none.
 */
function isOwnIterator(node: ts.Node): boolean {
  const isSymbol = (expression: ts.Expression): boolean =>
    ts.isPropertyAccessExpression(expression) &&
    ts.isIdentifier(expression.expression) &&
    expression.expression.text === 'Symbol' &&
    /^(iterator|asyncIterator)$/.test(expression.name.text);
  if (ts.isComputedPropertyName(node)) return isSymbol(node.expression) && !ts.isBindingElement(node.parent);
  if (!ts.isElementAccessExpression(node) || !isSymbol(node.argumentExpression)) return false;
  return assignmentTo(node) !== null;
}

/** Syntax newer than ECMAScript 5.1, on which SuiteScript 2.0 runs. */
function newerThanEs5(node: ts.Node): string | null {
  if (ts.isArrowFunction(node)) return 'an arrow function';
  if (ts.isClassLike(node)) return 'a class';
  if (ts.isTemplateExpression(node) || ts.isNoSubstitutionTemplateLiteral(node)) return 'a template string';
  if (ts.isVariableDeclarationList(node) && (node.flags & ts.NodeFlags.BlockScoped) !== 0) return 'let or const';
  if (ts.isForOfStatement(node)) return 'for … of';
  if (ts.isObjectBindingPattern(node) || ts.isArrayBindingPattern(node)) return 'destructuring';
  if (ts.isSpreadElement(node) || ts.isSpreadAssignment(node)) return 'a spread';
  if (ts.isShorthandPropertyAssignment(node)) return 'a shorthand property';
  if (ts.isMethodDeclaration(node)) return 'a shorthand method';
  if (ts.isParameter(node) && (node.initializer !== undefined || node.dotDotDotToken !== undefined)) {
    return 'a default or rest parameter';
  }
  return null;
}

function findGlobals({ scopes }: Script, take: Take): void {
  const uses = scopes.references.filter(({ text }) => UNDOCUMENTED_GLOBALS.has(text));
  // Names that the file tests first or assigns itself, as polyfills do.
  const settled = new Set(uses.filter((reference) => isGuard(reference)).map(({ text }) => text));
  for (const reference of uses) {
    const { text } = reference;
    if (!settled.has(text) && scopes.bindingOf(reference) === null) take('global', text, reference);
  }
}

function isGuard(reference: ts.Identifier): boolean {
  const { parent } = reference;
  if (ts.isTypeOfExpression(parent)) return true;
  const isTarget = ts.isBinaryExpression(parent) && parent.left === reference;
  return isTarget && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;
}
