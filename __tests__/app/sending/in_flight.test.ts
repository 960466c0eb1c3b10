/** What a look is about to create stands on its event, so that nothing is lost when the run is ended in between. */

import { recoverInterrupted } from '../../../src/TypeScript/aftership/app/sending/in_flight';
import { aConnection, aFulfillment, holdingAt, idOf, NOW, UPS_NUMBER, UPS_NUMBER_2, USPS_NUMBER } from '../../fixtures';
import { created, found, lost, rateLimited, refused, type Script } from '../scripted_aftership';
import {
  bodies,
  killed,
  methods,
  requests,
  row,
  rowsOf,
  run,
  event,
  eventsOf,
  standings,
  tick,
  world,
} from './delivery_world';

const marksOf = (made: ReturnType<typeof world>): string[] => eventsOf(made).map(({ inFlight }) => inFlight);

describe('the mark of what is in flight', () => {
  it('stands on one event before the first create, for every package of the look, and no row does', () => {
    const seen: unknown[] = [];
    const spy: Script = (request) => {
      seen.push({ marks: marksOf(made), rows: standings(made) });
      return created()(request);
    };
    const made = world({ fulfillment: aFulfillment([UPS_NUMBER, USPS_NUMBER]), scripts: [spy, spy] });
    event(made);

    expect(run(made)).toBe('done');

    const marks = [`${UPS_NUMBER}|1||\n${USPS_NUMBER}|1||`, ''];
    expect(seen).toEqual([
      { marks, rows: [] },
      { marks, rows: ['100: ours in_step'] },
    ]);
    expect(standings(made)).toEqual(['100: ours in_step', '100: ours in_step']);
    expect(made.events.size).toBe(0);
  });

  it.each([
    ['an answer', [created(), created()], 'done'],
    ['no answer', [lost(), created()], 'put back'],
    ['a rate limit', [created(), rateLimited(NOW + 30)], 'put back'],
    ['a refusal of the key', [created(), refused(401)], 'stopped'],
  ])('is gone after %s: what was sent has a row by then, or made nothing', (_what, scripts, end) => {
    const made = world({ fulfillment: aFulfillment([UPS_NUMBER, USPS_NUMBER]), scripts });

    expect(run(made)).toBe(end);
    expect(marksOf(made).join('')).toBe('');
  });

  it('is not made for an update, nor in Preview', () => {
    const marked: unknown[] = [];
    for (const setup of [{ rows: [{}], scripts: [found()] }, { connection: { mode: 'preview' } as const }]) {
      const made = world(setup);
      const events = {
        ...made.ports.events,
        markInFlight: (...given: Parameters<typeof made.ports.events.markInFlight>) => {
          marked.push(given);
          return true;
        },
      };
      Object.assign(made.ports, { events });
      run(made);
    }

    expect(marked).toEqual([]);
  });

  it('is split where it would not fit: each part is written before its first create', () => {
    const numbers = Array.from({ length: 60 }, (_, at) => `KX${String(at).padStart(2, '0')}847362519084`);
    const seen = new Set<string>();
    const spy: Script = (request) => {
      for (const mark of marksOf(made)) seen.add(mark);
      return created()(request);
    };
    const made = world({ fulfillment: aFulfillment(numbers), scripts: numbers.map(() => spy) });

    expect(run(made)).toBe('done');

    const marks = [...seen].filter((mark) => mark !== '');
    expect(marks.length).toBeGreaterThan(1);
    for (const mark of marks) expect(mark.length).toBeLessThanOrEqual(1200);
    const marked = marks.flatMap((mark) => mark.split('\n')).map((line) => line.split('|')[0]);
    expect(marked).toEqual(numbers);
  });

  it('gets an event of its own when another run has acknowledged every one of this look', () => {
    const made = world({ scripts: [killed] });
    const task = made.taskFor(100);
    made.events.clear();
    Object.assign(made, { taskFor: () => task });

    expect(() => run(made)).toThrow();

    expect(eventsOf(made)).toMatchObject([{ fulfillmentId: 100, inFlight: `${UPS_NUMBER}|1||` }]);
  });
});

describe('the look after a run that was ended', () => {
  const own: Script = (request) => found({ customers: [] })(request);

  it('knows that the create may have been sent, before it does anything else', () => {
    const made = world({ scripts: [killed, created()] });
    expect(() => run(made)).toThrow();
    expect(made.rows.size).toBe(0);

    made.settings.connection = aConnection({ mode: 'preview' });
    run(made);
    expect(row(made)).toMatchObject({ holding: holdingAt('create unknown'), reason: 'preview_ask' });
    made.settings.connection = aConnection();
    event(made);
    run(made);

    expect(requests(made)).toEqual(['POST /trackings', 'POST /trackings']);
    expect(standings(made)).toEqual(['100: ours in_step']);
  });

  it('makes one tracking, whether the create had been done or not', () => {
    for (const rest of [[created()], [refused(4003), own, own]]) {
      const made = world({ scripts: [killed, ...rest] });
      expect(() => run(made)).toThrow();

      while (made.events.size > 0) run(made);

      expect(standings(made)).toEqual(['100: ours in_step']);
      expect(row(made)?.fingerprint).not.toBe('');
    }
  });

  it('knows it of every package that was not answered yet, and leaves what was as it is', () => {
    const numbers = [UPS_NUMBER, UPS_NUMBER_2, USPS_NUMBER];
    const made = world({ fulfillment: aFulfillment(numbers), scripts: [created(), killed, created(), created()] });
    expect(() => run(made)).toThrow();
    expect(standings(made)).toEqual(['100: ours in_step']);

    recoverInterrupted(100, eventsOf(made), made.ports);
    expect(rowsOf(made).map(({ number, holding }) => [number, holding])).toEqual([
      [UPS_NUMBER, holdingAt('ours')],
      [UPS_NUMBER_2, holdingAt('create unknown', UPS_NUMBER_2)],
      [USPS_NUMBER, holdingAt('create unknown', USPS_NUMBER)],
    ]);
    expect(row(made, USPS_NUMBER)).toMatchObject({ reason: 'unanswered', dueAt: NOW });
    expect(marksOf(made)).toEqual(['']);

    expect(run(made)).toBe('done');
    expect(methods(made)).toEqual(['POST', 'POST', 'POST', 'POST']);
    expect(new Set(standings(made))).toEqual(new Set(['100: ours in_step']));
  });

  it('asks about a package whose number is gone meanwhile, and removes what was made', () => {
    for (const [answer, end] of [
      [own, '100: ours number_gone'],
      [refused(4004), '100: nothing never_sent'],
    ] as const) {
      const made = world({ scripts: [killed, answer] });
      expect(() => run(made)).toThrow();
      made.fulfillments.set(100, aFulfillment([]));

      expect(run(made)).toBe('done');

      expect(requests(made)).toEqual(['POST /trackings', 'GET /trackings/OWN']);
      expect(standings(made)).toEqual([end]);
    }
  });

  it('asks also when the fulfillment was deleted meanwhile, and when nothing is known of it any more', () => {
    const made = world({ scripts: [killed, refused(4004)] });
    expect(() => run(made)).toThrow();
    made.fulfillments.clear();
    made.fulfillments.delete(100);
    event(made);

    expect(run(made)).toBe('done');
    expect(standings(made)).toEqual(['100: nothing never_sent']);
  });

  it('keeps the doubt when the connection is off or gone meanwhile', () => {
    for (const connection of [aConnection({ mode: 'off' }), null]) {
      const made = world({ scripts: [killed] });
      expect(() => run(made)).toThrow();
      made.settings.connection = connection;

      expect(run(made)).toBe('discarded');
      expect(row(made)).toMatchObject({ reason: 'unanswered', dueAt: NOW });
      expect(made.events.size).toBe(0);
    }
  });

  it('keeps the generation of what was sent, what its row knew, and a person’s tick', () => {
    const made = world({
      fulfillment: aFulfillment([UPS_NUMBER], { shippedOn: '2026-11-02' }),
      rows: [{ reason: 'too_old', holding: holdingAt('nothing', UPS_NUMBER, 2), history: 'kept' }],
      scripts: [killed, created()],
    });
    tick(made);
    expect(() => run(made)).toThrow();

    recoverInterrupted(100, eventsOf(made), made.ports);
    expect(row(made)).toMatchObject({
      holding: holdingAt('create unknown', UPS_NUMBER, 2),
      history: 'kept',
      retryRequested: true,
    });
    run(made);
    expect(bodies(made).map(({ id }) => id)).toEqual([idOf(UPS_NUMBER, 2), idOf(UPS_NUMBER, 2)]);
    expect(row(made)).toMatchObject({ reason: 'in_step', retryRequested: false });
  });

  it('reads the mark of a backfill, and leaves out what no script wrote', () => {
    const made = world({
      rows: [{ fulfillmentId: 90, number: UPS_NUMBER_2, holding: holdingAt('nothing', UPS_NUMBER_2, 3) }],
    });
    const [known] = eventsOf(made);
    const text = [
      `${UPS_NUMBER}|1|7|T`,
      '',
      'no separator',
      `${USPS_NUMBER}|0||`,
      `${USPS_NUMBER}|x||`,
      `${USPS_NUMBER}|1|seven|`,
      `${UPS_NUMBER_2}|3||`,
    ].join('\r\n');
    made.ports.events.markInFlight(known?.id ?? 0, text);

    recoverInterrupted(100, eventsOf(made), made.ports);

    expect(rowsOf(made).filter(({ fulfillmentId }) => fulfillmentId === 100)).toMatchObject([
      { number: UPS_NUMBER, holding: holdingAt('create unknown'), backfill: 7, withoutContact: true },
      {
        number: UPS_NUMBER_2,
        holding: holdingAt('create unknown', UPS_NUMBER_2, 3),
        backfill: null,
        withoutContact: false,
      },
    ]);
  });

  it('ignores a mark of a generation that no row has reached: it would declare the trackings of others gone', () => {
    const made = world({ rows: [{ fulfillmentId: 90 }] });
    const [known] = eventsOf(made);
    made.ports.events.markInFlight(known?.id ?? 0, `${UPS_NUMBER}|5||`);

    recoverInterrupted(100, eventsOf(made), made.ports);

    expect(standings(made)).toEqual(['90: ours in_step']);
    expect(marksOf(made)).toEqual(['']);
  });
});
