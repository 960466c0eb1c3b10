/**
 * Runs at a user's save: adds one row to the outbox and asks for sending. It compares nothing, calls nobody and never
 * throws: a fault is logged, and a scheduled script heals it later.
 */

import type { Saver } from '../../core/event';
import type { Account, Clock, Sending, Log, Memory, Events } from '../ports';

/** Save types of a fulfillment that can change its trackings. */
export type FulfillmentEvent = 'create' | 'edit' | 'xedit' | 'ship' | 'pack' | 'delete';

export interface SavedFulfillment {
  readonly id: number;
  readonly event: FulfillmentEvent;
  /** `USERINTERFACE`, `CSVIMPORT` …: a context of SDFxml_340964121. */
  readonly executionContext: string;
  /** Names of the edited fields, read for inline edits only. */
  readonly editedFields: () => readonly string[];
}

export interface RaisePorts {
  readonly events: Pick<Events, 'add'>;
  readonly sending: Sending;
  readonly memory: Pick<Memory, 'lastRequest' | 'rememberRequest' | 'lastRun' | 'isReserved' | 'rememberSave'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly account: Account;
}

/**
 * A request younger than this is not repeated unless its run has ended: the run reads its input a moment after the
 * request.
 */
const ASK_AGAIN_AFTER_SECONDS = 10;

/**
 * Prefix of this project's body fields. An edit of these alone raises no event, or writing a status back would start
 * another round.
 */
const OWN_FIELD_PREFIX = 'custbody_aftership_';
/** The one field with that prefix that a person edits, so its edit raises an event. */
const OPT_OUT_FIELD = 'custbody_aftership_opt_out';

/** Contexts in which a person waits for the save; in every other one many records may be saved at once. */
const PEOPLE: readonly string[] = ['USERINTERFACE', 'CLIENT', 'SUITELET', 'PORTLET'];

export function raiseEvent(saved: SavedFulfillment, ports: RaisePorts): void {
  const isDeletion = saved.event === 'delete';
  const by = PEOPLE.includes(saved.executionContext) ? 'person' : 'script';
  try {
    if (saved.event === 'xedit' && isOnlyOurs(saved.editedFields())) return;
    ports.events.add({
      fulfillmentId: saved.id,
      dueAt: ports.clock.now(),
      priority: by,
      origin: `${saved.event} (${saved.executionContext})`,
      ...(isDeletion && { needsSystemRun: true }),
    });
    // Only a run of the System user can see that the fulfillment is gone, and a save cannot ask for one.
    if (!isDeletion) requestSending(by, ports);
  } catch (error) {
    ports.log.error('Fulfillment was not waiting', { fulfillment: saved.id, event: saved.event }, error);
  }
}

/**
 * True when only this project's fields were edited. The platform may list its own fields beside them (not documented),
 * which are ignored.
 */
function isOnlyOurs(editedFields: readonly string[]): boolean {
  return editedFields.length > 0 && editedFields.every(isOurs);
}

function isOurs(field: string): boolean {
  return field.startsWith(OWN_FIELD_PREFIX) && field !== OPT_OUT_FIELD;
}

/**
 * Asks for a run. If a run may be under way that does not know the event, the save leaves a mark, for which that run
 * ends early.
 */
function requestSending(by: Saver, ports: RaisePorts): void {
  const { memory } = ports;
  const now = ports.clock.now();
  const last = memory.lastRequest();
  const isJustAsked = last !== null && last.outcome === 'accepted' && now - last.at < ASK_AGAIN_AFTER_SECONDS;
  const hasRun = isJustAsked && (memory.lastRun()?.at ?? 0) >= last.at;
  if ((isJustAsked && !hasRun) || memory.isReserved(now)) return memory.rememberSave(by, now);
  const request = ports.sending.request({ asSystem: false });
  // A busy deployment needs the mark only. Writing the request as well would cost a unit more.
  if (request.outcome !== 'busy') memory.rememberRequest(request);
  // A refusal does not tell whether a run is under way. When one has just ended, no mark is needed.
  if (request.outcome === 'busy' || (request.outcome === 'refused' && !hasRun)) memory.rememberSave(by, now);
}
