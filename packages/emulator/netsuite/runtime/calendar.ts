/**
 * Virtual time, the account's zone and the users' date format. A date without time is midnight in the engine's zone
 * (Oracle's guide: "stored internally in Pacific Time"), which is the zone of this process.
 */

import type { AccountOptions } from '../contract';

export class Clock {
  constructor(private ms: number) {}

  now(): number {
    return this.ms;
  }

  pass(ms: number): void {
    this.ms += ms;
  }

  moveTo(ms: number): void {
    if (ms > this.ms) this.ms = ms;
  }

  /** Sets the time of another actor, which may be earlier: each processor and each person has a time of their own. */
  set(ms: number): void {
    this.ms = ms;
  }
}

interface WallClock {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const formatters = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, Map<number, number>>();

/** Within a quarter of an hour of UTC the offset of every present zone is constant. */
const OFFSET_KEPT_MS = 15 * 60 * 1000;

export function wallClockIn(zone: string, ms: number): WallClock {
  const date = new Date(ms + offsetOf(zone, ms));
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
  };
}

/** Offsets are cached, because Intl takes longer than all other work of an idle hour. */
function offsetOf(zone: string, ms: number): number {
  let known = offsets.get(zone);
  if (known === undefined) offsets.set(zone, (known = new Map()));
  const block = Math.floor(ms / OFFSET_KEPT_MS);
  let offset = known.get(block);
  if (offset === undefined) {
    const wholeSecond = Math.floor(ms / 1000) * 1000;
    const { year, month, day, hour, minute, second } = formattedIn(zone, wholeSecond);
    offset = Date.UTC(year, month - 1, day, hour, minute, second) - wholeSecond;
    known.set(block, offset);
  }
  return offset;
}

function formattedIn(zone: string, ms: number): WallClock {
  let formatter = formatters.get(zone);
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formatters.set(zone, formatter);
  }
  const part: Record<string, number> = {};
  for (const { type, value } of formatter.formatToParts(ms)) part[type] = Number(value);
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = part;
  return { year, month, day, hour, minute, second };
}

/**
 * The instant at which the zone's clock shows this time. For a time in a skipped hour, it is the instant after the
 * change.
 */
export function instantOf(zone: string, wall: WallClock): number {
  const asUtc = Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute, wall.second);
  let guess = asUtc;
  for (let round = 0; round < 3; round += 1) {
    const shown = wallClockIn(zone, guess);
    const shownUtc = Date.UTC(shown.year, shown.month - 1, shown.day, shown.hour, shown.minute, shown.second);
    if (shownUtc === asUtc) break;
    guess += asUtc - shownUtc;
  }
  return guess;
}

/** Today in the account's calendar as a date field holds it. */
export function todayIn(zone: string, nowMs: number): Date {
  const { year, month, day } = wallClockIn(zone, nowMs);
  return new Date(year, month - 1, day);
}

type Format = AccountOptions['dateFormat'];

function formatDate(format: Format, year: number, month: number, day: number): string {
  switch (format) {
    case 'M/D/YYYY':
      return `${month}/${day}/${year}`;
    case 'D/M/YYYY':
      return `${day}/${month}/${year}`;
    case 'D.M.YYYY':
      return `${day}.${month}.${year}`;
    case 'YYYY-M-D':
      return `${year}-${month}-${day}`;
  }
}

export function formatLocalDate(format: Format, date: Date): string {
  return formatDate(format, date.getFullYear(), date.getMonth() + 1, date.getDate());
}

export function formatDateTime(format: Format, zone: string, ms: number, withSeconds: boolean): string {
  const wall = wallClockIn(zone, ms);
  const hour = wall.hour % 12 === 0 ? 12 : wall.hour % 12;
  const minute = String(wall.minute).padStart(2, '0');
  const second = withSeconds ? `:${String(wall.second).padStart(2, '0')}` : '';
  const date = formatDate(format, wall.year, wall.month, wall.day);
  return `${date} ${hour}:${minute}${second} ${wall.hour < 12 ? 'am' : 'pm'}`;
}

const parts: Readonly<
  Record<Format, readonly ['year' | 'month' | 'day', 'year' | 'month' | 'day', 'year' | 'month' | 'day']>
> = {
  'M/D/YYYY': ['month', 'day', 'year'],
  'D/M/YYYY': ['day', 'month', 'year'],
  'D.M.YYYY': ['day', 'month', 'year'],
  'YYYY-M-D': ['year', 'month', 'day'],
};

interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

function parseDay(format: Format, text: string): Day | null {
  const separator = format === 'D.M.YYYY' ? '.' : format === 'YYYY-M-D' ? '-' : '/';
  const pieces = text.trim().split(separator);
  if (pieces.length !== 3 || pieces.some((piece) => !/^\d{1,4}$/.test(piece))) return null;
  const found = { year: 0, month: 0, day: 0 };
  parts[format].forEach((part, index) => (found[part] = Number(pieces[index])));
  const check = new Date(Date.UTC(found.year, found.month - 1, found.day));
  const isReal = check.getUTCMonth() === found.month - 1 && check.getUTCDate() === found.day && found.year >= 1000;
  return isReal ? found : null;
}

export function parseDate(format: Format, text: string): Date | null {
  const day = parseDay(format, text);
  return day === null ? null : new Date(day.year, day.month - 1, day.day);
}

/** Parses a date with an optional time in the given zone to epoch milliseconds; null when it fails. */
export function parseDateTime(format: Format, zone: string, text: string): number | null {
  const match = /^(\S+)(?:\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*(am|pm)?)?$/i.exec(text.trim());
  if (match === null) return null;
  const day = parseDay(format, match[1] ?? '');
  if (day === null) return null;
  const half = match[5]?.toLowerCase();
  const shown = Number(match[2] ?? 0);
  const hour = half === undefined ? shown : (shown % 12) + (half === 'pm' ? 12 : 0);
  return instantOf(zone, { ...day, hour, minute: Number(match[3] ?? 0), second: Number(match[4] ?? 0) });
}
