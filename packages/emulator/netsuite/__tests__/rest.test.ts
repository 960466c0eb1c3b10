/** The emulated account checks signed requests by itself, and its page names every dial. */

import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { RestAnswer } from '../rest/answers';
import { DEFAULT_REST_DIALS, REST_DIAL_VALUES } from '../rest/dials';
import { computeSignature } from '../rest/oauth';
import { readRole } from '../rest/read_role';
import { createSampleAccount, type SampleAccount } from '../rest/sample_account';
import { serveRest } from '../rest/serve';

const ROOT = path.join(__dirname, '../../../..');
/** This project's role, as an administrator would have it. */
const CONNECTOR_ROLE = 'customrole_aftership_connector';
const NOW_MS = Date.UTC(2026, 10, 24, 12);
const HOST = '1234567-sb1.suitetalk.api.netsuite.com';
const LIST = '/services/rest/record/v1/customer?limit=1';

function openAccount(): SampleAccount {
  return createSampleAccount({ role: readRole(ROOT, CONNECTOR_ROLE) });
}

interface Changes {
  readonly realm?: string;
  readonly host?: string;
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Null omits a parameter. */
  readonly parameters?: Readonly<Record<string, string | null>>;
  /** Changes the header before it is sent. */
  readonly rewrite?: (header: string) => string;
  readonly nowMs?: number;
}

function send({ state, integration, token }: SampleAccount, changes: Changes = {}): RestAnswer {
  const { host = HOST, path: target = LIST, method = 'GET', nowMs = NOW_MS } = changes;
  const all = {
    oauth_consumer_key: integration.consumerKey,
    oauth_token: token.tokenId,
    oauth_nonce: `n${state.audit.length}`.padEnd(20, '0'),
    oauth_timestamp: String(NOW_MS / 1000),
    oauth_signature_method: 'HMAC-SHA256',
    oauth_version: '1.0',
    ...changes.parameters,
  };
  const parameters = Object.entries(all).flatMap(([name, value]): [string, string][] =>
    value === null ? [] : [[name, value]],
  );
  const signature = computeSignature(
    parameters,
    { method, url: `https://${host}${target}` },
    integration.consumerSecret,
    token.tokenSecret,
  );
  const pairs = [['realm', changes.realm ?? state.accountId], ...parameters, ['oauth_signature', signature]];
  const header = `OAuth ${pairs.map(([name, value]) => `${name}="${encodeURIComponent(value ?? '')}"`).join(', ')}`;
  const authorization = changes.rewrite?.(header) ?? header;
  const headers = { ...(authorization === '' ? {} : { authorization }), ...changes.headers };
  return serveRest({ method, host, path: target, headers, body: changes.body ?? '' }, state, nowMs);
}

it('lets a rightly signed request in', () => {
  const account = openAccount();
  const answer = send(account);

  expect(answer.status).toBe(200);
  expect(JSON.parse(answer.body)).toMatchObject({ count: 1, hasMore: true, items: [{ id: '1' }], totalResults: 3 });
  expect(account.state.audit).toEqual([{ atMs: NOW_MS, isSuccess: true, detail: '' }]);
});

it.each<[string, Changes, string]>([
  ['no header', { rewrite: () => '' }, 'MissingTokenPassportRequiredFields'],
  ['another scheme', { rewrite: () => 'Bearer abc' }, 'MissingTokenPassportRequiredFields'],
  ['no token', { parameters: { oauth_token: null } }, 'MissingTokenPassportRequiredFields'],
  ['no realm', { rewrite: (header) => header.replace(/realm="[^"]*", /, '') }, 'MissingTokenPassportRequiredFields'],
  ['a parameter twice', { rewrite: (header) => `${header}, oauth_version="1.0"` }, 'parameter_rejected'],
  ['an empty parameter', { parameters: { oauth_token: '' } }, 'parameter_rejected'],
  [
    'a malformed parameter',
    { rewrite: (header) => header.replace('oauth_version="1.0"', 'oauth_version=1.0') },
    'parameter_rejected',
  ],
  [
    'bad percent-encoding',
    { rewrite: (header) => header.replace('oauth_nonce="', 'oauth_nonce="%zz') },
    'parameter_rejected',
  ],
  ['HMAC-SHA1', { parameters: { oauth_signature_method: 'HMAC-SHA1' } }, 'UnknownAlgorithm'],
  ['version 2.0', { parameters: { oauth_version: '2.0' } }, 'VersionRejected'],
  ['a nonce of five characters', { parameters: { oauth_nonce: 'abcde' } }, 'nonce_rejected'],
  ['a timestamp 301 seconds old', { nowMs: NOW_MS + 301_000 }, 'InvalidTimestamp'],
  ['a timestamp 301 seconds ahead', { nowMs: NOW_MS - 301_000 }, 'InvalidTimestamp'],
  ['a timestamp that is no number', { parameters: { oauth_timestamp: 'now' } }, 'InvalidTimestamp'],
  ['the realm in the host’s spelling', { realm: '1234567-sb1' }, 'realm'],
  ['the realm of production', { realm: '1234567' }, 'realm'],
  [
    'another signature',
    { rewrite: (header) => header.replace(/oauth_signature="..../, 'oauth_signature="AAAA') },
    'InvalidSignature',
  ],
])('refuses %s without telling why, and writes it down', (_what, changes, detail) => {
  const account = openAccount();
  const answer = send(account, changes);

  expect(answer.status).toBe(401);
  expect(JSON.parse(answer.body)).toEqual({
    type: 'https://www.w3.org/Protocols/rfc2616/rfc2616-sec10.html',
    title: 'Unauthorized',
    status: 401,
    'o:errorDetails': [
      {
        detail:
          'Invalid login attempt. For more details, see the Login Audit Trail in the NetSuite UI at Setup > Users/Roles > User Management > View Login Audit Trail.',
        'o:errorCode': 'INVALID_LOGIN',
      },
    ],
  });
  expect(account.state.audit.map((line) => line.detail)).toEqual([detail]);
});

it('takes a timestamp that is five minutes off to the second', () => {
  expect(send(openAccount(), { nowMs: NOW_MS + 300_000 }).status).toBe(200);
  expect(send(openAccount(), { nowMs: NOW_MS - 300_000 }).status).toBe(200);
});

it('refuses a nonce that was used', () => {
  const account = openAccount();
  const again = { parameters: { oauth_nonce: 'the-very-same-nonce' } };

  expect(send(account, again).status).toBe(200);
  expect(send(account, again).status).toBe(401);
  expect(account.state.audit.at(-1)?.detail).toBe('nonce_used');
});

it('locks a person out after five failures, for thirty minutes', () => {
  const account = openAccount();
  const wrong = { rewrite: (header: string) => header.replace(/oauth_signature="..../, 'oauth_signature="AAAA') };
  for (let attempt = 0; attempt < 5; attempt += 1) send(account, wrong);

  expect(send(account).status).toBe(401);
  expect(account.state.audit.at(-1)?.detail).toBe('temporary_locked');
  account.token.employee.failedAtMs = account.token.employee.failedAtMs.map((atMs) => atMs - 30 * 60 * 1000);
  expect(send(account).status).toBe(200);
});

it('asks SuiteQL for the header that Oracle requires', () => {
  const query = {
    method: 'POST',
    path: '/services/rest/query/v1/suiteql?limit=1',
    body: '{"q":"SELECT id FROM customer"}',
  };

  expect(send(openAccount(), query).status).toBe(400);
  expect(send(openAccount(), { ...query, headers: { prefer: 'transient' } }).status).toBe(200);
});

it('names an account’s hosts without a sign-in, and default ones for an account that nobody has', () => {
  const { state } = openAccount();
  const ask = (account: string): unknown =>
    JSON.parse(
      serveRest(
        {
          method: 'GET',
          host: 'rest.netsuite.com',
          path: `/rest/datacenterurls?account=${account}`,
          headers: {},
          body: '',
        },
        state,
        NOW_MS,
      ).body,
    );

  expect(ask('1234567_SB1')).toMatchObject({ restDomain: 'https://1234567-sb1.restlets.api.netsuite.com' });
  expect(ask('7654321')).toMatchObject({ restDomain: 'https://rest.netsuite.com' });
  expect(state.audit).toEqual([]);
});

it.each([
  ['/services/rest/record/v1/employee?limit=1', 'GET'],
  ['/services/rest/record/v1/customer', 'POST'],
  ['/services/soap', 'GET'],
])('does not pretend to know %s by %s', (target, method) => {
  expect(() => send(openAccount(), { path: target, method })).toThrow('Not emulated');
});

it('has one row in FIDELITY.md for each dial, with its answers in order, the default first', () => {
  const page = readFileSync(path.join(__dirname, '../rest/FIDELITY.md'), 'utf8');
  const rows = page
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.split('|').map((cell) => cell.trim()));
  const named = rows.flatMap(([, , , done = '', dial = '']) => {
    const [, name, answers] = /^`(\w+)`: (.+)$/.exec(dial) ?? [];
    expect([done, done.includes('NOT DOCUMENTED')]).toEqual([done, name !== undefined]);
    return name === undefined ? [] : [[name, answers]];
  });

  const expected = Object.entries(REST_DIAL_VALUES).map(([dial, answers]) => [dial, answers.join(', ')]);
  expect(named.sort()).toEqual(expected.sort());
  expect(Object.entries(REST_DIAL_VALUES).map(([dial, [first]]) => [dial, first])).toEqual(
    Object.entries(DEFAULT_REST_DIALS),
  );
});
