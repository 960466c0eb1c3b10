import { type EmulatedAccount, KilledError } from '../contract';
import { accountWith, JOB, NOTE, seedOrder } from './fixture';
import { seen, INPUT, mapReduce, NOTE_DOWN } from './scripts_fixture';

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

  test('maps, shuffles and reduces, and retries as the config of the script says', () => {
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

  /** Kills the first invocations of a stage for a key, as a restart of the application server does. */
  function restart(account: EmulatedAccount, stage: string, times: number): void {
    let kills = 0;
    account.onBoundary(({ what, when, entry }) => {
      if (entry !== stage || what !== 'N/record.create' || when !== 'before' || kills >= times) return;
      kills += 1;
      throw new KilledError();
    });
  }

  /** A Map/Reduce of one key that tells what its summary and its last invocation saw. */
  function restartable(stage: 'map' | 'reduce', config = '', fails = 'false') {
    return mapReduce(`${NOTE_DOWN} return { ${config} getInputData: function () { return { k: 1 }; },
      ${stage}: function (context) {
        const seen = [];
        context.errors.iterator().each(function (key, error, no) { seen.push([key, JSON.parse(error).name, no]); return true; });
        record.create({ type: '${NOTE}' });
        if (${fails}) throw new Error('bad');
        context.write('done', JSON.stringify([context.isRestarted, context.executionNo, seen]));
      },
      summarize: function (summary) {
        const errors = []; const output = [];
        summary.${stage}Summary.errors.iterator().each(function (key, error, no) { errors.push([key, JSON.parse(error).name, no]); return true; });
        summary.output.iterator().each(function (key, value) { output.push(JSON.parse(value)); return true; });
        note([errors, output]);
      } };`);
  }

  const RESTARTED = ['k', 'SSS_APP_SERVER_RESTART', 1];

  test.each([
    ['map', 'listed', [RESTARTED]],
    ['map', 'not listed', []],
    ['reduce', 'listed', [RESTARTED]],
    ['reduce', 'not listed', []],
  ] as const)(
    'a %s that succeeds after a restart is in the output, and the restart is %s',
    (stage, restartErrors, errors) => {
      const account = accountWith(restartable(stage), { dials: { restartErrors } });
      restart(account, stage, 1);

      account.execute(JOB);

      expect(seen(account)).toEqual([[errors, [[true, 2, errors]]]]);
    },
  );

  test('a restart and an error of the script stand side by side, and the error alone uses up a retry', () => {
    const account = accountWith(restartable('reduce', 'config: { retryCount: 1 },', 'context.executionNo < 3'));
    restart(account, 'reduce', 1);

    account.execute(JOB);

    const errors = [RESTARTED, ['k', 'Error', 2]];
    expect(seen(account)).toEqual([[errors, [[true, 3, errors]]]]);
  });

  test.each(['listed', 'not listed'] as const)(
    'with a retryCount of 0 a key does not run again, and its restart is told even where others are %s',
    (restartErrors) => {
      const account = accountWith(restartable('reduce', 'config: { retryCount: 0 },'), { dials: { restartErrors } });
      restart(account, 'reduce', 1);

      account.execute(JOB);

      expect(seen(account)).toEqual([[[RESTARTED], []]]);
    },
  );

  test('the summary tells of each key how often it ran and how that ended', () => {
    const account = accountWith(
      mapReduce(`${NOTE_DOWN} return { config: { retryCount: 1, exitOnError: true },
        getInputData: function () { return { a: 1, b: 2, c: 3 }; },
        reduce: function (context) { if (context.key === 'b') throw new Error('bad'); },
        summarize: function (summary) {
          const keys = [];
          summary.reduceSummary.keys.iterator().each(function (key, count, state) { keys.push([key, count, state]); return true; });
          note(keys);
        } };`),
    );

    account.execute(JOB);

    expect(seen(account)).toEqual([
      [
        ['a', 1, 'COMPLETE'],
        ['b', 2, 'FAILED'],
        ['c', 0, 'PENDING'],
      ],
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

  test.each([
    ['as they are', 'x'],
    ['quoted', '"x"'],
  ] as const)('texts of the input may come out %s', (textValues, expected) => {
    const account = accountWith(
      mapReduce(`${NOTE_DOWN} return { getInputData: function () { return ['x']; },
        reduce: function (context) { note(context.values[0]); } };`),
      { dials: { textValues } },
    );

    account.execute(JOB);

    expect(seen(account)).toEqual([expected]);
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
