/**
 * The same fulfillments twice: as records of an account, and as rows of an export. Both are written by hand, so that
 * the tested code does not make one from the other.
 */

import type { World } from '../../../__tests__/scripts/world';
import type { FieldValue, RecordValues } from '../../../packages/emulator/netsuite';

export interface ShippedRow {
  readonly id: number;
  readonly cells: Readonly<Record<string, string>>;
}

const COLUMNS = [
  'Document Number',
  'Status',
  'Date',
  'Actual Ship Date',
  'Tracking Numbers',
  'Ship Via',
  'Created From',
  'Order Internal ID',
  'Order Number',
  'Order Date',
  'Order Email',
  'Name',
  'Customer Email',
  'Customer Phone',
  'Customer Language',
  'Shipping Country Code',
  'Shipping State',
  'Shipping City',
  'Shipping Zip',
  'Shipping Addressee',
  'Location',
  'Origin Country',
  'Origin State',
  'Origin City',
  'Origin Zip',
] as const;

type Cells = Partial<Record<(typeof COLUMNS)[number], string>>;

export const EXPORT_ROWS = {
  header: ['Internal ID', ...COLUMNS].join(';'),
  format: ({ id, cells }: ShippedRow): string =>
    [String(id), ...COLUMNS.map((column) => cells[column] ?? '')]
      .map((text) => `"${text.replaceAll('"', '""')}"`)
      .join(';'),
  /** Fields of the requests that these rows produce. */
  fields: [
    'customers',
    'destination_city',
    'destination_country_region',
    'destination_postal_code',
    'destination_state',
    'id',
    'language',
    'order_date',
    'order_id',
    'order_number',
    'origin_city',
    'origin_country_region',
    'origin_postal_code',
    'origin_state',
    'shipment_direction',
    'shipment_tags',
    'shipping_method',
    'slug',
    'title',
    'tracking_number',
    'tracking_ship_date',
  ],
};

const BERLIN = { addressee: 'Ada Example', city: 'Berlin', zip: '10115', country: 'DE', addr1: 'Street 1' };
const TO_BERLIN: Cells = {
  'Shipping Addressee': 'Ada Example',
  'Shipping City': 'Berlin',
  'Shipping Zip': '10115',
  'Shipping Country Code': 'DE',
};
const PORTLAND = { addressee: 'Ada Example', city: 'Portland', state: 'OR', zip: '97214', country: 'US', addr1: 'A 1' };
const TO_PORTLAND: Cells = {
  'Shipping Addressee': 'Ada Example',
  'Shipping City': 'Portland',
  'Shipping State': 'OR',
  'Shipping Zip': '97214',
  'Shipping Country Code': 'US',
};
const ADA: Cells = {
  Name: 'Ada Example',
  'Customer Email': 'ada@example.com',
  'Customer Phone': '+15005550006',
  'Customer Language': 'en_US',
};
const FROM_RENO: Cells = {
  Location: 'Reno',
  'Origin Country': 'US',
  'Origin State': 'NV',
  'Origin City': 'Reno',
  'Origin Zip': '89502',
};

const FROM_GRAZ: Cells = { Location: 'Graz', 'Origin Country': 'AT', 'Origin City': 'Graz', 'Origin Zip': '8010' };

/** Ships every fulfillment through the account's events and returns the rows of the export. */
export function seedFulfillments(world: World): readonly ShippedRow[] {
  const { account, clerk, customer, order, shipMethod } = world;
  const reno = account.seed('location', {
    fields: { name: 'Reno', city: 'Reno', state: 'NV', zip: '89502', country: 'US' },
  });
  const graz = account.seed('location', { fields: { name: 'Graz', city: 'Graz', zip: '8010', country: 'AT' } });
  const economy = account.seed('shipitem', { fields: { itemid: 'Economy' } });
  const withoutEmail = account.seed('salesorder', {
    fields: { tranid: 'SO51', trandate: new Date(2026, 10, 19), entity: customer },
  });
  const transfer = account.seed('transferorder', {
    fields: { tranid: 'TO7', trandate: new Date(2026, 10, 17), transferlocation: reno },
  });
  const vendor = account.seed('vendor', { fields: { companyname: 'Zulieferer Nord AG' } });
  const vendorReturn = account.seed('vendorreturnauthorization', {
    fields: { tranid: 'VRA3', trandate: new Date(2026, 10, 17), entity: vendor },
  });
  const so50: Cells = {
    'Created From': 'Sales Order #SO50',
    'Order Internal ID': String(order),
    'Order Number': 'SO50',
    'Order Date': '18.11.2026',
    'Order Email': 'buyer@example.com',
    ...ADA,
  };
  const so51: Cells = {
    'Created From': 'Sales Order #SO51',
    'Order Internal ID': String(withoutEmail),
    'Order Number': 'SO51',
    'Order Date': '19.11.2026',
    ...ADA,
  };
  const shipped: Cells = { Status: 'Item Fulfillment : Shipped', Date: '20.11.2026', 'Actual Ship Date': '21.11.2026' };
  const fields: Record<string, FieldValue> = {
    trandate: new Date(2026, 10, 20),
    shippeddate: new Date(2026, 10, 21),
    shipstatus: 'C',
    createdfrom: order,
    entity: customer,
    shipmethod: shipMethod,
  };
  const packages = (...numbers: readonly string[]): NonNullable<RecordValues['sublists']> => ({
    package: numbers.map((packagetrackingnumber) => ({ packagetrackingnumber, packageweight: 1 })),
  });
  const from = (...locations: readonly number[]): NonNullable<RecordValues['sublists']> => ({
    item: locations.map((location, at) => ({ item: at + 1, quantity: 1, location })),
  });

  /** The export has a row for each item line, where `lines` says how they differ. */
  const all: readonly { readonly record: RecordValues; readonly cells: Cells; readonly lines?: readonly Cells[] }[] = [
    {
      record: {
        fields: { ...fields, tranid: 'IF1' },
        sublists: { ...packages('1Z5R89390357567127', 'k1506 235620'), ...from(reno) },
        subrecords: { shippingaddress: BERLIN },
      },
      cells: {
        ...shipped,
        ...so50,
        ...TO_BERLIN,
        ...FROM_RENO,
        'Document Number': 'IF1',
        'Ship Via': 'UPS Ground',
        'Tracking Numbers': '1Z5R89390357567127<BR>k1506 235620',
      },
    },
    // Several numbers in one field, a carrier by mapping, an order without an e-mail address.
    {
      record: {
        fields: { ...fields, tranid: 'IF2', createdfrom: withoutEmail, shipmethod: economy },
        sublists: packages('09980000020034D; 09980000020035D'),
        subrecords: { shippingaddress: PORTLAND },
      },
      cells: {
        ...shipped,
        ...so51,
        ...TO_PORTLAND,
        'Document Number': 'IF2',
        'Ship Via': 'Economy',
        'Tracking Numbers': '09980000020034D; 09980000020035D',
      },
    },
    // Another list, whose carrier the number proves as well.
    {
      record: {
        fields: { ...fields, tranid: 'IF3', shipmethod: null },
        sublists: {
          packageusps: [{ packagetrackingnumberusps: '9400111206206406260787', packageweightusps: 1 }],
        },
        subrecords: { shippingaddress: PORTLAND },
      },
      cells: {
        ...shipped,
        ...so50,
        ...TO_PORTLAND,
        'Document Number': 'IF3',
        'Tracking Numbers': '9400111206206406260787',
      },
    },
    // One box for two orders: both share a tracking, which the newer fulfillment updates.
    ...(['IF4', 'IF5'] as const).map((tranid) => ({
      record: {
        fields: { ...fields, tranid, createdfrom: tranid === 'IF4' ? order : withoutEmail },
        sublists: packages('1Z879E930346834440'),
        subrecords: { shippingaddress: BERLIN },
      },
      cells: {
        ...shipped,
        ...(tranid === 'IF4' ? so50 : so51),
        ...TO_BERLIN,
        'Document Number': tranid,
        'Ship Via': 'UPS Ground',
        'Tracking Numbers': '1Z879E930346834440',
      },
    })),
    // A fulfillment without ship date, which NetSuite fills in, and without method; a number that proves no carrier;
    // and one without numbers.
    {
      record: {
        fields: {
          trandate: new Date(2026, 10, 20),
          shipstatus: 'C',
          createdfrom: order,
          entity: customer,
          tranid: 'IF6',
        },
        sublists: packages('YT2229521272164446', 'TBD', '9.40551E+21'),
        subrecords: { shippingaddress: BERLIN },
      },
      cells: {
        ...shipped,
        ...so50,
        ...TO_BERLIN,
        'Actual Ship Date': '23.11.2026',
        'Document Number': 'IF6',
        'Tracking Numbers': 'YT2229521272164446<BR>TBD<BR>9.40551E+21',
      },
    },
    {
      record: {
        fields: { ...fields, tranid: 'IF7', createdfrom: transfer, entity: null },
        sublists: packages('C11031500001879'),
        subrecords: { shippingaddress: PORTLAND },
      },
      cells: {
        ...shipped,
        ...TO_PORTLAND,
        'Created From': 'Transfer Order #TO7',
        'Order Internal ID': String(transfer),
        'Order Number': 'TO7',
        'Order Date': '17.11.2026',
        'Document Number': 'IF7',
        'Ship Via': 'UPS Ground',
        'Tracking Numbers': 'C11031500001879',
      },
    },
    {
      record: {
        fields: { ...fields, tranid: 'IF8', createdfrom: vendorReturn, entity: vendor },
        sublists: packages('477179081230'),
      },
      cells: {
        ...shipped,
        'Created From': 'Vendor Return Authorization #VRA3',
        'Document Number': 'IF8',
        'Tracking Numbers': '477179081230',
      },
    },
    // One shipped before the start date, one only packed, one with the same number twice.
    {
      record: {
        fields: { ...fields, tranid: 'IF9', shippeddate: new Date(2026, 9, 31) },
        sublists: packages('986578788855'),
      },
      cells: {
        ...shipped,
        ...so50,
        'Actual Ship Date': '31.10.2026',
        'Document Number': 'IF9',
        'Tracking Numbers': '986578788855',
      },
    },
    {
      record: {
        fields: { ...fields, tranid: 'IF10', shipstatus: 'B', shippeddate: null },
        sublists: packages('320595463938'),
      },
      cells: {
        ...shipped,
        ...so50,
        Status: 'Item Fulfillment : Packed',
        'Actual Ship Date': '',
        'Document Number': 'IF10',
        'Tracking Numbers': '320595463938',
      },
    },
    {
      record: {
        fields: { ...fields, tranid: 'IF11' },
        sublists: { ...packages('0414 4176 0228 964', '041441760228964'), ...from(reno, graz) },
        subrecords: { shippingaddress: PORTLAND },
      },
      cells: {
        ...shipped,
        ...so50,
        ...TO_PORTLAND,
        'Document Number': 'IF11',
        'Ship Via': 'UPS Ground',
        'Tracking Numbers': '0414 4176 0228 964<BR>041441760228964',
      },
      lines: [{}, FROM_RENO, FROM_GRAZ],
    },
  ];
  return all.flatMap(({ record, cells, lines = [{}] }) => {
    const id = account.create(clerk, 'itemfulfillment', record);
    account.advance(5);
    return lines.map((line) => ({ id, cells: { ...cells, ...line } }));
  });
}
