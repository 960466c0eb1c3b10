/** The table of carriers' names in names_data.ts, which is read once. */

import { once } from '../once';
import { COUNTRIES, FAMILIES, NAMES, NOT_NAMES, ONE_WORD, PRODUCTS, QUALIFIERS, WHOLE_NAMES } from './names_data';

/** A carrier of a family. A name such as DPD stands for the whole family until the text names a country. */
interface Member {
  readonly slug: string;
  /** The member's countries. `*` means every country; an empty list means that no country's name selects the member. */
  readonly countries: readonly string[];
}

export interface CarrierName {
  /** The slugs of the name; empty for a carrier's service that has no slug of its own. */
  readonly slugs: readonly string[];
  /** Names the list of qualifiers that distinguish the carrier's services: by its slugs, or by its family. */
  readonly brand: string;
  readonly members: readonly Member[];
  /** True for a product. Its name says the carrier only when the text names no carrier. */
  readonly isProduct: boolean;
}

export interface NameTable {
  /** Names by key. Null marks a phrase in which a carrier's name does not mean the carrier. */
  readonly names: ReadonlyMap<string, CarrierName | null>;
  /** Names that count only when they are the whole text. */
  readonly whole: ReadonlyMap<string, CarrierName>;
  /** Brand → words → slugs. */
  readonly qualifiers: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;
  /** A country's name → its code. */
  readonly countries: ReadonlyMap<string, string>;
  /** Names whose parts mean something else when a space separates them. */
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

export const nameTable = once(readTable);
