/**
 * The packages of a fulfillment: what core/numbers reads in the number fields of its package lists, over all lines.
 * What a person has to decide comes back as unclear, and what certainly is no number is named, so that nothing typed is lost.
 */

import type { Ignored, AskReason } from '../numbers/reading';
import type { Found, How } from '../numbers/pieces';
import { numberKey } from '../numbers/proofs';
import { readNumbers } from '../numbers/read_numbers';
import type { Params } from '../ledger/reasons';
import type { Fulfillment, PackageLine, PackageList } from './fulfillment';

/** One package of a fulfillment: one tracking number, however often it is typed. */
export interface Package {
  /** As the carrier prints it, in capital letters. */
  readonly number: string;
  /** The first list it was seen in. */
  readonly list: PackageList;
  /** Of the first line it was seen in. */
  readonly description: string | null;
  readonly typed: string;
  readonly how: How;
  /** Of AfterShip's notation `slug#number:parameter`; null when the number stands alone. */
  readonly typedSlug: string | null;
  readonly parameters: readonly string[];
}

export interface UnclearNumber {
  /** As typed, at most 100 characters. */
  readonly raw: string;
  /** Stands for it in the ledger: the same for the same text, and never a real number. */
  readonly key: string;
  readonly list: PackageList;
  /** Counts from 0, as the line it comes from. */
  readonly line: number;
  readonly reason: AskReason;
  /** Values of the reason's message: the line, the list, the text as typed and what it may mean. */
  readonly params: Params;
}

export interface PackageReading {
  readonly packages: readonly Package[];
  readonly unclear: readonly UnclearNumber[];
  /** Certainly no number: no row and no question. */
  readonly ignored: readonly Ignored[];
}

const UNCLEAR_KEY_PREFIX = 'UNCLEAR-';

/** Our own mark, copied from the ledger back into a package, is no number. */
const UNCLEAR_KEY = /UNCLEAR-[0-9A-F]{8}-[0-9A-F]{8}/gi;

const LONGEST_TEXT = 100;
const MOST_OFFERS = 3;

const LIST_LABELS: Readonly<Record<PackageList, string>> = {
  package: 'packages',
  packageups: 'UPS packages',
  packagefedex: 'FedEx packages',
  packageusps: 'USPS packages',
  shipmentpackage: 'shipment packages',
};

/** What a fulfillment has. Its own number and its order's are no tracking numbers, nor is what has their prefix. */
export function packagesOf({ number, order, packageLines }: Fulfillment): PackageReading {
  return readPackages(
    packageLines,
    [number, order.number].flatMap((own) => own ?? []),
  );
}

/** Every package once, in the order of first sight; every question once, in the same order. */
export function readPackages(lines: readonly PackageLine[], ownNumbers: readonly string[]): PackageReading {
  const context = { ownNumbers, ownPrefixes: ownNumbers.flatMap(prefixOf) };
  const packages = new Map<string, Package>();
  const unclear = new Map<string, UnclearNumber>();
  const ignored: Ignored[] = [];
  for (const line of lines) {
    const reading = readNumbers(line.trackingNumber.replace(UNCLEAR_KEY, ''), context);
    for (const found of reading.numbers) {
      const key = numberKey(found.number);
      packages.set(key, seenAgain(packages.get(key), packageOf(found, line)));
    }
    for (const { why, text, readings } of reading.asks) {
      const key = unclearKey(text);
      if (!unclear.has(key)) unclear.set(key, { ...describe(text, why, readings, line), key });
    }
    ignored.push(...reading.ignored);
  }
  return { packages: [...packages.values()], unclear: [...unclear.values()], ignored };
}

/** The account's prefix of such a document: `HDQ` of `HDQ100234`. */
function prefixOf(documentNumber: string): readonly string[] {
  const prefix = /^[A-Za-z][A-Za-z\-_/. ]{0,11}(?=\d)/.exec(documentNumber.trim())?.[0];
  return prefix === undefined ? [] : [prefix.replace(/[\-_/. ]+$/, '')];
}

function packageOf({ number, typed, how, slug, parameters }: Found, { list, description }: PackageLine): Package {
  return { number, list, description, typed, how, typedSlug: slug, parameters };
}

/** The first sight counts; a slug or a parameter that stands only beside a later one is not lost. */
function seenAgain(first: Package | undefined, again: Package): Package {
  if (first === undefined) return again;
  return {
    ...first,
    typedSlug: first.typedSlug ?? again.typedSlug,
    parameters: first.parameters.length > 0 ? first.parameters : again.parameters,
  };
}

/**
 * Tells one text from another and shows neither: keys are logged and outlive an erasure, and people type names and
 * addresses into these fields, too. Backwards as well, because two texts must not become one.
 */
function unclearKey(text: string): string {
  const joined = text.replace(/\s/g, '').toUpperCase();
  const backwards = joined.split('').reverse().join('');
  return `${UNCLEAR_KEY_PREFIX}${checksum(joined)}-${checksum(backwards)}`;
}

/** FNV-1a over the UTF-16 units, as 8 hex digits. It tells a few texts of one fulfillment apart, nothing more. */
function checksum(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return hash.toString(16).toUpperCase().padStart(8, '0');
}

function describe(
  text: string,
  reason: AskReason,
  readings: readonly (readonly string[])[],
  { list, line }: PackageLine,
): Omit<UnclearNumber, 'key'> {
  // Control characters and halves of a cut pair would break the page or the file in which the message is shown.
  const raw = text.slice(0, LONGEST_TEXT).replace(/[\u0000-\u001F\u007F-\u009F\uD800-\uDFFF]/gu, '\uFFFD');
  const offers = readings.filter((numbers) => numbers.length > 0 && numbers.join('') !== text).map(offerOf);
  const params = {
    line: line + 1,
    list: LIST_LABELS[list],
    typed: raw,
    offered: offers.length > 0 ? 1 : 0,
    readings: offers.slice(0, MOST_OFFERS).join(', or '),
  };
  return { raw, list, line, reason, params };
}

function offerOf(numbers: readonly string[]): string {
  const shown = numbers.slice(0, MOST_OFFERS).join(' and ');
  return numbers.length > MOST_OFFERS ? `${shown} and ${numbers.length - MOST_OFFERS} more` : shown;
}
