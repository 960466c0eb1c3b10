/**
 * Compares the packages a fulfillment has now with its ledger rows and decides the difference: what is only written to
 * the ledger, and what has to be asked of AfterShip. Pure: the same input gives the same plan, however often it is run,
 * which is what makes lost, doubled and reordered signals harmless.
 */

import type { BackfillLook } from '../backfill';
import { chooseSlug, type CarrierMapping } from '../aftership/carriers';
import type { Connection } from '../connection';
import { shipDay, type Fulfillment } from '../netsuite/fulfillment';
import { isCovered } from '../look';
import { isCarrierKnown } from '../aftership/outcome';
import { readPackages, type Package } from '../netsuite/packages';
import {
  buildCreate,
  buildUpdate,
  containsContact,
  fingerprints,
  ownerOfTrackingId,
  trackingIdFor,
  type AccountInfo,
} from '../aftership/request';
import {
  isOwner,
  isShownInPreview,
  type ExclusionReason,
  type OtherOwner,
  type Shipment,
  type ShipmentContent,
} from '../ledger/shipment';
import type { CreateTrackingBody, UpdateTrackingBody } from '../aftership/tracking';
import { daysBetween, SECONDS_PER_MINUTE, type CalendarDate, type EpochSeconds } from '../values';

export interface PlanInput {
  readonly fulfillmentId: number;
  /** Null when the fulfillment is proved to be gone. */
  readonly fulfillment: Fulfillment | null;
  readonly own: readonly Shipment[];
  /** Rows of other fulfillments of this account with one of our numbers. */
  readonly others: readonly OtherOwner[];
  readonly connection: Connection;
  readonly carrierMapping: CarrierMapping;
  readonly account: AccountInfo;
  readonly now: EpochSeconds;
  readonly sha256Hex: (text: string) => string;
  /** The backfill that asked for this look, when the fulfillment lies in its window. */
  readonly backfill?: BackfillLook | null;
}

export type LedgerChange = Partial<ShipmentContent>;

/** A change of the ledger that needs no call. `row` null = a new row. */
export interface LedgerWrite {
  readonly row: Shipment | null;
  readonly number: string;
  readonly change: LedgerChange;
}

/** What a tracking should look like at AfterShip. */
export interface Desired {
  readonly create: CreateTrackingBody;
  readonly update: UpdateTrackingBody;
  readonly slug: string | null;
  /** The slug comes from the connection's carrier mapping. */
  readonly isSlugMapped: boolean;
  readonly createPrint: string;
  readonly updatePrint: string;
  readonly hasContact: boolean;
  /** What was trimmed or left out on the way, and why. */
  readonly notes: readonly string[];
  /** What its row remembers about a backfill, from before the first call on. */
  readonly mark: BackfillMark;
}

export type BackfillMark = Partial<Pick<ShipmentContent, 'backfill' | 'withoutContact'>>;

interface CallOf<K extends string> {
  readonly kind: K;
  readonly number: string;
  readonly trackingId: string;
}

/** Share the tracking of another fulfillment; its content follows the newest owner. */
export interface ShareCall extends CallOf<'share'> {
  readonly row: Shipment | null;
  readonly owner: OtherOwner;
  readonly sendContent: boolean;
  readonly desired: Desired;
}

/** An earlier attempt may have made the tracking. What to do when it has not: make it, share one, or leave it. */
export type IfAbsent =
  { readonly kind: 'create' } | ShareCall | { readonly kind: 'leave'; readonly change: LedgerChange };

export type Call =
  /** Make the tracking. With `askFirst`, ask AfterShip for the id before. */
  | (CallOf<'create'> & {
      readonly row: Shipment | null;
      readonly generation: number;
      readonly askFirst: IfAbsent | null;
      readonly desired: Desired;
    })
  | (CallOf<'update'> & { readonly row: Shipment; readonly desired: Desired })
  | ShareCall
  /** Give up the tracking of our own, and share the one that another fulfillment has for the same number. */
  | (CallOf<'merge'> & { readonly row: Shipment; readonly share: ShareCall })
  | (CallOf<'remove'> & { readonly row: Shipment })
  /** Not wanted any more, but an attempt may have made it: ask, so that it can be removed. */
  | (CallOf<'settle'> & { readonly row: Shipment | null; readonly generation: number });

/**
 * Another fulfillment that has to be looked at again: we let go of what it shares, or it has a second tracking. Its row
 * forgets what it has accepted, and when it was looked at: what AfterShip refused before is asked once more.
 */
export interface Handover {
  readonly rowId: number;
  readonly fulfillmentId: number;
  /** Our contact may stand in the tracking that the other one goes on with. */
  readonly hasContact: boolean;
}

export interface Plan {
  readonly writes: readonly LedgerWrite[];
  readonly calls: readonly Call[];
  readonly handovers: readonly Handover[];
}

/** Attention that an edit of the fulfillment cannot clear: only a person's "try again" does. */
const REASONS_FOR_A_PERSON: readonly string[] = ['vanished', 'other_account', 'several'];

export function planReconcile(input: PlanInput): Plan {
  const { fulfillment } = input;
  const rows = new Map(input.own.map((row) => [row.number, row]));
  const lostNumbers = numbersWithoutRow(input.own, rows);
  const writes: LedgerWrite[] = [];
  const calls: Call[] = [];
  const handovers: Handover[] = [];

  const wanted = new Set<string>();
  if (fulfillment !== null && fulfillment.status === 'shipped') {
    const { packages, unclear } = readPackages(fulfillment.packageLines);
    for (const pkg of packages) {
      wanted.add(pkg.number);
      const known = rows.get(pkg.number) ?? null;
      const decision = decideWanted(input, fulfillment, pkg, known, lostNumbers.get(pkg.number) ?? null);
      if (decision.write) writes.push(decision.write);
      if (decision.call) calls.push(decision.call);
      if (decision.handovers) handovers.push(...decision.handovers);
    }
    for (const number of unclear) {
      wanted.add(number.key);
      const row = rows.get(number.key) ?? null;
      // A number that was accepted once is not unclear: its row goes on below as any other that is not wanted.
      if (row !== null && isAtAfterShip(row)) {
        wanted.delete(number.key);
        continue;
      }
      pushIfChanged(writes, row, number.key, {
        state: 'needs attention',
        reason: number.reason,
        message: number.message,
        ...(row === null && input.backfill ? { backfill: input.backfill.id } : {}),
      });
    }
  }

  // Behind new trackings: a renumbered package is never without one.
  for (const row of input.own) {
    if (!wanted.has(row.number)) decideUnwanted(input, row, writes, calls, handovers);
  }
  for (const number of lostNumbers.keys()) {
    if (wanted.has(number)) continue;
    calls.push({ kind: 'settle', row: null, number, generation: 1, trackingId: idOf(input, number, 1) });
  }

  return { writes, calls, handovers };
}

/**
 * Creates of several packages write their intent once, on the first one's row (`alongside`), because each row of its own
 * before the call would cost six units more a package. A number that stands there without a row may have been sent. It is
 * given with the row that names it.
 */
function numbersWithoutRow(
  own: readonly Shipment[],
  rows: ReadonlyMap<string, Shipment>,
): ReadonlyMap<string, Shipment> {
  const lost = own.flatMap((row) => row.alongside.map((number) => [number, row] as const));
  return new Map(lost.filter(([number]) => !rows.has(number)));
}

interface Decision {
  readonly write?: LedgerWrite;
  readonly call?: Call;
  readonly handovers?: readonly Handover[];
}

function decideWanted(
  input: PlanInput,
  fulfillment: Fulfillment,
  pkg: Package,
  row: Shipment | null,
  lostWith: Shipment | null,
): Decision {
  if (row !== null && isAtAfterShip(row)) return decideKnown(input, fulfillment, pkg, row);

  // Before any rule: when the rule holds no longer, the package still waits for the person.
  if (row !== null && (isForPersonOnly(row) || isPastRetention(row, fulfillment))) return {};
  const byItself = refuseCreate(input, fulfillment, row);
  const backfill = backfillFor(input, row, lostWith, byItself);
  const refusal = backfill !== null && isDayRule(byItself) ? null : byItself;
  const owner = ownerToShare(input, pkg);
  // What was given up unanswered is found by making it again under its id. Before anything else it has to be asked about.
  const wasGivenUp = row !== null && isUnsettled(row) && (refusal !== null || owner !== null);
  const mayExist = lostWith !== null || row?.state === 'in doubt' || wasGivenUp;
  if (refusal !== null && !mayExist) {
    return { write: changed(row, pkg.number, backfill === null ? refusal : { ...refusal, backfill: backfill.id }) };
  }
  const wait = mayExist || backfill !== null ? null : firstSendingWait(input, row);
  if (wait !== null) return { write: changed(row, pkg.number, wait) };
  if (row !== null && isUnchangedSince(fulfillment, row)) return {};

  const generation = nextGeneration(row);
  const trackingId =
    row?.state === 'in doubt' && row.trackingId !== null ? row.trackingId : idOf(input, pkg.number, generation);
  const desired = describeTracking(input, fulfillment, pkg, trackingId, markOf(backfill, row ?? lostWith));
  const share = owner === null ? null : shareWith(input, pkg, row, desired, owner);
  if (!mayExist && share !== null) return { call: share };
  const ifAbsent: IfAbsent = refusal === null ? (share ?? { kind: 'create' }) : { kind: 'leave', change: refusal };
  const askFirst = mayExist ? ifAbsent : null;
  return { call: { kind: 'create', row, number: pkg.number, trackingId, generation, askFirst, desired } };
}

/** It was sent, and AfterShip kept it as long as it keeps any: no backfill sends it a second time. */
function isPastRetention(row: Shipment, fulfillment: Fulfillment): boolean {
  if (row.state !== 'removed' || row.reason !== 'retention' || row.retryRequested) return false;
  return !isOfLaterPackage(row, shipDay(fulfillment));
}

/** What ships so long after the tracking was made is taken for another package, whose number was used before. */
const DAYS_OF_ONE_PACKAGE = 31;

/** Whether the tracking that a row names is an earlier package's than the one that shipped on this day. */
export function isOfLaterPackage({ sentAt }: Pick<Shipment, 'sentAt'>, shippedOn: CalendarDate | null): boolean {
  return sentAt !== null && shippedOn !== null && daysBetween(utcDay(sentAt), shippedOn) > DAYS_OF_ONE_PACKAGE;
}

function isForPersonOnly(row: Shipment): boolean {
  return row.state === 'needs attention' && !row.retryRequested && REASONS_FOR_A_PERSON.includes(row.reason);
}

/**
 * The backfill by whose rules a package goes that AfterShip does not have: one that asks for what start date and greatest
 * age leave out, or that alone asked for this look. Null: the connection's rules, as for what a live look has begun.
 */
function backfillFor(
  { backfill }: PlanInput,
  row: Shipment | null,
  lostWith: Shipment | null,
  byItself: LedgerChange | null,
): BackfillLook | null {
  if (!backfill) return null;
  if (isDayRule(byItself)) return backfill;
  const begun = row === null ? lostWith : row.state === 'waiting' || row.state === 'in doubt' ? row : null;
  const isBegunLive = begun !== null && begun.backfill === null;
  return backfill.isAlone && !isBegunLive ? backfill : null;
}

/** A number that was lost on the way to its own row goes on as its chunk began. */
function markOf(backfill: BackfillLook | null, known: Shipment | null): BackfillMark {
  if (backfill !== null) return { backfill: backfill.id, withoutContact: !backfill.withContacts };
  return known === null || (known.backfill === null && !known.withoutContact)
    ? {}
    : { backfill: known.backfill, withoutContact: known.withoutContact };
}

/**
 * What needs attention is left alone until somebody changes the fulfillment or asks to try again. What Preview only showed
 * is still to be done.
 */
function isUnchangedSince(fulfillment: Fulfillment, row: Shipment): boolean {
  if (row.state !== 'needs attention' || row.retryRequested || isShownInPreview(row.reason)) return false;
  const { lastModified } = fulfillment;
  return lastModified !== null && isCovered(lastModified, row.lookedAt);
}

/** Null when no other fulfillment has a tracking of this number. */
function ownerToShare(input: PlanInput, pkg: Package): OtherOwner | null {
  const others = input.others.filter((other) => other.number === pkg.number);
  // A number that moved here from a fulfillment which is about to lose its tracking: it goes on under the same one.
  return others.find(isOwner) ?? others.find((other) => other.state === 'removal due') ?? null;
}

function shareWith(
  input: PlanInput,
  { number }: Package,
  row: Shipment | null,
  desired: Desired,
  owner: OtherOwner,
): ShareCall | null {
  const { trackingId } = owner;
  if (trackingId === null) return null;
  const followsOthers = owner.foreign && !keepsForeignInStep(input.connection, input.account.isProduction);
  const sendContent = isNewestOwner(input, trackingId) && !followsOthers;
  return { kind: 'share', row, number, trackingId, owner, sendContent, desired };
}

/** A package whose tracking AfterShip holds: keep it in step, and call back a removal that was under way. */
function decideKnown(input: PlanInput, fulfillment: Fulfillment, pkg: Package, row: Shipment): Decision {
  const trackingId = row.trackingId ?? '';
  const twins = twinsOf(input, row);
  const first = twins.reduce<OtherOwner | null>(firstMade, null);
  if (first !== null && !row.foreign && precedes(first.trackingId, trackingId)) {
    // That it moves was found out before: a person has to decide which one is right.
    if (row.state === 'needs attention' && row.reason === 'several' && !row.retryRequested) return {};
    const share = shareWith(
      input,
      pkg,
      row,
      describeTracking(input, fulfillment, pkg, first.trackingId ?? '', markOf(null, row)),
      first,
    );
    if (share !== null) return { call: { kind: 'merge', row, number: pkg.number, trackingId, share } };
  }
  const known = keepInStep(input, fulfillment, pkg, row, trackingId);
  const handovers = twins
    .filter((twin) => !twin.foreign)
    .map(({ id, fulfillmentId }) => ({ rowId: id, fulfillmentId, hasContact: false }));
  return { ...known, handovers };
}

/**
 * Other fulfillments' trackings of the same number. Two fulfillments that are sent at the same moment get one each when
 * AfterShip accepts the number with two carriers.
 */
function twinsOf(input: PlanInput, row: Shipment): readonly OtherOwner[] {
  return input.others.filter(
    (other) => other.number === row.number && other.trackingId !== row.trackingId && isOwner(other),
  );
}

function firstMade(first: OtherOwner | null, next: OtherOwner): OtherOwner {
  return first === null || precedes(next.trackingId, first.trackingId) ? next : first;
}

/** Which of two trackings of a number stays: one that is not ours, else the one made for the earlier fulfillment. */
function precedes(left: string | null, right: string | null): boolean {
  const [leftMaker, rightMaker] = [left, right].map((id) => ownerOfTrackingId(id ?? '')?.fulfillmentId ?? 0);
  return leftMaker === rightMaker ? (left ?? '') < (right ?? '') : (leftMaker ?? 0) < (rightMaker ?? 0);
}

/**
 * Whether a tracking that somebody else made gets our content. Never outside production: a sandbox may have production's
 * key, and its content, test recipients among it, would stand where real customers look.
 */
export function keepsForeignInStep({ adoption }: Pick<Connection, 'adoption'>, isProduction: boolean): boolean {
  return adoption === 'keep in step' && isProduction;
}

function keepInStep(
  input: PlanInput,
  fulfillment: Fulfillment,
  pkg: Package,
  row: Shipment,
  trackingId: string,
): Decision {
  const followsOthers = row.foreign && !keepsForeignInStep(input.connection, input.account.isProduction);
  const returned: LedgerChange | null =
    row.state === 'removal due' || row.state === 'let go'
      ? { state: stateAtAfterShip(row), reason: '', message: '', dueAt: null }
      : null;
  const back: Decision = returned === null ? {} : { write: changed(row, pkg.number, returned) };
  const desired = describeTracking(input, fulfillment, pkg, trackingId, markOf(null, row));
  if (!followsOthers && isNewestOwner(input, trackingId)) {
    const slugChanged = !row.foreign && desired.isSlugMapped && desired.slug !== row.slugAsked;
    // A removal that was asked for may have been done, although its answer did not arrive.
    const mayBeGone = row.removedAt !== null;
    if (desired.updatePrint !== row.updatePrint || slugChanged || row.retryRequested || mayBeGone) {
      if (isUnchangedSince(fulfillment, row)) return back;
      const content: UpdateTrackingBody = slugChanged ? desired.update : withoutSlug(desired.update);
      // What is left out stays as it was: contacts that may not be given any more are taken back by an empty list.
      const update = row.hasContact && !desired.hasContact ? { ...content, customers: [] } : content;
      // Called back before its content is sent: should it go again meanwhile, its wait begins anew.
      return {
        ...back,
        call: { kind: 'update', row, number: pkg.number, trackingId, desired: { ...desired, update } },
      };
    }
  }
  if (row.state !== 'needs attention') return back;
  // What AfterShip refused is not wanted any more: it holds what the fulfillment says now.
  const mended: LedgerChange = { state: stateAtAfterShip(row), ...carrierNote(row.slug, desired) };
  return { write: changed(row, pkg.number, mended) };
}

/** Accepted, but AfterShip does not know the carrier: it stays without updates until somebody names it. */
export function carrierNote(slug: string | null, desired: Desired): Pick<ShipmentContent, 'reason' | 'message'> {
  const notes = desired.notes.join(' ');
  if (isCarrierKnown(slug)) return { reason: '', message: notes };
  const text =
    'AfterShip accepted the number but does not know its carrier. Map the ship method to a carrier on the connection.';
  return { reason: 'carrier_unknown', message: notes === '' ? text : `${text} ${notes}` };
}

function decideUnwanted(
  input: PlanInput,
  row: Shipment,
  writes: LedgerWrite[],
  calls: Call[],
  handovers: Handover[],
): void {
  if (row.state === 'removed' || row.state === 'let go') return;
  if (row.state === 'in doubt' || isUnsettled(row)) {
    const trackingId = row.trackingId ?? idOf(input, row.number, row.generation);
    calls.push({ kind: 'settle', row, number: row.number, generation: row.generation, trackingId });
    return;
  }
  if (!isAtAfterShip(row) || row.trackingId === null) {
    pushIfChanged(writes, row, row.number, {
      state: 'removed',
      reason: 'never_sent',
      message: 'The number is no longer on the fulfillment. Nothing had been sent.',
    });
    return;
  }

  const trackingId = row.trackingId;
  const heir = newestOf(input.others.filter((other) => other.trackingId === trackingId && isOwner(other)));
  if (heir !== null) {
    writes.push({
      row,
      number: row.number,
      change: {
        state: 'removed',
        reason: 'shared',
        message: `The number is no longer on this fulfillment. Fulfillment ${heir.fulfillmentId} still uses the tracking.`,
        removedAt: input.now,
      },
    });
    // The tracking may carry our content: its newest owner has to send its own again.
    if (isNewestOwner(input, trackingId)) {
      handovers.push({ rowId: heir.id, fulfillmentId: heir.fulfillmentId, hasContact: row.hasContact });
    }
    return;
  }
  if (row.foreign) {
    writes.push({
      row,
      number: row.number,
      change: {
        state: 'let go',
        reason: 'not_ours',
        message:
          'The number is no longer on the fulfillment. Somebody else made the tracking, so it stays at AfterShip.',
      },
    });
    return;
  }
  if (isRefusedRemoval(row) && isLeftAlone(input, row)) return;
  if (row.state !== 'removal due') {
    const waitMinutes = input.connection.removalWaitMinutes;
    writes.push({
      row,
      number: row.number,
      change: {
        state: 'removal due',
        reason: 'number_gone',
        message: `The number is no longer on the fulfillment. The tracking is removed after ${waitMinutes} minutes unless it returns.`,
        dueAt: input.now + waitMinutes * SECONDS_PER_MINUTE,
      },
    });
    return;
  }
  // A removal is never done by the run that decided it: that keeps one run cheap, and the wait honest when it is 0.
  const isHeldByBrake = row.reason === 'brake' && !row.retryRequested;
  if (!isHeldByBrake && (row.dueAt ?? 0) <= input.now) {
    calls.push({ kind: 'remove', row, number: row.number, trackingId });
  }
}

/** AfterShip has said why it does not remove it; a removal's time stays on the row, and on no other that needs attention. */
function isRefusedRemoval({ state, reason, dueAt }: Shipment): boolean {
  return state === 'needs attention' && dueAt !== null && /^\d+$/.test(reason);
}

function isLeftAlone({ fulfillment }: PlanInput, row: Shipment): boolean {
  return fulfillment === null ? !row.retryRequested : isUnchangedSince(fulfillment, row);
}

/** It was given up while it was not known whether AfterShip had made the tracking. */
export function isUnsettled(row: Shipment): boolean {
  if (row.state !== 'needs attention' || row.sentAt !== null || row.trackingId === null) return false;
  return ownerOfTrackingId(row.trackingId)?.fulfillmentId === row.fulfillmentId;
}

/** `tracked` when the tracking was made for this fulfillment, `linked` when it was made for another or by somebody else. */
export function stateAtAfterShip(
  row: Pick<Shipment, 'foreign' | 'fulfillmentId' | 'trackingId'>,
): 'tracked' | 'linked' {
  const maker = row.trackingId === null ? null : ownerOfTrackingId(row.trackingId);
  return !row.foreign && maker?.fulfillmentId === row.fulfillmentId ? 'tracked' : 'linked';
}

/** True when the row stands for a tracking that AfterShip accepted from us, or that we linked. */
function isAtAfterShip(row: Shipment): boolean {
  return isOwner(row) || (row.trackingId !== null && (row.state === 'removal due' || row.state === 'let go'));
}

function isNewestOwner(input: PlanInput, trackingId: string): boolean {
  return input.others.every(
    (other) => other.trackingId !== trackingId || !isOwner(other) || other.fulfillmentId < input.fulfillmentId,
  );
}

/** The owner whose content a shared tracking carries. */
export function newestOf(owners: readonly OtherOwner[]): OtherOwner | null {
  return owners.reduce<OtherOwner | null>(
    (newest, owner) => (newest === null || owner.fulfillmentId > newest.fulfillmentId ? owner : newest),
    null,
  );
}

/**
 * A number that returns after its tracking was removed, or was deleted at AfterShip, needs another id. The row keeps the
 * time it was sent until a new generation is written, so that time tells whether the present one is used up.
 */
function nextGeneration(row: Shipment | null): number {
  if (row === null) return 1;
  return row.state !== 'in doubt' && row.sentAt !== null ? row.generation + 1 : row.generation;
}

/** What a rule of the connection says against making this tracking, as the row to write; null when nothing does. */
function refuseCreate(input: PlanInput, fulfillment: Fulfillment, row: Shipment | null): LedgerChange | null {
  const { connection } = input;
  const kind = fulfillment.order.kind;
  if (kind === 'vendorreturn') {
    return held('order_kind', 'Not sent: goods that go back to a vendor are never tracked.');
  }
  const included =
    kind === 'salesorder'
      ? connection.includeSalesOrders
      : kind === 'transferorder'
        ? connection.includeTransferOrders
        : kind === 'dropship'
          ? connection.includeDropShipments
          : true;
  if (!included) {
    return held(
      'order_kind',
      `Not sent: the connection leaves out ${ORDER_KIND_NAMES[kind]}. Change it on the connection.`,
    );
  }
  const exclusion = describeExclusion(connection, fulfillment);
  if (exclusion !== null) return held(exclusion.reason, `Not sent: ${exclusion.why}`);
  if (row?.retryRequested === true) return null;
  if (kind === 'unknown') {
    return {
      state: 'needs attention',
      reason: 'order_unknown',
      message:
        'The order that this fulfillment was made from cannot be read (it may be deleted). To send it without order details, tick "Try again / send anyway".',
    };
  }
  const day = shipDay(fulfillment);
  if (day < connection.startDate) {
    return held(
      BEFORE_START,
      `Not sent: it shipped on ${day}, before the connection's start date ${connection.startDate}. To send it, tick "Try again / send anyway".`,
    );
  }
  const ageDays = daysBetween(day, utcDay(input.now));
  if (ageDays > connection.maxAgeDays) {
    return held(
      TOO_OLD,
      `Not sent: it shipped on ${day}, more than ${connection.maxAgeDays} days ago. To send it, tick "Try again / send anyway".`,
    );
  }
  return null;
}

const BEFORE_START = 'before_start';
const TOO_OLD = 'too_old';

/** The rules that a backfill lifts. */
function isDayRule(refusal: LedgerChange | null): boolean {
  return refusal?.reason === BEFORE_START || refusal?.reason === TOO_OLD;
}

/** A package that was never sent waits first, counted from when it was first seen. Null = it may go. */
function firstSendingWait(input: PlanInput, row: Shipment | null): LedgerChange | null {
  const { sendWaitMinutes } = input.connection;
  if (sendWaitMinutes === 0 || input.connection.mode === 'preview' || row?.retryRequested === true) return null;
  const isNew = row === null || row.state === 'removed';
  if (!isNew && row.state !== 'waiting') return null;
  const dueAt = (isNew ? null : row.dueAt) ?? input.now + sendWaitMinutes * SECONDS_PER_MINUTE;
  if (dueAt <= input.now) return null;
  const message = `The first sending waits ${sendWaitMinutes} minutes. To send at once, tick "Try again / send anyway".`;
  return { state: 'waiting', reason: 'send_wait', message, dueAt };
}

/** What a filter of the connection or an opt-out says against a fulfillment. A person's retry does not overrule it. */
function describeExclusion(
  connection: Connection,
  fulfillment: Fulfillment,
): { readonly reason: ExclusionReason; readonly why: string } | null {
  const { shipMethod, subsidiaryId, locationId, customer } = fulfillment;
  if (fulfillment.isOptedOut) return { reason: 'opted_out', why: 'the fulfillment is marked as not to be tracked.' };
  if (customer?.isOptedOut === true) {
    return { reason: 'customer_opted_out', why: `customer ${customer.id} is marked as not to be tracked.` };
  }
  if (shipMethod !== null && isListed(connection.leftOutShipMethods, [shipMethod.id, shipMethod.name])) {
    return { reason: 'method_left_out', why: `ship method ${shipMethod.name || shipMethod.id} is excluded.` };
  }
  if (connection.subsidiaries.length > 0 && !isListed(connection.subsidiaries, [subsidiaryId])) {
    const which = subsidiaryId === null ? 'no subsidiary' : `subsidiary ${subsidiaryId}`;
    return { reason: 'subsidiary_left_out', why: `it has ${which}, and the connection lists others.` };
  }
  if (connection.locations.length > 0 && !isListed(connection.locations, [locationId])) {
    const which = locationId === null ? 'no location' : `location ${locationId}`;
    return { reason: 'location_left_out', why: `it has ${which}, and the connection lists others.` };
  }
  return null;
}

function isListed(list: readonly string[], values: readonly (string | null)[]): boolean {
  const known = list.map((entry) => entry.toLowerCase());
  return values.some((value) => value !== null && known.includes(value.trim().toLowerCase()));
}

const ORDER_KIND_NAMES = {
  salesorder: 'sales orders',
  transferorder: 'transfer orders',
  dropship: 'drop shipments',
  vendorreturn: 'vendor returns',
  unknown: 'orders of an unknown kind',
} as const;

function held(reason: string, message: string): LedgerChange {
  return { state: 'held', reason, message };
}

/** The day in UTC: the same for every identity and zone a run may have. At the border an age may be off by one day. */
export function utcDay(now: EpochSeconds): CalendarDate {
  return new Date(now * 1000).toISOString().slice(0, 10);
}

function describeTracking(
  input: PlanInput,
  fulfillment: Fulfillment,
  pkg: Package,
  trackingId: string,
  mark: BackfillMark,
): Desired {
  const { connection, account } = input;
  const { slug, isMapped } = chooseSlug({
    number: pkg.number,
    list: pkg.list,
    shipMethod: fulfillment.shipMethod,
    mapping: input.carrierMapping,
  });
  const parts = { trackingId, pkg, fulfillment, connection: contactsOf(connection, fulfillment, mark), account, slug };
  const { body: create, notes: built } = buildCreate(parts);
  const mayName = account.isProduction && (connection.sendName || connection.sendEmail || connection.sendPhone);
  const isUnread = mayName && mark.withoutContact !== true && isCustomerUnread(fulfillment);
  const notes = isUnread ? [...built, 'Without contacts: its customer could not be read.'] : built;
  const { body: update } = buildUpdate(parts);
  const prints = fingerprints({ body: create, shipMethodId: fulfillment.shipMethod?.id ?? null }, input.sha256Hex);
  return { create, update, slug, isSlugMapped: isMapped, notes, hasContact: containsContact(create), ...prints, mark };
}

/**
 * A customer who asked for it, and what a backfill sent without contacts, is tracked without being named. So is a
 * customer who could not be read, as when the order names a project: what they asked for is not known.
 */
function contactsOf(connection: Connection, fulfillment: Fulfillment, { withoutContact }: BackfillMark): Connection {
  const isUnread = isCustomerUnread(fulfillment);
  if (!isUnread && fulfillment.customer?.withoutContact !== true && withoutContact !== true) return connection;
  return { ...connection, sendName: false, sendEmail: false, sendPhone: false };
}

function isCustomerUnread({ customer, order }: Fulfillment): boolean {
  return customer === null && order.kind !== 'transferorder';
}

function withoutSlug(body: UpdateTrackingBody): UpdateTrackingBody {
  const rest = { ...body };
  delete rest.slug;
  return rest;
}

function idOf(input: PlanInput, number: string, generation: number): string {
  const { fulfillmentId, account, sha256Hex } = input;
  return trackingIdFor({ accountId: account.id, fulfillmentId, number, generation }, sha256Hex);
}

function changed(row: Shipment | null, number: string, change: LedgerChange): LedgerWrite | undefined {
  if (row !== null && isContained(row, change) && !row.retryRequested) return undefined;
  return { row, number, change };
}

function pushIfChanged(writes: LedgerWrite[], row: Shipment | null, number: string, change: LedgerChange): void {
  const write = changed(row, number, change);
  if (write) writes.push(write);
}

function isContained(row: Shipment, change: LedgerChange): boolean {
  return Object.entries(change).every(([key, value]) => Object.entries(row).some(([k, v]) => k === key && v === value));
}

/** A new row's content: nothing known but what the change says. */
export function newContent(change: LedgerChange): ShipmentContent {
  return {
    state: 'in doubt',
    reason: '',
    message: '',
    trackingId: null,
    generation: 1,
    foreign: false,
    slug: null,
    slugAsked: null,
    createPrint: '',
    updatePrint: '',
    sentAt: null,
    dueAt: null,
    removedAt: null,
    answerCode: null,
    traceId: null,
    hasContact: false,
    lookedAt: null,
    failedAt: null,
    alongside: [],
    history: '',
    backfill: null,
    withoutContact: false,
    ...change,
  };
}
