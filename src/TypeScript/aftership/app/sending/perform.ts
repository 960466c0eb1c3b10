/** Carries out one call of a plan. Each call can be repeated after a run was ended in the middle of it. */

import { sentContent } from '../../core/plan/desired';
import type { AskCall, Call, ClaimCall, Desired, UpdateCall } from '../../core/plan/calls';
import { describeSent } from '../../core/ledger/history';
import {
  backInStep,
  claimed,
  found,
  removalDue,
  removalOfFound,
  updated,
  updateUnanswered,
} from '../../core/ledger/transitions';
import type { LedgerRow } from '../../core/ledger/row';
import { ended, lookAgain, toldOf, type CallContext, type CallEnd, type DoneResult } from './call_context';
import { note, settle } from './ledger_writes';
import { endLost, tellOwners } from './lost';
import { performCreate } from './perform_create';
import { performRemove } from './perform_remove';
import { endUndone, failingAsk, failingUpdate } from './undone';

export function performCall(call: Call, context: CallContext): CallEnd {
  switch (call.kind) {
    case 'create':
      return performCreate(call, context);
    case 'update':
      return performUpdate(call, context);
    case 'claim':
      return performClaim(call, context);
    case 'ask':
      return performAsk(call, context);
    case 'remove':
      return performRemove(call, context);
  }
}

function performUpdate({ number, id, desired, row }: UpdateCall, context: CallContext): CallEnd {
  // An earlier write in the same look may have changed the row since the plan was made.
  return sendContent(id, context.rows.get(number) ?? row, desired, context);
}

function sendContent(id: string, row: LedgerRow, desired: Desired, context: CallContext): CallEnd {
  const result = context.api.update(id, row.number, desired.update);
  if (result.kind === 'done') {
    settle(
      context,
      row.number,
      { ...desired.mark, ...updatedChange(row, desired, result, context) },
      toldOf(desired.update, result),
    );
    return ended('updated');
  }
  if (result.kind === 'absent') return endLost(row, context, result);
  return endUndone(failingUpdate(row, desired, context), context, result, describeSent(desired.update));
}

/**
 * The row after an update. AfterShip's answer tells whether the contacts are gone, because the effect of an update on
 * them is not documented.
 */
function updatedChange(row: LedgerRow, desired: Desired, result: DoneResult, { ports }: CallContext) {
  const { tracking } = result;
  const mayNameOthers = desired.update.customers?.length === 0;
  const isContactLeft = !desired.hasContact && (tracking.hasContact ?? (row.hasContact || mayNameOthers));
  const sent = {
    ...sentContent(desired),
    slugAsked: desired.update.slug === undefined ? row.slugAsked : desired.slug,
    hasContact: desired.hasContact || isContactLeft,
    isContactLeft,
  };
  return updated(row, tracking.slug ?? row.slug, sent, ports.clock.now());
}

/**
 * Writes the row before the call, so that a fulfillment that removes the tracking now sees this one as an owner. The
 * row also records the content before the call, because a run may end before the answer.
 */
function performClaim(call: ClaimCall, context: CallContext): CallEnd {
  const { number, id, owner, desired } = call;
  const claim = { ...desired.mark, ...claimed(owner, desired.slug, context.ports.clock.now()) };
  if (!call.sendContent) {
    settle(context, number, claim);
    return ended('shared');
  }
  const sending = { ...claim, ...updateUnanswered(true, context.ports.clock.now()) };
  return sendContent(id, note(context, number, sending), desired, context);
}

function performAsk(call: AskCall, context: CallContext): CallEnd {
  const { number, id, row, purpose, ifAbsent } = call;
  const result = context.api.get(id, number);
  if (result.kind === 'absent') {
    settle(context, number, ifAbsent, toldOf(null, result));
    tellOwners(row, context, 'shared tracking is gone');
    return ended(ifAbsent.reason ?? 'asked');
  }
  if (result.kind !== 'done') return endUndone(failingAsk(row), context, result);
  const now = context.ports.clock.now();
  const tracking = { ...result.tracking, slugAsked: row.slugAsked };
  const { removalWaitMinutes } = context.connection;
  const slug = tracking.slug ?? row.slug;
  switch (purpose) {
    case 'left out':
      settle(context, number, found(id, tracking, now), toldOf(null, result));
      return lookAgain(context, 'AfterShip had the tracking already. The next look brings its content into step.');
    case 'not wanted': {
      const due = row.madeAt === null ? removalOfFound : removalDue;
      settle(context, number, { ...due(id, removalWaitMinutes, now), slug }, toldOf(null, result));
      return ended('found');
    }
    case 'still there':
      settle(context, number, { ...backInStep({ ...row, slug }, ''), slug }, toldOf(null, result));
      return ended('found');
  }
}
