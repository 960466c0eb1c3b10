/**
 * Parses NetSuite's values in each form that is documented or seen: ids as text or number, checkboxes as boolean or
 * T/F, empty as '' or null, dates as Date or as text in the user's format.
 */

import * as format from 'N/format';
import type { CalendarDate, EpochSeconds } from '../core/values';

export function parseText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  const text = String(value).trim();
  return text === '' ? null : text;
}

/** Text that NetSuite shows for an empty value of a grouped column. Whether getValue returns it is not documented. */
const EMPTY_GROUP = '- None -';

/** Parses a grouped column of a summary search; '' when the group has no value. */
export function parseGroup(value: unknown): string {
  const text = parseText(value);
  return text === null || text === EMPTY_GROUP ? '' : text;
}

export function parseInteger(value: unknown): number | null {
  const text = parseText(value);
  if (text === null) return null;
  const number = Number(text);
  return Number.isInteger(number) ? number : null;
}

export function parseFlag(value: unknown): boolean {
  return value === true || value === 'T';
}

/** Parses a select column of lookupFields: `[{value, text}]`, or the bare value. */
export function parseSelect(value: unknown): { readonly value: string; readonly text: string } | null {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  if (typeof first === 'object' && first !== null) {
    const { value: id, text } = first as { value?: unknown; text?: unknown };
    const parsed = parseText(id);
    return parsed === null ? null : { value: parsed, text: parseText(text) ?? parsed };
  }
  const bare = parseText(first);
  return bare === null ? null : { value: bare, text: bare };
}

/**
 * Parses a value of a list or a text field by its label, because the internal ids of list values differ between
 * accounts.
 */
export function parseLabel<Value extends string>(
  value: unknown,
  labels: Readonly<Record<Value, string>>,
): Value | null {
  const text = parseSelect(value)?.text.toLowerCase();
  const entries = Object.entries<string>(labels);
  return (entries.find(([, label]) => label.toLowerCase() === text)?.[0] as Value | undefined) ?? null;
}

/** Splits names of shipping items or internal ids at line ends and commas. */
export function parseList(value: unknown, separator = /[,\r\n]+/): readonly string[] {
  return (parseText(value) ?? '')
    .split(separator)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

/**
 * Parses the day of a date field. A Date stands for midnight in the engine's zone, so its own parts are the day in
 * every zone; a text is in the running user's format, which only N/format knows.
 */
export function parseCalendarDate(value: unknown): CalendarDate | null {
  const date = parseDate(value, format.Type.DATE);
  if (date === null) return null;
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

export function parseEpochSeconds(value: unknown): EpochSeconds | null {
  const date = parseDate(value, format.Type.DATETIME);
  return date === null ? null : Math.floor(date.getTime() / 1000);
}

function parseDate(value: unknown, type: format.Type): Date | null {
  if (isDate(value)) return value;
  const text = parseText(value);
  if (text === null) return null;
  const parsed: unknown = format.parse({ value: text, type });
  return isDate(parsed) ? parsed : null;
}

/** Avoids `instanceof`, because the platform's dates may come from another realm. */
function isDate(value: unknown): value is Date {
  return Object.prototype.toString.call(value) === '[object Date]' && !Number.isNaN((value as Date).getTime());
}

/** Returns `SO50` for `Sales Order #SO50`, the text of the order in a search. */
export function documentNumber(text: string): string | null {
  return parseText(text.slice(text.lastIndexOf('#') + 1));
}
