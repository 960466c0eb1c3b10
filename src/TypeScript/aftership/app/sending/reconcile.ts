/**
 * Reconciles one fulfillment with AfterShip: reads both sides, plans the difference, carries it out, and acknowledges
 * exactly the events that were read. Every step can be repeated after a run was ended at any point.
 */

import { parseAccountCouriers } from '../../core/carrier/account_couriers';
import { parseCarrierMapping } from '../../core/carrier/mapping';
import { pauseAt, type Connection } from '../../core/connection';
import { parseFieldMapping } from '../../core/fields/mapping';
import { askedToWait } from '../../core/aftership/outcome';
import { isCovered, timeOfLook } from '../../core/look';
import { isSaver } from '../../core/event';
import { isOpen, trackingIdOf } from '../../core/ledger/row';
import { shipDay } from '../../core/netsuite/fulfillment';
import { packagesOf } from '../../core/netsuite/packages';
import { coOwners, othersOf } from '../../core/plan/owners';
import { planReconcile } from '../../core/plan/plan';
import type { Call, Plan } from '../../core/plan/calls';
import type { EpochSeconds } from '../../core/values';
import { admitBackfills, isAlone, lookFor, type Admitted } from '../backfill';
import { askForLook } from '../other_looks';
import type {
  Account,
  Backfills,
  Connections,
  Fulfillments,
  Hash,
  Http,
  Ledger,
  LedgerReading,
  ListedLook,
  Log,
  Memory,
  Random,
  ReconcileEnd,
  ReconcileReport,
  ReconcileTask,
  Events,
  Usage,
  WaitingClock,
} from '../ports';
import type { CallContext, CallEnd, Interruption } from './call_context';
import { acknowledge, drop, forgetSettled, giveBack, isLastAttempt, putBack, type FailedAttempt } from './event_ends';
import { makesRoom } from './make_room';
import { inFlightOf, recoverInterrupted, unmark } from './in_flight';
import { settleWrite, type Look } from './ledger_writes';
import { performCall } from './perform';
import { previewCall } from './preview_rows';
import { readFulfillment } from './reading';
import { LONGEST_WAIT_SECONDS, trackingApi } from './tracking_api';
import { noteUnreadable } from './unreadable';
import { withUnwritten } from './unwritten';

export interface ReconcilePorts {
  readonly clock: WaitingClock;
  readonly random: Random;
  readonly hash: Hash;
  readonly usage: Usage;
  readonly log: Log;
  readonly account: Account;
  readonly fulfillments: Fulfillments;
  readonly connections: Connections;
  readonly events: Events;
  readonly ledger: Ledger;
  readonly http: Http;
  readonly backfills: Pick<Backfills, 'read'>;
  readonly memory: Pick<Memory, 'lastSave'>;
}

/** The platform ends a reduce after this time, or at 5,000 units (section_4480364878). */
const LONGEST_REDUCE_SECONDS = 900;
/** A reduce stops between packages before the platform ends it. */
const STOP_AFTER_SECONDS = 600;
/** Enough for the dearest call of one package. */
const STOP_BELOW_UNITS = 500;
/** Acknowledging an event deletes its record, which costs more than putting it back (section_157072844224). */
const UNITS_TO_END_AN_EVENT = 4;

const NO_CONNECTION = { kind: 'none', otherAccounts: [] } as const;

/**
 * `isRestarted`: the platform ended this same look before, so its events may have marks that the task does not show.
 */
export function reconcile(given: ReconcileTask, ports: ReconcilePorts, isRestarted = false): ReconcileReport {
  const { collectedAt } = given;
  if (makesRoom(given, ports)) return { ...report('left'), collectedAt };
  const rows = isRestarted ? ports.events.findByFulfillment([given.fulfillmentId]) : given.events;
  const { due, events } = withUnwritten(given.listed ?? NOT_LISTED, ports);
  const task = { ...given, events: [...rows, ...due] };
  const ended = task.events.length === 0 ? report('done') : reconcileEvents(task, { ...ports, events });
  // A look that was dropped has to be listed again.
  const step = ended.end === 'discarded' ? null : (given.listed?.step ?? null);
  return { ...ended, collectedAt, ...(step !== null && { step }), ...(given.hasMore && { hasMore: true }) };
}

/** What became of the events. */
type Report = Omit<ReconcileReport, 'collectedAt' | 'step' | 'hasMore'>;

const NOT_LISTED: ListedLook = { events: [], step: null };

function reconcileEvents(given: ReconcileTask, ports: ReconcilePorts): Report {
  const { fulfillmentId, events } = given;
  recoverInterrupted(fulfillmentId, events, ports);
  const reading = given.connectionId === null ? NO_CONNECTION : ports.connections.read(given.connectionId);
  if (reading.kind === 'unusable') {
    putBack(given, ports, { reason: reading.problem, countsAsAttempt: false });
    return report('stopped');
  }
  if (reading.kind === 'none') {
    // Events of backfills stay in the outbox until a connection exists, because no hourly check would find their
    // fulfillments again.
    drop({ ...given, events: given.events.filter(({ backfillId }) => backfillId === null) }, ports);
    return report('discarded');
  }
  const { connection } = reading;
  const admitted = admitBackfills(given, connection, ports);
  if (admitted.end !== null) return report(admitted.end);
  if (connection.mode === 'off') {
    // Dropped events must be found again, even if sending is switched on before a check sees that it was off.
    if (connection.checkCursor !== null) ports.connections.rememberCheck(connection.id, null);
    drop(admitted.task, ports);
    return report('discarded');
  }
  const pause = connection.mode === 'on' ? pauseAt(connection, ports.clock.now()) : null;
  // Nothing could be sent before then, so the look would cost for nothing.
  if (pause !== null && pause > ports.clock.now() + LONGEST_WAIT_SECONDS)
    return waitForLimit(admitted.task, ports, pause);
  return lookAt(admitted, connection, ports);
}

function waitForLimit(task: ReconcileTask, ports: ReconcilePorts, until: EpochSeconds): Report {
  putBack(task, ports, { reason: askedToWait(until).message, countsAsAttempt: false, notBefore: until });
  return { ...report('put back'), goesOnAt: until };
}

function lookAt(admitted: Admitted, connection: Connection, ports: ReconcilePorts): Report {
  const { task } = admitted;
  const lookedAt = timeOfLook(ports.clock.now(), lastSaveOf(task));
  const fieldMapping = parseFieldMapping(task.fieldMapping);
  const state = readFulfillment(task, ports, { connection, fieldMapping });
  if (state.kind === 'unknown') {
    putBack(task, ports, { ...state, needsSystemRun: !task.asSystem, unreadable: state.error !== null });
    if (state.error !== null) noteUnreadable(task, state.error, ports);
    return report('put back', new Map(state.error === null ? [] : [['unreadable', 1]]));
  }
  const { fulfillment } = state;
  const backfill = lookFor(admitted, fulfillment, ports.clock);
  if (fulfillment !== null && backfill === null && isAlone(task)) {
    acknowledge(task, ports);
    return report('done', new Map([['outside the days of a backfill', 1]]));
  }
  const numbers = fulfillment === null ? [] : packagesOf(fulfillment, fieldMapping).packages.map((pkg) => pkg.number);
  const ledger = readLedger(task.fulfillmentId, numbers, ports.ledger);
  const plan = planReconcile({
    fulfillmentId: task.fulfillmentId,
    fulfillment,
    ...ledger,
    connection,
    carrierMapping: parseCarrierMapping(task.carrierMapping),
    fieldMapping,
    couriers: parseAccountCouriers(task.couriers),
    account: { id: ports.account.id(), isProduction: ports.account.isProduction() },
    now: ports.clock.now(),
    sha256Hex: (text) => ports.hash.sha256Hex(text),
    backfill,
  });
  if (!task.asSystem && plan.calls.some(takesBack)) {
    const reason = 'What AfterShip has reads empty here, and this run may not see it. A scheduled run looks again.';
    putBack(task, ports, { reason, countsAsAttempt: false, needsSystemRun: true });
    return report('put back');
  }
  const look: Look = {
    ports,
    fulfillmentId: task.fulfillmentId,
    shippedOn: fulfillment === null ? null : shipDay(fulfillment),
    lookedAt,
    rows: new Map(ledger.own.map((row) => [row.number, row])),
  };
  const scene: Scene = { task: forgetSettled(task, ledger.own), ports, connection, look, ledger, plan };
  const done = carryOut(scene);
  if (done.end === 'done') noteLook({ ...scene, task: { ...task, events: [] } }, fulfillment?.lastModified ?? null);
  return done;
}

/** When the latest save was made whose event the task has. An event that was put back has another due time. */
function lastSaveOf({ events }: ReconcileTask): EpochSeconds | null {
  const saves = events.filter(({ priority, attempts }) => attempts === 0 && isSaver(priority));
  return saves.length === 0 ? null : Math.max(...saves.map(({ dueAt }) => dueAt));
}

/** True for calls that remove a value from AfterShip, which only a run that sees every field may do. */
function takesBack(call: Call): boolean {
  return (call.kind === 'update' || (call.kind === 'claim' && call.sendContent)) && call.desired.takesBack;
}

/**
 * Rows of this fulfillment, and rows of other fulfillments with one of its present or earlier numbers, because they may
 * own the same tracking.
 */
function readLedger(fulfillmentId: number, numbers: readonly string[], ledger: Ledger): LedgerReading {
  const reading = ledger.findFor(fulfillmentId, numbers);
  const wanted = new Set(numbers);
  const left = reading.own.filter(
    (row) => isOpen(row) && trackingIdOf(row.holding) !== null && !wanted.has(row.number),
  );
  if (left.length === 0) return reading;
  const ofLeft = ledger.findFor(
    fulfillmentId,
    left.map((row) => row.number),
  );
  return { own: reading.own, others: [...reading.others, ...ofLeft.others] };
}

interface Scene {
  readonly task: ReconcileTask;
  readonly ports: ReconcilePorts;
  readonly connection: Connection;
  readonly look: Look;
  readonly ledger: LedgerReading;
  readonly plan: Plan;
}

type Count = (what: string) => void;

function carryOut(scene: Scene): Report {
  const { task, ports, connection, plan } = scene;
  const counts = new Map<string, number>();
  const count: Count = (what) => void counts.set(what, (counts.get(what) ?? 0) + 1);

  // The events for other owners are raised before the row is released: an interruption in between would leave no sign
  // that they need a look.
  for (const fulfillmentId of plan.looks)
    askForLook(ports, fulfillmentId, `same tracking number as fulfillment ${task.fulfillmentId}`);
  if (!writeAll(scene, count)) return endAtLimit(scene, counts);

  if (connection.mode === 'preview') {
    acknowledge(task, ports);
    return report('done', counts);
  }
  const context = contextOf(scene);
  const { failure, failedAttempt } = performAll(scene, context, count);
  if (failure === null) {
    if (sentToShared(scene)) lookOnceMore(scene);
    acknowledge(task, ports);
    return report('done', counts);
  }
  unmark(context.inFlight, ports);
  if (failure.kind === 'limit' && failedAttempt === null) return endAtLimit(scene, counts);
  const goesOnAt = giveBack(task, ports, failure, failedAttempt);
  const isPaused = failure.kind === 'later' && !failure.countsAsAttempt && failure.isSettled !== true;
  // Every other look waits for it, too.
  if (isPaused && goesOnAt > ports.clock.now()) ports.connections.pause(connection.id, goesOnAt);
  return { ...report(failure.kind === 'stopped' ? 'stopped' : 'put back', counts), ...(isPaused && { goesOnAt }) };
}

/** Whether content was sent to a tracking that another fulfillment owns, too. */
function sentToShared({ plan, ledger, look }: Scene): boolean {
  return plan.calls.some(({ number, id, row }) => {
    const contentAt = look.rows.get(number)?.contentAt ?? null;
    const wasSent = contentAt !== null && contentAt !== row?.contentAt;
    return wasSent && coOwners(othersOf(ledger, number), id).length > 0;
  });
}

/**
 * Asks for one more look after every look that is under way now has ended: another owner of the tracking may send its
 * content at this moment, and neither would know that the other one came last.
 */
function lookOnceMore({ task: { fulfillmentId }, ports }: Scene): void {
  const dueAt = ports.clock.now() + LONGEST_REDUCE_SECONDS;
  ports.events.add({ fulfillmentId, dueAt, priority: 'check', origin: 'shared tracking number' });
}

/** Writes what needs no call, and in Preview what each call would do. Returns false when the limit came first. */
function writeAll(scene: Scene, count: Count): boolean {
  const { ports, connection, look, plan } = scene;
  const previews = connection.mode === 'preview' ? plan.calls : [];
  const writes = [
    ...plan.writes.map((write) => ({ write, what: write.change.reason ?? 'changed' })),
    ...previews.map((call) => ({ write: previewCall(call, ports.clock.now()), what: 'would send' })),
  ];
  for (const { write, what } of writes) {
    if (isNearLimit(scene)) return false;
    settleWrite(look, write);
    count(what);
  }
  return clearIdleTicks(scene);
}

/** Puts the events back. A look that did a part of its work asks for the next run at once. */
function endAtLimit({ task, ports }: Scene, counts: ReadonlyMap<string, number>): Report {
  giveBack(task, ports, { kind: 'limit' });
  return report(counts.size > 0 ? 'unfinished' : 'put back', counts);
}

function contextOf({ task, ports, connection, look, ledger, plan }: Scene): CallContext {
  const creates = plan.calls.filter((call) => call.kind === 'create');
  return {
    ...look,
    ports,
    connection,
    asSystem: task.asSystem,
    isLastAttempt: isLastAttempt(task, ports),
    api: trackingApi(ports.http, connection.secretId, () => ports.connections.permission(connection.id), ports),
    others: ledger.others,
    inFlight: inFlightOf(creates, task.events),
  };
}

interface AllEnds {
  readonly failure: Interruption | null;
  /** The first failed attempt, not counting stops, limits and rate limits. */
  readonly failedAttempt: FailedAttempt | null;
}

function performAll(scene: Scene, context: CallContext, count: Count): AllEnds {
  let failure: Interruption | null = null;
  let failedAttempt: FailedAttempt | null = null;
  for (const call of scene.plan.calls) {
    const end: CallEnd = isNearLimit(scene) ? { kind: 'limit' } : performCall(call, context);
    if (end.kind === 'ended') {
      count(end.what);
      continue;
    }
    failure = end;
    if (end.kind !== 'limit') count(end.kind);
    // After a failed attempt the next package may still succeed. A stop, a limit or a rate limit ends the look for all
    // packages.
    if (end.kind === 'later' && end.countsAsAttempt) {
      failedAttempt ??= end;
      continue;
    }
    // A package that only needs another look does not hold up the others.
    if (end.kind === 'later' && end.isSettled) continue;
    break;
  }
  return { failure, failedAttempt };
}

/**
 * Clears ticks in "Try again" that led to no call, or they would raise an event every 15 minutes. Returns false when
 * the limit came first.
 */
function clearIdleTicks(scene: Scene): boolean {
  const { ports, look, plan } = scene;
  const touched = new Set([...plan.writes, ...plan.calls].map(({ number }) => number));
  for (const row of look.rows.values()) {
    if (!row.retryRequested || touched.has(row.number)) continue;
    if (isNearLimit(scene)) return false;
    ports.ledger.change(row.id, { retryRequested: false });
  }
  return true;
}

/** Whether the next step could leave too little for ending the events. A fulfillment may have hundreds of them. */
function isNearLimit({ task, ports: { usage } }: Pick<Scene, 'task' | 'ports'>): boolean {
  const reserved = STOP_BELOW_UNITS + UNITS_TO_END_AN_EVENT * task.events.length;
  return usage.elapsedSeconds() > STOP_AFTER_SECONDS || usage.remainingUnits() < reserved;
}

/**
 * Writes the time of the look to the rows that the plan did not change. The hourly check uses the oldest look of a
 * fulfillment's open rows, so a stale write of a second run, which should not happen, raises an event for the
 * fulfillment again.
 */
function noteLook(scene: Scene, modifiedAt: EpochSeconds | null): void {
  const { ports, look, ledger, plan } = scene;
  if (modifiedAt === null) return;
  const written = new Set([...plan.writes, ...plan.calls].map(({ number }) => number));
  for (const row of ledger.own) {
    if (!isOpen(row) || written.has(row.number) || isCovered(modifiedAt, row.lookedAt)) continue;
    if (isNearLimit(scene)) return;
    ports.ledger.change(row.id, { lookedAt: look.lookedAt });
  }
}

function report(end: ReconcileEnd, counts: ReadonlyMap<string, number> = new Map()): Report {
  return { version: 1, end, counts: Object.fromEntries(counts) };
}
