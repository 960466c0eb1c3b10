import { sending, memory } from 'SuiteScripts/aftership/adapters/outbox';
import { scriptError, stub } from './oracle_stubs';

const clock = { now: () => 1000 };

function submitting(submit: () => unknown): { readonly tasks: unknown[] } {
  const tasks: unknown[] = [];
  stub('N/task', {
    create: (options: object) => {
      tasks.push(options);
      return { submit };
    },
  });
  return { tasks };
}

describe('the sending adapter', () => {
  it('submits the one deployment by its ids', () => {
    const { tasks } = submitting(() => 'id');

    expect(sending(clock).request({ asSystem: false })).toEqual({ at: 1000, outcome: 'accepted', detail: '' });
    expect(tasks).toEqual([
      {
        taskType: 'MAP_REDUCE',
        scriptId: 'customscript_aftership_send_mr',
        deploymentId: 'customdeploy_aftership_send_mr',
        params: {},
      },
    ]);
  });

  it('tells a run for the System user so, as text', () => {
    const { tasks } = submitting(() => 'id');

    sending(clock).request({ asSystem: true });

    expect(tasks[0]).toMatchObject({ params: { custscript_aftership_asked_by: 'system' } });
  });

  it.each([
    ['MAP_REDUCE_ALREADY_RUNNING', 'busy'],
    ['FAILED_TO_SUBMIT_JOB_REQUEST_1', 'refused'],
    ['INSUFFICIENT_PERMISSION', 'refused'],
  ])('takes %s for %s and never throws', (name, outcome) => {
    submitting(() => {
      throw scriptError(name, 'why');
    });

    expect(sending(clock).request({ asSystem: false })).toEqual({ at: 1000, outcome, detail: `${name}: why` });
  });
});

describe('the memory of requests', () => {
  function cacheHolding(value: unknown): unknown[] {
    const put: unknown[] = [];
    stub('N/cache', { getCache: () => ({ get: () => value, put: (options: unknown) => put.push(options) }) });
    return put;
  }

  it('keeps the newest runs, and no more than a few dozen', () => {
    const run = (at: number) => ({ at, summary: `run ${at}`, units: at });
    const put = cacheHolding(JSON.stringify({ runs: Array.from({ length: 30 }, (_, at) => run(100 - at)) }));

    memory().rememberRun(run(101));

    const [{ value }] = put as [{ value: string }];
    const { runs } = JSON.parse(value) as { runs: { at: number }[] };
    expect(runs.map(({ at }) => at)).toEqual(Array.from({ length: 30 }, (_, at) => 101 - at));
  });

  it.each([null, '{}', '{"runs":7}', '{"runs":[null,7,{"at":1,"summary":"x"}]}', '{"at":1,"summary":"old form"}'])(
    'remembers no run when the cache holds %p',
    (value) => {
      cacheHolding(value);

      expect([memory().recentRuns(), memory().lastRun()]).toEqual([[], null]);
    },
  );

  it('keeps what it is given as text, for longer than the cache’s shortest time', () => {
    const put = cacheHolding(null);

    memory().rememberRequest({ at: 7, outcome: 'busy', detail: 'x' });

    expect(put).toEqual([{ key: 'sending_request', value: '{"at":7,"outcome":"busy","detail":"x"}', ttl: 3600 }]);
  });

  it.each([
    [null, false],
    ['{}', false],
    ['{"from":7}', false],
    ['half {', false],
    ['{"from":8,"until":9}', false],
    ['{"from":6,"until":7}', false],
    ['{"from":7,"until":8}', true],
  ])('with %p in the cache, says that time is reserved for the System user: %p', (value, isReserved) => {
    cacheHolding(value);

    expect(memory().isReserved(7)).toBe(isReserved);
  });

  it('reserves a time, and ends it', () => {
    const put = cacheHolding(null);

    memory().reserve({ from: 7, until: 8 });
    memory().reserve(null);

    expect(put).toEqual([
      { key: 'system_turn', value: '{"from":7,"until":8}', ttl: 3600 },
      { key: 'system_turn', value: '{}', ttl: 3600 },
    ]);
  });

  it.each([null, '', 'half {', '{}', '{"at":"7","outcome":"busy"}', '{"at":7,"outcome":"other"}', 'null'])(
    'knows nothing when the cache holds %p',
    (value) => {
      cacheHolding(value);

      expect(memory().lastRequest()).toBeNull();
    },
  );
});
