/**
 * Brings one fulfillment and AfterShip into step: read both sides, plan the difference, do it, acknowledge exactly the
 * signals that were read. Every step can be repeated after a kill at any point.
 */

import { decideRetry, isExhausted, LONGEST_PAUSE_SECONDS } from '../../core/backoff';
import { mayBeListedByOtherName, parseCarrierMapping } from '../../core/aftership/carriers';
import type { Connection } from '../../core/connection';
import { shipDay, type Fulfillment } from '../../core/netsuite/fulfillment';
import { isCovered } from '../../core/look';
import { readPackages } from '../../core/netsuite/packages';
import { planReconcile, type Plan } from '../../core/plan/plan';
import { isOpen, isShownInPreview, type Shipment } from '../../core/ledger/shipment';
import type { EpochSeconds } from '../../core/values';
import { admitBackfills, isAlone, lookFor } from '../backfill';
import type { CallContext, CallEnd, Interruption } from './call_outcomes';
import { writeToLedger, type Look } from './ledger_writes';
import { performCall } from './perform';
import { askForLook } from '../other_looks';
import { forgetIntents, startBatch } from './perform_create';
import type {
  Account,
  Backfills,
  Clock,
  Connections,
  Fulfillments,
  Hash,
  Http,
  LedgerReading,
  Log,
  Random,
  ReconcileEnd,
  ReconcileReport,
  ReconcileTask,
  Shipments,
  Signals,
  Usage,
} from '../ports';
import { previewCall } from './preview_rows';
import { trackingApi } from './tracking_api';

export interface ReconcilePorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly hash: Hash;
  readonly usage: Usage;
  readonly log: Log;
  readonly account: Account;
  readonly fulfillments: Fulfillments;
  readonly connections: Connections;
  readonly signals: Signals;
  readonly shipments: Shipments;
  readonly http: Http;
  readonly backfills: Pick<Backfills, 'read'>;
}

/** A reduce stops between packages before the platform stops it: 900 s and 5,000 units an invocation (section_4480364878). */
export const STOP_AFTER_SECONDS = 600;
export const STOP_BELOW_UNITS = 500;

const NO_CONNECTION = { kind: 'none', otherAccounts: [] } as const;

/** A rate limit tells when it ends; without that, a minute. */
const RATE_LIMIT_PAUSE_SECONDS = 60;

export function reconcile(given: ReconcileTask, ports: ReconcilePorts): ReconcileReport {
  const reading = given.connectionId === null ? NO_CONNECTION : ports.connections.read(given.connectionId);
  if (reading.kind === 'unusable') {
    ports.log.error('Connection is unusable', { problem: reading.problem });
    putBack(given, ports, { reason: reading.problem, countsAsAttempt: false });
    return report('stopped');
  }
  if (reading.kind === 'none') {
    // No sweep finds again what a backfill asked for: that waits in the outbox for a connection.
    drop({ ...given, signals: given.signals.filter(({ backfillId }) => backfillId === null) }, ports);
    return report('discarded');
  }
  const { connection } = reading;
  const admitted = admitBackfills(given, connection, ports);
  if (admitted.end !== null) return report(admitted.end);
  const { task } = admitted;
  if (connection.mode === 'off') {
    // What is dropped here has to be found again, also when it is switched on before a sweep sees that it was off.
    if (connection.sweepCursor !== null) ports.connections.rememberSweep(connection.id, null);
    drop(task, ports);
    return report('discarded');
  }

  const lookedAt = ports.clock.now();
  const state = readFulfillment(task, ports, connection);
  if (state.kind === 'unknown') {
    putBack(task, ports, { ...state, needsSystemRun: !task.asSystem });
    return report('put back');
  }
  const { fulfillment } = state;
  const backfill = lookFor(admitted, fulfillment, ports.clock);
  if (fulfillment !== null && backfill === null && isAlone(task)) {
    acknowledge(task, ports);
    return report('done', new Map([['outside the days of a backfill', 1]]));
  }

  const numbers = fulfillment === null ? [] : readPackages(fulfillment.packageLines).packages.map((pkg) => pkg.number);
  const ledger = readLedger(task.fulfillmentId, numbers, ports.shipments);
  const plan = planReconcile({
    fulfillmentId: task.fulfillmentId,
    fulfillment,
    own: ledger.own,
    others: ledger.others,
    connection,
    carrierMapping: parseCarrierMapping(task.carrierMapping),
    account: { id: ports.account.id(), isProduction: ports.account.isProduction() },
    now: ports.clock.now(),
    sha256Hex: (text) => ports.hash.sha256Hex(text),
    backfill,
  });
  const look: Look = {
    ports,
    fulfillmentId: task.fulfillmentId,
    shippedOn: fulfillment === null ? null : shipDay(fulfillment),
    lookedAt,
    histories: new Map(),
  };
  const done = carryOut(forgetSettled(task, ledger.own), ports, connection, look, ledger.own, plan);
  if (done.end === 'done') noteLook(look, ports, ledger.own, plan, fulfillment?.lastModified ?? null);
  return done;
}

/** The rows of this fulfillment, and those of others with a number that it has or had: a tracking may be theirs, too. */
function readLedger(fulfillmentId: number, numbers: readonly string[], shipments: Shipments): LedgerReading {
  const ledger = shipments.findFor(fulfillmentId, numbers);
  const wanted = new Set(numbers);
  const left = ledger.own.filter((row) => isOpen(row.state) && row.trackingId !== null && !wanted.has(row.number));
  if (left.length === 0) return ledger;
  const ofLeft = shipments.findFor(
    fulfillmentId,
    left.map((row) => row.number),
  );
  return { own: ledger.own, others: [...ledger.others, ...ofLeft.others] };
}

type FulfillmentState =
  | { readonly kind: 'known'; readonly fulfillment: Fulfillment | null }
  | { readonly kind: 'unknown'; readonly reason: string; readonly countsAsAttempt: boolean };

/** *Gone* needs a proof: the delete event itself, or an absence seen by the System user, whom no permission hides it from. */
function readFulfillment(task: ReconcileTask, ports: ReconcilePorts, connection: Connection): FulfillmentState {
  if (task.signals.some((signal) => signal.deleted)) return { kind: 'known', fulfillment: null };
  const reading = ports.fulfillments.read(task.fulfillmentId, connection);
  switch (reading.kind) {
    case 'found': {
      // What a clerk's role or language hides would change the request: the System user decides what is really there.
      const hidden = task.asSystem ? [] : [...reading.missing, ...unsureNames(task, connection, reading.fulfillment)];
      return hidden.length === 0
        ? { kind: 'known', fulfillment: reading.fulfillment }
        : {
            kind: 'unknown',
            reason: `This run could not read: ${hidden.join(', ')}. A scheduled run looks again.`,
            countsAsAttempt: false,
          };
    }
    case 'absent':
      return task.asSystem
        ? { kind: 'known', fulfillment: null }
        : {
            kind: 'unknown',
            reason: 'The fulfillment was not found by the user of this run. A scheduled run looks again.',
            countsAsAttempt: false,
          };
    case 'unreadable':
      // A scheduled run that cannot read it either will not do so a moment later: it waits longer each time.
      return {
        kind: 'unknown',
        reason: `The fulfillment could not be read: ${reading.detail}`,
        countsAsAttempt: task.asSystem,
      };
  }
}

/** A run speaks the language of who submitted it, and NetSuite translates the names of shipping items. */
function unsureNames(
  task: ReconcileTask,
  { leftOutShipMethods }: Connection,
  { shipMethod, status }: Fulfillment,
): readonly string[] {
  if (status !== 'shipped') return [];
  const mapped = parseCarrierMapping(task.carrierMapping).entries.map(({ key }) => key);
  return [mapped, leftOutShipMethods].some((listed) => mayBeListedByOtherName(shipMethod, listed))
    ? [`whether ship method ${shipMethod?.id ?? ''} is one that the connection names in the account's language`]
    : [];
}

function carryOut(
  task: ReconcileTask,
  ports: ReconcilePorts,
  connection: Connection,
  look: Look,
  own: readonly Shipment[],
  plan: Plan,
): ReconcileReport {
  const counts = new Map<string, number>();
  const count = (what: string): void => void counts.set(what, (counts.get(what) ?? 0) + 1);

  // Before the row that lets go is written: after a kill in between it would look as if nothing were left to hand over.
  for (const handover of plan.handovers) {
    const { rowId, fulfillmentId, hasContact } = handover;
    ports.shipments.change(rowId, { updatePrint: '', lookedAt: null, ...(hasContact && { hasContact }) });
    askForLook(ports, fulfillmentId, `same tracking number as fulfillment ${task.fulfillmentId}`);
  }
  for (const write of plan.writes) {
    writeToLedger(look, write);
    count(write.change.state ?? 'changed');
  }

  clearIdle(ports, connection, own, plan);

  if (connection.mode === 'preview') {
    for (const call of plan.calls) {
      const write = previewCall(call);
      if (write !== null) writeToLedger(look, write);
      count('would send');
    }
    acknowledge(task, ports);
    return report('done', counts);
  }

  const batch = startBatch(plan.calls);
  const context: CallContext = {
    ...look,
    ports,
    connection,
    asSystem: task.asSystem,
    isLastAttempt: isLastAttempt(task, ports),
    api: trackingApi(ports.http, connection.secretId, () => ports.connections.permission(connection.id)),
    batch,
  };
  let failure: Interruption | null = null;
  let failedAttempt: FailedAttempt | null = null;
  for (const call of plan.calls) {
    const end: CallEnd = isNearLimit(ports.usage) ? { kind: 'limit' } : performCall(call, context);
    count(end.kind === 'ended' ? end.what : end.kind);
    if (end.kind === 'ended') continue;
    failure = end;
    // Another package may succeed after a bad answer to this one. A stop, a limit or a rate limit is for all of them.
    if (end.kind === 'later' && end.countsAsAttempt) {
      failedAttempt ??= end;
      continue;
    }
    break;
  }
  forgetIntents(context);

  if (failure !== null) {
    giveBack(task, ports, failure, failedAttempt);
    return report(failure.kind === 'stopped' ? 'stopped' : 'put back', counts);
  }
  acknowledge(task, ports);
  return report('done', counts);
}

/** What leads to nothing must not come up again every 15 minutes: a tick in "Try again", or what Preview would have done. */
function clearIdle(ports: ReconcilePorts, connection: Connection, own: readonly Shipment[], plan: Plan): void {
  const touched = new Set([...plan.writes, ...plan.calls].map((step) => step.row?.id));
  for (const row of own) {
    if (touched.has(row.id)) continue;
    const isShownOnly = connection.mode === 'on' && isShownInPreview(row.reason);
    if (!row.retryRequested && !isShownOnly) continue;
    ports.shipments.change(row.id, {
      ...(row.retryRequested && { retryRequested: false }),
      ...(isShownOnly && { reason: '', message: '' }),
    });
  }
}

function isNearLimit(usage: Usage): boolean {
  return usage.elapsedSeconds() > STOP_AFTER_SECONDS || usage.remainingUnits() < STOP_BELOW_UNITS;
}

/**
 * Rows that the look had nothing to say about remember it, too: the sweep goes by the oldest look of a fulfillment's open
 * rows, so that a stale write of a second run, which should not be there, brings the fulfillment up again.
 */
function noteLook(
  look: Look,
  ports: ReconcilePorts,
  own: readonly Shipment[],
  plan: Plan,
  modifiedAt: EpochSeconds | null,
): void {
  if (modifiedAt === null) return;
  const written = new Set([...plan.writes, ...plan.calls].map((step) => step.row?.id));
  for (const row of own) {
    if (!isOpen(row.state) || written.has(row.id) || isCovered(modifiedAt, row.lookedAt)) continue;
    if (isNearLimit(ports.usage)) return;
    ports.shipments.change(row.id, { lookedAt: look.lookedAt });
  }
}

type FailedAttempt = Extract<Interruption, { kind: 'later' }>;

/**
 * `failedAttempt` is an earlier package's. What failed by itself counts, also when a stop came after it, or a fulfillment
 * that always fails never ends; and it waits for the end of a rate limit that came after it.
 */
function giveBack(
  task: ReconcileTask,
  ports: ReconcilePorts,
  failure: Interruption,
  failedAttempt: FailedAttempt | null = null,
): void {
  if (failure.kind === 'later' && !failure.countsAsAttempt) {
    const now = ports.clock.now();
    const notBefore = Math.min(failure.notBefore ?? now + RATE_LIMIT_PAUSE_SECONDS, now + LONGEST_PAUSE_SECONDS);
    const reason = (failedAttempt ?? failure).message;
    putBack(task, ports, { reason, countsAsAttempt: failedAttempt !== null, notBefore });
    return delayWaiting(task, ports, notBefore, failure.message);
  }
  const told = failedAttempt ?? failure;
  switch (told.kind) {
    case 'limit':
      return putBack(task, ports, {
        reason: 'The run reached its limit. The next run goes on.',
        countsAsAttempt: false,
      });
    case 'stopped':
      return putBack(task, ports, { reason: told.reason, countsAsAttempt: false });
    case 'needs system run':
      return putBack(task, ports, { reason: told.reason, countsAsAttempt: false, needsSystemRun: true });
    case 'later':
      return putBack(task, ports, { reason: told.message, countsAsAttempt: true });
  }
}

/**
 * What this look did not take waits for an earlier time: an older signal, one of a paused backfill, one that has failed. It
 * would be looked at before the rate limit ends. What is new does not wait.
 */
function delayWaiting(task: ReconcileTask, ports: ReconcilePorts, notBefore: EpochSeconds, reason: string): void {
  const now = ports.clock.now();
  if (notBefore <= now) return;
  const newest = Math.max(...task.signals.map(({ id }) => id));
  for (const { id, dueAt, attempts, backfillId } of ports.signals.findByFulfillment([task.fulfillmentId])) {
    const isNew = id > newest && dueAt <= now && attempts === 0 && backfillId === null;
    if (isNew || dueAt >= notBefore) continue;
    ports.signals.putBack(id, { dueAt: notBefore, attempts, reason, needsSystemRun: false });
  }
}

interface PutBackReason {
  readonly reason: string;
  readonly countsAsAttempt: boolean;
  readonly notBefore?: EpochSeconds;
  readonly needsSystemRun?: boolean;
}

function putBack(task: ReconcileTask, ports: ReconcilePorts, why: PutBackReason): void {
  const now = ports.clock.now();
  const retry = why.countsAsAttempt
    ? decideRetry({ attempts: attemptsOf(task), now, random: ports.random.next() })
    : { dueAt: now, attempts: attemptsOf(task) };
  const dueAt = Math.max(retry.dueAt, why.notBefore ?? now);
  const { reason, needsSystemRun = false } = why;
  const kept = task.signals.filter(({ id }) =>
    ports.signals.putBack(id, { dueAt, attempts: retry.attempts, reason, needsSystemRun }),
  );
  if (kept.length > 0) return;
  // A run beside this one, which should not be there, took them for done; what this one leaves open is not.
  const { fulfillmentId } = task;
  const deleted = task.signals.some((signal) => signal.deleted);
  ports.signals.add({ fulfillmentId, deleted, dueAt, backfill: false, origin: 'interrupted beside another run' });
}

/** A new signal begins anew: what somebody just typed has not failed yet, however often what stood there before has. */
function attemptsOf({ signals }: Pick<ReconcileTask, 'signals'>): number {
  return signals.length === 0 ? 0 : Math.min(...signals.map((signal) => signal.attempts));
}

/** Every package that had failed was settled by a look at a newer signal: what fails now fails for the first time. */
function forgetSettled(task: ReconcileTask, own: readonly Shipment[]): ReconcileTask {
  const failed = own.filter(({ failedAt }) => failedAt !== null);
  const isSettled = failed.every(({ failedAt, lookedAt }) => (lookedAt ?? 0) > (failedAt ?? 0));
  if (failed.length === 0 || !isSettled) return task;
  return { ...task, signals: task.signals.map((signal) => ({ ...signal, attempts: 0 })) };
}

/** A newer signal that waits for a later time has attempts left, and with it what it stands for. */
function isLastAttempt(task: ReconcileTask, ports: ReconcilePorts): boolean {
  if (!isExhausted(attemptsOf(task) + 1)) return false;
  const signals = ports.signals.findByFulfillment([task.fulfillmentId]);
  return signals.length === 0 || isExhausted(attemptsOf({ signals }) + 1);
}

function acknowledge(task: ReconcileTask, ports: ReconcilePorts): void {
  for (const signal of task.signals) ports.signals.acknowledge(signal.id);
}

/**
 * Acknowledged without a look. The sweep has to find the fulfillment again, also when an earlier run was interrupted and has
 * written some of its rows: they must not stand for a look at all of it. Rows in doubt are found anyway.
 */
function drop(task: ReconcileTask, ports: ReconcilePorts): void {
  if (task.signals.length === 0) return;
  const rows = ports.shipments.findFor(task.fulfillmentId, []).own.filter(({ state }) => isOpen(state));
  const row = rows.find(({ state }) => state !== 'in doubt' && state !== 'needs attention') ?? rows[0];
  if (row !== undefined && row.lookedAt !== null) ports.shipments.change(row.id, { lookedAt: null });
  acknowledge(task, ports);
}

function report(end: ReconcileEnd, counts: ReadonlyMap<string, number> = new Map()): ReconcileReport {
  return { version: 1, end, counts: Object.fromEntries(counts) };
}
