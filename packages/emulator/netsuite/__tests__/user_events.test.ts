import {
  accountWith,
  clerk,
  deployment,
  entryFile,
  NOTE,
  project,
  ROLE,
  script,
  system,
  userEvent,
  WAKE,
} from './fixture';
import { WATCH, watching, seen } from './scripts_fixture';

describe('user events', () => {
  test('run with the type and context of what people and integrations do', () => {
    const account = watching();
    const actor = clerk(account);

    const id = account.create(actor, 'itemfulfillment', { fields: { memo: 'a' } });
    account.edit({ ...actor, context: 'CSVIMPORT' }, 'itemfulfillment', id, { fields: { memo: 'b' } });
    account.markPacked(actor, id);
    account.markShipped(actor, id);
    account.inlineEdit({ ...actor, context: 'RESTWEBSERVICES' }, 'itemfulfillment', id, { memo: 'c' });
    account.remove(actor, 'itemfulfillment', id);

    expect(seen(account).map(({ type, isType, context, old }) => [type, isType, context, old])).toEqual([
      ['create', true, 'USERINTERFACE', 'none'],
      ['edit', true, 'CSVIMPORT', 'a'],
      ['pack', true, 'USERINTERFACE', 'b'],
      ['ship', true, 'USERINTERFACE', 'b'],
      ['xedit', true, 'RESTWEBSERVICES', 'b'],
      ['delete', true, 'USERINTERFACE', 'c'],
    ]);
    expect(account.executions().map(({ error }) => error)).toEqual(Array(6).fill(null));
  });

  test.each([
    ['edited only', ['memo']],
    ['edited and system', ['memo', 'id', 'type']],
  ] as const)('an inline edit shows the fields that were %s', (xeditFields, fields) => {
    const account = watching({}, { xeditFields });
    const id = account.seed('itemfulfillment', { fields: { shipstatus: 'C' } });

    account.inlineEdit(clerk(account), 'itemfulfillment', id, { memo: 'c' });

    expect(seen(account)).toMatchObject([{ type: 'xedit', id, memo: 'c', status: '', fields }]);
  });

  test('a deletion shows nothing but the id of the new record', () => {
    const account = watching();
    const id = account.seed('itemfulfillment', { fields: { memo: 'x' } });

    account.remove(system, 'itemfulfillment', id);

    expect(seen(account)).toMatchObject([{ id, memo: '', fields: [] }]);
  });

  test.each([
    ['fresh', 'C', 'IF1001'],
    ['stale', 'A', 'IF1001'],
  ] as const)('values after the save may be %s', (afterSubmitValues, status, tranid) => {
    const account = watching({}, { afterSubmitValues });
    const id = account.seed('itemfulfillment', { fields: { shipstatus: 'A', tranid } });

    account.markShipped(clerk(account), id);

    expect(seen(account)).toMatchObject([{ status, tranid }]);
  });

  test('a stale new record has no number yet', () => {
    const account = watching({}, { afterSubmitValues: 'stale' });

    account.create(clerk(account), 'itemfulfillment', { fields: { memo: 'n' } });

    expect(seen(account)).toMatchObject([{ tranid: 'To Be Generated', memo: 'n' }]);
  });

  test.each([
    ['a switched off deployment', { isDeployed: false }],
    ['a testing deployment', { status: 'TESTING' }],
    ['a deployment without audience', { allRoles: false }],
    ['a deployment for another role', { allRoles: false, audienceRoles: [ROLE] }],
    ['another event type', { eventType: 'SHIP' }],
    ['another execution context', { executionContexts: ['SUITELET'] }],
    ['another record type', { recordType: 'salesorder' }],
  ])('do not run for %s', (_what, more) => {
    const account = watching(more);

    account.create(clerk(account), 'itemfulfillment', {});

    expect(account.executions()).toEqual([]);
  });

  test('do not run when an import switches scripts off', () => {
    const account = watching();

    account.create({ ...clerk(account), context: 'CSVIMPORT', withoutScripts: true }, 'itemfulfillment', {});

    expect(account.executions()).toEqual([]);
  });

  test('do not run for what a user event saves', () => {
    const chained = userEvent('chained.js', { recordType: NOTE });
    const body = 'return { afterSubmit: function () { record.create({ type: "customrecord_note" }).save(); } };';
    const account = accountWith(
      project([userEvent('watch.js'), { ...chained, scriptId: 'customscript_chained' }], {
        'watch.js': WATCH,
        'chained.js': entryFile('UserEventScript', body),
      }),
    );

    account.create(clerk(account), 'itemfulfillment', {});

    expect(account.executions().map(({ script: id }) => id)).toEqual(['customscript_watch']);
  });

  test('an error keeps the record and skips the scripts that come later', () => {
    const failing = entryFile('UserEventScript', 'return { afterSubmit: function () { throw new Error("no"); } };');
    const account = accountWith(
      project([userEvent('fail.js'), userEvent('watch.js')], { 'fail.js': failing, 'watch.js': WATCH }),
    );

    const id = account.create(clerk(account), 'itemfulfillment', {});

    expect(account.get('itemfulfillment', id)).not.toBeNull();
    expect(account.executions().map(({ error }) => error)).toEqual([{ name: 'Error', message: 'no' }]);
  });

  test('an error before the save stops it', () => {
    const body = 'return { beforeSubmit: function () { throw new Error("wrong"); } };';
    const account = accountWith(project([userEvent('before.js')], { 'before.js': entryFile('UserEventScript', body) }));

    expect(() => account.create(system, 'itemfulfillment', {})).toThrow('wrong');
    expect(account.all('itemfulfillment')).toEqual([]);
  });

  test('what is set before the save is saved, and after it nothing can be set', () => {
    const body = `return {
      beforeSubmit: function (context) { context.newRecord.setValue({ fieldId: 'memo', value: 'set' }); },
      afterSubmit: function (context) { context.newRecord.setValue({ fieldId: 'memo', value: 'late' }); },
    };`;
    const account = accountWith(project([userEvent('set.js')], { 'set.js': entryFile('UserEventScript', body) }));

    const id = account.create(system, 'itemfulfillment', {});

    expect(account.get('itemfulfillment', id)?.fields['memo']).toBe('set');
    expect(account.executions().map(({ entry, error }) => [entry, error?.name])).toEqual([
      ['beforeSubmit', undefined],
      ['afterSubmit', 'EMULATED_READ_ONLY_RECORD'],
    ]);
  });

  test('run in the role of the deployment for a person, in that of the first script for a script', () => {
    const watch = userEvent('watch.js', { runAsRole: ROLE });
    const job = script('scheduledscript', 'wake.js', [deployment(WAKE)]);
    const body = `return { execute: function () {
      const all = record.transform({ fromType: 'salesorder', fromId: 1, toType: 'itemfulfillment' });
      all.save();
    } };`;
    const account = accountWith(
      project([watch, job], { 'watch.js': WATCH, 'wake.js': entryFile('ScheduledScript', body) }),
    );
    account.seed('salesorder', {}, 1);

    account.create(clerk(account), 'itemfulfillment', {});
    account.execute(WAKE);

    expect(seen(account).map(({ role, context }) => [role, context])).toEqual([
      [ROLE, 'USERINTERFACE'],
      ['administrator', 'SCHEDULED'],
    ]);
  });

  test('run with every permission where the deployment says ADMINISTRATOR', () => {
    const account = watching({ runAsRole: 'ADMINISTRATOR' });

    account.create(clerk(account), 'itemfulfillment', {});

    expect(seen(account)).toMatchObject([{ role: 'administrator' }]);
  });

  test('are loud about a standard role whose permissions are not emulated', () => {
    const body = `return { afterSubmit: function () {
      try { record.load({ type: 'salesorder', id: 1 }); } catch (error) { }
    } };`;
    const source = entryFile('UserEventScript', body);
    const account = accountWith(project([userEvent('ceo.js', { runAsRole: 'CEO' })], { 'ceo.js': source }));
    account.seed('salesorder', {}, 1);

    expect(() => account.create(clerk(account), 'itemfulfillment', {})).toThrow(
      'not emulated: the permissions of the role ceo',
    );
  });
});
