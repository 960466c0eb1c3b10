/**
 * Names the fields that a courier asks for and a request lacks, and tells people where to put them. The words are used
 * before and after a refusal.
 */

import type { TrackingFields } from '../aftership/tracking';
import { courierFieldNamed, requirementsOf, type RequiredField } from './requirements';

interface FieldWords {
  readonly what: string;
  /** Why a request is sent without the field. */
  readonly lack: string;
  /** Tells a person where to put the value. */
  readonly put: string;
  /** True when fulfillments hold the field by themselves. */
  readonly isOfFulfillment: boolean;
}

/**
 * Words for a field that a person types. `field` is its name in AfterShip's request, which a line of the field mapping
 * sets.
 */
const typed = (what: string, field: RequiredField): FieldWords => ({
  what: `a ${what}`,
  lack: 'which nothing gives',
  put: `Type the ${what} behind the tracking number, as number:value in AfterShip’s notation, or map it with the connection’s field mapping (${field}).`,
  isOfFulfillment: false,
});

const ofAddress = (what: string, part: string): FieldWords => ({
  what,
  lack: 'which the shipping address has not',
  put: `Enter the ${part} of the fulfillment’s shipping address.`,
  isOfFulfillment: true,
});

const WORDS: Readonly<Record<RequiredField, FieldWords>> = {
  destination_country_region: ofAddress('a country of destination', 'country'),
  destination_postal_code: ofAddress('a postal code', 'postal code'),
  destination_state: ofAddress('a state', 'state'),
  origin_country_region: {
    what: 'a country of origin',
    lack: 'which the location’s address has not',
    put: 'Enter the country of the address of the fulfillment’s location.',
    isOfFulfillment: true,
  },
  tracking_account_number: typed('shipper’s account number', 'tracking_account_number'),
  tracking_key: typed('tracking key', 'tracking_key'),
  tracking_ship_date: {
    what: 'a ship date',
    lack: 'which the fulfillment has not',
    put: 'Enter the ship date of the fulfillment.',
    isOfFulfillment: true,
  },
};

export function whatFieldIs(field: RequiredField): string {
  return WORDS[field].what;
}

export function whereToPut(field: RequiredField): string {
  return WORDS[field].put;
}

/** Whether a fulfillment holds the field by itself. Otherwise only a person or a mapping gives it. */
export function isOfFulfillment(field: RequiredField): boolean {
  return WORDS[field].isOfFulfillment;
}

/** The required fields that the body of a create lacks. */
export function lacksOf(body: TrackingFields, required: readonly RequiredField[]): readonly RequiredField[] {
  return required.filter((field) => body[field] === undefined);
}

/**
 * Describes one missing field: `Carrier arrowxl asks for a postal code, which the shipping address has not. Enter …`
 */
export function describeLack(slug: string, field: RequiredField): string {
  const { what, lack, put } = WORDS[field];
  return `Carrier ${slug} asks for ${what}, ${lack}. ${put}`;
}

/** The fields that AfterShip's sentence names. `isAll` is false when one of them is not known here. */
function fieldsNamedIn(sentence: string): { readonly fields: readonly RequiredField[]; readonly isAll: boolean } {
  const names = sentence.match(/[a-z][a-z[\].]*_[a-z_]+/g) ?? [];
  const asked = names.filter((name) => name !== 'tracking_number').map(courierFieldNamed);
  const fields = asked.filter((field) => field !== null);
  return { fields: [...new Set(fields)], isAll: fields.length === asked.length };
}

/**
 * Tells people what a courier asked for when AfterShip refused (4011), and where to put it. `said` is AfterShip's own
 * sentence, which names the fields; when it names none, the fields known for the slug count. An empty slug means that
 * AfterShip detected the carrier.
 */
export function describeRefusedFields(said: string, slug: string): string {
  const { fields: named, isAll } = fieldsNamedIn(said);
  const fields = named.length > 0 ? named : requirementsOf(slug);
  const puts = [...new Set(fields.map(whereToPut))];
  const what = fields.length === 0 || !isAll ? said.replace(/[^.!?]$/, '$&.') : `${listOf(fields.map(whatFieldIs))}.`;
  return [what, ...puts].join(' ');
}

function listOf(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}
