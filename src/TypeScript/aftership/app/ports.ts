/**
 * Ports of the use cases, named by need. adapters/ implements them over NetSuite, __tests__/ for tests. Expected
 * results are values; a port throws only on platform faults that its caller cannot decide about.
 */

import type { Backfill, BackfillStep, BackfillWish } from '../core/backfill';
import type { Connection, ConnectionReading, SendingRequest, SendPermission, Told } from '../core/connection';
import type { DayCount, Group, KnownPackage, ShippedFulfillment } from '../core/day_counts';
import type { FieldMapping } from '../core/fields/mapping';
import type { Fulfillment } from '../core/netsuite/fulfillment';
import type { Answer } from '../core/aftership/outcome';
import type { LedgerRow, RowChange, RowContent } from '../core/ledger/row';
import type { AddedRow } from '../core/ledger/doubles';
import type { DatabaseSeconds } from '../core/look';
import type { NewEvent, PutBack, OutboxEvent, Saver } from '../core/event';
import type { CalendarDate, EpochSeconds } from '../core/values';

export interface Clock {
  now(): EpochSeconds;
}

export interface WaitingClock extends Clock {
  /** Returns when the clock shows this time, which may have a fraction. No unit, but the run's time passes. */
  waitUntil(at: number): void;
}

/** A random number, uniform in [0, 1). It is injected, so that a run can be repeated. */
export interface Random {
  next(): number;
}

export interface Hash {
  /** Lower-case hex of SHA-256 over the UTF-8 bytes. */
  sha256Hex(text: string): string;
}

/** Remaining limits of the running invocation. */
export interface Usage {
  remainingUnits(): number;
  elapsedSeconds(): number;
}

/** Writes a constant title and details with ids. Never a secret, an address, a name or a phone number. */
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
      /**
       * Named records that could not be read, so their fields are empty. Only a System run proves that such a record is
       * absent.
       */
      readonly missing: readonly string[];
      /** Fields that the account refuses to give, such as `customer.language`; they are empty too. */
      readonly refused: readonly string[];
    }
  /** The platform reports no such record. Only a System run proves the absence. */
  | { readonly kind: 'absent' }
  /** The record may exist, but this run cannot read it. */
  | { readonly kind: 'unreadable'; readonly detail: string };

export interface Fulfillments {
  /** Reads a fulfillment with the fields that the field mapping asks for. */
  read(id: number, mapping: Pick<FieldMapping, 'lines'>): FulfillmentReading;
}

export interface ChangedFulfillment {
  readonly id: number;
  /** Time of the last change, to the minute; null when it could not be read. */
  readonly modifiedAt: EpochSeconds | null;
}

/** Searches of the hourly check over many fulfillments. */
export interface FulfillmentIndex {
  /**
   * Returns the next fulfillments with an id above `afterId`, by id, that changed at or after `since`: 1,000, and fewer
   * only when there are no more. It may include some that changed up to two days earlier, because the search filters by date only.
   */
  findChanged(since: EpochSeconds, afterId: number): readonly ChangedFulfillment[];
  /**
   * Returns what the database says about the seconds of these fulfillments' last changes, at most 1,000. Empty when it
   * refuses the question. Ten units.
   */
  findSeconds(ids: readonly number[]): ReadonlyMap<number, DatabaseSeconds>;
  /** Returns the ids that exist for the user of this run. */
  findExisting(ids: readonly number[]): ReadonlySet<number>;
}

export interface Connections {
  /** Finds the connection of this account and ignores rows of other accounts, which a refreshed sandbox contains. */
  find(): ConnectionReading;
  /**
   * Finds the connection for a run of sending, for 3 units instead of 12: a second connection of the account may go
   * unnoticed for a quarter of an hour, until the scheduled script finds it.
   */
  findAgain(): ConnectionReading;
  /** Reads every setting of one connection afresh. */
  read(id: number): ConnectionReading;
  /** Reads afresh whether the next call may be made. One unit. */
  permission(id: number): SendPermission;
  stopByError(id: number, reason: string): void;
  /** Remembers that AfterShip takes no request before this time. */
  pause(id: number, until: EpochSeconds): void;
  clearErrorStop(id: number): void;
  /** Remembers the last notice to administrators, so that each notice is sent once. */
  rememberTold(id: number, told: Told): void;
  /** Saves the position of the hourly check; null asks for a first round. */
  rememberCheck(id: number, cursor: string | null): void;
  /** Saves, once a day, AfterShip's answer about the couriers that the carrier mapping names. */
  rememberCouriers(id: number, couriers: string): void;
  /**
   * Records activity for people. It writes rarely, because a write makes the save of an administrator fail who has the
   * record open.
   */
  recordActivity(id: number, activity: Activity): void;
}

export interface Events {
  /** Adds a row and returns its internal id. */
  add(event: NewEvent): number;
  /** Notes what is about to be created; an empty mark clears the note. Returns false when the event is gone. */
  markInFlight(id: number, mark: string): boolean;
  /** Due events of this account, by priority, then by due time. */
  findDue(now: EpochSeconds, limit: number, options: { readonly includeSystemOnly: boolean }): readonly OutboxEvent[];
  findByFulfillment(fulfillmentIds: readonly number[]): readonly OutboxEvent[];
  /** True when at least one due event of this account may be taken by a run of this kind. */
  hasDue(now: EpochSeconds, options: { readonly includeSystemOnly: boolean }): boolean;
  /** True when at least one due live event of this account may be taken by a run of the System user only. */
  hasDueForSystem(now: EpochSeconds): boolean;
  /** Fulfillments that the last System run could not read, each once, at most 1,000, with what NetSuite says. */
  findUnreadable(): readonly { readonly fulfillmentId: number; readonly reason: string }[];
  /** Rows of the outbox that no account's script can take, because they name another account or none. */
  findForeign(limit: number): readonly number[];
  acknowledge(id: number): void;
  /** Returns false when the event is gone, because another run acknowledged it. */
  putBack(id: number, change: PutBack): boolean;
}

export type BackfillChange = Partial<
  Pick<Backfill, 'state' | 'reason' | 'cursor' | 'raised' | 'isComplete' | 'endedAt'>
>;

export interface Backfills {
  /** Null when the user of this run sees no such backfill, which proves its absence in a System run only. One unit. */
  read(id: number): Backfill | null;
  /** The first running backfill. Two that were started at the same moment run one after the other. */
  findRunning(): Backfill | null;
  change(id: number, change: BackfillChange): void;
  /** Fulfillments with an event of this backfill, at most 1,000. */
  findWaiting(id: number): readonly number[];
}

export interface DatedFulfillments {
  /** Fulfillments with an id above `afterId` that may have shipped in the window, by id. */
  find(wish: BackfillWish, afterId: number, limit: number): readonly number[];
}

export interface LedgerReading {
  /** This fulfillment's rows, one for each number: a second row of a number is merged into the first. */
  readonly own: readonly LedgerRow[];
  /** Rows of other fulfillments with one of these numbers. */
  readonly others: readonly LedgerRow[];
}

export type LedgerPatch = RowChange & { readonly retryRequested?: false };

export interface Ledger {
  /** Rows of this fulfillment, and rows of others with one of these numbers. */
  findFor(fulfillmentId: number, numbers: readonly string[]): LedgerReading;
  /**
   * Adds a row and returns its internal id. When the platform refuses a second row of the package, it finds the
   * existing one.
   */
  add(fulfillmentId: number, number: string, content: RowContent, shippedOn: CalendarDate | null): number;
  change(id: number, patch: LedgerPatch): void;
  /** Rows of any fulfillment of this account that own this tracking. */
  findOwners(trackingId: string): readonly LedgerRow[];
  /** Counts the removals that were requested at or after this time, whatever their result. */
  countRemovalsSince(since: EpochSeconds): number;
  /** Counts the fulfillments with a package whose attempt failed at or after this time, up to ten. */
  countFailingFulfillments(since: EpochSeconds): number;
  /**
   * Finds fulfillments that have work without an event, longest due first: rows that a person ticked for a retry and,
   * while sending is on, rows whose time has come.
   */
  findWaiting(
    now: EpochSeconds,
    page: { readonly isOn: boolean; readonly start: number; readonly limit: number },
  ): { readonly fulfillmentIds: readonly number[]; readonly isLast: boolean };
}

/** What a search finds in a part of the ledger. It reads the rows by their ids, lowest first. */
export interface LedgerPart<Found> {
  readonly found: readonly Found[];
  /** The greatest id that was read; the id above which the part begins when there was none. */
  readonly upTo: number;
  /** True when nothing is left to read above. */
  readonly isEnd: boolean;
}

export interface Orphan {
  readonly rowId: number;
  readonly fulfillmentId: number;
}

export interface StoredDay {
  readonly id: number;
  readonly day: CalendarDate;
}

/** Stores the counts of each day's shipments, one record a day. */
export interface DayCounts {
  /**
   * Shipped fulfillments of these days that the connection's rules do not exclude; null when they have more than `most`
   * rows. Five units for each thousand rows, and five.
   */
  findShipped(
    days: readonly CalendarDate[],
    filters: Pick<Connection, 'subsidiaries' | 'locations'>,
    most: number,
  ): readonly ShippedFulfillment[] | null;
  /** Packages of the ledger that shipped on these days; null when there are more than `most`. It costs as much. */
  findPackages(
    days: readonly CalendarDate[],
    waits: Pick<Connection, 'removalWaitMinutes'>,
    most: number,
  ): readonly KnownPackage[] | null;
  /** Counted days, the latest first. */
  list(): readonly StoredDay[];
  read(id: number): DayCount | null;
  add(count: DayCount): void;
  /** Replaces the counts of a day and keeps the numbers that they are compared with. */
  change(id: number, groups: readonly Group[]): void;
  remove(id: number): void;
}

/** Searches of the hourly check over many ledger rows. */
export interface LedgerIndex {
  /** Oldest look among the open rows of each fulfillment. A fulfillment without open rows is not in the map. */
  findLooks(fulfillmentIds: readonly number[]): ReadonlyMap<number, EpochSeconds | null>;
  /** The greatest id of a row; 0 when there is none. */
  newestRow(): number;
  /**
   * Open rows that show no fulfillment any more (SET_NULL on delete) and do not yet say that their number is gone, among
   * the next `limit` rows that show none.
   */
  findOrphans(afterRowId: number, limit: number): LedgerPart<Orphan>;
  /** The next rows above `afterRowId`. */
  findAdded(afterRowId: number, limit: number): LedgerPart<AddedRow>;
  /**
   * Rows that were last looked at before this time and that wait for nothing, among the next `limit` rows. It ends at a
   * page of rows that were all made since this time, because those above it are younger still.
   */
  findAged(lookedBefore: EpochSeconds, afterRowId: number, limit: number): LedgerPart<number>;
  remove(rowId: number): void;
}

/** Sends an e-mail in the name of an employee, to at most ten addresses. Throws when the platform refuses. */
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
 * Asks the platform to run the sending job. `busy`: a run is unfinished, which serves as well, except for events that
 * only a run of the System user may take.
 */
export interface Sending {
  request(options: { readonly asSystem: boolean }): SendingRequest;
}

/** How a run of sending ended, and what it cost. */
export interface RunRecord {
  readonly at: EpochSeconds;
  readonly summary: string;
  /** Usage units of all stages of the run. */
  readonly units: number;
}

export interface Activity {
  readonly request: SendingRequest | null;
  readonly run: RunRecord | null;
}

/** Remembers for an hour how the last request for sending and the last runs ended. Losing it does no harm. */
export interface Memory {
  lastRequest(): SendingRequest | null;
  rememberRequest(request: SendingRequest): void;
  lastRun(): RunRecord | null;
  /** Runs, newest first, a few dozen at most. */
  recentRuns(): readonly RunRecord[];
  rememberRun(run: RunRecord): void;
  /**
   * Reserves a time in which saves do not ask for sending, only scheduled scripts and clicks do. Null ends the
   * reservation.
   */
  /** Remembers a save whose event a run that began before does not know. One unit. */
  rememberSave(by: Saver, at: EpochSeconds): void;
  /** When such a save was last made. One unit. */
  lastSave(by: Saver): EpochSeconds | null;
  reserve(turn: SystemTurn | null): void;
  isReserved(now: EpochSeconds): boolean;
}

/** Expected time of the next run of the scheduled script. */
export interface SystemTurn {
  readonly from: EpochSeconds;
  readonly until: EpochSeconds;
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Path with query, relative to the API's base URL. */
  readonly path: string;
  readonly body: string | null;
}

/** The answer to a request, or the failure to get one. */
export type HttpResult = Answer;

export interface Http {
  send(request: HttpRequest, secretId: string): HttpResult;
}

// --- Data between the stages of the sending job ---

/** Passes from the input stage to a reduce. Versioned, because code can be deployed during a run. */
export interface ReconcileTask {
  readonly version: 3;
  readonly fulfillmentId: number;
  readonly events: readonly OutboxEvent[];
  /** Null when this account has no connection: the events are dropped. */
  readonly connectionId: number | null;
  /** The connection's full carrier mapping, because a look-up cuts long text off (section_4345776651). */
  readonly carrierMapping: string;
  /** The full field mapping, because a look-up cuts long text off. */
  readonly fieldMapping: string;
  /** The connection's full list of couriers, because a look-up cuts long text off. */
  readonly couriers: string | null;
  /** True in a run of the System user, in which a record that cannot be found does not exist. */
  readonly asSystem: boolean;
  /** When the run read its input. */
  readonly collectedAt: EpochSeconds;
  /** True when a person waits for another fulfillment of the same run. */
  readonly isBesidePeople: boolean;
  readonly listed: ListedLook | null;
  /** True when the run's input had no room for everything that is due. */
  readonly hasMore: boolean;
}

/** A look that the ledger or a backfill asks for without a row in the outbox. See app/sending/unwritten.ts. */
export interface ListedLook {
  readonly events: readonly NewEvent[];
  /** Null when no backfill asks for it. */
  readonly step: BackfillStep | null;
}

/**
 * `unfinished`: the look did a part of its work and reached the limit of its run. `left`: it did not begin, because
 * somebody waits for a more urgent one.
 */
export type ReconcileEnd = 'done' | 'unfinished' | 'discarded' | 'put back' | 'stopped' | 'left';

export interface ReconcileReport {
  readonly version: 1;
  readonly end: ReconcileEnd;
  /** Number of calls and rows by their result, for the run's summary. */
  readonly counts: Readonly<Record<string, number>>;
  /** When the run read its input. */
  readonly collectedAt: EpochSeconds;
  /** When the rate limit ends for which the events were put back; absent when none was. */
  readonly goesOnAt?: EpochSeconds;
  /** The step of a backfill that is over, because the look is done or the outbox asks for it now. */
  readonly step?: BackfillStep;
  readonly hasMore?: true;
}

export interface RunResult {
  readonly reports: readonly ReconcileReport[];
  /** Reduces that threw, by fulfillment. The cause is a platform fault or a defect in this code. */
  readonly failures: readonly { readonly fulfillmentId: number; readonly message: string }[];
  /** When the run began; null when NetSuite does not say it. */
  readonly startedAt: EpochSeconds | null;
  /** The input stage threw. */
  readonly inputError: string | null;
  readonly unitsUsed: number;
}

// --- Data between the stages of the hourly check ---

/** Passes from the input stage to a map. Versioned, because code can be deployed during a run. */
export type CheckTask = { readonly version: 1 } & (
  | { readonly kind: 'raise'; readonly origin: string; readonly fulfillmentIds: readonly number[] }
  | { readonly kind: 'purge'; readonly rowIds: readonly number[] }
  | { readonly kind: 'clean'; readonly eventIds: readonly number[] }
  | { readonly kind: 'cursor'; readonly connectionId: number; readonly cursor: string | null }
);

/** Passes from a map to the summary stage. */
export type CheckReport = { readonly version: 1 } & (
  | { readonly kind: 'raised' | 'purged' | 'cleaned'; readonly count: number }
  | { readonly kind: 'cursor'; readonly connectionId: number; readonly cursor: string | null }
);

export interface CheckResult {
  readonly reports: readonly CheckReport[];
  readonly errors: readonly string[];
}
