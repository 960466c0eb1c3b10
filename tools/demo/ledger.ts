/**
 * Reads the ledger of an emulated account as plain values for the demo's timeline and report. It reads the records
 * directly, not through a script.
 */

import type { EmulatedAccount, FieldValue, StoredRecord } from '../../packages/emulator/netsuite';
import { PACKAGE } from '../../src/TypeScript/aftership/adapters/ids';
import {
  isReason,
  isState,
  messageOf,
  type Params,
  type State,
} from '../../src/TypeScript/aftership/core/ledger/reasons';

export interface ShownRow {
  readonly id: number;
  readonly fulfillmentId: number;
  readonly number: string;
  /** Null when the row holds a word that no version of this project writes. */
  readonly state: State | null;
  readonly reason: string;
  readonly message: string;
  readonly trackingId: string | null;
  readonly isForeign: boolean;
  readonly slug: string | null;
}

export function readLedger(account: EmulatedAccount): readonly ShownRow[] {
  return account
    .all(PACKAGE.type)
    .map(parseRow)
    .sort((left, right) => left.id - right.id);
}

function parseRow({ id, fields }: StoredRecord): ShownRow {
  const state = textOf(fields[PACKAGE.state]);
  const reason = textOf(fields[PACKAGE.reason]);
  const params = JSON.parse(textOf(fields[PACKAGE.params]) || '{}') as Params;
  const answerCode = Number(textOf(fields[PACKAGE.answerCode])) || null;
  return {
    id,
    fulfillmentId: Number(fields[PACKAGE.fulfillment] ?? 0),
    number: textOf(fields[PACKAGE.number]),
    state: isState(state) ? state : null,
    reason,
    message: isReason(reason) ? messageOf({ reason, params, answerCode }) : '',
    trackingId: textOf(fields[PACKAGE.trackingId]) || null,
    isForeign: fields[PACKAGE.holding] === 'foreign',
    slug: textOf(fields[PACKAGE.slug]) || null,
  };
}

export function textOf(value: FieldValue | undefined): string {
  return value === null || value === undefined ? '' : String(value);
}
