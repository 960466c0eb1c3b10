/** How far the hourly check has got, so that each run does a bounded part and the next one goes on. */

import { parseJsonObject } from './json';
import { SECONDS_PER_MINUTE, type CalendarDate, type EpochSeconds } from './values';

export interface CheckCursor {
  /** Changes at or after this time are looked for. */
  readonly since: EpochSeconds;
  /** When the present round began: what is changed later belongs to the next round. */
  readonly until: EpochSeconds;
  /** The greatest fulfillment id that this round has dealt with; 0 = the round has just begun. */
  readonly afterId: number;
  /** The greatest ledger row whose fulfillment was checked for being gone; 0 = from the beginning. */
  readonly afterOrphan: number;
}

/** A save shows in a search only when it is complete, and clocks differ. */
const OVERLAP_SECONDS = 15 * SECONDS_PER_MINUTE;

const SECONDS_PER_DAY = 86_400;

/** A day before the start date: the day is the account's, whose zone is not known here. */
export function startOf(startDate: CalendarDate): EpochSeconds {
  return Math.floor(Date.parse(`${startDate}T00:00:00Z`) / 1000) - SECONDS_PER_DAY;
}

/**
 * The first round begins at the start date, or with the oldest look at what is tracked already when that is earlier: the
 * start date decides what is sent, not what is kept in step. `oldestLook`: null = nothing is tracked.
 */
export function firstRound(startDate: CalendarDate, oldestLook: EpochSeconds | null, now: EpochSeconds): CheckCursor {
  const since = Math.min(startOf(startDate), oldestLook ?? now, now);
  return { since, until: now, afterId: 0, afterOrphan: 0 };
}

export function nextRound(done: CheckCursor): CheckCursor {
  const since = done.until - OVERLAP_SECONDS;
  return { since, until: since, afterId: 0, afterOrphan: done.afterOrphan };
}

/** Null for a text that is none: the hourly check then begins with the first round, which costs time and loses nothing. */
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
