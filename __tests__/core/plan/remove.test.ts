import type { RemovalFacts } from '../../../src/TypeScript/aftership/core/plan/calls';
import { decideRemoval } from '../../../src/TypeScript/aftership/core/plan/removal';
import { aConnection, aFulfillment, aRow, holdingAt, idOf, NOW, UPS_NUMBER } from '../../fixtures';
import { accepted, kinds, NO_PLAN, plan, reasons } from './plan_world';

const EMPTY = aFulfillment([]);

describe('a number that is gone', () => {
  it.each([
    ['un-shipped', aFulfillment([UPS_NUMBER], { status: 'packed' })],
    ['deleted', null],
    ['without it', EMPTY],
  ] as const)('waits when its fulfillment is %s, and is removed when the wait is over', (_what, fulfillment) => {
    const first = plan({ fulfillment, own: [accepted()] });
    expect(first.writes).toMatchObject([
      { change: { reason: 'number_gone', params: { minutes: 60 }, dueAt: NOW + 3600, holding: holdingAt('ours') } },
    ]);
    expect(first.calls).toEqual([]);

    const due = accepted({ reason: 'number_gone', dueAt: NOW });
    expect(plan({ fulfillment, own: [due], now: NOW - 1 })).toEqual(NO_PLAN);
    expect(plan({ fulfillment, own: [due] }).calls).toMatchObject([{ kind: 'remove', id: idOf(), row: due }]);
  });

  it('is never removed in the run that decided it, even without a wait', () => {
    const result = plan({ fulfillment: null, own: [accepted()], connection: aConnection({ removalWaitMinutes: 0 }) });

    expect(result.calls).toEqual([]);
    expect(result.writes[0]?.change.dueAt).toBe(NOW);
  });

  it('whose removal has no answer is asked to be removed again', () => {
    expect(kinds(plan({ fulfillment: EMPTY, own: [accepted({ reason: 'removal_unanswered' })] }))).toEqual(['remove']);
  });

  it.each(['removal_refused', 'removal_attempts'] as const)('waits for an edit or a person after %s', (reason) => {
    const refused = accepted({ reason, lookedAt: NOW });
    const left = aFulfillment([], { lastModified: NOW - 3600 });
    const edited = aFulfillment([], { lastModified: NOW - 30 });

    expect(plan({ fulfillment: null, own: [refused] })).toEqual(NO_PLAN);
    expect(plan({ fulfillment: left, own: [refused] })).toEqual(NO_PLAN);
    expect(kinds(plan({ fulfillment: edited, own: [refused] }))).toEqual(['remove']);
    for (const fulfillment of [null, left])
      expect(kinds(plan({ fulfillment, own: [{ ...refused, retryRequested: true }] }))).toEqual(['remove']);
  });

  it('is removed as any other when what was refused was an update', () => {
    expect(reasons(plan({ fulfillment: null, own: [accepted({ reason: 'refused', lookedAt: NOW })] }))).toEqual([
      'number_gone',
    ]);
  });

  it('waits for a person while the brake holds it', () => {
    const braked = accepted({ reason: 'brake' });

    expect(plan({ fulfillment: null, own: [braked] })).toEqual(NO_PLAN);
    expect(kinds(plan({ fulfillment: null, own: [{ ...braked, retryRequested: true }] }))).toEqual(['remove']);
  });

  it('that was never sent is closed without a call', () => {
    for (const reason of [
      'preview_create',
      'send_wait',
      'too_old',
      'vanished',
      'refused',
      'digits_lost',
      'again',
    ] as const) {
      const result = plan({ fulfillment: null, own: [aRow({ reason, holding: holdingAt('nothing', UPS_NUMBER, 2) })] });
      expect(result).toMatchObject({
        calls: [],
        writes: [{ change: { reason: 'never_sent', holding: { at: 'nothing', generation: 2 } } }],
      });
    }
  });

  it.each(['removed', 'never_sent', 'still_shared', 'retention', 'moving', 'not_ours'] as const)(
    'is left alone when its row is only remembered: %s',
    (reason) => {
      expect(plan({ fulfillment: null, own: [aRow({ reason })] })).toEqual(NO_PLAN);
    },
  );

  it('lets go of a tracking whose number cannot be read any more, as of any other', () => {
    const fulfillment = aFulfillment(['9.40551E+21']);
    const key = plan({ fulfillment }).writes[0]?.number ?? '';

    expect(reasons(plan({ fulfillment, own: [accepted({ number: key, holding: holdingAt('ours', key) })] }))).toEqual([
      'number_gone',
    ]);
  });

  it('of somebody else’s tracking leaves that where it is', () => {
    expect(plan({ fulfillment: null, own: [accepted({ holding: holdingAt('foreign') })] })).toMatchObject({
      calls: [],
      writes: [{ change: { reason: 'not_ours' } }],
    });
  });
});

describe('a removal that is due', () => {
  const due = aRow({ reason: 'number_gone', dueAt: NOW });
  const facts: RemovalFacts = {
    now: NOW,
    connection: { removalsPerHour: 2, removeMoving: false },
    isLeftAlone: false,
    askedWithinHour: null,
    tag: undefined,
  };

  it('is counted first, then asked about, then done', () => {
    expect(decideRemoval(due, facts)).toBe('count');
    expect(decideRemoval(due, { ...facts, askedWithinHour: 1 })).toBe('ask');
    expect(decideRemoval(due, { ...facts, askedWithinHour: 2 })).toBe('brake');
    expect(decideRemoval(due, { ...facts, askedWithinHour: 1, tag: 'Pending' })).toBe('remove');
  });

  it('is not counted when a person has approved it', () => {
    for (const reason of ['brake', 'removal_refused'] as const) {
      const ticked = aRow({ reason, retryRequested: true });
      expect(decideRemoval(ticked, facts)).toBe('ask');
      expect(decideRemoval(ticked, { ...facts, askedWithinHour: 99, tag: 'Pending' })).toBe('remove');
    }
  });

  it.each([
    ['Pending', false, 'remove'],
    ['InfoReceived', false, 'remove'],
    ['InTransit', false, 'keep'],
    ['SomethingNew', false, 'keep'],
    [null, false, 'keep'],
    ['InTransit', true, 'remove'],
  ] as const)('is done or not by the status of the parcel: %s, removeMoving %s', (tag, removeMoving, verdict) => {
    const connection = { removalsPerHour: 2, removeMoving };

    expect(decideRemoval(due, { ...facts, connection, askedWithinHour: 0, tag })).toBe(verdict);
  });

  it('was due before its time came, and is left until then', () => {
    expect(decideRemoval({ ...due, dueAt: NOW + 1 }, facts)).toBe('leave');
  });

  it('that Preview has shown is done as any other that is due', () => {
    expect(decideRemoval(aRow({ reason: 'preview_remove' }), facts)).toBe('count');
  });
});
