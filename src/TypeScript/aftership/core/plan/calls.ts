/** What a plan consists of. */

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
  /** Rows of other fulfillments of this account with one of our numbers. */
  readonly others: readonly LedgerRow[];
  readonly connection: Connection;
  readonly carrierMapping: CarrierMapping;
  readonly fieldMapping: Pick<FieldMapping, 'lines'>;
  readonly couriers: AccountCouriers;
  readonly account: AccountInfo;
  readonly now: EpochSeconds;
  readonly sha256Hex: (text: string) => string;
  /** The backfill that asked for this look, when the fulfillment lies in its window. */
  readonly backfill?: BackfillLook | null;
}

/** A change of the ledger that needs no call. `row` null = a new row. */
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
  /** The slug comes from the connection's carrier mapping. */
  readonly isSlugMapped: boolean;
  readonly fingerprint: string;
  /** Names of the fields that AfterShip has when this is sent. */
  readonly sentFields: readonly string[];
  /** The update empties a field that AfterShip has. */
  readonly takesBack: boolean;
  readonly hasContact: boolean;
  /** What was trimmed or left out on the way, and why. */
  readonly notes: readonly string[];
  /** What the carrier asks for and the create has not. */
  readonly lacks: readonly RequiredField[];
  /** What its row remembers from before the first call on, whatever comes of it. */
  readonly mark: RowMark;
}

export type BackfillMark = Partial<Pick<RowContent, 'backfill' | 'withoutContact'>>;

/** Beside a backfill's mark, which evidence chose the carrier. */
export type RowMark = BackfillMark & Pick<RowContent, 'evidence'>;

interface CallOf<K extends string> {
  readonly kind: K;
  readonly number: string;
  readonly id: TrackingId;
}

/** Make the tracking. An earlier attempt, or another fulfillment, may have made it already: then it is found. */
export interface CreateCall extends CallOf<'create'> {
  readonly row: LedgerRow | null;
  readonly desired: Desired;
}

export interface UpdateCall extends CallOf<'update'> {
  readonly row: LedgerRow;
  readonly desired: Desired;
}

/** Become an owner of the tracking that another row names. Its content is sent when this fulfillment is the newest. */
export interface ClaimCall extends CallOf<'claim'> {
  readonly row: LedgerRow | null;
  readonly owner: LedgerRow;
  readonly sendContent: boolean;
  readonly desired: Desired;
}

/** Only AfterShip can tell whether it has the tracking. */
export interface AskCall extends CallOf<'ask'> {
  readonly row: LedgerRow;
  /**
   * Why it is asked: a rule leaves the package out now; its number is not wanted any more; its removal has no answer and
   * the number is back.
   */
  readonly purpose: 'left out' | 'not wanted' | 'still there';
  readonly ifAbsent: RowChange;
}

/** Remove the tracking, as far as `decideRemoval` lets it. */
export interface RemoveCall extends CallOf<'remove'> {
  readonly row: LedgerRow;
  readonly facts: RemovalFacts;
}

/** What a removal is decided from. What is not known yet is asked for by the verdict that needs it. */
export interface RemovalFacts {
  readonly now: EpochSeconds;
  readonly connection: Pick<Connection, 'removalsPerHour' | 'removeMoving'>;
  /** Nobody changed the fulfillment or asked to try again since AfterShip refused it. */
  readonly isLeftAlone: boolean;
  /** Removals asked for within the last hour, this one apart; null = not counted yet. */
  readonly askedWithinHour: number | null;
  /** AfterShip's status of the parcel; undefined = not asked yet, null = AfterShip gave none. */
  readonly tag: string | null | undefined;
}

export type Call = CreateCall | UpdateCall | ClaimCall | AskCall | RemoveCall;

export interface Plan {
  readonly writes: readonly LedgerWrite[];
  readonly calls: readonly Call[];
  /** Other fulfillments to look at again: the tracking that they share with this one may not have their content. */
  readonly looks: readonly number[];
}

/** What is to be done about one package. */
export interface Step {
  readonly write?: LedgerWrite;
  readonly call?: Call;
  readonly looks?: readonly number[];
}
