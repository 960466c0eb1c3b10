/**
 * Takes back values that AfterShip has and the fulfillment does not have any more. An update does not change the fields
 * that it leaves out, so a value is emptied only when AfterShip documents how.
 */

import type { CreateTrackingBody, TrackingFields } from './tracking';

/** The values that empty a field in an update (OpenAPI of `PUT /trackings/{id}`, Tracking API 2026-07). */
const EMPTY: TrackingFields = {
  note: '',
  order_promised_delivery_date: {
    promised_delivery_date: null,
    promised_delivery_date_min: null,
    promised_delivery_date_max: null,
  },
};

/**
 * Fields that are not taken back here. Contacts have their own rule, and the other fields are not values of a
 * fulfillment.
 */
const NOT_COUNTED: readonly string[] = [
  'id',
  'tracking_number',
  'slug',
  'shipment_tags',
  'courier_connection_id',
  'customers',
  'shipment_direction',
];

/** Names of the fields of a create that hold a value. */
export function filledFields(body: CreateTrackingBody): readonly string[] {
  return Object.keys(body).filter((field) => !NOT_COUNTED.includes(field));
}

export interface TakenBack {
  /** Values that empty the fields which the fulfillment does not have any more. */
  readonly fields: TrackingFields;
  /** Names of the fields that AfterShip keeps, because it documents nothing that empties them. */
  readonly kept: readonly string[];
}

/**
 * Says which fields to empty. `sent` are the names of the fields that AfterShip has; null when they are not known, so
 * that any field may hold a value.
 */
export function takeBack(sent: readonly string[] | null, body: CreateTrackingBody): TakenBack {
  const filled = filledFields(body);
  const gone = (sent ?? Object.keys(EMPTY)).filter((field) => !filled.includes(field));
  const fields = Object.fromEntries(Object.entries(EMPTY).filter(([field]) => gone.includes(field)));
  return { fields, kept: gone.filter((field) => !(field in EMPTY)) };
}
