/** Phone numbering plans of all countries, from the metadata of Google's libphonenumber. */

import { readFileSync } from 'node:fs';
import { toAlpha3 } from '../../src/TypeScript/aftership/core/aftership/countries';

/** A format in which numbers are printed. Absent parts are 0. */
type Form = readonly [
  digits: string,
  form: string,
  /** The last pattern is the most exact about which numbers have this format; all numbers when it is absent. */
  beginnings?: readonly string[] | 0,
  nationalPrefixRule?: string | 0,
  isNationalPrefixOptional?: 1 | 0,
];

/** A kind of numbers, such as mobile numbers. Without lengths it has all lengths of the country. */
type Kind = readonly [pattern: string, lengths?: readonly number[]];

/** A country as libphonenumber-js packs it, version 4. Absent parts are 0. */
type PackedPlan = readonly [
  callingCode: string,
  internationalPrefix: string | 0,
  pattern: string,
  lengths: readonly number[],
  forms: readonly Form[] | 0,
  nationalPrefix: string | 0,
  nationalPrefixRule: string | 0,
  nationalPrefixToRead: string | 0,
  nationalPrefixBecomes: string | 0,
  isNationalPrefixOptional: 1 | 0,
  leadingDigits: string | 0,
  kinds: readonly (Kind | 0 | undefined)[] | 0,
];

/**
 * Kinds of numbers that persons have: fixed lines, mobiles, personal numbers and internet lines, but no hotlines or
 * mail boxes.
 */
const KINDS_OF_PEOPLE: readonly number[] = [0, 1, 4, 8];

interface Metadata {
  readonly version: number;
  /** Countries by calling code. The formats of the first country apply to all. */
  readonly country_calling_codes: Readonly<Record<string, readonly string[]>>;
  readonly countries: Readonly<Record<string, PackedPlan>>;
  readonly nonGeographic: Readonly<Record<string, PackedPlan>>;
}

const NOTHING = '-';
const EVERYTHING = '*';

function readJson<Content>(name: string): Content {
  return JSON.parse(readFileSync(require.resolve(name), 'utf8')) as Content;
}

function lengthsOfPeople(plan: PackedPlan): readonly number[] {
  const [, , , all, , , , , , , , kinds] = plan;
  const lengths = KINDS_OF_PEOPLE.flatMap((index) => {
    const kind = kinds === 0 ? undefined : kinds[index];
    return kind ? (kind[1] ?? all) : [];
  });
  return [...new Set(lengths)].sort((left, right) => left - right);
}

/** `4 5 6 8` → `4-6,8` */
function ranges(lengths: readonly number[]): string {
  return lengths
    .filter((length) => !lengths.includes(length - 1))
    .map((from) => {
      let to = from;
      while (lengths.includes(to + 1)) to += 1;
      return from === to ? String(from) : `${from}-${to}`;
    })
    .join(',');
}

function numbersOf([digits, , beginnings]: Form): string {
  const beginning = beginnings ? beginnings.at(-1) : undefined;
  return (beginning === undefined ? '' : `(?=${beginning})`) + digits.replace(/[()]/g, '');
}

/** Pattern of the numbers that are written without the national prefix. */
function withoutPrefix(plan: PackedPlan, ofForms: PackedPlan): string {
  const [, , , , , prefix] = plan;
  const [, , , , forms, , rule, , , isOptional] = ofForms;
  if (prefix === 0) return EVERYTHING;
  const all = forms === 0 ? [] : forms;
  const bare = all.filter((form) => !(form[3] || rule || '').includes(prefix) || Boolean(form[4] || isOptional));
  if (bare.length === all.length) return EVERYTHING;
  return bare.length === 0 ? NOTHING : bare.map(numbersOf).join('|');
}

function lineOf(country: string, plan: PackedPlan, ofForms: PackedPlan): string {
  const [callingCode, internationalPrefix, pattern, , , prefix, , prefixToRead, prefixBecomes] = plan;
  return [
    callingCode,
    country,
    ranges(lengthsOfPeople(plan)),
    internationalPrefix || NOTHING,
    prefixToRead || prefix || NOTHING,
    prefixBecomes || NOTHING,
    withoutPrefix(plan, ofForms),
    pattern,
  ].join(' ');
}

/** One line for each country, in the form that PLANS in the generated file describes. */
export function numberingPlans(): { readonly version: string; readonly lines: readonly string[] } {
  const metadata = readJson<Metadata>('libphonenumber-js/metadata.max.json');
  if (metadata.version !== 4) throw new Error(`The metadata is of version ${metadata.version}: version 4 is known.`);
  const { version } = readJson<{ readonly version: string }>('libphonenumber-js/package.json');
  const ofCountries = Object.values(metadata.country_calling_codes).flatMap((countries) => {
    const main = metadata.countries[countries[0] ?? ''];
    return countries.flatMap((country) => {
      const plan = metadata.countries[country];
      if (plan === undefined || main === undefined) return [];
      return [lineOf(toAlpha3(country) ?? country, plan, plan[4] === 0 ? main : plan)];
    });
  });
  const ofNone = Object.values(metadata.nonGeographic)
    .filter((plan) => lengthsOfPeople(plan).length > 0)
    .map((plan) => lineOf(NOTHING, plan, plan));
  return { version, lines: [...ofCountries, ...ofNone] };
}
