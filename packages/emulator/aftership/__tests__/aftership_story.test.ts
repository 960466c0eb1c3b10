/** What GET shows of a parcel whose story a test tells. */

import { readFileSync } from 'node:fs';
import type { AfterShipDials } from '../dials';
import type { Estimate, Story } from '../news';
import { report, tell } from '../progress';
import type { StateOptions } from '../state';
import { DAY, NOW, openAfterShip, type AfterShip } from './aftership_calls';

const UPS = { tracking_number: '1Z879E930346834440', slug: 'ups', id: 'a' };
const CARRIER_DAY: Estimate = { source: 'Carrier EDD', type: 'specific', datetime: '2026-11-28T20:00:00' };
const REVISED: Estimate = {
  source: 'AfterShip EDD',
  type: 'range',
  datetime_min: '2026-11-29',
  datetime_max: '2026-12-01',
  revise_reason: 'extreme_weather',
  confidence_code: 10001,
};

interface Told {
  readonly aftership: AfterShip;
  readAt(days: number): Record<string, unknown>;
}

function open(story: Story, dials: Partial<AfterShipDials> = {}, options: Partial<StateOptions> = {}): Told {
  const aftership = openAfterShip(dials, options);
  tell(aftership.state, UPS.tracking_number, story);
  aftership.create(UPS);
  return {
    aftership,
    readAt: (days) => aftership.call('GET', '/trackings/a', undefined, { atMs: NOW + days * DAY }).data,
  };
}

/** Names of the members of a model in AfterShip's SDK. */
function membersOf(model: string): string[] {
  const types = require.resolve(`@aftership/tracking-sdk/dist/model/${model}`).replace(/js$/, 'd.ts');
  return [...readFileSync(types, 'utf8').matchAll(/^ {4}(\w+)\??:/gm)].map(([, name]) => String(name)).sort();
}

it('a tracking and a checkpoint have the members of AfterShip’s SDK and no others', () => {
  const data = open([{ atMs: NOW, scan: { tag: 'InTransit' } }]).readAt(1);
  const [checkpoint] = data['checkpoints'] as Record<string, unknown>[];

  // The SDK calls unique_token deprecated.
  expect(Object.keys(data).sort()).toEqual(membersOf('Tracking').filter((name) => name !== 'unique_token'));
  expect(Object.keys(checkpoint ?? {}).sort()).toEqual(membersOf('Checkpoint'));
});

it('what nobody has told is null', () => {
  expect(open([]).readAt(0)).toMatchObject({
    signature_requirement: null,
    shipment_direction: null,
    first_estimated_delivery: null,
    latest_estimated_delivery: null,
    courier_estimated_delivery_date: null,
    aftership_estimated_delivery_date: null,
    custom_estimated_delivery_date: null,
    shipment_pickup_date: null,
    shipment_delivery_date: null,
    on_time_status: null,
    signed_by: null,
    last_mile: null,
  });
});

it('scans have place, text and the carrier’s time, with or without offset', () => {
  const { readAt } = open([
    {
      atMs: NOW + DAY,
      scan: {
        tag: 'InTransit',
        subtag: 'InTransit_002',
        message: 'Picked up',
        checkpointTime: '2026-11-25T08:00:00',
        location: 'Reno, NV, US',
        city: 'Reno',
        state: 'NV',
        postalCode: '89501',
        countryRegion: 'USA',
        countryRegionName: 'United States',
        coordinate: { latitude: 39.5, longitude: -119.8 },
        rawTag: 'PU',
        events: [{ code: 'delivered_to_neighbor', reason: null }],
      },
    },
    { atMs: NOW + 2 * DAY, scan: { tag: 'OutForDelivery', checkpointTime: '2026-11-26T06:30:00-05:00' } },
  ]);

  expect(readAt(2)).toMatchObject({
    tag: 'OutForDelivery',
    shipment_pickup_date: '2026-11-25T08:00:00',
    checkpoints: [
      {
        created_at: '2026-11-25T10:00:00+00:00',
        checkpoint_time: '2026-11-25T08:00:00',
        message: 'Picked up',
        subtag_message: 'Acceptance scan',
        location: 'Reno, NV, US',
        city: 'Reno',
        state: 'NV',
        postal_code: '89501',
        country_region: 'USA',
        country_region_name: 'United States',
        coordinate: { latitude: 39.5, longitude: -119.8 },
        raw_tag: 'PU',
        events: [{ code: 'delivered_to_neighbor', reason: null }],
        source: 'carrier',
      },
      { checkpoint_time: '2026-11-26T06:30:00-05:00', location: null, events: [] },
    ],
  });
});

it.each([
  ['oldest first', ['InTransit', 'OutForDelivery']],
  ['newest first', ['OutForDelivery', 'InTransit']],
] as const)('checkpointOrder %s', (checkpointOrder, expected) => {
  const { readAt } = open(
    [
      { atMs: NOW, scan: { tag: 'InTransit' } },
      { atMs: NOW + DAY, scan: { tag: 'OutForDelivery' } },
    ],
    { checkpointOrder },
  );

  expect(readAt(1)['checkpoints']).toMatchObject(expected.map((tag) => ({ tag })));
});

describe('delivery dates', () => {
  const STORY: Story = [
    { atMs: NOW, estimate: CARRIER_DAY },
    { atMs: NOW + DAY, estimate: REVISED },
    { atMs: NOW + 2 * DAY, estimate: { source: 'Custom EDD', type: 'specific', datetime: '2026-12-02' } },
  ];
  const FIRST = {
    type: 'specific',
    source: 'Carrier EDD',
    datetime: '2026-11-28T20:00:00',
    datetime_min: null,
    datetime_max: null,
  };

  it.each([
    ['the first', { ...FIRST, revise_reason: null }],
    ['null', null],
  ] as const)('of the carrier; unrevisedEstimate %s', (unrevisedEstimate, latest) => {
    expect(open(STORY, { unrevisedEstimate }).readAt(0)).toMatchObject({
      first_estimated_delivery: FIRST,
      latest_estimated_delivery: latest,
      courier_estimated_delivery_date: {
        estimated_delivery_date: '2026-11-28T20:00:00',
        estimated_delivery_date_min: null,
        estimated_delivery_date_max: null,
      },
      aftership_estimated_delivery_date: null,
    });
  });

  it.each(['the first', 'null'] as const)('revised, with the reason; unrevisedEstimate %s', (unrevisedEstimate) => {
    expect(open(STORY, { unrevisedEstimate }).readAt(1)).toMatchObject({
      first_estimated_delivery: FIRST,
      latest_estimated_delivery: {
        type: 'range',
        source: 'AfterShip EDD',
        datetime: null,
        datetime_min: '2026-11-29',
        datetime_max: '2026-12-01',
        revise_reason: 'extreme_weather',
      },
      aftership_estimated_delivery_date: {
        estimated_delivery_date: null,
        confidence_code: 10001,
        estimated_delivery_date_min: '2026-11-29',
        estimated_delivery_date_max: '2026-12-01',
      },
    });
  });

  it('of the merchant’s own rule', () => {
    expect(open(STORY).readAt(2)).toMatchObject({
      latest_estimated_delivery: { source: 'Custom EDD', datetime: '2026-12-02', revise_reason: null },
      custom_estimated_delivery_date: { type: 'specific', datetime: '2026-12-02', datetime_max: null },
    });
  });

  it.each([
    ['moves', '2026-11-25T10:00:00+00:00', 1],
    ['stays', '2026-11-24T10:00:00+00:00', 0],
  ] as const)('a revision alone: updatedAtOnNews %s', (updatedAtOnNews, updatedAt, found) => {
    const { aftership, readAt } = open(STORY, { updatedAtOnNews });
    const atMs = NOW + DAY;
    const query = '/trackings?updated_at_min=2026-11-25T00%3A00%3A00%2B00%3A00';

    expect(readAt(1)['updated_at']).toBe(updatedAt);
    expect(aftership.call('GET', query, undefined, { atMs }).data['trackings']).toHaveLength(found);
  });
});

it('a delivery has its date, signature, attempts and punctuality', () => {
  const { readAt } = open([
    { atMs: NOW, scan: { tag: 'InTransit' } },
    { atMs: NOW + DAY, scan: { tag: 'AttemptFail', subtag: 'AttemptFail_003', checkpointTime: '2026-11-25T17:00:00' } },
    { atMs: NOW + 2 * DAY, scan: { tag: 'AttemptFail' } },
    {
      atMs: NOW + 3 * DAY,
      scan: { tag: 'Delivered', subtag: 'Delivered_003', checkpointTime: '2026-11-27T11:23:00', signedBy: 'S. Young' },
      details: { on_time_status: 'on-time', on_time_difference: 0, delivery_location_type: 'front door' },
    },
  ]);

  expect(readAt(2)).toMatchObject({ active: true, failed_delivery_attempts: 2, shipment_delivery_date: null });
  expect(readAt(9)).toMatchObject({
    tag: 'Delivered',
    active: false,
    transit_time: 3,
    first_attempted_at: '2026-11-25T17:00:00',
    failed_delivery_attempts: 2,
    shipment_delivery_date: '2026-11-27T11:23:00',
    signed_by: 'S. Young',
    on_time_status: 'on-time',
    on_time_difference: 0,
    delivery_location_type: 'front door',
    return_to_sender: false,
  });
});

it.each([
  ['cleared', { shipment_delivery_date: null, signed_by: null }],
  ['kept', { shipment_delivery_date: '2026-11-25T11:23:00', signed_by: 'S. Young' }],
] as const)('a delivery that a later scan takes back is %s', (deliveryTakenBack, expected) => {
  const { readAt } = open(
    [
      { atMs: NOW + DAY, scan: { tag: 'Delivered', checkpointTime: '2026-11-25T11:23:00', signedBy: 'S. Young' } },
      { atMs: NOW + 2 * DAY, scan: { tag: 'Exception', subtag: 'Exception_005' } },
    ],
    { deliveryTakenBack },
  );

  expect(readAt(2)).toMatchObject({ tag: 'Exception', active: true, ...expected });
});

it.each([
  ['Exception_016', 'Delayed (Processing issue)'],
  ['Exception_019', 'Delayed (Late flight)'],
  ['Exception_020', 'Shipment cancelled'],
  ['Exception_021', 'Shipment disposed'],
  ['InTransit_011', 'InTransit_011'],
])('subtag %s says "%s"', (subtag, text) => {
  const tag = subtag.startsWith('InTransit') ? 'InTransit' : 'Exception';

  expect(open([{ atMs: NOW, scan: { tag, subtag } }]).readAt(0)).toMatchObject({ tag, subtag, subtag_message: text });
});

it('a parcel that comes back says so for ever', () => {
  const { readAt } = open([
    { atMs: NOW, scan: { tag: 'Exception', subtag: 'Exception_010' } },
    { atMs: NOW + DAY, scan: { tag: 'InTransit' } },
    { atMs: NOW + 2 * DAY, scan: { tag: 'Exception', subtag: 'Exception_011' } },
  ]);

  expect([0, 1, 2].map(readAt).map(({ tag, return_to_sender: isBack }) => [tag, isBack])).toEqual([
    ['Exception', true],
    ['InTransit', true],
    ['Exception', true],
  ]);
});

it('the carrier is corrected under the same id, and its scans go on', () => {
  const { readAt } = open([
    { atMs: NOW, scan: { tag: 'InTransit' } },
    { atMs: NOW + DAY, slug: 'usps', scan: { tag: 'InTransit', subtag: 'InTransit_003' } },
  ]);

  expect(readAt(1)).toMatchObject({ id: 'a', slug: 'usps', checkpoints: [{ slug: 'ups' }, { slug: 'usps' }] });
});

describe('the last mile', () => {
  const STORY: Story = [
    {
      atMs: NOW + DAY,
      details: {
        first_mile: { tracking_number: UPS.tracking_number, slug: 'ups', transit_time: 1 },
        last_mile: {
          tracking_number: '9400111206206406260787',
          slug: 'usps',
          courier_tracking_link: 'https://example.com/1',
        },
      },
    },
  ];

  it('is found by AfterShip', () => {
    expect(open(STORY).readAt(1)).toMatchObject({
      first_mile: { slug: 'ups', transit_time: 1, courier_tracking_link: null },
      last_mile: {
        tracking_number: '9400111206206406260787',
        slug: 'usps',
        source: 'system',
        transit_time: null,
        courier_tracking_link: 'https://example.com/1',
        courier_redirect_link: null,
      },
    });
  });

  it('is the user’s where the user gave one', () => {
    const aftership = openAfterShip();
    tell(aftership.state, UPS.tracking_number, STORY);
    aftership.create({ ...UPS, last_mile: { tracking_number: '1234', slug: 'fedex' } });

    expect(aftership.call('GET', '/trackings/a', undefined, { atMs: NOW + DAY }).data['last_mile']).toMatchObject({
      tracking_number: '1234',
      slug: 'fedex',
      source: 'user',
    });
  });
});

it('details are the carrier’s words, and later ones replace earlier ones', () => {
  const { readAt } = open([
    {
      atMs: NOW,
      details: {
        courier_destination_country_region: 'USA',
        courier_tracking_link: 'https://example.com/t',
        courier_redirect_link: 'https://example.com/r',
        shipment_type: 'Ground',
        shipment_package_count: 1,
        shipment_weight: { unit: 'kg', value: 0.7 },
        shipment_dimensions: { unit: 'cm', length: 30, width: 20, height: 10 },
        signature_requirement: 'signature_required',
        shipment_direction: 'forward',
        return_shipment: { tracking_number: '1234', slug: 'usps' },
      },
    },
    { atMs: NOW + DAY, details: { shipment_package_count: 2 } },
  ]);

  expect(readAt(1)).toMatchObject({
    courier_destination_country_region: 'USA',
    courier_tracking_link: 'https://example.com/t',
    courier_redirect_link: 'https://example.com/r',
    shipment_type: 'Ground',
    shipment_package_count: 2,
    shipment_weight: { unit: 'kg', value: 0.7 },
    shipment_dimensions: { unit: 'cm', length: 30, width: 20, height: 10 },
    signature_requirement: 'signature_required',
    shipment_direction: 'forward',
    return_shipment: { tracking_number: '1234', slug: 'usps' },
  });
});

it('a shipment type that we gave is never overwritten', () => {
  const aftership = openAfterShip();
  aftership.create({ ...UPS, shipment_type: 'Ours' });
  report(aftership.state, 'a', { details: { shipment_type: 'Ground' } }, NOW);

  expect(aftership.call('GET', '/trackings/a').data['shipment_type']).toBe('Ours');
});

it('a parcel without movement is given up without a scan, and asked about again by a retrack', () => {
  const { aftership, readAt } = open([
    { atMs: NOW, scan: { tag: 'InTransit' } },
    { atMs: NOW + 9 * DAY, active: false },
  ]);

  expect([readAt(8), readAt(9)].map(({ active, tag }) => [active, tag])).toEqual([
    [true, 'InTransit'],
    [false, 'InTransit'],
  ]);
  expect(aftership.call('POST', '/trackings/a/retrack', undefined, { atMs: NOW + 10 * DAY }).data['active']).toBe(true);
});

it('a parcel that nobody scans expires, whatever delivery date it has', () => {
  const { readAt } = open([{ atMs: NOW, estimate: CARRIER_DAY }]);

  expect(readAt(30)).toMatchObject({
    tag: 'Expired',
    active: false,
    first_estimated_delivery: { datetime: '2026-11-28T20:00:00' },
  });
});

describe('what AfterShip switches on for an account', () => {
  const POD: Story = [
    { atMs: NOW, details: { proof_of_delivery: [{ type: 'image', url: 'https://example.com/p.jpg' }] } },
  ];

  it.each([
    [{}, null],
    [{ proofOfDelivery: true }, [{ type: 'image', url: 'https://example.com/p.jpg' }]],
  ])('proof of delivery: %j', (options, expected) => {
    expect(open(POD, {}, options).readAt(0)['proof_of_delivery']).toEqual(expected);
  });

  it('links to branded pages, of which the order’s contains the buyer’s address', () => {
    const order = { order_number: '1001', customers: [{ role: 'buyer', email: 'test@example.com' }] };
    const linksOf = (options: Partial<StateOptions>, body = {}) => {
      const { data } = openAfterShip({}, options).create({ ...UPS, ...body });
      return [data['aftership_tracking_url'], data['aftership_tracking_order_url']];
    };
    const trackingPage = 'https://track.example.com';

    expect(linksOf({}, order)).toEqual([null, null]);
    expect(linksOf({ trackingPage })).toEqual([`${trackingPage}/1Z879E930346834440`, null]);
    // The code is the one of OAS's example.
    expect(linksOf({ trackingPage }, order)[1]).toBe(
      `${trackingPage}/order-status?order-number=1001&code=eyJlbWFpbCI6InRlc3RAZXhhbXBsZS5jb20ifQ==`,
    );
  });
});
