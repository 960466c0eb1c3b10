/**
 * Runs every 15 minutes as the System user: finds what is due and asks for sending, so that nothing depends on the
 * request made at a user's save. Also probes a connection that stopped itself, tells administrators, and resumes it.
 */

import { WAKE_INTERVAL_SECONDS } from '../../core/backoff';
import { sendPermission, type Connection } from '../../core/connection';
import { SECONDS_PER_MINUTE } from '../../core/values';
import { advanceBackfill, takeTurns } from '../backfill';
import { EVENTS_PER_RUN } from '../sending/run';
import { learnCouriers } from './learn_couriers';
import { tellResumed, tellStopped } from './notice';
import { askForLooks } from '../other_looks';
import type {
  Account,
  Backfills,
  Clock,
  Connections,
  DatedFulfillments,
  Sending,
  Http,
  Log,
  Mailer,
  Memory,
  Ledger,
  Events,
} from '../ports';
import { trackingApi } from '../sending/tracking_api';

/** Events raised from the ledger in one run: six units each, far below the script's 10,000. */
const RAISED_PER_RUN = 500;

/** Before: time for a run to end. After: the platform may start this script late. */
const TURN_MARGIN_SECONDS = 3 * SECONDS_PER_MINUTE;

export interface WakePorts {
  readonly clock: Clock;
  readonly connections: Connections;
  readonly events: Events;
  readonly ledger: Pick<Ledger, 'findWaiting'>;
  readonly backfills: Backfills;
  readonly fulfillments: DatedFulfillments;
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
    ports.log.error('Connection is unusable', { problem: reading.problem });
    return;
  }
  const connection = reading.kind === 'connection' ? reading.connection : null;
  const lastRequest = ports.memory.lastRequest();
  if (connection !== null) {
    if (!isReady(connection, ports)) return;
    if (connection.mode !== 'off') raiseWaiting(connection, ports);
    advanceOrLeave(connection, ports);
  }
  const request = isAnythingToDo(connection, ports) ? ports.sending.request({ asSystem: true }) : null;
  if (request !== null) ports.memory.rememberRequest(request);
  if (request?.outcome === 'busy') reserveNextTurn(ports);
  const activity = { request: lastRequest ?? request, run: ports.memory.lastRun() };
  const isKnown = activity.request !== null || activity.run !== null;
  if (connection !== null && isKnown) ports.connections.recordActivity(connection.id, activity);
  // Last, so that nothing waits for it.
  if (connection !== null) learnCouriers(connection, ports);
}

/** What a paused backfill waits for is due, and yet a run of sending would take none of it. */
function isAnythingToDo(connection: Connection | null, ports: WakePorts): boolean {
  const due = ports.events.findDue(ports.clock.now(), EVENTS_PER_RUN, { includeSystemOnly: true });
  return takeTurns(due, connection, ports).length > 0;
}

/**
 * While saves come without a pause, each run asks for the next one in the name of who saved, and the deployment is never
 * free when this script looks. So it is left alone around the next time: a save waits some minutes then, and the run that
 * starts is the System user's, and so are those that it asks for.
 */
function reserveNextTurn({ clock, events, memory }: WakePorts): void {
  const now = clock.now();
  if (!events.hasDueForSystem(now)) return;
  const next = now + WAKE_INTERVAL_SECONDS;
  memory.reserve({ from: next - TURN_MARGIN_SECONDS, until: next + TURN_MARGIN_SECONDS });
}

/** A person's stop is obeyed without a call. An error's stop is probed: one harmless request tells whether it still holds. */
function isReady(connection: Connection, ports: WakePorts): boolean {
  const permission = sendPermission(connection);
  if (permission.kind === 'send') tellResumed(connection, ports);
  if (permission.kind !== 'stopped') return true;
  if (permission.by === 'person') return false;
  const probe = trackingApi(ports.http, connection.secretId, () => ({ kind: 'send' })).probe();
  // A rate limit tells nothing about the key, and nothing could be sent while it lasts.
  if (probe.kind !== 'done') {
    ports.log.audit('Sending stays stopped', { connection: connection.id, answer: probe.kind });
    // What stops it now may be another thing, with another cure.
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

/** A backfill that cannot go on must not keep live traffic from being delivered. */
function advanceOrLeave(connection: Connection, ports: WakePorts): void {
  try {
    advanceBackfill(connection, ports);
  } catch (error) {
    ports.log.error('The backfill could not go on', { connection: connection.id }, error);
  }
}

/** The ledger knows what the outbox need not carry: removals that are due, retries, and what Preview left behind. */
function raiseWaiting(connection: Connection, ports: WakePorts): void {
  const now = ports.clock.now();
  const waiting = ports.ledger.findWaiting(now, RAISED_PER_RUN, { isOn: connection.mode === 'on' });
  if (waiting.length > 0) askForLooks(ports, waiting, 'ledger');
}
