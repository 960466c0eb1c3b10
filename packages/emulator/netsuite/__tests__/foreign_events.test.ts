/** User events of other apps, which run at every read of a script as well (section_4407991781). */

import { type EmulatedAccount, KilledError } from '../contract';
import { accountWith, clerk, empty, entryFile, EVENTS, NOTE, project, system, userEvent } from './fixture';
import { NOTE_DOWN, seen } from './scripts_fixture';

interface Api {
  load(options: object): { getValue(field: string): unknown };
}

/** Loads a fulfillment as a script does. Returns its memo, or the error's name and message. */
function load(account: EmulatedAccount, id: number, as: object = {}): unknown {
  return account.withModules((require) => {
    try {
      return (require('N/record') as Api).load({ type: 'itemfulfillment', id }).getValue('memo');
    } catch (error) {
      const { name, message } = error as Error;
      return `${name}: ${message}`;
    }
  }, as);
}

/** Writes down what a beforeLoad is told. */
const TELL = `record.create({ type: '${NOTE}' }).setValue({ fieldId: 'custrecord_note_long', value: JSON.stringify({
  type: context.type, id: context.newRecord.id, memo: context.newRecord.getValue('memo'),
  form: String(context.form), request: String(context.request), context: runtime.executionContext,
  role: runtime.getCurrentUser().roleId,
}) }).save();`;

function planted(beforeLoad: string, dials: object = {}) {
  const account = accountWith(empty, { dials });
  const id = account.seed('itemfulfillment', { fields: { memo: 'kept' } });
  const deployment = account.plantUserEvent({
    recordType: 'itemfulfillment',
    beforeLoad,
    modules: ['N/record', 'N/runtime'],
  });
  return { account, id, deployment };
}

describe('a beforeLoad of another app', () => {
  test.each(['edit', 'view'] as const)('runs when a script loads the record, without a page, with type %s', (type) => {
    const { account, id } = planted(TELL, { typeOfLoad: type });

    expect(load(account, id)).toBe('kept');

    expect(seen(account)).toEqual([
      { type, id, memo: 'kept', form: 'undefined', request: 'undefined', context: 'MAPREDUCE', role: 'administrator' },
    ]);
  });

  test('has units of its own and costs the script that loads none', () => {
    const { account, id } = planted(TELL);

    load(account, id);

    expect(account.executions().map(({ entry, units }) => [entry, units])).toEqual([
      ['beforeLoad', 6],
      ['withModules', 10],
    ]);
  });

  test('that throws fails the load with its error, until somebody takes it away', () => {
    const { account, id, deployment } = planted(`throw new Error('no such customer');`);

    expect(load(account, id)).toBe('Error: no such customer');

    account.setDeployed(deployment, false);
    expect(load(account, id)).toBe('kept');

    account.setDeployed(deployment, true);
    expect(load(account, id)).toBe('Error: no such customer');
  });

  test.each([
    ['absent', 'TypeError: Cannot read properties of undefined'],
    ['unusable', 'EMULATED_NO_FORM: There is no page here'],
  ] as const)('that touches its form fails the load where the form is %s', (formWithoutPage, error) => {
    const { account, id } = planted(`context.form.addButton({ id: 'custpage_x', label: 'X' });`, { formWithoutPage });

    expect(load(account, id)).toContain(error);
  });

  test('finds a form on the page of a person', () => {
    const { account, id } = planted(`context.form.addButton({ id: 'custpage_x', label: 'Theirs' });`);

    const { html, error } = account.open(clerk(account), 'itemfulfillment', id);

    expect([error, html]).toEqual([null, expect.stringContaining('Theirs')]);
  });

  test('cannot change the record that is loaded: what it sets is ignored', () => {
    const { account, id } = planted(`context.newRecord.setValue({ fieldId: 'memo', value: 'theirs' });`);

    expect(load(account, id)).toBe('kept');
    expect(account.executions().map(({ error }) => error)).toEqual([null, null]);
  });

  test('does not run for what a user event loads, nor for another record type', () => {
    const { account, id, deployment } = planted(`throw new Error('theirs');`);
    account.plantUserEvent({ recordType: 'salesorder', beforeLoad: `throw new Error('of orders');` });

    expect(load(account, id, { scriptType: 'UserEventScript' })).toBe('kept');
    account.setDeployed(deployment, false);
    expect(load(account, id)).toBe('kept');
  });

  test.each([
    ['a context that it leaves out', { executionContexts: ['USERINTERFACE'] }],
    ['another type', { eventType: 'VIEW' }],
  ])('does not run in %s', (_what, more) => {
    const source = entryFile('UserEventScript', `return { beforeLoad: function () { throw new Error('no'); } };`);
    const account = accountWith(project([userEvent('ours.js', more)], { 'ours.js': source }));
    const id = account.seed('itemfulfillment', { fields: { memo: 'kept' } });

    expect(load(account, id)).toBe('kept');
  });

  test('of the project runs as well, before the planted one', () => {
    const body = `${NOTE_DOWN} return { beforeLoad: function () { note('ours'); } };`;
    const ours = project([userEvent('ours.js')], { 'ours.js': entryFile('UserEventScript', body) });
    const account = accountWith(ours);
    const id = account.seed('itemfulfillment', { fields: { memo: 'kept' } });
    account.plantUserEvent({ recordType: 'itemfulfillment', beforeLoad: TELL, modules: ['N/record', 'N/runtime'] });

    load(account, id);

    expect(seen(account)).toEqual(['ours', expect.objectContaining({ id })]);
    expect(account.executions().map(({ deployment }) => deployment)).toEqual([EVENTS, 'customdeploy_foreign_1', '']);
  });

  test('that a restart of the server ends takes the script that loads with it', () => {
    const { account, id } = planted(TELL);
    account.onBoundary(({ what, entry }) => {
      if (entry === 'beforeLoad' && what === 'N/record.create') throw new KilledError('restart');
    });

    expect(() => load(account, id)).toThrow('restart');
    expect(account.executions().map(({ entry, error }) => [entry, error?.name])).toEqual([
      ['beforeLoad', 'KILLED'],
      ['withModules', 'KILLED'],
    ]);
  });
});

test('another app may write the record in its own afterSubmit, and no second user event runs', () => {
  const account = accountWith(empty);
  account.plantUserEvent({
    recordType: 'itemfulfillment',
    afterSubmit: `record.submitFields({ type: 'itemfulfillment', id: context.newRecord.id, values: { memo: 'theirs' } });`,
    modules: ['N/record'],
  });

  const id = account.create(system, 'itemfulfillment', { fields: { memo: 'ours' } });

  expect(account.get('itemfulfillment', id)?.fields['memo']).toBe('theirs');
  expect(account.executions().map(({ entry }) => entry)).toEqual(['afterSubmit']);
});

test('a body that is no JavaScript is refused when it is planted', () => {
  const plant = () => accountWith(empty).plantUserEvent({ recordType: 'itemfulfillment', beforeLoad: 'if (' });

  expect(plant).toThrow('SYNTAX_ERROR');
});
