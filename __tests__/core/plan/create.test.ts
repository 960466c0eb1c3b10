import { messageOf, type Reason } from '../../../src/TypeScript/aftership/core/ledger/reasons';
import type { PlanInput } from '../../../src/TypeScript/aftership/core/plan/calls';
import { isOfLaterPackage } from '../../../src/TypeScript/aftership/core/plan/wanted';
import {
  aConnection,
  aFulfillment,
  aRow,
  holdingAt,
  idOf,
  NOW,
  UPS_NUMBER,
  UPS_NUMBER_2,
  USPS_NUMBER,
} from '../../fixtures';
import { accepted, DAY, kinds, NO_PLAN, other, plan, reasons } from './plan_world';

describe('a package that AfterShip does not have', () => {
  it('gets a tracking, whose id tells account and number', () => {
    const result = plan({ fulfillment: aFulfillment([UPS_NUMBER, USPS_NUMBER]) });

    expect(kinds(result)).toEqual(['create', 'create']);
    expect(result.calls.map(({ id }) => id)).toEqual([idOf(UPS_NUMBER), idOf(USPS_NUMBER)]);
    expect(result.calls[0]?.id).toMatch(/^ns-1234567-[0-9a-f]{24}$/);
    expect(result.writes).toEqual([]);
  });

  it('gets it under the same id, whichever of two fulfillments with the number asks', () => {
    const [first, second] = [100, 101].map((fulfillmentId) => plan({ fulfillmentId }).calls[0]);

    expect(second?.id).toBe(first?.id);
  });

  it('gets the next generation of the id when its number returns after a removal', () => {
    const [call] = plan({ own: [aRow({ reason: 'removed', holding: holdingAt('nothing', UPS_NUMBER, 2) })] }).calls;

    expect(call).toMatchObject({ kind: 'create', id: idOf(UPS_NUMBER, 2) });
    expect(call?.id).toBe(`${idOf()}-2`);
  });

  it('keeps the generation when nothing had been sent', () => {
    expect(plan({ own: [aRow({ reason: 'never_sent' })] }).calls).toMatchObject([{ kind: 'create', id: idOf() }]);
  });

  it('gets the generation that the rows of other fulfillments have reached', () => {
    const others = [other({ reason: 'removed', holding: holdingAt('nothing', UPS_NUMBER, 3) })];

    expect(plan({ others }).calls).toMatchObject([{ kind: 'create', id: idOf(UPS_NUMBER, 3) }]);
  });

  it('gets a tracking of ours beside one of somebody else’s that is gone, in its own generation', () => {
    const gone = aRow({ reason: 'vanished', holding: holdingAt('nothing', UPS_NUMBER, 1), retryRequested: true });

    expect(plan({ own: [gone] }).calls).toMatchObject([{ kind: 'create', id: idOf() }]);
  });

  it('is created before the old number is let go of', () => {
    const result = plan({ fulfillment: aFulfillment([UPS_NUMBER_2]), own: [accepted()] });

    expect(kinds(result)).toEqual(['create']);
    expect(reasons(result)).toEqual(['number_gone']);
    expect(result.writes[0]?.change.dueAt).toBe(NOW + 3600);
  });

  it('comes before removals and questions, whatever order the rows are in', () => {
    const due = accepted({ number: USPS_NUMBER, reason: 'number_gone', dueAt: NOW });
    const unknown = aRow({ id: 2, number: UPS_NUMBER_2, reason: 'unanswered' });

    expect(kinds(plan({ own: [due, unknown] }))).toEqual(['create', 'remove', 'ask']);
  });

  it('is created also without a customer', () => {
    expect(kinds(plan({ fulfillment: aFulfillment(undefined, { customer: null }) }))).toEqual(['create']);
  });

  it.each([
    ['picked', aFulfillment([UPS_NUMBER], { status: 'picked' })],
    ['packed', aFulfillment([UPS_NUMBER], { status: 'packed' })],
    ['gone', null],
  ])('is not created for a fulfillment that is %s', (_what, fulfillment) => {
    expect(plan({ fulfillment })).toEqual(NO_PLAN);
  });
});

describe('a create without an answer', () => {
  it('is sent again under its own id', () => {
    const unknown = aRow({ reason: 'unanswered' });

    expect(plan({ own: [unknown] })).toMatchObject({
      writes: [],
      calls: [{ kind: 'create', row: unknown, id: idOf() }],
    });
  });

  it('stays with the generation of the attempt', () => {
    const unknown = aRow({ reason: 'unanswered', holding: holdingAt('create unknown', UPS_NUMBER, 2) });

    expect(plan({ own: [unknown] }).calls).toMatchObject([{ kind: 'create', id: idOf(UPS_NUMBER, 2) }]);
  });

  it('waits for no first sending, which has begun', () => {
    const connection = aConnection({ sendWaitMinutes: 30 });

    expect(kinds(plan({ connection, own: [aRow({ reason: 'unanswered' })] }))).toEqual(['create']);
  });

  it('that was given up is sent again after an edit or when a person asks, and not by itself', () => {
    const givenUp = aRow({ reason: 'attempts', holding: holdingAt('create unknown'), lookedAt: NOW });
    const fulfillment = aFulfillment(undefined, { lastModified: NOW - 3600 });

    expect(plan({ fulfillment, own: [givenUp] })).toEqual(NO_PLAN);
    expect(plan({ fulfillment, own: [{ ...givenUp, retryRequested: true }] }).calls).toMatchObject([
      { kind: 'create', id: idOf() },
    ]);
    expect(kinds(plan({ own: [{ ...givenUp, lookedAt: NOW - 7200 }], fulfillment }))).toEqual(['create']);
  });
});

describe('a number field that holds no number', () => {
  it('goes to a person instead of to AfterShip', () => {
    const result = plan({ fulfillment: aFulfillment(['9.40551E+21']) });

    expect(result.calls).toEqual([]);
    const change = result.writes[0]?.change ?? {};
    expect(change).toMatchObject({ reason: 'digits_lost', holding: { at: 'nothing' } });
    const { reason = 'again', params = {} } = change;
    expect(messageOf({ reason, params, answerCode: null })).toContain('"9.40551E+21"');
  });

  it('is not written again when nothing changed', () => {
    const fulfillment = aFulfillment(['9.40551E+21']);
    const [write] = plan({ fulfillment }).writes;

    expect(plan({ fulfillment, own: [aRow({ ...write?.change, number: write?.number ?? '' })] })).toEqual(NO_PLAN);
  });
});

describe('what waits for a person', () => {
  it.each(['vanished', 'other_account', 'several'] as const)('is not tried again by itself: %s', (reason) => {
    const row = aRow({ reason });

    expect(plan({ own: [row] })).toEqual(NO_PLAN);
    expect(kinds(plan({ own: [{ ...row, retryRequested: true }] }))).toEqual(['create']);
  });

  it('is a tracking that somebody deleted at AfterShip: asked for, it gets the next generation', () => {
    const holding = holdingAt('nothing', UPS_NUMBER, 2);
    const row = aRow({ reason: 'vanished', holding, retryRequested: true });

    expect(plan({ own: [row] }).calls).toMatchObject([{ kind: 'create', id: idOf(UPS_NUMBER, 2) }]);
  });

  it('waits also where a rule would leave it out: when that is over, it still waits', () => {
    const fulfillment = aFulfillment(undefined, { isOptedOut: true });

    expect(plan({ fulfillment, own: [aRow({ reason: 'vanished' })] })).toEqual(NO_PLAN);
  });
});

describe('a create that AfterShip refused', () => {
  const refused = { reason: 'refused', holding: holdingAt('nothing'), params: { said: 'no' } } as const;

  it('is tried again when nobody can say when the fulfillment was changed, or it was changed since', () => {
    const row = aRow({ ...refused, lookedAt: NOW });
    const at = (lastModified: number | null) =>
      plan({ own: [row], fulfillment: aFulfillment(undefined, { lastModified }) });

    expect(kinds(at(null))).toEqual(['create']);
    expect(kinds(at(NOW - 60))).toEqual(['create']);
    expect(kinds(at(NOW - 3600))).toEqual([]);
  });

  it('is tried again when its look was forgotten', () => {
    expect(kinds(plan({ own: [aRow({ ...refused, lookedAt: null })] }))).toEqual(['create']);
  });
});

describe('what AfterShip deleted because of its age', () => {
  const kept = { reason: 'retention', holding: holdingAt('nothing', UPS_NUMBER, 2) } as const;

  it('a backfill does not send again, but a person may', () => {
    const backfill = { id: 7, withContacts: true, isAlone: true };
    const fulfillment = aFulfillment([UPS_NUMBER], { shippedOn: '2026-07-10' });
    const row = aRow({ ...kept, madeAt: NOW - 130 * DAY });

    expect(plan({ backfill, fulfillment, own: [row] })).toEqual(NO_PLAN);
    expect(kinds(plan({ backfill, fulfillment, own: [{ ...row, retryRequested: true }] }))).toEqual(['create']);
  });

  it.each([
    ['2026-10-02', []],
    ['2026-11-22', ['create']],
  ])('is closed, but not for a package that shipped later: %s', (shippedOn, expected) => {
    // Made on 2026-09-01; the maximum age is out of the way.
    const row = aRow({ ...kept, madeAt: NOW - 83 * DAY });
    const connection = aConnection({ startDate: '2026-01-01', maxAgeDays: 365 });
    const fulfillment = aFulfillment([UPS_NUMBER], { shippedOn });

    expect(kinds(plan({ connection, fulfillment, own: [row] }))).toEqual(expected);
  });

  it.each([
    ['nothing was made', null, '2026-11-22', false],
    ['on the last day of the month after', NOW - 31 * DAY, '2026-11-23', false],
    ['a day later', NOW - 32 * DAY, '2026-11-23', true],
    ['without a day', NOW - 32 * DAY, null, false],
  ])('is an earlier package’s when this one shipped so long after it was made: %s', (_when, madeAt, day, expected) => {
    expect(isOfLaterPackage({ madeAt }, day)).toBe(expected);
  });
});

describe('the wait before the first sending', () => {
  const connection = aConnection({ sendWaitMinutes: 30 });
  const waiting = aRow({ reason: 'send_wait', params: { minutes: 30 }, dueAt: NOW + 600 });

  it('begins for a new package, and is not written again while it lasts', () => {
    const result = plan({ connection });

    expect(result.calls).toEqual([]);
    expect(result.writes).toMatchObject([
      { change: { reason: 'send_wait', params: { minutes: 30 }, dueAt: NOW + 1800 } },
    ]);
    expect(plan({ connection, own: [waiting] })).toEqual(NO_PLAN);
  });

  it('ends with its time, or when the connection waits no more', () => {
    expect(kinds(plan({ connection, own: [{ ...waiting, dueAt: NOW }] }))).toEqual(['create']);
    expect(kinds(plan({ own: [waiting], connection: aConnection({ sendWaitMinutes: 0 }) }))).toEqual(['create']);
  });

  it('begins anew for a number that returns', () => {
    const result = plan({ own: [aRow({ reason: 'removed' })], connection });

    expect(result.calls).toEqual([]);
    expect(result.writes[0]?.change).toMatchObject({ reason: 'send_wait', dueAt: NOW + 1800 });
  });

  it('is not for what is made again at once, nor for what Preview has shown', () => {
    for (const reason of ['again', 'preview_create'] as const)
      expect(kinds(plan({ connection, own: [aRow({ reason })] }))).toEqual(['create']);
  });

  it('counts no backfill, which sends at once', () => {
    const backfill = { id: 7, withContacts: true, isAlone: true };

    expect(kinds(plan({ connection, backfill }))).toEqual(['create']);
  });
});

describe('an order whose customer could not be read', () => {
  const NOTE = 'Without contacts: its customer could not be read.';
  const unread = aFulfillment([UPS_NUMBER], { customer: null });
  const named = aConnection({ sendEmail: true });
  const notesOf = (changes: Partial<PlanInput>): readonly string[] => {
    const [call] = plan({ connection: named, fulfillment: unread, ...changes }).calls;
    return call?.kind === 'create' ? call.desired.notes : ['no create'];
  };

  it.each(['salesorder', 'dropship'] as const)('names nobody, of whatever kind it is: %s', (kind) => {
    const { order } = aFulfillment();
    const emails = ['buyer@example.com'];
    const fulfillment = aFulfillment([UPS_NUMBER], { customer: null, order: { ...order, kind, emails } });
    const connection = aConnection({ sendName: true, sendEmail: true, sendPhone: true, includeDropShipments: true });

    const [call] = plan({ fulfillment, connection }).calls;

    if (call?.kind !== 'create') throw new Error('expected a create');
    expect(call.desired.create.customers).toBeUndefined();
    expect(call.desired.hasContact).toBe(false);
    expect(call.desired.notes).toContain(NOTE);
  });

  it.each(['sendName', 'sendEmail', 'sendPhone'] as const)('says so where %s is on', (part) => {
    expect(notesOf({ connection: aConnection({ [part]: true }) })).toEqual([NOTE]);
  });

  it.each<[string, Partial<PlanInput>]>([
    ['where nothing is to be named', { connection: aConnection() }],
    ['outside production', { account: { id: '1234567_SB1', isProduction: false } }],
    ['where it was read', { fulfillment: aFulfillment() }],
    ['of a backfill without contacts', { backfill: { id: 7, withContacts: false, isAlone: true } }],
    [
      'of a transfer, which has none',
      { fulfillment: { ...unread, order: { ...unread.order, kind: 'transferorder' as const } } },
    ],
  ])('says nothing %s', (_where, changes) => {
    const includeTransferOrders = true;
    const connection = changes.connection ?? { ...named, includeTransferOrders };

    expect(notesOf({ ...changes, connection })).toEqual([]);
  });
});

it('what a person asks to send again is written again, although the row says so already', () => {
  const connection = aConnection({ leftOutShipMethods: ['UPS Ground'] });
  const [write] = plan({ connection }).writes;
  const row = aRow({ ...write?.change, retryRequested: true });

  expect(reasons(plan({ connection, own: [row] }))).toEqual(['method_left_out' satisfies Reason]);
});
