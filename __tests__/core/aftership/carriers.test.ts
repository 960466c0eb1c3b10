import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import {
  chooseSlug,
  mayBeListedByOtherName,
  parseCarrierMapping,
  recognize,
  wholeness,
  type SlugQuestion,
} from '../../../src/TypeScript/aftership/core/aftership/carriers';
import { PACKAGE_LISTS } from '../../../src/TypeScript/aftership/core/netsuite/fulfillment';

interface CouriersFile {
  readonly couriers: readonly { readonly slug: string; readonly required_fields: readonly string[] }[];
  readonly tracking_number_patterns: {
    readonly patterns: readonly { readonly name: string; readonly valid_examples: readonly string[] }[];
  };
}

const facts = JSON.parse(
  readFileSync(join(__dirname, '../../../packages/emulator/facts/aftership-couriers.json'), 'utf8'),
) as CouriersFile;
const slugs = new Map(facts.couriers.map((courier) => [courier.slug, courier]));

function examples(pattern: string): readonly string[] {
  const found = facts.tracking_number_patterns.patterns.find(({ name }) => name === pattern);
  if (found === undefined) throw new Error(`The couriers file has no pattern "${pattern}".`);
  return found.valid_examples.map((example) => example.replace(/\s/g, ''));
}

/** The number with its digit at `index` raised by `by`, from 9 on to 0. */
function withOtherDigit(number: string, index: number, by = 1): string {
  return `${number.slice(0, index)}${(Number(number[index]) + by) % 10}${number.slice(index + 1)}`;
}

const UPS = '1Z5R89390357567127';
const USPS = '9400111206206406260787';
const FEDEX_12 = '986578788855';

const PATTERNS: readonly (readonly [pattern: string, slug: string, checkDigitFromEnd: number])[] = [
  ['UPS', 'ups', 1],
  ['USPS 20', 'usps', 1],
  ['USPS IMpb N', 'usps', 1],
  ['USPS Legacy', 'usps', 1],
  ['USPS IMpb C', 'usps', 1],
  ['FedEx Express (12)', 'fedex', 1],
  ['FedEx Ground', 'fedex', 1],
  ['FedEx Ground 96 (22)', 'fedex', 1],
  ['DHL Express', 'dhl', 1],
  ['Canada Post (16)', 'canada-post', 1],
];

describe('recognizing a number', () => {
  it.each(PATTERNS.flatMap(([pattern, slug]) => examples(pattern).map((number) => [number, pattern, slug] as const)))(
    '%s (%s) is one of %s',
    (number, _pattern, slug) => {
      expect(recognize(number)).toContain(slug);
      expect(recognize(number.toLowerCase().replace(/(.{4})/g, '$1 '))).toEqual(recognize(number));
    },
  );

  it.each(
    PATTERNS.flatMap(([pattern, slug, fromEnd]) =>
      examples(pattern).map((number) => [number, pattern, slug, fromEnd] as const),
    ),
  )('%s (%s) with another check digit is none of %s', (number, _pattern, slug, fromEnd) => {
    const others = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((by) => withOtherDigit(number, number.length - fromEnd, by));

    // A number of 20 digits has two readings, with and without the 91 before it, each with a check digit of its own.
    const readings = /^\d{20}$/.test(number) ? 1 : 0;
    expect(others.filter((other) => recognize(other).includes(slug))).toHaveLength(readings);
  });

  it.each([
    ['RB123456785GB', ['royal-mail']],
    ['RB123456785US', ['usps']],
    // Express and parcels are not everywhere the postal operator's own.
    ['EB123456785GB', []],
    ['RB123456785CN', []],
    ['RB123456786GB', []],
    // The two check digits that S10 sets for the remainders 0 and 1.
    ['RB000000005US', ['usps']],
    ['RB700000000US', ['usps']],
    // A number of the couriers file without its leading 91, which counts in the check digit all the same.
    ['01026837331000039521', ['usps']],
    ['RB123456785USX', []],
    // UPS counts A as 2, B as 3, and I as 0.
    ['1ZA000000000000008', ['ups']],
    ['1ZA000000000000003', []],
    ['1ZI000000000000000', ['ups']],
    ['1Z9000000000000001', ['ups']],
  ])('%s is one of %j', (number, expected) => {
    expect(recognize(number)).toEqual(expected);
  });

  it.each([
    [UPS, 'certain'],
    [USPS, 'certain'],
    ['9261290113185417468510', 'certain'],
    ['RB123456785CN', 'certain'],
    [FEDEX_12, 'possible'],
    ['7035114477138472', 'possible'],
    [withOtherDigit(UPS, 17), 'unknown'],
    ['ABC123', 'unknown'],
    ['', 'unknown'],
  ])('%s is %s to be a whole number', (number, expected) => {
    expect(wholeness(number)).toBe(expected);
  });

  it('takes any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(recognize(text).every((slug) => slugs.has(slug))).toBe(true);
      }),
    );
  });
});

describe('the carrier mapping', () => {
  it.each(['\n', '\r', '\r\n'])('counts its lines by %j, as people see them', (end) => {
    const mapping = parseCarrierMapping(['# vans', '', 'Van = dhl', 'Truck'].join(end));

    expect(mapping.entries).toEqual([{ key: 'van', slug: 'dhl' }]);
    expect(mapping.problems).toEqual([expect.stringMatching(/^Line 4 /)]);
  });

  it('keeps a line that repeats an earlier one without complaint', () => {
    expect(parseCarrierMapping('Van = dhl\n VAN =dhl')).toEqual({
      entries: [{ key: 'van', slug: 'dhl' }],
      problems: [],
    });
  });

  it('takes a "#" for a comment only behind a space and the "="', () => {
    expect(parseCarrierMapping('Box #2 = ups').entries).toEqual([{ key: 'box #2', slug: 'ups' }]);
    expect(parseCarrierMapping('Van = dhl\t# express').entries).toEqual([{ key: 'van', slug: 'dhl' }]);
    expect(parseCarrierMapping('Van = dhl#express').problems).toEqual([expect.stringContaining('"dhl#express"')]);
    expect(parseCarrierMapping('Van = dhl # a # b').entries).toEqual([{ key: 'van', slug: 'dhl' }]);
  });

  it.each(['dhl express', 'DHL', 'dhl!', '!dhl', 'a_b', 'é'])('takes no slug from "%s", and quotes it', (slug) => {
    const mapping = parseCarrierMapping(`Van = ${slug}`);

    expect(mapping.entries).toEqual([]);
    expect(mapping.problems).toEqual([expect.stringContaining(`"${slug}"`)]);
  });

  it('quotes no more than 60 characters of what stands where a slug belongs', () => {
    const [problem] = parseCarrierMapping(`Van = ${'X'.repeat(61)}`).problems;

    expect(problem).toContain(`"${'X'.repeat(60)}"`);
  });

  it('reads pairs, comments and empty lines', () => {
    const mapping = parseCarrierMapping(
      [
        '# our carriers',
        '  # indented',
        ' ',
        '',
        'UPS  Ground = ups',
        '  1042=royal-mail   # the van',
        'Box #2 = 17track-1',
        'A = B = dhl # a = b',
      ].join('\r\n'),
    );

    expect(mapping).toEqual({
      entries: [
        { key: 'ups ground', slug: 'ups' },
        { key: '1042', slug: 'royal-mail' },
        { key: 'box #2', slug: '17track-1' },
        { key: 'a = b', slug: 'dhl' },
      ],
      problems: [],
    });
  });

  it.each([
    ['UPS Ground', /^Line 2 .*no "="\. Write: ship method name or internal id = slug/],
    ['= ups', /^Line 2 .*names no ship method\. Write/],
    ['UPS Ground =', /^Line 2 .*no slug after the "="\. Write AfterShip's slug/],
    ['UPS Ground = # later', /^Line 2 .*no slug after/],
    ['UPS Ground = UPS', /^Line 2 .*"UPS" where a slug belongs\. Write/],
    ['UPS Ground = ups, fedex', /^Line 2 .*"ups, fedex" where a slug belongs/],
    ['FedEx = fedex-group', /^Line 2 .*same ship method as line 1, with another slug\. Line 1 counts/],
  ])('says of "%s" what is wrong with which line, and keeps the others', (bad, problem) => {
    const mapping = parseCarrierMapping(`fedex = fedex\n${bad}\nDHL = dhl`);

    expect(mapping.entries).toEqual([
      { key: 'fedex', slug: 'fedex' },
      { key: 'dhl', slug: 'dhl' },
    ]);
    expect(mapping.problems).toEqual([expect.stringMatching(problem)]);
  });

  it('takes any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('=', '#', '\n', '\r', ' ', 'a', 'B', '7', 'é') }), (text) => {
        const { entries, problems } = parseCarrierMapping(text);

        expect(entries.every(({ key, slug }) => key !== '' && /^[a-z0-9-]+$/.test(slug))).toBe(true);
        expect(problems.every((problem) => /^Line \d+ /.test(problem))).toBe(true);
      }),
    );
  });
});

describe('a ship method that a setting may list under a name in another language', () => {
  const van = { id: '77', name: 'Van' };

  it.each([
    ['names others only', ['Truck'], true],
    ['names others, and some by id', ['1042', 'Truck'], true],
    ['has a name with digits in it', ['Van 2'], true],
    ['has a name that begins with digits', ['2 vans'], true],
    ['names it', ['Truck', ' VAN '], false],
    ['has its id', ['Truck', '77'], false],
    ['has ids only, which no language changes', ['1042', ' 78 '], false],
    ['is empty', [], false],
  ])('when the setting %s', (_what, listed, expected) => {
    expect(mayBeListedByOtherName(van, listed)).toBe(expected);
  });

  it('is none when the fulfillment has no ship method', () => {
    expect(mayBeListedByOtherName(null, ['Truck'])).toBe(false);
  });
});

describe('choosing the slug', () => {
  const none = { entries: [] };
  const question: SlugQuestion = { number: 'ABC123', list: 'package', shipMethod: null, mapping: none };
  const named = (name: string) => ({ id: '77', name });

  it('follows the mapping before anything else, the internal id before the name', () => {
    const mapping = parseCarrierMapping('Van = dhl\n77 = royal-mail');

    expect(chooseSlug({ number: UPS, list: 'packageups', shipMethod: named('Van'), mapping }).slug).toBe('royal-mail');
    expect(chooseSlug({ ...question, number: UPS, shipMethod: { id: '8', name: ' VAN ' }, mapping }).slug).toBe('dhl');
    expect(chooseSlug({ ...question, shipMethod: { id: '8', name: 'Vans' }, mapping }).slug).toBeNull();
  });

  it.each([
    ['packageups', 'ups'],
    ['packagefedex', 'fedex'],
    ['packageusps', 'usps'],
    ['package', 'dhl'],
    ['shipmentpackage', 'dhl'],
  ] as const)('takes the carrier of the list %s: %s', (list, slug) => {
    expect(chooseSlug({ ...question, list, shipMethod: named('DHL Express') }).slug).toBe(slug);
  });

  it.each([
    ['UPS Ground', 'ups'],
    ['UPS® Next Day Air', 'ups'],
    ['UPS Mail Innovations', 'ups-mi'],
    ['UPS Freight LTL', null],
    ['USPS Priority Mail', 'usps'],
    ['FedEx 2Day', 'fedex'],
    ['FEDEX-GROUND', 'fedex'],
    ['FedEx Freight Priority', 'fedex-freight'],
    ['FedEx Ground Economy', null],
    ['DHL Express Worldwide', 'dhl'],
    ['DHL Paket', null],
    ['Royal Mail Tracked 24', 'royal-mail'],
    ['Canada Post Xpresspost', 'canada-post'],
    ['Australia Post', 'australia-post'],
    ['Evri Next Day', 'myhermes-uk'],
    ['Royal - Mail', 'royal-mail'],
    ['(UPS)', 'ups'],
    ['UPS or FedEx', null],
    ['Customer Pick-Ups', null],
    ['Groups', null],
    ['Cupsize', null],
    ['', null],
  ])('reads the ship method "%s" as %s', (name, slug) => {
    expect(chooseSlug({ ...question, shipMethod: named(name) }).slug).toBe(slug);
  });

  it.each([
    ['FedEx Ground', UPS, 'ups'],
    ['Royal Mail', USPS, 'usps'],
    ['UPS Ground', UPS, 'ups'],
    // Plain digits fit many carriers: they do not outweigh a name.
    ['UPS Ground', FEDEX_12, 'ups'],
    // Carriers hand parcels to USPS under such numbers.
    ['UPS Mail Innovations', '9261290113185417468510', 'ups-mi'],
  ])('with the ship method "%s" and the number %s gives %s', (name, number, slug) => {
    expect(chooseSlug({ ...question, number, shipMethod: named(name) }).slug).toBe(slug);
  });

  it.each([
    [UPS, 'ups'],
    [USPS, 'usps'],
    ['420221539101026837331000039521', 'usps'],
    ['9611020987654312345672', 'fedex'],
    ['RB123456785GB', 'royal-mail'],
    [withOtherDigit(UPS, 17), null],
    [FEDEX_12, null],
    ['3318810025', null],
    ['9261290113185417468510', null],
    ['03071790000523483741', null],
    ['ABC123', null],
  ])('from the number %s alone gives %s', (number, slug) => {
    expect(chooseSlug({ ...question, number }).slug).toBe(slug);
  });

  it('tells a slug of the mapping from one that was read out of a name or a number', () => {
    const mapping = parseCarrierMapping('Van = dhl');
    const isMapped = (changes: Partial<SlugQuestion>) => chooseSlug({ ...question, mapping, ...changes }).isMapped;

    expect(isMapped({ shipMethod: named('Van') })).toBe(true);
    expect(isMapped({ list: 'packageups' })).toBe(false);
    expect(isMapped({ shipMethod: named('UPS Ground') })).toBe(false);
    expect(isMapped({ number: UPS })).toBe(false);
    expect(isMapped({})).toBe(false);
  });

  it('says why', () => {
    const mapping = parseCarrierMapping('Van = dhl');

    expect(chooseSlug({ ...question, shipMethod: named('Van'), mapping }).because).toContain('van = dhl');
    expect(chooseSlug({ ...question, list: 'packageups' }).because).toContain('package of ups');
    expect(chooseSlug({ ...question, shipMethod: named('UPS Ground') }).because).toContain('"UPS Ground"');
    expect(chooseSlug({ ...question, number: UPS }).because).toContain('check digit');
    expect(chooseSlug({ ...question, number: UPS, shipMethod: named('UPS Ground') }).because).toContain('"UPS Ground"');
    expect(chooseSlug(question).because).toContain('AfterShip detects');
  });

  it('names without a mapping only slugs of the couriers file that ask for nothing more than the number', () => {
    const names = [
      'UPS',
      'UPS Mail Innovations',
      'USPS',
      'FedEx',
      'FedEx Freight',
      'DHL Express',
      'Canada Post',
      'Purolator',
      'Canpar',
      'Loomis Express',
      'OnTrac',
      'LaserShip',
      'Spee-Dee',
      'Old Dominion',
      'Royal Mail',
      'Parcelforce',
      'DPD UK',
      'DPD Local',
      'Evri',
      'An Post',
      'Australia Post',
      'Couriers Please',
      'Sendle',
      'NZ Post',
    ];
    const ofNames = names.map((name) => chooseSlug({ ...question, shipMethod: named(name) }).slug);
    const ofLists = PACKAGE_LISTS.map((list) => chooseSlug({ ...question, list }).slug);
    const ofPost = ['US', 'CA', 'GB', 'IE', 'CH', 'AU', 'NZ', 'JP', 'SG', 'HK'].map(
      (country) => chooseSlug({ ...question, number: `RB123456785${country}` }).slug,
    );

    expect([...ofNames, ...ofPost]).not.toContain(null);
    for (const slug of [...ofNames, ...ofLists, ...ofPost].filter((slug) => slug !== null)) {
      expect([slug, slugs.get(slug)?.required_fields]).toEqual([slug, []]);
    }
  });
});
