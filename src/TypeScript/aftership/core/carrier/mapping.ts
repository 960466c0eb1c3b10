/**
 * The connection's carrier mapping, one line for each name:
 *
 *     UPS Ground = ups                         a ship method's name or internal id
 *     1042 = royal-mail always                 whatever the number looks like
 *     Best Way = detect                        AfterShip detects the carrier
 *     list: packageups = ups-mi                one of NetSuite's package lists
 *     description: *pallet* = fedex-freight    a package's description; * stands for any text
 *     field: Hermes = myhermes-uk              what the field mapping says of the carrier
 *
 * `method:`, `list:`, `description:` and `field:` say where a name stands. Without one it may stand in any of them.
 */

import type { Named } from '../fields/values';
import { nearSlug } from './near_slug';
import { isSlug } from './slugs';

export type MappingPlace = 'method' | 'list' | 'description' | 'field';

export interface MappingLine {
  /** Counted from 1, as people see it. */
  readonly line: number;
  /** Null: any of them. */
  readonly place: MappingPlace | null;
  /** As typed. */
  readonly name: string;
  /** Null: AfterShip detects the carrier. */
  readonly slug: string | null;
  /** It counts against every other evidence. */
  readonly isAlways: boolean;
}

export interface CarrierMapping {
  readonly lines: readonly MappingLine[];
  readonly problems: readonly MappingProblem[];
}

/**
 * Why a line does not count:
 * - no_equals: nothing says which slug
 * - no_name: nothing stands before the equals sign
 * - no_slug: nothing stands behind it
 * - not_a_slug: what stands there is none; `suggestion` is the slug that it names, if it names one
 * - always_without_slug: `detect always`, or `always` alone
 * - unknown_list: NetSuite has no such package list
 * - repeated: line `first` has the same name and something else behind it, and counts
 */
export type MappingProblemCode =
  'no_equals' | 'no_name' | 'no_slug' | 'not_a_slug' | 'always_without_slug' | 'unknown_list' | 'repeated';

export interface MappingProblem {
  readonly line: number;
  readonly code: MappingProblemCode;
  readonly params: Readonly<Record<string, string>>;
}

/** NetSuite's package lists. */
export const PACKAGE_LIST_IDS: readonly string[] = [
  'package',
  'packageups',
  'packagefedex',
  'packageusps',
  'shipmentpackage',
];

/** What is quoted of a line, at most. */
const QUOTED = 60;

/** A name as it is compared: without regard to case and to how much space stands in it. */
export function mappingKey(text: string): string {
  return text.trim().replace(/\s+/g, ' ').toLowerCase();
}

/** What a line is known by wherever it stands in the mapping: the place that it stands for, a colon, and its name. */
export function nameOfLine({ place, name }: Pick<MappingLine, 'place' | 'name'>): string {
  return `${place ?? ''}:${mappingKey(name)}`;
}

/** A line as a person writes it; null stands for what is still to be filled in. */
export function lineText({ place, name }: Pick<MappingLine, 'place' | 'name'>, right: string | null): string {
  return `${place === null ? '' : `${place}: `}${name} = ${right ?? '…'}`;
}

type Parsed = { readonly line: MappingLine } | { readonly problem: MappingProblem };

const problemAt = (line: number, code: MappingProblemCode, params: MappingProblem['params'] = {}): Parsed => ({
  problem: { line, code, params },
});

/** What stands before and behind the equals sign. A name may contain `=` and `#`; a comment starts with ` #` behind it. */
function sidesOf(text: string): readonly [left: string, right: string] | null {
  const first = text.indexOf('=');
  if (first < 0) return null;
  const comment = text.slice(first).search(/\s#/);
  const pair = comment < 0 ? text : text.slice(0, first + comment);
  const last = pair.lastIndexOf('=');
  return [pair.slice(0, last).trim(), pair.slice(last + 1).trim()];
}

function placeOf(left: string): readonly [place: MappingPlace | null, name: string] {
  const match = /^(method|list|description|field)\s*:\s*(.*)$/i.exec(left);
  if (match === null) return [null, left];
  return [(match[1] ?? '').toLowerCase() as MappingPlace, match[2] ?? ''];
}

function parseRight(line: number, name: string, right: string): Parsed | Pick<MappingLine, 'slug' | 'isAlways'> {
  if (right === '') return problemAt(line, 'no_slug', { name: name.slice(0, QUOTED) });
  const always = /^(.*?)(?:^|\s+)always$/i.exec(right);
  const slug = always === null ? right : (always[1] ?? '').trim();
  const isDetect = slug.toLowerCase() === 'detect';
  if (always !== null && (slug === '' || isDetect)) return problemAt(line, 'always_without_slug');
  if (isDetect) return { slug: null, isAlways: false };
  if (!isSlug(slug)) {
    return problemAt(line, 'not_a_slug', { found: slug.slice(0, QUOTED), suggestion: nearSlug(slug) });
  }
  return { slug, isAlways: always !== null };
}

function parseLine(text: string, line: number): Parsed {
  const sides = sidesOf(text);
  if (sides === null) return problemAt(line, 'no_equals', { found: text.slice(0, QUOTED) });
  const [place, name] = placeOf(sides[0]);
  if (name === '') return problemAt(line, 'no_name');
  if (place === 'list' && !name.includes('*') && !PACKAGE_LIST_IDS.includes(mappingKey(name))) {
    return problemAt(line, 'unknown_list', { found: name.slice(0, QUOTED), lists: PACKAGE_LIST_IDS.join(', ') });
  }
  const right = parseRight(line, name, sides[1]);
  return 'problem' in right || 'line' in right ? right : { line: { line, place, name, ...right } };
}

/** Every line that counts, and what is wrong with each that does not. Empty lines and those that begin with `#` say nothing. */
export function parseCarrierMapping(text: string): CarrierMapping {
  const lines = new Map<string, MappingLine>();
  const problems: MappingProblem[] = [];
  text.split(/\r\n|\r|\n/).forEach((raw, index) => {
    const trimmed = raw.trim();
    if (trimmed === '' || trimmed.startsWith('#')) return;
    const parsed = parseLine(trimmed, index + 1);
    if ('problem' in parsed) {
      problems.push(parsed.problem);
      return;
    }
    const { line } = parsed;
    const key = nameOfLine(line);
    const first = lines.get(key);
    if (first === undefined) {
      lines.set(key, line);
    } else if (first.slug !== line.slug || first.isAlways !== line.isAlways) {
      const params = { name: line.name.slice(0, QUOTED), first: String(first.line) };
      problems.push({ line: line.line, code: 'repeated', params });
    }
  });
  return { lines: [...lines.values()], problems };
}

/** A ship method as NetSuite names it. */
export type ShipMethod = Named;

function fits(pattern: string, text: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's').test(text);
}

/**
 * The line that counts for one of a package's texts: the internal id before the name, a whole name before one with `*`, a
 * line that says where the name stands before one that does not, and else the first. A `*` stands for a package list only
 * in a line that says so: `P* = purolator` means ship methods, and every package stands in a list.
 */
export function mappedBy(
  mapping: Pick<CarrierMapping, 'lines'>,
  place: MappingPlace,
  texts: readonly string[],
): MappingLine | null {
  const here = mapping.lines.filter((line) => line.place === place);
  const anywhere = mapping.lines.filter((line) => line.place === null);
  const wanted = texts.map(mappingKey).filter((text) => text !== '');
  for (const text of wanted) {
    const whole = [...here, ...anywhere].find(({ name }) => mappingKey(name) === text);
    if (whole !== undefined) return whole;
  }
  const open = place === 'list' ? here : [...here, ...anywhere];
  return open.find(({ name }) => name.includes('*') && wanted.some((text) => fits(mappingKey(name), text))) ?? null;
}

/**
 * True when the mapping has names of this place and none that fits this one: it may be one of them all the same, under its
 * name in the language of the running user. Ids are the same for everybody, and so is what is its own id: a typed text.
 */
export function mayBeMappedByOtherName(
  mapping: Pick<CarrierMapping, 'lines'>,
  place: MappingPlace,
  named: Named | null,
): boolean {
  if (named === null || named.id === named.name) return false;
  if (mappedBy(mapping, place, [named.id, named.name]) !== null) return false;
  return mapping.lines.some((line) => (line.place === place || line.place === null) && !/^\d+$/.test(line.name));
}
