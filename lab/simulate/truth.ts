/**
 * What people meant in NetSuite, noted beside the emulation as it happens: the numbers of each fulfillment with their
 * times, and other facts that no record shows later. It is never read from the product's records.
 */

import type { LocationKey, OrderKey, PackageListKey, ShipItemKey } from './cast';
import type { TypedLine } from './history';

export interface TruthOfFulfillment {
  readonly slot: number;
  id: number;
  readonly order: OrderKey;
  readonly list: PackageListKey;
  shipItem: ShipItemKey;
  /** The location of each item line; none for a drop shipment. */
  locations: readonly LocationKey[];
  /** True once it had a single location, because nothing empties an origin that AfterShip has. */
  hadOrigin: boolean;
  lines: readonly TypedLine[];
  status: 'A' | 'B' | 'C';
  /** `YYYY-MM-DD` in the account's calendar; null while not shipped. */
  shippedOn: string | null;
  /** Earlier ship dates with the time of each change, the latest last. Epoch milliseconds. */
  readonly shippedBefore: { readonly day: string; readonly changedAt: number }[];
  exists: boolean;
  isBeingSaved: boolean;
  /** Time at which "Do not track" was ticked; epoch milliseconds. */
  optedOutSince: number | null;
  /** Time of every save, the latest last; epoch milliseconds. */
  readonly savedAt: number[];
  /** Times at which each number began and ceased to be wanted; the last entry holds. Epoch milliseconds. */
  readonly numbers: Map<string, NumberHistory>;
  /** Times at which a person ticked "Try again", by number. */
  readonly triedAgainAt: Map<string, number[]>;
}

/** A person's request for a backfill. */
export interface TruthOfBackfill {
  readonly id: number;
  /** First and last day, `YYYY-MM-DD` in the account's calendar. */
  readonly from: string;
  readonly to: string;
  readonly withContacts: boolean;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  /** Time at which a person last steered it during a run; epoch milliseconds, null = never. */
  steeredInRunAt: number | null;
}

export function isInWindow(backfill: TruthOfBackfill, { shippedOn }: TruthOfFulfillment): boolean {
  return shippedOn !== null && isDayIn(backfill, shippedOn);
}

/** True when the fulfillment's present or an earlier ship date is in the window. */
export function wasEverInWindow(backfill: TruthOfBackfill, fulfillment: TruthOfFulfillment): boolean {
  return isInWindow(backfill, fulfillment) || fulfillment.shippedBefore.some(({ day }) => isDayIn(backfill, day));
}

function isDayIn({ from, to }: TruthOfBackfill, day: string): boolean {
  return from <= day && day <= to;
}

interface NumberHistory {
  wantedSince: number | null;
  unwantedSince: number | null;
  /** Time at which the number ceased to be wanted before. */
  goneBefore: number | null;
}

/** Numbers that should be tracked now, for a shipped fulfillment that exists. */
export function wantedNumbers(fulfillment: TruthOfFulfillment): readonly string[] {
  if (!fulfillment.exists || fulfillment.status !== 'C') return [];
  return [...new Set(fulfillment.lines.flatMap((line) => line.numbers))];
}

export function unclearLines(fulfillment: TruthOfFulfillment): readonly TypedLine[] {
  if (!fulfillment.exists || fulfillment.status !== 'C') return [];
  return fulfillment.lines.filter((line) => line.unclear !== null);
}

/** The location of all its lines; null when it ships from several, or from none of ours. */
export function onlyLocation({ locations }: Pick<TruthOfFulfillment, 'locations'>): LocationKey | null {
  const [first = null, ...others] = new Set(locations);
  return others.length > 0 ? null : first;
}

export function noteLocations(fulfillment: TruthOfFulfillment, locations: readonly LocationKey[]): void {
  fulfillment.locations = locations;
  fulfillment.hadOrigin ||= onlyLocation(fulfillment) !== null;
}

/** A minute more than the interval of the scheduled script. */
const SHORTEST_RETURN_MS = 16 * 60 * 1000;

export function noteShipDate(fulfillment: TruthOfFulfillment, day: string, nowMs: number): void {
  const before = fulfillment.shippedOn;
  if (before !== null && before !== day) fulfillment.shippedBefore.push({ day: before, changedAt: nowMs });
  fulfillment.shippedOn = day;
}

/** Notes which numbers are wanted after a save. */
export function noteSave(fulfillment: TruthOfFulfillment, nowMs: number): void {
  fulfillment.savedAt.push(nowMs);
  const wanted = new Set(wantedNumbers(fulfillment));
  for (const number of wanted) {
    const known = fulfillment.numbers.get(number);
    if (known === undefined)
      fulfillment.numbers.set(number, { wantedSince: nowMs, unwantedSince: null, goneBefore: null });
    else if (known.wantedSince === null) {
      known.wantedSince = nowMs;
      known.goneBefore = known.unwantedSince;
      known.unwantedSince = null;
    }
  }
  for (const [number, known] of fulfillment.numbers) {
    if (wanted.has(number) || known.wantedSince === null) continue;
    // A number that returned for so short a time that no run saw it does not count as returned.
    const wasSeen = nowMs - known.wantedSince > SHORTEST_RETURN_MS;
    known.unwantedSince = wasSeen ? nowMs : (known.goneBefore ?? nowMs);
    known.wantedSince = null;
  }
}

export function copyTruth(fulfillment: TruthOfFulfillment): TruthOfFulfillment {
  return {
    ...fulfillment,
    savedAt: [...fulfillment.savedAt],
    shippedBefore: [...fulfillment.shippedBefore],
    numbers: new Map([...fulfillment.numbers].map(([number, known]) => [number, { ...known }])),
    triedAgainAt: new Map([...fulfillment.triedAgainAt].map(([number, times]) => [number, [...times]])),
  };
}
