import { TELL_AGAIN_HOURS } from '../../../src/TypeScript/aftership/app/schedule/notice';
import { wake } from '../../../src/TypeScript/aftership/app/schedule/wake';
import type { Mailer } from '../../../src/TypeScript/aftership/app/ports';
import type { MemoryWorld } from '../../../tools/shared/memory_ports';
import { NOW } from '../../fixtures';
import { add, asking, world, type Asked } from '../run_world';
import { listed, rateLimited, refused, withheld, type Script } from '../scripted_aftership';

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

  it('tells of a connection that cannot be used once a day, and that sending goes on when it can', () => {
    const made = world({ notice });
    const asked = asking();
    made.settings.problem = 'Connection 1: the start date is empty.';

    wakeFor(made, asked, 7 * 96);

    expect(asked.mails).toHaveLength(7);
    expect(told(asked)[0]).toBe('stopped');
    expect(asked.mails[0]?.body).toContain('Connection 1: the start date is empty.');
    expect(made.logs.filter(({ level }) => level === 'error')).toHaveLength(7);
    made.settings.problem = null;
    wakeFor(made, asked, 2);
    expect(told(asked).slice(7)).toEqual(['goes on']);
  });

  it.each([
    ['off', { asksForSending: false }, 0],
    ['on', { asksForSending: true }, 1],
  ])('tells of two connections only when one of them is %s, by the one that names people', (_what, asks, mails) => {
    const made = world({ notice });
    const asked = asking();
    const silent = { id: 1, notice: { author: null, emails: [], told: null }, ...asks };
    const records = [silent, { id: 2, notice, ...asks }];
    const reading = { kind: 'unusable', problem: 'There are 2 connections.', records } as const;

    wake({ ...made.ports, ...asked, connections: { ...made.ports.connections, find: () => reading } });

    expect(asked.mails).toHaveLength(mails);
  });

  const unreadable = (made: MemoryWorld, fulfillmentId: number, error: string): void => {
    add(made, fulfillmentId);
    const [event] = made.ports.events.findByFulfillment([fulfillmentId]);
    const reason = `The fulfillment could not be read: ${error}`;
    const due = { dueAt: made.clock.now, attempts: 1, needsSystemRun: false };
    made.ports.events.putBack(event?.id ?? 0, { ...due, reason, unreadable: true });
  };

  it('tells once that several fulfillments cannot be read, although each error names its own record', () => {
    const made = world({ notice });
    const asked = asking();
    for (const id of [101, 102, 103]) unreadable(made, id, `FOREIGN_ERROR: form of ${id} is null`);

    wakeFor(made, asked, 5);

    expect(asked.mails.map(({ subject }) => subject)).toEqual([
      'NetSuite 1234567: fulfillments cannot be read for AfterShip',
    ]);
    expect(asked.mails[0]?.body).toMatch(/3 fulfillments[^]*101[^]*FOREIGN_ERROR: form of 101 is null/);
    expect(asked.requests).toHaveLength(5);
  });

  it('tells the end only when few are left, also while their events wait', () => {
    const made = world({ notice });
    const asked = asking();
    for (const id of [101, 102, 103]) unreadable(made, id, 'FOREIGN_ERROR: no');
    wakeFor(made, asked, 1);
    for (const [id, row] of made.events) made.events.set(id, { ...row, dueAt: made.clock.now + 20_000 });

    wakeFor(made, asked, 3);
    expect(asked.mails).toHaveLength(1);
    made.events.clear();
    wakeFor(made, asked, 2);

    expect(told(asked).slice(1)).toEqual(['goes on']);
  });

  it('tells nobody of two fulfillments that cannot be read', () => {
    const made = world({ notice });
    const asked = asking();
    for (const id of [101, 102]) unreadable(made, id, 'FOREIGN_ERROR: no');

    wakeFor(made, asked, 5);

    expect(asked.mails).toEqual([]);
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
