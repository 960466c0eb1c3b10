/**
 * Asks for looks at fulfillments that nobody saved. A new event is never due earlier than a waiting event of the same
 * fulfillment, so a rate limit or the pause after a failed attempt is kept.
 */

import { isDue, type OutboxEvent } from '../core/event';
import type { EpochSeconds } from '../core/values';
import type { Clock, Events } from './ports';

interface LookPorts {
  readonly clock: Clock;
  readonly events: Pick<Events, 'add' | 'findByFulfillment'>;
}

/** Asks for a look at another fulfillment than the one in hand. */
export function askForLook(ports: LookPorts, fulfillmentId: number, origin: string): void {
  const waiting = findWaitingLooks([fulfillmentId], ports.events).get(fulfillmentId);
  const dueAt = dueBehind(waiting, ports.clock.now());
  ports.events.add({ fulfillmentId, dueAt, priority: 'check', origin });
}

/**
 * Asks for a look at each of these fulfillments that has no event, or only events of backfills, which may be paused for
 * long. Returns how many events it added.
 */
export function askForLooks(ports: LookPorts, fulfillmentIds: readonly number[], origin: string): number {
  const waiting = findWaitingLooks(fulfillmentIds, ports.events);
  let added = 0;
  for (const fulfillmentId of fulfillmentIds) {
    const known = waiting.get(fulfillmentId);
    if (known?.isLive === true) continue;
    const dueAt = dueBehind(known, ports.clock.now());
    ports.events.add({ fulfillmentId, dueAt, priority: 'check', origin });
    added += 1;
  }
  return added;
}

export interface WaitingLook {
  /** True when at least one event is not of a backfill. */
  readonly isLive: boolean;
  /** Due time of the latest of its events. */
  readonly dueAt: EpochSeconds;
}

const NOTHING_WAITS: WaitingLook = { isLive: false, dueAt: 0 };

/** The due time of a new event, behind the waiting ones. A time that no script sets is not taken over. */
export function dueBehind(waiting: WaitingLook | undefined, now: EpochSeconds): EpochSeconds {
  return waiting === undefined || isDue(waiting, now) ? now : waiting.dueAt;
}

/** Ids in one search. The limit of terms in a filter is not documented, and a page of results holds 1,000 rows. */
const IDS_PER_SEARCH = 50;

/** Finds the waiting events of these fulfillments. */
export function findWaitingLooks(
  fulfillmentIds: readonly number[],
  events: Pick<Events, 'findByFulfillment'>,
): ReadonlyMap<number, WaitingLook> {
  return waitingLooks(findEvents(fulfillmentIds, events));
}

/** The waiting looks that events stand for, by fulfillment. */
export function waitingLooks(events: readonly OutboxEvent[]): ReadonlyMap<number, WaitingLook> {
  const looks = new Map<number, WaitingLook>();
  for (const { fulfillmentId, backfillId, dueAt } of events) {
    const known = looks.get(fulfillmentId) ?? NOTHING_WAITS;
    const isLive = known.isLive || backfillId === null;
    looks.set(fulfillmentId, { isLive, dueAt: Math.max(known.dueAt, dueAt) });
  }
  return looks;
}

/** Finds every event of these fulfillments, with fifty ids in a search. */
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
