/**
 * Which AfterShip slug to name for a package, and when to name none: a wrong slug is refused or tracks somebody else's
 * parcel, a missing one lets AfterShip detect the carrier. Every slug here stands in packages/emulator/facts/aftership-couriers.json.
 */

import type { PackageList } from '../netsuite/fulfillment';

// ── Numbers ──────────────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * What a number that fits a pattern tells:
 * - `carrier`: it is such a number, and this is its carrier
 * - `distinct`: it is such a number, but another company may know more about the parcel
 * - `common`: plain digits with a check digit; one number in ten of any other carrier fits by chance
 */
type Evidence = 'carrier' | 'distinct' | 'common';

interface NumberPattern {
  readonly name: string;
  /** Null when the pattern does not tell the carrier. */
  readonly slug: string | null;
  readonly evidence: Evidence;
  readonly shape: RegExp;
  readonly hasValidCheckDigit: (number: string) => boolean;
}

/** Of digits and capital letters. Weights alternate from the left, starting with `even`; the last is the check digit. */
function mod10(text: string, even: number, odd: number): boolean {
  let sum = 0;
  for (let index = 0; index < text.length - 1; index += 1) {
    const code = text.charCodeAt(index);
    const isDigit = code <= 57;
    const value = isDigit ? code - 48 : (code - 3) % 10;
    sum += value * (index % 2 === 0 ? even : odd);
  }
  return (10 - (sum % 10)) % 10 === Number(text.at(-1));
}

function weightedSum(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, index) => sum + weight * Number(digits.charAt(index)), 0);
}

/** Postal items of every country (UPU S10): two letters, eight digits, a check digit, the country. */
function s10(number: string): boolean {
  const remainder = weightedSum(number.slice(2, 10), [8, 6, 4, 2, 3, 5, 9, 7]) % 11;
  const check = remainder === 0 ? 5 : remainder === 1 ? 0 : 11 - remainder;
  return check === Number(number.charAt(10));
}

/** A label's barcode may hold the destination's ZIP (+4) before the number: `420` + 5 or 9 digits. */
function withoutUspsRouting(number: string): readonly string[] {
  return number.startsWith('420') ? [number, number.slice(8), number.slice(12)] : [number];
}

function usps(payload: RegExp): Pick<NumberPattern, 'shape' | 'hasValidCheckDigit'> {
  return {
    shape: /^\d{20,38}$/,
    hasValidCheckDigit: (number) =>
      withoutUspsRouting(number).some((candidate) => payload.test(candidate) && mod10(candidate, 3, 1)),
  };
}

/** Postal operators with one slug of their own for letter post. Services R, L, U and V are letter post everywhere. */
const S10_OPERATORS: readonly (readonly [country: string, services: string, slug: string])[] = [
  ['US', 'A-Z', 'usps'],
  ['CA', 'LRUV', 'canada-post'],
  ['GB', 'LRUV', 'royal-mail'],
  ['IE', 'LRUV', 'an-post'],
  ['CH', 'LRUV', 'swiss-post'],
  ['AU', 'LRUV', 'australia-post'],
  ['NZ', 'LRUV', 'new-zealand-post'],
  ['JP', 'LRUV', 'japan-post'],
  ['SG', 'LRUV', 'singapore-post'],
  ['HK', 'LRUV', 'hong-kong-post'],
];

/** Shapes and checksums: github.com/jkeen/tracking_number_data, as in packages/emulator/facts/aftership-couriers.json. */
const PATTERNS: readonly NumberPattern[] = [
  {
    name: 'UPS 1Z',
    slug: 'ups',
    evidence: 'carrier',
    shape: /^1Z[A-Z0-9]{15}\d$/,
    hasValidCheckDigit: (number) => mod10(number.slice(2), 1, 2),
  },
  { name: 'USPS 91', slug: 'usps', evidence: 'carrier', ...usps(/^91\d{20}$/) },
  { name: 'USPS 94', slug: 'usps', evidence: 'carrier', ...usps(/^94\d{20}(\d{4}|\d{8})?$/) },
  { name: 'USPS 95', slug: 'usps', evidence: 'carrier', ...usps(/^95\d{20}(\d{4})?$/) },
  // Other carriers hand parcels to USPS for the last mile under such numbers, so they do not decide for USPS.
  { name: 'USPS 92', slug: 'usps', evidence: 'distinct', ...usps(/^92\d{3}9\d{16}(\d{4})?$/) },
  { name: 'USPS 93', slug: 'usps', evidence: 'distinct', ...usps(/^93\d{3}[0-8]\d{16}(\d{4})?$/) },
  { name: 'USPS 20', slug: 'usps', evidence: 'common', ...usps(/^\d{20}$/) },
  {
    name: 'USPS 20 without its leading 91',
    slug: 'usps',
    evidence: 'common',
    shape: /^\d{20}$/,
    hasValidCheckDigit: (number) => mod10(`91${number}`, 3, 1),
  },
  {
    name: 'FedEx Ground 96',
    slug: 'fedex',
    evidence: 'carrier',
    shape: /^96\d{20}$/,
    hasValidCheckDigit: (number) => mod10(number.slice(7), 1, 3),
  },
  {
    name: 'FedEx Express 12',
    slug: 'fedex',
    evidence: 'common',
    shape: /^\d{12}$/,
    hasValidCheckDigit: (number) =>
      (weightedSum(number, [3, 1, 7, 3, 1, 7, 3, 1, 7, 3, 1]) % 11) % 10 === Number(number.charAt(11)),
  },
  {
    name: 'FedEx Ground 15',
    slug: 'fedex',
    evidence: 'common',
    shape: /^\d{15}$/,
    hasValidCheckDigit: (number) => mod10(number, 1, 3),
  },
  {
    name: 'DHL Express',
    slug: 'dhl',
    evidence: 'common',
    shape: /^\d{10,11}$/,
    hasValidCheckDigit: (number) => Number(number.slice(0, -1)) % 7 === Number(number.slice(-1)),
  },
  {
    name: 'Canada Post 16',
    slug: 'canada-post',
    evidence: 'common',
    shape: /^\d{16}$/,
    hasValidCheckDigit: (number) => mod10(number, 3, 1),
  },
  { name: 'S10', slug: null, evidence: 'distinct', shape: /^[A-Z]{2}\d{9}[A-Z]{2}$/, hasValidCheckDigit: s10 },
  ...S10_OPERATORS.map(([country, services, slug]): NumberPattern => ({
    name: `S10 ${country}`,
    slug,
    evidence: 'carrier',
    shape: new RegExp(`^[${services}][A-Z]\\d{9}${country}$`),
    hasValidCheckDigit: s10,
  })),
];

function fittingPatterns(number: string): readonly NumberPattern[] {
  const compact = number.replace(/\s/g, '').toUpperCase();
  return PATTERNS.filter((pattern) => pattern.shape.test(compact) && pattern.hasValidCheckDigit(compact));
}

function distinctSlugs(patterns: readonly NumberPattern[]): readonly string[] {
  return [...new Set(patterns.flatMap((pattern) => (pattern.slug === null ? [] : [pattern.slug])))];
}

/** Slugs of the carriers whose shape and check digit the number has. A hint, not a proof: patterns overlap. */
export function recognize(number: string): readonly string[] {
  return distinctSlugs(fittingPatterns(number));
}

/**
 * How sure it is that the text is one whole tracking number: `certain` by prefix and check digit, `possible` when
 * plain digits have a valid check digit, `unknown` for everything else, which may be a good number all the same.
 */
export function wholeness(number: string): 'certain' | 'possible' | 'unknown' {
  const patterns = fittingPatterns(number);
  if (patterns.length === 0) return 'unknown';
  return patterns.some((pattern) => pattern.evidence !== 'common') ? 'certain' : 'possible';
}

/** The carrier that the number alone proves; null when it proves none or two. */
function provenSlug(number: string): string | null {
  const slugs = distinctSlugs(fittingPatterns(number).filter((pattern) => pattern.evidence === 'carrier'));
  return slugs.length === 1 ? (slugs[0] ?? null) : null;
}

// ── The administrator's mapping ──────────────────────────────────────────────────────────────────────────────────────

export interface CarrierMappingEntry {
  /** Ship method's name in lower case with single spaces, or its internal id. */
  readonly key: string;
  readonly slug: string;
}

export interface CarrierMapping {
  readonly entries: readonly CarrierMappingEntry[];
  /** A sentence for each line that does not count. */
  readonly problems: readonly string[];
}

const SLUG = /^[a-z0-9-]+$/;

function mappingKey(text: string): string {
  return text.trim().replace(/\s+/g, ' ').toLowerCase();
}

/**
 * True when a setting lists ship methods by name and this one is not among them: it may be one of them all the same, under
 * its name in another language. Ids of NetSuite are numbers, names are not.
 */
export function mayBeListedByOtherName(
  shipMethod: { readonly id: string; readonly name: string } | null,
  listed: readonly string[],
): boolean {
  if (shipMethod === null) return false;
  const known = [mappingKey(shipMethod.id), mappingKey(shipMethod.name)];
  const keys = listed.map(mappingKey);
  return keys.some((key) => !/^\d+$/.test(key)) && !keys.some((key) => known.includes(key));
}

/** One pair a line, `ship method name or internal id = slug`; a name may contain `=` and `#`, a comment starts with ` #`. */
export function parseCarrierMapping(text: string): CarrierMapping {
  const entries = new Map<string, CarrierMappingEntry & { readonly line: number }>();
  const problems: string[] = [];

  text.split(/\r\n|\r|\n/).forEach((rawLine, index) => {
    const line = rawLine.trim();
    const lineNumber = index + 1;
    if (line === '' || line.startsWith('#')) return;

    const firstEquals = line.indexOf('=');
    if (firstEquals < 0) {
      problems.push(
        `Line ${lineNumber} of the carrier mapping has no "=". Write: ship method name or internal id = slug, for example: UPS Ground = ups`,
      );
      return;
    }
    const commentAt = line.slice(firstEquals).search(/\s#/);
    const pair = commentAt < 0 ? line : line.slice(0, firstEquals + commentAt);
    const lastEquals = pair.lastIndexOf('=');
    const key = mappingKey(pair.slice(0, lastEquals));
    const slug = pair.slice(lastEquals + 1).trim();

    if (key === '') {
      problems.push(
        `Line ${lineNumber} of the carrier mapping names no ship method. Write its name or internal id before the "=".`,
      );
      return;
    }
    if (!SLUG.test(slug)) {
      const found = slug === '' ? 'has no slug after the "="' : `has "${slug.slice(0, 60)}" where a slug belongs`;
      problems.push(
        `Line ${lineNumber} of the carrier mapping ${found}. Write AfterShip's slug: lower-case letters, digits and hyphens, for example ups or royal-mail.`,
      );
      return;
    }
    const earlier = entries.get(key);
    if (earlier === undefined) {
      entries.set(key, { key, slug, line: lineNumber });
    } else if (earlier.slug !== slug) {
      problems.push(
        `Line ${lineNumber} of the carrier mapping names the same ship method as line ${earlier.line}, with another slug. Line ${earlier.line} counts: remove one of them.`,
      );
    }
  });

  return { entries: [...entries.values()].map(({ key, slug }) => ({ key, slug })), problems };
}

// ── The choice ───────────────────────────────────────────────────────────────────────────────────────────────────────

const SLUG_OF_LIST: Readonly<Record<PackageList, string | null>> = {
  package: null,
  packageups: 'ups',
  packagefedex: 'fedex',
  packageusps: 'usps',
  shipmentpackage: null,
};

/**
 * Words in a ship method's name that mean one slug. Longer phrases stand first and use up their words. A null marks
 * a name that looks like a carrier's but is another of its services, with a slug of its own or none: AfterShip detects.
 */
const KEYWORDS: readonly (readonly [phrase: string, slug: string | null])[] = [
  ['ups mail innovations', 'ups-mi'],
  ['ups freight', null],
  ['ups surepost', null],
  ['ups supply chain', null],
  ['pick ups', null],
  ['ups', 'ups'],
  ['united parcel service', 'ups'],
  ['united states postal service', 'usps'],
  ['us postal service', 'usps'],
  ['usps', 'usps'],
  ['fedex freight', 'fedex-freight'],
  ['fedex smartpost', null],
  ['fedex smart post', null],
  ['fedex ground economy', null],
  ['fedex cross border', null],
  ['fedex international mailservice', null],
  ['fedex uk', null],
  ['fedex', 'fedex'],
  ['federal express', 'fedex'],
  // "DHL" alone may be DHL eCommerce, DHL Paket or DHL Parcel, each with another slug.
  ['dhl express', 'dhl'],
  ['dhl', null],
  ['canada post', 'canada-post'],
  ['postes canada', 'canada-post'],
  ['purolator international', null],
  ['purolator', 'purolator'],
  ['canpar', 'canpar'],
  ['loomis express', 'loomis-express'],
  ['ontrac', 'ontrac'],
  ['lasership', 'lasership'],
  ['spee dee', 'speedee'],
  ['old dominion', 'old-dominion'],
  ['royal mail', 'royal-mail'],
  ['parcelforce', 'parcel-force'],
  ['parcel force', 'parcel-force'],
  ['dpd uk', 'dpd-uk'],
  ['dpd local', 'interlink-express'],
  ['evri', 'myhermes-uk'],
  ['an post', 'an-post'],
  ['australia post', 'australia-post'],
  ['auspost', 'australia-post'],
  ['couriers please', 'couriers-please'],
  ['sendle', 'sendle'],
  ['nz post', 'new-zealand-post'],
  ['new zealand post', 'new-zealand-post'],
];

function slugOfName(name: string): string | null {
  let words = ` ${name.toLowerCase().replace(/[^a-z0-9]+/g, ' ')} `;
  const found = new Set<string | null>();
  for (const [phrase, slug] of KEYWORDS) {
    if (words.includes(` ${phrase} `)) {
      found.add(slug);
      words = words.replaceAll(` ${phrase} `, ' | ');
    }
  }
  const [only] = [...found];
  return found.size === 1 ? (only ?? null) : null;
}

export interface SlugQuestion {
  readonly number: string;
  readonly list: PackageList;
  readonly shipMethod: { readonly id: string; readonly name: string } | null;
  readonly mapping: Pick<CarrierMapping, 'entries'>;
}

export interface SlugChoice {
  /** Null leaves the choice to AfterShip. */
  readonly slug: string | null;
  /** The administrator's mapping says so. Every other source reads a name, which may be translated for the running user. */
  readonly isMapped: boolean;
  /** Why, as a sentence for people. */
  readonly because: string;
}

/** The administrator's word, then NetSuite's own package list, then the ship method's name, then the number itself. */
export function chooseSlug({ number, list, shipMethod, mapping }: SlugQuestion): SlugChoice {
  if (shipMethod !== null) {
    // The id first: it is what an administrator writes to tell two ship methods of the same name apart.
    const [id, name] = [mappingKey(shipMethod.id), mappingKey(shipMethod.name)];
    const mapped = mapping.entries.find(({ key }) => key === id) ?? mapping.entries.find(({ key }) => key === name);
    if (mapped !== undefined) {
      return {
        slug: mapped.slug,
        isMapped: true,
        because: `The carrier mapping has "${mapped.key} = ${mapped.slug}".`,
      };
    }
  }

  const ofList = SLUG_OF_LIST[list];
  if (ofList !== null)
    return { slug: ofList, isMapped: false, because: `NetSuite lists it as a package of ${ofList}.` };

  const ofNumber = provenSlug(number);
  const ofName = shipMethod === null ? null : slugOfName(shipMethod.name);
  if (ofName !== null && (ofNumber === null || ofNumber === ofName)) {
    return { slug: ofName, isMapped: false, because: `The ship method "${shipMethod?.name ?? ''}" names ${ofName}.` };
  }
  if (ofNumber !== null) {
    return { slug: ofNumber, isMapped: false, because: `The number has the form and the check digit of ${ofNumber}.` };
  }
  return { slug: null, isMapped: false, because: 'Nothing names the carrier: AfterShip detects it.' };
}
