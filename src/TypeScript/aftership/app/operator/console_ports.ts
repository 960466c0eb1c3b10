/** Ports that only the console's use cases need. All data is of this account only. */

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

/** Selects the rows of one reason. */
export interface RowFilter {
  readonly reason: Reason;
  /** AfterShip's code of a refusal; null for every other reason. */
  readonly code: number | null;
}

/** Packages that Preview left for one day. */
export interface PreviewCount {
  readonly day: CalendarDate | null;
  /** True when the tracking would be created with an e-mail address. */
  readonly hasEmail: boolean;
  /** True when the package would share an existing tracking. */
  readonly isShared: boolean;
  readonly count: number;
}

export interface ConsoleLedger {
  countByReason(): readonly ReasonCount[];
  /** Counts by the day on which the fulfillment shipped. */
  countByDay(from: CalendarDate): readonly (StateCount & { readonly day: CalendarDate })[];
  countByCarrier(from: CalendarDate): readonly (StateCount & { readonly slug: string })[];
  /** Counts the evidence for the carrier of packages that shipped on this day or later. */
  countByEvidence(from: CalendarDate): readonly EvidenceCount[];
  countPreviews(): readonly PreviewCount[];
  /** Counts the fields that the newest packages of Preview lack although their carrier requires them. */
  countLacking(): readonly Lacking[];
  /** Rows, newest first. */
  list(filter: RowFilter, start: number, limit: number): readonly LedgerRow[];
  /** Rows, newest first. A row that leaves the filter during the search does not hide another row. */
  listEvery(filter: RowFilter, limit: number): readonly LedgerRow[];
  findByIds(ids: readonly number[]): readonly LedgerRow[];
  /** Rows of this fulfillment and rows with one of these numbers, unchanged: the port merges and writes nothing. */
  findRelated(fulfillmentId: number, numbers: readonly string[]): readonly LedgerRow[];
  findByNumber(number: string): readonly LedgerRow[];
  findOfFulfillments(fulfillmentIds: readonly number[]): readonly LedgerRow[];
  /** Ticks "Try again / send anyway". */
  requestRetry(id: number): void;
  /**
   * Counts the trackings that AfterShip has for us and that were sent since this time, by the carrier that AfterShip
   * holds.
   */
  countSentByCarrier(since: EpochSeconds): readonly CarrierCount[];
  /** Ids of the fulfillments of those rows, each once. An empty slug stands for an unknown carrier. */
  findSentByCarrier(slug: string, since: EpochSeconds, limit: number): readonly number[];
  /** Erases the texts of a row and the fingerprint that was computed from contacts. */
  erase(id: number, left: ErasedRow): void;
}

export interface EvidenceCount {
  /** Evidence mark as a row stores it (core/carrier/evidence_mark.ts). */
  readonly evidence: string;
  readonly count: number;
}

export interface CarrierCount {
  readonly slug: string;
  readonly count: number;
}

/** Fields that an erased row keeps beside its number, state and ids. */
export interface ErasedRow {
  readonly params: Params;
  readonly history: string;
  /**
   * True when the row keeps the time of its look. Without that time a new look asks AfterShip again even after a
   * refusal.
   */
  readonly keepsLook: boolean;
}

export interface ConsoleDays {
  /** Counts of the two latest days, the later day first. */
  latest(): readonly DayCount[];
  /** First text in the number fields of a fulfillment; null when there is none or the visitor may not see it. */
  typedOn(fulfillmentId: number): string | null;
}

export interface CustomerReading {
  readonly name: string;
  readonly withoutContact: boolean;
  readonly isOptedOut: boolean;
}

/** Finds the fulfillments of a customer and reads whether AfterShip may get the customer's contacts. */
export interface ConsoleCustomers {
  /** Null when the customer does not exist or the visitor's role may not see it. */
  read(id: number): CustomerReading | null;
  /** Fulfillments, newest first. A null `from` sets no earliest day. */
  findFulfillments(customerId: number, from: CalendarDate | null, limit: number): readonly number[];
  /** Ticks "Track Without Contact". Throws when the visitor's role may not edit the customer. */
  keepContactsBack(id: number): void;
}

export interface ConsoleOutbox {
  /** Number of fulfillments that wait for a look. */
  count(): number;
  /** Number of tracking numbers on the first `limit` of them, as far as the visitor may see them. */
  countNumbers(limit: number): number;
  /** Time at which the oldest row was made; null when there is none. */
  oldest(): EpochSeconds | null;
  /** Number of rows that wait for a run of the System user, because a run of another user could not read a record. */
  countSystemOnly(): number;
  /**
   * Fulfillments whose look failed at least `attempts` times, each once, most failures first. Backfills are included.
   */
  listFailing(attempts: number): readonly FailingLook[];
}

export interface FailingLook {
  readonly fulfillmentId: number;
  readonly attempts: number;
  readonly dueAt: EpochSeconds;
  /** Message of the last failure. */
  readonly reason: string;
}

/** Notes on the connection's record about its requests and runs, as the scripts wrote them. */
export interface ConnectionNotes {
  readonly lastRequest: string | null;
  readonly lastRun: string | null;
  /** NetSuite release that a person checked last. */
  readonly releaseChecked: string | null;
}

/** Settings by which people decide whether anything is sent. */
export interface SendState {
  readonly mode: Mode;
  readonly stoppedByPerson: boolean;
}

export interface ConsoleConnections {
  find(): ConnectionReading;
  notes(id: number): ConnectionNotes;
  /**
   * Writes the change if the connection is still in the expected state; else returns false. Throws
   * RCRD_HAS_BEEN_CHANGED when somebody saves the record at the same moment.
   */
  changeSending(
    id: number,
    expected: SendState,
    change: Partial<SendState> & { readonly startDate?: CalendarDate },
  ): boolean;
  /** Creates a connection for this account in Preview and returns its internal id. */
  create(secretId: string, release: string): number;
  noteRelease(id: number, release: string): void;
  /** Clears the stop by an error. It never clears a stop by a person. */
  clearErrorStop(id: number): void;
}

/** Packages that a backfill was the last to ask for. */
export interface BackfillPackages extends StateCount {
  readonly backfill: number;
}

export interface ConsoleBackfills {
  /** Backfills, newest first. */
  list(limit: number): readonly Backfill[];
  /** Fulfillments with an event of this backfill, at most 1,000. */
  findWaiting(id: number): readonly number[];
  /** Creates a running backfill and returns its internal id. */
  create(wish: BackfillWish & Pick<Backfill, 'mode' | 'expected' | 'startedAt'>): number;
  /**
   * Returns false when the backfill is no longer in the expected state. Throws RCRD_HAS_BEEN_CHANGED when somebody
   * saves the record at the same moment.
   */
  change(
    id: number,
    expected: BackfillState,
    change: (backfill: Backfill) => BackfillChange & Partial<Pick<Backfill, 'mode'>>,
  ): boolean;
  countPackages(ids: readonly number[]): readonly BackfillPackages[];
  /** Number of fulfillments that may have shipped in the window. */
  countFulfillments(wish: BackfillWish): number;
  /** Count of tracking numbers on each of the first `limit` fulfillments, in the order of their ids. */
  listNumbers(wish: BackfillWish, limit: number): readonly number[];
  /** Counts the ledger's rows of packages that shipped in these days, by reason. */
  countKnown(days: Pick<BackfillWish, 'from' | 'to'>): readonly ReasonCount[];
}

/** NetSuite features whose state the set-up page shows: those of sending, then those of AfterShip's own connection. */
export type ConsoleFeature =
  | 'SERVERSIDESCRIPTING'
  | 'CUSTOMRECORDS'
  | 'PICKPACKSHIP'
  | 'ADVSHIPPING'
  | 'LOCATIONS'
  | 'SUBSIDIARIES'
  | 'CUSTOMCODE'
  | 'RESTWEBSERVICES'
  | 'TBA'
  | 'WEBSERVICESEXTERNAL'
  | 'RETURNAUTHS';

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
  /** Status in capitals without spaces, such as `NOTSCHEDULED`; empty when NetSuite gives none. */
  readonly status: string;
  /** Status that the project deploys. */
  readonly expected: string;
}

/**
 * Reads the account's objects as far as the visitor's role can see them. Each function may throw or find nothing
 * although the object exists: what NetSuite shows to a script is not fully documented.
 */
export interface ConsoleInventory {
  /** This project's deployments that the search finds. */
  deployments(): readonly DeploymentReading[];
  deploymentCount: number;
  /** Internal id of the role of this name; null when none is found. */
  findRole(role: 'scripts' | 'connector'): number | null;
  countUsers(roleId: number): number;
  /** Newest fulfillment of each subsidiary that the visitor may see, fifty at most. */
  newestFulfillments(): readonly { readonly subsidiary: string; readonly fulfillmentId: number }[];
  /** Newest shipped fulfillment that the visitor may see; null when there is none. */
  newestShipped(): number | null;
}

/** Rows that a person chose: all rows of a reason, or ticked rows. */
export type Chosen =
  { readonly kind: 'all'; readonly filter: RowFilter } | { readonly kind: 'rows'; readonly ids: readonly number[] };

// --- Data between the console, the stages of the bulk job and its reduces. Versioned, because code can be deployed
// during a job. ---

export type BulkTask = { readonly version: 2 } & (
  | { readonly kind: 'retry'; readonly chosen: Chosen }
  /** Erases a customer: the job clears the texts of the rows, and sending removes the contacts from AfterShip. */
  | { readonly kind: 'erase'; readonly customerId: number }
  /**
   * The carrier mapping was corrected: the job asks for a look at every tracking that AfterShip has under this carrier.
   */
  | { readonly kind: 'carrier'; readonly slug: string }
  /** A rule was changed: the job asks for a look at every package that the rule left out. */
  | { readonly kind: 'look'; readonly filter: RowFilter }
);

/** Input of one reduce: rows of one fulfillment, which get one event together, or some fulfillments. */
export type BulkItem = { readonly version: 2 } & (
  | { readonly kind: 'retry'; readonly rowIds: readonly number[] }
  | { readonly kind: 'erase' | 'look'; readonly fulfillmentIds: readonly number[] }
);

/** Starts the bulk job with work that is too much for one page. */
export interface BulkWork {
  start(task: BulkTask): BulkStart;
}

export type BulkStart = 'started' | 'busy' | 'refused';
