/** Asks for a look at another fulfillment, because of what was done for this one. */

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
