/**
 * The cursor of the hourly check. It says how far the check has got, so that each run does a bounded part and the next
 * run goes on from there.
 */

import { parseJsonObject } from './json';
import { SECONDS_PER_MINUTE, type CalendarDate, type EpochSeconds } from './values';

export interface CheckCursor {
  /** This round looks for changes at or after this time. */
  readonly since: EpochSeconds;
  /** The time when the present round began. Later changes belong to the next round. */
  readonly until: EpochSeconds;
  /** The greatest fulfillment id that this round has handled; 0 when the round has just begun. */
  readonly afterId: number;
  /** The greatest id of a ledger row whose fulfillment was checked for being gone; 0 when that check begins anew. */
  readonly afterOrphan: number;
}

/**
 * Each round overlaps the round before by this much, because a search finds a save only when the save is complete, and
 * because clocks differ.
 */
const OVERLAP_SECONDS = 15 * SECONDS_PER_MINUTE;

const SECONDS_PER_DAY = 86_400;

/**
 * The start of the day before the start date. The start date is a day in the account's time zone, which is not known
 * here.
 */
export function startOf(startDate: CalendarDate): EpochSeconds {
  return Math.floor(Date.parse(`${startDate}T00:00:00Z`) / 1000) - SECONDS_PER_DAY;
}

/**
 * The first round begins at the start date, or earlier, at the oldest look at a package that is tracked already. The
 * start date limits what is sent, not what is kept up to date. `oldestLook` is null when nothing is tracked.
 */
export function firstRound(startDate: CalendarDate, oldestLook: EpochSeconds | null, now: EpochSeconds): CheckCursor {
  const since = Math.min(startOf(startDate), oldestLook ?? now, now);
  return { since, until: now, afterId: 0, afterOrphan: 0 };
}

export function nextRound(done: CheckCursor): CheckCursor {
  const since = done.until - OVERLAP_SECONDS;
  return { since, until: since, afterId: 0, afterOrphan: done.afterOrphan };
}

/**
 * Reads a stored cursor; null when the text is not one. The hourly check then begins with the first round, which costs
 * time and loses nothing.
 */
export function parseCursor(text: string | null): CheckCursor | null {
  const value = parseJsonObject(text ?? '');
  const { since, until, afterId, afterOrphan } = value;
  return isWhole(since) && isWhole(until) && isWhole(afterId) && isWhole(afterOrphan)
    ? { since, until, afterId, afterOrphan }
    : null;
}

export function formatCursor(cursor: CheckCursor): string {
  return JSON.stringify(cursor);
}

function isWhole(value: unknown): value is number {
  return Number.isInteger(value);
}
