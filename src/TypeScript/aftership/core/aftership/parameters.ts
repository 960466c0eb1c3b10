/**
 * Reads what somebody typed behind a number in AfterShip's notation (`number:parameter`): values of the fields that the
 * carrier asks for. AfterShip's help shows the notation for stores (`CD707008810NL:AUS:7000`,
 * `RB860068347DE:20160509`), but not the order of the fields for each carrier, so the form of a value decides which
 * field it is.
 */

import type { CourierNeeds, RequiredField } from '../carrier/requirements';
import { cut } from '../values';
import { toAlpha3 } from './countries';
import type { TrackingFields } from './tracking';

type ParameterFields = Pick<TrackingFields, RequiredField>;

const POSTAL_CODE = /^(?=.*\d)[A-Z0-9][A-Z0-9 -]{2,9}$/i;

/** The day in the form that AfterShip's create takes, from `20160509`; null when the text is no day. */
function dayOf(value: string): string | null {
  const match = /^(20\d{2})-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])$/.exec(value);
  return match === null ? null : match.slice(1).join('-');
}

/** The field that a value fills; null when the value fits no field that is still empty. */
function fieldOf(value: string, taken: ParameterFields, asked: readonly RequiredField[]): ParameterFields | null {
  const isOpen = (field: RequiredField): boolean => taken[field] === undefined;
  const key = asked.find((field) => (field === 'tracking_key' || field === 'tracking_account_number') && isOpen(field));
  if (key !== undefined) return { [key]: value };
  const day = dayOf(value);
  if (day !== null && isOpen('tracking_ship_date')) return { tracking_ship_date: day };
  const country = /^[A-Z]{2,3}$/i.test(value) ? toAlpha3(value) : null;
  if (country !== null && isOpen('destination_country_region')) return { destination_country_region: country };
  // Digits that follow a country are the postal code, as in `CD707008810NL:AUS:7000`.
  const hasCountry = taken.destination_country_region !== undefined;
  const mayBePostal = hasCountry || asked.includes('destination_postal_code') || /[A-Z]/i.test(value);
  if (mayBePostal && POSTAL_CODE.test(value) && isOpen('destination_postal_code'))
    return { destination_postal_code: value };
  return asked.includes('destination_state') && isOpen('destination_state') ? { destination_state: value } : null;
}

/**
 * The fields of a create or an update that the parameters fill. Fields that every number of the carrier needs are
 * filled first. `notes` gets a sentence for each parameter that is not sent.
 */
export function parameterFields(
  parameters: readonly string[],
  { required, optional }: CourierNeeds,
  notes: string[],
): ParameterFields {
  let fields: ParameterFields = {};
  for (const value of parameters) {
    const given = fieldOf(value, fields, required) ?? fieldOf(value, fields, optional);
    if (given === null)
      notes.push(`"${cut(value, 40)}", typed behind the number, is not sent: no field is known that it could fill.`);
    fields = { ...fields, ...given };
  }
  return fields;
}
