/** The sending job around its reduces: selects the fulfillments of a run and finishes the run. */

import { decideRetry } from '../../core/backoff';
import { pauseAt, sendPermission, type Connection } from '../../core/connection';
import { SECONDS_PER_MINUTE } from '../../core/values';
import { isDue, SAVERS, type OutboxEvent } from '../../core/event';
import { nextSteps, noteSteps, takeTurns, type StepPorts } from '../backfill';
import { listLedgerWork, type LedgerWorkPorts } from '../ledger_work';
import { findEvents } from '../other_looks';
import { hasSavedSince } from './make_room';
import type {
  Backfills,
  Clock,
  Connections,
  ListedLook,
  Sending,
  Log,
  Memory,
  Random,
  ReconcileReport,
  ReconcileTask,
  RunResult,
  Events,
  WaitingClock,
} from '../ports';

/** One page of a search (getRange gives at most 1,000 rows a call, section_N3352288); later runs take the rest. */
export const EVENTS_PER_RUN = 1000;

/** A run waits this long for the end of a rate limit before it begins. Otherwise the scheduled script asks for a run. */
const LONGEST_WAIT_FOR_LIMIT = SECONDS_PER_MINUTE;

export interface InputPorts extends StepPorts, LedgerWorkPorts {
  readonly clock: WaitingClock;
  readonly connections: Pick<Connections, 'findAgain'>;
  readonly events: Pick<Events, 'findDue' | 'findByFulfillment'>;
}

/** Makes one task for each fulfillment, keyed by its id, so that one worker handles it and no map stage is needed. */
export function collectTasks(asSystem: boolean, ports: InputPorts): Readonly<Record<string, ReconcileTask>> {
  const reading = ports.connections.findAgain();
  if (reading.kind === 'unusable') {
    ports.log.audit('Sending waits: the connection cannot be used', { problem: reading.problem });
    return {};
  }
  if (reading.kind === 'connection' && !mayBegin(reading.connection, ports)) return {};
  if (reading.kind === 'none' && reading.otherAccounts.length > 0) {
    ports.log.audit('No connection for this account', { accountsWithConnection: reading.otherAccounts });
  }
  const connection = reading.kind === 'connection' ? reading.connection : null;
  const collectedAt = ports.clock.now();
  const due = ports.events.findDue(collectedAt, EVENTS_PER_RUN, { includeSystemOnly: asSystem });
  const taken = takeTurns(due, connection, ports);
  const groups = groupByFulfillment(taken);
  const { looks, hasMore } =
    asSystem && connection !== null ? listLooks(connection, EVENTS_PER_RUN - due.length, ports) : NOTHING_LISTED;
  const ids = [...new Set([...groups.keys(), ...looks.keys()])];
  const shared = {
    version: 3,
    connectionId: connection?.id ?? null,
    carrierMapping: connection?.carrierMapping ?? '',
    fieldMapping: connection?.fieldMapping ?? '',
    couriers: connection?.couriers ?? null,
    asSystem,
    collectedAt,
    isBesidePeople: ids.length > 1 && taken.some(({ priority }) => priority === 'person'),
    hasMore: hasMore || due.length === EVENTS_PER_RUN,
  } as const;
  return Object.fromEntries(
    ids.map((fulfillmentId): [string, ReconcileTask] => [
      String(fulfillmentId),
      { ...shared, fulfillmentId, events: groups.get(fulfillmentId) ?? [], listed: looks.get(fulfillmentId) ?? null },
    ]),
  );
}

/** Whether a run has anything to do while its connection is as it is. Waits for a rate limit that ends soon. */
function mayBegin(connection: Connection, { clock }: Pick<InputPorts, 'clock'>): boolean {
  if (sendPermission(connection).kind === 'stopped') return false;
  const pause = connection.mode === 'on' ? pauseAt(connection, clock.now()) : null;
  if (pause !== null && pause > clock.now() + LONGEST_WAIT_FOR_LIMIT) return false;
  if (pause !== null) clock.waitUntil(pause);
  return true;
}

interface Listed {
  readonly looks: ReadonlyMap<number, ListedLook>;
  readonly hasMore: boolean;
}

const NOTHING_LISTED: Listed = { looks: new Map(), hasMore: false };

/** Lists what is due without a row in the outbox: the work of the ledger, then the next part of a backfill. */
function listLooks(connection: Connection, room: number, ports: InputPorts): Listed {
  const work = orLeave(() => listLedgerWork(connection, room, ports), { events: [], hasMore: false }, ports);
  const looks = new Map<number, ListedLook>(
    work.events.map((event) => [event.fulfillmentId, { events: [event], step: null }]),
  );
  const steps = orLeave<ReadonlyMap<number, ListedLook>>(
    () => nextSteps(connection, room - looks.size, ports),
    new Map(),
    ports,
  );
  for (const [fulfillmentId, { events, step }] of steps)
    looks.set(fulfillmentId, { events: [...(looks.get(fulfillmentId)?.events ?? []), ...events], step });
  return { looks, hasMore: work.hasMore };
}

/** A fault leaves this kind of work to the next run, so that everything else is still sent. */
function orLeave<Found>(find: () => Found, nothing: Found, { log }: Pick<InputPorts, 'log'>): Found {
  try {
    return find();
  } catch (error) {
    log.error('What is due without an event could not be listed', {}, error);
    return nothing;
  }
}

function groupByFulfillment(events: readonly OutboxEvent[]): ReadonlyMap<number, readonly OutboxEvent[]> {
  const groups = new Map<number, OutboxEvent[]>();
  for (const event of events) {
    const group = groups.get(event.fulfillmentId);
    if (group === undefined) groups.set(event.fulfillmentId, [event]);
    else group.push(event);
  }
  return groups;
}

export interface FinishPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly backfills: Backfills;
  readonly events: Pick<Events, 'add' | 'findByFulfillment' | 'putBack' | 'hasDue'>;
  readonly sending: Sending;
  readonly memory: Pick<Memory, 'rememberRequest' | 'rememberRun' | 'reserve' | 'isReserved' | 'lastSave'>;
  readonly log: Log;
}

export function finishRun(result: RunResult, asSystem: boolean, ports: FinishPorts): void {
  const now = ports.clock.now();
  const summary = describeRun(result);
  ports.log.audit('Sending run ended', { summary, units: result.unitsUsed });
  if (result.inputError !== null) ports.log.error('Sending could not read its input', { error: result.inputError });
  putBackFailures(result, asSystem, ports);

  ports.memory.rememberRun({ at: now, summary, units: result.unitsUsed });

  const { reports } = result;
  const hasMoved = noteStepsOrLeave(reports, ports);
  if (asSystem) ports.memory.reserve(null);
  else if (ports.memory.isReserved(now)) return;
  // Another run is requested only after progress: a run that could do nothing would resubmit itself without end.
  const hasProgress = reports.some(({ end }) => end === 'done' || end === 'unfinished' || end === 'discarded');
  const isLeft = reports.some(({ end }) => end === 'left');
  const goesOnSoon = reports.some(({ goesOnAt }) => (goesOnAt ?? Infinity) <= now + LONGEST_WAIT_FOR_LIMIT);
  const goesOn = isLeft || goesOnSoon || hasMoved || (hasProgress && isMoreDue(reports, asSystem, ports));
  if (goesOn) ports.memory.rememberRequest(ports.sending.request({ asSystem }));
}

/**
 * Whether the next run has something to do. After a run of the System user the outbox says so. Saves during a run of a
 * user have left a mark, which costs less to read; without one, what became due waits for the scheduled script.
 */
function isMoreDue(reports: readonly ReconcileReport[], asSystem: boolean, ports: FinishPorts): boolean {
  if (reports.some(({ end }) => end === 'unfinished')) return true;
  const hasMore = reports.some((report) => report.hasMore);
  if (!asSystem) {
    const [{ collectedAt = 0 } = {}] = reports;
    return hasMore || SAVERS.some((by) => hasSavedSince(by, collectedAt, ports));
  }
  // If no look changed anything, the next run would list the same work of the ledger again.
  const hasChanged = reports.some(({ counts }) => Object.keys(counts).length > 0);
  return (hasMore && hasChanged) || ports.events.hasDue(ports.clock.now(), { includeSystemOnly: true });
}

/** Moves the backfill along. A fault leaves it where it was: the next run looks at the same part once more. */
function noteStepsOrLeave(reports: readonly ReconcileReport[], ports: FinishPorts): boolean {
  try {
    return noteSteps(
      reports.flatMap(({ step }) => step ?? []),
      ports,
    );
  } catch (error) {
    ports.log.error('The backfill could not go on', {}, error);
    return false;
  }
}

/**
 * Puts back the events of reduces that threw, which could not do it themselves. Without a pause they would fail again
 * at once, without end. An event that came after the run began was not part of it and keeps its time, unless the run
 * itself wrote it with a mark. A look without a row in the outbox gets one, so that it waits, too.
 */
function putBackFailures(result: RunResult, asSystem: boolean, ports: FinishPorts): void {
  if (result.failures.length === 0) return;
  for (const failure of result.failures) {
    ports.log.error('Fulfillment could not be reconciled', {
      fulfillment: failure.fulfillmentId,
      error: failure.message,
    });
  }
  const messages = new Map(result.failures.map((failure) => [failure.fulfillmentId, failure.message]));
  const startedAt = result.startedAt ?? ports.clock.now();
  const found = findEvents([...messages.keys()], ports.events);
  if (asSystem) {
    for (const fulfillmentId of messages.keys())
      if (!found.some((event) => event.fulfillmentId === fulfillmentId)) addFailed(fulfillmentId, ports);
  }
  for (const event of found) {
    if (!isDue(event, startedAt) && event.inFlight === '') continue;
    const retry = decideRetry({ attempts: event.attempts, now: ports.clock.now(), random: ports.random.next() });
    ports.events.putBack(event.id, {
      ...retry,
      reason: `The script failed: ${messages.get(event.fulfillmentId) ?? 'unknown error'}`,
      needsSystemRun: false,
      unreadable: false,
    });
  }
}

function addFailed(fulfillmentId: number, ports: FinishPorts): void {
  const now = ports.clock.now();
  const { dueAt } = decideRetry({ attempts: 0, now, random: ports.random.next() });
  ports.events.add({ fulfillmentId, dueAt, priority: 'check', origin: 'a look that failed' });
}

/** `3 fulfillments: 2 created, 1 held` */
function describeRun(result: RunResult): string {
  const totals = new Map<string, number>();
  for (const report of result.reports) {
    for (const [what, count] of Object.entries(report.counts)) totals.set(what, (totals.get(what) ?? 0) + count);
  }
  if (result.failures.length > 0) totals.set('failed', result.failures.length);
  const parts = [...totals].map(([what, count]) => `${count} ${what}`);
  const left = result.reports.filter(({ end }) => end === 'left').length;
  if (left > 0) parts.push(`${left} left for the next run, because of more urgent ones`);
  const count = result.reports.length - left + result.failures.length;
  const looked = `${count} ${count === 1 ? 'fulfillment' : 'fulfillments'} looked at`;
  return parts.length === 0 ? looked : `${looked}: ${parts.join(', ')}`;
}
