/** Backfills of the deployed project in the emulated account: raised by the scheduled script, sent by sending. */

import { type FieldValue, KilledError } from '../../packages/emulator/netsuite';
import { BACKFILL, CONNECTION, PACKAGE, OUTBOX } from '../../src/TypeScript/aftership/adapters/ids';
import { aBackfillRecord, anOldFulfillment } from './backfill_world';
import {
  aShippedFulfillment,
  calls,
  FEATURES,
  KEY,
  ledger,
  makeWorld,
  modeId,
  outbox,
  SECRET,
  settle,
  type World,
  type WorldOptions,
} from './world';

const CONTACTS = { sendName: true, sendEmail: true };

const stateOf = (world: World, id: number): unknown => world.account.get(BACKFILL.type, id)?.fields[BACKFILL.state];
const wasPersonal = (world: World): boolean => /@example|Ada Example/.test(JSON.stringify(world.aftership.journal));

function worldWith(options: WorldOptions = {}): World {
  return makeWorld({ ...options, connection: { ...CONTACTS, ...options.connection } });
}

describe('a backfill', () => {
  it('sends what shipped in its window, once and without contacts, and ends', () => {
    const world = worldWith();
    const ids = ['KX500001', 'KX500002', 'KX500003'].map((number) => anOldFulfillment(world, number));
    anOldFulfillment(world, 'TOO-EARLY-1', { trandate: new Date(2026, 7, 1), shippeddate: new Date(2026, 7, 1) });
    const backfill = aBackfillRecord(world);

    settle(world, 46);

    expect(ledger(world).map(({ number, state, fulfillment }) => [number, state, fulfillment])).toEqual([
      ['KX500001', 'In AfterShip', ids[0]],
      ['KX500002', 'In AfterShip', ids[1]],
      ['KX500003', 'In AfterShip', ids[2]],
    ]);
    expect(calls(world)).toEqual(['POST 201', 'POST 201', 'POST 201']);
    expect(wasPersonal(world)).toBe(false);
    expect(
      world.account.all(PACKAGE.type).map(({ fields }) => [fields[PACKAGE.backfill], fields[PACKAGE.withoutContact]]),
    ).toEqual(ids.map(() => [backfill, true]));
    expect(stateOf(world, backfill)).toBe('Done');
    expect(outbox(world)).toEqual([]);
  });

  it('a later edit of what it sent tells AfterShip nothing personal', () => {
    const world = worldWith();
    const id = anOldFulfillment(world, 'KX500001');
    aBackfillRecord(world);
    settle(world, 31);

    world.account.edit(world.clerk, 'itemfulfillment', id, { fields: { shippeddate: new Date(2026, 8, 12) } });
    settle(world, 150);

    expect(calls(world)).toEqual(['POST 201', 'PUT 200']);
    expect(wasPersonal(world)).toBe(false);
  });

  it('gives contacts when that was ticked', () => {
    const world = worldWith();
    anOldFulfillment(world, 'KX500001');
    aBackfillRecord(world, { [BACKFILL.contacts]: true });

    settle(world, 31);

    expect(wasPersonal(world)).toBe(true);
  });

  it('counts by the day of shipping, where that lies apart from the date', () => {
    const world = worldWith();
    const september = new Date(2026, 8, 1);
    anOldFulfillment(world, 'KX510001', { trandate: new Date(2026, 7, 20), shippeddate: september });
    anOldFulfillment(world, 'KX520001', { trandate: new Date(2026, 8, 30), shippeddate: new Date(2026, 9, 1) });
    const backfill = aBackfillRecord(world);

    settle(world, 46);

    expect(ledger(world).map(({ number }) => number)).toEqual(['KX510001']);
    expect(stateOf(world, backfill)).toBe('Done');
  });

  it('looks only at the subsidiaries and locations that were named', () => {
    const world = worldWith({ account: { features: [...FEATURES, 'SUBSIDIARIES'] } });
    const location = world.account.seed('location', { fields: { name: 'Hamburg', country: 'DE' } });
    const subsidiary = world.account.seed('subsidiary', { fields: { name: 'North' } });
    anOldFulfillment(world, 'KX700001', { subsidiary }, [location]);
    anOldFulfillment(world, 'KX800001', {}, [location]);
    anOldFulfillment(world, 'KX900001');
    aBackfillRecord(world, { [BACKFILL.locations]: String(location), [BACKFILL.subsidiaries]: String(subsidiary) });

    settle(world, 31);

    expect(ledger(world).map(({ number }) => number)).toEqual(['KX700001']);
  });

  it.each(['lines', 'lines and body'] as const)(
    'finds a fulfillment by any of its locations once, and drop shipments, where %s have a location',
    (fulfillmentLocation) => {
      const world = worldWith({ dials: { fulfillmentLocation } });
      const { account, order } = world;
      const [reno = 0, graz = 0] = ['Reno', 'Graz'].map((name) => account.seed('location', { fields: { name } }));
      const purchase = account.seed('purchaseorder', { fields: { tranid: 'PO1', createdfrom: order } });
      const first = anOldFulfillment(world, 'KX700001', {}, [graz, reno, reno]);
      anOldFulfillment(world, 'KX700002', {}, [graz]);
      anOldFulfillment(world, 'KX700003', {}, [null]);
      const last = anOldFulfillment(world, 'KX700004', { createdfrom: purchase }, [null]);
      const backfill = aBackfillRecord(world, { [BACKFILL.locations]: String(reno) });

      settle(world, 46);

      expect(ledger(world).map(({ number, state }) => [number, state])).toEqual([
        ['KX700001', 'In AfterShip'],
        ['KX700004', 'In AfterShip'],
      ]);
      expect(account.get(BACKFILL.type, backfill)?.fields).toMatchObject({
        [BACKFILL.state]: 'Done',
        [BACKFILL.raised]: 2,
        [BACKFILL.cursor]: last,
      });
      expect(first).toBeLessThan(last);
    },
  );

  it('does not send what left its locations after it was found', () => {
    const world = worldWith();
    const { account, clerk } = world;
    const [reno = 0, graz = 0] = ['Reno', 'Graz'].map((name) => account.seed('location', { fields: { name } }));
    const id = anOldFulfillment(world, 'KX700001', {}, [reno]);
    aBackfillRecord(world, { [BACKFILL.locations]: String(reno) });
    account.onBoundary(({ when, entry }) => {
      if (entry !== 'getInputData' || when !== 'after') return;
      account.onBoundary(null);
      account.edit(clerk, 'itemfulfillment', id, { sublists: { item: [{ item: 1, location: graz }] } });
    });

    settle(world, 46);

    expect(calls(world)).toEqual([]);
    expect(ledger(world)).toMatchObject([{ reason: 'before_start' }]);
  });

  it('leaves out what the connection’s filters leave out', () => {
    const world = worldWith({ connection: { leftOutShipMethods: 'UPS Ground' } });
    anOldFulfillment(world, 'KX500001');
    const backfill = aBackfillRecord(world);

    settle(world, 46);

    expect(ledger(world)).toMatchObject([{ state: 'Not sent (rule)', reason: 'method_left_out' }]);
    expect(calls(world)).toEqual([]);
    expect(stateOf(world, backfill)).toBe('Done');
  });

  it('in Preview says what would be sent, and switching the mode on sends none of it', () => {
    const world = worldWith({ mode: 'Preview' });
    anOldFulfillment(world, 'KX500001');
    const backfill = aBackfillRecord(world, { [BACKFILL.mode]: 'Preview' });
    settle(world, 16);
    expect(ledger(world)).toMatchObject([{ state: 'Ready (Preview)' }]);

    world.account.edit(world.admin, CONNECTION.type, world.connection ?? 0, {
      fields: { [CONNECTION.mode]: modeId(world.account, 'On') },
    });
    settle(world, 46);

    expect(ledger(world)).toMatchObject([{ state: 'Not sent (rule)', reason: 'before_start' }]);
    expect(calls(world)).toEqual([]);
    expect(stateOf(world, backfill)).toBe('Done');
  });

  it.each<[string, Readonly<Record<string, FieldValue>>]>([
    ['paused', { [BACKFILL.state]: 'Paused' }],
    ['cancelled', { [BACKFILL.state]: 'Cancelled' }],
    ['of production, in a copied account', { [BACKFILL.account]: '7654321' }],
  ])('does nothing while it is %s', (_what, changes) => {
    const world = worldWith();
    anOldFulfillment(world, 'KX500001');
    aBackfillRecord(world, changes);

    settle(world, 46);

    expect(ledger(world)).toEqual([]);
    expect(outbox(world)).toEqual([]);
    expect(calls(world)).toEqual([]);
  });

  it('goes on although one of another account was copied beside it', () => {
    const world = worldWith();
    anOldFulfillment(world, 'KX500001');
    aBackfillRecord(world, { [BACKFILL.account]: '7654321' });
    const own = aBackfillRecord(world);

    settle(world, 46);

    expect(ledger(world)).toMatchObject([{ number: 'KX500001', state: 'In AfterShip' }]);
    expect(stateOf(world, own)).toBe('Done');
  });

  it('that runs in production does nothing in a sandbox that is refreshed from it', () => {
    const production = worldWith();
    anOldFulfillment(production, 'KX500001');
    const backfill = aBackfillRecord(production);
    production.account.setDeployed('customdeploy_aftership_send_mr', false);
    settle(production, 16);
    const { transport } = production.account.options;
    const account = production.account.refreshInto({
      ...production.account.options,
      accountId: '1234567_SB1',
      envType: 'SANDBOX',
      now: production.account.now(),
      transport,
    });
    account.setSecret(SECRET, { value: KEY, allowedDomains: ['api.aftership.com'] });
    // The sandbox has a connection of its own, in mode On.
    const copied = account.get(CONNECTION.type, production.connection ?? 0);
    account.seed(CONNECTION.type, { fields: { ...copied?.fields, [CONNECTION.account]: '1234567_SB1' } });
    const before = account.get(BACKFILL.type, backfill);

    account.advance(3 * 3600);

    expect(account.all(OUTBOX.type)).toEqual([]);
    expect(account.get(BACKFILL.type, backfill)).toEqual(before);
    expect(calls(production)).toEqual([]);
  });

  it('waits while sending is stopped, and goes on afterwards', () => {
    const world = worldWith({ connection: { stoppedByPerson: true } });
    anOldFulfillment(world, 'KX500001');
    const backfill = aBackfillRecord(world);
    settle(world, 31);
    expect(outbox(world)).toEqual([]);

    world.account.edit(world.admin, CONNECTION.type, world.connection ?? 0, {
      fields: { [CONNECTION.stoppedByPerson]: false },
    });
    settle(world, 46);

    expect(ledger(world)).toMatchObject([{ state: 'In AfterShip' }]);
    expect(stateOf(world, backfill)).toBe('Done');
  });

  it('its events wait untouched while it is paused, also when the mode is Off for a while, and go on when it is resumed', () => {
    const world = worldWith();
    anOldFulfillment(world, 'KX500001');
    const backfill = aBackfillRecord(world);
    world.account.onBoundary(({ when, entry }) => {
      if (entry !== 'reduce' || when !== 'before') return;
      world.account.onBoundary(null);
      world.account.edit(world.admin, BACKFILL.type, backfill, { fields: { [BACKFILL.state]: 'Paused' } });
    });
    settle(world, 16);
    expect(outbox(world)).toHaveLength(1);
    const mode = (label: string): void =>
      world.account.edit(world.admin, CONNECTION.type, world.connection ?? 0, {
        fields: { [CONNECTION.mode]: modeId(world.account, label) },
      });

    world.account.clearMeasurements();
    settle(world, 31);
    const deliveries = world.account.executions().filter(({ script }) => script === 'customscript_aftership_send_mr');
    expect(deliveries).toEqual([]);
    mode('Off');
    settle(world, 31);
    expect(outbox(world).map(({ fields }) => [fields[OUTBOX.backfillId], fields[OUTBOX.attempts]])).toEqual([
      [backfill, 0],
    ]);
    expect(calls(world)).toEqual([]);

    mode('On');
    world.account.edit(world.admin, BACKFILL.type, backfill, { fields: { [BACKFILL.state]: 'Running' } });
    settle(world, 46);
    expect(ledger(world)).toMatchObject([{ state: 'In AfterShip' }]);
    expect(outbox(world)).toEqual([]);
  });

  it('an edit of a fulfillment that a paused backfill waits for is looked at by the rules of the connection', () => {
    const world = worldWith();
    const id = anOldFulfillment(world, 'KX500001');
    const backfill = aBackfillRecord(world, { [BACKFILL.state]: 'Paused' });
    world.account.seed(OUTBOX.type, {
      fields: {
        [OUTBOX.account]: '1234567',
        [OUTBOX.fulfillment]: id,
        [OUTBOX.due]: 1,
        [OUTBOX.attempts]: 0,
        [OUTBOX.systemOnly]: false,
        [OUTBOX.priority]: 3,
        [OUTBOX.backfillId]: backfill,
      },
    });

    world.account.edit(world.clerk, 'itemfulfillment', id, { fields: { memo: 'x' } });
    settle(world, 130);

    expect(ledger(world)).toMatchObject([{ state: 'Not sent (rule)', reason: 'before_start' }]);
    expect(outbox(world)).toHaveLength(1);
    expect(calls(world)).toEqual([]);
  });

  it('a live shipment does not wait for all of it, and has its contacts', () => {
    const world = worldWith();
    const past = 300;
    for (let at = 0; at < past; at += 1) anOldFulfillment(world, `KX${500_000 + at}`);
    aBackfillRecord(world);
    world.account.onBoundary(() => {
      if (world.aftership.journal.length < 20) return;
      world.account.onBoundary(null);
      world.account.create(world.clerk, 'itemfulfillment', aShippedFulfillment(world, ['KX600001']));
    });

    settle(world, 60);

    const bodies = world.aftership.journal.map(({ body }) => JSON.stringify(body));
    const live = bodies.findIndex((body) => body.includes('KX600001'));
    expect(live).toBeLessThan(100);
    expect(bodies).toHaveLength(past + 1);
    expect(bodies.filter((body) => body.includes('@example.com'))).toEqual([bodies[live]]);
  });

  const KILLED_AT = [...Array(24).keys()].map((at) => at + 1);

  it.each(KILLED_AT)('is killed at write %i, and still sends everything once, without contacts, and ends', (killAt) => {
    const world = worldWith();
    const values = aShippedFulfillment(world, ['KX500001', 'KX500002']);
    const days = { trandate: new Date(2026, 8, 10), shippeddate: new Date(2026, 8, 10) };
    const id = world.account.seed('itemfulfillment', { ...values, fields: { ...values.fields, ...days } });
    const backfill = aBackfillRecord(world);
    let writes = 0;
    world.account.onBoundary(({ kind, what }) => {
      const isWrite = kind !== 'call' || /^N\/record\.(save|submitFields|delete)|Record\.save/.test(what);
      if (!isWrite) return;
      writes += 1;
      if (writes === killAt) throw new KilledError('killed');
    });

    settle(world, 20);
    // Somebody saves it in between: contacts must not come in by that door.
    world.account.edit(world.clerk, 'itemfulfillment', id, { fields: { memo: 'x' } });
    settle(world, 200);

    expect(writes).toBeGreaterThanOrEqual(killAt);
    expect([...world.aftership.trackings.values()].map(({ trackingNumber }) => trackingNumber).sort()).toEqual([
      'KX500001',
      'KX500002',
    ]);
    expect(ledger(world).map(({ number, state }) => [number, state])).toEqual([
      ['KX500001', 'In AfterShip'],
      ['KX500002', 'In AfterShip'],
    ]);
    expect(wasPersonal(world)).toBe(false);
    expect(stateOf(world, backfill)).toBe('Done');
    expect(outbox(world)).toEqual([]);
  });
});
