/** What the set-up page can tell about an account, and what it says it cannot. Run after the build. */

import { ACCOUNT_DIAL_VALUES, readProject } from '../../packages/emulator/netsuite';
import { CONNECTION, DEPLOYMENTS, SCRIPTS, OUTBOX } from '../../src/TypeScript/aftership/adapters/ids';
import { zipProject } from '../../tools/shared/project';
import { UPS_NUMBER, UPS_NUMBER_2 } from '../fixtures';
import { administrator, follow, get, post, textOf } from './console_world';
import { aShippedFulfillment, FEATURES, makeWorld, settle, type World, type WorldOptions } from './world';

const ONE_WORLD = { features: [...FEATURES, 'SUBSIDIARIES'] };

function setup(world: World): string {
  return textOf(get(world, administrator(world), { page: 'setup' }));
}

function world(options: WorldOptions = {}): World {
  return makeWorld(options);
}

describe('the deployments', () => {
  it('are known with the status that the project deploys them with', () => {
    const { model } = readProject(zipProject(), { features: FEATURES });
    const deployed = model?.scripts.flatMap(({ deployments }) =>
      deployments.map(({ scriptId, status }) => [scriptId, status]),
    );

    expect(Object.fromEntries(deployed ?? [])).toEqual(DEPLOYMENTS);
  });

  it('are done when all are found, deployed and with their status', () => {
    const count = Object.keys(DEPLOYMENTS).length;

    expect(setup(world())).toContain(`Script deployments done ${count} of ${count} were found`);
  });

  it('are to do, with their names, when somebody switched one off', () => {
    const made = world();
    made.account.setDeployed('customdeploy_aftership_wake_ss', false);

    expect(setup(made)).toContain(
      'Script deployments to do customdeploy_aftership_wake_ss should be SCHEDULED, but is not deployed.',
    );
  });

  it.each(ACCOUNT_DIAL_VALUES.deploymentSearch.filter((value) => value !== 'found'))(
    'cannot be told when the search is answered with %s, and the page says why and where to look',
    (deploymentSearch) => {
      const text = setup(world({ dials: { deploymentSearch } }));

      expect(text).toContain('Script deployments cannot tell NetSuite does not show script deployments to this script');
      expect(text).toContain('Checklist of account 1234567');
    },
  );
});

describe('the schedule', () => {
  it('is proved by what the hourly check has done, and missed when it stops', () => {
    const made = world();
    expect(setup(made)).toContain('Scheduled scripts cannot tell');

    settle(made, 70);
    expect(setup(made)).toContain('Scheduled scripts done They run.');

    made.account.setDeployed('customdeploy_aftership_hourly_check_mr', false);
    settle(made, 240);
    expect(setup(made)).toContain('Scheduled scripts to do The last round of the hourly check covers everything until');
  });
});

describe('the roles', () => {
  it('are found by their names, with the users that have them', () => {
    const made = world();
    const text = setup(made);
    made.account.seed('employee', { fields: { entityid: 'Connector', role: 'customrole_aftership_connector' } });
    made.account.seed('employee', {
      fields: { entityid: 'Left', role: 'customrole_aftership_connector', isinactive: true },
    });

    expect(text).toMatch(/Role AfterShip Scripts done It is there \(internal id \d+\)/);
    expect(text).toContain('Role AfterShip Connector not used No user has it.');
    expect(setup(made)).toContain('Role AfterShip Connector done 1 active user has it.');
  });

  it('cannot be told by a role that may not see who has them', () => {
    const made = world();
    made.account.onBoundary(({ what, when, script }) => {
      if (script === SCRIPTS.pages.script && when === 'before' && what === 'N/search.runPaged')
        throw Object.assign(new Error('You need Manage Roles'), { name: 'INSUFFICIENT_PERMISSION' });
    });

    const text = setup(made);

    expect(text).toContain(
      'Role AfterShip Connector cannot tell NetSuite does not show it to a script in your role: You need Manage Roles',
    );
    expect(text).toContain('Version of this project done');
  });
});

describe('AfterShip’s own connection', () => {
  const TRACKING = ['CUSTOMCODE', 'RESTWEBSERVICES', 'TBA'];
  const RETURNS = ['WEBSERVICESEXTERNAL', 'RETURNAUTHS'];
  const LEVEL = 'The role AfterShip Connector makes RMAs; to change or cancel them';
  const withFeatures = (...more: readonly string[]): string =>
    setup(world({ account: { features: [...FEATURES, ...more] } }));

  it('is told which features are off, for Tracking and for Returns', () => {
    const text = withFeatures();

    expect(text).toContain(
      'AfterShip’s own connection, for Tracking not used Off: Client SuiteScript, REST Web Services, Token-based Authentication. Needed only if',
    );
    expect(text).toMatch(
      new RegExp(
        `for Returns \\(RMAs\\) not used Off: .*Authentication, SOAP Web Services, Return Authorizations\\. .*${LEVEL}`,
      ),
    );
  });

  it('may be ready for Tracking and not for Returns, or for both', () => {
    const tracking = withFeatures(...TRACKING);
    const both = withFeatures(...TRACKING, ...RETURNS);

    expect(tracking).toContain('for Tracking done Its features are on: Server SuiteScript, Client SuiteScript,');
    expect(tracking).toContain('for Returns (RMAs) not used Off: SOAP Web Services, Return Authorizations.');
    expect(both).toMatch(new RegExp(`for Returns \\(RMAs\\) done Its features are on: .*${LEVEL}`));
  });
});

describe('in OneWorld', () => {
  function twoSubsidiaries(): { readonly made: World; readonly ids: readonly number[] } {
    const made = world({ account: ONE_WORLD });
    const ids = ['Germany', 'France'].map((name) => made.account.seed('subsidiary', { fields: { name } }));
    return { made, ids };
  }
  const ship = (made: World, subsidiary: number | undefined, number: string): number => {
    const values = aShippedFulfillment(made, [number]);
    return made.account.create(made.clerk, 'itemfulfillment', {
      ...values,
      fields: { ...values.fields, subsidiary: subsidiary ?? null },
    });
  };

  it('each subsidiary is told by whether sending has read its newest fulfillment', () => {
    const { made, ids } = twoSubsidiaries();
    ship(made, ids[0], UPS_NUMBER);
    settle(made);
    made.account.setDeployed(SCRIPTS.deliver.deployment, false);
    const unseen = ship(made, ids[1], UPS_NUMBER_2);

    const text = setup(made);

    expect(text).toContain('Fulfillments of each subsidiary done Sending has read the newest fulfillment of: Germany.');
    expect(text).toContain(`Sending has noted nothing about the newest fulfillment of France (${unseen}).`);
    expect(text).toContain(`Fulfillment ${unseen}`);
  });

  it('what the role of the scripts could not read is to do', () => {
    const { made, ids } = twoSubsidiaries();
    made.account.seed(OUTBOX.type, {
      fields: {
        [OUTBOX.account]: made.account.options.accountId,
        [OUTBOX.fulfillment]: ship(made, ids[0], UPS_NUMBER),
        [OUTBOX.due]: Math.floor(made.account.now() / 1000) + 600,
        [OUTBOX.systemOnly]: true,
        [OUTBOX.waitReason]: 'This run could not read the fulfillment.',
      },
    });

    expect(setup(made)).toContain('Fulfillments of each subsidiary to do 1 fulfillment waits');
  });

  it('is not asked about in an account with one company', () => {
    expect(setup(world())).not.toContain('Fulfillments of each subsidiary');
  });
});

describe('NetSuite’s release', () => {
  it('is noted when the connection is made', () => {
    const made = world({ connection: null });
    const admin = administrator(made);
    post(made, admin, get(made, admin, { page: 'setup' }), { secret: 'custsecret_aftership_key' });

    expect(setup(made)).toContain('NetSuite release done 2026.2, as when it was looked at last.');
  });

  it('is to do when it changed, until a person has looked at it', () => {
    const made = world({ account: { release: '2027.1' }, connection: { releaseChecked: '2026.2' } });
    const admin = administrator(made);
    const page = get(made, admin, { page: 'setup' });
    expect(textOf(page)).toContain('NetSuite release to do NetSuite has the release 2027.1 now; 2026.2 was looked at');

    const after = follow(made, admin, post(made, admin, page, { action: 'note_release' }));

    expect(textOf(after)).toContain('Noted. This page says so when NetSuite has another release.');
    expect(textOf(after)).toContain('NetSuite release done 2027.1');
    expect(made.account.get(CONNECTION.type, made.connection ?? 0)?.fields[CONNECTION.releaseChecked]).toBe('2027.1');
  });

  it('is not noted by an address, or without a connection', () => {
    const made = world({ connection: { releaseChecked: '2026.1' } });
    get(made, administrator(made), { page: 'setup', action: 'note_release' });
    expect(made.account.get(CONNECTION.type, made.connection ?? 0)?.fields[CONNECTION.releaseChecked]).toBe('2026.1');

    const without = world({ connection: null });
    const admin = administrator(without);
    post(without, admin, get(without, admin, { page: 'setup' }), { action: 'note_release' });
    expect(without.account.all(CONNECTION.type)).toEqual([]);
  });
});

describe('every item', () => {
  it('leads to the page that mends it, where NetSuite lists one', () => {
    const made = world();
    const { body } = get(made, administrator(made), { page: 'setup' });

    const tasks = ['ADMI_FEATURES', 'ADMI_SECRETS', 'ADMI_INTEGR_APP', 'LIST_ROLE', 'LIST_USER', 'LIST_SCRIPT'];
    expect(tasks.filter((id) => !body.includes(`id=${id}"`))).toEqual([]);
  });

  it('has no link where NetSuite does not know the page, and is shown all the same', () => {
    const made = world();
    made.account.onBoundary(({ what, when }) => {
      if (when === 'before' && what === 'N/url.resolveTaskLink') throw new Error('no such task');
    });

    const text = setup(made);

    expect(text).toContain('Checklist of account 1234567');
    expect(text).toContain('Manage Integrations');
  });
});
