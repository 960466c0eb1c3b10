/**
 * Lets people go first. Runs of sending do not overlap, so an event that is saved during a run waits for its end, and a
 * run of 1,000 fulfillments lasts for minutes. So a run ends early when something more urgent waits: it does not begin
 * the looks that are left, and asks for the next run, which takes the urgent event first.
 */

import { PRIORITIES, SAVERS, type Saver } from '../../core/event';
import type { EpochSeconds } from '../../core/values';
import type { Clock, Log, Memory, ReconcileTask } from '../ports';

/**
 * Seconds that a run works before it makes room. The start of a run costs about half a minute, so under constant saves
 * an import still gets most of the time.
 */
export const MAKES_ROOM_AFTER_SECONDS = 60;
/** The same for a run that has a person's fulfillment itself. The person may already have waited for the run before. */
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
