/**
 * What the use cases need from the outside, named by need. NetSuite's side is in adapters/, the tests' in __tests__/.
 * Expected results are values; a port throws only for platform faults that the caller cannot decide about.
 */

import type { Backfill, BackfillWish } from '../core/backfill';
import type { Connection, ConnectionReading, SendingRequest, SendPermission, Told } from '../core/connection';
import type { DayCount, Group, KnownPackage, ShippedFulfillment } from '../core/day_counts';
import type { FieldMapping } from '../core/fields/mapping';
import type { Fulfillment } from '../core/netsuite/fulfillment';
import type { Answer } from '../core/aftership/outcome';
import type { LedgerRow, RowChange, RowContent } from '../core/ledger/row';
import type { NewEvent, PutBack, OutboxEvent } from '../core/event';
import type { CalendarDate, EpochSeconds } from '../core/values';

export interface Clock {
  now(): EpochSeconds;
}

/** Uniform in [0, 1). Injected, so that a run can be repeated. */
export interface Random {
  next(): number;
}

export interface Hash {
  /** Lower-case hex of SHA-256 over the UTF-8 bytes. */
  sha256Hex(text: string): string;
}

/** What is left of the platform's limits for the running invocation. */
export interface Usage {
  remainingUnits(): number;
  elapsedSeconds(): number;
}

/** A constant title and details with ids. Never a secret, an address, a name or a phone number. */
export interface Log {
  audit(title: string, details: object): void;
  /** The cause's name and message are logged with it. */
  error(title: string, details: object, cause?: unknown): void;
}

export interface Account {
  /** `1234567` or `1234567_SB1`. */
  id(): string;
  isProduction(): boolean;
}

export type FulfillmentReading =
  | {
      readonly kind: 'found';
      readonly fulfillment: Fulfillment;
      /** Records that it names but that could not be read: their parts are left out. Proof only in a System run. */
      readonly missing: readonly string[];
    }
  /** The platform says that there is no such record. Proof only in a System run. */
  | { readonly kind: 'absent' }
  /** It may exist, but this run cannot read it. */
  | { readonly kind: 'unreadable'; readonly detail: string };

export interface Fulfillments {
  /** With what the field mapping asks for. */
  read(id: number, mapping: Pick<FieldMapping, 'lines'>): FulfillmentReading;
}

export interface ChangedFulfillment {
  readonly id: number;
  /** To the minute; null when it could not be read. */
  readonly modifiedAt: EpochSeconds | null;
}

/** What the hourly check asks about many fulfillments at once. */
export interface FulfillmentIndex {
  /**
   * At most 1,000 fulfillments with a greater id than `afterId`, by id, changed at or after `since`. It may give some
   * that were changed up to two days before: a date is all that the search can safely be asked for.
   */
  findChanged(since: EpochSeconds, afterId: number): readonly ChangedFulfillment[];
  /** Those of the ids that exist, for the user of this run. */
  findExisting(ids: readonly number[]): ReadonlySet<number>;
}

export interface Connections {
  /** The connection of this account. Rows of other accounts do not count: a refreshed sandbox is full of them. */
  find(): ConnectionReading;
  /** One connection with every setting, fresh. */
  read(id: number): ConnectionReading;
  /** Whether the next call may be made, fresh, at the price of one unit. */
  permission(id: number): SendPermission;
  stopByError(id: number, reason: string): void;
  clearErrorStop(id: number): void;
  /** What administrators were told last, so that they are told once. */
  rememberTold(id: number, told: Told): void;
  /** How far the hourly check has got; null = the first round is still to come. */
  rememberCheck(id: number, cursor: string | null): void;
  /** What AfterShip says of the couriers that the carrier mapping names, once a day. */
  rememberCouriers(id: number, couriers: string): void;
  /** For people to see. Written rarely: the record refuses the save of an administrator who opened it before the write. */
  recordActivity(id: number, activity: Activity): void;
}

export interface Events {
  add(event: NewEvent): void;
  /** Notes what is about to be created, or takes the note back (''). False: the event is gone. */
  markInFlight(id: number, mark: string): boolean;
  /** Due events of this account, live before backfill, then by due time. */
  findDue(now: EpochSeconds, limit: number, options: { readonly includeSystemOnly: boolean }): readonly OutboxEvent[];
  findByFulfillment(fulfillmentIds: readonly number[]): readonly OutboxEvent[];
  /** Whether at least one event of this account is due that a run of this kind may take. */
  hasDue(now: EpochSeconds, options: { readonly includeSystemOnly: boolean }): boolean;
  /** Whether at least one live event of this account is due that only a run of the System user may take. */
  hasDueForSystem(now: EpochSeconds): boolean;
  acknowledge(id: number): void;
  /** False: it is gone, because another run has acknowledged it. */
  putBack(id: number, change: PutBack): boolean;
}

export type BackfillChange = Partial<
  Pick<Backfill, 'state' | 'reason' | 'cursor' | 'raised' | 'isComplete' | 'endedAt'>
>;

export interface Backfills {
  /** Null: there is none for the user of this run. That proves its absence in a System run only. One unit. */
  read(id: number): Backfill | null;
  /** The first of those that run; two that were started at the same moment go one after the other. */
  findRunning(): Backfill | null;
  change(id: number, change: BackfillChange): void;
  /** Fulfillments with an event of this backfill, at most 1,000. */
  findWaiting(id: number): readonly number[];
}

export interface DatedFulfillments {
  /** Those that may have shipped in the window and have a greater id, by id. */
  find(wish: BackfillWish, afterId: number, limit: number): readonly number[];
}

export interface LedgerReading {
  /** This fulfillment's rows, one a number: a second row of the same number is merged into the first. */
  readonly own: readonly LedgerRow[];
  /** Rows of other fulfillments with one of these numbers. */
  readonly others: readonly LedgerRow[];
}

export type LedgerPatch = RowChange & { readonly retryRequested?: false };

export interface Ledger {
  /** Rows of this fulfillment, and rows of others with one of these numbers. */
  findFor(fulfillmentId: number, numbers: readonly string[]): LedgerReading;
  /** Adds a row and gives its internal id; finds the existing one when the platform refuses a second. */
  add(fulfillmentId: number, number: string, content: RowContent, shippedOn: CalendarDate | null): number;
  change(id: number, patch: LedgerPatch): void;
  /** Owners of this tracking, of any fulfillment of this account. */
  findOwners(trackingId: string): readonly LedgerRow[];
  /** Removals that AfterShip was asked for at or after this time, whatever came of them. */
  countRemovalsSince(since: EpochSeconds): number;
  /** Different fulfillments with a package whose attempt failed at or after this time; counts to ten. */
  countFailingFulfillments(since: EpochSeconds): number;
  /**
   * Fulfillments that the outbox need not mention but that have something to do, those that are due longest first: a row
   * that a person asked to try again and, while sending is on, a row whose time has come.
   */
  findWaiting(now: EpochSeconds, limit: number, options: { readonly isOn: boolean }): readonly number[];
}

export interface Orphan {
  readonly rowId: number;
  readonly fulfillmentId: number;
}

export interface StoredDay {
  readonly id: number;
  readonly day: CalendarDate;
}

/** The counts of each day's shipments, a record a day. */
export interface DayCounts {
  /** Shipped fulfillments dated on this day or later, of those that the connection does not leave out. */
  findShipped(
    since: CalendarDate,
    filters: Pick<Connection, 'subsidiaries' | 'locations'>,
  ): readonly ShippedFulfillment[];
  /** What the ledger knows of packages that shipped on this day or later. */
  findPackages(since: CalendarDate, waits: Pick<Connection, 'removalWaitMinutes'>): readonly KnownPackage[];
  /** Days that were counted, the latest first. */
  list(): readonly StoredDay[];
  read(id: number): DayCount | null;
  add(count: DayCount): void;
  /** Counted again: what it is compared with stays. */
  change(id: number, groups: readonly Group[]): void;
  remove(id: number): void;
}

/** What the hourly check asks about many ledger rows at once. */
export interface LedgerIndex {
  /** The oldest look among the open rows of each of these fulfillments; one without open rows is not in the map. */
  findLooks(fulfillmentIds: readonly number[]): ReadonlyMap<number, EpochSeconds | null>;
  /** The oldest look at or after `since` among all open rows; null = there is none. `since` when a row has never had one. */
  findOldestLook(since: EpochSeconds): EpochSeconds | null;
  /**
   * Open rows whose fulfillment the platform no longer shows (SET_NULL on delete) and that do not know yet that their number
   * is gone, by id, above `afterRowId`.
   */
  findOrphans(afterRowId: number, limit: number): readonly Orphan[];
  /** Fulfillments that have two rows of one package, among the newest 10,000 rows looked at since this time. */
  findDoubles(lookedSince: EpochSeconds): readonly number[];
  /** Rows that nothing was done about since this time and that wait for nothing. */
  findAged(lookedBefore: EpochSeconds, limit: number): readonly number[];
  remove(rowId: number): void;
}

/** An e-mail in the name of an employee, to at most ten addresses. Throws when the platform refuses to send. */
export interface Mailer {
  send(mail: Mail): void;
}

export interface Mail {
  /** Internal id of an employee. */
  readonly author: number;
  readonly recipients: readonly string[];
  readonly subject: string;
  readonly body: string;
}

/**
 * Asks the platform to run the sending job. `busy` = a run is unfinished already, which is as good, but for what only a
 * run of the System user may settle.
 */
export interface Sending {
  request(options: { readonly asSystem: boolean }): SendingRequest;
}

/** How a run of sending ended, in words, and what it cost. */
export interface RunRecord {
  readonly at: EpochSeconds;
  readonly summary: string;
  /** Usage units of all its stages. */
  readonly units: number;
}

export interface Activity {
  readonly request: SendingRequest | null;
  readonly run: RunRecord | null;
}

/** Remembers for an hour how the last request for sending and the last runs ended. Lost at any time without harm. */
export interface Memory {
  lastRequest(): SendingRequest | null;
  rememberRequest(request: SendingRequest): void;
  lastRun(): RunRecord | null;
  /** Newest first, a few dozen at most. */
  recentRuns(): readonly RunRecord[];
  rememberRun(run: RunRecord): void;
  /** A time in which nothing but the scheduled scripts and people's clicks ask for sending. Null ends it. */
  reserve(turn: SystemTurn | null): void;
  isReserved(now: EpochSeconds): boolean;
}

/** When the scheduled script is expected next. */
export interface SystemTurn {
  readonly from: EpochSeconds;
  readonly until: EpochSeconds;
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Path with query, below the API's base URL. */
  readonly path: string;
  readonly body: string | null;
}

/** What came back, or how it failed to come back. */
export type HttpResult = Answer;

export interface Http {
  send(request: HttpRequest, secretId: string): HttpResult;
}

// --- What passes between the stages of the sending job ---

/** What passes from the input stage to a reduce. Versioned: code can be deployed while a run is under way. */
export interface ReconcileTask {
  readonly version: 2;
  readonly fulfillmentId: number;
  readonly events: readonly OutboxEvent[];
  /** Null: there is no connection for this account, and the events are dropped. */
  readonly connectionId: number | null;
  /** The connection's carrier mapping in full: a look-up gives long text cut off (section_4345776651). */
  readonly carrierMapping: string;
  /** The field mapping, for the same reason. */
  readonly fieldMapping: string;
  /** The connection's couriers, for the same reason. */
  readonly couriers: string | null;
  /** The run belongs to the System user: what it cannot find does not exist. */
  readonly asSystem: boolean;
}

export type ReconcileEnd = 'done' | 'discarded' | 'put back' | 'stopped';

export interface ReconcileReport {
  readonly version: 1;
  readonly end: ReconcileEnd;
  /** Number of calls and rows by what became of them, for the run's summary. */
  readonly counts: Readonly<Record<string, number>>;
}

export interface RunResult {
  readonly reports: readonly ReconcileReport[];
  /** Reduces that threw, by fulfillment: a platform fault or a defect of ours. */
  readonly failures: readonly { readonly fulfillmentId: number; readonly message: string }[];
  /** The input stage threw. */
  readonly inputError: string | null;
  readonly unitsUsed: number;
}

// --- What passes between the stages of the hourly check ---

/** What passes from the input stage to a map. Versioned: code can be deployed while a run is under way. */
export type CheckTask = { readonly version: 1 } & (
  | { readonly kind: 'raise'; readonly origin: string; readonly fulfillmentIds: readonly number[] }
  | { readonly kind: 'purge'; readonly rowIds: readonly number[] }
  | { readonly kind: 'cursor'; readonly connectionId: number; readonly cursor: string | null }
);

/** What a map tells the end of the run. */
export type CheckReport = { readonly version: 1 } & (
  | { readonly kind: 'raised' | 'purged'; readonly count: number }
  | { readonly kind: 'cursor'; readonly connectionId: number; readonly cursor: string | null }
);

export interface CheckResult {
  readonly reports: readonly CheckReport[];
  readonly errors: readonly string[];
}
