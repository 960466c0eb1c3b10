/**
 * The Tracking object in the API's form (AfterShip's SDK, model Tracking). Members of paid or disabled features stay
 * null.
 */

import { isObject, type Json, type JsonObject } from './answers';
import { formatTime } from './progress';
import type { StoredCheckpoint, StoredTracking } from './state';

/** Texts from the documentation's enum pages; texts that were not read are absent. */
const SUBTAG_MESSAGES: Readonly<Record<string, string>> = {
  Delivered_001: 'Delivered',
  Delivered_002: 'Picked up by the customer',
  Delivered_003: 'Sign by customer',
  Delivered_004: 'Delivered and received cash on delivery',
  Delivered_005: 'Delivered to neighbor',
  AvailableForPickup_001: 'Available for pickup',
  Exception_001: 'Exception',
  Exception_002: 'Customer moved',
  Exception_003: 'Customer refused delivery',
  Exception_004: 'Delayed (customs clearance)',
  Exception_005: 'Delayed (external factors)',
  Exception_006: 'Held for payment',
  Exception_007: 'Incorrect address',
  Exception_008: 'Pick up missed',
  Exception_009: 'Rejected by carrier',
  Exception_010: 'Returning to sender',
  Exception_011: 'Returned to sender',
  Exception_012: 'Shipment damage',
  Exception_013: 'Shipment lost',
  Exception_016: 'Delayed (processing issue)',
  Exception_017: 'Delayed (extreme weather)',
  Exception_018: 'Incorrect/missing documents',
  InTransit_001: 'In Transit',
  InTransit_002: 'Acceptance scan',
  InTransit_003: 'Arrival scan',
  InTransit_004: 'Arrived at the destination country/region',
  InTransit_005: 'Customs clearance completed',
  InTransit_006: 'Customs clearance started',
  InTransit_007: 'Departure scan',
  InTransit_008: 'Problem resolved',
  InTransit_009: 'Forwarded to a different delivery address',
  InfoReceived_001: 'Info received',
  OutForDelivery_001: 'Out for delivery',
  OutForDelivery_003: 'Customer contacted',
  OutForDelivery_004: 'Delivery appointment scheduled',
  AttemptFail_001: 'Failed attempt',
  AttemptFail_002: 'Addressee not available',
  AttemptFail_003: 'Business closed',
  Pending_001: 'Pending',
  Expired_001: 'Expired',
};

const CUSTOMER_FIELDS = ['role', 'name', 'phone_number', 'email', 'language', 'id'];

const DAY_MS = 24 * 3600 * 1000;

export function presentTracking(tracking: StoredTracking, nowMs: number): JsonObject {
  const { fields, checkpoints } = tracking;
  const given = (name: string): Json => fields[name] ?? null;
  const customers = Array.isArray(fields['customers']) ? fields['customers'].filter(isObject) : [];
  const pickup = checkpoints.find((scan) => scan.tag === 'InTransit');
  const delivery = tracking.tag === 'Delivered' ? checkpoints.at(-1) : undefined;
  const attempts = checkpoints.filter((scan) => scan.tag === 'AttemptFail');
  const firstAttempt = checkpoints.find((scan) => scan.tag === 'AttemptFail' || scan.tag === 'Delivered');

  return {
    id: tracking.id,
    legacy_id: tracking.legacyId,
    created_at: formatTime(tracking.createdAtMs),
    updated_at: formatTime(tracking.updatedAtMs),
    tracking_number: tracking.trackingNumber,
    slug: tracking.slug,
    active: tracking.active,
    custom_fields: given('custom_fields'),
    transit_time: pickup ? Math.floor(((delivery?.atMs ?? nowMs) - pickup.atMs) / DAY_MS) : null,
    origin_country_region: given('origin_country_region'),
    origin_state: given('origin_state'),
    origin_city: given('origin_city'),
    origin_postal_code: given('origin_postal_code'),
    origin_raw_location: given('origin_raw_location'),
    destination_country_region: given('destination_country_region'),
    destination_state: given('destination_state'),
    destination_city: given('destination_city'),
    destination_postal_code: given('destination_postal_code'),
    destination_raw_location: given('destination_raw_location'),
    courier_destination_country_region: null,
    courier_estimated_delivery_date: null,
    note: given('note'),
    order_id: given('order_id'),
    order_id_path: given('order_id_path'),
    order_date: given('order_date'),
    order_number: given('order_number'),
    order_promised_delivery_date: given('order_promised_delivery_date'),
    order_tags: [],
    shipment_package_count: null,
    shipment_pickup_date: pickup?.checkpointTime ?? null,
    shipment_delivery_date: delivery?.checkpointTime ?? null,
    shipment_type: given('shipment_type'),
    shipment_weight: null,
    shipment_dimensions: null,
    shipment_tags: fields['shipment_tags'] ?? [],
    ...(fields['shipment_direction'] === undefined ? {} : { shipment_direction: fields['shipment_direction'] }),
    shipping_method: given('shipping_method'),
    signed_by: delivery?.signedBy ?? null,
    source: tracking.source,
    tag: tracking.tag,
    subtag: tracking.subtag,
    subtag_message: describeSubtag(tracking.subtag),
    title: fields['title'] ?? tracking.trackingNumber,
    tracked_count: checkpoints.length,
    language: given('language'),
    checkpoints: checkpoints.map(presentCheckpoint),
    subscribed_smses: customers.flatMap((customer) => customer['phone_number'] ?? []),
    subscribed_emails: customers.flatMap((customer) => customer['email'] ?? []),
    return_to_sender: isReturned(tracking),
    delivery_type: given('delivery_type'),
    pickup_location: given('pickup_location'),
    pickup_note: given('pickup_note'),
    courier_tracking_link: null,
    courier_redirect_link: null,
    first_attempted_at: firstAttempt?.checkpointTime ?? null,
    failed_delivery_attempts: attempts.length,
    tracking_account_number: given('tracking_account_number'),
    tracking_key: given('tracking_key'),
    tracking_ship_date: given('tracking_ship_date'),
    on_time_status: null,
    on_time_difference: null,
    aftership_estimated_delivery_date: null,
    custom_estimated_delivery_date: null,
    first_estimated_delivery: null,
    latest_estimated_delivery: null,
    courier_connection_id: given('courier_connection_id'),
    carbon_emissions: null,
    location_id: given('location_id'),
    delivery_location_type: null,
    aftership_tracking_url: null,
    aftership_tracking_order_url: null,
    first_mile: null,
    last_mile: given('last_mile'),
    customers: customers.map((customer) =>
      Object.fromEntries(CUSTOMER_FIELDS.map((name) => [name, customer[name] ?? null])),
    ),
    proof_of_delivery: null,
    multi_piece_info: null,
    return_shipment: null,
    forward_shipment: null,
  };
}

/** True when any checkpoint has one of these two (AfterShip's SDK, Tracking.return_to_sender). */
export function isReturned(tracking: StoredTracking): boolean {
  return tracking.checkpoints.some(({ subtag }) => subtag === 'Exception_010' || subtag === 'Exception_011');
}

function describeSubtag(subtag: string): string {
  return SUBTAG_MESSAGES[subtag] ?? subtag;
}

function presentCheckpoint(checkpoint: StoredCheckpoint): JsonObject {
  return {
    created_at: formatTime(checkpoint.atMs),
    slug: checkpoint.slug,
    checkpoint_time: checkpoint.checkpointTime ?? formatTime(checkpoint.atMs),
    location: null,
    city: checkpoint.city ?? null,
    state: checkpoint.state ?? null,
    postal_code: checkpoint.postalCode ?? null,
    coordinate: null,
    country_region: checkpoint.countryRegion ?? null,
    country_region_name: null,
    message: checkpoint.message ?? describeSubtag(checkpoint.subtag),
    tag: checkpoint.tag,
    subtag: checkpoint.subtag,
    subtag_message: describeSubtag(checkpoint.subtag),
    raw_tag: null,
    events: [],
    source: checkpoint.source,
    hash: checkpoint.hash,
  };
}
