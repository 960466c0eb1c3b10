/** What a courier asks for beside the number. */

import { REQUIRED_FIELDS } from './requirements_data';

/** AfterShip's names of the fields, as a create takes them. */
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
  /** Every number needs them. */
  readonly required: readonly RequiredField[];
  /** Only some of its numbers need them. */
  readonly optional: readonly RequiredField[];
}

/** Of no courier, or of one of which nothing is known. */
export const NO_NEEDS: CourierNeeds = { required: [], optional: [] };

/** What AfterShip called them before 2025-04; some of its texts still do. */
const FORMER_NAMES: ReadonlyMap<string, RequiredField> = new Map([
  ['tracking_destination_country_region', 'destination_country_region'],
  ['tracking_postal_code', 'destination_postal_code'],
  ['tracking_state', 'destination_state'],
  ['tracking_origin_country_region', 'origin_country_region'],
]);

/** The field that a name of AfterShip's stands for; null for one that is not known. */
export function courierFieldNamed(name: string): RequiredField | null {
  return COURIER_FIELDS.find((field) => field === name) ?? FORMER_NAMES.get(name) ?? null;
}

let fieldsOf: ReadonlyMap<string, readonly RequiredField[]> | null = null;

function readFields(): ReadonlyMap<string, readonly RequiredField[]> {
  const fields = new Map<string, readonly RequiredField[]>();
  for (const line of REQUIRED_FIELDS.trim().split('\n')) {
    const [field = '', slugs = ''] = line.split('=');
    for (const slug of slugs.split(' ')) fields.set(slug, [...(fields.get(slug) ?? []), field as RequiredField]);
  }
  return fields;
}

/**
 * The fields without which AfterShip refuses a tracking with this slug (error 4011), as far as is known: AfterShip's own
 * courier list of the account is the authority (account_couriers.ts). Empty: nothing, or the slug is not known.
 */
export function requirementsOf(slug: string): readonly RequiredField[] {
  fieldsOf ??= readFields();
  return fieldsOf.get(slug) ?? [];
}
