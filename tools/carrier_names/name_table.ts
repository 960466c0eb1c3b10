/** Makes the table of carriers' names that core/carrier/names.ts reads. */

import { courierOf, followsOtherNumber, needsConnection } from '../../src/TypeScript/aftership/core/carrier/slugs';
import { keyOf, wordsOf } from '../../src/TypeScript/aftership/core/carrier/words';
import type { Courier, CourierFacts, Family, NameFacts, Named } from './courier_facts';

const COMPANY = /[\s,]+(inc|ltd|llc|gmbh|co|corp|ag|ab|oy|as|s\.r\.o|spa|s\.a)\.?$/i;

/** Length of the shortest slug that counts as a name anywhere in a text. */
const SHORTEST_SLUG = 4;

/** Splits a text into names: `Posten Norge / Bring` is two names, `Austrian Post (Express)` one with a remark. */
function namesIn(text: string | null): readonly string[] {
  return (text ?? '')
    .split(/[,/、]/)
    .flatMap((part) => [part, part.replace(/\([^)]*\)/g, ' ')])
    .flatMap((part) => [part, part.trim().replace(COMPANY, '')])
    .map((part) => part.trim())
    .filter((part) => part !== '' && !COMPANY.test(` ${part}`));
}

interface Entry {
  readonly slugs: Set<string>;
  readonly isOwnName: boolean;
}

/**
 * Names with their slugs. A courier's own name takes precedence over another courier's "other name"; an equal name of
 * two couriers means either.
 */
class NameIndex {
  private readonly entries = new Map<string, Entry>();

  private readonly dropped: ReadonlySet<string>;
  private readonly generic: ReadonlySet<string>;
  private readonly oneWord: ReadonlySet<string>;

  constructor(facts: Pick<NameFacts, 'dropped' | 'generic' | 'oneWord'>) {
    this.oneWord = new Set(facts.oneWord.map(keyOf));
    this.dropped = new Set(facts.dropped.map(keyOf));
    this.generic = new Set(facts.generic.map(keyOf));
  }

  add(name: string, slugs: readonly string[], isOwnName: boolean): void {
    const key = keyOf(name);
    const isGeneric = wordsOf(name).every(({ text }) => this.generic.has(text)) && !this.oneWord.has(key);
    if (this.dropped.has(key) || isGeneric) return;
    const entry = this.entries.get(key);
    if (entry === undefined || (isOwnName && !entry.isOwnName)) {
      this.entries.set(key, { slugs: new Set(slugs), isOwnName });
    } else if (isOwnName === entry.isOwnName) {
      slugs.forEach((slug) => entry.slugs.add(slug));
    }
  }

  /** Sets a name of carrier-names.json, which overrides all others. */
  set({ slugs, names }: Named): void {
    for (const name of names) this.entries.set(keyOf(name), { slugs: new Set(slugs), isOwnName: true });
  }

  delete(key: string): void {
    this.entries.delete(key);
  }

  slugsOf(key: string): readonly string[] | null {
    const entry = this.entries.get(key);
    return entry === undefined ? null : [...entry.slugs];
  }

  all(): readonly (readonly [key: string, slugs: readonly string[]])[] {
    return [...this.entries].map(([key, { slugs }]) => [key, [...slugs]] as const);
  }
}

function addCourier(index: NameIndex, courier: Courier, known: ReadonlySet<string>): void {
  const plain = courierOf(courier.slug);
  // A name means the courier's plain slug. Without a plain slug the name still names the courier, but selects no slug.
  if (followsOtherNumber(courier.slug) || (plain !== courier.slug && known.has(plain))) return;
  const slugs = plain === courier.slug ? [courier.slug] : [];
  namesIn(courier.name).forEach((name) => index.add(name, slugs, true));
  namesIn(courier.other_name).forEach((name) => index.add(name, slugs, false));
  if (keyOf(plain).length >= SHORTEST_SLUG) index.add(plain.replace(/-/g, ' '), slugs, false);
}

/** Words of a name after the phrase; null when the name does not begin with the phrase. */
function restAfter(phrase: string, name: string): readonly string[] | null {
  const words = wordsOf(name).map((word) => word.text);
  const length = words.findIndex((_, index) => words.slice(0, index + 1).join('') === keyOf(phrase)) + 1;
  return length === 0 ? null : words.slice(length);
}

/** Countries in a name: a country's name anywhere, or its code at the end, because "de" and "it" are also words. */
function countriesOf(name: string, countries: NameFacts['countries']): string {
  const words = wordsOf(name).map((word) => word.text);
  return Object.entries(countries)
    .filter(
      ([code, names]) =>
        code === words.at(-1) ||
        names.some((each) => words.some((_, at) => restAfter(each, words.slice(at).join(' ')) !== null)),
    )
    .map(([code]) => code)
    .join('+');
}

function membersOf(family: Family, couriers: readonly Courier[], facts: NameFacts): readonly string[] {
  return couriers
    .filter(({ slug }) => !needsConnection(slug) && !followsOtherNumber(slug))
    .filter(({ slug, name }) => family.also?.includes(slug) || restAfter(family.members, name) !== null)
    .map(({ slug, name }) => {
      if (family.everywhere?.includes(slug)) return `${slug}@*`;
      const country = family.countries?.[slug]?.replace(/ /g, '+') ?? countriesOf(name, facts.countries);
      return country === '' ? slug : `${slug}@${country}`;
    });
}

function grouped(named: readonly (readonly [key: string, slugs: readonly string[]])[]): readonly string[] {
  const keysOf = new Map<string, string[]>();
  for (const [key, slugs] of named) {
    const group = [...slugs].sort().join(' ');
    keysOf.set(group, [...(keysOf.get(group) ?? []), key]);
  }
  return [...keysOf]
    .map(([slugs, keys]) => `${slugs}=${[...new Set(keys)].sort().join('|')}`)
    .sort((left, right) => (left < right ? -1 : 1));
}

const keys = (names: readonly string[]): string => [...new Set(names.map(keyOf))].join('|');

const flat = (named: readonly Named[]): readonly (readonly [string, readonly string[]])[] =>
  named.flatMap(({ slugs, names }) => names.map((name) => [keyOf(name), slugs] as const));

export interface NameTable {
  readonly names: readonly string[];
  readonly whole: readonly string[];
  readonly products: readonly string[];
  readonly families: readonly string[];
  readonly qualifiers: readonly string[];
  readonly countries: readonly string[];
  readonly oneWord: readonly string[];
  readonly notNames: readonly string[];
}

export function buildNameTable({ couriers }: Pick<CourierFacts, 'couriers'>, facts: NameFacts): NameTable {
  const index = new NameIndex(facts);
  const known = new Set(couriers.map(({ slug }) => slug));
  couriers.forEach((courier) => addCourier(index, courier, known));
  facts.names.forEach((named) => index.set(named));

  const whole = facts.whole.map((name): readonly [string, readonly string[]] => {
    const key = keyOf(name);
    const slugs = index.slugsOf(key) ?? [];
    index.delete(key);
    return [key, slugs];
  });
  const familyNames = facts.families.flatMap(({ name, names = [] }) => [name, ...names]);
  familyNames.forEach((name) => index.delete(keyOf(name)));

  return {
    names: grouped(index.all()),
    whole: grouped([...whole.filter(([, slugs]) => slugs.length > 0), ...flat(facts.wholeNames)]),
    products: grouped(flat(facts.products)),
    families: facts.families.map(
      (family) =>
        `${[family.name, ...(family.names ?? [])].map(keyOf).join('|')}=${membersOf(family, couriers, facts).join(' ')}`,
    ),
    qualifiers: facts.qualifiers.map(
      ({ of, slugs, words }) =>
        `${of.startsWith('family ') ? `*${keyOf(of.slice(7))}` : of}:${slugs.join(' ')}=${keys(words)}`,
    ),
    countries: Object.entries(facts.countries).map(([code, names]) => `${code}=${keys(names)}`),
    oneWord: facts.oneWord.map(keyOf),
    notNames: facts.notNames.map(keyOf),
  };
}
