/**
 * Asks for looks at fulfillments that no save asked for. Never before the time that one waits for already: the end of a rate
 * limit, or of a failed attempt's pause.
 */

import type { OutboxEvent } from '../core/event';
import type { EpochSeconds } from '../core/values';
import type { Clock, Events } from './ports';

interface LookPorts {
  readonly clock: Clock;
  readonly events: Pick<Events, 'add' | 'findByFulfillment'>;
}

/** At another fulfillment than the one that is being looked at. */
export function askForLook(ports: LookPorts, fulfillmentId: number, origin: string): void {
  const waiting = findWaitingLooks([fulfillmentId], ports.events).get(fulfillmentId) ?? NOTHING_WAITS;
  const dueAt = Math.max(ports.clock.now(), waiting.dueAt);
  ports.events.add({ fulfillmentId, deleted: false, dueAt, backfill: false, origin });
}

/** At all of these that nothing but a backfill asks for yet, which may be paused for a long time. */
export function askForLooks(ports: LookPorts, fulfillmentIds: readonly number[], origin: string): void {
  const waiting = findWaitingLooks(fulfillmentIds, ports.events);
  for (const fulfillmentId of fulfillmentIds) {
    const { isLive, dueAt } = waiting.get(fulfillmentId) ?? NOTHING_WAITS;
    if (isLive) continue;
    const due = Math.max(ports.clock.now(), dueAt);
    ports.events.add({ fulfillmentId, deleted: false, dueAt: due, backfill: false, origin });
  }
}

export interface WaitingLook {
  /** Something else than a backfill asks for it. */
  readonly isLive: boolean;
  /** The latest of its events. */
  readonly dueAt: EpochSeconds;
}

export const NOTHING_WAITS: WaitingLook = { isLive: false, dueAt: 0 };

/** In one search: how many terms a filter may have is not documented, and a page of results holds 1,000. */
const IDS_PER_SEARCH = 50;

/** What is asked for already, of these fulfillments. */
export function findWaitingLooks(
  fulfillmentIds: readonly number[],
  events: Pick<Events, 'findByFulfillment'>,
): ReadonlyMap<number, WaitingLook> {
  const looks = new Map<number, WaitingLook>();
  for (const { fulfillmentId, backfillId, dueAt } of findEvents(fulfillmentIds, events)) {
    const known = looks.get(fulfillmentId) ?? NOTHING_WAITS;
    const isLive = known.isLive || backfillId === null;
    looks.set(fulfillmentId, { isLive, dueAt: Math.max(known.dueAt, dueAt) });
  }
  return looks;
}

/** Every event of these fulfillments, fifty of them in a search. */
export function findEvents(
  fulfillmentIds: readonly number[],
  events: Pick<Events, 'findByFulfillment'>,
): readonly OutboxEvent[] {
  const found: OutboxEvent[] = [];
  for (let start = 0; start < fulfillmentIds.length; start += IDS_PER_SEARCH) {
    found.push(...events.findByFulfillment(fulfillmentIds.slice(start, start + IDS_PER_SEARCH)));
  }
  return found;
}
