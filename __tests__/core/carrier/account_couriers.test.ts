import { parseCouriers, type Courier } from '../../../src/TypeScript/aftership/core/aftership/couriers';
import {
  formatCouriers,
  isAskDue,
  mappedSlugs,
  needsOf,
  NOTHING_ASKED,
  parseAccountCouriers,
  standingsOf,
  type AccountCouriers,
  type CourierStanding,
} from '../../../src/TypeScript/aftership/core/carrier/account_couriers';
import { parseCarrierMapping } from '../../../src/TypeScript/aftership/core/carrier/mapping';

const courier = (slug: string, changes: Partial<Courier> = {}): Courier => ({
  slug,
  required: [],
  optional: [],
  needsCredentials: false,
  ...changes,
});
const there: Extract<CourierStanding, { kind: 'there' }> = {
  kind: 'there',
  isListed: true,
  required: [],
  optional: [],
  needsConnection: false,
};
const read = (bySlug: object): AccountCouriers =>
  parseAccountCouriers(JSON.stringify({ on: '2026-11-24', couriers: bySlug }));

describe('an answer to GET /couriers', () => {
  it('is read with the fields that are known, under their former names, too', () => {
    const couriers = [
      {
        slug: 'one',
        required_fields: ['tracking_postal_code', 'destination_postal_code', 'tracking_key', 'shoe_size', 7],
        optional_fields: null,
        credentials: {
          fields: [
            { name: 'user', required: false },
            { name: 'key', required: true },
          ],
        },
      },
      { slug: 'two', credentials: { fields: [{ name: 'user', required: false }] } },
      { name: 'without a slug' },
      null,
    ];

    expect(parseCouriers({ total: 4, couriers })).toEqual([
      courier('one', { required: ['destination_postal_code', 'tracking_key'], needsCredentials: true }),
      courier('two'),
    ]);
  });

  it.each([null, [], {}, { couriers: {} }, 'x'])('is none when it is %j', (data) => {
    expect(parseCouriers(data)).toBeNull();
  });
});

describe('what AfterShip says of a slug', () => {
  it('comes from the account’s own list, else from the other answer', () => {
    const own = [courier('own', { required: ['tracking_key'] })];
    const others = [courier('other'), courier('by-api'), courier('asked', { needsCredentials: true })];

    const standings = standingsOf(['own', 'other', 'by-api', 'asked', 'nobody'], { own, others });

    expect(Object.fromEntries(standings)).toEqual({
      own: { ...there, required: ['tracking_key'] },
      other: { ...there, isListed: false },
      'by-api': { ...there, isListed: false, needsConnection: true },
      asked: { ...there, isListed: false, needsConnection: true },
      nobody: { kind: 'absent' },
    });
  });

  it('says nothing of a list where the account keeps none, and nothing at all where AfterShip did not tell', () => {
    expect(standingsOf(['ups'], { own: [], others: [courier('ups')] }).get('ups')).toMatchObject({ isListed: null });
    expect(standingsOf(['ups'], { own: [], others: null }).get('ups')).toEqual({ kind: 'not told' });
  });

  it('is kept as text', () => {
    const couriers: AccountCouriers = {
      askedOn: '2026-11-24',
      bySlug: new Map<string, CourierStanding>([
        ['ups', there],
        [
          'x',
          {
            ...there,
            isListed: null,
            required: ['tracking_key'],
            optional: ['tracking_ship_date'],
            needsConnection: true,
          },
        ],
        ['y', { ...there, isListed: false }],
        ['upss', { kind: 'absent' }],
        ['z', { kind: 'not told' }],
      ]),
    };

    expect(parseAccountCouriers(formatCouriers(couriers))).toEqual(couriers);
    expect(formatCouriers(couriers)).toBe(
      '{"on":"2026-11-24","couriers":{"ups":{"listed":true},"x":{"listed":null,"required":["tracking_key"],"optional":["tracking_ship_date"],"connection":true},"y":{"listed":false},"upss":"absent","z":"not told"}}',
    );
  });

  it.each([
    null,
    '',
    '{',
    '7',
    'null',
    '[]',
    '{"couriers":{}}',
    '{"on":"2026-11-24","couriers":7}',
    '{"on":1}',
    '{"on":"2026-11-24","couriers":null}',
    '{"on":"2026-11-24","couriers":{"ups":{"li',
  ])('is nothing in the text %j', (text) => {
    expect(parseAccountCouriers(text)).toEqual(NOTHING_ASKED);
  });
});

describe('asking', () => {
  const couriers = read({ ups: { listed: true }, upss: 'absent' });

  it.each([
    ['on another day', ['ups'], '2026-11-25', true],
    ['for a slug that was not asked about', ['ups', 'dpd'], '2026-11-24', true],
    ['not twice on one day', ['ups', 'upss'], '2026-11-24', false],
    ['for no slug, never', [], '2026-11-25', false],
  ] as const)('is due %s', (_when, slugs, today, expected) => {
    expect(isAskDue(couriers, slugs, today)).toBe(expected);
  });

  it('is about each slug that the mapping names, once', () => {
    const mapping = parseCarrierMapping('A = ups\nB = dpd always\nC = detect\nD = ups\nE = No Slug');

    expect(mappedSlugs(mapping)).toEqual(['ups', 'dpd']);
  });
});

describe('what a courier asks for', () => {
  const couriers = read({
    arrowxl: { listed: true },
    upss: 'absent',
    tuffnells: 'not told',
    dpd: { required: ['tracking_key'] },
  });

  it.each([
    ['AfterShip said so', 'dpd', ['tracking_key']],
    ['AfterShip knows it better than the facts', 'arrowxl', []],
    ['the facts say so', 'tuffnells', ['destination_postal_code']],
    ['it was not asked about', 'mondialrelay', ['destination_postal_code']],
    ['there is no such courier', 'upss', []],
    ['AfterShip detects it', null, []],
  ])('because %s: %s, %j', (...[, slug, required]) => {
    expect(needsOf(slug, couriers)).toMatchObject({ required, optional: [] });
  });
});
