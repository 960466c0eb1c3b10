import fc from 'fast-check';
import { parseCarrierMapping } from '../../src/TypeScript/aftership/core/carrier/mapping';
import {
  addUp,
  changedFormats,
  countDays,
  flawedGroups,
  FLAWS,
  formatGroups,
  helpfulLine,
  oftenCorrected,
  parseGroups,
  type Flaw,
  type Group,
  type KnownPackage,
  type ShippedFulfillment,
} from '../../src/TypeScript/aftership/core/day_counts';
import { UPS_NUMBER } from '../fixtures';

const DAY = '2026-11-30';

function shipment(id: number, typed: readonly string[], changes: Partial<ShippedFulfillment> = {}): ShippedFulfillment {
  const method = { id: '7', name: 'UPS Ground' };
  return { id, day: DAY, locations: ['Reno'], method, typed, ownNumbers: ['IF100', 'SO50'], ...changes };
}

function pkg(fulfillmentId: number, changes: Partial<KnownPackage> = {}): KnownPackage {
  const times = { madeAt: null, goneAt: null };
  return {
    fulfillmentId,
    slug: 'ups',
    isWanted: true,
    isAccepted: true,
    evidence: '["+:ups ground","+number"]',
    ...times,
    ...changes,
  };
}

const NO_WAIT = { sendWaitMinutes: 0 };

const NONE = { without_number: 0, no_number: 0, contradicted: 0, without_carrier: 0 };

function group(changes: Partial<Omit<Group, 'flaws'>> = {}, flaws: Partial<Group['flaws']> = {}): Group {
  const place = { location: 'Reno', method: 'UPS Ground', carrier: 'ups' };
  return {
    ...place,
    shipments: 1,
    evidence: null,
    example: null,
    corrected: 0,
    ...changes,
    flaws: { ...NONE, ...flaws },
  };
}

function flawsOf(fulfillment: ShippedFulfillment, packages: readonly KnownPackage[]): readonly Flaw[] {
  const [only] = countDays([fulfillment], packages, NO_WAIT).get(DAY) ?? [];
  return FLAWS.filter((flaw) => only?.flaws[flaw] === 1);
}

describe('what is silently wrong about a shipment', () => {
  it.each<[string, readonly string[], readonly KnownPackage[], readonly Flaw[]]>([
    ['nothing: a number and its carrier', [UPS_NUMBER], [pkg(1)], []],
    ['nothing yet: a number that waits for its look', [UPS_NUMBER], [], []],
    ['nothing: a text that a person is asked about', ['1Z5R8939035756712'], [], []],
    ['it has no number', [], [], ['without_number']],
    ['its field holds spaces', [' '], [], ['without_number']],
    ['its number is gone again', [], [pkg(1, { isWanted: false })], ['without_number']],
    ['nothing: the field mapping gives its number', [], [pkg(1)], []],
    [
      'nothing: the number that spoke against the mapping was corrected',
      [UPS_NUMBER],
      [pkg(1, { isWanted: false, evidence: '["!:ups ground"]' }), pkg(1)],
      [],
    ],
    ['its text is no number', ['TBD 2'], [], ['no_number']],
    ['its text is its own document number', ['SO50'], [], ['no_number']],
    ['its texts are no numbers, and one of them is', ['TBD 2', UPS_NUMBER], [], []],
    [
      'the number speaks against the mapping',
      [UPS_NUMBER],
      [pkg(1, { evidence: '["!:ups ground"]' })],
      ['contradicted'],
    ],
    ['other evidence does', [UPS_NUMBER], [pkg(1, { evidence: '["-:ups ground","+typed"]' })], []],
    ['AfterShip knows no carrier', ['KX1'], [pkg(1, { slug: null })], ['without_carrier']],
    ['AfterShip says that it knows none', ['KX1'], [pkg(1, { slug: 'unrecognized' })], ['without_carrier']],
    ['AfterShip was not asked yet', ['KX1'], [pkg(1, { slug: null, isAccepted: false })], []],
    [
      'both, of two packages',
      [UPS_NUMBER, 'KX1'],
      [pkg(1, { evidence: '["!method"]' }), pkg(1, { slug: null, evidence: '' })],
      ['contradicted', 'without_carrier'],
    ],
    ['it is about another fulfillment', [UPS_NUMBER], [pkg(2, { slug: null })], []],
  ])('%s', (_what, typed, packages, flaws) => {
    expect(flawsOf(shipment(1, typed), packages)).toEqual(flaws);
  });
});

it('is one thing where the number is gone, whatever its row says', () => {
  const row = pkg(1, { isWanted: false, slug: null, evidence: '["!:ups ground"]' });

  expect([...countDays([shipment(1, [])], [row], NO_WAIT)]).toEqual([
    [DAY, [group({ carrier: '' }, { without_number: 1 })]],
  ]);
});

describe('the counts of a day', () => {
  it('are by day, location, ship method and carrier, with an example and the evidence', () => {
    const days = countDays(
      [
        shipment(1, [UPS_NUMBER]),
        shipment(2, [UPS_NUMBER]),
        shipment(3, ['TBD 2']),
        shipment(4, ['TBD 3']),
        shipment(5, [UPS_NUMBER], { locations: [], method: null }),
        shipment(6, [], { day: '2026-11-29' }),
        shipment(7, ['TBD 4'], { locations: ['Reno', 'Graz', 'Reno'] }),
        shipment(8, ['TBD 5'], { locations: ['Graz', 'Reno'] }),
      ],
      [pkg(1), pkg(2, { evidence: '["!:ups ground"]' })],
      NO_WAIT,
    );

    expect([...days]).toEqual([
      [
        DAY,
        [
          group({ shipments: 2, evidence: ':ups ground' }, { contradicted: 1 }),
          group({ carrier: '', shipments: 2, example: 3 }, { no_number: 2 }),
          group({ location: '', method: '', carrier: '' }),
          group({ location: 'Graz, Reno', carrier: '', shipments: 2, example: 7 }, { no_number: 2 }),
        ],
      ],
      ['2026-11-29', [group({ carrier: '' }, { without_number: 1 })]],
    ]);
  });

  it('come back from a text as they went in', () => {
    const flaws = fc.record({
      without_number: fc.nat(),
      no_number: fc.nat(),
      contradicted: fc.nat(),
      without_carrier: fc.nat(),
    });
    const groups = fc.array(
      fc.record({
        location: fc.string(),
        method: fc.string(),
        carrier: fc.string(),
        shipments: fc.nat(),
        flaws,
        evidence: fc.option(fc.string()),
        example: fc.option(fc.nat()),
        corrected: fc.nat(),
      }),
    );

    fc.assert(fc.property(groups, (all) => expect(parseGroups(formatGroups(all))).toEqual(all)));
  });

  it.each([
    '',
    'no JSON',
    '{}',
    '[1]',
    '[["Reno"]]',
    '[[1,"UPS","ups",2,[]]]',
    '[["Reno",1,"ups",2,[]]]',
    '[["Reno","UPS",1,2,[]]]',
    '[["Reno","UPS","ups","2",[]]]',
    '[["Reno","UPS","ups",2,0]]',
  ])('are left out of %j, which no script wrote', (text) => {
    expect(parseGroups(text)).toEqual([]);
  });

  it('take a count that is missing for none', () => {
    expect(parseGroups('[["Reno","UPS Ground","ups",2,["x",1],null,null,"x"]]')).toEqual([
      group({ shipments: 2 }, { no_number: 1 }),
    ]);
  });
});

describe('groups with a flaw', () => {
  const unusual = (groups: readonly Group[], before: readonly Group[]): readonly (readonly Flaw[])[] =>
    flawedGroups({ day: DAY, groups, before }).map((each) => each.unusual);

  it('leave out those without one', () => {
    expect(flawedGroups({ day: DAY, groups: [group({ shipments: 50 })], before: [] })).toEqual([]);
  });

  it.each<[string, number, number, number, boolean]>([
    ['ten of a hundred, after three in a hundred', 10, 100, 3, true],
    ['nine of a hundred, after none', 9, 100, 0, false],
    ['twelve of a hundred, after four in a hundred: three times as many, not more', 12, 100, 4, false],
    ['thirteen of a hundred, after four in a hundred', 13, 100, 4, true],
    ['thirteen of two hundred, after four in a hundred', 13, 200, 4, false],
  ])('stand out or not: %s', (_what, count, shipments, percentBefore, isUnusual) => {
    const groups = [
      group({ shipments: shipments - count }),
      group({ carrier: '', shipments: count }, { without_number: count }),
    ];
    const before = [
      group({ shipments: 1000 - 10 * percentBefore }),
      group({ carrier: '', shipments: 10 * percentBefore }, { without_number: 10 * percentBefore }),
      group({ location: 'Graz', carrier: '', shipments: 900 }, { without_number: 900 }),
    ];

    expect(unusual(groups, before)).toEqual([isUnusual ? ['without_number'] : []]);
  });

  it('stand out at a place that is new, from ten on', () => {
    const groups = [group({ shipments: 10 }, { contradicted: 10 })];

    expect(unusual(groups, [group({ location: 'Graz', shipments: 10 })])).toEqual([['contradicted']]);
  });

  it('stand out where there was no such group before', () => {
    const groups = [group({ carrier: '', shipments: 10 }, { without_number: 10 })];

    expect(unusual(groups, [group({ shipments: 10 })])).toEqual([['without_number']]);
  });

  it('count the shipments of location and ship method, whatever the carrier', () => {
    const groups = [
      group({ shipments: 5 }),
      group({ carrier: '', shipments: 2 }, { no_number: 2 }),
      group({ method: 'DHL', shipments: 9 }),
    ];

    expect(flawedGroups({ day: DAY, groups, before: [] }).map(({ shipments }) => shipments)).toEqual([7]);
  });

  it('come with what stands out first, then by how many', () => {
    const groups = [
      group({ location: 'A', shipments: 5 }, { no_number: 2 }),
      group({ location: 'B', shipments: 5 }, { no_number: 3 }),
      group({ location: 'C', shipments: 50 }, { contradicted: 10 }),
      group({ location: 'D', shipments: 900 }, { without_carrier: 90 }),
    ];
    const before = [group({ location: 'D', shipments: 900 }, { without_carrier: 90 })];

    expect(flawedGroups({ day: DAY, groups, before }).map((each) => each.group.location)).toEqual(['C', 'D', 'B', 'A']);
  });
});

describe('a format that changed', () => {
  it.each<[number, number, boolean]>([
    [42, 300, true],
    [10, 199, true],
    [10, 200, false],
    [9, 9, false],
  ])('%d of %d: %s', (count, shipments, isChanged) => {
    const groups = [
      group({ shipments: shipments - count }),
      group({ method: 'DHL', carrier: '', shipments: count, example: 7 }, { no_number: count }),
      group({ location: 'Graz', shipments: 1000, example: 8 }, { no_number: 1 }),
    ];

    expect(changedFormats({ groups })).toEqual(isChanged ? [{ location: 'Reno', count, shipments, example: 7 }] : []);
  });

  it('is one for a location, however many ship methods it has', () => {
    const groups = ['A', 'B', 'C'].map((method) => group({ method, shipments: 10 }, { no_number: 8 }));

    expect(changedFormats({ groups })).toEqual([{ location: 'Reno', count: 24, shipments: 30, example: null }]);
  });
});

describe('the line that would help', () => {
  const mapping = parseCarrierMapping('UPS Ground = ups\nlist: packageups = ups always\nBest Way = detect');

  it.each<[string, Partial<Omit<Group, 'flaws'>>, Partial<Group['flaws']>, string | null]>([
    ['a line that is contradicted', { evidence: ':ups ground' }, { contradicted: 1 }, 'UPS Ground = detect'],
    ['a line for a list', { evidence: 'list:packageups' }, { contradicted: 1 }, 'list: packageups = detect'],
    ['a line that says so already', { evidence: ':best way' }, { contradicted: 1 }, null],
    ['a line that is gone since', { evidence: ':gone' }, { contradicted: 1 }, null],
    ['a ship method’s name', { evidence: 'method', method: 'FedEx' }, { contradicted: 1 }, 'FedEx = detect'],
    ['a list', { evidence: 'packageups' }, { contradicted: 1 }, 'list: packageups = detect'],
    ['a list, and no carrier', { evidence: 'packageups' }, { without_carrier: 1 }, 'list: packageups = …'],
    ['a line, and no carrier', { evidence: ':ups ground' }, { without_carrier: 1 }, 'UPS Ground = …'],
    ['a description', { evidence: 'description' }, { contradicted: 1 }, null],
    ['no carrier', { method: 'Best Way' }, { without_carrier: 1 }, 'Best Way = …'],
    [
      'a line that leaves it to AfterShip, and no carrier',
      { evidence: ':best way' },
      { without_carrier: 1 },
      'Best Way = …',
    ],
    ['no carrier and no ship method', { method: '' }, { without_carrier: 1 }, null],
    ['no number', {}, { no_number: 1 }, null],
  ])('%s', (_what, changes, flaws, line) => {
    expect(helpfulLine(group(changes, flaws), mapping)).toBe(line);
  });
});

describe('trackings of numbers that were corrected', () => {
  const MADE = 1_800_000_000;
  const minutes = (count: number): number => MADE + count * 60;
  const corrected = (madeAt: number | null, goneAt: number | null, sendWaitMinutes: number): number | undefined =>
    countDays([shipment(1, [UPS_NUMBER])], [pkg(1), pkg(1, { madeAt, goneAt })], { sendWaitMinutes }).get(DAY)?.[0]
      ?.corrected;

  it.each<[string, number | null, number | null, number, number]>([
    ['gone at once', MADE, MADE, 0, 1],
    ['gone within the hour', MADE, minutes(60) - 1, 0, 1],
    ['gone after an hour', MADE, minutes(60), 0, 0],
    ['gone before it was made: the wait was changed meanwhile', MADE, MADE - 1, 0, 0],
    ['still there', MADE, null, 0, 0],
    ['never made', null, MADE, 0, 0],
    ['gone within the rest of an hour that it was not held back', MADE, minutes(30) - 1, 30, 1],
    ['gone after the rest of it', MADE, minutes(30), 30, 0],
    ['held back for an hour already', MADE, MADE, 60, 0],
  ])('%s', (_what, madeAt, goneAt, wait, count) => {
    expect(corrected(madeAt, goneAt, wait)).toBe(count);
  });

  it('are each counted, also two of one fulfillment', () => {
    const soon = { madeAt: MADE, goneAt: minutes(5) };
    const shipments = [shipment(1, [UPS_NUMBER]), shipment(2, [UPS_NUMBER])];

    expect([...countDays(shipments, [pkg(1, soon), pkg(1, soon), pkg(2, soon)], NO_WAIT)]).toEqual([
      [DAY, [group({ shipments: 2, corrected: 3 })]],
    ]);
  });

  it.each([
    [4, 5, null],
    [4, 6, 10],
    [12, 0, 12],
  ])('are worth a word from ten on: %d and %d before', (ofDay, ofBefore, count) => {
    const groups = [group({ corrected: ofDay })];
    const before = [group({ location: 'Graz', corrected: ofBefore })];

    expect(oftenCorrected({ day: DAY, groups, before })).toBe(count);
  });
});

it('adds up to one group for each place', () => {
  const [first, second] = [group({ shipments: 2, example: 5 }, { no_number: 1 }), group({ shipments: 3, example: 6 })];

  expect(addUp([first, second, group({ carrier: '' })])).toEqual([
    group({ shipments: 5, example: 5 }, { no_number: 1 }),
    group({ carrier: '' }),
  ]);
});
