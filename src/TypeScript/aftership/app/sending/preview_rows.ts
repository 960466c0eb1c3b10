/**
 * Preview mode: writes what a call would do to a row of the ledger. It asks AfterShip nothing, and such rows never
 * count as sent.
 */

import { containsEmail, generationOfTrackingId } from '../../core/aftership/request';
import {
  generationOf,
  previewOfAsk,
  previewOfCreate,
  previewOfRemoval,
  previewOfShare,
  previewOfUpdate,
} from '../../core/ledger/transitions';
import type { RowChange } from '../../core/ledger/row';
import type { Call, Desired, LedgerWrite, RowMark } from '../../core/plan/calls';
import { notesBefore } from '../../core/plan/desired';
import type { EpochSeconds } from '../../core/values';

export function previewCall(call: Call, now: EpochSeconds): LedgerWrite {
  return { row: call.row, number: call.number, change: shownBy(call, now) };
}

function shownBy(call: Call, now: EpochSeconds): RowChange {
  switch (call.kind) {
    case 'create': {
      const { row, desired } = call;
      // Only AfterShip can tell whether the create without an answer made a tracking.
      if (row?.holding.at === 'create unknown') return previewOfAsk(row.holding, now);
      const { slug, hasContact } = desired;
      const hasEmail = containsEmail(desired.create);
      const shown = { slug, hasContact, hasEmail, lacks: desired.lacks, notes: notesBefore(desired).join(' ') };
      return { ...previewOfCreate(generationOfTrackingId(call.id), shown, now), ...shownMark(desired) };
    }
    case 'claim': {
      if (call.row?.holding.at === 'create unknown') return previewOfAsk(call.row.holding, now);
      const generation = generationOf(call.row ?? call.owner);
      return { ...previewOfShare(generation, call.owner.fulfillmentId, now), ...shownMark(call.desired) };
    }
    case 'update':
      return { ...previewOfUpdate(call.row, call.desired.notes.join(' '), now), ...shownMark(call.desired) };
    case 'remove':
      return previewOfRemoval(call.row, now);
    case 'ask': {
      const { holding } = call.row;
      if (holding.at !== 'create unknown' && holding.at !== 'remove unknown')
        throw new Error('What AfterShip has for this row is known, so nothing is asked.');
      return previewOfAsk(holding, now);
    }
  }
}

/**
 * Keeps the evidence for the carrier and the backfill. Whether contacts are sent is decided when the package is sent.
 */
function shownMark({ mark }: Desired): Omit<RowMark, 'withoutContact'> {
  const { backfill, evidence } = mark;
  return backfill === undefined ? { evidence } : { backfill, evidence };
}
