/** The connection's rules that can prevent a new tracking. */

import type { Connection } from '../connection';
import { waiting, type leftOut } from '../ledger/transitions';
import { isRuleOfDays, type Params } from '../ledger/reasons';
import { isOpen, isWaitingToBeSent, type LedgerRow, type RowChange } from '../ledger/row';
import { isListed, passesLocations, passesSubsidiaries, shippedFrom } from '../netsuite/filters';
import { shipDay, type Fulfillment } from '../netsuite/fulfillment';
import { daysBetween, SECONDS_PER_MINUTE, utcDay } from '../values';
import type { PlanInput } from './calls';

type RuleReason = Parameters<typeof leftOut>[1];

export interface Refusal {
  readonly reason: RuleReason;
  readonly params: Params;
}

function refusal(reason: RuleReason, params: Params = {}): Refusal {
  return { reason, params };
}

/**
 * The rule that prevents a new tracking; null when none does. A person's "send anyway" overrules the rules of days and
 * an unknown order, but no filter.
 */
export function refuseCreate(input: PlanInput, fulfillment: Fulfillment, row: LedgerRow | null): Refusal | null {
  const filtered = refuseKind(input.connection, fulfillment) ?? refuseByFilter(input.connection, fulfillment);
  if (filtered !== null || row?.retryRequested === true) return filtered;
  if (fulfillment.order.kind === 'unknown') return refusal('order_unknown');
  return refuseByDay(input, fulfillment);
}

const ORDER_KIND_NAMES = {
  salesorder: 'sales orders',
  transferorder: 'transfer orders',
  dropship: 'drop shipments',
} as const;

function refuseKind(connection: Connection, { order: { kind } }: Fulfillment): Refusal | null {
  switch (kind) {
    case 'vendorreturn':
      return refusal('vendor_return');
    case 'salesorder':
      return connection.includeSalesOrders ? null : refusal('order_kind', { kind: ORDER_KIND_NAMES[kind] });
    case 'transferorder':
      return connection.includeTransferOrders ? null : refusal('order_kind', { kind: ORDER_KIND_NAMES[kind] });
    case 'dropship':
      return connection.includeDropShipments ? null : refusal('order_kind', { kind: ORDER_KIND_NAMES[kind] });
    case 'unknown':
      return null;
  }
}

/** The filter of the connection, or the opt-out, that leaves the fulfillment out; null when none does. */
function refuseByFilter(connection: Connection, fulfillment: Fulfillment): Refusal | null {
  const { shipMethod, subsidiaryId, customer } = fulfillment;
  const from = shippedFrom(fulfillment);
  if (fulfillment.isOptedOut) return refusal('opted_out');
  if (customer?.isOptedOut === true) return refusal('customer_opted_out', { customer: customer.id });
  if (shipMethod !== null && isMethodLeftOut(connection, shipMethod)) {
    return refusal('method_left_out', { method: shipMethod.name || shipMethod.id });
  }
  if (!passesSubsidiaries(connection, fulfillment)) {
    return refusal('subsidiary_left_out', { subsidiary: subsidiaryId ?? 'none' });
  }
  if (!passesLocations(connection, from)) {
    return refusal('location_left_out', { locations: from.locationIds.join(', ') || 'none' });
  }
  return null;
}

/**
 * True when the connection leaves out ship methods by name and this one is not among them. It may still be one of them,
 * because NetSuite translates names. An entry that is a number is an internal id and not a name.
 */
export function mayBeLeftOutByOtherName(
  connection: Pick<Connection, 'leftOutShipMethods'>,
  method: Fulfillment['shipMethod'],
): boolean {
  if (method === null || isMethodLeftOut(connection, method)) return false;
  return connection.leftOutShipMethods.some((listed) => !/^\d+$/.test(listed));
}

/** Whether a filter of the connection names this ship method. */
export function isMethodLeftOut(
  { leftOutShipMethods }: Pick<Connection, 'leftOutShipMethods'>,
  { id, name }: NonNullable<Fulfillment['shipMethod']>,
): boolean {
  return isListed(leftOutShipMethods, [id, name]);
}

function refuseByDay({ connection, now }: PlanInput, fulfillment: Fulfillment): Refusal | null {
  const day = shipDay(fulfillment);
  if (day < connection.startDate) return refusal('before_start', { day, start: connection.startDate });
  const ageDays = daysBetween(day, utcDay(now));
  return ageDays > connection.maxAgeDays ? refusal('too_old', { day, days: connection.maxAgeDays }) : null;
}

/** Whether the rule is one that a backfill lifts. */
export function isDayRule(found: Refusal | null): boolean {
  return found !== null && isRuleOfDays(found.reason);
}

/** The wait of a package that was never sent, counted from when it was first seen; null when it may be sent now. */
export function firstSendingWait(input: PlanInput, row: LedgerRow | null, generation: number): RowChange | null {
  const { sendWaitMinutes, mode } = input.connection;
  if (sendWaitMinutes === 0 || mode === 'preview' || row?.retryRequested === true) return null;
  const isNew = row === null || !isOpen(row);
  if (!isNew && !isWaitingToBeSent(row)) return null;
  const dueAt = (isNew ? null : row.dueAt) ?? input.now + sendWaitMinutes * SECONDS_PER_MINUTE;
  return dueAt <= input.now ? null : waiting(generation, sendWaitMinutes, dueAt);
}
