import { ANSWER_RULES } from '../../../src/TypeScript/aftership/core/aftership/outcome';
import {
  isLegal,
  isLookedAtAgain,
  isReason,
  isRefusal,
  isState,
  messageOf,
  reasonsWhere,
  remedyOf,
  ruleOf,
  stateOf,
  type At,
  type Reason,
  type ReasonAt,
} from '../../../src/TypeScript/aftership/core/ledger/reasons';

const EVERY_REASON = reasonsWhere(() => true);

/** Whatever a message names. */
const PARAMS = {
  account: '7654321',
  carrier: 'ups',
  cause: 'No answer.',
  contact: 1,
  count: 2,
  customer: 9,
  day: '2026-10-01',
  days: 14,
  fulfillment: 90,
  kind: 'sales orders',
  line: 1,
  list: 'packages',
  locations: '2',
  method: 'UPS Ground',
  minutes: 60,
  most: 25,
  named: 1,
  notes: 'A note.',
  offered: 1,
  readings: '1Z1 and 1Z2',
  said: 'The field is wrong.',
  start: '2026-11-01',
  subsidiary: '1',
  tag: 'InTransit',
  typed: 'n/a',
};

describe('a reason', () => {
  it.each(EVERY_REASON)('has a message without an open value: %s', (reason) => {
    const message = messageOf({ reason, params: PARAMS, answerCode: 4008 });

    expect(message).not.toBe('');
    expect(message).not.toMatch(/[{}|]/);
    expect(message).toBe(message.trim());
  });

  it('says nothing where nothing is to say', () => {
    expect(messageOf({ reason: 'in_step', params: {}, answerCode: 201 })).toBe('');
  });

  it('says nothing of a person once that was erased', () => {
    const messages = EVERY_REASON.map((reason) =>
      messageOf({ reason, params: { ...PARAMS, erased: 1 }, answerCode: null }),
    );

    expect(new Set(messages)).toEqual(new Set(['What was noted here was erased at the wish of the customer.']));
  });

  it('keeps braces that AfterShip or a person wrote', () => {
    const params = { ...PARAMS, typed: '{line}', said: 'field {x}' };

    expect(messageOf({ reason: 'too_short', params, answerCode: null })).toContain('"{line}"');
    expect(messageOf({ reason: 'refused', params, answerCode: 4008 })).toContain('field {x}');
  });

  it('is known by its name alone', () => {
    expect(isReason('in_step')).toBe(true);
    expect(['tracked', '', 'toString', 'In_step'].map(isReason)).toEqual([false, false, false, false]);
    expect(isState('In AfterShip')).toBe(true);
    expect(['in aftership', '', 'Tracked', 'constructor'].map(isState)).toEqual([false, false, false, false]);
  });

  it('has a remedy where it is listed for people', () => {
    for (const reason of reasonsWhere(({ listed }) => listed)) expect(remedyOf(reason, 4008)).not.toBeNull();
  });

  it('has a tick where a person is needed, and is listed', () => {
    for (const reason of reasonsWhere(({ next }) => next === 'person'))
      expect(reason === 'contact_kept' || (ruleOf(reason).tick !== null && ruleOf(reason).listed)).toBe(true);
  });
});

describe('a refusal', () => {
  it.each(Object.entries(ANSWER_RULES).filter(([, rule]) => rule.class === 'rejected'))(
    'of code %s says what to do',
    (code) => {
      const message = messageOf({ reason: 'refused', params: { said: 'Their words.' }, answerCode: Number(code) });

      expect(message.length).toBeGreaterThan(20);
      expect(message).not.toContain('{');
      expect(remedyOf('refused', Number(code))).not.toContain('{');
    },
  );

  it('because the number is there already names the carrier that is mapped', () => {
    expect(messageOf({ reason: 'refused', params: {}, answerCode: 4003 })).toContain('carrier that is mapped now');
  });

  it.each([null, 200, 429, 4004, 4999])('with an answer that is none (%s) is to be reported', (answerCode) => {
    expect(messageOf({ reason: 'refused', params: { said: '' }, answerCode })).toContain('report it');
  });

  it('of a removal says that the number is gone', () => {
    expect(messageOf({ reason: 'removal_refused', params: { said: 'no' }, answerCode: 4008 })).toMatch(
      /^The number is no longer on the fulfillment\. .*no/,
    );
    expect(EVERY_REASON.filter(isRefusal)).toEqual(['refused', 'removal_refused']);
  });
});

describe('a filter, an opt-out or the carrier mapping', () => {
  it('is what is looked at again when rules change, because a tick does not help', () => {
    expect(EVERY_REASON.filter(isLookedAtAgain).sort()).toEqual([
      'carrier_unknown',
      'customer_opted_out',
      'location_left_out',
      'method_left_out',
      'opted_out',
      'order_kind',
      'subsidiary_left_out',
      'vendor_return',
    ]);
  });
});

describe('the state that people see', () => {
  it('is that of the reason, but for what somebody else made', () => {
    for (const reason of EVERY_REASON) {
      expect(stateOf(reason, 'ours')).toBe(ruleOf(reason).state);
      const isInStep = ruleOf(reason).state === 'In AfterShip';
      expect(stateOf(reason, 'foreign')).toBe(isInStep ? 'Already in AfterShip' : ruleOf(reason).state);
    }
  });
});

describe('what goes together', () => {
  // The compiler holds these to the table's types, and the test to the table.
  const present = {
    in_step: 1,
    carrier_unknown: 1,
    contact_kept: 1,
    preview_update: 1,
    refused: 1,
    attempts: 1,
  } as const;
  const ours: Record<ReasonAt<'ours'>, 1> = {
    ...present,
    preview_remove: 1,
    number_gone: 1,
    brake: 1,
    removal_refused: 1,
    removal_attempts: 1,
    moving: 1,
  };
  const foreign: Record<ReasonAt<'foreign'>, 1> = { ...present, not_ours: 1 };
  const createUnknown: Record<ReasonAt<'create unknown'>, 1> = {
    unanswered: 1,
    preview_ask: 1,
    refused: 1,
    attempts: 1,
    removal_refused: 1,
    removal_attempts: 1,
  };
  const removeUnknown: Record<ReasonAt<'remove unknown'>, 1> = {
    preview_update: 1,
    preview_ask: 1,
    preview_remove: 1,
    refused: 1,
    attempts: 1,
    removal_unanswered: 1,
    removal_refused: 1,
    removal_attempts: 1,
  };

  it.each<[At, Partial<Record<Reason, 1>>]>([
    ['ours', ours],
    ['foreign', foreign],
    ['create unknown', createUnknown],
    ['remove unknown', removeUnknown],
  ])('with %s is what the types say', (at, reasons) => {
    expect(EVERY_REASON.filter((reason) => isLegal(reason, at)).sort()).toEqual(Object.keys(reasons).sort());
  });

  it('with nothing never means that AfterShip has something', () => {
    for (const reason of EVERY_REASON.filter((known) => isLegal(known, 'nothing')))
      expect(['In AfterShip', 'Removal due', 'Kept in AfterShip', 'Confirming']).not.toContain(ruleOf(reason).state);
  });
});
