/**
 * What the ledger or a backfill asks for can be listed again at any time, so a look at it needs no row in the outbox. A
 * row is written only when there is something to remember: what is about to be created, or a look that has to wait.
 */

import { isDue, type NewEvent, type OutboxEvent } from '../../core/event';
import type { Clock, Events, ListedLook } from '../ports';

/** Ids of unwritten events are negative, and those of rows positive. */
const idOf = (index: number): number => -1 - index;

export interface Written {
  /** The events of the listed look that ask for it now. */
  readonly due: readonly OutboxEvent[];
  /** An outbox that knows these events, and writes a row of one when it is marked or put back. */
  readonly events: Events;
}

/** Events that must wait behind another event of the fulfillment are written to the outbox at once. */
export function withUnwritten(
  listed: ListedLook,
  { events, clock }: { readonly events: Events; readonly clock: Clock },
): Written {
  const now = clock.now();
  for (const event of listed.events) if (!isDue(event, now)) events.add(event);
  const due = listed.events.filter((event) => isDue(event, now));
  return { due: due.map(asRow), events: writingWhenNeeded(due, events) };
}

function asRow({ fulfillmentId, dueAt, priority, backfillId }: NewEvent, index: number): OutboxEvent {
  const fresh = { attempts: 0, inFlight: '', unreadable: false };
  return { id: idOf(index), fulfillmentId, dueAt, priority, backfillId: backfillId ?? null, ...fresh };
}

function writingWhenNeeded(unwritten: readonly NewEvent[], events: Events): Events {
  const rows = new Map<number, number>();
  const byId = new Map(unwritten.map((event, index) => [idOf(index), event]));
  return {
    ...events,
    markInFlight: (id, mark) => {
      const event = byId.get(id);
      const row = event === undefined ? id : rows.get(id);
      if (row !== undefined) return events.markInFlight(row, mark);
      if (event !== undefined && mark !== '') rows.set(id, events.add({ ...event, inFlight: mark }));
      return true;
    },
    putBack: (id, change) => {
      const event = byId.get(id);
      const row = event === undefined ? id : (rows.get(id) ?? events.add(event));
      return events.putBack(row, change);
    },
    acknowledge: (id) => {
      const row = byId.has(id) ? rows.get(id) : id;
      if (row !== undefined) events.acknowledge(row);
    },
  };
}
