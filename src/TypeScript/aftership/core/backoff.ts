/**
 * Decides when a failed attempt is made again. Waits are counted in runs of the scheduled wake, because nothing in
 * NetSuite starts sending sooner for an event that only waits. A wait for a rate limit is not an attempt, so it is not
 * decided here.
 */

import { SECONDS_PER_HOUR, SECONDS_PER_MINUTE, type EpochSeconds } from './values';

/** NetSuite repeats a scheduled script every 15 minutes at most. */
export const WAKE_INTERVAL_SECONDS = 15 * SECONDS_PER_MINUTE;

/** After this many failed attempts a package is left for a person. */
export const MAX_ATTEMPTS = 12;

const LONGEST_WAIT_RUNS = 32;

/** After this many failed attempts about a day has passed: 12 to 24 hours, as chance shortens the waits. */
export const ATTEMPTS_OF_A_DAY = 8;

/**
 * The longest wait for a rate limit, whatever the answer says. AfterShip counts its limits by the second, so a longer
 * wait comes from a wrong header, which must not put a package off for years.
 */
export const LONGEST_PAUSE_SECONDS = 4 * SECONDS_PER_HOUR;

/** Chance may shorten a wait by up to this part, so that attempts that failed together are not repeated together. */
const JITTER = 0.5;

export interface Retry {
  readonly dueAt: EpochSeconds;
  /** Number of attempts that failed so far, including this one. */
  readonly attempts: number;
}

/** The wait after a failed attempt, in runs of the wake: 1, 2, 4 … 32. `attempt` counts from 1. */
function waitRuns(attempt: number): number {
  return Math.min(2 ** (Math.max(1, attempt) - 1), LONGEST_WAIT_RUNS);
}

/** Decides the next attempt after a failure. `attempts` is the number of earlier failures; `random` is in [0, 1). */
export function decideRetry(failure: {
  readonly attempts: number;
  readonly now: EpochSeconds;
  readonly random: number;
}): Retry {
  const attempts = failure.attempts + 1;
  const longest = waitRuns(attempts) * WAKE_INTERVAL_SECONDS;
  return { dueAt: failure.now + Math.ceil(longest * (1 - JITTER * failure.random)), attempts };
}

export function isExhausted(attempts: number): boolean {
  return attempts >= MAX_ATTEMPTS;
}

export interface BackoffRow {
  /** Number of the failed attempt, counted from 1. */
  readonly attempt: number;
  /** Null after the last attempt: the package then needs a person. */
  readonly waitRuns: number | null;
  readonly shortestWaitMinutes: number | null;
  readonly longestWaitMinutes: number | null;
}

/** The whole schedule, for the docs. */
export function describeBackoff(): readonly BackoffRow[] {
  return Array.from({ length: MAX_ATTEMPTS }, (_, index) => {
    const attempt = index + 1;
    if (isExhausted(attempt)) {
      return { attempt, waitRuns: null, shortestWaitMinutes: null, longestWaitMinutes: null };
    }
    const runs = waitRuns(attempt);
    const longestWaitMinutes = (runs * WAKE_INTERVAL_SECONDS) / SECONDS_PER_MINUTE;
    return { attempt, waitRuns: runs, shortestWaitMinutes: longestWaitMinutes * (1 - JITTER), longestWaitMinutes };
  });
}
