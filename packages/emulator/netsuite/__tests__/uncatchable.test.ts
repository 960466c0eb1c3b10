/** What is not emulated ends the test, in every kind of script, whatever the script catches. */

import type { EmulatedAccount } from '../contract';
import {
  accountWith,
  deployment,
  entryFile,
  findingsOf,
  JOB,
  NOTE,
  project,
  script,
  system,
  userEvent,
  WAKE,
} from './fixture';
import { mapReduce } from './scripts_fixture';

const MODULES = ['N/record', 'N/search', 'N/email'];
const LOUD = 'not emulated: N/email.sendBulk';
const CAUGHT = `try { email.sendBulk({}); } catch (error) { }`;

function userEventAccount(body: string): EmulatedAccount {
  return accountWith(
    project([userEvent('event.js')], { 'event.js': entryFile('UserEventScript', `return { ${body} };`, MODULES) }),
  );
}

describe('a script that catches what is not emulated fails in', () => {
  test.each(['beforeSubmit', 'afterSubmit', 'beforeLoad'])('%s', (entry) => {
    const account = userEventAccount(`${entry}: function () { ${CAUGHT} }`);

    expect(() => account.create(system, 'itemfulfillment', {})).toThrow(LOUD);
  });

  test.each([
    ['getInputData', `getInputData: function () { ${CAUGHT} return []; }, map: function () {}`],
    ['map', `getInputData: function () { return [1]; }, map: function () { ${CAUGHT} }`],
    ['reduce', `getInputData: function () { return [1]; }, reduce: function () { ${CAUGHT} }`],
    [
      'summarize',
      `getInputData: function () { return [1]; }, map: function () {}, summarize: function () { ${CAUGHT} }`,
    ],
  ])('%s', (_stage, body) => {
    const account = accountWith(mapReduce(`return { ${body} };`, MODULES));

    expect(() => account.execute(JOB)).toThrow(LOUD);
    // The account goes on: no instance is left unfinished.
    expect(() => account.execute(JOB)).toThrow(LOUD);
  });

  test('a scheduled script', () => {
    const wake = script('scheduledscript', 'wake.js', [deployment(WAKE)]);
    const source = entryFile('ScheduledScript', `return { execute: function () { ${CAUGHT} } };`, MODULES);
    const account = accountWith(project([wake], { 'wake.js': source }));

    expect(() => account.execute(WAKE)).toThrow(LOUD);
  });

  test('a Suitelet', () => {
    const page = script('suitelet', 'page.js', [
      deployment('customdeploy_page', { status: 'RELEASED', allRoles: true }),
    ]);
    const source = entryFile('Suitelet', `return { onRequest: function () { ${CAUGHT} } };`, MODULES);
    const account = accountWith(project([page], { 'page.js': source }));
    const user = account.seed('employee', { fields: { entityid: 'A', role: 'administrator' } });

    expect(() =>
      account.request(
        { user, context: 'USERINTERFACE' },
        { script: 'customscript_page', deployment: 'customdeploy_page', method: 'GET', parameters: {} },
      ),
    ).toThrow(LOUD);
  });

  test('a user event inside a save that another script catches', () => {
    const job = mapReduce(
      `return { getInputData: function () { return [1]; }, map: function () {
        try { record.create({ type: '${NOTE}' }).save(); } catch (error) { }
      } };`,
      MODULES,
    );
    const event = userEvent('event.js', { recordType: NOTE.toUpperCase() });
    const source = entryFile('UserEventScript', `return { beforeSubmit: function () { ${CAUGHT} } };`, MODULES);
    const account = accountWith({
      ...job,
      scripts: [...job.scripts, event],
      files: new Map([...job.files, ['/SuiteScripts/example/event.js', source]]),
    });

    expect(() => account.execute(JOB)).toThrow(LOUD);
  });
});

test('a fault of the emulator itself in another actor’s work is no error that the running script may catch', () => {
  const job = mapReduce(
    `return { getInputData: function () { return [1]; }, map: function () {
      try { record.create({ type: '${NOTE}' }); } catch (error) { }
    } };`,
    MODULES,
  );
  const source = entryFile(
    'UserEventScript',
    `return { afterSubmit: function () { https.get({ url: 'https://example.com/' }); } };`,
    ['N/https'],
  );
  const send = (): never => {
    throw new TypeError('the transport is broken');
  };
  const account = accountWith(
    {
      ...job,
      scripts: [...job.scripts, userEvent('event.js')],
      files: new Map([...job.files, ['/SuiteScripts/example/event.js', source]]),
    },
    { transport: { send } },
  );
  account.onBoundary(({ what, when, entry }) => {
    if (entry === 'map' && what === 'N/record.create' && when === 'before')
      account.create(system, 'itemfulfillment', {});
  });

  expect(() => account.execute(JOB)).toThrow('the transport is broken');
});

test('the global require is refused although the file catches it', () => {
  const source = entryFile('UserEventScript', 'return { afterSubmit: function () {} };', MODULES);
  const guarded = `${source}\ntry { require(['N/record'], function () {}); } catch (error) { }`;

  expect(() => findingsOf(project([userEvent('event.js')], { 'event.js': guarded }))).toThrow(
    'not emulated: the global require',
  );
});

test('a member of Oracle that is not emulated is not denied by `in`', () => {
  const account = userEventAccount(`afterSubmit: function () { return 'sendBulk' in email; }`);
  const missing = userEventAccount(`afterSubmit: function () {
    if ('nonsense' in email || !('send' in email)) throw new Error('wrong');
  }`);

  expect(() => account.create(system, 'itemfulfillment', {})).toThrow(LOUD);
  missing.create(system, 'itemfulfillment', {});
  expect(missing.executions().map(({ error }) => error)).toEqual([null]);
});

test('the JSON of a search is refused, because its form is not emulated', () => {
  const account = userEventAccount(
    `afterSubmit: function () { try { JSON.stringify(search.create({ type: '${NOTE}' })); } catch (error) { } }`,
  );

  expect(() => account.create(system, 'itemfulfillment', {})).toThrow('not emulated: N/search.Search.toJSON');
});
