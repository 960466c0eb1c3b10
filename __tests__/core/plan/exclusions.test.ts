/** Filters of the connection and opt-outs: what is left out says why, and what was sent before is not touched. */

import type { Connection } from '../../../src/TypeScript/aftership/core/connection';
import type { Fulfillment } from '../../../src/TypeScript/aftership/core/netsuite/fulfillment';
import { messageOf } from '../../../src/TypeScript/aftership/core/ledger/reasons';
import type { LedgerRow } from '../../../src/TypeScript/aftership/core/ledger/row';
import type { Plan } from '../../../src/TypeScript/aftership/core/plan/calls';
import { aConnection, aCustomer, aFulfillment, aRow, UPS_NUMBER } from '../../fixtures';
import { plan as planOf } from './plan_world';

const HAMBURG = { id: '6', name: 'Hamburg' };
const RENO = { id: '7', name: 'Reno' };

function plan(
  connection: Partial<Connection>,
  fulfillment: Partial<Fulfillment>,
  own: readonly LedgerRow[] = [],
): Plan {
  return planOf({ connection: aConnection(connection), fulfillment: aFulfillment([UPS_NUMBER], fulfillment), own });
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
    'Not sent: its subsidiary is 1, and the connection lists others.',
  ],
  [
    'no subsidiary where some are listed',
    { subsidiaries: ['2'] },
    {},
    'subsidiary_left_out',
    'Not sent: its subsidiary is none, and the connection lists others.',
  ],
  [
    'another location',
    { locations: ['5'] },
    { locations: [HAMBURG] },
    'location_left_out',
    'Not sent: the connection lists none of its locations (6).',
  ],
  [
    'two other locations',
    { locations: ['5'] },
    { locations: [HAMBURG, RENO] },
    'location_left_out',
    'Not sent: the connection lists none of its locations (6, 7).',
  ],
  [
    'no location where some are listed',
    { locations: ['5'] },
    {},
    'location_left_out',
    'Not sent: the connection lists none of its locations (none).',
  ],
  ['an opt-out', {}, { isOptedOut: true }, 'opted_out', 'Not sent: the fulfillment is marked as not to be tracked.'],
  [
    'a customer’s opt-out',
    {},
    { customer: aCustomer({ isOptedOut: true }) },
    'customer_opted_out',
    'Not sent: customer 9 is marked as not to be tracked.',
  ],
])('%s is left out, with its reason', (_what, connection, fulfillment, reason, message) => {
  const { writes, calls } = plan(connection, fulfillment);

  expect(calls).toEqual([]);
  expect(writes).toMatchObject([{ number: UPS_NUMBER, change: { reason, holding: { at: 'nothing', generation: 1 } } }]);
  expect(messageOf(aRow(writes[0]?.change))).toBe(message);
});

it('a person’s retry does not overrule a filter', () => {
  const row = aRow({ reason: 'method_left_out', retryRequested: true });

  const { calls, writes } = plan({ leftOutShipMethods: ['UPS Ground'] }, {}, [row]);

  expect(calls).toEqual([]);
  expect(writes).toMatchObject([{ change: { reason: 'method_left_out' } }]);
});

it.each<[string, Partial<Connection>, Partial<Fulfillment>]>([
  [
    'a listed subsidiary and location',
    { subsidiaries: ['1'], locations: ['6'] },
    { subsidiaryId: '1', locations: [HAMBURG] },
  ],
  ['the first of its locations listed', { locations: ['6'] }, { locations: [HAMBURG, RENO] }],
  ['another of its locations listed', { locations: ['7'] }, { locations: [HAMBURG, RENO] }],
  [
    'a drop shipment, which has no location of ours,',
    { locations: ['6'] },
    { order: { ...aFulfillment().order, kind: 'dropship' } },
  ],
  ['another ship method than the excluded', { leftOutShipMethods: ['Amazon FBA'] }, {}],
  ['no ship method', { leftOutShipMethods: ['Amazon FBA'] }, { shipMethod: null }],
])('%s is sent', (_what, connection, fulfillment) => {
  expect(plan(connection, fulfillment).calls).toMatchObject([{ kind: 'create' }]);
});

it('what was sent before a filter was set is kept in step', () => {
  const row = aRow({ fingerprint: 'older' });

  expect(plan({ leftOutShipMethods: ['UPS Ground'] }, {}, [row]).calls).toMatchObject([{ kind: 'update' }]);
});

it('a customer who asked for it is tracked without name, e-mail address and phone number', () => {
  const connection = { sendName: true, sendEmail: true, sendPhone: true };

  const [call] = plan(connection, { customer: aCustomer({ withoutContact: true }) }).calls;

  expect(call).toMatchObject({ kind: 'create', desired: { hasContact: false } });
  expect(JSON.stringify(call)).not.toMatch(/example\.com|Ada|\+1500/);
});
