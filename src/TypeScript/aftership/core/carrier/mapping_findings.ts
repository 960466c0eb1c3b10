/**
 * Finds what people should know about the couriers of the carrier mapping before anything is sent. Texts:
 * mapping_texts.ts.
 */

import type { AccountCouriers, CourierStanding } from './account_couriers';
import { mappedSlugs, needsOf } from './account_couriers';
import type { CarrierMapping } from './mapping';
import { nearSlug } from './near_slug';
import { isOfFulfillment } from './needs';
import type { RequiredField } from './requirements';
import { needsConnection } from './slugs';

/** Packages of Preview whose requests lack a field that their courier asks for. */
export interface Lacking {
  readonly slug: string;
  readonly field: RequiredField;
  readonly count: number;
}

/**
 * What is found about a courier:
 * - absent: AfterShip has no such courier; `suggestion` is the slug that may be meant
 * - lacking: `count` packages are sent without `field`
 * - not_listed: the courier is not on the account's own list
 * - needs_connection: the courier works only with a connection to the carrier, and whether there is one is not known
 *   here
 * - asks_for: every number needs `field`, which a fulfillment does not hold by itself
 */
export type CourierFinding = { readonly slug: string; readonly lines: readonly number[] } & (
  | { readonly code: 'absent'; readonly suggestion: string }
  | { readonly code: 'lacking'; readonly field: RequiredField; readonly count: number }
  | { readonly code: 'not_listed' | 'needs_connection' }
  | { readonly code: 'asks_for'; readonly field: RequiredField }
);

/** Whether AfterShip refuses packages because of the finding, as far as can be known. */
export function isCertain({ code }: CourierFinding): boolean {
  return code === 'absent' || code === 'lacking';
}

/**
 * Finds everything about the couriers; certain findings come first. A courier that no line names is included only when
 * packages lack a field.
 */
export function findCouriers(
  mapping: Pick<CarrierMapping, 'lines'>,
  couriers: AccountCouriers,
  lacking: readonly Lacking[],
): readonly CourierFinding[] {
  const place = (slug: string): { readonly slug: string; readonly lines: readonly number[] } => ({
    slug,
    lines: mapping.lines.filter((line) => line.slug === slug).map(({ line }) => line),
  });
  const mapped = mappedSlugs(mapping);
  return [
    ...mapped.flatMap((slug): readonly CourierFinding[] =>
      couriers.bySlug.get(slug)?.kind === 'absent'
        ? [{ ...place(slug), code: 'absent', suggestion: nearSlug(slug) }]
        : [],
    ),
    ...lacking.map(({ slug, field, count }): CourierFinding => ({ ...place(slug), code: 'lacking', field, count })),
    ...mapped.flatMap((slug): readonly CourierFinding[] => {
      const standing = couriers.bySlug.get(slug);
      if (standing?.kind === 'absent') return [];
      const isLacked = (field: RequiredField): boolean =>
        lacking.some((each) => each.slug === slug && each.field === field);
      const asked = needsOf(slug, couriers).required.filter((field) => !isOfFulfillment(field) && !isLacked(field));
      return [
        ...(isNotListed(standing) ? [{ ...place(slug), code: 'not_listed' } as const] : []),
        ...(isByConnection(slug, standing) ? [{ ...place(slug), code: 'needs_connection' } as const] : []),
        ...asked.map((field) => ({ ...place(slug), code: 'asks_for', field }) as const),
      ];
    }),
  ];
}

function isNotListed(standing: CourierStanding | undefined): boolean {
  return standing?.kind === 'there' && standing.isListed === false;
}

function isByConnection(slug: string, standing: CourierStanding | undefined): boolean {
  return standing?.kind === 'there' ? standing.needsConnection : needsConnection(slug);
}
