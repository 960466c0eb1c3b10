/** A fulfillment whose number another one has becomes an owner of that one’s tracking. */

import { aCustomer, aFulfillment, holdingAt, idOf, NOW, UPS_NUMBER, USPS_NUMBER } from '../../fixtures';
import { accepted } from '../../core/plan/plan_world';
import { created, found, lost, refused, type Script } from '../scripted_aftership';
import {
  bodies,
  changeRow,
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

const OWNER = { fulfillmentId: 90 } as const;

describe('claiming the tracking of another fulfillment', () => {
  it('writes the row before the request, so that whoever removes the tracking sees it', () => {
    const seen: unknown[] = [];
    const spy: Script = (request) => {
      seen.push(
        standings(made),
        made.ports.ledger.findOwners(idOf()).map(({ fulfillmentId }) => fulfillmentId),
      );
      return found()(request);
    };
    const made = world({ rows: [OWNER], scripts: [spy] });

    expect(run(made)).toBe('done');

    expect(seen).toEqual([
      ['90: ours in_step', '100: ours in_step'],
      [90, 100],
    ]);
    expect(requests(made)).toEqual(['PUT /trackings/OWN']);
    expect(row(made)).toMatchObject({ holding: holdingAt('ours'), madeAt: NOW - 3600, contentAt: NOW });
    expect(row(made)?.fingerprint).not.toBe('');
  });

  it('of a newer fulfillment asks nothing of AfterShip, whose content that is', () => {
    const made = world({ rows: [{ fulfillmentId: 120, madeAt: NOW - 9000 }] });

    expect(run(made)).toBe('done');

    expect(made.requests).toEqual([]);
    expect(row(made)).toMatchObject({
      holding: holdingAt('ours'),
      reason: 'in_step',
      madeAt: NOW - 9000,
      fingerprint: '',
    });
  });

  it('sends the content again after a lost answer', () => {
    const made = world({ rows: [OWNER], scripts: [lost(), found()] });

    expect(run(made)).toBe('put back');
    expect(row(made)).toMatchObject({ reason: 'in_step', fingerprint: '', failedAt: NOW, contentAt: NOW });

    expect(run(made)).toBe('done');
    expect(methods(made)).toEqual(['PUT', 'PUT']);
    expect(row(made)?.fingerprint).not.toBe('');
  });

  it('is what a create without an answer comes to when the other one has made the tracking meanwhile', () => {
    const made = world({ rows: [{ reason: 'unanswered' }, OWNER], scripts: [found({ customers: [] })] });

    expect(run(made)).toBe('done');

    expect(methods(made)).toEqual(['PUT']);
    expect(standings(made)).toEqual(['100: ours in_step', '90: ours in_step']);
  });

  it('is what a refused create comes to after an edit, also when its answer is lost', () => {
    const made = world({
      rows: [{ reason: 'refused', holding: holdingAt('nothing'), lookedAt: NOW - 9000 }, OWNER],
      scripts: [lost(), found({ customers: [] })],
    });

    run(made);
    run(made);

    expect(standings(made)[0]).toBe('100: ours in_step');
    expect(row(made)?.fingerprint).not.toBe('');
  });

  it('answers a person’s tick', () => {
    for (const fulfillmentId of [90, 120]) {
      const made = world({
        scripts: fulfillmentId === 90 ? [found({ customers: [] })] : [],
        rows: [{ reason: 'too_old' }, { fulfillmentId }],
      });
      tick(made);

      expect(run(made)).toBe('done');
      expect(row(made)).toMatchObject({ reason: 'in_step', retryRequested: false });
    }
  });

  it('takes back what the other one’s content may name', () => {
    const made = world({
      connection: { sendEmail: true },
      fulfillment: aFulfillment([UPS_NUMBER], { customer: aCustomer({ withoutContact: true }) }),
      rows: [{ ...OWNER, hasContact: true, contentAt: NOW - 600 }],
      scripts: [refused(429), lost(), found({ customers: [] })],
    });

    expect(run(made)).toBe('put back');
    made.clock.now += 60;
    expect(run(made)).toBe('put back');
    expect(run(made)).toBe('done');

    expect(bodies(made).map(({ customers }) => customers)).toEqual([[], [], []]);
    expect(row(made)).toMatchObject({ reason: 'in_step', hasContact: false });
  });
});

describe('a tracking that is gone when it is claimed', () => {
  it('needs attention on both sides when a person deleted it, and two ticks make one for both', () => {
    const made = world({ rows: [OWNER], scripts: [refused(4004), created()] });
    made.fulfillments.set(90, aFulfillment([UPS_NUMBER], { id: 90 }));

    expect(run(made)).toBe('done');
    run(made, { of: 90 });
    expect(standings(made)).toEqual(['90: nothing vanished', '100: nothing vanished']);

    for (const fulfillmentId of [100, 90]) {
      changeRow(made, { retryRequested: true }, UPS_NUMBER, fulfillmentId);
      event(made, { fulfillmentId });
      run(made, { of: fulfillmentId });
    }
    expect(rowsOf(made).map(({ holding }) => holding)).toEqual([
      holdingAt('ours', UPS_NUMBER, 2),
      holdingAt('ours', UPS_NUMBER, 2),
    ]);
    expect(methods(made)).toEqual(['PUT', 'POST']);
  });

  it.each([
    ['was done, and no answer told so', { reason: 'removal_unanswered' }],
    ['was waited for, and somebody was quicker', { reason: 'number_gone' }],
  ] as const)('is replaced when the other fulfillment’s removal %s', (_what, changes) => {
    const made = world({ rows: [{ ...OWNER, ...changes }], scripts: [lost(), refused(4004), created()] });

    expect(run(made)).toBe('put back');
    expect(standings(made)[1]).toBe('100: ours in_step');
    expect(run(made)).toBe('put back');
    expect(row(made)).toMatchObject({ holding: holdingAt('nothing', UPS_NUMBER, 2), reason: 'again', dueAt: NOW });
    expect(run(made)).toBe('done');

    expect(methods(made)).toEqual(['PUT', 'PUT', 'POST']);
    expect(row(made)).toMatchObject({ holding: holdingAt('ours', UPS_NUMBER, 2), reason: 'in_step' });
  });

  it('is shared as ever when the other fulfillment’s removal was not done', () => {
    const made = world({ rows: [{ ...OWNER, reason: 'removal_unanswered' }], scripts: [found()] });

    expect(run(made)).toBe('done');

    expect(row(made)).toMatchObject({ holding: holdingAt('ours'), removalAskedAt: null });
  });

  it('is not claimed at all when AfterShip keeps trackings no longer: another is made', () => {
    const made = world({ rows: [{ ...OWNER, madeAt: NOW - 121 * 86_400 }], scripts: [created()] });

    expect(run(made)).toBe('done');

    expect(requests(made)).toEqual(['POST /trackings']);
    expect(row(made)).toMatchObject({ holding: holdingAt('ours'), madeAt: NOW });
  });

  it.each([
    ['is closed for what shipped with it', '2026-08-12', 'done', 'retention'],
    ['is replaced for what shipped later', '2026-11-22', 'put back', 'in_step'],
  ] as const)('after 120 days %s, counted from when the other one had it made', (_what, shippedOn, end, reason) => {
    const made = world({
      scripts: [found(), refused(4004), created()],
      rows: [{ ...OWNER, madeAt: NOW - 119 * 86_400 }],
    });
    run(made);
    expect(row(made)?.madeAt).toBe(NOW - 119 * 86_400);

    made.clock.now += 2 * 86_400;
    made.fulfillments.set(100, aFulfillment([UPS_NUMBER], { shippedOn }));
    event(made);
    expect(run(made)).toBe(end);
    if (end === 'put back') run(made);

    expect(row(made)?.reason).toBe(reason);
  });
});

describe('a fulfillment that leaves a shared tracking', () => {
  it.each([
    ['is deleted', null],
    ['gets another number', aFulfillment([USPS_NUMBER])],
  ])('leaves it to the other when it %s, and asks that one to look', (_what, fulfillment) => {
    const made = world({
      fulfillment,
      rows: [OWNER, {}],
      scripts: fulfillment === null ? [] : [created()],
    });

    expect(run(made)).toBe('done');

    expect(row(made)).toMatchObject({ reason: 'still_shared', params: { fulfillment: 90 } });
    expect(methods(made)).not.toContain('DELETE');
    expect(eventsOf(made).map(({ fulfillmentId }) => fulfillmentId)).toEqual([90]);
  });

  it('asks the heir for a look before it lets go: nothing is lost when the run ends in between', () => {
    const made = world({ fulfillment: null, rows: [OWNER, {}] });
    const change = (): never => {
      throw new Error('The platform ended the run.');
    };
    Object.assign(made.ports, { ledger: { ...made.ports.ledger, change } });

    expect(() => run(made)).toThrow();

    expect(eventsOf(made).map(({ fulfillmentId }) => fulfillmentId)).toEqual([100, 90]);
    expect(standings(made)).toEqual(['90: ours in_step', '100: ours in_step']);
  });

  it('asks the heir for no look before the time that it waits for itself', () => {
    const made = world({ fulfillment: null, rows: [OWNER, {}] });
    event(made, { fulfillmentId: 90, dueAt: NOW + 45 });

    run(made);

    expect(eventsOf(made).map(({ fulfillmentId, dueAt }) => [fulfillmentId, dueAt - NOW])).toEqual([
      [90, 45],
      [90, 45],
    ]);
  });

  it('has its content replaced also when the run that claimed the tracking was ended before the answer', () => {
    const made = world({
      rows: [accepted({ ...OWNER, contentAt: NOW - 600 })],
      scripts: [killed, found({ customers: [] })],
    });
    made.fulfillments.set(90, aFulfillment([UPS_NUMBER], { id: 90 }));
    expect(() => run(made)).toThrow();

    made.fulfillments.delete(100);
    event(made);
    run(made);
    run(made, { of: 90 });

    expect(methods(made)).toEqual(['PUT', 'PUT']);
    expect(bodies(made)[1]).toMatchObject({ customers: [] });
  });

  it.each([
    ['in step', {}],
    ['whose own update was refused', { reason: 'refused' }],
    ['whose own update was given up', { reason: 'attempts' }],
  ] as const)(
    'has its content replaced by that of an heir %s, although nobody has edited that since',
    (_what, changes) => {
      const made = world({
        fulfillment: null,
        rows: [
          { ...OWNER, ...changes, lookedAt: NOW, contentAt: NOW - 9000 },
          { contentAt: NOW - 600, hasContact: true },
        ],
        scripts: [found({ customers: [] })],
      });
      made.fulfillments.set(90, aFulfillment([UPS_NUMBER], { id: 90, lastModified: NOW - 3600 }));

      run(made);
      expect(run(made, { of: 90 })).toBe('done');

      expect(requests(made)).toEqual(['PUT /trackings/OWN']);
      expect(bodies(made)[0]).toMatchObject({ customers: [] });
      expect(row(made, UPS_NUMBER, 90)).toMatchObject({ reason: 'in_step', contentAt: NOW });
    },
  );
});

describe('the content of a shared tracking', () => {
  it('is sent again by the newest owner, whom an older one asks that has overwritten it', () => {
    const made = world({
      rows: [
        { reason: 'in_step', contentAt: NOW - 60 },
        { fulfillmentId: 120, contentAt: NOW - 600 },
      ],
      scripts: [found()],
    });
    made.fulfillments.set(120, aFulfillment([UPS_NUMBER], { id: 120 }));

    expect(run(made)).toBe('done');
    expect(made.requests).toEqual([]);
    expect(eventsOf(made).map(({ fulfillmentId }) => fulfillmentId)).toEqual([120]);
    expect(run(made, { of: 120 })).toBe('done');

    expect(requests(made)).toEqual(['PUT /trackings/OWN']);
    // The other owner may send at this moment, so both are compared once more when every look of now has ended.
    expect(eventsOf(made)).toMatchObject([{ fulfillmentId: 120, dueAt: NOW + 900, priority: 'check' }]);
    event(made);
    run(made);
    run(made, { of: 120 });
    expect(made.requests).toHaveLength(1);
    expect(made.events.size).toBe(0);
  });
});
