/**
 * Raises the events that nobody's save asks for: what is due in the ledger, and the next part of a backfill. The
 * scheduled script does it every 15 minutes, and a large run of sending when it ends, so that an import or a backfill of
 * thousands does not wait for the quarter of an hour between its parts.
 */

import type { Connection } from '../core/connection';
import { advanceBackfill, type AdvancePorts } from './backfill';
import { askForLooks } from './other_looks';
import type { Ledger } from './ports';

/** Events that are raised from the ledger at once, at six units each: far below a script's 10,000 units. */
const RAISED_AT_ONCE = 500;
/** Rows of one search. */
const PAGE = 500;
/** A search gives no more rows than this without another order (section_4345767679). */
const MOST_ROWS = 4000;

export interface RefillPorts extends AdvancePorts {
  readonly ledger: Pick<Ledger, 'findWaiting'>;
}

export function refill(connection: Connection, ports: RefillPorts): void {
  if (connection.mode !== 'off') raiseWaiting(connection, ports);
  advanceOrLeave(connection, ports);
}

/**
 * Raises events for work that only the ledger knows: first sendings whose wait is over, due removals, retries, and
 * packages that Preview left. Rows whose fulfillment has an event already are passed over, so that hundreds of them,
 * which an outage leaves, do not hide the others.
 */
function raiseWaiting(connection: Connection, ports: RefillPorts): void {
  const now = ports.clock.now();
  const isOn = connection.mode === 'on';
  let raised = 0;
  for (let start = 0; start < MOST_ROWS && raised < RAISED_AT_ONCE; start += PAGE) {
    const { fulfillmentIds, isLast } = ports.ledger.findWaiting(now, { isOn, start, limit: PAGE });
    raised += askForLooks(ports, fulfillmentIds, 'ledger');
    if (isLast) return;
  }
}

/** Advances the backfill. A fault is logged, so that live events are still sent. */
function advanceOrLeave(connection: Connection, ports: RefillPorts): void {
  try {
    advanceBackfill(connection, ports);
  } catch (error) {
    ports.log.error('The backfill could not go on', { connection: connection.id }, error);
  }
}
