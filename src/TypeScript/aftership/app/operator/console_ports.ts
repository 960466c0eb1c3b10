/** What the console's use cases need beyond what sending needs. Everything is of this account only. */

import type { Backfill, BackfillState, BackfillWish } from '../../core/backfill';
import type { Lacking } from '../../core/carrier/mapping_findings';
import type { ConnectionReading, Mode } from '../../core/connection';
import type { DayCount } from '../../core/day_counts';
import type { Params, Reason, State } from '../../core/ledger/reasons';
import type { LedgerRow } from '../../core/ledger/row';
import type { CalendarDate, EpochSeconds } from '../../core/values';
import type { BackfillChange } from '../ports';

export interface StateCount {
  readonly state: State;
  readonly count: number;
}

export interface ReasonCount extends StateCount, RowFilter {}

/** Rows of one reason. */
export interface RowFilter {
  readonly reason: Reason;
  /** AfterShip's code where it refused; null for every other reason. */
  readonly code: number | null;
}

/** What Preview left behind for one day. */
export interface PreviewCount {
  readonly day: CalendarDate | null;
  /** It would be created with an e-mail address. */
  readonly hasEmail: boolean;
  /** It would share a tracking that is there. */
  readonly isShared: boolean;
  readonly count: number;
}

export interface ConsoleLedger {
  countByReason(): readonly ReasonCount[];
  /** By the day the fulfillment shipped. */
  countByDay(from: CalendarDate): readonly (StateCount & { readonly day: CalendarDate })[];
  countByCarrier(from: CalendarDate): readonly (StateCount & { readonly slug: string })[];
  /** What stands to the choice of the carrier, of packages that shipped on this day or later. */
  countByEvidence(from: CalendarDate): readonly EvidenceCount[];
  countPreviews(): readonly PreviewCount[];
  /** What the newest packages of Preview go without although their carrier asks for it. */
  countLacking(): readonly Lacking[];
  /** Newest first. */
  list(filter: RowFilter, start: number, limit: number): readonly LedgerRow[];
  /** Newest first, and complete: rows that leave the filter meanwhile do not push others out of it. */
  listEvery(filter: RowFilter, limit: number): readonly LedgerRow[];
  findByIds(ids: readonly number[]): readonly LedgerRow[];
  /** Rows of this fulfillment and rows with one of these numbers, as they are: nothing is merged or written. */
  findRelated(fulfillmentId: number, numbers: readonly string[]): readonly LedgerRow[];
  findByNumber(number: string): readonly LedgerRow[];
  findOfFulfillments(fulfillmentIds: readonly number[]): readonly LedgerRow[];
  /** Ticks "Try again / send anyway". */
  requestRetry(id: number): void;
  /** What AfterShip has for us and was told since this time, by the carrier that AfterShip holds. */
  countSentByCarrier(since: EpochSeconds): readonly CarrierCount[];
  /** Ids of the fulfillments of those rows, each once. An empty carrier is one that is not known. */
  findSentByCarrier(slug: string, since: EpochSeconds, limit: number): readonly number[];
  /** Takes away what was noted in words, and the fingerprint that contacts went into. */
  erase(id: number, left: ErasedRow): void;
}

export interface EvidenceCount {
  /** As a row keeps it (core/carrier/evidence_mark.ts). */
  readonly evidence: string;
  readonly count: number;
}

export interface CarrierCount {
  readonly slug: string;
  readonly count: number;
}

/** What stays of an erased row beside its number, state and ids. */
export interface ErasedRow {
  readonly params: Params;
  readonly history: string;
  /** Whether it is known when its fulfillment was looked at. Without it AfterShip is asked also what it refused before. */
  readonly keepsLook: boolean;
}

export interface ConsoleDays {
  /** The counts of the two latest days, the later one first. */
  latest(): readonly DayCount[];
  /** The first text in the number fields of a fulfillment; null when there is none, or the visitor may not see it. */
  typedOn(fulfillmentId: number): string | null;
}

export interface CustomerReading {
  readonly name: string;
  readonly withoutContact: boolean;
  readonly isOptedOut: boolean;
}

/** What a customer's fulfillments are found by, and whether AfterShip may know the person. */
export interface ConsoleCustomers {
  /** Null when there is no such customer, or the visitor's role may not see it. */
  read(id: number): CustomerReading | null;
  /** Newest first; of this day or later, unless it is null. */
  findFulfillments(customerId: number, from: CalendarDate | null, limit: number): readonly number[];
  /** Ticks "Track Without Contact". Throws when the visitor's role may not. */
  keepContactsBack(id: number): void;
}

export interface ConsoleOutbox {
  /** Fulfillments that wait for their look. */
  count(): number;
  /** Tracking numbers on the first of them, as far as the visitor may see them. */
  countNumbers(limit: number): number;
  /** When the oldest row was made; null when there is none. */
  oldest(): EpochSeconds | null;
  /** Rows that wait for a run of the System user, because another could not read what it needed. */
  countSystemOnly(): number;
  /** Fulfillments whose look failed at least so often, each once, those that failed most first; of backfills, too. */
  listFailing(attempts: number): readonly FailingLook[];
}

export interface FailingLook {
  readonly fulfillmentId: number;
  readonly attempts: number;
  readonly dueAt: EpochSeconds;
  /** In the words of the last failure. */
  readonly reason: string;
}

/** What the connection's record says about the work, in its own words. */
export interface ConnectionNotes {
  readonly lastRequest: string | null;
  readonly lastRun: string | null;
  /** The NetSuite release that a person looked at last. */
  readonly releaseChecked: string | null;
}

/** What decides whether anything is sent, as far as people write it. */
export interface SendState {
  readonly mode: Mode;
  readonly stoppedByPerson: boolean;
}

export interface ConsoleConnections {
  find(): ConnectionReading;
  notes(id: number): ConnectionNotes;
  /**
   * Writes the change when the connection still is as it was expected; false when it is not. Throws
   * RCRD_HAS_BEEN_CHANGED when somebody saves it at the same moment.
   */
  changeSending(
    id: number,
    expected: SendState,
    change: Partial<SendState> & { readonly startDate?: CalendarDate },
  ): boolean;
  /** Makes a connection for this account, in Preview, and gives its internal id. */
  create(secretId: string, release: string): number;
  noteRelease(id: number, release: string): void;
  /** Clears the stop by an error. A person's stop is never touched. */
  clearErrorStop(id: number): void;
}

/** Packages that a backfill last asked for. */
export interface BackfillPackages extends StateCount {
  readonly backfill: number;
}

export interface ConsoleBackfills {
  /** Newest first. */
  list(limit: number): readonly Backfill[];
  /** Fulfillments with an event of this backfill, at most 1,000. */
  findWaiting(id: number): readonly number[];
  /** Starts it, and gives its internal id. */
  create(wish: BackfillWish & Pick<Backfill, 'mode' | 'expected' | 'startedAt'>): number;
  /** False when it is not in the expected state any more. Throws RCRD_HAS_BEEN_CHANGED as the connection does. */
  change(
    id: number,
    expected: BackfillState,
    change: (backfill: Backfill) => BackfillChange & Partial<Pick<Backfill, 'mode'>>,
  ): boolean;
  countPackages(ids: readonly number[]): readonly BackfillPackages[];
  /** Fulfillments that may have shipped in the window. */
  countFulfillments(wish: BackfillWish): number;
  /** How many tracking numbers each of the first of them has, by id. */
  listNumbers(wish: BackfillWish, limit: number): readonly number[];
  /** What the ledger knows of packages that shipped in these days. */
  countKnown(days: Pick<BackfillWish, 'from' | 'to'>): readonly ReasonCount[];
}

/** Features whose state the set-up page shows. */
export type ConsoleFeature =
  'SERVERSIDESCRIPTING' | 'CUSTOMRECORDS' | 'PICKPACKSHIP' | 'ADVSHIPPING' | 'LOCATIONS' | 'SUBSIDIARIES';

export interface ConsoleAccount {
  id(): string;
  isProduction(): boolean;
  /** NetSuite's release, such as 2026.2. */
  release(): string;
  isFeatureOn(feature: ConsoleFeature): boolean;
}

export interface DeploymentReading {
  readonly id: string;
  readonly isDeployed: boolean;
  /** In capitals and without spaces, such as `NOTSCHEDULED`; empty when NetSuite gives none. */
  readonly status: string;
  /** As the project deploys it. */
  readonly expected: string;
}

/**
 * What an account has, as far as a script in the visitor's role can see. Each may throw, or find nothing although it is
 * there: what NetSuite shows to a script is not documented in every case.
 */
export interface ConsoleInventory {
  /** Those of this project that the search finds. */
  deployments(): readonly DeploymentReading[];
  deploymentCount: number;
  /** Internal id of the role of this name; null when none is found. */
  findRole(role: 'scripts' | 'connector'): number | null;
  countUsers(roleId: number): number;
  /** The newest fulfillment of each subsidiary that the visitor may see, at most fifty. */
  newestFulfillments(): readonly { readonly subsidiary: string; readonly fulfillmentId: number }[];
  /** The newest shipped fulfillment that the visitor may see; null when there is none. */
  newestShipped(): number | null;
}

/** Which rows a person means: all of a state and reason, or those that were chosen. */
export type Chosen =
  { readonly kind: 'all'; readonly filter: RowFilter } | { readonly kind: 'rows'; readonly ids: readonly number[] };

// --- What passes between the console, the stages of the bulk job and its reduces; versioned: code can be deployed meanwhile ---

export type BulkTask = { readonly version: 2 } & (
  | { readonly kind: 'retry'; readonly chosen: Chosen }
  /** A person's data: what the ledger says in words is erased, and sending takes contacts back from AfterShip. */
  | { readonly kind: 'erase'; readonly customerId: number }
  /** The carrier mapping was corrected: whatever AfterShip has under this carrier is looked at again. */
  | { readonly kind: 'carrier'; readonly slug: string }
  /** A rule was changed: whatever it left out is looked at again. */
  | { readonly kind: 'look'; readonly filter: RowFilter }
);

/** One reduce: rows of one fulfillment, which get one event together, or some fulfillments. */
export type BulkItem = { readonly version: 2 } & (
  | { readonly kind: 'retry'; readonly rowIds: readonly number[] }
  | { readonly kind: 'erase' | 'look'; readonly fulfillmentIds: readonly number[] }
);

/** Work that is too much for one page: it goes on as a job of its own. */
export interface BulkWork {
  start(task: BulkTask): BulkStart;
}

export type BulkStart = 'started' | 'busy' | 'refused';
