/** The ledger's table of reasons and its picture of states, as the docs print them. */

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

/** Every reason with its state, what AfterShip has, who acts next and what is said. */
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

/** Parameters as they stand in the table's cells. */
function plain(message: string): string {
  return message
    .replace(/\{(\w+)\|([^|{}]*)\|([^|{}]*)\}/g, (_whole, _name, one: string, more: string) => `[${one}/${more}]`)
    .replace(/\{(\w+)\}/g, '_$1_');
}

/** Mermaid. A test holds the arrows against what really happens. */
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
