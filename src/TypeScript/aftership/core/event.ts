/**
 * A row of the outbox. It says "look at this fulfillment again" and carries one bit: the record was deleted.
 */

import type { EpochSeconds } from './values';

export interface OutboxEvent {
  readonly id: number;
  readonly fulfillmentId: number;
  readonly deleted: boolean;
  readonly dueAt: EpochSeconds;
  /** Attempts that failed so far; a wait for a rate limit is not one. */
  readonly attempts: number;
  /** Behind live traffic. */
  readonly backfill: boolean;
  /** The backfill that raised it; null = it is looked at by the connection's rules. */
  readonly backfillId: number | null;
  /** What a run was about to create when it was ended; '' = nothing. See app/sending/in_flight.ts. */
  readonly inFlight: string;
}

export interface NewEvent {
  readonly fulfillmentId: number;
  readonly deleted: boolean;
  readonly dueAt: EpochSeconds;
  readonly backfill: boolean;
  readonly backfillId?: number;
  readonly inFlight?: string;
  /** What raised it, for people to read: `create (USERINTERFACE)`. */
  readonly origin: string;
}

/** What an event that stays in the outbox is changed to. */
export interface PutBack {
  readonly dueAt: EpochSeconds;
  readonly attempts: number;
  /** Why it waits, in plain words. */
  readonly reason: string;
  /** Only a run by the System user may take it: what this run could not see proves nothing. */
  readonly needsSystemRun: boolean;
}
