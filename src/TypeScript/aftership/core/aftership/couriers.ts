/** The fields of AfterShip's couriers that are read from an answer to `GET /couriers`. */

import { courierFieldNamed, type CourierNeeds, type RequiredField } from '../carrier/requirements';

export interface Courier extends CourierNeeds {
  readonly slug: string;
  /** True when the courier follows nothing without a connection to the carrier, which asks for credentials. */
  readonly needsCredentials: boolean;
}

/** The couriers in the `data` of an answer; null when it holds no list of couriers. */
export function parseCouriers(data: unknown): readonly Courier[] | null {
  const list = isObject(data) ? data['couriers'] : null;
  if (!Array.isArray(list)) return null;
  return list.flatMap((value: unknown): readonly Courier[] => {
    if (!isObject(value) || typeof value['slug'] !== 'string') return [];
    return [
      {
        slug: value['slug'],
        required: parseFields(value['required_fields']),
        optional: parseFields(value['optional_fields']),
        needsCredentials: hasRequiredCredential(value['credentials']),
      },
    ];
  });
}

/** The required fields that are known here. AfterShip gives null instead of a list when a courier asks for nothing. */
export function parseFields(value: unknown): readonly RequiredField[] {
  if (!Array.isArray(value)) return [];
  const named = value.map((name: unknown) => (typeof name === 'string' ? courierFieldNamed(name) : null));
  return [...new Set(named.filter((field) => field !== null))];
}

function hasRequiredCredential(credentials: unknown): boolean {
  const fields = isObject(credentials) ? credentials['fields'] : null;
  return Array.isArray(fields) && fields.some((field: unknown) => isObject(field) && field['required'] === true);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
