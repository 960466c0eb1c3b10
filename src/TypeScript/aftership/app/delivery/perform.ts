/**
 * Carries out one call of a plan. Updates and removals can simply be done again after a kill, so they need no intent.
 */

import { carrierNote, isOfLaterPackage, stateAtAfterShip, type Call } from '../../core/plan/plan';
import type { Shipment } from '../../core/ledger/shipment';
import { SECONDS_PER_HOUR, SECONDS_PER_MINUTE } from '../../core/values';
import {
  ALREADY_THERE,
  attention,
  ended,
  interrupt,
  mayBeRemoved,
  pastRetention,
  save,
  traceOf,
  type CallContext,
  type CallEnd,
  type Trace,
} from './call_outcomes';
import { performCreate } from './perform_create';
import { performMerge } from './perform_merge';
import { performShare } from './perform_share';
import { isPastRetention, letSharersGo, tellSharers, VANISHED } from './vanished';

export function performCall(call: Call, context: CallContext): CallEnd {
  switch (call.kind) {
    case 'create':
      return performCreate(call, context);
    case 'update':
      return performUpdate(call, context);
    case 'share':
      return performShare(call, context);
    case 'merge':
      return performMerge(call, context);
    case 'remove':
      return performRemove(call, context);
    case 'settle':
      return performSettle(call, context);
  }
}

function performUpdate(call: Extract<Call, { kind: 'update' }>, context: CallContext): CallEnd {
  const { row, desired } = call;
  const updated = context.api.update(call.trackingId, desired.update);
  switch (updated.kind) {
    case 'done': {
      const tracking = updated.trackings[0];
      const slug = tracking?.slug ?? row.slug;
      // AfterShip's own answer tells whether it took contacts back: whether an update can is not documented.
      const hasContact = desired.hasContact || (tracking?.hasContact ?? row.hasContact);
      const note = carrierNote(slug, desired);
      save(call, context, row.id, {
        state: stateAtAfterShip(row),
        ...(hasContact && !desired.hasContact ? contactKept(note) : note),
        updatePrint: desired.updatePrint,
        slug,
        ...(desired.update.slug === undefined ? {} : { slugAsked: desired.update.slug }),
        dueAt: null,
        removedAt: null,
        hasContact,
        ...traceOf(updated),
      });
      return ended('updated');
    }
    case 'absent':
      return vanished(call, context, row, traceOf(updated));
    case 'exists':
      return attention(call, context, row.id, '4003', traceOf(updated), [ALREADY_THERE]);
    default:
      return interrupt(call, context, row.id, updated);
  }
}

function contactKept({ reason, message }: Pick<Shipment, 'reason' | 'message'>): Pick<Shipment, 'reason' | 'message'> {
  const text =
    'AfterShip still has contact details of this tracking. Take them away at AfterShip, or ask its support to erase them.';
  return { reason, message: message === '' ? text : `${text} ${message}` };
}

function vanished(call: Call, context: CallContext, row: Shipment, trace: Trace): CallEnd {
  const now = context.ports.clock.now();
  if (row.removedAt !== null) {
    save(call, context, row.id, { state: 'removed', reason: 'number_gone', removedAt: row.removedAt, ...trace });
    tellOfRemoval(call, context, row, trace);
    const message = 'The tracking was removed before the number returned. The next look makes another.';
    return { kind: 'later', message, countsAsAttempt: false, notBefore: now };
  }
  tellSharers(context, row.trackingId ?? call.trackingId);
  if (isPastRetention(row, now)) {
    save(call, context, row.id, { ...pastRetention(now), ...trace });
    if (!isOfLaterPackage(row, context.shippedOn)) return ended('removed');
    const message =
      'AfterShip deleted the tracking of an earlier package with this number. The next look makes another.';
    return { kind: 'later', message, countsAsAttempt: false, notBefore: now };
  }
  return attention(call, context, row.id, 'vanished', trace, [VANISHED]);
}

function performRemove(call: Extract<Call, { kind: 'remove' }>, context: CallContext): CallEnd {
  const { row, trackingId } = call;
  const { shipments, clock } = context.ports;
  if (!row.retryRequested) {
    const since = clock.now() - SECONDS_PER_HOUR;
    const own = row.removedAt !== null && row.removedAt >= since ? 1 : 0;
    if (shipments.countRemovedSince(since) - own >= context.connection.removalsPerHour) {
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
  if (!mayBeRemoved(tag, context.connection)) {
    save(call, context, row.id, {
      state: 'let go',
      reason: 'moving',
      message: `The number is no longer on the fulfillment, but the carrier has it (${tag ?? 'status unknown'}), so the tracking stays at AfterShip.`,
      dueAt: null,
      removedAt: null,
      ...traceOf(read),
    });
    return ended('let go');
  }
  // Before the call: a removal whose answer is lost counts for the brake, too.
  shipments.change(row.id, { removedAt: clock.now() });
  const removed = context.api.remove(trackingId);
  if (removed.kind === 'done' || removed.kind === 'absent') return finishRemoval(call, context, traceOf(removed));
  return interrupt(call, context, row.id, removed);
}

function finishRemoval(call: Extract<Call, { kind: 'remove' }>, context: CallContext, trace: Trace): CallEnd {
  save(call, context, call.row.id, {
    state: 'removed',
    reason: 'number_gone',
    message: 'The number is no longer on the fulfillment. The tracking was removed from AfterShip.',
    dueAt: null,
    removedAt: context.ports.clock.now(),
    ...trace,
  });
  tellOfRemoval(call, context, call.row, trace);
  return ended('removed');
}

/** A fulfillment saved meanwhile may have linked the tracking that is gone now: it gets one of its own. */
function tellOfRemoval({ trackingId }: Call, context: CallContext, row: Shipment, trace: Trace): void {
  const sharers = context.ports.shipments.findOwners(trackingId).filter(({ id }) => id !== row.id);
  letSharersGo(context, sharers, trace, `shared tracking removed by fulfillment ${context.fulfillmentId}`);
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
      dueAt: now + context.connection.removalWaitMinutes * SECONDS_PER_MINUTE,
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
