import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import facts from '../../facts/aftership-couriers.json';
import { ERRORS } from '../answers';
import { detectCouriers, findCourier } from '../couriers';
import { DIAL_VALUES, setDials } from '../dials';
import { DAY, HEADERS, NOW, openAfterShip, SECOND, USPS_NUMBER } from './aftership_calls';

const UPS = { tracking_number: '1Z879E930346834440', slug: 'ups' };

function repeat<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

describe('a create', () => {
  it('answers 201 with the whole tracking, Pending, under the caller’s id', () => {
    const aftership = openAfterShip();

    const reply = aftership.create({
      ...UPS,
      id: 'ns-1-2-abc',
      order_number: 'SO1',
      customers: [{ role: 'buyer', name: 'A', email: 'a@example.com', phone_number: '+15550100' }],
    });

    expect([reply.status, reply.code]).toEqual([201, 201]);
    expect(reply.data).toMatchObject({
      id: 'ns-1-2-abc',
      tracking_number: UPS.tracking_number,
      slug: 'ups',
      title: UPS.tracking_number,
      tag: 'Pending',
      subtag: 'Pending_001',
      active: true,
      order_number: 'SO1',
      created_at: '2026-11-24T10:00:00+00:00',
      subscribed_emails: ['a@example.com'],
      subscribed_smses: ['+15550100'],
    });
    expect(reply.handled.changes).toEqual([{ kind: 'created', id: 'ns-1-2-abc' }]);
  });

  it('makes an id of 32 and a legacy id of 24 hexadecimal digits, the same from the same seed', () => {
    const ids = [1, 1, 2].map((seed) => openAfterShip({}, { seed }).create(UPS).data);

    expect(ids[0]?.['id']).toMatch(/^[0-9a-f]{32}$/);
    expect(ids[0]?.['legacy_id']).toMatch(/^[0-9a-f]{24}$/);
    expect(ids[1]?.['id']).toBe(ids[0]?.['id']);
    expect(ids[2]?.['id']).not.toBe(ids[0]?.['id']);
  });

  it('accepts every documented field at its limits', () => {
    const aftership = openAfterShip({}, { locations: ['loc'], courierConnections: [{ id: 'con', slug: 'ups' }] });
    const body = {
      tracking_number: `A${'-._/0'.repeat(19)}BCDE`,
      id: 'x'.repeat(128),
      slug: 'ups',
      title: 'T',
      order_id: 'O',
      order_number: '',
      order_id_path: 'https://example.com',
      order_date: '2026-11-20T08:00:00-08:00',
      order_promised_delivery_date: {
        promised_delivery_date: null,
        promised_delivery_date_min: '2026-12-01',
        promised_delivery_date_max: '2026-12-02T10:00:00',
      },
      custom_fields: Object.fromEntries(repeat(25, (index) => [`${index}`.padStart(30, 'k'), 'v'.repeat(512)])),
      note: '',
      language: 'de',
      tracking_ship_date: '2026-11-23T10:00:00+01:00',
      tracking_account_number: '123',
      tracking_key: 'k-1',
      destination_country_region: 'USA',
      destination_state: 'CA',
      destination_city: 'C',
      destination_postal_code: '90210',
      destination_raw_location: 'R',
      location_id: 'loc',
      shipment_type: 'S',
      shipping_method: 'M',
      shipment_tags: repeat(50, () => 't'.repeat(32)),
      courier_connection_id: 'con',
      delivery_type: 'door_to_door',
      pickup_location: 'P',
      pickup_note: 'N',
      last_mile: { tracking_number: '1234', slug: 'usps' },
      customers: repeat(3, () => ({
        role: 'buyer',
        name: 'N',
        phone_number: '+1',
        email: 'e@x.y',
        language: 'en',
        id: '1',
      })),
      shipment_direction: 'forward',
    };

    const reply = aftership.create(body);

    expect(body.tracking_number).toHaveLength(100);
    expect(reply.message).toBeUndefined();
    expect(reply.status).toBe(201);
    // A last mile has more members in the answer.
    for (const [name, value] of Object.entries(body)) expect(reply.data).toMatchObject({ [name]: value });
  });

  it.each([
    ['no JSON', '{"tracking_number":', 4001],
    ['no body', '', 4001],
    ['a list', '[]', 400],
    ['no tracking_number', {}, 4007],
    ['the wrapper of the old API', { tracking: UPS }, 4007],
    ['a number as number', { tracking_number: 12345 }, 400],
    ['a number that is null', { tracking_number: null }, 400],
    ['a number of three characters', { tracking_number: '1Z8' }, 4005],
    ['a number of 101 characters', { tracking_number: 'A'.repeat(101) }, 4005],
    ['a number in lower case', { tracking_number: '1z879e930346834440' }, 4005],
    ['a number with a space', { tracking_number: '1Z 879E93 0346834440' }, 4005],
    ['an empty number', { tracking_number: '' }, 4005],
    ['an empty id', { ...UPS, id: '' }, 4015],
    ['an id of 129 characters', { ...UPS, id: 'x'.repeat(129) }, 4015],
    ['an id with a dot', { ...UPS, id: 'a.b' }, 4015],
    ['an id as number', { ...UPS, id: 1 }, 400],
    ['a slug nobody has', { ...UPS, slug: 'dhl-express' }, 4010],
    ['a slug in upper case', { ...UPS, slug: 'UPS' }, 4010],
    ['several slugs', { ...UPS, slug: ['ups'] }, 400],
    ['the slug unrecognized', { ...UPS, slug: 'unrecognized' }, 4010],
    ['slug and slug_group', { ...UPS, slug_group: 'fedex-group' }, 400],
    ['a group nobody has', { tracking_number: '1234', slug_group: 'nobody-group' }, 4008, 'slug_group'],
    ['location_id and an origin', { ...UPS, location_id: 'loc', origin_city: 'C' }, 400],
    ['an unknown location', { ...UPS, location_id: 'other' }, 4008, 'location_id'],
    ['an unknown carrier connection', { ...UPS, courier_connection_id: 'other' }, 4008, 'courier_connection_id'],
    ['a field that does not exist', { ...UPS, weight: 1 }, 400],
    ['an empty title', { ...UPS, title: '' }, 4008, 'title'],
    ['an empty order_id', { ...UPS, order_id: '' }, 4008, 'order_id'],
    ['an empty order_id_path', { ...UPS, order_id_path: '' }, 4008, 'order_id_path'],
    ['an empty language', { ...UPS, language: '' }, 4008, 'language'],
    ['an empty pickup_note', { ...UPS, pickup_note: '' }, 4008, 'pickup_note'],
    ['a language of a locale', { ...UPS, language: 'de_DE' }, 4008, 'language'],
    ['an order number as number', { ...UPS, order_number: 5 }, 400],
    ['an order date without zone', { ...UPS, order_date: '2026-11-20T08:00:00' }, 4008, 'order_date'],
    ['an order date that does not exist', { ...UPS, order_date: '2026-13-20T08:00:00Z' }, 4008, 'order_date'],
    ['a promised date as text', { ...UPS, order_promised_delivery_date: '2026-12-01' }, 400],
    [
      'a promised date in another form',
      { ...UPS, order_promised_delivery_date: { promised_delivery_date: '1.12.2026' } },
      4008,
      'order_promised_delivery_date.promised_delivery_date',
    ],
    ['a ship date as YYYYMMDD', { ...UPS, tracking_ship_date: '20261123' }, 4008, 'tracking_ship_date'],
    ['a country of two letters', { ...UPS, destination_country_region: 'US' }, 4008, 'destination_country_region'],
    ['a custom field that is a number', { ...UPS, custom_fields: { a: 1 } }, 400],
    ['custom fields as a list', { ...UPS, custom_fields: [] }, 400],
    [
      '26 custom fields',
      { ...UPS, custom_fields: Object.fromEntries(repeat(26, (i) => [`k${i}`, 'v'])) },
      4008,
      'custom_fields',
    ],
    ['a custom field’s name of 31', { ...UPS, custom_fields: { ['k'.repeat(31)]: 'v' } }, 4008, 'custom_fields'],
    ['a custom field’s value of 513', { ...UPS, custom_fields: { k: 'v'.repeat(513) } }, 4008, 'custom_fields'],
    ['51 tags', { ...UPS, shipment_tags: repeat(51, String) }, 4008, 'shipment_tags'],
    ['a tag of 33 characters', { ...UPS, shipment_tags: ['t'.repeat(33)] }, 4008, 'shipment_tags'],
    ['tags as text', { ...UPS, shipment_tags: 'a,b' }, 400],
    ['four customers', { ...UPS, customers: repeat(4, () => ({ name: 'N' })) }, 4008, 'customers'],
    ['a customer without name', { ...UPS, customers: [{ name: '' }] }, 4008, 'customers[0].name'],
    ['a customer’s null', { ...UPS, customers: [{ name: null }] }, 400],
    [
      'a phone number without +',
      { ...UPS, customers: [{ phone_number: '5550100' }] },
      4008,
      'customers[0].phone_number',
    ],
    ['an unknown delivery type', { ...UPS, delivery_type: 'drone' }, 4008, 'delivery_type'],
    ['an unknown direction', { ...UPS, shipment_direction: 'up' }, 4008, 'shipment_direction'],
    ['a last mile without slug', { ...UPS, last_mile: { tracking_number: '1234' } }, 4009, 'last_mile.slug'],
    ['a last mile of nobody', { ...UPS, last_mile: { tracking_number: '1234', slug: 'evri' } }, 4008, 'last_mile.slug'],
    [
      'no postal code where the courier needs one',
      { tracking_number: '1234', slug: 'abcustom' },
      4011,
      'destination_postal_code',
    ],
    [
      'a postal code that is too long where the courier needs one',
      { tracking_number: '1234', slug: 'abcustom', destination_postal_code: '12345678901' },
      4011,
      'destination_postal_code',
    ],
    ['no key where the courier needs one', { tracking_number: '1234', slug: 'amazon-order' }, 4011, 'tracking_key'],
  ])('refuses %s', (_name, body, code, fieldName: string | null = null) => {
    const aftership = openAfterShip({}, { locations: ['loc'] });

    const reply = aftership.call('POST', '/trackings', body);

    expect([reply.status, reply.code, reply.type]).toEqual([400, code, 'BadRequest']);
    if (fieldName) expect(reply.message).toContain(fieldName);
    expect(reply.message).not.toContain('[field_name]');
    expect(reply.data).toEqual({});
    expect(reply.handled.reason).not.toBeNull();
    expect(aftership.state.trackings.size).toBe(0);
  });

  it('accepts the required fields of a courier', () => {
    const reply = openAfterShip().create({
      tracking_number: '1234',
      slug: 'abcustom',
      destination_postal_code: 'AB1 2CD',
    });

    expect(reply.status).toBe(201);
  });

  it('refuses a number that lacks the form its courier enforces with 4017', () => {
    const aftership = openAfterShip();
    aftership.state.enforcedFormats.set('ups', '^1Z');

    const reply = aftership.create({ tracking_number: 'ABCD1234', slug: 'ups' });

    expect([reply.code, reply.message]).toEqual([4017, 'The format of tracking_number is invalid.']);
  });
});

describe('the courier of a create without slug', () => {
  it('is the first whose format and check digit the number has', () => {
    expect(openAfterShip().create({ tracking_number: USPS_NUMBER }).data['slug']).toBe('usps');
  });

  it('is unrecognized when no format matches', () => {
    expect(openAfterShip().create({ tracking_number: 'NOBODY-KNOWS-1' }).data['slug']).toBe('unrecognized');
  });

  it('comes from the group when one is given', () => {
    const aftership = openAfterShip();

    expect(aftership.create({ tracking_number: '986578788855', slug_group: 'fedex-group' }).data['slug']).toBe('fedex');
    expect(aftership.create({ tracking_number: 'NOBODY-KNOWS-1', slug_group: 'fedex-group' }).status).toBe(201);
  });

  it.each([
    ['not on the account’s list', { tracking_number: USPS_NUMBER }, 'approved list'],
    ['of no known carrier', { tracking_number: 'NOBODY-KNOWS-1' }, "don't recognize the carrier"],
    ['without a digit', { tracking_number: 'NOBODYKNOWS' }, 'invalid format'],
    ['of a carrier that is gone', { tracking_number: '986578788855', slug: 'fedex' }, 'no longer supported'],
    ['of another group', { tracking_number: '1Z879E930346834440', slug_group: 'fedex-group' }, 'carrier in that group'],
  ])('is refused with 4012 and its own text: a number %s', (_name, body, text) => {
    const aftership = openAfterShip({ unrecognizedNumber: '4012' }, { enabledCouriers: ['ups', 'fedex'] });
    aftership.state.retiredCouriers.add('fedex');

    const reply = aftership.create(body);

    expect([reply.status, reply.code]).toEqual([400, 4012]);
    expect(reply.message).toContain(text);
  });

  it('is found for every sample number of the facts, and for none with a wrong check digit', () => {
    for (const pattern of facts.tracking_number_patterns.patterns) {
      for (const example of pattern.valid_examples) {
        const found = detectCouriers(example.replace(/\s/g, ''));
        expect([pattern.name, example, found.length > 0 && found.every((slug) => findCourier(slug) !== null)]).toEqual([
          pattern.name,
          example,
          true,
        ]);
      }
    }
    expect(detectCouriers('9400111206206406260788')).toEqual([]);
    expect(detectCouriers('1Z879E930346834441')).toEqual([]);
  });
});

describe('a number that is tracked already', () => {
  it('is refused with 4003, with empty data', () => {
    const aftership = openAfterShip();
    aftership.create(UPS);

    const reply = aftership.create({ ...UPS, id: 'another' });

    expect([reply.status, reply.code, reply.message]).toEqual([400, 4003, 'Tracking already exists.']);
    expect(reply.data).toEqual({});
  });

  it('is refused whether the slug is given or detected', () => {
    const aftership = openAfterShip();
    aftership.create({ tracking_number: USPS_NUMBER });

    expect(aftership.create({ tracking_number: USPS_NUMBER, slug: 'usps' }).code).toBe(4003);
  });

  it('is free again after its deletion', () => {
    const aftership = openAfterShip();
    aftership.create({ ...UPS, id: 'a' });
    aftership.call('DELETE', '/trackings/a');

    expect(aftership.create({ ...UPS, id: 'a' }).status).toBe(201);
    const listed = aftership.call('GET', `/trackings?tracking_numbers=${UPS.tracking_number}`).data;
    expect(listed['trackings']).toHaveLength(1);
  });
});

describe('whatever is sent', () => {
  const names = fc.constantFrom(
    'tracking_number',
    'id',
    'slug',
    'slug_group',
    'title',
    'customers',
    'custom_fields',
    'shipment_tags',
    'order_date',
    'order_promised_delivery_date',
    'last_mile',
    'toString',
    '__proto__',
    'code',
    'reason',
  );

  it('is answered with a documented code, and nothing is stored of what is refused', () => {
    fc.assert(
      fc.property(fc.dictionary(names, fc.jsonValue()), fc.boolean(), (fields, isNumbered) => {
        const aftership = openAfterShip();
        const body = isNumbered ? { ...fields, tracking_number: USPS_NUMBER } : fields;

        const reply = aftership.call('POST', '/trackings', JSON.stringify(body));

        expect([201, ...Object.keys(ERRORS).map(Number)]).toContain(reply.code);
        expect(aftership.state.trackings.size).toBe(reply.code === 201 ? 1 : 0);
      }),
      { numRuns: 500 },
    );
  });

  it.each(['toString', 'constructor'])('has no field %s', (name) => {
    const aftership = openAfterShip();

    expect(aftership.call('POST', '/trackings', { ...UPS, [name]: 'x' }).code).toBe(400);
    expect(aftership.call('POST', '/trackings', { ...UPS, customers: [{ [name]: 'x' }] }).code).toBe(400);
    aftership.create({ ...UPS, id: 'a' });
    expect(aftership.call('GET', `/trackings/a?fields=${name}`).code).toBe(400);
  });
});

describe('what AfterShip does not document', () => {
  it('has a default, which is the first answer, and at least one other', () => {
    const defaults: Record<string, unknown> = { ...setDials() };

    for (const [name, values] of Object.entries(DIAL_VALUES)) {
      expect([name, values[0]]).toEqual([name, defaults[name]]);
      expect([name, new Set<unknown>(values).size]).toEqual([name, values.length]);
      expect(values.length).toBeGreaterThan(1);
    }
    expect(Object.keys(DIAL_VALUES).sort()).toEqual(Object.keys(defaults).sort());
  });

  it('is told in FIDELITY.md, every dial with its answers', () => {
    const page = readFileSync(path.join(__dirname, '../FIDELITY.md'), 'utf8');
    const rows = page.split('\n').filter((line) => line.startsWith('|'));

    for (const [name, values] of Object.entries(DIAL_VALUES)) {
      const row = rows.find((line) => line.includes(`\`${name}\``)) ?? '';
      expect([name, values.filter((value) => !row.includes(String(value)))]).toEqual([name, []]);
    }
    const undocumented = rows.filter((line) => /NOT DOCUMENTED|CONTRADICTED/.test(line));
    const withoutDial = undocumented.filter(
      (line) => !Object.keys(DIAL_VALUES).some((name) => line.includes(`\`${name}\``)),
    );
    expect(withoutDial).toEqual([]);
  });

  it.each([
    ['4003', 4003],
    ['4015', 4015],
    ['400', 400],
  ] as const)('sameIdOtherNumber %s', (sameIdOtherNumber, code) => {
    const aftership = openAfterShip({ sameIdOtherNumber });
    aftership.create({ ...UPS, id: 'a' });

    expect(aftership.create({ tracking_number: USPS_NUMBER, id: 'a' }).code).toBe(code);
  });

  it('duplicateData with id', () => {
    const aftership = openAfterShip({ duplicateData: 'with id' });
    aftership.create({ ...UPS, id: 'a' });

    expect(aftership.create(UPS).data).toEqual({ id: 'a' });
  });

  it.each([
    ['accepted', 201],
    ['refused', 4003],
  ] as const)('secondSlug %s', (secondSlug, code) => {
    const aftership = openAfterShip({ secondSlug });
    aftership.create(UPS);

    expect(aftership.create({ ...UPS, slug: 'ups-mi' }).code).toBe(code);
  });

  it.each([
    ['slug and number', 4003],
    ['with additional fields', 201],
  ] as const)('uniqueKey %s', (uniqueKey, code) => {
    const aftership = openAfterShip({ uniqueKey });
    aftership.create(UPS);

    expect(aftership.create({ ...UPS, destination_postal_code: '90210' }).code).toBe(code);
    expect(aftership.create(UPS).code).toBe(4003);
  });

  it('refusedAfterDeleteSeconds: 4003 for a while, though there is nothing to find', () => {
    const aftership = openAfterShip({ refusedAfterDeleteSeconds: 60 });
    aftership.create({ ...UPS, id: 'a' });
    aftership.call('DELETE', '/trackings/a');

    expect(aftership.create({ ...UPS, id: 'b' }, NOW + 59 * SECOND).code).toBe(4003);
    expect(aftership.create({ tracking_number: USPS_NUMBER, id: 'a' }, NOW + 59 * SECOND).code).toBe(4003);
    expect(aftership.call('GET', '/trackings/a').code).toBe(4004);
    expect(aftership.create({ ...UPS, id: 'a' }, NOW + 60 * SECOND).code).toBe(201);
  });

  it.each([
    ['alpha2Country', 'accepted', { destination_country_region: 'US' }, 201],
    ['malformedNumber', '4017', { tracking_number: '1z' }, 4017],
    ['unknownFields', 'ignored', { weight: 1 }, 201],
    ['emptyText', 'refused', { note: '' }, 4008],
    ['unknownLanguage', 'accepted', { language: 'de_DE' }, 201],
    ['malformedEmail', 'accepted', { customers: [{ email: 'nobody' }] }, 201],
    ['malformedEmail', 'refused', { customers: [{ email: 'nobody' }] }, 4008],
    ['compactShipDate', 'accepted', { tracking_ship_date: '20261123' }, 201],
    ['unrecognizedNumber', '4012', { slug: undefined, tracking_number: 'NOBODY-KNOWS-1' }, 4012],
  ])('%s %s', (dial, value, fields, code) => {
    expect(openAfterShip({ [dial]: value }).call('POST', '/trackings', { ...UPS, ...fields }).code).toBe(code);
  });

  it.each([
    ['refused', 400],
    ['accepted', 201],
  ] as const)('missingContentType %s', (missingContentType, code) => {
    const aftership = openAfterShip({ missingContentType });

    const reply = aftership.call('POST', '/trackings', UPS, { headers: { 'as-api-key': HEADERS['as-api-key'] } });

    expect(reply.code).toBe(code);
  });
});

describe('retention', () => {
  it('ends 120 days after the creation: the id is gone and the number free', () => {
    const aftership = openAfterShip();
    aftership.create({ ...UPS, id: 'a' });

    expect(aftership.call('GET', '/trackings/a', undefined, { atMs: NOW + 120 * DAY - 1 }).status).toBe(200);
    expect(aftership.call('GET', '/trackings/a', undefined, { atMs: NOW + 120 * DAY }).code).toBe(4004);
    expect(aftership.create({ ...UPS, id: 'a' }, NOW + 120 * DAY).status).toBe(201);
  });
});
