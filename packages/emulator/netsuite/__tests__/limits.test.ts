import { WireError } from '../../wire';
import { accountWith, clerk, entryFile, EVENTS, JOB, NOTE, project, system, userEvent } from './fixture';
import { WATCH, seen, mapReduce, NOTE_DOWN } from './scripts_fixture';

describe('limits', () => {
  test('charges the documented units call by call', () => {
    const account = accountWith(project([userEvent('watch.js')], { 'watch.js': WATCH }));

    account.create(clerk(account), 'itemfulfillment', {});

    expect(account.executions()).toMatchObject([
      {
        script: 'customscript_watch',
        deployment: EVENTS,
        entry: 'afterSubmit',
        subject: 'itemfulfillment 1',
        units: 6,
        unitLimit: 1000,
        httpCalls: 0,
        calls: [
          { call: 'N/record.create(customrecord_note)', units: 2 },
          { call: 'N/record.save(customrecord_note)', units: 4 },
        ],
        modules: ['/SuiteScripts/example/watch.js', 'N/record', 'N/runtime'],
        bytes: Buffer.byteLength(WATCH),
      },
    ]);
  });

  test('ends a script that uses too many units, whatever it catches', () => {
    const body = `return { afterSubmit: function () {
      for (let i = 0; i < 1000; i += 1) { try { record.create({ type: '${NOTE}' }); } catch (error) { } }
      record.create({ type: '${NOTE}' }).save();
    } };`;
    const account = accountWith(project([userEvent('greedy.js')], { 'greedy.js': entryFile('UserEventScript', body) }));

    account.create(clerk(account), 'itemfulfillment', {});

    expect(account.executions()).toMatchObject([{ units: 1000, error: { name: 'SSS_USAGE_LIMIT_EXCEEDED' } }]);
    expect(account.all(NOTE)).toEqual([]);
  });

  test.each([
    [899, null],
    [901, 'SSS_TIME_LIMIT_EXCEEDED'],
  ])('a reduce that has waited %d seconds ends with %s', (seconds, name) => {
    const account = accountWith(
      mapReduce(
        `return { getInputData: function () { return [1]; }, reduce: function () {
        https.get({ url: 'https://example.com/' });
      } };`,
        ['N/https'],
      ),
    );
    account.onBoundary(({ kind }) => {
      if (kind === 'http answered') account.advance(seconds);
    });

    account.execute(JOB);

    expect(account.executions().at(-1)?.error?.name ?? null).toBe(name);
  });

  test('what others do while a script runs does not count against it', () => {
    const watch = userEvent('watch.js');
    const account = accountWith(project([watch], { 'watch.js': WATCH }));
    let isNested = false;
    account.onBoundary(({ what, when }) => {
      if (isNested || what !== 'N/record.create' || when !== 'before') return;
      isNested = true;
      account.create(system, 'itemfulfillment', { fields: { memo: 'second actor' } });
    });

    account.create(clerk(account), 'itemfulfillment', { fields: { memo: 'first' } });

    expect(seen(account).map(({ memo, role }) => [memo, role])).toEqual([
      ['second actor', 'administrator'],
      ['first', 'warehouse'],
    ]);
    expect(account.executions().map(({ units }) => units)).toEqual([6, 6]);
  });

  test('an injected error looks like one of N/ to the script', () => {
    const body = `${NOTE_DOWN} return { afterSubmit: function () {
      try { search.create({ type: '${NOTE}' }).run().getRange({ start: 0, end: 1 }); } catch (error) { note([error.name, error.message]); }
    } };`;
    const source = entryFile('UserEventScript', body, ['N/record', 'N/search']);
    const account = accountWith(project([userEvent('catch.js')], { 'catch.js': source }));
    account.onBoundary(({ what, when }) => {
      if (what === 'N/search.getRange' && when === 'before') throw new WireError('SSS_REQUEST_TIME_EXCEEDED', 'slow');
    });

    account.create(system, 'itemfulfillment', {});

    expect(seen(account)).toEqual([['SSS_REQUEST_TIME_EXCEEDED', 'slow']]);
  });

  test('what is not emulated reaches the test, not the script', () => {
    const body = `return { afterSubmit: function () { try { email.sendBulk({}); } catch (error) { } } };`;
    const account = accountWith(
      project([userEvent('email.js')], { 'email.js': entryFile('UserEventScript', body, ['N/email']) }),
    );

    expect(() => account.create(system, 'itemfulfillment', {})).toThrow('not emulated: N/email.sendBulk');
  });
});
