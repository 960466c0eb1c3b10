/** What people decided about a fulfillment: in its own record, in its customer's, or in the rules of the connection. */

import { ORDERS, orderBehind } from './cast';
import type { Side } from './life_state';
import type { TruthOfFulfillment } from './truth';

/** Why a fulfillment is not to be sent now, as the ledger's word; null = nobody left it out. */
export function whyLeftOut(side: Side, truth: TruthOfFulfillment): string | null {
  if (truth.optedOutSince !== null) return 'opted_out';
  if (choiceOf(side, truth)?.choice === 'leave out') return 'customer_opted_out';
  const { leftOut, onlyFrom = null } = side.rules;
  if (truth.shipItem === leftOut) return 'method_left_out';
  return onlyFrom !== null && truth.location !== onlyFrom ? 'location_left_out' : null;
}

/** What its customer asked for; null = nothing yet, or there is no customer. */
export function choiceOf(side: Side, truth: TruthOfFulfillment) {
  const { customer } = ORDERS[orderBehind(truth.order)];
  return customer === null ? null : (side.choices.get(customer) ?? null);
}

/**
 * A customer's choice, and a rule of the connection, are followed when the fulfillment changes next; what the console erased
 * is followed at once.
 */
export function isChoiceNew(side: Side, truth: TruthOfFulfillment): boolean {
  const savedMs = truth.savedAt.at(-1) ?? 0;
  if (side.rulesSinceMs > 0 && side.rulesSinceMs >= savedMs) return true;
  const choice = choiceOf(side, truth);
  if (choice === null) return false;
  const sinceMs = choice.isErased ? choice.leftOutUntilMs : choice.sinceMs;
  return sinceMs > 0 && sinceMs >= savedMs;
}

/** Its customer was erased after it was saved last. */
export function wasErased(side: Side, truth: TruthOfFulfillment): boolean {
  const { customer } = ORDERS[orderBehind(truth.order)];
  const erasedAtMs = customer === null ? undefined : side.erasedAt.get(customer);
  return erasedAtMs !== undefined && erasedAtMs >= (truth.savedAt.at(-1) ?? 0);
}
