/** The ledger's table of reasons and diagram of states for the docs. */

import { ARROWS } from '../../src/TypeScript/aftership/core/ledger/arrows';
import {
  isReason,
  REASONS,
  ruleOf,
  STATES,
  type Actor,
  type State,
} from '../../src/TypeScript/aftership/core/ledger/reasons';
import { table } from './markdown';

const ACTORS: Readonly<Record<Actor, string>> = {
  nobody: 'nobody',
  time: 'the clock',
  edit: 'an edit, or "Try again"',
  rule: 'a changed rule or an edit',
  person: 'a person',
};

/** Table of the reasons with state, holding, the next actor and the message. */
export function reasons(): string {
  return table(
    ['Reason', 'State', 'At AfterShip', 'Who acts next', 'What happened and what to do'],
    Object.keys(REASONS)
      .filter(isReason)
      .map((reason) => {
        const { state, at, next, message } = ruleOf(reason);
        return [`\`${reason}\``, state, at.join(', '), ACTORS[next], plain(message)];
      }),
  );
}

/** Writes a message's parameters as text for a table cell. */
function plain(message: string): string {
  return message
    .replace(/\{(\w+)\|([^|{}]*)\|([^|{}]*)\}/g, (_whole, _name, one: string, more: string) => `[${one}/${more}]`)
    .replace(/\{(\w+)\}/g, '_$1_');
}

/** Diagram in Mermaid. A test compares its arrows with the transitions that really happen. */
export function stateDiagram(): string {
  const names = Object.keys(STATES) as State[];
  const idOf = (state: State): string => `s${names.indexOf(state)}`;
  const lines = [
    'stateDiagram-v2',
    ...names.map((state) => `  state "${state}" as ${idOf(state)}`),
    ...ARROWS.map(({ from, to, when }) => `  ${from === null ? '[*]' : idOf(from)} --> ${idOf(to)} : ${when}`),
  ];
  return ['```mermaid', ...lines, '```'].join('\n');
}
