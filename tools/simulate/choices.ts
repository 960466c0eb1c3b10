/** What people asked for about a fulfillment, in its own record, its customer's or its ship method. */

import { ORDERS, orderBehind } from './cast';
import type { Life, Side } from './life';
import type { TruthOfFulfillment } from './truth';

/** Why a fulfillment is not to be sent now, as the ledger's word; null = nobody left it out. */
export function whyLeftOut(life: Life, side: Side, truth: TruthOfFulfillment): string | null {
  if (truth.optedOutSince !== null) return 'opted_out';
  if (choiceOf(side, truth)?.choice === 'leave out') return 'customer_opted_out';
  return truth.shipItem === life.history.plan.connection.leftOut ? 'method_left_out' : null;
}

/** What its customer asked for; null = nothing yet, or there is no customer. */
export function choiceOf(side: Side, truth: TruthOfFulfillment) {
  const { customer } = ORDERS[orderBehind(truth.order)];
  return customer === null ? null : (side.choices.get(customer) ?? null);
}

/** A customer's choice is followed when the fulfillment changes next. */
export function isChoiceNew(side: Side, truth: TruthOfFulfillment): boolean {
  return (choiceOf(side, truth)?.sinceMs ?? 0) > (truth.savedAt.at(-1) ?? 0);
}
