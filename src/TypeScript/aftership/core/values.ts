/**
 * The plain values everything else is made of. Nothing here knows NetSuite or AfterShip.
 */

/** A day of the account's calendar, `YYYY-MM-DD`. No time and no zone: two runs in different zones agree on it. */
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
 * A text with its values. `{name}` stands for a value, `{name|one|more}` for a word that goes with a count. A value that
 * holds braces is not looked at again.
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

/** The day in UTC so many days before. */
export function dayBefore(now: EpochSeconds, days: number): CalendarDate {
  return utcDay(now - days * SECONDS_PER_DAY);
}

/** The day in UTC: the same for every identity and zone a run may have. At the border an age may be off by one day. */
export function utcDay(now: EpochSeconds): CalendarDate {
  return new Date(now * 1000).toISOString().slice(0, 10);
}
