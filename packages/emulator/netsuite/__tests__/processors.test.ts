/** Jobs on several processors, each with a clock of its own, and people who act meanwhile. */

import type { EmulatedAccount, ProcessorOptions } from '../contract';
import { accountWith, clerk, deployment, entryFile, JOB, NOTE, project, script, START_MS, WAKE } from './fixture';
import { mapReduce, NOTE_DOWN, seen } from './scripts_fixture';

/** Each key waits for one request of 400 ms. */
const JOB_BODY = `return {
  getInputData: function () { return KEYS; },
  reduce: function (context) { https.get({ url: 'https://api.example.com/' + context.key }); },
  summarize: function (summary) {
    const { concurrency, yields } = summary.reduceSummary;
    note([concurrency, yields, summary.concurrency, summary.yields]);
  } };`;

const keys = (count: number): string =>
  JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, index])));

function jobOf(count: number, more: Parameters<typeof deployment>[1] = {}, body = JOB_BODY) {
  const model = mapReduce(`${NOTE_DOWN} ${body.replace('KEYS', keys(count))}`, ['N/record', 'N/https', 'N/search']);
  const [job] = model.scripts;
  return { ...model, scripts: [{ ...job!, deployments: [{ ...job!.deployments[0]!, ...more }] }] };
}

const LIMIT = { concurrencyLimit: 3, yieldAfterMinutes: 60 };

/** Milliseconds after the start at which each reduce began, in the order of the runs. */
function starts(account: EmulatedAccount, entry = 'reduce'): readonly number[] {
  return account
    .executions()
    .filter((execution) => execution.entry === entry)
    .map(({ startedAt }) => startedAt - START_MS);
}

function running(count: number, processors: ProcessorOptions, more: Parameters<typeof deployment>[1] = LIMIT) {
  return accountWith(jobOf(count, more), { processors });
}

describe('a stage', () => {
  test('runs on as many processors as the account has and the deployment may use', () => {
    const found = [{ count: 1 }, { count: 2 }, { count: 60 }, { count: 60, concurrencyLimits: { [JOB]: 5 } }].map(
      (processors) => {
        const account = running(6, processors);
        account.execute(JOB);
        return [starts(account), seen(account)[0]];
      },
    );

    expect(found).toEqual([
      [
        [0, 400, 800, 1200, 1600, 2000],
        [1, 0, 1, 0],
      ],
      [
        [0, 0, 400, 400, 800, 800],
        [2, 0, 2, 0],
      ],
      [
        [0, 0, 0, 400, 400, 400],
        [3, 0, 3, 0],
      ],
      [
        [0, 0, 0, 0, 0, 400],
        [5, 0, 5, 0],
      ],
    ]);
  });

  test('of a deployment without a limit runs on all processors, with one for each key at most', () => {
    const account = running(4, { count: 60 }, { concurrencyLimit: null, yieldAfterMinutes: 60 });

    account.execute(JOB);

    expect(starts(account)).toEqual([0, 0, 0, 0]);
    expect(seen(account)).toEqual([[4, 0, 4, 0]]);
  });

  test('begins when the last invocation of the one before has ended', () => {
    const account = running(4, { count: 3, startSeconds: 20, stageSeconds: 5 });

    account.execute(JOB);

    expect(starts(account, 'getInputData')).toEqual([20_000]);
    expect(starts(account)).toEqual([25_000, 25_000, 25_000, 25_400]);
    expect(starts(account, 'summarize')).toEqual([30_800]);
  });

  test('goes on where time stood still', () => {
    const account = running(6, { count: 1 });
    account.at(START_MS, () => account.execute(JOB));

    account.advance(1);
    expect(starts(account)).toEqual([0, 400, 800]);
    expect(account.now()).toBe(START_MS + 1000);
    account.advance(1);

    expect(starts(account)).toEqual([0, 400, 800, 1200, 1600, 2000]);
    expect(account.now()).toBe(START_MS + 2000);
  });

  test.each([
    ['three minutes', 300, 3, [0, 120, 3840, 3960, 4080], 2],
    ['10,000 units', 400, 60, [0, 160, 320, 4080, 4240], 1],
  ])('leaves its processor to another job after %s', (_what, requests, yieldAfterMinutes, seconds, yields) => {
    const work = `for (let i = 0; i < ${requests}; i += 1) https.get({ url: 'https://api.example.com/' });`;
    const body = JOB_BODY.replace(/https\.get\(.*?\);/, work);
    const account = accountWith(jobOf(5, { concurrencyLimit: 1, yieldAfterMinutes }, body), {
      processors: { count: 1 },
    });
    account.at(START_MS, () => account.execute(JOB));
    account.at(START_MS + 1000, () => account.occupyProcessor(3600));

    account.advance(7200);

    expect(starts(account)).toEqual(seconds.map((second) => second * 1000));
    expect(seen(account)).toEqual([[1, yields, 1, yields]]);
  });
});

describe('while a job runs', () => {
  test('a person acts at a time of their own, and what starts later sees it', () => {
    const body = `return {
      getInputData: function () { return KEYS; },
      reduce: function (context) {
        https.get({ url: 'https://api.example.com/' });
        note(search.create({ type: 'itemfulfillment', filters: [['mainline', 'is', 'T']] }).run().getRange({ start: 0, end: 10 }).length);
      } };`;
    const account = accountWith(jobOf(6, { concurrencyLimit: 2 }, body), { processors: { count: 2 } });
    const person = clerk(account);
    let savedAt = 0;
    account.at(START_MS + 1000, () => {
      savedAt = account.now();
      account.create(person, 'itemfulfillment', {});
    });

    account.execute(JOB);

    expect(savedAt).toBe(START_MS + 1000);
    expect(starts(account)).toEqual([0, 0, 870, 870, 1740, 1740]);
    expect(seen(account)).toEqual([0, 0, 0, 0, 1, 1]);
  });

  test('a schedule starts in time, and one of an unfinished deployment misses its turn', () => {
    const schedule = {
      kind: 'daily',
      startDate: '2026-01-01',
      startTime: '00:00:00',
      repeatSeconds: 900,
      everyXDays: 1,
    };
    const wake = script('scheduledscript', 'wake.js', [deployment(WAKE, { status: 'SCHEDULED', schedule })]);
    const job = jobOf(5000, { status: 'SCHEDULED', schedule, concurrencyLimit: 1 });
    const files = { 'wake.js': entryFile('ScheduledScript', 'return { execute: function () {} };') };
    const model = project([wake, ...job.scripts], files);
    const account = accountWith(
      { ...model, files: new Map([...model.files, ...job.files]) },
      { processors: { count: 2 } },
    );

    account.advance(3600);

    expect(starts(account, 'execute')).toEqual([900_000, 1_800_000, 2_700_000, 3_600_000]);
    expect(starts(account, 'getInputData')).toEqual([900_000, 3_600_000]);
  });

  test('other jobs wait until a processor is free', () => {
    const account = running(2, { count: 2 });
    account.occupyProcessor(600);
    account.occupyProcessor(300);

    account.execute(JOB);

    expect(starts(account)).toEqual([300_000, 300_400]);
  });

  test('a slow answer costs its own processor alone', () => {
    let asked = 0;
    const account: EmulatedAccount = accountWith(jobOf(6, LIMIT), {
      processors: { count: 2 },
      transport: {
        send: () => {
          asked += 1;
          if (asked === 1) account.advance(10);
          return { status: 200, headers: {}, body: '{}' };
        },
      },
    });

    account.execute(JOB);

    expect(starts(account)).toEqual([0, 0, 400, 800, 1200, 1600]);
    expect(starts(account, 'summarize')).toEqual([10_400]);
  });

  test('an error of the emulator ends the job and reaches the test', () => {
    const body = `return { getInputData: function () { return KEYS; }, reduce: function () { record.attach({}); } };`;
    const account = accountWith(jobOf(2, LIMIT, body), { processors: { count: 2 } });

    expect(() => account.execute(JOB)).toThrow('not emulated');
    expect(() => account.execute(JOB)).toThrow('not emulated');
  });
});

test('an account with one clock plans nothing, and nothing is planned for the past', () => {
  const one = accountWith(jobOf(1));
  const many = running(1, { count: 2 });
  many.advance(10);

  expect(() => one.at(START_MS, () => undefined)).toThrow('one clock');
  expect(() => many.at(START_MS, () => undefined)).toThrow('to come');
  expect(many.all(NOTE)).toEqual([]);
});
