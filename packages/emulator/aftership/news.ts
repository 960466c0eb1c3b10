/**
 * What AfterShip learns of a parcel: scans, delivery dates, details, a change of carrier. A list of them with times is
 * the parcel's story. Estimates and details have the names of the API, because a test tells them as they are shown.
 */

export type Tag =
  | 'Pending'
  | 'InfoReceived'
  | 'InTransit'
  | 'OutForDelivery'
  | 'AttemptFail'
  | 'Delivered'
  | 'AvailableForPickup'
  | 'Exception'
  | 'Expired';

/** A scan by a carrier, or by the person who completed the tracking. */
export interface Scan {
  readonly tag: Tag;
  /** Default: the first subtag of the tag, such as `InTransit_001`. */
  readonly subtag?: string;
  readonly message?: string;
  /** Time in the carrier's form: local time, perhaps without offset. Default: the time of the scan in UTC. */
  readonly checkpointTime?: string;
  readonly location?: string;
  readonly city?: string;
  readonly state?: string;
  readonly postalCode?: string;
  /** Three-letter code. */
  readonly countryRegion?: string;
  readonly countryRegionName?: string;
  readonly coordinate?: { readonly latitude: number; readonly longitude: number };
  /** The carrier's own status. */
  readonly rawTag?: string;
  readonly events?: readonly { readonly code: string; readonly reason: { readonly code: string } | null }[];
  readonly signedBy?: string;
}

type ReviseReason =
  | 'extreme_weather'
  | 'heavy_rain'
  | 'extreme_cold'
  | 'strong_winds'
  | 'severe_thunderstorms'
  | 'carrier_processing'
  | 'customs_clearance';

/** A delivery date: one day or time, or a range whose end is the promise. */
export type Estimate = (
  | { readonly type: 'specific'; readonly datetime: string }
  | {
      readonly type: 'range';
      readonly datetime_min: string;
      readonly datetime_max: string;
      readonly datetime?: string;
    }
) &
  (
    | { readonly source: 'Carrier EDD' | 'Custom EDD' | 'Order EDD' }
    | { readonly source: 'AfterShip EDD'; readonly confidence_code?: number; readonly revise_reason?: ReviseReason }
  );

/** The part of the way that one carrier of several goes. */
export interface Leg {
  readonly tracking_number: string;
  readonly slug: string;
  readonly transit_time?: number;
  readonly courier_tracking_link?: string;
  readonly courier_redirect_link?: string;
}

/** Members of a tracking that carriers or AfterShip fill in. */
export interface Details {
  readonly courier_destination_country_region?: string;
  readonly courier_tracking_link?: string;
  readonly courier_redirect_link?: string;
  readonly shipment_type?: string;
  readonly shipment_package_count?: number;
  readonly shipment_weight?: { readonly unit: string; readonly value: number };
  readonly shipment_dimensions?: {
    readonly unit: 'cm' | 'in';
    readonly length: number;
    readonly width: number;
    readonly height: number;
  };
  readonly signature_requirement?:
    'signature_required' | 'adult_signature_required' | 'indirect_signature_required' | 'no_signature_required';
  readonly delivery_location_type?: string;
  /** `on-time` is the only documented value. */
  readonly on_time_status?: string;
  /** Days. */
  readonly on_time_difference?: number;
  readonly first_mile?: Leg;
  readonly last_mile?: Leg;
  /** Shown only where the account has the feature. */
  readonly proof_of_delivery?: readonly { readonly type: 'image'; readonly url: string }[];
  readonly multi_piece_info?: {
    readonly type: 'master' | 'child';
    readonly pieces: readonly {
      readonly tracking_id: string;
      readonly tracking_number: string;
      readonly type: 'master' | 'child';
      readonly trackable: boolean;
    }[];
  };
  readonly shipment_direction?: 'forward' | 'return';
  readonly return_shipment?: { readonly id?: string; readonly tracking_number: string; readonly slug: string };
  readonly forward_shipment?: { readonly id?: string };
}

/** What AfterShip learns at one time. */
export interface News {
  readonly scan?: Scan;
  /** A first or revised delivery date. */
  readonly estimate?: Estimate;
  /** They replace earlier details of the same name. */
  readonly details?: Details;
  /** The right carrier, as auto-correction finds it. */
  readonly slug?: string;
  /** False when AfterShip stops asking the carrier, true when it asks again. */
  readonly active?: boolean;
}

export type Story = readonly (News & { readonly atMs: number })[];
