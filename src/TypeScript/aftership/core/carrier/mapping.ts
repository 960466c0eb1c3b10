/**
 * The connection's carrier mapping has one line for each name:
 *
 *     UPS Ground = ups                         a ship method's name or internal id
 *     1042 = royal-mail always                 the slug counts whatever the number looks like
 *     Best Way = detect                        AfterShip detects the carrier
 *     list: packageups = ups-mi                one of NetSuite's package lists
 *     description: *pallet* = fedex-freight    a package's description; * stands for any text
 *     field: Hermes = myhermes-uk              the carrier that the field mapping gives
 *
 * `method:`, `list:`, `description:` and `field:` say where a name stands. Without such a prefix, the name may stand in
 * any of these places.
 */

import type { Named } from '../fields/values';
import { nearSlug } from './near_slug';
import { isSlug } from './slugs';

export type MappingPlace = 'method' | 'list' | 'description' | 'field';

export interface MappingLine {
  /** Line number, counted from 1 as people see it. */
  readonly line: number;
  /** The place where the name has to stand; null for any place. */
  readonly place: MappingPlace | null;
  /** The name, as typed. */
  readonly name: string;
  /** The slug; null when AfterShip has to detect the carrier. */
  readonly slug: string | null;
  /** True when the line outweighs all other evidence. */
  readonly isAlways: boolean;
}

export interface CarrierMapping {
  readonly lines: readonly MappingLine[];
  readonly problems: readonly MappingProblem[];
}

/**
 * Why a line does not count:
 * - no_equals: the equals sign with the slug is missing
 * - no_name: nothing stands before the equals sign
 * - no_slug: nothing stands behind the equals sign
 * - not_a_slug: the text behind the equals sign is no slug; `suggestion` is the slug that it means, if it means one
 * - always_without_slug: the line says `detect always`, or `always` alone
 * - unknown_list: NetSuite has no such package list
 * - repeated: line `first` has the same name and something else behind it, and that line counts
 */
export type MappingProblemCode =
  'no_equals' | 'no_name' | 'no_slug' | 'not_a_slug' | 'always_without_slug' | 'unknown_list' | 'repeated';

export interface MappingProblem {
  readonly line: number;
  readonly code: MappingProblemCode;
  readonly params: Readonly<Record<string, string>>;
}

/** The ids of NetSuite's package lists. */
export const PACKAGE_LIST_IDS: readonly string[] = [
  'package',
  'packageups',
  'packagefedex',
  'packageusps',
  'shipmentpackage',
];

/** The most characters of a line that a message quotes. */
const QUOTED = 60;

/** The form in which names are compared, so that case and the number of spaces make no difference. */
export function mappingKey(text: string): string {
  return text.trim().replace(/\s+/g, ' ').toLowerCase();
}

/** The name of a line, wherever it stands in the mapping: its place, a colon, and the name that it maps. */
export function nameOfLine({ place, name }: Pick<MappingLine, 'place' | 'name'>): string {
  return `${place ?? ''}:${mappingKey(name)}`;
}

/** A line as a person writes it. Null stands for a right side that still has to be filled in. */
export function lineText({ place, name }: Pick<MappingLine, 'place' | 'name'>, right: string | null): string {
  return `${place === null ? '' : `${place}: `}${name} = ${right ?? '…'}`;
}

type Parsed = { readonly line: MappingLine } | { readonly problem: MappingProblem };

const problemAt = (line: number, code: MappingProblemCode, params: MappingProblem['params'] = {}): Parsed => ({
  problem: { line, code, params },
});

/**
 * The texts before and behind the equals sign. A name may contain `=` and `#`; a comment begins with ` #` behind the
 * equals sign.
 */
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

/**
 * Reads the mapping: every line that counts, and the problem of each line that does not. Empty lines and lines that
 * begin with `#` are skipped.
 */
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

/** A ship method with NetSuite's id and name. */
export type ShipMethod = Named;

function fits(pattern: string, text: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's').test(text);
}

/**
 * The line that counts for one of a package's texts. The internal id comes before the name, a whole name before a name
 * with `*`, and a line with a place before a line without one; otherwise the first line counts. A name with `*` fits a
 * package list only when its line says `list:`: every package stands in a list, and `P* = purolator` means ship
 * methods.
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
 * True when the mapping has names for this place and none of them fits. One of them may still mean this text, because
 * NetSuite translates names. An id is the same for everybody, and so is a typed text, which is its own id.
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
