/**
 * Backfills: each run of the System user takes the next part of one, behind live events. Its looks need no row in the
 * outbox, unless something has to be remembered (sending/unwritten.ts).
 */

import { utcDay } from '../core/values';
import { covers, moved, standing, type Backfill, type BackfillLook, type BackfillStep } from '../core/backfill';
import type { Connection, Mode } from '../core/connection';
import { passesLocations, passesSubsidiaries, shippedFrom } from '../core/netsuite/filters';
import { shipDay, type Fulfillment } from '../core/netsuite/fulfillment';
import type { OutboxEvent } from '../core/event';
import { dueBehind, findEvents, waitingLooks } from './other_looks';
import type {
  Backfills,
  Clock,
  DatedFulfillments,
  ListedLook,
  Log,
  ReconcileEnd,
  ReconcileTask,
  Events,
} from './ports';

/**
 * Fulfillments of a backfill that one run takes. Each run costs half a minute more, and after one that made room, what
 * it did out of turn is looked at once more.
 */
export const PART = 800;

export interface StepPorts {
  readonly clock: Clock;
  readonly backfills: Backfills;
  readonly fulfillments: DatedFulfillments;
  readonly events: Pick<Events, 'findByFulfillment'>;
  readonly log: Log;
}

/** What a run of the System user looks at for the running backfill: the next steps, by fulfillment. */
export function nextSteps(
  { mode }: Connection,
  room: number,
  ports: StepPorts,
): ReadonlyMap<number, ListedLook & { readonly step: BackfillStep }> {
  const steps = new Map<number, ListedLook & { readonly step: BackfillStep }>();
  const backfill = ports.backfills.findRunning();
  if (backfill === null || isPausedFor(mode, backfill, ports)) return steps;
  const limit = Math.min(room, PART);
  if (limit <= 0) return steps;
  const found = backfill.isComplete ? [] : ports.fulfillments.find(backfill, backfill.cursor, limit);
  if (found.length === 0) {
    endIfOver({ ...backfill, isComplete: true }, ports);
    return steps;
  }
  const now = ports.clock.now();
  const waiting = findEvents(found, ports.events);
  const hasOwn = new Set(waiting.filter((one) => one.backfillId === backfill.id).map((one) => one.fulfillmentId));
  const looks = waitingLooks(waiting);
  const { id: backfillId } = backfill;
  found.forEach((fulfillmentId, index) => {
    const isLast = index === found.length - 1 && found.length < limit;
    const from = found[index - 1] ?? backfill.cursor;
    const dueAt = dueBehind(looks.get(fulfillmentId), now);
    const event = { fulfillmentId, dueAt, priority: 'past', backfillId, origin: `backfill ${backfillId}` } as const;
    steps.set(fulfillmentId, {
      events: hasOwn.has(fulfillmentId) ? [] : [event],
      step: { backfillId, mode: backfill.mode, from, to: fulfillmentId, isLast },
    });
  });
  return steps;
}

/**
 * Pauses a backfill of another mode: one started in Preview must never send, and one started in On must never only
 * show.
 */
function isPausedFor(mode: Mode, backfill: Backfill, { backfills, log }: StepPorts): boolean {
  if (backfill.mode === mode) return false;
  const reason = `The mode was changed from ${backfill.mode} to ${mode}. A person has to resume the backfill.`;
  backfills.change(backfill.id, { state: 'paused', reason });
  log.audit('Backfill was paused', { backfill: backfill.id, reason });
  return true;
}

/** Remembers the steps that a run ended. Returns whether the backfill moved. */
export function noteSteps(over: readonly BackfillStep[], ports: Omit<StepPorts, 'events' | 'fulfillments'>): boolean {
  const [first] = over;
  const backfill = first === undefined ? null : ports.backfills.read(first.backfillId);
  const change = backfill === null ? null : moved(backfill, over);
  if (backfill === null || change === null) return false;
  ports.backfills.change(backfill.id, change);
  if (change.isComplete) endIfOver({ ...backfill, ...change }, ports);
  return true;
}

/** Ends a running backfill whose window is complete, unless an event of it still waits. */
function endIfOver(backfill: Backfill, { clock, backfills, log }: Omit<StepPorts, 'events' | 'fulfillments'>): void {
  if (backfill.state !== 'running' || backfills.findWaiting(backfill.id).length > 0) return;
  backfills.change(backfill.id, { isComplete: true, state: 'done', endedAt: clock.now() });
  log.audit('Backfill ended', { backfill: backfill.id, fulfillments: backfill.raised });
}

/** Leaves out the events of backfills that wait. Without a connection (null) all of them wait. */
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
  return due.filter(({ backfillId }) => backfillId === null || !isWaiting(backfillId));
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
