/**
 * An event is a row of the outbox. It asks for another look at a fulfillment, and says whether the record was deleted.
 */

import type { EpochSeconds } from './values';

export interface OutboxEvent {
  readonly id: number;
  readonly fulfillmentId: number;
  readonly deleted: boolean;
  readonly dueAt: EpochSeconds;
  /** Number of attempts that failed so far. A wait for a rate limit is not an attempt. */
  readonly attempts: number;
  /** True for an event that is handled after live events. */
  readonly backfill: boolean;
  /** The backfill that raised the event; null when the connection's rules apply to the look. */
  readonly backfillId: number | null;
  /** What an interrupted run was about to create; '' when nothing. See app/sending/in_flight.ts. */
  readonly inFlight: string;
}

export interface NewEvent {
  readonly fulfillmentId: number;
  readonly deleted: boolean;
  readonly dueAt: EpochSeconds;
  readonly backfill: boolean;
  readonly backfillId?: number;
  readonly inFlight?: string;
  /** Tells people what raised the event: `create (USERINTERFACE)`. */
  readonly origin: string;
}

/** The new values of an event that stays in the outbox. */
export interface PutBack {
  readonly dueAt: EpochSeconds;
  readonly attempts: number;
  /** Tells people in plain words why the event waits. */
  readonly reason: string;
  /** True when only a run by the System user may take the event, because what this run could not see proves nothing. */
  readonly needsSystemRun: boolean;
}
