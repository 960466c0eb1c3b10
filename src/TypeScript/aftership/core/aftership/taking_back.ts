/**
 * Values that AfterShip has and the fulfillment has no more. An update leaves alone what it does not name, so an emptied
 * value is taken back only where AfterShip documents how.
 */

import type { CreateTrackingBody, TrackingFields } from './tracking';

/** What empties a field in an update (OpenAPI of `PUT /trackings/{id}`, Tracking API 2026-07). */
const EMPTY: TrackingFields = {
  note: '',
  order_promised_delivery_date: {
    promised_delivery_date: null,
    promised_delivery_date_min: null,
    promised_delivery_date_max: null,
  },
};

/** Contacts are taken back by a rule of their own, and the others are no values of a fulfillment. */
const NOT_COUNTED: readonly string[] = [
  'id',
  'tracking_number',
  'slug',
  'shipment_tags',
  'courier_connection_id',
  'customers',
  'shipment_direction',
];

/** The fields of a create that hold a value, by name. */
export function filledFields(body: CreateTrackingBody): readonly string[] {
  return Object.keys(body).filter((field) => !NOT_COUNTED.includes(field));
}

export interface TakenBack {
  /** Empties what the fulfillment has no more. */
  readonly fields: TrackingFields;
  /** Names of the fields that AfterShip keeps: nothing is documented that empties them. */
  readonly kept: readonly string[];
}

/** `sent`: names of the fields that AfterShip has; null when that is not known, so that any may hold something. */
export function takeBack(sent: readonly string[] | null, body: CreateTrackingBody): TakenBack {
  const filled = filledFields(body);
  const gone = (sent ?? Object.keys(EMPTY)).filter((field) => !filled.includes(field));
  const fields = Object.fromEntries(Object.entries(EMPTY).filter(([field]) => gone.includes(field)));
  return { fields, kept: gone.filter((field) => !(field in EMPTY)) };
}
