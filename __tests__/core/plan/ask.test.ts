/** Where only AfterShip can tell whether it has the tracking. */

import { aFulfillment, aRow, holdingAt, idOf, NOW, UPS_NUMBER } from '../../fixtures';
import { accepted, kinds, NO_PLAN, other, plan } from './plan_world';

const OPTED_OUT = aFulfillment([UPS_NUMBER], { isOptedOut: true });

describe('a create without an answer', () => {
  it('is asked about before its package is forgotten', () => {
    const unknown = aRow({ reason: 'unanswered', holding: holdingAt('create unknown', UPS_NUMBER, 2) });

    expect(plan({ fulfillment: null, own: [unknown] })).toMatchObject({
      writes: [],
      calls: [
        {
          kind: 'ask',
          row: unknown,
          id: idOf(UPS_NUMBER, 2),
          purpose: 'not wanted',
          ifAbsent: { reason: 'never_sent', holding: { at: 'nothing', generation: 2 } },
        },
      ],
    });
  });

  it.each([
    ['given up', { reason: 'attempts' }],
    ['refused a question', { reason: 'refused', answerCode: 4008 }],
    ['shown in Preview', { reason: 'preview_ask' }],
  ] as const)('is asked about also where it was %s', (_what, changes) => {
    const own = [aRow({ ...changes, holding: holdingAt('create unknown'), lookedAt: NOW })];

    expect(plan({ fulfillment: null, own }).calls).toMatchObject([{ kind: 'ask', purpose: 'not wanted' }]);
  });

  it.each(['removal_refused', 'removal_attempts'] as const)('is left to an edit or a person after %s', (reason) => {
    const own = aRow({ reason, holding: holdingAt('create unknown'), lookedAt: NOW });
    const left = aFulfillment([], { lastModified: NOW - 3600 });
    const edited = aFulfillment([], { lastModified: NOW - 30 });

    expect(plan({ fulfillment: null, own: [own] })).toEqual(NO_PLAN);
    expect(plan({ fulfillment: left, own: [own] })).toEqual(NO_PLAN);
    expect(kinds(plan({ fulfillment: edited, own: [own] }))).toEqual(['ask']);
    expect(kinds(plan({ fulfillment: null, own: [{ ...own, retryRequested: true }] }))).toEqual(['ask']);
  });

  it('is asked about before a rule leaves it out', () => {
    expect(plan({ fulfillment: OPTED_OUT, own: [aRow({ reason: 'unanswered' })] })).toMatchObject({
      writes: [],
      calls: [
        {
          kind: 'ask',
          id: idOf(),
          purpose: 'left out',
          ifAbsent: { reason: 'opted_out', holding: holdingAt('nothing') },
        },
      ],
    });
  });

  it('that was given up is asked about before a rule leaves it out, once somebody asks', () => {
    const own = aRow({ reason: 'attempts', holding: holdingAt('create unknown'), lookedAt: NOW });
    const fulfillment = { ...OPTED_OUT, lastModified: NOW - 3600 };

    expect(plan({ fulfillment, own: [own] })).toEqual(NO_PLAN);
    expect(plan({ fulfillment, own: [{ ...own, retryRequested: true }] }).calls).toMatchObject([
      { kind: 'ask', purpose: 'left out' },
    ]);
  });

  it('remembers the backfill that a rule of it leaves out', () => {
    const backfill = { id: 7, withContacts: false, isAlone: true };

    expect(
      plan({ backfill, fulfillment: OPTED_OUT, own: [aRow({ reason: 'unanswered', backfill: 7 })] }).calls,
    ).toMatchObject([{ kind: 'ask', ifAbsent: { reason: 'opted_out', backfill: 7 } }]);
  });
});

describe('a removal without an answer, whose number is back', () => {
  const leaving = accepted({ reason: 'removal_unanswered' });

  it('is asked about where the content is a newer fulfillment’s: no update shows it', () => {
    const others = [other({ fulfillmentId: 120, contentAt: NOW })];

    expect(plan({ own: [leaving], others })).toMatchObject({
      writes: [],
      calls: [
        {
          kind: 'ask',
          row: leaving,
          id: idOf(),
          purpose: 'still there',
          ifAbsent: { reason: 'again', holding: { at: 'nothing', generation: 2 }, dueAt: NOW },
        },
      ],
    });
  });

  it('is not asked about where an update shows it', () => {
    expect(kinds(plan({ own: [leaving], others: [other()] }))).toEqual(['update']);
  });

  it('is asked about also where Preview has only shown it', () => {
    const others = [other({ fulfillmentId: 120 })];
    const own = [accepted({ reason: 'preview_ask', holding: holdingAt('remove unknown') })];

    expect(kinds(plan({ own, others }))).toEqual(['ask']);
  });
});
