/**
 * An event is a row of the outbox. It asks for another look at a fulfillment and proves nothing about it, because every
 * user may write one.
 */

import { MAX_ATTEMPTS } from './backoff';
import { SECONDS_PER_HOUR, type EpochSeconds } from './values';

/**
 * Who asked for a look, the most urgent first: a person, by a save or click; an import or another script; our scheduled
 * scripts; and a backfill or a bulk job, which may wait for all others.
 */
export const PRIORITIES = ['person', 'script', 'check', 'past'] as const;
export type Priority = (typeof PRIORITIES)[number];

/** Who saves: a person, or an import or another script. */
export const SAVERS = ['person', 'script'] as const satisfies readonly Priority[];
export type Saver = (typeof SAVERS)[number];

export function isSaver(priority: Priority): priority is Saver {
  return SAVERS.some((saver) => saver === priority);
}

/** Sorts events by priority, and those of one priority by their due time. */
export function byPriority(left: Pick<OutboxEvent, 'priority' | 'dueAt'>, right: typeof left): number {
  return PRIORITIES.indexOf(left.priority) - PRIORITIES.indexOf(right.priority) || left.dueAt - right.dueAt;
}

export interface OutboxEvent {
  readonly id: number;
  readonly fulfillmentId: number;
  readonly dueAt: EpochSeconds;
  /** Number of attempts that failed so far. A wait for a rate limit is not an attempt. */
  readonly attempts: number;
  readonly priority: Priority;
  /** The backfill that raised the event; null when the connection's rules apply to the look. */
  readonly backfillId: number | null;
  /** What an interrupted run was about to create; '' when nothing. See app/sending/in_flight.ts. */
  readonly inFlight: string;
  /** True when the last System run could not read the fulfillment. */
  readonly unreadable: boolean;
}

export interface NewEvent {
  readonly fulfillmentId: number;
  readonly dueAt: EpochSeconds;
  readonly priority: Priority;
  readonly backfillId?: number;
  /** True when only a run by the System user can do what the event asks for. */
  readonly needsSystemRun?: true;
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
  /** True when a System run could not read the fulfillment. */
  readonly unreadable: boolean;
}

/**
 * No script sets a later due time: the longest waits are eight hours after a failed attempt and four after a rate limit.
 * An event beyond it was written by hand and is taken at once.
 */
export const LATEST_DUE_SECONDS = 24 * SECONDS_PER_HOUR;

/** Whether a run that starts now may take the event. */
export function isDue({ dueAt }: Pick<OutboxEvent, 'dueAt'>, now: EpochSeconds): boolean {
  return dueAt <= now || dueAt > now + LATEST_DUE_SECONDS;
}

/** The attempts that an event says, or the nearest number that a script could have written. */
export function believableAttempts(attempts: number | null): number {
  return Math.min(Math.max(attempts ?? 0, 0), MAX_ATTEMPTS);
}
