/**
 * A row of the ledger: what we last told AfterShip about one package, and what AfterShip last told us.
 */

import type { CalendarDate, EpochSeconds } from '../values';

/** Every state with its meaning, for people. */
export const STATE_MEANINGS = {
  'would send': 'Preview: nothing was sent. The message says what would be. The row never counts as sent.',
  'in doubt': 'A request was about to be made, or its answer is unknown. Asking AfterShip for our id settles it.',
  tracked: 'AfterShip holds the tracking that we made.',
  linked: 'AfterShip holds a tracking of this number that another fulfillment of ours, or somebody else, made.',
  'needs attention': 'It cannot go on without a person. The message says why and what to do.',
  waiting: 'The first sending waits as long as the connection says, so that what is corrected meanwhile is never sent.',
  held: 'Left out by a rule of the connection. The message names the rule.',
  'removal due': 'The number is gone from NetSuite. The tracking is removed when the wait is over, unless it returns.',
  removed: 'There is no tracking any more. The row stays, so that the number gets another id if it returns.',
  'let go': 'The number is gone from NetSuite, and the tracking stays at AfterShip: it was moving, or is not ours.',
} as const;

/** Reason of a row that says what would be done: switching to On brings it up again. */
export const SHOWN_IN_PREVIEW = 'preview';
/** The same of a package that would be created with an e-mail address, which AfterShip may write to. */
export const SHOWN_WITH_EMAIL = 'preview_email';
/** The same of a package that would share a tracking, which takes nothing of AfterShip's quota. */
export const SHOWN_SHARED = 'preview_shared';

export const PREVIEW_REASONS: readonly string[] = [SHOWN_IN_PREVIEW, SHOWN_WITH_EMAIL, SHOWN_SHARED];

export function isShownInPreview(reason: string): boolean {
  return PREVIEW_REASONS.includes(reason);
}

/** Reasons of rows that are held by a filter or an opt-out: trying again does not help. */
export const EXCLUSION_REASONS = [
  'order_kind',
  'opted_out',
  'customer_opted_out',
  'method_left_out',
  'subsidiary_left_out',
  'location_left_out',
] as const;
export type ExclusionReason = (typeof EXCLUSION_REASONS)[number];

export function isExclusion(reason: string | null): boolean {
  return EXCLUSION_REASONS.some((known) => known === reason);
}

export type ShipmentState = keyof typeof STATE_MEANINGS;

export function isShipmentState(text: string): text is ShipmentState {
  return Object.keys(STATE_MEANINGS).includes(text);
}

/** False for a row that is only remembered: its package asks for nothing more. */
export function isOpen(state: ShipmentState): boolean {
  return state !== 'removed' && state !== 'let go';
}

/** Everything but the row's identity; what is written is always a whole patch of these. */
export interface ShipmentContent {
  readonly state: ShipmentState;
  /** Machine word of the reason, such as `too_old` or `4005`; empty when there is nothing to explain. */
  readonly reason: string;
  /** What happened and what to do, for people. */
  readonly message: string;
  /** Id of the tracking at AfterShip; ours starts with `ns-`. Null while none was asked for. */
  readonly trackingId: string | null;
  /** 1 for the first tracking of this number on this fulfillment, 2 after that was removed, and so on. */
  readonly generation: number;
  /** True when somebody else made the tracking: it is never removed by us. */
  readonly foreign: boolean;
  /** Slug that AfterShip holds. */
  readonly slug: string | null;
  /** Slug that we asked for; compared with our mapping, never with AfterShip's corrections. */
  readonly slugAsked: string | null;
  /** Fingerprint of the accepted fields that only a create can set. */
  readonly createPrint: string;
  /** Fingerprint of the accepted fields that an update can change. */
  readonly updatePrint: string;
  readonly sentAt: EpochSeconds | null;
  /** When a first sending or a removal is due. */
  readonly dueAt: EpochSeconds | null;
  readonly removedAt: EpochSeconds | null;
  /** `meta.code` of AfterShip's last answer. */
  readonly answerCode: number | null;
  readonly traceId: string | null;
  /** True when the accepted tracking, or the one that Preview shows, carries a person's name, e-mail or phone. */
  readonly hasContact: boolean;
  /** When the fulfillment was read for the look that last settled this row. The sweep goes by it. */
  readonly lookedAt: EpochSeconds | null;
  /** When an attempt failed last, a rate limit apart. An outage is told by many of these at once. */
  readonly failedAt: EpochSeconds | null;
  /** Numbers of the same fulfillment that were about to be created together with this one (see plan.ts). */
  readonly alongside: readonly string[];
  /** What happened before, newest first (see history.ts). */
  readonly history: string;
  /** The backfill that last asked for this package while AfterShip did not have it. */
  readonly backfill: number | null;
  /** Whatever the connection says, AfterShip is told no name, e-mail or phone. Only a person takes it back. */
  readonly withoutContact: boolean;
}

export interface Shipment extends ShipmentContent {
  /** Internal id of the ledger row. */
  readonly id: number;
  readonly fulfillmentId: number;
  /** Normalized tracking number. */
  readonly number: string;
  /** A person asks for another attempt, or for sending although it was held. */
  readonly retryRequested: boolean;
  readonly shippedOn: CalendarDate | null;
}

/** A row of another fulfillment with one of our numbers: enough to decide about sharing a tracking. */
export type OtherOwner = Pick<
  Shipment,
  | 'id'
  | 'fulfillmentId'
  | 'number'
  | 'state'
  | 'reason'
  | 'trackingId'
  | 'foreign'
  | 'slug'
  | 'slugAsked'
  | 'sentAt'
  | 'removedAt'
  | 'hasContact'
  | 'history'
>;

/** Somebody deleted it; or it was removed, and its number returned to a fulfillment whose order cannot be read. */
const REASONS_WITHOUT_TRACKING: readonly string[] = ['vanished', 'order_unknown'];

/**
 * True for a row that owns its tracking: one that was made or linked, also when an update of it was refused since. What
 * waits for its removal, or was let go, owns nothing any more.
 */
export function isOwner(row: Pick<Shipment, 'state' | 'reason' | 'trackingId' | 'sentAt'>): boolean {
  if (row.trackingId === null) return false;
  if (row.state === 'needs attention') return row.sentAt !== null && !REASONS_WITHOUT_TRACKING.includes(row.reason);
  return row.state === 'tracked' || row.state === 'linked';
}
