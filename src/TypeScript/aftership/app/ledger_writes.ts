/**
 * Every change of a shipment that a look leads to: written with the time of the look, and logged as one line.
 */

import { newContent, type LedgerChange, type LedgerWrite } from '../core/plan';
import type { OtherOwner } from '../core/shipment';
import type { CalendarDate, EpochSeconds } from '../core/values';
import type { Log, Shipments } from './ports';

/** One look at one fulfillment. */
export interface Look {
  readonly ports: { readonly log: Log; readonly shipments: Shipments };
  readonly fulfillmentId: number;
  readonly shippedOn: CalendarDate | null;
  /** When the fulfillment was read. */
  readonly lookedAt: EpochSeconds;
}

/** Where a change belongs: an existing row, or a new one for the number. */
export interface Place {
  readonly rowId: number | null;
  readonly number: string;
  /** A person had asked to try again: whatever came of it, the tick is cleared. */
  readonly isRetry: boolean;
}

/** Gives the row's internal id. */
export function changeShipment(look: Look, place: Place, change: LedgerChange): number {
  const { shipments } = look.ports;
  const seen = { ...change, lookedAt: look.lookedAt };
  let { rowId } = place;
  if (rowId === null) {
    rowId = shipments.add(look.fulfillmentId, place.number, newContent(seen), look.shippedOn);
  } else {
    shipments.change(rowId, place.isRetry ? { ...seen, retryRequested: false } : seen);
  }
  if (change.state !== undefined || change.reason !== undefined) {
    logChange(look, look.fulfillmentId, place.number, change);
  }
  return rowId;
}

/** A row of another fulfillment with the same tracking. That one was not read, so the time of its look stays. */
export function changeOthersShipment(look: Look, owner: OtherOwner, change: LedgerChange): void {
  look.ports.shipments.change(owner.id, change);
  logChange(look, owner.fulfillmentId, owner.number, change);
}

function logChange(look: Look, fulfillment: number, number: string, change: LedgerChange): void {
  look.ports.log.audit('Shipment changed', {
    correlation: correlationOf(look),
    fulfillment,
    number,
    state: change.state,
    reason: change.reason,
    tracking: change.trackingId,
    code: change.answerCode,
    trace: change.traceId,
  });
}

export function writeToLedger(look: Look, write: LedgerWrite): void {
  const { row, number } = write;
  changeShipment(look, { rowId: row?.id ?? null, number, isRetry: row?.retryRequested === true }, write.change);
}

/** The same in every line about one look. */
export function correlationOf(look: Look): string {
  return `${look.fulfillmentId}-${look.lookedAt}`;
}
