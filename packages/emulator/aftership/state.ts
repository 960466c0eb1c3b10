/**
 * State of one AfterShip organization as plain data, which can be copied between threads. It has no clock, and its only
 * randomness is the seeded generator.
 */

import type { JsonObject } from './answers';
import { courierWith, needsConnection, type Courier } from './couriers';
import type { FaultRule } from './faults';
import type { Details, Estimate, Scan, Story, Tag } from './news';

export interface StoredCheckpoint extends Scan {
  readonly subtag: string;
  readonly atMs: number;
  readonly source: 'carrier' | 'user';
  readonly slug: string;
  readonly hash: string;
}

export interface StoredTracking {
  readonly id: string;
  readonly legacyId: string;
  readonly trackingNumber: string;
  readonly createdAtMs: number;
  /** Number of the creation, which orders lists, because several trackings may have the same second. */
  readonly sequence: number;
  /** `api` for requests; other creators use their own name. */
  readonly source: string;
  slug: string;
  /** Time of the last scan, change of status or request that moved `updated_at`. */
  updatedAtMs: number;
  /** Time of the last news without a scan, which may not move `updated_at`. */
  newsAtMs: number;
  active: boolean;
  tag: Tag;
  subtag: string;
  /** Given fields without id, tracking_number and slug. */
  fields: JsonObject;
  checkpoints: StoredCheckpoint[];
  /** Delivery dates, first to latest. */
  estimates: Estimate[];
  details: Details;
  /** Number of news of its number's story that were applied. */
  newsSeen: number;
  retracks: number;
  /** True when marked as completed: carriers are not asked before a retrack. */
  isCompleted: boolean;
  /** Start of the 30 days without data: creation or the last retrack. */
  waitingSinceMs: number;
}

/** One request as AfterShip received it. */
export interface JournalEntry {
  readonly at: number;
  readonly method: string;
  /** Path with query. */
  readonly path: string;
  /** Headers without the key and signatures. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON, or the text when it is not JSON; null without a body. */
  readonly body: unknown;
  readonly status: number;
  readonly answer: unknown;
  /** The emulator's explanation, which AfterShip's answer does not contain. */
  readonly reason?: string;
  /** The injected fault of this request. The recorded answer is the one that was sent; of a giant one, the right one. */
  readonly fault?: string;
}

export interface AfterShipState {
  readonly apiKeys: Set<string>;
  /** Valid keys without permission (403). */
  readonly refusedKeys: Set<string>;
  readonly trackings: Map<string, StoredTracking>;
  readonly idsByLegacyId: Map<string, string>;
  readonly idsByNumber: Map<string, string[]>;
  /** Time of the last deletion of a number (`slug number`) or an id (`id …`). */
  readonly deletedAtMs: Map<string, number>;
  /** Stories of parcels, by tracking number. */
  readonly stories: Map<string, Story>;
  /** Couriers that the account enabled for detection; empty when no list is configured. */
  readonly enabledCouriers: Set<string>;
  readonly retiredCouriers: Set<string>;
  /** Couriers that the facts lack or describe differently. */
  readonly extraCouriers: Map<string, Courier>;
  /** Formats, as regular expressions, that AfterShip enforces for a courier (4017); none is documented. */
  readonly enforcedFormats: Map<string, string>;
  readonly locations: Set<string>;
  /** Address of the account's branded pages, which support has switched on for the API; null when it has not. */
  readonly trackingPage: string | null;
  readonly hasProofOfDelivery: boolean;
  /** The account's connections to carriers: slugs by id. */
  readonly courierConnections: Map<string, string>;
  /** Requests by endpoint and second of arrival. Senders with clocks of their own do not arrive in order. */
  readonly rateWindows: Map<string, Map<number, number>>;
  readonly faults: FaultRule[];
  /** Number of times that each fault struck, by name, including faults that the journal does not show. */
  readonly struck: Map<string, number>;
  readonly journal: JournalEntry[];
  readonly isJournalKept: boolean;
  readonly hasRateLimits: boolean;
  createdTotal: number;
  /** Time before which nothing changes by itself. */
  nextDueMs: number;
  randomState: number;
}

export interface StateOptions {
  readonly apiKeys: readonly string[];
  readonly seed?: number;
  readonly enabledCouriers?: readonly string[];
  /** Couriers that the facts lack or describe differently. */
  readonly extraCouriers?: readonly (Partial<Courier> & Pick<Courier, 'slug'>)[];
  readonly locations?: readonly string[];
  readonly courierConnections?: readonly { readonly id: string; readonly slug: string }[];
  /** Address of branded pages such as `https://track.example.com`, whose links support has switched on. */
  readonly trackingPage?: string;
  /** True where the account has the feature. */
  readonly proofOfDelivery?: boolean;
  /** False for measurements with a fixed clock. Default true. */
  readonly rateLimits?: boolean;
  /** False for long runs, which would fill the memory. Default true. */
  readonly journal?: boolean;
}

export function createState(options: StateOptions): AfterShipState {
  return {
    apiKeys: new Set(options.apiKeys),
    refusedKeys: new Set(),
    trackings: new Map(),
    idsByLegacyId: new Map(),
    idsByNumber: new Map(),
    deletedAtMs: new Map(),
    stories: new Map(),
    enabledCouriers: new Set(options.enabledCouriers ?? []),
    retiredCouriers: new Set(),
    extraCouriers: new Map((options.extraCouriers ?? []).map((known) => [known.slug, courierWith(known.slug, known)])),
    enforcedFormats: new Map(),
    locations: new Set(options.locations ?? []),
    courierConnections: new Map((options.courierConnections ?? []).map(({ id, slug }) => [id, slug])),
    trackingPage: options.trackingPage ?? null,
    hasProofOfDelivery: options.proofOfDelivery ?? false,
    rateWindows: new Map(),
    faults: [],
    struck: new Map(),
    journal: [],
    isJournalKept: options.journal ?? true,
    hasRateLimits: options.rateLimits ?? true,
    createdTotal: 0,
    nextDueMs: Infinity,
    randomState: (options.seed ?? 1) >>> 0,
  };
}

/** Hexadecimal digits from the state's generator (mulberry32). */
export function nextHex(state: AfterShipState, length: number): string {
  let text = '';
  while (text.length < length) {
    state.randomState = (state.randomState + 0x6d2b79f5) >>> 0;
    let mixed = state.randomState;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    text += ((mixed ^ (mixed >>> 14)) >>> 0).toString(16).padStart(8, '0');
  }
  return text.slice(0, length);
}

/** Finds a tracking by its id or its former 24-character id. */
export function findTracking(state: AfterShipState, id: string): StoredTracking | null {
  return state.trackings.get(id) ?? state.trackings.get(state.idsByLegacyId.get(id) ?? '') ?? null;
}

export function findByNumber(state: AfterShipState, trackingNumber: string): readonly StoredTracking[] {
  return (state.idsByNumber.get(trackingNumber) ?? []).flatMap((id) => state.trackings.get(id) ?? []);
}

interface NewTracking {
  readonly id?: string;
  readonly trackingNumber: string;
  readonly slug: string;
  readonly fields?: JsonObject;
  readonly source?: string;
}

/** A Pending tracking without data becomes Expired after this time (delivery statuses). */
export const EXPIRY_MS = 30 * 24 * 3600 * 1000;
/** Trackings are deleted this long after their creation, on every plan (data retention policy). */
export const RETENTION_MS = 120 * 24 * 3600 * 1000;

export function storeTracking(state: AfterShipState, tracking: NewTracking, nowMs: number): StoredTracking {
  const stored: StoredTracking = {
    id: tracking.id ?? nextHex(state, 32),
    legacyId: nextHex(state, 24),
    trackingNumber: tracking.trackingNumber,
    slug: tracking.slug,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
    newsAtMs: nowMs,
    sequence: (state.createdTotal += 1),
    source: tracking.source ?? 'api',
    active: true,
    tag: 'Pending',
    subtag: 'Pending_001',
    fields: tracking.fields ?? {},
    checkpoints: [],
    estimates: [],
    details: {},
    newsSeen: 0,
    retracks: 0,
    isCompleted: false,
    waitingSinceMs: nowMs,
  };
  state.trackings.set(stored.id, stored);
  state.idsByLegacyId.set(stored.legacyId, stored.id);
  const ids = state.idsByNumber.get(stored.trackingNumber);
  if (ids) ids.push(stored.id);
  else state.idsByNumber.set(stored.trackingNumber, [stored.id]);

  noteDue(state, nowMs + EXPIRY_MS);
  // A carrier may have scanned the parcel before the tracking was created.
  noteDue(state, state.stories.get(stored.trackingNumber)?.[0]?.atMs ?? Infinity);
  return stored;
}

export function dropTracking(state: AfterShipState, tracking: StoredTracking): void {
  state.trackings.delete(tracking.id);
  state.idsByLegacyId.delete(tracking.legacyId);
  const ids = (state.idsByNumber.get(tracking.trackingNumber) ?? []).filter((id) => id !== tracking.id);
  if (ids.length > 0) state.idsByNumber.set(tracking.trackingNumber, ids);
  else state.idsByNumber.delete(tracking.trackingNumber);
}

export function noteDue(state: AfterShipState, atMs: number): void {
  state.nextDueMs = Math.min(state.nextDueMs, atMs);
}

/** True for a carrier that gives no data, because the account has no connection to it. */
export function lacksConnection(state: AfterShipState, slug: string): boolean {
  return needsConnection(slug) && ![...state.courierConnections.values()].includes(slug);
}

export function listTrackings(state: AfterShipState): readonly StoredTracking[] {
  return [...state.trackings.values()];
}

/** Adds a tracking that a shop connector or a person created. */
export function addForeignTracking(
  state: AfterShipState,
  tracking: NewTracking & { readonly source: string },
  nowMs: number,
): StoredTracking {
  return storeTracking(state, tracking, nowMs);
}

/** Deletes a tracking as a person does in AfterShip's admin. Returns whether it existed. */
export function removeByPerson(state: AfterShipState, id: string, nowMs: number): boolean {
  const tracking = findTracking(state, id);
  if (!tracking) return false;
  dropTracking(state, tracking);
  noteDeleted(state, tracking, nowMs);
  return true;
}

export function noteDeleted(state: AfterShipState, tracking: StoredTracking, nowMs: number): void {
  state.deletedAtMs.set(`${tracking.slug} ${tracking.trackingNumber}`, nowMs);
  state.deletedAtMs.set(`id ${tracking.id}`, nowMs);
}

export function listJournal(state: AfterShipState): readonly JournalEntry[] {
  return [...state.journal];
}

/** Formats a journal with one request on each line. */
export function formatJournal(journal: readonly JournalEntry[]): string {
  return journal.map((entry) => `${JSON.stringify(entry)}\n`).join('');
}

export function clearJournal(state: AfterShipState): void {
  state.journal.length = 0;
}
