/**
 * Backfills: the scheduled script raises their events part by part, and sending looks at them behind live traffic.
 */

import { utcDay } from '../core/values';
import { covers, standing, type Backfill, type BackfillLook } from '../core/backfill';
import type { Connection, Mode } from '../core/connection';
import { shipDay, type Fulfillment } from '../core/netsuite/fulfillment';
import type { OutboxEvent } from '../core/event';
import { findWaitingLooks, NOTHING_WAITS } from './other_looks';
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

/** Of one backfill at once, so that pausing it leaves little behind, and one run of the scheduled script stays small. */
export const WAITING_AT_MOST = 500;

/** A run takes so many fulfillments of backfills at most: what is saved meanwhile waits for the end of the run. */
export const BACKFILL_PER_RUN = 100;

export interface AdvancePorts {
  readonly clock: Clock;
  readonly backfills: Backfills;
  readonly fulfillments: DatedFulfillments;
  readonly events: Pick<Events, 'add' | 'findByFulfillment'>;
  readonly log: Log;
}

/**
 * Raises the next events of the running backfill. Events before the position: a run that is killed in between raises some
 * of them again, which costs a look each and changes nothing.
 */
export function advanceBackfill({ mode }: Connection, ports: AdvancePorts): void {
  const backfill = ports.backfills.findRunning();
  if (backfill === null) return;
  const change = (made: BackfillChange): void => ports.backfills.change(backfill.id, made);
  if (backfill.mode !== mode) {
    // What was started to be shown only must not be sent because somebody switched the mode; nor the other way round.
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
    const dueAt = Math.max(ports.clock.now(), (looks.get(fulfillmentId) ?? NOTHING_WAITS).dueAt);
    const origin = `backfill ${backfill.id}`;
    ports.events.add({ fulfillmentId, deleted: false, dueAt, backfill: true, backfillId: backfill.id, origin });
  }
  change({
    cursor: found[found.length - 1] ?? backfill.cursor,
    raised: backfill.raised + found.length,
    isComplete: found.length < room,
  });
}

/**
 * What a run takes of the events that are due: live ones first, and of backfills a few, while they go on. Without a
 * connection (null) they wait.
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

/** One that cannot be read at the moment waits: live events of the same run do not fail with it. */
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
  /** With the events that are to be looked at now: none when `end` is given. */
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
 * Whether the backfills of a task still go on, as fresh as the connection. What waits stays in the outbox as it is, and
 * what is over is forgotten; live events of the same fulfillment are looked at all the same.
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

/** Null when the fulfillment did not ship in the window: then the backfill has no say. */
export function lookFor(
  { task, backfill }: Pick<Admitted, 'task' | 'backfill'>,
  fulfillment: Fulfillment | null,
  clock: Clock,
): BackfillLook | null {
  if (backfill === null || fulfillment === null) return null;
  if (!covers(backfill, shipDay(fulfillment), utcDay(clock.now()))) return null;
  return { id: backfill.id, withContacts: backfill.withContacts, isAlone: isAlone(task) };
}

/** Nothing but backfills asked for this look. */
export function isAlone({ events }: ReconcileTask): boolean {
  return events.every(({ backfillId }) => backfillId !== null);
}
