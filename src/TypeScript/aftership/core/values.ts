/**
 * The plain values everything else is made of. Nothing here knows NetSuite or AfterShip.
 */

/**
 * A day of the account's calendar, `YYYY-MM-DD`. It has no time and no time zone, so two runs in different zones agree
 * on it.
 */
export type CalendarDate = string;

/** Whole seconds since 1970-01-01T00:00:00Z. */
export type EpochSeconds = number;

export const SECONDS_PER_MINUTE = 60;
export const SECONDS_PER_HOUR = 3600;
const SECONDS_PER_DAY = 86_400;

/** Days from `from` to `to`, both `YYYY-MM-DD`; negative when `to` is earlier. */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  const day = 86_400_000;
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / day);
}

/** The same text, at most `max` characters long. */
export function cut(text: string, max: number): string {
  return text.slice(0, max);
}

/**
 * Fills a text with values. `{name}` is replaced by a value, and `{name|one|more}` by the word that fits a count.
 * Braces within a value are not replaced.
 */
export function fill(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replace(
    /\{(\w+)(?:\|([^|{}]*)\|([^|{}]*))?\}/g,
    (whole, name: string, one?: string, more?: string) => {
      const value = values[name];
      if (value === undefined) return whole;
      if (one === undefined || more === undefined) return String(value);
      return Number(value) === 1 ? one : more;
    },
  );
}

/** The day in UTC that is this many days before. */
export function dayBefore(now: EpochSeconds, days: number): CalendarDate {
  return utcDay(now - days * SECONDS_PER_DAY);
}

/**
 * The day in UTC, which is the same for every user and time zone of a run. Around midnight an age in days may be wrong
 * by one.
 */
export function utcDay(now: EpochSeconds): CalendarDate {
  return new Date(now * 1000).toISOString().slice(0, 10);
}
