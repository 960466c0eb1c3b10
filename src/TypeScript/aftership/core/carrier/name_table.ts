/** The table of carriers' names in names_data.ts, read once. */

import { COUNTRIES, FAMILIES, NAMES, NOT_NAMES, ONE_WORD, PRODUCTS, QUALIFIERS, WHOLE_NAMES } from './names_data';

/** A carrier of a family: a name such as DPD stands for all of them until a country is named. */
interface Member {
  readonly slug: string;
  /** `*` delivers in every country; none is not told by its name. */
  readonly countries: readonly string[];
}

export interface CarrierName {
  /** Empty: a carrier's service that has no slug of its own. */
  readonly slugs: readonly string[];
  /** Which qualifiers tell its services apart: the slugs, or the family. */
  readonly brand: string;
  readonly members: readonly Member[];
  /** A product's name says the carrier only where no carrier is named. */
  readonly isProduct: boolean;
}

export interface NameTable {
  /** By key. Null: a phrase in which a carrier's name is none. */
  readonly names: ReadonlyMap<string, CarrierName | null>;
  /** Names that count only as the whole text. */
  readonly whole: ReadonlyMap<string, CarrierName>;
  /** Brand → words → slugs. */
  readonly qualifiers: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;
  /** A country's name → its code. */
  readonly countries: ReadonlyMap<string, string>;
  /** Names whose parts mean something else when a space stands between them. */
  readonly oneWord: ReadonlySet<string>;
  readonly longestKey: number;
  /** Every slug that a name may mean. */
  readonly slugs: ReadonlySet<string>;
}

type Line = readonly [left: string, keys: readonly string[]];

const listOf = (text: string): readonly string[] => (text === '' ? [] : text.split(' '));

function linesOf(data: string): readonly Line[] {
  return data
    .trim()
    .split('\n')
    .map((line) => {
      const at = line.indexOf('=');
      return [line.slice(0, at), line.slice(at + 1).split('|')];
    });
}

function namesOf(data: string, isProduct: boolean): readonly [string, CarrierName][] {
  return linesOf(data).flatMap(([slugs, keys]) => {
    const name: CarrierName = { slugs: listOf(slugs), brand: slugs, members: [], isProduct };
    return keys.map((key): [string, CarrierName] => [key, name]);
  });
}

function familiesOf(data: string): readonly [string, CarrierName][] {
  return linesOf(data).flatMap(([keys, [memberList = '']]) => {
    const members = listOf(memberList).map((member): Member => {
      const [slug = '', countries = ''] = member.split('@');
      return { slug, countries: countries === '' ? [] : countries.split('+') };
    });
    const [first = '', ...others] = keys.split('|');
    const name: CarrierName = {
      slugs: members.map(({ slug }) => slug),
      brand: `*${first}`,
      members,
      isProduct: false,
    };
    return [first, ...others].map((key): [string, CarrierName] => [key, name]);
  });
}

function qualifiersOf(data: string): ReadonlyMap<string, ReadonlyMap<string, readonly string[]>> {
  const ofBrand = new Map<string, Map<string, readonly string[]>>();
  for (const [left, keys] of linesOf(data)) {
    const at = left.indexOf(':');
    const brand = left.slice(0, at);
    const words = ofBrand.get(brand) ?? new Map<string, readonly string[]>();
    keys.forEach((key) => words.set(key, listOf(left.slice(at + 1))));
    ofBrand.set(brand, words);
  }
  return ofBrand;
}

function readTable(): NameTable {
  const names = new Map<string, CarrierName | null>([
    ...NOT_NAMES.trim()
      .split('\n')
      .map((key): [string, null] => [key, null]),
    ...namesOf(PRODUCTS, true),
    ...namesOf(NAMES, false),
    ...familiesOf(FAMILIES),
  ]);
  const whole = new Map(namesOf(WHOLE_NAMES, false));
  return {
    names,
    whole,
    qualifiers: qualifiersOf(QUALIFIERS),
    countries: new Map(linesOf(COUNTRIES).flatMap(([code, keys]) => keys.map((key): [string, string] => [key, code]))),
    oneWord: new Set(ONE_WORD.trim().split('\n')),
    longestKey: Math.max(...[...names.keys()].map((key) => key.length)),
    slugs: new Set([...names.values(), ...whole.values()].flatMap((name) => name?.slugs ?? [])),
  };
}

let table: NameTable | null = null;

/** Read at the first use: a script that names no carrier does not pay for it. */
export function nameTable(): NameTable {
  table ??= readTable();
  return table;
}
