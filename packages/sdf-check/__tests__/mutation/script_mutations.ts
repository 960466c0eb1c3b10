/**
 * Slips in the parts of a compiled script that touch the project: header, modules, entry points, exports, names and
 * ids.
 */

import ts from 'typescript';
import type { Project } from '../../project/project';
import type { Script } from '../../scripts/script';
import { readInterface } from '../../scripts/script_interface';
import { readDefinition, returnsOf, resolve } from '../../scripts/script_module';
import { listModuleMembers, listNamedIds } from '../../scripts/script_names';
import { ALL_TAGS, SCRIPT_TYPES } from '../../scripts/script_types';
import { listScripts } from '../../scripts/scripts';
import { misspell, type Mutation, type Operator, pick, randomOf } from './mutation';
import type { Inventory } from './validity';

const OPTIONAL_TAG = '@NModuleScope, which a header may leave out';
const OTHER_TAG_VALUE = 'another value that the help lists for the tag';
const OPTIONAL_ENTRY = 'an entry point that a script of the type may leave out';
const UNUSED = 'a parameter or an export that nothing uses';
const UNREACHED = 'a file that no script loads: TypeScript compiles those that hold types only to nothing';
const OTHER_ID = 'another id of the project';
const OTHER_FUNCTION = 'another function of the file as the entry point';

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

type Add = (operator: Operator, target: string, what: string, edits: readonly Edit[], valid?: string | null) => void;

export function listScriptMutations(project: Project, inventory: Inventory): readonly Mutation[] {
  const { all, runsOnServer } = listScripts(project);
  const usedMembers = new Set(all.flatMap((script) => listModuleMembers(script).map(({ name }) => name)));
  return all.flatMap((script) => {
    const mutations: Mutation[] = [];
    const { text } = script.source;
    const random = randomOf(script.file.path);
    const isReached = script.role === 'entry' || runsOnServer(script);
    const add: Add = (operator, target, what, edits, why = null) => {
      const valid = isReached ? why : UNREACHED;
      const write = (): string =>
        [...edits]
          .sort((left, right) => right.start - left.start)
          .reduce((sofar, edit) => sofar.slice(0, edit.start) + edit.text + sofar.slice(edit.end), text);
      const line = script.source.getLineAndCharacterOfPosition(edits[0]?.start ?? 0).line + 1;
      mutations.push({ operator, target, file: script.file.path, what: `line ${line}: ${what}`, write, valid });
    };
    mutateHeader(script, random, add);
    mutateModules(script, inventory, random, add);
    if (script.role === 'entry') mutateEntryPoints(script, random, add);
    else mutateExports(script, usedMembers, random, add);
    mutateNames(script, inventory, random, add);
    mutateBrackets(script, random, add);
    return mutations;
  });
}

interface TagLine {
  readonly name: string;
  readonly value: string;
  /** The line's range, from ` * ` to its end. */
  readonly line: Edit;
  readonly nameAt: number;
  readonly valueAt: number;
}

function mutateHeader({ source, role }: Script, random: () => number, add: Add): void {
  if (role !== 'entry') return;
  const { text } = source;
  const comment = /\/\*\*[\s\S]*?\*\//.exec(text);
  if (comment === null) return;
  const tags = [...comment[0].matchAll(/^ \* @(N\w+) (.*)\n/gm)].map((match): TagLine => {
    const [line, name = '', value = ''] = match;
    const start = comment.index + match.index;
    const nameAt = start + line.indexOf('@') + 1;
    return {
      name,
      value,
      line: { start, end: start + line.length, text: line },
      nameAt,
      valueAt: nameAt + name.length + 1,
    };
  });
  const over = (start: number, length: number, changed: string): Edit => ({
    start,
    end: start + length,
    text: changed,
  });
  for (const { name, value, line, nameAt, valueAt } of tags) {
    const whenOptional = name === 'NModuleScope' ? OPTIONAL_TAG : null;
    add('drop', 'header tag', `without @${name}`, [{ ...line, text: '' }], whenOptional);
    const slip = misspell(name, random);
    const isSame = slip.toLowerCase() === name.toLowerCase();
    add(
      'misspell',
      'header tag',
      `@${slip}`,
      [over(nameAt, name.length, slip)],
      isSame ? OTHER_TAG_VALUE : whenOptional,
    );
    const other = pick(
      valuesOf(name).filter((known) => known !== value),
      random,
    );
    add('duplicate', 'header tag', `@${name} ${other} as well`, [over(line.start, 0, ` * @${name} ${other}\n`)]);
    add('re-point', 'header value', `@${name} ${other}`, [over(valueAt, value.length, other)], whenOptional);
    const wrong = misspell(value, random);
    const isListed = valuesOf(name).some((known) => known.toLowerCase() === wrong.toLowerCase());
    add(
      'misspell',
      'header value',
      `@${name} ${wrong}`,
      [over(valueAt, value.length, wrong)],
      isListed ? OTHER_TAG_VALUE : null,
    );
    add('lengthen', 'header value', `@${name} ${value} (x…)`, [
      over(valueAt, value.length, `${value} (${'x'.repeat(200)})`),
    ]);
    const next = tags.find((tag) => tag.nameAt > nameAt);
    if (next !== undefined) {
      const values = [over(valueAt, value.length, next.value), over(next.valueAt, next.value.length, value)];
      add('swap', 'header value', `@${name} with @${next.name}`, values);
    }
  }
  add('drop', 'header', 'without header', [over(comment.index, comment[0].length, '')]);
  add('rename', 'header', '/* instead of /**', [over(comment.index, 3, '/*')]);
}

function valuesOf(tag: string): readonly string[] {
  if (tag === 'NApiVersion') return ['2.1', '2.0', '2.x', '2.X', '1.0'];
  return tag === 'NScriptType' ? ALL_TAGS : ['SameAccount', 'TargetAccount', 'Public'];
}

function mutateModules(script: Script, { cabinetPaths }: Inventory, random: () => number, add: Add): void {
  const definition = readDefinition(script);
  const { callback, modules = [] } = definition ?? {};
  if (callback === undefined || callback === null) return;
  const nodes = modules.map(({ node }) => node);
  const areUsed = (from: number, to?: number): boolean => {
    const parameters = callback.parameters.slice(from, to);
    return script.scopes.references.some((reference) =>
      parameters.some((parameter) => parameter === script.scopes.bindingOf(reference)?.declaration),
    );
  };
  nodes.forEach((node, index) => {
    const { name } = modules[index] ?? { name: '' };
    const set = (text: string): readonly Edit[] => [editOf(script, node, `'${text}'`)];
    const slip = misspell(name, random);
    add('misspell', 'module', slip, set(slip));
    add('lengthen', 'module', `${name} and 200 characters`, set(name + 'x'.repeat(200)));
    add('rename', 'module', `${name}_renamed`, set(`${name}_renamed`));
    const other = pick(
      cabinetPaths.filter((path) => !name.endsWith(`/${path.split('/').at(-1)?.replace(/\.js$/, '')}`)),
      random,
    );
    add('re-point', 'module', `${name} → ${other}`, set(other), areUsed(index, index + 1) ? null : UNUSED);
    mutateListed(script, nodes, index, 'module', add, (from) => (areUsed(from) ? null : UNUSED));
  });
  callback.parameters.forEach((parameter, index) => {
    const name = parameter.name.getText(script.source);
    const slip = misspell(name, random);
    const valid = areUsed(index, index + 1) ? null : UNUSED;
    add('misspell', 'parameter', slip, [editOf(script, parameter.name, slip)], valid);
    mutateListed(script, callback.parameters, index, 'parameter', add, (from) => (areUsed(from) ? null : UNUSED));
  });
}

/** Mutates a list with commas: drops an item, doubles it, or swaps it with the next. */
function mutateListed(
  script: Script,
  items: readonly ts.Node[],
  index: number,
  target: string,
  add: Add,
  why: (from: number) => string | null,
): void {
  const { source } = script;
  const item = items[index];
  const next = items[index + 1];
  const previous = items[index - 1];
  if (item === undefined) return;
  const text = item.getText(source);
  const [start, end] =
    next !== undefined
      ? [item.getStart(source), next.getStart(source)]
      : [previous?.getEnd() ?? item.getStart(source), item.getEnd()];
  add('drop', target, `without ${text}`, [{ start, end, text: '' }], why(index));
  add('duplicate', target, `${text} twice`, [editOf(script, item, `${text}, ${text}`)], why(index + 1));
  if (next === undefined) return;
  const swapped = [editOf(script, item, next.getText(source)), editOf(script, next, text)];
  add('swap', target, `${text} with ${next.getText(source)}`, swapped, why(index));
}

function editOf({ source }: Script, node: ts.Node, text: string): Edit {
  return { start: node.getStart(source), end: node.getEnd(), text };
}

function mutateEntryPoints(script: Script, random: () => number, add: Add): void {
  const callback = readDefinition(script)?.callback ?? null;
  const [returned] = callback === null ? [] : returnsOf(callback);
  const literal = returned === undefined ? undefined : resolve(returned, script.scopes);
  if (literal === undefined || !ts.isObjectLiteralExpression(literal)) return;
  const names = literal.properties.map(({ name }) => name?.getText(script.source) ?? '');
  literal.properties.forEach((property, index) => {
    const name = names[index] ?? '';
    const rest = names.filter((other) => other !== name);
    mutateListed(
      script,
      literal.properties,
      index,
      'entry point',
      (operator, target, what, edits) => {
        // Order and repetition of properties have no meaning.
        if (operator === 'drop') add(operator, target, what, edits, isComplete(script, rest) ? OPTIONAL_ENTRY : null);
      },
      () => null,
    );
    const slip = misspell(name, random);
    add('misspell', 'entry point', slip, [editOf(script, property, `${slip}: ${name}`)]);
    const foreign = pick(
      SCRIPT_TYPES.filter(({ entryPoints }) => !entryPoints.includes(name) && entryPoints.length > 0),
      random,
    );
    const other = pick(foreign.entryPoints, random);
    add('rename', 'entry point', `${other}: ${name}`, [editOf(script, property, `${other}: ${name}`)]);
    const wrong = misspell(name, random);
    add('re-point', 'entry point', `${name}: ${wrong}`, [editOf(script, property, `${name}: ${wrong}`)]);
    const [swapped] = rest;
    if (swapped === undefined) return;
    add(
      'swap',
      'entry point',
      `${name}: ${swapped}`,
      [editOf(script, property, `${name}: ${swapped}`)],
      OTHER_FUNCTION,
    );
  });
}

function isComplete({ type }: Script, names: readonly string[]): boolean {
  if (type?.tag === 'MapReduceScript') {
    return names.includes('getInputData') && (names.includes('map') || names.includes('reduce'));
  }
  return names.some((name) => type?.entryPoints.includes(name) === true);
}

/** Renames an export as if the source had another name: changes every `exports.name` of the file. */
function mutateExports(script: Script, usedMembers: ReadonlySet<string>, random: () => number, add: Add): void {
  const { source } = script;
  for (const { name } of readInterface(script)?.entries ?? []) {
    const places = [...source.text.matchAll(new RegExp(`\\bexports\\.${name}\\b`, 'g'))];
    const rename = (changed: string): readonly Edit[] =>
      places.map(({ index }) => ({ start: index, end: index + `exports.${name}`.length, text: `exports.${changed}` }));
    const valid = usedMembers.has(name) ? null : UNUSED;
    if (places.length === 0) continue;
    const slip = misspell(name, random);
    add('misspell', 'export', slip, rename(slip), valid);
    add('rename', 'export', `${name}Renamed`, rename(`${name}Renamed`), valid);
    const [statement] = [...source.text.matchAll(new RegExp(`^ *exports\\.${name} = ${name};\\n`, 'gm'))];
    if (statement === undefined) continue;
    const { index } = statement;
    add('drop', 'export', name, [{ start: index, end: index + statement[0].length, text: '' }], valid);
  }
}

function mutateNames(script: Script, inventory: Inventory, random: () => number, add: Add): void {
  const { scopes } = script;
  for (const reference of scopes.references) {
    if (scopes.bindingOf(reference) === null || ts.isShorthandPropertyAssignment(reference.parent)) continue;
    const slip = misspell(reference.text, random);
    // A slip that equals another name of the file makes another valid program.
    if (!scopes.names.has(slip))
      add('misspell', 'name', `${reference.text} → ${slip}`, [editOf(script, reference, slip)]);
  }
  for (const { node, name, text } of listModuleMembers(script)) {
    if (!ts.isPropertyAccessExpression(node)) continue;
    const slip = misspell(name, random);
    add('misspell', 'member', `${text} → ${slip}`, [editOf(script, node.name, slip)]);
    add('rename', 'member', `${text} → ${name}Renamed`, [editOf(script, node.name, `${name}Renamed`)]);
  }
  const ids = [...inventory.ids.keys()].flatMap((id) => id.split('.').slice(-1));
  for (const { id, node } of listNamedIds(script)) {
    if (!ids.includes(id) || !ts.isStringLiteralLike(node)) continue;
    const set = (changed: string): readonly Edit[] => [editOf(script, node, `'${changed}'`)];
    const slip = misspell(id, random);
    add('misspell', 'id', slip, set(slip));
    add('rename', 'id', `${id}_renamed`, set(`${id}_renamed`));
    add('lengthen', 'id', `${id} and 40 characters`, set(id + 'x'.repeat(40)));
    const other = pick(
      ids.filter((known) => known !== id),
      random,
    );
    add('re-point', 'id', `${id} → ${other}`, [editOf(script, node, `'${other}'`)], OTHER_ID);
  }
}

/** Removes one bracket. Each file has many, and one of them represents all. */
function mutateBrackets({ source }: Script, random: () => number, add: Add): void {
  const brackets: number[] = [];
  const walk = (node: ts.Node): void => {
    if (ts.isBlock(node) || ts.isObjectLiteralExpression(node)) brackets.push(node.getEnd() - 1);
    ts.forEachChild(node, walk);
  };
  walk(source);
  if (brackets.length === 0) return;
  const at = pick(brackets, random);
  add('drop', 'bracket', 'without }', [{ start: at, end: at + 1, text: '' }]);
}
