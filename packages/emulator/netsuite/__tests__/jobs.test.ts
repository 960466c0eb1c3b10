import type { EmulatedAccount, Execution } from '../contract';
import {
  accountWith,
  clerk,
  deployment,
  entryFile,
  JOB,
  NOTE,
  project,
  ROLE,
  script,
  userEvent,
  WAKE,
} from './fixture';
import { seen, mapReduce, NOTE_DOWN } from './scripts_fixture';

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

  test('a submitted run has the user and role of the submitter, and its own parameters', () => {
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

  test('repeat every quarter of an hour from midnight in the account', () => {
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
