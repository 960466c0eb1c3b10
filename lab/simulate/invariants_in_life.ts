/**
 * Invariants of every part of a life, during faults, too: saves succeed and stay cheap, no limit is exceeded, and
 * nothing personal or secret is written.
 */

import type { Execution } from '../../packages/emulator/netsuite';
import { BACKFILL, CONNECTION, PACKAGE, OUTBOX } from '../../src/TypeScript/aftership/adapters/ids';
import { NOTIFIED, PERSONAL } from './cast';
import { readRows, eventsOf } from './invariants_at_rest';
import type { TrapEffect } from './history';
import { sidesOf, truthById } from './life';
import { faultOfRecord } from './legal_rows';
import type { Life, Side } from './life_state';
import { KEY, SCRIPT_PREFIX, WRONG_KEY } from './world';

const USER_EVENT = `${SCRIPT_PREFIX}fulfillment_ue`;

/** Highest units of a user's save. */
const UNITS_OF_A_SAVE = 30;

const SECRET_OR_PERSONAL: readonly string[] = [KEY, WRONG_KEY, ...PERSONAL];

/** Checks the executions since the last check, then forgets them. */
export function checkInLife(life: Life): void {
  for (const side of sidesOf(life)) {
    recordsAreClean(life, side);
    everyRowIsLegal(life, side);
    for (const execution of side.world.account.executions()) {
      saveIsCheap(life, side, execution);
      scriptsDoNotFail(life, side, execution);
    }
    for (const line of side.world.account.logs()) {
      const found = tellsOf(`${line.title} ${line.details}`);
      if (found !== null)
        life.problems.push(`Nothing personal or secret is logged: ${side.accountId} "${line.title}" has ${found}`);
    }
    nothingWantedIsDueForRemoval(life, side);
    waitsAreBounded(life, side);
    everySaveIsNoticed(life, side);
    whatWasErasedIsGone(life, side);
    nobodyIsToldTwice(life, side);
    aLastingStopIsTold(life, side);
    side.world.account.clearMeasurements();
  }
  life.dueForRemoval.seenAtMs = life.main.world.account.now();
}

function saveIsCheap(life: Life, side: Side, execution: Execution): void {
  if (execution.script !== USER_EVENT) return;
  if (execution.units > UNITS_OF_A_SAVE || execution.httpCalls > 0)
    life.problems.push(
      `A save stays cheap: ${side.accountId} ${execution.subject} cost ${execution.units} units and ${execution.httpCalls} requests`,
    );
}

/** The user event runs at every save of a fulfillment with scripts on. */
function everySaveIsNoticed(life: Life, side: Side): void {
  for (const save of side.unnoticed.splice(0)) life.problems.push(`A save is noticed: ${side.accountId} ${save}`);
}

/** Rows of an erased customer's fulfillments contain only notes from after the erasure. */
function whatWasErasedIsGone(life: Life, side: Side): void {
  for (const { fulfillments, sinceMs } of side.erasures.splice(0)) {
    for (const { id, fields } of side.world.account.all(PACKAGE.type)) {
      const isOwn = fields[PACKAGE.account] === side.accountId;
      if (!isOwn || !fulfillments.has(Number(fields[PACKAGE.fulfillment]))) continue;
      const lines = String(fields[PACKAGE.history] ?? '').split('\n');
      const isOld = lines.some((line) => Number(line.split('|')[0]) < Math.floor(sinceMs / 1000));
      if (isOld) life.problems.push(`What was noted of an erased customer is gone: ${side.accountId} row ${id}`);
    }
  }
}

/** Longest time for which a run may use data that it read before a change. */
const RUN_MS = 15 * 60 * 1000;

/** A number that has stayed on its fulfillment is never due for removal, even if a run may not see the fulfillment. */
function nothingWantedIsDueForRemoval(life: Life, side: Side): void {
  const { rows, seenAtMs } = life.dueForRemoval;
  for (const row of readRows(side)) {
    const key = `${side.accountId} ${row.id}`;
    if (row.state !== 'Removal due') {
      rows.delete(key);
      continue;
    }
    const wantedSince = truthById(side, row.fulfillmentId)?.numbers.get(row.number)?.wantedSince ?? null;
    if (!rows.has(key) && wantedSince !== null && wantedSince < seenAtMs - RUN_MS)
      life.problems.push(
        `What is wanted is never due for removal: ${side.accountId} fulfillment ${row.fulfillmentId} number ${row.number}`,
      );
    rows.add(key);
  }
}

/**
 * The longest pause between attempts is eight hours (docs/operate.md). A rate limit here ends after ten minutes at
 * most.
 */
const LONGEST_WAIT_SECONDS = 8 * 3600 + 60;

/** Pauses are capped, and a rate limit does not count as a failed attempt. */
function waitsAreBounded(life: Life, side: Side): void {
  const nowSeconds = Math.floor(side.world.account.now() / 1000);
  for (const { fields } of eventsOf(side)) {
    const waitSeconds = Number(fields[OUTBOX.due]) - nowSeconds;
    const fulfillment = String(fields[OUTBOX.fulfillment]);
    if (waitSeconds > LONGEST_WAIT_SECONDS)
      life.problems.push(`Waits are capped: ${side.accountId} fulfillment ${fulfillment} waits ${waitSeconds} s`);
    const attempts = Number(fields[OUTBOX.attempts]);
    const truth = truthById(side, Number(fulfillment));
    const requests = truth === null ? life.failures : (life.failuresOf.get(truth) ?? 0);
    // A run that a trap ended counts as a failure, too.
    const failures = requests + life.sprung.filter(({ effect }) => isHarmful(effect)).length;
    if (attempts > failures)
      life.problems.push(
        `Only failures count as attempts: ${side.accountId} fulfillment ${fulfillment} has ${attempts}, there were ${failures} failures`,
      );
  }
}

const HOUR_MS = 3600 * 1000;
const DAY_MS = 24 * HOUR_MS;

/**
 * Administrators get one e-mail for a reason until another reason follows, a day passes, or the stop lasts after a
 * "goes on" e-mail. Only those named on the connection get it.
 */
function nobodyIsToldTwice(life: Life, side: Side): void {
  const mails = side.world.account.mails();
  const last = mails.at(-1);
  if (last === undefined) return;
  const stops = mails.filter(({ body }) => body.includes('stopped by itself'));
  const before = stops.at(-2);
  const isSame = before?.body === last.body && before.at >= side.connectedAt && last.at - before.at < DAY_MS;
  const between = mails.at(-2);
  const hasLasted = between !== before && between !== undefined && last.at - between.at >= HOUR_MS;
  // An e-mail whose sending ended in an error is sent again, because two are better than none.
  const wasHit = life.sprung.some(
    ({ script, effect, atMs }) => script === 'wake_ss' && isHarmful(effect) && atMs >= (before?.at ?? 0) - 60_000,
  );
  if (stops.at(-1) === last && isSame && !hasLasted && !wasHit)
    life.problems.push(`Administrators are told once: ${side.accountId} twice within a day: ${last.subject}`);
  if (!life.history.plan.connection.tellsPeople)
    life.problems.push(`Only those named are told: ${side.accountId} nobody is named`);
  for (const mail of mails) {
    const found = tellsOf(`${mail.subject} ${mail.body}`);
    if (found !== null) life.problems.push(`Nothing personal or secret is mailed: ${side.accountId} ${found}`);
    if (mail.recipients.some((recipient) => recipient !== NOTIFIED))
      life.problems.push(`Only those named are told: ${side.accountId} ${mail.recipients.join(', ')}`);
  }
}

const ENDINGS: readonly TrapEffect['kind'][] = ['kill', 'usage limit', 'slow'];

/** True for traps that may make a run fail. */
function isHarmful(effect: TrapEffect['kind']): boolean {
  return effect === 'error' || ENDINGS.includes(effect);
}

/**
 * A script may end in an error only if a trap put one into this run. A user event may end in an error only if the
 * platform ends it, because the user would see it.
 */
function scriptsDoNotFail(life: Life, side: Side, execution: Execution): void {
  const { script, error, startedAt } = execution;
  if (error === null) return;
  const found = tellsOf(error.message);
  if (found !== null)
    life.problems.push(`Nothing personal or secret is in errors: ${side.accountId} ${script} has ${found}`);
  const isSave = script === USER_EVENT;
  const wasHit = life.sprung.some(
    (trap) =>
      script.endsWith(trap.script) &&
      (isSave ? ENDINGS.includes(trap.effect) : isHarmful(trap.effect)) &&
      trap.atMs >= startedAt,
  );
  if (wasHit) return;
  const invariant = isSave ? 'A save never fails' : 'Scripts do not fail';
  life.problems.push(
    `${invariant}: ${side.accountId} ${script} ${execution.entry} ${execution.subject}: ${error.name} ${error.message}`,
  );
}

/** Two intervals of the scheduled script and a margin. */
const TOLD_WITHIN_MS = 35 * 60 * 1000;

/** A lasting stop is told to the people named on the connection, once a day for the same reason. */
function aLastingStopIsTold(life: Life, side: Side): void {
  const nowMs = side.world.account.now();
  const row = side.hasConnection ? side.world.account.get(CONNECTION.type, side.world.connection) : null;
  const isStopped = row?.fields[CONNECTION.stoppedByError] === true;
  const reason = isStopped ? String(row.fields[CONNECTION.stopReason]) : null;
  const isAwake = !side.isStoppedByPerson && !side.switchedOff.has('wake_ss');
  const known = side.stop;
  if (reason === null || !isAwake) {
    side.stop = null;
    return;
  }
  if (known?.reason !== reason) {
    side.stop = { reason, sinceMs: nowMs };
    return;
  }
  if (nowMs - known.sinceMs < TOLD_WITHIN_MS || !life.history.plan.connection.tellsPeople) return;
  const wasHit = life.sprung.some(({ script, atMs }) => script === 'wake_ss' && atMs >= nowMs - TOLD_WITHIN_MS);
  const wasTold = side.world.account
    .mails()
    .some(({ at, body }) => nowMs - at < DAY_MS + TOLD_WITHIN_MS && body.includes(reason));
  if (!wasTold && !wasHit) life.problems.push(`A stop that lasts is told: ${side.accountId} ${reason}`);
}

function tellsOf(text: string): string | null {
  return SECRET_OR_PERSONAL.find((tell) => text.includes(tell)) ?? null;
}

/** Records of this project contain ids, numbers, states and sentences, and no personal data. */
function recordsAreClean(life: Life, side: Side): void {
  for (const type of [PACKAGE.type, OUTBOX.type, BACKFILL.type, CONNECTION.type]) {
    for (const row of side.world.account.all(type)) {
      const found = tellsOf(JSON.stringify(row.fields));
      if (found !== null)
        life.problems.push(
          `Nothing personal or secret stands in records: ${side.accountId} ${type} ${row.id} has ${found}`,
        );
    }
  }
}

/**
 * Every row is one that the table of states and reasons allows, because a row is written as a whole whatever the run
 * meets.
 */
function everyRowIsLegal(life: Life, side: Side): void {
  for (const { id, fields } of side.world.account.all(PACKAGE.type)) {
    const fault = fields[PACKAGE.account] === side.accountId ? faultOfRecord(fields) : null;
    if (fault !== null) life.problems.push(`Every row is legal: ${side.accountId} row ${id} has ${fault}`);
  }
}
