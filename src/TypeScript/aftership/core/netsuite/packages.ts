/**
 * The packages of a fulfillment: what core/numbers reads in the number fields of its package lists, over all lines, and in
 * the fields that the connection's field mapping takes numbers from.
 * What a person has to decide comes back as unclear, and what certainly is no number is named, so that nothing typed is lost.
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

/** One package of a fulfillment: one tracking number, however often it is typed. */
export interface Package {
  /** As the carrier prints it, in capital letters. */
  readonly number: string;
  /** The first list it was seen in. */
  readonly list: PackageList;
  /** Of the first line it was seen in. */
  readonly description: string | null;
  /** Which of the fulfillment's package lines it was seen in. */
  readonly lines: readonly number[];
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

const LIST_LABELS = {
  package: 'packages',
  packageups: 'UPS packages',
  packagefedex: 'FedEx packages',
  packageusps: 'USPS packages',
  shipmentpackage: 'shipment packages',
} as const satisfies Readonly<Record<PackageList, string>>;

/** What a fulfillment has. Its own number and its order's are no tracking numbers, nor is what has their prefix. */
export function packagesOf(fulfillment: Fulfillment, mapping: Pick<FieldMapping, 'lines'>): PackageReading {
  const { number, order, packageLines } = fulfillment;
  const { numbers } = fieldsOf(fulfillment, mapping);
  return readFields(
    [...packageLines.map(fieldOfLine), ...(numbers === null ? [] : [fieldOfMapping(numbers)])],
    [number, order.number].flatMap((own) => own ?? []),
  );
}

/** What package lines alone have. */
export function readPackages(lines: readonly PackageLine[], ownNumbers: readonly string[]): PackageReading {
  return readFields(lines.map(fieldOfLine), ownNumbers);
}

/** A field with numbers, and where people find it. */
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

/** What the field mapping takes from another field stands on no line of a package list, and counts like a plain one. */
function fieldOfMapping({ text, line }: NonNullable<EvaluatedFields['numbers']>): NumberField {
  return { text, list: 'package', description: null, lines: [], where: { line, list: 'field mapping' } };
}

/** Every package once, in the order of first sight; every question once, in the same order. */
function readFields(fields: readonly NumberField[], ownNumbers: readonly string[]): PackageReading {
  const context = { ownNumbers, ownPrefixes: ownNumbers.flatMap(prefixOf) };
  const packages = new Map<string, Package>();
  const unclear = new Map<string, UnclearNumber>();
  const ignored: Ignored[] = [];
  for (const field of fields) {
    const reading = readNumbers(field.text.replace(UNCLEAR_KEY, ''), context);
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

/** The account's prefix of such a document: `HDQ` of `HDQ100234`. */
function prefixOf(documentNumber: string): readonly string[] {
  const prefix = /^[A-Za-z][A-Za-z\-_/. ]{0,11}(?=\d)/.exec(documentNumber.trim())?.[0];
  return prefix === undefined ? [] : [prefix.replace(/[\-_/. ]+$/, '')];
}

function packageOf({ number, typed, how, slug, parameters }: Found, field: NumberField): Package {
  const { list, description, lines } = field;
  return { number, list, description, lines, typed, how, typedSlug: slug, parameters };
}

/** The first sight counts; a slug or a parameter that stands only beside a later one is not lost. */
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
  { where }: NumberField,
): Omit<UnclearNumber, 'key'> {
  // Control characters and halves of a cut pair would break the page or the file in which the message is shown.
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
