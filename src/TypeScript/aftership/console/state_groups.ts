/** States as an administrator thinks of them, and what is said about a reason. */

import { ANSWER_RULES } from '../core/outcome';
import type { ReasonCount } from '../app/console_ports';
import type { ShipmentState } from '../core/shipment';
import type { Tone } from './page';

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

/** What to do about each reason that is no code of AfterShip; a project test finds the reasons in the scripts. */
export const REMEDIES: Readonly<Record<string, string>> = {
  too_old: 'It shipped longer ago than the connection’s greatest age. Send it anyway if it should be tracked.',
  before_start: 'It shipped before the connection’s start date. Send it anyway if it should be tracked.',
  order_kind: 'The connection leaves out orders of this kind. Change that on the connection, or leave it.',
  opted_out: 'A person marked the fulfillment as not to be tracked.',
  customer_opted_out: 'The customer is marked as not to be tracked.',
  method_left_out: 'The connection leaves out this ship method. Change that on the connection, or leave it.',
  subsidiary_left_out: 'The connection lists other subsidiaries. Change that on the connection, or leave it.',
  location_left_out: 'The connection lists other locations. Change that on the connection, or leave it.',
  order_unknown: 'Its order cannot be read. Try again to send it without order details.',
  brake: 'More numbers vanished within an hour than the connection lets remove. Look why, then approve the removal.',
  carrier_unknown: 'AfterShip does not know the carrier. Map the ship method to a carrier on the connection.',
  vanished: 'Somebody deleted the tracking at AfterShip. Try again to make it anew.',
  other_account: 'Another NetSuite account made this tracking. Use an AfterShip key of its own for each account.',
  several: 'AfterShip has the number several times. Map the ship method to the right carrier, then try again.',
  attempts: 'It was tried many times. When the cause is gone, try again.',
  waiting: 'It is tried again by itself.',
};

export function remedyOf(reason: string): string {
  const known = REMEDIES[reason];
  if (known !== undefined) return known;
  const rule = ANSWER_RULES[Number(reason)];
  if (rule !== undefined) return rule.remedy.replace('{message}', '(each package says which)');
  return 'Each package says what happened and what to do.';
}
