/** What a backfill changes in a plan. */

import type { Plan, PlanInput } from '../../../src/TypeScript/aftership/core/plan/calls';
import { aConnection, aCustomer, aFulfillment, aRow, holdingAt, NOW, UPS_NUMBER } from '../../fixtures';
import { NO_PLAN, plan as planOf, reasons } from './plan_world';

const ALONE = { id: 7, withContacts: false, isAlone: true };
const CONTACTS = { sendName: true, sendEmail: true, sendPhone: true };

function plan(changes: Partial<PlanInput> = {}): Plan {
  return planOf({
    fulfillment: aFulfillment([UPS_NUMBER], { date: '2026-09-10', shippedOn: '2026-09-10' }),
    connection: aConnection(CONTACTS),
    backfill: ALONE,
    ...changes,
  });
}

const created = ({ calls }: Plan) => {
  const [call] = calls;
  if (call?.kind !== 'create') throw new Error(`Not a create: ${call?.kind ?? 'nothing'}`);
  return call.desired;
};

describe('planReconcile for a backfill', () => {
  it('sends what is before the start date and too old, and remembers that it carries nobody’s contacts', () => {
    const { create, hasContact, mark } = created(plan());

    expect(create.customers).toBeUndefined();
    expect(hasContact).toBe(false);
    expect(mark).toMatchObject({ backfill: 7, withoutContact: true });
  });

  it('gives contacts only when that was asked for, as far as connection and customer allow', () => {
    const backfill = { ...ALONE, withContacts: true };
    const shipped = { date: '2026-09-10', shippedOn: '2026-09-10' };

    expect(created(plan({ backfill })).hasContact).toBe(true);
    expect(created(plan({ backfill })).mark).toMatchObject({ backfill: 7, withoutContact: false });
    expect(created(plan({ backfill, connection: aConnection() })).hasContact).toBe(false);
    expect(created(plan({ backfill, account: { id: '1234567', isProduction: false } })).hasContact).toBe(false);
    const quiet = aFulfillment([UPS_NUMBER], { ...shipped, customer: aCustomer({ withoutContact: true }) });
    expect(created(plan({ backfill, fulfillment: quiet })).hasContact).toBe(false);
  });

  it('overrules no filter and no opt-out, and marks what it had to leave out', () => {
    const { writes, calls } = plan({ connection: aConnection({ leftOutShipMethods: ['7'] }) });

    expect(calls).toEqual([]);
    expect(writes[0]?.change).toMatchObject({ reason: 'method_left_out', backfill: 7 });
    expect(writes[0]?.change).not.toHaveProperty('withoutContact');
    const optedOut = aFulfillment([UPS_NUMBER], { shippedOn: '2026-09-10', isOptedOut: true });
    expect(plan({ fulfillment: optedOut }).calls).toEqual([]);
  });

  it('marks a number that cannot be read, so that its page counts it among what failed', () => {
    const fulfillment = aFulfillment(['9.40551E+21'], { shippedOn: '2026-09-10' });

    expect(plan({ fulfillment }).writes[0]?.change).toMatchObject({ reason: 'digits_lost', backfill: 7 });
    expect(plan({ fulfillment, backfill: null }).writes[0]?.change).not.toHaveProperty('backfill');
  });

  it('takes up what is left out as too old, does not wait, and leaves what needs attention to a person', () => {
    const held = aRow({ reason: 'too_old', lookedAt: NOW });
    const attention = aRow({ reason: 'refused', holding: holdingAt('nothing'), lookedAt: NOW + 600 });

    expect(plan({ own: [held], connection: aConnection({ sendWaitMinutes: 60 }) }).calls).toHaveLength(1);
    expect(plan({ own: [attention] })).toEqual(NO_PLAN);
  });

  it('leaves what AfterShip refused to a person, also when a live look meets the day that the backfill lifted', () => {
    const refused = aRow({ reason: 'refused', holding: holdingAt('nothing'), backfill: 7, lookedAt: NOW + 600 });
    const edited = { ...refused, lookedAt: NOW - 7200 };

    expect(plan({ backfill: null, own: [refused] })).toEqual(NO_PLAN);
    expect(reasons(plan({ backfill: null, own: [edited] }))).toEqual(['before_start']);
  });

  it('does not wait before its first sending, which a live look does', () => {
    const connection = aConnection({ sendWaitMinutes: 60 });

    expect(plan({ connection })).toMatchObject({ writes: [], calls: [{ kind: 'create' }] });
    expect(
      plan({ connection: { ...connection, startDate: '2026-09-01', maxAgeDays: 110 }, backfill: null }),
    ).toMatchObject({
      writes: [{ change: { reason: 'send_wait' } }],
      calls: [],
    });
  });

  it('does not touch a tracking that is there, whatever it carries', () => {
    const first = created(plan({ backfill: { ...ALONE, withContacts: true } }));
    const row = aRow({ fingerprint: first.fingerprint, hasContact: true });

    expect(plan({ own: [row] }).calls).toEqual([]);
  });

  it('a live look never adds contacts to what a backfill sent without, and an edit still goes out', () => {
    const sent = created(plan());
    const row = aRow({ fingerprint: sent.fingerprint, backfill: 7, withoutContact: true });

    expect(plan({ own: [row], backfill: null })).toEqual(NO_PLAN);
    const moved = aFulfillment([UPS_NUMBER], { shippedOn: '2026-09-11' });
    const [call] = plan({ own: [row], backfill: null, fulfillment: moved }).calls;
    expect(call).toMatchObject({ kind: 'update', desired: { hasContact: false } });
    expect(JSON.stringify(call)).not.toMatch(/@example.com|Ada Example/);
  });

  it('a create of it without an answer is sent again without contacts, also in a live look', () => {
    const own = [aRow({ reason: 'unanswered', backfill: 7, withoutContact: true })];

    expect(plan({ own, fulfillment: aFulfillment(), backfill: null }).calls).toMatchObject([
      { kind: 'create', desired: { hasContact: false, mark: { backfill: 7, withoutContact: true } } },
    ]);
  });

  it('claims the tracking of another fulfillment without contacts', () => {
    const others = [aRow({ id: 77, fulfillmentId: 90 })];

    expect(plan({ others }).calls).toMatchObject([
      { kind: 'claim', desired: { hasContact: false, mark: { backfill: 7, withoutContact: true } } },
    ]);
  });

  describe('of what the connection sends by itself', () => {
    const fulfillment = aFulfillment();

    it('goes by the backfill when nothing else asked for the look', () => {
      expect(created(plan({ fulfillment })).mark).toMatchObject({ backfill: 7, withoutContact: true });
    });

    it('goes by the connection when a live event was read, too', () => {
      const { mark, hasContact } = created(plan({ fulfillment, backfill: { ...ALONE, isAlone: false } }));

      expect(Object.keys(mark)).toEqual(['evidence']);
      expect(hasContact).toBe(true);
    });

    it('leaves alone what a live look has begun', () => {
      const waiting = aRow({ reason: 'send_wait', dueAt: NOW + 600 });
      const unknown = aRow({ reason: 'unanswered' });
      const connection = aConnection({ ...CONTACTS, sendWaitMinutes: 30 });

      expect(plan({ fulfillment, connection, own: [waiting] }).calls).toEqual([]);
      expect(Object.keys(created(plan({ fulfillment, own: [unknown] })).mark)).toEqual(['evidence']);
    });
  });

  it('is over with its window: neither an edit, nor the check, nor a forgotten row sends what is old', () => {
    const row = aRow({ reason: 'too_old', backfill: 7 });

    expect(plan({ backfill: null, own: [row] }).calls).toEqual([]);
    expect(reasons(plan({ backfill: null, own: [] }))).toEqual(['before_start']);
  });
});
