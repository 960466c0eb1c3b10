/** How somebody notices what is silently wrong: counted by the hourly check, shown by the console. Run after the build. */

import type { RecordValues } from '../../packages/emulator/netsuite';
import { CONNECTION, DAY, OUTBOX, PACKAGE, SCRIPTS } from '../../src/TypeScript/aftership/adapters/ids';
import { formatGroups, parseGroups, type Group } from '../../src/TypeScript/aftership/core/day_counts';
import { UPS_NUMBER, UPS_NUMBER_2 } from '../fixtures';
import { administrator, aRow, get, textOf } from './console_world';
import { aShippedFulfillment, ledger, makeWorld, settle, shippedFrom, type World, type WorldOptions } from './world';

const CHECK = 'customscript_aftership_hourly_check_mr';
const HOUR = 60;
const [YESTERDAY, TODAY] = [new Date(2026, 10, 22), new Date(2026, 10, 23)];

interface Made extends World {
  readonly reno: number;
}

function world(options: WorldOptions = {}): Made {
  const made = makeWorld({ connection: { carrierMapping: 'UPS Ground = dhl\nBest Way UPS' }, ...options });
  return { ...made, reno: made.account.seed('location', { fields: { name: 'Reno', country: 'US' } }) };
}

type Fields = RecordValues['fields'];
type From = readonly (number | null)[];

function values(made: Made, numbers: readonly string[], fields: Fields = {}, from: From = [made.reno]): RecordValues {
  const plain = shippedFrom(aShippedFulfillment(made, numbers), ...from);
  return { ...plain, fields: { ...plain.fields, trandate: TODAY, shippeddate: TODAY, ...fields } };
}

function ship(made: Made, numbers: readonly string[], fields: Fields = {}, from?: From): number {
  return made.account.create(made.clerk, 'itemfulfillment', values(made, numbers, fields, from));
}

/** Shipped long before, by whatever the account's people do: no script runs. */
function seedMany(made: Made, count: number, numbers: readonly string[], from?: From): number {
  let last = 0;
  for (let at = 0; at < count; at += 1) last = made.account.seed('itemfulfillment', values(made, numbers, {}, from));
  return last;
}

function groupsOf(made: Made, day: Date): readonly Group[] {
  const rows = made.account.all(DAY.type).filter(({ fields }) => Number(fields[DAY.day]) === day.getTime());
  expect(rows.length).toBeLessThan(2);
  return parseGroups(String(rows[0]?.fields[DAY.groups] ?? ''));
}

function page(made: Made, name: string, more: Readonly<Record<string, string>> = {}): string {
  return textOf(get(made, administrator(made), { page: name, ...more }));
}

function unitsOfPage(made: Made, name: string): number {
  const admin = administrator(made);
  made.account.clearMeasurements();
  get(made, admin, { page: name });
  return made.account.executions().find(({ script }) => script === SCRIPTS.pages.script)?.units ?? Infinity;
}

/** What counting costs in the hourly check: its calls are the last ones, behind the search for rows of the outbox. */
function unitsOfCounting(made: Made): number {
  made.account.clearMeasurements();
  settle(made, HOUR);
  const input = made.account.executions().find(({ script, entry }) => script === CHECK && entry === 'getInputData');
  expect(input?.error).toBe(null);
  const calls = input?.calls ?? [];
  const own = calls.slice(calls.map(({ call }) => call.includes(OUTBOX.type)).lastIndexOf(true) + 1);
  expect(own.some(({ call }) => call.includes(DAY.type))).toBe(true);
  return own.reduce((sum, { units }) => sum + units, 0);
}

const table: string[] = [];
afterAll(() => {
  console.log(['Usage units, against what is promised:', ...table].join('\n'));
});

function expectAtMost(what: string, units: number, limit: number): void {
  table.push(`  ${what.padEnd(40)} ${String(units).padStart(5)} of ${limit}`);
  expect([what, units <= limit ? 'kept' : units]).toEqual([what, 'kept']);
}

const place = { location: 'Reno', method: 'UPS Ground' };

it('counts each flaw by location, ship method and carrier, and offers the line that helps', () => {
  const made = world();
  ship(made, [UPS_NUMBER]);
  ship(made, ['TBD 2']);
  ship(made, []);
  ship(made, ['1Z5R8939035756712']);
  ship(made, [UPS_NUMBER_2], { trandate: YESTERDAY, shipmethod: null }, [null]);
  ship(made, [], { shipstatus: 'B' });

  settle(made, 2 * HOUR);

  const flaws = { without_number: 0, no_number: 0, contradicted: 0, without_carrier: 0 };
  const none = { evidence: null, example: null, corrected: 0 };
  expect(groupsOf(made, TODAY)).toEqual([
    {
      ...place,
      carrier: 'ups',
      shipments: 1,
      flaws: { ...flaws, contradicted: 1 },
      evidence: ':ups ground',
      example: null,
      corrected: 0,
    },
    {
      ...place,
      carrier: '',
      shipments: 3,
      flaws: { ...flaws, without_number: 1, no_number: 1 },
      evidence: null,
      example: expect.any(Number) as number,
      corrected: 0,
    },
  ]);
  expect(groupsOf(made, YESTERDAY)).toEqual([
    { location: '', method: '', carrier: 'ups', shipments: 1, flaws, ...none },
  ]);
  const text = page(made, 'overview');
  expect(text).toContain('23.11.2026 Reno UPS Ground ups 4 0 0 1 0 UPS Ground = detect');
  expect(text).toContain('23.11.2026 Reno UPS Ground not known 4 1 1 0 0');
});

it('counts what AfterShip took without knowing a carrier', () => {
  const made = world({ connection: {} });
  const id = ship(made, ['KX100001']);
  settle(made, 5);
  for (const { id: row } of ledger(made)) {
    made.account.inlineEdit(made.admin, PACKAGE.type, row, { [PACKAGE.slug]: 'unrecognized' });
  }

  settle(made, 2 * HOUR);

  expect(id).toBeGreaterThan(0);
  expect(page(made, 'overview')).toContain('Reno UPS Ground not known 1 0 0 1 1 UPS Ground = …');
});

it('marks a count that is far above its share of the 28 days before, and forgets a day after two months', () => {
  const made = world();
  const seedDay = (day: Date, count: number): number => {
    const flaws = { without_number: count, no_number: 0, contradicted: 0, without_carrier: 0 };
    const groups = [{ ...place, carrier: '', shipments: 100, flaws, evidence: null, example: null, corrected: 0 }];
    return made.account.seed(DAY.type, {
      fields: {
        [DAY.account]: made.account.options.accountId,
        [DAY.day]: day,
        [DAY.groups]: formatGroups(groups),
        [DAY.before]: '[]',
      },
    });
  };
  for (let back = 1; back <= 28; back += 1) seedDay(new Date(2026, 10, 23 - back), 3);
  const old = seedDay(new Date(2026, 8, 20), 3);
  const gone = seedDay(new Date(2026, 10, 22 - 62), 3);
  seedMany(made, 10, []);
  seedMany(made, 90, ['TBD 1']);

  const first = unitsOfCounting(made);
  const second = unitsOfCounting(made);

  const admin = administrator(made);
  const { body } = get(made, admin, { page: 'overview' });
  expect(textOf(get(made, admin, { page: 'overview' }))).toContain('Reno UPS Ground not known 100 10 90 0 0');
  expect(body.match(/<span[^>]*>(10|90)<\/span>/g)).toHaveLength(2);
  const ids = made.account.all(DAY.type).map(({ id }) => id);
  expect([ids.includes(old), ids.includes(gone)]).toEqual([false, false]);
  // The first time of a day it reads the 28 days before.
  expectAtMost('counting, the first time of a day', first, 110);
  expectAtMost('counting, later on the day', second, 40);
});

it('says in one line for a location that the format may have changed', () => {
  const made = world();
  const graz = made.account.seed('location', { fields: { name: 'Graz' } });
  seedMany(made, 258, [UPS_NUMBER]);
  const last = seedMany(made, 42, ['TBD 2']);
  seedMany(made, 9, ['TBD 3'], [graz]);
  // Nothing of it is sent here: that they shipped is what counts.
  made.account.setDeployed(SCRIPTS.deliver.deployment, false);

  settle(made, 2 * HOUR);

  const text = page(made, 'attention');
  expect(text).toContain(
    `42 of 300 shipments of location Reno on 23.11.2026 have a text that is no tracking number, such as "TBD 2": the format may have changed. ${last - 41}`,
  );
  expect(text.match(/the format may have changed/g)).toHaveLength(1);
  expect(ledger(made)).toEqual([]);
});

it('shows the table in Set-up while nothing is sent, and on the overview always', () => {
  const made = world({ mode: 'Preview' });
  expect(page(made, 'overview')).toContain('No day was counted yet');
  ship(made, [UPS_NUMBER]);
  settle(made, 2 * HOUR);

  expect([page(made, 'setup'), page(made, 'overview')].map((text) => /UPS Ground = detect/.test(text))).toEqual([
    true,
    true,
  ]);

  const on = world();
  ship(on, [UPS_NUMBER]);
  settle(on, 2 * HOUR);
  expect([page(on, 'setup'), page(on, 'overview')].map((text) => /UPS Ground = detect/.test(text))).toEqual([
    false,
    true,
  ]);
});

it('says how many trackings a wait would have saved, unless the connection waits that long', () => {
  const made = world();
  const numbers = Array.from({ length: 11 }, (_, index) => `KX${200_000 + index}`);
  const shipped = numbers.map((number) => ship(made, [number]));
  settle(made, 5);
  const correct = (id: number, number: string): void =>
    void made.account.edit(made.clerk, 'itemfulfillment', id, {
      sublists: { package: [{ packagetrackingnumber: number, packageweight: 1 }] },
    });
  const [late = 0, ...soon] = shipped;
  soon.forEach((id, index) => correct(id, `KX${300_000 + index}`));
  settle(made, HOUR);
  correct(late, 'KX400000');

  const sentence =
    'At least 10 trackings of 23.11.2026 and the 28 days before were made for numbers that were corrected within an hour: a Sending Wait of 60 minutes would have saved them.';
  settle(made, 5);
  expect(groupsOf(made, TODAY).reduce((sum, { corrected }) => sum + corrected, 0)).toBe(10);
  expect(page(made, 'overview')).toContain(sentence);

  // Removed since, at the quarter of an hour after the wait.
  settle(made, 3 * HOUR);
  expect(ledger(made).filter(({ state }) => state === 'Removed')).toHaveLength(11);
  expect(page(made, 'overview')).toContain(sentence);
  made.account.inlineEdit(made.admin, CONNECTION.type, made.connection ?? 0, { [CONNECTION.sendWait]: 60 });
  expect(page(made, 'overview')).not.toContain('Sending Wait of');
});

it.each([
  ['every row', 'lines', '- None -'],
  ['main row', 'lines', 'empty'],
  ['every row', 'lines and body', 'empty'],
] as const)(
  'counts a shipment of several locations once, where %s shows its numbers and %s have a location',
  (trackingNumberRows, fulfillmentLocation, emptyGroup) => {
    const made = world({ dials: { trackingNumberRows, fulfillmentLocation, emptyGroup } });
    const graz = made.account.seed('location', { fields: { name: 'Graz' } });
    ship(made, ['TBD 2'], {}, [made.reno, graz, made.reno]);
    ship(made, ['TBD 3'], {}, [graz, made.reno]);
    ship(made, [UPS_NUMBER], {}, [made.reno, null]);

    settle(made, 2 * HOUR);

    const shown = groupsOf(made, TODAY).map(({ location, shipments, flaws }) => [location, shipments, flaws.no_number]);
    expect(shown).toEqual([
      ['Graz, Reno', 2, 2],
      ['Reno', 1, 0],
    ]);
  },
);

it.each(['every row', 'main row'] as const)(
  'counts what one of its locations, or a drop shipment, brings past the Locations filter, where %s shows its numbers',
  (trackingNumberRows) => {
    const made = world({ connection: { locations: '1' }, dials: { trackingNumberRows } });
    expect(made.reno).toBe(1);
    const graz = made.account.seed('location', { fields: { name: 'Graz' } });
    const purchase = made.account.seed('purchaseorder', { fields: { tranid: 'PO1', createdfrom: made.order } });
    ship(made, [UPS_NUMBER], {}, [graz, made.reno]);
    ship(made, [UPS_NUMBER], {}, [graz]);
    ship(made, [UPS_NUMBER], {}, [null]);
    ship(made, [UPS_NUMBER], { createdfrom: purchase }, [null]);

    settle(made, 2 * HOUR);

    const shown = groupsOf(made, TODAY).map(({ location, shipments, flaws }) => [location, shipments, flaws]);
    const flaws = { without_number: 0, no_number: 0, contradicted: 0, without_carrier: 0 };
    expect(shown).toEqual([
      ['Graz, Reno', 1, flaws],
      ['', 1, flaws],
    ]);
  },
);

it('leaves out what the connection leaves out', () => {
  const made = world({ connection: { leftOutShipMethods: 'UPS Ground' } });
  ship(made, []);

  settle(made, 2 * HOUR);

  expect(made.account.all(DAY.type)).toEqual([]);
});

it.each([
  ['carriers', 45],
  ['connection', 90],
] as const)('the page %s shows how each line of the mapping fares, and what is wrong with the others', (name, most) => {
  const made = world({ connection: { carrierMapping: 'UPS Ground = ups\nlist: packages = dhl\nBest Way = dhl' } });
  const count = (evidence: string, rows: number, shippedOn = TODAY): void => {
    for (let at = 0; at < rows; at += 1) aRow(made, { number: `${evidence}${at}`, evidence, shippedOn });
  };
  count('["+:ups ground","+number"]', 31);
  count('["!:ups ground","+number"]', 3);
  count('["-:ups ground","+typed"]', 1);
  count('["+:ups ground"]', 5, new Date(2026, 9, 20));
  count('', 2);

  const text = page(made, name);

  expect(text).toContain('UPS Ground = ups 31 4');
  expect(text).toContain('Best Way = dhl 0 0');
  expect(text).toContain('Line 2 of the carrier mapping: NetSuite has no package list "packages".');
  // A grouped search of its own: 10 units, however many rows.
  expectAtMost(`the page ${name}`, unitsOfPage(made, name), most);
});

it('says on the page of a fulfillment what is no number, and what disagrees about the carrier', () => {
  const made = world();
  const id = ship(made, ['TBD 2', UPS_NUMBER]);
  settle(made, 5);
  expect(ledger(made)).toMatchObject([{ number: UPS_NUMBER, state: 'In AfterShip' }]);

  const text = page(made, 'fulfillment', { fulfillment: String(id) });

  expect(text).toContain('Not a tracking number: "TBD 2" (placeholder)');
  expect(text).toContain(
    'In step: nothing would be sent. The carrier is ups, although line 1 of the carrier mapping (UPS Ground) names another carrier.',
  );
});

it('keeps an hourly check within 100 units where all that shipped was looked at', () => {
  const made = world();
  ship(made, [UPS_NUMBER]);
  ship(made, [UPS_NUMBER_2], { trandate: YESTERDAY, shippeddate: YESTERDAY });
  settle(made, 3 * HOUR);
  made.account.clearMeasurements();

  settle(made, HOUR);

  const runs = made.account.executions().filter(({ script }) => script === CHECK);
  expect(runs.map(({ entry }) => entry)).toEqual(['getInputData', 'map', 'summarize']);
  const units = runs.reduce((sum, run) => sum + run.units, 0);
  expectAtMost('an hourly check with nothing to raise', units, 100);
});

it('costs little with 4,000 shipments a day', () => {
  const made = world();
  made.account.setDeployed(SCRIPTS.deliver.deployment, false);
  for (const day of [YESTERDAY, TODAY]) {
    for (let at = 0; at < 4000; at += 1) {
      const number = `KX${100_000 + at + day.getDate() * 10_000}`;
      const id = made.account.seed(
        'itemfulfillment',
        values(made, [at % 10 === 0 ? 'TBD 2' : number], { trandate: day, shippeddate: day }),
      );
      // Looked at already: what is changed and not looked at would be raised, 50 at a time.
      const lookedAt = Math.floor(made.account.now() / 1000) + 86_400;
      if (at % 10 > 0)
        aRow(made, { fulfillment: id, number, reason: 'in_step', slug: 'ups', shippedOn: day, lookedAt });
    }
  }
  made.account.inlineEdit(made.admin, CONNECTION.type, made.connection ?? 0, { [CONNECTION.startDate]: TODAY });

  expectAtMost('counting 4,000 shipments a day', unitsOfCounting(made), 220);
  expect(groupsOf(made, TODAY).reduce((sum, { shipments }) => sum + shipments, 0)).toBe(4000);
  expectAtMost('the page Overview', unitsOfPage(made, 'overview'), 130);
  expectAtMost('the page Needs attention', unitsOfPage(made, 'attention'), 90);
  expectAtMost('the page Set-up', unitsOfPage(made, 'setup'), 160);
});
