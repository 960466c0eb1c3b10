/**
 * A backfill is a person's explicit wish to send fulfillments that shipped before the start date or too long ago. It
 * lifts these two rules for the days of its window, and no other rule.
 */

import type { Mode } from './connection';
import type { PlaceFilters } from './netsuite/filters';
import { daysBetween, type CalendarDate, type EpochSeconds } from './values';

/** Only a person starts, pauses, resumes or cancels a backfill. Scripts pause it when the mode changes, and end it. */
export type BackfillState = 'running' | 'paused' | 'done' | 'cancelled';

/** What a person asks for when they start a backfill. Its filters are added to the connection's own. */
export interface BackfillWish extends PlaceFilters {
  /** First and last day of the window. A fulfillment counts by the day it shipped. */
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  /** When this is false, AfterShip gets no name, e-mail or phone with what this backfill sends, now or later. */
  readonly withContacts: boolean;
}

export interface Backfill extends BackfillWish {
  readonly id: number;
  readonly state: BackfillState;
  /** Tells people why scripts paused the backfill. */
  readonly reason: string;
  /**
   * The mode in which a person started or last resumed the backfill. In another mode it waits, because what Preview
   * only showed must not be sent.
   */
  readonly mode: Mode;
  /** Every fulfillment of the window up to this internal id was looked at, or has an event that asks for it. */
  readonly cursor: number;
  readonly raised: number;
  /** True when that is so for every fulfillment of the window. */
  readonly isComplete: boolean;
  /** The number of fulfillments in the window when the backfill was started. */
  readonly expected: number;
  readonly startedAt: EpochSeconds;
  readonly endedAt: EpochSeconds | null;
}

/**
 * Rows are forgotten 180 days after their last look. For a fulfillment that shipped within this many days, the ledger
 * still knows whether it was sent, so a backfill cannot send it a second time.
 */
export const OLDEST_DAYS = 170;

/** A day of the account's calendar may be ahead of the day in UTC. */
const DAYS_AHEAD = 1;

export type WindowProblem = 'first day' | 'last day' | 'order' | 'future' | 'too old';

/**
 * Says what is wrong with the days that somebody typed; null when a backfill can use them. `today` is the day in UTC.
 */
export function windowProblem(from: string, to: string, today: CalendarDate): WindowProblem | null {
  if (!isDay(from)) return 'first day';
  if (!isDay(to)) return 'last day';
  if (to < from) return 'order';
  if (daysBetween(today, to) > DAYS_AHEAD) return 'future';
  return daysBetween(from, today) > OLDEST_DAYS ? 'too old' : null;
}

/** Whether the text has the form `2026-11-23` and names a day that exists. */
function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** Whether a backfill lifts the rules of days for a fulfillment that shipped on this day. */
export function covers({ from, to }: BackfillWish, day: CalendarDate, today: CalendarDate): boolean {
  return from <= day && day <= to && daysBetween(day, today) <= OLDEST_DAYS;
}

/** Says what happens now to the events that a backfill raised. */
export function standing({ state, mode }: Backfill, present: Mode): 'goes on' | 'waits' | 'is over' {
  if (state === 'done' || state === 'cancelled') return 'is over';
  return state === 'running' && mode === present ? 'goes on' : 'waits';
}

/**
 * The change that resumes a backfill. In another mode it begins again, because what Preview only showed now has to be
 * sent, or the other way round.
 */
export function resumeIn(present: Mode, { mode }: Pick<Backfill, 'mode'>) {
  const begun = mode === present ? {} : { mode: present, cursor: 0, raised: 0, isComplete: false };
  return { state: 'running', reason: '', ...begun } as const;
}

/**
 * The days by which a search finds the window's fulfillments. A search knows the date of a fulfillment, but not the day
 * it shipped.
 */
export interface SearchDays {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  /**
   * A fulfillment dated from this day on may have shipped in the window, if it was changed on `changedSince` or later.
   */
  readonly earliest: CalendarDate;
  readonly changedSince: CalendarDate;
  /** A fulfillment dated up to this day may have shipped in the window, if it was made on `madeUntil` or earlier. */
  readonly latest: CalendarDate;
  readonly madeUntil: CalendarDate;
}

/** The date of a fulfillment is the day of picking, unless a preference moves it (section_3997655525). */
const DAYS_APART = 31;
/** People may enter a fulfillment a week after it shipped, and date it with the day they enter it. */
const LATE_ENTRY_DAYS = 7;

export function searchDays({ from, to }: BackfillWish): SearchDays {
  return {
    from,
    to,
    earliest: addDays(from, -DAYS_APART),
    changedSince: addDays(from, -1),
    latest: addDays(to, DAYS_APART),
    madeUntil: addDays(to, LATE_ENTRY_DAYS),
  };
}

function addDays(day: CalendarDate, days: number): CalendarDate {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** One step of a backfill along the fulfillments of its window, by internal id. */
export interface BackfillStep {
  readonly backfillId: number;
  /** The backfill's mode when the step began. */
  readonly mode: Mode;
  /** The fulfillment before this one; 0 for none. */
  readonly from: number;
  readonly to: number;
  /** True when the window has no fulfillment behind this one. */
  readonly isLast: boolean;
}

/**
 * Moves a backfill along the steps that are over, up to the first one that is not, whatever order they ended in. Null
 * when it stays where it is, or runs in another mode by now.
 */
export function moved(
  backfill: Pick<Backfill, 'id' | 'mode' | 'cursor' | 'raised'>,
  over: readonly BackfillStep[],
): Pick<Backfill, 'cursor' | 'raised' | 'isComplete'> | null {
  const own = over.filter(({ backfillId, mode }) => backfillId === backfill.id && mode === backfill.mode);
  const next = new Map(own.map((step) => [step.from, step]));
  let { cursor, raised } = backfill;
  let isComplete = false;
  for (let step = next.get(cursor); step !== undefined; step = next.get(cursor)) {
    cursor = step.to;
    raised += 1;
    isComplete = step.isLast;
  }
  return cursor === backfill.cursor ? null : { cursor, raised, isComplete };
}

/** What a look that a backfill asked for may do; see plan.ts. */
export interface BackfillLook {
  readonly id: number;
  readonly withContacts: boolean;
  /** True when nothing but the backfill asked for this look. */
  readonly isAlone: boolean;
}
