/**
 * A run of sending may take minutes, and what it has not begun waits for its end as much as what it does not know. So a
 * run that holds an import ends early when a person waits, and one that holds past shipments or the work of the scheduled
 * scripts does so for an import, too: what is left stays behind the more urgent event, and the run asks for the next one.
 */

import { PRIORITIES, SAVERS, type Saver } from '../../core/event';
import type { EpochSeconds } from '../../core/values';
import type { Clock, Log, Memory, ReconcileTask } from '../ports';

/**
 * Seconds that a run works before it makes room. The start of a run costs about half a minute, so under constant saves
 * an import still gets most of the time.
 */
export const MAKES_ROOM_AFTER_SECONDS = 60;
/** The same when a person waits for a fulfillment of this run, who may have waited for the end of the last one before. */
export const BESIDE_PEOPLE_SECONDS = 30;

export interface RoomPorts {
  readonly clock: Clock;
  readonly memory: Pick<Memory, 'lastSave'>;
  readonly log: Log;
}

/**
 * Whether this look is left to the next run, because somebody waits for a more urgent one. The order in which a run
 * takes its fulfillments is not documented, so a person may wait for one of this run, too. At most two units.
 */
export function makesRoom(task: ReconcileTask, ports: RoomPorts): boolean {
  const asked = [...task.events, ...(task.listed?.events ?? [])].map(({ priority }) => priority);
  const own = PRIORITIES.find((priority) => asked.includes(priority)) ?? 'past';
  if (own === 'person') return false;
  const age = ports.clock.now() - task.collectedAt;
  if (task.isBesidePeople) return age >= BESIDE_PEOPLE_SECONDS;
  if (age < MAKES_ROOM_AFTER_SECONDS) return false;
  const before = SAVERS.slice(0, PRIORITIES.indexOf(own));
  return before.some((by) => hasSavedSince(by, task.collectedAt, ports));
}

/** Whether such a save left a mark at this time or later. A fault of the memory must not stop sending. */
export function hasSavedSince(by: Saver, time: EpochSeconds, { memory, log }: Omit<RoomPorts, 'clock'>): boolean {
  try {
    return (memory.lastSave(by) ?? 0) >= time;
  } catch (error) {
    log.error('Whether somebody waits could not be read', { who: by }, error);
    return false;
  }
}
