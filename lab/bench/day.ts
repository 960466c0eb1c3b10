/** One day of a warehouse: people ship and correct over ten hours, and the scripts have the rest of the day. */

import { seededRandom } from '../../packages/emulator/netsuite';
import { ASSUMED, numberOf, openWorld, percentile, SECONDS_OF_DAY, START_MS, unitsOf, type Way } from './world';

export interface DayPlan {
  readonly way: Way;
  readonly fulfillments: number;
  /** Saves of fulfillments that were shipped before. Every fifth gives the package another number. */
  readonly edits: number;
  /** Share of the creates that time out. */
  readonly timeOuts: number;
}

export interface DayResult extends DayPlan {
  /** Of all scripts in 24 hours, a fulfillment. */
  readonly units: number;
  /** Looks of sending, a save; of the usual ways there are none. */
  readonly looks: number;
  /** Requests, a fulfillment. */
  readonly requests: number;
  /** Seconds from a save to the moment when AfterShip has its number. */
  readonly latency: { readonly p50: number; readonly p95: number; readonly p99: number };
  /** Numbers that stand on a fulfillment at the end of the day, and that AfterShip does not have. */
  readonly lost: number;
  /** Trackings at the end of the day whose number stands on no fulfillment any more. */
  readonly leftOver: number;
  /** Seconds that a person waits for the scripts of a save: the longest of 95 in 100, and of all. */
  readonly save: { readonly p95: number; readonly most: number };
}

const WORKING_SECONDS = 10 * 3600;

interface Save {
  readonly atMs: number;
  readonly kind: 'ship' | 'renumber' | 'note';
}

export function measureDay(plan: DayPlan): DayResult {
  const { way, fulfillments, timeOuts } = plan;
  const world = openWorld({ way, timeOuts, processors: ASSUMED });
  const { account, clerk } = world;
  const random = seededRandom(11);
  const numbers = new Map<number, string>();
  const savedAt = new Map<string, number>();
  const waits: number[] = [];
  let serial = 0;
  const nextNumber = (): string => {
    const number = numberOf((serial += 1));
    savedAt.set(number, account.now());
    return number;
  };
  const save = ({ atMs, kind }: Save): void => {
    const ids = [...numbers.keys()];
    const id = ids[Math.floor(random() * ids.length)];
    if (kind === 'ship' || id === undefined) {
      const number = nextNumber();
      numbers.set(account.create(clerk, 'itemfulfillment', world.values(number)), number);
    } else if (kind === 'renumber') {
      const number = nextNumber();
      numbers.set(id, number);
      account.edit(clerk, 'itemfulfillment', id, { sublists: world.values(number).sublists ?? {} });
    } else account.edit(clerk, 'itemfulfillment', id, { fields: { memo: `seen at ${atMs}` } });
    waits.push((account.now() - atMs) / 1000);
  };
  for (const each of savesOf(plan)) account.at(each.atMs, () => save(each));
  account.advance(SECONDS_OF_DAY);

  const executions = account.executions();
  const current = new Set(numbers.values());
  const arrivals = [...world.madeAt].map(([number, madeMs]) => (madeMs - (savedAt.get(number) ?? NaN)) / 1000);
  if (arrivals.length === 0) throw new Error(`${way}: AfterShip got nothing.`);
  const trackings = world.wire.control('trackings', account.now());
  return {
    ...plan,
    units: unitsOf(executions) / fulfillments,
    looks: executions.filter(({ entry }) => entry === 'reduce').length / waits.length,
    requests: world.requests.sent / fulfillments,
    latency: { p50: percentile(arrivals, 0.5), p95: percentile(arrivals, 0.95), p99: percentile(arrivals, 0.99) },
    lost: [...current].filter((number) => !world.aftership.idsByNumber.has(number)).length,
    leftOver: trackings.filter(({ trackingNumber }) => !current.has(trackingNumber)).length,
    save: { p95: percentile(waits, 0.95), most: percentile(waits, 1) },
  };
}

/** The saves of the day in order, at moments of a seeded dice. */
function savesOf({ fulfillments, edits }: DayPlan): readonly Save[] {
  const random = seededRandom(5);
  const kinds: Save['kind'][] = [
    ...Array.from({ length: fulfillments }, (): Save['kind'] => 'ship'),
    ...Array.from({ length: edits }, (_, index): Save['kind'] => (index % 5 === 0 ? 'renumber' : 'note')),
  ];
  return kinds
    .map((kind) => ({ kind, atMs: START_MS + Math.floor(random() * WORKING_SECONDS * 1000) }))
    .sort((left, right) => left.atMs - right.atMs);
}
