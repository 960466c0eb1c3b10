/**
 * What every call of a plan shares: its context, how it can end, and how its outcome gets into the ledger.
 */

import type { Connection } from '../../core/connection';
import { describeSent } from '../../core/ledger/history';
import type { Outcome } from '../../core/aftership/outcome';
import { carrierNote, type Call, type Desired } from '../../core/plan/plan';
import { ownerOfTrackingId } from '../../core/aftership/request';
import type { ShipmentContent } from '../../core/ledger/shipment';
import type { Tracking } from '../../core/aftership/tracking';
import { SECONDS_PER_MINUTE, type EpochSeconds } from '../../core/values';
import { changeShipment, correlationOf, noteFailure, placeOf, type Look, type Place } from './ledger_writes';
import type { Account, Clock, Connections, Log, Shipments, Signals } from '../ports';
import type { CallResult, TrackingApi } from './tracking_api';

export type Interruption =
  | {
      readonly kind: 'later';
      readonly message: string;
      readonly countsAsAttempt: boolean;
      readonly notBefore: EpochSeconds | null;
    }
  | { readonly kind: 'stopped'; readonly reason: string }
  | { readonly kind: 'needs system run'; readonly reason: string }
  | { readonly kind: 'limit' };

/** `ended` = settled for now, whether well or badly; the row says which. */
export type CallEnd = { readonly kind: 'ended'; readonly what: string } | Interruption;

/** Creates that share written intents: the numbers of a chunk stand on the row of the chunk's first number. */
export interface Batch {
  readonly chunks: readonly (readonly string[])[];
  /** Row that carries a chunk's intent, by the chunk's first number. */
  readonly intentRows: Map<string, number>;
}

export interface CallContext extends Look {
  readonly ports: {
    readonly account: Account;
    readonly clock: Clock;
    readonly connections: Connections;
    readonly log: Log;
    readonly shipments: Shipments;
    readonly signals: Signals;
  };
  readonly connection: Connection;
  readonly asSystem: boolean;
  /** No attempt is left after this one: what fails now needs attention. */
  readonly isLastAttempt: boolean;
  readonly api: TrackingApi;
  readonly batch: Batch;
}

export type DoneResult = Extract<CallResult, { kind: 'done' }>;
export type Undone = Exclude<CallResult, { kind: 'done' }>;
export type Trace = Pick<ShipmentContent, 'answerCode' | 'traceId'>;

export function interrupt(call: Call, context: CallContext, rowId: number | null, result: Undone): CallEnd {
  switch (result.kind) {
    case 'rejected':
      return attention(call, context, rowId, String(result.code), traceOf(result), [result.message]);
    case 'later':
      return later(call, context, rowId, { ...result, ...traceOf(result) });
    case 'exists':
    case 'absent':
      return attention(call, context, rowId, String(result.code), traceOf(result), [
        'AfterShip gave an answer that does not fit the request. Please report it with the trace id.',
      ]);
    case 'withheld':
      // Taken for not sent, but the error may be one that comes after the effect: which ones there are is not documented.
      noteDoubt(call, context, rowId, result.message, traceOf(result));
      return interruptionOf(context, result);
    default:
      return interruptionOf(context, result);
  }
}

/**
 * Only a create leaves something to be asked about; an update or a removal is simply done again. A person's tick stays:
 * without it a rule that the person overruled would leave the package out at the next look.
 */
function noteDoubt(
  call: Call,
  context: CallContext,
  rowId: number | null,
  message: string,
  more: Partial<ShipmentContent>,
): void {
  if (call.kind !== 'create') return;
  saveUnsettled(call, context, rowId, {
    state: 'in doubt',
    reason: 'waiting',
    message,
    trackingId: call.trackingId,
    generation: call.generation,
    ...more,
  });
}

export function interruptionOf(
  context: CallContext,
  result: Extract<CallResult, { kind: 'later' | 'stop' | 'withheld' | 'not permitted' }>,
): Interruption {
  switch (result.kind) {
    case 'later':
      return result;
    case 'not permitted': {
      const { permission } = result;
      return {
        kind: 'stopped',
        reason: permission.kind === 'stopped' ? permission.reason : 'The connection is not on.',
      };
    }
    case 'withheld':
      if (!context.asSystem) return { kind: 'needs system run', reason: result.message };
      return stop(context, result.message);
    case 'stop':
      return stop(context, result.message);
  }
}

/** Seen by every other reduce before its next call: nobody else burns a call on what cannot succeed. */
function stop(context: CallContext, reason: string): Interruption {
  context.ports.connections.stopByError(context.connection.id, reason);
  context.ports.log.error('Sending stopped', {
    correlation: correlationOf(context),
    connection: context.connection.id,
    reason,
  });
  return { kind: 'stopped', reason };
}

interface LaterReason extends Trace {
  readonly message: string;
  readonly countsAsAttempt: boolean;
  readonly notBefore: EpochSeconds | null;
}

export function later(call: Call, context: CallContext, rowId: number | null, reason: LaterReason): CallEnd {
  const trace: Trace = { answerCode: reason.answerCode, traceId: reason.traceId };
  const failed = reason.countsAsAttempt ? { failedAt: context.ports.clock.now() } : {};
  // The content may have arrived: an edit that takes it back is sent, although it is what AfterShip accepted last.
  const doubtful = call.kind === 'update' && reason.countsAsAttempt ? { updatePrint: '' } : {};
  if (reason.countsAsAttempt && context.isLastAttempt) {
    return attention(call, context, rowId, 'attempts', { ...doubtful, ...trace }, [
      reason.message,
      'It was tried many times without success. When the cause is gone, tick "Try again / send anyway".',
    ]);
  }
  noteDoubt(call, context, rowId, reason.message, { ...failed, ...trace });
  // Not a settled look: what is to be done stands as before, a person's tick included.
  if (call.kind !== 'create' && rowId !== null && reason.countsAsAttempt) {
    noteFailure(context, placeOfCall(call, rowId, trace), { ...doubtful, ...failed, ...trace });
  }
  if (reason.countsAsAttempt && isOutage(context)) {
    stop(
      context,
      `AfterShip failed for several fulfillments within ${OUTAGE_MINUTES} minutes. Sending goes on by itself once AfterShip answers again. The last failure: ${reason.message}`,
    );
  }
  return {
    kind: 'later',
    message: reason.message,
    countsAsAttempt: reason.countsAsAttempt,
    notBefore: reason.notBefore,
  };
}

/** So many fulfillments have to fail within so short a time: one with a defect of its own is no outage. */
const OUTAGE_FULFILLMENTS = 3;
export const OUTAGE_MINUTES = 5;

function isOutage({ ports }: CallContext): boolean {
  const since = ports.clock.now() - OUTAGE_MINUTES * SECONDS_PER_MINUTE;
  return ports.shipments.countFailingFulfillments(since) >= OUTAGE_FULFILLMENTS;
}

export function attention(
  call: Call,
  context: CallContext,
  rowId: number | null,
  reason: string,
  known: Partial<ShipmentContent>,
  texts: readonly string[],
): CallEnd {
  save(call, context, rowId, {
    state: 'needs attention',
    reason,
    message: texts.join(' '),
    trackingId: call.trackingId,
    ...('generation' in call ? { generation: call.generation } : {}),
    ...known,
  });
  return ended('needs attention');
}

/** What a row says whose tracking is known to AfterShip, and whose content it has just refused. */
export function refusedContent(
  result: Extract<Undone, { kind: 'rejected' | 'exists' }>,
): Pick<ShipmentContent, 'state' | 'reason' | 'message'> & Trace {
  return {
    state: 'needs attention',
    reason: String(result.code),
    message: result.kind === 'rejected' ? result.message : ALREADY_THERE,
    ...traceOf(result),
  };
}

export const ALREADY_THERE =
  'AfterShip already has this number with the carrier that is mapped now. Remove one of the two at AfterShip, then tick "Try again / send anyway".';

export function acceptedChange(
  desired: Desired,
  tracking: Tracking,
  result: DoneResult,
  context: CallContext,
): Partial<ShipmentContent> {
  return {
    state: 'tracked',
    ...carrierNote(tracking.slug, desired),
    trackingId: tracking.id,
    generation: ownerOfTrackingId(tracking.id)?.generation ?? 1,
    foreign: false,
    slug: tracking.slug,
    slugAsked: desired.slug,
    createPrint: desired.createPrint,
    updatePrint: desired.updatePrint,
    sentAt: context.ports.clock.now(),
    dueAt: null,
    removedAt: null,
    hasContact: desired.hasContact,
    ...traceOf(result),
  };
}

/** What a row says once AfterShip has let go of its tracking by itself. */
export function pastRetention(now: EpochSeconds): Partial<ShipmentContent> {
  return {
    state: 'removed',
    reason: 'retention',
    message: 'AfterShip deletes trackings after 120 days.',
    removedAt: now,
  };
}

/** Only a tracking on which nothing has happened yet is removed, unless the connection says otherwise. */
export function mayBeRemoved(tag: string | null, { removeMoving }: Pick<Connection, 'removeMoving'>): boolean {
  return removeMoving || tag === 'Pending' || tag === 'InfoReceived';
}

/** Whose slug a shared tracking has is not ours to say; and the contact of who shared it before is taken back. */
export function sharedContent(desired: Desired, namesAnother: boolean): Desired['update'] {
  const body = { ...desired.update };
  delete body.slug;
  return withContactTakenBack(desired, body, namesAnother);
}

/** An update that leaves the contact out leaves it as it is: what another content named is taken back. */
export function withContactTakenBack(
  desired: Desired,
  body: Desired['update'],
  namesAnother: boolean,
): Desired['update'] {
  return namesAnother && !desired.hasContact ? { ...body, customers: [] } : body;
}

export function traceOf(result: Outcome): Trace {
  return { answerCode: result.code, traceId: result.traceId };
}

export function emptyTracking(id: string): Tracking {
  return { id, trackingNumber: '', slug: null, tag: null, hasContact: null };
}

export function ended(what: string): CallEnd {
  return { kind: 'ended', what };
}

/** Gives the row's internal id: the one given, or a new row's. */
export function save(call: Call, context: CallContext, rowId: number | null, change: Partial<ShipmentContent>): number {
  return changeShipment(context, placeOfCall(call, rowId, change), withMark(call, change));
}

/** The same while the end of it is open: a person's wish to try again stands until then. */
export function saveUnsettled(
  call: Call,
  context: CallContext,
  rowId: number | null,
  change: Partial<ShipmentContent>,
): number {
  return changeShipment(context, { ...placeOfCall(call, rowId, change), isRetry: false }, withMark(call, change));
}

function withMark(call: Call, change: Partial<ShipmentContent>): Partial<ShipmentContent> {
  return 'desired' in call ? { ...call.desired.mark, ...change } : change;
}

function placeOfCall(call: Call, rowId: number | null, change: Partial<ShipmentContent>): Place {
  return { ...placeOf(call.row, call.number), rowId, sent: sentBy(call, change) };
}

/** Null for a change that no answer of AfterShip led to, and for a call that sends nothing but an id. */
function sentBy(call: Call, change: Partial<ShipmentContent>): string | null {
  if (!('desired' in call) || change.answerCode === undefined) return null;
  const { create, update } = call.desired;
  return describeSent(
    call.kind === 'create'
      ? create
      : call.kind === 'share'
        ? sharedContent(call.desired, call.owner.hasContact)
        : update,
  );
}
