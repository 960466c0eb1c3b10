/** A person asks to retry packages, to send them anyway, or to approve a removal that the brake holds. */

import { isRetryable } from '../../core/ledger/row';
import type { ConsoleLedger } from './console_ports';
import type { Clock, Sending, Memory, Events } from '../ports';

export interface RetryPorts {
  readonly clock: Clock;
  readonly ledger: Pick<ConsoleLedger, 'findByIds' | 'requestRetry'>;
  readonly events: Pick<Events, 'add'>;
  readonly sending: Sending;
  readonly memory: Pick<Memory, 'rememberRequest' | 'rememberSave'>;
}

/**
 * Ticks the rows and raises one event for each fulfillment. Returns the number of ticked rows. Skips ids of other
 * accounts, of missing rows and of rows that need nothing.
 */
export function retry(ids: readonly number[], origin: string, ports: RetryPorts): number {
  const rows = ports.ledger.findByIds(ids).filter(isRetryable);
  for (const row of rows) ports.ledger.requestRetry(row.id);
  for (const fulfillmentId of new Set(rows.map((row) => row.fulfillmentId))) {
    ports.events.add({ fulfillmentId, dueAt: ports.clock.now(), priority: 'person', origin });
  }
  if (rows.length > 0) requestSending(ports);
  return rows.length;
}

/** Raises an event for one fulfillment, with or without rows. */
export function lookAgain(fulfillmentId: number, origin: string, ports: Omit<RetryPorts, 'ledger'>): void {
  ports.events.add({ fulfillmentId, dueAt: ports.clock.now(), priority: 'person', origin });
  requestSending(ports);
}

function requestSending(ports: Pick<RetryPorts, 'clock' | 'sending' | 'memory'>): void {
  const request = ports.sending.request({ asSystem: false });
  ports.memory.rememberRequest(request);
  if (request.outcome !== 'accepted') ports.memory.rememberSave('person', ports.clock.now());
}
