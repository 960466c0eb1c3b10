/**
 * Runs every hour as the System user and finds changes that no user event reported: fulfillments saved with scripts off
 * or inside other user events, deleted fulfillments, and packages with two rows. It only raises events. It also removes
 * rows that are too old to matter and rows of the outbox that no script of this account takes, and counts the shipments
 * of the last days.
 */

import { isCovered, isCoveredToTheSecond, mayBeCovered, secondOfChange, type DatabaseSeconds } from '../../core/look';
import { firstRound, formatCursor, nextRound, parseCursor, startOf, type CheckCursor } from '../../core/check_cursor';
import { RETENTION_SECONDS } from '../../core/aftership/tracking';
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

/** Events that one run raises; the next run raises the rest. */
export const RAISED_PER_CHECK = 2000;
export const PURGED_PER_CHECK = 2000;

/** Fulfillments in one search and in one task: fifty events cost 300 of a map's 1,000 units. */
const CHUNK = 50;
const ORPHANS_PER_CHECK = 1000;

/**
 * Rows are kept longer than AfterShip keeps trackings (120 days) and longer than the longest maximum age of a
 * connection (110 days), so a removed row can neither bring a tracking back nor be missed.
 */
export const KEEP_DAYS = 180;

/** The input stage stops below this: it has 10,000 units (section_4480364878). */
const STOP_BELOW_UNITS = 1500;

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
  const from =
    parseCursor(connection.checkCursor) ??
    firstRound(connection.startDate, ports.ledger.findOldestLook(now - RETENTION_SECONDS), now);
  const changed = findChanged(from, startOf(connection.startDate), now, ports);
  const gone = findGoneOrNone(changed.cursor, ports);
  const doubles = withoutEvent(ports.ledger.findDoubles(from.since - SECONDS_PER_HOUR), ports);
  if (ports.usage.remainingUnits() >= STOP_BELOW_UNITS) countShipments(connection, ports);
  const aged = ports.ledger.findAged(now - KEEP_DAYS * 24 * SECONDS_PER_HOUR, PURGED_PER_CHECK);
  return [
    ...raise('check: changed', changed.ids),
    ...raise('check: gone', gone.ids),
    ...raise('check: two of one', doubles),
    ...inChunks(aged).map((rowIds): CheckTask => ({ version: 1, kind: 'purge', rowIds })),
    ...inChunks(ports.events.findForeign(PURGED_PER_CHECK)).map((eventIds): CheckTask => ({
      version: 1,
      kind: 'clean',
      eventIds,
    })),
    { version: 1, kind: 'cursor', connectionId: connection.id, cursor: formatCursor(gone.cursor) },
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
    if (page.length === 0) return { ids: found, cursor: nextRound(round) };
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
  const orphans = ports.ledger.findOrphans(cursor.afterOrphan, ORPHANS_PER_CHECK);
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
  const isLastPage = orphans.length < ORPHANS_PER_CHECK;
  const afterOrphan = isLastPage ? 0 : (orphans[orphans.length - 1]?.rowId ?? 0);
  return { ids: gone, cursor: { ...cursor, afterOrphan } };
}

/**
 * The search from an internal id on is documented for transactions only, not for custom records. If it fails, the check
 * still finds changes.
 */
function findGoneOrNone(cursor: CheckCursor, ports: CheckInputPorts): Found {
  try {
    return findGone(cursor, ports);
  } catch (error) {
    ports.log.error('Deleted fulfillments could not be looked for', {}, error);
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
