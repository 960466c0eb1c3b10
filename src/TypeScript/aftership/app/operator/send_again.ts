/** A person whose role may see shipments asks for a fulfillment to be sent again. */

import type { Shipment } from '../../core/ledger/shipment';
import { isRetryable, type RetryPorts } from './retry';

export type SendAgainPorts = Pick<RetryPorts, 'clock' | 'ledger' | 'signals' | 'delivery' | 'memory'> & {
  readonly describe: (error: unknown) => { readonly name: string };
};

/**
 * Raises a signal, and ticks what waits for a person where the role may edit shipments. A removal that the brake holds is
 * never approved this way. Gives `soon`, `later` (the visitor's role may not start delivery) or `untouched` (packages that
 * wait for a person stay as they are).
 */
export function sendAgain(
  fulfillmentId: number,
  rows: readonly Shipment[],
  ports: SendAgainPorts,
): 'soon' | 'later' | 'untouched' {
  const waiting = rows.filter((row) => isRetryable(row) && row.state !== 'removal due').slice(0, MOST_ROWS);
  const isTicked = waiting.every((row) => tick(row, ports));
  ports.signals.add({ fulfillmentId, deleted: false, dueAt: ports.clock.now(), backfill: false, origin: 'send again' });
  const request = ports.delivery.request({ asSystem: false });
  // A refusal here says something about the visitor's role, and nothing about that of the scripts.
  if (request.outcome !== 'refused') ports.memory.rememberRequest(request);
  if (!isTicked) return 'untouched';
  return request.outcome === 'refused' ? 'later' : 'soon';
}

/** Two units each. */
const MOST_ROWS = 25;

function tick(row: Shipment, ports: SendAgainPorts): boolean {
  try {
    ports.ledger.requestRetry(row.id);
    return true;
  } catch (error) {
    if (ports.describe(error).name === 'INSUFFICIENT_PERMISSION') return false;
    throw error;
  }
}
