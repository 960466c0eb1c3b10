import { aConnection, aFulfillment, aRow } from '../../fixtures';
import { kinds, plan, reasons } from './plan_world';

describe('the rules of the connection', () => {
  it.each([
    ['before the start date', { connection: aConnection({ startDate: '2026-11-22' }) }, 'before_start'],
    ['older than allowed', { connection: aConnection({ startDate: '2026-01-01', maxAgeDays: 1 }) }, 'too_old'],
    [
      'of a transfer order',
      { fulfillment: aFulfillment(undefined, { order: { ...aFulfillment().order, kind: 'transferorder' } }) },
      'order_kind',
    ],
    [
      'of a vendor return',
      { fulfillment: aFulfillment(undefined, { order: { ...aFulfillment().order, kind: 'vendorreturn' } }) },
      'vendor_return',
    ],
    [
      'of an order that cannot be read',
      { fulfillment: aFulfillment(undefined, { order: { ...aFulfillment().order, kind: 'unknown' } }) },
      'order_unknown',
    ],
  ] as const)('leave a fulfillment out that is %s, and say why', (_what, changes, expected) => {
    const result = plan(changes);

    expect(result.calls).toEqual([]);
    expect(reasons(result)).toEqual([expected]);
  });

  it('count the age from the day it shipped, else from its date', () => {
    const connection = aConnection({ startDate: '2026-11-21' });

    expect(kinds(plan({ connection }))).toEqual(['create']);
    expect(kinds(plan({ connection, fulfillment: aFulfillment(undefined, { shippedOn: null }) }))).toEqual([]);
  });

  it('take a fulfillment of exactly the maximum age, and none that is a day older', () => {
    const connection = aConnection({ startDate: '2026-01-01', maxAgeDays: 14 });
    const shipped = (shippedOn: string) => aFulfillment(undefined, { shippedOn });

    expect(kinds(plan({ connection, fulfillment: shipped('2026-11-09') }))).toEqual(['create']);
    expect(reasons(plan({ connection, fulfillment: shipped('2026-11-08') }))).toEqual(['too_old']);
  });

  it('are overruled by a person, except for what is never sent', () => {
    const held = aRow({ reason: 'too_old', retryRequested: true });
    const connection = aConnection({ startDate: '2026-01-01', maxAgeDays: 1 });
    const { order } = aFulfillment();
    const of = (kind: 'unknown' | 'vendorreturn') => aFulfillment(undefined, { order: { ...order, kind } });

    expect(kinds(plan({ connection, own: [held] }))).toEqual(['create']);
    expect(kinds(plan({ connection, own: [held], fulfillment: of('unknown') }))).toEqual(['create']);
    expect(kinds(plan({ connection, own: [held], fulfillment: of('vendorreturn') }))).toEqual([]);
  });

  it('are not written again when nothing changed', () => {
    const connection = aConnection({ startDate: '2026-11-22' });
    const [write] = plan({ connection }).writes;

    expect(plan({ connection, own: [aRow(write?.change)] }).writes).toEqual([]);
  });

  it('are written again when another one, or another value of it, says so', () => {
    const [write] = plan({ connection: aConnection({ startDate: '2026-11-22' }) }).writes;
    const later = aConnection({ startDate: '2026-11-23' });

    expect(plan({ connection: later, own: [aRow(write?.change)] }).writes).toMatchObject([
      { change: { reason: 'before_start', params: { day: '2026-11-21', start: '2026-11-23' } } },
    ]);
  });

  it('let a package go that they leave out no more', () => {
    for (const reason of ['before_start', 'too_old', 'order_kind', 'opted_out', 'method_left_out'] as const)
      expect(kinds(plan({ own: [aRow({ reason })] }))).toEqual(['create']);
  });
});

describe('the kinds of orders', () => {
  const kindsOfOrders = ['salesorder', 'transferorder', 'dropship'] as const;
  const none = { includeSalesOrders: false, includeTransferOrders: false, includeDropShipments: false };

  it.each([
    ['salesorder', { includeSalesOrders: true }],
    ['transferorder', { includeTransferOrders: true }],
    ['dropship', { includeDropShipments: true }],
  ] as const)('of a %s alone are sent when only they are included', (included, setting) => {
    const sent = kindsOfOrders.filter((kind) => {
      const fulfillment = aFulfillment(undefined, { order: { ...aFulfillment().order, kind } });
      return plan({ fulfillment, connection: aConnection({ ...none, ...setting }) }).calls.length > 0;
    });

    expect(sent).toEqual([included]);
  });
});
