/**
 * Couriers, required fields, slug groups and number formats from facts/aftership-couriers.json. AfterShip has more
 * couriers than the file, so the emulator refuses some existing slugs.
 */

import couriers from '../facts/aftership-couriers.json';

export interface Courier {
  readonly slug: string;
  readonly name: string;
  readonly otherName: string | null;
  readonly requiredFields: readonly string[];
  /** Fields that only some of its numbers require. */
  readonly optionalFields: readonly string[];
  /** Credentials for a connection to the carrier; empty when none are known. */
  readonly credentials: readonly Credential[];
}

interface Credential {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
}

/** Credentials of the one courier for which a source names them (OAS, example of a courier connection). */
const CREDENTIALS: Readonly<Record<string, readonly Credential[]>> = {
  'ups-api': ['user_id', 'password', 'access_license_number'].map((name) => ({ name, type: 'string', required: true })),
};

/** Makes a courier that the facts describe partly or not at all. */
export function courierWith(slug: string, known: Partial<Courier> = {}): Courier {
  return {
    slug,
    name: slug,
    otherName: null,
    requiredFields: [],
    optionalFields: [],
    credentials: CREDENTIALS[slug] ?? [],
    ...known,
  };
}

/** True for a carrier that gives data only through the account's own connection to it. */
export function needsConnection(slug: string): boolean {
  return /-(api|ftp|webhook)$/.test(slug);
}

interface NumberFormat {
  readonly slugs: readonly string[];
  readonly regex: RegExp;
  readonly checksum: Checksum | null;
  readonly prependIf: { readonly regex: RegExp; readonly content: string } | null;
}

type Checksum =
  | { readonly name: 'mod10'; readonly evens: number; readonly odds: number; readonly reverse: boolean }
  | { readonly name: 'mod7' }
  | { readonly name: 's10' }
  | {
      readonly name: 'sum_product_with_weightings_and_modulo';
      readonly weightings: readonly number[];
      readonly modulo1: number;
      readonly modulo2: number;
    }
  | { readonly name: 'luhn' }
  | { readonly name: 'mod_37_36' };

interface Facts {
  readonly couriers: ReadonlyMap<string, Courier>;
  readonly groups: ReadonlyMap<string, readonly string[]>;
  readonly formats: readonly NumberFormat[];
}

/**
 * Operator for an S10 number of each country. The facts name no slug ("postal operator of the country code"), so these
 * are the listed operators whose name shows the country.
 */
const S10_OPERATORS: Readonly<Record<string, string>> = {
  US: 'usps',
  GB: 'royal-mail',
  CA: 'canada-post',
  DE: 'deutsch-post',
  AU: 'australia-post',
  NZ: 'new-zealand-post',
  CN: 'china-post',
  JP: 'japan-post',
  FR: 'la-poste-colissimo',
  ES: 'spain-correos-es',
  IT: 'poste-italiane',
  NL: 'postnl',
  SG: 'singapore-post',
  HK: 'hong-kong-post',
  CH: 'swiss-post',
  AT: 'austrian-post',
  BE: 'bpost',
  SE: 'sweden-posten',
  DK: 'danmark-post',
};

let facts: Facts | null = null;

function getFacts(): Facts {
  facts ??= parseFacts(couriers);
  return facts;
}

export function listCouriers(): readonly Courier[] {
  return [...getFacts().couriers.values()];
}

export function findCourier(slug: string): Courier | null {
  return getFacts().couriers.get(slug) ?? null;
}

export function findGroup(group: string): readonly string[] | null {
  return getFacts().groups.get(group) ?? null;
}

/** Slugs of the carriers whose format and check digit match the number, in the order of the list. */
export function detectCouriers(trackingNumber: string): readonly string[] {
  const found = new Set<string>();
  for (const format of getFacts().formats) {
    const match = format.regex.exec(trackingNumber);
    if (!match || !hasRightCheckDigit(format, match)) continue;
    const country = match.groups?.['CountryCode'];
    const slugs =
      format.slugs.length > 0 ? format.slugs : country && S10_OPERATORS[country] ? [S10_OPERATORS[country]] : [];
    for (const slug of slugs) found.add(slug);
  }
  return [...found];
}

function hasRightCheckDigit(format: NumberFormat, match: RegExpExecArray): boolean {
  if (!format.checksum) return true;
  let serial = match.groups?.['SerialNumber'] ?? '';
  const check = match.groups?.['CheckDigit'] ?? '';
  if (format.prependIf?.regex.test(serial)) serial = format.prependIf.content + serial;
  return computeCheck(format.checksum, serial) === check;
}

function computeCheck(checksum: Checksum, serial: string): string {
  const values = [...serial].map((character) =>
    /\d/.test(character) ? Number(character) : (character.charCodeAt(0) - 3) % 10,
  );
  switch (checksum.name) {
    case 'mod10': {
      const ordered = checksum.reverse ? [...values].reverse() : values;
      const sum = ordered.reduce(
        (total, value, index) => total + value * (index % 2 === 1 ? checksum.odds : checksum.evens),
        0,
      );
      return String((10 - (sum % 10)) % 10);
    }
    case 'mod7':
      return String(Number(serial) % 7);
    case 's10': {
      const weights = [8, 6, 4, 2, 3, 5, 9, 7];
      const rest = values.reduce((total, value, index) => total + value * (weights[index] ?? 0), 0) % 11;
      return rest === 1 ? '0' : rest === 0 ? '5' : String(11 - rest);
    }
    case 'sum_product_with_weightings_and_modulo': {
      const sum = values.reduce((total, value, index) => total + value * (checksum.weightings[index] ?? 0), 0);
      return String((sum % checksum.modulo1) % checksum.modulo2);
    }
    case 'luhn': {
      const sum = [...values].reverse().reduce((total, value, index) => {
        const doubled = index % 2 === 0 ? value * 2 : value;
        return total + (doubled > 9 ? doubled - 9 : doubled);
      }, 0);
      return String((10 - (sum % 10)) % 10);
    }
    case 'mod_37_36': {
      const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
      let carry = 36;
      for (const character of serial) {
        carry = (carry + alphabet.indexOf(character)) % 36 || 36;
        carry = (carry * 2) % 37;
      }
      return alphabet[(37 - carry) % 36] ?? '';
    }
  }
}

function parseFacts(value: unknown): Facts {
  const file = value as {
    couriers: { slug: string; name: string; other_name: string | null; required_fields: string[] }[];
    all_couriers_with_required_fields_2024_08: Record<string, string[]>;
    slug_groups: Record<string, string[]>;
    tracking_number_patterns: {
      patterns: {
        aftership_slug_hint: string;
        name: string;
        regex_pcre_named_groups: string;
        checksum: Record<string, unknown> | null;
        serial_number_format: { prepend_if: { matches_regex: string; content: string } } | null;
      }[];
    };
  };

  const couriers = new Map<string, Courier>();
  for (const row of file.couriers) {
    const known = { name: row.name, otherName: row.other_name, requiredFields: row.required_fields };
    couriers.set(row.slug, courierWith(row.slug, known));
  }
  for (const [slug, requiredFields] of Object.entries(file.all_couriers_with_required_fields_2024_08)) {
    if (!couriers.has(slug)) couriers.set(slug, courierWith(slug, { requiredFields }));
  }
  for (const slug of Object.values(file.slug_groups).flat()) {
    if (!couriers.has(slug)) couriers.set(slug, courierWith(slug));
  }

  const formats = file.tracking_number_patterns.patterns.map((pattern) => ({
    slugs: parseSlugHint(pattern.aftership_slug_hint, pattern.name).filter((slug) => couriers.has(slug)),
    regex: new RegExp(`^(?:${pattern.regex_pcre_named_groups})$`),
    checksum: parseChecksum(pattern.checksum),
    prependIf: pattern.serial_number_format
      ? {
          regex: new RegExp(pattern.serial_number_format.prepend_if.matches_regex),
          content: pattern.serial_number_format.prepend_if.content,
        }
      : null,
  }));
  return { couriers, groups: new Map(Object.entries(file.slug_groups)), formats };
}

/** The list names several slugs for DHL and DPD; the format's name selects one. */
function parseSlugHint(hint: string, name: string): readonly string[] {
  if (hint.startsWith('(')) return [];
  if (name.startsWith('DHL E-Commerce')) return ['dhl-global-mail'];
  if (name.includes('Piece ID')) return ['dhl-pieceid'];
  return [(hint.split(' / ')[0] ?? '').replace('*', '')];
}

function parseChecksum(row: Record<string, unknown> | null): Checksum | null {
  if (!row) return null;
  switch (row['name']) {
    case 'mod10':
      return {
        name: 'mod10',
        evens: Number(row['evens_multiplier']),
        odds: Number(row['odds_multiplier']),
        reverse: row['reverse'] === true,
      };
    case 'sum_product_with_weightings_and_modulo':
      return {
        name: 'sum_product_with_weightings_and_modulo',
        weightings: row['weightings'] as number[],
        modulo1: Number(row['modulo1']),
        modulo2: Number(row['modulo2']),
      };
    case 'mod7':
    case 's10':
    case 'luhn':
    case 'mod_37_36':
      return { name: row['name'] };
    default:
      throw new Error(`aftership-couriers.json names a checksum that is not known here: ${String(row['name'])}.`);
  }
}
