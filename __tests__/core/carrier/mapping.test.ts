import fc from 'fast-check';

import {
  mappedBy,
  mayBeMappedByOtherName,
  parseCarrierMapping,
  type MappingPlace,
} from '../../../src/TypeScript/aftership/core/carrier/mapping';

const linesOf = (text: string) =>
  parseCarrierMapping(text).lines.map(({ line, place, name, slug, isAlways }) => [line, place, name, slug, isAlways]);

describe('the carrier mapping', () => {
  it('has a line for each name', () => {
    const text = [
      '# our carriers',
      '',
      'UPS  Ground = ups',
      '  1042=royal-mail always   # the van',
      'Best Way = detect',
      'Method: Best Way 2 = DETECT',
      'list: packageups = ups-mi',
      'DESCRIPTION : *pallet* = fedex-freight ALWAYS',
      'Box #2 = 17track',
      'A = B = dhl # a = b',
    ].join('\r\n');

    expect(parseCarrierMapping(text).problems).toEqual([]);
    expect(linesOf(text)).toEqual([
      [3, null, 'UPS  Ground', 'ups', false],
      [4, null, '1042', 'royal-mail', true],
      [5, null, 'Best Way', null, false],
      [6, 'method', 'Best Way 2', null, false],
      [7, 'list', 'packageups', 'ups-mi', false],
      [8, 'description', '*pallet*', 'fedex-freight', true],
      [9, null, 'Box #2', '17track', false],
      [10, null, 'A = B', 'dhl', false],
    ]);
  });

  it.each(['\n', '\r', '\r\n'])('counts its lines by %j, as people see them', (end) => {
    const { lines, problems } = parseCarrierMapping(['# vans', '', 'Van = dhl', 'Truck'].join(end));

    expect(lines.map(({ line }) => line)).toEqual([3]);
    expect(problems.map(({ line }) => line)).toEqual([4]);
  });

  it.each([
    ['UPS Ground', 'no_equals', { found: 'UPS Ground' }],
    ['= ups', 'no_name', {}],
    ['method: = ups', 'no_name', {}],
    ['UPS Ground =', 'no_slug', { name: 'UPS Ground' }],
    ['UPS Ground = # later', 'no_slug', { name: 'UPS Ground' }],
    ['UPS Ground = UPS', 'not_a_slug', { found: 'UPS', suggestion: 'ups' }],
    ['Van = Royal Mail', 'not_a_slug', { found: 'Royal Mail', suggestion: 'royal-mail' }],
    ['Van = DHL', 'not_a_slug', { found: 'DHL', suggestion: '' }],
    ['Van = ups, fedex', 'not_a_slug', { found: 'ups, fedex', suggestion: '' }],
    ['Van = dhl#express', 'not_a_slug', { found: 'dhl#express', suggestion: 'dhl' }],
    ['Van = ups sometimes', 'not_a_slug', { found: 'ups sometimes', suggestion: 'ups' }],
    ['Van = -ups', 'not_a_slug', { found: '-ups', suggestion: 'ups' }],
    ['Van = always', 'always_without_slug', {}],
    ['Van = detect always', 'always_without_slug', {}],
    [
      'list: ups = ups',
      'unknown_list',
      { found: 'ups', lists: 'package, packageups, packagefedex, packageusps, shipmentpackage' },
    ],
    ['FedEx = fedex-freight', 'repeated', { name: 'FedEx', first: '1' }],
    ['fedex = fedex always', 'repeated', { name: 'fedex', first: '1' }],
    ['FedEx = detect', 'repeated', { name: 'FedEx', first: '1' }],
  ])('says of "%s" that it is %s, and keeps the others', (bad, code, params) => {
    const { lines, problems } = parseCarrierMapping(`fedex = fedex\n${bad}\nEvri = myhermes-uk`);

    expect(problems).toEqual([{ line: 2, code, params }]);
    expect(lines.map(({ line }) => line)).toEqual([1, 3]);
  });

  it('keeps a line that repeats an earlier one without complaint', () => {
    expect(parseCarrierMapping('Van = dhl\n VAN =dhl').problems).toEqual([]);
    expect(linesOf('Van = dhl\n VAN =dhl')).toHaveLength(1);
  });

  it('tells the same name in two places apart', () => {
    expect(parseCarrierMapping('method: Van = dhl\ndescription: Van = ups\nVan = fedex').problems).toEqual([]);
  });

  it('quotes no more than 60 characters', () => {
    const [problem] = parseCarrierMapping(`Van = ${'X'.repeat(61)}`).problems;

    expect(problem?.params['found']).toBe('X'.repeat(60));
  });

  it('takes any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('=', '#', '\n', ' ', ':', '*', 'list', 'always', 'ups', 'é') }),
        (text) => {
          const { lines, problems } = parseCarrierMapping(text);

          expect(lines.every(({ name, slug }) => name !== '' && (slug === null || /^[a-z0-9-]+$/.test(slug)))).toBe(
            true,
          );
          expect(problems.every(({ line }) => line >= 1)).toBe(true);
        },
      ),
    );
  });
});

describe('the line that counts', () => {
  const mapping = parseCarrierMapping(
    [
      'Van = dhl',
      'method: Van = dpd-uk',
      '77 = royal-mail',
      'Ground* = ups',
      'Ground Saver = usps',
      'list: packagefedex = fedex-freight',
      'description: *ltl* = abf',
      'C++ (x) = tnt-au',
      'pack* = purolator',
      'list: packageu* = ups',
    ].join('\n'),
  );

  it.each<[string, MappingPlace, readonly string[], string | null]>([
    ['has the internal id rather than the name', 'method', ['77', 'Van'], 'royal-mail'],
    ['says where the name stands, rather than anywhere', 'method', ['8', 'van '], 'dpd-uk'],
    ['may stand anywhere', 'description', ['Van'], 'dhl'],
    ['has the whole name rather than its beginning', 'method', ['8', 'Ground  saver'], 'usps'],
    ['has a beginning', 'method', ['8', 'Ground Florida'], 'ups'],
    ['has words in the middle', 'description', ['2 boxes LTL\ncollect'], 'abf'],
    ['is of another place', 'method', ['8', '2 boxes LTL'], null],
    ['names a list', 'list', ['packagefedex'], 'fedex-freight'],
    ['has the beginning of a list', 'list', ['packageups'], 'ups'],
    ['has a beginning, but does not say that it is of a list', 'list', ['package'], null],
    ['has a beginning of any other text', 'method', ['8', 'Pack and go'], 'purolator'],
    ['has signs that mean something elsewhere', 'method', ['8', 'c++ (x)'], 'tnt-au'],
    ['is not there', 'method', ['8', 'Vans'], null],
    ['is not there for an empty text', 'description', [''], null],
  ])('%s', (_what, place, texts, slug) => {
    expect(mappedBy(mapping, place, texts)?.slug ?? null).toBe(slug);
  });
});

describe('a ship method that may be mapped under a name in another language', () => {
  const van = { id: '77', name: 'Van' };

  it.each([
    ['names others only', 'Truck = ups', true],
    ['names others, and some by id', '1042 = ups\nmethod: Truck = ups', true],
    ['names it', 'van = ups\nTruck = ups', false],
    ['has its id', 'Truck = ups\n77 = ups', false],
    ['has ids only, which no language changes', '1042 = ups', false],
    ['names lists and descriptions only', 'list: packageups = ups\ndescription: Truck = ups', false],
    ['is empty', '', false],
  ])('when the mapping %s', (_what, text, expected) => {
    expect(mayBeMappedByOtherName(parseCarrierMapping(text), 'method', van)).toBe(expected);
  });

  it('is none that somebody typed, which no language changes', () => {
    expect(mayBeMappedByOtherName(parseCarrierMapping('Truck = ups'), 'field', { id: 'Van', name: 'Van' })).toBe(false);
  });

  it('is none when the fulfillment has no ship method', () => {
    expect(mayBeMappedByOtherName(parseCarrierMapping('Truck = ups'), 'method', null)).toBe(false);
  });
});
