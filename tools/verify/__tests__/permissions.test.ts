/** The role object suffices for the probes, and each probe notices when its permission is missing. */

import { readProject, type RoleModel } from '../../../packages/emulator/netsuite';
import { REST_DIAL_VALUES } from '../../../packages/emulator/netsuite/rest';
import { CONNECTOR_ROLE, GUIDE_PERMISSIONS } from '../../shared/access/connector_role';
import { FEATURES } from '../../shared/access/features';
import { zipProject } from '../../shared/project';
import { PROBES } from '../probes';
import { closeWorlds, openWorld, ROOT, verify, verifyAsJson } from './world';

/** The role after a deployment of the package. */
const deployed = ((): RoleModel => {
  const { model } = readProject(zipProject(ROOT), { features: FEATURES.map(({ id }) => id) });
  const role = model?.roles.find(({ scriptId }) => scriptId === CONNECTOR_ROLE);
  if (role === undefined) throw new Error('The package has no role for AfterShip.');
  return role;
})();

const without = (key: string): RoleModel => ({
  ...deployed,
  permissions: deployed.permissions.filter((permission) => permission.key !== key),
});

const READ = PROBES.flatMap((probe) => (probe.kind === 'reads' ? [probe] : []));
const UNREAD = PROBES.flatMap((probe) => (probe.kind === 'not checkable' ? [probe.permission] : []));

afterEach(closeWorlds);

it('has one probe for each permission of AfterShip’s guide', () => {
  const guide = GUIDE_PERMISSIONS.map(({ permission }) => permission);

  expect(PROBES.map(({ permission }) => permission).sort()).toEqual([...guide].sort());
});

it('finds the deployed role sufficient, whether or not listing needs the permissions to search', async () => {
  for (const listNeedsSearch of REST_DIAL_VALUES.listNeedsSearch) {
    const report = await verifyAsJson(await openWorld({ role: deployed, dials: { listNeedsSearch } }));

    expect(report.counts).toEqual({ granted: 11, refused: 0, 'not checkable': 4, 'could not tell': 0 });
    expect(report.exitCode).toBe(0);
  }
});

it('needs nothing that the role does not have: the permissions that are not probed can all go', async () => {
  const role = {
    ...deployed,
    permissions: deployed.permissions.filter(({ key }) => !UNREAD.includes(key)),
  };

  expect((await verifyAsJson(await openWorld({ role }))).counts).toMatchObject({ granted: 11, refused: 0 });
});

it.each(READ.map(({ permission }) => permission))(
  'refuses %s, and nothing else, when the role lacks it',
  async (key) => {
    const report = await verifyAsJson(await openWorld({ role: without(key) }));

    const refused = report.permissions.filter(({ verdict }) => verdict === 'refused');
    expect(refused.map(({ permission }) => permission)).toEqual([key]);
    expect(refused[0]?.reason).toContain('INSUFFICIENT_PERMISSION');
    expect(refused[0]?.mend).toContain('Manage Roles, Permissions > ');
    expect(report.exitCode).toBe(1);
    // A dependent probe is not reported as refused, because it was not tried.
    const untold = report.permissions.filter(({ verdict }) => verdict === 'could not tell');
    expect(untold.map(({ permission }) => permission).sort()).toEqual(hangingOn(key));
  },
);

describe('the two halves of the connection', () => {
  it('are both proved by the deployed role', async () => {
    const { halves } = await verifyAsJson(await openWorld({ role: deployed }));

    expect(halves.map(({ half, isProved }) => [half, isProved])).toEqual([
      ['Tracking', true],
      ['Returns', true],
    ]);
    expect(halves[1]?.said).toContain('SOAP Web Services and Return Authorizations');
    expect(halves[1]?.said).toContain('to change or cancel them takes Edit');
  });

  it('need the same but for Return Authorization, which is for Returns', async () => {
    const report = await verifyAsJson(await openWorld({ role: without('TRAN_RTNAUTH') }));

    expect(report.permissions.filter(({ neededFor }) => !neededFor.includes('Tracking'))).toMatchObject([
      { permission: 'TRAN_RTNAUTH', neededFor: ['Returns'] },
    ]);
    expect(report.permissions.every(({ neededFor }) => neededFor.includes('Returns'))).toBe(true);
    expect(report.halves.map(({ isProved }) => isProved)).toEqual([true, false]);
    expect(report.halves[1]?.said).toContain('not proved: Transactions - Return Authorization.');
  });

  it('can be asked for apart: Tracking does without the permission for RMAs, and not without one of its own', async () => {
    const codes = [];
    for (const key of ['TRAN_RTNAUTH', 'TRAN_SALESORD']) {
      for (const typed of [[], ['tracking']]) {
        const { exitCode, printed } = await verify(await openWorld({ role: without(key) }), {}, typed);
        codes.push([key, ...typed, exitCode]);
        expect(printed.replace(/\s+/g, ' ')).toContain(
          `AfterShip Tracking (orders and shipments): ${key === 'TRAN_RTNAUTH' ? 'everything that can be checked is granted.' : 'not proved: Transactions - Sales Order.'}`,
        );
      }
    }

    expect(codes).toEqual([
      ['TRAN_RTNAUTH', 1],
      ['TRAN_RTNAUTH', 'tracking', 0],
      ['TRAN_SALESORD', 1],
      ['TRAN_SALESORD', 'tracking', 1],
    ]);
  });
});

function hangingOn(key: string): readonly string[] {
  const direct = READ.filter(({ after }) => after === key).map(({ permission }) => permission);
  return [...direct, ...direct.flatMap(hangingOn)].sort();
}

it.each(UNREAD)('says the same with and without %s, which it calls not checkable', async (key) => {
  const report = await verifyAsJson(await openWorld({ role: without(key) }));

  expect(report.permissions.find(({ permission }) => permission === key)?.verdict).toBe('not checkable');
  expect(report.counts).toMatchObject({ granted: 11, refused: 0 });
});

it('is not let in without a permission for tokens, and names it among the causes', async () => {
  const world = await openWorld({ role: without('ADMI_MANAGE_OWN_OAUTH_TOKENS') });
  const report = await verifyAsJson(world);

  expect(report).toMatchObject({ isSignedIn: false, exitCode: 2, permissions: [], failedSignIns: 1 });
  expect(world.state.audit.map(({ detail }) => detail)).toEqual(['permission_denied']);
  const cause = report.diagnosis?.causes.find(({ details }) => details.includes('permission_denied'));
  expect(cause?.mend).toContain('User Access Tokens');
});

it.each(REST_DIAL_VALUES.missingPermission)(
  'never calls a missing permission granted when NetSuite answers it with %s',
  async (missingPermission) => {
    const lists = READ.filter(({ reads }) => reads[0]?.kind === 'list').map(({ permission }) => permission);
    for (const key of lists) {
      const report = await verifyAsJson(await openWorld({ role: without(key), dials: { missingPermission } }));

      expect(report.permissions.find(({ permission }) => permission === key)?.verdict).toBe(
        missingPermission === '403' ? 'refused' : 'could not tell',
      );
      expect(report.counts.granted).toBe(10);
      expect(report.exitCode).toBe(1);
      await closeWorlds();
    }
  },
);

it('cannot tell from an empty list whether there is nothing or nothing to see', async () => {
  const world = await openWorld();
  world.state.records.set('returnAuthorization', 0);
  const { printed, exitCode } = await verify(world);

  expect(printed).toContain('10 granted, 0 refused, 4 not checkable, 1 could not tell.');
  expect(printed).toMatch(/could not tell {2}Transactions - Return Authorization {2}.*an empty list/);
  expect(exitCode).toBe(1);
});

it('asks SuiteQL for another table before it blames the permission for SuiteQL', async () => {
  const report = await verifyAsJson(await openWorld({ role: without('LIST_CUSTJOB') }));

  const workbook = report.permissions.find(({ permission }) => permission === 'REPO_ANALYTICS');
  expect(workbook).toMatchObject({ verdict: 'granted', reason: 'Asked SuiteQL for one currency.' });
});

it.each([
  ['RESTWEBSERVICES', 'ADMI_RESTWEBSERVICES', 'SuiteCloud: REST Web Services'],
  ['USR', 'REPO_ANALYTICS', 'Analytics: SuiteAnalytics Workbook'],
  ['MULTICURRENCY', 'LIST_CURRENCY', 'Company: Multiple Currencies'],
  ['SALESORDERS', 'TRAN_SALESORD', 'Transactions: Sales Orders'],
  ['ADVSHIPPING', 'TRAN_ITEMSHIP', 'Transactions: Advanced Shipping'],
  ['RETURNAUTHS', 'TRAN_RTNAUTH', 'Transactions: Return Authorizations'],
])('names the menu of the feature %s when it is off', async (feature, permission, menu) => {
  const world = await openWorld();
  world.state.features.delete(feature);
  const report = await verifyAsJson(world);

  const refused = report.permissions.find(({ verdict }) => verdict === 'refused');
  expect(refused?.permission).toBe(permission);
  expect(refused?.mend).toContain(`Setup > Company > Enable Features > ${menu}`);
});

it('reads and changes nothing: every request is a GET, or a SELECT', async () => {
  const world = await openWorld();
  await verify(world);

  const changes = world.state.requests.filter(
    ({ method, path, body }) =>
      method !== 'GET' && !(method === 'POST' && path.includes('/suiteql') && body.startsWith('{"q":"SELECT id FROM')),
  );
  expect(changes).toEqual([]);
  expect(world.state.requests).toHaveLength(12);
});
