/**
 * A run of sending may take minutes, and what it has not begun waits for its end as much as what it does not know. So a
 * run that holds an import, past shipments or the work of the scheduled scripts ends early when a person waits: what is
 * left stays in the outbox, behind the person's event, and the run asks for the next one.
 */

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
  readonly memory: Pick<Memory, 'lastPerson'>;
  readonly log: Log;
}

/**
 * Whether this look is left to the next run, because a person waits for another one. The order in which a run takes its
 * fulfillments is not documented, so a person may wait for one of this run, too. At most one unit.
 */
export function makesRoom(task: ReconcileTask, ports: RoomPorts): boolean {
  if (task.events.some(({ priority }) => priority === 'person')) return false;
  const age = ports.clock.now() - task.collectedAt;
  if (task.isBesidePeople) return age >= BESIDE_PEOPLE_SECONDS;
  return age >= MAKES_ROOM_AFTER_SECONDS && savedSince(task.collectedAt, ports);
}

/** Whether a person saved since then. A fault of the memory must not stop sending. */
function savedSince(time: number, { memory, log }: RoomPorts): boolean {
  try {
    return (memory.lastPerson() ?? 0) >= time;
  } catch (error) {
    log.error('Whether a person waits could not be read', {}, error);
    return false;
  }
}
