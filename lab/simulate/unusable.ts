/** Slips of administrators that make the connection unusable for a while. */

import type { FieldValue } from '../../packages/emulator/netsuite';
import { CONNECTION } from '../../src/TypeScript/aftership/adapters/ids';
import type { Slip } from './history';
import { notePermission } from './life';
import type { Life, Side } from './life_state';
import { actorOf, ADMIN, connect, SECRET, startDate } from './world';

/** Makes the connection unusable; null mends it. A slip follows another only after that one is mended. */
export function setUnusable(life: Life, side: Side, slip: Slip | null): void {
  const { world, unusable } = side;
  const { account } = world;
  if (!side.hasConnection || (slip === null) === (unusable === null)) return;
  const { connection } = life.history.plan;
  // An import does not ask for mandatory fields, and neither does a change in a list here.
  const edit = (fields: Readonly<Record<string, FieldValue>>): void =>
    account.inlineEdit(actorOf(world, ADMIN), CONNECTION.type, world.connection, fields);
  const isMade = slip !== null;
  let second: number | null = null;
  switch (slip ?? unusable?.slip) {
    case 'second connection':
      if (isMade) second = connect(world, { ...connection, ...side.rules }, side.mode);
      else account.remove(actorOf(world, ADMIN), CONNECTION.type, unusable?.second ?? 0);
      break;
    case 'no start date':
      edit({ [CONNECTION.startDate]: isMade ? null : startDate(world, connection) });
      break;
    case 'mistyped secret':
      edit({ [CONNECTION.secret]: isMade ? 'the key of AfterShip' : SECRET });
      break;
    case 'inactive':
      edit({ isinactive: isMade });
  }
  side.unusable = slip === null ? null : { slip, second };
  notePermission(side, account.now(), life.nesting > 0);
}
