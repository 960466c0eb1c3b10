import fc from 'fast-check';

import { messageOf } from '../../../src/TypeScript/aftership/core/ledger/reasons';
import { parseFieldMapping } from '../../../src/TypeScript/aftership/core/fields/mapping';
import { NO_FIELDS_READ } from '../../../src/TypeScript/aftership/core/fields/values';
import type { PackageLine, PackageList } from '../../../src/TypeScript/aftership/core/netsuite/fulfillment';
import { PACKAGE_LISTS } from '../../../src/TypeScript/aftership/core/netsuite/fulfillment';
import { packagesOf, readPackages } from '../../../src/TypeScript/aftership/core/netsuite/packages';
import { aFulfillment } from '../../fixtures';

// Carriers' public test numbers, from packages/emulator/facts/aftership-couriers.json.
const UPS = '1Z5R89390357567127';
const UPS_OTHER = '1Z879E930346834440';
const USPS = '9400111206206406260787';
const FEDEX = '986578788855';

function line(trackingNumber: string, list: PackageList = 'package', index = 0): PackageLine {
  return { list, line: index, trackingNumber, description: null };
}

function read(...fields: string[]) {
  return readPackages(
    fields.map((field, index) => line(field, 'package', index)),
    [],
  );
}

function numbersOf(...fields: string[]): readonly string[] {
  return read(...fields).packages.map(({ number }) => number);
}

describe('the packages of a fulfillment', () => {
  it('come from all five lists in order, each number once, with the first list', () => {
    const { packages } = readPackages(
      [
        line(FEDEX, 'packagefedex'),
        line(UPS, 'packageups'),
        line(` ${UPS.toLowerCase()} `, 'package'),
        line(USPS, 'packageusps'),
        line(`${UPS_OTHER},${USPS}`, 'shipmentpackage'),
      ],
      [],
    );

    expect(packages.map(({ number, list, lines }) => [number, list, lines])).toEqual([
      [FEDEX, 'packagefedex', [0]],
      [UPS, 'packageups', [1, 2]],
      [USPS, 'packageusps', [3, 4]],
      [UPS_OTHER, 'shipmentpackage', [4]],
    ]);
  });

  it.each([
    ['a scan and what was typed', '1Z 5R8 939 03 5756 7127', UPS],
    ['a label’s barcode and the printed number', `420221539101026837331000039521`, '9101026837331000039521'],
    ['with and without hyphens', 'AB-1234-5678', 'AB12345678'],
  ])('count %s as one', (_case, first, second) => {
    expect(numbersOf(first, second)).toHaveLength(1);
    expect(numbersOf(second, first)).toHaveLength(1);
  });

  it('keep the slug and the parameters that stand beside a later sight of a number', () => {
    const [pkg] = read('10123456789', 'gls#10123456789:2935VV').packages;

    expect(pkg).toMatchObject({ typedSlug: 'gls', parameters: ['2935VV'] });
  });

  it('have the description of the line in which the number was seen first', () => {
    const lines = [
      { ...line(`${UPS} ${FEDEX}`), description: 'Box 1' },
      { ...line(USPS), description: 'Box 2' },
    ];

    expect(readPackages(lines, []).packages.map(({ description }) => description)).toEqual(['Box 1', 'Box 1', 'Box 2']);
  });

  it('are none of the fulfillment’s and the order’s own numbers, nor what has their prefix', () => {
    const fulfillment = aFulfillment(['HDQ100234', 'HDQ 99887', 'KX-5001', UPS], { number: 'KX-4000' });
    const order = { ...fulfillment.order, number: 'HDQ100234' };
    const { packages, unclear, ignored } = packagesOf({ ...fulfillment, order }, { lines: [] });

    expect(packages.map(({ number }) => number)).toEqual([UPS]);
    expect(unclear).toEqual([]);
    expect(ignored.map(({ why }) => why)).toEqual(['document', 'document', 'document']);
  });
});

describe('numbers that the field mapping takes from another field', () => {
  const value = (text: string) => [{ value: text, text, day: null }];
  const withField = (text: string, typed: readonly string[]) => {
    const values = { ...NO_FIELDS_READ.values, fulfillment: [new Map([['custbody_3pl', value(text)]])] };
    return packagesOf(
      aFulfillment(typed, { fieldReading: { ...NO_FIELDS_READ, values } }),
      parseFieldMapping('# ours\ntracking_number = custbody_3pl'),
    );
  };

  it('come behind those of the lines, each number once', () => {
    const { packages } = withField(`${FEDEX}\n${UPS}`, [UPS]);

    expect(packages.map(({ number, list, lines }) => [number, list, lines])).toEqual([
      [UPS, 'package', [0]],
      [FEDEX, 'package', []],
    ]);
  });

  it('are asked about with the line of the mapping', () => {
    const [unclear] = withField('9.40551E+21', []).unclear;

    expect(unclear?.params).toMatchObject({ line: 2, list: 'field mapping', typed: '9.40551E+21' });
  });
});

describe('what a person has to decide', () => {
  it('is named with line, list, text and what it may mean', () => {
    const [unclear] = readPackages([line('9.40551E+21', 'packageups', 2)], []).unclear;

    expect(unclear).toEqual({
      raw: '9.40551E+21',
      key: expect.stringMatching(/^UNCLEAR-[0-9A-F]{8}-[0-9A-F]{8}$/),
      reason: 'digits_lost',
      params: { line: 3, list: 'UPS packages', typed: '9.40551E+21', offered: 0, readings: '' },
    });
    const { reason = 'too_short', params = {} } = unclear ?? {};
    expect(messageOf({ reason, params, answerCode: null })).toMatch(
      /^Line 3 of the UPS packages: .*"9\.40551E\+21".*first digits\. Type the whole/,
    );
  });

  it('offers its readings', () => {
    const [unclear] = read('986578788855 477179').unclear;

    expect(unclear?.params).toMatchObject({ offered: 1, readings: '986578788855477179, or 986578788855 and 477179' });
    const { reason = 'too_short', params = {} } = unclear ?? {};
    expect(messageOf({ reason, params, answerCode: null })).toContain('It may mean ');
  });

  it('does not hide good numbers of the same field', () => {
    const field = `${UPS}, 9,40551E+21; ${UPS_OTHER} <BR> N/A`;
    const { packages, unclear, ignored } = read(field);

    expect(packages.map(({ number }) => number)).toEqual([UPS, UPS_OTHER]);
    expect(unclear.map(({ raw, reason }) => [raw, reason])).toEqual([['9,40551E+21', 'digits_lost']]);
    expect(ignored.map(({ text, why }) => [text, why])).toEqual([['N/A', 'placeholder']]);
  });

  it('is named with the first line that has it, and once', () => {
    const { unclear } = read(UPS, '9.40551E+21', '9.40551E+21');

    expect(unclear.map(({ params }) => params['line'])).toEqual([2]);
  });

  it('has a key that the ledger takes, however long the text is, and two of their own for two long texts', () => {
    const keys = read(`1${'2345678901'.repeat(20)}`, `2${'2345678901'.repeat(20)}`).unclear.map(({ key }) => key);

    expect(new Set(keys).size).toBe(2);
    for (const key of keys) expect(key.length).toBeLessThanOrEqual(100);
  });

  it('has its text cut to 100 characters without half a character', () => {
    const [unclear] = read(`Pending ${'x'.repeat(40)} 123456789${'x'.repeat(41)}😀`.slice(0, 120)).unclear;

    expect(unclear?.raw).not.toMatch(/[\uD800-\uDFFF]/);
  });

  it('has nothing of what was typed in the key, which is logged and outlives an erasure', () => {
    for (const typed of ['Jane Doe 123456789', 'left with Jane, 9.40551E+21', 'Tracking: 555-123-4567']) {
      const keys = read(typed).unclear.map(({ key }) => key);

      expect(keys.length).toBeGreaterThan(0);
      for (const key of keys) expect(key).toMatch(/^UNCLEAR-[0-9A-F]{8}-[0-9A-F]{8}$/);
    }
  });

  it('is no number when its key is typed into a package', () => {
    const [unclear] = read('9.40551E+21').unclear;

    expect(read(unclear?.key ?? '')).toMatchObject({ packages: [], unclear: [] });
  });
});

describe('for any input', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .array(
        fc.constantFrom('1Z', UPS, FEDEX, 'A1', '9', ',', ';', ' ', '<BR>', '\r\n', '#', 'E+21', '.', '/', 'TBD'),
        {
          maxLength: 12,
        },
      )
      .map((parts) => parts.join('')),
  );
  const anyLines = fc.array(
    fc.record({
      list: fc.constantFrom(...PACKAGE_LISTS),
      line: fc.nat(50),
      trackingNumber: text,
      description: fc.constant(null),
    }),
    { maxLength: 6 },
  );

  it('never throws, and gives only what AfterShip and the ledger take', () => {
    fc.assert(
      fc.property(anyLines, (lines) => {
        const { packages, unclear } = readPackages(lines, []);

        for (const { number } of packages) expect(number).toMatch(/^[A-Z0-9\-._/]{4,100}$/);
        for (const entry of unclear) {
          expect(entry.key).toMatch(/^[A-Z0-9\-._/]{1,100}$/);
          expect(entry.raw.length).toBeLessThanOrEqual(100);
          expect(messageOf({ ...entry, answerCode: null })).toContain(entry.raw.replace(/\s+/g, ' ').trim());
        }
        const identities = [...packages.map(({ number }) => number), ...unclear.map(({ key }) => key)];
        expect(new Set(identities).size).toBe(identities.length);
      }),
    );
  });
});
