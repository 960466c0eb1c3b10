/**
 * Writes every change of a row during a look, with the time of the look, a line of history and a line of the log. A
 * look keeps its changed rows, so each change starts from the one before.
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
  /** Time at which the fulfillment was read. */
  readonly lookedAt: EpochSeconds;
  /** This fulfillment's current rows by number. */
  readonly rows: Map<string, LedgerRow>;
}

/** The request to AfterShip and its answer, for the history. */
export interface Told {
  /** The request's content as `describeSent` gives it. */
  readonly sent?: string | null;
  readonly trace?: Trace;
}

/** Writes a change that settles a package for now and clears a person's tick in "Try again". */
export function settle(look: Look, number: string, change: RowChange, told: Told = {}): LedgerRow {
  const known = look.rows.get(number);
  const patch = { ...change, ...told.trace, lookedAt: look.lookedAt };
  return write(look, number, known?.retryRequested === true ? { ...patch, retryRequested: false } : patch, told);
}

/** Writes a change while the end is open, so a person's tick stays. */
export function note(look: Look, number: string, change: RowChange, told: Told = {}): LedgerRow {
  return write(look, number, { ...change, ...told.trace, lookedAt: look.lookedAt }, told);
}

/** Writes a failed attempt, which settles nothing: the time of the look and a person's tick stay. */
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

/** True when a change belongs in the history: it has an answer of AfterShip, or the row changes. */
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

/** Id that all log lines of one look share. */
export function correlationOf(look: Pick<Look, 'fulfillmentId' | 'lookedAt'>): string {
  return `${look.fulfillmentId}-${look.lookedAt}`;
}
