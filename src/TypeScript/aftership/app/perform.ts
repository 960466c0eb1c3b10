/**
 * Carries out one call of a plan: intent to the ledger, call to AfterShip, outcome to the ledger, in this order. A kill
 * between any two of them leaves a row from which the next run can go on.
 */

import type { Connection } from '../core/connection';
import { isCarrierKnown, type Outcome } from '../core/outcome';
import { newContent, stateAtAfterShip, type Call, type Desired, type LedgerWrite } from '../core/plan';
import { ownerOfTrackingId } from '../core/request';
import type { Shipment, ShipmentContent } from '../core/shipment';
import type { Tracking } from '../core/tracking';
import { SECONDS_PER_HOUR, SECONDS_PER_MINUTE, type CalendarDate, type EpochSeconds } from '../core/values';
import type { Account, Clock, Connections, Log, Shipments, Signals } from './ports';
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
  readonly attempted: Set<string>;
  /** Row that carries a chunk's intent, by the chunk's first number. */
  readonly intentRows: Map<string, number>;
}

export interface CallContext {
  readonly ports: {
    readonly account: Account;
    readonly clock: Clock;
    readonly connections: Connections;
    readonly log: Log;
    readonly shipments: Shipments;
    readonly signals: Signals;
  };
  readonly connection: Connection;
  readonly fulfillmentId: number;
  readonly asSystem: boolean;
  /** No attempt is left after this one: what fails now needs attention. */
  readonly isLastAttempt: boolean;
  readonly shippedOn: CalendarDate | null;
  readonly seenModified: EpochSeconds | null;
  readonly api: TrackingApi;
  readonly batch: Batch;
}

type CreateCall = Extract<Call, { kind: 'create' }>;

/** AfterShip deletes every tracking 120 days after it was made, on every plan (data retention policy). */
const RETENTION_SECONDS = 120 * 24 * SECONDS_PER_HOUR;
/** Only a tracking on which nothing has happened yet is removed. */
const STILL_TAGS: readonly string[] = ['Pending', 'InfoReceived'];

/** A search gives a text column back cut off, at 1,300 characters in the worst case (section_4345776651). */
const INTENT_CHARACTERS = 1200;

export function startBatch(calls: readonly Call[]): Batch {
  const chunks: string[][] = [];
  let room = 0;
  for (const { number } of calls.filter(isBatched)) {
    if (room < number.length + 1 || chunks.length === 0) {
      chunks.push([]);
      room = INTENT_CHARACTERS;
    }
    chunks[chunks.length - 1]?.push(number);
    room -= number.length + 1;
  }
  return { chunks, attempted: new Set(), intentRows: new Map() };
}

/** Packages of a chunk that were not attempted will be planned afresh: nothing has to be asked about them. */
export function forgetUnsent({ batch, ports }: CallContext): void {
  for (const chunk of batch.chunks) {
    const rowId = batch.intentRows.get(chunk[0] ?? '');
    const isComplete = chunk.every((number) => batch.attempted.has(number));
    if (rowId !== undefined && !isComplete) ports.shipments.change(rowId, { alongside: [] });
  }
}

function isBatched(call: Call): boolean {
  return call.kind === 'create' && call.row === null && !call.askFirst;
}

export function performCall(call: Call, context: CallContext): CallEnd {
  switch (call.kind) {
    case 'create':
      return performCreate(call, context);
    case 'update':
      return performUpdate(call, context);
    case 'share':
      return performShare(call, context);
    case 'remove':
      return performRemove(call, context);
    case 'settle':
      return performSettle(call, context);
  }
}

function performCreate(call: CreateCall, context: CallContext): CallEnd {
  if (call.askFirst) {
    const asked = context.api.get(call.trackingId);
    if (asked.kind === 'done') return acceptFound(call, context, call.row?.id ?? null, asked);
    if (asked.kind !== 'absent') return interrupt(call, context, call.row?.id ?? null, asked);
  }
  const rowId = writeIntent(call, context);
  const created = context.api.create(call.desired.create);
  if (created.kind === 'done') {
    const tracking = created.trackings[0] ?? emptyTracking(call.trackingId);
    save(call, context, rowId, acceptedChange(call.desired, tracking, created, context));
    return ended('created');
  }
  if (created.kind === 'exists') return resolveExisting(call, context, rowId, created);
  return interrupt(call, context, rowId, created);
}

/** Writes what is about to be done; gives the row's id, or null when the intent stands on another row of its chunk. */
function writeIntent(call: CreateCall, context: CallContext): number | null {
  const intent: Partial<ShipmentContent> = {
    state: 'in doubt',
    reason: '',
    message: 'About to be sent.',
    trackingId: call.trackingId,
    generation: call.generation,
    foreign: false,
    slugAsked: call.desired.slug,
    createPrint: call.desired.createPrint,
    updatePrint: call.desired.updatePrint,
    sentAt: null,
    removeAt: null,
    removedAt: null,
  };
  const { batch, ports } = context;
  if (call.row !== null) {
    ports.shipments.change(call.row.id, intent);
    return call.row.id;
  }
  const chunk = batch.chunks.find((numbers) => numbers[0] === call.number);
  if (chunk === undefined) return null;
  const content = newContent({ ...intent, alongside: chunk.slice(1) });
  const rowId = ports.shipments.add(context.fulfillmentId, call.number, content, context.shippedOn);
  batch.intentRows.set(call.number, rowId);
  return rowId;
}

/** AfterShip has the tracking that an earlier attempt made: take it, and bring it up to date when that attempt sent less. */
function acceptFound(call: CreateCall, context: CallContext, rowId: number | null, found: DoneResult): CallEnd {
  const tracking = found.trackings[0] ?? emptyTracking(call.trackingId);
  const sentPrint = call.row?.updatePrint ?? '';
  const isCurrent = sentPrint === call.desired.updatePrint;
  const change = acceptedChange(call.desired, tracking, found, context);
  if (isCurrent) {
    save(call, context, rowId, change);
    return ended('created');
  }
  const updated = context.api.update(tracking.id, call.desired.update);
  if (updated.kind === 'done') {
    save(call, context, rowId, { ...change, ...traceOf(updated) });
    return ended('created');
  }
  // The tracking is ours whatever the update says: the next run sees an older fingerprint and updates again.
  save(call, context, rowId, { ...change, updatePrint: sentPrint });
  return updated.kind === 'absent' || updated.kind === 'exists' || updated.kind === 'rejected'
    ? ended('created')
    : interruptionOf(context, updated);
}

/** 4003: somebody has this number. Ours: a lost answer. Another account's: never touch. Anybody else's: link. */
function resolveExisting(call: CreateCall, context: CallContext, rowId: number | null, refusal: Outcome): CallEnd {
  const own = context.api.get(call.trackingId);
  if (own.kind === 'done') return acceptFound(call, context, rowId, own);
  if (own.kind !== 'absent') return interrupt(call, context, rowId, own);

  const listed = context.api.findByNumber(call.number);
  if (listed.kind !== 'done') return interrupt(call, context, rowId, listed);
  const sameNumber = listed.trackings.filter((tracking) => tracking.trackingNumber.toUpperCase() === call.number);
  const sameCarrier = sameNumber.filter((tracking) => tracking.slug === call.desired.slug);
  const candidates = sameCarrier.length > 0 ? sameCarrier : sameNumber;
  const found = candidates[0];
  if (found === undefined) {
    return later(call, context, rowId, {
      message:
        'AfterShip says that it has this number already, but does not show it. Look for the number at AfterShip; it is tried again.',
      countsAsAttempt: true,
      notBefore: null,
      ...traceOf(refusal),
    });
  }
  if (candidates.length > 1) {
    return attention(call, context, rowId, 'several', traceOf(refusal), [
      `AfterShip has this number ${candidates.length} times, with different carriers.`,
      'Map the ship method to the right carrier on the connection, or remove the wrong ones at AfterShip, then tick "Try again / send anyway".',
    ]);
  }

  const maker = ownerOfTrackingId(found.id);
  const accountId = context.ports.account.id();
  if (maker !== null && !isSameAccount(maker.accountId, accountId)) {
    return attention(call, context, rowId, 'other_account', traceOf(refusal), [
      `Another NetSuite account (${maker.accountId}) made this tracking at AfterShip, so it is left alone.`,
      'Use an AfterShip key of its own for each NetSuite account.',
    ]);
  }
  if (maker !== null && maker.fulfillmentId === context.fulfillmentId) {
    save(call, context, rowId, {
      ...acceptedChange(call.desired, found, listed, context),
      generation: maker.generation,
      // What it holds is not known: an empty fingerprint makes the next look send our content.
      updatePrint: '',
    });
    return ended('created');
  }
  return linkTo(call, context, rowId, found, maker === null);
}

function linkTo(
  call: CreateCall,
  context: CallContext,
  rowId: number | null,
  tracking: Tracking,
  foreign: boolean,
): CallEnd {
  const whose = foreign ? 'Somebody else made this tracking at AfterShip' : 'Another fulfillment has this number';
  const link: Partial<ShipmentContent> = {
    state: 'linked',
    reason: foreign ? 'foreign' : 'shared',
    message: `${whose}. It is linked, and never removed from here.`,
    trackingId: tracking.id,
    foreign,
    slug: tracking.slug,
    slugAsked: call.desired.slug,
    createPrint: '',
    updatePrint: '',
    sentAt: context.ports.clock.now(),
    hasContact: false,
    alongside: [],
  };
  const sendsContent = !foreign || context.connection.adoption === 'keep in step';
  const updated = sendsContent ? context.api.update(tracking.id, contentOnly(call.desired)) : null;
  if (updated?.kind === 'done') {
    save(call, context, rowId, { ...link, updatePrint: call.desired.updatePrint, hasContact: call.desired.hasContact });
    return ended('linked');
  }
  save(call, context, rowId, link);
  return updated === null || updated.kind === 'absent' || updated.kind === 'exists' || updated.kind === 'rejected'
    ? ended('linked')
    : interruptionOf(context, updated);
}

function performUpdate(call: Extract<Call, { kind: 'update' }>, context: CallContext): CallEnd {
  const { row, desired } = call;
  const updated = context.api.update(call.trackingId, desired.update);
  switch (updated.kind) {
    case 'done': {
      const slug = updated.trackings[0]?.slug ?? row.slug;
      save(call, context, row.id, {
        state: stateAtAfterShip(row),
        ...carrierNote(slug, desired),
        updatePrint: desired.updatePrint,
        slug,
        ...(desired.update.slug === undefined ? {} : { slugAsked: desired.update.slug }),
        removeAt: null,
        hasContact: desired.hasContact,
        seenModified: context.seenModified,
        ...traceOf(updated),
      });
      return ended('updated');
    }
    case 'absent':
      return vanished(call, context, row, traceOf(updated));
    case 'exists':
      return attention(call, context, row.id, '4003', traceOf(updated), [
        'AfterShip already has this number with the carrier that is mapped now. Remove one of the two at AfterShip, then tick "Try again / send anyway".',
      ]);
    default:
      return interrupt(call, context, row.id, updated);
  }
}

/** AfterShip keeps a tracking for 120 days. One that is missing sooner was deleted by a person, and stays deleted. */
function vanished(call: Call, context: CallContext, row: Shipment, trace: Trace): CallEnd {
  const now = context.ports.clock.now();
  if (row.sentAt !== null && now - row.sentAt > RETENTION_SECONDS) {
    save(call, context, row.id, {
      state: 'removed',
      reason: 'retention',
      message: 'AfterShip deletes trackings after 120 days.',
      removedAt: now,
      ...trace,
    });
    return ended('removed');
  }
  return attention(call, context, row.id, 'vanished', trace, [
    'AfterShip no longer has this tracking: somebody deleted it there. To make it again, tick "Try again / send anyway".',
  ]);
}

function performShare(call: Extract<Call, { kind: 'share' }>, context: CallContext): CallEnd {
  const { desired, owner } = call;
  const rowId = call.row?.id ?? null;
  const link: Partial<ShipmentContent> = {
    state: 'linked',
    reason: 'shared',
    message: `Shares the tracking of fulfillment ${owner.fulfillmentId}, which has the same number.`,
    trackingId: call.trackingId,
    foreign: owner.foreign,
    slug: owner.slug,
    slugAsked: desired.slug,
    updatePrint: '',
    sentAt: context.ports.clock.now(),
    removeAt: null,
    removedAt: null,
    seenModified: context.seenModified,
  };
  if (!call.sendContent) {
    save(call, context, rowId, link);
    return ended('linked');
  }
  const updated = context.api.update(call.trackingId, contentOnly(desired));
  if (updated.kind === 'done') {
    save(call, context, rowId, {
      ...link,
      updatePrint: desired.updatePrint,
      hasContact: desired.hasContact,
      ...traceOf(updated),
    });
    return ended('linked');
  }
  if (updated.kind === 'absent') {
    return attention(call, context, rowId, 'vanished', traceOf(updated), [
      `Fulfillment ${owner.fulfillmentId} has the same number, but AfterShip no longer has its tracking. Try that shipment again first.`,
    ]);
  }
  if (updated.kind === 'exists')
    return attention(call, context, rowId, '4003', traceOf(updated), ['AfterShip refused the update.']);
  return interrupt(call, context, rowId, updated);
}

function performRemove(call: Extract<Call, { kind: 'remove' }>, context: CallContext): CallEnd {
  const { row, trackingId } = call;
  const { shipments, clock } = context.ports;
  if (!row.retryRequested) {
    const removed = shipments.countRemovedSince(clock.now() - SECONDS_PER_HOUR);
    if (removed >= context.connection.removalsPerHour) {
      save(call, context, row.id, {
        reason: 'brake',
        message: `More than ${context.connection.removalsPerHour} trackings would be removed within an hour. If that is meant, tick "Try again / send anyway".`,
      });
      return ended('removal held');
    }
  }
  const read = context.api.get(trackingId);
  if (read.kind === 'absent') return finishRemoval(call, context, traceOf(read));
  if (read.kind !== 'done') return interrupt(call, context, row.id, read);
  const tag = read.trackings[0]?.tag ?? null;
  if (!context.connection.removeMoving && (tag === null || !STILL_TAGS.includes(tag))) {
    save(call, context, row.id, {
      state: 'let go',
      reason: 'moving',
      message: `The number is no longer on the fulfillment, but the carrier has it (${tag ?? 'status unknown'}), so the tracking stays at AfterShip.`,
      removeAt: null,
      ...traceOf(read),
    });
    return ended('let go');
  }
  const removed = context.api.remove(trackingId);
  if (removed.kind === 'done' || removed.kind === 'absent') return finishRemoval(call, context, traceOf(removed));
  return interrupt(call, context, row.id, removed);
}

function finishRemoval(call: Extract<Call, { kind: 'remove' }>, context: CallContext, trace: Trace): CallEnd {
  const { shipments, signals, clock } = context.ports;
  save(call, context, call.row.id, {
    state: 'removed',
    reason: 'number_gone',
    message: 'The number is no longer on the fulfillment. The tracking was removed from AfterShip.',
    removeAt: null,
    removedAt: clock.now(),
    ...trace,
  });
  // A fulfillment saved meanwhile may have linked the tracking that is gone now: it gets one of its own.
  for (const owner of shipments.findOwners(call.trackingId)) {
    if (owner.id === call.row.id) continue;
    shipments.change(owner.id, { state: 'removed', reason: 'shared', trackingId: null, sentAt: null });
    signals.add({
      fulfillmentId: owner.fulfillmentId,
      deleted: false,
      dueAt: clock.now(),
      backfill: false,
      origin: `shared tracking removed by fulfillment ${context.fulfillmentId}`,
    });
  }
  return ended('removed');
}

function performSettle(call: Extract<Call, { kind: 'settle' }>, context: CallContext): CallEnd {
  const asked = context.api.get(call.trackingId);
  const rowId = call.row?.id ?? null;
  if (asked.kind === 'done') {
    const now = context.ports.clock.now();
    save(call, context, rowId, {
      state: 'removal due',
      reason: 'number_gone',
      message: 'The number is no longer on the fulfillment. The tracking is removed unless it returns.',
      trackingId: call.trackingId,
      generation: call.generation,
      slug: asked.trackings[0]?.slug ?? null,
      sentAt: now,
      removeAt: now + context.connection.removalWaitMinutes * SECONDS_PER_MINUTE,
      ...traceOf(asked),
    });
    return ended('removal due');
  }
  if (asked.kind === 'absent') {
    save(call, context, rowId, {
      state: 'removed',
      reason: 'never_sent',
      message: 'The number is no longer on the fulfillment. Nothing had been sent.',
      generation: call.generation,
    });
    return ended('removed');
  }
  return interrupt(call, context, rowId, asked);
}

// --- Outcomes that are the same for every call ---

type DoneResult = Extract<CallResult, { kind: 'done' }>;
type Undone = Exclude<CallResult, { kind: 'done' }>;
type Trace = Pick<ShipmentContent, 'answerCode' | 'traceId'>;

function interrupt(call: Call, context: CallContext, rowId: number | null, result: Undone): CallEnd {
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
    default:
      return interruptionOf(context, result);
  }
}

function interruptionOf(
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
  context.ports.log.error('Sending stopped', { connection: context.connection.id, reason });
  return { kind: 'stopped', reason };
}

interface LaterReason extends Trace {
  readonly message: string;
  readonly countsAsAttempt: boolean;
  readonly notBefore: EpochSeconds | null;
}

function later(call: Call, context: CallContext, rowId: number | null, reason: LaterReason): CallEnd {
  const trace: Trace = { answerCode: reason.answerCode, traceId: reason.traceId };
  if (reason.countsAsAttempt && context.isLastAttempt) {
    return attention(call, context, rowId, 'attempts', trace, [
      reason.message,
      'It was tried many times without success. When the cause is gone, tick "Try again / send anyway".',
    ]);
  }
  // Only a create leaves something to be asked about; an update or a removal is simply done again.
  if (call.kind === 'create') {
    save(call, context, rowId, {
      state: 'in doubt',
      reason: 'waiting',
      message: reason.message,
      trackingId: call.trackingId,
      generation: call.generation,
      ...trace,
    });
  }
  return {
    kind: 'later',
    message: reason.message,
    countsAsAttempt: reason.countsAsAttempt,
    notBefore: reason.notBefore,
  };
}

function attention(
  call: Call,
  context: CallContext,
  rowId: number | null,
  reason: string,
  trace: Trace,
  texts: readonly string[],
): CallEnd {
  save(call, context, rowId, {
    state: 'needs attention',
    reason,
    message: texts.join(' '),
    trackingId: call.trackingId,
    ...('generation' in call ? { generation: call.generation } : {}),
    ...trace,
  });
  context.ports.log.audit('Package needs attention', {
    fulfillment: context.fulfillmentId,
    number: call.number,
    reason,
    code: trace.answerCode,
    trace: trace.traceId,
  });
  return ended('needs attention');
}

function acceptedChange(
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
    removeAt: null,
    removedAt: null,
    hasContact: desired.hasContact,
    seenModified: context.seenModified,
    ...traceOf(result),
  };
}

/** Accepted, but AfterShip does not know the carrier: it stays without updates until somebody names it. */
function carrierNote(slug: string | null, desired: Desired): Pick<ShipmentContent, 'reason' | 'message'> {
  const notes = desired.notes.join(' ');
  if (isCarrierKnown(slug)) return { reason: '', message: notes };
  const text =
    'AfterShip accepted the number but does not know its carrier. Map the ship method to a carrier on the connection.';
  return { reason: 'carrier_unknown', message: notes === '' ? text : `${text} ${notes}` };
}

/** Whose slug a shared tracking has is not ours to say. */
function contentOnly(desired: Desired): Desired['update'] {
  const body = { ...desired.update };
  delete body.slug;
  return body;
}

function traceOf(result: Outcome): Trace {
  return { answerCode: result.code, traceId: result.traceId };
}

function emptyTracking(id: string): Tracking {
  return { id, trackingNumber: '', slug: null, tag: null };
}

function isSameAccount(left: string, right: string): boolean {
  return left.toUpperCase() === right.toUpperCase();
}

function ended(what: string): CallEnd {
  return { kind: 'ended', what };
}

// --- Ledger ---

function save(call: Call, context: CallContext, rowId: number | null, change: Partial<ShipmentContent>): void {
  if (rowId === null) {
    const content = newContent({ seenModified: context.seenModified, ...change });
    context.ports.shipments.add(context.fulfillmentId, call.number, content, context.shippedOn);
    return;
  }
  const isAsked = call.row?.retryRequested === true;
  context.ports.shipments.change(rowId, isAsked ? { ...change, retryRequested: false } : change);
}

/** Writes a change that needs no call. */
export function writeRow(
  shipments: Shipments,
  fulfillmentId: number,
  write: LedgerWrite,
  seen: { readonly shippedOn: CalendarDate | null; readonly seenModified: EpochSeconds | null },
): void {
  const change = { ...write.change, seenModified: seen.seenModified };
  if (write.row === null) {
    shipments.add(fulfillmentId, write.number, newContent(change), seen.shippedOn);
    return;
  }
  shipments.change(write.row.id, write.row.retryRequested ? { ...change, retryRequested: false } : change);
}
