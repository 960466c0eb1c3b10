/** Ends the events of a look: acknowledges them, puts them back with a time, or drops them. */

import { decideRetry, isExhausted, LONGEST_PAUSE_SECONDS } from '../../core/backoff';
import { actorOf, isOpen, type LedgerRow } from '../../core/ledger/row';
import type { EpochSeconds } from '../../core/values';
import type { Clock, Ledger, Random, ReconcileTask, Events } from '../ports';
import type { Interruption } from './call_context';

/** Pause after a rate limit whose answer names no end. */
const RATE_LIMIT_PAUSE_SECONDS = 60;

export interface EventPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly events: Events;
  readonly ledger: Pick<Ledger, 'findFor' | 'change'>;
}

export type FailedAttempt = Extract<Interruption, { kind: 'later' }>;

/**
 * Puts the events back, and returns when they are due or, after a rate limit, when it ends. `failedAttempt` is the
 * failure of an earlier package: it counts even if a stop follows in the same look, or a fulfillment that always fails
 * would be retried without end. Its retry also waits for the end of a rate limit that follows.
 */
export function giveBack(
  task: ReconcileTask,
  ports: EventPorts,
  failure: Interruption,
  failedAttempt: FailedAttempt | null = null,
): EpochSeconds {
  if (failure.kind === 'later' && !failure.countsAsAttempt) {
    const now = ports.clock.now();
    const notBefore = Math.min(failure.notBefore ?? now + RATE_LIMIT_PAUSE_SECONDS, now + LONGEST_PAUSE_SECONDS);
    const reason = (failedAttempt ?? failure).message;
    putBack(task, ports, { reason, countsAsAttempt: failedAttempt !== null, notBefore });
    return notBefore;
  }
  const told = failedAttempt ?? failure;
  switch (told.kind) {
    case 'limit':
      return putBack(task, ports, {
        reason: 'The run reached its limit. The next run goes on.',
        countsAsAttempt: false,
      });
    case 'stopped':
      return putBack(task, ports, { reason: told.reason, countsAsAttempt: false });
    case 'needs system run':
      return putBack(task, ports, { reason: told.reason, countsAsAttempt: false, needsSystemRun: true });
    case 'later':
      return putBack(task, ports, { reason: told.message, countsAsAttempt: true });
  }
}

interface PutBackReason {
  readonly reason: string;
  readonly countsAsAttempt: boolean;
  readonly notBefore?: EpochSeconds;
  readonly needsSystemRun?: boolean;
  readonly unreadable?: boolean;
}

/** Puts the events back and returns when they are due. */
export function putBack(task: ReconcileTask, ports: EventPorts, why: PutBackReason): EpochSeconds {
  const now = ports.clock.now();
  const retry = why.countsAsAttempt
    ? decideRetry({ attempts: attemptsOf(task), now, random: ports.random.next() })
    : { dueAt: now, attempts: attemptsOf(task) };
  const dueAt = Math.max(retry.dueAt, why.notBefore ?? now);
  const { reason, needsSystemRun = false, unreadable = false } = why;
  const kept = task.events.filter(({ id }) =>
    ports.events.putBack(id, { dueAt, attempts: retry.attempts, reason, needsSystemRun, unreadable }),
  );
  if (kept.length > 0) return dueAt;
  // Another run took the same fulfillment, which should not happen, and acknowledged these events. A new event keeps
  // the work that this run leaves open.
  const { fulfillmentId } = task;
  ports.events.add({ fulfillmentId, dueAt, priority: 'check', origin: 'interrupted beside another run' });
  return dueAt;
}

/** Attempts of the task. A new event starts at zero, because a new edit has not failed yet. */
export function attemptsOf({ events }: Pick<ReconcileTask, 'events'>): number {
  return events.length === 0 ? 0 : Math.min(...events.map((event) => event.attempts));
}

/**
 * Forgets the attempts when a look at a newer event settled every package that had failed: a failure now is the first.
 */
export function forgetSettled(task: ReconcileTask, own: readonly LedgerRow[]): ReconcileTask {
  const failed = own.filter(({ failedAt }) => failedAt !== null);
  const isSettled = failed.every(({ failedAt, lookedAt }) => (lookedAt ?? 0) > (failedAt ?? 0));
  if (failed.length === 0 || !isSettled) return task;
  return { ...task, events: task.events.map((event) => ({ ...event, attempts: 0 })) };
}

/** False when a newer event of the fulfillment waits, because that event still has attempts left. */
export function isLastAttempt(task: ReconcileTask, ports: EventPorts): boolean {
  if (!isExhausted(attemptsOf(task) + 1)) return false;
  const events = ports.events.findByFulfillment([task.fulfillmentId]);
  return events.length === 0 || isExhausted(attemptsOf({ events }) + 1);
}

export function acknowledge(task: ReconcileTask, ports: EventPorts): void {
  for (const event of task.events) ports.events.acknowledge(event.id);
}

/**
 * Acknowledges events without a look. It clears the look times of the rows, so that the hourly check finds the
 * fulfillment again even if an interrupted run wrote some of them. A row whose create had no answer is found anyway.
 */
export function drop(task: ReconcileTask, ports: EventPorts): void {
  if (task.events.length === 0) return;
  const rows = ports.ledger.findFor(task.fulfillmentId, []).own.filter(isOpen);
  const row = rows.find((open) => actorOf(open) !== 'edit' && open.holding.at !== 'create unknown') ?? rows[0];
  if (row !== undefined && row.lookedAt !== null) ports.ledger.change(row.id, { lookedAt: null });
  acknowledge(task, ports);
}
