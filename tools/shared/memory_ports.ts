/**
 * The ports of app/ in memory, for `npm run preview` and for tests. They store nothing beyond the process and call
 * nothing. A contract test compares their behaviour with that of the adapters over the emulator.
 */

import { createHash } from 'node:crypto';
import type { ReconcilePorts } from '../../src/TypeScript/aftership/app/sending/reconcile';
import type {
  Activity,
  Backfills,
  WaitingClock,
  Connections,
  DatedFulfillments,
  FulfillmentReading,
  Fulfillments,
  Hash,
  Http,
  HttpRequest,
  HttpResult,
  Ledger,
  Log,
  ReconcileTask,
  Events,
} from '../../src/TypeScript/aftership/app/ports';
import { covers, type Backfill } from '../../src/TypeScript/aftership/core/backfill';
import { sendPermission, type Connection } from '../../src/TypeScript/aftership/core/connection';
import { isOwner, trackingIdOf, type LedgerRow } from '../../src/TypeScript/aftership/core/ledger/row';
import { shipDay, type Fulfillment } from '../../src/TypeScript/aftership/core/netsuite/fulfillment';
import { byPriority, isDue, type OutboxEvent } from '../../src/TypeScript/aftership/core/event';

interface LogEntry {
  readonly level: 'audit' | 'error';
  readonly title: string;
  readonly details: object;
}

export interface MemoryWorld {
  readonly ports: ReconcilePorts & {
    readonly backfills: Backfills;
    readonly fulfillments: Fulfillments & DatedFulfillments;
  };
  readonly clock: { now: number };
  /** Settings, which change by the assignment of a new object. */
  readonly settings: { connection: Connection | null; problem: string | null };
  readonly fulfillments: Map<number, Fulfillment | FulfillmentReading>;
  readonly rows: Map<number, LedgerRow>;
  readonly backfills: Map<number, Backfill>;
  readonly events: Map<number, OutboxEvent & { readonly reason: string; readonly needsSystemRun: boolean }>;
  readonly logs: LogEntry[];
  readonly limits: { units: number; seconds: number };
  readonly requests: readonly HttpRequest[];
  readonly activities: readonly Activity[];
  /** Makes a task from the events in the outbox, as the input stage does. */
  taskFor(fulfillmentId: number, options?: { readonly asSystem?: boolean }): ReconcileTask;
}

interface MemoryOptions {
  readonly accountId: string;
  readonly isProduction: boolean;
  readonly now: number;
  readonly connection: Connection;
  readonly answer: (request: HttpRequest, now: number) => HttpResult;
}

export const sha256Hex: Hash = {
  sha256Hex: (text) => createHash('sha256').update(text, 'utf8').digest('hex'),
};

export function memoryWorld(options: MemoryOptions): MemoryWorld {
  const state = { now: options.now };
  const clock: WaitingClock = {
    now: () => state.now,
    waitUntil: (at) => {
      state.now = Math.max(state.now, Math.ceil(at));
    },
  };
  const settings: MemoryWorld['settings'] = { connection: options.connection, problem: null };
  const fulfillments: MemoryWorld['fulfillments'] = new Map();
  const ledger = memoryLedger();
  const outbox = memoryEvents();
  const backfills: MemoryWorld['backfills'] = new Map();
  const logs: LogEntry[] = [];
  const limits = { units: 5000, seconds: 0 };
  const requests: HttpRequest[] = [];
  const activities: Activity[] = [];
  const log: Log = {
    audit: (title, details) => logs.push({ level: 'audit', title, details }),
    error: (title, details, cause) =>
      logs.push({
        level: 'error',
        title,
        details: cause instanceof Error ? { ...details, message: cause.message } : details,
      }),
  };
  const http: Http = {
    send: (request) => {
      requests.push(request);
      return options.answer(request, state.now);
    },
  };
  const ports: MemoryWorld['ports'] = {
    clock,
    random: { next: () => 0.5 },
    hash: sha256Hex,
    usage: { remainingUnits: () => limits.units, elapsedSeconds: () => limits.seconds },
    log,
    account: { id: () => options.accountId, isProduction: () => options.isProduction },
    fulfillments: memoryFulfillments(fulfillments),
    connections: memoryConnections(settings, activities),
    events: outbox.events,
    ledger: ledger.ledger,
    http,
    backfills: memoryBackfills(backfills, outbox.rows),
    memory: { lastSave: () => null },
  };
  return {
    ports,
    clock: state,
    settings,
    fulfillments,
    rows: ledger.rows,
    backfills,
    events: outbox.rows,
    logs,
    limits,
    requests,
    activities,
    taskFor: (fulfillmentId, { asSystem = true } = {}) => ({
      version: 3,
      fulfillmentId,
      events: outbox.events.findByFulfillment([fulfillmentId]),
      connectionId: settings.connection?.id ?? null,
      carrierMapping: settings.connection?.carrierMapping ?? '',
      fieldMapping: settings.connection?.fieldMapping ?? '',
      couriers: settings.connection?.couriers ?? null,
      asSystem,
      collectedAt: state.now,
      isBesidePeople: false,
      listed: null,
      hasMore: false,
    }),
  };
}

function memoryFulfillments(records: MemoryWorld['fulfillments']): Fulfillments & DatedFulfillments {
  return {
    find: (wish, afterId, limit) =>
      [...records]
        .filter(([id, found]) => id > afterId && found !== null && !('kind' in found) && isDated(wish, found))
        .map(([id]) => id)
        .sort((left, right) => left - right)
        .slice(0, limit),
    read: (id) => {
      const found = records.get(id);
      if (found === undefined) return { kind: 'absent' };
      return 'kind' in found ? found : { kind: 'found', fulfillment: found, missing: [], refused: [] };
    },
  };
}

/** Compares the ship date; the platform's search uses the transaction date and returns some more. */
function isDated(wish: Parameters<DatedFulfillments['find']>[0], fulfillment: Fulfillment): boolean {
  const day = shipDay(fulfillment);
  return covers(wish, day, day);
}

function memoryBackfills(records: MemoryWorld['backfills'], events: MemoryWorld['events']): Backfills {
  return {
    read: (id) => records.get(id) ?? null,
    findRunning: () => [...records.values()].find(({ state }) => state === 'running') ?? null,
    change: (id, change) => {
      const found = records.get(id);
      if (found !== undefined) records.set(id, { ...found, ...change });
    },
    findWaiting: (id) => [
      ...new Set([...events.values()].filter((row) => row.backfillId === id).map((row) => row.fulfillmentId)),
    ],
  };
}

function memoryConnections(settings: MemoryWorld['settings'], activities: Activity[]): Connections {
  const change = (patch: Partial<Connection>): void => {
    if (settings.connection !== null) settings.connection = { ...settings.connection, ...patch };
  };
  const find: Connections['find'] = () => {
    if (settings.problem !== null) {
      const { connection, problem } = settings;
      const records =
        connection === null ? [] : [{ id: connection.id, notice: connection.notice, asksForSending: true }];
      return { kind: 'unusable', records, problem };
    }
    return settings.connection === null
      ? { kind: 'none', otherAccounts: [] }
      : { kind: 'connection', connection: settings.connection };
  };
  return {
    find,
    findAgain: find,
    read: find,
    permission: () => (settings.connection === null ? { kind: 'off' } : sendPermission(settings.connection)),
    stopByError: (_id, reason) => change({ stoppedByError: true, stopReason: reason }),
    pause: (_id, pausedUntil) => change({ pausedUntil }),
    clearErrorStop: () => change({ stoppedByError: false, stopReason: null }),
    rememberTold: (_id, told) => {
      if (settings.connection === null) return;
      change({ notice: { ...settings.connection.notice, told } });
    },
    rememberCheck: (_id, checkCursor) => change({ checkCursor }),
    rememberCouriers: (_id, couriers) => change({ couriers }),
    recordActivity: (_id, activity) => activities.push(activity),
  };
}

function memoryEvents(): { readonly events: Events; readonly rows: MemoryWorld['events'] } {
  const rows: MemoryWorld['events'] = new Map();
  const byFulfillment = new Map<number, Set<number>>();
  let lastId = 0;
  const events: Events = {
    add: (event) => {
      lastId += 1;
      rows.set(lastId, {
        backfillId: null,
        inFlight: '',
        needsSystemRun: false,
        ...event,
        id: lastId,
        attempts: 0,
        reason: '',
        unreadable: false,
      });
      const ids = byFulfillment.get(event.fulfillmentId) ?? new Set();
      byFulfillment.set(event.fulfillmentId, ids.add(lastId));
      return lastId;
    },
    findDue: (now, limit, { includeSystemOnly }) =>
      [...rows.values()]
        .filter((row) => isDue(row, now) && (includeSystemOnly || !row.needsSystemRun))
        .sort(byPriority)
        .slice(0, limit),
    findByFulfillment: (fulfillmentIds) =>
      fulfillmentIds.flatMap((id) => [...(byFulfillment.get(id) ?? [])].flatMap((rowId) => rows.get(rowId) ?? [])),
    hasDue: (now, { includeSystemOnly }) =>
      [...rows.values()].some((row) => isDue(row, now) && (includeSystemOnly || !row.needsSystemRun)),
    hasDueForSystem: (now) =>
      [...rows.values()].some((row) => isDue(row, now) && row.needsSystemRun && row.priority !== 'past'),
    findUnreadable: () => {
      const found = [...rows.values()].filter(({ unreadable }) => unreadable);
      const byFulfillment = new Map(found.map(({ fulfillmentId, reason }) => [fulfillmentId, reason]));
      return [...byFulfillment].map(([fulfillmentId, reason]) => ({ fulfillmentId, reason }));
    },
    findForeign: () => [],
    acknowledge: (id) => {
      const row = rows.get(id);
      rows.delete(id);
      if (row === undefined) return;
      const ids = byFulfillment.get(row.fulfillmentId);
      ids?.delete(id);
      if (ids?.size === 0) byFulfillment.delete(row.fulfillmentId);
    },
    markInFlight: (id, inFlight) => {
      const row = rows.get(id);
      if (row !== undefined) rows.set(id, { ...row, inFlight });
      return row !== undefined;
    },
    putBack: (id, change) => {
      const row = rows.get(id);
      if (row !== undefined) rows.set(id, { ...row, ...change });
      return row !== undefined;
    },
  };
  return { events, rows };
}

function memoryLedger(): { readonly ledger: Ledger; readonly rows: Map<number, LedgerRow> } {
  const rows = new Map<number, LedgerRow>();
  const byFulfillment = new Map<number, number[]>();
  const byNumber = new Map<string, number[]>();
  const rowsOf = (ids: readonly number[] | undefined): LedgerRow[] => (ids ?? []).flatMap((id) => rows.get(id) ?? []);
  const ledger: Ledger = {
    findFor: (fulfillmentId, numbers) => ({
      own: rowsOf(byFulfillment.get(fulfillmentId)),
      others: numbers
        .flatMap((number) => rowsOf(byNumber.get(number)))
        .filter((row) => row.fulfillmentId !== fulfillmentId),
    }),
    add: (fulfillmentId, number, content, shippedOn) => {
      const existing = rowsOf(byFulfillment.get(fulfillmentId)).find((row) => row.number === number);
      const id = existing?.id ?? rows.size + 1;
      rows.set(id, { ...content, id, fulfillmentId, number, shippedOn, retryRequested: false });
      if (existing === undefined) {
        addTo(byFulfillment, fulfillmentId, id);
        addTo(byNumber, number, id);
      }
      return id;
    },
    change: (id, patch) => {
      const row = rows.get(id);
      if (row === undefined) throw new Error(`There is no ledger row ${id}.`);
      rows.set(id, { ...row, ...patch });
    },
    findOwners: (trackingId) =>
      [...rows.values()].filter((row) => trackingIdOf(row.holding) === trackingId && isOwner(row)),
    countRemovalsSince: (since) => [...rows.values()].filter((row) => (row.removalAskedAt ?? 0) >= since).length,
    countFailingFulfillments: (since) =>
      new Set([...rows.values()].filter((row) => (row.failedAt ?? 0) >= since).map((row) => row.fulfillmentId)).size,
    findWaiting: (now, { isOn, start, limit }) => {
      const isWaiting = (row: LedgerRow): boolean =>
        row.retryRequested || (isOn && row.dueAt !== null && row.dueAt <= now);
      const waiting = [...rows.values()]
        .filter(isWaiting)
        .sort((left, right) => (left.dueAt ?? 0) - (right.dueAt ?? 0));
      const page = waiting.slice(start, start + limit);
      return { fulfillmentIds: [...new Set(page.map((row) => row.fulfillmentId))], isLast: page.length < limit };
    },
  };
  return { ledger, rows };
}

/** Adds to the list in place, because a copy for every row would take quadratic time when many rows share a number. */
function addTo<Key>(lists: Map<Key, number[]>, key: Key, id: number): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [id]);
  else list.push(id);
}

/** A new connection, switched on, with these settings changed. */
export function connectionWith(changes: Partial<Connection>): Connection {
  return {
    id: 1,
    accountId: '1234567',
    secretId: 'custsecret_aftership',
    mode: 'on',
    startDate: '2026-11-01',
    maxAgeDays: 14,
    sendName: false,
    sendEmail: false,
    sendPhone: false,
    testRecipient: null,
    adoption: 'link only',
    includeSalesOrders: true,
    includeTransferOrders: false,
    includeDropShipments: true,
    sendWaitMinutes: 0,
    subsidiaries: [],
    locations: [],
    leftOutShipMethods: [],
    removalWaitMinutes: 60,
    removeMoving: false,
    removalsPerHour: 25,
    carrierMapping: '',
    fieldMapping: '',
    tags: ['NetSuite'],
    stoppedByPerson: false,
    stoppedByError: false,
    stopReason: null,
    pausedUntil: null,
    notice: { author: null, emails: [], told: null },
    couriers: null,
    checkCursor: null,
    ...changes,
  };
}
