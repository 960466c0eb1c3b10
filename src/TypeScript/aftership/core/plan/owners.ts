/**
 * A tracking is a number, and every fulfillment that has the number is one of its owners. Which generation of the number
 * is the present one, who owns it, and whose content stands in it, is read from all rows of the number.
 */

import { generationOf } from '../ledger/transitions';
import { isOwner, trackingIdOf, type LedgerRow } from '../ledger/row';
import { RETENTION_SECONDS } from '../aftership/tracking';
import type { EpochSeconds } from '../values';
import type { PlanInput } from './calls';

export function othersOf({ others }: Pick<PlanInput, 'others'>, number: string): readonly LedgerRow[] {
  return others.filter((other) => other.number === number);
}

/** AfterShip is proved to have no earlier generation of the number. */
export function latestGeneration(row: LedgerRow | null, others: readonly LedgerRow[]): number {
  return [...others, ...(row === null ? [] : [row])].reduce(
    (latest, known) => Math.max(latest, generationOf(known)),
    1,
  );
}

/** Rows that show that this row's tracking is gone: they name a later generation. */
export function laterRows(row: LedgerRow, others: readonly LedgerRow[]): readonly LedgerRow[] {
  if (row.holding.at === 'nothing' || row.holding.at === 'foreign') return [];
  const own = generationOf(row);
  return others.filter((other) => generationOf(other) > own);
}

/** AfterShip keeps a tracking for 120 days after it was made. */
export function isPastRetention({ madeAt }: Pick<LedgerRow, 'madeAt'>, now: EpochSeconds): boolean {
  return madeAt !== null && now - madeAt > RETENTION_SECONDS;
}

/**
 * The row whose tracking this fulfillment can go on with: an owner's, else one of ours that nobody wants and that
 * AfterShip may still have. `asked`: the id under which this fulfillment may have made one; then it takes no other.
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

/** AfterShip has its tracking, as far as the row knows. */
function isThere({ holding }: LedgerRow): boolean {
  return holding.at === 'ours' || holding.at === 'foreign' || holding.at === 'remove unknown';
}

/** Other owners of this tracking. */
export function coOwners(others: readonly LedgerRow[], id: string): readonly LedgerRow[] {
  return others.filter((other) => isOwner(other) && trackingIdOf(other.holding) === id);
}

/** The owner whose content a shared tracking gets: that of the newest fulfillment. */
export function newestOf(owners: readonly LedgerRow[]): LedgerRow | null {
  return owners.reduce<LedgerRow | null>(
    (newest, owner) => (newest === null || owner.fulfillmentId > newest.fulfillmentId ? owner : newest),
    null,
  );
}

/** When another fulfillment last sent its content into this row's tracking; null when none did. */
export function lastContentOfOthers(row: LedgerRow, others: readonly LedgerRow[]): EpochSeconds | null {
  return others.reduce<EpochSeconds | null>((last, other) => {
    const { contentAt } = other;
    if (contentAt === null || !hasHadTracking(other, row)) return last;
    return last === null || contentAt > last ? contentAt : last;
  }, null);
}

/** It names the tracking of this row, or left that to others. */
function hasHadTracking(other: LedgerRow, row: LedgerRow): boolean {
  if (trackingIdOf(other.holding) !== null) return trackingIdOf(other.holding) === trackingIdOf(row.holding);
  return row.holding.at !== 'foreign' && generationOf(other) === generationOf(row);
}

/**
 * Names of the fields that the tracking has from this account; null when it is not known which. What stands in a tracking
 * that somebody else made is theirs, but for what was sent from here.
 */
export function fieldsThere(row: LedgerRow, others: readonly LedgerRow[]): readonly string[] | null {
  const senders = [row, ...others.filter((other) => hasHadTracking(other, row))];
  const isUnknown = row.holding.at !== 'foreign' && senders.some(({ sentFields }) => sentFields === null);
  return isUnknown ? null : [...new Set(senders.flatMap(({ sentFields }) => sentFields ?? []))];
}

/** Somebody else's content was sent after this row's, so this row's does not stand there. */
export function isOverwritten({ contentAt }: Pick<LedgerRow, 'contentAt'>, byOthersAt: EpochSeconds | null): boolean {
  return byOthersAt !== null && (contentAt === null || byOthersAt >= contentAt);
}
