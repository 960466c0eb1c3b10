/** A person whose role may see shipments asks for a fulfillment to be sent again. */

import { ruleOf } from '../../core/ledger/reasons';
import { isRetryable, type LedgerRow } from '../../core/ledger/row';
import type { RetryPorts } from './retry';

export type SendAgainPorts = Pick<RetryPorts, 'clock' | 'ledger' | 'events' | 'sending' | 'memory'> & {
  readonly describe: (error: unknown) => { readonly name: string };
};

/**
 * Raises an event and ticks the rows that wait for a person, if the role may edit shipments. It never approves a
 * removal that the brake holds. Returns `soon`, `later` (the visitor's role may not start sending) or `untouched` (rows
 * that wait for a person stay as they are).
 */
export function sendAgain(
  fulfillmentId: number,
  rows: readonly LedgerRow[],
  ports: SendAgainPorts,
): 'soon' | 'later' | 'untouched' {
  const waiting = rows.filter((row) => isRetryable(row) && ruleOf(row.reason).tick !== 'remove').slice(0, MOST_ROWS);
  const isTicked = waiting.every((row) => tick(row, ports));
  ports.events.add({ fulfillmentId, dueAt: ports.clock.now(), priority: 'person', origin: 'send again' });
  const request = ports.sending.request({ asSystem: false });
  // A refusal here is about the visitor's role and says nothing about the role of the scripts, so it is not remembered.
  if (request.outcome !== 'refused') ports.memory.rememberRequest(request);
  if (request.outcome !== 'accepted') ports.memory.rememberSave('person', ports.clock.now());
  if (!isTicked) return 'untouched';
  return request.outcome === 'refused' ? 'later' : 'soon';
}

/** Each row costs two units. */
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
