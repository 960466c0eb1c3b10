/** What a courier asks for beside the number. */

import { REQUIRED_FIELDS } from './requirements_data';

/** AfterShip's names of the fields, as a create takes them. */
export type RequiredField =
  | 'destination_country_region'
  | 'destination_postal_code'
  | 'destination_state'
  | 'tracking_account_number'
  | 'tracking_key'
  | 'tracking_ship_date';

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
 * courier list of the account is the authority. Empty: nothing, or the slug is not known.
 */
export function requirementsOf(slug: string): readonly RequiredField[] {
  fieldsOf ??= readFields();
  return fieldsOf.get(slug) ?? [];
}
