/** Looks at other fulfillments than the one that is being looked at. */

import type { Clock, Signals } from './ports';

/** Not before the time that the other one waits for itself: the end of a rate limit, or of a failed attempt's pause. */
export function askForLook(
  ports: { readonly clock: Clock; readonly signals: Pick<Signals, 'add' | 'findByFulfillment'> },
  fulfillmentId: number,
  origin: string,
): void {
  const waiting = ports.signals.findByFulfillment([fulfillmentId]).map((signal) => signal.dueAt);
  const dueAt = Math.max(ports.clock.now(), ...waiting);
  ports.signals.add({ fulfillmentId, deleted: false, dueAt, backfill: false, origin });
}

/** Which of these fulfillments have a signal that does not wait for a backfill, which may be paused for a long time. */
export function liveSignals(
  fulfillmentIds: readonly number[],
  signals: Pick<Signals, 'findByFulfillment'>,
): ReadonlySet<number> {
  const live = signals.findByFulfillment(fulfillmentIds).filter(({ backfillId }) => backfillId === null);
  return new Set(live.map(({ fulfillmentId }) => fulfillmentId));
}
