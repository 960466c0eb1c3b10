/**
 * Every change of a shipment that a look leads to: written with the time of the look and a line of the row's history,
 * and logged as one line.
 */

import { addToHistory } from '../../core/ledger/history';
import { newContent, type LedgerChange, type LedgerWrite } from '../../core/plan/plan';
import type { OtherOwner, Shipment } from '../../core/ledger/shipment';
import type { CalendarDate, EpochSeconds } from '../../core/values';
import type { Clock, Log, Shipments } from '../ports';

/** One look at one fulfillment. */
export interface Look {
  readonly ports: { readonly clock: Clock; readonly log: Log; readonly shipments: Shipments };
  readonly fulfillmentId: number;
  readonly shippedOn: CalendarDate | null;
  /** When the fulfillment was read. */
  readonly lookedAt: EpochSeconds;
  /** Histories that this look has written, by row: a second change of a row goes on from there. */
  readonly histories: Map<number, string>;
}

/** Where a change belongs: an existing row, or a new one for the number. */
export interface Place {
  readonly rowId: number | null;
  readonly number: string;
  /** A person had asked to try again, and this settles it: whatever came of it, the tick is cleared. */
  readonly isRetry: boolean;
  /** Of the row as it was read. */
  readonly history: string;
  /** What was sent to AfterShip; null when nothing was. */
  readonly sent: string | null;
}

/** Gives the row's internal id. */
export function changeShipment(look: Look, place: Place, change: LedgerChange): number {
  const { shipments } = look.ports;
  const told = withHistory(look, place, withoutGoneContact(change));
  const seen = { ...told, lookedAt: look.lookedAt };
  let { rowId } = place;
  if (rowId === null) {
    rowId = shipments.add(look.fulfillmentId, place.number, newContent(seen), look.shippedOn);
    if (told.history !== undefined) look.histories.set(rowId, told.history);
  } else {
    shipments.change(rowId, place.isRetry ? { ...seen, retryRequested: false } : seen);
  }
  if (change.state !== undefined || change.reason !== undefined) {
    logChange(look, look.fulfillmentId, place.number, change);
  }
  return rowId;
}

/** An attempt that failed settles nothing: neither the time of the look nor a person's tick is touched. */
export function noteFailure(look: Look, place: Place, change: LedgerChange): void {
  if (place.rowId !== null) look.ports.shipments.change(place.rowId, withHistory(look, place, change));
}

/** A row of another fulfillment with the same tracking. That one was not read, so the time of its look stays. */
export function changeOthersShipment(look: Look, owner: OtherOwner, change: LedgerChange): void {
  const place: Place = { ...owner, rowId: owner.id, isRetry: false, sent: null };
  look.ports.shipments.change(owner.id, withHistory(look, place, withoutGoneContact(change)));
  logChange(look, owner.fulfillmentId, owner.number, change);
}

/** A tracking that is gone carries nobody's data any more. */
function withoutGoneContact(change: LedgerChange): LedgerChange {
  return change.state === 'removed' || change.reason === 'vanished' ? { ...change, hasContact: false } : change;
}

/** A change of state or reason, and an attempt that failed, are what people look for later. */
function withHistory(look: Look, place: Place, change: LedgerChange): LedgerChange {
  const { state, reason, failedAt } = change;
  const isFailure = state === undefined && failedAt !== undefined;
  if (state === undefined && reason === undefined && !isFailure) return change;
  const known = place.rowId === null ? undefined : look.histories.get(place.rowId);
  const history = addToHistory(known ?? place.history, {
    at: look.ports.clock.now(),
    what: isFailure ? 'attempt failed' : (state ?? 'noted'),
    reason: reason ?? '',
    sent: place.sent,
    answerCode: change.answerCode ?? null,
    traceId: change.traceId ?? null,
  });
  if (place.rowId !== null) look.histories.set(place.rowId, history);
  return { ...change, history };
}

/** A tracking was removed whose row goes on with another one: the row's own line cannot name it. */
export function logRemoval(look: Look, number: string, tracking: string, { answerCode, traceId }: LedgerChange): void {
  look.ports.log.audit('Tracking removed', {
    correlation: correlationOf(look),
    fulfillment: look.fulfillmentId,
    number,
    tracking,
    code: answerCode,
    trace: traceId,
  });
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
  const place = placeOf(row, number);
  changeShipment(look, place, write.change);
}

export function placeOf(row: Shipment | null, number: string): Place {
  const { id = null, retryRequested = false, history = '' } = row ?? {};
  return { rowId: id, number, isRetry: retryRequested, history, sent: null };
}

/** The same in every line about one look. */
export function correlationOf(look: Look): string {
  return `${look.fulfillmentId}-${look.lookedAt}`;
}
