import governance from '../../facts/suitescript-governance.json';
import { WireError, type WireRequest, type WireResponse } from '../../wire';
import type { EmulatedAccount } from '../contract';
import { EMULATED_MODULES, stubOf } from '../n/modules';
import { oracleMembers } from '../runtime/oracle_members';
import { accountWith, clerk, empty, emptyAccount, errorName, NOTE, seedOrder, START_MS } from './fixture';

type Api = Record<string, (...given: unknown[]) => unknown> & Record<string, Record<string, string>>;

function withModule<T>(account: EmulatedAccount, module: string, run: (api: Api) => T, as: object = {}): T {
  return account.withModules((require) => run(require(module) as Api), as);
}

describe('members', () => {
  // Oracle publishes no stub of this module; its members are those of the page with the units.
  test('N/crypto/random has no member that Oracle gives no units for', () => {
    const names = withModule(emptyAccount(), 'N/crypto/random', (api) => Object.keys(api));

    for (const name of names) expect(Object.keys(governance.apiUnits['N/crypto/random'])).toContain(`random.${name}`);
  });

  test.each(EMULATED_MODULES.filter((module) => module !== 'N/crypto/random'))(
    '%s has no member that Oracle does not have, and has the enumerations of Oracle',
    (module) => {
      const stub = oracleMembers(stubOf(module));

      const shown = withModule(emptyAccount(), module, (api) =>
        Object.fromEntries(Object.keys(stub?.enumerations ?? {}).map((name) => [name, { ...api[name] }])),
      );
      const names = withModule(emptyAccount(), module, (api) => Object.keys(api));

      expect(names.filter((name) => stub?.names.has(name) !== true)).toEqual([]);
      expect(shown).toEqual(stub?.enumerations);
    },
  );

  test('a member of Oracle that is not emulated is refused by name, and an invented one as well', () => {
    const read = (module: string, name: string) => () =>
      withModule(emptyAccount(), module, (api) => api[name] as unknown);

    expect(read('N/record', 'attach')).toThrow('not emulated: N/record.attach');
    expect(read('N/record', 'upsert')).toThrow('not emulated: N/record.upsert (Oracle lists no such member)');
    expect(read('N/query', 'runSuiteQLPaged')).toThrow('not emulated: N/query.runSuiteQLPaged');
  });

  test('nothing of a record that is not emulated is undefined', () => {
    const account = accountWith(empty);
    const id = account.seed(NOTE, {});

    const read = () =>
      withModule(account, 'N/record', (api) => (api['load']!({ type: NOTE, id }) as Api)['selectLine'] as unknown);

    expect(read).toThrow('not emulated: N/record.Record (customrecord_note).selectLine');
  });

  test('a missing argument is named', () => {
    const account = accountWith(empty);

    withModule(account, 'N/record', (api) => {
      expect(errorName(() => api['load']!({ type: NOTE }))).toBe('SSS_MISSING_REQD_ARGUMENT');
    });
  });
});

function wired(answer: (request: WireRequest) => WireResponse, dials: object = {}) {
  const sent: WireRequest[] = [];
  const send = (request: WireRequest): WireResponse => {
    sent.push(request);
    return answer(request);
  };
  return { account: emptyAccount({ transport: { send }, dials }), sent };
}

const ok = (body = '{}'): WireResponse => ({ status: 200, headers: { 'x-RateLimit-Reset': '17' }, body });

describe('N/https', () => {
  test('sends with lower-case headers, without those that are dropped, and shows every spelling of those that come back', () => {
    const { account, sent } = wired(() => ok());

    const headers = withModule(account, 'N/https', (https) => {
      const response = https['post']!({
        url: 'https://api.example.com/x',
        headers: { 'Content-Type': 'application/json', Host: 'evil', 'content-length': '9' },
        body: '{"a":1}',
      }) as { headers: Record<string, string> };
      return { ...response.headers };
    });

    expect(sent).toEqual([
      {
        method: 'POST',
        url: 'https://api.example.com/x',
        headers: { 'content-type': 'application/json' },
        body: '{"a":1}',
      },
    ]);
    expect(headers).toEqual({ 'x-ratelimit-reset': '17', 'X-Ratelimit-Reset': '17', 'x-RateLimit-Reset': '17' });
    expect(account.executions()[0]).toMatchObject({ units: 10, httpCalls: 1 });
  });

  test.each([200, 404, 500])('gives a response for status %d', (status) => {
    const { account } = wired(() => ({ status, headers: {}, body: 'text' }));

    const code = withModule(account, 'N/https', (https) => {
      return (https['get']!({ url: 'https://example.com/' }) as { code: number }).code;
    });

    expect(code).toBe(status);
  });

  test.each([
    ['empty string', ''],
    ['null', null],
  ] as const)('the body of an answer without content may be %s', (emptyHttpBody, expected) => {
    const { account } = wired(() => ok(''), { emptyHttpBody });

    const body = withModule(account, 'N/https', (https) => {
      return (https['delete']!({ url: 'https://example.com/' }) as { body: unknown }).body;
    });

    expect(body).toBe(expected);
  });

  test('a fault on the wire is an error with its name', () => {
    const { account } = wired(() => {
      throw new WireError('SSS_REQUEST_TIME_EXCEEDED', 'too slow');
    });

    const name = withModule(account, 'N/https', (https) =>
      errorName(() => https['get']!({ url: 'https://example.com/' })),
    );

    expect(name).toBe('SSS_REQUEST_TIME_EXCEEDED');
  });

  test.each(['UNEXPECTED_ERROR', 'SOMETHING_NEW'])('a fault may have a name that no page lists: %s', (fault) => {
    const { account } = wired(() => {
      throw new WireError(fault, 'An unexpected SuiteScript error has occurred');
    });

    const name = withModule(account, 'N/https', (https) =>
      errorName(() => https['get']!({ url: 'https://example.com/' })),
    );

    expect(name).toBe(fault);
  });

  test.each([
    ['none', 50, 'no error'],
    ['10 MB', 10, 'no error'],
    ['10 MB', 50, 'EMULATED_RESPONSE_TOO_LARGE'],
  ] as const)(
    'with a limit of %s a response of %d MB gives %s, after the request was sent',
    (limit, size, expected) => {
      const { account, sent } = wired(() => ok('x'.repeat(size * 1024 * 1024)), { httpResponseLimit: limit });

      const name = withModule(account, 'N/https', (https) =>
        errorName(() => https['get']!({ url: 'https://example.com/' })),
      );

      expect([name, sent.length]).toEqual([expected, 1]);
    },
  );

  test.each([
    ['http://example.com/', 'SSS_INVALID_URL'],
    ['example.com', 'SSS_INVALID_URL'],
    [undefined, 'SSS_MISSING_REQD_ARGUMENT'],
  ])('refuses the address %s', (url, name) => {
    const { account, sent } = wired(() => ok());

    expect(withModule(account, 'N/https', (https) => errorName(() => https['get']!({ url })))).toBe(name);
    expect(sent).toEqual([]);
  });

  test('an object as body goes out form-encoded', () => {
    const { account, sent } = wired(() => ok());

    withModule(account, 'N/https', (https) =>
      https['post']!({ url: 'https://example.com/', body: { a: 1, b: 'x y' } }),
    );

    expect(sent[0]?.body).toBe('a=1&b=x+y');
  });
});

describe('secrets', () => {
  const send = (account: EmulatedAccount, input: string, as: object = {}) =>
    withModule(
      account,
      'N/https',
      (https) => {
        const key = https['createSecureString']!({ input });
        return errorName(() => https['get']!({ url: 'https://api.example.com/', headers: { 'as-api-key': key } }));
      },
      as,
    );

  test('are put in when a request is sent, and never shown to the script', () => {
    const { account, sent } = wired(() => ok());
    account.setSecret('custsecret_key', { value: 's3cret' });

    const shown = withModule(account, 'N/https', (https) => {
      const key = https['createSecureString']!({ input: 'Bearer {custsecret_key}' }) as Api;
      https['get']!({ url: 'https://api.example.com/', headers: { authorization: key } });
      return `${String(key['toString']!())} ${JSON.stringify(key)} ${JSON.stringify(account.executions())}`;
    });

    expect(sent[0]?.headers).toEqual({ authorization: 'Bearer s3cret' });
    expect(shown).not.toContain('s3cret');
  });

  test('an id without braces goes out as it is', () => {
    const { account, sent } = wired(() => ok());
    account.setSecret('custsecret_key', { value: 's3cret' });

    send(account, 'custsecret_key');

    expect(sent[0]?.headers['as-api-key']).toBe('custsecret_key');
  });

  test.each([
    ['that does not exist', null],
    ['for another domain', { value: 'x', allowedDomains: ['example.com'] }],
    ['for another script', { value: 'x', allowedScripts: ['customscript_other'] }],
    ['for other employees', { value: 'x', allowedEmployees: [99] }],
  ])('a secret %s is refused at sending, before anything goes out', (_what, secret) => {
    const { account, sent } = wired(() => ok());
    account.setSecret('custsecret_key', secret);

    expect(send(account, '{custsecret_key}', { user: clerk(account).user })).toBe('EMULATED_SECRET_REFUSED');
    expect(sent).toEqual([]);
  });

  test('the System user may use a secret that is for some employees', () => {
    const { account } = wired(() => ok());
    account.setSecret('custsecret_key', { value: 'x', allowedEmployees: [99] });

    expect(send(account, '{custsecret_key}')).toBe('no error');
  });
});

describe('N/cache', () => {
  test('keeps texts until their time is over', () => {
    const account = emptyAccount();

    const seen = withModule(account, 'N/cache', (cache) => {
      const box = cache['getCache']!({ name: 'box' }) as Api;
      box['put']!({ key: 'k', value: { a: 1 }, ttl: 300 });
      const first = box['get']!({ key: 'k' });
      account.advance(299);
      const second = box['get']!({ key: 'k' });
      account.advance(1);
      return [first, second, box['get']!({ key: 'k' }), box['get']!({ key: 'k', loader: () => ({ b: 2 }) })];
    });

    expect(seen).toEqual(['{"a":1}', '{"a":1}', null, '{"b":2}']);
    expect(account.executions()[0]?.calls.map(({ units }) => units)).toEqual([1, 1, 1, 1, 2]);
  });

  test('refuses to keep for less than five minutes', () => {
    withModule(emptyAccount(), 'N/cache', (cache) => {
      const box = cache['getCache']!({ name: 'box' }) as Api;
      expect(errorName(() => box['put']!({ key: 'k', value: 'v', ttl: 299 }))).toBe('EMULATED_CACHE_TTL_TOO_SHORT');
    });
  });
});

describe('N/format', () => {
  test.each([
    ['M/D/YYYY', '3/9/2026'],
    ['D/M/YYYY', '9/3/2026'],
    ['D.M.YYYY', '9.3.2026'],
    ['YYYY-M-D', '2026-3-9'],
  ] as const)('writes and reads a date as %s', (dateFormat, shown) => {
    withModule(emptyAccount({ dateFormat }), 'N/format', (format) => {
      const value = format['parse']!({ value: shown, type: format['Type']!['DATE'] }) as Date;
      expect([value.getFullYear(), value.getMonth(), value.getDate()]).toEqual([2026, 2, 9]);
      expect(format['format']!({ value, type: format['Type']!['DATE'] })).toBe(shown);
    });
  });

  test('writes and reads a time in the zone of the account, or in another', () => {
    withModule(emptyAccount(), 'N/format', (format) => {
      const type = format['Type']!['DATETIME'];
      const value = new Date(START_MS);
      expect(format['format']!({ value, type })).toBe('2.3.2026 9:00:00 am');
      expect(format['format']!({ value, type, timezone: 'Asia/Tokyo' })).toBe('2.3.2026 5:00:00 pm');
      expect((format['parse']!({ value: '2.3.2026 9:00 am', type }) as Date).getTime()).toBe(START_MS);
    });
  });

  test.each(['31.2.2026', 'soon', '2026-03-09'])('gives %s back as it is', (value) => {
    withModule(emptyAccount(), 'N/format', (format) => {
      expect(format['parse']!({ value, type: format['Type']!['DATE'] })).toBe(value);
    });
  });
});

describe('the small modules', () => {
  test.each([
    ['upper case', 'BA7816BF'],
    ['lower case', 'ba7816bf'],
  ] as const)('N/crypto gives hexadecimal digits in %s', (hexDigits, beginning) => {
    const digest = withModule(emptyAccount({ dials: { hexDigits } }), 'N/crypto', (crypto) => {
      const hash = crypto['createHash']!({ algorithm: crypto['HashAlg']!['SHA256'] }) as Api;
      hash['update']!({ input: 'abc', inputEncoding: crypto['Encoding']!['UTF_8'] });
      return String(hash['digest']!({ outputEncoding: crypto['Encoding']!['HEX'] }));
    });

    expect(digest.slice(0, 8)).toBe(beginning);
    expect(digest).toHaveLength(64);
  });

  test('N/log cuts what is too long and follows the level of the deployment', () => {
    const account = emptyAccount();

    withModule(account, 'N/log', (log) => {
      log['audit']!({ title: 't'.repeat(200), details: { a: 'x'.repeat(5000) } });
      log['error']!('', 'plain');
    });

    expect(account.logs().map(({ level, title, details }) => [level, title.length, details.length])).toEqual([
      ['audit', 99, 3999],
      ['error', 'Untitled'.length, 5],
    ]);
  });

  test('N/runtime tells account, context, user and features', () => {
    const account = emptyAccount({ accountId: '1234567_SB1', envType: 'SANDBOX' });
    const { user } = clerk(account);

    withModule(
      account,
      'N/runtime',
      (runtime) => {
        const me = runtime['getCurrentUser']!() as Record<string, unknown>;
        expect([runtime['accountId'], runtime['envType']]).toEqual(['1234567_SB1', 'SANDBOX']);
        expect([me['id'], me['roleId']]).toEqual([user, 'warehouse']);
        expect(runtime['isFeatureInEffect']!({ feature: 'PICKPACKSHIP' })).toBe(true);
        account.setFeature('PICKPACKSHIP', false);
        expect(runtime['isFeatureInEffect']!({ feature: 'PICKPACKSHIP' })).toBe(false);
      },
      { user },
    );
  });

  test('N/url gives addresses within the account', () => {
    const account = accountWith(empty, { accountId: '1234567_SB1' });
    const { order } = seedOrder(account);

    withModule(account, 'N/url', (url) => {
      const domain = url['resolveDomain']!({ hostType: url['HostType']!['APPLICATION'] });
      expect(domain).toBe('1234567-sb1.app.netsuite.com');
      expect(url['resolveRecord']!({ recordType: 'salesorder', recordId: order })).toContain(`id=${order}`);
    });
  });

  test('N/error makes an error that has a name and is not an Error', () => {
    withModule(emptyAccount(), 'N/error', (error) => {
      const made = error['create']!({ name: 'MY_CODE', message: 'text' });
      expect(made).toMatchObject({ name: 'MY_CODE', message: 'text' });
      expect(made).not.toBeInstanceOf(Error);
    });
  });
});
