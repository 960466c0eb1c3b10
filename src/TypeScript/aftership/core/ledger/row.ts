/** A row of the ledger: what AfterShip has for one package of one fulfillment, and why it is as it is. */

import { SECONDS_PER_MINUTE, type CalendarDate, type EpochSeconds } from '../values';
import {
  isLegal,
  REASONS,
  ruleOf,
  stateOf,
  type Actor,
  type At,
  type Params,
  type Reason,
  type State,
} from './reasons';

/** Id of a tracking at AfterShip; ours starts with `ns-`. */
export type TrackingId = string;

/** What AfterShip has for a package. */
export type Holding =
  /** Nothing. The next tracking of the number gets this generation: see `generationOf`. */
  | { readonly at: 'nothing'; readonly generation: number }
  /** A create was sent under this id, and its answer is not known. The same create can be sent again. */
  | { readonly at: 'create unknown'; readonly id: TrackingId }
  /** A tracking that this account made. It may be the tracking of several fulfillments with the same number. */
  | { readonly at: 'ours'; readonly id: TrackingId }
  /** A tracking of ours that AfterShip was asked to remove, and the answer is not known. */
  | { readonly at: 'remove unknown'; readonly id: TrackingId }
  /** A tracking that somebody else made. It is never removed from here. The generation is that of the next one of ours. */
  | { readonly at: 'foreign'; readonly id: TrackingId; readonly generation: number };

/** What a transition decides: always all four, so that no row keeps a part of what it was before. */
export interface Standing {
  readonly holding: Holding;
  readonly reason: Reason;
  /** Values of the reason's message. */
  readonly params: Params;
  /** When the row comes up by itself; what is to be done then, the reason says. */
  readonly dueAt: EpochSeconds | null;
}

export interface RowContent extends Standing {
  /** Slug that AfterShip has. */
  readonly slug: string | null;
  /** Slug that we asked for; compared with our mapping, never with AfterShip's corrections. */
  readonly slugAsked: string | null;
  /** Which evidence chose the carrier and which speaks against it (carrier/evidence_mark.ts); '' when it is not known. */
  readonly evidence: string;
  /** Fingerprint of this fulfillment's content that AfterShip accepted; '' when none was, or it is not known. */
  readonly fingerprint: string;
  /** Names of the tracking's fields that have a value of this fulfillment; null when it is not known which. */
  readonly sentFields: readonly string[] | null;
  /** When this fulfillment's content was last sent, answered or not. Of several owners the latest one's stands there. */
  readonly contentAt: EpochSeconds | null;
  /** True when this fulfillment's content, accepted or shown by Preview, has a person's name, e-mail or phone. */
  readonly hasContact: boolean;
  /** When the tracking was made or linked. AfterShip deletes it 120 days after it was made. */
  readonly madeAt: EpochSeconds | null;
  /** When AfterShip was last asked to remove it. The brake counts these. */
  readonly removalAskedAt: EpochSeconds | null;
  /** `meta.code` of the answer that led to the reason. */
  readonly answerCode: number | null;
  readonly traceId: string | null;
  /** When the fulfillment was read for the look that last settled this row. The hourly check goes by it. */
  readonly lookedAt: EpochSeconds | null;
  /** When an attempt failed last, a rate limit apart. An outage shows as many of these at once. */
  readonly failedAt: EpochSeconds | null;
  /** What happened before, newest first (see history.ts). */
  readonly history: string;
  /** The backfill that last asked for this package while AfterShip did not have it. */
  readonly backfill: number | null;
  /** Whatever the connection says, AfterShip is told no name, e-mail or phone. Only a person takes it back. */
  readonly withoutContact: boolean;
}

export interface LedgerRow extends RowContent {
  /** Internal id of the record. */
  readonly id: number;
  readonly fulfillmentId: number;
  /** Normalized tracking number. */
  readonly number: string;
  /** A person asks for another attempt, or for sending although a rule left it out. */
  readonly retryRequested: boolean;
  readonly shippedOn: CalendarDate | null;
}

/** What a change writes. Its first four fields come together, from a transition. */
export type RowChange = Partial<RowContent>;

export function trackingIdOf(holding: Holding): TrackingId | null {
  return holding.at === 'nothing' ? null : holding.id;
}

/** The state that people see. */
export function stateOfRow({ reason, holding }: Pick<LedgerRow, 'reason' | 'holding'>): State {
  return stateOf(reason, holding.at);
}

/** Who acts next about it. */
export function actorOf({ reason }: Pick<LedgerRow, 'reason'>): Actor {
  return ruleOf(reason).next;
}

/** Whether the number stands on its fulfillment, as far as the row knows. */
export function isWanted({ reason }: Pick<LedgerRow, 'reason'>): boolean {
  return ruleOf(reason).wanted === true;
}

/** An owner names a tracking that AfterShip has, and its fulfillment wants it. */
export function isOwner({ holding, reason }: Pick<LedgerRow, 'holding' | 'reason'>): boolean {
  return (holding.at === 'ours' || holding.at === 'foreign') && ruleOf(reason).wanted === true;
}

/** False for a row that is only remembered: its package asks for nothing more. */
export function isOpen({ reason }: Pick<LedgerRow, 'reason'>): boolean {
  const { next, state } = ruleOf(reason);
  return next !== 'nobody' || state === 'In AfterShip';
}

/** AfterShip has it and nothing is left to do, but for what the message notes. */
export function isInStep({ reason }: Pick<LedgerRow, 'reason'>): boolean {
  return ruleOf(reason).state === 'In AfterShip';
}

/** Its first sending waits as long as the connection says. */
export function isWaitingToBeSent({ reason }: Pick<LedgerRow, 'reason'>): boolean {
  return reason === 'send_wait';
}

/** AfterShip deleted its tracking because of its age. */
export function isAged({ reason }: Pick<LedgerRow, 'reason'>): boolean {
  return reason === 'retention';
}

export function wasDeletedByPerson({ reason }: Pick<LedgerRow, 'reason'>): boolean {
  return reason === 'vanished';
}

/**
 * When its number went from the fulfillment, reckoned back from its removal: too late where that was put off. Null where
 * it stands there, or the row does not tell.
 */
export function goneAt(
  { reason, dueAt, removalAskedAt }: Pick<LedgerRow, 'reason' | 'dueAt' | 'removalAskedAt'>,
  removalWaitMinutes: number,
): EpochSeconds | null {
  const until = reason === 'number_gone' ? dueAt : removalAskedAt;
  if (ruleOf(reason).wanted !== false || until === null) return null;
  return until - removalWaitMinutes * SECONDS_PER_MINUTE;
}

/** A tick in "Try again / send anyway" would do something. */
export function isRetryable({ reason }: Pick<LedgerRow, 'reason'>): boolean {
  return ruleOf(reason).tick !== null;
}

/** Reason of a row whose own cannot be believed, because somebody edited a locked field. It makes the next look ask. */
const ASKED_AGAIN: Readonly<Record<At, Reason>> = {
  nothing: 'again',
  'create unknown': 'unanswered',
  ours: 'in_step',
  'remove unknown': 'removal_unanswered',
  foreign: 'in_step',
};

/** A row as it was read. A reason that does not go with what AfterShip has is replaced, and the content counts as unknown. */
export function believable(row: LedgerRow, reason: Reason | null): LedgerRow {
  if (reason !== null && isLegal(reason, row.holding.at)) return { ...row, reason };
  return { ...row, reason: ASKED_AGAIN[row.holding.at], params: {}, fingerprint: '', lookedAt: null };
}

/** What is wrong with a row; null when nothing is. The tests and the simulation hold every row against it. */
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
