/**
 * Tracking numbers out of the package lists' fields, which hold what people, carriers and imports put there.
 * What is not surely a number is never guessed at and never lost: it comes back as unclear, with what to do.
 */

import { wholeness } from '../aftership/carriers';
import type { NumberReason, Params } from '../ledger/reasons';
import type { PackageLine, PackageList } from './fulfillment';

/** One package of a fulfillment: one tracking number, however often it is typed. */
export interface Package {
  /** Upper case, without spaces, 4 to 100 of the characters AfterShip accepts. */
  readonly number: string;
  /** The first list it was seen in. */
  readonly list: PackageList;
}

export interface UnclearNumber {
  /** As typed, at most 100 characters. */
  readonly raw: string;
  /** Stands for it in the ledger: the same for the same text, and never a real number. */
  readonly key: string;
  readonly list: PackageList;
  /** Counts from 0, as the line it comes from. */
  readonly line: number;
  readonly reason: NumberReason;
  /** Values of the reason's message: the line, the list and the text as typed. */
  readonly params: Params;
}

export interface PackageReading {
  readonly packages: readonly Package[];
  readonly unclear: readonly UnclearNumber[];
}

/** AfterShip's limits of `tracking_number`. */
const SHORTEST_NUMBER = 4;
const LONGEST_NUMBER = 100;
const NUMBER_CHARACTERS = /^[A-Za-z0-9\-._/]+$/;

/** A space separates two numbers only between pieces of at least this length; shorter ones are groups of one number. */
const SHORTEST_SPACED_NUMBER = 8;

const UNCLEAR_KEY_PREFIX = 'UNCLEAR-';

/** Zero-width characters, soft hyphens and direction marks come along when a number is copied from a page or a mail. */
const INVISIBLE = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/g;

const SEPARATOR = /;|<br\s*\/?>|\r\n|[\n\r\v\f\u0085\u2028\u2029]/i;

// A spreadsheet writes one digit before the decimal separator; people's lists have longer numbers before a comma.
const SCIENTIFIC = /^\d+(?:[.,]\d+)?E\+\d+$|^\d[.,]\d+E\d{1,3}$/i;
/** Spreadsheets keep 15 digits of a number and fill up with zeros. */
const ROUNDED = /^[1-9]\d{14}0{4,}$/;

/** Compared without anything but letters, so that `N/A`, `n.a.` and `NA` are one. */
const PLACEHOLDERS: ReadonlySet<string> = new Set([
  '',
  'CUSTOMERPICKUP',
  'HANDDELIVERED',
  'HANDDELIVERY',
  'LOCALDELIVERY',
  'LOCALPICKUP',
  'NA',
  'NIL',
  'NO',
  'NONE',
  'NOTAVAILABLE',
  'NOTRACKING',
  'NOTRACKINGNUMBER',
  'NULL',
  'PENDING',
  'PICKEDUP',
  'PICKUP',
  'TBA',
  'TBC',
  'TBD',
  'TOFOLLOW',
  'UNKNOWN',
  'WILLCALL',
]);

/** Words too short for the general rule that people write beside a number. */
const SHORT_WORDS: ReadonlySet<string> = new Set([
  'AND',
  'BOL',
  'BOX',
  'DHL',
  'DPD',
  'GLS',
  'PRO',
  'REF',
  'TNT',
  'UPS',
]);

const LIST_LABELS: Readonly<Record<PackageList, string>> = {
  package: 'packages',
  packageups: 'UPS packages',
  packagefedex: 'FedEx packages',
  packageusps: 'USPS packages',
  shipmentpackage: 'shipment packages',
};

/** Every package once, in the order of first sight; everything else once as unclear, in the same order. */
export function readPackages(lines: readonly PackageLine[]): PackageReading {
  const packages = new Map<string, Package>();
  const unclear = new Map<string, UnclearNumber>();

  for (const { list, line, trackingNumber } of lines) {
    for (const groups of splitField(trackingNumber)) {
      const joined = groups.join('');
      const reason = findDoubt(joined, groups);
      if (reason === null) {
        const number = joined.toUpperCase();
        if (!packages.has(number)) packages.set(number, { number, list });
      } else {
        const key = unclearKey(joined);
        if (!unclear.has(key)) unclear.set(key, { ...describe(groups.join(' '), reason, list, line), key });
      }
    }
  }

  return { packages: [...packages.values()], unclear: [...unclear.values()] };
}

/** The numbers of a field, each as the groups that spaces cut it into. */
function splitField(text: string): readonly (readonly string[])[] {
  return text.replace(INVISIBLE, '').split(SEPARATOR).flatMap(splitAtCommas).flatMap(splitAtSpaces);
}

function splitAtCommas(text: string): readonly string[] {
  const parts: string[] = [];
  let start = 0;
  for (let at = text.indexOf(','); at >= 0; at = text.indexOf(',', at + 1)) {
    if (isDecimalComma(text, at)) continue;
    parts.push(text.slice(start, at));
    start = at + 1;
  }
  return [...parts, text.slice(start)];
}

/** The comma of `9,40551E+21`, which a spreadsheet in another language made of a long number. */
function isDecimalComma(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 2), at);
  const after = text.slice(at + 1, at + 40);
  return /(?:^|[,\s])\d$/.test(before) && /^\d+E\+?\d{1,3}(?:[,\s]|$)/i.test(after);
}

function splitAtSpaces(text: string): readonly (readonly string[])[] {
  const groups = text.split(/\s/).filter((group) => group !== '');
  if (groups.some((group) => group.length < SHORTEST_SPACED_NUMBER)) return [groups];
  // Long groups can still be one number written with a space, which its prefix and check digit prove.
  const isOneNumber =
    wholeness(groups.join('')) === 'certain' && groups.every((group) => wholeness(group) === 'unknown');
  return isOneNumber ? [groups] : groups.map((group) => [group]);
}

function findDoubt(joined: string, groups: readonly string[]): NumberReason | null {
  const letters = joined.toUpperCase().replace(/[^A-Z0-9]/g, '');
  const isPlain = NUMBER_CHARACTERS.test(joined);

  if (SCIENTIFIC.test(joined)) return 'shortened_by_spreadsheet';
  if (isPlain && (PLACEHOLDERS.has(letters) || /^0+$/.test(letters))) return 'placeholder';
  if (!isPlain) return 'not_accepted_characters';
  if (joined.length < SHORTEST_NUMBER) return 'too_short';
  if (joined.length > LONGEST_NUMBER) return 'too_long';
  // Our own mark, copied from the ledger back into a package.
  if (joined.toUpperCase().startsWith(UNCLEAR_KEY_PREFIX)) return 'mixed_text';
  if (!/\d/.test(joined)) return 'no_digits';
  if (wholeness(joined) === 'certain') return null;
  if (ROUNDED.test(joined) && wholeness(joined) === 'unknown') return 'shortened_by_spreadsheet';
  return isMixed(groups) ? 'mixed_text' : null;
}

/** Whether something other than groups of one number stands together: a whole number, or a word, beside more text. */
function isMixed(groups: readonly string[]): boolean {
  const parts = groups.flatMap((group) => group.split('/')).filter((part) => part !== '');
  if (parts.length > 1 && parts.some((part) => wholeness(part) === 'certain')) return true;
  return groups.length > 1 && groups.some((group) => wholeness(group) !== 'unknown' || isWord(group));
}

function isWord(group: string): boolean {
  return /^[A-Z]{4,}$/i.test(group) || SHORT_WORDS.has(group.toUpperCase());
}

/**
 * Tells one text from another and shows neither: keys are logged and outlive an erasure, and people type names and
 * addresses into these fields, too. Backwards as well, because two texts must not become one.
 */
function unclearKey(joined: string): string {
  const upper = joined.toUpperCase();
  const backwards = upper.split('').reverse().join('');
  return `${UNCLEAR_KEY_PREFIX}${checksum(upper)}-${checksum(backwards)}`;
}

/** FNV-1a over the UTF-16 units, as 8 hex digits. It tells a few texts of one fulfillment apart, nothing more. */
function checksum(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return hash.toString(16).toUpperCase().padStart(8, '0');
}

function describe(text: string, reason: NumberReason, list: PackageList, line: number): Omit<UnclearNumber, 'key'> {
  // Control characters and halves of a cut pair would break the page or the file in which the message is shown.
  const raw = text.slice(0, 100).replace(/[\u0000-\u001F\u007F-\u009F\uD800-\uDFFF]/gu, '\uFFFD');
  return { raw, list, line, reason, params: { line: line + 1, list: LIST_LABELS[list], typed: raw } };
}
