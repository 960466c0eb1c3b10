/** One life that must end in step under every answer that Oracle or AfterShip leaves undocumented. */

import { DIAL_VALUES } from '../../packages/emulator/aftership';
import { ACCOUNT_DIAL_VALUES } from '../../packages/emulator/netsuite';
import { UPS_NUMBER, USPS_NUMBER } from '../fixtures';
import { aShippedFulfillment, ledger, makeWorld, outbox, settle, type World, type WorldOptions } from './world';

export interface Answer {
  readonly dial: string;
  readonly value: unknown;
  readonly options: WorldOptions;
}

const WITHOUT_PICK_PACK_AND_SHIP = [
  'SERVERSIDESCRIPTING',
  'CUSTOMRECORDS',
  'ACCOUNTING',
  'SALESORDERS',
  'ADVSHIPPING',
  'LOCATIONS',
  'PURCHASEORDERS',
];

function answersOf(
  dials: Readonly<Record<string, readonly unknown[]>>,
  optionsOf: (dial: string, value: unknown) => WorldOptions,
): readonly Answer[] {
  return Object.entries(dials).flatMap(([dial, values]) =>
    values.map((value) => ({ dial, value, options: optionsOf(dial, value) })),
  );
}

/** Every answer of every dial, alone. */
export const NETSUITE_ANSWERS = answersOf(ACCOUNT_DIAL_VALUES, (dial, value) => ({
  dials: { [dial]: value },
  ...(dial === 'shipStatusWithoutFeature' ? { account: { features: WITHOUT_PICK_PACK_AND_SHIP } } : {}),
}));
export const AFTERSHIP_ANSWERS = answersOf(DIAL_VALUES, (dial, value) => ({ aftershipDials: { [dial]: value } }));

/** Lives under the answer and expects that everything is in step at the end. */
export function expectToEndInStep({ options }: Answer): void {
  expectInStep(live(options));
}

/** Ships, edits, renumbers, shares, un-ships, deletes; then everything must be in step. */
function live(options: WorldOptions): World {
  const world = makeWorld(options);
  const { account, clerk } = world;
  const values = aShippedFulfillment(world);
  const purchaseOrder = account.seed('purchaseorder', {
    fields: { tranid: 'PO1', trandate: new Date(2026, 10, 18), createdfrom: world.order },
  });

  const first = account.create(clerk, 'itemfulfillment', values);
  account.create(clerk, 'itemfulfillment', values);
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
