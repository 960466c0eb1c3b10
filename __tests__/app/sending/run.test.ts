import { collectTasks, finishRun } from '../../../src/TypeScript/aftership/app/sending/run';
import type { ReconcileReport, RunResult } from '../../../src/TypeScript/aftership/app/ports';
import type { BackfillStep } from '../../../src/TypeScript/aftership/core/backfill';
import { wake } from '../../../src/TypeScript/aftership/app/schedule/wake';
import { aBackfill, aFulfillment, NOW, UPS_NUMBER } from '../../fixtures';
import { add, addRow, asking, world } from '../run_world';

describe('collectTasks', () => {
  it('makes one task a fulfillment with all its due events', () => {
    const made = world();
    add(made, 100);
    add(made, 100);
    add(made, 101);
    add(made, 102, { dueAt: NOW + 1 });

    const tasks = collectTasks(true, made.ports);

    expect(Object.keys(tasks)).toEqual(['100', '101']);
    expect(tasks['100']).toMatchObject({ version: 3, connectionId: 1, asSystem: true, collectedAt: NOW });
    expect(tasks['100']?.events).toHaveLength(2);
  });

  it.each([
    ['a person and others', ['person', 'script'], true],
    ['one person alone', ['person'], false],
    ['nobody', ['script', 'check'], false],
  ] as const)('tells each task whether it is beside people: %s', (_who, priorities, expected) => {
    const made = world();
    priorities.forEach((priority, index) => add(made, 100 + index, { priority }));

    const tasks = Object.values(collectTasks(true, made.ports));

    expect(tasks.map(({ isBesidePeople }) => isBesidePeople)).toEqual(priorities.map(() => expected));
  });

  it('takes live events before those of backfills when there are more than one run can take', () => {
    const made = world();
    made.backfills.set(7, aBackfill());
    for (let id = 1; id <= 1000; id += 1) add(made, id, { priority: 'past', backfillId: 7, dueAt: NOW - 5000 });
    add(made, 5000);

    expect(Object.keys(collectTasks(true, made.ports))).toContain('5000');
    expect(Object.keys(collectTasks(true, made.ports))).toHaveLength(1000);
  });

  it.each([{ stoppedByPerson: true }, { stoppedByError: true }])('takes nothing while %j', (stop) => {
    const made = world(stop);
    add(made, 100);

    expect(collectTasks(true, made.ports)).toEqual({});
    expect(made.events.size).toBe(1);
  });

  it('leaves what only the System user may settle to its runs', () => {
    const made = world();
    add(made, 100);
    const [event] = made.events.values();
    made.ports.events.putBack(event?.id ?? 0, {
      dueAt: NOW,
      attempts: 0,
      reason: 'x',
      needsSystemRun: true,
      unreadable: false,
    });

    expect(collectTasks(false, made.ports)).toEqual({});
    expect(Object.keys(collectTasks(true, made.ports))).toEqual(['100']);
  });

  it('says what is wrong with a connection, and takes nothing', () => {
    const made = world();
    made.settings.problem = 'Connection 1: the start date is empty.';
    add(made, 100);

    expect(collectTasks(true, made.ports)).toEqual({});
    expect(made.logs[0]).toMatchObject({
      level: 'audit',
      details: { problem: 'Connection 1: the start date is empty.' },
    });
  });

  it('passes the events on without a connection, so that they are dropped', () => {
    const made = world();
    made.settings.connection = null;
    add(made, 100);

    expect(collectTasks(true, made.ports)['100']?.connectionId).toBeNull();
  });
});

describe('what a run lists without an event', () => {
  const due = (fulfillmentId: number) =>
    ({ reason: 'send_wait', fulfillmentId, number: `SQ${fulfillmentId}` }) as const;

  it('is the due work of the ledger and the next part of a backfill, in one task a fulfillment', () => {
    const made = world();
    made.backfills.set(7, aBackfill());
    for (const id of [100, 101])
      made.fulfillments.set(id, aFulfillment([UPS_NUMBER], { id, date: '2026-09-10', shippedOn: '2026-09-10' }));
    for (const id of [101, 102, 103]) addRow(made, { ...due(id), dueAt: NOW - 1 });
    add(made, 103, { dueAt: NOW + 60 });

    const tasks = collectTasks(true, made.ports);

    expect(
      Object.values(tasks).map(({ fulfillmentId, events, listed }) => [
        fulfillmentId,
        events.length,
        listed?.events.map(({ origin }) => origin),
        listed?.step?.to,
      ]),
    ).toEqual([
      [100, 0, ['backfill 7'], 100],
      [101, 0, ['ledger', 'backfill 7'], 101],
      [102, 0, ['ledger'], undefined],
    ]);
    expect(made.events.size).toBe(1);
  });

  it('is nothing in a run of a clerk, whose role may not see it', () => {
    const made = world();
    made.backfills.set(7, aBackfill());
    addRow(made, { ...due(100), dueAt: NOW });

    expect(collectTasks(false, made.ports)).toEqual({});
  });

  it('has room only beside the events that are due, and says that there is more', () => {
    const made = world();
    for (let id = 1; id <= 990; id += 1) add(made, id);
    for (let id = 1001; id <= 1012; id += 1) addRow(made, { ...due(id), dueAt: NOW });

    const tasks = Object.values(collectTasks(true, made.ports));

    expect(tasks.filter(({ listed }) => listed !== null)).toHaveLength(10);
    expect(tasks.every(({ hasMore }) => hasMore)).toBe(true);
  });

  it.each([
    ['the ledger', [100, 300]],
    ['the backfill', [100, 200]],
  ])('is left to the next run when %s cannot be read, and the rest is taken', (what, expected) => {
    const made = world();
    made.backfills.set(7, aBackfill());
    made.fulfillments.set(300, aFulfillment([UPS_NUMBER], { id: 300, date: '2026-09-10', shippedOn: '2026-09-10' }));
    addRow(made, { ...due(200), dueAt: NOW });
    add(made, 100);
    const fail = (): never => {
      throw new Error('SSS_SEARCH_TIMEOUT');
    };
    const broken =
      what === 'the ledger'
        ? { ledger: { findWaiting: fail } }
        : { backfills: { ...made.ports.backfills, findRunning: fail } };

    const tasks = collectTasks(true, { ...made.ports, ...broken });

    expect(Object.keys(tasks).map(Number)).toEqual(expected);
    expect(made.logs).toMatchObject([{ level: 'error' }]);
  });
});

function result(changes: Partial<RunResult> = {}): RunResult {
  return { reports: [], failures: [], startedAt: NOW, inputError: null, unitsUsed: 10, ...changes };
}

const report = (end: ReconcileReport['end'], counts: Record<string, number> = {}): ReconcileReport => ({
  version: 1,
  end,
  counts,
  collectedAt: NOW - 20,
});

const aStep = (from: number, to: number): BackfillStep => ({ backfillId: 7, mode: 'on', from, to, isLast: false });

describe('finishRun', () => {
  it.each([
    ['after progress', 'done', true, 1],
    ['after dropping events', 'discarded', true, 1],
    ['after a part of the work of one fulfillment', 'unfinished', true, 1],
    ['when nothing moved', 'put back', true, 0],
    ['when the connection stopped', 'stopped', true, 0],
    ['when nothing is left', 'done', false, 0],
    ['when looks were left because a person waits', 'left', true, 1],
  ] as const)('asks for another run %s only as it should', (_what, end, hasMore, requests) => {
    const made = world();
    const asked = asking();
    if (hasMore) add(made, 200);

    finishRun(result({ reports: [report(end)] }), true, { ...made.ports, ...asked });

    expect(asked.requests).toHaveLength(requests);
  });

  it.each([
    ['a person saved during the run', 'person', NOW - 20, 1],
    ['an import began during the run', 'script', NOW - 1, 1],
    ['the last save came before it', 'person', NOW - 21, 0],
  ] as const)('a clerk’s run asks for another one only as it should when %s', (_what, by, at, requests) => {
    const made = world();
    const asked = asking();
    asked.saves.push({ by, at });

    finishRun(result({ reports: [report('done')] }), false, { ...made.ports, ...asked });

    expect(asked.requests).toHaveLength(requests);
  });

  it.each([
    ['did a part of its work', report('unfinished')],
    ['took as many events as it can', { ...report('done'), hasMore: true as const }],
  ])('a clerk’s run that %s asks for another one', (_what, one) => {
    const asked = asking();

    finishRun(result({ reports: [one] }), false, { ...world().ports, ...asked });

    expect(asked.requests).toEqual([{ asSystem: false }]);
  });

  it.each([
    ['within a minute', 60, 1],
    ['later', 61, 0],
  ])('asks for another run when a rate limit ends %s, although nothing moved', (_when, seconds, requests) => {
    const made = world();
    const asked = asking();
    const limited = { ...report('put back'), goesOnAt: NOW + seconds };

    finishRun(result({ reports: [limited] }), true, { ...made.ports, ...asked });

    expect(asked.requests).toHaveLength(requests);
  });

  it.each([
    ['there is more that has no event', { ...report('done', { created: 1 }), hasMore: true }, 1],
    ['nothing changed, so the same would be listed again', { ...report('done'), hasMore: true }, 0],
    ['nothing moved although there is more', { ...report('put back'), hasMore: true }, 0],
    ['the backfill moved', { ...report('put back'), step: aStep(0, 100) }, 1],
    ['the backfill did not move', { ...report('put back'), step: aStep(99, 100) }, 0],
  ] as const)('asks for another run only as it should when %s', (_what, one, requests) => {
    const made = world();
    made.backfills.set(7, aBackfill());
    const asked = asking();

    finishRun(result({ reports: [one] }), true, { ...made.ports, ...asked });

    expect(asked.requests).toHaveLength(requests);
  });

  it('goes on when the backfill cannot be read', () => {
    const made = world();
    add(made, 300);
    const asked = asking();
    const read = (): never => {
      throw new Error('UNEXPECTED_ERROR');
    };
    const reports = [{ ...report('done'), step: aStep(0, 100) }];

    finishRun(result({ reports }), true, { ...made.ports, ...asked, backfills: { ...made.ports.backfills, read } });

    expect(made.logs.filter(({ level }) => level === 'error')).toHaveLength(1);
    expect(asked.requests).toHaveLength(1);
  });

  it.each([
    ['the System user', true, 1],
    ['a clerk, who lists nothing', false, 0],
  ])('a failed look without an event gets one that waits, in a run of %s', (_whose, asSystem, events) => {
    const made = world();
    const failures = [{ fulfillmentId: 100, message: 'UNEXPECTED_ERROR: no' }];

    finishRun(result({ failures }), asSystem, { ...made.ports, ...asking() });

    expect(made.events.size).toBe(events);
    expect([...made.events.values()].every(({ dueAt }) => dueAt > NOW)).toBe(true);
  });

  it('hands on that the run belongs to the System user', () => {
    const made = world();
    const asked = asking();
    add(made, 200);

    finishRun(result({ reports: [report('done')] }), true, { ...made.ports, ...asked });

    expect(asked.requests).toEqual([{ asSystem: true }]);
  });

  it.each([
    ['before it', NOW + 1, 1],
    ['in it', NOW, 0],
  ] as const)('a clerk’s run that ends %s leaves the time of the System user’s run free', (_what, from, requests) => {
    const made = world();
    const asked = asking();
    asked.saves.push({ by: 'person', at: NOW });
    asked.turns.push({ from, until: NOW + 60 });

    finishRun(result({ reports: [report('done')] }), false, { ...made.ports, ...asked });

    expect(asked.requests).toHaveLength(requests);
  });

  it('the System user’s run ends the time that was reserved for it, and goes on as the System user', () => {
    const made = world();
    const asked = asking();
    add(made, 200);
    asked.turns.push({ from: NOW, until: NOW + 60 });

    finishRun(result({ reports: [report('done')] }), true, { ...made.ports, ...asked });

    expect(asked.requests).toEqual([{ asSystem: true }]);
    expect(asked.memory.isReserved(NOW)).toBe(false);
  });

  it('puts the events of a reduce that threw back with the error, later each time', () => {
    const made = world();
    add(made, 100);
    const failures = [{ fulfillmentId: 100, message: 'SSS_USAGE_LIMIT_EXCEEDED: too much' }];

    finishRun(result({ failures }), true, { ...made.ports, ...asking() });

    const [event] = made.events.values();
    expect(event).toMatchObject({ attempts: 1, reason: expect.stringContaining('SSS_USAGE_LIMIT_EXCEEDED') });
    expect(event?.dueAt).toBeGreaterThan(NOW);
  });

  it('leaves an event alone that came after the run began, because it has not failed', () => {
    const made = world();
    add(made, 100);
    add(made, 100, { dueAt: NOW + 5 });
    made.clock.now = NOW + 60;
    const failures = [{ fulfillmentId: 100, message: 'UNEXPECTED_ERROR: no' }];

    finishRun(result({ failures }), true, { ...made.ports, ...asking() });

    expect([...made.events.values()].map(({ attempts, dueAt }) => [attempts, dueAt > NOW + 60])).toEqual([
      [1, true],
      [0, false],
    ]);
  });

  it('puts back an event that the run itself wrote, with what it was about to create', () => {
    const made = world();
    add(made, 100, { dueAt: NOW + 5, inFlight: 'SQ1|1||' });
    made.clock.now = NOW + 60;

    finishRun(result({ failures: [{ fulfillmentId: 100, message: 'UNEXPECTED_ERROR: no' }] }), true, {
      ...made.ports,
      ...asking(),
    });

    expect([...made.events.values()]).toMatchObject([
      { attempts: 1, reason: 'The script failed: UNEXPECTED_ERROR: no' },
    ]);
  });

  it('asks for the events of fifty failed fulfillments in one search at most', () => {
    const made = world();
    const ids = Array.from({ length: 120 }, (_, index) => 100 + index);
    for (const id of ids) add(made, id);
    const sizes: number[] = [];
    const findByFulfillment = (some: readonly number[]) => {
      sizes.push(some.length);
      return made.ports.events.findByFulfillment(some);
    };
    const failures = ids.map((fulfillmentId) => ({ fulfillmentId, message: 'UNEXPECTED_ERROR: no' }));

    finishRun(result({ failures }), true, {
      ...made.ports,
      ...asking(),
      events: { ...made.ports.events, findByFulfillment },
    });

    expect(sizes).toEqual([50, 50, 20]);
    expect([...made.events.values()].every(({ attempts }) => attempts === 1)).toBe(true);
  });

  it('logs that the input could not be read', () => {
    const made = world();

    finishRun(result({ inputError: 'UNEXPECTED_ERROR: no' }), true, { ...made.ports, ...asking() });

    expect(made.logs.some((entry) => entry.level === 'error')).toBe(true);
  });

  it('remembers what the run did, for the scheduled script to write down', () => {
    const made = world();
    const asked = asking();

    finishRun(result({ reports: [report('done', { created: 1 })] }), true, { ...made.ports, ...asked });
    wake({ ...made.ports, ...asked });

    expect(asked.runs).toEqual([{ at: NOW, summary: '1 fulfillment looked at: 1 created', units: 10 }]);
    expect(made.activities).toEqual([{ request: null, run: asked.runs[0] }]);
  });

  it('adds up what became of the packages', () => {
    const made = world();
    const asked = asking();
    const reports = [report('done', { created: 2, held: 1 }), report('done', { created: 1 })];

    finishRun(result({ reports }), true, { ...made.ports, ...asked });

    expect(asked.runs).toMatchObject([{ summary: '2 fulfillments looked at: 3 created, 1 held' }]);
  });
});
