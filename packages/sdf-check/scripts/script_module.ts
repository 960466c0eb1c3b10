/** Structure of a script: its `define`, the modules that the callback receives, and the values of expressions. */

import ts from 'typescript';
import { oncePer } from '../project/once';
import type { Script } from './script';
import { defineCalls } from './script_dependencies';
import type { Binding, Scopes } from './script_scopes';

export type FunctionNode =
  ts.FunctionExpression | ts.ArrowFunction | ts.FunctionDeclaration | ts.MethodDeclaration | ts.AccessorDeclaration;

interface LoadedModule {
  readonly name: string;
  readonly node: ts.Node;
  /** The parameter that receives the module; null when the callback has none for it. */
  readonly parameter: ts.ParameterDeclaration | null;
}

export interface Definition {
  readonly call: ts.CallExpression;
  /** Null when the callback is not in this file or is not a function. */
  readonly callback: FunctionNode | null;
  /** Value of `define({ … })` without a function. */
  readonly value: ts.Expression | null;
  readonly modules: readonly LoadedModule[];
}

type ScriptCode = Pick<Script, 'source' | 'scopes'>;

/** The script's only define; null when it has none or several. */
export const readDefinition = oncePer((script: ScriptCode) => script.source, findDefinition);

function findDefinition(script: ScriptCode): Definition | null {
  const calls = defineCalls(script);
  const [call] = calls;
  if (call === undefined || calls.length > 1) return null;
  const list = call.arguments.find(ts.isArrayLiteralExpression);
  const last = call.arguments.at(-1);
  const value = last === undefined || last === list ? null : last;
  const resolved = value === null ? null : resolve(value, script.scopes);
  const callback = resolved !== null && isFunctionNode(resolved) ? resolved : null;
  const modules = (list?.elements ?? []).map((element, index) => ({
    name: ts.isStringLiteralLike(element) ? element.text : '',
    node: element,
    parameter: callback?.parameters[index] ?? null,
  }));
  return {
    call,
    callback,
    value: callback === null && value !== null && ts.isExpression(value) ? value : null,
    modules,
  };
}

/** Module of a name in the callback: a parameter, a `require('…')`, or another name for one of them. */
export function moduleOf(identifier: ts.Identifier, definition: Definition, scopes: Scopes, depth = 0): string | null {
  const binding = scopes.bindingOf(identifier);
  if (binding === null || depth > 5) return null;
  const parameter = definition.modules.find((module) => module.parameter === binding.declaration);
  if (parameter !== undefined) return ts.isIdentifier(parameter.parameter?.name ?? identifier) ? parameter.name : null;
  const [value] = binding.values;
  if (!ts.isVariableDeclaration(binding.declaration) || value === undefined || binding.values.length !== 1) return null;
  if (ts.isIdentifier(value)) return moduleOf(value, definition, scopes, depth + 1);
  return ts.isCallExpression(value) ? requiredModule(value) : null;
}

/** The name in `require('N/record')`. */
export function requiredModule(call: ts.CallExpression): string | null {
  const [name] = call.arguments;
  const isRequire = ts.isIdentifier(call.expression) && call.expression.text === 'require';
  return isRequire && name !== undefined && ts.isStringLiteralLike(name) ? name.text : null;
}

export function isFunctionNode(node: ts.Node): node is FunctionNode {
  return (
    ts.isFunctionExpression(node) ||
    ts.isArrowFunction(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isGetAccessorDeclaration(node)
  );
}

/**
 * Follows parentheses and names with a single value in this file, and returns the last node that it reaches. A name
 * without a known value, such as a parameter, is returned itself.
 */
export function resolve(node: ts.Node, scopes: Scopes, depth = 0): ts.Node {
  const plain = ts.isExpression(node) ? withoutParentheses(node) : node;
  if (!ts.isIdentifier(plain) || depth > 10) return plain;
  const binding = scopes.bindingOf(plain);
  if (binding === null) return plain;
  const value = onlyValue(binding);
  return value === null ? plain : resolve(value, scopes, depth + 1);
}

function onlyValue(binding: Binding): ts.Node | null {
  const { declaration, values } = binding;
  if (ts.isFunctionDeclaration(declaration) || ts.isClassLike(declaration) || ts.isFunctionExpression(declaration)) {
    return values.length === 0 ? declaration : null;
  }
  const [value] = values;
  return ts.isVariableDeclaration(declaration) && values.length === 1 && value !== undefined ? value : null;
}

export function withoutParentheses(node: ts.Expression): ts.Expression {
  return ts.isParenthesizedExpression(node) ? withoutParentheses(node.expression) : node;
}

/** Expressions that a function returns, without those of inner functions. */
export function returnsOf(node: FunctionNode): readonly ts.Expression[] {
  if (node.body === undefined) return [];
  if (ts.isExpression(node.body)) return [node.body];
  const found: ts.Expression[] = [];
  walkOwn(node.body, (inner) => {
    if (ts.isReturnStatement(inner) && inner.expression !== undefined) found.push(inner.expression);
  });
  return found;
}

/** Visits every node below without entering other functions. Static parts of classes belong to the surrounding code. */
export function walkOwn(root: ts.Node, visit: (node: ts.Node) => void): void {
  const waiting: ts.Node[] = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    visit(node);
    if (isFunctionNode(node) || ts.isConstructorDeclaration(node) || ts.isAccessor(node)) {
      // A computed name is evaluated with the surrounding code.
      if (node.name !== undefined && ts.isComputedPropertyName(node.name)) waiting.push(node.name);
      continue;
    }
    if (ts.isPropertyDeclaration(node) && !isStatic(node)) {
      if (ts.isComputedPropertyName(node.name)) waiting.push(node.name);
      continue;
    }
    const children: ts.Node[] = [];
    node.forEachChild((child) => {
      children.push(child);
    });
    waiting.push(...children.reverse());
  }
}

export function isStatic(node: ts.ClassElement): boolean {
  return (
    ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword)
  );
}
