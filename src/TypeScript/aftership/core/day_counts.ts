/**
 * Counts what nobody is told about because no package fails: fulfillments of one day that shipped without a number, or
 * with a number for which no carrier is found. The counts are grouped by location, ship method and carrier, and
 * compared with the days before.
 */

import { isCarrierKnown } from './aftership/outcome';
import { decodeEvidence, isNameOfLine } from './carrier/evidence_mark';
import {
  lineText,
  nameOfLine,
  PACKAGE_LIST_IDS,
  type CarrierMapping,
  type MappingLine,
  type ShipMethod,
} from './carrier/mapping';
import type { Connection } from './connection';
import { parseJson } from './json';
import { readPackages } from './netsuite/packages';
import { SECONDS_PER_MINUTE, type CalendarDate, type EpochSeconds } from './values';

/**
 * What can be wrong with a shipped fulfillment:
 * - without_number: its number fields are empty
 * - no_number: its number fields have texts, and none of them is a number
 * - contradicted: its number contradicts the carrier mapping, or the carrier that its ship method or package list names
 * - without_carrier: AfterShip has the tracking, and knows no carrier for it
 */
export const FLAWS = ['without_number', 'no_number', 'contradicted', 'without_carrier'] as const;
export type Flaw = (typeof FLAWS)[number];

/** A shipped fulfillment, as a search gives it. */
export interface ShippedFulfillment {
  readonly id: number;
  readonly day: CalendarDate;
  /** Names of its locations. */
  readonly locations: readonly string[];
  readonly method: ShipMethod | null;
  /** All texts of its number fields, as typed. */
  readonly typed: readonly string[];
  /** The fulfillment's own document number and its order's. */
  readonly ownNumbers: readonly string[];
}

/** What the ledger knows of one package of the fulfillment. */
export interface KnownPackage {
  readonly fulfillmentId: number;
  readonly slug: string | null;
  /** True when the package's number stands on the fulfillment. */
  readonly isWanted: boolean;
  /** True when AfterShip has a tracking of ours for the package. */
  readonly isAccepted: boolean;
  readonly evidence: string;
  readonly madeAt: EpochSeconds | null;
  /** When the package's number was removed from the fulfillment, as far as its row shows. */
  readonly goneAt: EpochSeconds | null;
}

/**
 * The location, the ship method and the carrier of a group, by name. '' means that there is none, or that it is not
 * known. Fulfillments of several locations have all their names as location, because each fulfillment counts once.
 */
export interface Place {
  readonly location: string;
  readonly method: string;
  readonly carrier: string;
}

export interface Group extends Place {
  readonly shipments: number;
  readonly flaws: Readonly<Record<Flaw, number>>;
  /** Name of the evidence that a number contradicts; null when there is none. */
  readonly evidence: string | null;
  /** Internal id of one fulfillment that has a text which is no number. */
  readonly example: number | null;
  /**
   * The number of trackings that a wait of SAVING_WAIT_MINUTES would have saved, because their numbers were corrected
   * within that time.
   */
  readonly corrected: number;
}

export interface DayCount {
  readonly day: CalendarDate;
  readonly groups: readonly Group[];
  /** The groups of the days before this day, added up. */
  readonly before: readonly Group[];
}

/** The wait in minutes that is proposed where people correct numbers soon after they type them. */
export const SAVING_WAIT_MINUTES = 60;

function eachFlaw(count: (flaw: Flaw) => number): Readonly<Record<Flaw, number>> {
  return {
    without_number: count('without_number'),
    no_number: count('no_number'),
    contradicted: count('contradicted'),
    without_carrier: count('without_carrier'),
  };
}

/** Gives the groups of each day. */
export function countDays(
  fulfillments: readonly ShippedFulfillment[],
  packages: readonly KnownPackage[],
  waits: Pick<Connection, 'sendWaitMinutes'>,
): ReadonlyMap<CalendarDate, readonly Group[]> {
  const known = new Map<number, KnownPackage[]>();
  for (const pkg of packages) known.set(pkg.fulfillmentId, [...(known.get(pkg.fulfillmentId) ?? []), pkg]);
  const days = new Map<CalendarDate, Group[]>();
  for (const fulfillment of fulfillments) {
    const group = groupOf(fulfillment, known.get(fulfillment.id) ?? [], waits);
    const groups = days.get(fulfillment.day);
    if (groups === undefined) days.set(fulfillment.day, [group]);
    else groups.push(group);
  }
  return new Map([...days].map(([day, groups]) => [day, addUp(groups)]));
}

/** The group that holds one fulfillment alone. */
function groupOf(
  fulfillment: ShippedFulfillment,
  packages: readonly KnownPackage[],
  waits: Pick<Connection, 'sendWaitMinutes'>,
): Group {
  const { id, locations, method } = fulfillment;
  const present = packages.filter(({ isWanted }) => isWanted);
  const [against = null] = present.flatMap(({ evidence }) => decodeEvidence(evidence).againstNumber);
  const text = textFlaw(fulfillment, present);
  const isLost = present.some(({ isAccepted, slug }) => isAccepted && !isCarrierKnown(slug));
  const found = new Set<Flaw>(text !== null ? [text] : []);
  if (text === null && against !== null) found.add('contradicted');
  if (text === null && isLost) found.add('without_carrier');
  return {
    location: [...new Set(locations)].sort().join(', '),
    method: method?.name ?? '',
    carrier: present.map(({ slug }) => slug).find(isCarrierKnown) ?? '',
    shipments: 1,
    flaws: eachFlaw((flaw) => (found.has(flaw) ? 1 : 0)),
    evidence: text === null ? against : null,
    example: text === 'no_number' ? id : null,
    corrected: packages.filter((pkg) => wouldBeSaved(pkg, waits)).length,
  };
}

/**
 * Whether a wait would have saved the tracking. A wait begins when the number is first seen, and the tracking is made
 * only after the present wait.
 */
function wouldBeSaved(
  { madeAt, goneAt }: KnownPackage,
  { sendWaitMinutes }: Pick<Connection, 'sendWaitMinutes'>,
): boolean {
  if (madeAt === null || goneAt === null || goneAt < madeAt) return false;
  return goneAt < madeAt + (SAVING_WAIT_MINUTES - sendWaitMinutes) * SECONDS_PER_MINUTE;
}

/**
 * The flaw of the texts on a fulfillment. The look has read the numbers that have a row already, also those from the
 * field mapping, so only the remaining texts are read here.
 */
function textFlaw(
  { typed, ownNumbers }: ShippedFulfillment,
  packages: readonly KnownPackage[],
): 'without_number' | 'no_number' | null {
  if (packages.length > 0) return null;
  const texts = typed.filter((text) => text.trim() !== '');
  if (texts.length === 0) return 'without_number';
  const lines = texts.map((trackingNumber, line) => ({
    list: 'package' as const,
    line,
    trackingNumber,
    description: null,
  }));
  const reading = readPackages(lines, ownNumbers);
  return reading.packages.length === 0 && reading.unclear.length === 0 ? 'no_number' : null;
}

/** Adds groups up, into one group for each place. */
export function addUp(groups: readonly Group[]): readonly Group[] {
  const places = new Map<string, Group>();
  for (const group of groups) {
    const key = JSON.stringify([group.location, group.method, group.carrier]);
    const sum = places.get(key);
    places.set(key, sum === undefined ? group : plus(sum, group));
  }
  return [...places.values()];
}

function plus(sum: Group, more: Group): Group {
  return {
    ...sum,
    shipments: sum.shipments + more.shipments,
    flaws: eachFlaw((flaw) => sum.flaws[flaw] + more.flaws[flaw]),
    evidence: sum.evidence ?? more.evidence,
    example: sum.example ?? more.example,
    corrected: sum.corrected + more.corrected,
  };
}

// ── What stands out ──────────────────────────────────────────────────────────────────────────────────────────────────

/** Smaller counts may be chance. */
const FEWEST = 10;
const TIMES_AS_MANY = 3;

export interface FlawedGroup {
  readonly group: Group;
  /** Shipments of this location and ship method, with any carrier. */
  readonly shipments: number;
  /** Flaws that are far more frequent than on the days before. */
  readonly unusual: readonly Flaw[];
}

/** Groups with a flaw. Groups with an unusual flaw come first, and then those with the most flaws. */
export function flawedGroups({ groups, before }: DayCount): readonly FlawedGroup[] {
  return groups
    .filter((group) => flawCount(group) > 0)
    .map((group) => {
      const shipments = shipmentsOf(groups, group);
      return { group, shipments, unusual: FLAWS.filter((flaw) => isUnusual(flaw, group, shipments, before)) };
    })
    .sort(
      (left, right) =>
        Math.sign(right.unusual.length) - Math.sign(left.unusual.length) ||
        flawCount(right.group) - flawCount(left.group),
    );
}

function flawCount({ flaws }: Group): number {
  return FLAWS.reduce((sum, flaw) => sum + flaws[flaw], 0);
}

function isUnusual(flaw: Flaw, group: Group, shipments: number, before: readonly Group[]): boolean {
  const count = group.flaws[flaw];
  const sameBefore = before.find((other) => isSameMethod(other, group) && other.carrier === group.carrier);
  const shipmentsBefore = shipmentsOf(before, group);
  if (count < FEWEST) return false;
  // A flaw is unusual when count / shipments > 3 × countBefore / shipmentsBefore. A new place has no days to compare
  // with.
  return shipmentsBefore === 0 || count * shipmentsBefore > TIMES_AS_MANY * (sameBefore?.flaws[flaw] ?? 0) * shipments;
}

function shipmentsOf(groups: readonly Group[], place: Place): number {
  return groups.filter((other) => isSameMethod(other, place)).reduce((sum, { shipments }) => sum + shipments, 0);
}

function isSameMethod(left: Place, right: Place): boolean {
  return left.location === right.location && left.method === right.method;
}

/**
 * A location where texts that are no numbers are too frequent to be chance: the format of its numbers may have changed.
 */
export interface ChangedFormat {
  readonly location: string;
  readonly count: number;
  readonly shipments: number;
  /** Internal id of one fulfillment with such a text. */
  readonly example: number | null;
}

const PERCENT_OF_A_DAY = 5;

/** Finds one changed format for each location, however many fulfillments it has. */
export function changedFormats({ groups }: Pick<DayCount, 'groups'>): readonly ChangedFormat[] {
  const locations = addUp(groups.map((group) => ({ ...group, method: '', carrier: '' })));
  return locations
    .filter(({ flaws, shipments }) => flaws.no_number >= FEWEST && flaws.no_number * 100 > PERCENT_OF_A_DAY * shipments)
    .map(({ location, flaws, shipments, example }) => ({ location, count: flaws.no_number, shipments, example }));
}

/**
 * The number of trackings of the day and the days before it that a wait would have saved; null when the number is so
 * small that it may be chance.
 */
export function oftenCorrected({ groups, before }: DayCount): number | null {
  const count = [...groups, ...before].reduce((sum, { corrected }) => sum + corrected, 0);
  return count < FEWEST ? null : count;
}

/**
 * The line of the carrier mapping that would help, ready to copy; null when no line would help. When AfterShip finds no
 * carrier, the line has to name one; otherwise AfterShip finds the right carrier when the line names none.
 */
export function helpfulLine(
  group: Pick<Group, 'method' | 'flaws' | 'evidence'>,
  mapping: Pick<CarrierMapping, 'lines'>,
): string | null {
  const right = group.flaws.without_carrier > 0 ? null : 'detect';
  const left = leftSide(group, mapping);
  return left === null || (right !== null && left.slug === null) ? null : lineText(left, right);
}

/** The text before the equals sign of the line. Its slug is known only when the mapping already has the line. */
function leftSide(
  { method, evidence, flaws }: Pick<Group, 'method' | 'flaws' | 'evidence'>,
  { lines }: Pick<CarrierMapping, 'lines'>,
): (Pick<MappingLine, 'place' | 'name'> & Partial<Pick<MappingLine, 'slug'>>) | null {
  // A line that is not found in the mapping was corrected or removed since.
  if (evidence !== null && isNameOfLine(evidence)) return lines.find((line) => nameOfLine(line) === evidence) ?? null;
  if (evidence !== null && PACKAGE_LIST_IDS.includes(evidence)) return { place: 'list', name: evidence };
  const isOfMethod = method !== '' && (evidence === 'method' || flaws.without_carrier > 0);
  return isOfMethod ? { place: null, name: method } : null;
}

// ── As text ──────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Writes groups as text. The text is short, because an account may have hundreds of groups a day. */
export function formatGroups(groups: readonly Group[]): string {
  return JSON.stringify(
    groups.map(({ location, method, carrier, shipments, flaws, evidence, example, corrected }) => [
      location,
      method,
      carrier,
      shipments,
      FLAWS.map((flaw) => flaws[flaw]),
      evidence,
      example,
      corrected,
    ]),
  );
}

/** Reads groups back from text, and leaves out everything that no script wrote. */
export function parseGroups(text: string): readonly Group[] {
  const value = parseJson(text);
  return Array.isArray(value) ? value.flatMap((group: unknown) => parseGroup(group) ?? []) : [];
}

function parseGroup(value: unknown): Group | null {
  if (!Array.isArray(value)) return null;
  const [location, method, carrier, shipments, counts, evidence, example, corrected] = value as readonly unknown[];
  if (typeof location !== 'string' || typeof method !== 'string' || typeof carrier !== 'string') return null;
  if (typeof shipments !== 'number' || !Array.isArray(counts)) return null;
  const ofFlaw = (flaw: Flaw): number => {
    const count: unknown = counts[FLAWS.indexOf(flaw)];
    return typeof count === 'number' ? count : 0;
  };
  return {
    location,
    method,
    carrier,
    shipments,
    flaws: eachFlaw(ofFlaw),
    evidence: typeof evidence === 'string' ? evidence : null,
    example: typeof example === 'number' ? example : null,
    corrected: typeof corrected === 'number' ? corrected : 0,
  };
}
