/** What a look-up that fails means for the reading of a fulfillment, over the emulated account. */

import type { FulfillmentReading, Fulfillments } from '../../src/TypeScript/aftership/app/ports';
import { OPT_OUT } from '../../src/TypeScript/aftership/adapters/ids';
import { parseFieldMapping } from '../../src/TypeScript/aftership/core/fields/mapping';
import { NO_FIELDS_READ } from '../../src/TypeScript/aftership/core/fields/values';
import { UPS_NUMBER, UPS_NUMBER_2 } from '../fixtures';
import { aShippedFulfillment, makeWorld, shippedFrom, type World, type WorldOptions } from '../scripts/world';

function aWorld(options: WorldOptions = {}): { readonly world: World; readonly id: number } {
  const world = makeWorld(options);
  return { world, id: world.account.create(world.clerk, 'itemfulfillment', aShippedFulfillment(world)) };
}

/** The first so many look-ups fail with an error of this name. */
function failLookUps({ account }: World, name: string, which: (call: number) => boolean): void {
  let calls = 0;
  account.onBoundary(({ kind, what, when }) => {
    if (kind !== 'call' || when !== 'before' || !what.includes('lookupFields')) return;
    calls += 1;
    if (which(calls)) throw Object.assign(new Error('no answer'), { name });
  });
}

function read({ account }: World, id: number, mapping = ''): FulfillmentReading {
  return account.withModules(
    (require) => {
      const { fulfillments } = require('/SuiteScripts/aftership/adapters/fulfillments') as {
        readonly fulfillments: Fulfillments;
      };
      return fulfillments.read(id, parseFieldMapping(mapping));
    },
    { user: 'system', role: 'administrator', scriptType: 'MapReduceScript' },
  );
}

describe('reading a fulfillment', () => {
  it.each([
    ['SSS_SEARCH_TIMEOUT', 'the order', 1],
    ['UNEXPECTED_ERROR', 'the customer', 2],
  ])('is not half done when %s meets the look-up of %s: it comes again', (name, _which, at) => {
    const { world, id } = aWorld();
    world.account.edit(world.clerk, 'customer', world.customer, { fields: { [OPT_OUT.customer]: true } });
    failLookUps(world, name, (call) => call === at);

    expect(read(world, id)).toEqual({ kind: 'unreadable', detail: `${name}: no answer` });

    world.account.onBoundary(null);
    expect(read(world, id)).toMatchObject({
      kind: 'found',
      missing: [],
      fulfillment: { customer: { isOptedOut: true } },
    });
  });

  it.each([
    ['nothing', {}, null],
    ['RCRD_DSNT_EXIST', { lookupOfMissing: 'error' }, null],
    ['an error of an unknown name', {}, 'SOME_ERROR'],
  ] as const)('tells an order that is gone when its look-up gives %s', (_what, dials, name) => {
    const { world, id } = aWorld({ dials });
    world.account.remove(world.admin, 'salesorder', world.order);
    if (name !== null) failLookUps(world, name, (call) => call === 1);

    expect(read(world, id)).toMatchObject({
      kind: 'found',
      missing: [`transaction ${world.order}, which it was made from`],
      fulfillment: { order: { kind: 'unknown' } },
    });
  });

  describe('finds where it ships from', () => {
    function places({ lines, dials = {}, body = null }: Places) {
      const world = makeWorld({ dials });
      const seed = (name: string): number =>
        world.account.seed('location', { fields: { name, country: 'US', city: name } });
      const [reno, graz] = [seed('Reno'), seed('Graz')];
      const idOf = { reno, graz, none: null } as const;
      const item = lines.map(({ from, isTicked }, at) => ({
        item: at + 1,
        location: idOf[from],
        ...(isTicked === undefined ? {} : { itemreceive: isTicked }),
      }));
      const values = aShippedFulfillment(world);
      const id = world.account.create(world.clerk, 'itemfulfillment', {
        ...values,
        fields: { ...values.fields, ...(body === null ? {} : { location: idOf[body] }) },
        sublists: { ...values.sublists, item },
      });
      const reading = read(world, id);
      if (reading.kind !== 'found') throw new Error(reading.kind);
      const { locations, origin } = reading.fulfillment;
      expect(locations.map(({ id: of, name }) => [of, name])).toEqual(
        locations.map(({ name }) => [String(name === 'Reno' ? reno : graz), name]),
      );
      return { locations: locations.map(({ name }) => name), origin: origin?.city ?? null };
    }

    interface Places {
      readonly lines: readonly { readonly from: 'reno' | 'graz' | 'none'; readonly isTicked?: boolean }[];
      readonly dials?: WorldOptions['dials'];
      readonly body?: 'reno' | null;
    }

    it.each<[string, Places, { readonly locations: readonly string[]; readonly origin: string | null }]>([
      ['one location of all lines', { lines: [{ from: 'graz' }, { from: 'graz' }] }, one('Graz')],
      ['a line that has none', { lines: [{ from: 'none' }, { from: 'graz' }] }, one('Graz')],
      [
        'several locations, each once, which are no origin',
        { lines: [{ from: 'reno' }, { from: 'graz' }, { from: 'reno' }] },
        { locations: ['Reno', 'Graz'], origin: null },
      ],
      ['no location', { lines: [{ from: 'none' }] }, { locations: [], origin: null }],
      ['no line', { lines: [] }, { locations: [], origin: null }],
      [
        'lines that did not ship',
        {
          lines: [
            { from: 'reno', isTicked: false },
            { from: 'graz', isTicked: true },
          ],
        },
        one('Graz'),
      ],
      [
        'lines that are never ticked',
        {
          lines: [
            { from: 'reno', isTicked: false },
            { from: 'reno', isTicked: false },
          ],
        },
        one('Reno'),
      ],
      [
        'a body that has a location, and lines that have others',
        { lines: [{ from: 'graz' }], body: 'reno', dials: { fulfillmentLocation: 'lines and body' } },
        one('Graz'),
      ],
      [
        'a body that has a location, and lines that have none',
        { lines: [{ from: 'none' }], body: 'reno', dials: { fulfillmentLocation: 'lines and body' } },
        one('Reno'),
      ],
    ])('%s', (_what, given, expected) => {
      expect(places(given)).toEqual(expected);
    });

    function one(name: string) {
      return { locations: [name], origin: name };
    }

    it('without an item list', () => {
      const { world, id } = aWorld({ dials: { emptySublist: 'absent' } });

      expect(read(world, id)).toMatchObject({ fulfillment: { locations: [], origin: null } });
    });
  });

  it('has no field values without a field mapping, nor does it look at them', () => {
    const { world, id } = aWorld();

    expect(read(world, id)).toMatchObject({ fulfillment: { fieldReading: NO_FIELDS_READ } });
  });
});

describe('reading what a field mapping asks for', () => {
  /** Each value as people read it. */
  function texts(reading: FulfillmentReading): unknown {
    if (reading.kind !== 'found') return reading;
    const { values, ...rest } = reading.fulfillment.fieldReading;
    const shown = Object.entries(values).map(([place, each]) => [
      place,
      each.map((fields) =>
        Object.fromEntries([...fields].map(([field, all]) => [field, all.map(({ text }) => text).join()])),
      ),
    ]);
    return { ...(Object.fromEntries(shown) as object), ...rest };
  }

  function aRichWorld(options: WorldOptions = {}): { readonly world: World; readonly id: number } {
    const world = makeWorld(options);
    const [north, south] = ['North', 'South'].map((name) => world.account.seed('location', { fields: { name } }));
    const values = aShippedFulfillment(world);
    const id = world.account.create(world.clerk, 'itemfulfillment', {
      ...values,
      fields: { ...values.fields, custbody_wave: 'W7', custbody_gift: true },
      sublists: {
        package: [
          { packagetrackingnumber: UPS_NUMBER, packagedescr: 'Box', packageweight: 1 },
          { packagetrackingnumber: UPS_NUMBER_2, packagedescr: 'Bag', packageweight: 1 },
        ],
        item: [
          { item: 1, custcol_promised: new Date(2026, 10, 27), location: south ?? 0 },
          { item: 2, custcol_promised: new Date(2026, 10, 29), location: north ?? 0 },
        ],
      },
    });
    world.account.inlineEdit({ user: 'system', context: 'SCHEDULED' }, 'salesorder', world.order, {
      custbody_promised: new Date(2026, 10, 28),
      memo: 'Deliver soon',
    });
    return { world, id };
  }

  const MAPPING = [
    'title = custbody_wave, shipmethod',
    'note = custbody_gift, order.memo, order.tranid',
    'order_promised_delivery_date = order.custbody_promised, line.custcol_promised',
    'custom_fields.box = package.packagedescr',
  ].join('\n');

  it('gives it from body, order, package lines and item lines', () => {
    const { world, id } = aRichWorld();

    expect(texts(read(world, id, MAPPING))).toEqual({
      fulfillment: [{ custbody_wave: 'W7', custbody_gift: 'Yes', shipmethod: 'UPS Ground' }],
      order: [{ memo: 'Deliver soon', tranid: 'SO50', custbody_promised: '28.11.2026' }],
      package: [{ packagedescr: 'Box' }, { packagedescr: 'Bag' }],
      line: [{ custcol_promised: '2026-11-27' }, { custcol_promised: '2026-11-29' }],
      subsidiary: null,
      absent: [],
    });
  });

  it('gives the names that sections go by', () => {
    const { world, id } = aRichWorld();

    const reading = read(world, id, '[location North]\ntitle = "N"\n[subsidiary 1]\ntitle = "S"');

    expect(reading).toMatchObject({
      missing: [],
      fulfillment: { fieldReading: { subsidiary: null }, locations: [{ name: 'South' }, { name: 'North' }] },
    });
  });

  it.each([
    ['[location North]\ntitle = "N"', ['the name of location 77']],
    ['[subsidiary 1]\ntitle = "N"', []],
  ])('misses the name of a location that this run may not see where a section needs it: %j', (mapping, missing) => {
    const world = makeWorld();
    const id = world.account.create(world.clerk, 'itemfulfillment', shippedFrom(aShippedFulfillment(world), 77, 77));

    const reading = read(world, id, mapping);

    // Its address is missing in any case.
    expect(reading).toMatchObject({ missing: [...missing, 'location 77'].sort() });
  });

  it('costs no unit', () => {
    const { world, id } = aRichWorld();
    const unitsOf = (mapping: string): number => {
      world.account.clearMeasurements();
      read(world, id, mapping);
      return world.account.executions().reduce((sum, { units }) => sum + units, 0);
    };

    expect(unitsOf(MAPPING)).toBe(unitsOf(''));
  });

  it('finds each field that the account does not have, and reads the others', () => {
    const { world, id } = aRichWorld();
    const more = [
      'custom_fields.a = custbody_a, order.custbody_b',
      'custom_fields.c = order.custbody_c, package.custcol_d',
      'custom_fields.e = line.custcol_e, line.serialnumbers',
    ];

    const reading = read(world, id, [MAPPING, ...more].join('\n'));

    expect(texts(reading)).toMatchObject({
      order: [{ memo: 'Deliver soon', custbody_promised: '28.11.2026', custbody_b: '', custbody_c: '' }],
      absent: ['custbody_a', 'package.custcol_d', 'line.custcol_e', 'order.custbody_b', 'order.custbody_c'],
    });
    expect(reading).toMatchObject({ missing: [], fulfillment: { order: { kind: 'salesorder', number: 'SO50' } } });
  });

  it('does without it when getValue throws for a field that a record does not have', () => {
    const { world, id } = aRichWorld();
    world.account.onBoundary(({ kind, what, when }) => {
      if (kind === 'call' && when === 'before' && /getSublistText|getSublistValue/.test(what)) throw new Error('No');
    });

    expect(texts(read(world, id, 'custom_fields.e = line.custcol_e'))).toMatchObject({
      line: [{ custcol_e: '' }, { custcol_e: '' }],
    });
  });
});

describe('an account that refuses a column', () => {
  const refusing = (columns: Readonly<Record<string, readonly string[]>>) => {
    const made = aWorld();
    made.world.account.setDial('refusedColumns', columns);
    return made;
  };

  it.each([
    ['customer', 'language', { language: null }],
    ['customer', 'companyname', {}],
    ['customer', 'phone', { phone: null }],
  ])('of a %s, %s, is read without it, and says so', (type, column, customer) => {
    const { world, id } = refusing({ [type]: [column] });

    const reading = read(world, id);

    expect(reading).toMatchObject({
      kind: 'found',
      missing: [],
      refused: [`${type}.${column}`],
      fulfillment: { customer },
    });
    // Everything else of the record is there.
    expect(reading).toMatchObject({ fulfillment: { customer: { email: 'ada@example.com', isOptedOut: false } } });
  });

  it('of an order is read without it, and keeps the kind of the order', () => {
    const { world, id } = refusing({ transaction: ['email', 'trandate'] });

    expect(read(world, id)).toMatchObject({
      refused: ['transaction.trandate', 'transaction.email'],
      fulfillment: { order: { kind: 'salesorder', date: null, emails: [], number: expect.any(String) } },
    });
  });

  it('tells a field that only the mapping asks for with the mapping', () => {
    const { world, id } = refusing({ transaction: ['otherrefnum'] });

    expect(read(world, id, 'order_number = order.otherrefnum')).toMatchObject({
      refused: [],
      fulfillment: { fieldReading: { absent: ['order.otherrefnum'] } },
    });
  });

  it.each([
    ['the opt-out of the customer', { customer: [OPT_OUT.customer] }],
    ['the choice to name nobody', { customer: [OPT_OUT.customerContact] }],
    ['the type of the order', { transaction: ['recordtype'] }],
  ])('cannot be read without %s', (_what, columns) => {
    const { world, id } = refusing(columns);

    expect(read(world, id)).toMatchObject({
      kind: 'unreadable',
      detail: expect.stringContaining('SSS_INVALID_SRCH_COL'),
    });
  });
});

describe('a fulfillment that another app’s script does not let be loaded', () => {
  const breaking = { recordType: 'itemfulfillment', beforeLoad: "throw new Error('form is null');" };

  it('cannot be read, with the error of that script', () => {
    const { world, id } = aWorld();
    const planted = world.account.plantUserEvent(breaking);

    expect(read(world, id)).toMatchObject({ kind: 'unreadable', detail: expect.stringContaining('form is null') });
    world.account.setDeployed(planted, false);
    expect(read(world, id)).toMatchObject({ kind: 'found', refused: [] });
  });

  it.each([0, -1, 999_999])('is absent, whatever the error, when no search finds it: id %d', (id) => {
    const { world } = aWorld();
    world.account.plantUserEvent(breaking);

    expect(read(world, id)).toEqual({ kind: 'absent' });
  });
});
