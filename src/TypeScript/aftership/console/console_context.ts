/** What every page of the console is made from. */

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

/** Times and days as the visitor writes them. */
export interface Show {
  time(at: EpochSeconds): string;
  day(day: CalendarDate): string;
}

/** Tells a form that this session was shown from one that somebody else made up. */
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
  readonly memory: Pick<Memory, 'lastRequest' | 'rememberRequest' | 'lastRun' | 'recentRuns'>;
  readonly outbox: ConsoleOutbox;
  readonly session: Session;
  readonly show: Show;
  readonly events: Pick<Events, 'add' | 'findByFulfillment'>;
  /** Name and message of whatever was thrown. */
  readonly describe: (error: unknown) => { readonly name: string; readonly message: string };
}
