/** States as an administrator thinks of them, and what is said about a reason. */

import { ANSWER_RULES } from '../core/aftership/outcome';
import type { ReasonCount } from '../app/operator/console_ports';
import type { ShipmentState } from '../core/ledger/shipment';
import type { Tone } from './page';
import { isTextKey, say } from './texts';

export type Group = 'sent' | 'failed' | 'held' | 'pending' | 'gone';

const GROUPS: Readonly<Record<ShipmentState, Group>> = {
  waiting: 'pending',
  'would send': 'pending',
  'in doubt': 'pending',
  tracked: 'sent',
  linked: 'sent',
  'needs attention': 'failed',
  held: 'held',
  'removal due': 'pending',
  removed: 'gone',
  'let go': 'gone',
};

export function groupOf(state: ShipmentState): Group {
  return GROUPS[state];
}

export const GROUP_TONES: Readonly<Record<Group, Tone>> = {
  sent: 'good',
  failed: 'bad',
  held: 'wait',
  pending: 'plain',
  gone: 'plain',
};

/** `needs attention` → `Needs attention` */
export function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Whether a person has to look at packages of this state and reason. */
export function asksForPerson({ state, reason }: Pick<ReasonCount, 'state' | 'reason'>): boolean {
  return (
    state === 'needs attention' ||
    state === 'held' ||
    (state === 'removal due' && reason === 'brake') ||
    (state === 'tracked' && reason === 'carrier_unknown')
  );
}

/** What to do about a reason: our own in our words, a code of AfterShip as the rule for it says. */
export function remedyOf(reason: string): string {
  const key = `remedy.${reason}`;
  if (isTextKey(key)) return say(key);
  const rule = ANSWER_RULES[Number(reason)];
  return rule === undefined
    ? say('attention.remedyOther')
    : rule.remedy.replace('{message}', say('attention.remedyMessage'));
}
