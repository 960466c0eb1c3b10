/** Shares the tracking that another fulfillment has for the same number: one box, two orders. */

import type { ShareCall } from '../../core/plan/plan';
import type { ShipmentContent } from '../../core/ledger/shipment';
import {
  attention,
  ended,
  interrupt,
  save,
  saveUnsettled,
  sharedContent,
  traceOf,
  type CallContext,
  type CallEnd,
  type Trace,
} from './call_outcomes';
import { isPastRetention, tellSharers } from './vanished';

export function performShare(call: ShareCall, context: CallContext): CallEnd {
  const { desired, owner } = call;
  const link: Partial<ShipmentContent> = {
    state: 'linked',
    reason: 'shared',
    message: `Shares the tracking of fulfillment ${owner.fulfillmentId}, which has the same number.`,
    trackingId: call.trackingId,
    foreign: owner.foreign,
    slug: owner.slug,
    slugAsked: desired.slug,
    updatePrint: '',
    // AfterShip counts its 120 days from when the tracking was made, not from when it was shared.
    sentAt: owner.sentAt ?? context.ports.clock.now(),
    dueAt: null,
    // Its removal may have been done without an answer.
    removedAt: owner.state === 'removal due' ? owner.removedAt : null,
    // Until AfterShip has taken our content, whoever shared it before may be named in it.
    hasContact: owner.hasContact,
  };
  // Before the call: whatever becomes of the answer, this fulfillment is one of the owners now, with its content to be sent.
  const write = call.sendContent ? saveUnsettled : save;
  const rowId = write(call, context, call.row?.id ?? null, link);
  if (!call.sendContent) return ended('linked');
  const updated = context.api.update(call.trackingId, sharedContent(desired, owner.hasContact));
  if (updated.kind === 'done') {
    save(call, context, rowId, {
      updatePrint: desired.updatePrint,
      removedAt: null,
      hasContact: desired.hasContact || (updated.trackings[0]?.hasContact ?? owner.hasContact),
      ...traceOf(updated),
    });
    return ended('linked');
  }
  if (updated.kind === 'absent') return nothingToShare(call, context, rowId, traceOf(updated));
  if (updated.kind === 'exists')
    return attention(call, context, rowId, '4003', traceOf(updated), ['AfterShip refused the update.']);
  return interrupt(call, context, rowId, updated);
}

/**
 * The other fulfillment's tracking is gone. By age, or because its own removal came first: then this fulfillment gets one
 * of its own. Deleted by a person: then only a person has one made again.
 */
function nothingToShare(call: ShareCall, context: CallContext, rowId: number, trace: Trace): CallEnd {
  const { owner, row } = call;
  const now = context.ports.clock.now();
  tellSharers(context, call.trackingId, [owner]);
  if (owner.state === 'removal due' || isPastRetention(owner, now) || row?.retryRequested === true) {
    saveUnsettled(call, context, rowId, { state: 'removed', reason: 'shared', trackingId: null, sentAt: null });
    const message = `The tracking of fulfillment ${owner.fulfillmentId} is gone. The next look makes one of its own.`;
    return { kind: 'later', message, countsAsAttempt: false, notBefore: now };
  }
  return attention(call, context, rowId, 'vanished', { ...trace, sentAt: null }, [
    `Fulfillment ${owner.fulfillmentId} has the same number, and somebody deleted its tracking at AfterShip. To make one for this fulfillment, tick "Try again / send anyway".`,
  ]);
}
