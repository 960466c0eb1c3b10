/** A person asks for packages to be tried again, to be sent anyway, or for a removal that the brake holds. */

import { isRetryable } from '../../core/ledger/row';
import type { ConsoleLedger } from './console_ports';
import type { Clock, Sending, Memory, Events } from '../ports';

export interface RetryPorts {
  readonly clock: Clock;
  readonly ledger: Pick<ConsoleLedger, 'findByIds' | 'requestRetry'>;
  readonly events: Pick<Events, 'add'>;
  readonly sending: Sending;
  readonly memory: Pick<Memory, 'rememberRequest'>;
}

/**
 * Ticks the rows and raises one event for each fulfillment. Gives how many rows were asked for. Ids of other accounts, of
 * rows that are gone and of rows that need nothing are left out.
 */
export function retry(ids: readonly number[], origin: string, ports: RetryPorts): number {
  const rows = ports.ledger.findByIds(ids).filter(isRetryable);
  for (const row of rows) ports.ledger.requestRetry(row.id);
  for (const fulfillmentId of new Set(rows.map((row) => row.fulfillmentId))) {
    ports.events.add({ fulfillmentId, deleted: false, dueAt: ports.clock.now(), backfill: false, origin });
  }
  if (rows.length > 0) requestSending(ports);
  return rows.length;
}

/** Looks at one fulfillment again, whether it has rows or not. */
export function lookAgain(fulfillmentId: number, origin: string, ports: Omit<RetryPorts, 'ledger'>): void {
  ports.events.add({ fulfillmentId, deleted: false, dueAt: ports.clock.now(), backfill: false, origin });
  requestSending(ports);
}

function requestSending(ports: Pick<RetryPorts, 'sending' | 'memory'>): void {
  ports.memory.rememberRequest(ports.sending.request({ asSystem: false }));
}
