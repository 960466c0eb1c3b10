import fc from 'fast-check';
import { parseCarrierMapping } from '../../src/TypeScript/aftership/core/aftership/carriers';
import type { OtherOwner, Shipment } from '../../src/TypeScript/aftership/core/ledger/shipment';
import {
  isOfLaterPackage,
  planReconcile,
  stateAtAfterShip,
  type Plan,
  type PlanInput,
} from '../../src/TypeScript/aftership/core/plan/plan';
import { sha256Hex } from '../../tools/shared/memory_ports';
import { aConnection, aFulfillment, aShipment, NOW, UPS_NUMBER, UPS_NUMBER_2, USPS_NUMBER } from '../fixtures';

function plan(changes: Partial<PlanInput> = {}): Plan {
  return planReconcile({
    fulfillmentId: 100,
    fulfillment: aFulfillment(),
    own: [],
    others: [],
    connection: aConnection(),
    carrierMapping: parseCarrierMapping(''),
    account: { id: '1234567', isProduction: true },
    now: NOW,
    sha256Hex: (text) => sha256Hex.sha256Hex(text),
    ...changes,
  });
}

/** The row as it is after AfterShip accepted what the plan wanted. */
function accepted(changes: Partial<Shipment> = {}): Shipment {
  const [call] = plan().calls;
  if (call?.kind !== 'create') throw new Error('expected a create');
  return aShipment({
    trackingId: call.trackingId,
    createPrint: call.desired.createPrint,
    updatePrint: call.desired.updatePrint,
    slug: 'ups',
    slugAsked: call.desired.slug,
    sentAt: NOW - 3600,
    ...changes,
  });
}

function other(changes: Partial<OtherOwner> = {}): OtherOwner {
  return {
    id: 77,
    fulfillmentId: 90,
    number: UPS_NUMBER,
    state: 'tracked',
    reason: '',
    trackingId: 'ns-1234567-90-aaaaaaaaaaaa',
    foreign: false,
    slug: 'ups',
    slugAsked: 'ups',
    sentAt: NOW - 600,
    removedAt: null,
    hasContact: false,
    history: '',
    ...changes,
  };
}

const kinds = (result: Plan): string[] => result.calls.map((call) => call.kind);
const writes = (result: Plan): string[] => result.writes.map((write) => `${write.change.state}/${write.change.reason}`);

describe('planReconcile for a shipped fulfillment', () => {
  it('creates a tracking of each package, with an id that tells account and fulfillment', () => {
    const result = plan({ fulfillment: aFulfillment([UPS_NUMBER, USPS_NUMBER]) });

    expect(kinds(result)).toEqual(['create', 'create']);
    expect(result.calls[0]?.trackingId).toMatch(/^ns-1234567-100-[0-9a-f]{12}$/);
    expect(result.writes).toEqual([]);
  });

  it('does nothing when AfterShip holds what NetSuite says', () => {
    expect(plan({ own: [accepted()] })).toEqual({ writes: [], calls: [], handovers: [] });
  });

  it('updates when a field changed that an update can change, without touching the slug', () => {
    const changed = aFulfillment([UPS_NUMBER], { shippedOn: '2026-11-22' });
    const result = plan({ fulfillment: changed, own: [accepted()] });

    expect(kinds(result)).toEqual(['update']);
    const [call] = result.calls;
    expect(call?.kind === 'update' && call.desired.update).toMatchObject({ tracking_ship_date: '2026-11-22' });
    expect(call?.kind === 'update' && 'slug' in call.desired.update).toBe(false);
  });

  it.each(['salesorder', 'dropship'] as const)(
    'names nobody of an order (%s) whose customer could not be read, and says so',
    (kind) => {
      const { order } = aFulfillment();
      const fulfillment = aFulfillment([UPS_NUMBER], {
        customer: null,
        order: { ...order, kind, emails: ['buyer@example.com'] },
      });
      const connection = aConnection({
        sendName: true,
        sendEmail: true,
        sendPhone: true,
        includeDropShipments: true,
      });

      const [call] = plan({ fulfillment, connection }).calls;

      if (call?.kind !== 'create') throw new Error('expected a create');
      expect(call.desired.create.customers).toBeUndefined();
      expect(call.desired.hasContact).toBe(false);
      expect(call.desired.notes).toContain('Without contacts: its customer could not be read.');
    },
  );

  it('sends an unchanged tracking again when a person asks for it', () => {
    expect(kinds(plan({ own: [accepted({ retryRequested: true })] }))).toEqual(['update']);
  });

  it('leaves a slug that AfterShip corrected alone', () => {
    expect(kinds(plan({ own: [accepted({ slug: 'ups-mi' })] }))).toEqual([]);
  });

  it('sends a slug again when our own mapping changed', () => {
    const result = plan({ own: [accepted()], carrierMapping: parseCarrierMapping('UPS Ground = ups-freight') });

    const [call] = result.calls;
    expect(call?.kind === 'update' && call.desired.update.slug).toBe('ups-freight');
  });

  it('creates the new number before it lets go of the old one', () => {
    const result = plan({ fulfillment: aFulfillment([UPS_NUMBER_2]), own: [accepted()] });

    expect(kinds(result)).toEqual(['create']);
    expect(writes(result)).toEqual(['removal due/number_gone']);
    expect(result.writes[0]?.change.dueAt).toBe(NOW + 3600);
  });

  it('cancels a removal when the number returns', () => {
    const result = plan({ own: [accepted({ state: 'removal due', reason: 'number_gone', dueAt: NOW - 1 })] });

    expect(result.calls).toEqual([]);
    expect(result.writes[0]?.change).toMatchObject({ state: 'tracked', dueAt: null });
  });

  it('cancels a removal before the content of a number that returned is sent: gone again, it waits again', () => {
    const due = accepted({ state: 'removal due', reason: 'number_gone', dueAt: NOW - 1, updatePrint: 'older' });
    const result = plan({ own: [due] });

    expect(result.writes).toMatchObject([{ row: due, change: { state: 'tracked', reason: '', dueAt: null } }]);
    expect(kinds(result)).toEqual(['update']);
  });

  it('gives a number that returns after its removal the next generation of the id', () => {
    const removed = accepted({ state: 'removed', reason: 'number_gone', removedAt: NOW - 60 });
    const [call] = plan({ own: [removed] }).calls;

    expect(call?.kind).toBe('create');
    expect(call?.trackingId).toBe(`${removed.trackingId}-2`);
  });

  it('keeps the generation when nothing had been sent', () => {
    const [call] = plan({ own: [aShipment({ state: 'removed', reason: 'never_sent', trackingId: null })] }).calls;

    expect(call?.kind === 'create' && call.generation).toBe(1);
  });

  it('asks first when an earlier attempt may have made the tracking', () => {
    const doubt = accepted({ state: 'in doubt', sentAt: null });
    const [call] = plan({ own: [doubt] }).calls;

    expect(call).toMatchObject({ kind: 'create', askFirst: { kind: 'create' }, trackingId: doubt.trackingId });
  });

  it('asks first for a package that was about to be created together with another one', () => {
    const result = plan({
      fulfillment: aFulfillment([UPS_NUMBER, USPS_NUMBER]),
      own: [accepted({ alongside: [USPS_NUMBER] })],
    });

    expect(result.calls).toHaveLength(1);
    expect(result.calls[0]).toMatchObject({
      kind: 'create',
      number: USPS_NUMBER,
      row: null,
      askFirst: { kind: 'create' },
    });
  });

  it('settles a package that was about to be created and is gone since', () => {
    const result = plan({ own: [accepted({ alongside: [USPS_NUMBER] })] });

    expect(result.calls).toMatchObject([{ kind: 'settle', number: USPS_NUMBER, row: null }]);
  });

  it('sends an unclear number to a person instead of to AfterShip', () => {
    const result = plan({ fulfillment: aFulfillment(['9.40551E+21']) });

    expect(result.calls).toEqual([]);
    expect(result.writes[0]?.change.state).toBe('needs attention');
    expect(result.writes[0]?.change.message).toContain('9.40551E+21');
  });
});

describe('planReconcile and the rules of the connection', () => {
  it.each([
    ['before the start date', { connection: aConnection({ startDate: '2026-11-22' }) }, 'held/before_start'],
    ['older than allowed', { connection: aConnection({ startDate: '2026-01-01', maxAgeDays: 1 }) }, 'held/too_old'],
    [
      'of a transfer order',
      { fulfillment: aFulfillment(undefined, { order: { ...aFulfillment().order, kind: 'transferorder' } }) },
      'held/order_kind',
    ],
    [
      'of a vendor return',
      { fulfillment: aFulfillment(undefined, { order: { ...aFulfillment().order, kind: 'vendorreturn' } }) },
      'held/order_kind',
    ],
    [
      'of an order that cannot be read',
      { fulfillment: aFulfillment(undefined, { order: { ...aFulfillment().order, kind: 'unknown' } }) },
      'needs attention/order_unknown',
    ],
  ] as const)('does not create for a fulfillment %s, and says why', (_what, changes, expected) => {
    const result = plan(changes);

    expect(result.calls).toEqual([]);
    expect(writes(result)).toEqual([expected]);
  });

  it('counts the age from the day it shipped, else from its date', () => {
    const connection = aConnection({ startDate: '2026-11-21' });

    expect(kinds(plan({ connection }))).toEqual(['create']);
    expect(kinds(plan({ connection, fulfillment: aFulfillment(undefined, { shippedOn: null }) }))).toEqual([]);
  });

  it('takes a fulfillment of exactly the greatest age, and none that is a day older', () => {
    const connection = aConnection({ startDate: '2026-01-01', maxAgeDays: 14 });
    const shipped = (shippedOn: string) => aFulfillment(undefined, { shippedOn });

    expect(kinds(plan({ connection, fulfillment: shipped('2026-11-09') }))).toEqual(['create']);
    expect(writes(plan({ connection, fulfillment: shipped('2026-11-08') }))).toEqual(['held/too_old']);
  });

  it('still keeps in step what was sent before the rules would leave it out', () => {
    const late = aFulfillment([UPS_NUMBER], { shippedOn: '2026-10-01' });

    expect(kinds(plan({ fulfillment: late, own: [accepted()] }))).toEqual(['update']);
  });

  it('sends what is held when a person asks for it, except what is never sent', () => {
    const held = aShipment({ state: 'held', reason: 'too_old', trackingId: null, retryRequested: true });
    const connection = aConnection({ startDate: '2026-01-01', maxAgeDays: 1 });
    const vendorReturn = aFulfillment(undefined, { order: { ...aFulfillment().order, kind: 'vendorreturn' } });

    expect(kinds(plan({ connection, own: [held] }))).toEqual(['create']);
    expect(kinds(plan({ connection, own: [held], fulfillment: vendorReturn }))).toEqual([]);
  });

  it('does not write a held row again when nothing changed', () => {
    const connection = aConnection({ startDate: '2026-11-22' });
    const [write] = plan({ connection }).writes;
    const row = aShipment({ ...write?.change, trackingId: null });

    expect(plan({ connection, own: [row] }).writes).toEqual([]);
  });
});

describe('planReconcile for a fulfillment that is not shipped, or gone', () => {
  it.each([
    ['picked', aFulfillment([UPS_NUMBER], { status: 'picked' })],
    ['packed', aFulfillment([UPS_NUMBER], { status: 'packed' })],
    ['gone', null],
  ])('makes nothing for one that is %s', (_what, fulfillment) => {
    expect(plan({ fulfillment })).toEqual({ writes: [], calls: [], handovers: [] });
  });

  it.each([['un-shipped', aFulfillment([UPS_NUMBER], { status: 'packed' })] as const, ['deleted', null] as const])(
    'lets the removal wait when one that was sent is %s, and removes when the wait is over',
    (_what, fulfillment) => {
      const first = plan({ fulfillment, own: [accepted()] });
      expect(writes(first)).toEqual(['removal due/number_gone']);
      expect(first.calls).toEqual([]);

      const due = accepted({ state: 'removal due', reason: 'number_gone', dueAt: NOW });
      expect(kinds(plan({ fulfillment, own: [due], now: NOW - 1 }))).toEqual([]);
      expect(kinds(plan({ fulfillment, own: [due] }))).toEqual(['remove']);
    },
  );

  it('never removes in the run that decided it, even without a wait', () => {
    const result = plan({ fulfillment: null, own: [accepted()], connection: aConnection({ removalWaitMinutes: 0 }) });

    expect(result.calls).toEqual([]);
    expect(result.writes[0]?.change.dueAt).toBe(NOW);
  });

  it('leaves a removal that AfterShip refused to a person, or to the next edit', () => {
    const refused = accepted({ state: 'needs attention', reason: '4017', dueAt: NOW - 1, lookedAt: NOW });

    expect(writes(plan({ fulfillment: null, own: [refused] }))).toEqual([]);
    const ticked = { ...refused, retryRequested: true };
    expect(writes(plan({ fulfillment: null, own: [ticked] }))).toEqual(['removal due/number_gone']);
    // What was refused was an update: it is removed as any other.
    const update = { ...refused, dueAt: null };
    expect(writes(plan({ fulfillment: null, own: [update] }))).toEqual(['removal due/number_gone']);
  });

  it('leaves a removal that the brake holds until a person lets it go on', () => {
    const braked = accepted({ state: 'removal due', reason: 'brake', dueAt: NOW - 1 });

    expect(kinds(plan({ fulfillment: null, own: [braked] }))).toEqual([]);
    expect(kinds(plan({ fulfillment: null, own: [{ ...braked, retryRequested: true }] }))).toEqual(['remove']);
  });

  it('closes a row that was never sent without a call', () => {
    const preview = aShipment({ state: 'would send', trackingId: null });

    expect(writes(plan({ fulfillment: null, own: [preview] }))).toEqual(['removed/never_sent']);
  });

  it('settles an attempt whose answer was lost before it forgets the package', () => {
    expect(kinds(plan({ fulfillment: null, own: [accepted({ state: 'in doubt', sentAt: null })] }))).toEqual([
      'settle',
    ]);
  });
});

describe('planReconcile for a number that two fulfillments have', () => {
  it('shares the tracking of the other one instead of making a second', () => {
    const [call] = plan({ others: [other()] }).calls;

    expect(call).toMatchObject({ kind: 'share', trackingId: 'ns-1234567-90-aaaaaaaaaaaa', sendContent: true });
  });

  it('lets the content follow the newest owner', () => {
    const shared = accepted({ trackingId: 'ns-1234567-100-bbbbbbbbbbbb', updatePrint: 'old' });
    const newer = other({ fulfillmentId: 101, state: 'linked', trackingId: shared.trackingId });

    expect(kinds(plan({ own: [shared], others: [newer] }))).toEqual([]);
    expect(kinds(plan({ own: [shared], others: [{ ...newer, fulfillmentId: 99 }] }))).toEqual(['update']);
  });

  it('does not remove a tracking that another fulfillment still has, and hands the content back to it', () => {
    const owner = other({ state: 'linked', trackingId: accepted().trackingId });
    const result = plan({ fulfillment: null, own: [accepted()], others: [owner] });

    expect(result.calls).toEqual([]);
    expect(writes(result)).toEqual(['removed/shared']);
    expect(result.handovers).toEqual([{ rowId: 77, fulfillmentId: 90, hasContact: false }]);
  });

  it('first settles an attempt of its own before it shares the tracking of another one', () => {
    const [call] = plan({ own: [accepted({ state: 'in doubt', sentAt: null })], others: [other()] }).calls;

    expect(call).toMatchObject({ kind: 'create', askFirst: { kind: 'share' } });
  });

  describe('given up without an answer', () => {
    const givenUp = accepted({ state: 'needs attention', reason: 'attempts', sentAt: null, retryRequested: true });

    it('is asked about before another tracking is shared', () => {
      const [call] = plan({ own: [givenUp], others: [other()] }).calls;

      expect(call).toMatchObject({ kind: 'create', trackingId: givenUp.trackingId, askFirst: { kind: 'share' } });
    });

    it('is asked about before a rule leaves it out', () => {
      const [call] = plan({ own: [givenUp], fulfillment: aFulfillment([UPS_NUMBER], { isOptedOut: true }) }).calls;

      expect(call).toMatchObject({ kind: 'create', askFirst: { kind: 'leave', change: { state: 'held' } } });
    });

    it('is made again under its own id, which finds it', () => {
      const [call] = plan({ own: [givenUp] }).calls;

      expect(call).toMatchObject({ kind: 'create', trackingId: givenUp.trackingId, askFirst: null });
    });

    it('is not asked about when the row names the tracking of another fulfillment', () => {
      const named = { ...givenUp, trackingId: other().trackingId };

      expect(kinds(plan({ own: [named], others: [other()] }))).toEqual(['share']);
    });
  });

  it('takes over the tracking of a fulfillment that is about to lose it', () => {
    const [call] = plan({ others: [other({ state: 'removal due' })] }).calls;

    expect(call).toMatchObject({ kind: 'share', trackingId: other().trackingId, sendContent: true });
  });

  it('gives up its own tracking for the one that was made for an earlier fulfillment', () => {
    const [call] = plan({ own: [accepted()], others: [other()] }).calls;

    expect(call).toMatchObject({
      kind: 'merge',
      trackingId: accepted().trackingId,
      share: { trackingId: 'ns-1234567-90-aaaaaaaaaaaa', sendContent: true },
    });
  });

  it('keeps its own tracking when the other was made for a later fulfillment, and asks that one to give up its own', () => {
    const later = other({ fulfillmentId: 101, trackingId: 'ns-1234567-101-aaaaaaaaaaaa' });
    const result = plan({ own: [accepted()], others: [later] });

    expect(kinds(result)).toEqual([]);
    expect(result.handovers).toEqual([{ rowId: 77, fulfillmentId: 101, hasContact: false }]);
  });

  it('of several trackings keeps the first made, whatever order they are found in', () => {
    const trackings = [102, 9, 90].map((fulfillmentId, index) =>
      other({ id: index, fulfillmentId, trackingId: `ns-1234567-${fulfillmentId}-aaaaaaaaaaaa` }),
    );

    const [call] = plan({ own: [accepted()], others: trackings }).calls;

    expect(call).toMatchObject({ kind: 'merge', share: { trackingId: 'ns-1234567-9-aaaaaaaaaaaa' } });
  });

  it('gives up its own tracking for one that somebody else made, and never the other way round', () => {
    const foreign = other({ fulfillmentId: 120, state: 'linked', trackingId: 'shop-1', foreign: true });
    const linked = accepted({ state: 'linked', trackingId: 'shop-1', foreign: true, updatePrint: '' });

    expect(plan({ own: [accepted()], others: [foreign] }).calls).toMatchObject([
      { kind: 'merge', share: { trackingId: 'shop-1', sendContent: false } },
    ]);
    expect(plan({ own: [linked], others: [other()] })).toMatchObject({
      calls: [],
      handovers: [{ rowId: 77, fulfillmentId: 90, hasContact: false }],
    });
    expect(plan({ own: [linked], others: [{ ...foreign, trackingId: 'shop-2' }] })).toMatchObject({
      calls: [],
      handovers: [],
    });
  });

  it('leaves two trackings that move to a person, until that person asks again', () => {
    const moving = accepted({ state: 'needs attention', reason: 'several' });

    expect(plan({ own: [moving], others: [other()] })).toMatchObject({ calls: [], handovers: [] });
    expect(kinds(plan({ own: [{ ...moving, retryRequested: true }], others: [other()] }))).toEqual(['merge']);
  });

  it('sees no second tracking in a row that owns none, or in one of another number', () => {
    expect(plan({ own: [accepted()], others: [other({ state: 'removal due' })] })).toMatchObject({
      calls: [],
      handovers: [],
    });
    expect(plan({ own: [accepted()], others: [other({ number: UPS_NUMBER_2 })] })).toMatchObject({
      calls: [],
      handovers: [],
    });
  });

  it('ignores rows of others that stand for nothing at AfterShip', () => {
    for (const state of ['would send', 'held', 'needs attention', 'removed', 'in doubt'] as const) {
      expect(kinds(plan({ others: [other({ state, sentAt: null })] }))).toEqual(['create']);
    }
  });
});

describe('planReconcile for a tracking that somebody else made', () => {
  const foreign = accepted({ state: 'linked', foreign: true, trackingId: 'x'.repeat(32), updatePrint: '' });

  it('never touches it when the connection says link only', () => {
    expect(kinds(plan({ own: [foreign] }))).toEqual([]);
  });

  it('only links it outside production, whatever the connection says', () => {
    const account = { id: '1234567_SB1', isProduction: false };
    const connection = aConnection({ adoption: 'keep in step' });
    const own = [accepted({ state: 'linked', foreign: true, updatePrint: 'older' })];

    expect(plan({ account, connection, own })).toEqual({ writes: [], calls: [], handovers: [] });
    const [call] = plan({ account, connection, others: [other({ foreign: true, trackingId: 'shop-1' })] }).calls;
    expect(call?.kind === 'share' && call.sendContent).toBe(false);
  });

  it('keeps it in step when the connection says so, without naming a carrier', () => {
    const [call] = plan({ own: [foreign], connection: aConnection({ adoption: 'keep in step' }) }).calls;

    expect(call?.kind).toBe('update');
    expect(call?.kind === 'update' && 'slug' in call.desired.update).toBe(false);
  });

  it('never removes it', () => {
    expect(writes(plan({ fulfillment: null, own: [foreign] }))).toEqual(['let go/not_ours']);
  });
});

describe('planReconcile and what needs a person', () => {
  it.each(['vanished', 'other_account', 'several'])('does not try again by itself after %s', (reason) => {
    const row = accepted({ state: 'needs attention', reason, sentAt: reason === 'vanished' ? NOW - 60 : null });

    expect(plan({ own: [row] })).toEqual({ writes: [], calls: [], handovers: [] });
    expect(kinds(plan({ own: [{ ...row, retryRequested: true }] }))).toEqual(['create']);
  });

  it('recreates a tracking that somebody deleted at AfterShip under the next generation', () => {
    const row = accepted({ state: 'needs attention', reason: 'vanished', retryRequested: true });
    const [call] = plan({ own: [row] }).calls;

    expect(call?.trackingId).toBe(`${row.trackingId}-2`);
  });

  it('tries a refused create again when the fulfillment is looked at again', () => {
    const row = accepted({ state: 'needs attention', reason: '4011', sentAt: null });

    expect(kinds(plan({ own: [row] }))).toEqual(['create']);
  });
});

it('a backfill does not send again what AfterShip kept as long as it keeps any, but a person may', () => {
  const backfill = { id: 7, withContacts: true, isAlone: true };
  const fulfillment = aFulfillment([UPS_NUMBER], { shippedOn: '2026-07-10' });
  const row = accepted({ state: 'removed', reason: 'retention', sentAt: NOW - 130 * 86_400, removedAt: NOW - 86_400 });

  expect(plan({ backfill, fulfillment, own: [row] })).toEqual({ writes: [], calls: [], handovers: [] });
  expect(kinds(plan({ backfill, fulfillment, own: [{ ...row, retryRequested: true }] }))).toEqual(['create']);
});

it.each([
  ['2026-10-02', []],
  ['2026-11-22', ['create']],
])('what AfterShip let go of by age is closed, but not for a package that shipped later: %s', (shippedOn, expected) => {
  // Made on 2026-09-01; the greatest age is out of the way.
  const row = accepted({ state: 'removed', reason: 'retention', sentAt: NOW - 83 * 86_400, removedAt: NOW - 86_400 });
  const connection = aConnection({ startDate: '2026-01-01', maxAgeDays: 365 });

  expect(kinds(plan({ connection, fulfillment: aFulfillment([UPS_NUMBER], { shippedOn }), own: [row] }))).toEqual(
    expected,
  );
});

it.each([
  ['nothing was sent', null, '2026-11-22', false],
  ['on the last day of the month after', NOW - 31 * 86_400, '2026-11-23', false],
  ['a day later', NOW - 32 * 86_400, '2026-11-23', true],
  ['without a day', NOW - 32 * 86_400, null, false],
])(
  'whether a fulfillment shipped so long after its tracking was made that this is an earlier package’s: %s',
  (_when, sentAt, shippedOn, expected) => {
    expect(isOfLaterPackage({ sentAt }, shippedOn)).toBe(expected);
  },
);

describe('a package whose customer could not be read', () => {
  const NOTE = 'Without contacts: its customer could not be read.';
  const unread = aFulfillment([UPS_NUMBER], { customer: null });
  const named = aConnection({ sendEmail: true });
  const notesOf = (changes: Partial<PlanInput>): readonly string[] => {
    const [call] = plan({ connection: named, fulfillment: unread, ...changes }).calls;
    return call?.kind === 'create' ? call.desired.notes : ['no create'];
  };

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

describe('planReconcile and a refused update whose cause is gone', () => {
  const refused = { state: 'needs attention', message: 'AfterShip refused it.' } as const;

  it.each(['4010', '4003', 'attempts', 'several'])('needs attention for %s no longer, without a call', (reason) => {
    const result = plan({ own: [accepted({ ...refused, reason })] });

    expect(result.calls).toEqual([]);
    expect(result.writes).toMatchObject([{ change: { state: 'tracked', reason: '', message: '' } }]);
  });

  it('says again that AfterShip does not know the carrier', () => {
    const result = plan({ own: [accepted({ ...refused, reason: '4010', slug: 'unrecognized' })] });

    expect(writes(result)).toEqual(['tracked/carrier_unknown']);
  });

  it('is sent again while the fulfillment says something else than AfterShip holds', () => {
    const result = plan({ own: [accepted({ ...refused, reason: '4010', updatePrint: 'older' })] });

    expect(kinds(result)).toEqual(['update']);
    expect(result.writes).toEqual([]);
  });

  it.each([
    ['not sent again by itself', { lookedAt: NOW }, []],
    ['sent again when the fulfillment was changed since', { lookedAt: NOW - 7200 }, ['update']],
    ['sent again when its look was forgotten', { lookedAt: null }, ['update']],
    ['sent again when a person asks', { lookedAt: NOW, retryRequested: true }, ['update']],
    ['sent when Preview has only shown it', { lookedAt: NOW, reason: 'preview' }, ['update']],
  ])('is %s', (_what, changes, calls) => {
    const fulfillment = aFulfillment(undefined, { lastModified: NOW - 3600 });
    const row = accepted({ ...refused, reason: '4010', updatePrint: 'older', ...changes });

    const result = plan({ fulfillment, own: [row] });

    expect(kinds(result)).toEqual(calls);
    expect(result.writes).toEqual([]);
  });

  it('is not for AfterShip any more where the content follows a newer fulfillment', () => {
    const trackingId = accepted().trackingId;
    const result = plan({
      own: [accepted({ ...refused, reason: '4010', updatePrint: 'older' })],
      others: [other({ fulfillmentId: 120, state: 'linked', trackingId })],
    });

    expect(result.calls).toEqual([]);
    expect(writes(result)).toEqual(['tracked/']);
  });

  it('still needs a person while the other of two trackings is there', () => {
    const result = plan({ own: [accepted({ ...refused, reason: 'several' })], others: [other()] });

    expect(result).toEqual({ writes: [], calls: [], handovers: [] });
  });

  it('does not take a removed tracking for one that is there because its order cannot be read', () => {
    const row = accepted({ ...refused, reason: 'order_unknown', lookedAt: null });

    expect(plan({ own: [row] }).calls).toMatchObject([{ kind: 'create', generation: 2 }]);
  });
});

describe('planReconcile and rows that are only remembered', () => {
  it.each(['removed', 'let go'] as const)('leaves one that is %s alone while its number is gone', (state) => {
    expect(plan({ fulfillment: null, own: [accepted({ state })] })).toEqual({ writes: [], calls: [], handovers: [] });
  });

  it('goes on with a tracking that was let go when its number returns', () => {
    const result = plan({ own: [accepted({ state: 'let go', reason: 'moving' })] });

    expect(result.calls).toEqual([]);
    expect(result.writes[0]?.change).toMatchObject({ state: 'tracked', reason: '' });
  });

  it.each(['removal due', 'tracked'] as const)(
    'asks AfterShip for a tracking that is %s after a removal without an answer when its number returns',
    (state) => {
      expect(kinds(plan({ own: [accepted({ state, removedAt: NOW - 60 })] }))).toEqual(['update']);
      expect(kinds(plan({ own: [accepted({ state })] }))).toEqual([]);
    },
  );

  it('creates when a removal was due for a row that has no tracking', () => {
    expect(kinds(plan({ own: [accepted({ state: 'removal due', trackingId: null })] }))).toEqual(['create']);
  });

  it('lets go of a tracking whose number cannot be read any more, as of any other that is gone', () => {
    const fulfillment = aFulfillment(['9.40551E+21']);
    const key = plan({ fulfillment }).writes[0]?.number ?? '';

    expect(writes(plan({ fulfillment, own: [accepted({ number: key })] }))).toEqual(['removal due/number_gone']);
  });

  it('forgets without a call a package whose tracking somebody deleted at AfterShip', () => {
    const result = plan({ fulfillment: null, own: [accepted({ state: 'needs attention', reason: 'vanished' })] });

    expect(result.calls).toEqual([]);
    expect(result.writes[0]?.change.state).toBe('removed');
  });
});

describe('planReconcile and an attempt that nobody knows the end of', () => {
  it('asks for the id that the attempt had, else for the one it would have', () => {
    const doubt = accepted({ state: 'in doubt', sentAt: null });
    const under = (trackingId: string | null) => plan({ own: [{ ...doubt, trackingId }] }).calls[0]?.trackingId;

    expect(under('ns-1234567-100-0123456789ab')).toBe('ns-1234567-100-0123456789ab');
    expect(under(null)).toBe(doubt.trackingId);
  });

  it('stays with the generation of the attempt, although an earlier one had been sent', () => {
    const [call] = plan({ own: [accepted({ state: 'in doubt', generation: 2, trackingId: null })] }).calls;

    expect(call).toMatchObject({ kind: 'create', generation: 2 });
  });

  it('settles what was given up in doubt, and only that', () => {
    const given = accepted({ state: 'needs attention', reason: '4008', sentAt: null });
    const gone = (changes: Partial<Shipment>) => plan({ fulfillment: null, own: [{ ...given, ...changes }] });

    expect(kinds(gone({}))).toEqual(['settle']);
    for (const changes of [
      { state: 'held' },
      { sentAt: NOW - 60 },
      { trackingId: null },
      { trackingId: 'shop-1' },
      { trackingId: 'ns-1234567-90-aaaaaaaaaaaa' },
    ] as const) {
      expect(kinds(gone(changes))).toEqual([]);
    }
  });

  it('does not doubt a package that has a row of its own', () => {
    const result = plan({
      fulfillment: aFulfillment([UPS_NUMBER, USPS_NUMBER]),
      own: [
        accepted({ alongside: [USPS_NUMBER] }),
        aShipment({ id: 2, number: USPS_NUMBER, state: 'would send', trackingId: null }),
      ],
    });

    expect(result.calls).toMatchObject([{ kind: 'create', number: USPS_NUMBER, askFirst: null }]);
  });

  it('comes behind new trackings, whatever order the rows are in', () => {
    const due = accepted({ number: USPS_NUMBER, state: 'removal due', reason: 'number_gone', dueAt: NOW });
    const result = plan({ own: [due, accepted({ id: 2, number: UPS_NUMBER_2, state: 'in doubt', sentAt: null })] });

    expect(kinds(result)).toEqual(['create', 'remove', 'settle']);
  });
});

describe('planReconcile and whose tracking it is', () => {
  const ours = accepted().trackingId;

  it.each([
    ['made for this fulfillment', { trackingId: ours }, 'tracked'],
    ['made for another fulfillment', { trackingId: 'ns-1234567-90-aaaaaaaaaaaa' }, 'linked'],
    ['under an id that is not of ours', { trackingId: 'shop-1' }, 'linked'],
    ['made by somebody else', { trackingId: ours, foreign: true }, 'linked'],
    ['not known', { trackingId: null }, 'linked'],
  ])('takes one that was %s as it is', (_what, changes, expected) => {
    expect(stateAtAfterShip(accepted(changes))).toBe(expected);
  });

  it('shares nothing of another number', () => {
    expect(kinds(plan({ others: [other({ number: UPS_NUMBER_2 })] }))).toEqual(['create']);
  });

  it('gives content to a shared tracking of somebody else only when the connection says so', () => {
    const others = [other({ foreign: true, state: 'linked', trackingId: 'shop-1' })];

    expect(plan({ others }).calls).toMatchObject([{ kind: 'share', sendContent: false }]);
    expect(plan({ others, connection: aConnection({ adoption: 'keep in step' }) }).calls).toMatchObject([
      { kind: 'share', sendContent: true },
    ]);
  });

  it('merges a row that AfterShip refused an update of, and describes the tracking that stays', () => {
    const refused = accepted({ state: 'needs attention', reason: '4008' });
    const stays = 'ns-1234567-90-aaaaaaaaaaaa';

    for (const row of [refused, accepted({ reason: 'several' })]) {
      expect(plan({ own: [row], others: [other()] }).calls).toMatchObject([
        { kind: 'merge', share: { desired: { create: { id: stays } } } },
      ]);
    }
  });

  it('of two trackings that others made keeps the same one, whatever order they are found in', () => {
    const foreign = ['shop-2', 'shop-1', 'shop-3'].map((trackingId, id) =>
      other({ id, fulfillmentId: 90 + id, state: 'linked', foreign: true, trackingId }),
    );

    for (const others of [foreign, [...foreign].reverse()]) {
      expect(plan({ own: [accepted()], others }).calls).toMatchObject([
        { kind: 'merge', share: { trackingId: 'shop-1' } },
      ]);
    }
  });

  it('asks nobody to look again who shares the same tracking', () => {
    const same = other({ state: 'linked', trackingId: ours });

    expect(plan({ own: [accepted()], others: [same] })).toEqual({ writes: [], calls: [], handovers: [] });
  });

  it('hands the content over to the newest of several others', () => {
    const owners = [90, 95, 92].map((fulfillmentId) =>
      other({ id: fulfillmentId, fulfillmentId, state: 'linked', trackingId: ours }),
    );
    const result = plan({ fulfillment: null, own: [accepted()], others: owners });

    expect(result.handovers).toEqual([{ rowId: 95, fulfillmentId: 95, hasContact: false }]);
    expect(result.writes[0]?.change.message).toContain('Fulfillment 95 ');
  });

  it('hands nothing over when a newer fulfillment had given the content already', () => {
    const newer = other({ fulfillmentId: 101, state: 'linked', trackingId: ours });
    const result = plan({ fulfillment: null, own: [accepted()], others: [newer] });

    expect(writes(result)).toEqual(['removed/shared']);
    expect(result.handovers).toEqual([]);
  });

  it('removes its own tracking when others only have another one, or are about to lose this one', () => {
    for (const one of [other(), other({ state: 'removal due', trackingId: ours })]) {
      expect(writes(plan({ fulfillment: null, own: [accepted()], others: [one] }))).toEqual([
        'removal due/number_gone',
      ]);
    }
  });

  it('gives the content although a newer fulfillment lost the tracking, or has one of its own', () => {
    const row = accepted({ updatePrint: 'old' });
    const lost = other({ fulfillmentId: 101, state: 'removal due', trackingId: ours });
    const own = other({ fulfillmentId: 101, trackingId: 'ns-1234567-101-aaaaaaaaaaaa' });

    expect(kinds(plan({ own: [row], others: [lost] }))).toEqual(['update']);
    expect(kinds(plan({ own: [row], others: [own] }))).toEqual(['update']);
  });
});

describe('planReconcile and what was asked for before', () => {
  it('sends nothing when the mapping names the carrier that was asked for', () => {
    const { shipMethod } = aFulfillment();
    const carrierMapping = parseCarrierMapping(`${shipMethod?.name ?? ''} = ups`);

    expect(plan({ carrierMapping, own: [accepted({ slugAsked: 'ups' })] }).calls).toEqual([]);
    expect(kinds(plan({ carrierMapping, own: [accepted({ slugAsked: 'usps' })] }))).toEqual(['update']);
  });

  it('takes a ship method with another id for another one, though it has the same name', () => {
    const { shipMethod } = aFulfillment();
    const fulfillment = aFulfillment(undefined, { shipMethod: { id: '9999', name: shipMethod?.name ?? '' } });

    expect(kinds(plan({ fulfillment, own: [accepted()] }))).toEqual(['update']);
  });

  it('tries what needs attention again when nobody can say when the fulfillment was changed', () => {
    const row = accepted({ state: 'needs attention', reason: '4005', sentAt: null, lookedAt: NOW });
    const at = (lastModified: number | null) =>
      plan({ own: [row], fulfillment: aFulfillment(undefined, { lastModified }) });

    expect(kinds(at(null))).toEqual(['create']);
    expect(kinds(at(NOW - 3600))).toEqual([]);
  });

  it('lets a package go that waited for its first sending when the connection waits no more', () => {
    const waiting = aShipment({ state: 'waiting', reason: 'send_wait', trackingId: null, dueAt: NOW + 600 });

    expect(kinds(plan({ own: [waiting], connection: aConnection({ sendWaitMinutes: 0 }) }))).toEqual(['create']);
    expect(kinds(plan({ own: [waiting], connection: aConnection({ sendWaitMinutes: 30 }) }))).toEqual([]);
  });

  it('lets a number that returns wait as long as a new one', () => {
    const removed = accepted({ state: 'removed', reason: 'number_gone', dueAt: NOW - 60 });
    const result = plan({ own: [removed], connection: aConnection({ sendWaitMinutes: 30 }) });

    expect(result.calls).toEqual([]);
    expect(result.writes[0]?.change).toMatchObject({ state: 'waiting', dueAt: NOW + 1800 });
  });
});

describe('planReconcile and the kinds of orders', () => {
  const kindsOfOrders = ['salesorder', 'transferorder', 'dropship'] as const;
  const none = { includeSalesOrders: false, includeTransferOrders: false, includeDropShipments: false };

  it.each([
    ['salesorder', { includeSalesOrders: true }],
    ['transferorder', { includeTransferOrders: true }],
    ['dropship', { includeDropShipments: true }],
  ] as const)('sends fulfillments of a %s alone when only they are included', (included, setting) => {
    const sent = kindsOfOrders.filter((kind) => {
      const fulfillment = aFulfillment(undefined, { order: { ...aFulfillment().order, kind } });
      return plan({ fulfillment, connection: aConnection({ ...none, ...setting }) }).calls.length > 0;
    });

    expect(sent).toEqual([included]);
  });

  it('sends what has no customer', () => {
    expect(kinds(plan({ fulfillment: aFulfillment(undefined, { customer: null }) }))).toEqual(['create']);
  });
});

describe('planReconcile in general', () => {
  const states = [
    'would send',
    'in doubt',
    'tracked',
    'linked',
    'needs attention',
    'held',
    'removal due',
    'removed',
    'let go',
  ] as const;
  const row = fc.record({
    state: fc.constantFrom(...states),
    reason: fc.constantFrom('', 'brake', 'vanished', 'number_gone', '4005', 'shared'),
    foreign: fc.boolean(),
    retryRequested: fc.boolean(),
    hasId: fc.boolean(),
    sentAt: fc.constantFrom(null, NOW - 3600),
    dueAt: fc.constantFrom(null, NOW - 1, NOW + 1),
  });
  const world = fc.record({
    row,
    status: fc.constantFrom('picked', 'packed', 'shipped', 'gone'),
    isThere: fc.boolean(),
    startDate: fc.constantFrom('2026-11-01', '2026-12-01'),
  });

  it('plans at most one call a package, never touches what is not ours, and creates nothing before the start date', () => {
    fc.assert(
      fc.property(world, ({ row: { hasId, ...changes }, status, isThere, startDate }) => {
        const own = accepted({ ...changes, trackingId: hasId ? accepted().trackingId : null });
        const result = plan({
          own: [own],
          connection: aConnection({ startDate }),
          fulfillment: status === 'gone' ? null : aFulfillment(isThere ? [UPS_NUMBER] : [], { status }),
        });

        expect(new Set(result.calls.map((call) => call.number)).size).toBe(result.calls.length);
        if (own.foreign) expect(kinds(result)).not.toContain('remove');
        const mayBeOld = startDate === '2026-11-01' || own.retryRequested;
        const creates = result.calls.filter((call) => call.kind === 'create' && call.askFirst === null);
        if (!mayBeOld) expect(creates).toEqual([]);
      }),
    );
  });

  it('gives the same plan for the same input', () => {
    fc.assert(
      fc.property(world, ({ row: { hasId, ...changes } }) => {
        const own = accepted({ ...changes, trackingId: hasId ? 'ns-1234567-100-cccccccccccc' : null });
        expect(plan({ own: [own] })).toEqual(plan({ own: [own] }));
      }),
    );
  });
});

describe('planReconcile and the language of the run', () => {
  it('does not send another slug because the ship method reads otherwise in the language of another user', () => {
    const translated = aFulfillment([UPS_NUMBER], { shipMethod: { id: '7', name: 'Paketdienst' } });

    expect(kinds(plan({ fulfillment: translated, own: [accepted({ slugAsked: 'dhl' })] }))).toEqual([]);
  });
});
