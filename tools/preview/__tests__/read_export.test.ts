import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';

import { encode } from 'iconv-lite';

import { NO_FIELDS_READ } from '../../../src/TypeScript/aftership/core/fields/values';
import { packagesOf } from '../../../src/TypeScript/aftership/core/netsuite/packages';
import { collectBytes, collectFile, type Collected, type Options } from './collect';

const HEADER = 'Internal ID,Date,Tracking Numbers,Created From,Status';

function read(text: string, options: Options = {}): Collected {
  return collectBytes(Buffer.from(text, 'utf8'), options);
}

/** Rows below the usual header. */
function readRowsOf(...lines: readonly string[]): Collected {
  return read([HEADER, ...lines].join('\n'));
}

function idsOf(reading: Collected): readonly number[] {
  return reading.fulfillments.map(({ fulfillment }) => fulfillment.id);
}

function numbersOf(reading: Collected): readonly (readonly string[])[] {
  return reading.fulfillments.map(({ fulfillment }) => fulfillment.packageLines.map((line) => line.trackingNumber));
}

function problemsOf(reading: Collected): readonly (readonly [number, string | null, string])[] {
  return reading.problems.map(({ line, column, severity }) => [line, column, severity]);
}

describe('a row', () => {
  test('becomes a fulfillment with everything the export says', () => {
    const reading = read(
      [
        'Internal ID,Document Number,Type,Status,Date,Actual Ship Date,Tracking Numbers,Ship Via,Ship Via Internal ID,' +
          'Created From,Order Internal ID,Order Date,Email,Name,Customer Internal ID,Customer Email,' +
          'Customer Phone,Customer Language,Shipping Addressee,Shipping City,Shipping Zip,Shipping Country Code,Location,Origin Country',
        '70102,IF3102,Item Fulfillment,Item Fulfillment : Shipped,11/16/2026,11/17/2026 3:20 pm,' +
          '1Z879E930346834440<BR>K1506235620,UPS 2nd Day Air,92,Sales Order #SO4102,60102,11/13/2026,' +
          '"a@example.com; b@example.com",C1002 Sample Books,1002,c@example.com,+1 212 555 0100,en_US,' +
          'Sample Books,New York,10001,US,Reno,CA',
      ].join('\n'),
    );

    expect(reading).toEqual({
      problems: [],
      question: null,
      notes: [],
      rowsRead: 1,
      columns: expect.any(Set) as unknown,
      fulfillments: [
        {
          line: 2,
          fulfillment: {
            id: 70102,
            number: 'IF3102',
            status: 'shipped',
            date: '2026-11-16',
            shippedOn: '2026-11-17',
            lastModified: null,
            packageLines: [
              { list: 'package', line: 0, trackingNumber: '1Z879E930346834440', description: null },
              { list: 'package', line: 1, trackingNumber: 'K1506235620', description: null },
            ],
            order: {
              kind: 'salesorder',
              id: 60102,
              number: 'SO4102',
              date: '2026-11-13',
              emails: ['a@example.com', 'b@example.com'],
              url: null,
            },
            customer: {
              id: 1002,
              name: 'C1002 Sample Books',
              email: 'c@example.com',
              phone: '+1 212 555 0100',
              language: 'en_US',
              withoutContact: false,
              isOptedOut: false,
            },
            subsidiaryId: null,
            locations: [{ id: '', name: 'Reno' }],
            isOptedOut: false,
            shipMethod: { id: '92', name: 'UPS 2nd Day Air' },
            destination: {
              addressee: 'Sample Books',
              attention: null,
              city: 'New York',
              state: null,
              postalCode: '10001',
              country: 'US',
              phone: null,
            },
            origin: {
              addressee: null,
              attention: null,
              city: null,
              state: null,
              postalCode: null,
              country: 'CA',
              phone: null,
            },
            fieldReading: NO_FIELDS_READ,
          },
        },
      ],
    });
  });

  test('without a tracking number is a fulfillment without packages', () => {
    expect(numbersOf(readRowsOf('1,2026-01-05,,Sales Order #1,Shipped'))).toEqual([[]]);
  });

  test.each([
    ['Item Fulfillment : Shipped', 'shipped'],
    ['Item Fulfillment:Packed', 'packed'],
    ['picked', 'picked'],
    ['ItemShip:B', 'packed'],
    ['C', 'shipped'],
    ['', 'shipped'],
  ])('with the status “%s” is kept as %s', (text, status) => {
    const reading = readRowsOf(`1,2026-01-05,1Z,Sales Order #1,${text}`);

    expect(reading.fulfillments.map(({ fulfillment }) => fulfillment.status)).toEqual([status]);
  });

  test('with a status that is none is left out', () => {
    const reading = readRowsOf('1,2026-01-05,1Z,Sales Order #1,Versandt', '2,2026-01-05,1Z,Sales Order #1,Shipped');

    expect(idsOf(reading)).toEqual([2]);
    expect(problemsOf(reading)).toEqual([[2, 'Status', 'error']]);
  });

  test.each([
    ['Sales Order #SO123', 'salesorder', 'SO123'],
    ['sales order SO123', 'salesorder', 'SO123'],
    ['Transfer Order #TO-7', 'transferorder', 'TO-7'],
    ['Intercompany Transfer Order #9', 'transferorder', '9'],
    ['Vendor Return Authorization #VR1', 'vendorreturn', 'VR1'],
    ['Purchase Order #PO5', 'dropship', 'PO5'],
    ['Auftrag #SO123', 'unknown', 'SO123'],
    ['SO123', 'unknown', 'SO123'],
    ['', 'unknown', null],
  ])('created from “%s” has an order of kind %s', (text, kind, number) => {
    const [first] = readRowsOf(`1,2026-01-05,1Z,${text},Shipped`).fulfillments;

    expect([first?.fulfillment.order.kind, first?.fulfillment.order.number]).toEqual([kind, number]);
  });

  test('takes the kind of the order from its record type, whatever its name is called', () => {
    const reading = read(`${HEADER},Order Type\n1,2026-01-05,1Z,Auftrag #SO123,Shipped,salesorder`);

    expect(reading.fulfillments[0]?.fulfillment.order).toMatchObject({ kind: 'salesorder', number: 'SO123' });
    expect(reading.notes).toEqual([]);
  });

  test('with an order of unknown type is counted in one note', () => {
    const reading = readRowsOf('1,2026-01-05,1Z,Auftrag #1,C', '2,2026-01-05,1Z,Auftrag #2,C');

    expect(reading.notes).toEqual([expect.stringMatching(/^2 rows .*“Auftrag”; first on line 2/)]);
  });

  test('of a transfer order or a vendor return has no customer', () => {
    const reading = read(
      `${HEADER},Name\n1,2026-01-05,1Z,Transfer Order #1,C,X\n2,2026-01-05,1Z,Vendor Return Authorization #1,C,Y\n3,2026-01-05,1Z,Sales Order #1,C,Z`,
    );

    expect(reading.fulfillments.map(({ fulfillment }) => fulfillment.customer?.name)).toEqual([
      undefined,
      undefined,
      'Z',
    ]);
  });

  test.each([
    [',2026-01-05,1Z,Sales Order #1,Shipped', 'Internal ID', 'no internal id'],
    ['12.5,2026-01-05,1Z,Sales Order #1,Shipped', 'Internal ID', '“12.5”'],
    ['IF12,2026-01-05,1Z,Sales Order #1,Shipped', 'Internal ID', '“IF12”'],
    ['99999999999999999999,2026-01-05,1Z,Sales Order #1,Shipped', 'Internal ID', 'whole number'],
    ['7,,1Z,Sales Order #1,Shipped', 'Date', 'Fulfillment 7 has no date'],
    ['7,1/5/26,1Z,Sales Order #1,Shipped', 'Date', 'two digits'],
    ['7,2026-02-30,1Z,Sales Order #1,Shipped', 'Date', 'not a day of the calendar'],
  ])('%s is an error and the rest goes on', (row, column, message) => {
    const reading = readRowsOf(row, '8,2026-01-05,1Z,Sales Order #1,Shipped');

    expect(idsOf(reading)).toEqual([8]);
    expect(reading.problems).toEqual([
      { line: 2, column, severity: 'error', message: expect.stringContaining(message) },
    ]);
    expect(reading.rowsRead).toBe(2);
  });

  test('of another transaction type is left out', () => {
    const reading = read(
      `${HEADER},Type\n1,2026-01-05,1Z,,C,Sales Order\n2,2026-01-05,1Z,Sales Order #1,C,Item Fulfillment`,
    );

    expect(idsOf(reading)).toEqual([2]);
    expect(reading.problems).toEqual([
      { line: 2, column: 'Type', severity: 'error', message: expect.stringContaining('Type = Item Fulfillment') },
    ]);
  });

  test('goes on without an optional date that cannot be read', () => {
    const reading = read(`${HEADER},Actual Ship Date\n1,2026-01-05,1Z,Sales Order #1,C,soon`);

    expect(reading.fulfillments[0]?.fulfillment.shippedOn).toBeNull();
    expect(problemsOf(reading)).toEqual([[2, 'Actual Ship Date', 'warning']]);
  });

  test.each([
    ['1,2026-01-05,1Z,Sales Order #1', '4 cells; the header has 5'],
    ['1,2026-01-05,1Z,2Z,Sales Order #1,Shipped', '6 cells; the header has 5'],
  ])('with too many or too few cells is left out: %s', (row, message) => {
    const reading = readRowsOf(row, '2,2026-01-05,1Z,Sales Order #1,Shipped');

    expect(idsOf(reading)).toEqual([2]);
    expect(reading.problems).toEqual([
      { line: 2, column: null, severity: 'error', message: expect.stringContaining(message) },
    ]);
  });

  test('may end in empty cells that the header does not have', () => {
    expect(idsOf(readRowsOf('1,2026-01-05,1Z,Sales Order #1,Shipped,,'))).toEqual([1]);
  });

  test('that is empty counts for nothing', () => {
    const reading = readRowsOf('', '1,2026-01-05,1Z,Sales Order #1,Shipped', ',,,,', '   ', '');

    expect([idsOf(reading), reading.rowsRead, reading.problems]).toEqual([[1], 1, []]);
    expect(reading.fulfillments[0]?.line).toBe(3);
  });

  test('with the total of a search is skipped with a note', () => {
    const reading = readRowsOf('1,2026-01-05,1Z,Sales Order #1,Shipped', 'Overall Total,,,,');

    expect([idsOf(reading), reading.rowsRead, reading.problems]).toEqual([[1], 1, []]);
    expect(reading.notes).toEqual(['1 row with totals skipped.']);
  });
});

describe('several rows of one fulfillment', () => {
  test('are one fulfillment with the packages of all of them', () => {
    const reading = readRowsOf(
      '1,2026-01-05,A1<BR>A2,Sales Order #1,Shipped',
      '2,2026-01-05,B1,Sales Order #2,Shipped',
      '1,2026-01-05,A3,Sales Order #1,Shipped',
      '1,2026-01-05,A1<BR>A2,Sales Order #1,Shipped',
    );

    expect(reading.fulfillments.map(({ line, fulfillment }) => [line, fulfillment.packageLines])).toEqual([
      [
        2,
        [
          { list: 'package', line: 0, trackingNumber: 'A1', description: null },
          { list: 'package', line: 1, trackingNumber: 'A2', description: null },
          { list: 'package', line: 2, trackingNumber: 'A3', description: null },
        ],
      ],
      [3, [{ list: 'package', line: 0, trackingNumber: 'B1', description: null }]],
    ]);
    expect([reading.problems, reading.rowsRead]).toEqual([[], 4]);
  });

  test('are one also where many others stand between them', () => {
    const others = Array.from({ length: 2500 }, (_, index) => `${index + 2},2026-01-05,B1,Sales Order #2,Shipped`);
    const reading = readRowsOf(
      '1,2026-01-05,A1,,Shipped',
      ...others,
      '1,2026-01-06,A2,Sales Order #1,Shipped',
      ...others,
    );

    expect(idsOf(reading)).toEqual([1, ...others.map((_, index) => index + 2)]);
    expect(numbersOf(reading)[0]).toEqual(['A1', 'A2']);
    expect(reading.fulfillments[0]?.fulfillment.order.number).toBe('1');
    expect(problemsOf(reading)).toEqual([[2503, 'Date', 'warning']]);
  });

  test('fill what the first row leaves empty', () => {
    const reading = readRowsOf('1,2026-01-05,A1,,Shipped', '1,2026-01-05,A1,Sales Order #1,Shipped');

    expect(reading.fulfillments[0]?.fulfillment.order.kind).toBe('salesorder');
  });

  test.each([
    ['one location', ['Reno,US,Reno', 'Reno,US,Reno'], ['Reno'], 'Reno'],
    ['one location beside rows that have none', [',,', 'Reno,US,Reno'], ['Reno'], 'Reno'],
    [
      'several locations, which are no origin',
      ['Reno,US,Reno', 'Graz,AT,Graz', 'Reno,US,Reno'],
      ['Reno', 'Graz'],
      null,
    ],
    ['several locations of one address', ['Reno 1,US,Reno', 'Reno 2,US,Reno'], ['Reno 1', 'Reno 2'], null],
    ['several addresses', [',US,Reno', ',AT,Graz'], [], null],
    ['no location', [',,', ',,'], [], null],
  ])('are the item lines of one fulfillment, from %s', (_what, places, names, city) => {
    const head = 'Internal ID,Date,Tracking Numbers,Created From,Location,Origin Country,Origin City';
    const reading = read([head, ...places.map((place) => `1,2026-01-05,A1,Sales Order #1,${place}`)].join('\n'));

    const [found] = reading.fulfillments;
    expect(found?.fulfillment.locations).toEqual(names.map((name) => ({ id: '', name })));
    expect(found?.fulfillment.origin?.city ?? null).toBe(city);
    expect(reading.problems).toEqual([]);
    const isTold = reading.notes.some((note) => note.includes('Leave Main Line out of the search’s criteria'));
    expect(isTold).toBe(names.length === 0);
  });

  test('that contradict each other keep the first value and say so', () => {
    const reading = readRowsOf('1,2026-01-05,A1,Sales Order #1,Shipped', '1,2026-01-06,A1,Sales Order #1,Packed');

    expect(reading.fulfillments[0]?.fulfillment).toMatchObject({ date: '2026-01-05', status: 'shipped' });
    expect(reading.problems).toEqual([
      {
        line: 3,
        column: 'Date',
        severity: 'warning',
        message: expect.stringMatching(/“2026-01-06” instead of “2026-01-05”.*fulfillment 1.*line 2/),
      },
      { line: 3, column: 'Status', severity: 'warning', message: expect.stringContaining('Packed') },
    ]);
  });

  test('never quote an e-mail address in a message', () => {
    const reading = read(
      `${HEADER},Email\n1,2026-01-05,A1,Sales Order #1,C,one@example.com\n1,2026-01-05,A1,Sales Order #1,C,two@example.com`,
    );

    expect(problemsOf(reading)).toEqual([[3, 'Order Email', 'warning']]);
    expect(JSON.stringify(reading.problems)).not.toContain('example.com');
  });
});

describe('a tracking number that a spreadsheet spoiled', () => {
  test.each([
    ['9.40551E+21', ['9.40551E+21']],
    ['"9,40551E+21, B1"', ['9,40551E+21, B1']],
    ['A1<BR>9.40551E+21', ['A1', '9.40551E+21']],
    ['9400111206206400000000', ['9400111206206400000000']],
  ])('stays as it is in %s: the reading of numbers tells what is lost', (cell, numbers) => {
    const reading = readRowsOf(`1,2026-01-05,${cell},Sales Order #1,C`, '1,2026-01-05,B1,Sales Order #1,C');

    expect([numbersOf(reading), reading.problems]).toEqual([[[...numbers, 'B1']], []]);
    const asked = reading.fulfillments.flatMap(({ fulfillment }) => packagesOf(fulfillment, { lines: [] }).unclear);
    expect(asked.map(({ reason }) => reason)).toEqual(['digits_lost']);
  });

  test.each(['1E12', 'RB123456785GB', '5682 8361 0012 000', '123456E21'])('is not suspected in %s', (cell) => {
    const reading = readRowsOf(`1,2026-01-05,${cell},Sales Order #1,C`);

    expect([numbersOf(reading), reading.problems]).toEqual([[[cell]], []]);
    const asked = reading.fulfillments.flatMap(({ fulfillment }) => packagesOf(fulfillment, { lines: [] }).unclear);
    expect(asked.filter(({ reason }) => reason === 'digits_lost')).toEqual([]);
  });

  test('loses its ="…" wrapping and its apostrophe, with a note', () => {
    const reading = readRowsOf(
      '1,2026-01-05,="0073938000549297",Sales Order #1,Shipped',
      `2,2026-01-05,"=""0123""",Sales Order #2,Shipped`,
      "'3,2026-01-05,'0456,Sales Order #3,Shipped",
    );

    expect(idsOf(reading)).toEqual([1, 2, 3]);
    expect(numbersOf(reading)).toEqual([['0073938000549297'], ['0123'], ['0456']]);
    expect([reading.notes, reading.problems]).toEqual([[expect.stringMatching(/^4 cells/)], []]);
  });

  test('keeps the apostrophe of a name', () => {
    const reading = read(`${HEADER},Name\n1,2026-01-05,1Z,Sales Order #1,C,'t Hoekje`);

    expect(reading.fulfillments[0]?.fulfillment.customer?.name).toBe("'t Hoekje");
  });

  test('is looked for where NetSuite cuts long lists off', () => {
    const reading = readRowsOf(`1,2026-01-05,${'1Z5R89390357567127<BR>'.repeat(190)},Sales Order #1,C`);

    expect(problemsOf(reading)).toEqual([[2, 'Tracking Numbers', 'warning']]);
  });
});

describe('dates', () => {
  test('are read in the order that one row proves', () => {
    const reading = readRowsOf('1,4/5/2026,1Z,Sales Order #1,C', '2,13/5/2026,1Z,Sales Order #2,C');

    expect(reading.fulfillments.map(({ fulfillment }) => fulfillment.date)).toEqual(['2026-05-04', '2026-05-13']);
    expect(reading.question).toBeNull();
  });

  test('are read in the order that another column proves', () => {
    const reading = read(`${HEADER},Order Date\n1,4/5/2026,1Z,Sales Order #1,C,3/31/2026`);

    expect(reading.fulfillments[0]?.fulfillment).toMatchObject({ date: '2026-04-05', order: { date: '2026-03-31' } });
  });

  test('raise a question when nothing proves it, and no fulfillment is given', () => {
    const reading = readRowsOf('1,5/5/2026,1Z,Sales Order #1,C', '2,4/5/2026,1Z,Sales Order #2,C');

    expect(reading.fulfillments).toEqual([]);
    expect(reading.question).toEqual({
      line: 3,
      column: 'Date',
      example: '4/5/2026',
      readings: [
        { order: 'DMY', date: '2026-05-04' },
        { order: 'MDY', date: '2026-04-05' },
      ],
    });
    expect([reading.problems, reading.rowsRead]).toEqual([[], 2]);
  });

  test('are read as asked for', () => {
    const text = `${HEADER}\n1,4/5/2026,1Z,Sales Order #1,C`;

    expect(read(text, { dateOrder: 'DMY' }).fulfillments[0]?.fulfillment.date).toBe('2026-05-04');
    expect(read(text, { dateOrder: 'MDY' }).fulfillments[0]?.fulfillment.date).toBe('2026-04-05');
  });

  test('that contradict each other stop the reading', () => {
    const reading = readRowsOf('1,4/13/2026,1Z,Sales Order #1,C', '2,13/4/2026,1Z,Sales Order #2,C');

    expect([idsOf(reading), problemsOf(reading)]).toEqual([[], [[3, 'Date', 'error']]]);
  });

  test('that contradict what was asked for stop the reading', () => {
    const reading = read(`${HEADER}\n1,4/5/2026,1Z,Sales Order #1,C\n2,4/13/2026,1Z,Sales Order #2,C`, {
      dateOrder: 'DMY',
    });

    expect([idsOf(reading), problemsOf(reading)]).toEqual([[], [[3, 'Date', 'error']]]);
  });
});

describe('the header', () => {
  test('that lacks columns is one error that names them and what there is', () => {
    const reading = read('Name,Date,Amount\nX,2026-01-05,5');

    expect(reading.fulfillments).toEqual([]);
    expect(reading.problems).toEqual([
      {
        line: 1,
        column: null,
        severity: 'error',
        message: expect.stringMatching(
          /lacks “Internal ID” \(internalid\), “Tracking Numbers” \(trackingnumbers\) and .*It has “Name”, “Date”, “Amount”/,
        ),
      },
    ]);
  });

  test('may be in any order and case, with columns that are not used', () => {
    const reading = read(
      'memo;STATUS;created from;trackingnumbers;TranDate;internalID\nx;C;Sales Order #1;1Z;2026-01-05;1',
    );

    expect(numbersOf(reading)).toEqual([['1Z']]);
    expect(reading.notes).toEqual(['Columns not used: “memo”.']);
  });

  test('with two columns for a required one is refused, because the wrong one could be taken', () => {
    const reading = read(`${HEADER},Tracking Number\n1,2026-01-05,1Z,Sales Order #1,C,2Z`);

    expect([idsOf(reading), problemsOf(reading)]).toEqual([[], [[1, 'Tracking Numbers', 'error']]]);
  });

  test('with two columns for an optional one uses the first and says so', () => {
    const reading = read(`${HEADER},Name,Customer\n1,2026-01-05,1Z,Sales Order #1,C,A,B`);

    expect(reading.fulfillments[0]?.fulfillment.customer?.name).toBe('A');
    expect(reading.notes).toEqual([expect.stringMatching(/“Name” is used, “Customer”.*is not/)]);
  });

  test('without a status takes every row as shipped, with a note', () => {
    const reading = read('Internal ID,Date,Tracking Numbers,Created From\n1,2026-01-05,1Z,Sales Order #1');

    expect(reading.fulfillments[0]?.fulfillment.status).toBe('shipped');
    expect(reading.notes).toEqual([expect.stringContaining('taken as Shipped')]);
  });

  test.each(['', '\r\n', HEADER.slice(0, 0) + '  \n\n'])('of an empty file %j is missed', (text) => {
    expect(read(text).problems).toEqual([
      { line: 1, column: null, severity: 'error', message: expect.stringContaining('empty') },
    ]);
  });

  test.each([HEADER, `${HEADER}\r\n`, `${HEADER}\n\n\n`])('alone is an error: %j', (text) => {
    expect(read(text).problems).toEqual([
      { line: 1, column: null, severity: 'error', message: expect.stringContaining('no row below it') },
    ]);
  });

  test('may follow empty lines and a line for Excel', () => {
    const reading = read(`\n"sep=,"\n${HEADER}\n1,2026-01-05,1Z,Sales Order #1,C`);

    expect(reading.fulfillments[0]?.line).toBe(4);
  });

  test('whose quotation mark is never closed is refused', () => {
    expect(problemsOf(read('"Internal ID,Date\n1,2026-01-05'))).toEqual([[1, null, 'error']]);
  });
});

describe('bytes', () => {
  const text = `${HEADER},Name\n1,2026-01-05,1Z,Sales Order #1,Shipped,Möbel & Café`;
  const withBom = (encoding: string) => encode(text, encoding, { addBOM: true });

  test.each([
    ['UTF-8', Buffer.from(text), []],
    ['UTF-8 with a mark', withBom('utf-8'), []],
    ['UTF-16 little endian', withBom('utf-16le'), [expect.stringContaining('utf-16le')]],
    ['UTF-16 big endian', withBom('utf-16be'), [expect.stringContaining('utf-16be')]],
    ['Windows-1252', encode(text, 'windows-1252'), [expect.stringContaining('Windows-1252')]],
  ])('in %s are read', (_name, bytes, notes) => {
    const reading = collectBytes(bytes);

    expect(reading.fulfillments[0]?.fulfillment.customer?.name).toBe('Möbel & Café');
    expect(reading.notes).toEqual(notes);
    for (const length of [1, 3]) expect(collectBytes(bytes, {}, length)).toEqual(reading);
  });

  test('of characters that stand in two blocks are read', () => {
    const emoji = text.replace('Möbel & Café', '📦📦');

    for (const encoding of ['utf-8', 'utf-16le', 'utf-16be']) {
      const reading = collectBytes(encode(emoji, encoding, { addBOM: true }), {}, 3);
      expect(reading.fulfillments[0]?.fulfillment.customer?.name).toBe('📦📦');
    }
  });

  test('are read in the encoding asked for', () => {
    const japanese = text.replace('Möbel & Café', '見本商店');
    const reading = collectBytes(encode(japanese, 'shift_jis'), { encoding: 'shift_jis' });

    expect(reading.fulfillments[0]?.fulfillment.customer?.name).toBe('見本商店');
  });

  test.each([
    ['utf-8', 'not valid UTF-8'],
    ['klingon', 'not an encoding'],
  ])('are refused in the encoding %s', (encoding, message) => {
    expect(collectBytes(encode(text, 'windows-1252'), { encoding }).problems).toEqual([
      { line: 1, column: null, severity: 'error', message: expect.stringContaining(message) },
    ]);
  });

  test('of Excel’s “Unicode text” (UTF-16 with tabs) are read', () => {
    const reading = collectBytes(
      encode(text.replaceAll(',', '\t').replaceAll('\n', '\r\n'), 'utf-16le', { addBOM: true }),
      {},
    );

    expect([idsOf(reading), reading.problems]).toEqual([[1], []]);
  });

  test.each([
    ['an Excel workbook', Buffer.from('PK\u0003\u0004rest'), '.xlsx'],
    ['an old Excel workbook', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), '.xls'],
    ['NetSuite’s Excel export', Buffer.from('<?xml version="1.0"?>\n<Workbook>'), 'Microsoft Excel'],
    ['a web page', Buffer.from('\n<!DOCTYPE html><html>'), 'web page'],
    ['a PDF', Buffer.from('%PDF-1.7'), 'PDF'],
    ['text with NUL bytes', Buffer.from(`${HEADER}\n1,\u0000`), 'NUL byte on line 2'],
    ['binary data that is not UTF-8', Buffer.from([0xff, 0x80, 0x00, 0x0a]), 'NUL byte on line 1'],
  ])('of %s are refused, saying how to export', (_name, bytes, what) => {
    const reading = collectBytes(bytes);

    expect(reading.fulfillments).toEqual([]);
    expect(reading.problems).toEqual([
      { line: 1, column: null, severity: 'error', message: expect.stringMatching(new RegExp(`${what}.*Export - CSV`)) },
    ]);
    expect(collectBytes(bytes, {}, 1)).toEqual(reading);
  });
});

describe('lines', () => {
  const rows = [
    HEADER,
    '1,2026-01-05,1Z,Sales Order #1,C',
    '',
    '2,2026-01-05,"2Z\n3Z\n\n4Z",Sales Order #2,C',
    'x,2026-01-05,1Z,Sales Order #3,C',
  ];

  test.each([
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ])('are counted as an editor counts them with %s and quoted line breaks', (_name, lineBreak) => {
    const reading = read(rows.join('\n').replaceAll('\n', lineBreak));

    expect(reading.fulfillments.map(({ line }) => line)).toEqual([2, 4]);
    expect(numbersOf(reading)[1]).toEqual([`2Z\n3Z\n\n4Z`.replaceAll('\n', lineBreak)]);
    expect(problemsOf(reading)).toEqual([[8, 'Internal ID', 'error']]);
  });

  test('are counted over everything that is read at a time', () => {
    const count = 3000;
    const rows = Array.from(
      { length: count },
      (_, index) => `${index + 1},2026-01-05,1Z,Sales Order #1,C,"${'x'.repeat(1500)}\r\n\r\nx"`,
    );
    const reading = collectBytes(Buffer.from([`${HEADER},Memo`, ...rows].join('\r\n')), {}, 10_001);

    expect([reading.rowsRead, reading.problems]).toEqual([count, []]);
    expect(reading.fulfillments.every(({ line, fulfillment }) => line === 3 * fulfillment.id - 1)).toBe(true);
  });

  test('may end in several ways in one file', () => {
    const reading = read(`${HEADER}\r\n1,2026-01-05,1Z,,C\n2,2026-01-05,1Z,,C\r\n3,2026-01-05,1Z,,C`);

    expect(reading.fulfillments.map(({ line }) => line)).toEqual([2, 3, 4]);
  });

  test.each([
    ['comma', ','],
    ['semicolon', ';'],
    ['tab', '\t'],
  ])('are split at a %s', (_name, delimiter) => {
    expect(numbersOf(read(rows.slice(0, 2).join('\n').replaceAll(',', delimiter)))).toEqual([['1Z']]);
  });
});

describe('quotation marks that do not match', () => {
  const good = (id: number) => `${id},2026-01-05,${id}Z,Sales Order #${id},C`;

  test.each([
    ['open to the end of the file', '5,2026-01-05,"5Z,Sales Order #5,C', good(6)],
    ['closed by a later row’s mark', '5,2026-01-05,"5Z,Sales Order #5,C', '6,2026-01-05,"6Z",Sales Order #6,C'],
  ])('lose only their own row when %s', (_name, broken, next) => {
    const reading = readRowsOf(good(4), broken, next, good(7));

    expect(idsOf(reading)).toEqual([4, 6, 7]);
    expect(reading.fulfillments.map(({ line }) => line)).toEqual([2, 4, 5]);
    expect(reading.problems).toEqual([
      { line: 3, column: null, severity: 'error', message: expect.stringContaining('never closed') },
    ]);
  });

  test('are reported for each row', () => {
    const broken = (id: number) => `${id},2026-01-05,"${id}Z,Sales Order #${id},C`;
    const reading = readRowsOf(broken(1), good(2), broken(3), broken(4), good(5));

    expect(idsOf(reading)).toEqual([2, 5]);
    expect(reading.problems.map(({ line }) => line)).toEqual([2, 4, 5]);
  });

  test('stop the reading when there is no end of them', () => {
    const reading = readRowsOf(...Array.from({ length: 300 }, (_, index) => `${index + 1},2026-01-05,"Z,,C`));

    expect(reading.problems).toHaveLength(100);
    expect(reading.problems.at(-1)?.message).toContain('reading stopped');
  });

  test('lose only their own row in a file that is larger than what is read at a time', () => {
    const long = (id: number) => `${good(id)},${'x'.repeat(50_000)}`;
    const ids = Array.from({ length: 200 }, (_, index) => index + 10);
    const [before, after] = [ids.slice(0, 150), ids.slice(150)];
    const broken = '5,2026-01-05,"5Z,Sales Order #5,C,x';
    const text = [`${HEADER},Memo`, broken, ...before.map(long), broken, ...after.map(long)].join('\r\n');
    const reading = collectBytes(Buffer.from(text), {}, 1_000_000);

    expect(idsOf(reading)).toEqual(ids);
    expect(reading.fulfillments.at(-1)?.line).toBe(203);
    expect(reading.problems.map(({ line, message }) => [line, message.split(':')[0]])).toEqual([
      [2, 'A row that begins on this line does not end within 4 MB'],
      [153, expect.stringMatching('is never closed')],
    ]);
  });

  test('inside a cell are part of it', () => {
    const reading = read(
      `${HEADER},Name\n1,2026-01-05,1Z,Sales Order #1,C,5" pipe\n2,2026-01-05,2Z,Sales Order #2,C,"""The ""Shop""\nLtd"""`,
    );

    expect(reading.fulfillments.map(({ fulfillment }) => fulfillment.customer?.name)).toEqual([
      '5" pipe',
      '"The "Shop"\nLtd"',
    ]);
    expect(reading.problems).toEqual([]);
  });
});

describe('a path', () => {
  const folder = mkdtempSync(join(tmpdir(), 'preview-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('is read', () => {
    const path = join(folder, 'export.csv');
    writeFileSync(path, `${HEADER}\n1,2026-01-05,1Z,Sales Order #1,C`);

    expect(idsOf(collectFile(path))).toEqual([1]);
  });

  test.each([
    ['that is not there', join(folder, 'missing.csv'), 'There is no file'],
    ['of a folder', folder, 'is a folder'],
    ['of a device', devNull, 'is no file on a disk'],
  ])('%s is a clear error', (_name, path, message) => {
    expect(collectFile(path).problems).toEqual([
      { line: 1, column: null, severity: 'error', message: expect.stringContaining(message) },
    ]);
  });
});
