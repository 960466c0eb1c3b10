/**
 * What is demanded of every stretch of a life, also while everything fails: saves go through and stay cheap, no limit is
 * exceeded, nothing personal or secret is written down.
 */

import type { Execution } from '../../emulator/contract';
import { BACKFILL, CONNECTION, SHIPMENT, SIGNAL } from '../../src/TypeScript/aftership/adapters/ids';
import { NOTIFIED, PERSONAL } from './cast';
import { readRows, signalsOf } from './demands_at_rest';
import { sidesOf, truthById, type Life, type Side } from './life';
import { KEY, WRONG_KEY } from './world';

/** What the user's save may cost. */
const UNITS_OF_A_SAVE = 30;

const SECRET_OR_PERSONAL: readonly string[] = [KEY, WRONG_KEY, ...PERSONAL];

/** Looks at what ran since the last look, and forgets it. */
export function demandInLife(life: Life): void {
  for (const side of sidesOf(life)) {
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
    nobodyIsToldTwice(life, side);
    side.world.account.clearMeasurements();
  }
  life.dueForRemoval.seenAtMs = life.main.world.account.now();
  life.sprung.length = life.isCalm ? 0 : life.sprung.length;
}

function saveIsCheap(life: Life, side: Side, execution: Execution): void {
  if (execution.script !== 'customscript_aftership_fulfillment_ue') return;
  if (execution.units > UNITS_OF_A_SAVE || execution.httpCalls > 0)
    life.problems.push(
      `A save stays cheap: ${side.accountId} ${execution.subject} cost ${execution.units} units and ${execution.httpCalls} requests`,
    );
}

/** How long a run may go on with what it read before somebody changed it. */
const RUN_MS = 15 * 60 * 1000;

/** A number that its fulfillment has had all the time is not taken for gone, whatever a run may not see. */
function nothingWantedIsDueForRemoval(life: Life, side: Side): void {
  const { rows, seenAtMs } = life.dueForRemoval;
  for (const row of readRows(side)) {
    const key = `${side.accountId} ${row.id}`;
    if (row.state !== 'removal due') {
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

/** The longest wait between attempts is eight hours (docs/operate.md); a rate limit's end may lie ten minutes ahead here. */
const LONGEST_WAIT_SECONDS = 8 * 3600 + 60;

/** Waits are capped, and an answer that AfterShip asks to slow down is no failed attempt. */
function waitsAreBounded(life: Life, side: Side): void {
  const nowSeconds = Math.floor(side.world.account.now() / 1000);
  for (const { fields } of signalsOf(side)) {
    const waitSeconds = Number(fields[SIGNAL.due]) - nowSeconds;
    const fulfillment = String(fields[SIGNAL.fulfillment]);
    if (waitSeconds > LONGEST_WAIT_SECONDS)
      life.problems.push(`Waits are capped: ${side.accountId} fulfillment ${fulfillment} waits ${waitSeconds} s`);
    const attempts = Number(fields[SIGNAL.attempts]);
    const wasDisturbed = life.trapsSprung > 0;
    const truth = truthById(side, Number(fulfillment));
    const failures = truth === null ? life.failures : (life.failuresOf.get(truth) ?? 0);
    if (attempts > failures && !wasDisturbed)
      life.problems.push(
        `Only failures count as attempts: ${side.accountId} fulfillment ${fulfillment} has ${attempts}, there were ${failures} failures`,
      );
  }
}

const DAY_MS = 24 * 3600 * 1000;

/** Administrators are told once of a reason, until another one came or a day went by, and only those whom the connection names. */
function nobodyIsToldTwice(life: Life, side: Side): void {
  const mails = side.world.account.mails();
  const last = mails.at(-1);
  if (last === undefined) return;
  const stops = mails.filter(({ body }) => body.includes('stopped by itself'));
  const before = stops.at(-2);
  const isSame = before?.body === last.body && last.at - before.at < DAY_MS;
  if (stops.at(-1) === last && isSame)
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

/** An error of a script is only right when somebody put one there. */
function scriptsDoNotFail(life: Life, side: Side, execution: Execution): void {
  if (execution.error === null) return;
  const wasHit = life.sprung.some((trap) => execution.script.endsWith(trap.script) && trap.effect !== 'act');
  if (wasHit) return;
  life.problems.push(
    `Scripts do not fail: ${side.accountId} ${execution.script} ${execution.entry} ${execution.subject}: ${execution.error.name} ${execution.error.message}`,
  );
}

function tellsOf(text: string): string | null {
  return SECRET_OR_PERSONAL.find((tell) => text.includes(tell)) ?? null;
}

/** Records of ours hold ids, numbers, states and sentences, and nobody's name. */
export function demandCleanRecords(life: Life): void {
  for (const side of sidesOf(life)) {
    for (const type of [SHIPMENT.type, SIGNAL.type, BACKFILL.type, CONNECTION.type]) {
      for (const row of side.world.account.all(type)) {
        const found = tellsOf(JSON.stringify(row.fields));
        if (found !== null)
          life.problems.push(
            `Nothing personal or secret stands in records: ${side.accountId} ${type} ${row.id} has ${found}`,
          );
      }
    }
  }
}
