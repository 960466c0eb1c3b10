/** One 429: how much later the tracking is there, and what that costs. */

import { ASSUMED, demandNoError, numberOf, openWorld, START_MS, unitsOf } from './world';

export interface RefusedResult {
  /** Seconds until the limit of the 429 ends; null for no 429. */
  readonly resetSeconds: number | null;
  /** Seconds from the save until AfterShip has the package. */
  readonly seconds: number;
  /** Units of the save and of every run of sending until then. */
  readonly units: number;
}

const MOST_HOURS = 12;

export function measureRefused(resetSeconds: number | null): RefusedResult {
  const world = openWorld({ processors: ASSUMED });
  const { account, madeAt } = world;
  const number = numberOf(1);
  if (resetSeconds !== null) {
    const fault = { kind: 'refusal', code: 429, strikes: 'before effect', resetSeconds } as const;
    world.wire.control('addFault', { fault, method: 'POST' });
  }
  // Away from the quarter of an hour, at which the scheduled script would help by chance.
  const savedAt = START_MS + 120_000;
  account.at(savedAt, () => account.create(world.clerk, 'itemfulfillment', world.values(number)));
  for (let minutes = 0; madeAt.size === 0 && minutes < MOST_HOURS * 60; minutes += 1) account.advance(60);
  const madeMs = madeAt.get(number);
  if (madeMs === undefined) throw new Error('AfterShip never got the package.');
  // The run that made the tracking ends in this time.
  account.advance(120);
  const executions = account.executions();
  demandNoError(executions);
  return { resetSeconds, seconds: (madeMs - savedAt) / 1000, units: unitsOf(executions) };
}
