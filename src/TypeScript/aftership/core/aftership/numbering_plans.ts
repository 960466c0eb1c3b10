/**
 * How countries number their phones: reads the table in phone_data.ts, and finds out what a run of digits means in it.
 */

import { once } from '../once';
import { toAlpha3 } from './countries';
import { PLANS } from './phone_data';

export interface NumberingPlan {
  readonly callingCode: string;
  /** The lengths of national numbers, without the national prefix. */
  readonly lengths: ReadonlySet<number>;
  /** The digits that are dialled before a calling code. */
  readonly internationalPrefix: RegExp | null;
  /** The digits that are dialled before a national number and are not a part of it. */
  readonly nationalPrefix: RegExp | null;
  /** What replaces the national prefix, because the prefix may contain an area code. */
  readonly prefixBecomes: string | null;
  /** Matches national numbers that are written without the national prefix. */
  readonly bare: RegExp | null;
  readonly numbers: RegExp;
}

interface Plans {
  readonly ofCountry: ReadonlyMap<string, NumberingPlan>;
  /** The plans of each calling code. The first plan says how the numbers of the code are read. */
  readonly ofCallingCode: ReadonlyMap<string, readonly [NumberingPlan, ...NumberingPlan[]]>;
}

/** ITU E.164 allows 15 digits. A number with fewer than 8 digits is more likely to be cut off than complete. */
export const MIN_DIGITS = 8;
const MAX_DIGITS = 15;

function lengthsOf(ranges: string): ReadonlySet<number> {
  const lengths = ranges.split(',').flatMap((range) => {
    const [from = 0, to = from] = range.split('-').map(Number);
    return Array.from({ length: to - from + 1 }, (_, index) => from + index);
  });
  return new Set(lengths);
}

const beginning = (pattern: string): RegExp | null => (pattern === '-' ? null : new RegExp(`^(?:${pattern})`));
const whole = (pattern: string): RegExp => new RegExp(`^(?:${pattern})$`);

function bareOf(pattern: string, numbers: RegExp): RegExp | null {
  if (pattern === '-') return null;
  return pattern === '*' ? numbers : whole(pattern);
}

function readPlans(): Plans {
  const ofCountry = new Map<string, NumberingPlan>();
  const ofCallingCode = new Map<string, [NumberingPlan, ...NumberingPlan[]]>();
  for (const line of PLANS.trim().split('\n')) {
    const [callingCode = '', country = '', lengths = '', abroad = '', prefix = '', becomes = '', bare = '', all = ''] =
      line.split(' ');
    const numbers = whole(all);
    const plan: NumberingPlan = {
      callingCode,
      lengths: lengthsOf(lengths),
      internationalPrefix: beginning(abroad),
      nationalPrefix: beginning(prefix),
      prefixBecomes: becomes === '-' ? null : becomes,
      bare: bareOf(bare, numbers),
      numbers,
    };
    ofCountry.set(country, plan);
    const others = ofCallingCode.get(callingCode);
    if (others === undefined) ofCallingCode.set(callingCode, [plan]);
    else others.push(plan);
  }
  return { ofCountry, ofCallingCode };
}

const allPlans = once(readPlans);

/**
 * The plan of a country, given by an ISO 3166-1 code of two or three letters; null when the country has no phone
 * numbers of its own.
 */
export function planOf(country: string | null): NumberingPlan | null {
  const code = toAlpha3(country) ?? (country ?? '').trim().toUpperCase();
  return code === '-' ? null : (allPlans().ofCountry.get(code) ?? null);
}

/** The plans of the calling code with which the digits begin; null when no country has that code. */
export function plansOfDigits(digits: string): readonly [NumberingPlan, ...NumberingPlan[]] | null {
  for (let length = 1; length <= 3; length += 1) {
    const found = allPlans().ofCallingCode.get(digits.slice(0, length));
    if (found !== undefined) return found;
  }
  return null;
}

/**
 * Whether a national number exists in any country with this calling code. These countries share their numbers, so a
 * number of Jersey is also valid for a British address.
 */
export function isNumber(callingCode: string, national: string): boolean {
  const total = callingCode.length + national.length;
  if (total < MIN_DIGITS || total > MAX_DIGITS) return false;
  const sharing = allPlans().ofCallingCode.get(callingCode) ?? [];
  return sharing.some(({ lengths, numbers }) => lengths.has(national.length) && numbers.test(national));
}

/** Removes the national prefix from digits; null when the digits do not begin with it. */
export function withoutPrefix({ nationalPrefix, prefixBecomes }: NumberingPlan, digits: string): string | null {
  const match = nationalPrefix?.exec(digits) ?? null;
  if (match === null || match[0] === '') return null;
  const groups = match.slice(1);
  const stands = groups.some((group) => group !== undefined) ? (prefixBecomes ?? '') : '';
  return stands.replace(/\$(\d)/g, (_, index: string) => match[Number(index)] ?? '') + digits.slice(match[0].length);
}

/** Whether the digits are the national prefix and nothing more. */
export function isPrefix({ nationalPrefix }: NumberingPlan, digits: string): boolean {
  return nationalPrefix?.exec(digits)?.[0] === digits;
}
