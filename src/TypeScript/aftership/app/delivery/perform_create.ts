/**
 * Makes a tracking: intent to the ledger, call, outcome to the ledger. A kill between any two of them leaves a row from
 * which the next run can go on.
 */

import type { Outcome } from '../../core/aftership/outcome';
import { isUnsettled, keepsForeignInStep, newContent, newestOf, type Call, type ShareCall } from '../../core/plan/plan';
import { ownerOfTrackingId } from '../../core/aftership/request';
import type { OtherOwner, ShipmentContent } from '../../core/ledger/shipment';
import type { Tracking } from '../../core/aftership/tracking';
import { askForLook } from '../other_looks';
import { performShare } from './perform_share';
import {
  acceptedChange,
  attention,
  emptyTracking,
  ended,
  interrupt,
  interruptionOf,
  later,
  refusedContent,
  save,
  sharedContent,
  traceOf,
  withContactTakenBack,
  type Batch,
  type CallContext,
  type CallEnd,
  type DoneResult,
  type Trace,
  type Undone,
} from './call_outcomes';

type CreateCall = Extract<Call, { kind: 'create' }>;

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
  return { chunks, intentRows: new Map() };
}

/** By now each number that was sent has a row of its own, whatever became of it; the others are planned afresh. */
export function forgetIntents({ batch, ports }: CallContext): void {
  for (const [first = '', ...others] of batch.chunks) {
    const rowId = batch.intentRows.get(first);
    if (rowId !== undefined && others.length > 0) ports.shipments.change(rowId, { alongside: [] });
  }
}

function isBatched(call: Call): boolean {
  return call.kind === 'create' && call.row === null && call.askFirst === null;
}

export function performCreate(call: CreateCall, context: CallContext): CallEnd {
  if (call.askFirst !== null) {
    const askedRowId = call.row?.id ?? null;
    const asked = context.api.get(call.trackingId);
    if (asked.kind === 'done') {
      const end = acceptFound(call, context, askedRowId, asked);
      return call.askFirst.kind === 'share' && end.kind === 'ended' ? lookAgain(call.askFirst, context) : end;
    }
    if (asked.kind !== 'absent') return interrupt(call, context, askedRowId, asked);
    switch (call.askFirst.kind) {
      case 'share':
        return performShare(call.askFirst, context);
      case 'leave':
        save(call, context, askedRowId, call.askFirst.change);
        return ended(call.askFirst.change.state ?? 'changed');
      case 'create':
    }
  }
  const rowId = writeIntent(call, context);
  const created = context.api.create(call.desired.create);
  if (created.kind === 'done') {
    const tracking = created.trackings[0] ?? emptyTracking(call.trackingId);
    save(call, context, rowId, acceptedChange(call.desired, tracking, created, context));
    return ended('created');
  }
  if (created.kind === 'exists') return resolveExisting(call, context, rowId, created);
  if (created.kind === 'rejected' && MAY_MEAN_TAKEN.includes(created.code ?? 0)) {
    const own = context.api.get(call.trackingId);
    if (own.kind === 'done') return acceptFound(call, context, rowId, own);
  }
  return interrupt(call, context, rowId, created);
}

/** What a create gets whose id is taken by a tracking of other details is not documented: 4003, or one of these. */
const MAY_MEAN_TAKEN: readonly number[] = [400, 4015];

/** Another fulfillment had a tracking made of this number meanwhile: the next look puts the two together. */
function lookAgain({ owner }: ShareCall, { ports }: CallContext): CallEnd {
  const message = `Fulfillment ${owner.fulfillmentId} has a tracking of the same number. The next look puts the two together.`;
  return { kind: 'later', message, countsAsAttempt: false, notBefore: ports.clock.now() };
}

/** Writes what is about to be done; gives the row's id, or null when the intent stands on another row of its chunk. */
function writeIntent(call: CreateCall, context: CallContext): number | null {
  const intent: Partial<ShipmentContent> = {
    ...call.desired.mark,
    state: 'in doubt',
    reason: '',
    message: 'About to be sent.',
    trackingId: call.trackingId,
    generation: call.generation,
    foreign: false,
    slugAsked: call.desired.slug,
    createPrint: call.desired.createPrint,
    updatePrint: mayHoldOther(call) ? '' : call.desired.updatePrint,
    sentAt: null,
    dueAt: null,
    removedAt: null,
    lookedAt: context.lookedAt,
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

/** An earlier attempt was given up unanswered, and it is not asked about first: AfterShip may have its content. */
function mayHoldOther({ row, askFirst, desired }: CreateCall): boolean {
  return askFirst === null && row !== null && isUnsettled(row) && row.updatePrint !== desired.updatePrint;
}

/** AfterShip has the tracking that an earlier attempt made: take it, and bring it up to date when that attempt sent less. */
function acceptFound(call: CreateCall, context: CallContext, rowId: number | null, found: DoneResult): CallEnd {
  const owners = context.ports.shipments.findOwners(call.trackingId);
  leaveContentToNewest(owners, call, context);
  const tracking = found.trackings[0] ?? emptyTracking(call.trackingId);
  const sentPrint = call.row?.updatePrint ?? '';
  const mayBeOverwritten = owners.some(({ fulfillmentId }) => fulfillmentId < context.fulfillmentId);
  const isCurrent = sentPrint === call.desired.updatePrint && !mayBeOverwritten;
  const change = acceptedChange(call.desired, tracking, found, context);
  if (isCurrent) {
    save(call, context, rowId, change);
    return ended('created');
  }
  // Where the answer does not say, the earlier attempt may have named somebody who is not to be named any more.
  const mayName = tracking.hasContact ?? true;
  const updated = context.api.update(tracking.id, withContactTakenBack(call.desired, call.desired.update, mayName));
  if (updated.kind === 'done') {
    const hasContact = call.desired.hasContact || (updated.trackings[0]?.hasContact ?? mayName);
    save(call, context, rowId, { ...change, hasContact, ...traceOf(updated) });
    return ended('created');
  }
  // The tracking is ours whatever the update says: the next run sees an older fingerprint and updates again.
  const known = mayBeOverwritten ? '' : sentPrint;
  const taken = { ...change, updatePrint: known, hasContact: call.desired.hasContact || mayName };
  return takeWithoutContent(call, context, rowId, taken, updated);
}

/** AfterShip has the tracking, and the update that was to bring it up to date was not done. */
function takeWithoutContent(
  call: CreateCall,
  context: CallContext,
  rowId: number | null,
  taken: Partial<ShipmentContent>,
  updated: Undone,
): CallEnd {
  if (updated.kind === 'rejected' || updated.kind === 'exists') {
    save(call, context, rowId, { ...taken, ...refusedContent(updated) });
    return ended('needs attention');
  }
  save(call, context, rowId, taken);
  if (updated.kind !== 'absent') return interruptionOf(context, updated);
  const message = 'AfterShip has shown the tracking, and then did not have it. It is looked at again.';
  return { kind: 'later', message, countsAsAttempt: true, notBefore: null };
}

/**
 * The tracking was made without this run: by an attempt whose answer was lost, or by a run beside this one, which should not
 * be there. Newer fulfillments may share it by now, and what this run is about to send is not theirs: the newest looks again.
 */
function leaveContentToNewest(
  owners: readonly OtherOwner[],
  { desired }: CreateCall,
  { ports, fulfillmentId }: CallContext,
): void {
  const newest = newestOf(owners);
  if (newest === null || newest.fulfillmentId <= fulfillmentId) return;
  const named = desired.hasContact ? { hasContact: true } : {};
  ports.shipments.change(newest.id, { updatePrint: '', lookedAt: null, ...named });
  askForLook(ports, newest.fulfillmentId, `same tracking number as fulfillment ${fulfillmentId}`);
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
  return linkTo(call, context, rowId, found, maker?.fulfillmentId ?? null, traceOf(refusal));
}

function linkTo(
  call: CreateCall,
  context: CallContext,
  rowId: number | null,
  tracking: Tracking,
  maker: number | null,
  trace: Trace,
): CallEnd {
  const foreign = maker === null;
  const namesAnother = !foreign && tracking.hasContact === true;
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
    hasContact: namesAnother,
    alongside: [],
    ...trace,
  };
  // A shared tracking carries the content of the newest fulfillment.
  const keepsForeign = keepsForeignInStep(context.connection, context.ports.account.isProduction());
  const sendsContent = foreign ? keepsForeign : maker < context.fulfillmentId;
  const updated = sendsContent ? context.api.update(tracking.id, sharedContent(call.desired, namesAnother)) : null;
  if (updated?.kind === 'done') {
    const { updatePrint } = call.desired;
    const hasContact = call.desired.hasContact || (updated.trackings[0]?.hasContact ?? namesAnother);
    save(call, context, rowId, { ...link, updatePrint, hasContact, ...traceOf(updated) });
    return ended('linked');
  }
  if (updated !== null) return takeWithoutContent(call, context, rowId, link, updated);
  save(call, context, rowId, link);
  return ended('linked');
}

function isSameAccount(left: string, right: string): boolean {
  return left.toUpperCase() === right.toUpperCase();
}
