/** Past shipments: how long a backfill takes. */

import { BACKFILL } from '../../src/TypeScript/aftership/adapters/ids';
import { ASSUMED, demandNoError, numberOf, openWorld, START_MS, unitsOf } from './world';

export interface BackfillResult {
  readonly fulfillments: number;
  readonly hours: number;
  /** Creates a second between the first and the last one. */
  readonly rate: number;
  readonly lost: number;
  /** Units of all scripts, a fulfillment. */
  readonly units: number;
}

const MOST_HOURS = 72;

export function measureBackfill(fulfillments: number): BackfillResult {
  const world = openWorld({ processors: ASSUMED });
  const { account, madeAt } = world;
  for (let index = 0; index < fulfillments; index += 1) account.seed('itemfulfillment', world.values(numberOf(index)));
  // As the console's page writes it.
  account.seed(BACKFILL.type, {
    fields: {
      [BACKFILL.account]: account.options.accountId,
      [BACKFILL.from]: new Date(2026, 10, 1),
      [BACKFILL.to]: new Date(2026, 10, 22),
      [BACKFILL.contacts]: false,
      [BACKFILL.expected]: fulfillments,
      [BACKFILL.startedAt]: Math.floor(START_MS / 1000),
      [BACKFILL.state]: 'Running',
      [BACKFILL.mode]: 'On',
      [BACKFILL.cursor]: 0,
      [BACKFILL.raised]: 0,
      [BACKFILL.complete]: false,
    },
  });
  for (let hours = 0; madeAt.size < fulfillments && hours < MOST_HOURS; hours += 1) account.advance(3600);
  demandNoError(account.executions());
  if (madeAt.size === 0) throw new Error('AfterShip got no past shipment.');
  const [first, last] = [Math.min(...madeAt.values()), Math.max(...madeAt.values())];
  return {
    fulfillments,
    hours: (last - START_MS) / 3_600_000,
    rate: madeAt.size / Math.max(1, (last - first) / 1000),
    lost: fulfillments - madeAt.size,
    units: unitsOf(account.executions()) / fulfillments,
  };
}
