/**
 * Finds texts whose form shows that they are no tracking numbers: dates, times, phone numbers, amounts of money, counts
 * and e-mail addresses.
 */

import type { NoNumber, Piece } from './pieces';
import type { Place } from './stretches';
import { isInsideNumber, matchAt, stretchTo } from './stretches';
import { classesOf } from './words';

interface Shape {
  readonly why: NoNumber;
  /** A sticky expression. It may begin with a mark before the first letter or digit. */
  readonly expression: RegExp;
  readonly cost: number;
  readonly fits?: (match: RegExpExecArray) => boolean;
}

const LETTER = '[A-Za-z\\u00C0-\\u024F]';
const CLOCK =
  '(?:,?[T ]\\d{1,2}[:.h]\\d{2}(?::\\d{2}(?:\\.\\d{1,6})?)?(?: ?[AaPp]\\.?[Mm]\\.?|Z)?(?:[+-]\\d{2}:?\\d{2})?)?';
const NO_MORE = '(?![0-9A-Za-z])';

function isBetween(text: string | undefined, from: number, to: number): boolean {
  return Number(text) >= from && Number(text) <= to;
}

function isDay(text: string | undefined): boolean {
  return isBetween(text, 1, 31);
}

function isDayAndMonth(a: string | undefined, b: string | undefined): boolean {
  return (isDay(a) && isBetween(b, 1, 12)) || (isBetween(a, 1, 12) && isDay(b));
}

function isYear(text: string | undefined): boolean {
  return text?.length === 2 || isBetween(text, 1990, 2059);
}

/**
 * Whether eight digits are a day. Most days that people type are, and by chance only one in ten thousand numbers of
 * eight digits is.
 */
export function isPlainDate(digits: string): boolean {
  if (isBetween(digits.slice(0, 4), 1990, 2059) && isDayAndMonth(digits.slice(6), digits.slice(4, 6))) return true;
  return isBetween(digits.slice(4), 1990, 2059) && isDayAndMonth(digits.slice(0, 2), digits.slice(2, 4));
}

function isCalendarWord(word: string | undefined): boolean {
  return word !== undefined && classesOf(word).has('calendar');
}

function date(pattern: string, cost: number, fits: (parts: readonly (string | undefined)[]) => boolean): Shape {
  return { why: 'date', expression: new RegExp(`\\(?${pattern}`, 'y'), cost, fits };
}

const DATES_OF_DIGITS: readonly Shape[] = [
  date(
    `(\\d{1,2})([./-]) ?(\\d{1,2})\\2 ?(\\d{4}|\\d{2})(?!\\d)${CLOCK}`,
    1.5,
    ([, a, , b, year]) => isDayAndMonth(a, b) && isYear(year),
  ),
  date(
    `(\\d{4})([./-])(\\d{1,2})\\2(\\d{1,2})(?!\\d)${CLOCK}`,
    1.5,
    ([, year, , a, b]) => isYear(year) && isDayAndMonth(b, a),
  ),
  date(`(?:19|20)\\d{2}[ -]?W\\d{1,2}(?:-\\d)?${NO_MORE}`, 1.5, () => true),
  date(`(\\d{8})${NO_MORE}`, 1.5, ([, digits]) => isPlainDate(digits ?? '')),
  date(
    `(\\d{1,2})(?:st|nd|rd|th)?[ ./-]{0,2}(${LETTER}{3,10})(?:[ .,/'-]{0,2}(?:\\d{4}|\\d{2})(?!\\d)|${NO_MORE})`,
    1.5,
    ([, day, month]) => isDay(day) && isCalendarWord(month),
  ),
  date('(\\d{1,2})/(\\d{1,2})(?![\\d/])', 2, ([, a, b]) => isDayAndMonth(a, b)),
  date(`\\d{1,2}:\\d{2}(?::\\d{2})?(?: ?[AaPp]\\.?[Mm]\\.?)?${NO_MORE}`, 1.5, () => true),
];

const DATES_OF_WORDS: readonly Shape[] = [
  date(
    `(${LETTER}{3,10})[ ./-]{0,2}(\\d{1,2})(?:st|nd|rd|th)?(?:[ .,/'-]{0,3}(?:\\d{4}|\\d{2})(?!\\d)|${NO_MORE})`,
    1.5,
    ([, month, day]) => isCalendarWord(month) && isDay(day),
  ),
];

function phone(expression: RegExp, cost: number): Shape {
  return { why: 'phone', expression, cost };
}

/**
 * The shapes of phone numbers, one for each count of groups. A phone number ends by the count of its digits, whatever
 * text follows it.
 */
function phoneOfGroups(
  first: string,
  group: string,
  groups: readonly number[],
  cost: number,
  digits: readonly [number, number],
) {
  return groups.map((count): Shape => {
    const expression = new RegExp(`${first}(?:${group}){${count}}(?!\\d)`, 'y');
    return {
      ...phone(expression, cost),
      fits: ([text]) => isBetween(String(text.replace(/\D/g, '').length), ...digits),
    };
  });
}

/** The shapes of phone numbers. A shape costs more when it looks more like the groups of another number. */
const PHONES: readonly Shape[] = [
  phone(/(?:\+?1[ .-]?)?(?:\([2-9]\d{2}\) ?|[2-9]\d{2}[./-])\d{3}[ .-]\d{4}(?!\d)(?: ?(?:x|ext\.?) ?\d{1,6})?/y, 2),
  phone(/1[ -][2-9]\d{2}[ -]\d{3}[ -]\d{4}(?!\d)/y, 2),
  phone(/\(\d{2,4}\)[ .-]?\d{3,5}[ .-]\d{3,4}(?!\d)/y, 2),
  phone(/1[389]00 \d{3} \d{3}(?!\d)/y, 3),
  phone(/[2-9]\d{2}[.-]\d{4}(?!\d)/y, 3),
  phone(/[2-9]\d{2} [2-9]\d{2} \d{4}(?!\d)/y, 7),
  phone(/[6-9]\d{2} \d{3} \d{3}(?!\d)/y, 10),
  ...phoneOfGroups('\\+\\d{1,3}', '\\d{5,12}', [1], 7, [8, 15]),
  ...phoneOfGroups('\\(?\\+\\d{1,3}', '(?:[ .-]|[ .-]?\\(0\\) ?)\\(?\\d{1,12}\\)?', [1, 2, 3, 4, 5, 6], 1, [8, 15]),
  ...phoneOfGroups('00[1-9]\\d{0,2}', '[ .-]\\d{2,8}', [2, 3, 4, 5], 7.5, [10, 16]),
  ...phoneOfGroups('\\(?0[1-9]\\d{0,3}\\)?', '[ ./-]\\d{2,8}', [1, 2, 3, 4], 3, [9, 11]),
];

const AMOUNT = "(?:\\d{1,3}(?:[ ,.']\\d{3}){1,4}|\\d{1,7})(?:[.,]\\d{1,2})?";
const MEASURE = '\\d{1,4}(?:\\.\\d{1,2})?';

const AMOUNTS: readonly Shape[] = [
  { why: 'money', expression: new RegExp(`[$€£¥₹] ?${AMOUNT}(?!\\d)`, 'y'), cost: 1 },
  { why: 'money', expression: new RegExp(`${AMOUNT} ?[$€£¥₹%]${NO_MORE}`, 'y'), cost: 1 },
  {
    why: 'money',
    expression: /\d{1,6}[.,]\d{1,3}(?![\d.,]\d|\d)/y,
    cost: 1.5,
    fits: (match) => !isInsideNumber(match),
  },
  { why: 'count', expression: new RegExp(`${MEASURE}(?: ?[xX×*] ?${MEASURE}){1,3}${NO_MORE}`, 'y'), cost: 1.5 },
  {
    why: 'count',
    expression: /\(?#? ?(\d{1,4})(?:\/| ?of ?| (?:von|van|de|di|sur|af|av|z|из) )(\d{1,4})(?![0-9A-Za-z])/iy,
    cost: 1.5,
    fits: ([, part, whole]) => Number(part) <= Number(whole),
  },
  {
    why: 'count',
    expression: /\(?(\d{1,2}) \/ (\d{1,2})(?![0-9A-Za-z])/y,
    cost: 1.5,
    fits: ([, part, whole]) => Number(part) <= Number(whole),
  },
];

const OF_DIGITS: readonly Shape[] = [...DATES_OF_DIGITS, ...PHONES, ...AMOUNTS];

const OF_WORDS: readonly Shape[] = [
  ...DATES_OF_WORDS,
  { why: 'count', expression: /[xX] ?\d{1,3}(?![0-9A-Za-z])/y, cost: 1.5 },
  { why: 'email', expression: /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}/y, cost: 1 },
];

const MARKS_BEFORE = /[+($€£¥₹#]{1,3} ?$/;

/** The shapes that begin at the place, with the marks before it. */
export function shapesAt(place: Place): readonly Piece[] {
  const shapes = place.atom.kind === 'digits' ? OF_DIGITS : place.atom.kind === 'letters' ? OF_WORDS : [];
  const marks = MARKS_BEFORE.exec(place.atom.before)?.[0].length ?? 0;
  return shapes.flatMap((shape) => matchShape(shape, place, marks) ?? []);
}

function matchShape({ expression, why, cost, fits }: Shape, place: Place, marks: number): Piece | null {
  const { text, atom } = place;
  for (let from = atom.start - marks; from <= atom.start; from += 1) {
    // A plus sign between two numbers does not begin a phone number.
    if (from < atom.start && /[0-9A-Za-z]/.test(text.charAt(from - 1))) continue;
    const match = matchAt(expression, text, from);
    const stretch = match === null ? null : stretchTo(place, from + match[0].length);
    if (match !== null && stretch !== null && (fits?.(match) ?? true)) return { ...stretch, cost, kind: 'none', why };
  }
  return null;
}
