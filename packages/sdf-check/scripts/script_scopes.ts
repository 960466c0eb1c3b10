/**
 * Resolves the names of a script to declarations. It covers only what the rules need: declarations by function and
 * block, and later assignments to a variable; no types, no `with`, no `eval`.
 */

import ts from 'typescript';

export interface Binding {
  readonly name: string;
  readonly declaration: ts.Node;
  /** Values from the declaration and from every plain `=`. */
  readonly values: ts.Expression[];
  /** Assignments `name.member = value`, in the order of the text. */
  readonly members: MemberAssignment[];
}

interface MemberAssignment {
  readonly name: string;
  readonly node: ts.Node;
  readonly value: ts.Expression;
}

export interface Scopes {
  /** Null for a global, which the file does not declare. */
  bindingOf(identifier: ts.Identifier): Binding | null;
  /** Identifiers used as values, in the order of the text. */
  readonly references: readonly ts.Identifier[];
  /** All names that the file declares. */
  readonly names: ReadonlySet<string>;
}

interface Scope {
  readonly parent: Scope | null;
  readonly isFunction: boolean;
  readonly bindings: Map<string, Binding>;
}

export function buildScopes(source: ts.SourceFile): Scopes {
  const root: Scope = { parent: null, isFunction: true, bindings: new Map() };
  const scopeOf = new Map<ts.Identifier, Scope>();
  const references: ts.Identifier[] = [];
  const names = new Set<string>();
  const assignments: ts.BinaryExpression[] = [];
  // Uses a stack instead of recursion, because minified files nest deeper than the call stack allows.
  const waiting: { readonly node: ts.Node; readonly scope: Scope }[] = [{ node: source, scope: root }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node, scope } = next;
    if (ts.isIdentifier(node)) {
      scopeOf.set(node, scope);
      if (isReference(node)) references.push(node);
    }
    if (isPlainAssignment(node)) assignments.push(node);
    declare(node, scope);
    if (ts.isIdentifier(node) && scope.bindings.has(node.text)) names.add(node.text);
    const inner = opensScope(node)
      ? { parent: scope, isFunction: ts.isFunctionLike(node), bindings: new Map() }
      : scope;
    if (inner !== scope) declareOwn(node, inner);
    const children: ts.Node[] = [];
    node.forEachChild((child) => {
      children.push(child);
    });
    // Reversed, so that the text is visited from its beginning.
    for (const child of children.reverse()) waiting.push({ node: child, scope: inner });
  }
  const bindingOf = (identifier: ts.Identifier): Binding | null => {
    for (let scope = scopeOf.get(identifier) ?? null; scope !== null; scope = scope.parent) {
      const found = scope.bindings.get(identifier.text);
      if (found !== undefined) return found;
    }
    return null;
  };
  for (const { left, right } of assignments) {
    if (ts.isIdentifier(left)) bindingOf(left)?.values.push(right);
    const member = memberOf(left);
    if (member === null) continue;
    bindingOf(member.object)?.members.push({ name: member.name, node: left, value: right });
  }
  return { bindingOf, references, names };
}

/** `object.name` or `object['name']`. */
export function memberOf(node: ts.Node): { readonly object: ts.Identifier; readonly name: string } | null {
  if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression)) {
    return { object: node.expression, name: node.name.text };
  }
  const isText = ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression);
  return isText && ts.isIdentifier(node.expression) && ts.isStringLiteralLike(node.argumentExpression)
    ? { object: node.expression, name: node.argumentExpression.text }
    : null;
}

/** The assignment of any kind to this node: `node = …`, `node ??= …`. */
export function assignmentTo(node: ts.Node): ts.BinaryExpression | null {
  const { parent } = node;
  if (!ts.isBinaryExpression(parent) || parent.left !== node) return null;
  const { kind } = parent.operatorToken;
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment ? parent : null;
}

function isPlainAssignment(node: ts.Node): node is ts.BinaryExpression {
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken;
}

function opensScope(node: ts.Node): boolean {
  return (
    ts.isFunctionLike(node) ||
    ts.isBlock(node) ||
    ts.isForStatement(node) ||
    ts.isForInStatement(node) ||
    ts.isForOfStatement(node) ||
    ts.isCaseBlock(node) ||
    ts.isCatchClause(node) ||
    ts.isClassLike(node)
  );
}

/** Declares the name of a function expression or a class inside itself. */
function declareOwn(node: ts.Node, scope: Scope): void {
  if ((ts.isFunctionExpression(node) || ts.isClassExpression(node)) && node.name !== undefined) {
    add(scope, node.name, node);
  }
}

function declare(node: ts.Node, scope: Scope): void {
  if (ts.isFunctionDeclaration(node) && node.name !== undefined) {
    // In code that is not strict, a function in a block is visible in the whole function.
    add(functionScope(scope), node.name, node);
    add(scope, node.name, node);
  } else if (ts.isClassDeclaration(node) && node.name !== undefined) add(scope, node.name, node);
  else if (ts.isParameter(node)) addPattern(scope, node.name, node, null);
  else if (ts.isVariableDeclaration(node)) {
    const isBlockScoped = (ts.getCombinedNodeFlags(node) & ts.NodeFlags.BlockScoped) !== 0;
    const isCatch = ts.isCatchClause(node.parent);
    addPattern(isBlockScoped || isCatch ? scope : functionScope(scope), node.name, node, node.initializer ?? null);
  } else if (ts.isImportClause(node) && node.name !== undefined) add(scope, node.name, node);
  else if (ts.isNamespaceImport(node) || ts.isImportSpecifier(node)) add(scope, node.name, node);
}

function functionScope(scope: Scope): Scope {
  let current = scope;
  while (!current.isFunction && current.parent !== null) current = current.parent;
  return current;
}

function addPattern(scope: Scope, name: ts.BindingName, declaration: ts.Node, value: ts.Expression | null): void {
  if (ts.isIdentifier(name)) {
    add(scope, name, declaration, value);
    return;
  }
  for (const element of name.elements) {
    if (ts.isBindingElement(element)) addPattern(scope, element.name, element, null);
  }
}

function add(scope: Scope, name: ts.Identifier, declaration: ts.Node, value: ts.Expression | null = null): void {
  const known = scope.bindings.get(name.text);
  const isHoisted = known !== undefined && !ts.isParameter(known.declaration) && !ts.isFunctionLike(known.declaration);
  const binding =
    known !== undefined && (isHoisted || ts.isVariableDeclaration(declaration))
      ? known
      : { name: name.text, declaration, values: [], members: [] };
  if (value !== null) binding.values.push(value);
  scope.bindings.set(name.text, binding);
}

function isReference(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  if (ts.isShorthandPropertyAssignment(parent)) return true;
  if (ts.isVariableDeclaration(parent) || ts.isParameter(parent) || ts.isPropertyDeclaration(parent)) {
    return parent.initializer === node;
  }
  if (ts.isBindingElement(parent)) return parent.initializer === node;
  if (ts.isLabeledStatement(parent) || ts.isBreakOrContinueStatement(parent) || ts.isMetaProperty(parent)) return false;
  if (ts.isImportClause(parent) || ts.isNamespaceImport(parent) || ts.isImportSpecifier(parent)) return false;
  if (ts.isJsxOpeningLikeElement(parent) || ts.isJsxClosingElement(parent) || ts.isJsxAttribute(parent)) return false;
  if (ts.isExportSpecifier(parent)) return (parent.propertyName ?? parent.name) === node;
  return !((ts.isFunctionLike(parent) || ts.isClassLike(parent)) && parent.name === node);
}
