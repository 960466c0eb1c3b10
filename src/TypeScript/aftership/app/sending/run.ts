/** The sending job around its reduces: selects the fulfillments of a run and finishes the run. */

import { decideRetry } from '../../core/backoff';
import { pauseAt, sendPermission } from '../../core/connection';
import { SECONDS_PER_MINUTE } from '../../core/values';
import { isDue, type OutboxEvent } from '../../core/event';
import { takeTurns } from '../backfill';
import { findEvents } from '../other_looks';
import { refill, type RefillPorts } from '../refill';
import type {
  Backfills,
  Connections,
  Sending,
  Log,
  Memory,
  Random,
  ReconcileTask,
  RunResult,
  Events,
  WaitingClock,
} from '../ports';

/** One page of a search (getRange gives at most 1,000 rows a call, section_N3352288); later runs take the rest. */
export const EVENTS_PER_RUN = 1000;

/** A run waits this long for the end of a rate limit before it begins. Otherwise the scheduled script asks for a run. */
const LONGEST_WAIT_FOR_LIMIT = SECONDS_PER_MINUTE;

export interface InputPorts {
  readonly clock: WaitingClock;
  readonly connections: Pick<Connections, 'findAgain'>;
  readonly events: Pick<Events, 'findDue'>;
  readonly backfills: Pick<Backfills, 'read'>;
  readonly log: Log;
}

/** Makes one task for each fulfillment, keyed by its id, so that one worker handles it and no map stage is needed. */
export function collectTasks(asSystem: boolean, ports: InputPorts): Readonly<Record<string, ReconcileTask>> {
  const reading = ports.connections.findAgain();
  if (reading.kind === 'unusable') {
    ports.log.audit('Sending waits: the connection cannot be used', { problem: reading.problem });
    return {};
  }
  if (reading.kind === 'connection' && sendPermission(reading.connection).kind === 'stopped') return {};
  if (reading.kind === 'connection' && reading.connection.mode === 'on') {
    const pause = pauseAt(reading.connection, ports.clock.now());
    if (pause !== null && pause > ports.clock.now() + LONGEST_WAIT_FOR_LIMIT) return {};
    if (pause !== null) ports.clock.waitUntil(pause);
  }

  if (reading.kind === 'none' && reading.otherAccounts.length > 0) {
    ports.log.audit('No connection for this account', { accountsWithConnection: reading.otherAccounts });
  }
  const connectionId = reading.kind === 'connection' ? reading.connection.id : null;
  const { carrierMapping, fieldMapping } =
    reading.kind === 'connection' ? reading.connection : { carrierMapping: '', fieldMapping: '' };
  const collectedAt = ports.clock.now();
  const due = ports.events.findDue(collectedAt, EVENTS_PER_RUN, { includeSystemOnly: asSystem });
  const taken = takeTurns(due, reading.kind === 'connection' ? reading.connection : null, ports);
  const couriers = reading.kind === 'connection' ? reading.connection.couriers : null;
  const groups = groupByFulfillment(taken);
  const isBesidePeople = groups.size > 1 && taken.some(({ priority }) => priority === 'person');
  const tasks: Record<string, ReconcileTask> = {};
  for (const [fulfillmentId, events] of groups) {
    tasks[String(fulfillmentId)] = {
      version: 3,
      fulfillmentId,
      events,
      connectionId,
      carrierMapping,
      fieldMapping,
      couriers,
      asSystem,
      collectedAt,
      isBesidePeople,
    };
  }
  return tasks;
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

/** A run of the System user with at least so many fulfillments raises the next events when it ends. */
const REFILLED_FROM = 50;

export interface FinishPorts extends RefillPorts {
  readonly random: Random;
  readonly connections: Pick<Connections, 'findAgain'>;
  readonly events: Pick<Events, 'add' | 'findByFulfillment' | 'putBack' | 'hasDue'>;
  readonly sending: Sending;
  readonly memory: Pick<Memory, 'rememberRequest' | 'rememberRun' | 'reserve' | 'isReserved'>;
  readonly log: Log;
}

export function finishRun(result: RunResult, asSystem: boolean, ports: FinishPorts): void {
  const now = ports.clock.now();
  const summary = describeRun(result);
  ports.log.audit('Sending run ended', { summary, units: result.unitsUsed });
  if (result.inputError !== null) ports.log.error('Sending could not read its input', { error: result.inputError });
  putBackFailures(result, ports);

  ports.memory.rememberRun({ at: now, summary, units: result.unitsUsed });

  if (asSystem) ports.memory.reserve(null);
  else if (ports.memory.isReserved(now)) return;
  // Another run is requested only after progress: a run that could do nothing would resubmit itself without end.
  const hasLeft = result.reports.some(({ end }) => end === 'left');
  const hasProgress = result.reports.some(({ end }) => end === 'done' || end === 'unfinished' || end === 'discarded');
  if (asSystem && hasProgress && result.reports.length >= REFILLED_FROM) refillOrLeave(ports);
  const goesOnSoon = result.reports.some(({ goesOnAt }) => (goesOnAt ?? Infinity) <= now + LONGEST_WAIT_FOR_LIMIT);
  if (goesOnSoon || hasLeft || (hasProgress && ports.events.hasDue(now, { includeSystemOnly: asSystem })))
    ports.memory.rememberRequest(ports.sending.request({ asSystem }));
}

/** Raises the next events while sending is allowed. A fault leaves it to the scheduled script. */
function refillOrLeave(ports: FinishPorts): void {
  try {
    const reading = ports.connections.findAgain();
    if (reading.kind === 'connection' && sendPermission(reading.connection).kind !== 'stopped')
      refill(reading.connection, ports);
  } catch (error) {
    ports.log.error('The next events could not be raised', {}, error);
  }
}

/**
 * Puts back the events of reduces that threw, which could not do it themselves. Without a pause they would fail again
 * at once, without end. An event that came after the run began was not part of it and keeps its time.
 */
function putBackFailures(result: RunResult, ports: FinishPorts): void {
  if (result.failures.length === 0) return;
  for (const failure of result.failures) {
    ports.log.error('Fulfillment could not be reconciled', {
      fulfillment: failure.fulfillmentId,
      error: failure.message,
    });
  }
  const messages = new Map(result.failures.map((failure) => [failure.fulfillmentId, failure.message]));
  const startedAt = result.startedAt ?? ports.clock.now();
  for (const event of findEvents([...messages.keys()], ports.events)) {
    if (!isDue(event, startedAt)) continue;
    const retry = decideRetry({ attempts: event.attempts, now: ports.clock.now(), random: ports.random.next() });
    ports.events.putBack(event.id, {
      ...retry,
      reason: `The script failed: ${messages.get(event.fulfillmentId) ?? 'unknown error'}`,
      needsSystemRun: false,
      unreadable: false,
    });
  }
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
  if (left > 0) parts.push(`${left} left for the next run, because a person waits`);
  const count = result.reports.length - left + result.failures.length;
  const looked = `${count} ${count === 1 ? 'fulfillment' : 'fulfillments'} looked at`;
  return parts.length === 0 ? looked : `${looked}: ${parts.join(', ')}`;
}
