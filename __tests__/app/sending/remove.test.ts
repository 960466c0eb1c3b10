import { aFulfillment, aRow, holdingAt, NOW, UPS_NUMBER, UPS_NUMBER_2 } from '../../fixtures';
import { created, found, lost, rateLimited, refused, type Script } from '../scripted_aftership';
import {
  addRow,
  attempts,
  bodies,
  changeRow,
  methods,
  requests,
  row,
  run,
  setAttempts,
  event,
  eventsOf,
  standings,
  tick,
  world,
} from './delivery_world';

const DUE = { reason: 'number_gone', dueAt: NOW } as const;
const ASKED = { reason: 'removal_unanswered', removalAskedAt: NOW - 900 } as const;
const EMPTY = aFulfillment([]);

describe('a removal that is due', () => {
  it.each(['Pending', 'InfoReceived'])('is done where the parcel is still %s', (tag) => {
    const made = world({ fulfillment: EMPTY, rows: [DUE], scripts: [found({ tag }), found()] });

    run(made);

    expect(requests(made)).toEqual(['GET /trackings/OWN', 'DELETE /trackings/OWN']);
    expect(row(made)).toMatchObject({
      holding: holdingAt('nothing', UPS_NUMBER, 2),
      reason: 'removed',
      removalAskedAt: NOW,
      hasContact: false,
    });
  });

  it.each(['InTransit', 'OutForDelivery', 'Delivered', 'Exception', 'SomethingNew'])(
    'keeps a tracking that is %s',
    (tag) => {
      const made = world({ fulfillment: EMPTY, rows: [DUE], scripts: [found({ tag })] });

      run(made);

      expect(requests(made)).toEqual(['GET /trackings/OWN']);
      expect(row(made)).toMatchObject({ holding: holdingAt('ours'), reason: 'moving', params: { tag } });
    },
  );

  it('is done also where it moves, when the connection says so', () => {
    const made = world({
      fulfillment: EMPTY,
      rows: [DUE],
      connection: { removeMoving: true },
      scripts: [found({ tag: 'InTransit' }), found()],
    });

    run(made);

    expect(standings(made)).toEqual(['100: nothing removed']);
  });

  it('is content when the tracking is gone already', () => {
    for (const scripts of [[refused(4004)], [found(), refused(4004)]]) {
      const made = world({ fulfillment: EMPTY, rows: [DUE], scripts });

      expect(run(made)).toBe('done');
      expect(row(made)).toMatchObject({ reason: 'removed', holding: { generation: 2 } });
    }
  });

  it('is in the ledger before the request, so that its brake counts whatever becomes of the answer', () => {
    const spy: Script = (request) => {
      expect(row(made)).toMatchObject({
        holding: holdingAt('remove unknown'),
        reason: 'removal_unanswered',
        removalAskedAt: NOW,
        dueAt: NOW + 9 * 3600,
      });
      return lost()(request);
    };
    const made = world({ fulfillment: EMPTY, rows: [DUE], scripts: [found(), spy] });

    expect(run(made)).toBe('put back');
    expect(standings(made)).toEqual(['100: remove unknown removal_unanswered']);
    expect(row(made)?.failedAt).toBe(NOW);
    expect(attempts(made)).toEqual([1]);
  });

  it('waits for a person after too many removals in an hour, and is done when one approves', () => {
    const made = world({
      fulfillment: EMPTY,
      rows: [DUE],
      connection: { removalsPerHour: 0 },
      scripts: [found(), found()],
    });

    expect(run(made)).toBe('done');
    expect(made.requests).toEqual([]);
    expect(row(made)).toMatchObject({ reason: 'brake', params: { most: 0 } });

    tick(made);
    event(made);
    run(made);
    expect(row(made)).toMatchObject({ reason: 'removed', retryRequested: false });
  });

  it('counts for the brake when its answer is lost, but does not hold up itself', () => {
    const made = world({
      connection: { removalsPerHour: 1 },
      fulfillment: EMPTY,
      rows: [DUE, { ...DUE, number: UPS_NUMBER_2 }],
      scripts: [found(), lost(), found(), found()],
    });

    expect(run(made)).toBe('put back');
    expect(row(made, UPS_NUMBER_2)?.reason).toBe('brake');

    expect(run(made)).toBe('done');
    expect(row(made)?.reason).toBe('removed');
  });

  it('that AfterShip refuses waits for a person or an edit, and its tracking stays', () => {
    for (const scripts of [[refused(4013)], [found(), refused(4013)]]) {
      const made = world({ fulfillment: EMPTY, rows: [DUE], scripts });

      expect(run(made)).toBe('done');
      expect(row(made)).toMatchObject({
        holding: holdingAt('ours'),
        reason: 'removal_refused',
        answerCode: 4013,
        removalAskedAt: null,
      });
    }
  });

  it('that is given up is known to be open', () => {
    const asked = world({ fulfillment: EMPTY, rows: [DUE], scripts: [found(), lost()] });
    const unasked = world({ fulfillment: EMPTY, rows: [DUE], scripts: [lost()] });
    for (const made of [asked, unasked]) {
      setAttempts(made, 11);
      expect(run(made)).toBe('done');
    }

    expect(standings(asked)).toEqual(['100: remove unknown removal_attempts']);
    expect(standings(unasked)).toEqual(['100: ours removal_attempts']);
  });

  it.each([
    ['the question', [rateLimited(NOW + 30)], '100: ours number_gone'],
    ['the removal', [found(), rateLimited(NOW + 30)], '100: remove unknown removal_unanswered'],
  ])('waits when AfterShip limits the rate of %s, and counts no attempt', (_what, scripts, expected) => {
    const made = world({ fulfillment: EMPTY, rows: [DUE], scripts });

    expect(run(made)).toBe('put back');
    expect(standings(made)).toEqual([expected]);
    expect(eventsOf(made)).toMatchObject([{ attempts: 0, dueAt: NOW + 30 }]);
  });
});

describe('a removal without an answer', () => {
  it('is asked for again, and forgotten when AfterShip shows that the tracking is there, and moves', () => {
    const made = world({ fulfillment: EMPTY, rows: [ASKED], scripts: [found({ tag: 'InTransit' })] });

    run(made);

    expect(row(made)).toMatchObject({ holding: holdingAt('ours'), reason: 'moving', removalAskedAt: null });
  });

  it('was done, and the number returns: another is made in the next generation', () => {
    const made = world({
      fulfillment: EMPTY,
      rows: [DUE],
      scripts: [found(), lost(), refused(4004), created()],
    });
    run(made);
    made.fulfillments.set(100, aFulfillment([UPS_NUMBER]));
    event(made);

    expect(run(made)).toBe('put back');
    expect(row(made)).toMatchObject({ holding: holdingAt('nothing', UPS_NUMBER, 2), reason: 'again' });
    expect(run(made)).toBe('done');

    expect(methods(made)).toEqual(['GET', 'DELETE', 'PUT', 'POST']);
    expect(row(made)).toMatchObject({
      holding: holdingAt('ours', UPS_NUMBER, 2),
      reason: 'in_step',
      removalAskedAt: null,
    });
  });

  it('was not done, and the number returns: the update shows it', () => {
    const made = world({ rows: [ASKED], scripts: [found()] });

    expect(run(made)).toBe('done');

    expect(methods(made)).toEqual(['PUT']);
    expect(row(made)).toMatchObject({ holding: holdingAt('ours'), reason: 'in_step', removalAskedAt: null });
  });

  it('was done, and the number returns: whoever shares the tracking is told', () => {
    const made = world({ rows: [ASKED, { fulfillmentId: 90 }], scripts: [refused(4004), created(), found()] });
    made.fulfillments.set(90, aFulfillment([UPS_NUMBER], { id: 90 }));

    expect(run(made)).toBe('put back');
    expect(eventsOf(made).map(({ fulfillmentId }) => fulfillmentId)).toEqual([100, 90]);
    run(made);
    run(made, { of: 90 });

    expect(standings(made)).toEqual(['100: ours in_step', '90: ours in_step']);
    expect(row(made, UPS_NUMBER, 90)?.holding).toEqual(holdingAt('ours', UPS_NUMBER, 2));
  });

  it('is not taken for undone because another fulfillment claimed the tracking before it was', () => {
    // The claim was answered before AfterShip did the removal, whose own answer is lost.
    const made = world({
      fulfillment: EMPTY,
      rows: [ASKED, { fulfillmentId: 120, contentAt: NOW - 600 }],
      scripts: [refused(4004), created()],
    });
    made.fulfillments.set(120, aFulfillment([UPS_NUMBER], { id: 120 }));

    while (made.events.size > 0) for (const { fulfillmentId } of eventsOf(made)) run(made, { of: fulfillmentId });

    expect(row(made, UPS_NUMBER, 120)).toMatchObject({ holding: holdingAt('ours', UPS_NUMBER, 2), reason: 'in_step' });
  });

  it('is left to its new owner when the tracking is there', () => {
    const made = world({
      fulfillment: EMPTY,
      rows: [ASKED, { fulfillmentId: 120, contentAt: NOW - 600 }],
      scripts: [found(), found({ customers: [] })],
    });
    made.fulfillments.set(120, aFulfillment([UPS_NUMBER], { id: 120 }));

    run(made);
    expect(row(made)).toMatchObject({ holding: holdingAt('ours'), reason: 'number_gone', madeAt: NOW - 3600 });
    made.clock.now += 3600;
    event(made);
    run(made);
    run(made, { of: 120 });

    expect(methods(made)).not.toContain('DELETE');
    expect(row(made, UPS_NUMBER, 120)).toMatchObject({ holding: holdingAt('ours') });
    expect(row(made)).toMatchObject({ reason: 'still_shared' });
  });
});

describe('a fulfillment that claimed the tracking while it was removed', () => {
  it('is told, and gets the next generation', () => {
    const claiming: Script = (request) => {
      addRow(made, aRow({ fulfillmentId: 101 }));
      return found()(request);
    };
    const made = world({ fulfillment: EMPTY, rows: [DUE], scripts: [found(), claiming, created()] });
    made.fulfillments.set(101, aFulfillment([UPS_NUMBER], { id: 101 }));

    run(made);
    expect(eventsOf(made).map(({ fulfillmentId }) => fulfillmentId)).toEqual([101]);
    run(made, { of: 101 });

    expect(row(made, UPS_NUMBER, 101)).toMatchObject({ holding: holdingAt('ours', UPS_NUMBER, 2), reason: 'in_step' });
  });
});

describe('a question about a tracking', () => {
  it.each([
    ['is there', found(), { holding: holdingAt('ours'), reason: 'number_gone', dueAt: NOW + 3600, madeAt: NOW }],
    ['is not there', refused(4004), { holding: holdingAt('nothing'), reason: 'never_sent' }],
    ['is refused', refused(4008, 'no'), { holding: holdingAt('create unknown'), reason: 'removal_refused' }],
  ] as const)('whose number is gone: %s', (_what, answer, expected) => {
    const made = world({
      fulfillment: EMPTY,
      rows: [{ reason: 'removal_attempts', holding: holdingAt('create unknown') }],
      scripts: [answer],
    });
    tick(made);

    expect(run(made)).toBe('done');
    expect(row(made)).toMatchObject(expected);
  });

  it.each([
    ['is there', found({ customers: [] }), { holding: holdingAt('ours'), reason: 'in_step', hasContact: false }],
    ['is not there', refused(4004), { holding: holdingAt('nothing'), reason: 'opted_out' }],
    ['is refused', refused(4008, 'no'), { holding: holdingAt('create unknown'), reason: 'refused' }],
  ] as const)('that a rule leaves out: %s', (_what, answer, expected) => {
    const made = world({
      fulfillment: aFulfillment([UPS_NUMBER], { isOptedOut: true }),
      rows: [{ reason: 'unanswered' }],
      scripts: [answer],
    });

    run(made);
    expect(row(made)).toMatchObject(expected);
  });

  it('that a rule leaves out, and is there, is followed by a look that brings its content into step', () => {
    const made = world({
      fulfillment: aFulfillment([UPS_NUMBER], { isOptedOut: true }),
      rows: [{ reason: 'unanswered' }],
      scripts: [found(), found({ customers: [] })],
    });

    expect(run(made)).toBe('put back');
    expect(attempts(made)).toEqual([0]);
    expect(run(made)).toBe('done');

    expect(methods(made)).toEqual(['GET', 'PUT']);
    expect(bodies(made)[1]).toMatchObject({ customers: [] });
  });

  it('that has become too old meanwhile, and is not there, is not made', () => {
    const made = world({
      fulfillment: aFulfillment([UPS_NUMBER], { shippedOn: '2026-11-02' }),
      rows: [{ reason: 'unanswered' }],
      scripts: [refused(4004)],
    });

    expect(run(made)).toBe('done');
    expect(methods(made)).toEqual(['GET']);
    expect(standings(made)).toEqual(['100: nothing too_old']);
  });

  it.each([
    ['is there', found({ slug: 'dpd' }), { holding: holdingAt('ours'), reason: 'in_step', slug: 'dpd' }],
    ['is not there', refused(4004), { holding: holdingAt('nothing', UPS_NUMBER, 2), reason: 'again', dueAt: NOW }],
    ['is refused', refused(4008, 'no'), { holding: holdingAt('remove unknown'), reason: 'removal_refused' }],
  ] as const)('whose number is back, in a tracking with a newer one’s content: %s', (_what, answer, expected) => {
    const made = world({ rows: [ASKED, { fulfillmentId: 120, contentAt: NOW }], scripts: [answer] });

    run(made);

    expect(row(made)).toMatchObject(expected);
  });

  it('is given up in its place when its attempts have run out', () => {
    const gone = world({ fulfillment: EMPTY, rows: [{ reason: 'unanswered' }], scripts: [lost()] });
    const back = world({ rows: [ASKED, { fulfillmentId: 120, contentAt: NOW }], scripts: [lost()] });
    for (const made of [gone, back]) {
      setAttempts(made, 11);
      run(made);
    }

    expect(standings(gone)).toEqual(['100: create unknown attempts']);
    expect(standings(back)[0]).toBe('100: remove unknown removal_attempts');
  });

  it('without an answer is asked again', () => {
    const made = world({ fulfillment: EMPTY, rows: [{ reason: 'unanswered' }], scripts: [lost(), refused(4004)] });

    expect(run(made)).toBe('put back');
    expect(row(made)?.failedAt).toBe(NOW);
    expect(run(made)).toBe('done');
    expect(standings(made)).toEqual(['100: nothing never_sent']);
  });
});

it('a look that finds its removal too early does nothing', () => {
  const made = world({ fulfillment: EMPTY, rows: [DUE] });
  changeRow(made, { dueAt: NOW + 1 });

  expect(run(made)).toBe('done');
  expect(made.requests).toEqual([]);
});
