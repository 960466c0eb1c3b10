/** Removes a tracking at AfterShip in the steps that `decideRemoval` asks for. */

import { braked, keptMoving, removalAsked, removed, type Trace } from '../../core/ledger/transitions';
import type { RemoveCall } from '../../core/plan/calls';
import { decideRemoval } from '../../core/plan/removal';
import { SECONDS_PER_HOUR } from '../../core/values';
import { ended, traceOf, type CallContext, type CallEnd } from './call_context';
import { note, settle } from './ledger_writes';
import { tellOwners } from './lost';
import { endUndone, failingRemoval } from './undone';

export function performRemove(call: RemoveCall, context: CallContext): CallEnd {
  const { number, id, row } = call;
  const { connection } = context;
  let { facts } = call;
  for (;;) {
    switch (decideRemoval(row, facts)) {
      case 'begin':
      case 'leave':
        return ended('removal waits');
      case 'count':
        facts = { ...facts, askedWithinHour: countOthers(call, context) };
        break;
      case 'brake':
        settle(context, number, braked(id, connection.removalsPerHour));
        return ended('removal held');
      case 'ask': {
        const asked = context.api.get(id, number);
        if (asked.kind === 'absent') return finish(call, context, traceOf(asked));
        if (asked.kind !== 'done') return endUndone(failingRemoval(row, id), context, asked);
        facts = { ...facts, tag: asked.tracking.tag };
        break;
      }
      case 'keep':
        settle(context, number, keptMoving(id, facts.tag ?? null));
        return ended('kept');
      case 'remove':
        return remove(call, context);
    }
  }
}

/** Counts the removals requested within the last hour, except this row's own. */
function countOthers({ row }: RemoveCall, { ports }: CallContext): number {
  const since = ports.clock.now() - SECONDS_PER_HOUR;
  const own = row.removalAskedAt !== null && row.removalAskedAt >= since ? 1 : 0;
  return ports.ledger.countRemovalsSince(since) - own;
}

function remove(call: RemoveCall, context: CallContext): CallEnd {
  const asked = note(context, call.number, removalAsked(call.id, context.ports.clock.now()));
  const result = context.api.remove(call.id, call.number);
  if (result.kind === 'done' || result.kind === 'absent') return finish(call, context, traceOf(result));
  return endUndone(failingRemoval(asked, call.id), context, result);
}

/**
 * Writes the row first, so that a fulfillment that claims the tracking now sees the removal, or is found here as an
 * owner.
 */
function finish(call: RemoveCall, context: CallContext, trace: Trace): CallEnd {
  settle(context, call.number, removed(call.id, context.ports.clock.now()), { trace });
  tellOwners(call.row, context, `shared tracking removed by fulfillment ${context.fulfillmentId}`);
  return ended('removed');
}
