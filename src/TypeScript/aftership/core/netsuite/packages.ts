/**
 * The packages of a fulfillment. core/numbers reads them from the number fields of all its package lines, and from the
 * fields from which the connection's field mapping takes numbers. A text that a person has to decide about comes back
 * as unclear, and a text that is certainly no number is named, so that nothing typed is lost.
 */

import type { Ignored, AskReason } from '../numbers/reading';
import type { Found, How } from '../numbers/pieces';
import { numberKey } from '../numbers/proofs';
import { readNumbers } from '../numbers/read_numbers';
import type { EvaluatedFields } from '../fields/evaluate';
import type { FieldMapping } from '../fields/mapping';
import { fieldsOf } from '../fields/of_fulfillment';
import type { Params } from '../ledger/reasons';
import type { Fulfillment, PackageLine, PackageList } from './fulfillment';

/** One package of a fulfillment: one tracking number, even when it is typed several times. */
export interface Package {
  /** The number as the carrier prints it, in capital letters. */
  readonly number: string;
  /** The first package list in which the number stands. */
  readonly list: PackageList;
  /** The description of the first line in which the number stands. */
  readonly description: string | null;
  /** Indexes of the fulfillment's package lines in which the number stands. */
  readonly lines: readonly number[];
  readonly typed: string;
  readonly how: How;
  /** The slug of AfterShip's notation `slug#number:parameter`; null when no slug was typed. */
  readonly typedSlug: string | null;
  readonly parameters: readonly string[];
}

export interface UnclearNumber {
  /** The text as typed, at most 100 characters. */
  readonly raw: string;
  /** Stands for the text in the ledger. The same text always has the same key, and no key is a real number. */
  readonly key: string;
  readonly reason: AskReason;
  /** Values of the reason's message: the line, the list, the text as typed, and what the text may mean. */
  readonly params: Params;
}

export interface PackageReading {
  readonly packages: readonly Package[];
  readonly unclear: readonly UnclearNumber[];
  /** Texts that are certainly no numbers. They get no row, and nobody is asked about them. */
  readonly ignored: readonly Ignored[];
}

const UNCLEAR_KEY_PREFIX = 'UNCLEAR-';

/** Stands in the ledger for a fulfillment whose packages are not known, because NetSuite does not let it be read. */
export const UNREADABLE_KEY = 'UNREADABLE-FULFILLMENT';

/** Finds our own keys. Somebody may copy one from the ledger into a package, where it is no number. */
const OWN_KEY = /UNCLEAR-[0-9A-F]{8}-[0-9A-F]{8}|UNREADABLE-FULFILLMENT/gi;

const LONGEST_TEXT = 100;
const MOST_OFFERS = 3;

const LIST_LABELS = {
  package: 'packages',
  packageups: 'UPS packages',
  packagefedex: 'FedEx packages',
  packageusps: 'USPS packages',
  shipmentpackage: 'shipment packages',
} as const satisfies Readonly<Record<PackageList, string>>;

/**
 * Reads the packages of a fulfillment. Its own number, its order's number and texts with their prefixes are no tracking
 * numbers.
 */
export function packagesOf(fulfillment: Fulfillment, mapping: Pick<FieldMapping, 'lines'>): PackageReading {
  const { number, order, packageLines } = fulfillment;
  const { numbers } = fieldsOf(fulfillment, mapping);
  return readFields(
    [...packageLines.map(fieldOfLine), ...(numbers === null ? [] : [fieldOfMapping(numbers)])],
    [number, order.number].flatMap((own) => own ?? []),
  );
}

/** Reads the packages of package lines alone. */
export function readPackages(lines: readonly PackageLine[], ownNumbers: readonly string[]): PackageReading {
  return readFields(lines.map(fieldOfLine), ownNumbers);
}

/** A field with numbers, and the place where people find it. */
interface NumberField extends Pick<Package, 'list' | 'description' | 'lines'> {
  readonly text: string;
  readonly where: { readonly line: number; readonly list: string };
}

function fieldOfLine({ list, line, trackingNumber, description }: PackageLine, index: number): NumberField {
  return {
    text: trackingNumber,
    list,
    description,
    lines: [index],
    where: { line: line + 1, list: LIST_LABELS[list] },
  };
}

/**
 * The field from which the field mapping takes numbers. It stands on no package line, and is read like a field of the
 * plain package list.
 */
function fieldOfMapping({ text, line }: NonNullable<EvaluatedFields['numbers']>): NumberField {
  return { text, list: 'package', description: null, lines: [], where: { line, list: 'field mapping' } };
}

/** Reads every package once and every unclear text once, both in the order in which they first occur. */
function readFields(fields: readonly NumberField[], ownNumbers: readonly string[]): PackageReading {
  const context = { ownNumbers, ownPrefixes: ownNumbers.flatMap(prefixOf) };
  const packages = new Map<string, Package>();
  const unclear = new Map<string, UnclearNumber>();
  const ignored: Ignored[] = [];
  for (const field of fields) {
    const reading = readNumbers(field.text.replace(OWN_KEY, ''), context);
    for (const found of reading.numbers) {
      const key = numberKey(found.number);
      packages.set(key, seenAgain(packages.get(key), packageOf(found, field)));
    }
    for (const { why, text, readings } of reading.asks) {
      const key = unclearKey(text);
      if (!unclear.has(key)) unclear.set(key, { ...describe(text, why, readings, field), key });
    }
    ignored.push(...reading.ignored);
  }
  return { packages: [...packages.values()], unclear: [...unclear.values()], ignored };
}

/** The prefix that the account gives such a document: `HDQ` of `HDQ100234`. */
function prefixOf(documentNumber: string): readonly string[] {
  const prefix = /^[A-Za-z][A-Za-z\-_/. ]{0,11}(?=\d)/.exec(documentNumber.trim())?.[0];
  return prefix === undefined ? [] : [prefix.replace(/[\-_/. ]+$/, '')];
}

function packageOf({ number, typed, how, slug, parameters }: Found, field: NumberField): Package {
  const { list, description, lines } = field;
  return { number, list, description, lines, typed, how, typedSlug: slug, parameters };
}

/**
 * Merges two occurrences of a number. The first one counts; a slug or a parameter from a later one fills what the first
 * has not.
 */
function seenAgain(first: Package | undefined, again: Package): Package {
  if (first === undefined) return again;
  return {
    ...first,
    lines: [...new Set([...first.lines, ...again.lines])],
    typedSlug: first.typedSlug ?? again.typedSlug,
    parameters: first.parameters.length > 0 ? first.parameters : again.parameters,
  };
}

/**
 * A key that tells texts apart without showing them. Keys are logged and outlive an erasure, and people also type names
 * and addresses into these fields. It hashes the text forwards and backwards, so that two texts hardly ever get the
 * same key.
 */
function unclearKey(text: string): string {
  const joined = text.replace(/\s/g, '').toUpperCase();
  const backwards = joined.split('').reverse().join('');
  return `${UNCLEAR_KEY_PREFIX}${checksum(joined)}-${checksum(backwards)}`;
}

/** FNV-1a over the UTF-16 units, as 8 hex digits. It only has to tell a few texts of one fulfillment apart. */
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
  { where }: NumberField,
): Omit<UnclearNumber, 'key'> {
  // Control characters and halves of a cut surrogate pair would break the page or the file that shows the message.
  const raw = text.slice(0, LONGEST_TEXT).replace(/[\u0000-\u001F\u007F-\u009F\uD800-\uDFFF]/gu, '\uFFFD');
  const offers = readings.filter((numbers) => numbers.length > 0 && numbers.join('') !== text).map(offerOf);
  const params = {
    ...where,
    typed: raw,
    offered: offers.length > 0 ? 1 : 0,
    readings: offers.slice(0, MOST_OFFERS).join(', or '),
  };
  return { raw, reason, params };
}

function offerOf(numbers: readonly string[]): string {
  const shown = numbers.slice(0, MOST_OFFERS).join(' and ');
  return numbers.length > MOST_OFFERS ? `${shown} and ${numbers.length - MOST_OFFERS} more` : shown;
}
