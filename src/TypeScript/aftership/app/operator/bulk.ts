/**
 * The bulk job does the work of the console that is too much for one page. It reads every row again before it changes
 * it.
 */

import type { Priority } from '../../core/event';
import { addToHistory } from '../../core/ledger/history';
import { isOpen, isRetryable, type LedgerRow } from '../../core/ledger/row';
import { RETENTION_SECONDS } from '../../core/aftership/tracking';
import type { BulkItem, BulkTask, Chosen, ConsoleCustomers, ConsoleLedger } from './console_ports';
import { dueBehind, findWaitingLooks, type WaitingLook } from '../other_looks';
import type { Clock, Sending, Log, Memory, Events } from '../ports';

/** 100 pages of 1,000 rows cost a twentieth of the units of an input stage. */
const MOST_ROWS = 100_000;
/** Two searches and ten events of 6 units leave enough of a reduce's 5,000 units for 2,000 rows of 2 units. */
const FULFILLMENTS_PER_ITEM = 10;

export interface BulkInputPorts {
  readonly clock: Clock;
  readonly customers: Pick<ConsoleCustomers, 'findFulfillments'>;
  readonly ledger: Pick<ConsoleLedger, 'listEvery' | 'findByIds' | 'findSentByCarrier'>;
}

export function collectBulk(task: BulkTask, ports: BulkInputPorts): Readonly<Record<string, BulkItem>> {
  switch (task.kind) {
    case 'retry':
      return collectRetries(task.chosen, ports.ledger);
    case 'erase':
      return inItems('erase', ports.customers.findFulfillments(task.customerId, null, MOST_ROWS));
    case 'carrier':
      return inItems('look', ports.ledger.findSentByCarrier(task.slug, sentSince(ports.clock), MOST_ROWS));
    case 'look': {
      const rows = ports.ledger.listEvery(task.filter, MOST_ROWS);
      return inItems('look', [...new Set(rows.map((row) => row.fulfillmentId))]);
    }
  }
}

/** The time before which AfterShip has deleted every tracking because of its age. */
export function sentSince(clock: Clock): number {
  return clock.now() - RETENTION_SECONDS;
}

function collectRetries(
  chosen: Chosen,
  ledger: Pick<ConsoleLedger, 'listEvery' | 'findByIds'>,
): Readonly<Record<string, BulkItem>> {
  const rows = chosen.kind === 'all' ? ledger.listEvery(chosen.filter, MOST_ROWS) : ledger.findByIds(chosen.ids);
  const groups = new Map<number, number[]>();
  for (const row of rows.filter(isToBeAsked)) {
    const group = groups.get(row.fulfillmentId);
    if (group === undefined) groups.set(row.fulfillmentId, [row.id]);
    else group.push(row.id);
  }
  return Object.fromEntries(
    [...groups].map(([fulfillmentId, rowIds]): [string, BulkItem] => [
      String(fulfillmentId),
      { version: 2, kind: 'retry', rowIds },
    ]),
  );
}

function inItems(kind: 'erase' | 'look', fulfillmentIds: readonly number[]): Readonly<Record<string, BulkItem>> {
  const items: Record<string, BulkItem> = {};
  for (let start = 0; start < fulfillmentIds.length; start += FULFILLMENTS_PER_ITEM) {
    const some = fulfillmentIds.slice(start, start + FULFILLMENTS_PER_ITEM);
    items[`from ${start}`] = { version: 2, kind, fulfillmentIds: some };
  }
  return items;
}

function isToBeAsked(row: LedgerRow): boolean {
  return isRetryable(row) && !row.retryRequested;
}

export interface BulkPorts {
  readonly clock: Clock;
  readonly ledger: Pick<ConsoleLedger, 'findByIds' | 'requestRetry' | 'findOfFulfillments' | 'erase'>;
  readonly events: Pick<Events, 'add' | 'findByFulfillment'>;
}

/**
 * Leaves alone the rows that changed since the job began. Doing an item twice raises one event too many, which does no
 * harm.
 */
export function doBulk(item: BulkItem, ports: BulkPorts): void {
  switch (item.kind) {
    case 'retry':
      return askForMany(ports.ledger.findByIds(item.rowIds).filter(isToBeAsked), ports);
    case 'erase':
      return erase(item.fulfillmentIds, ports);
    case 'look':
      return lookAtMany(item.fulfillmentIds, ports);
  }
}

function askForMany(rows: readonly LedgerRow[], ports: BulkPorts): void {
  const fulfillmentIds = [...new Set(rows.map((row) => row.fulfillmentId))];
  const waiting = findWaitingLooks(fulfillmentIds, ports.events);
  for (const row of rows) ports.ledger.requestRetry(row.id);
  raise(fulfillmentIds, { origin: 'console, many', priority: 'script' }, waiting, ports);
}

function erase(fulfillmentIds: readonly number[], ports: BulkPorts): void {
  // The waiting events are read before the rows: a run that is sending one of these writes its row before it
  // acknowledges its event.
  const waiting = findWaitingLooks(fulfillmentIds, ports.events);
  const rows = ports.ledger.findOfFulfillments(fulfillmentIds);
  for (const row of rows) {
    const event = { at: ports.clock.now(), what: 'erased', reason: '', sent: null, answerCode: null, traceId: null };
    ports.ledger.erase(row.id, {
      params: { erased: 1 },
      history: addToHistory('', event),
      keepsLook: !isNamed(row),
    });
  }
  // The look takes the contacts back: it finds that the customer may not be named although the row says contacts were
  // sent.
  const named = rows.filter(isNamed).map((row) => row.fulfillmentId);
  const those = [...new Set([...named, ...waiting.keys()])];
  raise(those, { origin: 'console, erasure', priority: 'past' }, waiting, ports);
}

function isNamed(row: LedgerRow): boolean {
  return row.hasContact && isOpen(row);
}

function lookAtMany(fulfillmentIds: readonly number[], ports: BulkPorts): void {
  const waiting = findWaitingLooks(fulfillmentIds, ports.events);
  raise(fulfillmentIds, { origin: 'console, look', priority: 'past' }, waiting, ports);
}

/** Never sets a due time earlier than that of a waiting event: many events at once would break a rate limit. */
function raise(
  fulfillmentIds: readonly number[],
  look: { readonly origin: string; readonly priority: Priority },
  waiting: ReadonlyMap<number, WaitingLook>,
  ports: BulkPorts,
): void {
  for (const fulfillmentId of fulfillmentIds) {
    const dueAt = dueBehind(waiting.get(fulfillmentId), ports.clock.now());
    ports.events.add({ fulfillmentId, dueAt, ...look });
  }
}

export interface BulkResult {
  readonly done: number;
  readonly errors: readonly string[];
}

export function finishBulk(
  result: BulkResult,
  ports: { readonly sending: Sending; readonly memory: Pick<Memory, 'rememberRequest'>; readonly log: Log },
): void {
  for (const error of result.errors) ports.log.error('A part of the bulk work failed', { error });
  ports.log.audit('Bulk work ended', { parts: result.done, errors: result.errors.length });
  ports.memory.rememberRequest(ports.sending.request({ asSystem: false }));
}
