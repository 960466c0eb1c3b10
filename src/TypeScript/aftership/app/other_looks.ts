/**
 * Asks for looks at fulfillments that no save asked for. Never before the time that one waits for already: the end of a rate
 * limit, or of a failed attempt's pause.
 */

import type { Clock, Signals } from './ports';

interface LookPorts {
  readonly clock: Clock;
  readonly signals: Pick<Signals, 'add' | 'findByFulfillment'>;
}

/** At another fulfillment than the one that is being looked at. */
export function askForLook(ports: LookPorts, fulfillmentId: number, origin: string): void {
  const waiting = ports.signals.findByFulfillment([fulfillmentId]).map((signal) => signal.dueAt);
  const dueAt = Math.max(ports.clock.now(), ...waiting);
  ports.signals.add({ fulfillmentId, deleted: false, dueAt, backfill: false, origin });
}

/** At all of these that nothing but a backfill asks for yet, which may be paused for a long time. */
export function askForLooks(ports: LookPorts, fulfillmentIds: readonly number[], origin: string): void {
  const waiting = ports.signals.findByFulfillment(fulfillmentIds);
  for (const fulfillmentId of fulfillmentIds) {
    const own = waiting.filter((signal) => signal.fulfillmentId === fulfillmentId);
    if (own.some(({ backfillId }) => backfillId === null)) continue;
    const dueAt = Math.max(ports.clock.now(), ...own.map((signal) => signal.dueAt));
    ports.signals.add({ fulfillmentId, deleted: false, dueAt, backfill: false, origin });
  }
}

/** Which of these fulfillments have a signal that does not wait for a backfill, which may be paused for a long time. */
export function liveSignals(
  fulfillmentIds: readonly number[],
  signals: Pick<Signals, 'findByFulfillment'>,
): ReadonlySet<number> {
  const live = signals.findByFulfillment(fulfillmentIds).filter(({ backfillId }) => backfillId === null);
  return new Set(live.map(({ fulfillmentId }) => fulfillmentId));
}
