/**
 * People, customers, orders and carriers of every simulated account. Their names, addresses and numbers are unique
 * texts, so that a search of all logs and records can prove that none was written there.
 */

export const PEOPLE = {
  administrator: { entityid: 'Administrator', role: 'administrator', language: 'de_DE' },
  clerk: { entityid: 'Warehouse', role: 'warehouse', language: 'de_DE' },
  /** Works in another language and time zone than the account. */
  visitor: { entityid: 'Night shift', role: 'warehouse', language: 'fr_FR' },
} as const;

export type PersonKey = keyof typeof PEOPLE;

export const CUSTOMERS = {
  person: {
    fields: {
      isperson: true,
      firstname: 'Zerlina',
      lastname: 'Quastenflosser',
      email: 'zerlina@quastenflosser.example',
      phone: '+15005550006',
      language: 'en_US',
    },
    name: 'Zerlina Quastenflosser',
    phone: '+15005550006',
    language: 'en',
    address: {
      addressee: 'Zerlina Quastenflosser',
      addr1: '7 Marchpane Row',
      city: 'Portland',
      state: 'OR',
      zip: '97214',
      country: 'US',
    },
  },
  company: {
    fields: {
      isperson: false,
      companyname: 'Vexillum Moorhuhn KG',
      email: 'einkauf@vexillum-moorhuhn.example',
      phone: '+493023125014',
      language: 'de_DE',
    },
    name: 'Vexillum Moorhuhn KG',
    phone: '+493023125014',
    language: 'de',
    address: {
      addressee: 'Vexillum Moorhuhn KG',
      addr1: 'Pfauengasse 17',
      city: 'Berlin',
      zip: '10557',
      country: 'DE',
    },
  },
} as const;

export type CustomerKey = keyof typeof CUSTOMERS;

/** Texts that may never appear in a log, a record of ours, an error or an e-mail. */
export const PERSONAL: readonly string[] = [
  'Zerlina',
  'Quastenflosser',
  'Marchpane',
  'Vexillum',
  'Moorhuhn',
  'Pfauengasse',
  '5005550006',
  '3023125014',
  'buyer.one',
  'buyer.two',
];

export const COUNTRIES: Readonly<Record<string, string>> = { US: 'USA', DE: 'DEU' };

export const ORDERS = {
  one: { type: 'salesorder', number: 'SO7001', customer: 'person', email: 'buyer.one@quastenflosser.example' },
  two: { type: 'salesorder', number: 'SO7002', customer: 'company', email: 'buyer.two@vexillum-moorhuhn.example' },
  transfer: { type: 'transferorder', number: 'TO7003', customer: null, email: null },
  vendorReturn: { type: 'vendorreturnauthorization', number: 'VRA7004', customer: null, email: null },
  /** The drop shipment's purchase order; the customer knows the sales order behind it. */
  dropShipment: { type: 'purchaseorder', number: 'PO7005', customer: 'person', email: null },
} as const;

export type OrderKey = keyof typeof ORDERS;

/** The sales order of the drop shipment. */
export const DROP_SHIPPED_ORDER: OrderKey = 'one';

/** `translated` is the name that users with French as language see. */
export const SHIP_ITEMS = {
  ups: { name: 'UPS Ground', translated: 'UPS Terrestre' },
  express: { name: 'DHL Express Worldwide', translated: 'DHL Express Mondial' },
  mapped: { name: 'Classic Europa', translated: 'Europe classique' },
  plain: { name: 'Economy', translated: 'Economique' },
} as const;

export type ShipItemKey = keyof typeof SHIP_ITEMS;

export const CARRIER_MAPPING = { text: 'Classic Europa = hermes-de', item: 'mapped', slug: 'hermes-de' } as const;

/** Uses a date, which a look-up returns in the running user's format, and a name that NetSuite translates. */
export const FIELD_MAPPING = ['order_promised_delivery_date = order.shipdate', 'note = shipmethod'].join('\n');

export const LOCATIONS = {
  main: { name: 'Hamburg', city: 'Hamburg', zip: '20457', country: 'DE' },
  branch: { name: 'Reno', city: 'Reno', zip: '89502', country: 'US' },
} as const;

export type LocationKey = keyof typeof LOCATIONS;

export const TEST_RECIPIENT = 'test.recipient@shop.example';
export const NOTIFIED = 'operations@shop.example';

export const NUMBER_FIELDS = {
  package: { number: 'packagetrackingnumber', weight: 'packageweight' },
  packageups: { number: 'packagetrackingnumberups', weight: 'packageweightups' },
  packagefedex: { number: 'packagetrackingnumberfedex', weight: 'packageweightfedex' },
  packageusps: { number: 'packagetrackingnumberusps', weight: 'packageweightusps' },
  shipmentpackage: { number: 'trackingnumber', weight: 'weightinlbs' },
} as const;

export type PackageListKey = keyof typeof NUMBER_FIELDS;

/**
 * Typed texts that are unclear, with the reason that the ledger gives. A null reason marks a text that is certainly not
 * a number, about which nobody is asked.
 */
export const UNCLEAR: readonly { readonly typed: string; readonly reason: string | null }[] = [
  { typed: 'TBD', reason: null },
  { typed: 'Abholung 3.11.', reason: null },
  { typed: '9.40551E+21', reason: 'digits_lost' },
  { typed: '1Z5R89390357567128', reason: 'check_digit' },
  { typed: '986578788855 477179', reason: 'two_readings' },
  { typed: '940580369930012428789', reason: 'wrong_length' },
];

/** The sales order of a fulfillment; for a drop shipment, the one behind its purchase order. */
export function orderBehind(order: OrderKey): OrderKey {
  return order === 'dropShipment' ? DROP_SHIPPED_ORDER : order;
}
