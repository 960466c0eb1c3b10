import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { findRoot } from '../../shared/project';
import { exportOf, HEADER, preview, row, SAMPLE } from './run';

const SAMPLE_TEXT = readFileSync(SAMPLE);

/** Lines of figures as `[25, 'rows in the file']`. */
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
      '24 fulfillments read',
      '2 not shipped yet',
      '1 shipped without a',
      '24 packages on shipped',
      '21 trackings would be',
      '1 package would share',
      '1 bringing that tracking',
      '2 packages left out',
      '0 packages need attention',
      '1 error in the',
      '0 warnings',
      '1 transfer orders',
      '1 vendor returns',
    ]);
    expect(printed).toContain('Carrier named in 16 (');
    expect(printed).toContain('left to AfterShip’s detection in 5.');
    expect(printed).toMatch(/error {2}line 26, Tracking Numbers: “9\.40011E\+21”/);
    expect(requests.map(({ method }) => method).filter((method) => method === 'POST')).toHaveLength(21);
    expect(requests.filter(({ method }) => method === 'PUT')).toHaveLength(1);
  });

  test('is written in full: every request, the page, and what is left out or wrong', async () => {
    const { written, requests } = await preview(SAMPLE_TEXT, 'today=2026-11-23 account=7654321');

    expect(Object.keys(written).sort()).toEqual(['problems.csv', 'report.html', 'requests.jsonl']);
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
        order_date: '2026-11-13T00:00:00+00:00',
        tracking_ship_date: '2026-11-16',
        destination_country_region: 'USA',
        shipping_method: 'UPS Ground',
        shipment_direction: 'forward',
        shipment_tags: ['NetSuite'],
      },
    });
    expect(written['problems.csv']?.split('\r\n').map((line) => line.split(',').slice(0, 2).join())).toEqual([
      '\uFEFF"Line","Kind"',
      '"26","error"',
      '"19","left out"',
      '"20","left out"',
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
      files: { 'map.txt': '\uFEFFYodel = yodel\nYunExpress\n' },
    });

    expect(printed).toContain('left to AfterShip’s detection in 4.');
    expect(requests.find(({ body }) => body['tracking_number'] === 'JJD0002257639032011')?.body['slug']).toBe('yodel');
    expect(printed).toMatch(/warning {2}Line 2 of the carrier mapping has no "="/);
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
    // The connection takes no greater age.
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

    expect(printed).not.toContain('NOTE');
    expect(figuresIn(printed)).toContainEqual([14, 'shipped before the start date 2026-11-19']);
  });
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
    // Contacts where nobody expects them.
    row({ id: '2', numbers: 'ask ada.lovelace@example.com', name: 'Grace Hopper', phone: '(500) 555-0007' }),
    row({ id: '3', numbers: 'Grace Hopper', name: 'Grace Hopper' }),
    row({ id: '4', numbers: 'call +1 500 555 0008' }),
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
    expect(written['problems.csv']).toContain('ask ada.lovelace@example.com');
    expect(written['report.html']).toContain('Ada Lovelace');
  });

  test('are not sent at all without the switches', async () => {
    const { requests } = await preview(PEOPLE, 'today=2026-11-23 contacts');

    // An empty list names nobody: it takes away whom another fulfillment with the number may have named.
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
        row({ id: '8', numbers: '12' }),
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
      2, 3, 4, 5, 6, 7, 12,
    ]);
    expect(figuresIn(printed)).toEqual(
      expect.arrayContaining([
        [7, 'errors in the file: what they name is left out'],
        [3, 'packages need attention'],
        [1, 'a word instead of a number'],
        [1, 'too short for a tracking number'],
        [1, 'the order is not known'],
      ]),
    );
    expect(written['problems.csv']?.match(/"needs attention"/g)).toHaveLength(3);
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
    ['an unknown argument', SAMPLE_TEXT, 'everything', 2, /“everything” is no argument[^]*Arguments, in any order/],
    ['a wrong value', SAMPLE_TEXT, 'age=many', 2, /1 to 110/],
  ])('ends %s with a sentence and its exit code', async (_what, text, typed, exitCode, message) => {
    const ran = await preview(text, typed);

    expect([ran.exitCode, ran.written]).toEqual([exitCode, {}]);
    expect(ran.printed).toMatch(message);
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
    row({ id: '2', number: '=HYPERLINK("http://example.com")', numbers: '<svg/onload=alert(1)>' }),
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
    expect(written['problems.csv']).toContain(`"'=HYPERLINK(""http://example.com"")"`);
  });
});

describe('many rows', () => {
  const ROWS = 20_000;
  const SECONDS = 40;

  test.each<readonly [string, (index: number) => string, number]>([
    ['with a number each', (index) => `PARCEL${String(index).padStart(8, '0')}`, ROWS],
    ['with one number in all of them', () => 'PARCEL00000000', 1],
    ['with the same word instead of a number', () => 'TBD', 0],
  ])(
    '%s take time in proportion',
    async (_what, numberOf, created) => {
      const rows = Array.from({ length: ROWS }, (_, index) => row({ id: String(index + 1), numbers: numberOf(index) }));
      const text = exportOf(...rows, row({ id: String(ROWS + 1), status: 'Packed' }));
      const started = process.hrtime.bigint();

      const { exitCode, requests, printed, written } = await preview(text, 'today=2026-11-23');

      const seconds = Number(process.hrtime.bigint() - started) / 1e9;
      expect(exitCode).toBe(0);
      expect(requests.filter(({ method }) => method === 'POST')).toHaveLength(created);
      expect(written['report.html']?.match(/<td class="figure">\d+<\/td><td><span class="whole">IF1</g)).toHaveLength(
        2000,
      );
      expect(written['report.html']).toContain('The first 2,000 of 20,000.');
      expect(printed).toMatch(/Took [\d.]+ s and at most \d+ MB of memory\.$/);
      expect(seconds).toBeLessThan(SECONDS);
    },
    4 * SECONDS * 1000,
  );
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
