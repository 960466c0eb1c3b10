import fc from 'fast-check';

import { readNumbers } from '../../../src/TypeScript/aftership/core/numbers/read_numbers';

// Numbers that prove themselves, see test_numbers.ts.
const PROVED = [
  '1Z410E7W0392751591',
  '1Z8V92A70367203024',
  '9405803699300124287899',
  '92748931507708513018050063',
  'RB123456785GB',
  'TBM502887274000',
  'C11031500001879',
  'YT2229521272164446',
  'SP029692510000920746',
  '00340433836442636597',
  'LX17635036',
];

const NOISE = [
  '(2 boxes)',
  '1 of 2',
  '12 lbs',
  '45kg',
  '11/16/2026',
  '16.11.2026',
  'Nov 16',
  '$12.50',
  '12,50 €',
  '555-123-4567',
  'SO12345',
  'PO 778899',
  'Order #100234',
  'see notes',
  'hand delivered',
  'signature required',
  'UPS',
  'FedEx Ground',
  'TBD',
  'will call',
  'thanks',
];

const nasty = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc
    .array(
      fc.constantFrom(...PROVED, '1Z', '9', 'A1', ',', ';', ' ', '<BR>', '\n', '\t', '#', ':', 'E+21', '.', '/', '-'),
      { maxLength: 14 },
    )
    .map((parts) => parts.join('')),
);

function read(text: string) {
  return readNumbers(text, { ownNumbers: [] });
}

function numbersOf(text: string): readonly string[] {
  return read(text).numbers.map(({ number }) => number);
}

describe('for any text', () => {
  it('reading never throws, and gives each number once, as AfterShip takes it', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const numbers = numbersOf(text);

        for (const number of numbers) expect(number).toMatch(/^[0-9A-Z][0-9A-Z.\-_]{3,39}$/);
        expect(new Set(numbers).size).toBe(numbers.length);
      }),
    );
  });

  it('a number that was read proves itself again when it is read alone', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        for (const { number, form } of read(text).numbers) {
          if (form !== null && form.check !== null && form.bits >= 7) expect(numbersOf(number)).toEqual([number]);
        }
      }),
    );
  });

  it('nothing is read out of a text in which no word holds four digits, or more in groups', () => {
    const harmless = fc.stringMatching(/^[a-z]{1,8}(?: [a-z]{1,8}){0,6}(?: \d{1,2})?$/);
    fc.assert(
      fc.property(harmless, (text) => {
        expect(numbersOf(text)).toEqual([]);
      }),
    );
  });

  it('every digit of five and more in a row is in a number, its parameters, a question or what is ignored', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const { numbers, asks, ignored } = read(text);
        const seen = [
          ...numbers.flatMap(({ typed, parameters }) => [typed, ...parameters]),
          ...asks.map((ask) => ask.text),
          ...ignored.map((one) => one.text),
        ];
        const all = seen.join(' ').replace(/[^0-9]/g, '');

        for (const [row] of text.matchAll(/[0-9]{5,}/g)) expect(all).toContain(row.slice(0, 5));
      }),
    );
  });
});

describe('numbers that prove themselves', () => {
  const separator = fc.constantFrom(', ', ',', ';', '\n', '<br>', ' / ', '/', ' | ', ' & ', ' and ', '\t', ' ', '  ');

  it('come back in their order, whatever separates them and in whatever case', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.constantFrom(...PROVED), { minLength: 1, maxLength: 6 }),
        separator,
        fc.boolean(),
        (numbers, between, isLower) => {
          const text = numbers.join(between);

          expect(numbersOf(isLower ? text.toLowerCase() : text)).toEqual(numbers);
        },
      ),
    );
  });

  it('come back out of what stands around them', () => {
    const noise = fc.array(fc.constantFrom(...NOISE), { maxLength: 3 });
    fc.assert(
      fc.property(fc.constantFrom(...PROVED), noise, noise, (number, before, behind) => {
        const text = [...before, number, ...behind].join(' - ');

        expect(numbersOf(text).filter((other) => other !== number)).toEqual([]);
        expect([...numbersOf(text), ...read(text).asks.map((ask) => ask.text)].join(' ')).toContain(number);
      }),
    );
  });

  it('are read through invisible characters', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...PROVED),
        fc.nat(10),
        fc.constantFrom('\u200B', '\u00AD', '\uFEFF'),
        (number, at, mark) => {
          expect(numbersOf(`${number.slice(0, at)}${mark}${number.slice(at)}`)).toEqual([number]);
        },
      ),
    );
  });
});

describe('a long text', () => {
  const texts = [
    '1 ',
    '11 ',
    '1Z410E7W0392751591, ',
    '9865 7878 8855 ',
    '123,456,',
    'a-',
    'A1B2C3',
    '1Z',
    'IO1L',
    'a#1:',
    '<a href=',
    '+1 ',
    'https://a.b/1234567?',
    'void 1Z410E7W0392751591 ',
  ];

  // An expression that backtracks would take hours; the limit leaves room for a machine with much else to do.
  it.each(texts)(
    'of %j is read to its end',
    (part) => {
      const text = part.repeat(Math.ceil(9_900 / part.length)).slice(0, 9_900);

      const { numbers, asks, ignored } = read(text);

      expect(numbers.length + asks.length + ignored.length).toBeGreaterThan(0);
    },
    120_000,
  );

  it('of a hundred thousand characters is one question', () => {
    expect(read('1Z410E7W0392751591 '.repeat(5_500)).asks.map(({ why }) => why)).toEqual(['too_much_text']);
  });
});
