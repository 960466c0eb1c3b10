/** Filters of the connection and opt-outs: what is left out says why, and what was sent before is not touched. */

import { parseCarrierMapping } from '../../src/TypeScript/aftership/core/aftership/carriers';
import type { Connection } from '../../src/TypeScript/aftership/core/connection';
import type { Fulfillment } from '../../src/TypeScript/aftership/core/netsuite/fulfillment';
import { planReconcile, type Plan, type PlanInput } from '../../src/TypeScript/aftership/core/plan/plan';
import { sha256Hex } from '../../tools/shared/memory_ports';
import { aConnection, aCustomer, aFulfillment, aShipment, NOW, UPS_NUMBER } from '../fixtures';

function plan(connection: Partial<Connection>, fulfillment: Partial<Fulfillment>, own: PlanInput['own'] = []): Plan {
  return planReconcile({
    fulfillmentId: 100,
    fulfillment: aFulfillment([UPS_NUMBER], fulfillment),
    own,
    others: [],
    connection: aConnection(connection),
    carrierMapping: parseCarrierMapping(''),
    account: { id: '1234567', isProduction: true },
    now: NOW,
    sha256Hex: (text) => sha256Hex.sha256Hex(text),
  });
}

it.each<[string, Partial<Connection>, Partial<Fulfillment>, string, string]>([
  [
    'a ship method by its name, in any case',
    { leftOutShipMethods: ['amazon fba'] },
    { shipMethod: { id: '9', name: 'Amazon FBA' } },
    'method_left_out',
    'Not sent: ship method Amazon FBA is excluded.',
  ],
  [
    'a ship method by its internal id',
    { leftOutShipMethods: ['9'] },
    { shipMethod: { id: '9', name: '' } },
    'method_left_out',
    'Not sent: ship method 9 is excluded.',
  ],
  [
    'another subsidiary',
    { subsidiaries: ['2', '3'] },
    { subsidiaryId: '1' },
    'subsidiary_left_out',
    'Not sent: it has subsidiary 1, and the connection lists others.',
  ],
  [
    'no subsidiary where some are listed',
    { subsidiaries: ['2'] },
    {},
    'subsidiary_left_out',
    'Not sent: it has no subsidiary, and the connection lists others.',
  ],
  [
    'another location',
    { locations: ['5'] },
    { locationId: '6' },
    'location_left_out',
    'Not sent: it has location 6, and the connection lists others.',
  ],
  ['an opt-out', {}, { isOptedOut: true }, 'opted_out', 'Not sent: the fulfillment is marked as not to be tracked.'],
  [
    'a customer’s opt-out',
    {},
    { customer: aCustomer({ isOptedOut: true }) },
    'customer_opted_out',
    'Not sent: customer 9 is marked as not to be tracked.',
  ],
])('%s is held, with its reason', (_what, connection, fulfillment, reason, message) => {
  const { writes, calls } = plan(connection, fulfillment);

  expect(calls).toEqual([]);
  expect(writes).toMatchObject([{ number: UPS_NUMBER, change: { state: 'held', reason, message } }]);
});

it('a person’s retry does not overrule a filter', () => {
  const row = aShipment({ state: 'held', reason: 'method_left_out', trackingId: null, retryRequested: true });

  const { calls, writes } = plan({ leftOutShipMethods: ['UPS Ground'] }, {}, [row]);

  expect(calls).toEqual([]);
  expect(writes).toMatchObject([{ change: { state: 'held', reason: 'method_left_out' } }]);
});

it.each<[string, Partial<Connection>, Partial<Fulfillment>]>([
  [
    'a listed subsidiary and location',
    { subsidiaries: ['1'], locations: ['6'] },
    { subsidiaryId: '1', locationId: '6' },
  ],
  ['another ship method than the excluded', { leftOutShipMethods: ['Amazon FBA'] }, {}],
  ['no ship method', { leftOutShipMethods: ['Amazon FBA'] }, { shipMethod: null }],
])('%s is sent', (_what, connection, fulfillment) => {
  expect(plan(connection, fulfillment).calls).toMatchObject([{ kind: 'create' }]);
});

it('what was sent before a filter was set is kept in step', () => {
  const row = aShipment({ trackingId: 'ns-1234567-100-0123456789ab', updatePrint: 'older', sentAt: 1 });

  expect(plan({ leftOutShipMethods: ['UPS Ground'] }, {}, [row]).calls).toMatchObject([{ kind: 'update' }]);
});

it('a customer who asked for it is tracked without name, e-mail address and phone number', () => {
  const connection = { sendName: true, sendEmail: true, sendPhone: true };

  const [call] = plan(connection, { customer: aCustomer({ withoutContact: true }) }).calls;

  expect(call).toMatchObject({ kind: 'create', desired: { hasContact: false } });
  expect(JSON.stringify(call)).not.toMatch(/example\.com|Ada|\+1500/);
});
