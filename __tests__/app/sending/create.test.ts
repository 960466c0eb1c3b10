import { reconcile } from '../../../src/TypeScript/aftership/app/sending/reconcile';
import { messageOf } from '../../../src/TypeScript/aftership/core/ledger/reasons';
import { aFulfillment, holdingAt, idOf, NOW, UPS_NUMBER, USPS_NUMBER } from '../../fixtures';
import { created, found, garbage, listed, lost, rateLimited, refused, type Script } from '../scripted_aftership';
import {
  attempts,
  bodies,
  methods,
  requests,
  row,
  rowsOf,
  run,
  setAttempts,
  event,
  eventsOf,
  standings,
  stateOf,
  world,
} from './delivery_world';

describe('a new fulfillment', () => {
  it('gets its tracking, which is remembered, and its event is acknowledged', () => {
    const made = world({ scripts: [created()] });

    expect(run(made)).toBe('done');

    expect(requests(made)).toEqual(['POST /trackings']);
    expect(bodies(made)).toMatchObject([{ id: idOf(), tracking_number: UPS_NUMBER }]);
    expect(row(made)).toMatchObject({
      holding: holdingAt('ours'),
      reason: 'in_step',
      slug: 'ups',
      madeAt: NOW,
      contentAt: NOW,
      answerCode: 201,
      traceId: 'trace-1',
    });
    expect(row(made)?.fingerprint).toMatch(/^[0-9a-f]{32}$/);
    expect(made.events.size).toBe(0);
  });

  it('is left as it is the second time', () => {
    const made = world({ scripts: [created()] });
    run(made);
    event(made);

    expect(run(made)).toBe('done');
    expect(made.requests).toHaveLength(1);
  });

  it('is listed when AfterShip does not know the carrier', () => {
    const made = world({ scripts: [created({ slug: 'unrecognized' })] });

    run(made);

    expect(row(made)?.reason).toBe('carrier_unknown');
    expect(messageOf(row(made)!)).toContain('Map the ship method');
  });

  it('is sent without contacts while the switches are off, and outside production whatever they say', () => {
    const switches = { sendName: true, sendEmail: true, sendPhone: true };
    for (const [isProduction, connection, hasContact] of [
      [true, {}, false],
      [true, switches, true],
      [false, switches, false],
    ] as const) {
      const made = world({ scripts: [created()], connection, isProduction });

      run(made);

      expect(/example\.com|Ada|5005550006/.test(made.requests[0]?.body ?? '')).toBe(hasContact);
      expect(row(made)?.hasContact).toBe(hasContact);
    }
  });

  it('goes to a person when its order cannot be read', () => {
    const made = world({
      fulfillment: aFulfillment(undefined, {
        order: { kind: 'unknown', id: 50, number: null, date: null, emails: [], url: null },
      }),
    });

    run(made);

    expect(standings(made)).toEqual(['100: nothing order_unknown']);
    expect(made.events.size).toBe(0);
  });
});

describe('a create without an answer', () => {
  const own: Script = (request) => found({ customers: [] })(request);

  it.each([
    ['is lost', lost()],
    ['is HTML', garbage('<html>')],
    ['is empty', garbage('')],
    ['is half a JSON', garbage('{"meta":{"code":2')],
    ['is 500', refused(500)],
    ['is an unknown code', refused(4999)],
  ])('is confirming when its answer %s, and is sent again under the same id', (_what, failure) => {
    const made = world({ scripts: [failure, created()] });

    expect(run(made)).toBe('put back');
    const [waiting] = made.events.values();
    expect(waiting).toMatchObject({ attempts: 1, inFlight: '' });
    expect(waiting?.dueAt).toBeGreaterThan(NOW);
    expect(row(made)).toMatchObject({ holding: holdingAt('create unknown'), reason: 'unanswered', failedAt: NOW });
    expect(stateOf(made)).toBe('Confirming');
    expect(messageOf(row(made)!)).toContain('It is tried again by itself.');

    expect(run(made)).toBe('done');
    expect(requests(made)).toEqual(['POST /trackings', 'POST /trackings']);
    expect(bodies(made)[1]).toEqual(bodies(made)[0]);
    expect(standings(made)).toEqual(['100: ours in_step']);
  });

  it('comes up by itself when its event is lost, later than any wait between attempts', () => {
    const made = world({ scripts: [lost()] });

    run(made);

    const { ledger } = made.ports;
    expect(ledger.findWaiting(NOW + 8 * 3600, { isOn: true, start: 0, limit: 10 }).fulfillmentIds).toEqual([]);
    expect(ledger.findWaiting(NOW + 9 * 3600, { isOn: true, start: 0, limit: 10 }).fulfillmentIds).toEqual([100]);
  });

  it('had made the tracking: it is found, and the next look brings its content into step', () => {
    const made = world({ scripts: [lost(), refused(4003), own, own] });
    run(made);

    expect(run(made)).toBe('put back');
    expect(row(made)).toMatchObject({
      holding: holdingAt('ours'),
      reason: 'in_step',
      fingerprint: '',
      contentAt: null,
    });
    expect(eventsOf(made)).toMatchObject([{ attempts: 1, dueAt: NOW }]);
    expect(run(made)).toBe('done');

    expect(requests(made)).toEqual(['POST /trackings', 'POST /trackings', 'GET /trackings/OWN', 'PUT /trackings/OWN']);
    expect(row(made)).toMatchObject({ reason: 'in_step', contentAt: NOW });
    expect(row(made)?.fingerprint).not.toBe('');
  });

  it('had made the tracking: it gets what the fulfillment says by then', () => {
    const made = world({ scripts: [lost(), refused(4003), own, own] });
    run(made);
    made.fulfillments.set(100, aFulfillment(undefined, { shippedOn: '2026-11-22' }));

    run(made);
    run(made);

    expect(bodies(made)[3]).toMatchObject({ tracking_ship_date: '2026-11-22' });
  });

  it.each([
    ['a value', 4008],
    ['the carrier that is mapped now', 4003],
  ])('had made the tracking, which needs attention when AfterShip then refuses %s', (_what, code) => {
    const made = world({ scripts: [lost(), refused(4003), own, refused(code)] });
    run(made);
    run(made);

    expect(run(made)).toBe('done');

    expect(row(made)).toMatchObject({
      holding: holdingAt('ours'),
      reason: 'refused',
      answerCode: code,
      fingerprint: '',
    });
    expect(messageOf(row(made)!).length).toBeGreaterThan(30);
  });

  it('is asked about by its id when AfterShip refuses what is sent now', () => {
    const made = world({ scripts: [lost(), refused(4008, 'no'), own] });
    run(made);

    expect(run(made)).toBe('put back');
    expect(standings(made)).toEqual(['100: ours in_step']);

    const without = world({ scripts: [lost(), refused(4008, 'no'), refused(4004)] });
    run(without);
    expect(run(without)).toBe('done');
    expect(standings(without)).toEqual(['100: nothing refused']);
    expect(row(without)).toMatchObject({ holding: { generation: 1 }, answerCode: 4008, params: { said: 'no' } });
  });

  it('is given up when its attempts have run out', () => {
    const made = world({ scripts: [lost()] });
    setAttempts(made, 11);

    expect(run(made)).toBe('done');
    expect(row(made)).toMatchObject({ holding: holdingAt('create unknown'), reason: 'attempts', failedAt: NOW });
    expect(stateOf(made)).toBe('Needs attention');
    expect(made.events.size).toBe(0);
  });

  it('of one package keeps no other from being tried', () => {
    const made = world({ fulfillment: aFulfillment([UPS_NUMBER, USPS_NUMBER]), scripts: [lost(), created()] });

    expect(run(made)).toBe('put back');

    expect(standings(made)).toEqual(['100: create unknown unanswered', '100: ours in_step']);
  });
});

describe('a create that is rate limited', () => {
  it('leaves no row and nothing in doubt, waits for the rate limit’s own time and counts no attempt', () => {
    const made = world({ scripts: [rateLimited(NOW + 7), created()] });

    expect(run(made)).toBe('put back');
    expect(eventsOf(made)).toMatchObject([{ dueAt: NOW + 7, attempts: 0, inFlight: '' }]);
    expect(made.rows.size).toBe(0);

    made.clock.now = NOW + 7;
    run(made);
    expect(requests(made)).toEqual(['POST /trackings', 'POST /trackings']);
  });

  it('is not given up, however many attempts it had', () => {
    const made = world({ scripts: [rateLimited(NOW + 7)] });
    setAttempts(made, 11);

    expect(run(made)).toBe('put back');
    expect(attempts(made)).toEqual([11]);
    expect(made.rows.size).toBe(0);
  });

  it('is still without an answer where the one before it was', () => {
    const made = world({ scripts: [lost(), rateLimited(NOW + 7)] });
    run(made);

    run(made);

    expect(standings(made)).toEqual(['100: create unknown unanswered']);
  });
});

describe('a create that AfterShip refuses', () => {
  it.each([400, 4005, 4007, 4008, 4009, 4010, 4011, 4012, 4015, 4017])(
    'goes to a person, with what to do: %i',
    (code) => {
      const mayBeTaken = [400, 4015].includes(code) ? [refused(4004)] : [];
      const made = world({ scripts: [refused(code, 'The field is wrong.'), ...mayBeTaken] });

      expect(run(made)).toBe('done');
      expect(row(made)).toMatchObject({ holding: holdingAt('nothing'), reason: 'refused', answerCode: code });
      expect(messageOf(row(made)!).length).toBeGreaterThan(30);
      expect(made.events.size).toBe(0);
    },
  );

  it('says what the carrier asked for, and where to put it, of the carrier that was asked for', () => {
    const carrierMapping = 'UPS Ground = amazon-order always';
    const made = world({ connection: { carrierMapping }, scripts: [refused(4011, 'Something is missing.')] });

    run(made);

    expect(row(made)?.params).toEqual({ said: 'Something is missing.', slug: 'amazon-order' });
    expect(messageOf(row(made)!)).toMatch(
      /: a tracking key\. Type the tracking key behind the tracking number, as number:value/,
    );
  });

  it.each([400, 4015])('may mean that the id is taken: then the tracking is its own (%i)', (code) => {
    const own: Script = (request) => found({ customers: [] })(request);
    const made = world({ scripts: [refused(code), own, own] });

    expect(run(made)).toBe('put back');
    expect(run(made)).toBe('done');
    expect(methods(made)).toEqual(['POST', 'GET', 'PUT']);
    expect(standings(made)).toEqual(['100: ours in_step']);
  });

  it.each([
    ['is left alone while the fulfillment stays as it was', NOW - 600, false, 0],
    ['is sent again after an edit', NOW - 30, false, 1],
    ['is sent again when a person asks for it', NOW - 600, true, 1],
  ])('%s', (_what, lastModified, retryRequested, sent) => {
    const made = world({
      fulfillment: aFulfillment([UPS_NUMBER], { lastModified }),
      rows: [{ reason: 'refused', holding: holdingAt('nothing'), lookedAt: NOW - 60, retryRequested }],
      scripts: [created()],
    });

    run(made);

    expect(made.requests).toHaveLength(sent);
  });

  it('quotes nothing about a person of what it sent, and names the field', () => {
    const sentence = 'destination_city "BERLIN" of Ada Example, ada@example.com, 10115, is wrong';
    const made = world({ scripts: [refused(4008, sentence)] });

    run(made);

    expect(JSON.stringify([rowsOf(made), made.logs])).not.toMatch(/ada@|Ada|berlin|10115|custsecret/i);
    expect(messageOf(row(made)!)).toContain('AfterShip refused a value: destination_city "…" of …, is wrong');
    expect(made.logs.length).toBeGreaterThan(0);
  });
});

describe('a number that AfterShip has already', () => {
  const OWN = idOf();

  it('under our id, from a run beside this one or another fulfillment, is taken and brought into step', () => {
    const made = world({ scripts: [refused(4003), found(), found()] });

    expect(run(made)).toBe('put back');
    expect(eventsOf(made)).toMatchObject([{ attempts: 0, dueAt: NOW }]);
    expect(row(made)).toMatchObject({ holding: holdingAt('ours'), fingerprint: '' });
    expect(run(made)).toBe('done');
    expect(methods(made)).toEqual(['POST', 'GET', 'PUT']);
  });

  it('under our id, and nobody knows whether, is asked about again', () => {
    const made = world({ scripts: [refused(4003), lost()] });

    expect(run(made)).toBe('put back');
    expect(standings(made)).toEqual(['100: create unknown unanswered']);
  });

  it('under our id, and AfterShip refuses to say whether, stays in doubt', () => {
    for (const scripts of [
      [refused(4003), refused(4008, 'no')],
      [refused(400), refused(4008, 'no')],
    ]) {
      const made = world({ scripts });

      expect(run(made)).toBe('done');
      expect(row(made)).toMatchObject({
        holding: holdingAt('create unknown'),
        reason: 'refused',
        params: { said: 'no' },
      });
    }
  });

  it('from somebody else is linked and not touched', () => {
    const foreign = { id: 'f'.repeat(32), tracking_number: UPS_NUMBER, slug: 'ups' };
    const made = world({ scripts: [refused(4003), refused(4004), listed(foreign)] });

    expect(run(made)).toBe('done');
    expect(row(made)).toMatchObject({ holding: { at: 'foreign', id: foreign.id, generation: 1 }, reason: 'in_step' });
    expect(stateOf(made)).toBe('Already in AfterShip');
    expect(methods(made)).toEqual(['POST', 'GET', 'GET']);
    expect(made.logs).toMatchObject([
      { title: 'Package changed', details: { tracking: foreign.id, code: 4003, trace: 'trace-1' } },
    ]);
  });

  it('from somebody else is kept in step when the connection says so, naming no carrier', () => {
    const foreign = { id: 'f'.repeat(32), tracking_number: UPS_NUMBER, slug: 'ups' };
    const made = world({
      connection: { adoption: 'keep in step' },
      scripts: [refused(4003), refused(4004), listed(foreign), found()],
    });

    expect(run(made)).toBe('put back');
    expect(run(made)).toBe('done');

    expect(made.requests[3]).toMatchObject({ method: 'PUT', path: `/trackings/${foreign.id}` });
    expect(bodies(made)[3]).not.toHaveProperty('slug');
  });

  it('from somebody else needs attention when AfterShip refuses our content for it', () => {
    const foreign = { id: 'shop-1', tracking_number: UPS_NUMBER, slug: 'ups', customers: [] };
    const made = world({
      connection: { adoption: 'keep in step' },
      scripts: [refused(4003), refused(4004), listed(foreign), refused(4008)],
    });
    run(made);

    expect(run(made)).toBe('done');
    expect(row(made)).toMatchObject({ holding: holdingAt('foreign'), reason: 'refused', answerCode: 4008 });
  });

  it('from somebody else is only linked outside production', () => {
    const foreign = { id: 'shop-1', tracking_number: UPS_NUMBER, slug: 'ups' };
    const made = world({
      isProduction: false,
      connection: { adoption: 'keep in step' },
      scripts: [refused(4003), refused(4004), listed(foreign)],
    });

    expect(run(made)).toBe('done');
    expect(methods(made)).not.toContain('PUT');
    expect(standings(made)).toEqual(['100: foreign in_step']);
  });

  it('from another NetSuite account is never touched', () => {
    const production = { id: 'ns-7654321-0123456789abcdef01234567', tracking_number: UPS_NUMBER, slug: 'ups' };
    const made = world({ scripts: [refused(4003), refused(4004), listed(production)] });

    expect(run(made)).toBe('done');
    expect(row(made)).toMatchObject({ reason: 'other_account', params: { account: '7654321' } });
    expect(methods(made)).toEqual(['POST', 'GET', 'GET']);
    event(made);
    run(made);
    expect(made.requests).toHaveLength(3);
  });

  it('from this account in an earlier generation, which was taken for gone, is taken', () => {
    const earlier = { id: OWN, tracking_number: UPS_NUMBER, slug: 'ups' };
    const made = world({
      rows: [{ reason: 'removed', holding: holdingAt('nothing', UPS_NUMBER, 2) }],
      scripts: [refused(4003), refused(4004), listed(earlier), found()],
    });

    expect(run(made)).toBe('done');
    expect(row(made)).toMatchObject({ holding: holdingAt('ours'), fingerprint: '' });
    event(made);
    run(made);
    expect(requests(made)[3]).toBe('PUT /trackings/OWN');
  });

  it('is tried again when AfterShip says so but shows nothing', () => {
    const made = world({ scripts: [refused(4003), refused(4004), listed()] });

    expect(run(made)).toBe('put back');
    expect(attempts(made)).toEqual([1]);
    expect(standings(made)).toEqual(['100: create unknown unanswered']);
  });

  it('goes to a person when AfterShip has it several times, unless one has the carrier that we name', () => {
    const [dhl, tnt] = [
      { id: 'a'.repeat(32), tracking_number: UPS_NUMBER, slug: 'dhl' },
      { id: 'b'.repeat(32), tracking_number: UPS_NUMBER, slug: 'tnt' },
    ];
    const ups = { id: 'c'.repeat(32), tracking_number: UPS_NUMBER, slug: 'ups' };
    const other = { id: 'd'.repeat(32), tracking_number: USPS_NUMBER, slug: 'ups' };
    const made = world({
      fulfillment: aFulfillment([UPS_NUMBER], { shipMethod: null }),
      scripts: [refused(4003), refused(4004), listed(dhl, tnt)],
    });
    run(made);
    expect(row(made)).toMatchObject({ holding: holdingAt('nothing'), reason: 'several', params: { count: 2 } });

    const named = world({ scripts: [refused(4003), refused(4004), listed(dhl, ups, other)] });
    run(named);
    expect(row(named)?.holding).toMatchObject({ at: 'foreign', id: ups.id });
  });
});

it('two fulfillments that create the same number at once meet at one id', () => {
  const made = world({ scripts: [created(), refused(4003), found(), found({ customers: [] })] });
  made.fulfillments.set(101, aFulfillment([UPS_NUMBER], { id: 101 }));
  event(made, { fulfillmentId: 101 });
  // Fulfillment 101 was planned before the row of 100 was there: its create finds the tracking.
  const { ledger } = made.ports;
  const before = { ...made.ports, ledger: { ...ledger, findFor: () => ({ own: [], others: [] }) } };
  run(made);

  expect(reconcile(made.taskFor(101), before).end).toBe('put back');
  expect(run(made, { of: 101 })).toBe('done');

  expect(requests(made)).toEqual(['POST /trackings', 'POST /trackings', 'GET /trackings/OWN', 'PUT /trackings/OWN']);
  expect(standings(made)).toEqual(['100: ours in_step', '101: ours in_step']);
  expect(rowsOf(made).map(({ holding }) => holding)).toEqual([holdingAt('ours'), holdingAt('ours')]);
});
