/** A row of the ledger says what AfterShip has for one package of one fulfillment, and why. */

import { accountOfTrackingId, generationOfTrackingId } from '../aftership/request';
import { SECONDS_PER_MINUTE, type CalendarDate, type EpochSeconds } from '../values';
import {
  isLegal,
  REASONS,
  ruleOf,
  stateOf,
  STATES,
  type Actor,
  type At,
  type Params,
  type Reason,
  type State,
} from './reasons';

/** Id of a tracking at AfterShip. Ours start with `ns-`. */
export type TrackingId = string;

/** What AfterShip has for a package. */
export type Holding =
  /** AfterShip has nothing. The next tracking of the number gets this generation: see `generationOf`. */
  | { readonly at: 'nothing'; readonly generation: number }
  /** A create was sent under this id, and its answer is not known. The same create can be sent again. */
  | { readonly at: 'create unknown'; readonly id: TrackingId }
  /** AfterShip has a tracking that this account made. Several fulfillments with the same number may share it. */
  | { readonly at: 'ours'; readonly id: TrackingId }
  /** AfterShip was asked to remove a tracking of ours, and the answer is not known. */
  | { readonly at: 'remove unknown'; readonly id: TrackingId }
  /**
   * AfterShip has a tracking that somebody else made; it is never removed from here. The generation is that of our next
   * one.
   */
  | { readonly at: 'foreign'; readonly id: TrackingId; readonly generation: number };

/**
 * The fields that every transition sets. It always sets all four, so that a row keeps no part of its earlier standing.
 */
export interface Standing {
  readonly holding: Holding;
  readonly reason: Reason;
  /** Values of the reason's message. */
  readonly params: Params;
  /** The time when the row is looked at by itself. The reason says what to do then. */
  readonly dueAt: EpochSeconds | null;
}

export interface RowContent extends Standing {
  /** The slug that AfterShip has. */
  readonly slug: string | null;
  /** The slug that we asked for. It is compared with our carrier mapping, never with AfterShip's corrections. */
  readonly slugAsked: string | null;
  /** Which evidence chose the carrier, and which contradicts it (carrier/evidence_mark.ts); '' when it is not known. */
  readonly evidence: string;
  /**
   * Fingerprint of this fulfillment's content that AfterShip accepted; '' when it accepted none, or when that is not
   * known.
   */
  readonly fingerprint: string;
  /** Names of the tracking's fields that this fulfillment has filled; null when they are not known. */
  readonly sentFields: readonly string[] | null;
  /**
   * When this fulfillment's content was last sent, whether or not an answer came. Of several owners, the last sender's
   * content stands in the tracking.
   */
  readonly contentAt: EpochSeconds | null;
  /**
   * True when this fulfillment's content, accepted by AfterShip or shown by Preview, has a person's name, e-mail or
   * phone.
   */
  readonly hasContact: boolean;
  /** When the tracking was made or linked. AfterShip deletes it 120 days after it was made. */
  readonly madeAt: EpochSeconds | null;
  /** When AfterShip was last asked to remove the tracking. The brake counts these times. */
  readonly removalAskedAt: EpochSeconds | null;
  /** `meta.code` of the answer that led to the reason. */
  readonly answerCode: number | null;
  readonly traceId: string | null;
  /**
   * When the fulfillment was read for the look that last settled this row. The hourly check compares it with the last
   * change.
   */
  readonly lookedAt: EpochSeconds | null;
  /** When an attempt last failed; a rate limit does not count. An outage shows as many failures at the same time. */
  readonly failedAt: EpochSeconds | null;
  /** What happened before, newest first (see history.ts). */
  readonly history: string;
  /** The backfill that last asked for this package while AfterShip did not have it. */
  readonly backfill: number | null;
  /**
   * When this is true, AfterShip gets no name, e-mail or phone, whatever the connection says. Only a person takes it
   * back.
   */
  readonly withoutContact: boolean;
}

export interface LedgerRow extends RowContent {
  /** Internal id of the ledger record. */
  readonly id: number;
  readonly fulfillmentId: number;
  /** The normalized tracking number. */
  readonly number: string;
  /** True when a person asks for another attempt, or for sending although a rule left the package out. */
  readonly retryRequested: boolean;
  readonly shippedOn: CalendarDate | null;
}

/** What a change writes. A transition gives its first four fields together. */
export type RowChange = Partial<RowContent>;

export function trackingIdOf(holding: Holding): TrackingId | null {
  return holding.at === 'nothing' ? null : holding.id;
}

/** The state that people see for a row. */
export function stateOfRow({ reason, holding }: Pick<LedgerRow, 'reason' | 'holding'>): State {
  return stateOf(reason, holding.at);
}

/** Who acts next about a row. */
export function actorOf({ reason }: Pick<LedgerRow, 'reason'>): Actor {
  return ruleOf(reason).next;
}

/** Whether the package's number stands on its fulfillment, as far as the row knows. */
export function isWanted({ reason }: Pick<LedgerRow, 'reason'>): boolean {
  return ruleOf(reason).wanted === true;
}

/** Whether the row is an owner: it names a tracking that AfterShip has, and its fulfillment wants that tracking. */
export function isOwner({ holding, reason }: Pick<LedgerRow, 'holding' | 'reason'>): boolean {
  return (holding.at === 'ours' || holding.at === 'foreign') && ruleOf(reason).wanted === true;
}

/** Whether the package still needs something. A row that is not open is only remembered. */
export function isOpen({ reason }: Pick<LedgerRow, 'reason'>): boolean {
  const { next, state } = ruleOf(reason);
  return next !== 'nobody' || state === 'In AfterShip';
}

/** Whether AfterShip has the content of the package and nothing is left to do, except what the message notes. */
export function isInStep({ reason }: Pick<LedgerRow, 'reason'>): boolean {
  return ruleOf(reason).state === 'In AfterShip';
}

/** Whether the package waits to be sent for the first time, for as long as the connection says. */
export function isWaitingToBeSent({ reason }: Pick<LedgerRow, 'reason'>): boolean {
  return reason === 'send_wait';
}

/** Whether AfterShip deleted the package's tracking because of its age. */
export function isAged({ reason }: Pick<LedgerRow, 'reason'>): boolean {
  return reason === 'retention';
}

/** Whether the row stands for a whole fulfillment that cannot be read, and not for a number. */
export function isOfUnreadable({ reason }: Pick<LedgerRow, 'reason'>): boolean {
  return reason === 'unreadable';
}

/**
 * Whether the row already records that its number is gone, so that the deletion of the fulfillment changes nothing for
 * it.
 */
export function isKnownToBeGone({ reason }: Pick<LedgerRow, 'reason'>): boolean {
  const { state, wanted } = ruleOf(reason);
  return wanted === false || STATES[state].group === 'gone';
}

export function wasDeletedByPerson({ reason }: Pick<LedgerRow, 'reason'>): boolean {
  return reason === 'vanished';
}

/**
 * When the package's number was removed from the fulfillment, calculated from the due time of the tracking's removal. A
 * removal that was put off gives a time that is too late. Null when the number is on the fulfillment, or when the row
 * does not show it.
 */
export function goneAt(
  { reason, dueAt, removalAskedAt }: Pick<LedgerRow, 'reason' | 'dueAt' | 'removalAskedAt'>,
  removalWaitMinutes: number,
): EpochSeconds | null {
  const until = reason === 'number_gone' ? dueAt : removalAskedAt;
  if (ruleOf(reason).wanted !== false || until === null) return null;
  return until - removalWaitMinutes * SECONDS_PER_MINUTE;
}

/** Whether a tick in "Try again / send anyway" does something for the row. */
export function isRetryable({ reason }: Pick<LedgerRow, 'reason'>): boolean {
  return ruleOf(reason).tick !== null;
}

/**
 * The reason that replaces one that cannot be true, because somebody edited a locked field. It makes the next look ask
 * AfterShip.
 */
const ASKED_AGAIN: Readonly<Record<At, Reason>> = {
  nothing: 'again',
  'create unknown': 'unanswered',
  ours: 'in_step',
  'remove unknown': 'removal_unanswered',
  foreign: 'in_step',
};

/** What the fields of a row say, which somebody may have edited. */
export interface StoredHolding {
  readonly at: string | null;
  readonly trackingId: TrackingId | null;
  readonly generation: number;
}

/**
 * The holding that the fields of a row stand for. Fields that contradict each other or the number become "create
 * unknown", so that the next look asks AfterShip and no tracking of ours is forgotten or mistaken for another. An id of
 * our form is asked about, because the number may have been edited; instead of any other text our id of the number is.
 * `ownId` gives our id of the row's number; null when the holding is only shown and the id is not compared.
 */
export function holdingOf(
  { at, trackingId, generation }: StoredHolding,
  ownId: ((generation: number) => TrackingId) | null,
): Holding {
  if (trackingId === null) {
    if (at === 'nothing' || ownId === null) return { at: 'nothing', generation };
    return { at: 'create unknown', id: ownId(generation) };
  }
  if (at === 'foreign') return { at, id: trackingId, generation };
  const isOfNumber = ownId === null || trackingId === ownId(generationOfTrackingId(trackingId));
  if ((at === 'ours' || at === 'remove unknown') && isOfNumber) return { at, id: trackingId };
  if (ownId === null) return { at: 'create unknown', id: trackingId };
  const own = ownId(generation);
  return { at: 'create unknown', id: accountOfTrackingId(trackingId) === accountOfTrackingId(own) ? trackingId : own };
}

/**
 * Checks a row that was read. When its reason is not possible with its holding, the reason is replaced and the content
 * counts as unknown.
 */
export function believable(row: LedgerRow, reason: Reason | null): LedgerRow {
  if (reason !== null && isLegal(reason, row.holding.at)) return { ...row, reason };
  return { ...row, reason: ASKED_AGAIN[row.holding.at], params: {}, fingerprint: '', lookedAt: null };
}

/** Says what is wrong with a row; null when nothing is. The tests and the simulation check every row with it. */
export function faultOf(row: RowContent): string | null {
  const { holding, reason, dueAt, madeAt } = row;
  if (!isLegal(reason, holding.at)) return `reason ${reason} while AfterShip has ${holding.at}`;
  const { next } = REASONS[reason];
  if (dueAt !== null && next !== 'time') return `a due time, and ${next} acts next`;
  if (dueAt === null && next === 'time') return 'no due time, and time acts next';
  const isThere = holding.at === 'ours' || holding.at === 'remove unknown' || holding.at === 'foreign';
  if (isThere && madeAt === null) return `no time when it was made, and AfterShip has ${holding.at}`;
  return null;
}
