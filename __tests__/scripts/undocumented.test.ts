/** Where Oracle or AfterShip documents no answer, the scripts must be right under each: one life under every dial's values. */

import { type AfterShipDials, DIAL_VALUES } from '../../packages/emulator/aftership';
import { ACCOUNT_DIAL_VALUES, DEFAULT_DIALS, type Dials } from '../../packages/emulator/netsuite';
import { PACKAGE } from '../../src/TypeScript/aftership/adapters/ids';
import { UPS_NUMBER, UPS_NUMBER_2, USPS_NUMBER } from '../fixtures';
import { aShippedFulfillment, ledger, makeWorld, outbox, settle, type World, type WorldOptions } from './world';

/** Ships, edits, renumbers, shares, un-ships, deletes; then everything must be in step. */
function live(options: WorldOptions): World {
  const world = makeWorld(options);
  const { account, clerk } = world;
  const values = aShippedFulfillment(world);
  const purchaseOrder = account.seed('purchaseorder', {
    fields: { tranid: 'PO1', trandate: new Date(2026, 10, 18), createdfrom: world.order },
  });

  const first = account.create(clerk, 'itemfulfillment', values);
  const shared = account.create(clerk, 'itemfulfillment', values);
  settle(world);
  account.inlineEdit(clerk, 'itemfulfillment', first, { memo: 'inline' });
  account.create(clerk, 'itemfulfillment', {
    ...aShippedFulfillment(world, [USPS_NUMBER]),
    fields: { ...values.fields, createdfrom: purchaseOrder },
  });
  const gone = account.create(clerk, 'itemfulfillment', aShippedFulfillment(world, ['1Z879E930346834440']));
  settle(world);
  account.edit(clerk, 'itemfulfillment', first, {
    sublists: { package: [{ packagetrackingnumber: '986578788855', packageweight: 1 }] },
  });
  account.remove(clerk, 'itemfulfillment', gone);
  settle(world, 60 * 6);
  void shared;
  return world;
}

function expectInStep(world: World): void {
  const numbers = [...world.aftership.trackings.values()].map((tracking) => tracking.trackingNumber).sort();
  expect(numbers).toEqual([UPS_NUMBER, USPS_NUMBER, '986578788855'].sort());
  expect(outbox(world)).toEqual([]);
  const live = ledger(world).filter((row) => row.state === 'In AfterShip');
  expect(live.map((row) => row.number).sort()).toEqual(numbers);
  expect(ledger(world).filter((row) => row.state === 'Needs attention' || row.state === 'Confirming')).toEqual([]);
  expect(world.account.executions().filter((execution) => execution.error !== null)).toEqual([]);
}

const accountDials = Object.entries(ACCOUNT_DIAL_VALUES).flatMap(([dial, values]) =>
  values.map((value) => [dial as keyof Dials, value] as const),
);

describe('NetSuite', () => {
  it('has a list of both answers for every dial, the default first', () => {
    for (const [dial, values] of Object.entries(ACCOUNT_DIAL_VALUES)) {
      expect(values.length).toBeGreaterThanOrEqual(2);
      expect(values[0]).toBe(DEFAULT_DIALS[dial as keyof Dials]);
    }
    expect(Object.keys(ACCOUNT_DIAL_VALUES).sort()).toEqual(Object.keys(DEFAULT_DIALS).sort());
  });

  it.each(accountDials)('with %s = %s ends in step', (dial, value) => {
    const features =
      dial === 'shipStatusWithoutFeature'
        ? [
            'SERVERSIDESCRIPTING',
            'CUSTOMRECORDS',
            'ACCOUNTING',
            'SALESORDERS',
            'ADVSHIPPING',
            'LOCATIONS',
            'PURCHASEORDERS',
          ]
        : undefined;

    expectInStep(live({ dials: { [dial]: value }, ...(features ? { account: { features } } : {}) }));
  });
});

const aftershipDials = Object.entries(DIAL_VALUES).flatMap(([dial, values]) =>
  values.map((value) => [dial as keyof AfterShipDials, value] as const),
);

describe('AfterShip', () => {
  it.each(aftershipDials)('with %s = %s ends in step', (dial, value) => {
    expectInStep(live({ aftershipDials: { [dial]: value } }));
  });

  it.each([
    ['listLagSeconds', 30],
    ['duplicateData', 'with id'],
    ['duplicateData', 'empty'],
  ] as const)('with %s = %s finds out whose a number is that it has already', (dial, value) => {
    const world = makeWorld({ aftershipDials: { [dial]: value } });
    world.account.create(world.clerk, 'itemfulfillment', aShippedFulfillment(world, [UPS_NUMBER_2]));
    settle(world);
    const row = ledger(world)[0];
    // Somebody empties the ledger: AfterShip still knows.
    world.account.remove({ user: 'system', context: 'SCHEDULED' }, PACKAGE.type, row?.id ?? 0);
    world.account.edit(world.clerk, 'itemfulfillment', row?.fulfillment ?? 0, { fields: { memo: 'again' } });
    settle(world, 60 * 6);

    expect(ledger(world)).toMatchObject([{ state: 'In AfterShip', trackingId: row?.trackingId }]);
    expect(world.aftership.trackings.size).toBe(1);
  });
});
