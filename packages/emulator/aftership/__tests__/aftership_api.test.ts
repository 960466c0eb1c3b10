import { setDials } from '../dials';
import { correctCarrier, progress, tell } from '../progress';
import { serve } from '../serve';
import { addForeignTracking, createState } from '../state';
import { DAY, HEADERS, KEY, NOW, openAfterShip, SECOND, USPS_NUMBER } from './aftership_calls';

const UPS = { tracking_number: '1Z879E930346834440', slug: 'ups', id: 'a' };

function at(atMs: number): { atMs: number } {
  return { atMs };
}

describe('every answer', () => {
  it('to a wrong key is the one seen live, word for word', () => {
    const reply = openAfterShip().call('GET', '/trackings', undefined, {
      headers: { ...HEADERS, 'as-api-key': 'wrong' },
    });

    expect(reply.status).toBe(401);
    expect(reply.handled.response.body).toBe(
      '{"data":{},"meta":{"type":"Unauthorized","code":401,"errors":[],"message":"The API key is invalid."}}',
    );
  });

  it('to the header of the old API is 401 too', () => {
    const headers = { 'aftership-api-key': KEY, 'content-type': 'application/json' };

    expect(openAfterShip().call('GET', '/trackings', undefined, { headers }).code).toBe(401);
  });

  it('to a key without access is 403', () => {
    const aftership = openAfterShip();
    aftership.state.refusedKeys.add('limited');

    const reply = aftership.call('GET', '/trackings', undefined, { headers: { ...HEADERS, 'as-api-key': 'limited' } });

    expect([reply.status, reply.code, reply.type]).toEqual([403, 403, 'Forbidden']);
  });

  it('carries the rate limit and a trace id, refused or not', () => {
    const aftership = openAfterShip({}, { rateLimits: true });

    const replies = [
      aftership.create(UPS),
      aftership.create(UPS),
      aftership.call('GET', '/trackings/none'),
      aftership.call('GET', '/nothing'),
      aftership.call('GET', '/trackings', undefined, { headers: {} }),
    ];

    expect(replies.map((reply) => reply.status)).toEqual([201, 400, 404, 404, 401]);
    for (const { headers } of replies) {
      expect(headers['X-RateLimit-Limit']).toMatch(/^\d+$/);
      expect(headers['X-RateLimit-Remaining']).toMatch(/^\d+$/);
      expect(headers['X-RateLimit-Reset']).toBe(String(NOW / 1000 + 1));
      expect(headers['as-trace-id']).toMatch(/^[0-9a-f]{32}$/);
      expect(headers['as-api-version']).toBe('2026-07');
    }
    expect(new Set(replies.map(({ headers }) => headers['as-trace-id'])).size).toBe(5);
  });

  it.each([
    ['POST', '/trackings', 20],
    ['GET', '/trackings', 6],
    ['GET', '/trackings/a', 5],
    ['PUT', '/trackings/a', 5],
    ['DELETE', '/trackings/a', 5],
    ['POST', '/trackings/a/retrack', 5],
    ['POST', '/trackings/a/mark-as-completed', 5],
    ['GET', '/couriers', 5],
    ['POST', '/couriers/detect', 3],
  ])('to %s %s is 429 after %i in one second, and right again in the next', (method, path, limit) => {
    const aftership = openAfterShip({}, { rateLimits: true });
    const send = (atMs: number) => aftership.call(method, path, {}, at(atMs));

    const inOneSecond = Array.from({ length: limit + 1 }, (_, index) => send(NOW + index));
    const otherEndpoint = aftership.call(method === 'GET' ? 'POST' : 'GET', '/trackings', {}, at(NOW + 500));
    const next = send(NOW + SECOND);

    expect(inOneSecond.slice(0, limit).every((reply) => reply.status !== 429)).toBe(true);
    expect(inOneSecond.map((reply) => Number(reply.headers['X-RateLimit-Remaining']))).toEqual([
      ...Array.from({ length: limit }, (_, index) => limit - 1 - index),
      0,
    ]);
    expect(inOneSecond.at(-1)).toMatchObject({ status: 429, code: 429, type: 'TooManyRequests' });
    expect(otherEndpoint.status).not.toBe(429);
    expect(next.status).not.toBe(429);
  });

  it.each([
    ['PATCH', '/trackings/a'],
    ['POST', '/trackings/a'],
    ['GET', '/couriers/all'],
    ['GET', '/trackings/ups/1Z879E930346834440'],
  ])('to %s %s, which is no endpoint, is 404', (method, path) => {
    const reply = openAfterShip().call(method, path);

    expect([reply.status, reply.code, reply.type]).toEqual([404, 404, 'NotFound']);
  });

  it('of an endpoint that is documented but not emulated is an error of the emulator', () => {
    expect(() => openAfterShip().call('POST', '/estimated-delivery-date/predict', {})).toThrow('Not emulated');
  });
});

it('counts a request in the second of its arrival, although clocks differ', () => {
  const aftership = openAfterShip({}, { rateLimits: true });
  const codes = Array.from({ length: 42 }, (_, index) => {
    const time = at(NOW + (index % 2) * SECOND);
    return aftership.call('POST', '/trackings', { tracking_number: `CLOCKS${index}00`, slug: 'ups' }, time).status;
  });

  expect(codes.slice(0, 40).every((status) => status !== 429)).toBe(true);
  expect(codes.slice(40)).toEqual([429, 429]);
});

it('an injected rate limit may say when it ends', () => {
  const state = createState({ apiKeys: [KEY] });
  state.faults.push({ fault: { kind: 'refusal', code: 429, strikes: 'before effect', resetSeconds: 90 } });

  const served = serve(
    { method: 'GET', path: '/tracking/2026-07/trackings', headers: { 'as-api-key': KEY }, body: null },
    state,
    NOW,
    setDials(),
  );

  expect(served).toMatchObject({
    kind: 'answer',
    response: { status: 429, headers: { 'X-RateLimit-Reset': String(NOW / 1000 + 90) } },
  });
});

describe('GET /trackings/{id}', () => {
  it('finds by the id and by the legacy id', () => {
    const aftership = openAfterShip();
    const created = aftership.create(UPS).data;

    expect(aftership.call('GET', '/trackings/a').data).toEqual(created);
    expect(aftership.call('GET', `/trackings/${String(created['legacy_id'])}`).data).toEqual(created);
  });

  it('gives only the fields asked for', () => {
    const aftership = openAfterShip();
    aftership.create(UPS);

    expect(aftership.call('GET', '/trackings/a?fields=tag,slug').data).toEqual({ tag: 'Pending', slug: 'ups' });
    expect(aftership.call('GET', '/trackings/a?fields=colour').code).toBe(400);
  });

  it.each([
    ['an unknown id', 'none', 404, 4004],
    ['a malformed id', 'a.b', 400, 4015],
    ['an id that is too long', 'x'.repeat(129), 400, 4015],
  ])('refuses %s', (_name, id, status, code) => {
    for (const method of ['GET', 'PUT', 'DELETE']) {
      const reply = openAfterShip().call(method, `/trackings/${id}`, {});
      expect([method, reply.status, reply.code, reply.type]).toEqual([method, status, code, 'BadRequest']);
    }
  });
});

describe('PUT /trackings/{id}', () => {
  it('changes the given fields and leaves the others', () => {
    const aftership = openAfterShip();
    aftership.create({ ...UPS, title: 'T', note: 'N', order_id: 'O' });

    const reply = aftership.call('PUT', '/trackings/a', { title: 'U', note: '' }, at(NOW + 5 * SECOND));

    expect(reply.status).toBe(200);
    expect(reply.data).toMatchObject({
      title: 'U',
      note: '',
      order_id: 'O',
      created_at: '2026-11-24T10:00:00+00:00',
      updated_at: '2026-11-24T10:00:05+00:00',
    });
    expect(reply.handled.changes).toEqual([{ kind: 'updated', id: 'a' }]);
  });

  it.each([
    { id: 'b' },
    { tracking_number: '1Z5R89390357567127' },
    { slug_group: 'fedex-group' },
    { shipment_tags: ['a'] },
    { courier_connection_id: 'c' },
    { last_mile: { tracking_number: '1234', slug: 'usps' } },
    { weight: 1 },
  ])('refuses %j, which is no field of an update, whatever the dial says', (body) => {
    const aftership = openAfterShip({ unknownFields: 'ignored' });
    aftership.create(UPS);

    expect(aftership.call('PUT', '/trackings/a', body).code).toBe(400);
  });

  it('lastMileOnUpdate accepted: changes the last mile, and null clears it', () => {
    const aftership = openAfterShip({ lastMileOnUpdate: 'accepted' });
    aftership.create(UPS);
    const lastMiles = [{ tracking_number: '1234', slug: 'usps' }, null].map(
      (lastMile) => aftership.call('PUT', '/trackings/a', { last_mile: lastMile }).data['last_mile'],
    );

    expect(lastMiles[0]).toMatchObject({ tracking_number: '1234', slug: 'usps' });
    expect(lastMiles[1]).toBeNull();
    expect(aftership.call('PUT', '/trackings/a', { last_mile: { slug: 'usps' } }).code).toBe(4009);
    expect(aftership.create({ tracking_number: USPS_NUMBER, last_mile: null }).code).toBe(400);
  });

  it.each([
    ['an empty title', { title: '' }, 4008],
    ['a title as number', { title: 1 }, 400],
    ['a title as null', { title: null }, 400],
    ['an unknown slug', { slug: 'evri' }, 4010],
    ['a slug whose required fields are missing', { slug: 'abcustom' }, 4011],
    ['a promised date as text', { order_promised_delivery_date: '2026-12-01' }, 400],
    ['four customers', { customers: [{}, {}, {}, {}] }, 4008],
    ['location_id and an origin', { location_id: 'l', origin_city: 'C' }, 400],
    ['no JSON', '{', 4001],
  ])('refuses %s and changes nothing', (_name, body, code) => {
    const aftership = openAfterShip();
    const before = aftership.create(UPS).data;

    expect(aftership.call('PUT', '/trackings/a', body).code).toBe(code);
    expect(aftership.call('GET', '/trackings/a').data).toEqual(before);
  });

  it('changes the slug, to one with required fields when they come along', () => {
    const aftership = openAfterShip();
    aftership.create(UPS);

    const reply = aftership.call('PUT', '/trackings/a', { slug: 'abcustom', destination_postal_code: '90210' });

    expect(reply.data['slug']).toBe('abcustom');
  });

  it.each([
    ['replaced', { customers: [{ role: 'buyer', name: 'C' }], custom_fields: { b: '2' } }],
    [
      'merged',
      {
        customers: [{ role: 'buyer', name: 'C', email: 'a@x.y' }, { name: 'B' }],
        custom_fields: { a: '1', b: '2' },
      },
    ],
  ] as const)('objectsOnUpdate %s', (objectsOnUpdate, expected) => {
    const aftership = openAfterShip({ objectsOnUpdate });
    aftership.create({ ...UPS, customers: [{ name: 'A', email: 'a@x.y' }, { name: 'B' }], custom_fields: { a: '1' } });

    aftership.call('PUT', '/trackings/a', { customers: [{ role: 'buyer', name: 'C' }], custom_fields: { b: '2' } });

    expect(aftership.state.trackings.get('a')?.fields).toMatchObject(expected);
    expect(aftership.state.trackings.get('a')?.fields['customers']).toEqual(expected.customers);
  });

  it.each([
    ['accepted', 200, []],
    ['refused', 4008, [{ name: 'A' }]],
  ] as const)('emptyCustomers %s', (emptyCustomers, code, customers) => {
    const aftership = openAfterShip({ emptyCustomers });
    aftership.create({ ...UPS, customers: [{ name: 'A' }] });

    expect(aftership.call('PUT', '/trackings/a', { customers: [] }).code).toBe(code);
    expect(aftership.state.trackings.get('a')?.fields['customers']).toEqual(customers);
  });

  it.each([
    ['4003', 4003],
    ['accepted', 200],
  ] as const)('slugTaken %s', (slugTaken, code) => {
    const aftership = openAfterShip({ slugTaken });
    aftership.create(UPS);
    aftership.create({ ...UPS, id: 'b', slug: 'ups-mi' });

    expect(aftership.call('PUT', '/trackings/a', { slug: 'ups-mi' }).code).toBe(code);
  });

  it.each([
    ['changeable', 200],
    ['refused', 400],
  ] as const)('slugOfExpired %s', (slugOfExpired, code) => {
    const aftership = openAfterShip({ slugOfExpired });
    aftership.create(UPS);

    expect(aftership.call('PUT', '/trackings/a', { slug: 'ups-mi' }, at(NOW + 30 * DAY)).code).toBe(code);
  });
});

describe('DELETE /trackings/{id}', () => {
  it('gives the tracking once, then 4004', () => {
    const aftership = openAfterShip();
    const created = aftership.create(UPS).data;

    const [first, second] = [aftership.call('DELETE', '/trackings/a'), aftership.call('DELETE', '/trackings/a')];

    expect([first.status, first.data]).toEqual([200, created]);
    expect([second.status, second.code]).toEqual([404, 4004]);
    expect(aftership.call('GET', '/trackings').data['trackings']).toEqual([]);
  });
});

describe('mark-as-completed and retrack', () => {
  it.each([
    ['DELIVERED', 'Delivered', 'Delivered_001', false],
    ['LOST', 'Exception', 'Exception_013', false],
    ['RETURNED_TO_SENDER', 'Exception', 'Exception_011', true],
  ])('%s gives %s / %s', (reason, tag, subtag, isReturned) => {
    const aftership = openAfterShip();
    aftership.create(UPS);

    const reply = aftership.call('POST', '/trackings/a/mark-as-completed', { reason, event_datetime: '2026-11-23' });

    expect(reply.data).toMatchObject({ tag, subtag, active: false, return_to_sender: isReturned });
    expect(reply.data['checkpoints']).toMatchObject([{ source: 'user', checkpoint_time: '2026-11-23' }]);
  });

  it.each([
    [{}, 4009],
    [{ reason: 'GONE' }, 4008],
    [{ reason: 1 }, 400],
    [{ reason: 'LOST', event_datetime: 'yesterday' }, 4008],
  ])('refuses %j', (body, code) => {
    const aftership = openAfterShip();
    aftership.create(UPS);

    expect(aftership.call('POST', '/trackings/a/mark-as-completed', body).code).toBe(code);
  });

  it('stops updates until it is retracked', () => {
    const aftership = openAfterShip();
    aftership.create(UPS);
    aftership.call('POST', '/trackings/a/mark-as-completed', { reason: 'LOST' });

    expect(progress(aftership.state, 'a', 'InTransit', NOW)).toBe(false);
    expect(aftership.call('POST', '/trackings/a/retrack').data['active']).toBe(true);
    expect(progress(aftership.state, 'a', 'InTransit', NOW)).toBe(true);
  });

  it('refuses to retrack an active one with 4013', () => {
    const aftership = openAfterShip();
    aftership.create(UPS);

    expect(aftership.call('POST', '/trackings/a/retrack').code).toBe(4013);
  });

  it.each([
    ['once', [200, 4016, 4016, 4016]],
    ['3 times', [200, 200, 200, 4016]],
  ] as const)('retracks %s', (retracks, codes) => {
    const aftership = openAfterShip({ retracks });
    aftership.create(UPS);

    const given = codes.map(() => {
      aftership.call('POST', '/trackings/a/mark-as-completed', { reason: 'LOST' });
      return aftership.call('POST', '/trackings/a/retrack').code;
    });

    expect(given).toEqual(codes);
  });
});

describe('couriers', () => {
  it('lists the couriers of the facts with their required fields', () => {
    const { data } = openAfterShip().call('GET', '/couriers?slug=abcustom,ups');

    expect(data['total']).toBe(2);
    expect(data['couriers']).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ slug: 'abcustom', required_fields: ['destination_postal_code'] }),
      ]),
    );
  });

  it('lists the enabled ones only for active=true', () => {
    const { data } = openAfterShip({}, { enabledCouriers: ['ups'] }).call('GET', '/couriers?active=true');

    expect(data['couriers']).toMatchObject([{ slug: 'ups' }]);
  });

  it.each([
    ['none', 0],
    ['all', 365],
  ] as const)('lists %s for active=true when the account has switched none on', (couriersWithoutList, most) => {
    const { data } = openAfterShip({ couriersWithoutList }).call('GET', '/couriers?active=true');

    expect(data['total']).toBeGreaterThanOrEqual(most);
    expect(data['total'] === 0).toBe(most === 0);
  });

  it('lists couriers that a test gives, with what they ask for, and the credentials that a source names', () => {
    const extraCouriers = [
      { slug: 'new-courier', requiredFields: ['tracking_key'], optionalFields: ['tracking_ship_date'] },
    ];
    const { data } = openAfterShip({}, { extraCouriers }).call('GET', '/couriers?slug=new-courier,ups-api');

    expect(data['couriers']).toEqual([
      expect.objectContaining({
        slug: 'ups-api',
        credentials: {
          fields: expect.arrayContaining([{ name: 'user_id', type: 'string', required: true }]) as unknown,
        },
      }),
      expect.objectContaining({
        slug: 'new-courier',
        name: 'new-courier',
        required_fields: ['tracking_key'],
        optional_fields: ['tracking_ship_date'],
      }),
    ]);
  });

  it('leaves out slugs that do not exist and couriers that are no longer supported, or refuses the former', () => {
    const given = openAfterShip();
    given.state.retiredCouriers.add('fedex');

    expect(given.call('GET', '/couriers?slug=upss,fedex,ups').data['couriers']).toMatchObject([{ slug: 'ups' }]);
    expect(openAfterShip({ unknownSlugAsked: 'refused' }).call('GET', '/couriers?slug=upss,ups').code).toBe(4010);
  });

  it.each([
    ['abcustom', 'destination_postal_code'],
    ['new-courier', 'tracking_key, destination_state'],
  ])('names what a create for %s lacks', (slug, names) => {
    const extraCouriers = [{ slug: 'new-courier', requiredFields: ['tracking_key', 'destination_state'] }];
    const { code, type, message } = openAfterShip({}, { extraCouriers }).create({ tracking_number: '12345678', slug });

    expect({ code, type, message }).toEqual({
      code: 4011,
      type: 'BadRequest',
      message: `Missing or invalid value of the required fields for this courier. Besides tracking_number, also required: ${names}`,
    });
  });

  it.each([
    ['among all', { tracking_number: USPS_NUMBER }, ['usps']],
    ['among the given', { tracking_number: USPS_NUMBER, slug: ['ups'] }, []],
    ['in a group', { tracking_number: '986578788855', slug_group: 'fedex-group' }, ['fedex']],
  ])('detects %s', (_name, body, slugs) => {
    const { data } = openAfterShip().call('POST', '/couriers/detect', body);

    expect((data['couriers'] as { slug: string }[]).map(({ slug }) => slug)).toEqual(slugs);
    expect(data['total']).toBe(slugs.length);
  });

  it.each([
    [{}, 4007],
    [{ tracking_number: '1' }, 4005],
    [{ tracking_number: USPS_NUMBER, slug: 'usps' }, 400],
    [{ tracking_number: USPS_NUMBER, slug: ['usps'], slug_group: 'fedex-group' }, 400],
    [{ tracking_number: USPS_NUMBER, slug_group: 'no-group' }, 4008],
  ])('refuses to detect %j', (body, code) => {
    expect(openAfterShip().call('POST', '/couriers/detect', body).code).toBe(code);
  });
});

describe('GET /trackings', () => {
  function openWithFive(dials = {}) {
    const aftership = openAfterShip(dials);
    for (let index = 0; index < 5; index += 1) {
      aftership.create(
        {
          tracking_number: `NUMBER-${index}`,
          slug: index % 2 === 0 ? 'ups' : 'fedex',
          id: `id-${index}`,
          order_id: `order-${index}`,
          title: `Title ${index}`,
          shipment_tags: [`tag-${index}`],
          custom_fields: { shop: `shop-${index}` },
          destination_country_region: index === 0 ? 'DEU' : 'USA',
        },
        NOW + index * SECOND,
      );
    }
    return aftership;
  }
  const LATER = at(NOW + 60 * SECOND);
  const ids = (data: Record<string, unknown>): string[] => (data['trackings'] as { id: string }[]).map(({ id }) => id);

  it('pages with a cursor until has_next_page is false, each tracking once', () => {
    const aftership = openWithFive();
    const seen: string[] = [];
    let cursor = '';
    let pages = 0;

    for (let hasNext = true; hasNext; pages += 1) {
      const { data } = aftership.call(
        'GET',
        `/trackings?limit=2&cursor=${encodeURIComponent(cursor)}`,
        undefined,
        LATER,
      );
      const pagination = data['pagination'] as { total: number; next_cursor: string; has_next_page: boolean };
      expect(pagination.total).toBe(5);
      seen.push(...ids(data));
      cursor = pagination.next_cursor;
      hasNext = pagination.has_next_page;
    }

    expect(pages).toBe(3);
    expect(seen).toEqual(['id-4', 'id-3', 'id-2', 'id-1', 'id-0']);
  });

  it('keeps its place when trackings come and go between pages', () => {
    const aftership = openWithFive();
    const first = aftership.call('GET', '/trackings?limit=2', undefined, LATER).data;
    aftership.call('DELETE', '/trackings/id-3', undefined, LATER);
    aftership.create({ tracking_number: 'NUMBER-NEW', slug: 'ups' }, NOW + 30 * SECOND);

    const { next_cursor: cursor } = first['pagination'] as { next_cursor: string };
    const second = aftership.call('GET', `/trackings?limit=2&cursor=${cursor}`, undefined, LATER).data;

    expect(ids(second)).toEqual(['id-2', 'id-1']);
  });

  it.each([
    ['tracking_numbers=NUMBER-1,NUMBER-3,NUMBER-9', ['id-3', 'id-1']],
    ['tracking_numbers=NUMBER-1&slug=ups', []],
    ['tracking_numbers=NUMBER-1&slug=ups,fedex', ['id-1']],
    ['slug=fedex', ['id-3', 'id-1']],
    ['order_id=order-1,order-2', ['id-2', 'id-1']],
    ['shipment_tags=tag-4', ['id-4']],
    ['destination=DEU', ['id-0']],
    ['origin=DEU', []],
    ['keyword=title%203', ['id-3']],
    ['keyword=shop-2', ['id-2']],
    ['tag=Delivered', []],
    ['tag=Pending&slug=fedex', ['id-3', 'id-1']],
    ['return_to_sender=true', []],
    ['return_to_sender=true,false&slug=fedex', ['id-3', 'id-1']],
    ['created_at_min=2026-11-24T10%3A00%3A03%2B00%3A00', ['id-4', 'id-3']],
    ['created_at_max=2026-11-24T11%3A00%3A01%2B01%3A00', ['id-1', 'id-0']],
    ['updated_at_min=2026-11-24T10%3A00%3A04%2B00%3A00', ['id-4']],
    ['updated_at_max=2026-11-24T10%3A00%3A00%2B00%3A00', ['id-0']],
  ])('%s', (query, expected) => {
    expect(ids(openWithFive().call('GET', `/trackings?${query}`, undefined, LATER).data)).toEqual(expected);
  });

  it.each([
    'limit=0',
    'limit=201',
    'limit=many',
    `tracking_numbers=${Array.from({ length: 51 }, (_, index) => `N${index}`).join()}`,
    'updated_at_min=2026-11-24T10:00:00+00:00',
    'updated_at_min=2026-11-24T10%3A00%3A00Z',
    'updated_at_min=2026-11-24T10%3A00%3A00.000%2B00%3A00',
    'updated_at_min=2026-11-24T10%3A00%3A00-05%3A00',
    'updated_at_max=2026-11-24T10%3A00%3A00Z',
    'created_at_min=2026-11-24T10%3A00%3A00',
    'created_at_max=2026-11-24',
    'fields=id',
    'tag=Lost',
    'tag=pending',
    'tag=Pending,InTransit',
    'tag=',
    'return_to_sender=yes',
    'cursor=abc',
  ])('refuses %s', (query) => {
    expect(openWithFive().call('GET', `/trackings?${query}`, undefined, LATER).code).toBe(400);
  });

  it('refuses the cursor of another query', () => {
    const aftership = openWithFive();
    const { pagination } = aftership.call('GET', '/trackings?limit=2', undefined, LATER).data;
    const { next_cursor: cursor } = pagination as { next_cursor: string };

    expect(aftership.call('GET', `/trackings?limit=2&slug=ups&cursor=${cursor}`, undefined, LATER).code).toBe(400);
  });

  it('accepts 50 numbers and a limit of 200', () => {
    const numbers = Array.from({ length: 50 }, (_, index) => `NUMBER-${index}`).join();

    const reply = openWithFive().call('GET', `/trackings?limit=200&tracking_numbers=${numbers}`, undefined, LATER);

    expect(ids(reply.data)).toHaveLength(5);
  });

  it.each([
    ['only those', { title: 'Title 4', tag: 'Pending' }],
    ['those and id', { id: 'id-4', title: 'Title 4', tag: 'Pending' }],
  ] as const)('listFields %s', (listFields, expected) => {
    const { data } = openWithFive({ listFields }).call('GET', '/trackings?limit=1&fields=title,tag', undefined, LATER);

    expect(data['trackings']).toEqual([expected]);
  });

  it('listOrder oldest first', () => {
    const { data } = openWithFive({ listOrder: 'oldest first' }).call('GET', '/trackings', undefined, LATER);

    expect(ids(data)).toEqual(['id-0', 'id-1', 'id-2', 'id-3', 'id-4']);
  });

  describe('a poll of what changed since a time', () => {
    const SINCE = 'updated_at_min=2026-11-24T10%3A00%3A30%2B00%3A00';
    const pageOf = (data: Record<string, unknown>) => data['pagination'] as { total: number; next_cursor: string };

    it('lists what is still kept, however old', () => {
      const aftership = openWithFive();
      const lastDay = NOW + 120 * DAY - SECOND;
      progress(aftership.state, 'id-1', 'Delivered', lastDay);

      const query = '/trackings?updated_at_min=2027-03-24T00%3A00%3A00%2B00%3A00';
      expect(ids(aftership.call('GET', query, undefined, at(lastDay)).data)).toEqual(['id-1']);
    });

    it.each([
      ['created', 'newest first', ['id-3', 'id-2', 'id-0']],
      ['created', 'oldest first', ['id-0', 'id-2', 'id-3']],
      ['updated', 'newest first', ['id-0', 'id-3', 'id-2']],
      ['updated', 'oldest first', ['id-2', 'id-3', 'id-0']],
    ] as const)('is ordered by listKey %s, %s', (listKey, listOrder, expected) => {
      const aftership = openWithFive({ listKey, listOrder });
      for (const [index, id] of ['id-2', 'id-3', 'id-0'].entries())
        progress(aftership.state, id, 'InTransit', NOW + (30 + index) * SECOND);

      expect(ids(aftership.call('GET', `/trackings?${SINCE}`, undefined, LATER).data)).toEqual(expected);
    });

    it.each([
      ['newest first', []],
      ['oldest first', ['id-0']],
    ] as const)('by updated time, %s, misses or repeats what changes between two pages', (listOrder, expected) => {
      const aftership = openWithFive({ listKey: 'updated', listOrder });
      const list = (cursor: string) =>
        aftership.call('GET', `/trackings?limit=4&cursor=${cursor}`, undefined, LATER).data;
      const first = list('');
      progress(aftership.state, 'id-0', 'InTransit', NOW + 30 * SECOND);
      const second = list(pageOf(first).next_cursor);

      expect(ids(second).filter((id) => id === 'id-0')).toEqual(expected);
    });

    it.each([
      ['moves', ['id-1']],
      ['stays', []],
    ] as const)('finds what we updated ourselves where updatedAtOnUpdate %s', (updatedAtOnUpdate, expected) => {
      const aftership = openWithFive({ updatedAtOnUpdate });
      aftership.call('PUT', '/trackings/id-1', { title: 'T' }, LATER);

      expect(ids(aftership.call('GET', `/trackings?${SINCE}`, undefined, LATER).data)).toEqual(expected);
    });
  });

  it('listLagSeconds: a new one is not listed yet, though its id is found and its number refused', () => {
    const aftership = openAfterShip({ listLagSeconds: 30 });
    aftership.create(UPS);
    const query = `/trackings?tracking_numbers=${UPS.tracking_number}`;

    expect(aftership.create({ ...UPS, id: 'b' }).code).toBe(4003);
    expect(ids(aftership.call('GET', query, undefined, at(NOW + 29 * SECOND)).data)).toEqual([]);
    expect(aftership.call('GET', '/trackings/a').status).toBe(200);
    expect(ids(aftership.call('GET', query, undefined, at(NOW + 30 * SECOND)).data)).toEqual(['a']);
  });

  it('cursorLifetimeSeconds', () => {
    const aftership = openWithFive({ cursorLifetimeSeconds: 60 });
    const { pagination } = aftership.call('GET', '/trackings?limit=2', undefined, LATER).data;
    const { next_cursor: cursor } = pagination as { next_cursor: string };
    const read = (atMs: number) =>
      aftership.call('GET', `/trackings?limit=2&cursor=${cursor}`, undefined, { atMs }).code;

    expect([read(LATER.atMs + 60 * SECOND), read(LATER.atMs + 61 * SECOND)]).toEqual([200, 400]);
  });
});

describe('a tracking’s life', () => {
  it('follows the carrier’s scans, also backwards', () => {
    const aftership = openAfterShip();
    aftership.create(UPS);
    const states = (['InTransit', 'Delivered', 'Exception', 'InTransit'] as const).map((tag, index) => {
      progress(aftership.state, 'a', tag, NOW + index * DAY, { countryRegion: 'USA' });
      const { data } = aftership.call('GET', '/trackings/a', undefined, at(NOW + index * DAY));
      return [data['tag'], data['active'], data['transit_time']];
    });

    expect(states).toEqual([
      ['InTransit', true, 0],
      ['Delivered', false, 1],
      ['Exception', true, 2],
      ['InTransit', true, 3],
    ]);
  });

  it('shows what a delivery is made of', () => {
    const aftership = openAfterShip();
    aftership.create(UPS);
    progress(aftership.state, 'a', 'InTransit', NOW + DAY, { checkpointTime: '2026-11-25T08:00:00' });
    progress(aftership.state, 'a', 'AttemptFail', NOW + 2 * DAY, { subtag: 'AttemptFail_002' });
    progress(aftership.state, 'a', 'Delivered', NOW + 3 * DAY, {
      subtag: 'Delivered_003',
      signedBy: 'B',
      checkpointTime: '2026-11-27T09:30:00',
    });

    expect(aftership.call('GET', '/trackings/a', undefined, at(NOW + 3 * DAY)).data).toMatchObject({
      tag: 'Delivered',
      subtag: 'Delivered_003',
      subtag_message: 'Sign by customer',
      shipment_pickup_date: '2026-11-25T08:00:00',
      shipment_delivery_date: '2026-11-27T09:30:00',
      signed_by: 'B',
      failed_delivery_attempts: 1,
      first_attempted_at: '2026-11-26T10:00:00+00:00',
      updated_at: '2026-11-27T10:00:00+00:00',
      checkpoints: [{ tag: 'InTransit' }, { subtag_message: 'Addressee not available' }, { source: 'carrier' }],
    });
  });

  it('expires after 30 days without data, is not told of later scans, and starts again with a retrack', () => {
    const aftership = openAfterShip();
    aftership.create(UPS);
    const tagAt = (days: number) => aftership.call('GET', '/trackings/a', undefined, at(NOW + days * DAY)).data['tag'];

    expect([tagAt(29), tagAt(30)]).toEqual(['Pending', 'Expired']);
    expect(aftership.state.trackings.get('a')).toMatchObject({ active: false, updatedAtMs: NOW + 30 * DAY });
    expect(progress(aftership.state, 'a', 'InTransit', NOW + 31 * DAY)).toBe(false);

    aftership.call('POST', '/trackings/a/retrack', undefined, at(NOW + 40 * DAY));

    expect([tagAt(40), tagAt(69), tagAt(70)]).toEqual(['Pending', 'Pending', 'Expired']);
  });

  it('meets the scans planned for its number when their time comes, before or after its creation', () => {
    const aftership = openAfterShip();
    tell(aftership.state, UPS.tracking_number, [
      { atMs: NOW + 2 * DAY, scan: { tag: 'Delivered' } },
      { atMs: NOW - DAY, scan: { tag: 'InTransit' } },
    ]);

    const created = aftership.create(UPS);
    const read = (atMs: number) => aftership.call('GET', '/trackings/a', undefined, { atMs }).data;

    expect(created.data['tag']).toBe('Pending');
    expect(read(NOW)).toMatchObject({
      tag: 'InTransit',
      checkpoints: [{ checkpoint_time: '2026-11-23T10:00:00+00:00' }],
    });
    expect(read(NOW + 2 * DAY - 1)['tag']).toBe('InTransit');
    expect(read(NOW + 2 * DAY)['tag']).toBe('Delivered');
  });

  it.each([
    ['no data', 201, 200],
    ['refused', 400, 400],
  ] as const)('of a courier without the connection that it needs: %s', (withoutConnection, created, changed) => {
    const aftership = openAfterShip({ withoutConnection });
    tell(aftership.state, USPS_NUMBER, [{ atMs: NOW, scan: { tag: 'InTransit' } }]);

    expect(aftership.create({ tracking_number: USPS_NUMBER, slug: 'usps-api' }).code).toBe(created);
    aftership.create({ tracking_number: USPS_NUMBER, slug: 'ups', id: 'b' });
    expect(aftership.call('PUT', '/trackings/b', { slug: 'usps-iv-api' }).code).toBe(changed);
    expect(aftership.call('GET', '/trackings?slug=usps-api').data['trackings']).toMatchObject(
      created === 201 ? [{ tag: 'Pending' }] : [],
    );
  });

  it('of a courier without the connection that it needs has data once it is another courier’s', () => {
    const aftership = openAfterShip({}, { courierConnections: [{ id: 'con', slug: 'fedex-api' }] });
    tell(aftership.state, UPS.tracking_number, [{ atMs: NOW, scan: { tag: 'InTransit' } }]);
    aftership.create({ ...UPS, slug: 'ups-api' });
    const tag = () => aftership.call('GET', '/trackings/a').data['tag'];

    expect(tag()).toBe('Pending');
    aftership.call('PUT', '/trackings/a', { slug: 'fedex-api' });
    expect(tag()).toBe('InTransit');
  });

  it('changes its carrier by itself where auto-correction may', () => {
    const aftership = openAfterShip();
    aftership.create({ ...UPS, destination_country_region: 'USA', order_date: '2026-11-20T00:00:00Z' });
    aftership.create({ ...UPS, id: 'b', slug: 'ups-mi' });

    expect(correctCarrier(aftership.state, 'a', 'ups-mi', NOW)).toBe(false);
    expect(correctCarrier(aftership.state, 'a', 'usps', NOW)).toBe(true);
    expect(
      aftership.call('GET', `/trackings?tracking_numbers=${UPS.tracking_number}&slug=ups`).data['trackings'],
    ).toEqual([]);
    progress(aftership.state, 'a', 'InTransit', NOW, { countryRegion: 'CAN' });
    expect(correctCarrier(aftership.state, 'a', 'ups', NOW)).toBe(false);
    expect(aftership.call('GET', '/trackings/a').data['slug']).toBe('usps');
  });

  it.each([
    ['where its day begins first', '+14:00', true],
    ['at midnight UTC, which is 13:00 there', 'Z', false],
  ])('corrects a pick-up on the day of the order in Auckland when the order is %s', (_when, offset, isCorrected) => {
    const aftership = openAfterShip();
    const created = aftership.create({ ...UPS, order_date: `2026-11-24T00:00:00${offset}` });
    progress(aftership.state, 'a', 'InTransit', Date.parse('2026-11-24T09:00:00+13:00'));

    expect(created.status).toBe(201);
    expect(correctCarrier(aftership.state, 'a', 'usps', NOW)).toBe(isCorrected);
  });

  it('may be somebody else’s', () => {
    const aftership = openAfterShip();
    addForeignTracking(
      aftership.state,
      { trackingNumber: UPS.tracking_number, slug: 'ups', source: 'shopify' },
      NOW - DAY,
    );

    expect(aftership.create(UPS).code).toBe(4003);
    expect(aftership.call('GET', `/trackings?tracking_numbers=${UPS.tracking_number}`).data['trackings']).toMatchObject(
      [{ source: 'shopify', tracking_number: UPS.tracking_number }],
    );
  });
});
