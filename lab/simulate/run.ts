/** Runs one history from its first step to the last invariant. */

import { steerBackfill } from './backfills';
import { isChoiceNew, wasErased } from './choices';
import { checkAtRest, checkPrompt, checkStillness, PROMPT_SECONDS, readRows, type Row } from './invariants_at_rest';
import { checkInLife } from './invariants_in_life';
import { isAboutCouriers, watchWire } from './invariants_on_wire';
import { tick } from './fulfillments';
import { describeStep, type History, type Step } from './history';
import { isTampered, maySend, sidesOf } from './life';
import type { Life, Side } from './life_state';
import { countMet, type Met } from './met';
import { advance, beginLife, changeSettings, doStep, setKeys } from './steps';
import { clock, teller, type Tell } from './telling';
import { actorOf, ADMIN, setSecret, type Project } from './world';

export interface Verdict {
  readonly seed: number;
  readonly theme: string;
  /** Violated invariants with details, in order; empty when there are none. */
  readonly problems: readonly string[];
  readonly requests: number;
  readonly virtualHours: number;
  readonly met: Met;
}

const HOUR_SECONDS = 3600;

/** Longer than the longest pause between attempts, the wait before a removal and the hour of the brake together. */
const QUIET_SECONDS = 16 * HOUR_SECONDS;

/**
 * Runs a history and stops at the first part that violates an invariant, because later violations may only follow from
 * it.
 */
export function runHistory(history: History, project: Project, tell: Tell | null = null): Verdict {
  const life = beginLife(history, project);
  watchWire(life);
  const tellNews = tell === null ? null : teller(life, tell);
  const say = (what: string): void => tell?.(`${clock(life.main.world.account.now())} ${what}`);
  const startedAt = life.main.world.account.now();
  const goesOn = (): boolean => life.problems.length === 0;

  for (const step of history.steps) {
    if (!goesOn()) break;
    say(describeStep(step));
    for (const part of partsOf(life, step)) {
      if (!goesOn()) break;
      attempt(life, part);
      checkInLife(life);
      checkPrompt(life, life.main);
    }
    tellNews?.();
  }
  const met = countMet(life);
  if (goesOn()) {
    say('The faults stop.');
    calm(life);
    for (let left = QUIET_SECONDS; left > 0; left -= 4 * HOUR_SECONDS) {
      advance(life, 4 * HOUR_SECONDS);
      if (left <= 4 * HOUR_SECONDS) for (const side of sidesOf(life)) checkStillness(life, side);
      checkInLife(life);
    }
    for (const side of sidesOf(life)) checkAtRest(life, side, 'faults allowed');
    tellNews?.();
  }
  if (goesOn()) {
    say('A person tries again what needs attention.');
    const told = sidesOf(life).map(tryEverythingAgain);
    // A failed removal waits again before it is retried, in case the number returns.
    advance(life, 3 * HOUR_SECONDS + life.history.plan.connection.removalWaitMinutes * 60);
    // A fulfillment that learns only now of a tracking deleted at AfterShip decides again.
    const isNews = sidesOf(life).map((side, index) => makeVanishedAgain(side, told[index] ?? new Set()));
    if (isNews.includes(true)) advance(life, HOUR_SECONDS);
    checkInLife(life);
    for (const side of sidesOf(life)) checkAtRest(life, side, 'mended');
    tellNews?.();
  }
  if (goesOn()) {
    say('Everything is saved once more, unchanged.');
    checkNothingForNothing(life);
  }
  tellNews?.();
  return {
    seed: history.seed,
    theme: history.theme,
    problems: life.problems,
    requests: life.main.world.aftership.journal.length,
    virtualHours: Math.round((life.main.world.account.now() - startedAt) / 3_600_000),
    met,
  };
}

const TURN_SECONDS = 15 * 60;

/**
 * Splits a wait while nothing disturbs the project, to check when a save should be done and every quarter of an hour.
 */
function partsOf(life: Life, step: Step): readonly Step[] {
  if (step.do !== 'wait' || life.isDisturbed || life.main.slots.size > 30) return [step];
  const parts: Step[] = [];
  let turn = PROMPT_SECONDS;
  for (let left = step.seconds; left > 0; left -= turn, turn = TURN_SECONDS) {
    parts.push({ do: 'wait', seconds: Math.min(left, turn) });
  }
  return parts;
}

/** Does a person's step. It succeeds whatever the project's scripts meet. */
function attempt(life: Life, step: Step): void {
  try {
    doStep(life, life.main, step);
  } catch (error) {
    if (!(error instanceof Error) || error.name === 'NOT_EMULATED') throw error;
    life.problems.push(`A save never fails: ${step.do}: ${error.name} ${error.message}`);
  }
}

/** True for a tracking whose row somebody edited by hand: it is asked about until its event has no attempts left. */
function isAboutEditedRow(life: Life, requestPath: string): boolean {
  const tracking = life.main.world.aftership.trackings.get(requestPath.split('/').at(-1) ?? '');
  return tracking !== undefined && sidesOf(life).some(({ edited }) => edited.numbers.has(tracking.trackingNumber));
}

/** Ends the faults, and people correct what only they can correct. */
function calm(life: Life): void {
  life.isCalm = true;
  life.traps.length = 0;
  life.weather = null;
  life.main.world.aftership.faults.length = 0;
  life.keyIs = 'right';
  life.secretDueMs = null;
  setKeys(life);
  for (const side of sidesOf(life)) {
    setSecret(side.world.account, 'right', life.key);
    for (const script of ['fulfillment_ue', 'send_mr', 'wake_ss', 'hourly_check_mr'] as const) {
      doStep(life, side, { do: 'switch', script, isOn: true });
    }
  }
  for (const side of sidesOf(life)) {
    for (const slot of side.slots.keys()) doStep(life, side, { do: 'hide', slot, isHidden: false });
  }
  for (const side of sidesOf(life)) {
    doStep(life, side, { do: 'foreign user event', is: null });
    doStep(life, side, { do: 'unusable connection', slip: null });
  }
  const { ending } = life.history.plan;
  doStep(life, life.main, { do: 'restore connection' });
  changeSettings(life, life.main, { kind: 'stopped by a person', isStopped: ending === 'stopped by a person' });
  const mode = ending === 'off' ? 'Off' : ending === 'preview' ? 'Preview' : 'On';
  changeSettings(life, life.main, { kind: 'mode', mode });
  // A backfill that was started in another mode waits for a person.
  steerBackfill(life.main, 'pause', false);
  steerBackfill(life.main, 'resume', false);
  // A customer's choice takes effect at the next change of a fulfillment, and an edited row at its next look.
  for (const side of sidesOf(life)) {
    for (const truth of side.slots.values()) {
      if (truth.exists && (isChoiceNew(side, truth) || isTampered(side, truth))) {
        doStep(life, side, { do: 'edit', by: ADMIN, slot: truth.slot, change: { kind: 'nothing' } });
      }
    }
  }
}

/**
 * A person retries everything that needs attention and approves the removals that the brake holds. Returns the ids of
 * rows that reported a deleted tracking.
 */
function tryEverythingAgain(side: Side): ReadonlySet<number> {
  const rows = readRows(side).filter((row) => row.state === 'Needs attention' || row.reason === 'brake');
  tickAll(side, rows);
  return new Set(rows.filter(({ reason }) => reason === VANISHED).map(({ id }) => id));
}

const VANISHED = 'vanished';

/** Retries deleted trackings. Returns false when no row reports one that was not reported before. */
function makeVanishedAgain(side: Side, told: ReadonlySet<number>): boolean {
  const rows = readRows(side).filter(({ id, reason }) => reason === VANISHED && !told.has(id));
  tickAll(side, rows);
  return rows.length > 0;
}

function tickAll(side: Side, rows: readonly Row[]): void {
  for (const row of rows) {
    const truth = [...side.slots.values()].find((known) => known.id === row.fulfillmentId);
    if (truth !== undefined) tick(side, truth, row.id, row.number);
  }
}

/**
 * A save that changes nothing, by users of other languages and zones, makes no request to AfterShip. A package that was
 * erased since the last save is sent once more, because its fingerprint was erased, too.
 */
function checkNothingForNothing(life: Life): void {
  const { journal } = life.main.world.aftership;
  const seen = journal.length;
  const waiting = new Set<number>();
  for (const side of sidesOf(life)) {
    if (!maySend(side)) continue;
    for (const row of readRows(side)) if (row.state === 'Needs attention') waiting.add(row.fulfillmentId);
    for (const truth of side.slots.values()) {
      if (!truth.exists || waiting.has(truth.id) || wasErased(side, truth) || isTampered(side, truth)) continue;
      const who = truth.slot % 2 === 0 ? 'visitor' : 'clerk';
      const actor = actorOf(side.world, { who, context: 'USERINTERFACE', unseen: false });
      side.world.account.edit(actor, 'itemfulfillment', truth.id, {});
      truth.savedAt.push(side.world.account.now());
    }
  }
  advance(life, HOUR_SECONDS);
  checkInLife(life);
  for (const entry of journal.slice(seen).filter(({ path }) => !isAboutCouriers(path))) {
    if (isAboutEditedRow(life, entry.path)) continue;
    life.problems.push(`A save that changes nothing costs no request: ${entry.method} ${entry.path}`);
  }
}
