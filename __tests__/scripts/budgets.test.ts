/** The usage units that are promised, counted call by call as Oracle's governance page prices them, and printed. */

import type { Execution } from '../../packages/emulator/netsuite';
import { UPS_NUMBER, UPS_NUMBER_2 } from '../fixtures';
import { aShippedFulfillment, makeWorld, outbox, settle, shippedFrom, type World } from './world';

/** A mapping of every place that it reads from. */
const FIELD_MAPPING = [
  'order_promised_delivery_date = order.shipdate',
  'tracking_number = custbody_3pl_tracking',
  'carrier = custbody_3pl_carrier',
  'custom_fields.box = package.packagedescr',
  'custom_fields.units = line.units',
  '[location Hamburg]',
  'custom_fields.brand = "Acme"',
].join('\n');

/** A world in which every optional reading happens: location, contacts, and with a field mapping what that asks for. */
function richWorld(fieldMapping = ''): World & { readonly location: number } {
  const world = makeWorld({ connection: { fieldMapping, sendEmail: true } });
  const location = world.account.seed('location', {
    fields: { name: 'Hamburg', country: 'DE', city: 'Hamburg', zip: '20095' },
  });
  return { ...world, location };
}

function save(world: World & { readonly location: number }, numbers: readonly string[]): number {
  const values = shippedFrom(aShippedFulfillment(world, numbers), world.location, world.location);
  return world.account.create(world.clerk, 'itemfulfillment', values);
}

function saveMapped(world: World & { readonly location: number }, number: string): void {
  const { fields } = aShippedFulfillment(world);
  world.account.create(world.clerk, 'itemfulfillment', {
    ...aShippedFulfillment(world, []),
    fields: {
      ...fields,
      custbody_3pl_tracking: number,
      custbody_3pl_carrier: 'UPS',
    },
    sublists: {
      package: number === '' ? [] : [{ packagetrackingnumber: number, packagedescr: 'Box', packageweight: 1 }],
      item: [{ item: 1, units: 'Pcs', location: world.location }],
    },
  });
}

function renumber(world: World, id: number, numbers: readonly string[]): void {
  world.account.edit(world.clerk, 'itemfulfillment', id, { sublists: aShippedFulfillment(world, numbers).sublists });
}

/** 22-digit numbers that nobody issued; only their count matters here. */
const manyNumbers = (count: number): string[] => Array.from({ length: count }, (_, index) => `KX${100_000 + index}`);

/** Runs what is due and gives the reduces of it. */
function reduces(world: World, minutes = 2): readonly Execution[] {
  world.account.clearMeasurements();
  settle(world, minutes);
  return world.account.executions().filter((execution) => execution.entry === 'reduce');
}

function unitsOf(executions: readonly Execution[]): number {
  expect(executions.map((execution) => execution.error)).toEqual(executions.map(() => null));
  return executions.reduce((sum, execution) => sum + execution.units, 0);
}

const table: string[] = [];
afterAll(() => {
  console.log(['Usage units, against what is promised:', ...table].join('\n'));
});

function expectAtMost(what: string, units: number, limit: number): void {
  table.push(`  ${what.padEnd(58)} ${String(units).padStart(5)} of ${limit}`);
  expect([what, units <= limit ? 'kept' : units]).toEqual([what, 'kept']);
}

it('keeps the user’s save within 30 units, without a request or a record load', () => {
  const world = richWorld();

  const id = save(world, [UPS_NUMBER]);
  world.account.edit(world.clerk, 'itemfulfillment', id, { fields: { memo: 'x' } });
  world.account.remove(world.clerk, 'itemfulfillment', id);

  const events = world.account.executions().filter((execution) => execution.entry === 'afterSubmit');
  expect(events).toHaveLength(3);
  for (const event of events) {
    expect(event.httpCalls).toBe(0);
    expect(event.calls.filter((call) => call.call.includes('record.load'))).toEqual([]);
  }
  expectAtMost("the user's save", Math.max(...events.map((event) => event.units)), 30);
  expect(events[0]?.modules.length).toBeLessThanOrEqual(10);
  expect(events[0]?.bytes).toBeLessThanOrEqual(30_000);
});

it('keeps a save within 30 units that comes seconds after a request whose run has ended already', () => {
  const world = richWorld();
  const id = save(world, [UPS_NUMBER]);
  const isOver = (): boolean => world.account.executions().some(({ entry }) => entry === 'summarize');
  let seconds = 0;
  while (!isOver() && seconds < 9) {
    seconds += 1;
    world.account.advance(1);
  }
  world.account.clearMeasurements();

  world.account.edit(world.clerk, 'itemfulfillment', id, { fields: { memo: 'a moment later' } });

  const [event] = world.account.executions().filter((execution) => execution.entry === 'afterSubmit');
  expect(seconds).toBeLessThan(9);
  expect(event?.calls.some((call) => call.call.includes('submit'))).toBe(true);
  expectAtMost("the user's save, seconds after a run", event?.units ?? Infinity, 30);
});

it('keeps a new fulfillment within 50 units for one package and 18 for each further', () => {
  const world = richWorld();

  save(world, [UPS_NUMBER]);
  const one = unitsOf(reduces(world));
  save(world, manyNumbers(120));
  const many = unitsOf(reduces(world, 5));

  expectAtMost('new, one package', one, 50);
  expectAtMost('new, each further package (of 120)', Number(((many - one) / 119).toFixed(2)), 18);
  expect(world.aftership.trackings.size).toBe(121);
});

it('needs at most 10 units more for a new package with a field mapping, and none more to save', () => {
  const measured = ['', FIELD_MAPPING].map((mapping) => {
    const world = richWorld(mapping);
    saveMapped(world, '');
    world.account.clearMeasurements();
    saveMapped(world, UPS_NUMBER);
    const event = world.account.executions().find((execution) => execution.entry === 'afterSubmit');
    const units = unitsOf(reduces(world));
    return { save: event?.units, modules: event?.modules, bytes: event?.bytes, units, world };
  });
  const [plain, mapped] = measured;

  expect(mapped?.world.aftership.journal.at(-1)?.body).toMatchObject({ custom_fields: { box: 'Box', brand: 'Acme' } });
  expect([mapped?.save, mapped?.modules, mapped?.bytes]).toEqual([plain?.save, plain?.modules, plain?.bytes]);
  expectAtMost('new, one package, what a field mapping adds', (mapped?.units ?? 99) - (plain?.units ?? 0), 10);
});

it('keeps each further event within 4 units', () => {
  const world = richWorld();
  const id = save(world, [UPS_NUMBER]);
  unitsOf(reduces(world));
  world.account.edit(world.clerk, 'itemfulfillment', id, { fields: { memo: 'one' } });
  const single = unitsOf(reduces(world));
  world.account.setDeployed('customdeploy_aftership_send_mr', false);
  for (const memo of ['two', 'three', 'four', 'five', 'six', 'seven']) {
    world.account.edit(world.clerk, 'itemfulfillment', id, { fields: { memo } });
  }
  world.account.setDeployed('customdeploy_aftership_send_mr', true);
  expect(outbox(world)).toHaveLength(6);

  const several = unitsOf(reduces(world, 16));

  expectAtMost('each further event of the same fulfillment', (several - single) / 5, 4);
});

it('keeps an unchanged fulfillment within 30 units', () => {
  const world = richWorld();
  const id = save(world, [UPS_NUMBER]);
  reduces(world);

  world.account.edit(world.clerk, 'itemfulfillment', id, { fields: { memo: 'nothing for AfterShip' } });
  const executions = reduces(world);

  expect(executions.every((execution) => execution.httpCalls === 0)).toBe(true);
  expectAtMost('unchanged', unitsOf(executions), 30);
});

it('keeps a renumbered fulfillment and its later removal within 80 units each', () => {
  const world = richWorld();
  const id = save(world, [UPS_NUMBER]);
  reduces(world);

  renumber(world, id, [UPS_NUMBER_2]);
  const renumbered = unitsOf(reduces(world));
  const later = reduces(world, 90);
  const [removal, looks] = [
    later.filter(({ httpCalls }) => httpCalls > 0),
    later.filter(({ httpCalls }) => httpCalls === 0),
  ];

  expectAtMost('renumbered: the new number sent, the old one to wait', renumbered, 80);
  expectAtMost('the removal of the old number, an hour later', unitsOf(removal), 80);
  expectAtMost('the look that the hourly check asks for after a change', unitsOf(looks), 45);
  expect([...world.aftership.trackings.values()].map((tracking) => tracking.trackingNumber)).toEqual([UPS_NUMBER_2]);
});

it('keeps the run around its reduces within 60 units, resubmission included', () => {
  const world = richWorld();
  save(world, [UPS_NUMBER]);
  world.account.clearMeasurements();
  // An event that is due when the run ends makes it ask for another run.
  world.account.onBoundary(({ kind, when, entry }) => {
    if (kind === 'http' && when === 'before' && entry === 'reduce') {
      world.account.onBoundary(null);
      save(world, [UPS_NUMBER_2]);
    }
  });
  settle(world, 2);
  world.account.onBoundary(null);

  const all = world.account.executions();
  const input = all.find((execution) => execution.entry === 'getInputData');
  const summary = all.find((execution) => execution.entry === 'summarize');
  const overhead = (input?.units ?? 0) + (summary?.units ?? 0);

  expect(summary?.calls.some((call) => call.call.includes('submit'))).toBe(true);
  expectAtMost('a run around its reduces', overhead, 60);
  expect(world.aftership.trackings.size).toBe(2);
});

it('keeps an hourly check with nothing to do within 100 units', () => {
  const world = richWorld();
  save(world, [UPS_NUMBER]);
  settle(world, 120);
  world.account.clearMeasurements();

  settle(world, 60);

  const checks = world.account.executions().filter(({ script }) => script === 'customscript_aftership_hourly_check_mr');
  expect(checks.map(({ entry }) => entry)).toEqual(['getInputData', 'map', 'summarize']);
  expectAtMost('an hourly check with nothing to do', unitsOf(checks), 100);
});

it('keeps the wake-up far below its limit', () => {
  const world = richWorld();
  world.account.clearMeasurements();

  settle(world, 16);

  const wakes = world.account.executions().filter((execution) => execution.entry === 'execute');
  expect(wakes.length).toBeGreaterThan(0);
  expectAtMost('a wake-up with nothing to do', Math.max(...wakes.map((wake) => wake.units)), 60);
});

it.each([
  ['once a day, all of them on the account’s list', ['ups'], 60],
  ['once a day, one of them not on it', [], 70],
] as const)('keeps the wake-up that asks about couriers, %s, within its limit', (what, enabled, limit) => {
  const world = makeWorld({ connection: { carrierMapping: 'UPS Ground = ups' } });
  for (const slug of enabled) world.aftership.enabledCouriers.add(slug);
  world.account.clearMeasurements();

  settle(world, 16);

  const wakes = world.account.executions().filter((execution) => execution.entry === 'execute');
  expect(wakes.some(({ httpCalls }) => httpCalls > 0)).toBe(true);
  expectAtMost(`a wake-up that asks about couriers, ${what}`, Math.max(...wakes.map((wake) => wake.units)), limit);
});
