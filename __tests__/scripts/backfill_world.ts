/** What the tests of backfills start from. */

import type { EmulatedAccount, FieldValue } from '../../packages/emulator/netsuite';
import { BACKFILL, OUTBOX } from '../../src/TypeScript/aftership/adapters/ids';
import { aShippedFulfillment, shippedFrom, type World } from './world';

/** A fulfillment that was shipped before the project came, so that no user event told of it. */
export function anOldFulfillment(
  world: World,
  number: string,
  changes: Readonly<Record<string, FieldValue>> = {},
  from: readonly (number | null)[] = [],
): number {
  const values = shippedFrom(aShippedFulfillment(world, [number]), ...from);
  const fields = { trandate: new Date(2026, 8, 10), shippeddate: new Date(2026, 8, 11), ...changes };
  return world.account.seed('itemfulfillment', { ...values, fields: { ...values.fields, ...fields } });
}

export function aBackfillRecord(world: World, changes: Readonly<Record<string, FieldValue>> = {}): number {
  return world.account.seed(BACKFILL.type, {
    fields: {
      [BACKFILL.account]: world.account.options.accountId,
      [BACKFILL.state]: 'Running',
      [BACKFILL.from]: new Date(2026, 8, 1),
      [BACKFILL.to]: new Date(2026, 8, 30),
      [BACKFILL.contacts]: false,
      [BACKFILL.mode]: 'On',
      [BACKFILL.startedAt]: 1,
      ...changes,
    },
  });
}

/** An event of the newest backfill that waits for half an hour, as after a failed attempt: the backfill goes on so long. */
export function anEventThatWaits(account: EmulatedAccount): void {
  const backfill = account.all(BACKFILL.type).at(-1);
  account.seed(OUTBOX.type, {
    fields: {
      [OUTBOX.account]: account.options.accountId,
      [OUTBOX.fulfillment]: 999_999,
      [OUTBOX.due]: Math.floor(account.now() / 1000) + 1800,
      [OUTBOX.attempts]: 1,
      [OUTBOX.systemOnly]: false,
      [OUTBOX.priority]: 3,
      [OUTBOX.backfillId]: backfill?.id ?? 0,
    },
  });
}
