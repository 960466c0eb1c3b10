/**
 * The interface that a script's `define` returns: its entry points and their functions. When the code cannot be
 * followed, the result is marked as open and nothing is concluded from it.
 */

import ts from 'typescript';
import { oncePer } from '../project/once';
import type { Script } from './script';
import {
  isFunctionNode,
  isStatic,
  readDefinition,
  requiredModule,
  resolve,
  returnsOf,
  withoutParentheses,
  type Definition,
  type FunctionNode,
} from './script_module';
import { assignmentTo, memberOf } from './script_scopes';

export interface EntryPoint {
  readonly name: string;
  readonly node: ts.Node;
  readonly value: ValueKind;
  /** True for a member of a class, which may serve others. */
  readonly isClassMember?: boolean;
}

/** `elsewhere` names the module of the value; `unknown` cannot be followed. */
type ValueKind =
  | { readonly kind: 'function' | 'unknown' }
  | { readonly kind: 'no function' | 'undeclared'; readonly text: string }
  | { readonly kind: 'elsewhere'; readonly module: string };

export interface Interface {
  readonly entries: readonly EntryPoint[];
  /** True when there may be more entries than those found. */
  readonly isOpen: boolean;
  readonly node: ts.Node;
}

const UNKNOWN: ValueKind = { kind: 'unknown' };
const MAX_DEPTH = 12;

/** Null when the script does not have exactly one `define`. */
export const readInterface = oncePer(
  (script: Script) => script.source,
  (script): Interface | null => {
    const definition = readDefinition(script);
    return definition === null ? null : new Reader(script, definition).read();
  },
);

class Reader {
  private readonly entries: EntryPoint[] = [];
  private isOpen = false;

  constructor(
    private readonly script: Script,
    private readonly definition: Definition,
  ) {}

  read(): Interface {
    const { callback, value, call } = this.definition;
    if (value !== null) this.collect(value, 0);
    else if (callback === null) this.isOpen = true;
    else {
      const returned = returnsOf(callback);
      for (const expression of returned) this.collect(expression, 0);
      this.collectExports(callback);
      if (callback.asteriskToken !== undefined) this.isOpen = true;
    }
    return { entries: this.withoutVoid(), isOpen: this.isOpen, node: call };
  }

  /** Removes TypeScript's `exports.f = void 0`, which precedes the assignment of the function. */
  private withoutVoid(): readonly EntryPoint[] {
    const byName = new Map<string, EntryPoint>();
    for (const entry of this.entries) {
      if (entry.name !== '__esModule') byName.set(entry.name, entry);
    }
    return [...byName.values()];
  }

  private collect(expression: ts.Node, depth: number): void {
    const { scopes } = this.script;
    if (depth > MAX_DEPTH) {
      this.isOpen = true;
      return;
    }
    const plain = ts.isExpression(expression) ? withoutParentheses(expression) : expression;
    if (ts.isIdentifier(plain)) {
      const members = scopes.bindingOf(plain)?.members ?? [];
      for (const { name, node, value } of members) this.add(name, node, value, depth);
    }
    const node = resolve(plain, scopes);
    if (ts.isObjectLiteralExpression(node)) this.collectLiteral(node, depth);
    else if (ts.isConditionalExpression(node)) {
      this.collect(node.whenTrue, depth + 1);
      this.collect(node.whenFalse, depth + 1);
    } else if (ts.isNewExpression(node)) this.collectInstance(node);
    else if (ts.isClassLike(node)) this.collectClass(node, true);
    else if (ts.isCallExpression(node)) this.collectCall(node, depth);
    else if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
      this.collect(node.right, depth + 1);
    } else if (!isFunctionNode(node) && !isPlainValue(node)) this.isOpen = true;
  }

  private collectLiteral(literal: ts.ObjectLiteralExpression, depth: number): void {
    for (const property of literal.properties) {
      if (ts.isSpreadAssignment(property)) {
        this.collect(property.expression, depth + 1);
        continue;
      }
      const name = nameOf(property.name);
      if (name === null) this.isOpen = true;
      else if (ts.isPropertyAssignment(property)) this.add(name, property, property.initializer, depth);
      else if (ts.isShorthandPropertyAssignment(property)) this.add(name, property, property.name, depth);
      else this.entries.push({ name, node: property, value: { kind: 'function' } });
    }
  }

  private collectInstance({ expression }: ts.NewExpression): void {
    const target = resolve(expression, this.script.scopes);
    // A constructor, a base class or a function's prototype may add members.
    this.isOpen = true;
    if (ts.isClassLike(target)) this.collectClass(target, false);
  }

  private collectClass(node: ts.ClassLikeDeclaration, isStaticSide: boolean): void {
    if ((node.heritageClauses ?? []).length > 0) this.isOpen = true;
    for (const member of node.members) {
      const name = nameOf(member.name);
      if (name === null || isStatic(member) !== isStaticSide) continue;
      const value: ValueKind | null = ts.isMethodDeclaration(member)
        ? { kind: 'function' }
        : ts.isPropertyDeclaration(member) && member.initializer !== undefined
          ? this.classify(member.initializer, 0)
          : null;
      if (value !== null) this.entries.push({ name, node: member, value, isClassMember: true });
    }
  }

  private collectCall(call: ts.CallExpression, depth: number): void {
    const callee = withoutParentheses(call.expression);
    const member = memberOf(callee);
    if (member?.object.text === 'Object' && /^(freeze|seal|preventExtensions|assign)$/.test(member.name)) {
      for (const argument of call.arguments) {
        this.collect(ts.isSpreadElement(argument) ? argument.expression : argument, depth + 1);
      }
      return;
    }
    const target = resolve(callee, this.script.scopes);
    if (isFunctionNode(target) && target.asteriskToken === undefined && !isAsync(target)) {
      for (const returned of returnsOf(target)) this.collect(returned, depth + 1);
    } else this.isOpen = true;
  }

  /** Collects `exports.f = …`, `module.exports = …` and `Object.defineProperty(exports, 'f', …)`. */
  private collectExports(callback: FunctionNode): void {
    const { scopes } = this.script;
    const hasList = this.definition.modules.length > 0;
    const received = (name: string, place: number): ts.ParameterDeclaration | null =>
      hasList
        ? (this.definition.modules.find((module) => module.name === name)?.parameter ?? null)
        : (callback.parameters[place] ?? null);
    const exportsParameter = received('exports', 1);
    const moduleParameter = received('module', 2);
    for (const reference of scopes.references) {
      const declaration = scopes.bindingOf(reference)?.declaration ?? null;
      if (declaration === null || (declaration !== exportsParameter && declaration !== moduleParameter)) continue;
      const { parent } = reference;
      const member = memberOf(parent);
      const assignment = assignmentTo(parent);
      if (member === null) this.collectExportCall(parent, reference);
      else if (assignment === null) continue;
      else if (declaration === exportsParameter) this.add(member.name, parent, assignment.right, 0);
      else if (member.name === 'exports') this.collect(assignment.right, 0);
    }
  }

  private collectExportCall(call: ts.Node, reference: ts.Identifier): void {
    if (!ts.isCallExpression(call)) {
      // `exports[name] = …`, or an assignment through another name of exports.
      this.isOpen = true;
      return;
    }
    const [, name, descriptor] = call.arguments;
    const isDefineProperty = memberOf(call.expression)?.name === 'defineProperty' && call.arguments[0] === reference;
    if (isDefineProperty && name !== undefined && ts.isStringLiteralLike(name) && descriptor !== undefined) {
      this.entries.push({ name: name.text, node: call, value: this.valueOfDescriptor(descriptor) });
    } else this.isOpen = true;
  }

  /** Follows TypeScript's re-export `{ get: function () { return lib_1.f; } }`. */
  private valueOfDescriptor(descriptor: ts.Expression): ValueKind {
    if (!ts.isObjectLiteralExpression(descriptor)) return UNKNOWN;
    for (const property of descriptor.properties) {
      if (!ts.isPropertyAssignment(property)) continue;
      const name = nameOf(property.name);
      if (name === 'value') return this.classify(property.initializer, 0);
      const getter = resolve(property.initializer, this.script.scopes);
      const [returned] = name === 'get' && isFunctionNode(getter) ? returnsOf(getter) : [];
      if (returned !== undefined) return this.classify(returned, 0);
    }
    return UNKNOWN;
  }

  private add(name: string, node: ts.Node, value: ts.Expression, depth: number): void {
    this.entries.push({ name, node, value: this.classify(value, depth) });
  }

  private classify(expression: ts.Expression, depth: number): ValueKind {
    if (depth > MAX_DEPTH) return UNKNOWN;
    const { scopes } = this.script;
    const node = resolve(expression, scopes);
    if (isFunctionNode(node) || ts.isClassLike(node)) return { kind: 'function' };
    if (isPlainValue(node)) return { kind: 'no function', text: shorten(node.getText()) };
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
      return this.classify(node.right, depth + 1);
    }
    if (ts.isIdentifier(node)) {
      const module = this.moduleOf(node);
      if (module !== null) return { kind: 'elsewhere', module };
      const isDeclared = scopes.bindingOf(node) !== null || node.text === 'undefined' || isGlobal(node.text);
      return isDeclared ? UNKNOWN : { kind: 'undeclared', text: node.text };
    }
    const member = memberOf(node);
    if (member === null) return UNKNOWN;
    const module = this.moduleOf(member.object);
    if (module !== null) return { kind: 'elsewhere', module };
    return this.classifyMember(member.object, member.name, depth);
  }

  /** Classifies `handlers.run` if the file declares `handlers`. */
  private classifyMember(object: ts.Identifier, name: string, depth: number): ValueKind {
    const { scopes } = this.script;
    const assigned = scopes.bindingOf(object)?.members.findLast((member) => member.name === name);
    if (assigned !== undefined) return this.classify(assigned.value, depth + 1);
    const literal = resolve(object, scopes);
    if (!ts.isObjectLiteralExpression(literal)) return UNKNOWN;
    const property = literal.properties.find((candidate) => nameOf(candidate.name) === name);
    if (property === undefined) return UNKNOWN;
    if (ts.isPropertyAssignment(property)) return this.classify(property.initializer, depth + 1);
    return ts.isMethodDeclaration(property) ? { kind: 'function' } : UNKNOWN;
  }

  /** Module of a parameter, also a destructured one, or of a `require`. */
  private moduleOf(identifier: ts.Identifier): string | null {
    const binding = this.script.scopes.bindingOf(identifier);
    if (binding === null) return null;
    let declaration: ts.Node = binding.declaration;
    while (ts.isBindingElement(declaration)) declaration = declaration.parent.parent;
    const parameter = this.definition.modules.find((module) => module.parameter === declaration);
    if (parameter !== undefined) return isOwnName(parameter.name) ? null : parameter.name;
    const value = ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
    return value !== undefined && ts.isCallExpression(value) ? requiredModule(value) : null;
  }
}

function isOwnName(name: string): boolean {
  return name === '' || name === 'exports' || name === 'require' || name === 'module';
}

function isGlobal(name: string): boolean {
  return Object.hasOwn(globalThis, name);
}

function isAsync(node: ts.Node): boolean {
  return (
    ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword)
  );
}

/** True for a value that is certainly not a function. */
function isPlainValue(node: ts.Node): boolean {
  return (
    ts.isStringLiteralLike(node) ||
    ts.isNumericLiteral(node) ||
    ts.isVoidExpression(node) ||
    ts.isArrayLiteralExpression(node) ||
    ts.isObjectLiteralExpression(node) ||
    ts.isTemplateExpression(node) ||
    ts.isRegularExpressionLiteral(node) ||
    [ts.SyntaxKind.NullKeyword, ts.SyntaxKind.TrueKeyword, ts.SyntaxKind.FalseKeyword].includes(node.kind)
  );
}

function nameOf(name: ts.PropertyName | undefined): string | null {
  if (name === undefined) return null;
  if (ts.isIdentifier(name) || ts.isStringLiteralLike(name) || ts.isNumericLiteral(name)) return name.text;
  return ts.isComputedPropertyName(name) && ts.isStringLiteralLike(name.expression) ? name.expression.text : null;
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
