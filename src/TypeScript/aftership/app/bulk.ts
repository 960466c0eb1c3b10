/** Work of the console that is too much for one page. Every row is looked at again before it is touched. */

import type { Shipment } from '../core/shipment';
import type { Chosen, ConsoleLedger } from './console_ports';
import type { Clock, Delivery, Log, Memory, Signals } from './ports';
import { askFor, isRetryable } from './retry';

export interface BulkTask {
  readonly version: 1;
  readonly kind: 'retry';
  readonly chosen: Chosen;
}

/** Rows of one fulfillment: they get one signal together. */
export interface BulkItem {
  readonly version: 1;
  readonly rowIds: readonly number[];
}

/** A hundred searches of 1,000 rows: a tenth of what an input stage may spend. */
const MOST_ROWS = 100_000;

export function collectBulk(
  { chosen }: BulkTask,
  ledger: Pick<ConsoleLedger, 'list' | 'findByIds'>,
): Readonly<Record<string, BulkItem>> {
  const rows = chosen.kind === 'all' ? ledger.list(chosen.filter, 0, MOST_ROWS) : ledger.findByIds(chosen.ids);
  const groups = new Map<number, number[]>();
  for (const row of rows.filter(isToBeAsked)) {
    const group = groups.get(row.fulfillmentId);
    if (group === undefined) groups.set(row.fulfillmentId, [row.id]);
    else group.push(row.id);
  }
  return Object.fromEntries(
    [...groups].map(([fulfillmentId, rowIds]): [string, BulkItem] => [String(fulfillmentId), { version: 1, rowIds }]),
  );
}

function isToBeAsked(row: Shipment): boolean {
  return isRetryable(row) && !row.retryRequested;
}

export interface BulkPorts {
  readonly clock: Clock;
  readonly ledger: Pick<ConsoleLedger, 'findByIds' | 'requestRetry'>;
  readonly signals: Pick<Signals, 'add'>;
}

/** What changed since the job began is left alone. Doing it twice raises one signal too many, which does no harm. */
export function doBulk(item: BulkItem, ports: BulkPorts): void {
  askFor(ports.ledger.findByIds(item.rowIds).filter(isToBeAsked), 'console, many', ports);
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
