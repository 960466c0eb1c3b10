/** The filters by subsidiary and location that a connection and a backfill have. */

import type { Fulfillment } from './fulfillment';

/** Internal ids. An empty list means no restriction. */
export interface PlaceFilters {
  readonly subsidiaries: readonly string[];
  readonly locations: readonly string[];
}

/** Where a shipment leaves from. */
export interface ShippedFrom {
  /** Internal ids of the locations of its item lines. */
  readonly locationIds: readonly string[];
  /** A drop shipment leaves from its vendor, so its lines have no location of ours. */
  readonly isDropShipment: boolean;
}

export function shippedFrom({ locations, order }: Pick<Fulfillment, 'locations' | 'order'>): ShippedFrom {
  return { locationIds: locations.map(({ id }) => id), isDropShipment: order.kind === 'dropship' };
}

/** Whether the filter lets a shipment pass: one of its locations is listed, or it is a drop shipment. */
export function passesLocations(
  { locations }: Pick<PlaceFilters, 'locations'>,
  { locationIds, isDropShipment }: ShippedFrom,
): boolean {
  return locations.length === 0 || isDropShipment || isListed(locations, locationIds);
}

export function passesSubsidiaries(
  { subsidiaries }: Pick<PlaceFilters, 'subsidiaries'>,
  { subsidiaryId }: Pick<Fulfillment, 'subsidiaryId'>,
): boolean {
  return subsidiaries.length === 0 || isListed(subsidiaries, [subsidiaryId]);
}

/** Whether one of the values is in the list, in any case. */
export function isListed(list: readonly string[], values: readonly (string | null)[]): boolean {
  const known = list.map((entry) => entry.toLowerCase());
  return values.some((value) => value !== null && known.includes(value.trim().toLowerCase()));
}
