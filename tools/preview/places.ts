/** Where a fulfillment ships from, by the rows that an export has of it: one for each item line, or a single one. */

import type { Named } from '../../src/TypeScript/aftership/core/fields/values';
import type { Address } from '../../src/TypeScript/aftership/core/netsuite/fulfillment';
import type { ColumnKey } from './columns';

/** The columns of a place: the location, and its address. */
export const PLACE_KEYS = [
  'location',
  'originCountry',
  'originState',
  'originCity',
  'originPostalCode',
] as const satisfies readonly ColumnKey[];

/** The cells of one row. */
export type Place = Readonly<Record<(typeof PLACE_KEYS)[number], string>>;

export function isSamePlace(left: Place, right: Place): boolean {
  return PLACE_KEYS.every((key) => left[key] === right[key]);
}

/** The locations of the rows, each once. An export has no ids, so a location has its name alone. */
export function locationsOf(places: readonly Place[]): readonly Named[] {
  return distinct(places.map(({ location }) => location)).map((name) => ({ id: '', name }));
}

/** The address of the rows; null when they have several, or several locations. */
export function originOf(places: readonly Place[]): Address | null {
  const parts = (place: Place) => [place.originCountry, place.originState, place.originCity, place.originPostalCode];
  const withOrigin = places.filter((place) => parts(place).some((text) => text !== ''));
  const [place] = withOrigin;
  if (place === undefined || locationsOf(places).length > 1) return null;
  if (distinct(withOrigin.map((each) => JSON.stringify(parts(each)))).length > 1) return null;
  const [country = null, state = null, city = null, postalCode = null] = parts(place).map((text) => text || null);
  return { addressee: null, attention: null, city, state, postalCode, country, phone: null };
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts.filter((text) => text !== ''))];
}
