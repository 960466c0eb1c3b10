/**
 * Finds N/ members that a script accesses while its `define` runs: in the callback's own statements and in the
 * functions that these call. Neither a method nor an enumeration may be accessed there (section_4527904430,
 * section_4387811519). Functions that are only defined, and calls that cannot be followed, are ignored.
 */

import ts from 'typescript';
import { oncePer } from '../project/once';
import type { Script } from './script';
import { isNModule } from './script_dependencies';
import {
  isFunctionNode,
  isStatic,
  moduleOf,
  readDefinition,
  resolve,
  walkOwn,
  withoutParentheses,
  type Definition,
  type FunctionNode,
} from './script_module';
import { memberOf } from './script_scopes';

interface Touch {
  readonly module: string;
  /** The access as written, such as `record.Type`. */
  readonly text: string;
  readonly node: ts.Node;
}

/** Array methods that call their argument at once. */
const CALLS_AT_ONCE =
  /^(map|forEach|filter|reduce|reduceRight|some|every|find|findIndex|findLast|findLastIndex|flatMap|sort|toSorted|from)$/;

export const findTouches = oncePer(
  (script: Script) => script.source,
  (script): readonly Touch[] => {
    const definition = readDefinition(script);
    if (definition === null) return [];
    const { callback } = definition;
    return callback === null ? [] : new Phase(script, definition).run(callback);
  },
);

class Phase {
  private readonly touches: Touch[] = [];
  private readonly entered = new Set<ts.Node>();
  private readonly waiting: ts.Node[] = [];

  constructor(
    private readonly script: Script,
    private readonly definition: Definition,
  ) {}

  run(callback: FunctionNode): readonly Touch[] {
    for (const { name, parameter } of this.definition.modules) {
      if (parameter === null || !isNModule(name) || ts.isIdentifier(parameter.name)) continue;
      this.touches.push({ module: name, text: parameter.name.getText(), node: parameter });
    }
    this.enter(callback);
    for (let root = this.waiting.pop(); root !== undefined; root = this.waiting.pop()) {
      walkOwn(root, (node) => {
        this.visit(node);
      });
    }
    return this.touches;
  }

  private enter(node: FunctionNode | ts.ConstructorDeclaration): void {
    // The body of a generator, and the code after the first await of an async function, run later or never.
    if (this.entered.has(node) || node.asteriskToken !== undefined || node.body === undefined) return;
    this.entered.add(node);
    this.waiting.push(node.body);
    for (const { initializer } of node.parameters) if (initializer !== undefined) this.waiting.push(initializer);
  }

  private visit(node: ts.Node): void {
    if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) this.visitAccess(node);
    else if (ts.isVariableDeclaration(node)) this.visitDestructuring(node);
    else if (ts.isCallExpression(node)) this.visitCall(node);
    else if (ts.isNewExpression(node)) this.construct(node.expression);
    else if (ts.isSpreadAssignment(node) || ts.isSpreadElement(node)) this.touch(node.expression, node);
  }

  private visitAccess(node: ts.PropertyAccessExpression | ts.ElementAccessExpression): void {
    // `typeof record.x` and `record.x = …` are accesses, too.
    this.touch(withoutParentheses(node.expression), node);
  }

  private visitDestructuring({ name, initializer }: ts.VariableDeclaration): void {
    if (ts.isObjectBindingPattern(name) && initializer !== undefined && name.elements.length > 0) {
      this.touch(withoutParentheses(initializer), name);
    }
  }

  private touch(object: ts.Expression, node: ts.Node): void {
    const module = this.nModuleOf(object);
    if (module !== null) this.touches.push({ module, text: shorten(node.getText()), node });
  }

  /** The namespace `N` itself has no documented members. */
  private nModuleOf(object: ts.Expression): string | null {
    if (!ts.isIdentifier(object)) return null;
    const module = moduleOf(object, this.definition, this.script.scopes);
    return module !== null && module.startsWith('N/') ? module : null;
  }

  private visitCall(call: ts.CallExpression): void {
    const callee = withoutParentheses(call.expression);
    this.call(callee);
    const method = ts.isPropertyAccessExpression(callee) ? callee.name.text : '';
    // `f.call(this)` and `f.apply(this)` call f.
    if (/^(call|apply)$/.test(method) && ts.isPropertyAccessExpression(callee)) this.call(callee.expression);
    if (CALLS_AT_ONCE.test(method)) for (const argument of call.arguments) this.call(argument);
  }

  private call(callee: ts.Expression): void {
    const { scopes } = this.script;
    const target = resolve(callee, scopes);
    if (isFunctionNode(target)) {
      this.enter(target);
      return;
    }
    const member = memberOf(target);
    if (member === null) return;
    const assigned = scopes.bindingOf(member.object)?.members.findLast(({ name }) => name === member.name);
    const object = resolve(member.object, scopes);
    const owned = memberNamed(object, member.name);
    const found = assigned === undefined ? owned : resolve(assigned.value, scopes);
    if (found !== null && isFunctionNode(found)) this.enter(found);
    else if (found !== null && ts.isPropertyAssignment(found)) this.call(found.initializer);
  }

  private construct(expression: ts.Expression): void {
    const target = resolve(expression, this.script.scopes);
    if (isFunctionNode(target)) this.enter(target);
    if (!ts.isClassLike(target) || this.entered.has(target)) return;
    this.entered.add(target);
    for (const member of target.members) {
      if (ts.isConstructorDeclaration(member)) this.enter(member);
      else if (ts.isPropertyDeclaration(member) && !isStatic(member) && member.initializer !== undefined) {
        this.waiting.push(member.initializer);
      }
    }
  }
}

/** Finds a method of an object literal or a static method of a class. */
function memberNamed(object: ts.Node, name: string): ts.Node | null {
  const hasName = (member: ts.ObjectLiteralElementLike | ts.ClassElement): boolean =>
    member.name !== undefined && ts.isIdentifier(member.name) && member.name.text === name;
  if (ts.isObjectLiteralExpression(object)) return object.properties.find(hasName) ?? null;
  if (ts.isClassLike(object)) return object.members.find((member) => hasName(member) && isStatic(member)) ?? null;
  return null;
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}
