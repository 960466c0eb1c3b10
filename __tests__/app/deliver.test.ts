import { BACKFILL_PER_RUN } from '../../src/TypeScript/aftership/app/backfill';
import { collectTasks, describeRun, finishRun } from '../../src/TypeScript/aftership/app/delivery/deliver';
import type {
  Delivery,
  Mail,
  Mailer,
  Memory,
  ReconcileReport,
  RunRecord,
  RunResult,
  SystemTurn,
} from '../../src/TypeScript/aftership/app/ports';
import { TELL_AGAIN_HOURS } from '../../src/TypeScript/aftership/app/schedule/notice';
import { wake } from '../../src/TypeScript/aftership/app/schedule/wake';
import type { Connection, DeliveryRequest } from '../../src/TypeScript/aftership/core/connection';
import { newContent } from '../../src/TypeScript/aftership/core/plan/plan';
import { memoryWorld, type MemoryWorld } from '../../tools/shared/memory_ports';
import { aConnection, NOW, UPS_NUMBER } from '../fixtures';
import { listed, play, rateLimited, refused, withheld, type Script } from './scripted_aftership';

function world(connection: Partial<Connection> = {}, scripts: readonly Script[] = []): MemoryWorld {
  return memoryWorld({
    accountId: '1234567',
    isProduction: true,
    now: NOW,
    connection: aConnection(connection),
    answer: play(scripts),
  });
}

function add(
  made: MemoryWorld,
  fulfillmentId: number,
  changes: { dueAt?: number; backfill?: boolean; backfillId?: number } = {},
): void {
  made.ports.signals.add({ fulfillmentId, deleted: false, dueAt: NOW, backfill: false, origin: 'test', ...changes });
}

describe('collectTasks', () => {
  it('makes one task a fulfillment with all its due signals', () => {
    const made = world();
    add(made, 100);
    add(made, 100);
    add(made, 101);
    add(made, 102, { dueAt: NOW + 1 });

    const tasks = collectTasks(true, made.ports);

    expect(Object.keys(tasks)).toEqual(['100', '101']);
    expect(tasks['100']).toMatchObject({ version: 2, connectionId: 1, asSystem: true });
    expect(tasks['100']?.signals).toHaveLength(2);
  });

  it('takes live signals before backfill when there are more than one run can take', () => {
    const made = world();
    for (let id = 1; id <= 1000; id += 1) add(made, id, { backfill: true, backfillId: 7, dueAt: NOW - 5000 });
    add(made, 5000);

    expect(Object.keys(collectTasks(true, made.ports))).toContain('5000');
    expect(Object.keys(collectTasks(true, made.ports))).toHaveLength(1 + BACKFILL_PER_RUN);
  });

  it.each([{ stoppedByPerson: true }, { stoppedByError: true }])('takes nothing while %j', (stop) => {
    const made = world(stop);
    add(made, 100);

    expect(collectTasks(true, made.ports)).toEqual({});
    expect(made.signals.size).toBe(1);
  });

  it('leaves what only the System user may settle to its runs', () => {
    const made = world();
    add(made, 100);
    const [signal] = made.signals.values();
    made.ports.signals.putBack(signal?.id ?? 0, { dueAt: NOW, attempts: 0, reason: 'x', needsSystemRun: true });

    expect(collectTasks(false, made.ports)).toEqual({});
    expect(Object.keys(collectTasks(true, made.ports))).toEqual(['100']);
  });

  it('says what is wrong with a connection, and takes nothing', () => {
    const made = world();
    made.settings.problem = 'Connection 1: the start date is empty.';
    add(made, 100);

    expect(collectTasks(true, made.ports)).toEqual({});
    expect(made.logs[0]).toMatchObject({
      level: 'error',
      details: { problem: 'Connection 1: the start date is empty.' },
    });
  });

  it('passes the signals on without a connection, so that they are dropped', () => {
    const made = world();
    made.settings.connection = null;
    add(made, 100);

    expect(collectTasks(true, made.ports)['100']?.connectionId).toBeNull();
  });
});

interface Asked {
  readonly requests: { readonly asSystem: boolean }[];
  readonly remembered: DeliveryRequest[];
  readonly runs: RunRecord[];
  readonly mails: Mail[];
  readonly turns: (SystemTurn | null)[];
}

function asking(
  outcome: DeliveryRequest['outcome'] = 'accepted',
): Asked & { readonly delivery: Delivery; readonly memory: Memory; readonly mailer: Mailer } {
  const asked: Asked = { requests: [], remembered: [], runs: [], mails: [], turns: [] };
  return {
    ...asked,
    delivery: {
      request: (options) => {
        asked.requests.push(options);
        return { at: NOW, outcome, detail: '' };
      },
    },
    memory: {
      lastRequest: () => asked.remembered.at(-1) ?? null,
      rememberRequest: (request) => asked.remembered.push(request),
      lastRun: () => asked.runs.at(-1) ?? null,
      recentRuns: () => [...asked.runs].reverse(),
      rememberRun: (run) => asked.runs.push(run),
      reserve: (turn) => asked.turns.push(turn),
      isReserved: (now) => {
        const turn = asked.turns.at(-1) ?? null;
        return turn !== null && turn.from <= now && now < turn.until;
      },
    },
    mailer: { send: (mail) => asked.mails.push(mail) },
  };
}

function result(changes: Partial<RunResult> = {}): RunResult {
  return { reports: [], failures: [], inputError: null, unitsUsed: 10, ...changes };
}

const report = (end: ReconcileReport['end'], counts: Record<string, number> = {}): ReconcileReport => ({
  version: 1,
  end,
  counts,
});

describe('finishRun', () => {
  it.each([
    ['after progress', 'done', true, 1],
    ['after dropping signals', 'discarded', true, 1],
    ['when nothing moved', 'put back', true, 0],
    ['when the connection stopped', 'stopped', true, 0],
    ['when nothing is left', 'done', false, 0],
  ] as const)('asks for another run %s only as it should', (_what, end, hasMore, requests) => {
    const made = world();
    const asked = asking();
    if (hasMore) add(made, 200);

    finishRun(result({ reports: [report(end)] }), true, { ...made.ports, ...asked });

    expect(asked.requests).toHaveLength(requests);
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
    add(made, 200);
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

  it('puts the signals of a reduce that threw back with the error, later each time', () => {
    const made = world();
    add(made, 100);
    const failures = [{ fulfillmentId: 100, message: 'SSS_USAGE_LIMIT_EXCEEDED: too much' }];

    finishRun(result({ failures }), true, { ...made.ports, ...asking() });

    const [signal] = made.signals.values();
    expect(signal).toMatchObject({ attempts: 1, reason: expect.stringContaining('SSS_USAGE_LIMIT_EXCEEDED') });
    expect(signal?.dueAt).toBeGreaterThan(NOW);
  });

  it('asks for the signals of fifty failed fulfillments in one search at most', () => {
    const made = world();
    const ids = Array.from({ length: 120 }, (_, index) => 100 + index);
    for (const id of ids) add(made, id);
    const sizes: number[] = [];
    const findByFulfillment = (some: readonly number[]) => {
      sizes.push(some.length);
      return made.ports.signals.findByFulfillment(some);
    };
    const failures = ids.map((fulfillmentId) => ({ fulfillmentId, message: 'UNEXPECTED_ERROR: no' }));

    finishRun(result({ failures }), true, {
      ...made.ports,
      ...asking(),
      signals: { ...made.ports.signals, findByFulfillment },
    });

    expect(sizes).toEqual([50, 50, 20]);
    expect([...made.signals.values()].every(({ attempts }) => attempts === 1)).toBe(true);
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
    const reports = [report('done', { created: 2, held: 1 }), report('done', { created: 1 })];

    expect(describeRun(result({ reports }))).toBe('2 fulfillments looked at: 3 created, 1 held');
  });
});

describe('wake', () => {
  it('asks for delivery also when a backfill cannot go on', () => {
    const made = world();
    add(made, 100);
    const asked = asking();
    const findRunning = (): never => {
      throw new Error('UNEXPECTED_ERROR');
    };

    wake({ ...made.ports, ...asked, backfills: { ...made.ports.backfills, findRunning } });

    expect(asked.requests).toHaveLength(1);
    expect(made.logs).toMatchObject([{ level: 'error', title: 'The backfill could not go on' }]);
  });

  it('asks for delivery as the System user when something is due, and records how that ended', () => {
    const made = world();
    const asked = asking();
    add(made, 100);

    wake({ ...made.ports, ...asked });

    expect(asked.requests).toEqual([{ asSystem: true }]);
    expect(made.activities).toMatchObject([{ request: { outcome: 'accepted' }, run: null }]);
  });

  it('records the last request that a save made', () => {
    const made = world();
    const asked = asking();
    asked.remembered.push({ at: NOW - 60, outcome: 'refused', detail: 'INSUFFICIENT_PERMISSION: no' });

    wake({ ...made.ports, ...asked });

    expect(made.activities[0]).toMatchObject({ request: { outcome: 'refused' } });
  });

  it.each([
    ['only a run of the System user may settle something and one of a clerk is unfinished', 'busy', true, 1],
    ['its own request is accepted', 'accepted', true, 0],
    ['any run may settle what is due', 'busy', false, 0],
  ] as const)('reserves its next time when %s', (_what, outcome, needsSystemRun, turns) => {
    const made = world();
    const asked = asking(outcome);
    add(made, 100);
    const [signal] = made.signals.values();
    made.ports.signals.putBack(signal?.id ?? 0, { dueAt: NOW, attempts: 0, reason: 'x', needsSystemRun });

    wake({ ...made.ports, ...asked });

    expect(asked.turns).toHaveLength(turns);
    expect([NOW + 719, NOW + 720, NOW + 1079, NOW + 1080].map((now) => asked.memory.isReserved(now))).toEqual(
      turns === 0 ? [false, false, false, false] : [false, true, true, false],
    );
  });

  it('does nothing when nothing is due', () => {
    const made = world();
    const asked = asking();
    add(made, 100, { dueAt: NOW + 1 });

    wake({ ...made.ports, ...asked });

    expect(asked.requests).toEqual([]);
    expect(made.requests).toEqual([]);
  });

  it('obeys a person’s stop without asking AfterShip', () => {
    const made = world({ stoppedByPerson: true, stoppedByError: true });
    const asked = asking();
    add(made, 100);

    wake({ ...made.ports, ...asked });

    expect(made.requests).toEqual([]);
    expect(asked.requests).toEqual([]);
    expect(made.settings.connection?.stoppedByError).toBe(true);
  });

  it.each([
    ['resumes when the probe succeeds', listed(), false, 1],
    ['stays stopped when the probe fails', refused(401), true, 0],
  ] as const)('probes a connection that stopped itself and %s', (_what, answer, stopped, requests) => {
    const made = world({ stoppedByError: true }, [answer]);
    const asked = asking();
    add(made, 100);

    wake({ ...made.ports, ...asked });

    expect(made.requests).toHaveLength(1);
    expect(made.settings.connection?.stoppedByError).toBe(stopped);
    expect(asked.requests).toHaveLength(requests);
  });

  it.each([
    ['a due removal', { state: 'removal due', reason: 'number_gone', dueAt: NOW }, 'on', 1],
    ['a removal that is not due yet', { state: 'removal due', reason: 'number_gone', dueAt: NOW + 1 }, 'on', 0],
    ['a removal that the brake holds', { state: 'removal due', reason: 'brake', dueAt: NOW }, 'on', 0],
    ['a first sending that is due', { state: 'waiting', dueAt: NOW }, 'on', 1],
    ['a first sending that is not due yet', { state: 'waiting', dueAt: NOW + 1 }, 'on', 0],
    ['a package that Preview would send, once it is on', { state: 'would send', reason: 'preview' }, 'on', 1],
    ['an update that Preview would make, once it is on', { state: 'tracked', reason: 'preview' }, 'on', 1],
    ['a package that Preview would send, still in Preview', { state: 'would send', reason: 'preview' }, 'preview', 0],
    ['a tracked package', { state: 'tracked' }, 'on', 0],
  ] as const)('raises a signal for %s', (_what, content, mode, signals) => {
    const made = world({ mode });
    made.ports.shipments.add(100, UPS_NUMBER, newContent(content), null);

    wake({ ...made.ports, ...asking() });

    expect(made.signals.size).toBe(signals);
  });

  it('raises a signal for a row that a person asked to try again', () => {
    const made = world({ mode: 'preview' });
    const id = made.ports.shipments.add(100, UPS_NUMBER, newContent({ state: 'held' }), null);
    made.rows.set(id, { ...made.rows.get(id)!, retryRequested: true });

    wake({ ...made.ports, ...asking() });

    expect(made.signals.size).toBe(1);
  });

  it('raises no second signal while the first one waits', () => {
    const made = world();
    made.ports.shipments.add(100, UPS_NUMBER, newContent({ state: 'would send', reason: 'preview' }), null);
    add(made, 100, { dueAt: NOW + 3600 });

    wake({ ...made.ports, ...asking() });

    expect(made.signals.size).toBe(1);
  });
});

describe('telling administrators', () => {
  const notice = { author: 7, emails: ['ops@example.com', 'it@example.com'], told: null };
  const stopped = { stoppedByError: true, stopReason: 'AfterShip refused the API key.', notice } as const;
  const fails = Array.from({ length: 200 }, () => refused(401));
  const everAgain = (script: Script): readonly Script[] => Array.from({ length: 200 }, () => script);
  const told = ({ mails }: Pick<Asked, 'mails'>): readonly string[] =>
    mails.map(({ subject }) => subject.replace('NetSuite 1234567: sending to AfterShip ', ''));
  const wakeFor = (
    made: MemoryWorld,
    asked: ReturnType<typeof asking>,
    count: number,
    between: () => void = () => undefined,
  ): void => {
    for (let wakes = 0; wakes < count; wakes += 1) {
      made.clock.now += 15 * 60;
      wake({ ...made.ports, ...asked });
      between();
    }
  };

  it('tells every address once when sending stays stopped, however often it is probed', () => {
    const made = world(stopped, fails);
    const asked = asking();

    for (let wakes = 0; wakes < 10; wakes += 1) wake({ ...made.ports, ...asked });

    expect(asked.mails).toEqual([
      {
        author: 7,
        recipients: ['ops@example.com', 'it@example.com'],
        subject: 'NetSuite 1234567: sending to AfterShip stopped',
        body: expect.stringContaining('AfterShip refused the API key.'),
      },
    ]);
  });

  it('tells the same again after a day, and another reason at once', () => {
    const made = world(stopped, [refused(401), refused(401), refused(401), refused(403)]);
    const asked = asking();
    wake({ ...made.ports, ...asked });

    made.clock.now += TELL_AGAIN_HOURS * 3600 - 1;
    wake({ ...made.ports, ...asked });
    expect(asked.mails).toHaveLength(1);
    made.clock.now += 1;
    wake({ ...made.ports, ...asked });
    expect(asked.mails).toHaveLength(2);
    wake({ ...made.ports, ...asked });
    expect(asked.mails).toHaveLength(3);
  });

  it('says that sending goes on to those who were told of the stop', () => {
    const made = world(stopped, [refused(401), listed()]);
    const asked = asking();

    for (let wakes = 0; wakes < 10; wakes += 1) wake({ ...made.ports, ...asked });

    expect(told(asked)).toEqual(['stopped', 'goes on']);
  });

  it('does not say that sending goes on while it stops again after each probe, and tells of that once a day', () => {
    const made = world(stopped, everAgain(listed()));
    const asked = asking();

    wakeFor(made, asked, 24 * 4, () => made.ports.connections.stopByError(1, 'AfterShip refuses access.'));
    expect(told(asked)).toEqual(['stopped']);
    expect(asked.mails[0]?.body).toContain('AfterShip refuses access.');
    expect(asked.mails[0]?.body).toContain('A key that may read but not create does so');
    expect(made.logs.filter(({ title }) => title === 'Sending resumed')).toHaveLength(24 * 4);
    wakeFor(made, asked, 2, () => made.ports.connections.stopByError(1, 'AfterShip refuses access.'));
    expect(told(asked)).toEqual(['stopped', 'stopped']);
    wakeFor(made, asked, 2);
    expect(told(asked)).toEqual(['stopped', 'stopped', 'goes on']);
  });

  it('tells nobody of two stops that probes found gone, hours apart', () => {
    const made = world(stopped, everAgain(listed()));
    const asked = asking();

    wakeFor(made, asked, 8);
    made.ports.connections.stopByError(1, 'AfterShip refused the API key.');
    wakeFor(made, asked, 8);

    expect(asked.mails).toEqual([]);
  });

  it('tells within the day of a stop that follows "goes on" only when it lasts an hour, and of its end', () => {
    const answers = { isGood: false };
    const made = world(
      stopped,
      everAgain((request) => (answers.isGood ? listed() : refused(401))(request)),
    );
    const asked = asking();
    const probe = (isGood: boolean, count: number): void => {
      answers.isGood = isGood;
      wakeFor(made, asked, count);
    };
    probe(false, 1);
    probe(true, 2);
    expect(told(asked)).toEqual(['stopped', 'goes on']);

    for (let times = 0; times < 10; times += 1) {
      made.ports.connections.stopByError(1, 'AfterShip refused the API key.');
      probe(false, 3);
      probe(true, 2);
    }
    expect(told(asked)).toEqual(['stopped', 'goes on']);
    made.ports.connections.stopByError(1, 'AfterShip refused the API key.');
    probe(false, 4);
    expect(told(asked)).toEqual(['stopped', 'goes on']);
    probe(false, 8);
    expect(told(asked)).toEqual(['stopped', 'goes on', 'stopped']);
    probe(true, 3);
    expect(told(asked)).toEqual(['stopped', 'goes on', 'stopped', 'goes on']);
  });

  it.each([
    ['a key that is refused meanwhile', refused(401), 'AfterShip refused the API key.'],
    ['a secret that is withheld meanwhile', withheld(), 'NetSuite could not use the API secret'],
  ])('tells of %s, and writes it on the connection instead of the outage', (_what, probe, reason) => {
    const outage = 'AfterShip failed for several fulfillments. Sending goes on by itself once AfterShip answers again.';
    const made = world({ ...stopped, stopReason: outage }, [refused(503), ...everAgain(probe)]);
    const asked = asking();

    wakeFor(made, asked, 10);

    expect(made.settings.connection?.stopReason).toContain(reason);
    expect(told(asked)).toEqual(['stopped', 'stopped']);
    expect(asked.mails[0]?.body).toContain(outage);
    expect(asked.mails[1]?.body).toContain(reason);
    expect(asked.mails[1]?.body).not.toContain(outage);
  });

  it('takes a rate limit at the probe for no answer: whether the key is good again stays open', () => {
    const made = world(stopped, [rateLimited(NOW + 60), listed()]);
    const asked = asking();

    wakeFor(made, asked, 1);
    expect(made.settings.connection?.stoppedByError).toBe(true);
    wakeFor(made, asked, 1);
    expect(made.settings.connection?.stoppedByError).toBe(false);
  });

  it('tells of a stop twice rather than never when it cannot be noted, and of its end only once it is noted', () => {
    const made = world(stopped, [refused(401), refused(401), refused(401), listed()]);
    const asked = asking();
    const isDenied = { now: true };
    const connections = {
      ...made.ports.connections,
      rememberTold: (...noted: Parameters<typeof made.ports.connections.rememberTold>) => {
        if (isDenied.now) throw new Error('RCRD_HAS_BEEN_CHANGED');
        made.ports.connections.rememberTold(...noted);
      },
    };
    const wakeOnce = (): void => wake({ ...made.ports, ...asked, connections });

    wakeOnce();
    wakeOnce();
    expect(told(asked)).toEqual(['stopped', 'stopped']);
    isDenied.now = false;
    wakeOnce();
    wakeOnce();
    isDenied.now = true;
    add(made, 100);
    wakeOnce();
    expect(told(asked)).toEqual(['stopped', 'stopped', 'stopped']);
    expect(asked.requests).toHaveLength(1);
    isDenied.now = false;
    wakeOnce();
    wakeOnce();
    expect(told(asked)).toEqual(['stopped', 'stopped', 'stopped', 'goes on']);
  });

  it('tells nobody of a fault that the first probe finds gone', () => {
    const made = world(stopped, [listed()]);
    const asked = asking();

    wake({ ...made.ports, ...asked });

    expect(asked.mails).toEqual([]);
  });

  it.each([
    ['an author', { ...notice, author: null }],
    ['an address', { ...notice, emails: [] }],
  ])('logs that nobody is told without %s', (_what, incomplete) => {
    const made = world({ ...stopped, notice: incomplete }, fails);
    const asked = asking();

    wake({ ...made.ports, ...asked });

    expect(asked.mails).toEqual([]);
    expect(made.logs.map(({ title }) => title)).toContain('Nobody is told');
    expect(made.settings.connection?.notice.told).toBeNull();
  });

  it('tries again at the next wake when NetSuite refuses to send the e-mail', () => {
    const made = world(stopped, fails);
    const asked = asking();
    const mailer: Mailer = {
      send: () => {
        throw new Error('no such author');
      },
    };

    wake({ ...made.ports, ...asked, mailer });
    expect(
      made.logs.some(({ level, title }) => level === 'error' && title === 'Administrators could not be told'),
    ).toBe(true);
    wake({ ...made.ports, ...asked });

    expect(asked.mails).toHaveLength(1);
  });

  it('names ten addresses at most, NetSuite’s limit', () => {
    const emails = Array.from({ length: 12 }, (_, index) => `a${index}@example.com`);
    const made = world({ ...stopped, notice: { ...notice, emails } }, fails);
    const asked = asking();

    wake({ ...made.ports, ...asked });

    expect(asked.mails[0]?.recipients).toHaveLength(10);
  });
});
