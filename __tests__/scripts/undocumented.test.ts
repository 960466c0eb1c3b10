/** A sample of undocumented.long.test.ts, and what needs more than its life. */

import { ACCOUNT_DIAL_VALUES, DEFAULT_DIALS, type Dials } from '../../packages/emulator/netsuite';
import { PACKAGE } from '../../src/TypeScript/aftership/adapters/ids';
import { UPS_NUMBER_2 } from '../fixtures';
import { AFTERSHIP_ANSWERS, expectToEndInStep, NETSUITE_ANSWERS } from './dial_life';
import { aShippedFulfillment, ledger, makeWorld, settle } from './world';

it('there is a list of both answers for every dial of NetSuite, the default first', () => {
  for (const [dial, values] of Object.entries(ACCOUNT_DIAL_VALUES)) {
    expect(values.length).toBeGreaterThanOrEqual(2);
    expect(values[0]).toBe(DEFAULT_DIALS[dial as keyof Dials]);
  }
  expect(Object.keys(ACCOUNT_DIAL_VALUES).sort()).toEqual(Object.keys(DEFAULT_DIALS).sort());
});

describe('one answer of twelve', () => {
  const some = [...NETSUITE_ANSWERS, ...AFTERSHIP_ANSWERS].filter((_, index) => index % 12 === 11);

  it.each(some)('with $dial = $value ends in step', expectToEndInStep);
});

describe('AfterShip', () => {
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
