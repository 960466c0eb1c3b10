/**
 * What NetSuite's people meant, noted beside the emulation as it happens: which numbers each fulfillment has, since when,
 * and what else the oracle has to know that no record says afterwards. Never read from the product's records.
 */

import type { LocationKey, OrderKey, PackageListKey, ShipItemKey } from './cast';
import type { TypedLine } from './history';

export interface TruthOfFulfillment {
  readonly slot: number;
  id: number;
  readonly order: OrderKey;
  readonly list: PackageListKey;
  shipItem: ShipItemKey;
  location: LocationKey;
  lines: readonly TypedLine[];
  status: 'A' | 'B' | 'C';
  /** `YYYY-MM-DD` of the account's calendar, null while not shipped. */
  shippedOn: string | null;
  /** The days before somebody changed it, and when that was, the last one last. Epoch milliseconds. */
  readonly shippedBefore: { readonly day: string; readonly changedAt: number }[];
  exists: boolean;
  isBeingSaved: boolean;
  /** Since when it is ticked as not to be tracked; epoch milliseconds. */
  optedOutSince: number | null;
  /** Epoch milliseconds of every save, the last one last. */
  readonly savedAt: number[];
  /** When each number began to be wanted, and when it stopped; the last entry tells. Epoch milliseconds. */
  readonly numbers: Map<string, NumberHistory>;
  /** A person's tick in "Try again", by number. */
  readonly triedAgainAt: Map<string, number[]>;
}

/** What a person asked for in a backfill. */
export interface TruthOfBackfill {
  readonly id: number;
  /** First and last day, `YYYY-MM-DD` of the account's calendar. */
  readonly from: string;
  readonly to: string;
  readonly withContacts: boolean;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  /** When a person steered it last in the middle of a run; epoch milliseconds, null = never. */
  steeredInRunAt: number | null;
}

export function isInWindow(backfill: TruthOfBackfill, { shippedOn }: TruthOfFulfillment): boolean {
  return shippedOn !== null && isDayIn(backfill, shippedOn);
}

/** Now, or before somebody changed the day it shipped. */
export function wasEverInWindow(backfill: TruthOfBackfill, fulfillment: TruthOfFulfillment): boolean {
  return isInWindow(backfill, fulfillment) || fulfillment.shippedBefore.some(({ day }) => isDayIn(backfill, day));
}

function isDayIn({ from, to }: TruthOfBackfill, day: string): boolean {
  return from <= day && day <= to;
}

interface NumberHistory {
  wantedSince: number | null;
  unwantedSince: number | null;
  /** When it was gone the time before. */
  goneBefore: number | null;
}

/** The numbers that should be tracked now, for a shipped fulfillment that exists. */
export function wantedNumbers(fulfillment: TruthOfFulfillment): readonly string[] {
  if (!fulfillment.exists || fulfillment.status !== 'C') return [];
  return [...new Set(fulfillment.lines.flatMap((line) => line.numbers))];
}

export function unclearLines(fulfillment: TruthOfFulfillment): readonly TypedLine[] {
  if (!fulfillment.exists || fulfillment.status !== 'C') return [];
  return fulfillment.lines.filter((line) => line.unclear !== null);
}

/** The scheduled script runs every quarter of an hour. */
const SHORTEST_RETURN_MS = 16 * 60 * 1000;

export function noteShipDate(fulfillment: TruthOfFulfillment, day: string, nowMs: number): void {
  const before = fulfillment.shippedOn;
  if (before !== null && before !== day) fulfillment.shippedBefore.push({ day: before, changedAt: nowMs });
  fulfillment.shippedOn = day;
}

/** Notes a save: what is wanted from now on. */
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
    // A return so short that no run looked was none.
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
