/** Names in a script that other files explain: ids of objects, and members of loaded modules. */

import ts from 'typescript';
import { oncePer } from '../project/once';
import type { Script } from './script';
import { moduleOf, readDefinition } from './script_module';
import { assignmentTo, memberOf } from './script_scopes';

interface NamedId {
  readonly id: string;
  readonly node: ts.Node;
}

export interface ModuleMember {
  readonly module: string;
  readonly name: string;
  /** The name as written, such as `record.load`. */
  readonly text: string;
  readonly node: ts.Node;
}

/**
 * Form of an id of an object or its part. Ids that begin with custpage are excluded, because scripts build those forms
 * themselves.
 */
const ID = /^(?!custpage)[a-z][a-z0-9]*(?:_+[a-z0-9]+)+$/i;

/** Whole texts and names of properties that have the form of an id. */
export const listNamedIds = oncePer(
  (script: Script) => script.source,
  ({ source }): readonly NamedId[] => {
    const found: NamedId[] = [];
    const waiting: ts.Node[] = [source];
    for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
      const id = idOf(node);
      if (ID.test(id)) found.push({ id, node });
      const children: ts.Node[] = [];
      node.forEachChild((child) => {
        children.push(child);
      });
      waiting.push(...children.reverse());
    }
    return found;
  },
);

/** Empty for other nodes. */
function idOf(node: ts.Node): string {
  if (ts.isStringLiteralLike(node) && !isPiece(node.parent)) return node.text;
  return ts.isIdentifier(node) && isPropertyName(node) ? node.text : '';
}

function isPiece(parent: ts.Node): boolean {
  return ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.PlusToken;
}

function isPropertyName(node: ts.Identifier): boolean {
  const { parent } = node;
  return (ts.isPropertyAccessExpression(parent) || ts.isPropertyAssignment(parent)) && parent.name === node;
}

/** Members such as `record.load` of modules that the script loads, without names that the script itself assigns. */
export const listModuleMembers = oncePer(
  (script: Script) => script.source,
  (script): readonly ModuleMember[] => {
    const definition = readDefinition(script);
    if (definition === null) return [];
    const found: ModuleMember[] = [];
    const assigned = new Set<string>();
    for (const reference of script.scopes.references) {
      const member = memberOf(reference.parent);
      if (member === null || member.object !== reference) continue;
      const module = moduleOf(reference, definition, script.scopes);
      if (module === null) continue;
      const { parent: node } = reference;
      if (assignmentTo(node) !== null) assigned.add(`${module} ${member.name}`);
      found.push({ module, name: member.name, text: node.getText(script.source), node });
    }
    return found.filter(({ module, name }) => !assigned.has(`${module} ${name}`));
  },
);
