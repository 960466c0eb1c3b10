/**
 * A tracking belongs to a number, and every fulfillment that has the number is one of its owners. All rows of the
 * number together show its present generation, its owners, and the fulfillment whose content the tracking has.
 */

import { generationOf } from '../ledger/transitions';
import { isOwner, trackingIdOf, type LedgerRow } from '../ledger/row';
import { RETENTION_SECONDS } from '../aftership/tracking';
import type { EpochSeconds } from '../values';
import type { PlanInput } from './calls';

export function othersOf({ others }: Pick<PlanInput, 'others'>, number: string): readonly LedgerRow[] {
  return others.filter((other) => other.number === number);
}

/** The latest generation of the number that any row names. AfterShip is proved to have no earlier one. */
export function latestGeneration(row: LedgerRow | null, others: readonly LedgerRow[]): number {
  return [...others, ...(row === null ? [] : [row])].reduce(
    (latest, known) => Math.max(latest, generationOf(known)),
    1,
  );
}

/** The rows that name a later generation of the number, and so prove that this row's tracking is gone. */
export function laterRows(row: LedgerRow, others: readonly LedgerRow[]): readonly LedgerRow[] {
  if (row.holding.at === 'nothing' || row.holding.at === 'foreign') return [];
  const own = generationOf(row);
  return others.filter((other) => generationOf(other) > own);
}

/** Whether the tracking is older than AfterShip keeps it: 120 days after it was made. */
export function isPastRetention({ madeAt }: Pick<LedgerRow, 'madeAt'>, now: EpochSeconds): boolean {
  return madeAt !== null && now - madeAt > RETENTION_SECONDS;
}

/**
 * The row whose tracking this fulfillment can take over: an owner's, or else one of ours that no fulfillment wants and
 * that AfterShip may still have. `asked` is the id under which this fulfillment may have created a tracking; no other
 * tracking is then taken.
 */
export function rowToClaim(
  others: readonly LedgerRow[],
  generation: number,
  asked: string | null,
  now: EpochSeconds,
): LedgerRow | null {
  const there = others.filter(
    (other) =>
      isThere(other) &&
      (asked === null || trackingIdOf(other.holding) === asked) &&
      (other.holding.at === 'foreign' || generationOf(other) === generation) &&
      !isPastRetention(other, now),
  );
  return there.find(isOwner) ?? there.find(({ holding }) => holding.at !== 'foreign') ?? null;
}

/** Whether AfterShip has the row's tracking, as far as the row knows. */
function isThere({ holding }: LedgerRow): boolean {
  return holding.at === 'ours' || holding.at === 'foreign' || holding.at === 'remove unknown';
}

/** The other rows that own this tracking. */
export function coOwners(others: readonly LedgerRow[], id: string): readonly LedgerRow[] {
  return others.filter((other) => isOwner(other) && trackingIdOf(other.holding) === id);
}

/** The owner whose content a shared tracking gets: the newest fulfillment. */
export function newestOf(owners: readonly LedgerRow[]): LedgerRow | null {
  return owners.reduce<LedgerRow | null>(
    (newest, owner) => (newest === null || owner.fulfillmentId > newest.fulfillmentId ? owner : newest),
    null,
  );
}

/** The time when another fulfillment last sent its content into this row's tracking; null when none did. */
export function lastContentOfOthers(row: LedgerRow, others: readonly LedgerRow[]): EpochSeconds | null {
  return others.reduce<EpochSeconds | null>((last, other) => {
    const { contentAt } = other;
    if (contentAt === null || !hasHadTracking(other, row)) return last;
    return last === null || contentAt > last ? contentAt : last;
  }, null);
}

/** Whether the other row names this row's tracking, or left the tracking to other fulfillments. */
function hasHadTracking(other: LedgerRow, row: LedgerRow): boolean {
  if (trackingIdOf(other.holding) !== null) return trackingIdOf(other.holding) === trackingIdOf(row.holding);
  return row.holding.at !== 'foreign' && generationOf(other) === generationOf(row);
}

/**
 * Names of the fields that this account has filled in the tracking; null when they are not known. In a tracking that
 * somebody else made, only the fields that this account sent count.
 */
export function fieldsThere(row: LedgerRow, others: readonly LedgerRow[]): readonly string[] | null {
  const senders = [row, ...others.filter((other) => hasHadTracking(other, row))];
  const isUnknown = row.holding.at !== 'foreign' && senders.some(({ sentFields }) => sentFields === null);
  return isUnknown ? null : [...new Set(senders.flatMap(({ sentFields }) => sentFields ?? []))];
}

/** Whether another fulfillment's content was sent after this row's, and so replaced it. */
export function isOverwritten({ contentAt }: Pick<LedgerRow, 'contentAt'>, byOthersAt: EpochSeconds | null): boolean {
  return byOthersAt !== null && (contentAt === null || byOthersAt >= contentAt);
}
