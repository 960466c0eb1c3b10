import fc from 'fast-check';

import type { PackageLine, PackageList } from '../../../src/TypeScript/aftership/core/netsuite/fulfillment';
import { PACKAGE_LISTS } from '../../../src/TypeScript/aftership/core/netsuite/fulfillment';
import { messageOf } from '../../../src/TypeScript/aftership/core/ledger/reasons';
import { readPackages } from '../../../src/TypeScript/aftership/core/netsuite/packages';

// Carriers' public test numbers, from packages/emulator/facts/aftership-couriers.json.
const UPS = '1Z5R89390357567127';
const UPS_OTHER = '1Z879E930346834440';
const USPS = '9400111206206406260787';
const FEDEX = '986578788855';

function line(trackingNumber: string, list: PackageList = 'package', index = 0): PackageLine {
  return { list, line: index, trackingNumber };
}

function numbersOf(...fields: string[]): readonly string[] {
  return readPackages(fields.map((field, index) => line(field, 'package', index))).packages.map(({ number }) => number);
}

function unclearOf(...fields: string[]) {
  return readPackages(fields.map((field, index) => line(field, 'package', index))).unclear;
}

describe('splitting a field', () => {
  it.each([
    ['one number', UPS, [UPS]],
    ['a comma', `${UPS},${UPS_OTHER}`, [UPS, UPS_OTHER]],
    ['a comma and a space', `${UPS}, ${UPS_OTHER}`, [UPS, UPS_OTHER]],
    ['a semicolon', `${UPS};${UPS_OTHER}`, [UPS, UPS_OTHER]],
    ['a line break', `${UPS}\n${UPS_OTHER}`, [UPS, UPS_OTHER]],
    ['a Windows line break', `${UPS}\r\n${UPS_OTHER}`, [UPS, UPS_OTHER]],
    ['<BR>', `${UPS}<BR>${UPS_OTHER}`, [UPS, UPS_OTHER]],
    ['<br/>', `${UPS}<br/>${UPS_OTHER}`, [UPS, UPS_OTHER]],
    ['<Br />', `${UPS}<Br />${UPS_OTHER}`, [UPS, UPS_OTHER]],
    ['a comma before everything', `,${UPS},${UPS_OTHER}`, [UPS, UPS_OTHER]],
    ['groups that end with letters', '12ABCD 345', ['12ABCD345']],
    ['groups that begin with letters', 'ABCD12 345', ['ABCD12345']],
    ['repeated and trailing separators', `;${UPS},, ${UPS_OTHER}<BR>\n`, [UPS, UPS_OTHER]],
    ['a space between long pieces', `${UPS} ${USPS}`, [UPS, USPS]],
    ['a tab between long pieces', `${UPS}\t${USPS}`, [UPS, USPS]],
    ['a no-break space between long pieces', `${UPS}\u00A0${USPS}`, [UPS, USPS]],
    ['pieces of exactly 8 characters', 'AB123456 CD123456', ['AB123456', 'CD123456']],
    ['a piece of 7 characters joins all', 'AB12345 CD123456', ['AB12345CD123456']],
    ['a number written in groups', '9400 1112 0620 6406 2607 87', [USPS]],
    ['a routing code before its number', '420 22153 9101026837331000039521', ['420221539101026837331000039521']],
    ['one number in two long groups, as its check digit proves', '1Z5R8939 0357567127', [UPS]],
    ['groups of an unknown carrier', '1234 5678 90 12', ['123456789012']],
    ['lower case', UPS.toLowerCase(), [UPS]],
    ['zero-width characters inside', `\uFEFF1Z5R8939\u200B0357567127\u200E`, [UPS]],
    ['every character AfterShip accepts', 'ab-12.34_56/7', ['AB-12.34_56/7']],
    ['4 characters', 'A123', ['A123']],
    ['100 characters', 'A'.repeat(99) + '1', ['A'.repeat(99) + '1']],
    ['nothing', '', []],
    ['only blanks and separators', ' \t,;\r\n<BR>\u200B', []],
  ])('%s', (_case, field, expected) => {
    const reading = readPackages([line(field)]);

    expect(reading.packages.map(({ number }) => number)).toEqual(expected);
    expect(reading.unclear).toEqual([]);
  });

  it('reads all five lists in order and keeps a repeated number once, with the first list', () => {
    const { packages } = readPackages([
      line(FEDEX, 'packagefedex'),
      line(UPS, 'packageups'),
      line(` ${UPS.toLowerCase()} `, 'package'),
      line(USPS, 'packageusps'),
      line(`${UPS_OTHER},${USPS}`, 'shipmentpackage'),
    ]);

    expect(packages).toEqual([
      { number: FEDEX, list: 'packagefedex' },
      { number: UPS, list: 'packageups' },
      { number: USPS, list: 'packageusps' },
      { number: UPS_OTHER, list: 'shipmentpackage' },
    ]);
  });
});

describe('what is no number', () => {
  it.each([
    ['9.40551E+21', 'shortened_by_spreadsheet'],
    ['9,40551E+21', 'shortened_by_spreadsheet'],
    ['9.40551E21', 'shortened_by_spreadsheet'],
    ['9,40551e21', 'shortened_by_spreadsheet'],
    ['9E+21', 'shortened_by_spreadsheet'],
    ['9.40551 E+21', 'shortened_by_spreadsheet'],
    ['9400111206206400000000', 'shortened_by_spreadsheet'],
    ['N/A', 'placeholder'],
    ['n.a.', 'placeholder'],
    ['none', 'placeholder'],
    ['TBD', 'placeholder'],
    ['tba', 'placeholder'],
    ['Pending', 'placeholder'],
    ['Will Call', 'placeholder'],
    ['PICKUP', 'placeholder'],
    ['Customer Pickup', 'placeholder'],
    ['HAND DELIVERED', 'placeholder'],
    ['0000000000', 'placeholder'],
    ['-', 'placeholder'],
    ['1Z#5R89390357567127', 'not_accepted_characters'],
    ['="9400111206206406260787"', 'not_accepted_characters'],
    ['12345６78', 'not_accepted_characters'],
    // Upper case would turn it into an accepted letter: the long s, the dotless i, the sharp s.
    ['ſ1234567', 'not_accepted_characters'],
    ['ı1234567', 'not_accepted_characters'],
    ['ß1234567', 'not_accepted_characters'],
    ['😀😀😀😀', 'not_accepted_characters'],
    ['A12', 'too_short'],
    ['7'.repeat(101), 'too_long'],
    ['see notes', 'no_digits'],
    [`UPS ${UPS}`, 'mixed_text'],
    [`FEDEX ${FEDEX}`, 'mixed_text'],
    [`${FEDEX} 2`, 'mixed_text'],
    [`${UPS} ref 77`, 'mixed_text'],
    [`${UPS}/${UPS_OTHER}`, 'mixed_text'],
    [`${UPS}/77`, 'mixed_text'],
    ['pallet 123456', 'mixed_text'],
    ['DHL 12345', 'mixed_text'],
  ])('%s is unclear: %s', (field, reason) => {
    const reading = readPackages([line(field, 'packageups', 2)]);

    expect(reading.packages).toEqual([]);
    expect(reading.unclear.map((unclear) => unclear.reason)).toEqual([reason]);
  });

  it.each([
    'TBA000000000000',
    '1E10A7B',
    '9E21AB',
    '12.50E9X',
    'JVGL0999999990',
    'LX17635036',
    'PRO123456',
    '0001234567',
    // Zeros as a spreadsheet fills them in, and the check digit of USPS all the same.
    '10000000000000900000',
  ])('%s is a number, though it looks a little like none', (number) => {
    expect(numbersOf(number)).toEqual([number]);
    expect(unclearOf(number)).toEqual([]);
  });

  it('is named with line, list, text and what to do', () => {
    const [unclear] = readPackages([line('9.40551E+21', 'packageups', 2)]).unclear;

    expect(unclear).toEqual({
      raw: '9.40551E+21',
      key: expect.stringMatching(/^UNCLEAR-[0-9A-F]{8}-[0-9A-F]{8}$/),
      list: 'packageups',
      line: 2,
      reason: 'shortened_by_spreadsheet',
      params: { line: 3, list: 'UPS packages', typed: '9.40551E+21' },
    });
    const { reason = 'no_digits', params = {} } = unclear ?? {};
    expect(messageOf({ reason, params, answerCode: null })).toMatch(
      /^Line 3 of the UPS packages: .*"9\.40551E\+21".*digits are lost\. Type the full/,
    );
  });

  it('does not hide good numbers of the same field', () => {
    const field = `${UPS}, 9,40551E+21, 9,40552E21,${UPS_OTHER}; N/A <BR> 12`;

    expect(numbersOf(field)).toEqual([UPS, UPS_OTHER]);
    expect(unclearOf(field).map(({ raw, reason }) => [raw, reason])).toEqual([
      ['9,40551E+21', 'shortened_by_spreadsheet'],
      ['9,40552E21', 'shortened_by_spreadsheet'],
      ['N/A', 'placeholder'],
      ['12', 'too_short'],
    ]);
  });

  it('is one text with its decimal comma, whatever stands behind it', () => {
    expect(unclearOf('9,4E+9,A1234').map(({ raw }) => raw)).toEqual(['9,4E+9']);
    expect(unclearOf('9,4E+9 A1234').map(({ raw }) => raw)).toEqual(['9,4E+9 A1234']);
  });

  it('has no decimal comma before what is no exponent', () => {
    expect(numbersOf('7,12E5X')).toEqual(['12E5X']);
    expect(unclearOf('7,ABC1E+21').map(({ raw }) => raw)).toEqual(['7', 'ABC1E+21']);
  });

  it('is named with the first line that has it', () => {
    expect(unclearOf(UPS, 'N/A', 'N/A').map(({ line: index }) => index)).toEqual([1]);
  });

  it('has a key that the ledger takes, however long the text is, and two of their own for two long texts', () => {
    const keys = unclearOf('7'.repeat(300), '7'.repeat(301)).map(({ key }) => key);

    expect(new Set(keys).size).toBe(2);
    for (const key of keys) expect(key.length).toBeLessThanOrEqual(100);
  });

  it('keeps a comma between a number and a shortened one a separator', () => {
    expect(numbersOf('123456789,40551E+21')).toEqual(['123456789']);
    expect(unclearOf('123456789,40551E+21').map(({ raw }) => raw)).toEqual(['40551E+21']);
  });

  it('is listed once for the same text, and apart for texts that only differ in characters a key cannot hold', () => {
    expect(unclearOf('see notes', 'SEE  NOTES')).toHaveLength(1);

    const keys = unclearOf('12#4', '12!4', '124').map(({ key }) => key);

    expect(new Set(keys).size).toBe(3);
  });

  it('has its text cut to 100 characters without half a character', () => {
    const [unclear] = unclearOf(`${'x'.repeat(99)}😀`);

    expect(unclear?.raw).toBe(`${'x'.repeat(99)}\uFFFD`);
  });

  it('stays unclear when its key is typed into a package', () => {
    const [unclear] = unclearOf('12#45');

    expect(numbersOf(unclear?.key ?? '')).toEqual([]);
    expect(unclearOf(unclear?.key ?? '')).toHaveLength(1);
  });
});

describe('for any input', () => {
  const list = fc.constantFrom(...PACKAGE_LISTS);
  const nastyText = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .array(
        fc.constantFrom(
          '1Z',
          UPS,
          FEDEX,
          'A1',
          '9',
          ',',
          ';',
          ' ',
          '<BR>',
          '\r\n',
          '\t',
          '#',
          'E+21',
          '.',
          '\u200B',
          '/',
        ),
        { maxLength: 12 },
      )
      .map((parts) => parts.join('')),
  );
  const anyLines = fc.array(fc.record({ list, line: fc.nat(50), trackingNumber: nastyText }), { maxLength: 6 });
  const digitsAndLetters = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  // The X keeps it clear of carriers' checksums and of spreadsheets' exponents.
  const goodNumber = fc
    .string({ unit: fc.constantFrom(...digitsAndLetters), minLength: 6, maxLength: 40 })
    .map((text) => `X7${text}`);

  it('never throws, and gives only what AfterShip and the ledger take', () => {
    fc.assert(
      fc.property(anyLines, (lines) => {
        const { packages, unclear } = readPackages(lines);

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

  it('gives the same packages when its packages are read again', () => {
    fc.assert(
      fc.property(anyLines, (lines) => {
        const { packages } = readPackages(lines);
        const again = readPackages(packages.map(({ number, list: of }, index) => line(number, of, index)));

        expect(again).toEqual({ packages, unclear: [] });
      }),
    );
  });

  it('loses no character of a field', () => {
    fc.assert(
      fc.property(nastyText, (field) => {
        const { packages, unclear } = readPackages([line(field)]);
        const kept = [...packages.map(({ number }) => number), ...unclear.map(({ raw }) => raw.replace(/\s/g, ''))];
        const separators = /[\s,;\u0085\u00AD\u200B-\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]|<br\s*\/?>/gi;
        const comparable = (text: string) =>
          text
            .replace(separators, '')
            .replace(/[\p{Cc}\p{Cs}]/gu, '\uFFFD')
            .toUpperCase();

        let left = comparable(field);
        for (const piece of kept.map(comparable).sort((a, b) => b.length - a.length)) left = left.replaceAll(piece, '');

        fc.pre(field.length <= 100);
        expect(left).toBe('');
      }),
    );
  });

  it('finds every number in the order typed, whatever separates them and in whatever case', () => {
    const separator = fc.constantFrom(',', ';', '\n', '\r\n', '<BR>', '<br/>', ' ', '\t', ' , ', ' \u00A0');
    fc.assert(
      fc.property(fc.array(fc.tuple(goodNumber, separator, fc.boolean()), { minLength: 1 }), (typed) => {
        const field = typed
          .map(([number, after, isLower]) => `${isLower ? number.toLowerCase() : number}${after}`)
          .join('');

        expect(numbersOf(field)).toEqual([...new Set(typed.map(([number]) => number))]);
        expect(unclearOf(field)).toEqual([]);
      }),
    );
  });
});

it('has nothing of what was typed in the key, which is logged and outlives an erasure', () => {
  for (const typed of ['jane@example.com', 'Jane Doe', '+1 500 555 0006', 'left with Jane, room 12']) {
    const keys = unclearOf(typed).map(({ key }) => key);

    expect(keys.length).toBeGreaterThan(0);
    for (const key of keys) expect(key).toMatch(/^UNCLEAR-[0-9A-F]{8}-[0-9A-F]{8}$/);
  }
});
