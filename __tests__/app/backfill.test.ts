import { nextSteps, noteSteps, PART, takeTurns } from '../../src/TypeScript/aftership/app/backfill';
import { collectTasks } from '../../src/TypeScript/aftership/app/sending/run';
import { reconcile } from '../../src/TypeScript/aftership/app/sending/reconcile';
import type { Backfill } from '../../src/TypeScript/aftership/core/backfill';
import type { Connection, Mode } from '../../src/TypeScript/aftership/core/connection';
import { messageOf } from '../../src/TypeScript/aftership/core/ledger/reasons';
import type { LedgerRow } from '../../src/TypeScript/aftership/core/ledger/row';
import type { Fulfillment } from '../../src/TypeScript/aftership/core/netsuite/fulfillment';
import { memoryWorld, type MemoryWorld } from '../../tools/shared/memory_ports';
import { aBackfill, aConnection, aFulfillment, NOW, UPS_NUMBER, UPS_NUMBER_2 } from '../fixtures';
import { created, lost, play, refused, type Script } from './scripted_aftership';

const RENO = { id: '7', name: 'Reno' };

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
const next = (made: MemoryWorld, room = 1000) => nextSteps(connectionOf(made), room, made.ports);
const stateOf = (made: MemoryWorld): Backfill | undefined => made.backfills.get(7);
const rowsOf = (made: MemoryWorld): readonly LedgerRow[] => [...made.rows.values()];
const run = (made: MemoryWorld, options?: { readonly asSystem?: boolean }): string =>
  reconcile(made.taskFor(100, options), made.ports).end;

function event(made: MemoryWorld, backfillId: number | null): void {
  const of = backfillId === null ? { priority: 'check' as const } : { priority: 'past' as const, backfillId };
  made.ports.events.add({ fulfillmentId: 100, dueAt: NOW, origin: 'test', ...of });
}

describe('nextSteps', () => {
  it('lists each fulfillment of the window with an event, along the ids, and changes nothing', () => {
    const made = world({ fulfillments: 3 });

    const steps = [...next(made).values()];

    expect(steps.map(({ step }) => [step.from, step.to, step.isLast])).toEqual([
      [0, 100, false],
      [100, 101, false],
      [101, 102, true],
    ]);
    expect(steps.flatMap(({ events }) => events)).toMatchObject([
      { fulfillmentId: 100, backfillId: 7, priority: 'past', dueAt: NOW },
      { fulfillmentId: 101 },
      { fulfillmentId: 102 },
    ]);
    expect([made.events.size, stateOf(made)?.cursor]).toEqual([0, 0]);
  });

  it('lets a look wait as long as a live event of the fulfillment does', () => {
    const made = world({ fulfillments: 2 });
    made.ports.events.add({ fulfillmentId: 101, dueAt: NOW + 1800, priority: 'check', origin: 'test' });

    expect([...next(made).values()].map(({ events }) => events[0]?.dueAt)).toEqual([NOW, NOW + 1800]);
  });

  it('asks for nothing twice that waits in the outbox', () => {
    const made = world({ fulfillments: 2 });
    event(made, 7);

    expect([...next(made).values()].map(({ events }) => events.length)).toEqual([0, 1]);
  });

  it('takes a part at most, and no more than there is room for', () => {
    const made = world({ fulfillments: PART + 5 });

    const [part, small] = [next(made), next(made, 3)];

    expect([part.size, small.size, next(made, 0).size]).toEqual([PART, 3, 0]);
    expect([...part.values(), ...small.values()].some(({ step }) => step.isLast)).toBe(false);
  });

  it.each<[Mode, Mode]>([
    ['preview', 'on'],
    ['on', 'preview'],
    ['on', 'off'],
  ])('pauses a backfill that was started in %s when the mode is %s', (mode, present) => {
    const made = world({ backfill: { mode }, connection: { mode: present } });

    expect(next(made).size).toBe(0);

    expect(stateOf(made)).toMatchObject({
      state: 'paused',
      reason: expect.stringContaining(`from ${mode} to ${present}`),
    });
  });

  it('lets one that is paused wait, and takes the next', () => {
    const made = world({ backfill: { state: 'paused' } });
    made.backfills.set(8, aBackfill({ id: 8 }));

    expect([...next(made).values()].map(({ step }) => step.backfillId)).toEqual([8]);
  });

  it('ends a backfill whose window is empty, once nothing of it waits', () => {
    const made = world({ backfill: { cursor: 100 } });
    event(made, 7);

    next(made);
    expect(stateOf(made)?.state).toBe('running');

    for (const id of [...made.events.keys()]) made.ports.events.acknowledge(id);
    next(made);
    expect(stateOf(made)).toMatchObject({ state: 'done', isComplete: true, endedAt: NOW });
  });
});

describe('noteSteps', () => {
  const stepsOf = (made: MemoryWorld) => [...next(made).values()].map(({ step }) => step);

  it('moves the backfill up to the first look that is not over, in whatever order they ended', () => {
    const made = world({ fulfillments: 4 });
    const [first, second, , last] = stepsOf(made);
    const over = [last, second, first].flatMap((step) => step ?? []);

    expect(noteSteps(over, made.ports)).toBe(true);

    expect(stateOf(made)).toMatchObject({ cursor: 101, raised: 2, isComplete: false, state: 'running' });
    expect(stepsOf(made).map(({ to }) => to)).toEqual([102, 103]);
  });

  it('ends the backfill behind the last look, unless an event of it waits', () => {
    const [made, other] = [world(), world()];
    event(other, 7);

    for (const one of [made, other]) noteSteps(stepsOf(one), one.ports);

    expect(stateOf(made)).toMatchObject({ state: 'done', raised: 1, endedAt: NOW });
    expect(stateOf(other)).toMatchObject({ state: 'running', raised: 1, isComplete: true });
  });

  it.each<[string, Partial<Backfill>]>([
    ['begins again in another mode', { mode: 'preview' }],
    ['is further already', { cursor: 500 }],
  ])('leaves a backfill where it is that %s', (_what, changes) => {
    const made = world();
    const steps = stepsOf(made);
    made.backfills.set(7, aBackfill(changes));

    expect(noteSteps(steps, made.ports)).toBe(false);
    expect(stateOf(made)).toEqual(aBackfill(changes));
  });
});

describe('the input of a sending run', () => {
  it.each<[string, Partial<Backfill>, Mode]>([
    ['is paused', { state: 'paused' }, 'on'],
    ['was started in another mode', { mode: 'preview' }, 'on'],
    ['while the mode is Off', {}, 'off'],
  ])('leaves the events of a backfill that %s', (_what, backfill, mode) => {
    const made = world({ backfill });
    event(made, 7);
    event(made, null);

    const taken = takeTurns([...made.events.values()], { mode }, made.ports);

    expect(taken.map((one) => one.backfillId)).toEqual([null]);
  });
});

it('a backfill that cannot be read leaves live events to be taken', () => {
  const made = world();
  event(made, 7);
  event(made, null);
  const read = (): never => {
    throw new Error('UNEXPECTED_ERROR');
  };

  const taken = takeTurns([...made.events.values()], { mode: 'on' }, { ...made.ports, backfills: { read } });

  expect(taken.map((one) => one.backfillId)).toEqual([null]);
  expect(made.logs).toMatchObject([{ level: 'error', title: 'The backfill could not be read' }]);
});

describe('reconcile for a backfill', () => {
  it('sends an old shipment without contacts, and marks its row', () => {
    const made = world({ scripts: [created()] });
    event(made, 7);

    expect(run(made)).toBe('done');

    expect(made.requests[0]?.body).not.toMatch(/@example.com|Ada Example/);
    expect(rowsOf(made)).toMatchObject([{ reason: 'in_step', backfill: 7, withoutContact: true, hasContact: false }]);
    expect(made.events.size).toBe(0);
  });

  it('a later edit adds no contact', () => {
    const made = world({ scripts: [created()] });
    event(made, 7);
    run(made);
    event(made, null);

    expect(run(made)).toBe('done');
    expect(made.requests).toHaveLength(1);
  });

  it('looks at nothing that shipped on other days, and writes nothing about it', () => {
    const made = world({ backfill: { from: '2026-09-11' } });
    event(made, 7);

    expect(run(made)).toBe('done');
    expect(rowsOf(made)).toEqual([]);
    expect(made.events.size).toBe(0);
  });

  it.each<[string, Partial<Fulfillment>, 'nothing' | 'sent']>([
    ['another subsidiary', { subsidiaryId: '2', locations: [RENO] }, 'nothing'],
    ['other locations', { subsidiaryId: '1', locations: [{ id: '8', name: 'Graz' }] }, 'nothing'],
    ['no location', { subsidiaryId: '1' }, 'nothing'],
    ['one of its locations', { subsidiaryId: '1', locations: [{ id: '8', name: 'Graz' }, RENO] }, 'sent'],
    ['a drop shipment', { subsidiaryId: '1', order: { ...aFulfillment().order, kind: 'dropship' } }, 'sent'],
  ])('holds its own filters against what it reads: %s, %s', (_what, changes, expected) => {
    const made = world({ backfill: { subsidiaries: ['1'], locations: ['7'] }, scripts: [created()] });
    const days = { id: 100, date: '2026-09-10', shippedOn: '2026-09-10' };
    made.fulfillments.set(100, aFulfillment([UPS_NUMBER], { ...days, ...changes }));
    event(made, 7);

    run(made);

    expect(rowsOf(made).map(({ reason }) => reason)).toEqual(expected === 'sent' ? ['in_step'] : []);
    expect(made.events.size).toBe(0);
  });

  it('gives no say to the backfill about another day, but looks for the live event', () => {
    const made = world({ backfill: { from: '2026-09-11' } });
    event(made, 7);
    event(made, null);

    run(made);
    expect(rowsOf(made)).toMatchObject([{ reason: 'before_start', backfill: null }]);
    expect(made.events.size).toBe(0);
  });

  it('in Preview only says what would be sent, and forgets nothing for later', () => {
    const made = world({ backfill: { mode: 'preview' }, connection: { mode: 'preview' } });
    event(made, 7);

    run(made);
    expect(made.requests).toEqual([]);
    expect(rowsOf(made)).toMatchObject([{ reason: 'preview_create', backfill: 7, withoutContact: false }]);
    expect(messageOf(rowsOf(made)[0]!)).toContain('without contact details');

    // Switching the mode sends what the connection's own rules allow, and this is not among it.
    made.settings.connection = { ...connectionOf(made), mode: 'on' };
    event(made, null);
    run(made);
    expect(made.requests).toEqual([]);
    expect(rowsOf(made)).toMatchObject([{ reason: 'before_start' }]);
  });

  it.each<[string, Partial<Backfill>, Partial<Connection>]>([
    ['was paused meanwhile', { state: 'paused' }, {}],
    ['lost its mode meanwhile', {}, { mode: 'preview' }],
    ['is kept while the mode is Off', {}, { mode: 'off' }],
  ])('an event of a backfill that %s stays as it is', (_what, backfill, connection) => {
    const made = world({ backfill, connection });
    event(made, 7);

    expect(run(made)).toBe('put back');
    expect([...made.events.values()]).toMatchObject([{ backfillId: 7, attempts: 0, needsSystemRun: false }]);
    expect(made.requests).toEqual([]);
  });

  it('an event that waits for a paused backfill keeps the attempts that failed', () => {
    const made = world({ backfill: { state: 'paused' } });
    event(made, 7);
    for (const [id, known] of made.events) made.events.set(id, { ...known, attempts: 3 });

    run(made);

    expect([...made.events.values()]).toMatchObject([{ attempts: 3 }]);
  });

  it('a run that is ended while it sends leaves its mark, so that a live look goes on without contacts', () => {
    const made = world({
      scripts: [killed, created()],
      connection: { startDate: '2026-09-01', maxAgeDays: 110 },
      numbers: [UPS_NUMBER],
    });
    event(made, 7);
    expect(() => run(made)).toThrow('ended');
    expect([...made.events.values()]).toMatchObject([{ inFlight: `${UPS_NUMBER}|1|7|T` }]);
    // Somebody pauses the backfill meanwhile.
    made.backfills.set(7, aBackfill({ state: 'paused' }));
    event(made, null);

    expect(run(made)).toBe('done');

    expect(made.requests.map(({ method }) => method)).toEqual(['POST', 'POST']);
    expect(JSON.stringify(made.requests)).not.toMatch(/@example.com|Ada Example/);
    expect(rowsOf(made)).toMatchObject([{ reason: 'in_step', backfill: 7, withoutContact: true, hasContact: false }]);
  });

  it('of several packages, those that were not answered are in doubt without contacts, too', () => {
    const made = world({ scripts: [created(), killed, created()], numbers: [UPS_NUMBER, UPS_NUMBER_2] });
    event(made, 7);
    expect(() => run(made)).toThrow('ended');
    event(made, null);

    expect(run(made)).toBe('done');

    expect(JSON.stringify(made.requests)).not.toMatch(/@example.com|Ada Example/);
    expect(rowsOf(made)).toMatchObject([
      { number: UPS_NUMBER, reason: 'in_step', backfill: 7, withoutContact: true },
      { number: UPS_NUMBER_2, reason: 'in_step', backfill: 7, withoutContact: true },
    ]);
  });

  it('a live event is looked at while the backfill of the same fulfillment is paused', () => {
    const made = world({ backfill: { state: 'paused' } });
    event(made, 7);
    event(made, null);

    expect(run(made)).toBe('done');
    expect(rowsOf(made)).toMatchObject([{ reason: 'before_start' }]);
    expect([...made.events.values()].map(({ backfillId }) => backfillId)).toEqual([7]);
  });

  it('without a connection its events wait for one, while live ones are dropped', () => {
    const made = world();
    const { connection } = made.settings;
    event(made, 7);
    event(made, null);
    made.settings.connection = null;

    expect(run(made)).toBe('discarded');
    expect([...made.events.values()].map(({ backfillId }) => backfillId)).toEqual([7]);
    expect(collectTasks(true, made.ports)).toEqual({});

    made.settings.connection = connection;
    expect(Object.keys(collectTasks(true, made.ports))).toEqual(['100']);
  });

  it('the events of a cancelled backfill are forgotten', () => {
    const made = world({ backfill: { state: 'cancelled' } });
    event(made, 7);

    expect(run(made)).toBe('discarded');
    expect(made.events.size).toBe(0);
    expect(rowsOf(made)).toEqual([]);
  });

  it('what a clerk’s run cannot see is left to a run of the System user, for whom it is gone', () => {
    const made = world();
    made.backfills.clear();
    event(made, 7);

    expect(run(made, { asSystem: false })).toBe('put back');
    expect([...made.events.values()]).toMatchObject([{ needsSystemRun: true, attempts: 0 }]);
    expect(run(made)).toBe('discarded');
    expect(made.events.size).toBe(0);
  });

  it('a lost answer leaves event and mark, and the next look settles it once', () => {
    const made = world({ scripts: [lost(), created()] });
    event(made, 7);

    expect(run(made)).toBe('put back');
    expect(rowsOf(made)).toMatchObject([{ reason: 'unanswered', backfill: 7, withoutContact: true }]);
    expect(run(made)).toBe('done');
    expect(rowsOf(made)).toMatchObject([{ reason: 'in_step', withoutContact: true, hasContact: false }]);
  });

  it('a lost answer leaves the mark, so that a live look goes on without contacts', () => {
    const made = world({ scripts: [lost(), created()], connection: { startDate: '2026-09-01', maxAgeDays: 110 } });
    event(made, 7);
    run(made);
    made.backfills.set(7, aBackfill({ state: 'paused' }));
    event(made, null);

    run(made);

    expect(JSON.stringify(made.requests)).not.toMatch(/@example.com|Ada Example/);
    expect(rowsOf(made)).toMatchObject([{ reason: 'in_step', withoutContact: true, hasContact: false }]);
  });

  it.each([
    ['is refused', [refused(4008)], 'refused'],
    ['is given up', [lost()], 'attempts'],
  ] as const)('a package that %s is counted among those of its backfill', (_what, scripts, reason) => {
    const made = world({ scripts });
    event(made, 7);
    if (reason === 'attempts') for (const [id, known] of made.events) made.events.set(id, { ...known, attempts: 11 });

    run(made);

    expect(rowsOf(made)).toMatchObject([{ reason, backfill: 7, withoutContact: true }]);
  });
});

const killed: Script = () => {
  throw new Error('The platform ended the run.');
};
