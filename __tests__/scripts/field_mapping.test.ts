/** The field mapping over the deployed scripts: one life from the first save on, in two languages, and what the console shows. */

import { SCRIPTS } from '../../src/TypeScript/aftership/adapters/ids';
import { UPS_NUMBER, UPS_NUMBER_2 } from '../fixtures';
import { administrator, get, textOf } from './console_world';
import { aShippedFulfillment, calls, FEATURES, ledger, makeWorld, settle, type World } from './world';

const ONE_WORLD = { account: { features: [...FEATURES, 'SUBSIDIARIES'] } };
const SYSTEM = { user: 'system', context: 'SCHEDULED' } as const;

const MAPPING = [
  'order_number = order.custbody_shop_number, order.tranid',
  'carrier = custbody_3pl_carrier',
  'custom_fields.box = package.packagedescr',
  'order_promised_delivery_date = line.custcol_promised',
  'custom_fields.brand = "Acme"',
  '[subsidiary Beta Ltd]',
  'custom_fields.brand = "Beta"',
];

interface Mapped extends World {
  readonly subsidiaries: readonly number[];
}

function mappedWorld(mapping: readonly string[], options: Parameters<typeof makeWorld>[0] = {}): Mapped {
  const world = makeWorld({ ...ONE_WORLD, ...options, connection: { fieldMapping: mapping.join('\n') } });
  const subsidiaries = ['Acme Inc', 'Beta Ltd'].map((name) => world.account.seed('subsidiary', { fields: { name } }));
  world.account.inlineEdit(SYSTEM, 'salesorder', world.order, { custbody_shop_number: 'WEB-7' });
  return { ...world, subsidiaries };
}

function ship(world: Mapped, subsidiary = 0, fields: Readonly<Record<string, string>> = {}): number {
  const values = aShippedFulfillment(world);
  return world.account.create(world.clerk, 'itemfulfillment', {
    ...values,
    fields: {
      ...values.fields,
      subsidiary: world.subsidiaries[subsidiary] ?? null,
      custbody_3pl_carrier: 'UPS',
      custbody_3pl_tracking: '',
      ...fields,
    },
    sublists: {
      package: [
        { packagetrackingnumber: UPS_NUMBER, packagedescr: 'Box 1', packageweight: 1 },
        { packagetrackingnumber: 'KX100200', packagedescr: 'Box 2', packageweight: 1 },
      ],
      item: [{ item: 1, custcol_promised: new Date(2026, 10, 27) }],
    },
  });
}

/** Of the requests about packages: a question about couriers has none. */
const bodies = (world: World) =>
  world.aftership.journal.flatMap(({ body }) => (body === null ? [] : [body as Readonly<Record<string, unknown>>]));

describe('a life with a field mapping', () => {
  it('sends what each line says, by package and by subsidiary', () => {
    const world = mappedWorld(MAPPING);
    ship(world);
    ship(world, 1);
    settle(world);

    const promised = { promised_delivery_date: '2026-11-27' };
    expect(bodies(world).slice(0, 2)).toMatchObject([
      {
        tracking_number: UPS_NUMBER,
        slug: 'ups',
        title: 'SO50',
        order_number: 'WEB-7',
        order_promised_delivery_date: promised,
        custom_fields: { box: 'Box 1', brand: 'Acme' },
      },
      { tracking_number: 'KX100200', custom_fields: { box: 'Box 2', brand: 'Acme' } },
    ]);
    expect(world.aftership.journal.at(-1)?.body).toMatchObject({ custom_fields: { box: 'Box 2', brand: 'Beta' } });
    expect(ledger(world).map(({ state }) => state)).toEqual(Array.from({ length: 4 }, () => 'In AfterShip'));
  });

  it('names the carrier that a field says', () => {
    const world = mappedWorld(MAPPING);
    const values = aShippedFulfillment(world, ['3318810025']);
    for (const carrier of ['', 'DHL Express']) {
      world.account.create(world.clerk, 'itemfulfillment', {
        ...values,
        fields: { ...values.fields, shipmethod: null, custbody_3pl_carrier: carrier },
        sublists: {
          package: [{ packagetrackingnumber: carrier === '' ? '3318810014' : '3318810025', packageweight: 1 }],
        },
      });
    }
    settle(world);

    expect(bodies(world).map((body) => [body['tracking_number'], body['slug']])).toEqual([
      ['3318810014', undefined],
      ['3318810025', 'dhl'],
    ]);
  });

  it('updates when a field of it changes, and not when another does', () => {
    const world = mappedWorld(MAPPING);
    const id = ship(world);
    settle(world);
    const sent = calls(world).length;

    world.account.edit(world.clerk, 'itemfulfillment', id, { fields: { memo: 'No matter' } });
    settle(world);
    expect(calls(world)).toHaveLength(sent);

    world.account.inlineEdit(SYSTEM, 'salesorder', world.order, { custbody_shop_number: 'WEB-8' });
    world.account.edit(world.clerk, 'itemfulfillment', id, { fields: { memo: 'Look again' } });
    settle(world);
    expect(world.aftership.journal.slice(sent)).toMatchObject([
      { method: 'PUT', body: { order_number: 'WEB-8' } },
      { method: 'PUT', body: { order_number: 'WEB-8' } },
    ]);
  });

  it('takes a note back that is emptied in NetSuite, and names what AfterShip keeps', () => {
    const world = mappedWorld(['note = custbody_3pl_carrier', 'pickup_note = custbody_3pl_tracking']);
    const id = ship(world, 0, { custbody_3pl_tracking: 'Ring twice' });
    settle(world);
    const notes = () =>
      [...world.aftership.trackings.values()].map(({ fields }) => [fields['note'], fields['pickup_note']]);
    expect(notes()).toEqual([
      ['UPS', 'Ring twice'],
      ['UPS', 'Ring twice'],
    ]);

    const emptied = { custbody_3pl_carrier: '', custbody_3pl_tracking: '' };
    world.account.edit(world.clerk, 'itemfulfillment', id, { fields: emptied });
    settle(world);

    expect(bodies(world).slice(2)).toMatchObject([{ note: '' }, { note: '' }]);
    expect(ledger(world)[0]?.message).toContain('AfterShip keeps the pickup note, which is empty here now.');
    settle(world, 130);
    expect(calls(world).filter((call) => call.startsWith('PUT'))).toHaveLength(2);
  });

  it('tracks the numbers of another field, also without a package', () => {
    const world = mappedWorld(['tracking_number = custbody_3pl_tracking']);
    const values = aShippedFulfillment(world, []);
    const id = world.account.create(world.clerk, 'itemfulfillment', {
      ...values,
      fields: { ...values.fields, custbody_3pl_tracking: `${UPS_NUMBER}, ${UPS_NUMBER_2}` },
    });
    settle(world);
    expect([...world.aftership.trackings.values()].map(({ trackingNumber }) => trackingNumber).sort()).toEqual(
      [UPS_NUMBER, UPS_NUMBER_2].sort(),
    );

    world.account.edit(world.clerk, 'itemfulfillment', id, { fields: { custbody_3pl_tracking: '9.40551E+21' } });
    settle(world);
    expect(
      ledger(world)
        .map(({ message }) => message)
        .join(),
    ).toContain('Line 1 of the field mapping: the tracking number field holds "9.40551E+21"');
  });

  it('is not changed by a clerk who works in another language and another date format', () => {
    const world = mappedWorld([
      'custom_fields.service = shipmethod',
      'ship_method = shipmethod',
      'order_promised_delivery_date = order.custbody_promised',
      'custom_fields.day = order.custbody_promised',
    ]);
    world.account.inlineEdit(SYSTEM, 'salesorder', world.order, { custbody_promised: new Date(2026, 10, 27) });
    world.account.inlineEdit(SYSTEM, 'shipitem', world.shipMethod, { translations: 'fr_FR=UPS Terrestre' });
    const id = ship(world);
    settle(world);
    const sent = calls(world).length;
    expect(bodies(world)[0]).toMatchObject({ custom_fields: { service: 'UPS Ground' }, shipping_method: 'UPS Ground' });

    const employee = world.account.seed('employee', {
      fields: { entityid: 'Entrepôt', language: 'fr_FR', dateformat: 'YYYY-MM-DD' },
    });
    const clerk = { user: employee, context: 'USERINTERFACE' } as const;
    world.account.edit(clerk, 'itemfulfillment', id, { fields: { memo: 'Une note' } });
    settle(world);
    expect(calls(world)).toHaveLength(sent);

    const values = aShippedFulfillment(world, [UPS_NUMBER_2]);
    world.account.create(clerk, 'itemfulfillment', values);
    settle(world);
    expect(world.aftership.journal.at(-1)?.body).toMatchObject({ custom_fields: { service: 'UPS Terrestre' } });
  });

  it.each([
    ['a section', ['[method UPS Ground]', 'title = "Ground"'], {}, { title: 'Ground' }],
    [
      'the carrier mapping',
      ['ship_method = shipmethod'],
      { carrierMapping: 'UPS Ground = dpd always' },
      { slug: 'dpd' },
    ],
  ] as const)('leaves a name in another language to the System user: %s', (_what, mapping, connection, expected) => {
    const world = makeWorld({ connection: { fieldMapping: mapping.join('\n'), ...connection } });
    world.account.inlineEdit(SYSTEM, 'shipitem', world.shipMethod, { translations: 'fr_FR=UPS Terrestre' });
    const employee = world.account.seed('employee', { fields: { entityid: 'Entrepôt', language: 'fr_FR' } });

    world.account.create({ user: employee, context: 'USERINTERFACE' }, 'itemfulfillment', aShippedFulfillment(world));
    settle(world, 2);
    expect(calls(world)).toEqual([]);
    settle(world);

    expect(bodies(world)).toMatchObject([expected]);
  });
});

describe('a mapping with mistakes', () => {
  const WRONG = ['order_number = order.custbody_absent, order.tranid', 'colour = "red"', 'title = custbody_nowhere'];

  it('sends what is right of it, and says what is not', () => {
    const world = mappedWorld(WRONG);
    ship(world);
    settle(world);

    expect(bodies(world)[0]).toMatchObject({ order_number: 'SO50', title: 'SO50' });
    const [row] = ledger(world);
    expect(row?.state).toBe('In AfterShip');
    expect(row?.message).toContain('order.custbody_absent of the field mapping is no field of this account.');
  });

  it('says so in Preview', () => {
    const world = mappedWorld(WRONG, { mode: 'Preview' });
    ship(world);
    settle(world);

    expect(calls(world)).toEqual([]);
    expect(ledger(world)[0]?.message).toContain('custbody_nowhere of the field mapping is no field of this account.');
  });

  it('is named on the console’s set-up page and its connection page', () => {
    const world = mappedWorld(WRONG);
    const admin = administrator(world);
    const setup = (): string => textOf(get(world, admin, { page: 'setup' }));

    expect(setup()).toContain('Field mapping cannot tell Whether the account has the fields');
    const id = ship(world);

    expect(setup()).toContain('Field mapping to do Line 2 of the field mapping: "colour" is no field');
    for (const source of ['custbody_nowhere', 'order.custbody_absent'])
      expect(setup()).toContain(`Fulfillment ${id} has no field ${source}, which the field mapping reads.`);
    expect(textOf(get(world, admin, { page: 'connection' }))).toContain('Line 2 of the field mapping: "colour" is no');
  });

  it('is named together with mistakes of the carrier mapping, and a right one is done', () => {
    const world = makeWorld({ connection: { carrierMapping: 'UPS Ground' } });
    const fine = makeWorld({
      connection: { carrierMapping: 'UPS Ground = ups', fieldMapping: 'title = order.tranid' },
    });
    fine.account.create(fine.clerk, 'itemfulfillment', aShippedFulfillment(fine));

    expect(textOf(get(world, administrator(world), { page: 'setup' }))).toContain(
      'Carrier mapping to do Line 1 of the carrier mapping: "UPS Ground" has no "="',
    );
    expect(textOf(get(fine, administrator(fine), { page: 'setup' }))).toContain(
      'Field mapping done Every line counts.',
    );
  });

  it('cannot be told from a fulfillment that the visitor may not read', () => {
    const world = mappedWorld(MAPPING);
    ship(world);
    const admin = administrator(world);
    let lookUps = 0;
    world.account.onBoundary(({ kind, what, when, script }) => {
      if (script !== SCRIPTS.pages.script || kind !== 'call' || when !== 'before' || !what.includes('lookupFields'))
        return;
      lookUps += 1;
      // The first one is of the connection.
      if (lookUps > 1) throw Object.assign(new Error('Not now'), { name: 'UNEXPECTED_ERROR' });
    });

    expect(textOf(get(world, admin, { page: 'setup' }))).toMatch(
      /Field mapping cannot tell Fulfillment \d+, the newest shipped one, cannot be read in your session: UNEXPECTED_ERROR: Not now/,
    );
  });
});

it('the page of a fulfillment shows what the mapping says of it', () => {
  const world = mappedWorld([...MAPPING, 'tracking_number = custbody_3pl_tracking', 'note = ""']);
  const id = ship(world, 1, { custbody_3pl_tracking: `${UPS_NUMBER_2}, ada@example.com` });

  const page = textOf(get(world, administrator(world), { page: 'fulfillment', fulfillment: String(id) }));

  expect(page).toContain('What the field mapping says (e-mail addresses are masked)');
  for (const row of [
    '1 order_number WEB-7',
    '2 carrier UPS',
    '3 custom_fields.box Box 1, Box 2',
    '4 order_promised_delivery_date 2026-11-27',
    '7 custom_fields.brand Beta',
    `8 tracking_number ${UPS_NUMBER_2}, a***@e***.com`,
    '9 note (left out)',
  ])
    expect(page.replace(/\s+/g, ' ')).toContain(row);
  expect(page).not.toContain('ada@example.com');
});
