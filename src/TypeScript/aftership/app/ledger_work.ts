/**
 * What only the ledger asks for: first sendings whose wait is over, due removals, retries, and packages that Preview
 * left.
 */

import type { Connection } from '../core/connection';
import { isDue, type NewEvent } from '../core/event';
import { findWaitingLooks } from './other_looks';
import type { Clock, Events, Ledger } from './ports';

/** Rows of one search. */
const PAGE = 500;
/** A search gives no more rows than this without another order (section_4345767679). */
const MOST_ROWS = 4000;

export interface LedgerWorkPorts {
  readonly clock: Clock;
  readonly ledger: Pick<Ledger, 'findWaiting'>;
  readonly events: Pick<Events, 'findByFulfillment'>;
}

export interface LedgerWork {
  /** An event for each fulfillment, which is not in the outbox. */
  readonly events: readonly NewEvent[];
  /** True when there may be more than the asked number of them. */
  readonly hasMore: boolean;
}

/**
 * Lists the fulfillments with due rows. Rows whose fulfillment has an event already are passed over, so that hundreds
 * of them, which an outage leaves, do not hide the others.
 */
export function listLedgerWork(connection: Connection, room: number, ports: LedgerWorkPorts): LedgerWork {
  const events = new Map<number, NewEvent>();
  if (connection.mode === 'off') return { events: [], hasMore: false };
  const now = ports.clock.now();
  const isOn = connection.mode === 'on';
  for (let start = 0; start < MOST_ROWS && events.size < room; start += PAGE) {
    const { fulfillmentIds, isLast } = ports.ledger.findWaiting(now, { isOn, start, limit: PAGE });
    const waiting = findWaitingLooks(fulfillmentIds, ports.events);
    for (const fulfillmentId of fulfillmentIds) {
      const known = waiting.get(fulfillmentId);
      // Events of backfills may be paused for long, so they do not count, unless they wait for a rate limit.
      if (known !== undefined && (known.isLive || !isDue(known, now))) continue;
      events.set(fulfillmentId, { fulfillmentId, dueAt: now, priority: 'check', origin: 'ledger' });
    }
    if (isLast && events.size <= room) return { events: [...events.values()], hasMore: false };
  }
  return { events: [...events.values()].slice(0, Math.max(0, room)), hasMore: true };
}
