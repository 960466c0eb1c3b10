/**
 * A backfill: a person's explicit wish to send what shipped before the start date or too long ago. It lifts these two
 * rules for the days of its window, and no other rule.
 */

import type { Mode } from './connection';
import { daysBetween, type CalendarDate, type EpochSeconds } from './values';

/** Only a person starts, pauses, resumes or cancels one; scripts pause it when the mode changes, and end it. */
export type BackfillState = 'running' | 'paused' | 'done' | 'cancelled';

/** What a person asks for. */
export interface BackfillWish {
  /** First and last day, by the day a fulfillment shipped. */
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  /** Off: AfterShip is told nothing personal about what this backfill sends, now or later. */
  readonly withContacts: boolean;
  /** Internal ids; empty = no restriction beyond the connection's own. */
  readonly subsidiaries: readonly string[];
  readonly locations: readonly string[];
}

export interface Backfill extends BackfillWish {
  readonly id: number;
  readonly state: BackfillState;
  /** Why scripts paused it, for people. */
  readonly reason: string;
  /** The mode it was started or last resumed in. In another one it waits: what was only shown must not be sent. */
  readonly mode: Mode;
  /** The greatest internal id of a fulfillment that an event was raised for. */
  readonly cursor: number;
  readonly raised: number;
  /** Every fulfillment of the window has had its event. */
  readonly isComplete: boolean;
  /** Fulfillments that were counted when it was started. */
  readonly expected: number;
  readonly startedAt: EpochSeconds;
  readonly endedAt: EpochSeconds | null;
}

/**
 * Rows are forgotten 180 days after their last look. Of what shipped later than this, the ledger still knows whether it
 * was sent, so a backfill cannot send anything a second time.
 */
export const OLDEST_DAYS = 170;

/** A day of the account's calendar may be ahead of the day in UTC. */
const DAYS_AHEAD = 1;

export type WindowProblem = 'first day' | 'last day' | 'order' | 'future' | 'too old';

/** What is wrong with the days that somebody typed; null when they can be used. `today`: the day in UTC. */
export function windowProblem(from: string, to: string, today: CalendarDate): WindowProblem | null {
  if (!isDay(from)) return 'first day';
  if (!isDay(to)) return 'last day';
  if (to < from) return 'order';
  if (daysBetween(today, to) > DAYS_AHEAD) return 'future';
  return daysBetween(from, today) > OLDEST_DAYS ? 'too old' : null;
}

/** `2026-11-23`, and a day that exists. */
function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** Whether a backfill lifts the rules for what shipped on this day. */
export function covers({ from, to }: BackfillWish, day: CalendarDate, today: CalendarDate): boolean {
  return from <= day && day <= to && daysBetween(day, today) <= OLDEST_DAYS;
}

/** What becomes of its events now. */
export function standing({ state, mode }: Backfill, present: Mode): 'goes on' | 'waits' | 'is over' {
  if (state === 'done' || state === 'cancelled') return 'is over';
  return state === 'running' && mode === present ? 'goes on' : 'waits';
}

/** In another mode it begins again: what was only shown is to be sent now, or the other way round. */
export function resumeIn(present: Mode, { mode }: Pick<Backfill, 'mode'>) {
  const begun = mode === present ? {} : { mode: present, cursor: 0, raised: 0, isComplete: false };
  return { state: 'running', reason: '', ...begun } as const;
}

/** Days to search by, because a search knows the date of a fulfillment but not the day it shipped. */
export interface SearchDays {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  /** Dated this early it may have shipped in the window, if it was changed on this day or later. */
  readonly earliest: CalendarDate;
  readonly changedSince: CalendarDate;
  /** Dated this late it may have shipped in the window, if it was made until this day. */
  readonly latest: CalendarDate;
  readonly madeUntil: CalendarDate;
}

/** The date is that of picking unless a preference moves it (section_3997655525). */
const DAYS_APART = 31;
/** What shipped on the last day may be entered a week later, with that day's date. */
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

/** What a look by the wish of a backfill may do; see plan.ts. */
export interface BackfillLook {
  readonly id: number;
  readonly withContacts: boolean;
  /** Nothing but the backfill asked for this look. */
  readonly isAlone: boolean;
}
