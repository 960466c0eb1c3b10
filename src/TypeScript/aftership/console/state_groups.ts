/** How states are shown. What they are called and counted as stands in the ledger's table. */

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

/** A filter as parameters of an address. */
export function filterParameters({ reason, code }: RowFilter): Readonly<Record<string, string | number>> {
  return code === null ? { reason } : { reason, code };
}

/** `attempt failed` → `Attempt failed` */
export function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Whether a person has to look at packages of this reason. */
export function asksForPerson({ reason }: Pick<RowFilter, 'reason'>): boolean {
  return ruleOf(reason).listed;
}

/** A refusal goes by AfterShip's code, everything else by its reason. What is in step needs none. */
export function reasonText({ reason, code }: RowFilter): string {
  return code === null ? labelOf(reason) : String(code);
}

export function remedyText({ reason, code }: RowFilter): string {
  return remedyOf(reason, code) ?? say('attention.remedyOther');
}
