import { KilledError, WireError, type EmulatedAccount, type Execution } from '../../emulator/contract';
import {
  accountWith,
  clerk,
  deployment,
  entryFile,
  EVENTS,
  field,
  JOB,
  NOTE,
  project,
  ROLE,
  script,
  seedOrder,
  system,
  userEvent,
  WAKE,
} from './fixture';

/** Writes what it sees into a note, so that tests read it back. */
const WATCH = entryFile(
  'UserEventScript',
  `return { afterSubmit: function (context) {
    const note = (text) => record.create({ type: '${NOTE}' }).setValue({ fieldId: 'custrecord_note_long', value: text }).save();
    const fields = context.newRecord.getFields();
    note(JSON.stringify({
      type: context.type,
      isType: context.type === context.UserEventType[context.type.toUpperCase()],
      context: runtime.executionContext,
      id: context.newRecord.id,
      old: context.oldRecord ? context.oldRecord.getValue('memo') : 'none',
      memo: context.newRecord.getValue('memo'),
      status: context.newRecord.getValue('shipstatus'),
      tranid: context.newRecord.getValue('tranid'),
      count: fields.length,
      fields: fields.slice(0, 3),
      role: runtime.getCurrentUser().roleId,
    }));
  } };`,
  ['N/record', 'N/runtime'],
);

function watching(more: Parameters<typeof userEvent>[1] = {}, dials: object = {}): EmulatedAccount {
  return accountWith(project([userEvent('watch.js', more)], { 'watch.js': WATCH }), { dials });
}

function seen(account: EmulatedAccount): Record<string, unknown>[] {
  return account
    .all(NOTE)
    .map((note) => JSON.parse(String(note.fields['custrecord_note_long'])) as Record<string, unknown>);
}

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

  test('run in the role of the deployment for a person, in the first script s role for a script', () => {
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
});

const INPUT = `const input = function () { return { a: [1], b: ['two'], c: null }; };`;

function mapReduce(body: string, modules: readonly string[] = ['N/record', 'N/runtime']) {
  const parameters = [field('custscript_as_system', 'CHECKBOX'), field('custscript_limit', 'INTEGER')];
  const job = script('mapreducescript', 'job.js', [deployment(JOB, { parameters: { custscript_limit: '5' } })], {
    parameters,
  });
  const source = entryFile('MapReduceScript', body, modules);
  return project([job], { 'job.js': source });
}

const NOTE_DOWN = `const note = function (text) {
  record.create({ type: '${NOTE}' }).setValue({ fieldId: 'custrecord_note_long', value: JSON.stringify(text) }).save();
};`;

describe('map/reduce', () => {
  test('without a map stage, input goes to reduce grouped by key, as JSON texts', () => {
    const account = accountWith(
      mapReduce(`${INPUT} ${NOTE_DOWN} return { getInputData: input, reduce: function (context) {
        note([context.key, context.values.length, context.values[0], context.isRestarted]);
      } };`),
    );

    account.execute(JOB);

    expect(seen(account)).toEqual([
      ['a', 1, '[1]', false],
      ['b', 1, '["two"]', false],
      ['c', 1, 'null', false],
    ]);
  });

  test('a failing key is dropped, told to summarize, and the others go on', () => {
    const account = accountWith(
      mapReduce(`${INPUT} ${NOTE_DOWN} return { getInputData: input,
        reduce: function (context) { if (context.key === 'b') throw new Error('bad b'); context.write(context.key, 1); },
        summarize: function (summary) {
          const errors = []; const output = [];
          summary.reduceSummary.errors.iterator().each(function (key, error, no) { errors.push([key, JSON.parse(error).message, no]); return true; });
          summary.output.iterator().each(function (key, value) { output.push([key, value]); return true; });
          note([errors, output, summary.inputSummary.error]);
        } };`),
    );

    account.execute(JOB);

    expect(seen(account)).toEqual([
      [
        [['b', 'bad b', 1]],
        [
          ['a', '1'],
          ['c', '1'],
        ],
        null,
      ],
    ]);
    expect(account.executions().map(({ entry, subject }) => `${entry} ${subject}`)).toEqual([
      'getInputData ',
      'reduce a',
      'reduce b',
      'reduce c',
      'summarize ',
    ]);
  });

  test('an error of the input goes straight to summarize', () => {
    const account = accountWith(
      mapReduce(`${NOTE_DOWN} return { getInputData: function () { throw new Error('no input'); },
        reduce: function () { note('never'); },
        summarize: function (summary) { note(JSON.parse(summary.inputSummary.error).message); } };`),
    );

    account.execute(JOB);

    expect(seen(account)).toEqual(['no input']);
  });

  test('maps, shuffles and reduces, and retries as the script s config says', () => {
    const account = accountWith(
      mapReduce(`${NOTE_DOWN} return { config: { retryCount: 1 },
        getInputData: function () { return ['x', 'y', 'z']; },
        map: function (context) { context.write({ key: context.value === 'y' ? 'other' : 'same', value: { v: context.value } }); },
        reduce: function (context) {
          if (context.key === 'other' && context.executionNo === 1) throw new Error('once');
          note([context.key, context.values.map(function (value) { return JSON.parse(value).v; }), context.executionNo]);
        } };`),
    );

    account.execute(JOB);

    expect(seen(account)).toEqual([
      ['same', ['x', 'z'], 1],
      ['other', ['y'], 2],
    ]);
  });

  test('a killed reduce runs again, knows it, and what it wrote is discarded', () => {
    const account = accountWith(
      mapReduce(`${NOTE_DOWN} return { getInputData: function () { return { k: 1 }; },
        reduce: function (context) {
          context.write(context.isRestarted ? 'second' : 'first', '1');
          try { record.create({ type: '${NOTE}' }); } catch (error) { note('caught'); }
          record.create({ type: '${NOTE}' });
        },
        summarize: function (summary) {
          const keys = [];
          summary.output.iterator().each(function (key) { keys.push(key); return true; });
          note(keys);
        } };`),
    );
    let kills = 0;
    account.onBoundary(({ what, when, entry }) => {
      if (entry === 'reduce' && what === 'N/record.create' && when === 'after' && kills === 0) {
        kills += 1;
        throw new KilledError();
      }
    });

    account.execute(JOB);

    expect(seen(account)).toEqual([['second']]);
    expect(account.executions().map(({ entry, error }) => [entry, error?.name])).toEqual([
      ['getInputData', undefined],
      ['reduce', 'KILLED'],
      ['reduce', undefined],
      ['summarize', undefined],
    ]);
  });

  test('invocations share no memory', () => {
    const account = accountWith(
      mapReduce(`${INPUT} ${NOTE_DOWN} let count = 0; return { getInputData: input,
        reduce: function () { count += 1; globalThis.leak = (globalThis.leak || 0) + 1; note([count, globalThis.leak]); } };`),
    );

    account.execute(JOB);

    expect(seen(account)).toEqual([
      [1, 1],
      [1, 1],
      [1, 1],
    ]);
  });

  test('takes the results of a search as input', () => {
    const account = accountWith(
      mapReduce(
        `${NOTE_DOWN} return { getInputData: function () { return search.create({ type: 'salesorder', filters: [['mainline', 'is', 'T']], columns: ['tranid', 'entity'] }); },
        reduce: function (context) { note(JSON.parse(context.values[0])); } };`,
        ['N/record', 'N/search'],
      ),
    );
    const { order, customer } = seedOrder(account);

    account.execute(JOB);

    expect(seen(account)).toEqual([
      {
        recordType: 'salesorder',
        id: String(order),
        values: { tranid: 'SO100', entity: { value: String(customer), text: 'Muster GmbH' } },
      },
    ]);
  });
});

describe('tasks', () => {
  const SUBMIT = `const submit = function (params) {
    try { return String(task.create({ taskType: task.TaskType.MAP_REDUCE, scriptId: 'customscript_job', deploymentId: '${JOB}', params: params }).submit()); }
    catch (error) { return error.name; }
  };`;
  const submitter = entryFile(
    'UserEventScript',
    `${NOTE_DOWN} ${SUBMIT} return { afterSubmit: function () { const first = submit({ custscript_as_system: true }); note([first, submit()]); } };`,
    ['N/record', 'N/task'],
  );
  const worker = entryFile(
    'MapReduceScript',
    `${NOTE_DOWN} return {
      getInputData: function () {
        const script = runtime.getCurrentScript();
        const user = runtime.getCurrentUser();
        note([user.id, user.roleId, script.getParameter({ name: 'custscript_as_system' }), script.getParameter({ name: 'custscript_limit' })]);
        return [];
      },
      reduce: function () {} };`,
    ['N/record', 'N/runtime'],
  );

  function submitting(dials: object = {}, status = 'NOTSCHEDULED', runAsRole: string | null = ROLE): EmulatedAccount {
    const [job] = mapReduce('').scripts;
    const scripts = [
      userEvent('submit.js', { runAsRole }),
      { ...job!, deployments: [{ ...job!.deployments[0]!, status }] },
    ];
    return accountWith(project(scripts, { 'submit.js': submitter, 'job.js': worker }), { dials });
  }

  test('a submitted run has the submitter s user and role, and its own parameters', () => {
    const account = submitting();
    const actor = clerk(account);

    account.create(actor, 'itemfulfillment', {});
    expect(account.runQueue()).toBe(1);

    expect(seen(account)).toEqual([
      ['MAPREDUCETASK_1', 'MAP_REDUCE_ALREADY_RUNNING'],
      [actor.user, ROLE, true, 5],
    ]);
  });

  test('save and execute runs as the System user', () => {
    const account = submitting();

    account.execute(JOB);

    expect(seen(account)).toEqual([[-4, 'administrator', false, 5]]);
  });

  test.each([
    ['refused by the account', { taskSubmit: 'refused' }, 'NOTSCHEDULED', ROLE, 'FAILED_TO_SUBMIT_JOB_REQUEST_1'],
    ['a scheduled deployment', {}, 'SCHEDULED', ROLE, 'FAILED_TO_SUBMIT_JOB_REQUEST_1'],
    ['a role without SuiteScript Scheduling', {}, 'NOTSCHEDULED', null, 'INSUFFICIENT_PERMISSION'],
  ])('a submit fails: %s', (_what, dials, status, role, name) => {
    const account = submitting(dials, status, role);

    account.create(clerk(account), 'itemfulfillment', {});

    expect(seen(account)).toEqual([[name, name]]);
    expect(account.runQueue()).toBe(0);
  });

  test('a run may start before the save that asked for it is visible', () => {
    const [job] = mapReduce('').scripts;
    const look = entryFile(
      'MapReduceScript',
      `return { getInputData: function () {
        const found = search.create({ type: '${NOTE}' }).run().getRange({ start: 0, end: 10 }).length;
        const shipment = search.create({ type: 'itemfulfillment', filters: [['mainline', 'is', 'T']] }).run().getRange({ start: 0, end: 10 }).length;
        log.audit({ title: 'seen', details: [found, shipment] });
        return []; }, reduce: function () {} };`,
      ['N/search', 'N/log'],
    );
    const submitAfterNote = entryFile(
      'UserEventScript',
      `${NOTE_DOWN} ${SUBMIT} return { afterSubmit: function () { note('signal'); submit(); } };`,
      ['N/record', 'N/task'],
    );
    const model = project([userEvent('submit.js', { runAsRole: ROLE }), job!], {
      'submit.js': submitAfterNote,
      'job.js': look,
    });
    const found = (['after save', 'at once'] as const).map((taskStart) => {
      const account = accountWith(
        {
          ...model,
          roles: [
            { ...model.roles[0]!, permissions: [...model.roles[0]!.permissions, { key: 'TRAN_FIND', level: 'VIEW' }] },
          ],
        },
        { dials: { taskStart } },
      );
      account.create(clerk(account), 'itemfulfillment', {});
      account.runQueue();
      return [account.logs()[0]?.details, account.all(NOTE).length, account.all('itemfulfillment').length];
    });

    expect(found).toEqual([
      ['[1,1]', 1, 1],
      ['[0,0]', 1, 1],
    ]);
  });

  test('a run that submits itself runs again when it has ended, and gets no task id', () => {
    const again = entryFile(
      'MapReduceScript',
      `${NOTE_DOWN} ${SUBMIT} return { getInputData: function () { return []; }, reduce: function () {},
        summarize: function () {
          const runs = search.create({ type: '${NOTE}' }).run().getRange({ start: 0, end: 10 }).length;
          note(runs === 0 ? [submit(), submit()] : 'second run');
        } };`,
      ['N/record', 'N/task', 'N/search'],
    );
    const account = accountWith({ ...mapReduce(''), files: new Map([['/SuiteScripts/example/job.js', again]]) });

    account.execute(JOB);

    expect(seen(account)).toEqual([['null', 'MAP_REDUCE_ALREADY_RUNNING'], 'second run']);
  });
});

describe('schedules', () => {
  const wake = (more: object) =>
    project(
      [
        script('scheduledscript', 'wake.js', [
          deployment(WAKE, {
            status: 'SCHEDULED',
            schedule: {
              kind: 'daily',
              startDate: '2026-01-01',
              startTime: '00:00:00',
              repeatSeconds: 900,
              everyXDays: 1,
              ...more,
            },
          }),
        ]),
      ],
      {
        'wake.js': entryFile(
          'ScheduledScript',
          'return { execute: function (context) { if (context.type !== context.InvocationType.SCHEDULED) throw new Error(context.type); } };',
        ),
      },
    );
  const times = (executions: readonly Execution[]) =>
    executions.map(({ startedAt }) => new Date(startedAt).toISOString().slice(0, 16));

  test('repeat every quarter of an hour from the account s midnight', () => {
    const account = accountWith(wake({}));

    account.advance(3600);

    expect(times(account.executions())).toEqual([
      '2026-03-02T08:15',
      '2026-03-02T08:30',
      '2026-03-02T08:45',
      '2026-03-02T09:00',
    ]);
    expect(account.executions()[0]).toMatchObject({ error: null, runAs: { user: 'system', role: 'administrator' } });
    expect(account.now()).toBe(Date.UTC(2026, 2, 2, 9, 0));
  });

  test('a start after midnight stops at midnight and resumes the next day', () => {
    const account = accountWith(wake({ startTime: '22:30:00', repeatSeconds: 3600 }));

    account.advance(24 * 3600);

    expect(times(account.executions())).toEqual(['2026-03-02T21:30', '2026-03-02T22:30']);

    account.advance(24 * 3600);

    expect(times(account.executions()).slice(2)).toEqual(['2026-03-03T21:30', '2026-03-03T22:30']);
  });

  test('a time with Z is meant in UTC', () => {
    const account = accountWith(wake({ startTime: '12:00:00Z', repeatSeconds: null }));

    account.advance(24 * 3600);

    expect(times(account.executions())).toEqual(['2026-03-02T12:00']);
  });

  test('a day of 23 hours has no run twice and none missing', () => {
    const account = accountWith(wake({ repeatSeconds: 3600 }), { now: Date.UTC(2026, 2, 28, 23, 0) });

    account.advance(23 * 3600);

    expect(times(account.executions())).toHaveLength(23);
    expect(new Set(times(account.executions())).size).toBe(23);
  });

  test('a switched off deployment does not run', () => {
    const account = accountWith(wake({}));
    account.setDeployed(WAKE, false);

    account.advance(3600);

    expect(account.executions()).toEqual([]);
  });
});

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
    const body = `return { afterSubmit: function () { try { email.send({}); } catch (error) { } } };`;
    const account = accountWith(
      project([userEvent('email.js')], { 'email.js': entryFile('UserEventScript', body, ['N/email']) }),
    );

    expect(() => account.create(system, 'itemfulfillment', {})).toThrow('not emulated: N/email.send');
  });
});
