/**
 * Runs every hour as the System user and finds changes that no user event reported: fulfillments saved with scripts off
 * or inside other user events, deleted fulfillments, and packages with two rows. It only raises events. It also removes
 * rows that are too old to matter and rows of the outbox that no script of this account takes, and counts the shipments
 * of the last days.
 */

import { isCovered, isCoveredToTheSecond, mayBeCovered, secondOfChange, type DatabaseSeconds } from '../../core/look';
import {
  afterCompared,
  COMPARED_PER_CHECK,
  firstRound,
  formatCursor,
  nextRound,
  parseCursor,
  startOf,
  type CheckCursor,
} from '../../core/check_cursor';
import { fulfillmentsWithDoubles } from '../../core/ledger/doubles';
import { once } from '../../core/once';
import { SECONDS_PER_HOUR, type EpochSeconds } from '../../core/values';
import { askForLooks, findWaitingLooks } from '../other_looks';
import { countShipments } from './daily_counts';
import type {
  Clock,
  Connections,
  DayCounts,
  Sending,
  FulfillmentIndex,
  LedgerIndex,
  Log,
  Memory,
  Events,
  CheckReport,
  CheckResult,
  CheckTask,
  Usage,
} from '../ports';

/** Events that one run raises; the next run raises the rest. 200,000 changes a day are 8,400 an hour. */
export const RAISED_PER_CHECK = 10_000;

/** Rows of the ledger whose age one run checks, of which it removes the old ones. */
export const PURGED_PER_CHECK = 10_000;
/** Rows of the outbox that one run removes. */
export const CLEANED_PER_CHECK = 2000;

/** A search for changes gives so many fulfillments, or fewer when there are no more. */
const CHANGED_PER_PAGE = 1000;

/** Fulfillments in one search and in one task: fifty events cost 300 of a map's 1,000 units. */
const CHUNK = 50;
/** Rows without a fulfillment that one run reads, and those of them whose fulfillment it asks for. */
const ORPHANS_READ_PER_CHECK = 10_000;
export const ORPHANS_PER_CHECK = 1000;

/**
 * Rows are kept longer than AfterShip keeps trackings (120 days) and longer than the longest maximum age of a
 * connection (110 days), so a removed row can neither bring a tracking back nor be missed.
 */
export const KEEP_DAYS = 180;

/**
 * The search for changes stops below this: the input stage has 10,000 units (section_4480364878), its other searches take
 * up to 1,200 of them, and the counts of shipments what is left.
 */
const STOP_BELOW_UNITS = 2500;

export interface CheckInputPorts {
  readonly clock: Clock;
  readonly usage: Usage;
  readonly connections: Pick<Connections, 'find'>;
  readonly events: Pick<Events, 'findByFulfillment' | 'findForeign'>;
  readonly fulfillments: FulfillmentIndex;
  readonly ledger: LedgerIndex;
  readonly days: DayCounts;
  readonly log: Log;
}

export function collectHourlyCheck(ports: CheckInputPorts): readonly CheckTask[] {
  const reading = ports.connections.find();
  if (reading.kind !== 'connection') return [];
  const { connection } = reading;
  if (connection.mode === 'off') {
    // Events are dropped while sending is off, so switching it on starts with a first round.
    return connection.checkCursor === null
      ? []
      : [{ version: 1, kind: 'cursor', connectionId: connection.id, cursor: null }];
  }

  const now = ports.clock.now();
  const from = parseCursor(connection.checkCursor) ?? firstRound(connection.startDate, ports.ledger.newestRow(), now);
  const changed = findChanged(from, startOf(connection.startDate), now, ports);
  const gone = inPart(changed.cursor, 'Deleted fulfillments could not be looked for', findGone, ports);
  const doubles = inPart(gone.cursor, 'Packages with two rows could not be looked for', findDoubles, ports);
  const aged = inPart(doubles.cursor, 'Old rows could not be looked for', findAged, ports);
  const foreign = ports.events.findForeign(CLEANED_PER_CHECK);
  countShipments(connection, ports);
  return [
    ...raise('check: changed', changed.ids),
    ...raise('check: gone', gone.ids),
    ...raise('check: two of one', doubles.ids),
    ...inChunks(aged.ids).map((rowIds): CheckTask => ({ version: 1, kind: 'purge', rowIds })),
    ...inChunks(foreign).map((eventIds): CheckTask => ({ version: 1, kind: 'clean', eventIds })),
    { version: 1, kind: 'cursor', connectionId: connection.id, cursor: formatCursor(aged.cursor) },
  ];
}

interface Found {
  readonly ids: readonly number[];
  readonly cursor: CheckCursor;
}

/**
 * Finds fulfillments that changed since the last round and that no look covers and no event announces. Of those last
 * changed before the start date it takes only fulfillments with rows, because a look at the others would do nothing.
 */
function findChanged(from: CheckCursor, start: EpochSeconds, now: EpochSeconds, ports: CheckInputPorts): Found {
  const round: CheckCursor = from.afterId === 0 ? { ...from, until: now } : from;
  const found: number[] = [];
  let { afterId } = round;
  for (;;) {
    const page = ports.fulfillments.findChanged(round.since, afterId);
    const seconds = once(() => ports.fulfillments.findSeconds(page.map(({ id }) => id)));
    for (const chunk of inChunks(page)) {
      if (found.length >= RAISED_PER_CHECK || ports.usage.remainingUnits() < STOP_BELOW_UNITS) {
        return { ids: found, cursor: { ...round, afterId } };
      }
      const changed = chunk.filter(({ modifiedAt }) => modifiedAt === null || modifiedAt >= toMinute(round.since));
      const looks = ports.ledger.findLooks(changed.map(({ id }) => id));
      const unseen = changed.filter(
        ({ id, modifiedAt }) =>
          modifiedAt === null ||
          ((modifiedAt >= start || looks.has(id)) && !isSeen({ id, modifiedAt }, looks.get(id) ?? null, seconds)),
      );
      found.push(
        ...withoutEvent(
          unseen.map(({ id }) => id),
          ports,
        ),
      );
      afterId = chunk[chunk.length - 1]?.id ?? afterId;
    }
    if (page.length < CHANGED_PER_PAGE) return { ids: found, cursor: nextRound(round) };
  }
}

/** Whether a look covers the change. The seconds are asked for only if the minute does not decide, once for a page. */
function isSeen(
  { id, modifiedAt }: { readonly id: number; readonly modifiedAt: EpochSeconds },
  lookedAt: EpochSeconds | null,
  seconds: () => ReadonlyMap<number, DatabaseSeconds>,
): boolean {
  if (isCovered(modifiedAt, lookedAt)) return true;
  const told = mayBeCovered(modifiedAt, lookedAt) ? seconds().get(id) : undefined;
  const changedAt = told === undefined ? null : secondOfChange(modifiedAt, told);
  return changedAt !== null && isCoveredToTheSecond(changedAt, lookedAt);
}

/**
 * Finds open rows that show no fulfillment any more. If the fulfillment still exists, it is only hidden from the row,
 * and the row is left alone.
 */
function findGone(cursor: CheckCursor, ports: CheckInputPorts): Found {
  const { found, upTo, isEnd } = ports.ledger.findOrphans(cursor.afterOrphan, ORPHANS_READ_PER_CHECK);
  const orphans = found.slice(0, ORPHANS_PER_CHECK);
  const gone: number[] = [];
  for (const chunk of inChunks([...new Set(orphans.map(({ fulfillmentId }) => fulfillmentId))])) {
    const existing = ports.fulfillments.findExisting(chunk);
    gone.push(
      ...withoutEvent(
        chunk.filter((id) => !existing.has(id)),
        ports,
      ),
    );
  }
  const last = orphans.length < found.length ? orphans[orphans.length - 1]?.rowId : undefined;
  return { ids: gone, cursor: { ...cursor, afterOrphan: last ?? (isEnd ? 0 : upTo) } };
}

/** Finds fulfillments with two rows of one package. A look puts the two together. */
function findDoubles(cursor: CheckCursor, ports: CheckInputPorts): Found {
  const { found, isEnd } = ports.ledger.findAdded(cursor.addedAfter, COMPARED_PER_CHECK);
  const rowIds = found.map(({ rowId }) => rowId);
  return {
    ids: fulfillmentsWithDoubles(found),
    cursor: afterCompared(cursor, { rowIds, isEnd }, ports.clock.now()),
  };
}

/** Finds rows that are too old to matter. When no older row is left, the next check begins at the oldest row again. */
function findAged(cursor: CheckCursor, ports: CheckInputPorts): Found {
  const before = ports.clock.now() - KEEP_DAYS * 24 * SECONDS_PER_HOUR;
  const { found, upTo, isEnd } = ports.ledger.findAged(before, cursor.afterAged, PURGED_PER_CHECK);
  return { ids: found, cursor: { ...cursor, afterAged: isEnd ? 0 : upTo } };
}

/**
 * The search from an internal id on is documented for transactions only, not for custom records. If it fails, the check
 * still finds changes.
 */
function inPart(
  cursor: CheckCursor,
  failure: string,
  find: (cursor: CheckCursor, ports: CheckInputPorts) => Found,
  ports: CheckInputPorts,
): Found {
  try {
    return find(cursor, ports);
  } catch (error) {
    ports.log.error(failure, {}, error);
    return { ids: [], cursor };
  }
}

function withoutEvent(ids: readonly number[], ports: CheckInputPorts): readonly number[] {
  return inChunks(ids).flatMap((chunk) => {
    const waiting = findWaitingLooks(chunk, ports.events);
    return chunk.filter((id) => waiting.get(id)?.isLive !== true);
  });
}

function raise(origin: string, ids: readonly number[]): readonly CheckTask[] {
  return inChunks(ids).map((fulfillmentIds) => ({ version: 1, kind: 'raise', origin, fulfillmentIds }));
}

function inChunks<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  const chunks: Item[][] = [];
  for (let start = 0; start < items.length; start += CHUNK) chunks.push(items.slice(start, start + CHUNK));
  return chunks;
}

function toMinute(time: EpochSeconds): EpochSeconds {
  return time - (time % 60);
}

export interface CheckTaskPorts {
  readonly clock: Clock;
  readonly events: Pick<Events, 'add' | 'findByFulfillment' | 'acknowledge'>;
  readonly ledger: Pick<LedgerIndex, 'remove'>;
  readonly log: Log;
}

export function doCheckTask(task: CheckTask, ports: CheckTaskPorts): CheckReport {
  switch (task.kind) {
    case 'raise':
      askForLooks(ports, task.fulfillmentIds, task.origin);
      return { version: 1, kind: 'raised', count: task.fulfillmentIds.length };
    case 'purge':
      return { version: 1, kind: 'purged', count: task.rowIds.filter((rowId) => purge(rowId, ports)).length };
    case 'clean':
      for (const id of task.eventIds) ports.events.acknowledge(id);
      return { version: 1, kind: 'cleaned', count: task.eventIds.length };
    case 'cursor':
      return task;
  }
}

/**
 * Removes a row. A row that cannot be removed, because it is locked or referenced, is logged and does not stop the
 * check.
 */
function purge(rowId: number, { ledger, log }: CheckTaskPorts): boolean {
  try {
    ledger.remove(rowId);
    return true;
  } catch (error) {
    log.error('Old row could not be removed', { row: rowId }, error);
    return false;
  }
}

export interface CheckEndPorts {
  readonly connections: Pick<Connections, 'read' | 'rememberCheck'>;
  readonly sending: Sending;
  readonly memory: Pick<Memory, 'rememberRequest'>;
  readonly log: Log;
}

/**
 * Saves the position; null if the connection was switched off meanwhile, because events are then dropped and the next
 * round must be a first one.
 */
function rememberCursor(
  { connectionId, cursor }: Extract<CheckReport, { kind: 'cursor' }>,
  { connections }: Pick<CheckEndPorts, 'connections'>,
): void {
  const reading = connections.read(connectionId);
  if (reading.kind !== 'connection') return;
  connections.rememberCheck(connectionId, reading.connection.mode === 'off' ? null : cursor);
}

/** Moves the position on only when every event was raised; otherwise the next run finds the same changes again. */
export function finishHourlyCheck({ reports, errors }: CheckResult, ports: CheckEndPorts): void {
  const counts = { raised: 0, purged: 0, cleaned: 0 };
  for (const report of reports) {
    if (report.kind !== 'cursor') counts[report.kind] += report.count;
    else if (errors.length === 0) rememberCursor(report, ports);
  }
  for (const error of errors) ports.log.error('Hourly check failed in part', { error });
  if (Object.values(counts).some((count) => count > 0)) ports.log.audit('Hourly check ended', counts);
  if (counts.raised > 0) ports.memory.rememberRequest(ports.sending.request({ asSystem: true }));
}
