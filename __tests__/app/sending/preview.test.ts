import { messageOf } from '../../../src/TypeScript/aftership/core/ledger/reasons';
import { aConnection, aFulfillment, holdingAt, NOW, UPS_NUMBER } from '../../fixtures';
import { created, found, refused } from '../scripted_aftership';
import {
  bodies,
  changeRow,
  methods,
  requests,
  row,
  rowsOf,
  run,
  event,
  standings,
  stateOf,
  tick,
  world,
} from './delivery_world';

const PREVIEW = { mode: 'preview' } as const;
const messageIn = (made: ReturnType<typeof world>): string => messageOf(row(made)!);

describe('in Preview, a look', () => {
  it('says what it would create and calls nothing', () => {
    const made = world({ connection: PREVIEW });

    expect(run(made)).toBe('done');

    expect(made.requests).toEqual([]);
    expect(row(made)).toMatchObject({
      holding: holdingAt('nothing'),
      reason: 'preview_create',
      madeAt: null,
      dueAt: NOW,
    });
    expect(stateOf(made)).toBe('Ready (Preview)');
    expect(messageIn(made)).toBe('Preview: would create a tracking (carrier: ups, without contact details).');
    expect(made.events.size).toBe(0);
  });

  it('says what the carrier asks for and the fulfillment has not, as far as AfterShip or the facts tell', () => {
    const { destination } = aFulfillment();
    const fulfillment = aFulfillment([UPS_NUMBER], {
      destination: destination === null ? null : { ...destination, postalCode: null },
    });
    const carrierMapping = 'UPS Ground = arrowxl always';
    const couriers = '{"on":"2026-11-23","couriers":{"arrowxl":{"listed":true,"required":["tracking_key"]}}}';
    const byFacts = world({ connection: { ...PREVIEW, carrierMapping }, fulfillment });
    const byList = world({ connection: { ...PREVIEW, carrierMapping, couriers }, fulfillment });

    run(byFacts);
    run(byList);

    expect(row(byFacts)?.params).toMatchObject({ lacks: 'destination_postal_code' });
    expect(messageIn(byFacts)).toContain(
      'Carrier arrowxl asks for a postal code, which the shipping address has not. Enter the postal code',
    );
    expect(row(byList)?.params).toMatchObject({ lacks: 'tracking_key' });
    expect(messageIn(byList)).not.toContain('postal code');
  });

  it('says nothing of what the carrier asks for when somebody typed it behind the number', () => {
    const carrierMapping = 'UPS Ground = new-courier always';
    const couriers = '{"on":"2026-11-23","couriers":{"new-courier":{"listed":true,"required":["tracking_key"]}}}';
    const fulfillment = aFulfillment([`${UPS_NUMBER}:A1B2`]);
    const made = world({ connection: { ...PREVIEW, carrierMapping, couriers }, fulfillment });
    const sent = world({ connection: { carrierMapping, couriers }, fulfillment, scripts: [created()] });

    run(made);
    run(sent);

    expect(row(made)?.params).not.toHaveProperty('lacks');
    expect(bodies(sent)).toMatchObject([{ slug: 'new-courier', tracking_key: 'A1B2' }]);
  });

  it('says of its own what would carry an e-mail address, because AfterShip may write to it', () => {
    const made = world({ connection: { ...PREVIEW, sendEmail: true } });

    run(made);

    expect(row(made)).toMatchObject({ reason: 'preview_create_email', hasContact: true });
    expect(messageIn(made)).toContain('with contact details');
  });

  it('says which fulfillment’s tracking it would share', () => {
    const made = world({ connection: PREVIEW, rows: [{ fulfillmentId: 90 }] });

    run(made);

    expect(row(made)).toMatchObject({
      holding: holdingAt('nothing'),
      reason: 'preview_share',
      params: { fulfillment: 90 },
    });
    expect(messageIn(made)).toBe('Preview: would share the tracking of fulfillment 90.');
  });

  it('says that it would update, and leaves the tracking that is there', () => {
    const made = world({ connection: PREVIEW, rows: [{}] });

    run(made);

    expect(row(made)).toMatchObject({ holding: holdingAt('ours'), reason: 'preview_update' });
    expect(messageIn(made)).toContain('would update');
    expect(made.requests).toEqual([]);
  });

  it('says that it would remove, once the wait is over', () => {
    const made = world({ connection: PREVIEW, fulfillment: null, rows: [{ reason: 'number_gone', dueAt: NOW }] });

    run(made);

    expect(standings(made)).toEqual(['100: ours preview_remove']);
  });

  it('says that it would ask where the create before has no answer', () => {
    for (const fulfillment of [aFulfillment(), aFulfillment([UPS_NUMBER], { isOptedOut: true }), null]) {
      const made = world({ connection: PREVIEW, fulfillment, rows: [{ reason: 'unanswered' }] });

      run(made);

      expect(standings(made)).toEqual(['100: create unknown preview_ask']);
    }
    const shared = world({ connection: PREVIEW, rows: [{ reason: 'unanswered' }, { fulfillmentId: 90 }] });
    run(shared);
    expect(row(shared)).toMatchObject({ holding: holdingAt('create unknown'), reason: 'preview_ask' });
  });

  it('says that it would ask where the removal has no answer and the number is back', () => {
    const made = world({
      connection: PREVIEW,
      rows: [{ reason: 'removal_unanswered' }, { fulfillmentId: 120, contentAt: NOW }],
    });

    run(made);

    expect(row(made)).toMatchObject({ holding: holdingAt('remove unknown'), reason: 'preview_ask' });
  });

  it('tells its history nothing new when it is looked at again, remembers the look, and answers a tick', () => {
    const made = world({ connection: PREVIEW, rows: [{}] });
    run(made);
    const told = row(made)?.history;
    expect(told).not.toBe('');
    made.clock.now += 600;
    event(made);
    run(made);
    expect(row(made)).toMatchObject({ history: told, lookedAt: NOW + 600 });

    tick(made);
    event(made);
    run(made);
    expect(row(made)).toMatchObject({ history: told, retryRequested: false });
  });

  it('says again what it would create when that is something else', () => {
    const made = world({ connection: PREVIEW });
    run(made);
    made.settings.connection = aConnection({ ...PREVIEW, carrierMapping: 'UPS Ground = dpd always' });
    event(made);

    run(made);

    expect(messageIn(made)).toContain('carrier: dpd');
  });
});

describe('from Preview to On', () => {
  it('sends what Preview left behind, and comes up by itself', () => {
    const made = world({ connection: PREVIEW, scripts: [created()] });
    run(made);
    made.settings.connection = aConnection();
    expect(made.ports.ledger.findWaiting(NOW, { isOn: true, start: 0, limit: 10 }).fulfillmentIds).toEqual([100]);
    event(made);

    run(made);

    expect(standings(made)).toEqual(['100: ours in_step']);
    expect(rowsOf(made)).toHaveLength(1);
  });

  it('sends the update that Preview only showed', () => {
    const made = world({ scripts: [created(), found({ tag: 'Pending' })] });
    run(made);
    made.settings.connection = aConnection(PREVIEW);
    made.fulfillments.set(100, aFulfillment([UPS_NUMBER], { shippedOn: '2026-11-22' }));
    event(made);
    run(made);
    expect(standings(made)).toEqual(['100: ours preview_update']);
    made.settings.connection = aConnection();
    event(made);

    run(made);

    expect(requests(made)).toEqual(['POST /trackings', 'PUT /trackings/OWN']);
    expect(standings(made)).toEqual(['100: ours in_step']);
  });

  it('asks about a create that was given up and was to be left out in Preview', () => {
    const made = world({
      connection: PREVIEW,
      fulfillment: aFulfillment([UPS_NUMBER], { isOptedOut: true, lastModified: NOW - 600 }),
      rows: [{ reason: 'attempts', holding: holdingAt('create unknown'), lookedAt: NOW - 3600 }],
      scripts: [refused(4004)],
    });
    run(made);
    expect(standings(made)).toEqual(['100: create unknown preview_ask']);
    made.settings.connection = aConnection();
    event(made);

    run(made);

    expect(methods(made)).toEqual(['GET']);
    expect(standings(made)).toEqual(['100: nothing opted_out']);
  });

  it('forgets what Preview showed when there is nothing to do any more', () => {
    const made = world({ scripts: [created()] });
    run(made);
    changeRow(made, { reason: 'preview_update', dueAt: NOW });
    event(made);

    run(made);

    expect(row(made)).toMatchObject({ holding: holdingAt('ours'), reason: 'in_step', params: {}, dueAt: null });
    expect(made.requests).toHaveLength(1);
  });

  it('makes the removal that Preview only showed', () => {
    const made = world({
      connection: PREVIEW,
      fulfillment: null,
      rows: [{ reason: 'number_gone', dueAt: NOW }],
      scripts: [found(), found()],
    });
    run(made);
    made.settings.connection = aConnection();
    made.fulfillments.delete(100);
    event(made);

    run(made);

    expect(methods(made)).toEqual(['GET', 'DELETE']);
    expect(standings(made)).toEqual(['100: nothing removed']);
  });
});
