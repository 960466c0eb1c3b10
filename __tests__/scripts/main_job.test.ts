import { WireError } from '../../packages/emulator';
import { CONNECTION, PACKAGE, OUTBOX, SCRIPTS } from '../../src/TypeScript/aftership/adapters/ids';
import { UPS_NUMBER, UPS_NUMBER_2, USPS_NUMBER } from '../fixtures';
import { aShippedFulfillment, calls, ledger, makeWorld, modeId, outbox, settle, START, type World } from './world';

function ship(world: World, numbers?: readonly string[]): number {
  return world.account.create(world.clerk, 'itemfulfillment', aShippedFulfillment(world, numbers));
}

const states = (world: World): string[] => ledger(world).map((row) => `${row.number} ${row.state}`);

describe('a fulfillment that is shipped', () => {
  it('is tracked within minutes, with the right request', () => {
    const world = makeWorld();
    ship(world);

    settle(world, 2);

    expect(states(world)).toEqual([`${UPS_NUMBER} In AfterShip`]);
    expect(outbox(world)).toEqual([]);
    expect(world.aftership.journal).toHaveLength(1);
    expect(world.aftership.journal[0]).toMatchObject({
      method: 'POST',
      path: '/tracking/2026-07/trackings',
      status: 201,
      body: {
        id: expect.stringMatching(/^ns-1234567-[0-9a-f]{24}$/),
        tracking_number: UPS_NUMBER,
        slug: 'ups',
        order_number: 'SO50',
        order_date: '2026-11-18T00:00:00+14:00',
        tracking_ship_date: '2026-11-21',
        destination_country_region: 'DEU',
        language: 'en',
        shipping_method: 'UPS Ground',
        shipment_direction: 'forward',
        shipment_tags: ['NetSuite'],
      },
    });
    expect(world.aftership.journal[0]?.body).not.toHaveProperty('customers');
  });

  it('shows its package to NetSuite users as a line of the fulfillment', () => {
    const world = makeWorld();
    const id = ship(world);
    settle(world);

    expect(world.account.all(PACKAGE.type)[0]?.fields[PACKAGE.transaction]).toBe(id);
  });

  it.each([
    ['is marked shipped', (world: World, id: number) => world.account.markShipped(world.clerk, id)],
    [
      'is edited to shipped by an import',
      (world: World, id: number) =>
        world.account.edit({ ...world.clerk, context: 'CSVIMPORT' }, 'itemfulfillment', id, {
          fields: { shipstatus: 'C' },
        }),
    ],
    [
      'is edited in a list',
      (world: World, id: number) => world.account.inlineEdit(world.clerk, 'itemfulfillment', id, { shipstatus: 'C' }),
    ],
  ])('is sent only when it %s, not while it is picked or packed', (_what, shipIt) => {
    const world = makeWorld();
    const values = aShippedFulfillment(world);
    const id = world.account.create(world.clerk, 'itemfulfillment', {
      ...values,
      fields: { ...values.fields, shipstatus: 'A' },
    });
    settle(world);
    world.account.markPacked(world.clerk, id);
    settle(world);
    expect(calls(world)).toEqual([]);

    shipIt(world, id);
    settle(world);

    expect(calls(world)).toEqual(['POST 201']);
  });

  it('is sent once however often it is saved', () => {
    const world = makeWorld();
    const id = ship(world);
    for (let time = 0; time < 10; time += 1) {
      world.account.edit(world.clerk, 'itemfulfillment', id, { fields: { memo: `edit ${time}` } });
    }
    settle(world);
    world.account.edit(world.clerk, 'itemfulfillment', id, { fields: { memo: 'later' } });
    settle(world);

    expect(calls(world)).toEqual(['POST 201']);
    expect(outbox(world)).toEqual([]);
  });

  it('has one tracking for each number, from whichever list it stands in', () => {
    const world = makeWorld();
    const values = aShippedFulfillment(world, []);
    world.account.create(world.clerk, 'itemfulfillment', {
      ...values,
      sublists: {
        package: [{ packagetrackingnumber: '9261290100130739604197, 9261290100130739604197', packageweight: 1 }],
        packageups: [{ packagetrackingnumberups: UPS_NUMBER, packageweightups: 1 }],
        packagefedex: [{ packagetrackingnumberfedex: '986578788855', packageweightfedex: 1 }],
        packageusps: [{ packagetrackingnumberusps: USPS_NUMBER, packageweightusps: 1 }],
        shipmentpackage: [{ trackingnumber: UPS_NUMBER_2, weightinlbs: 1 }],
      },
    });
    settle(world);

    const bodies = world.aftership.journal.map((entry) => entry.body as { tracking_number: string; slug?: string });
    expect(bodies.map((body) => body.tracking_number).sort()).toEqual(
      ['9261290100130739604197', UPS_NUMBER, '986578788855', USPS_NUMBER, UPS_NUMBER_2].sort(),
    );
    expect(bodies.find((body) => body.tracking_number === '986578788855')?.slug).toBe('fedex');
  });
});

describe('a fulfillment that changes', () => {
  it('is updated when a field of the request changed', () => {
    const world = makeWorld();
    const id = ship(world);
    settle(world);

    world.account.edit(world.clerk, 'itemfulfillment', id, { fields: { shippeddate: new Date(2026, 10, 22) } });
    settle(world);

    expect(calls(world)).toEqual(['POST 201', 'PUT 200']);
    expect(world.aftership.journal[1]?.body).toMatchObject({ tracking_ship_date: '2026-11-22' });
  });

  it('gets the new tracking at once and loses the old one after the wait', () => {
    const world = makeWorld();
    const id = ship(world);
    settle(world);

    world.account.edit(world.clerk, 'itemfulfillment', id, {
      sublists: { package: [{ packagetrackingnumber: UPS_NUMBER_2, packageweight: 1 }] },
    });
    settle(world, 16);
    expect(states(world)).toEqual([`${UPS_NUMBER} Removal due`, `${UPS_NUMBER_2} In AfterShip`]);

    settle(world, 90);
    expect(states(world)).toEqual([`${UPS_NUMBER} Removed`, `${UPS_NUMBER_2} In AfterShip`]);
    expect(calls(world)).toEqual(['POST 201', 'POST 201', 'GET 200', 'DELETE 200']);
  });

  it('keeps its tracking when the number returns before the wait is over', () => {
    const world = makeWorld();
    const id = ship(world);
    settle(world);
    const edit = (numbers: readonly string[]): void =>
      world.account.edit(world.clerk, 'itemfulfillment', id, {
        sublists: aShippedFulfillment(world, numbers).sublists,
      });

    edit([]);
    settle(world, 20);
    edit([UPS_NUMBER]);
    settle(world, 200);

    expect(calls(world)).toEqual(['POST 201']);
    expect(states(world)).toEqual([`${UPS_NUMBER} In AfterShip`]);
  });

  it('gets a tracking of its own again when the number returns after its removal', () => {
    const world = makeWorld();
    const id = ship(world);
    settle(world);
    world.account.edit(world.clerk, 'itemfulfillment', id, { sublists: { package: [] } });
    settle(world, 120);

    world.account.edit(world.clerk, 'itemfulfillment', id, { sublists: aShippedFulfillment(world).sublists });
    settle(world);

    expect(ledger(world)).toHaveLength(1);
    expect(ledger(world)[0]).toMatchObject({ state: 'In AfterShip', trackingId: expect.stringMatching(/-2$/) });
    expect(world.aftership.trackings.size).toBe(1);
  });

  it.each([
    ['is deleted', (world: World, id: number) => world.account.remove(world.clerk, 'itemfulfillment', id)],
    [
      'goes back to packed',
      (world: World, id: number) =>
        world.account.edit(world.clerk, 'itemfulfillment', id, { fields: { shipstatus: 'B' } }),
    ],
  ])('loses its tracking after the wait when it %s', (_what, change) => {
    const world = makeWorld();
    const id = ship(world);
    settle(world);

    change(world, id);
    settle(world, 120);

    expect(world.aftership.trackings.size).toBe(0);
    expect(states(world)).toEqual([`${UPS_NUMBER} Removed`]);
  });

  it('shares the tracking of a number that another fulfillment has, until the last one lets go', () => {
    const world = makeWorld();
    const first = ship(world);
    settle(world);
    const second = ship(world);
    settle(world);
    expect(states(world)).toEqual([`${UPS_NUMBER} In AfterShip`, `${UPS_NUMBER} In AfterShip`]);
    expect(world.aftership.trackings.size).toBe(1);

    world.account.remove(world.clerk, 'itemfulfillment', first);
    settle(world, 120);
    expect(world.aftership.trackings.size).toBe(1);

    world.account.remove(world.clerk, 'itemfulfillment', second);
    settle(world, 120);
    expect(world.aftership.trackings.size).toBe(0);
  });
});

describe('the connection', () => {
  it.each([
    ['wake_ss', 'N/record.load'],
    ['wake_ss', 'N/record.submitFields'],
    ['hourly_check_mr', 'N/search.lookupFields'],
    ['hourly_check_mr', 'N/record.submitFields'],
    ['send_mr', 'N/search.lookupFields'],
  ])('that is deleted in the middle of a run of %s, before its %s, stops sending and fails no script', (name, call) => {
    const world = makeWorld();
    world.account.setDial('lookupOfMissing', 'error');
    ship(world);
    let deletedAt = 0;
    world.account.onBoundary(({ what, when, script }) => {
      if (deletedAt > 0 || script !== `customscript_aftership_${name}` || what !== call || when !== 'before') return;
      deletedAt = world.account.now();
      world.account.remove(world.admin, CONNECTION.type, world.connection ?? 0);
    });
    settle(world, 130);

    expect(deletedAt).toBeGreaterThan(0);
    expect(world.account.executions().filter(({ error }) => error !== null)).toEqual([]);
    expect(world.aftership.journal.filter(({ at }) => at > deletedAt + 1000)).toEqual([]);
  });

  it('starts in Preview, sends nothing, and sends what it showed once it is on', () => {
    const world = makeWorld({ mode: 'Preview' });
    ship(world);
    settle(world);
    expect(states(world)).toEqual([`${UPS_NUMBER} Ready (Preview)`]);
    expect(calls(world)).toEqual([]);

    world.account.inlineEdit(world.admin, CONNECTION.type, world.connection ?? 0, {
      [CONNECTION.mode]: modeId(world.account, 'On'),
    });
    settle(world);

    expect(calls(world)).toEqual(['POST 201']);
    expect(states(world)).toEqual([`${UPS_NUMBER} In AfterShip`]);
  });

  it('that only asking AfterShip can settle, Preview leaves to the mode On', () => {
    const world = makeWorld();
    const fault = { kind: 'no answer', strikes: 'before effect' } as const;
    world.aftership.faults.push({ fault, skip: 0, times: 1 });
    const id = ship(world);
    settle(world, 2);
    expect(states(world)).toEqual([`${UPS_NUMBER} Confirming`]);
    const setMode = (mode: 'Preview' | 'On'): void =>
      world.account.inlineEdit(world.admin, CONNECTION.type, world.connection ?? 0, {
        [CONNECTION.mode]: modeId(world.account, mode),
      });

    setMode('Preview');
    world.account.edit(world.clerk, 'itemfulfillment', id, { fields: { shipstatus: 'B' } });
    settle(world, 130);
    expect(ledger(world)).toMatchObject([
      {
        state: 'Ready (Preview)',
        message: 'Preview: would ask AfterShip whether it has a tracking of this number.',
      },
    ]);
    expect(calls(world)).toHaveLength(1);
    setMode('On');
    settle(world, 20);

    expect(calls(world).slice(1)).toEqual(['GET 404']);
    expect(states(world)).toEqual([`${UPS_NUMBER} Removed`]);
  });

  it('has the settings that the objects promise when an administrator fills in only what must be', () => {
    const world = makeWorld({ connection: null });
    const id = world.account.create(world.admin, CONNECTION.type, {
      fields: { name: 'AfterShip', [CONNECTION.account]: '1234567', [CONNECTION.secret]: 'custsecret_aftership_key' },
    });
    ship(world);
    settle(world);

    const fields: Readonly<Record<string, unknown>> = world.account.get(CONNECTION.type, id)?.fields ?? {};
    expect(fields[CONNECTION.mode]).toBe(modeId(world.account, 'Preview'));
    expect(fields[CONNECTION.maxAge]).toBe(14);
    expect(fields[CONNECTION.salesOrders]).toBe(true);
    for (const off of [
      'sendName',
      'sendEmail',
      'sendPhone',
      'transferOrders',
      'removeMoving',
      'stoppedByPerson',
    ] as const) {
      expect(fields[CONNECTION[off]]).toBe(false);
    }
    expect(calls(world)).toEqual([]);
    expect(states(world)).toEqual([`${UPS_NUMBER} Not sent (rule)`]);
  });

  it.each([
    ['Off', 'Off', {}],
    ['made for another account', 'On', { account: '7654321' }],
  ] as const)('that is %s sends nothing and drops the events', (_what, mode, connection) => {
    const world = makeWorld({ mode, connection });
    ship(world);
    settle(world);

    expect(calls(world)).toEqual([]);
    expect(outbox(world)).toEqual([]);
    expect(ledger(world)).toEqual([]);
  });

  it('that does not exist sends nothing and drops the events', () => {
    const world = makeWorld({ connection: null });
    ship(world);
    settle(world);

    expect(calls(world)).toEqual([]);
    expect(outbox(world)).toEqual([]);
  });

  it('shows when sending was asked for last, and what it did', () => {
    const world = makeWorld();
    ship(world);
    settle(world);

    const { fields } = world.account.all(CONNECTION.type)[0] ?? { fields: {} as Record<string, unknown> };
    expect(fields[CONNECTION.lastRequest]).toMatch(/^2026-11-23T18:\d\d:\d\d\.000Z accepted$/);
    expect(fields[CONNECTION.lastRun]).toContain('1 fulfillment looked at: 1 created');
  });

  it('finds its account id in whatever spelling an administrator typed it', () => {
    const world = makeWorld({
      account: { accountId: '1234567_SB1', envType: 'SANDBOX' },
      connection: { account: '1234567-sb1' },
    });
    ship(world);
    settle(world);

    expect(states(world)).toEqual([`${UPS_NUMBER} In AfterShip`]);
  });

  it('never sends a real contact outside production, only the test recipient', () => {
    const world = makeWorld({
      account: { accountId: '1234567_SB1', envType: 'SANDBOX' },
      connection: { sendName: true, sendEmail: true, sendPhone: true, testRecipient: 'test@example.org' },
    });
    ship(world);
    settle(world);

    const text = JSON.stringify(world.aftership.journal);
    expect(text).toContain('test@example.org');
    expect(text).not.toMatch(/ada@example\.com|buyer@example\.com|Ada Example|5005550006/);
  });

  it.each([
    [{ secret: '' }, 'custsecret'],
    [{ startDate: null }, 'start date'],
    [{ maxAge: null }, 'maximum age'],
    [{ removalWait: null }, 'wait before a removal'],
  ] as const)('with %j sends nothing, keeps the events and logs what to mend', (connection, text) => {
    const world = makeWorld({ connection });
    ship(world);
    settle(world);

    expect(calls(world)).toEqual([]);
    expect(outbox(world)).toHaveLength(1);
    expect(world.account.logs().some((line) => line.details.includes(text))).toBe(true);
  });

  it('is not guessed when there are two for the account', () => {
    const world = makeWorld();
    const first = world.account.get(CONNECTION.type, world.connection ?? 0);
    world.account.seed(CONNECTION.type, { fields: { ...first?.fields } });
    ship(world);
    settle(world);

    expect(calls(world)).toEqual([]);
    expect(world.account.logs().some((line) => line.details.includes('There are 2 connections'))).toBe(true);
  });
});

describe('what must not be sent', () => {
  it.each([
    ['a transfer order', 'transferorder', {}, 'Not sent (rule)'],
    ['a transfer order that the connection includes', 'transferorder', { transferOrders: true }, 'In AfterShip'],
    ['a vendor return', 'vendorreturnauthorization', {}, 'Not sent (rule)'],
    ['a drop shipment', 'purchaseorder', {}, 'In AfterShip'],
    ['a drop shipment that the connection leaves out', 'purchaseorder', { dropShipments: false }, 'Not sent (rule)'],
  ] as const)('%s', (_what, type, connection, state) => {
    const world = makeWorld({ connection });
    const fields = { tranid: 'X1', trandate: new Date(2026, 10, 18), createdfrom: world.order };
    const made = world.account.seed(type, {
      fields: type === 'purchaseorder' ? fields : { ...fields, createdfrom: null },
    });
    const values = aShippedFulfillment(world);
    world.account.create(world.clerk, 'itemfulfillment', {
      ...values,
      fields: { ...values.fields, createdfrom: made },
    });
    settle(world);

    expect(states(world)).toEqual([`${UPS_NUMBER} ${state}`]);
    expect(calls(world)).toEqual(state === 'In AfterShip' ? ['POST 201'] : []);
  });

  it('what shipped before the start date, unless a person asks for it', () => {
    const world = makeWorld({ connection: { startDate: new Date(2026, 10, 22) } });
    ship(world);
    settle(world);
    expect(states(world)).toEqual([`${UPS_NUMBER} Not sent (rule)`]);

    world.account.inlineEdit(world.admin, PACKAGE.type, ledger(world)[0]?.id ?? 0, { [PACKAGE.retry]: true });
    settle(world);

    expect(states(world)).toEqual([`${UPS_NUMBER} In AfterShip`]);
    expect(world.account.all(PACKAGE.type)[0]?.fields[PACKAGE.retry]).toBe(false);
  });
});

describe('bad input', () => {
  it('stops sending when the API secret is missing, keeps everything, and goes on by itself once it is there', () => {
    const world = makeWorld({ secret: null });
    ship(world);
    settle(world);

    expect(outbox(world)).toHaveLength(1);
    expect(world.account.get(CONNECTION.type, world.connection ?? 0)?.fields).toMatchObject({
      [CONNECTION.stoppedByError]: true,
      [CONNECTION.stoppedByPerson]: false,
      [CONNECTION.stopReason]: expect.stringContaining('Check that the secret exists'),
    });

    world.account.setSecret('custsecret_aftership_key', { value: 'asat_emulated_key_0123456789' });
    settle(world, 46);

    expect(states(world)).toEqual([`${UPS_NUMBER} In AfterShip`]);
    expect(outbox(world)).toEqual([]);
    expect(world.account.get(CONNECTION.type, world.connection ?? 0)?.fields[CONNECTION.stoppedByError]).toBe(false);
  });

  it('stops sending when AfterShip refuses the key, after one request', () => {
    const world = makeWorld({ secret: 'wrong' });
    ship(world, [UPS_NUMBER, UPS_NUMBER_2, USPS_NUMBER]);
    settle(world, 2);

    expect(calls(world)).toEqual(['POST 401']);
    expect(outbox(world)).toHaveLength(1);
  });

  it.each([
    ['9.40551E+21', 'Needs attention'],
    ['1Z5R89390357567128', 'Needs attention'],
    ['986578788855 477179', 'Needs attention'],
    ['1Z 5R8 939 035 756 712 7', 'In AfterShip'],
  ])('handles the number "%s"', (number, state) => {
    const world = makeWorld();
    ship(world, [number]);
    settle(world);

    expect(ledger(world).map((row) => row.state)).toEqual([state]);
    if (state === 'Needs attention') {
      expect(ledger(world)[0]?.message.length).toBeGreaterThan(30);
      expect(calls(world)).toEqual([]);
    }
  });

  it.each(['TBD', 'Abholung 3.11.', '555-123-4567', 'SO 12345'])(
    'asks nobody about "%s", which is no number',
    (text) => {
      const world = makeWorld();
      ship(world, [text]);
      settle(world);

      expect(ledger(world)).toEqual([]);
      expect(calls(world)).toEqual([]);
      expect(outbox(world)).toEqual([]);
    },
  );

  it('sends an order that is gone to a person', () => {
    const world = makeWorld();
    const values = aShippedFulfillment(world);
    world.account.create(world.clerk, 'itemfulfillment', {
      ...values,
      fields: { ...values.fields, createdfrom: null },
    });
    settle(world);

    expect(ledger(world)).toMatchObject([{ state: 'Needs attention', reason: 'order_unknown' }]);
    expect(outbox(world)).toEqual([]);
  });

  it('sends a fulfillment without customer or address, without what they would give', () => {
    const world = makeWorld({ connection: { sendEmail: true, sendName: true } });
    const { fields, sublists } = aShippedFulfillment(world);
    world.account.create(world.clerk, 'itemfulfillment', { fields: { ...fields, entity: null }, sublists });
    settle(world);

    expect(states(world)).toEqual([`${UPS_NUMBER} In AfterShip`]);
  });

  it('leaves out a country that no list has, and says so', () => {
    const world = makeWorld();
    const values = aShippedFulfillment(world);
    world.account.create(world.clerk, 'itemfulfillment', {
      ...values,
      subrecords: { shippingaddress: { addressee: 'Ada', city: 'X', country: 'ZZ' } },
    });
    settle(world);

    expect(states(world)).toEqual([`${UPS_NUMBER} In AfterShip`]);
    expect(world.aftership.journal[0]?.body).not.toHaveProperty('destination_country_region');
    expect(ledger(world)[0]?.message).toContain('ZZ');
  });

  it('drops an event for a fulfillment that no longer exists', () => {
    const world = makeWorld();
    world.account.seed(OUTBOX.type, {
      fields: {
        [OUTBOX.account]: '1234567',
        [OUTBOX.fulfillment]: 999,
        [OUTBOX.due]: START / 1000,
        [OUTBOX.attempts]: 0,
      },
    });
    settle(world);

    expect(outbox(world)).toEqual([]);
    expect(calls(world)).toEqual([]);
  });

  it('ignores events and packages of another account', () => {
    const world = makeWorld();
    const id = ship(world);
    world.account.seed(OUTBOX.type, {
      fields: { [OUTBOX.account]: '7654321', [OUTBOX.fulfillment]: id, [OUTBOX.due]: 0, [OUTBOX.attempts]: 0 },
    });
    world.account.seed(PACKAGE.type, {
      fields: {
        [PACKAGE.account]: '7654321',
        [PACKAGE.fulfillment]: id,
        [PACKAGE.number]: UPS_NUMBER,
        [PACKAGE.state]: 'In AfterShip',
        [PACKAGE.reason]: 'in_step',
        [PACKAGE.holding]: 'ours',
        [PACKAGE.trackingId]: `ns-7654321-${'0'.repeat(24)}`,
      },
    });
    settle(world);

    expect(calls(world)).toEqual(['POST 201']);
    expect(outbox(world)).toHaveLength(1);
  });

  it.each([
    ['HTML', { kind: 'html', status: 502, strikes: 'after effect' }],
    ['nothing', { kind: 'empty', status: 200, strikes: 'after effect' }],
    ['half a JSON', { kind: 'half json' }],
    ['no answer, after it had its effect', { kind: 'no answer', strikes: 'after effect' }],
    ['no answer, without effect', { kind: 'no answer', strikes: 'before effect' }],
    ['a closed connection', { kind: 'connection closed', strikes: 'after effect' }],
    ['500', { kind: 'refusal', code: 500, strikes: 'before effect' }],
    ['429', { kind: 'refusal', code: 429, strikes: 'before effect' }],
  ] as const)('heals by itself after AfterShip gave %s: one tracking, no event left', (_what, fault) => {
    const world = makeWorld();
    world.aftership.faults.push({ fault, method: 'POST' });
    ship(world);
    settle(world, 62);

    expect(states(world)).toEqual([`${UPS_NUMBER} In AfterShip`]);
    expect(world.aftership.trackings.size).toBe(1);
    expect(outbox(world)).toEqual([]);
  });

  it('waits when the order cannot be looked up for a moment, and then sends what it would have sent', () => {
    const world = makeWorld();
    const failed: string[] = [];
    world.account.onBoundary(({ what, when, script }) => {
      if (script !== 'customscript_aftership_send_mr' || what !== 'N/search.lookupFields') return;
      if (when !== 'before' || failed.length > 0 || ledger(world).length > 0) return;
      failed.push(what);
      throw new WireError('UNEXPECTED_ERROR', 'An unexpected error occurred.');
    });
    ship(world);
    settle(world, 120);

    expect(failed).toHaveLength(1);
    expect(states(world)).toEqual([`${UPS_NUMBER} In AfterShip`]);
    expect(calls(world)).toHaveLength(1);
    expect(world.aftership.journal[0]?.body).toMatchObject({ order_number: 'SO50', language: 'en' });
    expect(outbox(world)).toEqual([]);
  });

  it('holds no personal data and no key in any log', () => {
    const world = makeWorld({ connection: { sendEmail: true, sendName: true, sendPhone: true } });
    ship(world);
    ship(world, ['AB']);
    settle(world);

    const logs = JSON.stringify(world.account.logs());
    expect(logs).not.toMatch(/ada@|buyer@|Ada Example|5005550006|asat_/);
  });

  it('does not ship the key anywhere but into the header of the request', () => {
    const world = makeWorld();
    ship(world);
    settle(world);

    expect(JSON.stringify(world.account.all(CONNECTION.type))).not.toContain('asat_');
    expect(JSON.stringify(ledger(world))).not.toContain('asat_');
  });
});

describe('the connection of a run', () => {
  const searches = (world: World): number =>
    world.account
      .executions()
      .filter(({ entry, script }) => entry === 'getInputData' && script === SCRIPTS.deliver.script)
      .flatMap(({ calls: made }) => made)
      .filter(({ call }) => call === `N/search.getRange(${CONNECTION.type})`).length;

  it('is searched for once in a quarter of an hour', () => {
    const world = makeWorld();
    for (const number of [UPS_NUMBER, UPS_NUMBER_2, USPS_NUMBER]) {
      world.account.create(world.clerk, 'itemfulfillment', aShippedFulfillment(world, [number]));
      world.account.advance(120);
    }

    expect(world.aftership.trackings.size).toBe(3);
    expect(searches(world)).toBe(1);
  });

  it('that was made inactive, deleted or given to another account is not used again', () => {
    const changes: readonly (Readonly<Record<string, string | boolean>> | null)[] = [
      { isinactive: true },
      { [CONNECTION.account]: '7654321' },
      null,
    ];
    for (const change of changes) {
      const world = makeWorld();
      world.account.create(world.clerk, 'itemfulfillment', aShippedFulfillment(world, [UPS_NUMBER]));
      world.account.advance(120);
      if (change === null) world.account.remove(world.admin, CONNECTION.type, world.connection ?? 0);
      else world.account.inlineEdit(world.admin, CONNECTION.type, world.connection ?? 0, change);
      world.account.create(world.clerk, 'itemfulfillment', aShippedFulfillment(world, [UPS_NUMBER_2]));
      world.account.advance(120);

      expect(world.aftership.trackings.size).toBe(1);
    }
  });
});
