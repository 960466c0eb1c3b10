/** Work of the console that is too much for one page. Every row is looked at again before it is touched. */

import type { ShipmentState } from '../core/shipment';
import type { ConsoleLedger, RowFilter } from './console_ports';
import type { Clock, Delivery, Log, Memory, Signals } from './ports';
import { askFor, isRetryable } from './retry';

export interface BulkTask {
  readonly version: 1;
  readonly kind: 'retry';
  readonly filter: RowFilter;
}

/** Rows of one fulfillment: they get one signal together. */
export interface BulkItem {
  readonly version: 1;
  readonly rowIds: readonly number[];
  readonly filter: { readonly state: ShipmentState; readonly reason: string | null };
}

/** A hundred searches of 1,000 rows: a tenth of what an input stage may spend. */
const MOST_ROWS = 100_000;

export function collectBulk(task: BulkTask, ledger: Pick<ConsoleLedger, 'list'>): Readonly<Record<string, BulkItem>> {
  const groups = new Map<number, number[]>();
  for (const row of ledger.list(task.filter, 0, MOST_ROWS)) {
    const group = groups.get(row.fulfillmentId);
    if (group === undefined) groups.set(row.fulfillmentId, [row.id]);
    else group.push(row.id);
  }
  const items: Record<string, BulkItem> = {};
  for (const [fulfillmentId, rowIds] of groups)
    items[String(fulfillmentId)] = { version: 1, rowIds, filter: task.filter };
  return items;
}

export interface BulkPorts {
  readonly clock: Clock;
  readonly ledger: Pick<ConsoleLedger, 'findByIds' | 'requestRetry'>;
  readonly signals: Pick<Signals, 'add'>;
}

/** What changed since the job began is left alone. Doing it twice raises one signal too many, which does no harm. */
export function doBulk(item: BulkItem, ports: BulkPorts): void {
  const rows = ports.ledger
    .findByIds(item.rowIds)
    .filter((row) => row.state === item.filter.state && (item.filter.reason ?? row.reason) === row.reason)
    .filter((row) => isRetryable(row) && !row.retryRequested);
  askFor(rows, 'console, all', ports);
}

export interface BulkResult {
  readonly done: number;
  readonly errors: readonly string[];
}

export function finishBulk(
  result: BulkResult,
  ports: { readonly delivery: Delivery; readonly memory: Pick<Memory, 'rememberRequest'>; readonly log: Log },
): void {
  for (const error of result.errors) ports.log.error('A fulfillment could not be asked for again', { error });
  ports.log.audit('Asked for all again', { fulfillments: result.done, errors: result.errors.length });
  ports.memory.rememberRequest(ports.delivery.request({ asSystem: false }));
}
