/** Handles a tracking that a row names and AfterShip does not have. */

import type { Outcome } from '../../core/aftership/outcome';
import { again, generationAfter, generationOf, pastRetention, vanished } from '../../core/ledger/transitions';
import { isWanted, trackingIdOf, type LedgerRow } from '../../core/ledger/row';
import { isPastRetention } from '../../core/plan/owners';
import { isOfLaterPackage } from '../../core/plan/wanted';
import { askForLook } from '../other_looks';
import { ended, lookAgain, traceOf, type CallContext, type CallEnd } from './call_context';
import { settle } from './ledger_writes';

/**
 * If this project removed the tracking, the package gets a new one. If AfterShip deleted it because of its age, the
 * package is finished. Otherwise a person deleted it, and only a person may have it made again.
 */
export function endLost(row: LedgerRow, context: CallContext, result: Outcome): CallEnd {
  const now = context.ports.clock.now();
  const generation = generationAfter(row);
  const told = { trace: traceOf(result) };
  if (wasRemovedFromHere(row, context.others)) {
    settle(context, row.number, again(generation, now), told);
    tellOwners(row, context, 'shared tracking was removed');
    return lookAgain(context, 'The tracking was removed before the number returned. The next look makes another.');
  }
  tellOwners(row, context, 'shared tracking is gone');
  if (!isPastRetention(row, now)) {
    settle(context, row.number, vanished(generation), told);
    return ended('vanished');
  }
  settle(context, row.number, pastRetention(generation), told);
  if (!isOfLaterPackage(row, context.shippedOn)) return ended('removed');
  return lookAgain(
    context,
    'AfterShip deleted the tracking of an earlier package with this number. The next look makes another.',
  );
}

function wasRemovedFromHere(row: LedgerRow, others: readonly LedgerRow[]): boolean {
  if (row.holding.at === 'foreign') return false;
  const id = trackingIdOf(row.holding);
  return [row, ...others].some((known) => {
    if (known.number !== row.number) return false;
    const isRemoving =
      trackingIdOf(known.holding) === id && (known.holding.at === 'remove unknown' || !isWanted(known));
    return isRemoving || generationOf(known) > generationOf(row);
  });
}

/** Raises an event for each other owner. Its look sees from this row that the tracking is gone. */
export function tellOwners({ holding }: LedgerRow, context: CallContext, origin: string): void {
  const id = trackingIdOf(holding);
  if (id === null) return;
  const owners = context.ports.ledger.findOwners(id).filter((owner) => owner.fulfillmentId !== context.fulfillmentId);
  for (const { fulfillmentId } of owners) askForLook(context.ports, fulfillmentId, origin);
}
