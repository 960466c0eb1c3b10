/** Backfills: the scheduled script raises their events in parts, and sending looks at them after live events. */

import { utcDay } from '../core/values';
import { covers, standing, type Backfill, type BackfillLook } from '../core/backfill';
import type { Connection, Mode } from '../core/connection';
import { passesLocations, passesSubsidiaries, shippedFrom } from '../core/netsuite/filters';
import { shipDay, type Fulfillment } from '../core/netsuite/fulfillment';
import type { OutboxEvent } from '../core/event';
import { dueBehind, findWaitingLooks } from './other_looks';
import type {
  BackfillChange,
  Backfills,
  Clock,
  DatedFulfillments,
  Log,
  ReconcileEnd,
  ReconcileTask,
  Events,
} from './ports';

/**
 * Waiting events of one backfill. The limit keeps each scheduled run small and leaves little work when a backfill is
 * paused.
 */
export const WAITING_AT_MOST = 500;

/**
 * Fulfillments of backfills that one run takes. The limit keeps events of new saves from waiting long behind a
 * backfill.
 */
export const BACKFILL_PER_RUN = 100;

export interface AdvancePorts {
  readonly clock: Clock;
  readonly backfills: Backfills;
  readonly fulfillments: DatedFulfillments;
  readonly events: Pick<Events, 'add' | 'findByFulfillment'>;
  readonly log: Log;
}

/**
 * Raises the next events of the running backfill. The events are raised before the position is saved: a run killed in
 * between raises some events twice, which costs one look each and changes nothing.
 */
export function advanceBackfill({ mode }: Connection, ports: AdvancePorts): void {
  const backfill = ports.backfills.findRunning();
  if (backfill === null) return;
  const change = (made: BackfillChange): void => ports.backfills.change(backfill.id, made);
  if (backfill.mode !== mode) {
    // A backfill keeps the mode it was started in: one started in Preview must never send, and one started in On must
    // never only show.
    const reason = `The mode was changed from ${backfill.mode} to ${mode}. A person has to resume the backfill.`;
    change({ state: 'paused', reason });
    ports.log.audit('Backfill was paused', { backfill: backfill.id, reason });
    return;
  }
  const waiting = new Set(ports.backfills.findWaiting(backfill.id));
  if (backfill.isComplete) {
    if (waiting.size > 0) return;
    change({ state: 'done', endedAt: ports.clock.now() });
    ports.log.audit('Backfill ended', { backfill: backfill.id, fulfillments: backfill.raised });
    return;
  }
  const room = WAITING_AT_MOST - waiting.size;
  if (room <= 0) return;
  const found = ports.fulfillments.find(backfill, backfill.cursor, room);
  const looks = findWaitingLooks(found, ports.events);
  for (const fulfillmentId of found) {
    if (waiting.has(fulfillmentId)) continue;
    const dueAt = dueBehind(looks.get(fulfillmentId), ports.clock.now());
    const origin = `backfill ${backfill.id}`;
    ports.events.add({ fulfillmentId, dueAt, priority: 'past', backfillId: backfill.id, origin });
  }
  change({
    cursor: found[found.length - 1] ?? backfill.cursor,
    raised: backfill.raised + found.length,
    isComplete: found.length < room,
  });
}

/**
 * Picks the due events that this run takes: live events first, then a few of running backfills. Without a connection
 * (null) the events of backfills wait.
 */
export function takeTurns(
  due: readonly OutboxEvent[],
  connection: Pick<Connection, 'mode'> | null,
  ports: { readonly backfills: Pick<Backfills, 'read'>; readonly log: Log },
): readonly OutboxEvent[] {
  const waits = new Map<number, boolean>();
  const isWaiting = (id: number): boolean => {
    const known = waits.get(id);
    if (known !== undefined) return known;
    const found = connection === null || waitsOrUnread(id, connection.mode, ports);
    waits.set(id, found);
    return found;
  };
  let taken = 0;
  return due.filter(({ backfillId }) => {
    if (backfillId === null) return true;
    if (taken >= BACKFILL_PER_RUN || isWaiting(backfillId)) return false;
    taken += 1;
    return true;
  });
}

/** The event of a backfill that cannot be read waits, so that the live events of the same run do not fail with it. */
function waitsOrUnread(id: number, mode: Mode, { backfills, log }: Parameters<typeof takeTurns>[2]): boolean {
  try {
    const backfill = backfills.read(id);
    return backfill !== null && standing(backfill, mode) === 'waits';
  } catch (error) {
    log.error('The backfill could not be read', { backfill: id }, error);
    return true;
  }
}

export interface Admitted {
  /** The task with the events to look at now. The task has no events when `end` is given. */
  readonly task: ReconcileTask;
  readonly backfill: Backfill | null;
  readonly end: ReconcileEnd | null;
}

export interface AdmitPorts {
  readonly clock: Clock;
  readonly backfills: Pick<Backfills, 'read'>;
  readonly events: Pick<Events, 'acknowledge' | 'putBack'>;
}

/**
 * Reads afresh whether the backfills of a task still run. Events of a paused backfill stay in the outbox, events of a
 * finished one are dropped, and live events of the same fulfillment are looked at in any case.
 */
export function admitBackfills(task: ReconcileTask, { mode }: Connection, ports: AdmitPorts): Admitted {
  const events: OutboxEvent[] = [];
  const known = new Map<number, Backfill | null>();
  let end: ReconcileEnd = 'discarded';
  for (const event of task.events) {
    if (event.backfillId === null) {
      events.push(event);
      continue;
    }
    const backfill = known.get(event.backfillId) ?? ports.backfills.read(event.backfillId);
    known.set(event.backfillId, backfill);
    const isHidden = backfill === null && !task.asSystem;
    const found = backfill === null ? 'is over' : standing(backfill, mode);
    if (isHidden || found === 'waits') {
      end = 'put back';
      ports.events.putBack(event.id, {
        dueAt: ports.clock.now(),
        attempts: event.attempts,
        reason: isHidden
          ? 'This run could not read the backfill. A scheduled run looks again.'
          : 'The backfill is paused.',
        needsSystemRun: isHidden,
        unreadable: false,
      });
    } else if (found === 'is over') {
      ports.events.acknowledge(event.id);
    } else {
      events.push(event);
    }
  }
  const newest = Math.max(...events.map((event) => event.backfillId ?? 0));
  return { task: { ...task, events }, backfill: known.get(newest) ?? null, end: events.length === 0 ? end : null };
}

/**
 * Null when the fulfillment is not one that the backfill asks for, by its ship day, subsidiary or locations: the
 * backfill then decides nothing about it.
 */
export function lookFor(
  { task, backfill }: Pick<Admitted, 'task' | 'backfill'>,
  fulfillment: Fulfillment | null,
  clock: Clock,
): BackfillLook | null {
  if (backfill === null || fulfillment === null) return null;
  if (!covers(backfill, shipDay(fulfillment), utcDay(clock.now()))) return null;
  if (!passesSubsidiaries(backfill, fulfillment) || !passesLocations(backfill, shippedFrom(fulfillment))) return null;
  return { id: backfill.id, withContacts: backfill.withContacts, isAlone: isAlone(task) };
}

/** True when only backfills asked for this look. */
export function isAlone({ events }: ReconcileTask): boolean {
  return events.every(({ backfillId }) => backfillId !== null);
}
