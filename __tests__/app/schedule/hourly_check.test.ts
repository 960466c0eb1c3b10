import { askForLooks } from '../../../src/TypeScript/aftership/app/other_looks';
import type {
  CheckResult,
  CheckTask,
  DayCounts,
  FulfillmentIndex,
  LedgerIndex,
  LedgerPart,
} from '../../../src/TypeScript/aftership/app/ports';
import {
  collectHourlyCheck,
  doCheckTask,
  finishHourlyCheck,
  KEEP_DAYS,
  ORPHANS_PER_CHECK,
  PURGED_PER_CHECK,
  RAISED_PER_CHECK,
} from '../../../src/TypeScript/aftership/app/schedule/hourly_check';
import {
  COMPARED_PER_CHECK,
  firstRound,
  formatCursor,
  parseCursor,
} from '../../../src/TypeScript/aftership/core/check_cursor';
import type { Connection } from '../../../src/TypeScript/aftership/core/connection';
import { memoryWorld, type MemoryWorld } from '../../../tools/shared/memory_ports';
import { aConnection, NOW } from '../../fixtures';
import { play } from '../scripted_aftership';

const NOTHING = (afterRowId: number): LedgerPart<never> => ({ found: [], upTo: afterRowId, isEnd: true });

const EMPTY_LEDGER: LedgerIndex = {
  findLooks: () => new Map(),
  newestRow: () => 0,
  findOrphans: NOTHING,
  findAdded: NOTHING,
  findAged: (_before, afterRowId) => NOTHING(afterRowId),
  remove: () => undefined,
};

const NO_FULFILLMENTS: FulfillmentIndex = {
  findChanged: () => [],
  findSeconds: () => new Map(),
  findExisting: () => new Set(),
};

const NO_DAYS: DayCounts = {
  findShipped: () => [],
  findPackages: () => [],
  list: () => [],
  read: () => null,
  add: () => undefined,
  change: () => undefined,
  remove: () => undefined,
};

function world(connection: Partial<Connection> = {}): MemoryWorld {
  return memoryWorld({
    accountId: '1234567',
    isProduction: true,
    now: NOW,
    connection: aConnection(connection),
    answer: play([]),
  });
}

it('finds changes although NetSuite refuses the searches of rows by their ids', () => {
  const { ports, logs } = world();
  const fulfillments: FulfillmentIndex = {
    ...NO_FULFILLMENTS,
    findChanged: (_since, afterId) => (afterId < 100 ? [{ id: 100, modifiedAt: NOW - 600 }] : []),
    findExisting: () => new Set(),
  };
  const refuse = (): never => {
    throw new Error('SSS_INVALID_SRCH_FILTER');
  };
  const ledger: LedgerIndex = { ...EMPTY_LEDGER, findOrphans: refuse, findAdded: refuse, findAged: refuse };

  const tasks = collectHourlyCheck({ ...ports, days: NO_DAYS, fulfillments, ledger });

  expect(tasks).toMatchObject([
    { kind: 'raise', origin: 'check: changed', fulfillmentIds: [100] },
    { kind: 'cursor', connectionId: 1, cursor: expect.any(String) },
  ]);
  expect(logs).toMatchObject([
    { level: 'error', title: 'Deleted fulfillments could not be looked for' },
    { level: 'error', title: 'Packages with two rows could not be looked for' },
    { level: 'error', title: 'Old rows could not be looked for' },
  ]);
});

it.each([
  ['on', 'further'],
  ['off', null],
] as const)('remembers how far it got, or begins anew, when the mode is %s at its end', (mode, remembered) => {
  const { ports, settings } = world({ mode, checkCursor: 'before' });

  finishHourlyCheck(
    { reports: [{ version: 1, kind: 'cursor', connectionId: 1, cursor: 'further' }], errors: [] },
    {
      ...ports,
      sending: { request: () => ({ at: NOW, outcome: 'busy', detail: '' }) },
      memory: { rememberRequest: () => undefined },
    },
  );

  expect(settings.connection?.checkCursor).toBe(remembered);
});

describe('the end of the hourly check', () => {
  const end = (result: CheckResult) => {
    const made = world({ checkCursor: 'before' });
    const requests: { readonly asSystem: boolean }[] = [];
    finishHourlyCheck(result, {
      ...made.ports,
      sending: {
        request: (options) => {
          requests.push(options);
          return { at: NOW, outcome: 'busy', detail: '' };
        },
      },
      memory: { rememberRequest: () => undefined },
    });
    return { ...made, requests };
  };
  const cursor = { version: 1, kind: 'cursor', connectionId: 1, cursor: 'further' } as const;

  it('stays where it was when a part failed, so that the next check finds the same changes', () => {
    const { settings, logs } = end({ reports: [cursor], errors: ['UNEXPECTED_ERROR: no'] });

    expect(settings.connection?.checkCursor).toBe('before');
    expect(logs).toMatchObject([{ level: 'error', details: { error: 'UNEXPECTED_ERROR: no' } }]);
  });

  it.each([
    ['raised', 1],
    ['purged', 0],
    ['cleaned', 0],
  ] as const)('asks for sending as the System user only when events were %s', (kind, requests) => {
    const made = end({ reports: [{ version: 1, kind, count: 3 }], errors: [] });

    expect(made.requests).toEqual(Array.from({ length: requests }, () => ({ asSystem: true })));
    expect(made.logs).toMatchObject([{ level: 'audit', details: { [kind]: 3 } }]);
  });
});

describe('more than one page', () => {
  const changedPages = (sizes: readonly number[]) => {
    const asked: number[] = [];
    const findChanged = (_since: number, afterId: number) => {
      asked.push(afterId);
      const size = sizes[asked.length - 1] ?? 0;
      return Array.from({ length: size }, (_, at) => ({ id: afterId + at + 1, modifiedAt: NOW - 600 }));
    };
    return { asked, findChanged };
  };

  it('of changed fulfillments is read to the last one', () => {
    const { ports } = world();
    const { asked, findChanged } = changedPages([1000, 7]);
    const fulfillments = { ...NO_FULFILLMENTS, findChanged };

    const tasks = collectHourlyCheck({ ...ports, days: NO_DAYS, fulfillments, ledger: EMPTY_LEDGER });
    const raised = tasks.flatMap((task) => (task.kind === 'raise' ? task.fulfillmentIds : []));

    expect(asked).toEqual([0, 1000]);
    expect(raised).toHaveLength(1007);
    expect(parseCursor(cursorOf(tasks))).toMatchObject({ afterId: 0 });
  });

  it('of changed fulfillments is left to the next check from its limit on, which then goes on behind it', () => {
    const first = world();
    const { findChanged } = changedPages(Array.from({ length: 11 }, () => 1000));
    const fulfillments = { ...NO_FULFILLMENTS, findChanged };

    const tasks = collectHourlyCheck({ ...first.ports, days: NO_DAYS, fulfillments, ledger: EMPTY_LEDGER });
    expect(parseCursor(cursorOf(tasks))).toMatchObject({ afterId: RAISED_PER_CHECK, until: NOW });

    const next = world({ checkCursor: cursorOf(tasks) });
    next.clock.now = NOW + 3600;
    const further = changedPages([3]);
    const rest = { ...NO_FULFILLMENTS, findChanged: further.findChanged };
    const more = collectHourlyCheck({ ...next.ports, days: NO_DAYS, fulfillments: rest, ledger: EMPTY_LEDGER });

    expect(further.asked).toEqual([RAISED_PER_CHECK]);
    // The round is over, and the next one begins before the time when this one began.
    expect(parseCursor(cursorOf(more))).toMatchObject({ since: NOW - 900, afterId: 0 });
  });

  /** A check of a ledger whose parts with these sizes come one after the other. */
  const orphansIn = (sizes: readonly number[]) => {
    const asked: number[] = [];
    const ledger: LedgerIndex = {
      ...EMPTY_LEDGER,
      findOrphans: (afterRowId) => {
        asked.push(afterRowId);
        const size = sizes[asked.length - 1] ?? 0;
        const found = Array.from({ length: size }, (_, at) => afterRowId + at + 1);
        return {
          found: found.map((id) => ({ rowId: id, fulfillmentId: id })),
          upTo: afterRowId + 5000,
          isEnd: asked.length === sizes.length,
        };
      },
    };
    const fulfillments = {
      ...NO_FULFILLMENTS,
      findExisting: (ids: readonly number[]) => new Set(ids.filter((id) => id % 2 === 0)),
    };
    const check = (checkCursor: string | null) =>
      collectHourlyCheck({ ...world({ checkCursor }).ports, days: NO_DAYS, fulfillments, ledger });
    return { asked, check };
  };
  const gone = (tasks: readonly CheckTask[]) =>
    tasks.flatMap((task) => (task.kind === 'raise' && task.origin === 'check: gone' ? task.fulfillmentIds : []));

  it('of rows without a fulfillment is gone through in one check after the other, and then begins anew', () => {
    const { asked, check } = orphansIn([3, 5]);

    const first = check(null);
    const second = check(cursorOf(first));
    const third = check(cursorOf(second));

    expect(asked).toEqual([0, 5000, 0]);
    expect([first, second, third].map(gone)).toEqual([[1, 3], [5001, 5003, 5005], []]);
  });

  it('of rows whose fulfillment is gone is left to the next check, which goes on behind the last one', () => {
    const { asked, check } = orphansIn([ORPHANS_PER_CHECK + 2, 0]);

    const first = check(null);
    check(cursorOf(first));

    expect(gone(first)).toHaveLength(ORPHANS_PER_CHECK / 2);
    expect(asked).toEqual([0, ORPHANS_PER_CHECK]);
  });

  it('of old rows is removed in one check after the other, beginning with the oldest again', () => {
    const asked: number[] = [];
    const ledger: LedgerIndex = {
      ...EMPTY_LEDGER,
      findAged: (before, afterRowId, limit) => {
        expect([before, limit]).toEqual([NOW - KEEP_DAYS * 86_400, PURGED_PER_CHECK]);
        asked.push(afterRowId);
        const found = Array.from({ length: 120 }, (_, at) => afterRowId + at + 1);
        return { found, upTo: afterRowId + limit, isEnd: afterRowId > 0 };
      },
    };
    const check = (checkCursor: string | null) =>
      collectHourlyCheck({
        ...world({ checkCursor }).ports,
        days: NO_DAYS,
        fulfillments: NO_FULFILLMENTS,
        ledger,
      });

    const first = check(null);
    check(cursorOf(check(cursorOf(first))));

    expect(asked).toEqual([0, PURGED_PER_CHECK, 0]);
    expect(first.flatMap((task) => (task.kind === 'purge' ? [task.rowIds.length] : []))).toEqual([50, 50, 20]);
  });

  it.each([
    ['raised', RAISED_PER_CHECK],
    ['removed', PURGED_PER_CHECK],
    ['compared', COMPARED_PER_CHECK / 2],
  ])('and more is %s in a day than 200,000 packages need', (_what, perCheck) => {
    expect(24 * perCheck).toBeGreaterThan(200_000);
  });
});

it('raises events for packages with two rows among those that were added, and remembers what it compared', () => {
  const rows = [
    { rowId: 7, fulfillmentId: 100, number: 'A' },
    { rowId: 8, fulfillmentId: 101, number: 'A' },
    { rowId: 9, fulfillmentId: 100, number: 'B' },
    { rowId: 10, fulfillmentId: 100, number: 'A' },
    { rowId: 11, fulfillmentId: 100, number: 'A' },
  ];
  const asked: unknown[] = [];
  const ledger: LedgerIndex = {
    ...EMPTY_LEDGER,
    findAdded: (afterRowId, limit) => {
      asked.push([afterRowId, limit]);
      return { found: rows, upTo: 11, isEnd: true };
    },
  };
  const cursor = { ...firstRound('2026-11-01', 0, NOW - 3600), addedAfter: 4, addedUpTo: 6 };
  const { ports } = world({ checkCursor: formatCursor(cursor) });

  const tasks = collectHourlyCheck({ ...ports, days: NO_DAYS, fulfillments: NO_FULFILLMENTS, ledger });

  expect(tasks[0]).toMatchObject({ kind: 'raise', origin: 'check: two of one', fulfillmentIds: [100] });
  expect(asked).toEqual([[4, COMPARED_PER_CHECK]]);
  expect(parseCursor(cursorOf(tasks))).toMatchObject({ addedAfter: 6, addedUpTo: 11, addedAt: NOW });
});

function cursorOf(tasks: readonly CheckTask[]): string | null {
  const [cursor] = tasks.flatMap((task) => (task.kind === 'cursor' ? [task.cursor] : []));
  return cursor ?? null;
}

it('deletes rows of the outbox that name another account or none', () => {
  const { ports } = world();
  const acknowledged: number[] = [];
  const events = {
    ...ports.events,
    findForeign: () => [4, 5],
    acknowledge: (id: number) => void acknowledged.push(id),
  };
  const fulfillments = NO_FULFILLMENTS;

  const [clean] = collectHourlyCheck({ ...ports, events, days: NO_DAYS, fulfillments, ledger: EMPTY_LEDGER });
  if (clean === undefined) throw new Error('There is no task.');
  const done = doCheckTask(clean, { ...ports, events, ledger: EMPTY_LEDGER });

  expect(acknowledged).toEqual([4, 5]);
  expect(done).toEqual({ version: 1, kind: 'cleaned', count: 2 });
});

it('finds what changed before the start date only when the ledger knows it', () => {
  const { ports } = world({ startDate: '2026-11-23' });
  const before = Date.UTC(2026, 10, 17) / 1000;
  const asked: number[] = [];
  const fulfillments: FulfillmentIndex = {
    ...NO_FULFILLMENTS,
    findChanged: (since, afterId) => {
      asked.push(since);
      return afterId === 0 ? [100, 101, 102].map((id) => ({ id, modifiedAt: id === 102 ? NOW - 600 : before })) : [];
    },
    findExisting: () => new Set(),
  };
  const ledger: LedgerIndex = {
    ...EMPTY_LEDGER,
    findLooks: () => new Map([[100, before - 3600]]),
    newestRow: () => 1,
  };

  const [changed] = collectHourlyCheck({ ...ports, days: NO_DAYS, fulfillments, ledger });

  expect(asked[0]).toBeLessThan(before);
  expect(changed).toMatchObject({ kind: 'raise', origin: 'check: changed', fulfillmentIds: [100, 102] });
});

it('removes the other old rows when one cannot be removed, and fails no part of the hourly check', () => {
  const { ports, logs } = world();
  const removed: number[] = [];
  const remove = (rowId: number): void => {
    if (rowId === 2) throw new Error('locked by a workflow');
    removed.push(rowId);
  };

  const done = doCheckTask({ version: 1, kind: 'purge', rowIds: [1, 2, 3] }, { ...ports, ledger: { remove } });

  expect(removed).toEqual([1, 3]);
  expect(done).toEqual({ version: 1, kind: 'purged', count: 2 });
  expect(logs).toMatchObject([{ level: 'error', title: 'Old row could not be removed', details: { row: 2 } }]);
});

it('finds a change although a backfill, which may be paused for long, has an event for the fulfillment', () => {
  const { ports } = world();
  const known = { dueAt: NOW, origin: 'test' };
  ports.events.add({ ...known, fulfillmentId: 100, priority: 'past', backfillId: 7 });
  ports.events.add({ ...known, fulfillmentId: 101, priority: 'check' });
  const fulfillments: FulfillmentIndex = {
    ...NO_FULFILLMENTS,
    findChanged: (_since, afterId) => (afterId < 101 ? [100, 101].map((id) => ({ id, modifiedAt: NOW - 600 })) : []),
    findExisting: () => new Set(),
  };

  expect(collectHourlyCheck({ ...ports, days: NO_DAYS, fulfillments, ledger: EMPTY_LEDGER })).toMatchObject([
    { kind: 'raise', origin: 'check: changed', fulfillmentIds: [100] },
    { kind: 'cursor' },
  ]);
});

it('asks for a look once, and not before the time that a backfill waits for at AfterShip', () => {
  const { ports, events } = world();
  const known = { origin: 'test' };
  ports.events.add({ ...known, fulfillmentId: 100, dueAt: NOW + 1800, priority: 'past', backfillId: 7 });
  ports.events.add({ ...known, fulfillmentId: 101, dueAt: NOW - 1800, priority: 'past', backfillId: 7 });
  const task = { version: 1, kind: 'raise', origin: 'check: changed', fulfillmentIds: [100, 101, 102] } as const;
  const ledger = { remove: () => undefined };

  doCheckTask(task, { ...ports, ledger });
  doCheckTask(task, { ...ports, ledger });
  askForLooks(ports, [100], 'ledger');

  const raised = [...events.values()].filter(({ backfillId }) => backfillId === null);
  expect(raised.map(({ fulfillmentId, dueAt }) => [fulfillmentId, dueAt])).toEqual([
    [100, NOW + 1800],
    [101, NOW],
    [102, NOW],
  ]);
});

it('takes no due time over that no script sets', () => {
  const { ports, events } = world();
  const dueAt = NOW + 74 * 365 * 24 * 3600;
  ports.events.add({ fulfillmentId: 100, dueAt, priority: 'past', backfillId: 7, origin: 'by hand' });

  askForLooks(ports, [100], 'ledger');

  expect([...events.values()].map((event) => event.dueAt)).toEqual([dueAt, NOW]);
});

it('asks about fifty fulfillments in one search at most', () => {
  const { ports, events } = world();
  const ids = Array.from({ length: 120 }, (_, index) => 100 + index);
  ports.events.add({ fulfillmentId: 219, dueAt: NOW, priority: 'check', origin: 'test' });
  const sizes: number[] = [];
  const findByFulfillment = (some: readonly number[]) => {
    sizes.push(some.length);
    return ports.events.findByFulfillment(some);
  };

  askForLooks({ ...ports, events: { ...ports.events, findByFulfillment } }, ids, 'ledger');

  expect(sizes).toEqual([50, 50, 20]);
  expect(events.size).toBe(120);
});
