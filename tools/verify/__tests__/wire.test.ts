/** Every obstacle between this machine and NetSuite gets its own diagnosis in time. */

import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { type RestFault, TOO_MANY_REQUESTS } from '../../../packages/emulator/netsuite/rest';
import { createHttpClient } from '../http_client';
import type { VerifyReport } from '../report';
import {
  asEnvironment,
  closeWorlds,
  findClosedPort,
  openWorld,
  runCommand,
  verify,
  verifyAsJson,
  type World,
} from './world';

const LOGIN_PAGE = '<!DOCTYPE html><html><head><title>Sign in</title></head><body>Please sign in</body></html>';

const servers: Server[] = [];
const sockets = new Set<Socket>();

afterEach(async () => {
  await closeWorlds();
  for (const socket of sockets) socket.destroy();
  sockets.clear();
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
});

async function openWorldWith(fault: RestFault): Promise<World> {
  const world = await openWorld();
  world.state.faults.push(fault);
  return world;
}

function answer(status: number, body: string, headers: Record<string, string> = {}): RestFault['fault'] {
  return { kind: 'answer', answer: { status, headers, body } };
}

function causesOf(report: VerifyReport): string {
  return (report.diagnosis?.causes ?? []).map(({ cause, mend }) => `${cause} ${mend}`).join('\n');
}

const SIGN_IN = '/rest/tokeninfo';

it.each([
  [
    'a redirect to a login page',
    answer(302, '', { Location: 'https://system.netsuite.com/pages/customerlogin.jsp?jsessionid=SESSION' }),
    'status 302, sent on to system.netsuite.com',
    'wrong data center',
  ],
  [
    'a relative redirect',
    answer(302, '', { Location: '/pages/login' }),
    'another page of the same host',
    'sign-in page',
  ],
  [
    'a page with status 200',
    answer(200, LOGIN_PAGE, { 'Content-Type': 'text/html' }),
    'a web page instead',
    'HTTPS_PROXY',
  ],
  ['a page with status 401', answer(401, LOGIN_PAGE), 'a web page instead of data', 'Wi-Fi’s own sign-in page'],
  ['an empty answer', answer(200, ''), 'not JSON', 'maintenance'],
  ['half an answer', answer(200, '{"companyId":"1234'), 'not JSON', 'maintenance'],
  ['a bare text', answer(200, '"hello"'), 'not JSON', 'maintenance'],
  [
    'too many requests at once',
    { kind: 'answer', answer: TOO_MANY_REQUESTS } as const,
    'CONCURRENCY_LIMIT_EXCEEDED',
    'other integrations',
  ],
  [
    'too many RESTlet calls at once',
    answer(400, '{"error":{"code":"SSS_REQUEST_LIMIT_EXCEEDED","message":"Request Limit Exceeded"}}'),
    'SSS_REQUEST_LIMIT_EXCEEDED',
    'in a minute',
  ],
  ['a connection that ends', { kind: 'cut off' } as const, 'no answer (cut off)', 'another network'],
])('%s proves nothing, and no sign-in counts as failed', async (_what, fault, said, cause) => {
  const world = await openWorldWith({ on: SIGN_IN, fault });
  const report = await verifyAsJson(world);

  expect(report).toMatchObject({ isSignedIn: false, exitCode: 3, failedSignIns: 0, permissions: [] });
  expect(report.diagnosis?.said).toContain(said);
  expect(causesOf(report)).toContain(cause);
  expect(JSON.stringify(report)).not.toContain('SESSION');
});

it.each([
  ['never answers', { kind: 'silence' } as const],
  ['never ends its answer', { kind: 'endless body' } as const],
])('gives up on a host that %s, and says how to give it longer', async (_what, fault) => {
  const world = await openWorldWith({ on: SIGN_IN, fault });
  const report = await verifyAsJson(world, {}, ['timeout=1']);

  expect(report).toMatchObject({ exitCode: 3, failedSignIns: 0 });
  expect(report.diagnosis?.said).toContain('timed out');
  expect(causesOf(report)).toContain('npm run verify timeout=120');
});

it('builds the hosts itself when the directory is slow, redirected, or answers with a page or another’s hosts', async () => {
  const faults: readonly RestFault['fault'][] = [
    { kind: 'silence' },
    answer(302, '', { Location: 'https://example.com/' }),
    answer(200, LOGIN_PAGE),
    answer(
      200,
      JSON.stringify({
        restDomain: 'https://1234567-sb1.restlets.example.com',
        webservicesDomain: 'https://1234567-sb1.suitetalk.example.com',
      }),
    ),
    answer(
      200,
      JSON.stringify({
        restDomain: 'https://7654321.restlets.api.netsuite.com',
        webservicesDomain: 'https://7654321.suitetalk.api.netsuite.com',
      }),
    ),
  ];
  for (const fault of faults) {
    const world = await openWorldWith({ on: '/rest/datacenterurls', fault });

    expect(await verifyAsJson(world, {}, ['timeout=2'])).toMatchObject({
      exitCode: 0,
      hosts: ['1234567-sb1.restlets.api.netsuite.com', '1234567-sb1.suitetalk.api.netsuite.com'],
    });
  }
});

it('reports a slow list as not told and goes on; after two silent reads it stops', async () => {
  const world = await openWorldWith({ on: 'record/v1/salesOrder', fault: { kind: 'silence' } });
  expect((await verifyAsJson(world, {}, ['timeout=1'])).counts).toMatchObject({ granted: 10, 'could not tell': 1 });

  world.state.faults.push({ on: 'record/v1/customer', fault: { kind: 'silence' } });
  world.state.requests.length = 0;
  const report = await verifyAsJson(world, {}, ['timeout=1']);
  expect(report.counts).toMatchObject({ refused: 0, 'could not tell': 6 });
  expect(world.state.requests.some(({ path }) => path.includes('itemFulfillment'))).toBe(false);
});

it.each([
  ['a page', answer(200, LOGIN_PAGE)],
  ['a bare 403, which may be a firewall’s', answer(403, 'Forbidden')],
  ['a fault', answer(500, '{"o:errorDetails":[{"detail":"Oops","o:errorCode":"UNEXPECTED_ERROR"}]}')],
  ['an object without a list', answer(200, '{}')],
  ['too many requests', { kind: 'answer', answer: TOO_MANY_REQUESTS } as const],
])('does not call a permission granted or refused over %s', async (_what, fault) => {
  const world = await openWorldWith({ on: 'record/v1/customer', fault });
  const report = await verifyAsJson(world);

  expect(report.permissions.find(({ permission }) => permission === 'LIST_CUSTJOB')?.verdict).toBe('could not tell');
  expect(report.counts).toMatchObject({ granted: 10, refused: 0 });
});

describe('a clock that is off', () => {
  it.each([
    [400, '7 minutes behind'],
    [-3600, '60 minutes ahead of'],
  ])('by %d seconds stops everything before a sign-in', async (seconds, said) => {
    const world = await openWorld();
    world.state.clockAheadSeconds = seconds;
    const report = await verifyAsJson(world);

    expect(report).toMatchObject({ isSignedIn: false, exitCode: 3, failedSignIns: 0 });
    expect(report.diagnosis?.said).toContain(said);
    expect(world.state.audit).toEqual([]);
  });

  it('is found by the refusal when the directory did not answer', async () => {
    const world = await openWorldWith({ on: '/rest/datacenterurls', fault: { kind: 'cut off' } });
    world.state.clockAheadSeconds = 1000;
    const report = await verifyAsJson(world);

    expect(world.state.audit.map(({ detail }) => detail)).toEqual(['InvalidTimestamp']);
    expect(report.diagnosis?.causes.flatMap(({ details }) => details)).toContain('InvalidTimestamp');
    expect(report.hints.join()).toContain('1000 seconds off');
  });

  it('by less than five minutes is only mentioned, and then it is not among the causes', async () => {
    const world = await openWorld();
    world.state.clockAheadSeconds = 200;

    const good = await verifyAsJson(world);
    expect(good.exitCode).toBe(0);
    expect(good.hints.join()).toContain('200 seconds off');
    const bad = await verifyAsJson(world, { tokenId: 'f'.repeat(64) });
    expect(bad.diagnosis?.causes.flatMap(({ details }) => details)).not.toContain('InvalidTimestamp');
  });
});

/** Answers a proxy's CONNECT and records it. With a null `reply` it does not answer. */
async function openProxy(reply: string | null): Promise<{ readonly port: number; readonly asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('data', (data) => {
      asked.push(data.toString('latin1').split('\r\n')[0] ?? '');
      if (reply === null) return;
      socket.write(reply);
      // Answers the TLS handshake with something else.
      if (reply.includes(' 200 ')) socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
      else socket.end();
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, asked };
}

/**
 * Sends a request and returns the reason for no answer with the proxy in use. No name server knows a host under
 * `.invalid` (RFC 6761).
 */
async function sendTo(
  host: string,
  environment: Readonly<Record<string, string>>,
): Promise<{ readonly reason: string; readonly proxy: string | null }> {
  const client = createHttpClient({ timeoutMs: 20_000, environment, emulatorPort: null });
  if (typeof client === 'string') throw new Error(client);
  const outcome = await client.send({ method: 'GET', url: `https://${host}/`, headers: {}, body: null });
  await client.close();
  return { reason: outcome.kind === 'answer' ? 'answered' : outcome.reason, proxy: client.proxyTo(host) };
}

describe('a proxy', () => {
  const values = {
    accountId: '1234567_SB1',
    consumerKey: `1${'a'.repeat(63)}`,
    consumerSecret: `2${'a'.repeat(63)}`,
    tokenId: `3${'a'.repeat(63)}`,
    tokenSecret: `4${'a'.repeat(63)}`,
  };
  const through = (proxy: string): ReturnType<typeof runCommand> =>
    runCommand(['json', 'timeout=5'], { environment: { ...asEnvironment(values), HTTPS_PROXY: proxy } });

  it('is asked for the account’s hosts, and its refusal is told apart, without its password', async () => {
    const { port, asked } = await openProxy('HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n');
    const { exitCode, printed, told } = await through(`http://someone:pa55word@127.0.0.1:${port}`);

    expect(asked).toEqual([
      'CONNECT rest.netsuite.com:443 HTTP/1.1',
      'CONNECT 1234567-sb1.restlets.api.netsuite.com:443 HTTP/1.1',
    ]);
    expect(exitCode).toBe(3);
    expect(printed).toContain('no answer (proxy)');
    expect(printed).toContain(`The proxy 127.0.0.1:${port} is used (HTTPS_PROXY).`);
    expect(printed + told).not.toContain('pa55word');
  });

  it('that opens encrypted traffic is not trusted', async () => {
    const { port } = await openProxy('HTTP/1.1 200 Connection established\r\n\r\n');
    const { exitCode, printed } = await through(`http://127.0.0.1:${port}`);

    expect(exitCode).toBe(3);
    expect(printed).toContain('no answer (not secure)');
    expect(printed).toContain('NODE_EXTRA_CA_CERTS');
  });

  it('that does not run is named', async () => {
    const port = await findClosedPort();
    const { exitCode, printed } = await through(`http://127.0.0.1:${port}`);

    expect(exitCode).toBe(3);
    expect(printed).toContain('no answer (not accepted)');
    expect(printed).toContain(`The proxy 127.0.0.1:${port}`);
  });

  it.each([
    ['NO_PROXY', '.invalid'],
    ['NO_PROXY', 'localhost, *.invalid'],
    ['no_proxy', '1234567.invalid:443'],
    ['NO_PROXY', '*'],
  ])('is passed by for what %s=%s names', async (variable, list) => {
    const { port, asked } = await openProxy('HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n');
    const environment = { https_proxy: `http://127.0.0.1:${port}`, [variable]: list };

    expect(await sendTo('1234567.invalid', environment)).toEqual({ reason: 'host not found', proxy: null });
    expect(asked).toEqual([]);
  });

  it('is not passed by for hosts that NO_PROXY does not name', async () => {
    const { port, asked } = await openProxy('HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n');
    const environment = { HTTPS_PROXY: `http://127.0.0.1:${port}`, NO_PROXY: 'valid,example.com,x.1234567.invalid' };

    expect(await sendTo('1234567.invalid', environment)).toEqual({ reason: 'proxy', proxy: `127.0.0.1:${port}` });
    expect(asked).toEqual(['CONNECT 1234567.invalid:443 HTTP/1.1']);
  });

  it('that never answers is given up in time', async () => {
    const { port } = await openProxy(null);
    const environment = { ...asEnvironment(values), HTTPS_PROXY: `http://127.0.0.1:${port}` };
    const { exitCode, printed } = await runCommand(['json', 'timeout=1'], { environment });

    expect(exitCode).toBe(3);
    expect(printed).toContain('no answer (timed out)');
    expect(printed).toContain(`The proxy 127.0.0.1:${port}`);
  });

  it.each(['proxy.example.com:8080', 'socks5://proxy.example.com', 'http://'])(
    'written as %s is refused',
    async (proxy) => {
      const { exitCode, told } = await through(proxy);

      expect(exitCode).toBe(3);
      expect(told).toContain('HTTPS_PROXY is no address of a proxy. It looks like http://');
    },
  );
});

it('knows a host that no name server knows', async () => {
  expect(await sendTo('1234567.invalid', {})).toEqual({ reason: 'host not found', proxy: null });
});

it('says that nobody listens, without a word about keys', async () => {
  const world = await openWorld();
  const { printed, exitCode } = await runCommand([], {
    environment: asEnvironment(world.values),
    emulatorPort: await findClosedPort(),
  });

  expect(exitCode).toBe(3);
  expect(printed).toContain('no answer (not accepted)');
  expect(printed).not.toContain('consumer');
});

it('never prints what another sends to the terminal as it came', async () => {
  const world = await openWorldWith({
    on: SIGN_IN,
    fault: answer(
      401,
      JSON.stringify({ error: { code: 'INVALID_LOGIN_ATTEMPT', message: '\u001b[2J\u202eevil\nline' } }),
    ),
  });
  const { printed } = await verify(world);

  expect(printed).not.toMatch(/[\u001b\u202e]/);
  expect(printed).toContain('evil line');
});
