/** Where a fulfillment ships from: from its saved item lines to the request. Run after the build. */

import type { Dials } from '../../packages/emulator/netsuite';
import { aShippedFulfillment, ledger, makeWorld, settle, shippedFrom, type World } from './world';

type Place = 'reno' | 'graz' | 'none';

interface Lived {
  /** Addresses of origin that AfterShip was sent, one for each tracking made. */
  readonly origins: readonly Readonly<Record<string, unknown>>[];
  readonly messages: readonly string[];
}

interface Given {
  readonly from: readonly Place[];
  /** The locations that the connection lists. */
  readonly listed?: readonly Exclude<Place, 'none'>[];
  readonly isDropShipment?: boolean;
  readonly dials?: Partial<Dials>;
}

const ADDRESSES = {
  reno: { name: 'Reno', city: 'Reno', zip: '89502', state: 'NV', country: 'US' },
  graz: { name: 'Graz', city: 'Graz', zip: '8010', country: 'AT' },
};
const RENO = {
  origin_city: 'Reno',
  origin_postal_code: '89502',
  origin_state: 'NV',
  origin_country_region: 'USA',
};
const NOWHERE = {};

/** The ids are those of the order of the keys, because the connection lists them before they are there. */
const ID: Readonly<Record<Place, number | null>> = { reno: 1, graz: 2, none: null };

function live({ from, listed = [], isDropShipment = false, dials }: Given): Lived {
  const locations = listed.map((place) => ID[place]).join('\n');
  const world = makeWorld({ dials, connection: locations === '' ? {} : { locations } });
  const { account } = world;
  for (const [place, fields] of Object.entries(ADDRESSES)) {
    expect(account.seed('location', { fields })).toBe(ID[place as Place]);
  }
  const values = shippedFrom(aShippedFulfillment(world), ...from.map((place) => ID[place]));
  account.create(world.clerk, 'itemfulfillment', {
    ...values,
    fields: { ...values.fields, ...(isDropShipment ? { createdfrom: purchaseOf(world) } : {}) },
  });
  settle(world);
  return {
    origins: world.aftership.journal.map(({ body }) => originOf(body)),
    messages: ledger(world).map(({ message }) => message),
  };
}

function purchaseOf({ account, order }: World): number {
  return account.seed('purchaseorder', { fields: { tranid: 'PO1', createdfrom: order } });
}

function originOf(body: unknown): Readonly<Record<string, unknown>> {
  const fields = typeof body === 'object' && body !== null ? Object.entries(body) : [];
  return Object.fromEntries(fields.filter(([name]) => name.startsWith('origin_')));
}

describe('the origin', () => {
  it.each<[string, readonly Place[], object]>([
    ['is the location of its item lines', ['reno', 'reno'], RENO],
    ['is the only location, when other lines have none', ['none', 'reno'], RENO],
    ['is left out when it ships from several locations', ['reno', 'graz'], NOWHERE],
    ['is left out when no line has a location', ['none'], NOWHERE],
  ])('%s', (_what, from, origin) => {
    expect(live({ from }).origins).toEqual([origin]);
  });
});

describe('the Locations filter', () => {
  it.each<[string, Given, object]>([
    ['lets a listed location pass', { from: ['reno'], listed: ['reno'] }, RENO],
    ['lets a fulfillment of several pass by its first', { from: ['reno', 'graz'], listed: ['reno'] }, NOWHERE],
    ['lets a fulfillment of several pass by another', { from: ['reno', 'graz'], listed: ['graz'] }, NOWHERE],
    ['lets a drop shipment pass', { from: ['none'], listed: ['graz'], isDropShipment: true }, NOWHERE],
    [
      'goes by the lines where the body may have a location too',
      { from: ['reno'], listed: ['reno', 'graz'], dials: { fulfillmentLocation: 'lines and body' } },
      RENO,
    ],
  ])('%s', (_what, given, origin) => {
    expect(live(given).origins).toEqual([origin]);
  });

  it.each<[string, Given, string]>([
    ['another location', { from: ['reno'], listed: ['graz'] }, '1'],
    ['no location', { from: ['none'], listed: ['graz'] }, 'none'],
    [
      // Without its purchase order nothing tells a drop shipment from a sales order's fulfillment.
      'a drop shipment that shows only its sales order',
      { from: ['none'], listed: ['graz'], isDropShipment: true, dials: { dropShipCreatedFrom: 'salesorder' } },
      'none',
    ],
  ])('holds %s back and says so', (_what, given, locations) => {
    expect(live(given)).toEqual({
      origins: [],
      messages: [`Not sent: the connection lists none of its locations (${locations}).`],
    });
  });
});
