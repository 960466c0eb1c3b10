/**
 * The ledger of an emulated account as plain values, read from outside: for the demo's timeline and report, never through
 * a script's eyes.
 */

import type { EmulatedAccount, FieldValue, StoredRecord } from '../../packages/emulator/netsuite';
import { SHIPMENT } from '../../src/TypeScript/aftership/adapters/ids';
import { isShipmentState, type ShipmentState } from '../../src/TypeScript/aftership/core/ledger/shipment';

export interface LedgerRow {
  readonly id: number;
  readonly fulfillmentId: number;
  readonly number: string;
  /** Null: the row holds a word that no version of this project writes. */
  readonly state: ShipmentState | null;
  readonly reason: string;
  readonly message: string;
  readonly trackingId: string | null;
  readonly isForeign: boolean;
  readonly slug: string | null;
}

export function readLedger(account: EmulatedAccount): readonly LedgerRow[] {
  return account
    .all(SHIPMENT.type)
    .map(parseRow)
    .sort((left, right) => left.id - right.id);
}

function parseRow({ id, fields }: StoredRecord): LedgerRow {
  const state = textOf(fields[SHIPMENT.state]).toLowerCase();
  return {
    id,
    fulfillmentId: Number(fields[SHIPMENT.fulfillment] ?? 0),
    number: textOf(fields[SHIPMENT.number]),
    state: isShipmentState(state) ? state : null,
    reason: textOf(fields[SHIPMENT.reason]),
    message: textOf(fields[SHIPMENT.message]),
    trackingId: textOf(fields[SHIPMENT.trackingId]) || null,
    isForeign: fields[SHIPMENT.foreign] === true,
    slug: textOf(fields[SHIPMENT.slug]) || null,
  };
}

export function textOf(value: FieldValue | undefined): string {
  return value === null || value === undefined ? '' : String(value);
}
