import { parseCarrierMapping } from '../../../src/TypeScript/aftership/core/carrier/mapping';
import type { Reason } from '../../../src/TypeScript/aftership/core/ledger/reasons';
import type { LedgerRow } from '../../../src/TypeScript/aftership/core/ledger/row';
import type { Fulfillment } from '../../../src/TypeScript/aftership/core/netsuite/fulfillment';
import { aConnection, aFulfillment, aRow, holdingAt, NOW, UPS_NUMBER } from '../../fixtures';
import { accepted, kinds, NO_PLAN, other, plan, reasons } from './plan_world';

describe('a tracking that AfterShip has', () => {
  it('needs nothing when AfterShip holds what NetSuite says', () => {
    expect(plan({ own: [accepted()] })).toEqual(NO_PLAN);
  });

  it('is updated when a field changed that an update can change, without touching the slug', () => {
    const changed = aFulfillment([UPS_NUMBER], { shippedOn: '2026-11-22' });
    const result = plan({ fulfillment: changed, own: [accepted()] });

    expect(kinds(result)).toEqual(['update']);
    const [call] = result.calls;
    expect(call?.kind === 'update' && call.desired.update).toMatchObject({ tracking_ship_date: '2026-11-22' });
    expect(call?.kind === 'update' && 'slug' in call.desired.update).toBe(false);
  });

  it('is sent again unchanged when a person asks for it', () => {
    expect(kinds(plan({ own: [accepted({ retryRequested: true })] }))).toEqual(['update']);
  });

  it('is sent again when its content is not known', () => {
    expect(kinds(plan({ own: [accepted({ fingerprint: '' })] }))).toEqual(['update']);
  });

  it('keeps a slug that AfterShip corrected', () => {
    expect(plan({ own: [accepted({ slug: 'ups-mi' })] })).toEqual(NO_PLAN);
  });

  it('is kept in step although the rules would leave it out by now', () => {
    const late = aFulfillment([UPS_NUMBER], { shippedOn: '2026-10-01' });

    expect(kinds(plan({ fulfillment: late, own: [accepted()] }))).toEqual(['update']);
  });

  it('names the carrier when our own mapping changed', () => {
    const result = plan({ own: [accepted()], carrierMapping: parseCarrierMapping('UPS Ground = ups-freight always') });

    const [call] = result.calls;
    expect(call?.kind === 'update' && call.desired.update.slug).toBe('ups-freight');
  });

  it('is left as it is when the mapping names the carrier that was asked for', () => {
    const carrierMapping = parseCarrierMapping('UPS Ground = ups');

    expect(plan({ carrierMapping, own: [accepted({ slugAsked: 'ups' })] })).toEqual(NO_PLAN);
    expect(kinds(plan({ carrierMapping, own: [accepted({ slugAsked: 'usps' })] }))).toEqual(['update']);
  });

  it('is sent again for a ship method with another id, though it has the same name', () => {
    const fulfillment = aFulfillment(undefined, { shipMethod: { id: '9999', name: 'UPS Ground' } });

    expect(kinds(plan({ fulfillment, own: [accepted()] }))).toEqual(['update']);
  });

  it('gets no other slug because the ship method reads otherwise in the language of another user', () => {
    const translated = aFulfillment([UPS_NUMBER], { shipMethod: { id: '7', name: 'Paketdienst' } });

    expect(plan({ fulfillment: translated, own: [accepted({ slugAsked: 'dhl' })] })).toEqual(NO_PLAN);
  });

  it('is said to be in step when Preview has only shown what is done by now', () => {
    for (const reason of ['preview_update', 'preview_share'] as const) {
      const holding = reason === 'preview_update' ? holdingAt('ours') : holdingAt('nothing');
      const own = [accepted({ reason, holding })];
      expect([...reasons(plan({ own })), ...kinds(plan({ own }))]).toEqual([
        reason === 'preview_update' ? 'in_step' : 'create',
      ]);
    }
  });
});

describe('a number that returns', () => {
  it('calls its removal back', () => {
    const result = plan({ own: [accepted({ reason: 'number_gone', dueAt: NOW - 1 })] });

    expect(result.calls).toEqual([]);
    expect(result.writes).toMatchObject([{ change: { reason: 'in_step', dueAt: null, params: {} } }]);
  });

  it('calls its removal back before its content is sent: gone again, it waits again', () => {
    const due = accepted({ reason: 'number_gone', dueAt: NOW - 1, fingerprint: 'older' });
    const result = plan({ own: [due] });

    expect(result.writes).toMatchObject([{ row: due, change: { reason: 'in_step', dueAt: null } }]);
    expect(kinds(result)).toEqual(['update']);
  });

  it.each(['moving', 'not_ours', 'brake', 'preview_remove'] as const)('goes on with its tracking: %s', (reason) => {
    const holding = reason === 'not_ours' ? holdingAt('foreign') : holdingAt('ours');
    const result = plan({ own: [accepted({ reason, holding })] });

    expect(result.calls).toEqual([]);
    expect(result.writes).toMatchObject([{ change: { reason: 'in_step', holding } }]);
  });

  it('calls a refused removal back without a call, although nobody has edited the fulfillment since', () => {
    const fulfillment = aFulfillment(undefined, { lastModified: NOW - 3600 });
    const result = plan({ fulfillment, own: [accepted({ reason: 'removal_refused', lookedAt: NOW })] });

    expect(result.calls).toEqual([]);
    expect(reasons(result)).toEqual(['in_step']);
  });

  it('is sent as an update when its removal has no answer, which shows whether the tracking is there', () => {
    const result = plan({ own: [accepted({ reason: 'removal_unanswered' })] });

    expect(result.writes).toEqual([]);
    expect(kinds(result)).toEqual(['update']);
  });
});

describe('an update that AfterShip refused', () => {
  const refused = { reason: 'refused', answerCode: 4010, params: { said: 'no' } } as const;

  it.each([
    ['refused', refused],
    ['attempts', { reason: 'attempts', params: { cause: 'no answer' } }],
  ] as const)('needs nobody any more when its cause is gone, without a call: %s', (_what, changes) => {
    const result = plan({ own: [accepted(changes)] });

    expect(result.calls).toEqual([]);
    expect(result.writes).toMatchObject([{ change: { reason: 'in_step', params: {} } }]);
  });

  it('says again that AfterShip does not know the carrier', () => {
    expect(reasons(plan({ own: [accepted({ ...refused, slug: 'unrecognized' })] }))).toEqual(['carrier_unknown']);
  });

  it.each([
    ['not sent again by itself', { lookedAt: NOW }, []],
    ['sent again when the fulfillment was changed since', { lookedAt: NOW - 7200 }, ['update']],
    ['sent again when its look was forgotten', { lookedAt: null }, ['update']],
    ['sent again when a person asks', { lookedAt: NOW, retryRequested: true }, ['update']],
    ['sent when Preview has only shown it', { lookedAt: NOW, reason: 'preview_update', dueAt: NOW }, ['update']],
  ] as const)('is %s', (_what, changes, calls) => {
    const fulfillment = aFulfillment(undefined, { lastModified: NOW - 3600 });
    const row = accepted({ ...refused, fingerprint: 'older', ...changes });

    const result = plan({ fulfillment, own: [row] });

    expect(kinds(result)).toEqual(calls);
    expect(result.writes).toEqual([]);
  });

  it('is not for AfterShip any more where the content follows a newer fulfillment', () => {
    const result = plan({
      own: [accepted({ ...refused, fingerprint: 'older' })],
      others: [other({ fulfillmentId: 120, contentAt: NOW })],
    });

    expect(result.calls).toEqual([]);
    expect(reasons(result)).toEqual(['in_step']);
  });

  it('does not stand for a tracking where its order cannot be read: AfterShip has none', () => {
    const row = aRow({ reason: 'order_unknown', holding: holdingAt('nothing', UPS_NUMBER, 2) });

    expect(plan({ own: [row] }).calls).toMatchObject([{ kind: 'create' }]);
  });
});

describe('a tracking whose carrier AfterShip does not know', () => {
  it('is listed, and left as it is while nothing changes', () => {
    const reason: Reason = 'carrier_unknown';

    expect(plan({ own: [accepted({ reason, slug: 'unrecognized', lookedAt: NOW })] })).toEqual(NO_PLAN);
  });

  it('is sent again when the mapping names it, after an edit', () => {
    const row = accepted({ reason: 'carrier_unknown', slug: null, slugAsked: null, lookedAt: NOW - 7200 });
    const carrierMapping = parseCarrierMapping('UPS Ground = dpd always');

    expect(plan({ own: [row], carrierMapping }).calls).toMatchObject([
      { kind: 'update', desired: { update: { slug: 'dpd' } } },
    ]);
  });
});

describe('a tracking that somebody else made', () => {
  const foreign = accepted({ holding: holdingAt('foreign'), fingerprint: '' });

  it('is never touched when the connection says link only', () => {
    expect(plan({ own: [foreign] })).toEqual(NO_PLAN);
  });

  it('is only linked outside production, whatever the connection says', () => {
    const account = { id: '1234567_SB1', isProduction: false };
    const connection = aConnection({ adoption: 'keep in step' });

    expect(plan({ account, connection, own: [{ ...foreign, fingerprint: 'older' }] })).toEqual(NO_PLAN);
    const [call] = plan({ account, connection, others: [other({ holding: holdingAt('foreign') })] }).calls;
    expect(call?.kind === 'claim' && call.sendContent).toBe(false);
  });

  it('is kept in step when the connection says so, without naming a carrier', () => {
    const carrierMapping = parseCarrierMapping('UPS Ground = dpd always');
    const connection = aConnection({ adoption: 'keep in step' });
    const [call] = plan({ own: [foreign], connection, carrierMapping }).calls;

    expect(call?.kind).toBe('update');
    expect(call?.kind === 'update' && 'slug' in call.desired.update).toBe(false);
  });
});

describe('a value that is empty here now', () => {
  const PROMISED = 'order_promised_delivery_date';
  const before = (changes: Partial<LedgerRow> = {}) =>
    accepted({ fingerprint: 'before', sentFields: ['title', PROMISED, 'destination_state'], ...changes });
  const without = aFulfillment([UPS_NUMBER], {
    destination: { ...aFulfillment().destination, state: null } as Fulfillment['destination'],
  });

  it('is taken back, and what cannot be is named', () => {
    const [call] = plan({ fulfillment: without, own: [before()] }).calls;

    expect(call).toMatchObject({
      kind: 'update',
      desired: {
        takesBack: true,
        update: { [PROMISED]: { promised_delivery_date: null } },
        sentFields: expect.arrayContaining(['title', 'destination_state']),
        notes: ['AfterShip keeps the destination state, which is empty here now.'],
      },
    });
    expect(call?.kind === 'update' && call.desired.sentFields).not.toContain(PROMISED);
  });

  it('is not taken back from a tracking that somebody else made', () => {
    const connection = aConnection({ adoption: 'keep in step' });
    const row = before({ holding: holdingAt('foreign'), sentFields: null });

    expect(plan({ connection, fulfillment: without, own: [row] }).calls).toMatchObject([
      { kind: 'update', desired: { takesBack: false } },
    ]);
  });

  it('of another fulfillment that shares the tracking is taken back by the one whose content stands there', () => {
    const other = aRow({ id: 9, fulfillmentId: 90, sentFields: [PROMISED], contentAt: NOW - 10 });
    const row = before({ sentFields: ['title'] });

    expect(plan({ fulfillment: without, own: [row], others: [other] }).calls).toMatchObject([
      { desired: { takesBack: true } },
    ]);
  });
});
