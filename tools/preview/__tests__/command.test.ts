import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import * as planning from '../../../src/TypeScript/aftership/core/plan/plan';
import { parse } from 'csv-parse/sync';

import { findRoot } from '../../shared/project';
import { exportOf, HEADER, preview, row, SAMPLE } from './run';

const SAMPLE_TEXT = readFileSync(SAMPLE);

/** Parses lines of figures, such as `[25, 'rows in the file']`. */
function figuresIn(printed: string): readonly (readonly [number, string])[] {
  return printed.split('\n').flatMap((line) => {
    const found = /^\s+([\d,]+) {2}(\S.*)$/.exec(line);
    return found ? [[Number((found[1] ?? '').replaceAll(',', '')), found[2] ?? ''] as const] : [];
  });
}

describe('the sample', () => {
  test('says first that nothing is sent, then what would be', async () => {
    const { exitCode, printed, requests } = await preview(SAMPLE_TEXT, 'today=2026-11-23');

    expect(exitCode).toBe(0);
    expect(printed.split('\n')[0]).toMatch(/nothing is sent.*neither a NetSuite account nor AfterShip is contacted/);
    expect(figuresIn(printed).map(([count, text]) => `${count} ${text.split(/[ :]/).slice(0, 3).join(' ')}`)).toEqual([
      '25 rows in the',
      '25 fulfillments read',
      '2 not shipped yet',
      '1 shipped without a',
      '24 packages on shipped',
      '21 trackings would be',
      '1 package would share',
      '1 bringing that tracking',
      '2 packages left out',
      '1 package needs attention',
      '2 texts are certainly',
      '0 errors in the',
      '0 warnings',
      '1 transfer orders',
      '1 vendor returns',
      '1 a number that',
      '1 words',
      '1 a word that',
    ]);
    expect(printed).toContain('Carrier named in 19 (');
    expect(printed).toContain('left to AfterShip’s detection in 2.');
    expect(printed).toMatch(/line 26, IF3124: .*"9\.40011E\+21", of which a spreadsheet kept only the first digits/);
    expect(requests.map(({ method }) => method).filter((method) => method === 'POST')).toHaveLength(21);
    expect(requests.filter(({ method }) => method === 'PUT')).toHaveLength(1);
  });

  test('is written in full: every request, the page, and what is left out or wrong', async () => {
    const { written, requests } = await preview(SAMPLE_TEXT, 'today=2026-11-23 account=7654321');

    expect(Object.keys(written).sort()).toEqual(['packages.csv', 'problems.csv', 'report.html', 'requests.jsonl']);
    expect(requests[0]).toEqual({
      method: 'POST',
      path: '/tracking/2026-07/trackings',
      body: {
        id: expect.stringMatching(/^ns-7654321-[0-9a-f]{24}$/),
        tracking_number: '1Z5R89390357567127',
        slug: 'ups',
        title: 'SO4101',
        order_id: '7654321-60101',
        order_number: 'SO4101',
        order_date: '2026-11-13T00:00:00+14:00',
        tracking_ship_date: '2026-11-16',
        destination_country_region: 'USA',
        shipping_method: 'UPS Ground',
        shipment_direction: 'forward',
        shipment_tags: ['NetSuite'],
      },
    });
    expect(written['problems.csv']?.split('\r\n').map((line) => line.split(',').slice(0, 2).join())).toEqual([
      '\uFEFF"Line","Kind"',
      '"19","left out"',
      '"20","left out"',
      '"26","needs attention"',
      '',
    ]);
    expect(written['report.html']).toContain('>YT2229521272164446</code>');
  });

  test('sends transfer orders when asked', async () => {
    const { printed } = await preview(SAMPLE_TEXT, 'today=2026-11-23 transfers');

    expect(figuresIn(printed)).toContainEqual([22, 'trackings would be created: that many of the monthly quota']);
  });

  test('asks AfterShip’s detection less often with a carrier mapping, whose mistakes it names', async () => {
    const { printed, requests } = await preview(SAMPLE_TEXT, 'today=2026-11-23 carriers=map.txt', {
      files: { 'map.txt': '\uFEFFAmazon Logistics = amazon\nYunExpress\n' },
    });

    expect(printed).toContain('left to AfterShip’s detection in 0.');
    expect(requests.find(({ body }) => body['tracking_number'] === 'TBA000000000000')?.body['slug']).toBe('amazon');
    expect(printed).toMatch(/warning {2}Line 2 of the carrier mapping: "YunExpress" has no "="/);
  });

  test('reads what a field mapping asks for from columns of that name, and names what the file does not have', async () => {
    const header =
      'Internal ID,Date,Tracking Numbers,Created From,custbody_3pl,order.custbody_day,line.custcol_gift,PKG';
    const rows = [
      `1,2026-11-20,,Sales Order #SO1,="1Z5R89390357567127",11/30/2026,Box,x`,
      `1,2026-11-20,,Sales Order #SO1,,11/30/2026,Card,x`,
      `2,2026-11-20,1Z879E930346834440,Sales Order #SO2,n/a,,,x`,
    ];
    const mapping = [
      'tracking_number = custbody_3pl',
      'order_promised_delivery_date = order.custbody_day',
      'custom_fields.gift = line.custcol_gift',
      'note = order.memo, package.packagedescr',
      'colour = "red"',
      '[subsidiary 7]',
      'title = "Beta"',
    ];

    const { printed, requests, written } = await preview([header, ...rows].join('\n'), 'fields=map.txt month-first', {
      files: { 'map.txt': mapping.join('\n') },
    });

    expect(requests.map(({ body }) => [body['tracking_number'], body['custom_fields'], body['title']])).toEqual([
      ['1Z5R89390357567127', { gift: 'Box, Card' }, 'SO1'],
      ['1Z879E930346834440', undefined, 'SO2'],
    ]);
    expect(requests[0]?.body['order_promised_delivery_date']).toMatchObject({ promised_delivery_date: '2026-11-30' });
    expect(printed).toContain('with your field mapping');
    expect(printed).toMatch(/Line 5 of the field mapping: "colour" is no field/);
    expect(printed).toMatch(/reads what the file has no column for: order\.memo, package\.packagedescr\./);
    expect(printed).toMatch(/Sections of the field mapping for subsidiaries do not count here/);
    expect(printed).toContain('Columns not used: “PKG”.');
    expect(written['report.html']).toContain('1Z5R89390357567127');
  });

  test.each([
    ['Internal ID,Date,Tracking Numbers,Created From,Location', 'Main : Reno', 'Beta', 'count here by name only'],
    ['Internal ID,Date,Tracking Numbers,Created From,Location', 'Graz', undefined, 'count here by name only'],
    ['Internal ID,Date,Tracking Numbers,Created From,Location', 'Graz;Reno', 'Beta', 'count here by name only'],
    ['Internal ID,Date,Tracking Numbers,Created From,Place', 'Reno', undefined, 'give the search the column Location'],
  ])('lets sections for locations count by name: %s, %s', async (header, place, brand, note) => {
    const rows = place.split(';').map((each) => `1,2026-11-20,1Z5R89390357567127,Sales Order #SO1,${each}`);

    const { printed, requests } = await preview([header, ...rows].join('\n'), 'fields=map.txt', {
      files: { 'map.txt': '[location Reno]\ncustom_fields.brand = "Beta"' },
    });

    expect(requests.map(({ body }) => body['custom_fields'])).toEqual([brand === undefined ? undefined : { brand }]);
    expect(printed).toContain(note);
  });

  test('tells what a spreadsheet may have done to the file itself', async () => {
    const { printed, written } = await preview(SAMPLE_TEXT, 'today=2026-11-23');

    expect(printed).toMatch(
      /NOTE {2}In 1 number a spreadsheet has kept only the first digits, on line 26\..*export it/,
    );
    expect(written['report.html']).toMatch(/class="notice wait">In 1 number a spreadsheet/);
  });

  test('shows prominently how to see what is too old', async () => {
    const { exitCode, printed, requests, written } = await preview(SAMPLE_TEXT, 'today=2027-01-10');

    expect([exitCode, requests]).toEqual([0, []]);
    expect(printed.split('\n')[4]).toMatch(
      /^NOTE {2}Everything .* more than 14 days before 2027-01-10.*newest is of 2026-11-20.*add today=2026-11-20 or age=55\.$/,
    );
    expect(written['report.html']).toMatch(/class="notice wait">Everything/);
    expect(figuresIn(printed)).toContainEqual([22, 'shipped more than 14 days ago']);
  });

  test('names what only the age holds back', async () => {
    const { printed } = await preview(SAMPLE_TEXT, 'today=2026-11-23 age=4');

    expect(printed).toMatch(
      /NOTE {2}14 packages are left out only because .* more than 4 days.*add today=2026-11-20 or age=7\./,
    );
    expect(figuresIn(printed)).toContainEqual([14, 'shipped more than 4 days ago']);
  });

  test.each([
    ['2026-10-01', 'today=2026-11-20 age=50 or age=53', 2],
    // A connection accepts no greater age.
    ['2026-06-01', 'today=2026-11-20 age=110', 1],
  ])('proposes arguments that show what shipped on %s, too', async (oldest, proposed, shown) => {
    const text = exportOf(row({ id: '1' }), row({ id: '2', date: oldest, numbers: 'K1506235620' }));

    const { printed } = await preview(text, 'today=2026-11-23');

    expect(printed).toContain('1 package is left out only because it shipped');
    expect(printed).toContain(`add ${proposed}.`);
    for (const proposal of proposed.split(' or ')) expect((await preview(text, proposal)).requests).toHaveLength(shown);
  });

  test('holds what shipped before the start date', async () => {
    const { printed } = await preview(SAMPLE_TEXT, 'today=2026-11-23 start=2026-11-19');

    expect(printed).not.toContain('left out only because');
    expect(figuresIn(printed)).toContainEqual([14, 'shipped before the start date 2026-11-19']);
  });
});

/** Rows of packages.csv without its header. */
function packagesIn(written: Readonly<Record<string, string>>): readonly (readonly string[])[] {
  const text = (written['packages.csv'] ?? '').replace('\uFEFF', '');
  return (parse(text) as readonly string[][]).slice(1);
}

describe('how the numbers were read', () => {
  const FIELDS = [
    'UPS 1Z5R89390357567127, left at the door',
    'https://www.ups.com/track?tracknum=1Z879E930346834440',
    '0414 4176 0228 964',
    'fedex#986578788855',
    'TBD',
    'SO1',
    '9.40551E+21',
    'C11031500001879<BR>to follow',
  ];
  const TEXT = exportOf(
    ...FIELDS.map((numbers, index) => row({ id: String(index + 1), number: `IF${index + 1}`, numbers, via: 'Any' })),
    row({ id: '9', number: 'IF9', status: 'Packed', numbers: 'K1506235620', via: 'Any' }),
    row({ id: '10', number: 'IF10', date: '2026-01-05', numbers: '320595463938', via: 'Purolator' }),
  );

  test('is in packages.csv: a line for each package, and for each text that is none', async () => {
    const { written } = await preview(TEXT, 'today=2026-11-23');

    expect(
      packagesIn(written).map(([line, , , typed, number, how, , , result]) => [line, typed, number, how, result]),
    ).toEqual([
      ['2', '1Z5R89390357567127', '1Z5R89390357567127', 'as typed', 'would be created'],
      ['2', 'UPS', '', 'no number: words', 'no number'],
      ['2', 'left at the door', '', 'no number: words', 'no number'],
      ['3', '1Z879E930346834440', '1Z879E930346834440', 'taken out of a link', 'would be created'],
      ['4', '0414 4176 0228 964', "'041441760228964", 'its groups joined', 'would be created'],
      ['5', "'986578788855", "'986578788855", 'taken out of AfterShip’s notation', 'would be created'],
      ['6', 'TBD', '', 'no number: a word that stands for a number to come, or for none', 'no number'],
      ['7', 'SO1', '', expect.stringContaining('the number of this fulfillment, its order'), 'no number'],
      ['8', '9.40551E+21', '', 'a person is asked: a number that a spreadsheet shortened', 'needs attention'],
      ['9', 'C11031500001879', 'C11031500001879', 'as typed', 'would be created'],
      ['9', 'to follow', '', 'no number: a word that stands for a number to come, or for none', 'no number'],
      ['10', 'K1506235620', 'K1506235620', 'as typed', 'not shipped yet'],
      ['11', "'320595463938", "'320595463938", 'as typed', 'not sent (rule)'],
    ]);
  });

  test('says which evidence chose the carrier, and what happens', async () => {
    const { written } = await preview(TEXT, 'today=2026-11-23');
    const [, fulfillment, order, , , , carrier, why, , message] =
      packagesIn(written).find(([line]) => line === '11') ?? [];

    expect([fulfillment, order, carrier]).toEqual(['IF10', 'SO1', 'purolator']);
    expect(why).toBe('The ship method "Purolator" and the form of the number name purolator.');
    expect(message).toMatch(/^Not sent: it shipped on 2026-01-05/);
    expect(
      packagesIn(written)
        .find(([line]) => line === '5')
        ?.slice(6, 8),
    ).toEqual(['fedex', 'The slug "fedex" beside the number and the form of the number name fedex.']);
  });

  test('is summed up: what was read out of other text, and what is certainly no number', async () => {
    const { printed, written } = await preview(TEXT, 'today=2026-11-23');
    const summary =
      '3 numbers were read out of other text (e.g. line 2, IF1: 1Z5R89390357567127 out of “UPS 1Z5R89390357567127, left at the door”).';

    expect(printed).toContain(summary);
    expect(written['report.html']).toContain(`<p>${summary}</p>`);
    expect(figuresIn(printed)).toEqual(
      expect.arrayContaining([
        [5, 'texts are certainly no tracking number: nothing is sent for them'],
        [2, 'words'],
        [2, 'a word that stands for a number to come, or for none'],
        [1, 'the number of this fulfillment, its order or a document like them'],
        [2, 'shipped without a tracking number: nothing is sent before there is one'],
      ]),
    );
    expect(printed).toMatch(
      /Certainly no tracking number: nothing is sent for it\n.*words\n.*e\.g\. line 2, IF1: “UPS”/,
    );
    expect(written['report.html']).toContain('Certainly no tracking number: nothing is sent for it');
  });

  test('stands in the page: what was typed only where it differs, the carrier and why', async () => {
    const { written } = await preview(TEXT, 'today=2026-11-23');
    const rows = (written['report.html'] ?? '').split('<tr>').map((text) => text.replace(/<[^>]*>/g, '|'));

    expect(rows.find((text) => text.includes('|IF3|'))).toMatch(/\|0414 4176 0228 964\|.*\|041441760228964\|/);
    expect(rows.find((text) => text.includes('|IF10|'))?.match(/320595463938/g)).toHaveLength(1);
    expect(rows.find((text) => text.includes('|IF10|'))).toContain('The ship method &quot;Purolator&quot;');
  });

  test('counts for each line of the mapping how often it was followed', async () => {
    const { printed, written } = await preview(SAMPLE_TEXT, 'today=2026-11-23 carriers=map.txt', {
      files: { 'map.txt': '# ours\nFedEx* = fedex\nOnTrac Ground = ups\nNever = dpd\n' },
    });

    expect(printed).toContain(
      [
        'How often each line of the carrier mapping was followed',
        '  line 2 (FedEx*): agreed 4, contradicted 0',
        '  line 3 (OnTrac Ground): agreed 0, contradicted 1',
        '  line 4 (Never): agreed 0, contradicted 0',
      ].join('\n'),
    );
    expect(written['report.html']).toMatch(
      /<td class="figure">3<\/td><td>OnTrac Ground<\/td><td class="figure">0<\/td>/,
    );
    expect(printed).toContain('line 13, IF3111: The carrier is ontrac, although line 3 of the carrier mapping');
    expect((await preview(SAMPLE_TEXT, 'today=2026-11-23')).printed).not.toContain('How often each line');
  });
});

describe('what is silently wrong', () => {
  const TITLE = 'What is silently wrong: nothing fails, and shipments are not tracked as they should be';
  const [HEAD = '', ...ROWS] = exportOf(
    row({ id: '1' }),
    row({ id: '2', numbers: '' }),
    row({ id: '3', numbers: 'TBD 2' }),
    row({ id: '4', numbers: '<BR>' }),
    row({ id: '5', numbers: '', status: 'Picked' }),
    row({ id: '6', via: 'DHL Express' }),
    row({ id: '7', via: '', numbers: 'TBD<BR>1Z5R89390357567127' }),
    row({ id: '8', via: '', numbers: 'IF1, SO1' }),
  ).split('\n');
  const PLACES = ['Reno', 'Reno', 'Reno', 'Reno', 'Graz', 'Graz', 'Graz', ''];
  const LOCATED = [`${HEAD},Location`, ...ROWS.map((text, index) => `${text},${PLACES[index] ?? ''}`)].join('\n');
  const options = { files: { 'map.txt': 'DHL Express = dhl' } };

  test('stands by location and ship method, the worst first, with the line that helps', async () => {
    const { printed, written } = await preview(LOCATED, 'today=2026-11-23 carriers=map.txt', options);

    expect(printed).toContain(
      [
        TITLE,
        '  Shipped  Without a number  Text that is no number  Contradicted by the number',
        '        4                 2                       1                           0  Reno, UPS Ground',
        '        1                 0                       0                           1  Graz, DHL Express; a line for the carrier mapping that helps: DHL Express = detect',
        '        1                 0                       1                           0  no location, no ship method',
        '',
      ].join('\n'),
    );
    const [, table = ''] = (written['report.html'] ?? '').split(`<h2>${TITLE}</h2>`);
    const rows = table.split('</table>')[0]?.split('<tr>') ?? [];
    expect(
      rows
        .map((text) =>
          text
            .replace(/<[^>]*>/g, ' ')
            .replace(/\s+/g, ' ')
            .trim(),
        )
        .slice(-3),
    ).toEqual([
      'Reno UPS Ground 4 2 1 0',
      'Graz DHL Express 1 0 0 1 DHL Express = detect',
      'no location no ship method 1 0 1 0',
    ]);
  });

  test('counts a fulfillment once whose item lines have several locations', async () => {
    const lines = ['Reno', '', 'Graz', 'Reno'].map((place) => `${ROWS[2] ?? ''},${place}`);
    const { printed } = await preview([`${HEAD},Location`, ...lines].join('\n'), 'today=2026-11-23');

    expect(printed).toMatch(/\n +1 +0 +1 +0 {2}Graz, Reno, UPS Ground\n/);
    expect(printed).not.toContain('instead of');
  });

  test('stands by ship method alone where the file has no locations', async () => {
    const { printed, written } = await preview([HEAD, ...ROWS].join('\n'), 'today=2026-11-23');

    expect(printed).toMatch(/\n +4 +2 +1 +0 {2}UPS Ground\n/);
    expect(printed).toMatch(/\n +2 +0 +1 +0 {2}no ship method\n/);
    expect(written['report.html']).not.toContain('no location');
  });

  test('counts a number that the field mapping reads', async () => {
    const text = exportOf(row({ numbers: '' })).split('\n');
    const given = [`${text[0]},custbody_no`, `${text[1]},1Z5R89390357567127`].join('\n');
    const files = { 'fields.txt': 'tracking_number = custbody_no' };

    expect((await preview(given, 'today=2026-11-23')).printed).toContain(TITLE);
    expect((await preview(given, 'today=2026-11-23 fields=fields.txt', { files })).printed).not.toContain(TITLE);
  });

  test('is cut off after the ten worst', async () => {
    const many = Array.from({ length: 12 }, (_, index) =>
      row({ id: `${index + 1}`, numbers: '', via: `Way ${index}` }),
    );
    const { printed, written } = await preview(exportOf(...many, row({ id: '99', numbers: '', via: 'Way 11' })));

    const [, shown = ''] = printed.split(TITLE);
    expect(shown.match(/^.*Way \d+$/gm)).toHaveLength(10);
    expect(shown).toMatch(/Contradicted by the number\n +2 +2 +0 +0 {2}Way 11\n/);
    expect(shown).toContain('\n  … and 2 more\n');
    expect(written['report.html']).toContain('<p>… and 2 more.</p>');
  });

  test('is not there where nothing is', async () => {
    const { printed, written } = await preview(exportOf(row({})));

    expect(printed + (written['report.html'] ?? '')).not.toContain(TITLE);
  });
});

test('says for each carrier how many packages lack what it asks for, and where to put it', async () => {
  const [header = '', ...rows] = exportOf(
    row({ id: '1', number: 'IF1', numbers: 'KX100001', via: 'Two Man' }),
    row({ id: '2', number: 'IF2', numbers: 'KX100002', via: 'Two Man' }),
    row({ id: '3', number: 'IF3', numbers: 'KX100003', via: 'Amazon' }),
    row({ id: '4', number: 'IF4', numbers: 'KX100004:A1', via: 'Amazon' }),
  ).split('\n');
  const files = { 'map.txt': 'Two Man = arrowxl always\nAmazon = amazon-order always\n' };
  const words = 'today=2026-11-23 carriers=map.txt';
  const zips = ['10115', '""', '""', '""'];
  const withZip = [`${header},Shipping Zip`, ...rows.map((line, index) => `${line},${zips[index] ?? ''}`)].join('\n');

  const { printed, written } = await preview(withZip, words, { files });
  const without = await preview([header, ...rows].join('\n'), words, { files });

  expect(printed).toContain(
    [
      'What carriers ask for beside the number: without it AfterShip refuses a package',
      '  arrowxl asks for a postal code: 1 of 2 packages lacks it',
      '          e.g. IF2: Enter the postal code of the fulfillment’s shipping address.',
      '  amazon-order asks for a tracking key: 1 of 2 packages lacks it',
      '          e.g. IF3: Type the tracking key behind the tracking number',
    ].join('\n'),
  );
  expect(written['report.html']).toContain('<td>arrowxl asks for a postal code: 1 of 2 packages lacks it</td>');
  expect(without.printed).toContain(
    [
      '  arrowxl asks for a postal code: whether its 2 packages have it cannot be seen',
      '          The file has no column “Shipping Zip”. Add it to the search.',
    ].join('\n'),
  );
  expect((await preview(SAMPLE_TEXT, 'today=2026-11-23')).printed).not.toContain('What carriers ask for');
});

test('a fulfillment that makes the code fail is reported, and the others go on', async () => {
  const plan = planning.planReconcile;
  jest.spyOn(planning, 'planReconcile').mockImplementation((input) => {
    if (input.fulfillmentId === 1) throw new Error('Broken');
    return plan(input);
  });
  const { printed, requests, written } = await preview(
    exportOf(row({ id: '1' }), row({ id: '2', numbers: 'K1506235620' })),
  );
  jest.restoreAllMocks();

  expect(printed).toMatch(/error {2}line 2: What would happen to it could not be found out: .*please report it/);
  expect(requests.map(({ body }) => body['tracking_number'])).toEqual(['K1506235620']);
  expect(packagesIn(written).map(([line, , , , , , , , result]) => [line, result])).toEqual([
    ['2', 'not known'],
    ['3', 'would be created'],
  ]);
});

test('a number is shared however far apart its rows are, and the newest fulfillment brings it up to date', async () => {
  const others = Array.from({ length: 1200 }, (_, index) =>
    row({ id: String(index + 10), numbers: `PKG${String(index).padStart(8, '0')}` }),
  );
  const ends = { number: 'IF9', numbers: 'K1506235620' };
  const { printed, requests } = await preview(
    exportOf(row({ ...ends, id: '2' }), ...others, row({ ...ends, id: '1' }), row({ ...ends, id: '9999' })),
  );

  expect(figuresIn(printed)).toContainEqual([1201, 'trackings would be created: that many of the monthly quota']);
  expect(figuresIn(printed)).toContainEqual([2, expect.stringContaining('packages would share a tracking')]);
  expect(requests.slice(1201).map(({ method }) => method)).toEqual(['PUT']);
});

describe('contacts', () => {
  const PEOPLE = exportOf(
    row({
      id: '1',
      email: 'ada.lovelace@example.com; second@example.org',
      name: 'C77 Ada Lovelace',
      phone: '+1 500 555 0006',
      addressee: 'Ada Lovelace',
    }),
    // Contacts in fields where they do not belong.
    row({ id: '2', numbers: 'ask ada.lovelace@example.com', name: 'Grace Hopper', phone: '(500) 555-0007' }),
    row({ id: '3', numbers: 'Grace Hopper', name: 'Grace Hopper' }),
    row({ id: '4', numbers: 'call +1 500 555 0008' }),
    row({ id: '9', numbers: 'tel 500-555-0009' }),
    row({ id: '10', numbers: 'LX17635036 tel 500-555-0009' }),
    row({ id: '5', numbers: '1Z879E930346834440', order: 'Sales Order #of grace@example.net', name: 'Grace Hopper' }),
    row({ id: '6', numbers: 'K1506235620', via: 'Pick up by Grace Hopper', name: 'Grace Hopper' }),
    row({ id: '7', date: 'grace@example.net' }),
    row({ id: '8', numbers: 'C11031500001879', name: 'Katherine' }),
    row({ id: '8', status: 'Packed', name: 'Johnson' }),
    'grace@example.net,x',
  );
  const SECRETS = /lovelace|ada|hopper|grace|katherine|johnson|second@|@example|555/i;
  const SWITCHES = 'today=2026-11-23 send-name send-email send-phone';

  test('are in nothing that is printed or written', async () => {
    const { exitCode, printed, written, requests } = await preview(PEOPLE, SWITCHES);

    expect(exitCode).toBe(0);
    for (const text of [printed, ...Object.values(written)]) expect(text).not.toMatch(SECRETS);
    expect(requests[0]?.body['customers']).toEqual([
      { role: 'buyer', name: 'C. A. L.', email: 'a***@e***.com', phone_number: '***06' },
      { role: 'buyer', email: 's***@e***.org' },
    ]);
    expect(printed).toContain('[e-mail]');
    expect(printed).toContain('Add the word contacts');
  });

  test('are shown on request', async () => {
    const { printed, written, requests } = await preview(PEOPLE, `${SWITCHES} contacts`);

    expect(requests[0]?.body['customers']).toEqual([
      { role: 'buyer', name: 'C77 Ada Lovelace', email: 'ada.lovelace@example.com', phone_number: '+15005550006' },
      { role: 'buyer', email: 'second@example.org' },
    ]);
    expect(printed).toContain('keep them private');
    expect(written['packages.csv']).toContain('ask ada.lovelace@example.com');
    expect(written['report.html']).toContain('Ada Lovelace');
  });

  test('are not sent at all without the switches', async () => {
    const { requests } = await preview(PEOPLE, 'today=2026-11-23 contacts');

    // An empty list removes the contacts that another fulfillment with the number may have sent.
    expect(requests.filter(({ body }) => ![undefined, '[]'].includes(JSON.stringify(body['customers'])))).toEqual([]);
  });

  test('of a file without a header are not quoted as its header', async () => {
    const { exitCode, printed } = await preview(
      '1,Grace Hopper,grace@example.net,1Z5R89390357567127\n2,Ada Lovelace,a@example.net,1Z879E930346834440\n',
    );

    expect(exitCode).toBe(1);
    expect(printed).toContain('None of its cells is the name of a column');
    expect(printed).not.toMatch(SECRETS);
  });
});

describe('dates that can be read in two ways', () => {
  const AMBIGUOUS = exportOf(row({ date: '10/11/2026' }), row({ id: '2', date: '11/11/2026' }));

  test('end with the question, both readings and what to type, where nobody can answer', async () => {
    const { exitCode, printed, written } = await preview(AMBIGUOUS, 'age=60');

    expect(exitCode).toBe(2);
    expect(printed).toContain('“10/11/2026” on line 2 (Date) can be read in two ways');
    expect(printed).toContain('10 November 2026 (2026-11-10)');
    expect(printed).toContain('11 October 2026 (2026-10-11)');
    expect(printed).toContain('npm run preview f.csv age=60 day-first');
    expect(printed).toContain('npm run preview f.csv age=60 month-first');
    expect(written).toEqual({});
  });

  test.each([
    ['day-first', '2026-11-10'],
    ['month-first', '2026-10-11'],
  ])('are read %s when the word is there', async (word, day) => {
    const { exitCode, requests } = await preview(AMBIGUOUS, `age=60 ${word}`);

    expect([exitCode, requests[0]?.body['tracking_ship_date']]).toEqual([0, day]);
  });

  test.each([
    [['month-first'], '2026-10-11'],
    [['D'], '2026-11-10'],
    [['?', '', '2'], '2026-10-11'],
  ])('are read as the answer %j says', async (answers, day) => {
    const { exitCode, requests } = await preview(AMBIGUOUS, 'age=60', { answers });

    expect([exitCode, requests[0]?.body['tracking_ship_date']]).toEqual([0, day]);
  });

  test.each([[['what', 'is', 'this', 'day-first']], [[]]])('stay a question after the answers %j', async (answers) => {
    const { exitCode, printed } = await preview(AMBIGUOUS, '', { answers });

    expect(exitCode).toBe(2);
    expect(printed).toContain('npm run preview f.csv day-first');
  });

  test('that contradict each other stop the file', async () => {
    const { exitCode, printed } = await preview(exportOf(row({ date: '13/11/2026' }), row({ date: '11/13/2026' })));

    expect(exitCode).toBe(1);
    expect(printed).toContain('line 3, Date: The dates contradict each other');
  });
});

describe('bad input', () => {
  test('of every kind is named with its line, and the rest goes on', async () => {
    const { exitCode, printed, written, requests } = await preview(
      exportOf(
        row({ id: 'abc' }),
        row({ id: '' }),
        row({ id: '3', date: 'yesterday' }),
        row({ id: '4', status: 'Lost' }),
        row({ id: '5', numbers: '9.40551E+21<BR>1Z879E930346834440' }),
        row({ id: '6', numbers: '9.40551E+21' }),
        row({ id: '7', numbers: 'TBD' }),
        row({ id: '8', numbers: '12345' }),
        row({ id: '9', numbers: 'K1506235620', order: 'Estimate #4' }),
        row({ id: '10', numbers: 'C11031500001879', status: '' }),
        '11,IF11,Shipped',
        row({ id: '12', numbers: '' }),
        row({ id: '13', numbers: '320595463938' }),
      ),
      'today=2026-11-23',
    );

    expect(exitCode).toBe(0);
    expect(requests.map(({ body }) => body['tracking_number'])).toEqual([
      '1Z879E930346834440',
      'C11031500001879',
      '320595463938',
    ]);
    expect([...printed.matchAll(/^ {2}(?:error|warning) {2}line (\d+)/gm)].map((found) => Number(found[1]))).toEqual([
      2, 3, 4, 5, 12,
    ]);
    expect(figuresIn(printed)).toEqual(
      expect.arrayContaining([
        [5, 'errors in the file: what they name is left out'],
        [4, 'packages need attention'],
        [2, 'a number that a spreadsheet shortened'],
        [1, 'too short for a tracking number'],
        [1, 'text is certainly no tracking number: nothing is sent for it'],
        [1, 'the order is not known'],
      ]),
    );
    expect(written['problems.csv']?.match(/"needs attention"/g)).toHaveLength(4);
    expect(printed).toMatch(/NOTE {2}In 2 numbers a spreadsheet .*first on line 6\./);
  });

  test('shows the first 20 problems and says where the others are', async () => {
    const rows = Array.from({ length: 30 }, (_, index) => row({ id: `x${index}` }));
    const { printed, written } = await preview(exportOf(row({}), ...rows));

    expect(printed.match(/^ {2}error/gm)).toHaveLength(20);
    expect(printed).toContain('… and 10 more in build/preview/problems.csv');
    expect(written['report.html']).toContain('… and 10 more in <code>build/preview/problems.csv</code>');
    expect(written['problems.csv']?.match(/"error"/g)).toHaveLength(30);
  });

  test.each([
    ['a missing file', null, '', 1, /There is no file/],
    ['an empty file', '', '', 1, /The file is empty/],
    ['a header alone', HEADER, '', 1, /no row below it/],
    ['only rows that cannot be read', exportOf(row({ id: 'x' })), '', 1, /line 2, Internal ID/],
    ['a mapping that is not there', SAMPLE_TEXT, 'carriers=none.txt', 1, /mapping “none.txt” cannot be read/],
    ['a field mapping that is not there', SAMPLE_TEXT, 'fields=none.txt', 1, /field mapping “none.txt” cannot be read/],
    ['an unknown argument', SAMPLE_TEXT, 'everything', 2, /“everything” is no argument[^]*Arguments, in any order/],
    ['a wrong value', SAMPLE_TEXT, 'age=many', 2, /1 to 110/],
  ])('ends %s with a sentence and its exit code', async (_what, text, typed, exitCode, message) => {
    const ran = await preview(text, typed);

    expect([ran.exitCode, ran.written]).toEqual([exitCode, {}]);
    expect(ran.printed).toMatch(message);
  });

  test('does not leave the results of an earlier preview, which could pass for those of this file', async () => {
    const { exitCode, written } = await preview(exportOf(row({ id: 'x' })), '', {
      files: { 'build/preview/report.html': 'earlier', 'build/preview/requests.jsonl': 'earlier' },
    });

    expect([exitCode, written]).toEqual([1, {}]);
  });

  test('does not read UTF-16 without its mark, unless told', async () => {
    const bytes = Buffer.from(exportOf(row({})), 'utf16le');

    const untold = await preview(bytes);
    const told = await preview(bytes, 'utf-16');

    expect([untold.exitCode, told.exitCode, told.requests.length]).toEqual([1, 0, 1]);
  });
});

describe('hostile values', () => {
  const HOSTILE = exportOf(
    row({
      id: '1',
      number: '"><img src=x onerror=alert(1)>',
      order: "Sales Order #<script>alert('SO')</script>",
      name: '<script>alert("name")</script>',
      via: '</pre><script>',
    }),
    row({ id: '2', number: '=HYPERLINK("http://example.com")', numbers: '<svg/onload=alert(1)>, 12345' }),
    row({ id: '3', number: '\u001b[31mred', numbers: 'TBD' }),
  );

  test('are text in the page', async () => {
    const { written } = await preview(HOSTILE, 'today=2026-11-23 send-name contacts');
    const html = written['report.html'] ?? '';

    expect(html).not.toMatch(/<script|<img|<svg|onerror=alert\(1\)>/i);
    expect(html).toContain('&lt;script&gt;alert(&#39;SO&#39;)&lt;/script&gt;');
    expect(html).toContain('&lt;script&gt;alert(\\&quot;name\\&quot;)&lt;/script&gt;');
    expect(html).toContain("default-src 'none'");
    expect(html).not.toMatch(/<[^>]*(?:src|href)=/);
  });

  test('neither colour the terminal nor become formulas', async () => {
    const { printed, written } = await preview(HOSTILE, 'today=2026-11-23 contacts');

    expect(printed).not.toContain('\u001b');
    for (const name of ['problems.csv', 'packages.csv'] as const)
      expect(written[name]).toContain(`"'=HYPERLINK(""http://example.com"")"`);
  });
});

describe('the program itself', () => {
  const main = join(findRoot(), 'build', 'node', 'tools', 'preview', 'main.js');
  const today = ['today=2026-11-23'];

  function runMain(typed: readonly string[], env: NodeJS.ProcessEnv, folder: string) {
    try {
      const output = execFileSync(process.execPath, [main, ...typed], {
        cwd: folder,
        env: { ...process.env, ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
        encoding: 'utf8',
      });
      return { status: 0, output };
    } catch (error) {
      const { status, stdout } = error as { readonly status: number; readonly stdout: string };
      return { status, output: stdout };
    }
  }

  test('gives the same wherever the machine is, and finds the file from where npm was started', () => {
    const zones = ['Pacific/Kiritimati', 'America/Los_Angeles', 'UTC'];

    const outputs = zones.map((TZ) => {
      const folder = mkdtempSync(join(tmpdir(), 'preview-'));
      try {
        const env = { TZ, INIT_CWD: join(SAMPLE, '..') };
        const { status, output } = runMain(['fulfillments.csv', ...today], env, folder);
        const requests = readFileSync(join(folder, 'build', 'preview', 'requests.jsonl'), 'utf8');
        return { status, requests, output: output.replaceAll(folder, '').replace(/Took .*/, '') };
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    });

    expect(outputs[0]?.status).toBe(0);
    expect(outputs[0]?.requests.split('\n')).toHaveLength(23);
    expect(outputs[1]).toEqual(outputs[0]);
    expect(outputs[2]).toEqual(outputs[0]);
  });

  test('shows its usage without a file, and gives help with exit code 0', () => {
    const withoutFile = runMain([], {}, tmpdir());
    const help = runMain(['help'], {}, tmpdir());

    expect(withoutFile.status).toBe(2);
    expect(withoutFile.output).toContain('npm run preview docs/samples/fulfillments.csv');
    expect(help.status).toBe(0);
  });
});
