/**
 * Invariants of every part of a life, during faults, too: saves succeed and stay cheap, no limit is exceeded, and
 * nothing personal or secret is written.
 */

import type { Execution } from '../../packages/emulator/netsuite';
import { BACKFILL, CONNECTION, PACKAGE, OUTBOX } from '../../src/TypeScript/aftership/adapters/ids';
import { UNREADABLE_KEY } from '../../src/TypeScript/aftership/core/netsuite/packages';
import { NOTIFIED, PERSONAL } from './cast';
import { readRows, eventsOf } from './invariants_at_rest';
import type { TrapEffect } from './history';
import { FOREIGN_PREFIX } from './foreign_apps';
import { isTampered, maySend, sidesOf, truthById } from './life';
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
      if (execution.script.startsWith(FOREIGN_PREFIX)) {
        noteUnreadable(life, side, execution);
        continue;
      }
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
    whatIsUnreadableIsShown(life, side);
    severalUnreadableAreTold(life, side);
    everySaveIsNoticed(life, side);
    whatWasErasedIsGone(life, side);
    nobodyIsToldTwice(life, side);
    aLastingStopIsTold(life, side);
    anUnusableConnectionIsTold(life, side);
    oneErrorStopsNobody(life, side);
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

/** A reading that another app's user event fails is a failed attempt at the fulfillment. */
function noteUnreadable(life: Life, side: Side, { subject, error }: Execution): void {
  const truth = truthById(side, Number(subject.split(' ')[1]));
  if (error === null || truth === null) return;
  life.failures += 1;
  life.failuresOf.set(truth, (life.failuresOf.get(truth) ?? 0) + 1);
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
    if (side.edited.numbers.has(row.number)) continue;
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
  for (const { id, fields } of eventsOf(side)) {
    const isForged = side.forged.rows.has(id);
    const known = truthById(side, Number(fields[OUTBOX.fulfillment]));
    if (isForged || (known !== null && isTampered(side, known))) continue;
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

/** About a day: after so many failed attempts a fulfillment that cannot be read has a row (docs/operate.md). */
const ATTEMPTS_OF_A_DAY = 8;

/** A fulfillment that has not been readable for a day needs attention, in a row that names NetSuite's error. */
function whatIsUnreadableIsShown(life: Life, side: Side): void {
  // A run that was ended between the event and the row writes the row at the next attempt.
  if (life.sprung.some(({ atMs }) => side.world.account.now() - atMs < DAY_MS)) return;
  const rows = readRows(side).filter(({ number }) => number === UNREADABLE_KEY);
  for (const { id, fields } of eventsOf(side)) {
    const isLong = isUnreadable(fields) && Number(fields[OUTBOX.attempts]) >= ATTEMPTS_OF_A_DAY;
    const fulfillmentId = Number(fields[OUTBOX.fulfillment]);
    if (!isLong || side.forged.rows.has(id)) continue;
    const row = rows.find((known) => known.fulfillmentId === fulfillmentId);
    // A look at a newer event may have read it or found it deleted, while an older event still waits for its turn.
    if (row?.state !== 'Needs attention' && row?.reason !== 'read_again')
      life.problems.push(`What cannot be read for a day has a row: ${side.accountId} fulfillment ${fulfillmentId}`);
  }
}

function isUnreadable(fields: Readonly<Record<string, unknown>>): boolean {
  return fields[OUTBOX.unreadable] === true;
}

const SEVERAL = 3;
/** The longest pause between two attempts, after one of which people are told. */
const TOLD_OF_UNREADABLE_WITHIN_MS = 8 * 3600 * 1000 + 35 * 60 * 1000;

/** Several fulfillments that cannot be read are told to the people named on the connection. */
function severalUnreadableAreTold(life: Life, side: Side): void {
  const nowMs = side.world.account.now();
  const unreadable = new Set(
    eventsOf(side)
      .filter(({ id, fields }) => isUnreadable(fields) && !side.forged.rows.has(id))
      .map(({ fields }) => String(fields[OUTBOX.fulfillment])),
  );
  const row = side.hasConnection ? side.world.account.get(CONNECTION.type, side.world.connection) : null;
  const isAwake =
    maySend(side) &&
    row?.fields[CONNECTION.stoppedByError] !== true &&
    !side.switchedOff.has('wake_ss') &&
    !side.switchedOff.has('send_mr');
  if (unreadable.size < SEVERAL || !isAwake) {
    side.severalUnreadableSince = null;
    return;
  }
  side.severalUnreadableSince ??= nowMs;
  if (nowMs - side.severalUnreadableSince < TOLD_OF_UNREADABLE_WITHIN_MS) return;
  if (!life.history.plan.connection.tellsPeople) return;
  const wasHit = life.sprung.some(({ script, atMs }) => script === 'wake_ss' && atMs >= nowMs - DAY_MS);
  const wasTold = side.world.account
    .mails()
    .some(
      ({ at, body }) =>
        nowMs - at < DAY_MS + TOLD_OF_UNREADABLE_WITHIN_MS && body.includes('several fulfillments be read'),
    );
  if (!wasTold && !wasHit)
    life.problems.push(`Several unreadable fulfillments are told: ${side.accountId} ${[...unreadable].join(', ')}`);
}

/** A connection that cannot be used is told to the people named on it, unless it is made inactive or asks for nothing. */
function anUnusableConnectionIsTold(life: Life, side: Side): void {
  const { unusable } = side;
  const nowMs = side.world.account.now();
  const isAsking = side.mode !== 'Off' && !side.isStoppedByPerson && !side.switchedOff.has('wake_ss');
  if (unusable === null || unusable.slip === 'inactive' || !isAsking || !life.history.plan.connection.tellsPeople) {
    side.unusableSince = null;
    return;
  }
  side.unusableSince ??= nowMs;
  if (nowMs - side.unusableSince < TOLD_WITHIN_MS) return;
  const wasHit = life.sprung.some(({ script, atMs }) => script === 'wake_ss' && atMs >= nowMs - TOLD_WITHIN_MS);
  const wasTold = side.world.account
    .mails()
    .some(({ at, body }) => nowMs - at < DAY_MS + TOLD_WITHIN_MS && body.includes('The connection cannot be used.'));
  if (!wasTold && !wasHit) life.problems.push(`An unusable connection is told: ${side.accountId} ${unusable.slip}`);
}

const HOUR_MS = 3600 * 1000;
const DAY_MS = 24 * HOUR_MS;

/**
 * Administrators get one e-mail for a reason until another reason follows, a day passes, or the stop lasts after a
 * "goes on" e-mail. The day is one of whole seconds, as the scripts count them. Only those named on the connection get it.
 */
function nobodyIsToldTwice(life: Life, side: Side): void {
  const mails = side.world.account.mails();
  const last = mails.at(-1);
  if (last === undefined) return;
  const stops = mails.filter(({ subject }) => !subject.endsWith('goes on'));
  const before = stops.at(-2);
  const isSame =
    before !== undefined &&
    reasonOf(before.body) === reasonOf(last.body) &&
    before.at >= side.connectedAt &&
    last.at - before.at < DAY_MS - 1000;
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

/** What a mail is about. What is said of one fulfillment that cannot be read is only an example. */
function reasonOf(body: string): string {
  return body.includes('several fulfillments be read') ? 'unreadable' : body;
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
  const isAwake = !side.isStoppedByPerson && side.unusable === null && !side.switchedOff.has('wake_ss');
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

/**
 * An error of NetSuite that no page lists stops sending only when another one follows it. A life in which people change
 * the secret has the same error for that reason.
 */
function oneErrorStopsNobody(life: Life, side: Side): void {
  const { struck } = side.world.aftership;
  const count = (moment: string): number => struck.get(`unlisted error ${moment} effect`) ?? 0;
  const errors = count('before') + count('after') + life.sprung.filter(({ effect }) => effect === 'error').length;
  if (errors > 1 || life.isSecretChanged) return;
  const row = side.hasConnection ? side.world.account.get(CONNECTION.type, side.world.connection) : null;
  const reason = String(row?.fields[CONNECTION.stopReason] ?? '');
  if (reason.includes('could not use the API secret'))
    life.problems.push(`One error stops nobody: ${side.accountId} ${reason}`);
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
    if (fields[PACKAGE.account] !== side.accountId || side.edited.rows.has(id)) continue;
    const fault = faultOfRecord(fields);
    if (fault !== null) life.problems.push(`Every row is legal: ${side.accountId} row ${id} has ${fault}`);
  }
}
