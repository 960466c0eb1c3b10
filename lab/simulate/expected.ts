/**
 * The expected content of a tracking, computed from people's input in NetSuite by the rules of the design and
 * AfterShip's list of fields.
 */

import {
  CARRIER_MAPPING,
  COUNTRIES,
  CUSTOMERS,
  LOCATIONS,
  ORDERS,
  orderBehind,
  SHIP_ITEMS,
  type OrderKey,
  type PackageListKey,
} from './cast';
import type { Life, Side } from './life_state';
import { onlyLocation, type TruthOfFulfillment } from './truth';
import { dayOfDate, sendsContact } from './world';

/** E-mail addresses of the order, or of its customer when the order has none. */
export function expectedEmails(order: OrderKey): readonly string[] {
  const { email, customer } = ORDERS[order];
  if (email !== null) return [email];
  return customer === null ? [] : [CUSTOMERS[customer].fields.email];
}

/** Expected values of the fields that an update can change. */
export function expectedFields(side: Side, truth: TruthOfFulfillment): Readonly<Record<string, unknown>> {
  const { account } = side.world;
  const order = ORDERS[orderBehind(truth.order)];
  const orderId = side.world.orders[orderBehind(truth.order)];
  const orderRecord = account.get(order.type, orderId);
  const date = orderRecord?.fields['trandate'];
  const promised = orderRecord?.fields['shipdate'];
  const record = account.get('itemfulfillment', truth.id);
  const address = record?.subrecords['shippingaddress'] ?? {};
  const fields: Record<string, unknown> = {
    title: order.number,
    order_number: order.number,
    order_id: `${side.accountId}-${orderId}`,
    shipping_method: SHIP_ITEMS[truth.shipItem].name,
    note: SHIP_ITEMS[truth.shipItem].name,
    shipment_direction: 'forward',
    ...expectedOrigin(truth),
  };
  if (date instanceof Date) fields['order_date'] = `${dayOfDate(date)}T00:00:00+14:00`;
  if (promised instanceof Date)
    fields['order_promised_delivery_date'] = {
      promised_delivery_date: dayOfDate(promised),
      promised_delivery_date_min: null,
      promised_delivery_date_max: null,
    };
  if (truth.shippedOn !== null) fields['tracking_ship_date'] = truth.shippedOn;
  const parts = { city: 'destination_city', zip: 'destination_postal_code', state: 'destination_state' };
  for (const [part, name] of Object.entries(parts)) {
    const value = address[part];
    if (typeof value === 'string' && value !== '') fields[name] = value;
  }
  const country = address['country'];
  if (typeof country === 'string') fields['destination_country_region'] = COUNTRIES[country] ?? country;
  const hasLanguage = side.world.account.dials.refusedColumns['customer']?.includes('language') !== true;
  if (order.customer !== null && hasLanguage) fields['language'] = CUSTOMERS[order.customer].language;
  return fields;
}

/** The address of its location. A fulfillment of several locations has no single origin. */
function expectedOrigin(truth: TruthOfFulfillment): Readonly<Record<string, string>> {
  const key = onlyLocation(truth);
  if (key === null) return {};
  const { city, zip, country } = LOCATIONS[key];
  return { origin_city: city, origin_postal_code: zip, origin_country_region: COUNTRIES[country] ?? '' };
}

/** Compares the ship method by id, because its name may be in the language of the user who ran sending. */
export function isSameShipMethod(truth: TruthOfFulfillment, value: unknown): boolean {
  const { name, translated } = SHIP_ITEMS[truth.shipItem];
  return value === name || value === translated;
}

/** Expected contacts. Null when the field must be absent, an empty list when no contact may be named. */
export function expectedCustomers(life: Life, side: Side, truth: TruthOfFulfillment): readonly object[] | null {
  const { aftershipDials } = life.history.plan;
  const { rules } = side;
  if (side.world.account.options.envType !== 'PRODUCTION') return null;
  const order = orderBehind(truth.order);
  const key = ORDERS[order].customer;
  if (key === null) return null;
  // Whether AfterShip can take contacts back is not documented.
  const canBeTakenBack = aftershipDials.emptyCustomers !== 'refused' && aftershipDials.objectsOnUpdate !== 'merged';
  if (!rules.sendsContacts || side.choices.get(key)?.choice === 'without contact') return canBeTakenBack ? [] : null;
  if (side.rulesSinceMs > 0 && !canBeTakenBack) return null;
  const { name, phone } = CUSTOMERS[key];
  return [
    {
      role: 'buyer',
      ...(sendsContact(rules, 'name') && { name }),
      ...(sendsContact(rules, 'email') && { email: expectedEmails(order)[0] ?? '' }),
      ...(sendsContact(rules, 'phone') && { phone_number: phone }),
    },
  ];
}

/** Lists of NetSuite's shipping integrations, which name a carrier themselves. */
const LISTS_OF_CARRIERS: readonly PackageListKey[] = ['packageups', 'packagefedex', 'packageusps'];

/**
 * The carrier that a create must name. A UPS number proves its carrier, whatever else is written. All other numbers
 * match no carrier's format, so only the mapped carrier, whose formats are not published, may be named for them, and
 * only if no package list names another. Null when AfterShip detects the carrier.
 */
export function expectedSlug(life: Life, { list, shipItem }: TruthOfFulfillment, number: string): string | null {
  if (number.startsWith('1Z')) return 'ups';
  const isMapped = shipItem === CARRIER_MAPPING.item && life.history.plan.connection.carrierMapping;
  return isMapped && !LISTS_OF_CARRIERS.includes(list) ? CARRIER_MAPPING.slug : null;
}
