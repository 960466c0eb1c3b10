/**
 * The cursor of the hourly check. It says how far the check has got, so that each run does a bounded part and the next
 * run goes on from there.
 */

import { RETENTION_SECONDS } from './aftership/tracking';
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
  /** The greatest id of a ledger row whose age was checked; 0 when that check begins anew. */
  readonly afterAged: number;
  /** Rows above this id are compared with each other, for two of one package. */
  readonly addedAfter: number;
  /** The greatest row id that was compared at `addedAt`. */
  readonly addedUpTo: number;
  readonly addedAt: EpochSeconds;
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
 * Two runs that both add a row of one package do so within a quarter of an hour, which is the longest time of a reduce
 * (section_4480364878). AfterShip takes 20 creates a second, so at most 18,000 rows lie between the two.
 */
const ROWS_BETWEEN_DOUBLES = 20_000;
const SECONDS_BETWEEN_DOUBLES = 30 * SECONDS_PER_MINUTE;

/** Rows that one check compares. Half of them, which the next check compares once more, exceed those between doubles. */
export const COMPARED_PER_CHECK = 2 * ROWS_BETWEEN_DOUBLES;

/**
 * The first round begins at the start date, or, where the ledger has rows, as long ago as AfterShip keeps trackings. The
 * start date limits what is sent, not what is kept up to date. `newestRow` is the greatest id of a row, 0 when there is
 * none; earlier rows were compared when the check was last on.
 */
export function firstRound(startDate: CalendarDate, newestRow: number, now: EpochSeconds): CheckCursor {
  const start = Math.min(startOf(startDate), now);
  const addedAfter = Math.max(0, newestRow - ROWS_BETWEEN_DOUBLES);
  return {
    since: newestRow === 0 ? start : Math.min(start, now - RETENTION_SECONDS),
    until: now,
    afterId: 0,
    afterOrphan: 0,
    afterAged: 0,
    addedAfter,
    addedUpTo: addedAfter,
    addedAt: now,
  };
}

export function nextRound(done: CheckCursor): CheckCursor {
  const since = done.until - OVERLAP_SECONDS;
  return { ...done, since, until: since, afterId: 0 };
}

/**
 * The cursor after rows were compared. What was compared once is compared with later rows once more, because the second
 * row of a package may come later.
 */
export function afterCompared(
  cursor: CheckCursor,
  { rowIds, isEnd }: { readonly rowIds: readonly number[]; readonly isEnd: boolean },
  now: EpochSeconds,
): CheckCursor {
  const [newest = cursor.addedUpTo] = rowIds.slice(-1);
  if (!isEnd) {
    const middle = rowIds[Math.floor(rowIds.length / 2)] ?? newest;
    return { ...cursor, addedAfter: middle, addedUpTo: middle, addedAt: now };
  }
  if (now - cursor.addedAt < SECONDS_BETWEEN_DOUBLES) return cursor;
  return { ...cursor, addedAfter: cursor.addedUpTo, addedUpTo: newest, addedAt: now };
}

const EMPTY: CheckCursor = {
  since: 0,
  until: 0,
  afterId: 0,
  afterOrphan: 0,
  afterAged: 0,
  addedAfter: 0,
  addedUpTo: 0,
  addedAt: 0,
};

/**
 * Reads a stored cursor; null when the text is not one. The hourly check then begins with the first round, which costs
 * time and loses nothing.
 */
export function parseCursor(text: string | null): CheckCursor | null {
  const value = parseJsonObject(text ?? '');
  const isCursor = Object.keys(EMPTY).every((name) => Number.isInteger(value[name]));
  return isCursor ? (value as unknown as CheckCursor) : null;
}

export function formatCursor(cursor: CheckCursor): string {
  return JSON.stringify(cursor);
}
