/**
 * What the courier list of the AfterShip account says about the slugs of the carrier mapping. AfterShip is asked once a
 * day, and the connection keeps the answer. Where it says nothing, the facts that come with this project count.
 */

import { parseFields, type Courier } from '../aftership/couriers';
import { parseJsonObject } from '../json';
import type { CalendarDate } from '../values';
import type { CarrierMapping } from './mapping';
import { NO_NEEDS, requirementsOf, type CourierNeeds } from './requirements';
import { needsConnection } from './slugs';

export type CourierStanding =
  | (CourierNeeds & {
      readonly kind: 'there';
      /** Whether the courier is on the account's own list; null when the account has no list of its own. */
      readonly isListed: boolean | null;
      readonly needsConnection: boolean;
    })
  | { readonly kind: 'absent' }
  /** AfterShip was asked about the slug, and the answer did not say anything. */
  | { readonly kind: 'not told' };

export interface AccountCouriers {
  /** The day of the last question, in UTC; null when nothing was asked yet. */
  readonly askedOn: CalendarDate | null;
  readonly bySlug: ReadonlyMap<string, CourierStanding>;
}

export const NOTHING_ASKED: AccountCouriers = { askedOn: null, bySlug: new Map() };

/** Every slug that the mapping names, once. */
export function mappedSlugs({ lines }: Pick<CarrierMapping, 'lines'>): readonly string[] {
  return [...new Set(lines.flatMap(({ slug }) => (slug === null ? [] : [slug])))];
}

/**
 * Whether AfterShip has to be asked: on every new day, and when the mapping names a slug that it was not asked about.
 */
export function isAskDue({ askedOn, bySlug }: AccountCouriers, slugs: readonly string[], today: CalendarDate): boolean {
  return slugs.length > 0 && (askedOn !== today || slugs.some((slug) => !bySlug.has(slug)));
}

/**
 * What AfterShip says about each slug. `own` is the account's own list. `others` is AfterShip's answer about slugs that
 * are not on it; null when AfterShip did not say.
 */
export function standingsOf(
  slugs: readonly string[],
  { own, others }: { readonly own: readonly Courier[]; readonly others: readonly Courier[] | null },
): ReadonlyMap<string, CourierStanding> {
  const find = (list: readonly Courier[], slug: string): Courier | undefined => list.find((each) => each.slug === slug);
  return new Map(
    slugs.map((slug): [string, CourierStanding] => {
      const listed = find(own, slug);
      if (listed !== undefined) return [slug, standingOf(listed, true)];
      if (others === null) return [slug, { kind: 'not told' }];
      const other = find(others, slug);
      if (other === undefined) return [slug, { kind: 'absent' }];
      return [slug, standingOf(other, own.length === 0 ? null : false)];
    }),
  );
}

function standingOf(
  { slug, required, optional, needsCredentials }: Courier,
  isListed: boolean | null,
): CourierStanding {
  return {
    kind: 'there',
    isListed,
    required,
    optional,
    needsConnection: needsCredentials || needsConnection(slug),
  };
}

/** The fields that a courier asks for, by AfterShip's own list when it says so. */
export function needsOf(slug: string | null, { bySlug }: AccountCouriers): CourierNeeds {
  if (slug === null) return NO_NEEDS;
  const standing = bySlug.get(slug);
  return standing?.kind === 'there' ? standing : { required: requirementsOf(slug), optional: [] };
}

// ── As text ──────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Writes the answer as the connection keeps it. Only the fields that a courier asks for are written out. */
export function formatCouriers({ askedOn, bySlug }: AccountCouriers): string {
  const couriers = [...bySlug].map(([slug, standing]): [string, object | string] => {
    if (standing.kind !== 'there') return [slug, standing.kind];
    const { isListed, required, optional, needsConnection: isByConnection } = standing;
    return [
      slug,
      {
        listed: isListed,
        ...(required.length > 0 && { required }),
        ...(optional.length > 0 && { optional }),
        ...(isByConnection && { connection: true }),
      },
    ];
  });
  return JSON.stringify({ on: askedOn, couriers: Object.fromEntries(couriers) });
}

/**
 * Reads the kept answer. When the text is cut off or is no such answer, nothing counts as asked, so AfterShip is asked
 * again.
 */
export function parseAccountCouriers(text: string | null): AccountCouriers {
  const { on, couriers } = parseJsonObject(text ?? '');
  if (typeof on !== 'string' || typeof couriers !== 'object' || couriers === null) return NOTHING_ASKED;
  return {
    askedOn: on,
    bySlug: new Map(Object.entries(couriers).map(([slug, value]) => [slug, parseStanding(value)])),
  };
}

function parseStanding(value: unknown): CourierStanding {
  if (value === 'absent') return { kind: 'absent' };
  if (typeof value !== 'object' || value === null) return { kind: 'not told' };
  const { listed, required, optional, connection } = value as Readonly<Record<string, unknown>>;
  return {
    kind: 'there',
    isListed: typeof listed === 'boolean' ? listed : null,
    required: parseFields(required),
    optional: parseFields(optional),
    needsConnection: connection === true,
  };
}
