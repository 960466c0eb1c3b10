/** A number that several fulfillments have is one tracking, of which each of them is an owner. */

import {
  aConnection,
  aCustomer,
  aFulfillment,
  aRow,
  holdingAt,
  idOf,
  NOW,
  UPS_NUMBER,
  UPS_NUMBER_2,
} from '../../fixtures';
import { accepted, DAY, kinds, NO_PLAN, other, plan, reasons } from './plan_world';

const LATER = holdingAt('ours', UPS_NUMBER, 2);

describe('a fulfillment whose number another one has', () => {
  it('claims the tracking of the other one instead of making a second, and sends its content as the newer one', () => {
    const owner = other();

    expect(plan({ others: [owner] }).calls).toMatchObject([
      { kind: 'claim', row: null, id: idOf(), owner, sendContent: true },
    ]);
  });

  it('claims it without a word to AfterShip when the other one is newer', () => {
    expect(plan({ others: [other({ fulfillmentId: 120 })] }).calls).toMatchObject([
      { kind: 'claim', sendContent: false },
    ]);
  });

  it('takes back what the other one’s content may name', () => {
    const fulfillment = aFulfillment([UPS_NUMBER], { customer: aCustomer({ withoutContact: true }) });
    const [call] = plan({ fulfillment, others: [other({ hasContact: true })] }).calls;

    expect(call?.kind === 'claim' && call.desired.update).toMatchObject({ customers: [] });
    expect(call?.kind === 'claim' && 'slug' in call.desired.update).toBe(false);
  });

  it.each([
    ['is about to be removed', { reason: 'number_gone' }],
    ['may be removed', { reason: 'removal_unanswered' }],
    ['the brake keeps', { reason: 'brake' }],
    ['stays because it moves', { reason: 'moving' }],
    ['is refused an update', { reason: 'refused' }],
  ] as const)('takes over a tracking that %s', (_what, changes) => {
    expect(plan({ others: [other(changes)] }).calls).toMatchObject([{ kind: 'claim', id: idOf(), sendContent: true }]);
  });

  it('claims from an owner before one who is about to lose it', () => {
    const [leaving, owner] = [other({ reason: 'number_gone' }), other({ id: 78, fulfillmentId: 91 })];

    expect(plan({ others: [leaving, owner] }).calls).toMatchObject([{ kind: 'claim', owner: { fulfillmentId: 91 } }]);
  });

  it.each([
    ['shown in Preview', { reason: 'preview_create' }],
    ['left out', { reason: 'too_old' }],
    ['refused', { reason: 'refused', holding: holdingAt('nothing') }],
    ['removed', { reason: 'removed' }],
    ['without an answer', { reason: 'unanswered' }],
    ['somebody else’s, and nobody wants it', { reason: 'not_ours' }],
  ] as const)('makes the tracking where the other one’s is %s', (_what, changes) => {
    expect(plan({ others: [other(changes)] }).calls).toMatchObject([{ kind: 'create', id: idOf() }]);
  });

  it('makes its own where the other one’s is older than AfterShip keeps any', () => {
    expect(kinds(plan({ others: [other({ madeAt: NOW - 121 * DAY })] }))).toEqual(['create']);
    expect(kinds(plan({ others: [other({ madeAt: NOW - 120 * DAY })] }))).toEqual(['claim']);
  });

  it('claims nothing of another number', () => {
    expect(kinds(plan({ others: [other({ number: UPS_NUMBER_2 })] }))).toEqual(['create']);
  });

  it('claims what its own create without an answer may have made, and nothing else', () => {
    const own = [aRow({ reason: 'unanswered' })];

    expect(plan({ own, others: [other()] }).calls).toMatchObject([{ kind: 'claim', id: idOf(), row: own[0] }]);
    expect(plan({ own, others: [other({ holding: holdingAt('foreign') })] }).calls).toMatchObject([
      { kind: 'create', id: idOf() },
    ]);
  });

  it('gives content to a claimed tracking of somebody else only when the connection says so', () => {
    const others = [other({ holding: holdingAt('foreign') })];

    expect(plan({ others }).calls).toMatchObject([{ kind: 'claim', id: 'shop-1', sendContent: false }]);
    expect(plan({ others, connection: aConnection({ adoption: 'keep in step' }) }).calls).toMatchObject([
      { kind: 'claim', id: 'shop-1', sendContent: true },
    ]);
  });

  it('obeys the rules of the connection as any other', () => {
    const fulfillment = aFulfillment(undefined, { isOptedOut: true });

    expect(plan({ fulfillment, others: [other()] })).toMatchObject({
      calls: [],
      writes: [{ change: { reason: 'opted_out' } }],
    });
  });
});

describe('the content of a shared tracking', () => {
  it('is that of the newest owner', () => {
    const own = [accepted({ fingerprint: 'older' })];

    expect(kinds(plan({ own, others: [other({ fulfillmentId: 101, contentAt: NOW })] }))).toEqual([]);
    expect(kinds(plan({ own, others: [other({ fulfillmentId: 99 })] }))).toEqual(['update']);
  });

  it('is sent again by the newest owner when another one’s was sent after its own', () => {
    const at = (contentAt: number | null) => kinds(plan({ own: [accepted()], others: [other({ contentAt })] }));

    expect(at(null)).toEqual([]);
    expect(at(NOW - 3601)).toEqual([]);
    expect(at(NOW - 3600)).toEqual(['update']);
    expect(at(NOW)).toEqual(['update']);
  });

  it('is sent again when the one that was sent after its own has left the tracking since', () => {
    const contentAt = NOW - 60;

    for (const changes of [
      { reason: 'still_shared' },
      { reason: 'number_gone' },
      { reason: 'refused', holding: holdingAt('ours') },
    ] as const)
      expect(kinds(plan({ own: [accepted()], others: [other({ ...changes, contentAt })] }))).toEqual(['update']);
    // That was in another tracking of the number.
    const earlier = other({ reason: 'removed', holding: holdingAt('nothing', UPS_NUMBER, 1), contentAt });
    expect(plan({ own: [accepted({ holding: LATER })], others: [earlier] })).toEqual(NO_PLAN);
  });

  it('takes contacts back that another one’s content may name', () => {
    const others = [other({ contentAt: NOW, hasContact: true })];
    const [call] = plan({ own: [accepted()], others }).calls;

    expect(call?.kind === 'update' && call.desired.update.customers).toEqual([]);
  });

  it('is asked of the newest owner by whoever is looked at, when its own was overwritten', () => {
    const newest = (contentAt: number | null) => other({ fulfillmentId: 120, contentAt });

    expect(plan({ own: [accepted()], others: [newest(NOW - 7200)] }).looks).toEqual([120]);
    expect(plan({ own: [accepted()], others: [newest(null)] }).looks).toEqual([120]);
    expect(plan({ own: [accepted()], others: [newest(NOW - 60)] })).toEqual(NO_PLAN);
    expect(plan({ own: [accepted({ contentAt: null })], others: [newest(null)] })).toEqual(NO_PLAN);
    expect(plan({ own: [accepted()], others: [newest(NOW - 60), other({ id: 78, contentAt: null })] }).looks).toEqual(
      [],
    );
  });

  it('of somebody else’s tracking is asked of nobody while it is only linked', () => {
    const holding = holdingAt('foreign');
    const others = [other({ fulfillmentId: 120, holding })];

    expect(plan({ own: [accepted({ holding })], others })).toEqual(NO_PLAN);
  });

  it('is given by the older one when the newer one lost the tracking', () => {
    const lost = other({ fulfillmentId: 101, reason: 'number_gone' });

    expect(kinds(plan({ own: [accepted({ fingerprint: 'older' })], others: [lost] }))).toEqual(['update']);
  });
});

describe('a fulfillment that lets go of a number that others have', () => {
  it('leaves the tracking to them, and asks the newest of them to look', () => {
    const owners = [90, 95, 92].map((fulfillmentId) => other({ id: fulfillmentId, fulfillmentId }));
    const result = plan({ fulfillment: null, own: [accepted()], others: owners });

    expect(result.calls).toEqual([]);
    expect(result.writes).toMatchObject([
      { change: { reason: 'still_shared', params: { fulfillment: 95 }, holding: { at: 'nothing', generation: 1 } } },
    ]);
    expect(result.looks).toEqual([95]);
  });

  it('leaves it in its generation, which is not over', () => {
    const own = [accepted({ holding: LATER })];
    const result = plan({ fulfillment: null, own, others: [other({ holding: LATER })] });

    expect(result.writes).toMatchObject([{ change: { holding: { at: 'nothing', generation: 2 } } }]);
  });

  it('leaves it also where its removal was due, held or refused', () => {
    for (const reason of ['number_gone', 'brake', 'removal_refused'] as const)
      expect(reasons(plan({ fulfillment: null, own: [accepted({ reason })], others: [other()] }))).toEqual([
        'still_shared',
      ]);
  });

  it('asks first whether it is there when its removal has no answer: others may have claimed it before', () => {
    const leaving = accepted({ reason: 'removal_unanswered' });

    expect(plan({ fulfillment: null, own: [leaving], others: [other()] })).toMatchObject({
      writes: [],
      calls: [
        {
          kind: 'ask',
          purpose: 'not wanted',
          ifAbsent: { reason: 'removed', holding: { at: 'nothing', generation: 2 } },
        },
      ],
    });
    const givenUp = accepted({ reason: 'removal_attempts', holding: holdingAt('remove unknown'), lookedAt: NOW });
    expect(plan({ fulfillment: null, own: [givenUp], others: [other()] })).toEqual(NO_PLAN);
  });

  it('leaves an owner whose update was refused the tracking', () => {
    expect(reasons(plan({ fulfillment: null, own: [accepted()], others: [other({ reason: 'refused' })] }))).toEqual([
      'still_shared',
    ]);
  });

  it('removes it when the others are about to lose it, too, or have another one', () => {
    for (const one of [other({ reason: 'number_gone' }), other({ holding: holdingAt('foreign') })])
      expect(reasons(plan({ fulfillment: null, own: [accepted()], others: [one] }))).toEqual(['number_gone']);
  });

  it('leaves one that somebody else made to the others, too, else where it is', () => {
    const holding = holdingAt('foreign');
    const own = [accepted({ holding })];

    expect(reasons(plan({ fulfillment: null, own, others: [other({ holding })] }))).toEqual(['still_shared']);
    expect(plan({ fulfillment: null, own })).toMatchObject({
      calls: [],
      writes: [{ change: { reason: 'not_ours', holding } }],
    });
  });
});

describe('a row whose number has got a later generation', () => {
  const own = [accepted()];

  it('is known to be gone: its package goes on with the later tracking', () => {
    expect(plan({ own, others: [other({ holding: LATER })] }).calls).toMatchObject([
      { kind: 'claim', id: idOf(UPS_NUMBER, 2), sendContent: true },
    ]);
  });

  it('has it made when nobody has made it yet', () => {
    for (const changes of [
      { reason: 'removed', holding: holdingAt('nothing', UPS_NUMBER, 2) },
      { reason: 'unanswered', holding: holdingAt('create unknown', UPS_NUMBER, 2) },
    ] as const) {
      const result = plan({ own, others: [other(changes)] });
      expect(result.calls).toMatchObject([{ kind: 'create', id: idOf(UPS_NUMBER, 2) }]);
      // What it was does not count any more.
      const [call] = result.calls;
      expect(call?.kind === 'create' && call.row).toMatchObject({
        holding: { at: 'nothing', generation: 2 },
        hasContact: false,
      });
    }
  });

  it('goes by the latest of them', () => {
    const [second, third] = [2, 3].map((generation) =>
      other({ id: generation, fulfillmentId: generation, holding: holdingAt('ours', UPS_NUMBER, generation) }),
    );

    for (const others of [
      [second!, third!],
      [third!, second!],
    ])
      expect(plan({ own, others }).calls).toMatchObject([{ kind: 'claim', id: idOf(UPS_NUMBER, 3) }]);
  });

  it('waits for a person where the others do, until one asks', () => {
    const others = [other({ reason: 'vanished', holding: holdingAt('nothing', UPS_NUMBER, 2) })];

    expect(plan({ own, others })).toMatchObject({
      calls: [],
      writes: [{ change: { reason: 'vanished', holding: { at: 'nothing', generation: 2 } } }],
    });
    expect(kinds(plan({ own: [accepted({ retryRequested: true })], others }))).toEqual(['create']);
    // One of them has made it again meanwhile.
    const again = other({ id: 78, fulfillmentId: 91, holding: LATER });
    expect(kinds(plan({ own, others: [...others, again] }))).toEqual(['claim']);
  });

  it('is over with the others where AfterShip deleted it because of its age, but not for a later package', () => {
    const others = [other({ reason: 'retention', holding: holdingAt('nothing', UPS_NUMBER, 2) })];
    const old = [accepted({ madeAt: NOW - 121 * DAY })];
    const shipped = aFulfillment([UPS_NUMBER], { shippedOn: '2026-07-25' });

    expect(reasons(plan({ own: old, others, fulfillment: shipped }))).toEqual(['retention']);
    expect(kinds(plan({ own: old, others }))).toEqual(['create']);
    expect(kinds(plan({ own: [{ ...old[0]!, retryRequested: true }], others, fulfillment: shipped }))).toEqual([
      'create',
    ]);
  });

  it('obeys the rules of the connection, because its tracking is to be made anew', () => {
    const others = [other({ reason: 'removed', holding: holdingAt('nothing', UPS_NUMBER, 2) })];
    const fulfillment = aFulfillment(undefined, { isOptedOut: true });

    expect(plan({ own, others, fulfillment })).toMatchObject({
      calls: [],
      writes: [{ change: { reason: 'opted_out', holding: { at: 'nothing', generation: 2 } } }],
    });
  });

  it('is closed without a call when its own number is gone, and counts for no brake', () => {
    const others = [other({ holding: LATER })];

    for (const reason of ['in_step', 'number_gone', 'removal_unanswered'] as const) {
      const result = plan({ fulfillment: null, own: [accepted({ reason })], others });
      expect(result).toMatchObject({
        calls: [],
        looks: [],
        writes: [{ change: { reason: 'removed', holding: { at: 'nothing', generation: 2 } } }],
      });
      expect(result.writes[0]?.change).not.toHaveProperty('removalAskedAt');
    }
  });

  it('is asked about when it may not have been made at all', () => {
    const own = [aRow({ reason: 'unanswered' })];

    expect(plan({ fulfillment: null, own, others: [other({ holding: LATER })] }).calls).toMatchObject([
      { kind: 'ask', id: idOf(), ifAbsent: { reason: 'never_sent', holding: { at: 'nothing', generation: 2 } } },
    ]);
  });

  it('does not count for a tracking of somebody else', () => {
    const foreign = accepted({ holding: holdingAt('foreign') });

    expect(plan({ own: [foreign], others: [other({ holding: LATER })] })).toEqual(NO_PLAN);
  });
});
