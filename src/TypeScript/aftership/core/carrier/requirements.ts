/** The fields that a courier asks for besides the number. */

import { once } from '../once';
import { REQUIRED_FIELDS } from './requirements_data';

/** The fields by AfterShip's names, as a create takes them. */
export const COURIER_FIELDS = [
  'destination_country_region',
  'destination_postal_code',
  'destination_state',
  'origin_country_region',
  'tracking_account_number',
  'tracking_key',
  'tracking_ship_date',
] as const;

export type RequiredField = (typeof COURIER_FIELDS)[number];

export interface CourierNeeds {
  /** Fields that every number of the courier needs. */
  readonly required: readonly RequiredField[];
  /** Fields that only some of the courier's numbers need. */
  readonly optional: readonly RequiredField[];
}

/** The needs when no courier is named, or when nothing is known about the courier. */
export const NO_NEEDS: CourierNeeds = { required: [], optional: [] };

/** AfterShip's names of the fields before 2025-04. Some of its texts still use them. */
const FORMER_NAMES: ReadonlyMap<string, RequiredField> = new Map([
  ['tracking_destination_country_region', 'destination_country_region'],
  ['tracking_postal_code', 'destination_postal_code'],
  ['tracking_state', 'destination_state'],
  ['tracking_origin_country_region', 'origin_country_region'],
]);

/** The field that one of AfterShip's names stands for; null when the name is not known. */
export function courierFieldNamed(name: string): RequiredField | null {
  return COURIER_FIELDS.find((field) => field === name) ?? FORMER_NAMES.get(name) ?? null;
}

const fieldsOf = once((): ReadonlyMap<string, readonly RequiredField[]> => {
  const fields = new Map<string, readonly RequiredField[]>();
  for (const line of REQUIRED_FIELDS.trim().split('\n')) {
    const [field = '', slugs = ''] = line.split('=');
    for (const slug of slugs.split(' ')) fields.set(slug, [...(fields.get(slug) ?? []), field as RequiredField]);
  }
  return fields;
});

/**
 * The fields without which AfterShip refuses a tracking with this slug (error 4011), as far as they are known here.
 * AfterShip's own courier list of the account is the authority (account_couriers.ts). The list is empty when the
 * courier asks for nothing, and when the slug is not known.
 */
export function requirementsOf(slug: string): readonly RequiredField[] {
  return fieldsOf().get(slug) ?? [];
}
