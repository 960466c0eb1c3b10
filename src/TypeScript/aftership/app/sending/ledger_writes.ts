/**
 * Every change of a row that a look leads to: written with the time of the look and a line of the row's history, and
 * logged as one line. A look keeps its rows as they are by now, so each change goes on from the one before.
 */

import { addToHistory } from '../../core/ledger/history';
import { stateOf } from '../../core/ledger/reasons';
import { newContent, standsAsBefore, type Trace } from '../../core/ledger/transitions';
import { trackingIdOf, type LedgerRow, type RowChange } from '../../core/ledger/row';
import type { LedgerWrite } from '../../core/plan/calls';
import type { CalendarDate, EpochSeconds } from '../../core/values';
import type { Clock, Ledger, Log } from '../ports';

/** One look at one fulfillment. */
export interface Look {
  readonly ports: { readonly clock: Clock; readonly log: Log; readonly ledger: Ledger };
  readonly fulfillmentId: number;
  readonly shippedOn: CalendarDate | null;
  /** When the fulfillment was read. */
  readonly lookedAt: EpochSeconds;
  /** This fulfillment's rows by number, as they are by now. */
  readonly rows: Map<string, LedgerRow>;
}

/** What was asked of AfterShip and what it said, for the history. */
export interface Told {
  /** What was sent, as `describeSent` says it. */
  readonly sent?: string | null;
  readonly trace?: Trace;
}

/** A change that settles a package for now: a person's tick in "Try again" is answered, whatever came of it. */
export function settle(look: Look, number: string, change: RowChange, told: Told = {}): LedgerRow {
  const known = look.rows.get(number);
  const patch = { ...change, ...told.trace, lookedAt: look.lookedAt };
  return write(look, number, known?.retryRequested === true ? { ...patch, retryRequested: false } : patch, told);
}

/** The same while the end of it is open: a person's tick stands until then. */
export function note(look: Look, number: string, change: RowChange, told: Told = {}): LedgerRow {
  return write(look, number, { ...change, ...told.trace, lookedAt: look.lookedAt }, told);
}

/** An attempt that failed settles nothing: neither the time of the look nor a person's tick is touched. */
export function noteFailure(look: Look, number: string, change: RowChange, told: Told): void {
  const row = look.rows.get(number);
  if (row === undefined) return;
  const history = addToHistory(row.history, { ...eventOf(look, told), what: 'attempt failed', reason: '' });
  const patch = { ...change, history, failedAt: look.ports.clock.now() };
  look.ports.ledger.change(row.id, patch);
  look.rows.set(number, { ...row, ...patch });
}

export function settleWrite(look: Look, { number, change }: LedgerWrite): LedgerRow {
  return settle(look, number, change);
}

type Patch = RowChange & { readonly retryRequested?: false };

function write(look: Look, number: string, patch: Patch, told: Told): LedgerRow {
  const { ledger } = look.ports;
  const known = look.rows.get(number) ?? null;
  const full = withHistory(look, known, patch, told);
  const row = known === null ? addRow(look, number, full) : { ...known, ...full };
  if (known !== null) ledger.change(known.id, full);
  look.rows.set(number, row);
  if (isNews(known, patch, told)) logChange(look, row);
  return row;
}

function addRow({ ports, fulfillmentId, shippedOn }: Look, number: string, change: RowChange): LedgerRow {
  const content = newContent(change);
  const id = ports.ledger.add(fulfillmentId, number, content, shippedOn);
  return { ...content, id, fulfillmentId, number, shippedOn, retryRequested: false };
}

/** What people look for later: an answer of AfterShip, or something else than the row said before. */
function isNews(known: LedgerRow | null, patch: Patch, { trace }: Told): boolean {
  if (patch.reason === undefined) return false;
  return known === null || trace !== undefined || !standsAsBefore(known, patch);
}

function withHistory(look: Look, known: LedgerRow | null, patch: Patch, told: Told): Patch {
  const { reason, holding } = patch;
  if (reason === undefined || holding === undefined || !isNews(known, patch, told)) return patch;
  const event = { ...eventOf(look, told), what: stateOf(reason, holding.at), reason };
  return { ...patch, history: addToHistory(known?.history ?? '', event) };
}

function eventOf({ ports }: Look, { sent = null, trace }: Told) {
  return { at: ports.clock.now(), sent, answerCode: trace?.answerCode ?? null, traceId: trace?.traceId ?? null };
}

function logChange(look: Look, { number, holding, reason, answerCode, traceId }: LedgerRow): void {
  look.ports.log.audit('Package changed', {
    correlation: correlationOf(look),
    fulfillment: look.fulfillmentId,
    number,
    state: stateOf(reason, holding.at),
    reason,
    tracking: trackingIdOf(holding),
    code: answerCode,
    trace: traceId,
  });
}

/** The same in every line about one look. */
export function correlationOf(look: Pick<Look, 'fulfillmentId' | 'lookedAt'>): string {
  return `${look.fulfillmentId}-${look.lookedAt}`;
}
