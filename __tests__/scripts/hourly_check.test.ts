/** What the hourly check finds, through the deployed package in an emulated account. */

import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { ACCOUNT_DIAL_VALUES, type Dials, type RecordValues } from '../../packages/emulator/netsuite';
import { CONNECTION, PACKAGE, SCRIPTS, OUTBOX } from '../../src/TypeScript/aftership/adapters/ids';
import { KEEP_DAYS } from '../../src/TypeScript/aftership/app/schedule/hourly_check';
import { zipProject } from '../../tools/shared/project';
import { UPS_NUMBER, UPS_NUMBER_2, USPS_NUMBER } from '../fixtures';
import { aShippedFulfillment, calls, ledger, makeWorld, modeId, outbox, settle, type World } from './world';

const HOUR = 60;
const DAY = 24 * HOUR;

/** Somebody whose saves run no scripts: an import or a web service with the preference switched off. */
const silent = (world: World) => ({ ...world.clerk, context: 'CSVIMPORT', withoutScripts: true }) as const;

const numbersAtAfterShip = (world: World): readonly string[] =>
  [...world.aftership.trackings.values()].map(({ trackingNumber }) => trackingNumber).sort();

function createSilently(world: World, numbers: readonly string[] = [UPS_NUMBER]): number {
  return world.account.create(silent(world), 'itemfulfillment', aShippedFulfillment(world, numbers));
}

/** The project with another deployment of its user event for saves. */
function zipOf(change: (text: string) => string): Uint8Array {
  const file = 'Objects/aftership/scripts/customscript_aftership_fulfillment_ue.xml';
  const files = unzipSync(zipProject());
  const text = strFromU8(files[file] ?? new Uint8Array());
  const changed = change(text);
  expect(changed).not.toBe(text);
  return zipSync({ ...files, [file]: strToU8(changed) });
}

function checks(world: World): number {
  return world.account
    .executions()
    .filter(({ script, entry }) => script === 'customscript_aftership_hourly_check_mr' && entry === 'getInputData')
    .length;
}

function deliveries(world: World): number {
  return world.account.executions().filter(({ entry }) => entry === 'reduce').length;
}

it('finds fulfillments that were shipped without a user event', () => {
  const world = makeWorld();
  createSilently(world);

  settle(world, 2 * HOUR);

  expect(numbersAtAfterShip(world)).toEqual([UPS_NUMBER]);
  expect(outbox(world)).toEqual([]);
});

it('finds fulfillments of an execution context that the deployment of the user event does not name', () => {
  const world = makeWorld({ package: zipOf((text) => text.replace('|RESTLET|', '|')) });
  const restlet = { ...world.clerk, context: 'RESTLET' } as const;
  world.account.create(restlet, 'itemfulfillment', aShippedFulfillment(world));
  settle(world);
  expect([numbersAtAfterShip(world), outbox(world)]).toEqual([[], []]);

  settle(world, 2 * HOUR);

  expect(numbersAtAfterShip(world)).toEqual([UPS_NUMBER]);
});

it('finds edits that were made without a user event', () => {
  const world = makeWorld();
  const id = world.account.create(world.clerk, 'itemfulfillment', aShippedFulfillment(world));
  settle(world, 3 * HOUR);

  world.account.edit(silent(world), 'itemfulfillment', id, aShippedFulfillment(world, [USPS_NUMBER]));
  settle(world, 3 * HOUR);

  expect(numbersAtAfterShip(world)).toEqual([USPS_NUMBER]);
});

it('finds an edit in the same minute as the look before it', () => {
  const world = makeWorld();
  const id = world.account.create(world.clerk, 'itemfulfillment', aShippedFulfillment(world));
  world.account.advance(20);
  expect(numbersAtAfterShip(world)).toEqual([UPS_NUMBER]);

  world.account.edit(silent(world), 'itemfulfillment', id, aShippedFulfillment(world, [UPS_NUMBER_2]));
  settle(world, 4 * HOUR);

  expect(numbersAtAfterShip(world)).toEqual([UPS_NUMBER_2]);
});

it('finds fulfillments that were deleted without a user event, and lets the removal wait as always', () => {
  const world = makeWorld();
  const id = world.account.create(world.clerk, 'itemfulfillment', aShippedFulfillment(world));
  settle(world, 3 * HOUR);

  world.account.remove(silent(world), 'itemfulfillment', id);
  settle(world, HOUR + 5);
  expect(ledger(world)[0]?.state).toBe('Removal due');
  settle(world, 2 * HOUR);

  expect(numbersAtAfterShip(world)).toEqual([]);
  expect(ledger(world)[0]).toMatchObject({ state: 'Removed', reason: 'removed' });
});

it('leaves a row alone that shows no fulfillment although there is one', () => {
  const world = makeWorld();
  world.account.create(world.clerk, 'itemfulfillment', aShippedFulfillment(world));
  settle(world, 3 * HOUR);
  const [row] = ledger(world);
  world.account.inlineEdit({ user: 'system', context: 'SCHEDULED' }, PACKAGE.type, row?.id ?? 0, {
    [PACKAGE.transaction]: null,
  });
  world.account.clearMeasurements();

  settle(world, 3 * HOUR);

  expect(checks(world)).toBe(3);
  expect(deliveries(world)).toBe(0);
  expect(numbersAtAfterShip(world)).toEqual([UPS_NUMBER]);
});

it('asks again about a create without an answer whose event is lost', () => {
  const world = makeWorld();
  world.account.create(world.clerk, 'itemfulfillment', aShippedFulfillment(world));
  settle(world, 3 * HOUR);
  const [row] = ledger(world);
  world.account.inlineEdit({ user: 'system', context: 'SCHEDULED' }, PACKAGE.type, row?.id ?? 0, {
    [PACKAGE.reason]: 'unanswered',
    [PACKAGE.holding]: 'create unknown',
    [PACKAGE.dueAt]: Math.floor(world.account.now() / 1000),
  });
  expect(outbox(world)).toEqual([]);

  settle(world, 2 * HOUR);

  expect(ledger(world)[0]?.state).toBe('In AfterShip');
  expect(world.aftership.trackings.size).toBe(1);
});

it('ends with one tracking when two fulfillments send the same number at the same moment', () => {
  const world = makeWorld();
  const first = world.account.create(world.clerk, 'itemfulfillment', aShippedFulfillment(world));
  world.account.create(world.clerk, 'itemfulfillment', aShippedFulfillment(world));
  world.account.onBoundary(({ kind, when, entry }) => {
    if (kind !== 'http' || when !== 'before' || entry !== 'reduce') return;
    world.account.onBoundary(null);
    // The other one is sent while this one's request is under way: neither sees a row of the other.
    const event = outbox(world).find(({ fields }) => fields[OUTBOX.fulfillment] === first);
    world.account.inlineEdit({ user: 'system', context: 'SCHEDULED' }, OUTBOX.type, event?.id ?? 0, {
      [OUTBOX.due]: Math.floor(world.account.now() / 1000) + 60,
    });
    world.account.runOnceMore(SCRIPTS.deliver.deployment);
  });

  settle(world, 3 * HOUR);

  expect(calls(world).slice(0, 2)).toEqual(['POST 201', 'POST 400']);
  const [tracking] = world.aftership.trackings.values();
  expect(world.aftership.trackings.size).toBe(1);
  expect(ledger(world).map(({ trackingId, state }) => [trackingId, state])).toEqual([
    [tracking?.id, 'In AfterShip'],
    [tracking?.id, 'In AfterShip'],
  ]);
  expect(outbox(world)).toEqual([]);
});

it('puts two rows of one package together, which two runs at the same moment may leave', () => {
  const world = makeWorld({ dials: { duplicateExternalId: 'accepted' } });
  world.account.create(world.clerk, 'itemfulfillment', aShippedFulfillment(world));
  settle(world, HOUR);
  const [row] = ledger(world);
  const stored = world.account.get(PACKAGE.type, row?.id ?? 0);
  if (row === undefined || stored === null) throw new Error('expected a row');
  world.account.seed(PACKAGE.type, { fields: stored.fields });
  expect(ledger(world)).toHaveLength(2);

  settle(world, 2 * HOUR);

  expect(ledger(world).map(({ id }) => id)).toEqual([row.id]);
  expect(world.aftership.trackings.size).toBe(1);
  expect(outbox(world)).toEqual([]);
});

it('looks at nothing again that did not change', () => {
  const world = makeWorld();
  for (let index = 0; index < 5; index += 1) {
    world.account.create(world.clerk, 'itemfulfillment', aShippedFulfillment(world, [`KX${300_000 + index}`]));
  }
  settle(world, 3 * HOUR);
  world.account.clearMeasurements();

  settle(world, 10 * HOUR);

  expect(checks(world)).toBe(10);
  expect(deliveries(world)).toBe(0);
});

it('sends nothing that shipped before the start date or too long ago, whoever edits it', () => {
  const world = makeWorld();
  const old = aShippedFulfillment(world);
  const id = world.account.seed('itemfulfillment', {
    ...old,
    fields: { ...old.fields, shippeddate: new Date(2026, 9, 20), trandate: new Date(2026, 9, 20) },
  });
  world.account.edit(silent(world), 'itemfulfillment', id, { fields: { memo: 'mass edit' } });

  settle(world, 2 * HOUR);

  expect(ledger(world)).toMatchObject([{ state: 'Not sent (rule)', reason: 'before_start' }]);
  expect(world.aftership.journal).toEqual([]);
});

function setConnection(world: World, fields: RecordValues['fields']): void {
  world.account.edit(world.admin, CONNECTION.type, world.connection ?? 0, { fields });
}

it('looks at everything since the start date again after the connection was off', () => {
  const world = makeWorld();
  settle(world, 2 * HOUR);
  const setMode = (mode: 'Off' | 'On'): void =>
    setConnection(world, { [CONNECTION.mode]: modeId(world.account, mode) });
  setMode('Off');
  world.account.create(world.clerk, 'itemfulfillment', aShippedFulfillment(world));
  settle(world, 2 * DAY);
  expect(outbox(world)).toEqual([]);
  expect(ledger(world)).toEqual([]);

  setMode('On');
  settle(world, 2 * HOUR);

  expect(numbersAtAfterShip(world)).toEqual([UPS_NUMBER]);
});

it('keeps what is tracked in step although it was off meanwhile and begins at a later day', () => {
  const world = makeWorld();
  const known = world.account.create(world.clerk, 'itemfulfillment', aShippedFulfillment(world));
  settle(world, 3 * HOUR);
  setConnection(world, { [CONNECTION.mode]: modeId(world.account, 'Off') });
  settle(world, 2 * HOUR);
  world.account.edit(world.clerk, 'itemfulfillment', known, aShippedFulfillment(world, [UPS_NUMBER_2]));
  createSilently(world, [USPS_NUMBER]);
  settle(world, 3 * DAY);

  setConnection(world, {
    [CONNECTION.startDate]: new Date(2026, 10, 26),
    [CONNECTION.mode]: modeId(world.account, 'On'),
  });
  settle(world, 4 * HOUR);

  expect(numbersAtAfterShip(world)).toEqual([]);
  expect(ledger(world).map(({ fulfillment, state }) => [fulfillment, state])).toEqual([
    [known, 'Removed'],
    [known, 'Not sent (rule)'],
  ]);
});

it('does nothing without a connection, nor for rows of another account', () => {
  const world = makeWorld({ connection: null });
  createSilently(world);
  world.account.seed(PACKAGE.type, {
    fields: {
      [PACKAGE.account]: '7654321',
      [PACKAGE.fulfillment]: 999,
      [PACKAGE.number]: UPS_NUMBER,
      [PACKAGE.state]: 'Confirming',
      [PACKAGE.reason]: 'unanswered',
      [PACKAGE.holding]: 'create unknown',
      [PACKAGE.trackingId]: `ns-7654321-${'0'.repeat(24)}`,
      [PACKAGE.dueAt]: 1,
      [PACKAGE.lookedAt]: 1,
    },
  });

  settle(world, 3 * HOUR);

  expect(ledger(world)).toMatchObject([{ state: 'Confirming', fulfillment: 999 }]);
  expect(outbox(world)).toEqual([]);
});

describe('old rows', () => {
  function rowOfAge(world: World, days: number, fields: Readonly<Record<string, string | boolean>> = {}): void {
    const lookedAt = world.account.now() / 1000 - days * 86_400;
    world.account.seed(PACKAGE.type, {
      fields: {
        created: new Date(lookedAt * 1000),
        [PACKAGE.account]: '1234567',
        // As if it had been there all along, so that it counts as gone.
        [PACKAGE.fulfillment]: 990_000,
        [PACKAGE.number]: `OLD-${days}-${ledger(world).length}`,
        [PACKAGE.state]: 'Removed',
        [PACKAGE.reason]: 'removed',
        [PACKAGE.holding]: 'nothing',
        [PACKAGE.lookedAt]: lookedAt,
        ...fields,
      },
    });
  }

  it('are removed half a year after they were last touched, and not sooner', () => {
    const world = makeWorld();
    rowOfAge(world, KEEP_DAYS + 1);
    rowOfAge(world, KEEP_DAYS - 1);

    settle(world, 2 * HOUR);

    expect(ledger(world).map(({ number }) => number)).toEqual([`OLD-${KEEP_DAYS - 1}-1`]);
  });

  const brakedFields = {
    [PACKAGE.state]: 'Removal due',
    [PACKAGE.reason]: 'brake',
    [PACKAGE.holding]: 'ours',
    [PACKAGE.trackingId]: `ns-1234567-${'0'.repeat(24)}`,
  };

  it.each([
    ['waits for a person to approve its removal', brakedFields],
    [
      'a person asked to try again',
      { [PACKAGE.state]: 'Needs attention', [PACKAGE.reason]: 'refused', [PACKAGE.retry]: true },
    ],
  ])('stay when one %s', (_what, fields) => {
    const world = makeWorld({ mode: 'Preview' });
    rowOfAge(world, KEEP_DAYS + 1, fields);

    settle(world, 2 * HOUR);

    expect(ledger(world)).toHaveLength(1);
  });

  it('cannot bring a tracking back: their fulfillment is too old to be sent again', () => {
    const world = makeWorld({ connection: { maxAge: 110 } });
    const id = world.account.create(world.clerk, 'itemfulfillment', aShippedFulfillment(world));
    settle(world, HOUR);
    // Half a year of schedules with nothing to do would only take time.
    const schedules = ['customdeploy_aftership_wake_ss', 'customdeploy_aftership_hourly_check_mr'];
    for (const deployment of schedules) world.account.setDeployed(deployment, false);
    settle(world, (KEEP_DAYS + 2) * DAY);
    for (const deployment of schedules) world.account.setDeployed(deployment, true);
    settle(world, 2 * HOUR);
    expect(ledger(world)).toEqual([]);
    const before = world.aftership.journal.length;

    world.account.edit(world.clerk, 'itemfulfillment', id, { fields: { memo: 'touched' } });
    settle(world, 2 * HOUR);

    expect(ledger(world)).toMatchObject([{ state: 'Not sent (rule)', reason: 'too_old' }]);
    expect(world.aftership.journal).toHaveLength(before);
  });
});

it('raises in one run what changes unseen in an hour of an account with 200,000 packages a day', () => {
  const many = 8400;
  const world = makeWorld({ mode: 'Preview' });
  const values = aShippedFulfillment(world);
  for (let index = 0; index < many; index += 1) {
    world.account.seed('itemfulfillment', {
      ...values,
      fields: { ...values.fields, lastmodifieddate: new Date(world.account.now()) },
      sublists: { package: [{ packagetrackingnumber: `KX${310_000 + index}`, packageweight: 1 }] },
    });
  }
  world.account.setDeployed('customdeploy_aftership_send_mr', false);
  world.account.setDeployed('customdeploy_aftership_wake_ss', false);

  settle(world, HOUR);

  expect(outbox(world)).toHaveLength(many);
  const [input] = world.account
    .executions()
    .filter(({ script, entry }) => script === 'customscript_aftership_hourly_check_mr' && entry === 'getInputData');
  expect(input).toMatchObject({ error: null });
  expect(input?.units).toBeLessThan(7000);
});

describe('a look 20 seconds after the save', () => {
  /** The user's role may not ask for sending, so the scheduled run looks at a save of 20 seconds before it. */
  function looksWith(dials: Partial<Dials>): number {
    const world = makeWorld({ dials: { taskSubmit: 'refused', ...dials } });
    world.account.advance(14 * 60 + 38);
    world.account.create(world.clerk, 'itemfulfillment', aShippedFulfillment(world));
    settle(world, 3 * HOUR);
    expect(numbersAtAfterShip(world)).toEqual([UPS_NUMBER]);
    return deliveries(world);
  }

  it.each(ACCOUNT_DIAL_VALUES.databaseClock)('is the only one when the database’s clock is %s', (databaseClock) => {
    expect(looksWith({ databaseClock })).toBe(1);
  });

  it.each(['always 00', 'refused'] as const)('is repeated where SuiteQL’s seconds are %s', (suiteqlSeconds) => {
    expect(looksWith({ suiteqlSeconds })).toBe(2);
  });
});
