/** A person asks for packages to be tried again, to be sent anyway, or for a removal that the brake holds. */

import { isExclusion, type Shipment } from '../../core/ledger/shipment';
import type { ConsoleLedger } from './console_ports';
import type { Clock, Delivery, Memory, Signals } from '../ports';

export interface RetryPorts {
  readonly clock: Clock;
  readonly ledger: Pick<ConsoleLedger, 'findByIds' | 'requestRetry'>;
  readonly signals: Pick<Signals, 'add'>;
  readonly delivery: Delivery;
  readonly memory: Pick<Memory, 'rememberRequest'>;
}

/** Whether a tick in "Try again / send anyway" would do anything about this row. */
export function isRetryable(row: Pick<Shipment, 'state' | 'reason'>): boolean {
  switch (row.state) {
    case 'needs attention':
    case 'in doubt':
      return true;
    case 'held':
      return !isExclusion(row.reason);
    case 'removal due':
      return row.reason === 'brake';
    default:
      return false;
  }
}

/**
 * Ticks the rows and raises one signal for each fulfillment. Gives how many rows were asked for. Ids of other accounts, of
 * rows that are gone and of rows that need nothing are left out.
 */
export function retry(ids: readonly number[], origin: string, ports: RetryPorts): number {
  const rows = ports.ledger.findByIds(ids).filter(isRetryable);
  for (const row of rows) ports.ledger.requestRetry(row.id);
  for (const fulfillmentId of new Set(rows.map((row) => row.fulfillmentId))) {
    ports.signals.add({ fulfillmentId, deleted: false, dueAt: ports.clock.now(), backfill: false, origin });
  }
  if (rows.length > 0) requestDelivery(ports);
  return rows.length;
}

/** Looks at one fulfillment again, whether it has rows or not. */
export function lookAgain(fulfillmentId: number, origin: string, ports: Omit<RetryPorts, 'ledger'>): void {
  ports.signals.add({ fulfillmentId, deleted: false, dueAt: ports.clock.now(), backfill: false, origin });
  requestDelivery(ports);
}

function requestDelivery(ports: Pick<RetryPorts, 'delivery' | 'memory'>): void {
  ports.memory.rememberRequest(ports.delivery.request({ asSystem: false }));
}
