/** What says which carrier has a package, and which slugs each of it allows. */

import type { Named } from '../fields/values';
import { mappedBy, type CarrierMapping, type MappingLine, type MappingPlace, type ShipMethod } from './mapping';
import { slugsNamedIn } from './names';

/**
 * - number: the form of the number
 * - typed: AfterShip's own notation, `slug#number`, in the number's field
 * - list: NetSuite's package list, which its shipping integration fills
 * - method: the ship method
 * - description: the package's description
 * - field: what the connection's field mapping says of the carrier
 */
export type EvidenceSource = 'number' | 'typed' | MappingPlace;

export interface Evidence {
  readonly source: EvidenceSource;
  /** What was read: the ship method's name, the list's id, … */
  readonly text: string;
  /** The slugs that it names. */
  readonly slugs: ReadonlySet<string>;
  /** Slugs that it does not name, and does not speak against either: brands of the same company. */
  readonly tolerated: ReadonlySet<string>;
  /** The line of the carrier mapping that says so; null when the text itself does. */
  readonly line: MappingLine | null;
}

/** What a number's form says. */
export interface NumberForm {
  readonly number: string;
  /** Null: it has no form that anybody published. */
  readonly allowed: ReadonlySet<string> | null;
  /** Prefix and check digit leave no doubt. */
  readonly isProved: boolean;
  /** Whether the carrier of a slug may have given such a number. */
  readonly couldBe: (slug: string) => boolean;
}

export interface PackageTexts {
  /** The slug of AfterShip's own notation; null when the number stands alone. */
  readonly typedSlug: string | null;
  /** Id of the package list. */
  readonly list: string;
  readonly method: ShipMethod | null;
  readonly description: string | null;
  readonly field: Named | null;
}

const none: ReadonlySet<string> = new Set();

/** A list of a shipping integration names its carrier. The company's other brands stand in the same list. */
const LISTS: ReadonlyMap<string, readonly [slug: string, brands: readonly string[]]> = new Map([
  ['packageups', ['ups', ['ups-mi', 'ups-freight', 'i-parcel']]],
  ['packagefedex', ['fedex', ['fedex-freight', 'fedex-fims', 'fedex-crossborder', 'fedex-uk']]],
  ['packageusps', ['usps', []]],
]);

/** A line of the mapping says what a text means; the text is not read for itself any more. */
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

/** Everything but the number that says something about the carrier. */
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
