/** Every wrong value and every state of the account that refuses a sign-in leads to the right cause and to no lock. */

import { REST_DIAL_VALUES } from '../../../packages/emulator/netsuite/rest';
import type { ValueName } from '../credentials';
import { closeWorlds, openWorld, verify, verifyAsJson, type World } from './world';

const OTHER = 'f'.repeat(64);

afterEach(closeWorlds);

type Break = (world: World) => void;
const nothing: Break = () => undefined;

/** Description, wrong values, change of the account, and the account's Login Audit Trail. */
const CAUSES: readonly (readonly [string, Partial<Record<ValueName, string>>, Break, string])[] = [
  ['the consumer key', { consumerKey: OTHER }, nothing, 'consumer_key_unknown'],
  ['the consumer secret', { consumerSecret: OTHER }, nothing, 'InvalidSignature'],
  ['the token id', { tokenId: OTHER }, nothing, 'token_rejected'],
  ['the token secret', { tokenSecret: OTHER }, nothing, 'InvalidSignature'],
  ['a secret that lost its end', { tokenSecret: OTHER.slice(1) }, nothing, 'InvalidSignature'],
  ['a revoked token', {}, (world) => void (world.token.isRevoked = true), 'token_rejected'],
  ['a blocked integration', {}, (world) => void (world.integration.state = 'Blocked'), 'consumer_key_refused'],
  [
    'an integration that waits for approval',
    {},
    (world) => void (world.integration.state = 'Waiting for Approval'),
    'consumer_key_refused',
  ],
  [
    'an integration without the box for tokens',
    {},
    (world) => void (world.integration.isTokenBased = false),
    'consumer_key_refused',
  ],
  ['the feature that is off', {}, (world) => void world.state.features.delete('TBA'), 'FeatureDisabled'],
  ['an inactive person', {}, (world) => void (world.token.employee.isActive = false), 'permission_denied'],
  ['an inactive role', {}, (world) => void (world.token.role.isInactive = true), 'permission_denied'],
];

it.each(CAUSES)(
  'names %s among the causes, by what the audit trail calls it',
  async (_what, values, breakIt, detail) => {
    const world = await openWorld();
    breakIt(world);
    const report = await verifyAsJson(world, values);

    expect(report).toMatchObject({ isSignedIn: false, exitCode: 2, failedSignIns: 1, permissions: [] });
    expect(report.diagnosis?.said).toContain('Setup > Users/Roles > User Management > View Login Audit Trail');
    expect(world.state.audit.map((line) => line.detail)).toEqual([detail]);
    expect(report.diagnosis?.causes.flatMap(({ details }) => details)).toContain(detail);
  },
);

const SECRETS = ['consumerKey', 'consumerSecret', 'tokenId', 'tokenSecret'] as const;
const PAIRS = SECRETS.flatMap((left, index) => SECRETS.slice(index + 1).map((right) => [left, right] as const));

it.each(PAIRS)('stops after one sign-in when %s and %s are wrong, or swapped', async (left, right) => {
  for (const swap of [false, true]) {
    const world = await openWorld();
    const values = swap
      ? { [left]: world.values[right], [right]: world.values[left] }
      : { [left]: OTHER, [right]: OTHER.replace(/^f/, 'e') };
    const report = await verifyAsJson(world, values);

    expect(report).toMatchObject({ exitCode: 2, failedSignIns: 1 });
    expect(world.state.audit).toHaveLength(1);
    const [line] = world.state.audit;
    expect(report.diagnosis?.causes.flatMap(({ details }) => details)).toContain(line?.detail);
  }
});

it('says that a key and its secret may be swapped', async () => {
  const world = await openWorld();
  const { consumerKey, consumerSecret } = world.values;
  const { printed } = await verify(world, { consumerKey: consumerSecret, consumerSecret: consumerKey });

  expect(printed).toMatch(/two\s+values\s+are\s+swapped,\s+most\s+often\s+key\s+and secret/);
});

it('warns before it advises to reset a consumer key', async () => {
  const { printed } = await verify(await openWorld(), { consumerKey: OTHER });

  expect(printed.replace(/\s+/g, ' ')).toContain(
    'A reset of consumer key and secret breaks, in the same moment, everything that uses the old ones',
  );
});

it('names the IP address rules, whose word in the trail nobody documents', async () => {
  const world = await openWorld();
  world.state.isCallerShutOut = true;
  const { printed, exitCode } = await verify(world);

  expect(exitCode).toBe(2);
  expect(printed).toContain('Allowed IP Addresses');
});

it('knows a wrong account id from a wrong key when NetSuite’s directory does not know it', async () => {
  const world = await openWorld();
  const report = await verifyAsJson(world, { accountId: '7654321_SB1' });

  expect(report.exitCode).toBe(2);
  expect(report.diagnosis?.causes[0]?.cause).toContain('names no hosts for 7654321_SB1');
  // No failed sign-in was counted for a token.
  expect(world.token.employee.failedAtMs).toEqual([]);
});

it.each(SECRETS)('says the same when %s is wrong, too', async (name) => {
  const report = await verifyAsJson(await openWorld(), { accountId: '7654321', [name]: OTHER });

  expect(report).toMatchObject({ exitCode: 2, failedSignIns: 1 });
  expect(report.diagnosis?.causes[0]?.cause).toContain('names no hosts for 7654321');
});

it('names the wrong account id also when the directory says nothing', async () => {
  const world = await openWorld({ dials: { unknownAccountHosts: 'error' } });
  const report = await verifyAsJson(world, { accountId: '7654321_SB1' });

  expect(report.exitCode).toBe(2);
  expect(report.diagnosis?.causes.map(({ cause }) => cause).join()).toContain('the trail of 7654321_SB1 has no line');
});

it('does not believe keys that are right for another account', async () => {
  const world = await openWorld();
  world.state.faults.push({
    on: '/rest/tokeninfo',
    fault: {
      kind: 'answer',
      answer: { status: 200, headers: {}, body: '{"companyId":"7654321","roleName":"AfterShip Connector"}' },
    },
  });
  const report = await verifyAsJson(world);

  expect(report).toMatchObject({ isSignedIn: false, exitCode: 2, permissions: [] });
  expect(report.diagnosis?.said).toContain('the token is of 7654321, not of 1234567_SB1');
});

it.each(['1234567', '1234567-sb1', '1234567_SB1'])('takes the company id %s for this sandbox', async (companyId) => {
  const world = await openWorld();
  const body = JSON.stringify({ companyId, roleName: 'AfterShip Connector' });
  world.state.faults.push({
    on: '/rest/tokeninfo',
    fault: { kind: 'answer', answer: { status: 200, headers: {}, body } },
  });

  expect(await verifyAsJson(world)).toMatchObject({ isSignedIn: true, exitCode: 0 });
});

it('does not take just any answer for a sign-in: without token information the REST host is asked', async () => {
  const world = await openWorld();
  const odd = { kind: 'answer', answer: { status: 200, headers: {}, body: '{"hello":1}' } } as const;
  world.state.faults.push({ on: '/rest/tokeninfo', fault: odd });
  expect(await verifyAsJson(world)).toMatchObject({ isSignedIn: true, role: null, failedSignIns: 0, exitCode: 0 });
  expect(await verifyAsJson(world, { tokenSecret: OTHER })).toMatchObject({ isSignedIn: false, exitCode: 2 });

  world.state.faults.push({ on: 'metadata-catalog', fault: odd });
  expect(await verifyAsJson(world)).toMatchObject({ isSignedIn: false, failedSignIns: 0, exitCode: 3 });
});

it('tells a role that may not use RESTlets from wrong keys', async () => {
  for (const restletRefusalStatus of REST_DIAL_VALUES.restletRefusalStatus) {
    for (const restletErrorForm of REST_DIAL_VALUES.restletErrorForm) {
      const world = await openWorld({ dials: { restletRefusalStatus, restletErrorForm } });
      world.token.role.isWebServicesOnly = true;
      const report = await verifyAsJson(world);

      // Whether a refused role counts as a failed sign-in is not documented, so it is reported.
      expect(report).toMatchObject({ isSignedIn: true, exitCode: 0, failedSignIns: 1, role: null });
      expect(report.counts.granted).toBe(11);
      expect(report.hints.join()).toContain('Web Services Only');
    }
  }
});

it('makes two failing sign-ins at most: a refused role, then refused keys', async () => {
  const world = await openWorld();
  world.state.faults.push({
    on: '/rest/tokeninfo',
    fault: {
      kind: 'answer',
      answer: { status: 401, headers: {}, body: '{"error":{"code":"INVALID_LOGIN_CREDENTIALS","message":"No."}}' },
    },
  });
  const report = await verifyAsJson(world, { tokenSecret: OTHER });

  expect(report).toMatchObject({ isSignedIn: false, exitCode: 2, failedSignIns: 2 });
  expect(report.diagnosis?.said).toContain('The host of RESTlets had said: status 401, INVALID_LOGIN_CREDENTIALS');
  expect(world.state.audit).toHaveLength(1);
});

it('knows a refused sign-in in whatever form and status the host of RESTlets gives it', async () => {
  for (const restletRefusalStatus of REST_DIAL_VALUES.restletRefusalStatus) {
    for (const restletErrorForm of REST_DIAL_VALUES.restletErrorForm) {
      const world = await openWorld({ dials: { restletRefusalStatus, restletErrorForm } });

      expect(await verifyAsJson(world, { tokenSecret: OTHER })).toMatchObject({ exitCode: 2, failedSignIns: 1 });
      expect(world.state.audit).toHaveLength(1);
    }
  }
});

it('reads the token’s information whatever its members are called', async () => {
  for (const tokenInfoNames of REST_DIAL_VALUES.tokenInfoNames) {
    expect(await verifyAsJson(await openWorld({ dials: { tokenInfoNames } }))).toMatchObject({
      company: 'Example Company',
      role: 'AfterShip Connector',
      employee: '42',
    });
  }
});

it('asks the REST host when the host of RESTlets has a fault, and never makes more than two failing sign-ins', async () => {
  const world = await openWorld();
  world.state.faults.push({
    on: '/rest/tokeninfo',
    fault: { kind: 'answer', answer: { status: 500, headers: {}, body: '{"error":{"code":"UNEXPECTED_ERROR"}}' } },
  });

  expect(await verifyAsJson(world)).toMatchObject({ isSignedIn: true, role: null, failedSignIns: 0 });
  expect(await verifyAsJson(world, { tokenSecret: OTHER })).toMatchObject({ exitCode: 2, failedSignIns: 1 });
});

it('does not lock the person out: four runs with a wrong secret leave the fifth with the right one', async () => {
  const world = await openWorld();
  for (let run = 0; run < 4; run += 1) await verify(world, { tokenSecret: OTHER });

  expect((await verifyAsJson(world)).exitCode).toBe(0);
});

it('names the lock that five failures bring, under which the right values fail, too', async () => {
  const world = await openWorld();
  for (let run = 0; run < 5; run += 1) await verify(world, { tokenSecret: OTHER });
  const { printed, exitCode } = await verify(world);

  expect(exitCode).toBe(2);
  expect(world.state.audit.at(-1)?.detail).toBe('temporary_locked');
  expect(printed).toMatch(/\[temporary_locked\]\s+→ Wait 30 minutes/);
});

it('stops reading when a sign-in is refused in the middle, and does not call that a missing permission', async () => {
  const world = await openWorld();
  world.state.faults.push({
    on: 'record/v1/contact',
    fault: { kind: 'answer', answer: { status: 401, headers: {}, body: '' } },
  });
  const report = await verifyAsJson(world);

  expect(report).toMatchObject({ isSignedIn: true, exitCode: 1, failedSignIns: 1 });
  expect(report.counts).toEqual({ granted: 3, refused: 0, 'not checkable': 4, 'could not tell': 8 });
  expect(world.state.requests.filter(({ path }) => path.includes('salesOrder'))).toEqual([]);
});

it('says when the token’s role is not the one of this project', async () => {
  const world = await openWorld();
  world.token.role.model = { ...world.token.role.model, name: 'Administrator' };
  expect((await verifyAsJson(world)).hints.join()).toContain('Oracle advises against');

  world.token.role.model = { ...world.token.role.model, name: 'Our own' };
  expect((await verifyAsJson(world)).hints.join()).toContain('role is Our own, not AfterShip Connector');
});
