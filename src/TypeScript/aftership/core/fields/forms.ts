/** The forms that AfterShip's fields have, and how the values of a source are brought into each form. */

import { toAlpha3 } from '../aftership/countries';
import type { DeliveryType } from '../aftership/tracking';
import { cut, type CalendarDate } from '../values';
import type { FieldValue } from './values';

/** A value with its key. A fingerprint uses the key, which is the same in every language of the running user. */
export interface KeyedValue extends FieldValue {
  readonly key: string;
}

export interface Taken {
  readonly text: string;
  readonly key: string;
  /** True when a part of the text was cut off, because it does not fit. */
  readonly isCut: boolean;
}

/** Brings values into a form; null when they do not have that form. The list of values is never empty. */
type Read = (values: readonly KeyedValue[], longest: number) => Taken | null;

/** AfterShip documents this limit for some texts and no limit for most. It is applied to all of them. */
export const LONGEST_TEXT = 512;

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)];

function onOneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/**
 * Joins as many texts as fit. When even the first one is too long, it is cut, but never between the two halves of a
 * character.
 */
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

/** Joins the different texts, separated by commas. */
export const readText: Read = (values, longest) => {
  const texts = distinct(values.map(({ text }) => onOneLine(text))).filter((text) => text !== '');
  const text = joined(texts, longest);
  return text === '' ? null : { text, key: allKeys(values), isCut: text !== texts.join(', ') };
};

/** Writes every text on a line of its own and unchanged, because the marks that separate numbers must not change. */
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

/** A code that all values agree on. A select may have the code as its id, or show it as its text. */
function code(codeOf: (text: string) => string | null): Read {
  return (values) => {
    const codes = new Set(values.map(({ value, text }) => codeOf(onOneLine(value)) ?? codeOf(onOneLine(text))));
    const [only = null] = codes;
    return codes.size > 1 || only === null ? null : { text: only, key: only, isCut: false };
  };
}

const matching = (pattern: RegExp): Read => code((text) => (pattern.test(text) ? text : null));

/** Language codes that ISO 639-1 withdrew and that Java software still writes. */
const WITHDRAWN_LANGUAGES: ReadonlyMap<string, string> = new Map([
  ['iw', 'he'],
  ['in', 'id'],
  ['ji', 'yi'],
]);

/**
 * The language code in a NetSuite language: `de_DE` → `de`. Null when the text is no code, such as a language's name.
 */
export function languageCode(text: string): string | null {
  const first = text.trim().toLowerCase().split(/[_-]/)[0] ?? '';
  return /^[a-z]{2}$/.test(first) ? (WITHDRAWN_LANGUAGES.get(first) ?? first) : null;
}

/**
 * AfterShip's limit of `destination_postal_code`: up to 10 letters, digits, plus signs, hyphens and spaces. It is also
 * applied to the origin's postal code.
 */
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
 * The time that is sent in `order_date`, which AfterShip wants with an offset, while NetSuite has only a day. The day
 * begins first at +14:00, the easternmost offset, so no event of that day is earlier and every zone of a run gives the
 * same time. AfterShip rejects a correction of the carrier when the carrier's first event is older than the order.
 */
export function midnightOf(day: CalendarDate): string {
  return `${day}T00:00:00+14:00`;
}

/** The forms by name. `takes` completes the sentence that tells people what the field takes. */
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
