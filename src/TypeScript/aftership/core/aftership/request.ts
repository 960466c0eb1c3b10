/**
 * Builds the body of an AfterShip request from a package and its fulfillment, and also its fingerprint and our id for
 * the tracking. A value beyond a limit that AfterShip documents is trimmed or left out, with a note. Empty values are
 * never sent.
 */

import type { CourierNeeds } from '../carrier/requirements';
import type { Connection } from '../connection';
import type { EvaluatedFields } from '../fields/evaluate';
import { languageCode, midnightOf, POSTAL_CODE } from '../fields/forms';
import { LONGEST_TAG, MOST_TAGS } from '../fields/targets';
import { isDay } from '../fields/values';
import { toAlpha3 } from './countries';
import { replaceEmails, splitEmails } from './emails';
import { parameterFields } from './parameters';
import { toE164, type PhoneGap } from './phones';
import { shipDay, type Address, type Fulfillment } from '../netsuite/fulfillment';
import type { Package } from '../netsuite/packages';
import type { CreateTrackingBody, TrackingCustomer, TrackingFields, UpdateTrackingBody } from './tracking';
import { cut, type CalendarDate } from '../values';

export interface AccountInfo {
  /** The id of the NetSuite account: `1234567` or `1234567_SB1`. */
  readonly id: string;
  readonly isProduction: boolean;
}

export interface RequestInput {
  readonly trackingId: string;
  readonly pkg: Package;
  readonly fulfillment: Fulfillment;
  readonly connection: Pick<Connection, 'sendName' | 'sendEmail' | 'sendPhone' | 'testRecipient' | 'tags'>;
  /** What the field mapping gives for the package. */
  readonly fields: EvaluatedFields;
  readonly account: AccountInfo;
  /** When the slug is null, AfterShip detects the carrier of a create, and an update does not change the carrier. */
  readonly slug: string | null;
  /** The fields that the carrier asks for. */
  readonly needs: CourierNeeds;
}

export interface Built<Body> {
  readonly body: Body;
  /** One plain sentence for each value that was left out or cut. No note repeats a contact. */
  readonly notes: readonly string[];
}

const MAX_CUSTOMERS = 3;

/** The body of `POST /trackings`. */
export function buildCreate(input: RequestInput): Built<CreateTrackingBody> {
  const { connection, fields, slug } = input;
  const notes: string[] = [];
  const body: CreateTrackingBody = { id: input.trackingId, tracking_number: input.pkg.number };
  if (slug !== null) body.slug = slug;
  Object.assign(body, buildFields(input, notes));
  if (fields.courierConnectionId !== null) body.courier_connection_id = fields.courierConnectionId;
  const tags = buildTags([...connection.tags, ...fields.tags], notes);
  if (tags.length > 0) body.shipment_tags = tags;
  return { body, notes };
}

/** The body of `PUT /trackings/{id}`: the fields of a create, without those that an update must not name. */
export function buildUpdate(input: RequestInput): Built<UpdateTrackingBody> {
  const notes: string[] = [];
  const body: UpdateTrackingBody = input.slug === null ? {} : { slug: input.slug };
  Object.assign(body, buildFields(input, notes));
  return { body, notes };
}

/**
 * Merges the fields of a request. What somebody typed beside the number replaces what the field mapping gives, and that
 * replaces the default values.
 */
function buildFields(input: RequestInput, notes: string[]): TrackingFields {
  const mapped = mappedFields(input.fields);
  const defaults = Object.entries(defaultFields(input)).filter(([field]) => !(field in mapped));
  notes.push(...input.fields.notes);
  return withoutEmpty({
    ...Object.fromEntries(defaults.map(([field, build]) => [field, build(notes)])),
    ...mapped,
    ...parameterFields(input.pkg.parameters, input.needs, notes),
  });
}

function mappedFields({ fields, customFields }: Pick<EvaluatedFields, 'fields' | 'customFields'>): TrackingFields {
  return Object.keys(customFields).length === 0 ? fields : { ...fields, custom_fields: customFields };
}

type Defaults = { readonly [Field in keyof TrackingFields]-?: (notes: string[]) => TrackingFields[Field] };

/**
 * The default values of fields. A default is built only when the mapping does not set the field, so that no note is
 * about a value which is not sent.
 */
function defaultFields(input: RequestInput): Partial<Defaults> {
  const { fulfillment, account } = input;
  const { order, origin, destination } = fulfillment;
  const defaults: Partial<Defaults> = {
    title: () => text(order.number) ?? text(fulfillment.number),
    // AfterShip asks for an order id that is unique in the organization, which may serve several NetSuite accounts.
    order_id: () => (order.id === null ? undefined : `${account.id}-${order.id}`),
    order_number: () => text(order.number),
    order_id_path: () => text(order.url),
    order_date: (notes) => orderDate(order.date, notes),
    language: () => languageCode(fulfillment.customer?.language ?? '') ?? undefined,
    tracking_ship_date: (notes) => calendarDate(shipDay(fulfillment), 'ship date', notes),
    origin_country_region: (notes) => country(origin, 'origin', notes),
    origin_state: () => text(origin?.state ?? null),
    origin_city: () => text(origin?.city ?? null),
    origin_postal_code: (notes) => postalCode(origin, 'origin', notes),
    destination_country_region: (notes) => country(destination, 'destination', notes),
    destination_state: () => text(destination?.state ?? null),
    destination_city: () => text(destination?.city ?? null),
    destination_postal_code: (notes) => postalCode(destination, 'destination', notes),
    shipping_method: () => text(input.fields.shipMethod?.name ?? null),
    shipment_direction: () => 'forward',
    customers: (notes) => buildCustomers(input, notes),
  };
  return defaults;
}

/** Removes empty fields. AfterShip refuses empty strings in many fields, and null in most. */
function withoutEmpty(fields: TrackingFields): TrackingFields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function text(value: string | null): string | undefined {
  const trimmed = (value ?? '').replace(/\s+/g, ' ').trim();
  return trimmed === '' ? undefined : trimmed;
}

// ── Dates ────────────────────────────────────────────────────────────────────────────────────────────────────────────

function calendarDate(date: CalendarDate | null, label: string, notes: string[]): string | undefined {
  if (date === null || date === '') return undefined;
  if (isDay(date)) return date;
  notes.push(`The ${label} "${cut(date, 40)}" is not a date and was left out.`);
  return undefined;
}

function orderDate(date: CalendarDate | null, notes: string[]): string | undefined {
  const day = calendarDate(date, 'order date', notes);
  return day === undefined ? undefined : midnightOf(day);
}

// ── Addresses ────────────────────────────────────────────────────────────────────────────────────────────────────────

type Side = 'origin' | 'destination';

function country(address: Address | null, side: Side, notes: string[]): string | undefined {
  const given = text(address?.country ?? null);
  if (given === undefined) return undefined;
  const alpha3 = toAlpha3(given);
  if (alpha3 === null) {
    notes.push(`The ${side} country "${cut(given, 40)}" is no ISO 3166-1 code and was left out.`);
  }
  return alpha3 ?? undefined;
}

function postalCode(address: Address | null, side: Side, notes: string[]): string | undefined {
  const given = text(address?.postalCode ?? null);
  if (given === undefined || POSTAL_CODE.test(given)) return given;
  notes.push(
    `The ${side} postal code "${cut(given, 20)}" was left out: AfterShip takes up to 10 letters, digits, spaces, hyphens and plus signs.`,
  );
  return undefined;
}

// ── Tags ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

function buildTags(tags: readonly string[], notes: string[]): string[] {
  const kept = new Set<string>();
  for (const tag of tags) {
    const whole = text(tag);
    if (whole === undefined) continue;
    const short = cut(whole, LONGEST_TAG).trim();
    if (short !== whole) {
      notes.push(`The tag "${whole.slice(0, 60)}" was cut to ${LONGEST_TAG} characters, AfterShip's limit.`);
    }
    kept.add(short);
  }
  if (kept.size > MOST_TAGS) {
    notes.push(`Only the first ${MOST_TAGS} of ${kept.size} tags are sent, AfterShip's limit.`);
  }
  return [...kept].slice(0, MOST_TAGS);
}

// ── Contacts ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * The contacts that AfterShip gets. An e-mail or a phone number subscribes a person to notifications, and test data has
 * the addresses of real people, so outside production only the test recipient is ever named.
 */
function buildCustomers(input: RequestInput, notes: string[]): TrackingCustomer[] | undefined {
  const { connection, fulfillment, account } = input;
  if (!account.isProduction) {
    const [email] = validEmails([connection.testRecipient ?? ''], 'test recipient of the connection', notes);
    return email === undefined ? undefined : [{ role: 'buyer', email }];
  }

  const name = connection.sendName ? text(fulfillment.customer?.name ?? null) : undefined;
  const emails = connection.sendEmail ? buyerEmails(fulfillment, notes) : [];
  const phone = connection.sendPhone ? buyerPhone(fulfillment, notes) : undefined;

  const buyer: TrackingCustomer = {
    role: 'buyer',
    ...(name !== undefined && { name }),
    ...(emails[0] !== undefined && { email: emails[0] }),
    ...(phone !== undefined && { phone_number: phone }),
  };
  if (name === undefined && phone === undefined && emails.length === 0) return undefined;
  if (emails.length > MAX_CUSTOMERS) {
    notes.push(
      `Only the first ${MAX_CUSTOMERS} of ${emails.length} e-mail addresses of the order are sent, AfterShip's limit.`,
    );
  }
  const others = emails.slice(1, MAX_CUSTOMERS).map((email): TrackingCustomer => ({ role: 'buyer', email }));
  return [buyer, ...others];
}

function buyerEmails(fulfillment: Fulfillment, notes: string[]): readonly string[] {
  const ofOrder = validEmails(fulfillment.order.emails, 'order', notes);
  return ofOrder.length > 0 ? ofOrder : validEmails([fulfillment.customer?.email ?? ''], 'customer', notes);
}

/** The valid addresses of NetSuite's e-mail fields, each of which may hold several addresses. */
function validEmails(fields: readonly string[], owner: string, notes: string[]): readonly string[] {
  const { valid, invalidCount } = splitEmails(fields.join(','));
  if (invalidCount > 0) {
    notes.push(
      invalidCount === 1
        ? `An e-mail address of the ${owner} is not valid and was left out.`
        : `${invalidCount} e-mail addresses of the ${owner} are not valid and were left out.`,
    );
  }
  return valid;
}

/** Why a phone number is not sent, in words that repeat no part of the number. */
const PHONE_GAPS: Readonly<Record<PhoneGap, string>> = {
  none: 'it has no digits',
  letters: 'it has letters or other characters',
  'too short': 'it is too short',
  'too long': 'it is too long',
  'no country': "it has no country code, and the destination's country is not known",
  'unknown code': 'no country has its country code',
  'not given out': 'its country has no such numbers',
  'no prefix': "it has neither a country code nor the prefix of the destination's country, such as a leading 0",
  ambiguous: 'it can be read as two different numbers',
  filler: 'its digits only fill the field',
};

function buyerPhone(fulfillment: Fulfillment, notes: string[]): string | undefined {
  const { destination, customer } = fulfillment;
  const readings = [destination?.phone ?? '', customer?.phone ?? '']
    .filter((phone) => text(phone) !== undefined)
    .map((phone) => toE164(phone, destination?.country ?? null));
  const gaps = readings.flatMap((reading) => ('gap' in reading ? [PHONE_GAPS[reading.gap]] : []));
  const found = readings.find((reading) => 'number' in reading);
  if (found !== undefined) return found.number;
  if (gaps[0] !== undefined) {
    notes.push(`The phone number was left out: ${gaps[0]}. Write it with its country code, such as +1 or +44.`);
  }
  return undefined;
}

/** Whether the body names a person by a name, an e-mail or a phone number. */
export function containsContact(body: TrackingFields): boolean {
  return (body.customers ?? []).some(
    ({ name, email, phone_number }) => name !== undefined || email !== undefined || phone_number !== undefined,
  );
}

export function containsEmail({ customers = [] }: TrackingFields): boolean {
  return customers.some(({ email }) => email !== undefined);
}

/** The same body with masked contacts. People who know a contact recognize it, and nobody else can read it. */
export function maskContacts<Body extends TrackingFields>(body: Body): Body {
  if (body.customers === undefined) return body;
  const customers = body.customers.map((customer): TrackingCustomer => ({
    ...customer,
    ...(customer.name !== undefined && { name: maskName(customer.name) }),
    ...(customer.email !== undefined && { email: maskEmail(customer.email) }),
    ...(customer.phone_number !== undefined && { phone_number: maskPhone(customer.phone_number) }),
  }));
  return { ...body, customers };
}

function firstCharacter(word: string): string {
  return [...word][0] ?? '';
}

function maskName(name: string): string {
  return name
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => `${firstCharacter(word)}.`)
    .join(' ');
}

/** Masks the e-mail addresses in a text from NetSuite. */
export function maskEmailsIn(text: string): string {
  return replaceEmails(text, maskEmail);
}

function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  if (at < 0) return '***';
  const domain = email.slice(at + 1);
  const lastDot = domain.lastIndexOf('.');
  const topLevel = lastDot < 0 ? '' : domain.slice(lastDot);
  return `${firstCharacter(email.slice(0, at))}***@${firstCharacter(domain)}***${topLevel}`;
}

function maskPhone(phone: string): string {
  return `***${phone.slice(-2)}`;
}

// ── Fingerprints ─────────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * Fields that do not count in a fingerprint, because only a create takes them or because AfterShip corrects them
 * itself.
 */
const NOT_PRINTED: ReadonlySet<string> = new Set([
  'id',
  'slug',
  'tracking_number',
  'courier_connection_id',
  'shipment_tags',
  'shipping_method',
]);

/**
 * The fingerprint of the fields that an update can change. Equal fingerprints mean that nothing has to be sent.
 * NetSuite translates names into the language of the run's user, so the ship method counts by its id, and a mapped
 * value that the request has counts by the parts that the field mapping gives for it.
 */
export function fingerprintOf(
  body: CreateTrackingBody,
  fields: Pick<EvaluatedFields, 'fields' | 'customFields' | 'fingerprintParts' | 'shipMethod'>,
  sha256Hex: (text: string) => string,
): string {
  const sent = new Map<string, unknown>(Object.entries(body));
  const mapped = new Map<string, unknown>(Object.entries(mappedFields(fields)));
  const updatable = Object.fromEntries([...sent].filter(([field]) => !NOT_PRINTED.has(field)));
  const parts = Object.entries(fields.fingerprintParts).filter(([field]) => sent.get(field) === mapped.get(field));
  const printed = { ...updatable, ...Object.fromEntries(parts), ship_method_id: fields.shipMethod?.id ?? null };
  return sha256Hex(canonical(printed)).slice(0, 32);
}

/** Writes a value as JSON with sorted keys and without undefined values. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([left], [right]) => (left < right ? -1 : 1)))
      : inner,
  );
}

// ── Our id of a tracking ─────────────────────────────────────────────────────────────────────────────────────────────

export interface TrackingIdParts {
  readonly accountId: string;
  readonly number: string;
  /**
   * 1 for the first tracking of the number, 2 for the next one after AfterShip was proved not to have the first any
   * more, and so on.
   */
  readonly generation: number;
}

/**
 * The id that we give a tracking. Two fulfillments with the same number ask for the same id, so AfterShip cannot have
 * two of our trackings for it, and a create whose answer was lost can be sent again.
 */
export function trackingIdFor(parts: TrackingIdParts, sha256Hex: (text: string) => string): string {
  // A hyphen would end the account's part of the id. NetSuite writes `1234567_SB1`, and its addresses write
  // `1234567-sb1`.
  const account = parts.accountId.replace(/[^0-9A-Za-z]/g, '_');
  const suffix = parts.generation > 1 ? `-${parts.generation}` : '';
  return `ns-${account}-${sha256Hex(parts.number).slice(0, 24)}${suffix}`;
}

const TRACKING_ID = /^ns-([0-9A-Za-z_]+)-[0-9a-f]{24}(?:-([2-9]|[1-9]\d+))?$/;

/** The NetSuite account that made a tracking; null when the id does not have this product's form. */
export function accountOfTrackingId(id: string): string | null {
  return TRACKING_ID.exec(id)?.[1] ?? null;
}

/** The generation in an id; 1 when the id does not have this product's form. */
export function generationOfTrackingId(id: string): number {
  return Number(TRACKING_ID.exec(id)?.[2] ?? 1);
}
