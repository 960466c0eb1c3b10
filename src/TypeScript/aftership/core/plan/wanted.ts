/** Plans a package whose number stands on the shipped fulfillment, so that AfterShip gets what the fulfillment says. */

import type { BackfillLook } from '../backfill';
import type { Connection } from '../connection';
import { isContained, again, backInStep, generationOf, leftOut, pastRetention, vanished } from '../ledger/transitions';
import {
  actorOf,
  isAged,
  isInStep,
  isWaitingToBeSent,
  isWanted,
  trackingIdOf,
  wasDeletedByPerson,
  type LedgerRow,
  type RowChange,
} from '../ledger/row';
import { isCovered } from '../look';
import { shipDay, type Fulfillment } from '../netsuite/fulfillment';
import type { Package } from '../netsuite/packages';
import { daysBetween, utcDay, type CalendarDate } from '../values';
import type { BackfillMark, Desired, LedgerWrite, PlanInput, Step } from './calls';
import { describeTracking, idOf, takingBack, updateBody } from './desired';
import {
  coOwners,
  fieldsThere,
  isOverwritten,
  lastContentOfOthers,
  laterRows,
  latestGeneration,
  newestOf,
  othersOf,
  rowToClaim,
} from './owners';
import { firstSendingWait, isDayRule, refuseCreate, type Refusal } from './rules';

interface Scene {
  readonly input: PlanInput;
  readonly fulfillment: Fulfillment;
  readonly pkg: Package;
  /** Rows of other fulfillments that have this number. */
  readonly others: readonly LedgerRow[];
  readonly generation: number;
}

export function planWanted(input: PlanInput, fulfillment: Fulfillment, pkg: Package, row: LedgerRow | null): Step {
  const others = othersOf(input, pkg.number);
  const scene: Scene = { input, fulfillment, pkg, others, generation: latestGeneration(row, others) };
  if (row === null) return planAbsent(scene, null);
  if (laterRows(row, others).length > 0) return planLost(scene, row);
  switch (row.holding.at) {
    case 'nothing':
      return planAbsent(scene, row);
    case 'create unknown':
      return planUnanswered(scene, row);
    case 'ours':
    case 'foreign':
    case 'remove unknown':
      return planPresent(scene, row);
  }
}

// ── AfterShip does not have it ───────────────────────────────────────────────────────────────────────────────────────

function planAbsent(scene: Scene, row: LedgerRow | null): Step {
  const { input, fulfillment, pkg, generation } = scene;
  // This comes before any rule, because the package still waits for the person when the rule does not apply any more.
  if (row !== null && isSettledWithout(row, fulfillment)) return {};
  const byItself = refuseCreate(input, fulfillment, row);
  // A day that passes does not hide what AfterShip refused, and neither does a day that a backfill had lifted.
  if ((byItself === null || isDayRule(byItself)) && row !== null && isUnchangedSince(fulfillment, row)) return {};
  const backfill = backfillFor(input.backfill ?? null, row, byItself);
  if (byItself !== null && (backfill === null || !isDayRule(byItself)))
    return { write: changed(row, pkg.number, refusedBy(byItself, generation, backfill)) };
  const wait = backfill === null ? firstSendingWait(input, row, generation) : null;
  if (wait !== null) return { write: changed(row, pkg.number, wait) };
  return claimOrCreate(scene, row, markOf(backfill, row), generation);
}

function claimOrCreate(scene: Scene, row: LedgerRow | null, mark: BackfillMark, generation: number): Step {
  const { input, fulfillment, pkg, others } = scene;
  const { number } = pkg;
  const asked = row?.holding.at === 'create unknown' ? row.holding.id : null;
  const owner = rowToClaim(others, generation, asked, input.now);
  const id = (owner === null ? asked : trackingIdOf(owner.holding)) ?? idOf(input, number, generation);
  const described = describeTracking(input, fulfillment, pkg, id, mark);
  if (owner === null) return { call: { kind: 'create', row, number, id, desired: described } };
  const desired = takingBack(described, fieldsThere(owner, others));
  const sendContent = isContentOurs(input, owner) && isNewest(scene, id);
  // The tracking may have another fulfillment's content, which may name that fulfillment's customer.
  const update = updateBody(desired, { namesCarrier: false, mayNameOthers: true });
  return { call: { kind: 'claim', row, number, id, owner, sendContent, desired: { ...desired, update } } };
}

/**
 * Whether no tracking is created for the row, because a person has to decide first, or because AfterShip has already
 * kept the tracking for as long as it keeps any.
 */
function isSettledWithout(row: LedgerRow, fulfillment: Fulfillment): boolean {
  if (row.retryRequested) return false;
  if (isAged(row)) return !isOfLaterPackage(row, shipDay(fulfillment));
  return actorOf(row) === 'person';
}

/**
 * A fulfillment that ships more than this many days after the tracking was made is taken for another package that uses
 * the same number.
 */
const DAYS_OF_ONE_PACKAGE = 31;

/** Whether the tracking that a row names belongs to an earlier package than the one that shipped on this day. */
export function isOfLaterPackage({ madeAt }: Pick<LedgerRow, 'madeAt'>, shippedOn: CalendarDate | null): boolean {
  return madeAt !== null && shippedOn !== null && daysBetween(utcDay(madeAt), shippedOn) > DAYS_OF_ONE_PACKAGE;
}

/** Plans a row when other rows of the number prove that its tracking is gone. */
function planLost(scene: Scene, row: LedgerRow): Step {
  const { input, fulfillment, pkg, others, generation } = scene;
  const present = laterRows(row, others).filter((other) => generationOf(other) === generation);
  const isClaimable = rowToClaim(others, generation, null, input.now) !== null;
  if (!isClaimable && !row.retryRequested) {
    if (present.some(wasDeletedByPerson)) return { write: changed(row, pkg.number, vanished(generation)) };
    const isOver = present.some(isAged) && !isOfLaterPackage(row, shipDay(fulfillment));
    if (isOver) return { write: changed(row, pkg.number, pastRetention(generation)) };
  }
  return planAbsent(scene, { ...row, ...again(generation, input.now) });
}

// ── AfterShip may have it ────────────────────────────────────────────────────────────────────────────────────────────

/** Plans a row whose create has no answer. The create is sent again, unless a rule leaves the package out by now. */
function planUnanswered(scene: Scene, row: LedgerRow): Step {
  const { input, fulfillment, pkg, generation } = scene;
  if (isUnchangedSince(fulfillment, row)) return {};
  const byItself = refuseCreate(input, fulfillment, row);
  const backfill = backfillFor(input.backfill ?? null, row, byItself);
  if (byItself !== null && (backfill === null || !isDayRule(byItself))) {
    const id = trackingIdOf(row.holding) ?? idOf(input, pkg.number, generation);
    const ifAbsent = refusedBy(byItself, generation, backfill);
    return { call: { kind: 'ask', row, number: pkg.number, id, purpose: 'left out', ifAbsent } };
  }
  return claimOrCreate(scene, row, markOf(backfill, row), generation);
}

/**
 * Plans a row whose tracking AfterShip has, as far as the ledger knows. Its content is kept up to date, and a removal
 * that has begun is called off.
 */
function planPresent(scene: Scene, row: LedgerRow): Step {
  const { input, fulfillment, pkg } = scene;
  const id = trackingIdOf(row.holding) ?? '';
  const described = describeTracking(input, fulfillment, pkg, id, markOf(null, row));
  const desired = takingBack(described, fieldsThere(row, scene.others));
  const isBack = !isWanted(row);
  const mayBeGone = row.holding.at === 'remove unknown';
  if (isContentOurs(input, row) && isNewest(scene, id)) {
    const update = neededUpdate(scene, row, desired);
    // When the tracking has another fulfillment's content, ours replaces it even if AfterShip refused ours before.
    const isLeftAlone = isUnchangedSince(fulfillment, row) && !isBack && !hasOthersContent(scene, row);
    if (update !== null && !isLeftAlone)
      return {
        // The removal is called off before the content is sent, so that its wait begins anew if the number is removed
        // again meanwhile.
        ...(isBack && !mayBeGone ? { write: changed(row, pkg.number, backInStep(row, '')) } : {}),
        call: { kind: 'update', row, number: pkg.number, id, desired: { ...desired, update } },
      };
    if (update !== null) return {};
  } else if (mayBeGone) {
    const ifAbsent = again(generationOf(row) + 1, input.now);
    return { call: { kind: 'ask', row, number: pkg.number, id, purpose: 'still there', ifAbsent } };
  }
  const looks = looksOfNewest(scene, row, id);
  if (isInStep(row)) return { looks };
  return { write: changed(row, pkg.number, backInStep(row, desired.notes.join(' '))), looks };
}

/** The body of the update that AfterShip needs; null when AfterShip has this fulfillment's content. */
function neededUpdate(scene: Scene, row: LedgerRow, desired: Desired): Desired['update'] | null {
  const namesCarrier = row.holding.at !== 'foreign' && desired.isSlugMapped && desired.slug !== row.slugAsked;
  const hasOtherContent = hasOthersContent(scene, row);
  const mayBeGone = row.holding.at === 'remove unknown';
  const isOther = desired.fingerprint !== row.fingerprint || namesCarrier || hasOtherContent;
  if (!isOther && !mayBeGone && !row.retryRequested) return null;
  return updateBody(desired, { namesCarrier, mayNameOthers: row.hasContact || hasOtherContent });
}

function hasOthersContent({ others }: Scene, row: LedgerRow): boolean {
  return isOverwritten(row, lastContentOfOthers(row, others));
}

/** Whether a tracking gets this fulfillment's content. */
function isContentOurs({ connection, account }: PlanInput, { holding }: LedgerRow): boolean {
  return holding.at !== 'foreign' || isForeignKeptInStep(connection, account.isProduction);
}

/**
 * Whether a tracking that somebody else made gets our content. The connection has to say so, and never outside
 * production: a sandbox may have production's key, and real customers would see its content.
 */
export function isForeignKeptInStep({ adoption }: Pick<Connection, 'adoption'>, isProduction: boolean): boolean {
  return adoption === 'keep in step' && isProduction;
}

function isNewest({ input, others }: Scene, id: string): boolean {
  return coOwners(others, id).every((owner) => owner.fulfillmentId < input.fulfillmentId);
}

/** The newest owner, when its content was replaced by this row's, so that it sends its own again. */
function looksOfNewest({ input, others }: Scene, row: LedgerRow, id: string): readonly number[] {
  const newest = newestOf(coOwners(others, id));
  if (newest === null || newest.fulfillmentId < input.fulfillmentId || !isContentOurs(input, row)) return [];
  return isOverwritten(newest, row.contentAt) ? [newest.fulfillmentId] : [];
}

// ── What stands against it ───────────────────────────────────────────────────────────────────────────────────────────

function refusedBy({ reason, params }: Refusal, generation: number, backfill: BackfillLook | null): RowChange {
  const change = leftOut(generation, reason, params);
  return backfill === null ? change : { ...change, backfill: backfill.id };
}

/**
 * The backfill whose rules apply to a package that AfterShip does not have: one that asks for a package outside the
 * rules of days, or that alone asked for this look. Null means that the connection's rules apply, as they do to a
 * package that a live look has begun.
 */
function backfillFor(
  backfill: BackfillLook | null,
  row: LedgerRow | null,
  byItself: Refusal | null,
): BackfillLook | null {
  if (backfill === null || isDayRule(byItself)) return backfill;
  const isBegun = row !== null && (isWaitingToBeSent(row) || row.holding.at === 'create unknown');
  return backfill.isAlone && !(isBegun && row.backfill === null) ? backfill : null;
}

/**
 * The backfill's mark for the row. A row keeps its earlier mark, so that what a backfill sent without contacts stays
 * without them.
 */
function markOf(backfill: BackfillLook | null, row: LedgerRow | null): BackfillMark {
  if (backfill !== null) return { backfill: backfill.id, withoutContact: !backfill.withContacts };
  if (row === null || (row.backfill === null && !row.withoutContact)) return {};
  return { backfill: row.backfill, withoutContact: row.withoutContact };
}

/**
 * Whether the row waits for an edit that has not happened: nobody has changed the fulfillment or asked to try again.
 */
export function isUnchangedSince({ lastModified }: Fulfillment, row: LedgerRow): boolean {
  if (actorOf(row) !== 'edit' || row.retryRequested) return false;
  return lastModified !== null && isCovered(lastModified, row.lookedAt);
}

/** The write of a change; undefined when the row already says the same and no person asks to try again. */
export function changed(row: LedgerRow | null, number: string, change: RowChange): LedgerWrite | undefined {
  if (row !== null && isContained(row, change) && !row.retryRequested) return undefined;
  return { row, number, change };
}
