/**
 * `npm run console`: its arguments, and its refusal to answer other pages than those of this machine. Needs a build.
 */

import { request } from 'node:http';
import { administrator } from '../../../../__tests__/scripts/console_world';
import { makeWorld } from '../../../../__tests__/scripts/world';
import { SCRIPTS } from '../../../../src/TypeScript/aftership/adapters/ids';
import { readArguments } from '../../../shared/arguments';
import { CONSOLE } from '../arguments';
import { readSuiteletRequest, startConsole, type ConsoleServer } from '../server';

describe('the arguments', () => {
  it.each([
    [[], 8642],
    [['port=0'], 0],
    [['port=8700'], 8700],
  ])('%j', (typed, port) => {
    expect(readArguments(CONSOLE, typed)).toMatchObject({ given: { port } });
  });

  it.each([[['port=70000']], [['--port', '1']], [['port=']], [['port=1', 'port=2']], [['1']]])(
    '%j is told what to say',
    (typed) => {
      expect(readArguments(CONSOLE, typed)).toMatchObject({
        kind: 'wrong',
        text: expect.stringContaining('npm run console [port=8700]'),
      });
    },
  );
});

it('a posted list comes to the Suitelet line by line, and nothing beyond its lines', () => {
  const url = new URL('http://127.0.0.1/x?script=s&deploy=d');
  const body =
    'custpage_rows:lines=2&custpage_rows:custpage_tick:1=T&custpage_rows:custpage_tick:7=T&custpage_action=retry';

  expect(readSuiteletRequest('POST', url, body)).toEqual({
    script: 's',
    deployment: 'd',
    method: 'POST',
    parameters: { custpage_action: 'retry' },
    sublists: { custpage_rows: [{}, { custpage_tick: 'T' }] },
  });
});

describe('the server', () => {
  const world = makeWorld();
  let server: ConsoleServer;

  beforeAll(async () => {
    const people = [{ name: 'Administrator', actor: administrator(world) }] as const;
    server = await startConsole({ account: world.account, people, start: SCRIPTS.pages, port: 0 });
  });

  afterAll(() => server.close());

  const ask = (path: string, method: string, headers: Readonly<Record<string, string>>): Promise<number> =>
    new Promise((resolve, reject) => {
      const asked = request(`${server.url}${path}`, { method, headers }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      asked.on('error', reject);
      asked.end();
    });

  it.each<[string, string, string, Readonly<Record<string, string>>, number]>([
    ['its own start page', '/', 'GET', {}, 303],
    ['a name that somebody made point here', '/', 'GET', { host: 'evil.example' }, 403],
    ['a page of somebody else', '/', 'POST', { origin: 'https://evil.example' }, 403],
    ['a page without an origin of its own', '/', 'POST', { origin: 'null' }, 403],
    ['an address that would move time', '/emulator/time?minutes=15', 'GET', {}, 405],
    ['a page of NetSuite', '/app/center/card.nl', 'GET', {}, 404],
    ['a fulfillment that is not there', '/app/accounting/transactions/itemfulfillment.nl?id=4711', 'GET', {}, 404],
  ])('answers %s as it should', async (_what, path, method, headers, status) => {
    const before = world.account.now();

    expect(await ask(path, method, headers)).toBe(status);
    expect(world.account.now()).toBe(before);
  });
});
