/** What the tests of planning share: one fulfillment, its rows and those of others, and a short form of a plan. */

import { NOTHING_ASKED } from '../../../src/TypeScript/aftership/core/carrier/account_couriers';
import { parseCarrierMapping } from '../../../src/TypeScript/aftership/core/carrier/mapping';
import { parseFieldMapping } from '../../../src/TypeScript/aftership/core/fields/mapping';
import type { LedgerRow } from '../../../src/TypeScript/aftership/core/ledger/row';
import type { Plan, PlanInput } from '../../../src/TypeScript/aftership/core/plan/calls';
import { planReconcile } from '../../../src/TypeScript/aftership/core/plan/plan';
import { sha256Hex } from '../../../tools/shared/memory_ports';
import { aConnection, aFulfillment, aRow, NOW } from '../../fixtures';

export const DAY = 86_400;
export const NO_PLAN: Plan = { writes: [], calls: [], looks: [] };

export function plan(changes: Partial<PlanInput> = {}): Plan {
  return planReconcile({
    fulfillmentId: 100,
    fulfillment: aFulfillment(),
    own: [],
    others: [],
    connection: aConnection(),
    carrierMapping: parseCarrierMapping(''),
    fieldMapping: parseFieldMapping(''),
    couriers: NOTHING_ASKED,
    account: { id: '1234567', isProduction: true },
    now: NOW,
    sha256Hex: (text) => sha256Hex.sha256Hex(text),
    ...changes,
  });
}

/** The row as it is after AfterShip accepted what the plan wanted. */
export function accepted(changes: Partial<LedgerRow> = {}): LedgerRow {
  const [call] = plan().calls;
  if (call?.kind !== 'create') throw new Error('expected a create');
  const { fingerprint, slug } = call.desired;
  return aRow({ fingerprint, slugAsked: slug, contentAt: NOW - 3600, ...changes });
}

/** A row of another fulfillment, an older one unless the changes say otherwise. */
export function other(changes: Partial<LedgerRow> = {}): LedgerRow {
  return aRow({ id: 77, fulfillmentId: 90, ...changes });
}

export const kinds = (result: Plan): string[] => result.calls.map((call) => call.kind);
export const reasons = (result: Plan): (string | undefined)[] => result.writes.map(({ change }) => change.reason);
