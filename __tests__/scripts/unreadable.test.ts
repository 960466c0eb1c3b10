/** What makes fulfillments unreadable is told to people, and what an account only lacks is done without. */

import { CONNECTION, PACKAGE } from '../../src/TypeScript/aftership/adapters/ids';
import { UPS_NUMBER, UPS_NUMBER_2, USPS_NUMBER } from '../fixtures';
import { administrator, get, textOf } from './console_world';
import { aShippedFulfillment, calls, makeWorld, settle, type World } from './world';

const NUMBERS = [UPS_NUMBER, UPS_NUMBER_2, USPS_NUMBER];
const DAY_MINUTES = 24 * 60;
const BREAKING = { recordType: 'itemfulfillment', beforeLoad: "throw new Error('form is null');" };

function ship(world: World): void {
  for (const number of NUMBERS)
    world.account.create(world.clerk, 'itemfulfillment', aShippedFulfillment(world, [number]));
}

function worldWithPeople(): World {
  const world = makeWorld({ connection: { noticeEmails: 'ops@example.com' } });
  world.account.edit(world.admin, CONNECTION.type, world.connection ?? 0, {
    fields: { [CONNECTION.noticeAuthor]: Number(world.admin.user) },
  });
  return world;
}

const overview = (world: World): string => textOf(get(world, administrator(world), { page: 'overview' }));

it('another app’s script that breaks every reading is told once a day, on Overview and by a row, and then nothing is lost', () => {
  const world = worldWithPeople();
  const planted = world.account.plantUserEvent(BREAKING);
  ship(world);

  settle(world, 2 * DAY_MINUTES);

  expect(calls(world)).toEqual([]);
  expect(world.account.mails().map(({ subject }) => subject)).toEqual([
    expect.stringContaining('fulfillments cannot be read for AfterShip'),
    expect.stringContaining('fulfillments cannot be read for AfterShip'),
  ]);
  expect(overview(world)).toMatch(/NetSuite does not let 3 fulfillments be read.*form is null/);
  expect(world.account.all(PACKAGE.type).map(({ fields }) => fields[PACKAGE.reason])).toEqual(
    NUMBERS.map(() => 'unreadable'),
  );

  world.account.setDeployed(planted, false);
  settle(world, DAY_MINUTES);

  expect(calls(world).filter((call) => call.startsWith('POST'))).toEqual(NUMBERS.map(() => 'POST 201'));
  expect(overview(world)).not.toContain('does not let');
  expect(world.account.mails().at(-1)?.subject).toContain('goes on');
  expect(
    world.account
      .all(PACKAGE.type)
      .map(({ fields }) => fields[PACKAGE.state])
      .sort(),
  ).toEqual([...NUMBERS.map(() => 'In AfterShip'), ...NUMBERS.map(() => 'Removed')]);
});

it('a column that the account refuses is done without by the next scheduled run, and Set-up names it', () => {
  const world = worldWithPeople();
  world.account.setDial('refusedColumns', { customer: ['language'] });
  ship(world);

  settle(world);

  expect(calls(world)).toEqual(NUMBERS.map(() => 'POST 201'));
  expect(world.account.mails()).toEqual([]);
  expect(textOf(get(world, administrator(world), { page: 'setup' }))).toContain('refuses to give customer.language');
});
