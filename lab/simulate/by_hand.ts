/** What users do to the project's records by hand: rows of the outbox that no script wrote, and edited rows. */

import type { FieldValue } from '../../packages/emulator/netsuite';
import { OUTBOX, PACKAGE } from '../../src/TypeScript/aftership/adapters/ids';
import type { ForgedRow, RowEdit, Step } from './history';
import { ledgerRowsOf } from './life';
import type { Side } from './life_state';
import { actorOf, ADMIN } from './world';

const OTHER_ACCOUNT = '7654321';

/** 2100-01-01T00:00:00Z */
const YEAR_2037 = Date.UTC(2037, 0, 1) / 1000;

export function forgeRow(side: Side, { who, row }: Extract<Step, { do: 'forged row' }>): void {
  const { world } = side;
  const fulfillmentId = fulfillmentOf(side, row.about);
  if (fulfillmentId === null) return;
  const nowMs = world.account.now();
  const { mark } = row;
  const account = { own: side.accountId, other: OTHER_ACCOUNT, none: null }[row.account];
  const due = { past: Math.floor(nowMs / 1000) - 60, 'year 2037': YEAR_2037, empty: null }[row.due];
  const id = world.account.create(actorOf(world, { ...ADMIN, who }), OUTBOX.type, {
    fields: {
      [OUTBOX.account]: account,
      [OUTBOX.fulfillment]: fulfillmentId,
      [OUTBOX.due]: due,
      [OUTBOX.attempts]: row.attempts,
      [OUTBOX.systemOnly]: row.isSystemOnly,
      [OUTBOX.backfillId]: row.backfillId,
      [OUTBOX.inFlight]: mark === null ? null : `${mark.number}|${mark.generation}||`,
    },
  });
  side.forged.rows.add(id);
  side.forged.atMs.set(fulfillmentId, nowMs);
}

/** Null when there is no fulfillment in the slot. */
function fulfillmentOf(side: Side, about: ForgedRow['about']): number | null {
  if (about === 'sales order') return side.world.orders.one;
  return 'id' in about ? about.id : (side.slots.get(about.slot)?.id ?? null);
}

const FIELDS: Readonly<Record<RowEdit['field'], string>> = {
  'tracking id': PACKAGE.trackingId,
  holding: PACKAGE.holding,
  generation: PACKAGE.generation,
  number: PACKAGE.number,
  fulfillment: PACKAGE.fulfillment,
};

export function editRow(side: Side, { slot, number, edit }: Extract<Step, { do: 'edited row' }>): void {
  const truth = side.slots.get(slot);
  if (truth === undefined) return;
  const rows = ledgerRowsOf(side, truth.id);
  const row = rows[number % Math.max(1, rows.length)];
  if (row === undefined) return;
  side.edited.rows.add(row.id);
  side.edited.fulfillments.add(truth.id);
  for (const known of [String(row.fields[PACKAGE.number] ?? ''), ...truth.numbers.keys()])
    side.edited.numbers.add(known);
  const isNumeric = edit.field === 'generation' || edit.field === 'fulfillment';
  const value: FieldValue = edit.becomes === '' ? null : isNumeric ? Number(edit.becomes) : edit.becomes;
  side.world.account.inlineEdit(actorOf(side.world, ADMIN), PACKAGE.type, row.id, { [FIELDS[edit.field]]: value });
}
