/**
 * The Tracking object in the API's form (AfterShip's SDK, model Tracking). Members that nobody has told, and those of
 * features that the account lacks, are null.
 */

import { isObject, type Json, type JsonObject } from './answers';
import type { AfterShipDials } from './dials';
import type { Estimate, Leg } from './news';
import { formatTime } from './progress';
import type { AfterShipState, StoredCheckpoint, StoredTracking } from './state';

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
  Exception_016: 'Delayed (Processing issue)',
  Exception_017: 'Delayed (Extreme weather)',
  Exception_018: 'Incorrect / missing documents',
  Exception_019: 'Delayed (Late flight)',
  Exception_020: 'Shipment cancelled',
  Exception_021: 'Shipment disposed',
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

/** What a tracking's members depend on beside the tracking. */
export interface View {
  readonly state: AfterShipState;
  readonly dials: AfterShipDials;
  readonly nowMs: number;
}

/** Time that AfterShip shows as `updated_at` and filters by. */
export function updatedAtMs(tracking: StoredTracking, dials: AfterShipDials): number {
  return dials.updatedAtOnNews === 'moves' ? Math.max(tracking.updatedAtMs, tracking.newsAtMs) : tracking.updatedAtMs;
}

export function presentTracking(tracking: StoredTracking, { state, dials, nowMs }: View): JsonObject {
  const { fields, checkpoints, details, estimates } = tracking;
  const given = (name: string): Json => fields[name] ?? null;
  const customers = Array.isArray(fields['customers']) ? fields['customers'].filter(isObject) : [];
  const pickup = checkpoints.find((scan) => scan.tag === 'InTransit');
  const isDelivery = tracking.tag === 'Delivered' || dials.deliveryTakenBack === 'kept';
  const delivery = isDelivery ? checkpoints.findLast((scan) => scan.tag === 'Delivered') : undefined;
  const attempts = checkpoints.filter((scan) => scan.tag === 'AttemptFail');
  const [firstEstimate] = estimates;
  const isRevised = estimates.length > 1 || dials.unrevisedEstimate === 'the first';
  const latestEstimate = isRevised ? estimates.at(-1) : undefined;
  const shown = checkpoints.map(presentCheckpoint);
  const firstAttempt = checkpoints.find((scan) => scan.tag === 'AttemptFail' || scan.tag === 'Delivered');

  return {
    id: tracking.id,
    legacy_id: tracking.legacyId,
    created_at: formatTime(tracking.createdAtMs),
    updated_at: formatTime(updatedAtMs(tracking, dials)),
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
    courier_destination_country_region: details.courier_destination_country_region ?? null,
    courier_estimated_delivery_date: presentCourierDate(estimates),
    note: given('note'),
    order_id: given('order_id'),
    order_id_path: given('order_id_path'),
    order_date: given('order_date'),
    order_number: given('order_number'),
    order_promised_delivery_date: given('order_promised_delivery_date'),
    order_tags: [],
    shipment_package_count: details.shipment_package_count ?? null,
    shipment_pickup_date: pickup?.checkpointTime ?? null,
    shipment_delivery_date: delivery?.checkpointTime ?? null,
    shipment_type: fields['shipment_type'] ?? details.shipment_type ?? null,
    shipment_weight: details.shipment_weight ?? null,
    shipment_dimensions: details.shipment_dimensions ?? null,
    shipment_tags: fields['shipment_tags'] ?? [],
    shipment_direction: fields['shipment_direction'] ?? details.shipment_direction ?? null,
    shipping_method: given('shipping_method'),
    signed_by: delivery?.signedBy ?? null,
    source: tracking.source,
    tag: tracking.tag,
    subtag: tracking.subtag,
    subtag_message: describeSubtag(tracking.subtag),
    title: fields['title'] ?? tracking.trackingNumber,
    tracked_count: checkpoints.length,
    language: given('language'),
    checkpoints: dials.checkpointOrder === 'oldest first' ? shown : shown.reverse(),
    subscribed_smses: customers.flatMap((customer) => customer['phone_number'] ?? []),
    subscribed_emails: customers.flatMap((customer) => customer['email'] ?? []),
    return_to_sender: isReturned(tracking),
    delivery_type: given('delivery_type'),
    pickup_location: given('pickup_location'),
    pickup_note: given('pickup_note'),
    courier_tracking_link: details.courier_tracking_link ?? null,
    courier_redirect_link: details.courier_redirect_link ?? null,
    first_attempted_at: firstAttempt?.checkpointTime ?? null,
    failed_delivery_attempts: attempts.length,
    tracking_account_number: given('tracking_account_number'),
    tracking_key: given('tracking_key'),
    tracking_ship_date: given('tracking_ship_date'),
    on_time_status: details.on_time_status ?? null,
    on_time_difference: details.on_time_difference ?? null,
    aftership_estimated_delivery_date: presentAfterShipDate(estimates),
    custom_estimated_delivery_date: presentCustomDate(estimates),
    first_estimated_delivery: firstEstimate ? { source: firstEstimate.source, ...presentDates(firstEstimate) } : null,
    latest_estimated_delivery: latestEstimate ? presentLatest(latestEstimate) : null,
    courier_connection_id: given('courier_connection_id'),
    carbon_emissions: null,
    location_id: given('location_id'),
    signature_requirement: details.signature_requirement ?? null,
    delivery_location_type: details.delivery_location_type ?? null,
    aftership_tracking_url: state.trackingPage && `${state.trackingPage}/${tracking.trackingNumber}`,
    aftership_tracking_order_url: presentOrderUrl(state.trackingPage, fields),
    first_mile: details.first_mile ? presentLeg(details.first_mile) : null,
    last_mile: presentLastMile(tracking),
    customers: customers.map((customer) =>
      Object.fromEntries(CUSTOMER_FIELDS.map((name) => [name, customer[name] ?? null])),
    ),
    proof_of_delivery: state.hasProofOfDelivery ? (details.proof_of_delivery ?? null) : null,
    multi_piece_info: details.multi_piece_info ?? null,
    return_shipment: details.return_shipment ?? null,
    forward_shipment: details.forward_shipment ?? null,
  };
}

/** True when any checkpoint has one of these two (AfterShip's SDK, Tracking.return_to_sender). */
export function isReturned(tracking: StoredTracking): boolean {
  return tracking.checkpoints.some(({ subtag }) => subtag === 'Exception_010' || subtag === 'Exception_011');
}

function describeSubtag(subtag: string): string {
  return SUBTAG_MESSAGES[subtag] ?? subtag;
}

/** Dates of an estimate: the ones that it lacks are null. */
function presentDates(estimate: Estimate) {
  return {
    type: estimate.type,
    datetime: estimate.datetime ?? null,
    datetime_min: estimate.type === 'range' ? estimate.datetime_min : null,
    datetime_max: estimate.type === 'range' ? estimate.datetime_max : null,
  };
}

function presentLatest(estimate: Estimate): JsonObject {
  const reason = estimate.source === 'AfterShip EDD' ? (estimate.revise_reason ?? null) : null;
  return { source: estimate.source, ...presentDates(estimate), revise_reason: reason };
}

function latestOf(estimates: readonly Estimate[], source: Estimate['source']): Estimate | null {
  return estimates.findLast((estimate) => estimate.source === source) ?? null;
}

function presentCourierDate(estimates: readonly Estimate[]): Json {
  const estimate = latestOf(estimates, 'Carrier EDD');
  if (estimate === null) return null;
  const { datetime, datetime_min, datetime_max } = presentDates(estimate);
  return {
    estimated_delivery_date: datetime,
    estimated_delivery_date_min: datetime_min,
    estimated_delivery_date_max: datetime_max,
  };
}

function presentAfterShipDate(estimates: readonly Estimate[]): Json {
  const estimate = latestOf(estimates, 'AfterShip EDD');
  if (estimate?.source !== 'AfterShip EDD') return null;
  const { datetime, datetime_min, datetime_max } = presentDates(estimate);
  return {
    estimated_delivery_date: datetime,
    confidence_code: estimate.confidence_code ?? null,
    estimated_delivery_date_min: datetime_min,
    estimated_delivery_date_max: datetime_max,
  };
}

function presentCustomDate(estimates: readonly Estimate[]): Json {
  const estimate = latestOf(estimates, 'Custom EDD');
  return estimate && presentDates(estimate);
}

function presentLeg(leg: Leg): JsonObject {
  return {
    tracking_number: leg.tracking_number,
    slug: leg.slug,
    transit_time: leg.transit_time ?? null,
    courier_tracking_link: leg.courier_tracking_link ?? null,
    courier_redirect_link: leg.courier_redirect_link ?? null,
  };
}

/** The user's own last mile, else the one that AfterShip has found. */
function presentLastMile({ fields, details }: StoredTracking): Json {
  const given = fields['last_mile'];
  if (isObject(given)) {
    const { tracking_number: number, slug } = given;
    return { ...presentLeg({ tracking_number: String(number), slug: String(slug) }), source: 'user' };
  }
  return details.last_mile ? { ...presentLeg(details.last_mile), source: 'system' } : null;
}

/** OAS, example of the member: the code is made of the buyer's e-mail address. */
function presentOrderUrl(trackingPage: string | null, fields: JsonObject): string | null {
  const orderNumber = fields['order_number'];
  const customers = Array.isArray(fields['customers']) ? fields['customers'].filter(isObject) : [];
  const email = customers.find((customer) => typeof customer['email'] === 'string')?.['email'];
  if (trackingPage === null || typeof orderNumber !== 'string' || email === undefined) return null;
  const code = Buffer.from(JSON.stringify({ email })).toString('base64');
  return `${trackingPage}/order-status?order-number=${encodeURIComponent(orderNumber)}&code=${code}`;
}

function presentCheckpoint(checkpoint: StoredCheckpoint): JsonObject {
  return {
    created_at: formatTime(checkpoint.atMs),
    slug: checkpoint.slug,
    checkpoint_time: checkpoint.checkpointTime ?? formatTime(checkpoint.atMs),
    location: checkpoint.location ?? null,
    city: checkpoint.city ?? null,
    state: checkpoint.state ?? null,
    postal_code: checkpoint.postalCode ?? null,
    coordinate: checkpoint.coordinate ?? null,
    country_region: checkpoint.countryRegion ?? null,
    country_region_name: checkpoint.countryRegionName ?? null,
    message: checkpoint.message ?? describeSubtag(checkpoint.subtag),
    tag: checkpoint.tag,
    subtag: checkpoint.subtag,
    subtag_message: describeSubtag(checkpoint.subtag),
    raw_tag: checkpoint.rawTag ?? null,
    events: checkpoint.events ?? [],
    source: checkpoint.source,
    hash: checkpoint.hash,
  };
}
