/** What carriers need, said before anything is sent: the daily question, Preview, Set-up, the connection's page. Run after the build. */

import { DIAL_VALUES } from '../../packages/emulator/aftership';
import type { Execution } from '../../packages/emulator/netsuite';
import { CONNECTION } from '../../src/TypeScript/aftership/adapters/ids';
import { UPS_NUMBER } from '../fixtures';
import { administrator, get, textOf } from './console_world';
import { aShippedFulfillment, ledger, makeWorld, settle, type World, type WorldOptions } from './world';

const OWN = '/tracking/2026-07/couriers?active=true';

function worldWith(carrierMapping: string, options: WorldOptions = {}): World {
  return makeWorld({ ...options, connection: { carrierMapping, ...options.connection } });
}

function page(world: World, name: 'setup' | 'connection'): string {
  return textOf(get(world, administrator(world), { page: name }));
}

/** A fulfillment whose shipping address has no postal code. */
function ship(world: World, numbers: readonly string[]): number {
  const values = aShippedFulfillment(world, numbers);
  const shippingaddress = { ...values.subrecords?.['shippingaddress'], zip: null };
  return world.account.create(world.clerk, 'itemfulfillment', { ...values, subrecords: { shippingaddress } });
}

function couriersKept(world: World): unknown {
  const [connection] = world.account.all(CONNECTION.type);
  const text = connection?.fields[CONNECTION.couriers];
  return text ? JSON.parse(String(text)) : null;
}

const asked = (world: World): readonly string[] =>
  world.aftership.journal.filter(({ path }) => path.includes('/couriers')).map(({ path }) => path);

const wakes = (world: World): readonly Execution[] =>
  world.account.executions().filter(({ entry }) => entry === 'execute');

describe('the question about couriers', () => {
  it('goes out once a day, and takes ten units when all are on the account’s list', () => {
    const world = worldWith('UPS Ground = ups');
    world.aftership.enabledCouriers.add('ups');
    world.account.clearMeasurements();

    settle(world, 20 * 60);

    expect(asked(world)).toEqual([OWN, OWN]);
    expect(couriersKept(world)).toEqual({ on: '2026-11-24', couriers: { ups: { listed: true } } });
    const units = wakes(world).map((wake) => wake.units);
    const idle = Math.min(...units);
    expect(Math.max(...units) - idle).toBe(12);
    expect(Math.max(...units)).toBeLessThanOrEqual(60);
    expect(wakes(world).filter(({ httpCalls }) => httpCalls > 0)).toHaveLength(2);
  });

  it('is asked in Preview, about the slugs that are not on the list as well, and again when the mapping names another', () => {
    const world = worldWith('UPS Ground = ups', { mode: 'Preview' });
    settle(world, 31);
    expect(asked(world)).toEqual([OWN, '/tracking/2026-07/couriers?slug=ups']);

    world.account.edit(world.admin, CONNECTION.type, world.connection ?? 0, {
      fields: { [CONNECTION.carrierMapping]: 'UPS Ground = ups\nOther = arrowxl' },
    });
    settle(world, 16);

    expect(asked(world).slice(2)).toEqual([OWN, '/tracking/2026-07/couriers?slug=ups%2Carrowxl']);
    expect(couriersKept(world)).toEqual({
      on: '2026-11-23',
      couriers: { ups: { listed: null }, arrowxl: { listed: null, required: ['destination_postal_code'] } },
    });
    expect(page(world, 'setup')).toContain('Carrier mapping done AfterShip knows the carriers that it names, asked on');
  });

  it.each([
    ['the mode is Off', { mode: 'Off' }],
    ['a person has stopped sending', { connection: { stoppedByPerson: true } }],
  ] as const)('does not go out while %s', (_when, options) => {
    const world = worldWith('UPS Ground = ups', options);

    settle(world, 31);

    expect(asked(world)).toEqual([]);
    expect(page(world, 'setup')).toContain('Carrier mapping cannot tell AfterShip was not asked yet');
  });

  it('stops nothing and harms nobody when AfterShip answers with an error', () => {
    const world = worldWith('UPS Ground = ups');
    const fault = { kind: 'refusal', code: 500, strikes: 'before effect' } as const;
    world.aftership.faults.push({ fault, path: '/couriers', times: 99 });
    world.account.create(world.clerk, 'itemfulfillment', aShippedFulfillment(world));

    settle(world);

    expect(ledger(world)).toMatchObject([{ state: 'In AfterShip' }]);
    expect(asked(world).length).toBeGreaterThan(1);
    expect(couriersKept(world)).toBeNull();
    expect(world.account.all(CONNECTION.type)[0]?.fields[CONNECTION.stoppedByError]).not.toBe(true);
  });

  const dials = [
    ...DIAL_VALUES.couriersWithoutList.map((couriersWithoutList) => ({ couriersWithoutList })),
    ...DIAL_VALUES.unknownSlugAsked.map((unknownSlugAsked) => ({ unknownSlugAsked })),
  ];
  it.each(dials)('is right whatever AfterShip answers where nothing is documented: %j', (aftershipDials) => {
    const world = worldWith('UPS Ground = upss', { mode: 'Preview', aftershipDials });
    settle(world, 31);

    const isTold = !('unknownSlugAsked' in aftershipDials) || aftershipDials.unknownSlugAsked === 'left out';
    expect(page(world, 'setup').includes('AfterShip has no carrier upss')).toBe(isTold);
    expect(asked(world)).toHaveLength(2);
  });
});

describe('before the first refusal', () => {
  function previewWorld(): World {
    const world = worldWith(
      'UPS Ground = arrowxl always\nRoyal = royalmail\nKey = amazon-order\nApi = ups-api\nBest Way',
      {
        mode: 'Preview',
      },
    );
    for (const slug of ['amazon-order', 'ups-api']) world.aftership.enabledCouriers.add(slug);
    ship(world, [UPS_NUMBER]);
    settle(world);
    return world;
  }

  it.each(['setup', 'connection'] as const)('the page %s says what is wrong with the mapping', (name) => {
    const text = page(previewWorld(), name);

    for (const sentence of [
      'Line 5 of the carrier mapping: "Best Way" has no "=".',
      'Line 2 of the carrier mapping: AfterShip has no carrier royalmail, so it refuses each package. Did you mean royal-mail?',
      'Line 1 of the carrier mapping: Carrier arrowxl asks for a postal code, which 1 package in Preview lacks. Enter the postal code of the fulfillment’s shipping address.',
      'Line 1 of the carrier mapping: Carrier arrowxl is not on the courier list of your AfterShip account.',
      'Line 4 of the carrier mapping: Carrier ups-api follows packages only through a connection of your own to the carrier.',
      'Line 3 of the carrier mapping: Carrier amazon-order asks for a tracking key with every package. Type the tracking key behind the tracking number',
    ]) {
      expect(text).toContain(sentence);
    }
  });

  it('the package says it in Preview', () => {
    const world = previewWorld();

    expect(ledger(world)).toMatchObject([{ reason: 'preview_create' }]);
    expect(ledger(world)[0]?.message).toContain(
      'Carrier arrowxl asks for a postal code, which the shipping address has not. Enter the postal code of the fulfillment’s shipping address.',
    );
  });

  it('the page of a fulfillment says it, too', () => {
    const world = previewWorld();
    const [row] = ledger(world);

    const text = textOf(
      get(world, administrator(world), { page: 'fulfillment', fulfillment: String(row?.fulfillment) }),
    );

    expect(text).toContain('Carrier arrowxl asks for a postal code, which the shipping address has not.');
  });
});

it('a refusal says what is missing and where to put it, and the package goes out when it is there', () => {
  const world = worldWith('UPS Ground = arrowxl always');
  const id = ship(world, [UPS_NUMBER]);
  settle(world);

  expect(ledger(world)).toMatchObject([
    {
      state: 'Needs attention',
      message:
        'This carrier needs more than the number: a postal code. Enter the postal code of the fulfillment’s shipping address. If it should be another carrier, correct the connection’s carrier mapping.',
    },
  ]);

  const { subrecords } = aShippedFulfillment(world);
  world.account.edit(world.clerk, 'itemfulfillment', id, { subrecords });
  settle(world);
  expect(ledger(world)).toMatchObject([{ state: 'In AfterShip' }]);
});

it('a courier that only AfterShip’s list knows to ask for a key gets what is typed behind the number', () => {
  const world = worldWith('UPS Ground = new-courier always');
  world.aftership.extraCouriers.set('new-courier', {
    slug: 'new-courier',
    name: 'New Courier',
    otherName: null,
    requiredFields: ['tracking_key'],
    optionalFields: [],
    credentials: [],
  });
  settle(world, 16);
  ship(world, [UPS_NUMBER, '1Z879E930346834440:A1B2']);
  settle(world);

  expect(ledger(world)).toMatchObject([
    {
      state: 'Needs attention',
      message: expect.stringContaining('a tracking key. Type the tracking key behind') as string,
    },
    { state: 'In AfterShip' },
  ]);
  expect([...world.aftership.trackings.values()].map(({ fields }) => fields['tracking_key'])).toEqual(['A1B2']);
});
