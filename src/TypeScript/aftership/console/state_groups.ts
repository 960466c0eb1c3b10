/** Display of states. The ledger's table holds their names and groups. */

import { labelOf, remedyOf, ruleOf, STATES, type Group, type State } from '../core/ledger/reasons';
import type { RowFilter } from '../app/operator/console_ports';
import type { Inline, Tone } from './page';
import { say } from './texts';

export type { Group };

export function groupOf(state: State): Group {
  return STATES[state].group;
}

export const GROUP_TONES: Readonly<Record<Group, Tone>> = {
  sent: 'good',
  failed: 'bad',
  held: 'wait',
  pending: 'plain',
  gone: 'plain',
};

export function stateBadge(state: State): Inline {
  return { kind: 'badge', text: state, tone: GROUP_TONES[groupOf(state)] };
}

/** Parameters of an address for a filter. */
export function filterParameters({ reason, code }: RowFilter): Readonly<Record<string, string | number>> {
  return code === null ? { reason } : { reason, code };
}

/** `attempt failed` → `Attempt failed` */
export function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** True when a person has to look at packages of this reason. */
export function asksForPerson({ reason }: Pick<RowFilter, 'reason'>): boolean {
  return ruleOf(reason).listed;
}

/** Text of a row's reason: AfterShip's code for a refusal, the reason otherwise, and nothing for a package in step. */
export function reasonText({ reason, code }: RowFilter): string {
  return code === null ? labelOf(reason) : String(code);
}

export function remedyText({ reason, code }: RowFilter): string {
  return remedyOf(reason, code) ?? say('attention.remedyOther');
}
