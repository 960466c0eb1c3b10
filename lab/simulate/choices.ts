/** Decisions of people about a fulfillment: on its record, on its customer, or in the rules of the connection. */

import { ORDERS, orderBehind, type LocationKey } from './cast';
import type { Side } from './life_state';
import type { TruthOfFulfillment } from './truth';

/** The reason, as the ledger names it, for not sending a fulfillment now; null when nobody excluded it. */
export function whyLeftOut(side: Side, truth: TruthOfFulfillment): string | null {
  if (truth.optedOutSince !== null) return 'opted_out';
  if (choiceOf(side, truth)?.choice === 'leave out') return 'customer_opted_out';
  const { leftOut, onlyFrom = null } = side.rules;
  if (truth.shipItem === leftOut) return 'method_left_out';
  return onlyFrom !== null && !shipsFrom(side, truth, onlyFrom) ? 'location_left_out' : null;
}

/** A drop shipment passes a filter by location, where its fulfillment shows that it is one. */
function shipsFrom({ world: { account } }: Side, { order, locations }: TruthOfFulfillment, from: LocationKey): boolean {
  if (order === 'dropShipment') return account.dials.dropShipCreatedFrom === 'purchaseorder';
  return locations.includes(from);
}

/** Choice of the fulfillment's customer; null when the customer has none or there is no customer. */
export function choiceOf(side: Side, truth: TruthOfFulfillment) {
  const { customer } = ORDERS[orderBehind(truth.order)];
  return customer === null ? null : (side.choices.get(customer) ?? null);
}

/**
 * True while a new choice of a customer or a new rule need not hold yet: it takes effect at the next change of the
 * fulfillment. An erasure by the console takes effect at once.
 */
export function isChoiceNew(side: Side, truth: TruthOfFulfillment): boolean {
  const savedMs = truth.savedAt.at(-1) ?? 0;
  if (side.rulesSinceMs > 0 && side.rulesSinceMs >= savedMs) return true;
  const choice = choiceOf(side, truth);
  if (choice === null) return false;
  const sinceMs = choice.isErased ? choice.leftOutUntilMs : choice.sinceMs;
  return sinceMs > 0 && sinceMs >= savedMs;
}

/** True when the customer was erased after the last save of the fulfillment. */
export function wasErased(side: Side, truth: TruthOfFulfillment): boolean {
  const { customer } = ORDERS[orderBehind(truth.order)];
  const erasedAtMs = customer === null ? undefined : side.erasedAt.get(customer);
  return erasedAtMs !== undefined && erasedAtMs >= (truth.savedAt.at(-1) ?? 0);
}
