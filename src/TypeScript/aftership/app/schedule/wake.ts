/**
 * Runs every 15 minutes as the System user, finds due events and asks for sending, so that sending does not depend on
 * the request made at a save. It also probes a connection that an error stopped, tells administrators, and resumes it.
 */

import { WAKE_INTERVAL_SECONDS } from '../../core/backoff';
import { sendPermission, type Connection } from '../../core/connection';
import type { OutboxEvent } from '../../core/event';
import { SECONDS_PER_MINUTE } from '../../core/values';
import { takeTurns } from '../backfill';
import { listLedgerWork } from '../ledger_work';
import { EVENTS_PER_RUN } from '../sending/run';
import { learnCouriers } from './learn_couriers';
import { isUnreadableTold, tellResumed, tellStopped, tellUnreadable, tellUnusable } from './notice';
import type {
  Account,
  Backfills,
  Clock,
  Connections,
  Sending,
  Http,
  Log,
  Mailer,
  Memory,
  Ledger,
  Events,
} from '../ports';
import { trackingApi } from '../sending/tracking_api';

/**
 * Reserved before the next run, so that a running job can end, and after it, because the platform may start this script
 * late.
 */
const TURN_MARGIN_SECONDS = 3 * SECONDS_PER_MINUTE;

/** Events that are raised from the ledger at once, at six units each: far below a script's 10,000 units. */
const RAISED_AT_ONCE = 500;

export interface WakePorts {
  readonly clock: Clock;
  readonly connections: Connections;
  readonly events: Events;
  readonly ledger: Pick<Ledger, 'findWaiting'>;
  readonly backfills: Backfills;
  readonly sending: Sending;
  readonly memory: Pick<Memory, 'lastRequest' | 'rememberRequest' | 'lastRun' | 'reserve'>;
  readonly http: Http;
  readonly mailer: Mailer;
  readonly account: Pick<Account, 'id'>;
  readonly log: Log;
}

export function wake(ports: WakePorts): void {
  const reading = ports.connections.find();
  if (reading.kind === 'unusable') {
    ports.log.audit('Sending waits: the connection cannot be used', { problem: reading.problem });
    tellUnusable(reading, ports);
    return;
  }
  const connection = reading.kind === 'connection' ? reading.connection : null;
  const lastRequest = ports.memory.lastRequest();
  if (connection !== null && !isReady(connection, ports)) return;
  // Events of a paused backfill are due, but sending would not take them.
  const due = ports.events.findDue(ports.clock.now(), EVENTS_PER_RUN, { includeSystemOnly: true });
  if (connection !== null && sendPermission(connection).kind === 'send') tellWhatFails(connection, due, ports);
  const work = connection === null ? [] : listLedgerWork(connection, RAISED_AT_ONCE, ports).events;
  const hasBackfill = connection !== null && hasRunningBackfill(ports);
  const isAnythingToDo = work.length > 0 || hasBackfill || takeTurns(due, connection, ports).length > 0;
  const request = isAnythingToDo ? ports.sending.request({ asSystem: true }) : null;
  if (request !== null) ports.memory.rememberRequest(request);
  if (request?.outcome === 'busy') {
    // The runs of users, which may follow each other for long, take only what has an event.
    for (const event of work) ports.events.add(event);
    reserveNextTurn(hasBackfill, ports);
  }
  const activity = { request: lastRequest ?? request, run: ports.memory.lastRun() };
  const isKnown = activity.request !== null || activity.run !== null;
  if (connection !== null && isKnown) ports.connections.recordActivity(connection.id, activity);
  // Runs last, so that nothing waits for it.
  if (connection !== null) learnCouriers(connection, ports);
}

/** A fault leaves the backfill to the next time, so that live events are still sent. */
function hasRunningBackfill({ backfills, log }: WakePorts): boolean {
  try {
    return backfills.findRunning() !== null;
  } catch (error) {
    log.error('The running backfill could not be found', {}, error);
    return false;
  }
}

/** From this number on, fulfillments that cannot be read are told by e-mail, because the cause is not one of them. */
export const SEVERAL_UNREADABLE = 3;

/**
 * Tells of several fulfillments that cannot be read, or that sending goes on. Their events are searched only when a due
 * one has failed so, or when people were told and the end is to be told.
 */
function tellWhatFails(connection: Connection, due: readonly OutboxEvent[], ports: WakePorts): void {
  const isSuspected = due.some(({ unreadable }) => unreadable) || isUnreadableTold(connection);
  const found = isSuspected ? ports.events.findUnreadable() : [];
  const [first] = found;
  if (first !== undefined && found.length >= SEVERAL_UNREADABLE)
    tellUnreadable(connection, { ...first, count: found.length }, ports);
  else tellResumed(connection, ports);
}

/**
 * Reserves the time around the next run for the System user. Under constant saves each run resubmits itself as the user
 * who saved, so the deployment is never free when this script asks. During the reservation a save waits some minutes,
 * and the run that starts, and those that it resubmits, belong to the System user.
 */
function reserveNextTurn(hasBackfill: boolean, { clock, events, memory }: WakePorts): void {
  const now = clock.now();
  if (!hasBackfill && !events.hasDueForSystem(now)) return;
  const next = now + WAKE_INTERVAL_SECONDS;
  memory.reserve({ from: next - TURN_MARGIN_SECONDS, until: next + TURN_MARGIN_SECONDS });
}

/**
 * Returns whether sending may run. A stop by a person is obeyed without a call; a stop by an error is probed with one
 * harmless request.
 */
function isReady(connection: Connection, ports: WakePorts): boolean {
  const permission = sendPermission(connection);
  if (permission.kind !== 'stopped') return true;
  if (permission.by === 'person') return false;
  const probe = trackingApi(ports.http, connection.secretId, () => ({ kind: 'send', notBefore: null })).probe();
  // A rate limit says nothing about the key, and nothing could be sent while it lasts.
  if (probe.kind !== 'done') {
    ports.log.audit('Sending stays stopped', { connection: connection.id, answer: probe.kind });
    // The cause of the stop may have changed, and the remedy with it.
    const reason = probe.kind === 'stop' || probe.kind === 'withheld' ? probe.message : permission.reason;
    if (reason !== permission.reason) ports.connections.stopByError(connection.id, reason);
    tellStopped(connection, { reason, isAnswered: false }, ports);
    return false;
  }
  ports.connections.clearErrorStop(connection.id);
  ports.log.audit('Sending resumed', { connection: connection.id });
  tellStopped(connection, { reason: permission.reason, isAnswered: true }, ports);
  return true;
}
