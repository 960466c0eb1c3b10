/**
 * Tells whether a look at a fulfillment covers its last change. The hourly check raises an event for every change that
 * no look covers.
 */

import { SECONDS_PER_MINUTE, type EpochSeconds } from './values';

/** The database's clock and the script's may differ by this much. */
const CLOCK_MARGIN_SECONDS = 30;

/** Time between the second that a change bears and the moment from which a reading shows it. */
const COMMIT_MARGIN_SECONDS = 10;

/**
 * Whether the last look covers a change of which only the minute is known. A look within that minute may have come
 * before the change. `lookedAt` is what timeOfLook gave; null when the fulfillment was never read.
 */
export function isCovered(modifiedAt: EpochSeconds, lookedAt: EpochSeconds | null): boolean {
  return (lookedAt ?? 0) >= startOfMinute(modifiedAt) + SECONDS_PER_MINUTE + CLOCK_MARGIN_SECONDS;
}

/** Whether the seconds of a change can show that the look covers it. The look came too early otherwise. */
export function mayBeCovered(modifiedAt: EpochSeconds, lookedAt: EpochSeconds | null): boolean {
  return (lookedAt ?? 0) >= startOfMinute(modifiedAt) - CLOCK_MARGIN_SECONDS + COMMIT_MARGIN_SECONDS;
}

/** Whether the last look covers a change whose second is known by the script's clock. */
export function isCoveredToTheSecond(changedAt: EpochSeconds, lookedAt: EpochSeconds | null): boolean {
  return (lookedAt ?? 0) >= changedAt + COMMIT_MARGIN_SECONDS;
}

/**
 * The time that a row keeps for a look: it covers the changes of up to ten seconds before. A look that the event of a
 * save asks for sees this save and what came before, so it counts from ten seconds after the save, however soon it
 * comes. `savedAt` is the time of the latest save whose event the look has; null for none.
 */
export function timeOfLook(readAt: EpochSeconds, savedAt: EpochSeconds | null): EpochSeconds {
  return savedAt === null || savedAt > readAt ? readAt : Math.max(readAt, savedAt + COMMIT_MARGIN_SECONDS);
}

/** What the database says about a change. Zones are never compared, because it may use one for each of its times. */
export interface DatabaseSeconds {
  /** Minute of the hour, in an unknown zone. */
  readonly minute: number;
  readonly second: number;
  /** Second of the database's own clock when it answered. */
  readonly nowSecond: number;
  /** The script's time after the answer. */
  readonly readAt: EpochSeconds;
}

/** Zones differ from each other by whole quarters of an hour. */
const ZONE_STEP_MINUTES = 15;

/**
 * The second of a change, by the script's clock; null when it is not known. `modifiedAt` is its minute, as a search
 * gives it. A change that came between the search and the question has another minute and is not told.
 */
export function secondOfChange(modifiedAt: EpochSeconds, told: DatabaseSeconds): EpochSeconds | null {
  const minuteOfHour = Math.floor(modifiedAt / SECONDS_PER_MINUTE) % 60;
  const isSameMinute = (told.minute - minuteOfHour + 60) % ZONE_STEP_MINUTES === 0;
  if (!isSameMinute) return null;
  return startOfMinute(modifiedAt) + told.second - aheadSeconds(told);
}

/** Seconds by which the database's clock is ahead of the script's: at most half a minute either way. */
function aheadSeconds({ nowSecond, readAt }: DatabaseSeconds): number {
  const ahead = (nowSecond - (readAt % SECONDS_PER_MINUTE) + SECONDS_PER_MINUTE) % SECONDS_PER_MINUTE;
  return ahead > SECONDS_PER_MINUTE / 2 ? ahead - SECONDS_PER_MINUTE : ahead;
}

function startOfMinute(time: EpochSeconds): EpochSeconds {
  return time - (time % SECONDS_PER_MINUTE);
}
