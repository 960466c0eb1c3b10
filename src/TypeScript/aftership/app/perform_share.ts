/** Shares the tracking that another fulfillment has for the same number: one box, two orders. */

import type { ShareCall } from '../core/plan';
import type { ShipmentContent } from '../core/shipment';
import {
  attention,
  contentOnly,
  ended,
  interrupt,
  save,
  traceOf,
  type CallContext,
  type CallEnd,
} from './call_outcomes';

export function performShare(call: ShareCall, context: CallContext): CallEnd {
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
    dueAt: null,
    removedAt: null,
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
