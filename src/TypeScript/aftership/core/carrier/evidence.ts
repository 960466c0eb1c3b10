/** Collects the evidence of which carrier has a package, and the slugs that each evidence allows. */

import type { Named } from '../fields/values';
import { mappedBy, type CarrierMapping, type MappingLine, type MappingPlace, type ShipMethod } from './mapping';
import { slugsNamedIn } from './names';

/**
 * Where evidence comes from:
 * - number: the form of the number
 * - typed: AfterShip's own notation, `slug#number`, in the number's field
 * - list: NetSuite's package list, which its shipping integration fills
 * - method: the ship method
 * - description: the package's description
 * - field: the carrier that the connection's field mapping gives
 */
export type EvidenceSource = 'number' | 'typed' | MappingPlace;

export interface Evidence {
  readonly source: EvidenceSource;
  /** The text that was read: the ship method's name, the list's id, … */
  readonly text: string;
  /** The slugs that the evidence names. */
  readonly slugs: ReadonlySet<string>;
  /** Slugs that the evidence neither names nor contradicts: brands of the same company. */
  readonly tolerated: ReadonlySet<string>;
  /** The line of the carrier mapping that names the slugs; null when the text itself names them. */
  readonly line: MappingLine | null;
}

/** What the form of a number says about its carrier. */
export interface NumberForm {
  readonly number: string;
  /** The slugs that the form allows; null when the number has no published form. */
  readonly allowed: ReadonlySet<string> | null;
  /** True when prefix and check digit leave no doubt. */
  readonly isProved: boolean;
  /** Whether the carrier of a slug may have given the number. */
  readonly couldBe: (slug: string) => boolean;
}

export interface PackageTexts {
  /** The slug of AfterShip's own notation; null when no slug was typed. */
  readonly typedSlug: string | null;
  /** Id of the package list. */
  readonly list: string;
  readonly method: ShipMethod | null;
  readonly description: string | null;
  readonly field: Named | null;
}

const none: ReadonlySet<string> = new Set();

/** The carrier that each package list of a shipping integration names. The company's other brands use the same list. */
const LISTS: ReadonlyMap<string, readonly [slug: string, brands: readonly string[]]> = new Map([
  ['packageups', ['ups', ['ups-mi', 'ups-freight', 'i-parcel']]],
  ['packagefedex', ['fedex', ['fedex-freight', 'fedex-fims', 'fedex-crossborder', 'fedex-uk']]],
  ['packageusps', ['usps', []]],
]);

/** The evidence of a mapping line. The line says what the text means, so the text itself is not read. */
function mapped(line: MappingLine, source: MappingPlace, text: string): Evidence {
  return { source, text, slugs: new Set(line.slug === null ? [] : [line.slug]), tolerated: none, line };
}

function ofText(mapping: Pick<CarrierMapping, 'lines'>, source: MappingPlace, texts: readonly string[]): Evidence[] {
  const text = texts.at(-1) ?? '';
  const line = mappedBy(mapping, source, texts);
  if (line !== null) return [mapped(line, source, text)];
  const slugs = slugsNamedIn(text);
  return slugs === null ? [] : [{ source, text, slugs, tolerated: none, line: null }];
}

function ofList(mapping: Pick<CarrierMapping, 'lines'>, list: string): Evidence[] {
  const line = mappedBy(mapping, 'list', [list]);
  if (line !== null) return [mapped(line, 'list', list)];
  const known = LISTS.get(list);
  if (known === undefined) return [];
  const [slug, brands] = known;
  return [{ source: 'list', text: list, slugs: new Set([slug]), tolerated: new Set(brands), line: null }];
}

/** All evidence about the carrier, except the number. */
export function evidenceOf(
  { typedSlug, list, method, description, field }: PackageTexts,
  mapping: Pick<CarrierMapping, 'lines'>,
): readonly Evidence[] {
  return [
    ...(typedSlug === null
      ? []
      : [{ source: 'typed' as const, text: typedSlug, slugs: new Set([typedSlug]), tolerated: none, line: null }]),
    ...ofList(mapping, list),
    ...(method === null ? [] : ofText(mapping, 'method', [method.id, method.name])),
    ...(description === null ? [] : ofText(mapping, 'description', [description])),
    ...(field === null ? [] : ofText(mapping, 'field', [field.id, field.name])),
  ];
}
