/**
 * Invariants that hold some time after the faults stopped: both sides agree, or a person is told. They follow the
 * design's rules and use none of the product's code.
 */

import { findByNumber, RETENTION_MS, settle, type StoredTracking } from '../../packages/emulator/aftership';
import type { FieldValue, StoredRecord } from '../../packages/emulator/netsuite';
import { CONNECTION, PACKAGE, OUTBOX } from '../../src/TypeScript/aftership/adapters/ids';
import { isOver, readBackfill } from './backfills';
import { isChoiceNew, whyLeftOut } from './choices';
import { isEligible, isOrderIncluded, startDay, ageInDays } from './invariants_on_wire';
import { expectedCustomers, expectedFields, expectedSlug, isSameShipMethod } from './expected';
import type { History, Rules, TypedLine } from './history';
import { isTampered, maySend, truthById } from './life';
import type { Life, Side } from './life_state';
import { contentOfRow } from './sandbox';
import {
  isInWindow,
  unclearLines,
  wantedNumbers,
  wasEverInWindow,
  type TruthOfBackfill,
  type TruthOfFulfillment,
} from './truth';
import { DAY_MS, dayOfDate, SCRIPT_PREFIX } from './world';

/**
 * `faults allowed`: a package that a fault affected may still wait for a person. `mended`: a person has retried
 * everything.
 */
type Rest = 'faults allowed' | 'mended';

export interface Row {
  readonly id: number;
  readonly fulfillmentId: number;
  readonly number: string;
  readonly state: string;
  /** Reason of the row, with AfterShip's code for a refusal. */
  readonly reason: string;
  /** Filter by which the console's pages find rows like this one. */
  readonly filter: { readonly reason: string; readonly code: number | null };
  /** Values of the reason's message. */
  readonly params: string;
  readonly trackingId: string | null;
}

interface Scene {
  readonly life: Life;
  readonly side: Side;
  readonly rest: Rest;
  readonly rows: readonly Row[];
  readonly complain: (invariant: string, detail: string) => void;
}

type Invariant = (scene: Scene) => void;

/** Invariants of an account whose connection may send. */
const WHILE_ON: readonly Invariant[] = [
  everyPackageIsTracked,
  everyTrackingHasAnOwner,
  theContentIsRight,
  everyRowHasItsTruth,
  whatIsNoNumberIsReported,
  whatIsLeftOutSaysWhy,
  noEventIsLeft,
  everyBackfillEnds,
  theConnectionSends,
];

/** Invariants in Preview: nothing is sent, but every fulfillment is looked at. */
const IN_PREVIEW: readonly Invariant[] = [everyPackageIsShown, noEventIsLeft, everyBackfillEnds];

/** Invariants in every mode. */
const ALWAYS: readonly Invariant[] = [
  noPackageHasTwoRows,
  rowsOfAnotherAccountAreLeftAlone,
  nothingIsInFlight,
  noRowOfNobodyIsLeft,
];

/** After all work is done no row asks for another look, because such looks would never end. */
export function checkStillness(life: Life, side: Side): void {
  // Preview asks AfterShip nothing, so it cannot know whether a tracking of a deleted fulfillment is left to remove.
  const asking = readRows(side).filter(({ reason }) => reason === 'preview_ask');
  for (const { script, entry, subject } of side.world.account.executions()) {
    if (script !== `${SCRIPT_PREFIX}send_mr` || entry !== 'reduce') continue;
    if (asking.some(({ fulfillmentId }) => fulfillmentId === Number(subject))) continue;
    const truth = truthById(side, Number(subject));
    if (truth !== null && isTampered(side, truth)) continue;
    life.problems.push(`What is settled is left alone: ${side.accountId} fulfillment ${subject} is looked at again`);
  }
}

export function checkAtRest(life: Life, side: Side, rest: Rest): void {
  const complain = (invariant: string, detail: string): void => {
    life.problems.push(`${invariant}: ${side.accountId} ${detail}`);
  };
  settle(side.world.aftership, side.world.account.now());
  const scene: Scene = { life, side, rest, rows: readRows(side), complain };
  for (const invariant of [...ALWAYS, ...invariantsOf(side)]) invariant(scene);
}

function invariantsOf(side: Side): readonly Invariant[] {
  if (maySend(side)) return WHILE_ON;
  // A stop by a person keeps the events.
  if (!side.hasConnection || side.isStoppedByPerson) return [];
  return side.mode === 'Preview' ? IN_PREVIEW : [noEventIsLeft];
}

/** The documented delay is a minute or two. */
export const PROMPT_SECONDS = 180;
/**
 * Two intervals of the scheduled script and a margin, for accounts in which only this script can ask for sending or see
 * every record.
 */
const BY_SCHEDULE_SECONDS = 40 * 60;

/**
 * True when a save may ask for sending and its run sees everything that it needs: the record, and names in the
 * account's language.
 */
function isActedOnAtOnce({ plan: { connection, dials, hasNoLanguages } }: History, { leftOut }: Rules): boolean {
  if (dials.taskSubmit === 'refused' || dials.taskStart === 'at once') return false;
  // What a clerk's run cannot read may only be hidden from the clerk.
  return !connection.carrierMapping && leftOut === null && hasNoLanguages !== true;
}

/** Without faults a save is sent soon, not only at the next hourly check. */
export function checkPrompt(life: Life, side: Side): void {
  if (life.isDisturbed || life.failures > 0 || !maySend(side) || life.history.plan.connection.sendWaitMinutes > 0)
    return;
  const nowMs = side.world.account.now();
  const rows = readRows(side);
  for (const truth of side.slots.values()) {
    // Only the scheduled script sees that a fulfillment is gone.
    const isSoon = isActedOnAtOnce(life.history, side.rules) && truth.exists;
    const promptMs = 1000 * (isSoon ? PROMPT_SECONDS : BY_SCHEDULE_SECONDS);
    if (nowMs - (truth.savedAt.at(-1) ?? 0) < promptMs) continue;
    const wanted = wantedNumbers(truth);
    if (isEligible(life, side, truth, nowMs)) {
      for (const number of wanted) {
        const row = rows.find((known) => known.fulfillmentId === truth.id && known.number === number);
        if (row === undefined || row.state === 'Confirming')
          life.problems.push(
            `A save is acted on soon: ${side.accountId} fulfillment ${truth.id} number ${number} is ${row?.state ?? 'in no row'}`,
          );
      }
    }
    for (const row of rows) {
      if (row.fulfillmentId !== truth.id || wanted.includes(row.number)) continue;
      if (row.state === 'In AfterShip' || row.state === 'Already in AfterShip')
        life.problems.push(
          `A save is acted on soon: ${side.accountId} fulfillment ${truth.id} number ${row.number} is still ${row.state}`,
        );
    }
  }
}

export function readRows(side: Side): readonly Row[] {
  return side.world.account
    .all(PACKAGE.type)
    .filter(({ fields }) => fields[PACKAGE.account] === side.accountId)
    .map(({ id, fields }) => ({
      id,
      fulfillmentId: Number(fields[PACKAGE.fulfillment] ?? 0),
      number: textOf(fields[PACKAGE.number]),
      state: textOf(fields[PACKAGE.state]),
      reason: reasonOf(fields),
      filter: filterOf(fields),
      params: textOf(fields[PACKAGE.params]),
      trackingId: textOf(fields[PACKAGE.trackingId]) || null,
    }));
}

function filterOf(fields: Readonly<Record<string, FieldValue>>): Row['filter'] {
  const reason = textOf(fields[PACKAGE.reason]);
  const isRefused = reason === 'refused' || reason === 'removal_refused';
  return { reason, code: isRefused ? Number(textOf(fields[PACKAGE.answerCode])) : null };
}

function reasonOf(fields: Readonly<Record<string, FieldValue>>): string {
  const { reason, code } = filterOf(fields);
  return code === null ? reason : String(code);
}

export function eventsOf(side: Side): readonly StoredRecord[] {
  return side.world.account.all(OUTBOX.type).filter(({ fields }) => fields[OUTBOX.account] === side.accountId);
}

function textOf(value: FieldValue | undefined): string {
  return value === null || value === undefined ? '' : String(value);
}

// ── Packages ─────────────────────────────────────────────────────────────────────────────────────────────────────────

function everyPackageIsTracked(scene: Scene): void {
  const { life, side, rows, complain } = scene;
  const { aftership, account } = side.world;
  for (const truth of side.slots.values()) {
    if (isTampered(side, truth)) continue;
    if (!isEligible(life, side, truth, account.now()) && !wasBackfilled(life, side, truth)) continue;
    for (const number of wantedNumbers(truth)) {
      const row = rows.find((known) => known.fulfillmentId === truth.id && known.number === number);
      const where = `fulfillment ${truth.id} number ${number}`;
      if (row === undefined) {
        complain('Every package is tracked or reported', `${where} is in no row`);
        continue;
      }
      if (row.state === 'Needs attention') {
        const why = whyAttention(scene, truth, number, row);
        if (why !== null) complain('Needs attention has the right reason', `${where} says ${row.reason}: ${why}`);
        continue;
      }
      // A backfill does not recreate a tracking that AfterShip deleted because of its age.
      const isLetGo =
        row.reason === 'retention' &&
        [...life.madeAt].some(([id, made]) => made.number === number && isPastRetention(life, side, id));
      if (isLetGo && !isEligible(life, side, truth, account.now())) continue;
      if (row.state !== 'In AfterShip' && row.state !== 'Already in AfterShip') {
        complain('Every package is tracked or reported', `${where} is ${row.state} (${row.reason})`);
        continue;
      }
      const tracking = row.trackingId === null ? undefined : aftership.trackings.get(row.trackingId);
      if (tracking === undefined) {
        if (life.deletedByPerson.has(row.trackingId ?? '') || hasAgedMeanwhile(life, side, truth, row)) continue;
        complain('A tracked package has its tracking', `${where} names ${row.trackingId}`);
        continue;
      }
      if (tracking.trackingNumber !== number)
        complain('A tracked package has its tracking', `${where} names ${tracking.trackingNumber}`);
      oneTrackingForAllOwners(scene, truth, number, tracking);
    }
  }
}

/** True when a finished backfill covers the fulfillment in its present state, so it must be tracked. */
function wasBackfilled(life: Life, side: Side, truth: TruthOfFulfillment): boolean {
  const age = ageInDays(side, truth, side.world.account.now());
  if (age === null || age > OLDEST_BACKFILLED_DAYS || !isOrderIncluded(life, truth)) return false;
  if (whyLeftOut(side, truth) !== null || isChoiceNew(side, truth)) return false;
  return side.backfills.some((backfill) => {
    const { state, mode } = readBackfill(side, backfill);
    const isUnchanged = (truth.savedAt.at(-1) ?? 0) < backfill.startedAt;
    return (
      state === 'Done' &&
      mode === 'On' &&
      isUnchanged &&
      isInWindow(backfill, truth) &&
      isDatedNear(side, truth, backfill)
    );
  });
}

/**
 * The search of a backfill filters by date. It may miss a fulfillment that shipped more than 31 days from its date or
 * was entered more than a week after the window (docs/operate.md).
 */
function isDatedNear(
  { world }: Side,
  { id, shippedOn, savedAt }: TruthOfFulfillment,
  { to }: TruthOfBackfill,
): boolean {
  const date = world.account.get('itemfulfillment', id)?.fields['trandate'];
  if (shippedOn === null || !(date instanceof Date)) return false;
  if (dayOfDate(date) > to && (savedAt[0] ?? 0) > Date.parse(to) + 7 * DAY_MS) return false;
  return Math.abs(Date.parse(dayOfDate(date)) - Date.parse(shippedOn)) <= 31 * DAY_MS;
}

/** The ledger may have removed rows of earlier shipments (docs/operate.md). */
const OLDEST_BACKFILLED_DAYS = 169;

/** In Preview every package has a row that says what would be done or why not. */
function everyPackageIsShown({ life, side, rows, complain }: Scene): void {
  for (const truth of side.slots.values()) {
    if (!isEligible(life, side, truth, side.world.account.now())) continue;
    for (const number of wantedNumbers(truth)) {
      const row = rows.find((known) => known.fulfillmentId === truth.id && known.number === number);
      if (row === undefined) complain('Preview shows every package', `fulfillment ${truth.id} number ${number}`);
    }
  }
}

/** True when AfterShip has deleted the tracking after 120 days. */
function isPastRetention(life: Life, side: Side, trackingId: string | null): boolean {
  return side.world.account.now() >= endOf(life, trackingId);
}

function endOf(life: Life, trackingId: string | null): number {
  return (life.madeAt.get(trackingId ?? '')?.atMs ?? Infinity) + RETENTION_MS;
}

/**
 * True when AfterShip still had the tracking when the fulfillment got the number. A number added after the deletion
 * gets a new tracking.
 */
function hasAgedMeanwhile(life: Life, side: Side, truth: TruthOfFulfillment, { number, trackingId }: Row): boolean {
  const wantedSince = truth.numbers.get(number)?.wantedSince ?? -Infinity;
  return isPastRetention(life, side, trackingId) && wantedSince < endOf(life, trackingId);
}

/** Fulfillments with the same number share one tracking, and all their rows name it. */
function oneTrackingForAllOwners(
  { life, side, rows, complain }: Scene,
  truth: TruthOfFulfillment,
  number: string,
  tracking: StoredTracking,
): void {
  const { account } = side.world;
  for (const other of side.slots.values()) {
    if (other === truth || !wantedNumbers(other).includes(number)) continue;
    if (!isEligible(life, side, other, account.now())) continue;
    const row = rows.find((known) => known.fulfillmentId === other.id && known.number === number);
    if (row?.state !== 'In AfterShip' && row?.state !== 'Already in AfterShip') continue;
    if (row.trackingId !== tracking.id && truth.id < other.id)
      complain(
        'A number on two fulfillments is one tracking',
        `${number}: fulfillment ${truth.id} names ${tracking.id}, ${other.id} names ${row.trackingId}`,
      );
  }
}

/** Returns what is wrong with a row's reason; null when the reason is right. */
function whyAttention({ life, side, rest }: Scene, truth: TruthOfFulfillment, number: string, row: Row): string | null {
  const { aftership } = side.world;
  const makers = life.foreignNumbers.get(number) ?? new Set<string>();
  const all = findByNumber(aftership, number);
  switch (row.reason) {
    case 'other_account':
      return makers.has('other account') ||
        all.some((tracking) => isOfOtherSide(side, tracking.id)) ||
        (rest === 'faults allowed' && wasOfOtherSide(life, side, number))
        ? null
        : 'no other account has it';
    case 'several':
      return all.length > 1 || (rest === 'faults allowed' && deletionsOf(life, number).length > 0)
        ? null
        : 'AfterShip has it once';
    case '4012':
      if (isUnrecognizable(life, truth, number)) return null;
      break;
    case '4003':
      if (makers.size > 0) return null;
      break;
  }
  if (row.reason === 'vanished') {
    const deletions = deletionsOf(life, number);
    if (deletions.length === 0) return 'nobody deleted it at AfterShip';
    // An owner of a shared tracking learns that it is gone when another owner tries to create it again.
    const triedAt = truth.triedAgainAt.get(number)?.at(-1) ?? 0;
    if (rest === 'faults allowed' || deletions.some(({ atMs }) => atMs > triedAt)) return null;
  }
  if (rest === 'mended') return 'a person has tried it again since the faults stopped';
  const faults = faultsOf(side, number);
  if (row.reason === 'attempts') {
    // Attempts without a connection count as failures of the life, but AfterShip saw no package in them.
    // A row that a user wrote into the outbox by hand says how many attempts there were.
    if (side.forged.atMs.has(truth.id) && faults.some((fault) => fault.counts)) return null;
    return faults.some((fault) => fault.counts) && life.failures >= 12 ? null : 'it was not tried so often';
  }
  return faults.some((fault) => String(fault.code) === row.reason) ? null : 'AfterShip never said so';
}

/** Deletions of this number's trackings by people at AfterShip. */
function deletionsOf(life: Life, number: string) {
  return [...life.deletedByPerson.values()].filter((deleted) => deleted.number === number);
}

/** True when AfterShip may refuse the number, because it detects no carrier for the numbers made here. */
function isUnrecognizable(life: Life, truth: TruthOfFulfillment, number: string): boolean {
  const { plan } = life.history;
  return plan.aftershipDials.unrecognizedNumber === '4012' && expectedSlug(life, truth, number) === null;
}

function isOfOtherSide(side: Side, trackingId: string): boolean {
  return trackingId.startsWith('ns-') && !trackingId.startsWith(`ns-${side.accountId}-`);
}

function wasOfOtherSide(life: Life, side: Side, number: string): boolean {
  return [...life.madeAt].some(([id, made]) => made.number === number && isOfOtherSide(side, id));
}

function faultsOf(side: Side, number: string): readonly { readonly code: number; readonly counts: boolean }[] {
  // The ids of a number contain the same digits in every generation.
  const digits = new Set(
    readRows(side).flatMap((row) =>
      row.number === number && row.trackingId !== null ? [row.trackingId.split('-')[2] ?? ''] : [],
    ),
  );
  return side.world.aftership.journal.flatMap((entry) => {
    if (entry.fault === undefined) return [];
    const body = entry.body;
    const isOfNumber = typeof body === 'object' && body !== null && JSON.stringify(body).includes(`"${number}"`);
    const isOfId = [...digits].some((text) => text !== '' && entry.path.includes(text));
    if (!isOfNumber && !isOfId && !entry.path.includes(number)) return [];
    // The journal has the answer of AfterShip and not the giant one, which is a refusal of this code.
    if (entry.fault.startsWith('giant')) return [{ code: 400, counts: true }];
    const meta = /"code":(\d+)/.exec(JSON.stringify(entry.answer));
    const code = meta === null ? entry.status : Number(meta[1]);
    return [{ code, counts: code !== 429 }];
  });
}

// ── Trackings ────────────────────────────────────────────────────────────────────────────────────────────────────────

function everyTrackingHasAnOwner({ life, side, rest, rows, complain }: Scene): void {
  const { aftership } = side.world;
  const { connection } = life.history.plan;
  for (const tracking of aftership.trackings.values()) {
    if (!tracking.id.startsWith(`ns-${side.accountId}-`)) continue;
    const named = rows.filter((row) => row.trackingId === tracking.id);
    // Of a row that somebody edited by hand only this is certain: its tracking stays named.
    if (named.length > 0 && side.edited.numbers.has(tracking.trackingNumber)) continue;
    const isWanted = named.some((row) => {
      const truth = truthById(side, row.fulfillmentId);
      return truth !== null && wantedNumbers(truth).includes(row.number) && row.state !== 'Removed';
    });
    if (isWanted) continue;
    const isMoving = tracking.tag !== 'Pending' && tracking.tag !== 'InfoReceived';
    const wasLetGo = named.some((row) => row.state === 'Kept in AfterShip');
    if (wasLetGo && (isMoving || tracking.checkpoints.length > 0) && !connection.removeMoving) continue;
    const isBraked = named.some((row) => row.state === 'Removal due' && row.reason === 'brake');
    if (isBraked && connection.removalsPerHour < 1000 && rest === 'faults allowed') continue;
    const waitsForPerson = named.some((row) => {
      const truth = truthById(side, row.fulfillmentId);
      return rest === 'faults allowed' && truth !== null && isSpoilt(side, row);
    });
    if (waitsForPerson) continue;
    const states = named.map((row) => `${row.fulfillmentId} ${row.state} (${row.reason})`).join(', ') || 'no row';
    complain('Every tracking of ours has an owner', `${tracking.id} ${tracking.trackingNumber}: ${states}`);
  }
}

/** True when the row needs attention because of AfterShip's answer to one of its requests. */
function isSpoilt(side: Side, { state, reason, number }: Row): boolean {
  if (state !== 'Needs attention') return false;
  return faultsOf(side, number).some(({ code }) => String(code) === reason);
}

const NAMING: readonly string[] = ['In AfterShip', 'Already in AfterShip', 'Needs attention'];

function theContentIsRight({ life, side, rows, complain }: Scene): void {
  const { aftership, account } = side.world;
  for (const tracking of aftership.trackings.values()) {
    if (!tracking.id.startsWith(`ns-${side.accountId}-`) || side.edited.numbers.has(tracking.trackingNumber)) continue;
    const [newestOwner] = rows
      .filter((row) => row.trackingId === tracking.id && NAMING.includes(row.state))
      .flatMap((row) => {
        const truth = truthById(side, row.fulfillmentId);
        return truth !== null && wantedNumbers(truth).includes(tracking.trackingNumber) ? [{ truth, row }] : [];
      })
      .sort((left, right) => right.truth.id - left.truth.id);
    // The newest owner may need attention because AfterShip refused its content.
    if (newestOwner === undefined || newestOwner.row.state === 'Needs attention') continue;
    const newest = newestOwner.truth;
    const isBackfilled = wasBackfilled(life, side, newest);
    if (!isEligible(life, side, newest, account.now()) && !isBackfilled) continue;
    const wrong: string[] = [];
    for (const [name, value] of Object.entries(expectedFields(side, newest))) {
      const held = tracking.fields[name];
      const isMethod = name === 'shipping_method' || name === 'note';
      const isRight = isMethod ? isSameShipMethod(newest, held) : JSON.stringify(held) === JSON.stringify(value);
      if (!isRight) wrong.push(`${name} is ${JSON.stringify(held)}, expected ${JSON.stringify(value)}`);
    }
    const mayHaveOrigin = [...side.slots.values()].some(
      ({ hadOrigin, numbers }) => hadOrigin && numbers.has(tracking.trackingNumber),
    );
    const origin = Object.keys(tracking.fields).filter((name) => name.startsWith('origin_'));
    if (!mayHaveOrigin && origin.length > 0) wrong.push(`${origin.join(', ')} of no single location`);
    const customers = expectedCustomers(life, side, newest);
    const named = tracking.fields['customers'] ?? [];
    const isRight = JSON.stringify(named) === JSON.stringify(customers) || isToldAsNamed(side, newestOwner.row);
    if (customers !== null && !isBackfilled && !isRight && !isNamelessByBackfill(side, newest, named))
      wrong.push(`customers are ${JSON.stringify(tracking.fields['customers'])}`);
    if (JSON.stringify(tracking.fields['shipment_tags']) !== '["NetSuite"]')
      wrong.push(`shipment_tags are ${JSON.stringify(tracking.fields['shipment_tags'])}`);
    if (wrong.length > 0) complain('The tracking’s content is right', `${tracking.id}: ${wrong.join('; ')}`);
  }
}

/** True when the row says that AfterShip still names somebody, because AfterShip refused to take the contacts back. */
function isToldAsNamed(side: Side, { reason, number }: Row): boolean {
  return reason === 'contact_kept' && faultsOf(side, number).some(({ code }) => code >= 400 && code < 500);
}

/**
 * True when only the backfill asked for the package while sending was off. A backfill sends no contacts, and later
 * looks keep its tracking without them.
 */
function isNamelessByBackfill(side: Side, truth: TruthOfFulfillment, named: unknown): boolean {
  if (!Array.isArray(named) || named.length > 0) return false;
  return side.backfills.some((backfill) => !backfill.withContacts && wasEverInWindow(backfill, truth));
}

// ── Rows ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

function noPackageHasTwoRows({ rows, complain }: Scene): void {
  const seen = new Set<string>();
  for (const row of rows) {
    const key = `${row.fulfillmentId} ${row.number}`;
    if (seen.has(key)) complain('A package has one row', `fulfillment ${row.fulfillmentId} number ${row.number}`);
    seen.add(key);
  }
}

/**
 * Records of another account stay unchanged. A refreshed sandbox is full of production's records. Its copies of the
 * outbox may be deleted, because production has its own.
 */
function rowsOfAnotherAccountAreLeftAlone({ life, side, complain }: Scene): void {
  if (side !== life.sandbox) return;
  for (const [key, content] of life.copiedRows) {
    const [type = '', id] = key.split(' ');
    const row = side.world.account.get(type, Number(id));
    const isAsItWas = row === null ? type === OUTBOX.type : contentOfRow(row.fields) === content;
    if (!isAsItWas) complain('Production’s records are left alone', key);
  }
}

function everyRowHasItsTruth({ life, side, rest, rows, complain }: Scene): void {
  for (const row of rows) {
    const truth = truthById(side, row.fulfillmentId);
    if (side.edited.rows.has(row.id) || (truth !== null && isTampered(side, truth))) continue;
    const where = `row ${row.id}, fulfillment ${row.fulfillmentId} number ${row.number}: ${row.state} (${row.reason})`;
    if (truth === null) {
      // A forged mark is asked about, and what AfterShip does not have is a row that is over.
      if (row.state === 'Removed' && side.forged.atMs.has(row.fulfillmentId)) continue;
      complain('No row without a fulfillment that was', where);
      continue;
    }
    const isNamed = wantedNumbers(truth).includes(row.number) || isOfUnclearLine(truth, row);
    switch (row.state) {
      case 'In AfterShip':
      case 'Already in AfterShip':
      case 'Not sent (rule)':
      case 'Needs attention':
        if (!isNamed && !(rest === 'faults allowed' && isSpoilt(side, row)))
          complain('No row without its package', where);
        break;
      case 'Removed':
      case 'Kept in AfterShip':
        if (isNamed && isEligible(life, side, truth, side.world.account.now()))
          complain('No row without its package', where);
        break;
      case 'Removal due':
        if (row.reason !== 'brake' || rest === 'mended') complain('A removal that is due is done', where);
        break;
      default:
        complain('Every row has come to an end', where);
    }
  }
}

function isOfUnclearLine(truth: TruthOfFulfillment, row: Row): boolean {
  return unclearLines(truth).some((line) => row.reason === line.unclear && tellsOf(row, line));
}

/** True when a row tells of this text. The row of an erased customer has only the reason. */
function tellsOf({ params }: Row, { typed }: TypedLine): boolean {
  return params.includes(JSON.stringify(typed)) || params.includes('"erased"');
}

function whatIsNoNumberIsReported({ side, rows, complain }: Scene): void {
  for (const truth of side.slots.values()) {
    if (isForgotten(truth, side.world.account.now()) || isTampered(side, truth)) continue;
    for (const line of unclearLines(truth)) {
      const isReported = rows.some(
        (row) =>
          row.fulfillmentId === truth.id &&
          row.state === 'Needs attention' &&
          isOfUnclearLine(truth, row) &&
          tellsOf(row, line),
      );
      if (!isReported)
        complain('What is no number is reported', `fulfillment ${truth.id}: "${line.typed}" (${String(line.unclear)})`);
    }
  }
}

/** Rules that no edit and no passing day brings about: such a package was never sent. */
const FROM_THE_BEGINNING: readonly string[] = ['order_kind', 'vendor_return', 'before_start'];

/** An excluded package is held with the rule as reason, unless it was tracked before the rule existed. */
function whatIsLeftOutSaysWhy({ life, side, rows, complain }: Scene): void {
  const nowMs = side.world.account.now();
  for (const truth of side.slots.values()) {
    if (isTampered(side, truth)) continue;
    for (const number of wantedNumbers(truth)) {
      const row = rows.find((known) => known.fulfillmentId === truth.id && known.number === number);
      const age = ageInDays(side, truth, nowMs);
      const isTooOld = age !== null && age > life.history.plan.connection.maxAgeDays + 1;
      const isBefore = truth.shippedOn !== null && truth.shippedOn < startDay(life, side);
      const isWishedFor = side.backfills.some((backfill) => isInWindow(backfill, truth));
      const byAge = isWishedFor ? null : isBefore ? 'before_start' : isTooOld ? 'too_old' : null;
      const kind = truth.order === 'vendorReturn' ? 'vendor_return' : 'order_kind';
      const reason = isOrderIncluded(life, truth) ? (whyLeftOut(side, truth) ?? byAge) : kind;
      if (reason === null || truth.triedAgainAt.has(number) || isForgotten(truth, nowMs)) continue;
      if (isChoiceNew(side, truth)) continue;
      const where = `fulfillment ${truth.id} number ${number}`;
      if (row === undefined) complain('What is left out is held', `${where} is in no row`);
      else if (row.state === 'Not sent (rule)' && row.reason !== reason)
        complain('What is left out says why', `${where} says ${row.reason}, expected ${reason}`);
      else if (
        row.state !== 'Not sent (rule)' &&
        FROM_THE_BEGINNING.includes(reason) &&
        truth.shippedBefore.length === 0
      )
        complain('What is left out is held', `${where} is ${row.state} (${row.reason}), expected ${reason}`);
    }
  }
}

/** True when the row may be removed, because nobody has touched it for half a year. */
function isForgotten(truth: TruthOfFulfillment, nowMs: number): boolean {
  return nowMs - (truth.savedAt.at(-1) ?? 0) > 170 * 24 * 3600 * 1000;
}

// ── Outbox and connection ────────────────────────────────────────────────────────────────────────────────────────────

function noEventIsLeft({ side, complain }: Scene): void {
  for (const event of eventsOf(side)) {
    const { fields } = event;
    const truth = truthById(side, Number(fields[OUTBOX.fulfillment]));
    if (truth !== null && isTampered(side, truth)) continue;
    // Mode Off keeps the events of backfills.
    if (side.mode === 'Off' && side.backfills.some(({ id }) => id === Number(fields[OUTBOX.backfillId]))) continue;
    const due = new Date(Number(fields[OUTBOX.due]) * 1000).toISOString();
    complain(
      'No event is left',
      `fulfillment ${textOf(fields[OUTBOX.fulfillment])}, due ${due}, ${textOf(fields[OUTBOX.attempts])} attempts: ${textOf(fields[OUTBOX.waitReason])}`,
    );
  }
}

/**
 * The next look writes the creates of an interrupted run to rows. Nothing is looked at while a person has stopped
 * sending.
 */
function nothingIsInFlight({ side, complain }: Scene): void {
  if (side.isStoppedByPerson) return;
  for (const { fields } of eventsOf(side)) {
    const mark = textOf(fields[OUTBOX.inFlight]);
    if (mark !== '')
      complain(
        'No event says that a create is in flight',
        `fulfillment ${textOf(fields[OUTBOX.fulfillment])}: ${mark}`,
      );
  }
}

/** The hourly check removes rows of the outbox that name another account or none, unless sending is off. */
function noRowOfNobodyIsLeft({ side, complain }: Scene): void {
  if (!side.hasConnection || side.mode === 'Off') return;
  for (const { id, fields } of side.world.account.all(OUTBOX.type)) {
    const account = textOf(fields[OUTBOX.account]);
    if (account !== side.accountId)
      complain('No row of another account is left in the outbox', `${id} of "${account}"`);
  }
}

function everyBackfillEnds({ side, complain }: Scene): void {
  for (const backfill of side.backfills) {
    if (isOver(side, backfill)) continue;
    complain('A backfill comes to its end', `backfill ${backfill.id} is ${readBackfill(side, backfill).state}`);
  }
}

function theConnectionSends({ side, complain }: Scene): void {
  const row = side.world.account.get(CONNECTION.type, side.world.connection);
  if (row?.fields[CONNECTION.stoppedByError] === true)
    complain('A stop by an error ends by itself', textOf(row.fields[CONNECTION.stopReason]));
}
