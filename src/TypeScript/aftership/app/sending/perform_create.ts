/** Creates a tracking, or finds the existing one. */

import type { Outcome } from '../../core/aftership/outcome';
import { accountOfTrackingId, generationOfTrackingId } from '../../core/aftership/request';
import type { Tracking } from '../../core/aftership/tracking';
import { describeSent } from '../../core/ledger/history';
import { created, found, linked, otherAccountHasIt, severalThere } from '../../core/ledger/transitions';
import type { RowChange } from '../../core/ledger/row';
import type { CreateCall } from '../../core/plan/calls';
import { sentContent } from '../../core/plan/desired';
import { isForeignKeptInStep } from '../../core/plan/wanted';
import { ended, lookAgain, toldOf, traceOf, type CallContext, type CallEnd, type DoneResult } from './call_context';
import { markBefore } from './in_flight';
import { settle, type Told } from './ledger_writes';
import { endUndone, failingCreate, failingCreateAsk } from './undone';

/**
 * Codes besides 4003 that may refuse a create because a tracking with other details has its id. Which code AfterShip
 * gives is not documented.
 */
const MAY_MEAN_TAKEN: readonly number[] = [400, 4015];

export function performCreate(call: CreateCall, context: CallContext): CallEnd {
  const { id, row, desired } = call;
  markBefore(call, context.fulfillmentId, context.inFlight, context.ports);
  const result = context.api.create(desired.create);
  if (result.kind === 'done') {
    const change = created(id, result.tracking.slug, sentContent(desired), context.ports.clock.now());
    settleCreate(call, context, change, toldOf(desired.create, result));
    return ended('created');
  }
  if (result.kind === 'exists') return resolveExisting(call, context, result);
  // An earlier attempt may have created the tracking, although AfterShip refuses this request.
  const mayExist = row?.holding.at === 'create unknown';
  if (result.kind === 'rejected' && (mayExist || MAY_MEAN_TAKEN.includes(result.code ?? 0))) {
    const own = context.api.get(id, call.number);
    if (own.kind === 'done') return takeFound(call, context, own);
    if (own.kind !== 'absent') return endUndone(failingCreateAsk(call, context), context, own);
  }
  return endUndone(failingCreate(call, context), context, result, describeSent(desired.create));
}

function settleCreate({ number, desired }: CreateCall, context: CallContext, change: RowChange, told: Told): void {
  settle(context, number, { ...desired.mark, ...change }, told);
}

/** AfterShip has a tracking under our id: an attempt without an answer, or another fulfillment, created it. */
function takeFound(call: CreateCall, context: CallContext, own: DoneResult): CallEnd {
  const { slug, hasContact } = own.tracking;
  const known = { slug, hasContact, slugAsked: call.desired.slug };
  settleCreate(call, context, found(call.id, known, context.ports.clock.now()), toldOf(null, own));
  return lookAgain(context, 'AfterShip had the tracking already. The next look brings its content into step.');
}

/**
 * Resolves a 4003 (the number exists): takes our tracking, never touches another account's, and links anybody else's.
 */
function resolveExisting(call: CreateCall, context: CallContext, refusal: Outcome): CallEnd {
  const failing = failingCreate(call, context);
  const own = context.api.get(call.id, call.number);
  if (own.kind === 'done') return takeFound(call, context, own);
  if (own.kind !== 'absent') return endUndone(failingCreateAsk(call, context), context, own);

  const listed = context.api.findByNumber(call.number);
  if (listed.kind !== 'done') return endUndone(failing, context, listed);
  const candidates = candidatesOf(call, listed.trackings);
  const [first] = candidates;
  if (first === undefined) {
    const message =
      'AfterShip says that it has this number already, but does not show it. Look for the number at AfterShip; it is tried again.';
    const { code, traceId } = refusal;
    return endUndone(failing, context, {
      kind: 'later',
      message,
      countsAsAttempt: true,
      notBefore: null,
      code,
      traceId,
    });
  }
  if (candidates.length > 1) {
    const several = severalThere(generationOfTrackingId(call.id), candidates.length);
    settleCreate(call, context, several, { trace: traceOf(refusal) });
    return ended('needs attention');
  }
  return takeListed(call, context, first, refusal);
}

/** Trackings of the carrier that the request named; all of them when none has that carrier. */
function candidatesOf({ number, desired }: CreateCall, trackings: readonly Tracking[]): readonly Tracking[] {
  const sameNumber = trackings.filter((tracking) => tracking.trackingNumber.toUpperCase() === number);
  const sameCarrier = sameNumber.filter((tracking) => tracking.slug === desired.slug);
  return sameCarrier.length > 0 ? sameCarrier : sameNumber;
}

function takeListed(call: CreateCall, context: CallContext, tracking: Tracking, refusal: Outcome): CallEnd {
  const { connection, ports } = context;
  const told = { trace: traceOf(refusal) };
  const generation = generationOfTrackingId(call.id);
  const known = { ...tracking, slugAsked: call.desired.slug };
  const maker = accountOfTrackingId(tracking.id);
  if (maker === null) {
    settleCreate(call, context, linked(tracking.id, generation, known, ports.clock.now()), told);
    if (!isForeignKeptInStep(connection, ports.account.isProduction())) return ended('linked');
    return lookAgain(context, 'Somebody else made the tracking. The next look brings its content into step.');
  }
  if (maker.toUpperCase() !== ports.account.id().toUpperCase()) {
    settleCreate(call, context, otherAccountHasIt(generation, maker), told);
    return ended('needs attention');
  }
  // The tracking is an earlier generation that was believed to be gone. The next look sends its content.
  settleCreate(call, context, found(tracking.id, known, ports.clock.now()), told);
  return ended('found');
}
