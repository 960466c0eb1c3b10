import fc from 'fast-check';
import { createHash } from 'node:crypto';

import { NO_NEEDS } from '../../../src/TypeScript/aftership/core/carrier/requirements';
import type { Address, Fulfillment } from '../../../src/TypeScript/aftership/core/netsuite/fulfillment';
import {
  accountOfTrackingId,
  buildCreate,
  buildUpdate,
  containsContact,
  fingerprintOf,
  generationOfTrackingId,
  maskContacts,
  maskEmailsIn,
  trackingIdFor,
  type RequestInput,
} from '../../../src/TypeScript/aftership/core/aftership/request';
import type { CreateTrackingBody } from '../../../src/TypeScript/aftership/core/aftership/tracking';
import { evaluateFields } from '../../../src/TypeScript/aftership/core/fields/evaluate';
import { parseFieldMapping } from '../../../src/TypeScript/aftership/core/fields/mapping';
import {
  fieldValues,
  NO_FIELDS_READ,
  type SourcePlace,
  type SourceValues,
} from '../../../src/TypeScript/aftership/core/fields/values';
import { aCustomer, aPackage, unmapped } from '../../fixtures';

const sha256Hex = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');

const UPS = '1Z5R89390357567127';

const destination: Address = {
  addressee: 'Doe Ltd',
  attention: 'Jane Doe',
  city: 'Springfield',
  state: 'OR',
  postalCode: '97477-1234',
  country: 'US',
  phone: '(541) 555-0123',
};

const fulfillment: Fulfillment = {
  id: 4711,
  number: 'IF100',
  status: 'shipped',
  date: '2026-11-20',
  shippedOn: '2026-11-23',
  lastModified: 1_795_000_000,
  packageLines: [{ list: 'packageups', line: 0, trackingNumber: UPS, description: null }],
  order: {
    kind: 'salesorder',
    id: 815,
    number: 'SO200',
    date: '2026-11-19',
    emails: ['jane@example.com'],
    url: 'https://1234567.app.netsuite.com/app/accounting/transactions/salesord.nl?id=815',
  },
  customer: aCustomer({ id: 5, name: 'Doe Ltd', email: 'office@example.com', phone: '+1 541 555 0199' }),
  subsidiaryId: null,
  locations: [],
  isOptedOut: false,
  shipMethod: { id: '77', name: 'UPS Ground' },
  destination,
  origin: {
    addressee: null,
    attention: null,
    city: 'Vienna',
    state: null,
    postalCode: '1010',
    country: 'AT',
    phone: null,
  },
  fieldReading: NO_FIELDS_READ,
};

const input: RequestInput = {
  trackingId: 'ns-1234567-4711-000000000000',
  pkg: aPackage(UPS),
  fulfillment,
  connection: {
    sendName: true,
    sendEmail: true,
    sendPhone: true,
    testRecipient: 'test@example.org',
    tags: ['netsuite'],
  },
  fields: unmapped(fulfillment.shipMethod),
  account: { id: '1234567', isProduction: true },
  slug: 'ups',
  needs: NO_NEEDS,
};

function withOrder(order: Partial<Fulfillment['order']>): RequestInput {
  return { ...input, fulfillment: { ...fulfillment, order: { ...fulfillment.order, ...order } } };
}

function withFulfillment(changes: Partial<Fulfillment>): RequestInput {
  return { ...input, fulfillment: { ...fulfillment, ...changes } };
}

function withConnection(changes: Partial<RequestInput['connection']>): RequestInput {
  return { ...input, connection: { ...input.connection, ...changes } };
}

const SHARED_FIELDS = {
  title: 'SO200',
  order_id: '1234567-815',
  order_number: 'SO200',
  order_id_path: 'https://1234567.app.netsuite.com/app/accounting/transactions/salesord.nl?id=815',
  order_date: '2026-11-19T00:00:00+14:00',
  language: 'en',
  tracking_ship_date: '2026-11-23',
  origin_country_region: 'AUT',
  origin_city: 'Vienna',
  origin_postal_code: '1010',
  destination_country_region: 'USA',
  destination_state: 'OR',
  destination_city: 'Springfield',
  destination_postal_code: '97477-1234',
  shipping_method: 'UPS Ground',
  shipment_direction: 'forward',
  customers: [{ role: 'buyer', name: 'Doe Ltd', email: 'jane@example.com', phone_number: '+15415550123' }],
};

describe('the body of a request', () => {
  it('of a create says everything that is known', () => {
    expect(buildCreate(input)).toEqual({
      body: {
        id: 'ns-1234567-4711-000000000000',
        tracking_number: UPS,
        slug: 'ups',
        ...SHARED_FIELDS,
        shipment_tags: ['netsuite'],
      },
      notes: [],
    });
  });

  it('of an update says the same without id, number and tags', () => {
    expect(buildUpdate(input)).toEqual({ body: { slug: 'ups', ...SHARED_FIELDS }, notes: [] });
  });

  it('holds only what is known', () => {
    const bare: RequestInput = {
      ...input,
      slug: null,
      fields: unmapped(),
      connection: { ...input.connection, tags: ['', '  '] },
      fulfillment: {
        ...fulfillment,
        number: ' ',
        shippedOn: null,
        order: { kind: 'unknown', id: null, number: '', date: null, emails: [], url: null },
        customer: null,
        destination: null,
        origin: { addressee: '', attention: '', city: '', state: ' ', postalCode: '', country: '', phone: '' },
      },
    };

    const shared = { tracking_ship_date: '2026-11-20', shipment_direction: 'forward' };
    const create = buildCreate(bare);
    expect(create).toEqual({ body: { id: bare.trackingId, tracking_number: UPS, ...shared }, notes: [] });
    expect(Object.keys(create.body).sort()).toEqual([
      'id',
      'shipment_direction',
      'tracking_number',
      'tracking_ship_date',
    ]);
    expect(Object.keys(buildUpdate(bare).body).sort()).toEqual(['shipment_direction', 'tracking_ship_date']);
  });

  it('has the fulfillment number as its title when the order has none', () => {
    const { body } = buildCreate(withOrder({ number: null }));

    expect(body.title).toBe('IF100');
    expect(body).not.toHaveProperty('order_number');
  });

  it.each([
    ['en_US', 'en'],
    ['de_DE', 'de'],
    ['pt-BR', 'pt'],
    ['fr', 'fr'],
    ['iw_IL', 'he'],
    ['', undefined],
    ['english', undefined],
  ])('turns the language %j into %j', (code, expected) => {
    const customer = aCustomer({ name: null, email: null, phone: null, language: code });

    expect(buildCreate(withFulfillment({ customer })).body.language).toBe(expected);
  });

  it.each([
    ['destination', 'country', 'United States', 'destination_country_region'],
    ['origin', 'country', 'XK', 'origin_country_region'],
    ['destination', 'postalCode', '12345678901', 'destination_postal_code'],
    ['origin', 'postalCode', 'SW1A_1AA', 'origin_postal_code'],
  ] as const)('leaves out what AfterShip would refuse in the %s: %s "%s"', (side, part, value, field) => {
    const { body, notes } = buildCreate(withFulfillment({ [side]: { ...destination, [part]: value } }));

    expect(body).not.toHaveProperty(field);
    expect(notes).toEqual([
      expect.stringContaining(`${side} ${part === 'country' ? 'country' : 'postal code'} "${value}"`),
    ]);
  });

  it.each(['+14:00', '+13:00', '+00:00', '-12:00'])(
    'has an order date that is not after a scan on that day where clocks show %s',
    (offset) => {
      const { body } = buildCreate(withOrder({ date: '2026-11-19' }));

      expect(Date.parse(body.order_date ?? '')).toBeLessThanOrEqual(Date.parse(`2026-11-19T00:00:00${offset}`));
    },
  );

  it('leaves out what is no date', () => {
    const { body, notes } = buildCreate(withOrder({ date: '11/19/2026' }));

    expect(body).not.toHaveProperty('order_date');
    expect(notes).toEqual(['The order date "11/19/2026" is not a date and was left out.']);
  });

  it('cuts tags to 32 characters, sends 50 of them, each once, and says so', () => {
    const many = Array.from({ length: 51 }, (_, index) => `tag ${index}`);
    const { body, notes } = buildCreate(
      withConnection({ tags: [' x  y ', 'x y', 'a'.repeat(33), 'a'.repeat(34), ...many] }),
    );

    expect(body.shipment_tags).toHaveLength(50);
    expect(body.shipment_tags?.slice(0, 3)).toEqual(['x y', 'a'.repeat(32), 'tag 0']);
    expect(notes).toEqual([
      `The tag "${'a'.repeat(33)}" was cut to 32 characters, AfterShip's limit.`,
      `The tag "${'a'.repeat(34)}" was cut to 32 characters, AfterShip's limit.`,
      "Only the first 50 of 53 tags are sent, AfterShip's limit.",
    ]);
  });
});

describe('what only looks like what AfterShip takes', () => {
  it.each(['x2026-11-23', '2026-11-23x', '2026-00-23', '2026-11-00', '2026-13-01', '2026-11-32'])(
    'as the ship date "%s" is left out with a note',
    (shippedOn) => {
      const { body, notes } = buildCreate(withFulfillment({ shippedOn }));

      expect(body).not.toHaveProperty('tracking_ship_date');
      expect(notes).toHaveLength(1);
    },
  );

  it.each(['2026-01-09', '2026-10-10', '2026-12-31'])('and is the date %s is sent', (shippedOn) => {
    expect(buildCreate(withFulfillment({ shippedOn })).body.tracking_ship_date).toBe(shippedOn);
  });

  it('is no reason for a note when nothing was given', () => {
    const { notes } = buildCreate(withOrder({ date: '' }));

    expect(notes).toEqual([]);
  });

  it('keeps the state of the origin apart from that of the destination', () => {
    const { body } = buildCreate(withFulfillment({ origin: { ...destination, state: 'CA' } }));

    expect(body).toMatchObject({ origin_state: 'CA', destination_state: 'OR' });
  });

  it('is told in notes of bounded length, and only when it is more than AfterShip takes', () => {
    const tags = Array.from({ length: 50 }, (_, index) => `tag ${index}`);

    expect(buildCreate(withConnection({ tags })).notes).toEqual([]);
    expect(buildCreate(withConnection({ tags: ['x'.repeat(200)] })).notes[0]?.length).toBeLessThan(150);
    const emails = ['a@example.com', 'b@example.com', 'c@example.com'];
    expect(buildCreate(withOrder({ emails })).notes).toEqual([]);
  });

  it('is counted when several e-mail addresses are wrong', () => {
    expect(buildCreate(withOrder({ emails: ['nobody', 'jane@', 'jane@example.com'] })).notes).toEqual([
      '2 e-mail addresses of the order are not valid and were left out.',
    ]);
  });
});

describe('a tag cut behind a space', () => {
  it('does not end with it', () => {
    expect(buildCreate(withConnection({ tags: [`${'a'.repeat(31)} b`] })).body.shipment_tags).toEqual(['a'.repeat(31)]);
  });
});

describe('contacts', () => {
  it.each([
    [{ sendName: false, sendEmail: false, sendPhone: false }, undefined],
    [{ sendName: true, sendEmail: false, sendPhone: false }, [{ role: 'buyer', name: 'Doe Ltd' }]],
    [{ sendName: false, sendEmail: true, sendPhone: false }, [{ role: 'buyer', email: 'jane@example.com' }]],
    [{ sendName: false, sendEmail: false, sendPhone: true }, [{ role: 'buyer', phone_number: '+15415550123' }]],
  ])('are sent as %j allows', (switches, expected) => {
    const { body } = buildCreate(withConnection(switches));

    expect(body.customers).toEqual(expected);
    expect(containsContact(body)).toBe(expected !== undefined);
  });

  it('outside production are the test recipient alone, whatever the switches say', () => {
    const sandbox = { ...input, account: { id: '1234567_SB1', isProduction: false } };

    expect(buildCreate(sandbox).body.customers).toEqual([{ role: 'buyer', email: 'test@example.org' }]);
    expect(buildUpdate(sandbox).body.customers).toEqual([{ role: 'buyer', email: 'test@example.org' }]);
    for (const testRecipient of [null, '', 'nobody']) {
      const { body } = buildCreate({ ...sandbox, connection: { ...input.connection, testRecipient } });
      expect(body).not.toHaveProperty('customers');
    }
  });

  it('outside production never hold a real one', () => {
    fc.assert(
      fc.property(
        fc.boolean(),
        fc.boolean(),
        fc.boolean(),
        fc.boolean(),
        (sendName, sendEmail, sendPhone, hasRecipient) => {
          const connection = {
            sendName,
            sendEmail,
            sendPhone,
            testRecipient: hasRecipient ? 'test@example.org' : null,
            tags: [],
          };
          const built = JSON.stringify(
            buildCreate({ ...input, connection, account: { id: '1_SB1', isProduction: false } }),
          );

          expect(built).not.toMatch(/Doe|jane|office|5550/);
        },
      ),
    );
  });

  it('in production never hold the test recipient', () => {
    expect(JSON.stringify(buildCreate(input))).not.toContain('test@example.org');
  });

  it('name at most three people, the first with name and phone', () => {
    const emails = ['a@example.com; b@example.com', 'A@EXAMPLE.com', 'c@example.com,d@example.com'];
    const { body, notes } = buildCreate(withOrder({ emails }));

    expect(body.customers).toEqual([
      { role: 'buyer', name: 'Doe Ltd', email: 'a@example.com', phone_number: '+15415550123' },
      { role: 'buyer', email: 'b@example.com' },
      { role: 'buyer', email: 'c@example.com' },
    ]);
    expect(notes).toEqual(["Only the first 3 of 4 e-mail addresses of the order are sent, AfterShip's limit."]);
  });

  it.each([
    'jane',
    'jane@',
    '@example.com',
    'jane@example',
    'jane@@example.com',
    'jane@example.',
    '<jane@example.com>',
  ])('leave out the e-mail "%s", take the customer\'s, and do not repeat it in the note', (email) => {
    const { body, notes } = buildCreate(withOrder({ emails: [email] }));

    expect(body.customers?.map((customer) => customer.email)).toEqual(['office@example.com']);
    expect(notes).toEqual(['An e-mail address of the order is not valid and was left out.']);
  });

  it.each([
    ['+1 541 555 0123', 'DE', '+15415550123'],
    ['0049 30 1234567', 'DE', '+49301234567'],
    ['+44 (0)20 7946 0000', 'GB', '+442079460000'],
    ['00 44 (0) 20 7946 0000', 'GB', '+442079460000'],
    ['541.555.0123', 'US', '+15415550123'],
    ['030 23125014', 'DE', '+493023125014'],
    ['044 123 456', 'XK', '+38344123456'],
    ['n/a\n541 555 0123', 'US', '+15415550123'],
  ])('read the phone number "%s" in %s as %s', (phone, country, expected) => {
    const { body, notes } = buildCreate(withFulfillment({ destination: { ...destination, phone, country } }));

    expect(body.customers?.[0]?.phone_number).toBe(expected);
    expect(notes.filter((note) => note.includes('phone'))).toEqual([]);
  });

  it.each([
    ['none', 'US', 'it has no digits'],
    ['1-800-FLOWERS', 'US', 'it has letters or other characters'],
    ['555-0123', 'US', 'it is too short'],
    ['541 555 0123 4567', 'US', 'it is too long'],
    ['5415550123', null, "it has no country code, and the destination's country is not known"],
    ['+0 541 555 0123', 'US', 'no country has its country code'],
    ['0415550123', 'US', 'its country has no such numbers'],
    [
      '5415550123',
      'DE',
      "it has neither a country code nor the prefix of the destination's country, such as a leading 0",
    ],
    ['491715551842', 'DE', 'it can be read as two different numbers'],
    ['0000000000', 'US', 'its digits only fill the field'],
  ])('leave out the phone number "%s" in %s, and say that %s', (phone, country, why) => {
    const customer = aCustomer({ name: null, email: null, phone: null, language: null });
    const { body, notes } = buildCreate(withFulfillment({ customer, destination: { ...destination, phone, country } }));

    expect(body.customers).toEqual([{ role: 'buyer', email: 'jane@example.com' }]);
    expect(notes.filter((note) => note.includes('phone'))).toEqual([
      `The phone number was left out: ${why}. Write it with its country code, such as +1 or +44.`,
    ]);
  });

  it("take the customer's phone number when the address has no usable one", () => {
    const { body } = buildCreate(withFulfillment({ destination: { ...destination, phone: '12' } }));

    expect(body.customers?.[0]?.phone_number).toBe('+15415550199');
  });

  it('are masked for printing, and nothing else is', () => {
    const customers = [
      { role: 'buyer', name: 'Jane  van Doe', email: 'jane@mail.example.co.uk', phone_number: '+15415550123' },
      { role: 'buyer', email: 'odd' },
    ];
    const body: CreateTrackingBody = { ...buildCreate(input).body, customers };

    const masked = maskContacts(body);

    expect(masked).toEqual({
      ...body,
      customers: [
        { role: 'buyer', name: 'J. v. D.', email: 'j***@m***.uk', phone_number: '***23' },
        { role: 'buyer', email: '***' },
      ],
    });
    expect(body.customers).toEqual(customers);
    expect(maskContacts({ title: 'SO200' })).toEqual({ title: 'SO200' });
  });

  it('are found in a body', () => {
    expect(containsContact({})).toBe(false);
    expect(containsContact({ customers: [] })).toBe(false);
    expect(containsContact({ customers: [{ role: 'buyer', language: 'en' }] })).toBe(false);
    expect(containsContact({ customers: [{ role: 'buyer' }, { phone_number: '+15415550123' }] })).toBe(true);
  });
});

describe('for any fulfillment', () => {
  const without = (body: CreateTrackingBody, ...fields: (keyof CreateTrackingBody)[]): Partial<CreateTrackingBody> => {
    const rest: Partial<CreateTrackingBody> = { ...body };
    for (const field of fields) delete rest[field];
    return rest;
  };
  const value = fc.option(
    fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('', ' ', 'US', 'a@b.co', '+4912345678')),
  );
  const address = fc.option(
    fc.record({
      addressee: value,
      attention: value,
      city: value,
      state: value,
      postalCode: value,
      country: value,
      phone: value,
    }),
  );
  const anyInput = fc.record({
    trackingId: fc.constant(input.trackingId),
    pkg: fc.constant(input.pkg),
    slug: fc.constantFrom(null, 'ups'),
    fields: fc.constant(unmapped()),
    needs: fc.constant(NO_NEEDS),
    account: fc.record({ id: fc.constant('1234567'), isProduction: fc.boolean() }),
    connection: fc.record({
      sendName: fc.boolean(),
      sendEmail: fc.boolean(),
      sendPhone: fc.boolean(),
      testRecipient: value,
      tags: fc.array(fc.string({ unit: 'binary', maxLength: 80 }), { maxLength: 70 }),
    }),
    fulfillment: fc.record({
      id: fc.nat(),
      number: value,
      status: fc.constant('shipped' as const),
      date: fc.string(),
      shippedOn: value,
      lastModified: fc.constant(null),
      packageLines: fc.constant([]),
      order: fc.record({
        kind: fc.constant('salesorder' as const),
        id: fc.option(fc.nat()),
        number: value,
        date: value,
        emails: fc.array(fc.oneof(fc.string(), fc.emailAddress()), { maxLength: 6 }),
        url: value,
      }),
      customer: fc.option(
        fc.record({
          id: fc.nat(),
          name: value,
          email: value,
          phone: value,
          language: value,
          withoutContact: fc.boolean(),
          isOptedOut: fc.constant(false),
        }),
      ),
      subsidiaryId: fc.constant(null),
      locations: fc.constant([]),
      isOptedOut: fc.constant(false),
      shipMethod: fc.option(fc.record({ id: fc.string(), name: fc.string() })),
      destination: address,
      origin: address,
      fieldReading: fc.constant(NO_FIELDS_READ),
    }),
  });

  const expectWithinLimits = (body: object) => {
    const everyValue = (part: unknown): unknown[] =>
      typeof part === 'object' && part !== null ? Object.values(part).flatMap(everyValue) : [part];
    const rest = body as Partial<CreateTrackingBody>;
    for (const each of everyValue(rest)) expect(typeof each === 'string' && each.trim() !== '').toBe(true);
    expect(rest.customers?.length ?? 1).toBeLessThanOrEqual(3);
    expect(rest.customers?.length ?? 1).toBeGreaterThan(0);
    for (const { phone_number = '+10000000' } of rest.customers ?? []) expect(phone_number).toMatch(/^\+\d{8,15}$/);
    expect(rest.shipment_tags?.length ?? 1).toBeLessThanOrEqual(50);
    for (const tag of rest.shipment_tags ?? []) expect(tag.length).toBeLessThanOrEqual(32);
    for (const side of ['origin', 'destination'] as const) {
      expect(rest[`${side}_country_region`] ?? 'USA').toMatch(/^[A-Z]{3}$/);
      expect(rest[`${side}_postal_code`] ?? '1').toMatch(/^[A-Za-z0-9+\- ]{1,10}$/);
    }
    expect(rest.language ?? 'en').toMatch(/^[a-z]{2}$/);
    expect(rest.order_date ?? '2026-01-01T00:00:00+14:00').toMatch(/^\d{4}-\d\d-\d\dT00:00:00\+14:00$/);
  };

  it('keeps every limit AfterShip documents and sends nothing empty', () => {
    fc.assert(
      fc.property(anyInput, (any) => {
        const create = buildCreate(any);
        const update = buildUpdate(any);

        expectWithinLimits(create.body);
        expectWithinLimits(update.body);
        expect(update.body).toEqual(without(create.body, 'id', 'tracking_number', 'shipment_tags'));
        expect([...create.notes, ...update.notes].every((note) => note.endsWith('.'))).toBe(true);
      }),
    );
  });
});

describe('the fingerprint', () => {
  const { body } = buildCreate(input);
  const printOf = (changes: Partial<CreateTrackingBody>, shipMethodId: string | null = '77') => {
    const shipMethod = shipMethodId === null ? null : { id: shipMethodId, name: 'UPS Ground' };
    return fingerprintOf({ ...body, ...changes }, unmapped(shipMethod), sha256Hex);
  };
  const base = printOf({});

  it('is a short text of hexadecimal digits', () => {
    expect(base).toMatch(/^[0-9a-f]{32}$/);
  });

  it.each([
    ['the id', { id: 'ns-1234567-000000000000000000000000-2' }],
    ['the slug', { slug: 'fedex' }],
    ['no slug', { slug: undefined }],
    ['the number', { tracking_number: 'OTHER123' }],
    ['the tags', { shipment_tags: ['other'] }],
    ['the connection to the courier', { courier_connection_id: 'c1' }],
    ['no tags', { shipment_tags: undefined }],
    ['the ship method’s name in another language', { shipping_method: 'UPS Sol' }],
    ['a field that is undefined', { origin_state: undefined }],
  ])('stays the same with another value of what no update changes: %s', (_case, changes) => {
    expect(printOf(changes)).toBe(base);
  });

  it('stays the same whatever the order of the fields', () => {
    const reversed = Object.fromEntries(Object.entries(body).reverse()) as unknown as CreateTrackingBody;
    const [buyer] = body.customers ?? [];
    reversed.customers = [Object.fromEntries(Object.entries(buyer ?? {}).reverse())];

    expect(fingerprintOf(reversed, input.fields, sha256Hex)).toBe(base);
  });

  it('changes with every other field and with the ship method', () => {
    const fields = Object.keys(SHARED_FIELDS).filter((field) => field !== 'shipping_method');
    const others = [
      ...fields.map((field) => printOf({ [field]: undefined })),
      printOf({}, '78'),
      printOf({}, null),
      printOf({ customers: [{ role: 'buyer', email: 'other@example.com' }] }),
    ];

    for (const print of others) expect(print).not.toBe(base);
    expect(new Set(others).size).toBe(others.length);
  });
});

describe('what the field mapping says', () => {
  const values = (rows: Partial<Record<SourcePlace, Record<string, unknown>>>): SourceValues => {
    const place = (name: SourcePlace) => [
      new Map(Object.entries(rows[name] ?? {}).map(([id, raw]) => [id, fieldValues(raw, () => null)])),
    ];
    return { fulfillment: place('fulfillment'), order: place('order'), package: place('package'), line: place('line') };
  };
  const mapped = (
    text: string,
    rows: Parameters<typeof values>[0] = {},
    changes: Partial<RequestInput> = {},
  ): RequestInput => {
    const where = { subsidiary: null, locations: [], method: fulfillment.shipMethod };
    return { ...input, ...changes, fields: evaluateFields(parseFieldMapping(text), values(rows), where) };
  };
  const printOf = (of: RequestInput) => fingerprintOf(buildCreate(of).body, of.fields, sha256Hex);

  it('counts before what is sent without it, with what a create alone takes', () => {
    const text = [
      'title = "Gift"',
      'destination_city = ""',
      'order_promised_delivery_date = order.custbody_promised',
      'custom_fields.brand = "Acme"',
      'courier_connection_id = "c1"',
      'shipment_tags = "b2b"',
      'ship_method = "UPS Standard"',
    ].join('\n');
    const of = mapped(text, { order: { custbody_promised: '2026-12-01' } });
    const { body, notes } = buildCreate(of);
    const others = Object.fromEntries(Object.entries(SHARED_FIELDS).filter(([field]) => field !== 'destination_city'));
    const said = {
      ...others,
      title: 'Gift',
      shipping_method: 'UPS Standard',
      order_promised_delivery_date: {
        promised_delivery_date: '2026-12-01',
        promised_delivery_date_min: null,
        promised_delivery_date_max: null,
      },
      custom_fields: { brand: 'Acme' },
    };

    expect(body).toEqual({
      id: input.trackingId,
      tracking_number: UPS,
      slug: 'ups',
      ...said,
      courier_connection_id: 'c1',
      shipment_tags: ['netsuite', 'b2b'],
    });
    expect(notes).toEqual([]);
    expect(buildUpdate(of).body).toEqual({ slug: 'ups', ...said });
  });

  it('keeps quiet about what it replaces, and tells what it left out', () => {
    const address = { ...destination, country: 'Utopia' };
    const changes = { fulfillment: { ...fulfillment, destination: address } };
    const text = 'destination_country_region = "CA"\nlanguage = custbody_language';

    const { body, notes } = buildCreate(mapped(text, { fulfillment: { custbody_language: 'German' } }, changes));

    expect(body).toMatchObject({ destination_country_region: 'CAN', language: 'en' });
    expect(notes).toEqual([
      'custbody_language is left out of language, which takes one ISO 639-1 language code, such as de or de_DE.',
    ]);
  });

  it('gives way to what was typed beside the number', () => {
    const pkg = aPackage(UPS, { parameters: ['20261120'] });
    const of = mapped('tracking_ship_date = "2026-11-01"', {}, { pkg });
    const other = mapped('tracking_ship_date = "2026-11-02"', {}, { pkg });

    expect(buildCreate(of).body.tracking_ship_date).toBe('2026-11-20');
    expect(printOf(other)).toBe(printOf(of));
  });

  it('sends no origin beside the id of a location', () => {
    expect(
      Object.keys(buildCreate(mapped('location_id = "L1"')).body).filter((name) => name.startsWith('origin_')),
    ).toEqual([]);
  });

  it('is in the fingerprint by ids and days, in whatever language a run speaks', () => {
    const text = [
      'custom_fields.line = custbody_line',
      'note = custbody_line',
      'ship_method = custbody_line',
      'shipping_method = custbody_line',
      'order_date = order.custbody_day',
      'title = custbody_amount',
    ].join('\n');
    const rows = (line: string, shown: string, day: unknown, amount = '1,234.50') => ({
      fulfillment: { custbody_line: { value: line, text: shown }, custbody_amount: { value: 1234.5, text: amount } },
      order: { custbody_day: day },
    });
    const base = mapped(text, rows('5', 'Fragile', '2026-12-01'));
    const translated = mapped(text, rows('5', 'Zerbrechlich', new Date(2026, 11, 1), '1.234,50'));

    expect(buildCreate(translated).body.note).toBe('Zerbrechlich');
    expect(printOf(translated)).toBe(printOf(base));
    expect(printOf(mapped(text, rows('6', 'Fragile', '2026-12-01')))).not.toBe(printOf(base));
    expect(printOf(mapped(text, rows('5', 'Fragile', '2026-12-02')))).not.toBe(printOf(base));
  });

  it('changes the fingerprint with each line that is new', () => {
    const lines = ['title = "a"', 'shipping_method = "a"', 'ship_method = "a"', 'custom_fields.a = "a"', 'note = "a"'];
    const prints = [printOf(input), ...lines.map((line) => printOf(mapped(line)))];

    expect(new Set(prints).size).toBe(prints.length);
    expect(printOf(mapped('shipment_tags = "a"\ncourier_connection_id = "a"'))).toBe(printOf(input));
  });
});

it('masks the e-mail addresses of any text', () => {
  expect(maskEmailsIn('Box 7, jane@example.com and jane@example.com')).toBe('Box 7, j***@e***.com and j***@e***.com');
  expect(maskEmailsIn('A1 at noon')).toBe('A1 at noon');
});

describe('the id of a tracking', () => {
  it('is made of account and number, with the generation from the second on', () => {
    const parts = { accountId: '1234567_SB1', number: UPS };
    const hash = createHash('sha256').update(UPS).digest('hex').slice(0, 24);

    expect(trackingIdFor({ ...parts, generation: 1 }, sha256Hex)).toBe(`ns-1234567_SB1-${hash}`);
    expect(trackingIdFor({ ...parts, generation: 2 }, sha256Hex)).toBe(`ns-1234567_SB1-${hash}-2`);
    expect(trackingIdFor({ ...parts, accountId: '1234567-sb1', generation: 12 }, sha256Hex)).toBe(
      `ns-1234567_sb1-${hash}-12`,
    );
  });

  it('is accepted by AfterShip and tells its account and generation', () => {
    const word = fc.constantFrom(...'0123456789ABCXYZabcxyz_');
    const accountId = fc.string({ unit: word, minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(accountId, fc.string(), fc.integer({ min: 1, max: 999 }), (account, number, generation) => {
        const id = trackingIdFor({ accountId: account, number, generation }, sha256Hex);

        expect(id).toMatch(/^[0-9a-zA-Z-_]{1,128}$/);
        expect(accountOfTrackingId(id)).toBe(account);
        expect(generationOfTrackingId(id)).toBe(generation);
      }),
    );
  });

  it.each([
    '',
    '5b7658cec7c33c0e007de3c5',
    'ns-1234567-4711-000000000000',
    'ns-1234567-00000000000000000000000',
    'ns-1234567-0000000000000000000000000',
    'ns-1234567-00000000000000000000000G',
    'ns-1234567-000000000000000000000000-1',
    'ns-1234567-000000000000000000000000-02',
    'ns--000000000000000000000000',
    'xns-1234567-000000000000000000000000',
    'ns-1234567-000000000000000000000000\n',
  ])('"%s" is not ours', (id) => {
    expect(accountOfTrackingId(id)).toBeNull();
    expect(generationOfTrackingId(id)).toBe(1);
  });
});
