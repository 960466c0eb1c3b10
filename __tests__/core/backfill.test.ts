import { KEEP_DAYS } from '../../src/TypeScript/aftership/app/schedule/sweep';
import { covers, OLDEST_DAYS, searchDays, standing, windowProblem } from '../../src/TypeScript/aftership/core/backfill';
import { planReconcile, type Plan, type PlanInput } from '../../src/TypeScript/aftership/core/plan/plan';
import { sha256Hex } from '../../tools/shared/memory_ports';
import { aBackfill, aConnection, aCustomer, aFulfillment, aShipment, NOW, UPS_NUMBER, UPS_NUMBER_2 } from '../fixtures';

const TODAY = '2026-11-23';

describe('the days of a backfill', () => {
  it.each<[string, string, string | null]>([
    ['2026-09-01', '2026-09-30', null],
    ['2026-11-23', '2026-11-24', null],
    ['2026-09-01', '2026-09-01', null],
    ['', '2026-09-30', 'first day'],
    ['01.09.2026', '2026-09-30', 'first day'],
    ['2026-02-30', '2026-09-30', 'first day'],
    ['2026-09-01', '2026-13-01', 'last day'],
    ['2026-09-01', '"><b>', 'last day'],
    ['2026-09-30', '2026-09-01', 'order'],
    ['2026-09-01', '2026-11-25', 'future'],
    ['2025-09-01', '2026-09-30', 'too old'],
  ])('from %p to %p: %p', (from, to, problem) => {
    expect(windowProblem(from, to, TODAY)).toBe(problem);
  });

  it('reach no further back than the ledger remembers, also when it was paused for months', () => {
    expect(OLDEST_DAYS).toBeLessThan(KEEP_DAYS);
    const wish = aBackfill({ from: '2026-09-01', to: '2026-09-30' });

    expect(covers(wish, '2026-09-01', TODAY)).toBe(true);
    expect(covers(wish, '2026-09-30', TODAY)).toBe(true);
    expect(covers(wish, '2026-08-31', TODAY)).toBe(false);
    expect(covers(wish, '2026-10-01', TODAY)).toBe(false);
    expect(covers(wish, '2026-09-01', '2027-03-01')).toBe(false);
  });

  it('are searched by the date, which may lie a month apart from the day of shipping', () => {
    expect(searchDays(aBackfill({ from: '2026-03-01', to: '2026-03-31' }))).toEqual({
      from: '2026-03-01',
      to: '2026-03-31',
      earliest: '2026-01-29',
      latest: '2026-05-01',
      changedSince: '2026-02-28',
      madeUntil: '2026-04-07',
    });
  });

  it('a backfill waits in another mode than the one it was started in', () => {
    expect(standing(aBackfill({ mode: 'preview' }), 'on')).toBe('waits');
    expect(standing(aBackfill({ mode: 'on' }), 'off')).toBe('waits');
    expect(standing(aBackfill({ mode: 'on' }), 'on')).toBe('goes on');
    expect(standing(aBackfill({ state: 'paused' }), 'on')).toBe('waits');
    expect(standing(aBackfill({ state: 'cancelled' }), 'on')).toBe('is over');
  });
});

const ALONE = { id: 7, withContacts: false, isAlone: true };
const CONTACTS = { sendName: true, sendEmail: true, sendPhone: true };

function plan(changes: Partial<PlanInput> = {}): Plan {
  return planReconcile({
    fulfillmentId: 100,
    fulfillment: aFulfillment([UPS_NUMBER], { date: '2026-09-10', shippedOn: '2026-09-10' }),
    own: [],
    others: [],
    connection: aConnection(CONTACTS),
    carrierMapping: { entries: [], problems: [] },
    account: { id: '1234567', isProduction: true },
    now: NOW,
    sha256Hex: (text) => sha256Hex.sha256Hex(text),
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
    expect(mark).toEqual({ backfill: 7, withoutContact: true });
  });

  it('gives contacts only when that was asked for, as far as connection and customer allow', () => {
    const backfill = { ...ALONE, withContacts: true };
    const shipped = { date: '2026-09-10', shippedOn: '2026-09-10' };

    expect(created(plan({ backfill })).hasContact).toBe(true);
    expect(created(plan({ backfill })).mark).toEqual({ backfill: 7, withoutContact: false });
    expect(created(plan({ backfill, connection: aConnection() })).hasContact).toBe(false);
    expect(created(plan({ backfill, account: { id: '1234567', isProduction: false } })).hasContact).toBe(false);
    const quiet = aFulfillment([UPS_NUMBER], { ...shipped, customer: aCustomer({ withoutContact: true }) });
    expect(created(plan({ backfill, fulfillment: quiet })).hasContact).toBe(false);
  });

  it('overrules no filter and no opt-out, and marks what it had to leave out', () => {
    const { writes, calls } = plan({ connection: aConnection({ leftOutShipMethods: ['7'] }) });

    expect(calls).toEqual([]);
    expect(writes[0]?.change).toMatchObject({ state: 'held', reason: 'method_left_out', backfill: 7 });
    expect(writes[0]?.change).not.toHaveProperty('withoutContact');
    const optedOut = aFulfillment([UPS_NUMBER], { shippedOn: '2026-09-10', isOptedOut: true });
    expect(plan({ fulfillment: optedOut }).calls).toEqual([]);
  });

  it('marks a number that is none, so that its page counts it among what failed', () => {
    const fulfillment = aFulfillment(['folgt'], { shippedOn: '2026-09-10' });

    expect(plan({ fulfillment }).writes[0]?.change).toMatchObject({ state: 'needs attention', backfill: 7 });
    expect(plan({ fulfillment, backfill: null }).writes[0]?.change).not.toHaveProperty('backfill');
  });

  it('takes up what is held as too old, does not wait, and leaves what needs attention to a person', () => {
    const held = aShipment({ state: 'held', reason: 'too_old', lookedAt: NOW });
    const attention = aShipment({ state: 'needs attention', reason: '4005', lookedAt: NOW + 600 });

    expect(plan({ own: [held], connection: aConnection({ sendWaitMinutes: 60 }) }).calls).toHaveLength(1);
    expect(plan({ own: [attention] })).toEqual({ writes: [], calls: [], handovers: [] });
  });

  it('does not wait before its first sending, which a live look does', () => {
    const connection = aConnection({ sendWaitMinutes: 60 });

    expect(plan({ connection })).toMatchObject({ writes: [], calls: [{ kind: 'create' }] });
    expect(
      plan({ connection: { ...connection, startDate: '2026-09-01', maxAgeDays: 110 }, backfill: null }),
    ).toMatchObject({
      writes: [{ change: { state: 'waiting' } }],
      calls: [],
    });
  });

  it('does not touch a tracking that is there, whatever it carries', () => {
    const first = created(plan({ backfill: { ...ALONE, withContacts: true } }));
    const row = aShipment({ trackingId: first.create.id ?? '', updatePrint: first.updatePrint, hasContact: true });

    expect(plan({ own: [row] }).calls).toEqual([]);
  });

  it('a live look never adds contacts to what a backfill sent without, and an edit still goes out', () => {
    const sent = created(plan());
    const row = aShipment({
      trackingId: sent.create.id ?? '',
      updatePrint: sent.updatePrint,
      backfill: 7,
      withoutContact: true,
    });

    expect(plan({ own: [row], backfill: null })).toEqual({ writes: [], calls: [], handovers: [] });
    const moved = aFulfillment([UPS_NUMBER], { shippedOn: '2026-09-11' });
    const [call] = plan({ own: [row], backfill: null, fulfillment: moved }).calls;
    expect(call).toMatchObject({ kind: 'update', desired: { hasContact: false } });
    expect(JSON.stringify(call)).not.toMatch(/@example.com|Ada Example/);
  });

  it('a number that was lost on the way to its row goes on without contacts, also in a live look', () => {
    const first = aShipment({ alongside: [UPS_NUMBER_2], backfill: 7, withoutContact: true });
    const fulfillment = aFulfillment([UPS_NUMBER_2], { shippedOn: '2026-09-10' });
    const { calls } = plan({ own: [first], fulfillment, backfill: null });

    expect(calls[0]).toMatchObject({
      kind: 'create',
      number: UPS_NUMBER_2,
      askFirst: { kind: 'leave' },
      desired: { hasContact: false, mark: { backfill: 7, withoutContact: true } },
    });
  });

  describe('of what the connection sends by itself', () => {
    const fulfillment = aFulfillment();

    it('goes by the backfill when nothing else asked for the look', () => {
      expect(created(plan({ fulfillment })).mark).toEqual({ backfill: 7, withoutContact: true });
    });

    it('goes by the connection when a live signal was read, too', () => {
      const { mark, hasContact } = created(plan({ fulfillment, backfill: { ...ALONE, isAlone: false } }));

      expect(mark).toEqual({});
      expect(hasContact).toBe(true);
    });

    it('leaves alone what a live look has begun', () => {
      const waiting = aShipment({ state: 'waiting', reason: 'send_wait', dueAt: NOW + 600 });
      const doubt = aShipment({ state: 'in doubt', trackingId: 'ns-1234567-100-0123456789ab' });
      const connection = aConnection({ ...CONTACTS, sendWaitMinutes: 30 });

      expect(plan({ fulfillment, connection, own: [waiting] }).calls).toEqual([]);
      expect(created(plan({ fulfillment, own: [doubt] })).mark).toEqual({});
    });
  });

  it('is over with its window: neither an edit, nor the sweep, nor a forgotten row sends what is old', () => {
    const row = aShipment({ state: 'held', reason: 'too_old', backfill: 7 });

    expect(plan({ backfill: null, own: [row] }).calls).toEqual([]);
    expect(plan({ backfill: null, own: [] }).writes[0]?.change).toMatchObject({
      state: 'held',
      reason: 'before_start',
    });
  });
});
