/**
 * When a failed attempt is made again. Waits are counted in runs of the scheduled wake, because nothing in NetSuite
 * starts sending sooner for an event that only waits. A wait for a rate limit is not an attempt and is not here.
 */

import { SECONDS_PER_HOUR, SECONDS_PER_MINUTE, type EpochSeconds } from './values';

/** NetSuite repeats a scheduled script every 15 minutes at most. */
export const WAKE_INTERVAL_SECONDS = 15 * SECONDS_PER_MINUTE;

/** Failed attempts after which a package is left for a person. */
export const MAX_ATTEMPTS = 12;

const LONGEST_WAIT_RUNS = 32;

/**
 * A rate limit is waited for so long at most, whatever the answer says: AfterShip's limits are by the second, and one
 * wrong header must not put a package off for years.
 */
export const LONGEST_PAUSE_SECONDS = 4 * SECONDS_PER_HOUR;

/** Part of a wait that chance may take off, so that what failed together does not come back together. */
const JITTER = 0.5;

export interface Retry {
  readonly dueAt: EpochSeconds;
  /** Attempts that failed so far, this one included. */
  readonly attempts: number;
}

/** Wait after the given failed attempt, in runs: 1, 2, 4 … 32. `attempt` counts from 1. */
function waitRuns(attempt: number): number {
  return Math.min(2 ** (Math.max(1, attempt) - 1), LONGEST_WAIT_RUNS);
}

/** `attempts` failed before this one; `random` is in [0, 1). */
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
  /** The attempt that failed, from 1. */
  readonly attempt: number;
  /** Null after the last attempt: the package then needs attention. */
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
