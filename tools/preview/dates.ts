/**
 * Parses the days of an export. `4/5/2026` may be in April or May, so the order is taken from rows that prove it or
 * asked for. It is never guessed, because the day decides which shipments are too old.
 */

import type { CalendarDate } from '../../src/TypeScript/aftership/core/values';

/** Order of day, month and year in numeric dates. */
export type DateOrder = 'DMY' | 'MDY' | 'YMD';

export type ParsedDate =
  | { readonly kind: 'date'; readonly date: CalendarDate }
  /** Numbers with the year last; at least one of the two readings is a real day. */
  | { readonly kind: 'numeric'; readonly DMY: CalendarDate | null; readonly MDY: CalendarDate | null }
  | { readonly kind: 'invalid'; readonly reason: string };

interface DateReading {
  readonly order: 'DMY' | 'MDY';
  readonly date: CalendarDate;
}

/** A question that only the person who made the export can answer. */
export interface DateQuestion {
  readonly line: number;
  readonly column: string;
  readonly example: string;
  readonly readings: readonly DateReading[];
}

export type DateDecision =
  /** Null when no date of this export depends on the order. */
  | { readonly kind: 'order'; readonly order: 'DMY' | 'MDY' | null }
  | { readonly kind: 'question'; readonly question: DateQuestion }
  | { readonly kind: 'contradiction'; readonly line: number; readonly column: string; readonly message: string };

export const ORDER_NAMES: Readonly<Record<DateOrder, string>> = {
  DMY: 'day/month/year',
  MDY: 'month/day/year',
  YMD: 'year/month/day',
};

const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

const TIME_AFTER =
  /(?:\s*,\s*|\s+|(?<=\d)T)\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?(?:\s*[ap]\.?m\.?)?(?:\s*(?:Z|UTC|GMT|[+-]\d{2}:?\d{2}))?$/i;
const YEAR_FIRST = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/;
const WITH_DOTS = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$/;
const YEAR_LAST = /^(\d{1,2})([/-])(\d{1,2})\2(\d{4})$/;
const DAY_NAMED_MONTH = /^(\d{1,2})(?:\.?\s+|[-/.])(\p{L}+)\.?(?:,?\s+|[-/])(\d{4})$/u;
const NAMED_MONTH_DAY = /^(\p{L}+)\.?\s+(\d{1,2}),?\s+(\d{4})$/u;
const SHORT_YEAR = /^(?:\d{1,2}[-/.]\s?(?:\d{1,2}|\p{L}+)\.?[-/.]\s?\d{2}|\d{1,2}\s\p{L}+\.?\s\d{2})$/u;
const DAY_COUNT = /^\d{5}(?:[.,]\d+)?$/;

export function parseDate(text: string): ParsedDate {
  const day = text.trim().replace(TIME_AFTER, '');
  const yearFirst = YEAR_FIRST.exec(day);
  if (yearFirst) return asDate(text, yearFirst[1], yearFirst[3], yearFirst[4]);
  const withDots = WITH_DOTS.exec(day);
  if (withDots) return asDate(text, withDots[3], withDots[2], withDots[1]);
  const yearLast = YEAR_LAST.exec(day);
  if (yearLast) {
    const dayFirst = calendarDate(yearLast[4], yearLast[3], yearLast[1]);
    const monthFirst = calendarDate(yearLast[4], yearLast[1], yearLast[3]);
    if (dayFirst === null && monthFirst === null) return notADay(text);
    return { kind: 'numeric', DMY: dayFirst, MDY: monthFirst };
  }
  const dayMonth = DAY_NAMED_MONTH.exec(day);
  if (dayMonth) return withNamedMonth(text, dayMonth[3], dayMonth[2], dayMonth[1]);
  const monthDay = NAMED_MONTH_DAY.exec(day);
  if (monthDay) return withNamedMonth(text, monthDay[3], monthDay[1], monthDay[2]);
  if (SHORT_YEAR.test(day)) {
    return invalid(
      `“${text}” has a year of two digits, which can mean several days. Use a date format with a year of four digits.`,
    );
  }
  if (DAY_COUNT.test(day)) {
    return invalid(`“${text}” is a spreadsheet's count of days, not a date. Format the column as a date or as text.`);
  }
  return invalid(`“${text}” is not a date that can be read. Use for example 2026-01-31.`);
}

/** The day of a text in this order; a sentence when it names no day. */
export function dateInOrder(parsed: ParsedDate, order: 'DMY' | 'MDY' | null): CalendarDate | null {
  if (parsed.kind === 'date') return parsed.date;
  if (parsed.kind === 'invalid') return null;
  return order === null ? (parsed.DMY ?? parsed.MDY) : parsed[order];
}

interface Place {
  readonly line: number;
  readonly column: string;
  readonly text: string;
}

/**
 * Collects the proofs of the order from all dates of an export. All columns count together, because an export has one
 * date format.
 */
export class DateEvidence {
  private dayFirst: Place | null = null;
  private monthFirst: Place | null = null;
  private open: (Place & { readonly readings: readonly DateReading[] }) | null = null;
  private yearLast: Place | null = null;

  add(parsed: ParsedDate, line: number, column: string, text: string): void {
    if (parsed.kind !== 'numeric') return;
    this.yearLast ??= { line, column, text };
    if (parsed.DMY === null) this.monthFirst ??= { line, column, text };
    else if (parsed.MDY === null) this.dayFirst ??= { line, column, text };
    else if (parsed.DMY !== parsed.MDY) {
      this.open ??= {
        line,
        column,
        text,
        readings: [
          { order: 'DMY', date: parsed.DMY },
          { order: 'MDY', date: parsed.MDY },
        ],
      };
    }
  }

  decide(asked: DateOrder | undefined): DateDecision {
    const { dayFirst, monthFirst, open, yearLast } = this;
    if (dayFirst && monthFirst) {
      const [earlier, later] = dayFirst.line <= monthFirst.line ? [dayFirst, monthFirst] : [monthFirst, dayFirst];
      const [first, second] = earlier === dayFirst ? (['DMY', 'MDY'] as const) : (['MDY', 'DMY'] as const);
      return contradiction(
        later,
        `The dates contradict each other: “${earlier.text}” on line ${earlier.line} must be ${ORDER_NAMES[first]}, ` +
          `“${later.text}” on this line must be ${ORDER_NAMES[second]}. ` +
          'A spreadsheet may have changed some of them: use the file as NetSuite exported it.',
      );
    }
    if (asked === undefined) {
      if (dayFirst) return { kind: 'order', order: 'DMY' };
      if (monthFirst) return { kind: 'order', order: 'MDY' };
      if (!open) return { kind: 'order', order: null };
      const { line, column, text, readings } = open;
      return { kind: 'question', question: { line, column, example: text, readings } };
    }
    const against = asked === 'YMD' ? yearLast : asked === 'DMY' ? monthFirst : dayFirst;
    if (against) {
      return contradiction(against, `“${against.text}” cannot be read as ${ORDER_NAMES[asked]}, the order asked for.`);
    }
    return { kind: 'order', order: asked === 'YMD' ? null : asked };
  }
}

function contradiction(place: Place, message: string): DateDecision {
  return { kind: 'contradiction', line: place.line, column: place.column, message };
}

function withNamedMonth(text: string, year?: string, month?: string, day?: string): ParsedDate {
  const name = (month ?? '').toLowerCase();
  const index = MONTHS.findIndex(
    (full) => name === full || name === full.slice(0, 3) || (name === 'sept' && full === 'september'),
  );
  if (index < 0) return invalid(`“${text}” has a month whose name is not English. Export with dates in numbers.`);
  return asDate(text, year, String(index + 1), day);
}

function asDate(text: string, year?: string, month?: string, day?: string): ParsedDate {
  const date = calendarDate(year, month, day);
  return date === null ? notADay(text) : { kind: 'date', date };
}

/** Null when the calendar has no such day or no fulfillment can have its year. */
function calendarDate(yearText = '', monthText = '', dayText = ''): CalendarDate | null {
  const year = Number(yearText);
  const month = Number(monthText);
  const day = Number(dayText);
  if (year < 1900 || year > 2199 || month < 1 || month > 12 || day < 1) return null;
  const daysInMonth = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (day > daysInMonth) return null;
  return `${yearText}-${monthText.padStart(2, '0')}-${dayText.padStart(2, '0')}`;
}

function notADay(text: string): ParsedDate {
  return invalid(`“${text}” is not a day of the calendar.`);
}

function invalid(reason: string): ParsedDate {
  return { kind: 'invalid', reason };
}
