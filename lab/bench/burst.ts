/** An import of many fulfillments at once: how fast AfterShip gets them, and how long a clerk waits behind it. */

import { SCRIPTS } from '../../src/TypeScript/aftership/adapters/ids';
import { ASSUMED, CREATES_A_SECOND, demandNoError, numberOf, openWorld, START_MS, unitsOf } from './world';

export interface BurstPlan {
  readonly fulfillments: number;
  readonly processors: number;
  /** Limit of the sending deployment; null for that of the project. */
  readonly concurrencyLimit: number | null;
  /** Seconds after the start of the import at which a clerk ships one fulfillment; null for never. */
  readonly clerkAfter: number | null;
}

export interface BurstResult extends BurstPlan {
  /** Minutes from the start of the import until AfterShip has all of it. */
  readonly minutes: number;
  /** Creates a second between the first and the last one. */
  readonly rate: number;
  /** That rate as a share of AfterShip's limit. */
  readonly share: number;
  /** Requests of all kinds, and what they were above one a fulfillment. */
  readonly requests: number;
  /** Units of all scripts, a fulfillment. */
  readonly units: number;
  readonly lost: number;
  /** Seconds from the clerk's save until AfterShip has the package. */
  readonly clerkWaits: number | null;
}

/** An import saves a row each tenth of a second, on several threads. */
const ROW_MS = 100;
const MOST_HOURS = 24;

export function measureBurst(plan: BurstPlan): BurstResult {
  const { fulfillments, processors, concurrencyLimit, clerkAfter } = plan;
  const world = openWorld({
    processors: {
      ...ASSUMED,
      count: processors,
      ...(concurrencyLimit === null ? {} : { concurrencyLimits: { [SCRIPTS.deliver.deployment]: concurrencyLimit } }),
    },
  });
  const { account, madeAt } = world;
  const numbers = Array.from({ length: fulfillments }, (_, index) => numberOf(index));
  numbers.forEach((number, index) => {
    account.at(START_MS + index * ROW_MS, () =>
      account.create(world.importer, 'itemfulfillment', world.values(number)),
    );
  });
  const clerkNumber = numberOf(fulfillments);
  const clerkAt = START_MS + (clerkAfter ?? 0) * 1000;
  if (clerkAfter !== null)
    account.at(clerkAt, () => account.create(world.clerk, 'itemfulfillment', world.values(clerkNumber)));
  const wanted = fulfillments + (clerkAfter === null ? 0 : 1);
  for (let hours = 0; madeAt.size < wanted && hours < MOST_HOURS; hours += 1) account.advance(3600);

  demandNoError(account.executions());
  const times = numbers.flatMap((number) => madeAt.get(number) ?? []);
  if (times.length === 0) throw new Error('AfterShip got nothing of the import.');
  const [first, last] = [Math.min(...times), Math.max(...times)];
  // The limit is one of each second, so a shorter time counts as one.
  const rate = times.length / Math.max(1, (last - first) / 1000);
  const clerkMade = madeAt.get(clerkNumber);
  return {
    ...plan,
    minutes: (last - START_MS) / 60_000,
    rate,
    share: rate / CREATES_A_SECOND,
    requests: world.requests.sent,
    units: unitsOf(account.executions()) / fulfillments,
    lost: wanted - madeAt.size,
    clerkWaits: clerkMade === undefined || clerkAfter === null ? null : (clerkMade - clerkAt) / 1000,
  };
}
