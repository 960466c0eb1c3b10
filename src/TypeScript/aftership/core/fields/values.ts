/**
 * The values of NetSuite's fields for the field mapping. Whatever form a value comes in, it becomes the same three
 * texts.
 */

import type { CalendarDate } from '../values';

export interface FieldValue {
  /** The internal id of a select, T or F of a checkbox, the day of a date, or else the text itself. */
  readonly value: string;
  /** The text that people read. The text of a select is in the language of the running user. */
  readonly text: string;
  /** The day that the value means; null when it means none. */
  readonly day: CalendarDate | null;
}

/** Where a field stands: in the fulfillment, in its order, in a line of a package list, or in an item line. */
export type SourcePlace = 'fulfillment' | 'order' | 'package' | 'line';

/** The fields of one record or one line by id. A field without a value may be missing. */
export type FieldValues = ReadonlyMap<string, readonly FieldValue[]>;

/**
 * The values by place. The fulfillment has one entry, and so does the order when it is known; packages and items have
 * one entry for each line.
 */
export type SourceValues = Readonly<Record<SourcePlace, readonly FieldValues[]>>;

export interface Named {
  readonly id: string;
  readonly name: string;
}

/** The values that a field mapping needs of one fulfillment, as they were read. */
export interface FieldReading {
  /** `values.package` has one entry for each of the fulfillment's package lines. */
  readonly values: SourceValues;
  readonly subsidiary: Named | null;
  /** Sources of the mapping that are no fields of this account, as the mapping writes them. */
  readonly absent: readonly string[];
}

/** The reading of a fulfillment when no field mapping needs values. */
export const NO_FIELDS_READ: FieldReading = {
  values: { fulfillment: [], order: [], package: [], line: [] },
  subsidiary: null,
  absent: [],
};

/** Whether the text is a day of the calendar, written `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

export function valueOfText(text: string, day: CalendarDate | null = isDay(text) ? text : null): FieldValue {
  return { value: text, text, day };
}

interface Pair {
  readonly value: unknown;
  readonly text?: unknown;
}

function isPair(raw: unknown): raw is Pair {
  return typeof raw === 'object' && raw !== null && 'value' in raw;
}

/**
 * Whether the value is a Date. `instanceof` does not work, because the platform's dates may come from another realm.
 */
function isDate(raw: unknown): raw is Date {
  return Object.prototype.toString.call(raw) === '[object Date]';
}

/** The value of a Date. It stands for midnight in the engine's time zone, so its local parts give the day. */
function ofDate(date: Date): readonly FieldValue[] {
  const [year, month, day] = [date.getFullYear(), date.getMonth() + 1, date.getDate()].map(String);
  const written = `${year?.padStart(4, '0')}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`;
  return isDay(written) ? [valueOfText(written)] : [];
}

/** Whether the text is the number in the running user's format, such as `1,234.50` for 1234.5. */
function isWrittenNumber(text: string, plain: string): boolean {
  if (!/^-?\d+(\.\d+)?$/.test(plain)) return false;
  const forms = [/^-?(\d+|\d{1,3}(?:[.,'’\s]\d{3})+)()$/, /^-?(\d+|\d{1,3}(?:[.,'’\s]\d{3})+)[.,](\d+)$/];
  return forms.some((form) => {
    const [, whole, fraction = ''] = form.exec(text) ?? [];
    return whole !== undefined && Number(`${whole.replace(/\D/g, '')}.${fraction}0`) === Math.abs(Number(plain));
  });
}

/** Matches texts that may be a day. A long text, or one without a digit, is never parsed as a day. */
const MAY_BE_A_DAY = /^(?=.*\d).{1,40}$/;

/**
 * The values of a field, from a bare value, from getValue and getText (lists for a multiple select), or from
 * lookupFields' list of both. `parseDay` reads a date in the running user's format, and gives null for any other text.
 */
export function fieldValues(raw: unknown, parseDay: (text: string) => CalendarDate | null): readonly FieldValue[] {
  const { value, text } = isPair(raw) ? raw : { value: raw };
  if (Array.isArray(value)) {
    const texts: readonly unknown[] = Array.isArray(text) ? text : [];
    const each: readonly unknown[] = value;
    return each.flatMap((one, at) => fieldValues(isPair(one) ? one : { value: one, text: texts[at] }, parseDay));
  }
  if (isDate(value)) return ofDate(value);
  if (typeof value === 'boolean') return [{ value: value ? 'T' : 'F', text: value ? 'Yes' : 'No', day: null }];
  if (typeof value !== 'string' && typeof value !== 'number') return [];
  const plain = String(value).trim();
  if (plain === '') return [];
  const written = typeof text === 'string' ? text.trim() : '';
  const shown = written === '' || isWrittenNumber(written, plain) ? plain : written;
  const day = isDay(plain) ? plain : MAY_BE_A_DAY.test(plain) ? parseDay(plain) : null;
  return [{ value: plain, text: shown, day }];
}
