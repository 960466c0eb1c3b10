import {
  advanceBackfill,
  BACKFILL_PER_RUN,
  takeTurns,
  WAITING_AT_MOST,
} from '../../src/TypeScript/aftership/app/backfill';
import { collectTasks } from '../../src/TypeScript/aftership/app/delivery/deliver';
import { reconcile } from '../../src/TypeScript/aftership/app/delivery/reconcile';
import type { Backfill } from '../../src/TypeScript/aftership/core/backfill';
import type { Connection, Mode } from '../../src/TypeScript/aftership/core/connection';
import type { Shipment } from '../../src/TypeScript/aftership/core/ledger/shipment';
import { memoryWorld, type MemoryWorld } from '../../tools/shared/memory_ports';
import { aBackfill, aConnection, aFulfillment, NOW, UPS_NUMBER, UPS_NUMBER_2 } from '../fixtures';
import { created, lost, play, refused, type Script } from './scripted_aftership';

interface Setup {
  readonly connection?: Partial<Connection>;
  readonly backfill?: Partial<Backfill>;
  readonly fulfillments?: number;
  readonly scripts?: readonly Script[];
  readonly numbers?: readonly string[];
}

function world({ connection, backfill, fulfillments = 1, scripts = [], numbers }: Setup = {}): MemoryWorld {
  const made = memoryWorld({
    accountId: '1234567',
    isProduction: true,
    now: NOW,
    connection: aConnection({ sendName: true, sendEmail: true, ...connection }),
    answer: play(scripts),
  });
  made.backfills.set(7, aBackfill(backfill));
  for (let at = 0; at < fulfillments; at += 1) {
    const changes = { id: 100 + at, date: '2026-09-10', shippedOn: '2026-09-10' };
    made.fulfillments.set(100 + at, aFulfillment(numbers ?? [UPS_NUMBER], changes));
  }
  return made;
}

const connectionOf = (made: MemoryWorld): Connection => {
  const { connection } = made.settings;
  if (connection === null) throw new Error('There is no connection.');
  return connection;
};
const advance = (made: MemoryWorld): void => advanceBackfill(connectionOf(made), made.ports);
const stateOf = (made: MemoryWorld): Backfill | undefined => made.backfills.get(7);
const rowsOf = (made: MemoryWorld): readonly Shipment[] => [...made.rows.values()];
const run = (made: MemoryWorld, options?: { readonly asSystem?: boolean }): string =>
  reconcile(made.taskFor(100, options), made.ports).end;

function signal(made: MemoryWorld, backfillId: number | null): void {
  const of = backfillId === null ? { backfill: false } : { backfill: true, backfillId };
  made.ports.signals.add({ fulfillmentId: 100, deleted: false, dueAt: NOW, origin: 'test', ...of });
}

describe('advanceBackfill', () => {
  it('raises a signal for each fulfillment of the window, remembers how far it is, and ends when all were looked at', () => {
    const made = world({ fulfillments: 3 });

    advance(made);
    expect([...made.signals.values()].map(({ fulfillmentId, backfillId }) => [fulfillmentId, backfillId])).toEqual([
      [100, 7],
      [101, 7],
      [102, 7],
    ]);
    expect(stateOf(made)).toMatchObject({ state: 'running', cursor: 102, raised: 3, isComplete: true });

    advance(made);
    expect(stateOf(made)?.state).toBe('running');

    for (const id of [...made.signals.keys()]) made.ports.signals.acknowledge(id);
    advance(made);
    expect(stateOf(made)).toMatchObject({ state: 'done', endedAt: NOW });
  });

  it('looks at nothing before the time that a live signal waits for at AfterShip', () => {
    const made = world({ fulfillments: 2 });
    made.ports.signals.add({ fulfillmentId: 101, deleted: false, dueAt: NOW + 1800, backfill: false, origin: 'test' });

    advance(made);

    const own = [...made.signals.values()].filter(({ backfillId }) => backfillId === 7);
    expect(own.map(({ fulfillmentId, dueAt }) => [fulfillmentId, dueAt])).toEqual([
      [100, NOW],
      [101, NOW + 1800],
    ]);
  });

  it('has only so many wait at once, and goes on above the last one', () => {
    const made = world({ fulfillments: WAITING_AT_MOST + 5 });

    advance(made);
    advance(made);
    expect(made.signals.size).toBe(WAITING_AT_MOST);

    const [first = 0, second = 0] = made.signals.keys();
    made.ports.signals.acknowledge(first);
    made.ports.signals.acknowledge(second);
    advance(made);
    expect(made.signals.size).toBe(WAITING_AT_MOST);
    expect(stateOf(made)).toMatchObject({ cursor: 100 + WAITING_AT_MOST + 1, isComplete: false });
  });

  it('does not search while as many wait as may', () => {
    const made = world({ fulfillments: WAITING_AT_MOST });
    advance(made);
    const find = (): never => {
      throw new Error('a search for nothing');
    };

    expect(() =>
      advanceBackfill(connectionOf(made), { ...made.ports, fulfillments: { ...made.ports.fulfillments, find } }),
    ).not.toThrow();
  });

  it('raises nothing twice that still waits, after a run that was killed before it noted how far it was', () => {
    const made = world({ fulfillments: 3 });
    advance(made);
    made.backfills.set(7, aBackfill());

    advance(made);

    expect(made.signals.size).toBe(3);
    expect(stateOf(made)).toMatchObject({ raised: 3, isComplete: true });
  });

  it.each<[Mode, Mode]>([
    ['preview', 'on'],
    ['on', 'preview'],
    ['on', 'off'],
  ])('pauses a backfill that was started in %s when the mode is %s', (mode, present) => {
    const made = world({ backfill: { mode }, connection: { mode: present } });

    advance(made);

    expect(stateOf(made)).toMatchObject({
      state: 'paused',
      reason: expect.stringContaining(`from ${mode} to ${present}`),
    });
    expect(made.signals.size).toBe(0);
  });

  it('lets one that is paused wait, and takes the next', () => {
    const made = world({ backfill: { state: 'paused' } });
    made.backfills.set(8, aBackfill({ id: 8 }));

    advance(made);

    expect([...made.signals.values()].map(({ backfillId }) => backfillId)).toEqual([8]);
  });
});

describe('the input of a delivery run', () => {
  it('takes a few fulfillments of a backfill, after everything live', () => {
    const made = world({ fulfillments: WAITING_AT_MOST });
    advance(made);
    made.ports.signals.add({ fulfillmentId: 9, deleted: false, dueAt: NOW, backfill: false, origin: 'test' });

    const tasks = Object.keys(collectTasks(true, made.ports));

    expect(tasks).toContain('9');
    expect(tasks).toHaveLength(1 + BACKFILL_PER_RUN);
  });

  it.each<[string, Partial<Backfill>, Mode]>([
    ['is paused', { state: 'paused' }, 'on'],
    ['was started in another mode', { mode: 'preview' }, 'on'],
    ['while the mode is Off', {}, 'off'],
  ])('leaves the signals of a backfill that %s', (_what, backfill, mode) => {
    const made = world({ backfill });
    signal(made, 7);
    signal(made, null);

    const taken = takeTurns([...made.signals.values()], { mode }, made.ports);

    expect(taken.map((one) => one.backfillId)).toEqual([null]);
  });
});

it('a backfill that cannot be read leaves live signals to be taken', () => {
  const made = world();
  signal(made, 7);
  signal(made, null);
  const read = (): never => {
    throw new Error('UNEXPECTED_ERROR');
  };

  const taken = takeTurns([...made.signals.values()], { mode: 'on' }, { ...made.ports, backfills: { read } });

  expect(taken.map((one) => one.backfillId)).toEqual([null]);
  expect(made.logs).toMatchObject([{ level: 'error', title: 'The backfill could not be read' }]);
});

describe('reconcile for a backfill', () => {
  it('sends an old shipment without contacts, and marks its row', () => {
    const made = world({ scripts: [created()] });
    signal(made, 7);

    expect(run(made)).toBe('done');

    expect(made.requests[0]?.body).not.toMatch(/@example.com|Ada Example/);
    expect(rowsOf(made)).toMatchObject([{ state: 'tracked', backfill: 7, withoutContact: true, hasContact: false }]);
    expect(made.signals.size).toBe(0);
  });

  it('a later edit adds no contact', () => {
    const made = world({ scripts: [created()] });
    signal(made, 7);
    run(made);
    signal(made, null);

    expect(run(made)).toBe('done');
    expect(made.requests).toHaveLength(1);
  });

  it('looks at nothing that shipped on other days, and writes nothing about it', () => {
    const made = world({ backfill: { from: '2026-09-11' } });
    signal(made, 7);

    expect(run(made)).toBe('done');
    expect(rowsOf(made)).toEqual([]);
    expect(made.signals.size).toBe(0);
  });

  it('gives no say to the backfill about another day, but looks for the live signal', () => {
    const made = world({ backfill: { from: '2026-09-11' } });
    signal(made, 7);
    signal(made, null);

    run(made);
    expect(rowsOf(made)).toMatchObject([{ state: 'held', reason: 'before_start', backfill: null }]);
    expect(made.signals.size).toBe(0);
  });

  it('in Preview only says what would be sent, and forgets nothing for later', () => {
    const made = world({ backfill: { mode: 'preview' }, connection: { mode: 'preview' } });
    signal(made, 7);

    run(made);
    expect(made.requests).toEqual([]);
    expect(rowsOf(made)).toMatchObject([{ state: 'would send', backfill: 7, withoutContact: false }]);
    expect(rowsOf(made)[0]?.message).toContain('without contact details');

    // Switching the mode sends what the connection's own rules allow, and this is not among it.
    made.settings.connection = { ...connectionOf(made), mode: 'on' };
    signal(made, null);
    run(made);
    expect(made.requests).toEqual([]);
    expect(rowsOf(made)).toMatchObject([{ state: 'held', reason: 'before_start' }]);
  });

  it.each<[string, Partial<Backfill>, Partial<Connection>]>([
    ['was paused meanwhile', { state: 'paused' }, {}],
    ['lost its mode meanwhile', {}, { mode: 'preview' }],
    ['is kept while the mode is Off', {}, { mode: 'off' }],
  ])('a signal of a backfill that %s stays as it is', (_what, backfill, connection) => {
    const made = world({ backfill, connection });
    signal(made, 7);

    expect(run(made)).toBe('put back');
    expect([...made.signals.values()]).toMatchObject([{ backfillId: 7, attempts: 0, needsSystemRun: false }]);
    expect(made.requests).toEqual([]);
  });

  it('a signal that waits for a paused backfill keeps the attempts that failed', () => {
    const made = world({ backfill: { state: 'paused' } });
    signal(made, 7);
    for (const [id, known] of made.signals) made.signals.set(id, { ...known, attempts: 3 });

    run(made);

    expect([...made.signals.values()]).toMatchObject([{ attempts: 3 }]);
  });

  it('a run that is killed while it sends leaves the mark, so that a live look goes on without contacts', () => {
    const made = world({
      scripts: [refused(4004), created()],
      connection: { startDate: '2026-09-01', maxAgeDays: 110 },
    });
    signal(made, 7);
    const http = {
      send: (): never => {
        throw new Error('killed');
      },
    };
    expect(() => reconcile(made.taskFor(100), { ...made.ports, http })).toThrow('killed');
    expect(rowsOf(made)).toMatchObject([{ state: 'in doubt', backfill: 7, withoutContact: true }]);
    for (const id of [...made.signals.keys()]) made.ports.signals.acknowledge(id);
    signal(made, null);

    expect(run(made)).toBe('done');

    expect(made.requests.map(({ method }) => method)).toEqual(['GET', 'POST']);
    expect(JSON.stringify(made.requests)).not.toMatch(/@example.com|Ada Example/);
  });

  it('a live signal is looked at while the backfill of the same fulfillment is paused', () => {
    const made = world({ backfill: { state: 'paused' } });
    signal(made, 7);
    signal(made, null);

    expect(run(made)).toBe('done');
    expect(rowsOf(made)).toMatchObject([{ state: 'held' }]);
    expect([...made.signals.values()].map(({ backfillId }) => backfillId)).toEqual([7]);
  });

  it('without a connection its signals wait for one, while live ones are dropped', () => {
    const made = world();
    const { connection } = made.settings;
    advance(made);
    signal(made, null);
    made.settings.connection = null;

    expect(run(made)).toBe('discarded');
    expect([...made.signals.values()].map(({ backfillId }) => backfillId)).toEqual([7]);
    expect(collectTasks(true, made.ports)).toEqual({});

    made.settings.connection = connection;
    expect(Object.keys(collectTasks(true, made.ports))).toEqual(['100']);
  });

  it('the signals of a cancelled backfill are forgotten', () => {
    const made = world({ backfill: { state: 'cancelled' } });
    signal(made, 7);

    expect(run(made)).toBe('discarded');
    expect(made.signals.size).toBe(0);
    expect(rowsOf(made)).toEqual([]);
  });

  it('what a clerk’s run cannot see is left to a run of the System user, for whom it is gone', () => {
    const made = world();
    made.backfills.clear();
    signal(made, 7);

    expect(run(made, { asSystem: false })).toBe('put back');
    expect([...made.signals.values()]).toMatchObject([{ needsSystemRun: true, attempts: 0 }]);
    expect(run(made)).toBe('discarded');
    expect(made.signals.size).toBe(0);
  });

  it('a lost answer leaves signal and mark, and the next look settles it once', () => {
    const made = world({ scripts: [lost(), refused(4004), created()] });
    signal(made, 7);

    expect(run(made)).toBe('put back');
    expect(rowsOf(made)).toMatchObject([{ state: 'in doubt', backfill: 7, withoutContact: true }]);
    expect(run(made)).toBe('done');
    expect(rowsOf(made)).toMatchObject([{ state: 'tracked', withoutContact: true, hasContact: false }]);
  });

  it('a package whose row a kill prevented carries no contact either', () => {
    const made = world({ scripts: [created(), created()], numbers: [UPS_NUMBER, UPS_NUMBER_2] });
    signal(made, 7);
    const { add } = made.ports.shipments;
    const ports = {
      ...made.ports,
      shipments: {
        ...made.ports.shipments,
        add: (...given: Parameters<typeof add>): number => {
          if (given[1] === UPS_NUMBER_2) throw new Error('killed');
          return add(...given);
        },
      },
    };
    expect(() => reconcile(made.taskFor(100), ports)).toThrow('killed');
    signal(made, null);
    const ask: Script = ({ path }) => ({
      kind: 'answer',
      status: 200,
      headers: {},
      body: JSON.stringify({
        meta: { code: 200 },
        data: { id: path.split('/').pop(), tracking_number: UPS_NUMBER_2, slug: 'ups', tag: 'Pending' },
      }),
    });
    const again = memoryAnswers(made, [ask, created()]);

    // A live look alone: the backfill's own signal comes after it.
    const task = {
      ...made.taskFor(100),
      signals: made.taskFor(100).signals.filter(({ backfillId }) => backfillId === null),
    };
    reconcile(task, again);

    expect(JSON.stringify(made.requests)).not.toMatch(/@example.com|Ada Example/);
    expect(rowsOf(made)).toMatchObject([
      { number: UPS_NUMBER, state: 'tracked', withoutContact: true },
      { number: UPS_NUMBER_2, state: 'tracked', withoutContact: true },
    ]);
  });
});

/** The same world with other answers. */
function memoryAnswers(made: MemoryWorld, scripts: readonly Script[]): MemoryWorld['ports'] {
  const answer = play(scripts);
  const requests = made.requests as unknown as { push(request: unknown): void };
  return {
    ...made.ports,
    http: {
      send: (request) => {
        requests.push(request);
        return answer(request);
      },
    },
  };
}
