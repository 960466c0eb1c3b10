/**
 * Documented fields of a create and of an update as a table, and the check of a body against it. Since 2024-10 a value
 * of the wrong type is refused with 400; a wrong value of the right type is 4008 with the field's name.
 */

import { isObject, refuse, type Json, type JsonObject, type Refusal } from './answers';
import type { AfterShipDials } from './dials';

type Use = 'create' | 'update';
type Check = (value: Json, path: string, dials: AfterShipDials, use: Use) => Refusal | null;

interface Field {
  readonly uses: readonly Use[];
  /** True for a field that an update has only where `lastMileOnUpdate` says so. */
  readonly isContradicted?: boolean;
  readonly check: Check;
}

const BOTH: readonly Use[] = ['create', 'update'];
const CREATE: readonly Use[] = ['create'];

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const LOCAL_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/;
const ZONED_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:Z|[+-]\d{2}:\d{2})$/;

const FIELDS: ReadonlyMap<string, Field> = new Map(
  Object.entries<Field>({
    id: { uses: CREATE, check: checkId },
    tracking_number: { uses: CREATE, check: checkNumber },
    slug: { uses: BOTH, check: checkSlug },
    slug_group: { uses: CREATE, check: text() },
    title: { uses: BOTH, check: text({ isFilled: true }) },
    order_id: { uses: BOTH, check: text({ isFilled: true }) },
    order_number: { uses: BOTH, check: text() },
    order_id_path: { uses: BOTH, check: text({ isFilled: true }) },
    order_date: { uses: BOTH, check: date([ZONED_TIME]) },
    order_promised_delivery_date: { uses: BOTH, check: checkPromisedDate },
    custom_fields: { uses: BOTH, check: checkCustomFields },
    note: { uses: BOTH, check: text({ isClearable: true }) },
    language: { uses: BOTH, check: checkLanguage },
    tracking_ship_date: { uses: BOTH, check: checkShipDate },
    tracking_account_number: { uses: BOTH, check: text() },
    tracking_key: { uses: BOTH, check: text() },
    origin_country_region: { uses: BOTH, check: checkCountry },
    origin_state: { uses: BOTH, check: text() },
    origin_city: { uses: BOTH, check: text() },
    origin_postal_code: { uses: BOTH, check: text() },
    origin_raw_location: { uses: BOTH, check: text() },
    destination_country_region: { uses: BOTH, check: checkCountry },
    destination_state: { uses: BOTH, check: text() },
    destination_city: { uses: BOTH, check: text() },
    destination_postal_code: { uses: BOTH, check: text() },
    destination_raw_location: { uses: BOTH, check: text() },
    location_id: { uses: BOTH, check: text() },
    shipment_type: { uses: BOTH, check: text() },
    shipping_method: { uses: BOTH, check: text() },
    shipment_tags: { uses: CREATE, check: checkTags },
    courier_connection_id: { uses: CREATE, check: text() },
    delivery_type: { uses: BOTH, check: oneOf(['pickup_at_store', 'pickup_at_courier', 'door_to_door']) },
    pickup_location: { uses: BOTH, check: text({ isFilled: true }) },
    pickup_note: { uses: BOTH, check: text({ isFilled: true }) },
    last_mile: { uses: BOTH, isContradicted: true, check: checkLastMile },
    customers: { uses: BOTH, check: checkCustomers },
    shipment_direction: { uses: BOTH, check: oneOf(['forward', 'return']) },
  }),
);

/** Fields that couriers can require beside the number: AdditionalFields in AfterShip's SDK. */
export const ADDITIONAL_FIELDS = [
  'tracking_account_number',
  'destination_postal_code',
  'destination_state',
  'tracking_key',
  'origin_country_region',
  'destination_country_region',
  'tracking_ship_date',
] as const;

export function checkBody(body: JsonObject, use: Use, dials: AfterShipDials): Refusal | null {
  if (use === 'create') {
    // The old API's wrapper {"tracking": …} is refused here, too.
    if (body['tracking_number'] === undefined) return refuse(4007, 'There is no tracking_number.');
    const refusal = checkNumber(body['tracking_number'], 'tracking_number', dials);
    if (refusal) return refusal;
  }
  for (const [name, value] of Object.entries(body)) {
    const field = findField(name, use, dials);
    if (field === null) {
      const isIgnored = use === 'create' && dials.unknownFields === 'ignored';
      if (isIgnored) continue;
      return refuse(400, `${name} is not a field of the ${use}.`);
    }
    const refusal = field.check(value, name, dials, use);
    if (refusal) return refusal;
  }
  if (body['slug'] !== undefined && body['slug_group'] !== undefined) {
    return refuse(400, 'slug and slug_group exclude each other.');
  }
  const origin = Object.keys(body).find((name) => name.startsWith('origin_'));
  if (body['location_id'] !== undefined && origin) return refuse(400, `location_id excludes ${origin}.`);
  return null;
}

function findField(name: string, use: Use, dials: AfterShipDials): Field | null {
  const field = FIELDS.get(name);
  if (!field?.uses.includes(use)) return null;
  const isRefused = field.isContradicted && use === 'update' && dials.lastMileOnUpdate === 'refused';
  return isRefused ? null : field;
}

/** The documented fields of a body. */
export function pickFields(body: JsonObject, use: Use, dials: AfterShipDials): JsonObject {
  return Object.fromEntries(Object.entries(body).filter(([name]) => findField(name, use, dials) !== null));
}

/** Required fields of a courier that are missing or malformed (page on additional tracking fields). */
export function findMissingFields(requiredFields: readonly string[], fields: JsonObject): readonly string[] {
  return requiredFields.filter((name) => {
    const value = fields[name];
    if (typeof value !== 'string' || value === '') return true;
    if (name === 'tracking_account_number') return !/^[0-9A-Za-z]{1,512}$/.test(value);
    if (name === 'tracking_key') return !/^[0-9A-Za-z._-]+$/.test(value);
    if (name === 'destination_postal_code') return !/^[0-9A-Za-z+\- ]{1,10}$/.test(value);
    return false;
  });
}

/** True for the three documented formats of `event_datetime` and of an order's dates. */
export function isDate(value: string): boolean {
  return [DAY, LOCAL_TIME, ZONED_TIME].some((form) => form.test(value)) && !Number.isNaN(Date.parse(value));
}

function wrongType(path: string, expected: string): Refusal {
  return refuse(400, `${path} must be ${expected}.`);
}

function wrongValue(path: string, why: string): Refusal {
  return refuse(4008, `${path} ${why}.`, { fieldName: path });
}

function text(options: { readonly isFilled?: boolean; readonly isClearable?: boolean } = {}): Check {
  return (value, path, dials, use) => {
    if (typeof value !== 'string') return wrongType(path, 'text');
    if (value !== '' || (options.isClearable && use === 'update')) return null;
    if (options.isFilled || dials.emptyText === 'refused') return wrongValue(path, 'is empty');
    return null;
  };
}

function oneOf(values: readonly string[]): Check {
  return (value, path) => {
    if (typeof value !== 'string') return wrongType(path, 'text');
    return values.includes(value) ? null : wrongValue(path, `is none of ${values.join(', ')}`);
  };
}

function date(forms: readonly RegExp[]): Check {
  return (value, path) => {
    if (typeof value !== 'string') return wrongType(path, 'text');
    const isRight = forms.some((form) => form.test(value)) && !Number.isNaN(Date.parse(value));
    return isRight ? null : wrongValue(path, 'is not a date of the documented form');
  };
}

export function checkId(value: Json): Refusal | null {
  if (typeof value !== 'string') return wrongType('id', 'text');
  return /^[0-9a-zA-Z\-_]{1,128}$/.test(value) ? null : refuse(4015, 'id is not 1 to 128 of 0-9 a-z A-Z - _.');
}

function checkNumber(value: Json, path: string, dials: AfterShipDials): Refusal | null {
  if (typeof value !== 'string') return wrongType(path, 'text');
  if (/^[A-Z0-9\-._/]{4,100}$/.test(value)) return null;
  const code = dials.malformedNumber === '4005' ? 4005 : 4017;
  return refuse(code, `${path} is not 4 to 100 of A-Z 0-9 - . _ /.`);
}

function checkSlug(value: Json, path: string): Refusal | null {
  if (typeof value !== 'string') return wrongType(path, 'text');
  return /^[a-z0-9-]+$/.test(value) ? null : refuse(4010, 'slug is not of a-z 0-9 -.');
}

function checkLanguage(value: Json, path: string, dials: AfterShipDials, use: Use): Refusal | null {
  const refusal = text({ isFilled: true })(value, path, dials, use);
  if (refusal || dials.unknownLanguage === 'accepted') return refusal;
  return /^[a-z]{2}(-[A-Za-z]{2,8})?$/.test(String(value)) ? null : wrongValue(path, 'is no ISO 639-1 code');
}

function checkCountry(value: Json, path: string, dials: AfterShipDials): Refusal | null {
  if (typeof value !== 'string') return wrongType(path, 'text');
  const isCode = /^[A-Z]{3}$/.test(value) || (dials.alpha2Country === 'accepted' && /^[A-Z]{2}$/.test(value));
  return isCode ? null : wrongValue(path, 'is no ISO 3166-1 alpha-3 code');
}

function checkShipDate(value: Json, path: string, dials: AfterShipDials, use: Use): Refusal | null {
  if (dials.compactShipDate === 'accepted' && typeof value === 'string' && /^\d{8}$/.test(value)) return null;
  return date([DAY, LOCAL_TIME, ZONED_TIME])(value, path, dials, use);
}

function checkPromisedDate(value: Json, path: string, dials: AfterShipDials, use: Use): Refusal | null {
  if (!isObject(value)) return wrongType(path, 'an object');
  for (const [name, part] of Object.entries(value)) {
    const member = `${path}.${name}`;
    if (!/^promised_delivery_date(_min|_max)?$/.test(name)) return refuse(400, `${member} is not documented.`);
    if (part === null) continue;
    const refusal = date([DAY, LOCAL_TIME, ZONED_TIME])(part, member, dials, use);
    if (refusal) return refusal;
  }
  return null;
}

function checkCustomFields(value: Json, path: string): Refusal | null {
  if (!isObject(value)) return wrongType(path, 'an object');
  const pairs = Object.entries(value);
  for (const [name, part] of pairs) {
    if (typeof part !== 'string') return wrongType(`${path}.${name}`, 'text');
    if (name.length > 30) return wrongValue(path, 'has a name of more than 30 characters');
    if (part.length > 512) return wrongValue(path, 'has a value of more than 512 characters');
  }
  return pairs.length > 25 ? wrongValue(path, 'has more than 25 pairs') : null;
}

function checkTags(value: Json, path: string): Refusal | null {
  if (!Array.isArray(value)) return wrongType(path, 'a list');
  for (const tag of value) {
    if (typeof tag !== 'string') return wrongType(`${path}[]`, 'text');
    if (tag.length > 32) return wrongValue(path, 'has a tag of more than 32 characters');
  }
  return value.length > 50 ? wrongValue(path, 'has more than 50 tags') : null;
}

function checkLastMile(value: Json, path: string, dials: AfterShipDials, use: Use): Refusal | null {
  // OAS: null clears it in an update.
  if (value === null && use === 'update') return null;
  if (!isObject(value)) return wrongType(path, 'an object');
  for (const name of ['tracking_number', 'slug']) {
    const member = `${path}.${name}`;
    const part = value[name];
    if (part === undefined) return refuse(4009, `${member} is missing.`, { fieldName: member });
    const refusal = text({ isFilled: true })(part, member, dials, use);
    if (refusal) return refusal;
  }
  const unknown = Object.keys(value).find((name) => name !== 'tracking_number' && name !== 'slug');
  return unknown ? refuse(400, `${path}.${unknown} is not documented.`) : null;
}

function checkCustomers(value: Json, path: string, dials: AfterShipDials, use: Use): Refusal | null {
  if (!Array.isArray(value)) return wrongType(path, 'a list');
  if (value.length > 3) return wrongValue(path, 'has more than 3 customers');
  if (value.length === 0 && dials.emptyCustomers === 'refused') return wrongValue(path, 'is empty');
  for (const [index, customer] of value.entries()) {
    const refusal = checkCustomer(customer, `${path}[${index}]`, dials, use);
    if (refusal) return refusal;
  }
  return null;
}

const CUSTOMER_FIELDS: ReadonlyMap<string, Check> = new Map(
  Object.entries<Check>({
    role: text({ isFilled: true }),
    name: text({ isFilled: true }),
    phone_number: (value, path) => {
      if (typeof value !== 'string') return wrongType(path, 'text');
      return value.startsWith('+') ? null : wrongValue(path, 'does not start with +');
    },
    email: (value, path, dials, use) => {
      const refusal = text()(value, path, dials, use);
      if (refusal || dials.malformedEmail === 'accepted') return refusal;
      return /^[^@\s]+@[^@\s]+$/.test(String(value)) ? null : wrongValue(path, 'is no e-mail address');
    },
    language: checkLanguage,
    id: text(),
  }),
);

function checkCustomer(value: Json, path: string, dials: AfterShipDials, use: Use): Refusal | null {
  if (!isObject(value)) return wrongType(path, 'an object');
  for (const [name, part] of Object.entries(value)) {
    const check = CUSTOMER_FIELDS.get(name);
    if (!check) return refuse(400, `${path}.${name} is not documented.`);
    const refusal = check(part, `${path}.${name}`, dials, use);
    if (refusal) return refusal;
  }
  return null;
}
