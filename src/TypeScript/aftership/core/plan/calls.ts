/** The parts of a plan. */

import type { BackfillLook } from '../backfill';
import type { AccountInfo } from '../aftership/request';
import type { AccountCouriers } from '../carrier/account_couriers';
import type { CarrierMapping } from '../carrier/mapping';
import type { RequiredField } from '../carrier/requirements';
import type { CreateTrackingBody, UpdateTrackingBody } from '../aftership/tracking';
import type { Connection } from '../connection';
import type { FieldMapping } from '../fields/mapping';
import type { LedgerRow, RowChange, RowContent, TrackingId } from '../ledger/row';
import type { Fulfillment } from '../netsuite/fulfillment';
import type { EpochSeconds } from '../values';

export interface PlanInput {
  readonly fulfillmentId: number;
  /** Null when the fulfillment is proved to be gone. */
  readonly fulfillment: Fulfillment | null;
  readonly own: readonly LedgerRow[];
  /** Rows of this account's other fulfillments that have one of this fulfillment's numbers. */
  readonly others: readonly LedgerRow[];
  readonly connection: Connection;
  readonly carrierMapping: CarrierMapping;
  readonly fieldMapping: Pick<FieldMapping, 'lines'>;
  readonly couriers: AccountCouriers;
  readonly account: AccountInfo;
  readonly now: EpochSeconds;
  readonly sha256Hex: (text: string) => string;
  /** The backfill that asked for this look; null when the fulfillment is outside its window. */
  readonly backfill?: BackfillLook | null;
}

/** A change of the ledger that needs no call. When `row` is null, the change makes a new row. */
export interface LedgerWrite {
  readonly row: LedgerRow | null;
  readonly number: string;
  readonly change: RowChange;
}

/** What a tracking should look like at AfterShip. */
export interface Desired {
  readonly create: CreateTrackingBody;
  readonly update: UpdateTrackingBody;
  readonly slug: string | null;
  /** True when the slug comes from the carrier mapping, or was typed beside the number. */
  readonly isSlugMapped: boolean;
  readonly fingerprint: string;
  /** Names of the fields that AfterShip has after this content is sent. */
  readonly sentFields: readonly string[];
  /** True when the update empties a field that AfterShip has. */
  readonly takesBack: boolean;
  readonly hasContact: boolean;
  /** Tells people what was trimmed or left out of the content, and why. */
  readonly notes: readonly string[];
  /** Fields that the carrier asks for and that the create does not have. */
  readonly lacks: readonly RequiredField[];
  /** What the row remembers from the first call on, whatever the call's result. */
  readonly mark: RowMark;
}

export type BackfillMark = Partial<Pick<RowContent, 'backfill' | 'withoutContact'>>;

/** The mark of a backfill, and the evidence that chose the carrier. */
export type RowMark = BackfillMark & Pick<RowContent, 'evidence'>;

interface CallOf<K extends string> {
  readonly kind: K;
  readonly number: string;
  readonly id: TrackingId;
}

/** Creates the tracking. If an earlier attempt or another fulfillment has created it already, the call finds it. */
export interface CreateCall extends CallOf<'create'> {
  readonly row: LedgerRow | null;
  readonly desired: Desired;
}

export interface UpdateCall extends CallOf<'update'> {
  readonly row: LedgerRow;
  readonly desired: Desired;
}

/**
 * Makes this fulfillment an owner of the tracking that another row names. Its content is sent when it is the newest
 * fulfillment.
 */
export interface ClaimCall extends CallOf<'claim'> {
  readonly row: LedgerRow | null;
  readonly owner: LedgerRow;
  readonly sendContent: boolean;
  readonly desired: Desired;
}

/** Asks AfterShip whether it has the tracking, because nothing else can tell. */
export interface AskCall extends CallOf<'ask'> {
  readonly row: LedgerRow;
  /**
   * Why AfterShip is asked:
   * - left out: a rule leaves the package out now
   * - not wanted: the package's number is not wanted any more
   * - still there: a removal has no answer, and the number is on the fulfillment again
   */
  readonly purpose: 'left out' | 'not wanted' | 'still there';
  readonly ifAbsent: RowChange;
}

/** Removes the tracking, as far as `decideRemoval` allows it. */
export interface RemoveCall extends CallOf<'remove'> {
  readonly row: LedgerRow;
  readonly facts: RemovalFacts;
}

/** The facts that decide a removal. A fact that is not known yet is asked for when a verdict needs it. */
export interface RemovalFacts {
  readonly now: EpochSeconds;
  readonly connection: Pick<Connection, 'removalsPerHour' | 'removeMoving'>;
  /** True when nobody changed the fulfillment or asked to try again since AfterShip refused the removal. */
  readonly isLeftAlone: boolean;
  /** Number of removals asked for within the last hour, without this one; null when they are not counted yet. */
  readonly askedWithinHour: number | null;
  /** AfterShip's status of the parcel; undefined when it was not asked for yet, null when AfterShip gave none. */
  readonly tag: string | null | undefined;
}

export type Call = CreateCall | UpdateCall | ClaimCall | AskCall | RemoveCall;

export interface Plan {
  readonly writes: readonly LedgerWrite[];
  readonly calls: readonly Call[];
  /**
   * Other fulfillments to look at again, because the tracking that they share with this one may not have their content.
   */
  readonly looks: readonly number[];
}

/** What a plan does about one package. */
export interface Step {
  readonly write?: LedgerWrite;
  readonly call?: Call;
  readonly looks?: readonly number[];
}
