/**
 * The fields of AfterShip's tracking that we send and read (Tracking API 2026-07).
 * https://www.aftership.com/docs/tracking/2026-07/quickstart/api-quick-start
 */

/** The version is part of the address, because AfterShip publishes several versions side by side. */
export const API_BASE = 'https://api.aftership.com/tracking/2026-07';

/** AfterShip deletes every tracking 120 days after it was made, on every plan (data retention policy). */
export const RETENTION_SECONDS = 120 * 86_400;

export interface TrackingCustomer {
  readonly role?: string;
  readonly name?: string;
  readonly email?: string;
  readonly phone_number?: string;
  readonly language?: string;
}

export interface PromisedDelivery {
  readonly promised_delivery_date: string | null;
  readonly promised_delivery_date_min: string | null;
  readonly promised_delivery_date_max: string | null;
}

/** The kind of place to which a parcel is delivered. */
export type DeliveryType = 'door_to_door' | 'pickup_at_courier' | 'pickup_at_store';

/** Fields that both a create and an update accept. Empty fields are left out and never sent as ''. */
export interface TrackingFields {
  title?: string;
  note?: string;
  order_id?: string;
  order_number?: string;
  order_id_path?: string;
  order_date?: string;
  order_promised_delivery_date?: PromisedDelivery;
  language?: string;
  tracking_ship_date?: string;
  tracking_account_number?: string;
  tracking_key?: string;
  origin_country_region?: string;
  origin_state?: string;
  origin_city?: string;
  origin_postal_code?: string;
  destination_country_region?: string;
  destination_state?: string;
  destination_city?: string;
  destination_postal_code?: string;
  location_id?: string;
  shipment_type?: string;
  shipping_method?: string;
  delivery_type?: DeliveryType;
  pickup_location?: string;
  pickup_note?: string;
  custom_fields?: Readonly<Record<string, string>>;
  shipment_direction?: 'forward' | 'return';
  customers?: TrackingCustomer[];
}

/** The body of `POST /trackings`. */
export interface CreateTrackingBody extends TrackingFields {
  id: string;
  tracking_number: string;
  slug?: string;
  courier_connection_id?: string;
  shipment_tags?: string[];
}

/** The body of `PUT /trackings/{id}`. It cannot change the number, the id or the tags. */
export interface UpdateTrackingBody extends TrackingFields {
  slug?: string;
}

/** The fields that we read from a tracking in an answer. `tag` is any text, because AfterShip adds values. */
export interface Tracking {
  readonly id: string;
  readonly trackingNumber: string;
  readonly slug: string | null;
  readonly tag: string | null;
  /** Whether the tracking names a person; null when the answer does not say it. */
  readonly hasContact: boolean | null;
}
