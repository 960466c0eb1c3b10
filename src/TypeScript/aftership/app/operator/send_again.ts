/** A person whose role may see shipments asks for a fulfillment to be sent again. */

import { ruleOf } from '../../core/ledger/reasons';
import { isRetryable, type LedgerRow } from '../../core/ledger/row';
import type { RetryPorts } from './retry';

export type SendAgainPorts = Pick<RetryPorts, 'clock' | 'ledger' | 'events' | 'sending' | 'memory'> & {
  readonly describe: (error: unknown) => { readonly name: string };
};

/**
 * Raises an event, and ticks what waits for a person where the role may edit shipments. A removal that the brake holds is
 * never approved this way. Gives `soon`, `later` (the visitor's role may not start sending) or `untouched` (packages that
 * wait for a person stay as they are).
 */
export function sendAgain(
  fulfillmentId: number,
  rows: readonly LedgerRow[],
  ports: SendAgainPorts,
): 'soon' | 'later' | 'untouched' {
  const waiting = rows.filter((row) => isRetryable(row) && ruleOf(row.reason).tick !== 'remove').slice(0, MOST_ROWS);
  const isTicked = waiting.every((row) => tick(row, ports));
  ports.events.add({ fulfillmentId, deleted: false, dueAt: ports.clock.now(), backfill: false, origin: 'send again' });
  const request = ports.sending.request({ asSystem: false });
  // A refusal here says something about the visitor's role, and nothing about that of the scripts.
  if (request.outcome !== 'refused') ports.memory.rememberRequest(request);
  if (!isTicked) return 'untouched';
  return request.outcome === 'refused' ? 'later' : 'soon';
}

/** Two units each. */
const MOST_ROWS = 25;

function tick(row: LedgerRow, ports: SendAgainPorts): boolean {
  try {
    ports.ledger.requestRetry(row.id);
    return true;
  } catch (error) {
    if (ports.describe(error).name === 'INSUFFICIENT_PERMISSION') return false;
    throw error;
  }
}
