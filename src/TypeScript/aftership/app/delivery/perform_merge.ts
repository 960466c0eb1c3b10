/**
 * Two fulfillments have a tracking each of one number: ours goes, and the other's is shared. Every step can be done again
 * after a kill.
 */

import type { Call } from '../../core/plan/plan';
import {
  attention,
  ended,
  interrupt,
  mayBeRemoved,
  traceOf,
  type CallContext,
  type CallEnd,
  type Trace,
} from './call_outcomes';
import { logRemoval } from './ledger_writes';
import { performShare } from './perform_share';
import { letSharersGo } from './vanished';

export function performMerge(call: Extract<Call, { kind: 'merge' }>, context: CallContext): CallEnd {
  const { row, share } = call;
  const kept = context.api.get(share.trackingId);
  if (kept.kind === 'absent') return keepOwn(call, context, traceOf(kept));
  if (kept.kind !== 'done') return interrupt(call, context, row.id, kept);

  const own = context.api.get(call.trackingId);
  if (own.kind === 'done') {
    if (!mayBeRemoved(own.trackings[0]?.tag ?? null, context.connection)) {
      return attention(call, context, row.id, 'several', traceOf(own), [
        `AfterShip has this number twice, with different carriers: the other one was made for fulfillment ${share.owner.fulfillmentId}.`,
        'Remove the wrong one at AfterShip, then tick "Try again / send anyway".',
      ]);
    }
    const removed = context.api.remove(call.trackingId);
    if (removed.kind !== 'done' && removed.kind !== 'absent') return interrupt(call, context, row.id, removed);
    logRemoval(context, call.number, call.trackingId, traceOf(removed));
  } else if (own.kind !== 'absent') {
    return interrupt(call, context, row.id, own);
  }
  return performShare(share, context);
}

/** The other tracking is gone: whoever names it shares ours instead. */
function keepOwn(call: Extract<Call, { kind: 'merge' }>, context: CallContext, trace: Trace): CallEnd {
  const sharers = context.ports.shipments.findOwners(call.share.trackingId);
  letSharersGo(context, sharers, trace, `another tracking kept by fulfillment ${context.fulfillmentId}`);
  return ended('kept');
}
