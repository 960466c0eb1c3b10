/** Data that every page of the console uses. */

import type {
  BulkWork,
  ConsoleAccount,
  ConsoleBackfills,
  ConsoleConnections,
  ConsoleCustomers,
  ConsoleDays,
  ConsoleInventory,
  ConsoleLedger,
  ConsoleOutbox,
} from '../app/operator/console_ports';
import type { Clock, Sending, Fulfillments, Hash, Http, Log, Memory, Events } from '../app/ports';
import type { CalendarDate, EpochSeconds } from '../core/values';

/** Formats times and days as the visitor's preferences say. */
export interface Show {
  time(at: EpochSeconds): string;
  day(day: CalendarDate): string;
}

/** Token that proves that a form was shown to this session. */
export interface Session {
  token(): string;
  isToken(token: string): boolean;
}

export interface ConsolePorts {
  readonly account: ConsoleAccount;
  readonly backfills: ConsoleBackfills;
  readonly bulk: BulkWork;
  readonly clock: Clock;
  readonly connections: ConsoleConnections;
  readonly sending: Sending;
  readonly customers: ConsoleCustomers;
  readonly days: ConsoleDays;
  readonly fulfillments: Fulfillments;
  readonly hash: Hash;
  readonly http: Http;
  readonly inventory: ConsoleInventory;
  readonly ledger: ConsoleLedger;
  readonly log: Log;
  readonly memory: Pick<Memory, 'lastRequest' | 'rememberRequest' | 'rememberSave' | 'lastRun' | 'recentRuns'>;
  readonly outbox: ConsoleOutbox;
  readonly session: Session;
  readonly show: Show;
  readonly events: Pick<Events, 'add' | 'findByFulfillment' | 'findUnreadable'>;
  /** Name and message of a thrown value. */
  readonly describe: (error: unknown) => { readonly name: string; readonly message: string };
}
