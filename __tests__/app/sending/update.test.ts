import { aFulfillment, holdingAt, idOf, NOW, UPS_NUMBER, UPS_NUMBER_2 } from '../../fixtures';
import { created, found, lost, refused } from '../scripted_aftership';
import {
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

const CHANGED = aFulfillment([UPS_NUMBER], { shippedOn: '2026-11-22' });

describe('a changed fulfillment', () => {
  it('is updated, and what AfterShip accepted is remembered', () => {
    const made = world({ rows: [{}], scripts: [found()] });

    run(made);
    event(made);
    run(made);

    expect(requests(made)).toEqual(['PUT /trackings/OWN']);
    expect(row(made)).toMatchObject({ reason: 'in_step', contentAt: NOW });
  });

  it('gets a tracking of its new number first, and the old one waits', () => {
    const made = world({ rows: [{}], fulfillment: aFulfillment([UPS_NUMBER_2]), scripts: [created()] });

    run(made);

    expect(row(made, UPS_NUMBER_2)?.reason).toBe('in_step');
    expect(row(made)).toMatchObject({ reason: 'number_gone', dueAt: NOW + 3600 });
  });

  it('is sent again after an update without an answer, also when the edit is taken back', () => {
    const made = world({ scripts: [created(), lost(), found()] });
    run(made);
    made.fulfillments.set(100, CHANGED);
    event(made);
    expect(run(made)).toBe('put back');
    expect(row(made)).toMatchObject({ reason: 'in_step', fingerprint: '', contentAt: NOW, failedAt: NOW });

    made.fulfillments.set(100, aFulfillment());
    expect(run(made)).toBe('done');

    expect(requests(made)).toEqual(['POST /trackings', 'PUT /trackings/OWN', 'PUT /trackings/OWN']);
    expect(row(made)?.fingerprint).not.toBe('');
  });

  it('may name somebody after an update without an answer: that is taken back when nobody is to be named', () => {
    const made = world({
      connection: { sendEmail: true },
      rows: [{}],
      scripts: [lost(), found({ customers: [] })],
    });
    run(made);
    expect(row(made)?.hasContact).toBe(true);
    made.settings.connection = { ...made.settings.connection!, sendEmail: false };

    run(made);

    expect(bodies(made)[1]).toMatchObject({ customers: [] });
    expect(row(made)).toMatchObject({ reason: 'in_step', hasContact: false });
  });

  it('needs attention when AfterShip refuses the update, and keeps its tracking', () => {
    const made = world({ rows: [{}], scripts: [refused(4008, 'no')] });

    expect(run(made)).toBe('done');
    expect(row(made)).toMatchObject({
      holding: holdingAt('ours'),
      reason: 'refused',
      answerCode: 4008,
      params: { said: 'no' },
    });
  });

  it('needs attention when the attempts of its update have run out, and is not known to be there', () => {
    const made = world({ rows: [{}], scripts: [lost()] });
    setAttempts(made, 11);

    expect(run(made)).toBe('done');
    expect(row(made)).toMatchObject({ holding: holdingAt('ours'), reason: 'attempts', fingerprint: '', failedAt: NOW });
  });

  it('keeps a person’s wish to try an update again until an attempt succeeds', () => {
    const made = world({ scripts: [created(), lost(), found()] });
    run(made);
    tick(made);
    event(made);

    expect(run(made)).toBe('put back');
    expect(row(made)?.retryRequested).toBe(true);
    expect(run(made)).toBe('done');

    expect(requests(made)).toEqual(['POST /trackings', 'PUT /trackings/OWN', 'PUT /trackings/OWN']);
    expect(row(made)?.retryRequested).toBe(false);
  });

  it('is called back from a removal before its content is sent', () => {
    const made = world({ rows: [{ reason: 'number_gone', dueAt: NOW }], scripts: [lost()] });

    run(made);

    expect(standings(made)).toEqual(['100: ours in_step']);
  });
});

describe('a tracking whose carrier AfterShip does not know', () => {
  it('is sent to the carrier that is mapped by now, although nobody has edited the fulfillment', () => {
    const made = world({
      connection: { carrierMapping: 'UPS Ground = dpd always' },
      fulfillment: aFulfillment([UPS_NUMBER], { lastModified: NOW - 3600 }),
      rows: [{ reason: 'carrier_unknown', slug: null, slugAsked: null, lookedAt: NOW - 60 }],
      scripts: [found({ slug: 'dpd' })],
    });

    run(made);

    expect(bodies(made)).toMatchObject([{ slug: 'dpd' }]);
    expect(row(made)).toMatchObject({ reason: 'in_step', slug: 'dpd' });
  });

  it('gets its content although it was found in the same moment', () => {
    const there = { slug: 'unrecognized' };
    const made = world({
      fulfillment: aFulfillment([UPS_NUMBER], { lastModified: NOW - 3600 }),
      scripts: [refused(4003), found(there), found(there)],
    });
    run(made);

    run(made);

    expect(methods(made)).toEqual(['POST', 'GET', 'PUT']);
    expect(row(made)?.fingerprint).not.toBe('');
  });

  it('gets its content back when the newer fulfillment whose content stood there has left it', () => {
    const made = world({
      fulfillment: aFulfillment([UPS_NUMBER], { lastModified: NOW - 3600 }),
      rows: [
        { reason: 'carrier_unknown', slug: null, lookedAt: NOW - 60, contentAt: NOW - 9000 },
        { fulfillmentId: 120, reason: 'still_shared', contentAt: NOW - 600 },
      ],
      scripts: [found()],
    });

    run(made);

    expect(methods(made)).toEqual(['PUT']);
  });
});

describe('a tracking that was deleted at AfterShip', () => {
  it('is not made again until a person asks, and then in the next generation', () => {
    const made = world({ rows: [{ hasContact: true }], scripts: [refused(4004), created()] });
    run(made);
    expect(row(made)).toMatchObject({
      holding: holdingAt('nothing', UPS_NUMBER, 2),
      reason: 'vanished',
      hasContact: false,
    });

    tick(made);
    event(made);
    run(made);

    expect(row(made)).toMatchObject({
      holding: holdingAt('ours', UPS_NUMBER, 2),
      reason: 'in_step',
      retryRequested: false,
    });
    expect(bodies(made)[1]).toMatchObject({ id: idOf(UPS_NUMBER, 2) });
  });

  it('waits for the person also after a filter left it out for a while', () => {
    const shipMethod = { id: '7', name: 'UPS Ground' };
    const vanished = { reason: 'vanished', holding: holdingAt('nothing', UPS_NUMBER, 2) } as const;
    const made = world({
      connection: { leftOutShipMethods: ['UPS Ground'] },
      fulfillment: aFulfillment([UPS_NUMBER], { shipMethod }),
      rows: [vanished],
    });

    run(made);
    made.settings.connection = { ...made.settings.connection!, leftOutShipMethods: [] };
    event(made);
    run(made);

    expect(made.requests).toEqual([]);
    expect(row(made)).toMatchObject(vanished);
  });

  it('is over when AfterShip deleted it because of its age', () => {
    const made = world({
      fulfillment: aFulfillment([UPS_NUMBER], { shippedOn: '2026-07-25' }),
      rows: [{ madeAt: NOW - 121 * 86_400 }],
      scripts: [refused(4004)],
    });

    expect(run(made)).toBe('done');

    expect(row(made)).toMatchObject({ holding: holdingAt('nothing', UPS_NUMBER, 2), reason: 'retention' });
  });

  it('is made anew for what shipped so long after it that this is another package', () => {
    const made = world({ rows: [{ madeAt: NOW - 121 * 86_400 }], scripts: [refused(4004), created()] });

    expect(run(made)).toBe('put back');
    expect(eventsOf(made)).toMatchObject([{ attempts: 0, dueAt: NOW }]);
    expect(run(made)).toBe('done');

    expect(row(made)).toMatchObject({ holding: holdingAt('ours', UPS_NUMBER, 2), madeAt: NOW });
  });

  it('of somebody else keeps the generation, which is ours', () => {
    const made = world({
      connection: { adoption: 'keep in step' },
      rows: [{ holding: holdingAt('foreign', UPS_NUMBER, 3) }],
      scripts: [refused(4004)],
    });

    run(made);

    expect(row(made)).toMatchObject({ holding: holdingAt('nothing', UPS_NUMBER, 3), reason: 'vanished' });
  });

  it('is told to whoever shares it: one look each, and ticks on them make one tracking for all', () => {
    const made = world({
      rows: [{}, { fulfillmentId: 90 }, { fulfillmentId: 91 }],
      scripts: [refused(4004), created()],
    });
    for (const id of [90, 91]) made.fulfillments.set(id, aFulfillment([UPS_NUMBER], { id }));

    run(made);
    expect(eventsOf(made).map(({ fulfillmentId }) => fulfillmentId)).toEqual([90, 91]);
    for (const of of [90, 91]) run(made, { of });
    expect(standings(made)).toEqual(['100: nothing vanished', '90: nothing vanished', '91: nothing vanished']);
    expect(made.requests).toHaveLength(1);

    for (const fulfillmentId of [100, 90, 91]) {
      changeRow(made, { retryRequested: true }, UPS_NUMBER, fulfillmentId);
      event(made, { fulfillmentId });
      run(made, { of: fulfillmentId });
    }
    expect(standings(made)).toEqual(['100: ours in_step', '90: ours in_step', '91: ours in_step']);
    expect(requests(made)).toEqual(['PUT /trackings/OWN', 'POST /trackings']);
  });

  it('because of its age is told to whoever shares it, too', () => {
    const madeAt = NOW - 121 * 86_400;
    const old = { shippedOn: '2026-07-25' };
    const made = world({
      fulfillment: aFulfillment([UPS_NUMBER], old),
      rows: [{ madeAt }, { madeAt, fulfillmentId: 90 }],
      scripts: [refused(4004)],
    });
    made.fulfillments.set(90, aFulfillment([UPS_NUMBER], { ...old, id: 90 }));

    expect(run(made)).toBe('done');
    expect(eventsOf(made).map(({ fulfillmentId }) => fulfillmentId)).toEqual([90]);
    run(made, { of: 90 });

    expect(standings(made)).toEqual(['100: nothing retention', '90: nothing retention']);
  });
});

it('a row that is called back and then updated keeps both in its history', () => {
  const made = world({ rows: [{ reason: 'number_gone', dueAt: NOW, history: '' }], scripts: [found()] });

  run(made);

  expect(row(made)).toMatchObject({ reason: 'in_step' });
  expect(row(made)?.history.split('\n')).toHaveLength(2);
});
