/**
 * The sample account: people, places and orders of an invented shop, and one fulfillment of every kind. Tracking
 * numbers are carriers' published test numbers, as in packages/emulator/facts/aftership-couriers.json, or not numbers
 * at all, so no real parcel has one. Phone numbers are from ranges that regulators reserve for films.
 */

import type { EmulatedAccount, FieldValue, Line, RecordValues } from '../../packages/emulator/netsuite';
import type { PackageList } from '../../src/TypeScript/aftership/core/netsuite/fulfillment';

export const ACCOUNT_ID = '7654321';

/** Features that change how a company works, such as Advanced Shipping. All are on, so that every kind can occur. */
export const FEATURES: readonly string[] = [
  'SERVERSIDESCRIPTING',
  'CUSTOMRECORDS',
  'ACCOUNTING',
  'ADVSHIPPING',
  'PICKPACKSHIP',
  'SALESORDERS',
  'PURCHASEORDERS',
  'VENDORRETURNAUTHS',
  'LOCATIONS',
  'MULTILOCINVT',
];

/** Kinds of fulfillments that the demo must show. A test finds a fulfillment below for each kind. */
export const FULFILLMENT_KINDS = [
  'one package',
  'several packages',
  'partial shipments of one order',
  'several locations',
  'list: package',
  'list: packageups',
  'list: packagefedex',
  'list: packageusps',
  'list: shipmentpackage',
  'international',
  'residential consignee',
  'company consignee',
  'no e-mail',
  'no tracking number yet',
  'transfer order',
  'vendor return',
  'drop shipment',
  'picked, not shipped',
  'packed, not shipped',
  'the same number twice',
  'one number on two fulfillments',
  'several numbers in one field',
  'number that a spreadsheet shortened',
  'number with a wrong character',
  'word instead of a number',
  'number somebody else has at AfterShip',
  'shipped before the start date',
] as const;

type FulfillmentKind = (typeof FULFILLMENT_KINDS)[number];

type Fields = Readonly<Record<string, FieldValue>>;

// ── People, places and ways to ship ──────────────────────────────────────────────────────────────────────────────────

/** `role` is the emulator's name of the employee's role. */
const EMPLOYEES = {
  administrator: { firstname: 'Anna', lastname: 'Albrecht', role: 'administrator' },
  clerk: { firstname: 'Willi', lastname: 'Lager', role: 'warehouse' },
  logistics: { firstname: 'Logistics', lastname: 'Partner', role: 'warehouse' },
} as const;

const CUSTOMERS = {
  mustermann: {
    isperson: true,
    firstname: 'Erika',
    lastname: 'Mustermann',
    email: 'erika.mustermann@example.com',
    phone: '+49 30 23125 014',
    language: 'de_DE',
  },
  bergmann: {
    isperson: false,
    companyname: 'Bergmann Maschinenbau GmbH',
    email: 'einkauf@bergmann.example',
    phone: '+49 89 99998 210',
    language: 'de_DE',
  },
  rivera: {
    isperson: true,
    firstname: 'Sam',
    lastname: 'Rivera',
    email: 'sam.rivera@example.com',
    phone: '(202) 555-0147',
    language: 'en_US',
  },
  harbor: {
    isperson: false,
    companyname: 'Harbor Coffee Co.',
    email: 'orders@harborcoffee.example',
    phone: '202-555-0188',
    language: 'en_US',
  },
  tremblay: {
    isperson: true,
    firstname: 'Élise',
    lastname: 'Tremblay',
    email: 'elise.tremblay@example.org',
    phone: '+1 202 555 0119',
    language: 'fr_CA',
  },
  cafe: { isperson: false, companyname: 'Café am Markt', language: 'de_AT' },
} satisfies Record<string, Fields>;

type CustomerKey = keyof typeof CUSTOMERS;

const ADDRESSES: Readonly<Record<CustomerKey, Fields>> = {
  mustermann: {
    addressee: 'Erika Mustermann',
    addr1: 'Heidestraße 17',
    city: 'Berlin',
    zip: '10557',
    country: 'DE',
    addrphone: '+49 30 23125 014',
  },
  bergmann: {
    addressee: 'Bergmann Maschinenbau GmbH',
    attention: 'Wareneingang Tor 3',
    addr1: 'Industriestraße 8',
    city: 'München',
    zip: '80339',
    country: 'DE',
  },
  rivera: {
    addressee: 'Sam Rivera',
    addr1: '410 SE Example Ave',
    city: 'Portland',
    state: 'OR',
    zip: '97214',
    country: 'US',
    addrphone: '(202) 555-0147',
  },
  harbor: {
    addressee: 'Harbor Coffee Co.',
    attention: 'Receiving',
    addr1: '22 Pier Rd',
    city: 'Seattle',
    state: 'WA',
    zip: '98101',
    country: 'US',
  },
  tremblay: {
    addressee: 'Élise Tremblay',
    addr1: '1200 rue Exemple',
    city: 'Montréal',
    state: 'QC',
    zip: 'H2X 1Y4',
    country: 'CA',
  },
  cafe: {
    addressee: 'Café am Markt',
    attention: 'Küche',
    addr1: 'Marktplatz 2',
    city: 'Graz',
    zip: '8010',
    country: 'AT',
  },
};

const LOCATIONS = {
  hamburg: {
    name: 'Hamburg',
    address: { addr1: 'Am Kai 1', city: 'Hamburg', zip: '20457', country: 'DE' },
  },
  reno: {
    name: 'Reno',
    address: { addr1: '1 Depot Way', city: 'Reno', state: 'NV', zip: '89502', country: 'US' },
  },
} as const;

type LocationKey = keyof typeof LOCATIONS;

/** Names as shops write them. The last two contain no carrier; the connection maps one of them. */
const SHIP_ITEMS = {
  dhl: 'DHL Express Worldwide',
  fedex: 'FedEx Ground',
  fedexHome: 'FedEx Home Sending',
  ups: 'UPS Ground',
  usps: 'USPS Priority Mail',
  lasership: 'LaserShip Next Day',
  canada: 'Canada Post Expedited Parcel',
  purolator: 'Purolator Express',
  canpar: 'Canpar Ground',
  ontrac: 'OnTrac Ground',
  classic: 'Classic Europa',
  economy: 'Economy',
} as const;

type ShipItemKey = keyof typeof SHIP_ITEMS;

export const CARRIER_MAPPING = 'Classic Europa = dpd';

// ── Orders ───────────────────────────────────────────────────────────────────────────────────────────────────────────

interface OrderSpec {
  readonly type: 'salesorder' | 'transferorder' | 'vendorreturnauthorization' | 'purchaseorder';
  readonly number: string;
  readonly customer: CustomerKey | null;
  /** The locations of its lines. The lines of a drop shipment have none. */
  readonly from: readonly LocationKey[];
  readonly shipItem: ShipItemKey | null;
  /** The sales order of a drop shipment's purchase order. */
  readonly createdFrom?: string;
}

function salesOrder(
  number: string,
  customer: CustomerKey,
  from: LocationKey | readonly LocationKey[],
  shipItem: ShipItemKey,
): OrderSpec {
  return { type: 'salesorder', number, customer, from: typeof from === 'string' ? [from] : from, shipItem };
}

const ORDERS: readonly OrderSpec[] = [
  salesOrder('SO1001', 'mustermann', 'hamburg', 'dhl'),
  salesOrder('SO1002', 'bergmann', 'hamburg', 'fedex'),
  salesOrder('SO1003', 'rivera', 'reno', 'ups'),
  salesOrder('SO1004', 'harbor', 'reno', 'fedexHome'),
  salesOrder('SO1005', 'rivera', 'reno', 'usps'),
  salesOrder('SO1006', 'harbor', ['reno', 'hamburg'], 'lasership'),
  salesOrder('SO1007', 'tremblay', 'reno', 'canada'),
  salesOrder('SO1008', 'cafe', 'hamburg', 'classic'),
  salesOrder('SO1009', 'tremblay', 'reno', 'purolator'),
  salesOrder('SO1010', 'mustermann', 'hamburg', 'economy'),
  salesOrder('SO1011', 'rivera', 'reno', 'ups'),
  salesOrder('SO1012', 'rivera', 'reno', 'ontrac'),
  salesOrder('SO1013', 'tremblay', 'reno', 'canpar'),
  salesOrder('SO1014', 'bergmann', 'hamburg', 'economy'),
  salesOrder('SO1015', 'bergmann', 'hamburg', 'economy'),
  salesOrder('SO1016', 'harbor', 'reno', 'ontrac'),
  salesOrder('SO1017', 'harbor', 'reno', 'usps'),
  salesOrder('SO1018', 'bergmann', 'hamburg', 'dhl'),
  salesOrder('SO1019', 'tremblay', 'reno', 'purolator'),
  salesOrder('SO1020', 'rivera', 'reno', 'usps'),
  salesOrder('SO1021', 'harbor', 'reno', 'fedex'),
  salesOrder('SO1022', 'rivera', 'reno', 'ups'),
  salesOrder('SO1023', 'rivera', 'reno', 'usps'),
  salesOrder('SO1024', 'tremblay', 'reno', 'purolator'),
  salesOrder('SO1025', 'mustermann', 'hamburg', 'dhl'),
  salesOrder('SO1026', 'rivera', 'reno', 'ups'),
  { type: 'transferorder', number: 'TO2001', customer: null, from: ['hamburg'], shipItem: 'dhl' },
  { type: 'vendorreturnauthorization', number: 'VRA3001', customer: null, from: ['hamburg'], shipItem: 'dhl' },
  {
    type: 'purchaseorder',
    number: 'PO4001',
    customer: null,
    from: [],
    shipItem: 'economy',
    createdFrom: 'SO1010',
  },
];

// ── Fulfillments ─────────────────────────────────────────────────────────────────────────────────────────────────────

export interface FulfillmentSpec {
  readonly order: string;
  readonly list: PackageList;
  /** One text for each package line, as typed into its tracking number field. */
  readonly numbers: readonly string[];
  readonly shows: readonly FulfillmentKind[];
  /** Set when the fulfillment existed before the project was installed, so it never raised an event. */
  readonly before?: { readonly status: 'A' | 'B' | 'C'; readonly daysAgo: number };
}

function spec(
  order: string,
  list: PackageList,
  numbers: readonly string[],
  shows: readonly FulfillmentKind[] = [],
  before?: FulfillmentSpec['before'],
): FulfillmentSpec {
  return { order, list, numbers, shows, ...(before === undefined ? {} : { before }) };
}

export const FULFILLMENTS = {
  one: spec('SO1001', 'package', ['3318810025'], ['one package', 'list: package', 'residential consignee']),
  several: spec(
    'SO1002',
    'package',
    ['986578788855', '477179081230', '568283610012000'],
    ['several packages', 'company consignee'],
    { status: 'A', daysAgo: 1 },
  ),
  firstPart: spec(
    'SO1003',
    'packageups',
    ['1Z5R89390357567127'],
    ['partial shipments of one order', 'list: packageups'],
    { status: 'B', daysAgo: 1 },
  ),
  secondPart: spec('SO1003', 'packageups', ['1Z879E930346834440'], ['partial shipments of one order']),
  fedexList: spec('SO1004', 'packagefedex', ['9611020987654312345672'], ['list: packagefedex']),
  uspsList: spec('SO1005', 'packageusps', ['9400111206206406260787'], ['list: packageusps']),
  shipmentList: spec('SO1006', 'shipmentpackage', ['LX17635036'], ['list: shipmentpackage', 'several locations']),
  abroad: spec('SO1007', 'package', ['0073938000549297'], ['international']),
  withoutEmail: spec('SO1008', 'package', ['09980000020034D'], ['no e-mail']),
  numberLater: spec('SO1009', 'package', [''], ['no tracking number yet']),
  withoutNumber: spec('SO1025', 'package', [''], ['no tracking number yet']),
  dropShipment: spec('PO4001', 'package', ['YT2229521272164446'], ['drop shipment']),
  picked: spec('SO1011', 'package', [], ['picked, not shipped'], { status: 'A', daysAgo: 1 }),
  packed: spec('SO1012', 'package', ['D10011354453707'], ['packed, not shipped'], { status: 'B', daysAgo: 1 }),
  twice: spec('SO1013', 'package', ['D576002440000001718010', 'd5760 0244 0000 0017 18010'], ['the same number twice']),
  sharedFirst: spec('SO1014', 'package', ['GM2951173225174494'], ['one number on two fulfillments']),
  sharedSecond: spec('SO1015', 'package', ['GM2951173225174494'], ['one number on two fulfillments']),
  oneField: spec('SO1016', 'package', ['C11031500001879, D10011345983010'], ['several numbers in one field']),
  shortened: spec('SO1017', 'package', ['9.40551E+21'], ['number that a spreadsheet shortened']),
  mistyped: spec('SO1026', 'package', ['1Z5R89390357567217'], ['number with a wrong character']),
  placeholder: spec('SO1018', 'package', ['folgt per Mail'], ['word instead of a number']),
  foreign: spec('SO1019', 'package', ['320595463938'], ['number somebody else has at AfterShip']),
  tooEarly: spec('SO1020', 'package', ['9101123456789000000013'], ['shipped before the start date'], {
    status: 'C',
    daysAgo: 3,
  }),
  renumbered: spec('SO1021', 'package', ['041441760228964']),
  moving: spec('SO1022', 'package', ['K1506235620']),
  deleted: spec('SO1023', 'packageusps', ['4201002334249200190132607600833457']),
  unshipped: spec('SO1024', 'package', ['CGK002986959']),
  transfer: spec('TO2001', 'package', ['73891051146'], ['transfer order']),
  vendorReturn: spec('VRA3001', 'package', ['JJD0099999999'], ['vendor return']),
} satisfies Record<string, FulfillmentSpec>;

export type FulfillmentKey = keyof typeof FULFILLMENTS;

/** Numbers that are added during the day. */
export const LATER_NUMBERS = {
  forNumberLater: 'KYV009956937',
  secondPackageOfOne: 'JVGL0999999990',
  forShortened: '03071790000523483741',
  forRenumbered: '9622001900000000000000776632517510',
} as const;

/** A tracking that a shop connector created before this project was installed. */
export const FOREIGN_TRACKING = { trackingNumber: '320595463938', slug: 'purolator', title: 'Webshop order 88-1019' };

/** Line fields of the tracking number and the weight in each package list. */
export const NUMBER_FIELDS: Readonly<Record<PackageList, { readonly number: string; readonly weight: string }>> = {
  package: { number: 'packagetrackingnumber', weight: 'packageweight' },
  packageups: { number: 'packagetrackingnumberups', weight: 'packageweightups' },
  packagefedex: { number: 'packagetrackingnumberfedex', weight: 'packageweightfedex' },
  packageusps: { number: 'packagetrackingnumberusps', weight: 'packageweightusps' },
  shipmentpackage: { number: 'trackingnumber', weight: 'weightinlbs' },
};

/** A package list with these numbers. Each line has a weight, because NetSuite requires it. */
export function packageLines(list: PackageList, numbers: readonly string[]): NonNullable<RecordValues['sublists']> {
  const { number, weight } = NUMBER_FIELDS[list];
  return { [list]: numbers.map((value) => ({ [number]: value, [weight]: 1.5 })) };
}

// ── Into the account ─────────────────────────────────────────────────────────────────────────────────────────────────

export interface Sample {
  readonly employees: Readonly<Record<keyof typeof EMPLOYEES, number>>;
  /** Internal ids of the orders, by number. */
  readonly orders: ReadonlyMap<string, number>;
  /** Internal ids of the existing fulfillments; the day adds more. */
  readonly fulfillments: Map<FulfillmentKey, number>;
  readonly counts: Readonly<Record<string, number>>;
  valuesOf(key: FulfillmentKey, status: 'A' | 'B' | 'C', numbers?: readonly string[]): RecordValues;
}

const DAY_MS = 24 * 3600 * 1000;

/** Value of a date field: midnight in the engine's zone, which is this process's zone. */
function dayBefore(nowMs: number, daysAgo: number, timeZone: string): Date {
  const text = new Intl.DateTimeFormat('en-CA', { timeZone }).format(nowMs - daysAgo * DAY_MS);
  const [year = 0, month = 1, day = 1] = text.split('-').map(Number);
  return new Date(year, month - 1, day);
}

/** Loads the data as they were before the project was installed, without raising events. */
export function loadSample(account: EmulatedAccount): Sample {
  const dayOf = (daysAgo: number): Date => dayBefore(account.now(), daysAgo, account.options.timeZone);
  const seedAll = <Key extends string>(
    type: string,
    entries: Readonly<Record<Key, Fields>>,
    subrecords?: (key: Key) => NonNullable<RecordValues['subrecords']>,
  ): Record<Key, number> => {
    const ids = {} as Record<Key, number>;
    for (const key of keysOf(entries)) {
      ids[key] = account.seed(type, { fields: entries[key], ...(subrecords && { subrecords: subrecords(key) }) });
    }
    return ids;
  };

  const employees = seedAll('employee', EMPLOYEES);
  const customers = seedAll('customer', CUSTOMERS);
  const vendor = account.seed('vendor', { fields: { companyname: 'Zulieferer Nord AG' } });
  const locations = seedAll('location', mapValues(LOCATIONS, locationFields), (key) => ({
    mainaddress: LOCATIONS[key].address,
  }));
  const shipItems = seedAll(
    'shipitem',
    mapValues(SHIP_ITEMS, (itemid) => ({ itemid })),
  );

  const orders = new Map<string, number>();
  const specs = new Map(ORDERS.map((order) => [order.number, order]));
  for (const order of ORDERS) {
    const { type, number, customer, from, shipItem, createdFrom } = order;
    const source = createdFrom === undefined ? null : (orders.get(createdFrom) ?? null);
    const fields: Record<string, FieldValue> = {
      tranid: number,
      trandate: dayOf(2),
      location: from[0] === undefined ? null : locations[from[0]],
      ...(customer === null ? {} : { entity: customers[customer], email: emailOf(customer) }),
      ...(type === 'vendorreturnauthorization' || type === 'purchaseorder' ? { entity: vendor } : {}),
      ...(type === 'transferorder' ? { transferlocation: locations.reno } : {}),
      ...(shipItem === null ? {} : { shipmethod: shipItems[shipItem] }),
      ...(source === null ? {} : { createdfrom: source }),
    };
    const address = customer === null ? LOCATIONS.reno.address : ADDRESSES[customer];
    orders.set(number, account.seed(type, { fields, subrecords: { shippingaddress: address } }));
  }

  const valuesOf = (
    key: FulfillmentKey,
    status: 'A' | 'B' | 'C',
    numbers: readonly string[] = FULFILLMENTS[key].numbers,
  ): RecordValues => {
    const { order: orderNumber, list } = FULFILLMENTS[key];
    const order = specs.get(orderNumber);
    if (order === undefined) throw new Error(`The sample has no order ${orderNumber}.`);
    const buyer = order.createdFrom === undefined ? order.customer : (specs.get(order.createdFrom)?.customer ?? null);
    return {
      fields: {
        createdfrom: orders.get(orderNumber) ?? null,
        shipstatus: status,
        ...(buyer === null ? {} : { entity: customers[buyer], shipisresidential: CUSTOMERS[buyer].isperson }),
      },
      ...(buyer === null ? {} : { subrecords: { shippingaddress: ADDRESSES[buyer] } }),
      sublists: {
        item: itemLines(order.from.map((key) => locations[key])),
        // Packages cannot be entered while a fulfillment is Picked (section_N1230473).
        ...(status === 'A' ? {} : packageLines(list, numbers)),
      },
    };
  };

  const fulfillments = new Map<FulfillmentKey, number>();
  for (const key of keysOf(FULFILLMENTS)) {
    const { before }: FulfillmentSpec = FULFILLMENTS[key];
    if (before === undefined) continue;
    const { fields, ...rest } = valuesOf(key, before.status);
    const day = dayOf(before.daysAgo);
    const dates = { trandate: day, ...(before.status === 'C' ? { shippeddate: day } : {}) };
    fulfillments.set(key, account.seed('itemfulfillment', { ...rest, fields: { ...fields, ...dates } }));
  }

  return {
    employees,
    orders,
    fulfillments,
    valuesOf,
    counts: {
      customers: Object.keys(customers).length,
      locations: Object.keys(locations).length,
      'shipping items': Object.keys(shipItems).length,
      orders: orders.size,
      'fulfillments from before': fulfillments.size,
    },
  };
}

/** A line from each location, or one line without a location. */
function itemLines(locations: readonly number[]): readonly Line[] {
  const from = locations.length === 0 ? [null] : locations;
  return from.map((location, at) => ({ item: at + 1, quantity: 1, itemreceive: true, location }));
}

/** Fields in which a location shows its main address; searches read these. */
function locationFields({ name, address }: (typeof LOCATIONS)[LocationKey]): Fields {
  const { city, zip, country } = address;
  return { name, city, zip, country, ...('state' in address ? { state: address.state } : {}) };
}

function emailOf(customer: CustomerKey): FieldValue {
  const fields: Fields = CUSTOMERS[customer];
  return fields['email'] ?? null;
}

export function keysOf<Key extends string>(entries: Readonly<Record<Key, unknown>>): readonly Key[] {
  return Object.keys(entries) as Key[];
}

function mapValues<Key extends string, From, To>(
  entries: Readonly<Record<Key, From>>,
  change: (value: From) => To,
): Record<Key, To> {
  return Object.fromEntries(keysOf(entries).map((key) => [key, change(entries[key])])) as Record<Key, To>;
}
