/**
 * Tells whether a look at a fulfillment covers its last change. The hourly check raises an event for every change that
 * no look covers.
 */

import { SECONDS_PER_MINUTE, type EpochSeconds } from './values';

/** The database's clock and the script's may differ by this much. */
const CLOCK_MARGIN_SECONDS = 30;

/**
 * Whether the last look covers a change. A search gives the time of a change only to the minute, so a look within that
 * minute may have come before the change. `lookedAt` is the time when the fulfillment was read; null when it was never
 * read.
 */
export function isCovered(modifiedAt: EpochSeconds, lookedAt: EpochSeconds | null): boolean {
  const startOfMinute = modifiedAt - (modifiedAt % SECONDS_PER_MINUTE);
  return (lookedAt ?? 0) >= startOfMinute + SECONDS_PER_MINUTE + CLOCK_MARGIN_SECONDS;
}
