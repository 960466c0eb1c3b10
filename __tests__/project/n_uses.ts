/**
 * The uses of N/ in compiled scripts: members that are touched, and the record type or field that each is used on. Types
 * that a helper function is given are followed to its callers in the same file.
 */

import ts from 'typescript';

/** `N/record.load of itemfulfillment`; without `of` where a member has no type. */
export type Use = string;

export function formatUse(use: string, of: string | null): Use {
  return of === null ? use : `${use} of ${of}`;
}

/** `constants` gives the value of `ids_1.OUTBOX.type` for `OUTBOX.type`. */
export function findUses(text: string, constants: ReadonlyMap<string, string>): readonly Use[] {
  const source = ts.createSourceFile('x.js', text, ts.ScriptTarget.ES2022, true, ts.ScriptKind.JS);
  const nodes = allNodes(source);
  const modules = importedModules(nodes);
  const uses = new Set<Use>();
  for (const node of nodes) {
    if (!ts.isPropertyAccessExpression(node)) continue;
    const call = ts.isCallExpression(node.parent) && node.parent.expression === node ? node.parent : null;
    const module = ts.isIdentifier(node.expression) ? modules.get(node.expression.text) : undefined;
    if (module !== undefined && !/^[A-Z]/.test(node.name.text)) {
      const types = call === null ? [null] : typesOf(call, nodes, modules, constants);
      for (const type of types) uses.add(formatUse(`${module}.${node.name.text}`, type));
    } else if (call !== null && node.name.text === 'getText') {
      uses.add(formatUse('Record.getText', literalField(call) ?? '*'));
    }
  }
  return [...uses].sort();
}

/** Names of the properties of an object that is declared as `const name = { … }`. */
export function keysOfConstant(text: string, name: string): readonly string[] {
  const source = ts.createSourceFile('x.js', text, ts.ScriptTarget.ES2022, true, ts.ScriptKind.JS);
  const declared = allNodes(source)
    .filter(ts.isVariableDeclaration)
    .find((declaration) => ts.isIdentifier(declaration.name) && declaration.name.text === name)?.initializer;
  if (declared === undefined || !ts.isObjectLiteralExpression(declared)) throw new Error(`There is no object ${name}.`);
  return declared.properties.map((property) => property.name?.getText(source) ?? '');
}

function allNodes(source: ts.SourceFile): readonly ts.Node[] {
  const nodes: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    nodes.push(node);
    node.forEachChild(visit);
  };
  visit(source);
  return nodes;
}

/** Parameter of the define callback → N/ module. */
function importedModules(nodes: readonly ts.Node[]): ReadonlyMap<string, string> {
  const modules = new Map<string, string>();
  for (const call of nodes.filter(ts.isCallExpression)) {
    if (!ts.isIdentifier(call.expression) || call.expression.text !== 'define') continue;
    const [names, factory] = call.arguments;
    if (names === undefined || !ts.isArrayLiteralExpression(names)) continue;
    if (factory === undefined || !ts.isFunctionExpression(factory)) continue;
    names.elements.forEach((element, index) => {
      const parameter = factory.parameters[index]?.name;
      if (ts.isStringLiteral(element) && element.text.startsWith('N/') && parameter && ts.isIdentifier(parameter)) {
        modules.set(parameter.text, element.text);
      }
    });
  }
  return modules;
}

function typesOf(
  call: ts.CallExpression,
  nodes: readonly ts.Node[],
  modules: ReadonlyMap<string, string>,
  constants: ReadonlyMap<string, string>,
): readonly (string | null)[] {
  const type = propertyOf(call, 'type');
  // N/format names the form of a text by its type, not a record.
  const isRecord = ['N/record', 'N/search'].includes(moduleOfCall(call, modules));
  return type === null || !isRecord ? [null] : valuesOf(type, call, nodes, modules, constants);
}

function moduleOfCall(call: ts.CallExpression, modules: ReadonlyMap<string, string>): string {
  const { expression } = call;
  const name = ts.isPropertyAccessExpression(expression) ? expression.expression.getText() : '';
  return modules.get(name) ?? '';
}

function propertyOf(call: ts.CallExpression, name: string): ts.Expression | null {
  const [options] = call.arguments;
  if (options === undefined || !ts.isObjectLiteralExpression(options)) return null;
  for (const property of options.properties) {
    if (ts.isPropertyAssignment(property) && property.name.getText() === name) return property.initializer;
    if (ts.isShorthandPropertyAssignment(property) && property.name.text === name) return property.name;
  }
  return null;
}

function literalField(call: ts.CallExpression): string | null {
  const field = propertyOf(call, 'fieldId');
  return field !== null && ts.isStringLiteral(field) ? field.text : null;
}

function valuesOf(
  type: ts.Expression,
  at: ts.Node,
  nodes: readonly ts.Node[],
  modules: ReadonlyMap<string, string>,
  constants: ReadonlyMap<string, string>,
): readonly string[] {
  if (ts.isStringLiteral(type)) return [type.text];
  const [root = '', ...rest] = type.getText().split('.');
  // record.Type.ITEM_FULFILLMENT is 'itemfulfillment'.
  if (modules.has(root) && rest[0] === 'Type' && rest[1] !== undefined)
    return [rest[1].replace(/_/g, '').toLowerCase()];
  const constant = constants.get(rest.join('.'));
  if (constant !== undefined) return [constant];
  const values = givenFor(type, at, nodes).flatMap((argument) =>
    valuesOf(argument, argument, nodes, modules, constants),
  );
  if (values.length === 0) throw new Error(`Which record type is ${type.getText()}? Say it where it can be found.`);
  return [...new Set(values)];
}

/**
 * What is passed for a parameter, where it is not a parameter itself. Functions that call each other pass it on in a
 * circle, so each passing is followed once.
 */
function givenFor(type: ts.Expression, at: ts.Node, nodes: readonly ts.Node[]): readonly ts.Expression[] {
  const seen = new Set<ts.Expression>();
  const open: { readonly expression: ts.Expression; readonly at: ts.Node }[] = [{ expression: type, at }];
  const found: ts.Expression[] = [];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { expression } = next;
    const given = ts.isIdentifier(expression) ? argumentsFor(expression.text, next.at, nodes) : [];
    if (given.length === 0 && expression !== type) found.push(expression);
    for (const argument of given) {
      if (seen.has(argument)) continue;
      seen.add(argument);
      open.push({ expression: argument, at: argument });
    }
  }
  return found;
}

/** What callers pass as a parameter of the function around a node. */
function argumentsFor(parameter: string, at: ts.Node, nodes: readonly ts.Node[]): readonly ts.Expression[] {
  for (let node: ts.Node = at; node.parent !== undefined; node = node.parent) {
    if (!ts.isFunctionDeclaration(node) || node.name === undefined) continue;
    const index = node.parameters.findIndex(({ name }) => ts.isIdentifier(name) && name.text === parameter);
    if (index < 0) continue;
    const called = node.name.text;
    return nodes
      .filter(ts.isCallExpression)
      .filter(({ expression }) => ts.isIdentifier(expression) && expression.text === called)
      .flatMap((call) => call.arguments[index] ?? []);
  }
  return [];
}
