/**
 * What nobody is told about because no package fails: fulfillments of one day that shipped without a number, or with one
 * that no carrier is found for. Counted by location, ship method and carrier, and compared with the days before.
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
 * - without_number: its number fields are empty
 * - no_number: certainly no number stands in them
 * - contradicted: its number speaks against the carrier mapping, or against the carrier that its ship method or list names
 * - without_carrier: AfterShip has it, and knows no carrier
 */
export const FLAWS = ['without_number', 'no_number', 'contradicted', 'without_carrier'] as const;
export type Flaw = (typeof FLAWS)[number];

/** As a search gives a shipped fulfillment. */
export interface ShippedFulfillment {
  readonly id: number;
  readonly day: CalendarDate;
  /** Its name; '' for none. */
  readonly location: string;
  readonly method: ShipMethod | null;
  /** All numbers, as typed. */
  readonly typed: readonly string[];
  /** Its own document number and its order's. */
  readonly ownNumbers: readonly string[];
}

/** What the ledger knows of one of its packages. */
export interface KnownPackage {
  readonly fulfillmentId: number;
  readonly slug: string | null;
  /** Its number stands on the fulfillment. */
  readonly isWanted: boolean;
  /** AfterShip has a tracking of ours for it. */
  readonly isAccepted: boolean;
  readonly evidence: string;
  readonly madeAt: EpochSeconds | null;
  /** When its number went from the fulfillment, as far as its row tells. */
  readonly goneAt: EpochSeconds | null;
}

/** Where fulfillments come from and how, by name, and which carrier has them; '' for none, or one that is not known. */
export interface Place {
  readonly location: string;
  readonly method: string;
  readonly carrier: string;
}

export interface Group extends Place {
  readonly shipments: number;
  readonly flaws: Readonly<Record<Flaw, number>>;
  /** The evidence that a number speaks against, by its name; null when there is none. */
  readonly evidence: string | null;
  /** Internal id of a fulfillment with a text that is no number. */
  readonly example: number | null;
  /** Trackings that a wait of SAVING_WAIT_MINUTES would have saved: their numbers were corrected before it was over. */
  readonly corrected: number;
}

export interface DayCount {
  readonly day: CalendarDate;
  readonly groups: readonly Group[];
  /** The same over the days before it. */
  readonly before: readonly Group[];
}

/** What is proposed where numbers are corrected soon after they are typed. */
export const SAVING_WAIT_MINUTES = 60;

function eachFlaw(count: (flaw: Flaw) => number): Readonly<Record<Flaw, number>> {
  return {
    without_number: count('without_number'),
    no_number: count('no_number'),
    contradicted: count('contradicted'),
    without_carrier: count('without_carrier'),
  };
}

/** The groups of each day. */
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

/** A group of one fulfillment. */
function groupOf(
  fulfillment: ShippedFulfillment,
  packages: readonly KnownPackage[],
  waits: Pick<Connection, 'sendWaitMinutes'>,
): Group {
  const { id, location, method } = fulfillment;
  const present = packages.filter(({ isWanted }) => isWanted);
  const [against = null] = present.flatMap(({ evidence }) => decodeEvidence(evidence).againstNumber);
  const text = textFlaw(fulfillment, present);
  const isLost = present.some(({ isAccepted, slug }) => isAccepted && !isCarrierKnown(slug));
  const found = new Set<Flaw>(text !== null ? [text] : []);
  if (text === null && against !== null) found.add('contradicted');
  if (text === null && isLost) found.add('without_carrier');
  return {
    location,
    method: method?.name ?? '',
    carrier: present.map(({ slug }) => slug).find(isCarrierKnown) ?? '',
    shipments: 1,
    flaws: eachFlaw((flaw) => (found.has(flaw) ? 1 : 0)),
    evidence: text === null ? against : null,
    example: text === 'no_number' ? id : null,
    corrected: packages.filter((pkg) => wouldBeSaved(pkg, waits)).length,
  };
}

/** A wait counts from when the number was first seen, and the tracking was made after the present one. */
function wouldBeSaved(
  { madeAt, goneAt }: KnownPackage,
  { sendWaitMinutes }: Pick<Connection, 'sendWaitMinutes'>,
): boolean {
  if (madeAt === null || goneAt === null || goneAt < madeAt) return false;
  return goneAt < madeAt + (SAVING_WAIT_MINUTES - sendWaitMinutes) * SECONDS_PER_MINUTE;
}

/** What has a row was read already, also where the field mapping gives the number: only the rest is read here. */
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

/** One group for each place. */
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

/** Fewer than this may be chance. */
const FEWEST = 10;
const TIMES_AS_MANY = 3;

export interface FlawedGroup {
  readonly group: Group;
  /** Of the location and ship method, whatever the carrier. */
  readonly shipments: number;
  /** Flaws that are far more frequent than on the days before. */
  readonly unusual: readonly Flaw[];
}

/** Groups with a flaw: those with an unusual one first, then those with most. */
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
  // count / shipments > 3 × countBefore / shipmentsBefore; a place that is new has nothing to compare with.
  return shipmentsBefore === 0 || count * shipmentsBefore > TIMES_AS_MANY * (sameBefore?.flaws[flaw] ?? 0) * shipments;
}

function shipmentsOf(groups: readonly Group[], place: Place): number {
  return groups.filter((other) => isSameMethod(other, place)).reduce((sum, { shipments }) => sum + shipments, 0);
}

function isSameMethod(left: Place, right: Place): boolean {
  return left.location === right.location && left.method === right.method;
}

/** A location whose texts are no numbers more often than by chance: the format may have changed. */
export interface ChangedFormat {
  readonly location: string;
  readonly count: number;
  readonly shipments: number;
  /** Internal id of a fulfillment with such a text. */
  readonly example: number | null;
}

const PERCENT_OF_A_DAY = 5;

/** One for each location, never one for each fulfillment. */
export function changedFormats({ groups }: Pick<DayCount, 'groups'>): readonly ChangedFormat[] {
  const locations = addUp(groups.map((group) => ({ ...group, method: '', carrier: '' })));
  return locations
    .filter(({ flaws, shipments }) => flaws.no_number >= FEWEST && flaws.no_number * 100 > PERCENT_OF_A_DAY * shipments)
    .map(({ location, flaws, shipments, example }) => ({ location, count: flaws.no_number, shipments, example }));
}

/** Trackings of the day and the days before it that a wait would have saved; null where so few may be chance. */
export function oftenCorrected({ groups, before }: DayCount): number | null {
  const count = [...groups, ...before].reduce((sum, { corrected }) => sum + corrected, 0);
  return count < FEWEST ? null : count;
}

/**
 * The line of the carrier mapping that would help, to be copied; null when none would. Where AfterShip finds no carrier,
 * somebody has to name it; else it finds the right one when nothing is named.
 */
export function helpfulLine(
  group: Pick<Group, 'method' | 'flaws' | 'evidence'>,
  mapping: Pick<CarrierMapping, 'lines'>,
): string | null {
  const right = group.flaws.without_carrier > 0 ? null : 'detect';
  const left = leftSide(group, mapping);
  return left === null || (right !== null && left.slug === null) ? null : lineText(left, right);
}

/** What stands before the equals sign; a slug only where the mapping has the line already. */
function leftSide(
  { method, evidence, flaws }: Pick<Group, 'method' | 'flaws' | 'evidence'>,
  { lines }: Pick<CarrierMapping, 'lines'>,
): (Pick<MappingLine, 'place' | 'name'> & Partial<Pick<MappingLine, 'slug'>>) | null {
  // One that is not found was corrected or removed since.
  if (evidence !== null && isNameOfLine(evidence)) return lines.find((line) => nameOfLine(line) === evidence) ?? null;
  if (evidence !== null && PACKAGE_LIST_IDS.includes(evidence)) return { place: 'list', name: evidence };
  const isOfMethod = method !== '' && (evidence === 'method' || flaws.without_carrier > 0);
  return isOfMethod ? { place: null, name: method } : null;
}

// ── As text ──────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Short, because an account may have hundreds of groups a day. */
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

/** What no script wrote is left out. */
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
