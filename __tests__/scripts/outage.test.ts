/** Outages, rate limits and refusals of hours, through the deployed package in an emulated account. */

import type { Fault } from '../../packages/emulator/aftership';
import { CONNECTION, OUTBOX } from '../../src/TypeScript/aftership/adapters/ids';
import { administrator, get, textOf } from './console_world';
import { aShippedFulfillment, KEY, ledger, makeWorld, outbox, settle, type World } from './world';

const HOUR = 60;

const OUTAGES: readonly (readonly [string, Fault])[] = [
  ['AfterShip answers 503', { kind: 'refusal', code: 503, strikes: 'before effect' }],
  ['nobody accepts the connection', { kind: 'not connected' }],
  ['every answer is a page of HTML', { kind: 'html', status: 502, strikes: 'before effect' }],
  ['every answer is lost after its effect', { kind: 'no answer', strikes: 'after effect' }],
];

function worldWithNotice(): World {
  const world = makeWorld({ connection: { noticeEmails: 'ops@example.com, it@example.com' } });
  world.account.inlineEdit({ user: 'system', context: 'SCHEDULED' }, CONNECTION.type, world.connection ?? 0, {
    [CONNECTION.noticeAuthor]: Number(world.admin.user),
  });
  return world;
}

function ship(world: World, count: number, from = 0): void {
  for (let index = from; index < from + count; index += 1) {
    world.account.create(world.clerk, 'itemfulfillment', aShippedFulfillment(world, [`KX${100_000 + index}`]));
  }
}

function suffer(world: World, fault: Fault): void {
  world.aftership.faults.push({ fault, times: 1_000_000 });
}

const connectionOf = (world: World) => world.account.get(CONNECTION.type, world.connection ?? 0)?.fields ?? {};
const states = (world: World): readonly string[] => [...new Set(ledger(world).map(({ state }) => state))].sort();

describe('an outage of twelve hours', () => {
  it.each(OUTAGES)('in which %s ends with nothing for a person to do, and drains by itself', (_what, fault) => {
    const world = worldWithNotice();
    suffer(world, fault);
    for (let hour = 0; hour < 12; hour += 1) {
      ship(world, 5, hour * 5);
      settle(world, HOUR);
      expect(states(world)).not.toContain('Needs attention');
    }
    expect(connectionOf(world)[CONNECTION.stoppedByError]).toBe(true);
    const attempts = outbox(world).map(({ fields }) => Number(fields[OUTBOX.attempts]));
    expect(Math.max(...attempts)).toBeLessThanOrEqual(1);

    world.aftership.faults.length = 0;
    settle(world, 3 * HOUR);

    expect(states(world)).toEqual(['In AfterShip']);
    expect(outbox(world)).toEqual([]);
    expect(world.aftership.trackings.size).toBe(60);
    expect(world.account.mails().map(({ subject, recipients }) => [subject, recipients.join(' ')])).toEqual([
      ['NetSuite 1234567: sending to AfterShip stopped', 'ops@example.com it@example.com'],
      ['NetSuite 1234567: sending to AfterShip goes on', 'ops@example.com it@example.com'],
    ]);
  });

  it('costs one request every quarter of an hour', () => {
    const world = worldWithNotice();
    suffer(world, { kind: 'refusal', code: 503, strikes: 'before effect' });
    ship(world, 10);
    settle(world, HOUR);
    world.aftership.journal.length = 0;
    ship(world, 10, 10);

    settle(world, 3 * HOUR);

    expect(world.aftership.journal.map(({ method, path }) => `${method} ${path.split('?')[0]}`)).toEqual(
      Array.from({ length: 12 }, () => 'GET /tracking/2026-07/trackings'),
    );
  });
});

it('a connection whose start date an import emptied is told once a day, and its end is told', () => {
  const world = worldWithNotice();
  const setStart = (startDate: Date | null): void =>
    world.account.inlineEdit({ user: 'system', context: 'CSVIMPORT' }, CONNECTION.type, world.connection ?? 0, {
      [CONNECTION.startDate]: startDate,
    });
  const { [CONNECTION.startDate]: start } = connectionOf(world);
  if (!(start instanceof Date)) throw new Error('The connection has no start date.');
  setStart(null);
  ship(world, 1);

  settle(world, 20 * HOUR);

  expect(world.account.mails().map(({ body }) => body)).toEqual([
    expect.stringContaining('The connection cannot be used. Connection 1: the start date is empty.'),
  ]);

  setStart(start);
  settle(world, HOUR);

  expect(world.account.mails().map(({ subject }) => subject.slice(-8))).toEqual([' stopped', ' goes on']);
  expect(states(world)).toEqual(['In AfterShip']);
});

it('a fulfillment with a defect of its own stops nobody else, however many packages it has', () => {
  const world = worldWithNotice();
  world.aftership.faults.push({
    fault: { kind: 'refusal', code: 500, strikes: 'before effect' },
    body: 'QZ700',
    times: 1_000_000,
  });
  const numbers = Array.from({ length: 8 }, (_, index) => `QZ${700_000 + index}`);
  world.account.create(world.clerk, 'itemfulfillment', aShippedFulfillment(world, numbers));
  ship(world, 3);

  settle(world, 60 * HOUR);

  expect(connectionOf(world)[CONNECTION.stoppedByError]).toBe(false);
  expect(world.account.mails()).toEqual([]);
  expect(
    ledger(world)
      .filter(({ number }) => number.startsWith('KX'))
      .map(({ state }) => state),
  ).toEqual([...['In AfterShip', 'In AfterShip', 'In AfterShip']]);
  expect(
    ledger(world)
      .filter(({ number }) => number.startsWith('QZ'))
      .map(({ reason }) => reason),
  ).toEqual(numbers.map(() => 'attempts'));
  expect(outbox(world)).toEqual([]);
});

it('a bulk edit that meets rate limits for an hour stops nothing, tells nobody and costs no attempt', () => {
  const world = worldWithNotice();
  suffer(world, { kind: 'refusal', code: 429, strikes: 'before effect' });
  ship(world, 40);

  settle(world, HOUR);
  expect(connectionOf(world)[CONNECTION.stoppedByError]).toBe(false);
  expect(outbox(world).every(({ fields }) => fields[OUTBOX.attempts] === 0)).toBe(true);
  world.aftership.faults.length = 0;
  settle(world, HOUR);

  expect(states(world)).toEqual(['In AfterShip']);
  expect(outbox(world)).toEqual([]);
  expect(world.account.mails()).toEqual([]);
});

it('a key that is refused stops everything after one request, tells once, and goes on with the right key', () => {
  const world = worldWithNotice();
  world.aftership.apiKeys.clear();
  ship(world, 20);

  settle(world, 2);
  // The reduces that run at the same time may each make a request before they see the stop.
  expect(world.aftership.journal.length).toBeLessThanOrEqual(2);
  settle(world, 6 * HOUR);
  expect(world.account.mails()).toHaveLength(1);
  expect(outbox(world).every(({ fields }) => fields[OUTBOX.attempts] === 0)).toBe(true);

  world.aftership.apiKeys.add(KEY);
  settle(world, HOUR);
  expect(states(world)).toEqual(['In AfterShip']);
  expect(world.account.mails()).toHaveLength(2);
});

it('a key that may read but not create is told of once, and its end only when creating works', () => {
  const world = worldWithNotice();
  world.aftership.faults.push({
    fault: { kind: 'refusal', code: 403, strikes: 'before effect' },
    method: 'POST',
    times: 1_000_000,
  });
  ship(world, 3);

  settle(world, 20 * HOUR);
  expect(world.account.mails().map(({ subject }) => subject)).toEqual([
    'NetSuite 1234567: sending to AfterShip stopped',
  ]);
  expect(String(connectionOf(world)[CONNECTION.toldOf])).toMatch(/^stopped: AfterShip understood the key/);

  world.aftership.faults.length = 0;
  settle(world, HOUR);
  expect(states(world)).toEqual(['In AfterShip']);
  expect(world.account.mails().map(({ subject }) => subject)).toEqual([
    'NetSuite 1234567: sending to AfterShip stopped',
    'NetSuite 1234567: sending to AfterShip goes on',
  ]);
  expect(String(connectionOf(world)[CONNECTION.toldOf])).toMatch(/^goes on: AfterShip understood the key/);
});

it('a person’s stop outlasts an error’s, and no script undoes it', () => {
  const world = worldWithNotice();
  suffer(world, { kind: 'not connected' });
  ship(world, 5);
  settle(world, HOUR);
  world.account.inlineEdit(world.admin, CONNECTION.type, world.connection ?? 0, { [CONNECTION.stoppedByPerson]: true });
  world.aftership.faults.length = 0;
  world.aftership.journal.length = 0;

  settle(world, 6 * HOUR);

  expect(world.aftership.journal).toEqual([]);
  expect(connectionOf(world)[CONNECTION.stoppedByPerson]).toBe(true);
  expect(outbox(world).length).toBeGreaterThan(0);

  world.account.inlineEdit(world.admin, CONNECTION.type, world.connection ?? 0, {
    [CONNECTION.stoppedByPerson]: false,
  });
  settle(world, 2 * HOUR);
  expect(states(world)).toEqual(['In AfterShip']);
});

it('a backlog of more than 5,000 events is asked for, taken part by part and counted like any other', () => {
  const world = makeWorld();
  const admin = administrator(world);
  for (let at = 0; at < 6500; at += 1) aEvent(world, 900_000 + Math.floor(at / 10));

  expect(textOf(get(world, admin))).toContain('Fulfillments waiting to be looked at 650 ');
  settle(world, 2 * HOUR);

  const runs = world.account.executions();
  expect(runs.map(({ error }) => error)).toEqual(runs.map(() => null));
  expect(outbox(world)).toEqual([]);
});

/** Of a fulfillment that is not there: it is looked at and forgotten. */
function aEvent(world: World, fulfillmentId: number): void {
  world.account.seed(OUTBOX.type, {
    fields: {
      [OUTBOX.account]: world.account.options.accountId,
      [OUTBOX.fulfillment]: fulfillmentId,
      [OUTBOX.due]: 1,
      [OUTBOX.attempts]: 0,
      [OUTBOX.systemOnly]: false,
      [OUTBOX.priority]: 1,
    },
  });
}
