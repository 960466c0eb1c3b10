/** The targets that a line of the field mapping may set, and the NetSuite fields that must not be put into each. */

import { LONGEST_TEXT, type Form } from './forms';

/** Fields of a create that a mapping may set, with the form of each. */
const FIELDS = {
  title: 'text',
  note: 'text',
  order_id: 'text',
  order_number: 'text',
  order_id_path: 'link',
  order_date: 'date',
  order_promised_delivery_date: 'date',
  language: 'language',
  tracking_ship_date: 'date',
  tracking_account_number: 'account number',
  tracking_key: 'key',
  origin_country_region: 'country',
  origin_state: 'text',
  origin_city: 'text',
  origin_postal_code: 'postal code',
  destination_country_region: 'country',
  destination_state: 'text',
  destination_city: 'text',
  destination_postal_code: 'postal code',
  location_id: 'text',
  shipment_type: 'text',
  shipping_method: 'text',
  delivery_type: 'delivery type',
  pickup_location: 'text',
  pickup_note: 'text',
} as const satisfies Record<string, Form>;

export type MappedField = keyof typeof FIELDS;

/** Fields of a create that a mapping does not set, and why. */
export const NOT_MAPPED: ReadonlyMap<string, string> = new Map([
  ['id', 'it is our own, and says which tracking is which'],
  ['slug', 'the carrier is chosen from all that names it: write "carrier = …", or a line of the carrier mapping'],
  ['slug_group', 'AfterShip takes it in place of a carrier: write "carrier = …", or a line of the carrier mapping'],
  ['last_mile', 'its number is a second tracking number, with a carrier of its own, which nothing judges'],
  ['customers', 'the connection says which contacts are sent'],
  ['shipment_direction', 'a fulfillment is always sent forward'],
  ['origin_raw_location', 'it is a whole address: map origin_city, origin_state and origin_postal_code'],
  ['destination_raw_location', "it is a whole address with a person's name: city, state and postal code are sent"],
]);

/**
 * What a line sets:
 * - field: a field of the request
 * - create only: a field of the request that no update takes
 * - custom field: a pair of `custom_fields`
 * - tags: each line adds to `shipment_tags`
 * - numbers: a text with tracking numbers, which is read like the text of a package line
 * - carrier: a text that names the carrier
 * - ship method: the text that counts as the ship method
 */
export type TargetKind = 'field' | 'create only' | 'custom field' | 'tags' | 'numbers' | 'carrier' | 'ship method';

export interface Target {
  readonly kind: TargetKind;
  /** The field's name in AfterShip's request. For a custom field it is the custom field's own name. */
  readonly name: string;
  readonly form: Form;
  readonly longest: number;
}

const CUSTOM = 'custom_fields';
export const LONGEST_CUSTOM_NAME = 30;
export const MOST_CUSTOM_FIELDS = 25;
export const MOST_TAGS = 50;
export const LONGEST_TAG = 32;

const target = (kind: TargetKind, name: string, form: Form = 'text', longest = LONGEST_TEXT): [string, Target] => [
  name,
  { kind, name, form, longest },
];

const TARGETS: ReadonlyMap<string, Target> = new Map([
  ...Object.entries(FIELDS).map(([name, form]) => target('field', name, form)),
  target('create only', 'courier_connection_id'),
  target('tags', 'shipment_tags', 'text', LONGEST_TAG),
  target('numbers', 'tracking_number', 'lines'),
  target('carrier', 'carrier'),
  target('ship method', 'ship_method'),
]);

export const TARGET_NAMES: readonly string[] = [...TARGETS.keys(), `${CUSTOM}.NAME`];

/** The target as people write it in a line. */
export function writtenTarget({ kind, name }: Target): string {
  return kind === 'custom field' ? `${CUSTOM}.${name}` : name;
}

/**
 * The target with this name; null when there is none. Capitals make no difference, except in the name of a custom
 * field, which is sent as written.
 */
export function targetNamed(text: string): Target | null {
  const custom = new RegExp(`^${CUSTOM}\\s*\\.\\s*(.*)$`, 'i').exec(text)?.[1];
  if (custom === undefined) return TARGETS.get(text.toLowerCase()) ?? null;
  return { kind: 'custom field', name: custom, form: 'text', longest: LONGEST_TEXT };
}

/** The target that an unknown name may mean, such as `Order Number`. */
export function targetMeant(text: string): string {
  const name = text
    .trim()
    .toLowerCase()
    .replace(/[\s.-]+/g, '_');
  return TARGETS.has(name) ? name : '';
}

/** Fields that NetSuite's references describe as a person's name, address, e-mail address or phone number. */
const OF_PERSONS: ReadonlySet<string> = new Set([
  ...['email', 'backupemailaddressups', 'giftcertrecipientemail'],
  ...['phone', 'shipphone', 'addrphone', 'halphonefedex'],
  ...['entity', 'mainname', 'shipcompany', 'addressee', 'attention', 'salesrep', 'createdby'],
  ...['giftcertfrom', 'giftcertrecipientname'],
  ...['shipaddress', 'shipaddresslist', 'shippingaddress', 'shipto', 'addr1', 'addr2', 'addr3', 'addrtext'],
  ...['billaddress', 'billaddresslist', 'billingaddress'],
]);
/** Parts of an address that AfterShip has fields for. */
const OF_ADDRESSES: ReadonlySet<string> = new Set(['city', 'state', 'zip']);

/**
 * Whether the field holds data that must not be put into this target. AfterShip allows no personal data in custom
 * fields.
 */
export function isPersonalIn({ name }: Target, field: string): boolean {
  return OF_PERSONS.has(field) || (OF_ADDRESSES.has(field) && !/^(origin|destination)_/.test(name));
}
