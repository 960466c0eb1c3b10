/**
 * What the user's save costs: one row in the outbox, then a request for sending. It compares nothing, calls nobody, and
 * never fails: whatever goes wrong here is logged and healed later by a scheduled script.
 */

import type { Account, Clock, Sending, Log, Memory, Events } from '../ports';

/** Events of a fulfillment that can change what AfterShip should hold. */
export type FulfillmentEvent = 'create' | 'edit' | 'xedit' | 'ship' | 'pack' | 'delete';

export interface SavedFulfillment {
  readonly id: number;
  readonly event: FulfillmentEvent;
  /** `USERINTERFACE`, `CSVIMPORT` … for people to read. */
  readonly executionContext: string;
  /** Asked for inline edits only: the fields that were edited. */
  readonly editedFields: () => readonly string[];
}

export interface RaisePorts {
  readonly events: Pick<Events, 'add'>;
  readonly sending: Sending;
  readonly memory: Pick<Memory, 'lastRequest' | 'rememberRequest' | 'lastRun' | 'isReserved'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly account: Account;
}

/** A request asked for less than this ago still stands, until its run has ended: the run reads its input a moment later. */
const ASK_AGAIN_AFTER_SECONDS = 10;

/** Prefix of this project's own body fields: writing a status back must not start another round. */
const OWN_FIELD_PREFIX = 'custbody_aftership_';
/** But for the one that a person ticks. */
const OPT_OUT_FIELD = 'custbody_aftership_opt_out';

export function raiseEvent(saved: SavedFulfillment, ports: RaisePorts): void {
  try {
    if (saved.event === 'xedit' && isOnlyOurs(saved.editedFields())) return;
    ports.events.add({
      fulfillmentId: saved.id,
      deleted: saved.event === 'delete',
      dueAt: ports.clock.now(),
      backfill: false,
      origin: `${saved.event} (${saved.executionContext})`,
    });
    requestSending(ports);
  } catch (error) {
    ports.log.error('Fulfillment was not waiting', { fulfillment: saved.id, event: saved.event }, error);
  }
}

/** The platform may list its own fields beside the edited ones (not documented): they do not make an edit ours. */
function isOnlyOurs(editedFields: readonly string[]): boolean {
  return editedFields.length > 0 && editedFields.every(isOurs);
}

function isOurs(field: string): boolean {
  return field.startsWith(OWN_FIELD_PREFIX) && field !== OPT_OUT_FIELD;
}

function requestSending(ports: RaisePorts): void {
  const last = ports.memory.lastRequest();
  const now = ports.clock.now();
  if (last !== null && last.outcome === 'accepted' && now - last.at < ASK_AGAIN_AFTER_SECONDS) {
    const run = ports.memory.lastRun();
    if (run === null || run.at < last.at) return;
  }
  if (ports.memory.isReserved(now)) return;
  ports.memory.rememberRequest(ports.sending.request({ asSystem: false }));
}
