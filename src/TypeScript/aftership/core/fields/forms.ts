/** The forms that AfterShip's fields have, and how the values of a source are brought into each. */

import { toAlpha3 } from '../aftership/countries';
import type { DeliveryType } from '../aftership/tracking';
import { cut, type CalendarDate } from '../values';
import type { FieldValue } from './values';

/** A value with what stands for it in a fingerprint, which is the same whatever language the running user speaks. */
export interface KeyedValue extends FieldValue {
  readonly key: string;
}

export interface Taken {
  readonly text: string;
  readonly key: string;
  /** Not all of it fits. */
  readonly isCut: boolean;
}

/** Null: the values are not of this form. There is at least one. */
type Read = (values: readonly KeyedValue[], longest: number) => Taken | null;

/** AfterShip documents no limit of most texts; this is the one that it documents of others. */
export const LONGEST_TEXT = 512;

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)];

function onOneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** As many as fit. The first alone is cut, where it does not: never between the two halves of a character. */
function joined(texts: readonly string[], longest: number): string {
  const [first = '', ...others] = texts;
  if (first.length > longest)
    return cut(first, longest)
      .replace(/[\uD800-\uDBFF]$/, '')
      .trim();
  let text = first;
  for (const other of others) {
    if (text.length + 2 + other.length > longest) return text;
    text += `, ${other}`;
  }
  return text;
}

const allKeys = (values: readonly KeyedValue[]): string => distinct(values.map(({ key }) => key)).join('\n');

/** Different texts one behind the other. */
export const readText: Read = (values, longest) => {
  const texts = distinct(values.map(({ text }) => onOneLine(text))).filter((text) => text !== '');
  const text = joined(texts, longest);
  return text === '' ? null : { text, key: allKeys(values), isCut: text !== texts.join(', ') };
};

/** As typed, each on a line of its own, because what separates numbers must not change. */
const readLines: Read = (values) => ({
  text: distinct(values.map(({ text }) => text)).join('\n'),
  key: allKeys(values),
  isCut: false,
});

const readDay: Read = (values) => {
  const latest = values
    .flatMap(({ day }) => day ?? [])
    .sort()
    .at(-1);
  return latest === undefined ? null : { text: latest, key: latest, isCut: false };
};

/** A code that all values agree on, by what a select has as its id or shows as its text. */
function code(codeOf: (text: string) => string | null): Read {
  return (values) => {
    const codes = new Set(values.map(({ value, text }) => codeOf(onOneLine(value)) ?? codeOf(onOneLine(text))));
    const [only = null] = codes;
    return codes.size > 1 || only === null ? null : { text: only, key: only, isCut: false };
  };
}

const matching = (pattern: RegExp): Read => code((text) => (pattern.test(text) ? text : null));

/** Codes that ISO 639-1 withdrew and that Java-made software still writes. */
const WITHDRAWN_LANGUAGES: ReadonlyMap<string, string> = new Map([
  ['iw', 'he'],
  ['in', 'id'],
  ['ji', 'yi'],
]);

/** NetSuite's `de_DE` → `de`; null for what is no code, such as a language's name. */
export function languageCode(text: string): string | null {
  const first = text.trim().toLowerCase().split(/[_-]/)[0] ?? '';
  return /^[a-z]{2}$/.test(first) ? (WITHDRAWN_LANGUAGES.get(first) ?? first) : null;
}

/** `destination_postal_code`: up to 10 letters, digits, plus signs, hyphens and spaces. Applied to the origin's too. */
export const POSTAL_CODE = /^[A-Za-z0-9+\- ]{1,10}$/;

const DELIVERY_TYPES: readonly DeliveryType[] = ['door_to_door', 'pickup_at_courier', 'pickup_at_store'];

export function deliveryType(text: string): DeliveryType | null {
  const wanted = text
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_');
  return DELIVERY_TYPES.find((type) => type === wanted) ?? null;
}

/**
 * AfterShip wants a time with an offset in `order_date`, NetSuite has only a day. A day begins first at +14:00, the
 * easternmost offset, so nothing that happens on that day anywhere is earlier: AfterShip rejects a correction of the
 * carrier when the carrier's first event is older than the order. And runs in any zone say the same.
 */
export function midnightOf(day: CalendarDate): string {
  return `${day}T00:00:00+14:00`;
}

/** `takes`: what a value has to be, in a sentence that says it is not. */
export const FORMS = {
  text: { takes: 'a text', read: readText },
  lines: { takes: 'a text', read: readLines },
  date: { takes: 'a date, such as 2026-12-24', read: readDay },
  country: { takes: 'one ISO 3166-1 country code, such as US or USA', read: code(toAlpha3) },
  language: { takes: 'one ISO 639-1 language code, such as de or de_DE', read: code(languageCode) },
  'postal code': {
    takes: 'one postal code of up to 10 letters, digits, spaces, hyphens and plus signs',
    read: matching(POSTAL_CODE),
  },
  'account number': {
    takes: 'one account number of up to 512 letters and digits',
    read: matching(/^[A-Za-z0-9]{1,512}$/),
  },
  key: {
    takes: 'one key of up to 512 letters, digits, hyphens, dots and underscores',
    read: matching(/^[A-Za-z0-9._-]{1,512}$/),
  },
  link: { takes: 'one address that starts with https:// or http://', read: matching(/^https?:\/\/\S{1,2000}$/i) },
  'delivery type': { takes: `one of ${DELIVERY_TYPES.join(', ')}`, read: code(deliveryType) },
} as const satisfies Record<string, { readonly takes: string; readonly read: Read }>;

export type Form = keyof typeof FORMS;
