/**
 * Features that the simulation needs: copies of an account, runs that the platform should prevent, and roles that hide
 * records.
 */

import { WireError } from '../../wire';
import { accountWith, clerk, empty, entryFile, JOB, NOTE, project, seedOrder, system, userEvent } from './fixture';
import { INPUT, mapReduce, NOTE_DOWN } from './scripts_fixture';

describe('a sandbox refresh', () => {
  test('copies records with their ids and the project, but no secret, and neither account sees the other', () => {
    const account = accountWith(empty);
    const note = account.seed(NOTE, { fields: { custrecord_note_text: 'before' } });
    account.setSecret('custsecret_key', { value: 'k' });

    const sandbox = account.refreshInto({ ...account.options, accountId: '1234567_SB1', envType: 'SANDBOX' });
    sandbox.inlineEdit(system, NOTE, note, { custrecord_note_text: 'in the sandbox' });
    const next = account.seed(NOTE, {});

    expect(account.get(NOTE, note)?.fields['custrecord_note_text']).toBe('before');
    expect(sandbox.get(NOTE, note)?.fields['custrecord_note_text']).toBe('in the sandbox');
    expect(sandbox.get(NOTE, next)).toBeNull();
    expect(sandbox.seed(NOTE, {})).toBe(next);
  });
});

describe('one run more', () => {
  test('starts although an instance is unfinished', () => {
    const account = accountWith(
      mapReduce(`${INPUT} ${NOTE_DOWN} return { getInputData: input, map: function () { note(1); } };`),
    );
    let isFirst = true;
    account.onBoundary(() => {
      if (!isFirst) return;
      isFirst = false;
      account.runOnceMore(JOB);
    });

    account.execute(JOB);

    const starts = account.executions().filter(({ entry }) => entry === 'getInputData');
    expect(starts).toHaveLength(2);
    expect(() => account.execute(JOB)).not.toThrow();
  });
});

describe('a record that a role’s restriction hides', () => {
  test.each([['INSUFFICIENT_PERMISSION'], ['RCRD_DSNT_EXIST']] as const)(
    'reads as %s, but not for the System user',
    (name) => {
      const account = accountWith(empty, { dials: { missingPermission: name } });
      const person = clerk(account);
      const id = account.create(person, 'itemfulfillment', {});
      account.setHidden('itemfulfillment', id, true);
      const load = (user: number | 'system'): void =>
        account.withModules(
          (require) => {
            const record = require('N/record') as { load(options: object): unknown };
            record.load({ type: 'itemfulfillment', id });
          },
          { user },
        );

      expect(() => load(person.user)).toThrow(expect.objectContaining({ name }));
      expect(() => load('system')).not.toThrow();
      account.setHidden('itemfulfillment', id, false);
      expect(() => load(person.user)).not.toThrow();
    },
  );
});

describe('the running user’s preferences', () => {
  test('decide language, date format and zone; the account’s are the default', () => {
    const account = accountWith(empty);
    const { method } = seedOrder(account);
    account.edit(system, 'shipitem', method, { fields: { translations: 'fr_FR=UPS Terrestre' } });
    const visitor = account.seed('employee', {
      fields: { entityid: 'V', language: 'fr_FR', dateformat: 'M/D/YYYY', role: 'administrator' },
    });
    const id = account.create(system, 'itemfulfillment', { fields: { shipmethod: method } });
    const read = (user: number | 'system'): readonly unknown[] =>
      account.withModules(
        (require) => {
          const record = require('N/record') as { load(options: object): { getText(options: object): unknown } };
          const loaded = record.load({ type: 'itemfulfillment', id });
          return [loaded.getText({ fieldId: 'shipmethod' }), loaded.getText({ fieldId: 'trandate' })];
        },
        { user },
      );

    expect(read('system')).toEqual(['UPS Ground', '2.3.2026']);
    expect(read(visitor)).toEqual(['UPS Terrestre', '3/2/2026']);
  });
});

test('a hook that says a limit is exceeded ends the script, whatever it catches', () => {
  const body = `return { afterSubmit: function () {
    try { record.create({ type: '${NOTE}' }); } catch (error) { }
    record.create({ type: '${NOTE}' }).save();
  } };`;
  const account = accountWith(project([userEvent('greedy.js')], { 'greedy.js': entryFile('UserEventScript', body) }));
  let isFirst = true;
  account.onBoundary(() => {
    if (!isFirst) return;
    isFirst = false;
    throw new WireError('SSS_USAGE_LIMIT_EXCEEDED', 'Script Execution Usage Limit Exceeded');
  });

  account.create(system, 'itemfulfillment', {});

  expect(account.executions()).toMatchObject([{ error: { name: 'SSS_USAGE_LIMIT_EXCEEDED' } }]);
  expect(account.all(NOTE)).toEqual([]);
});
