/** What becomes of the other fulfillments that share a tracking which AfterShip does not have any more. */

import { stateAtAfterShip, type LedgerChange } from '../../core/plan/plan';
import type { OtherOwner } from '../../core/ledger/shipment';
import { RETENTION_SECONDS } from '../../core/aftership/tracking';
import type { EpochSeconds } from '../../core/values';
import { pastRetention, type CallContext, type Trace } from './call_outcomes';
import { changeOthersShipment } from './ledger_writes';
import { askForLook } from '../other_looks';

export const VANISHED =
  'AfterShip no longer has this tracking: somebody deleted it there. To make it again, tick "Try again / send anyway".';

/** AfterShip keeps a tracking for 120 days. One that is missing sooner was deleted by a person, and stays deleted. */
export function isPastRetention({ sentAt }: Pick<OtherOwner, 'sentAt'>, now: EpochSeconds): boolean {
  return sentAt !== null && now - sentAt > RETENTION_SECONDS;
}

/** These go on without the tracking that they name: each looks again, and shares another one or gets one of its own. */
export function letSharersGo(context: CallContext, owners: readonly OtherOwner[], trace: Trace, origin: string): void {
  for (const owner of owners) {
    changeOthersShipment(context, owner, {
      state: 'removed',
      reason: 'shared',
      trackingId: null,
      sentAt: null,
      ...trace,
    });
    askForLook(context.ports, owner.fulfillmentId, origin);
  }
}

/** All at once, or each of them would be met anew by whoever tries again. `known` is an owner that the plan was made with. */
export function tellSharers(context: CallContext, trackingId: string, known: readonly OtherOwner[] = []): void {
  const now = context.ports.clock.now();
  const owners = [...known, ...context.ports.shipments.findOwners(trackingId)];
  for (const owner of new Map(owners.map((each) => [each.id, each])).values()) {
    if (owner.fulfillmentId === context.fulfillmentId) continue;
    const loss = lossOf(owner, now);
    changeOthersShipment(context, owner, loss);
    // What shares it may have shipped long after it was made: then that gets one of its own.
    if (loss.reason === 'retention' && stateAtAfterShip(owner) === 'linked')
      askForLook(context.ports, owner.fulfillmentId, 'shared tracking kept no longer');
  }
}

function lossOf(owner: OtherOwner, now: EpochSeconds): LedgerChange {
  if (owner.state === 'removal due') return { state: 'removed', reason: 'number_gone', removedAt: now };
  if (isPastRetention(owner, now)) return pastRetention(now);
  return { state: 'needs attention', reason: 'vanished', message: VANISHED };
}
