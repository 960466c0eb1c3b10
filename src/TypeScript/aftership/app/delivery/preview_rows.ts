/**
 * Preview mode: what a call would do, as a row of the ledger. Nothing is asked of AfterShip, and such rows never count
 * as sent.
 */

import type { BackfillMark, Call, Desired, LedgerWrite } from '../../core/plan/plan';
import { containsEmail } from '../../core/aftership/request';
import { SHOWN_IN_PREVIEW, SHOWN_SHARED, SHOWN_WITH_EMAIL } from '../../core/ledger/shipment';

/**
 * Null for a call about trackings that may exist already: only asking AfterShip could tell. The sweep brings up again what is
 * in doubt; what needs attention nobody would, so that is marked.
 */
export function previewCall(call: Call): LedgerWrite | null {
  switch (call.kind) {
    case 'create': {
      if (call.askFirst) return askedLater(call);
      const carrier = call.desired.slug ?? 'to be detected by AfterShip';
      const contact = call.desired.hasContact ? 'with contact details' : 'without contact details';
      const text = `Preview: would create a tracking (carrier: ${carrier}, ${contact}).`;
      return {
        row: call.row,
        number: call.number,
        change: {
          state: 'would send',
          reason: containsEmail(call.desired.create) ? SHOWN_WITH_EMAIL : SHOWN_IN_PREVIEW,
          message: sentences(text, call.desired.notes),
          hasContact: call.desired.hasContact,
          ...shownBy(call.desired),
        },
      };
    }
    case 'share':
      return {
        row: call.row,
        number: call.number,
        change: {
          state: 'would send',
          reason: SHOWN_SHARED,
          message: `Preview: would share the tracking of fulfillment ${call.owner.fulfillmentId}.`,
          ...shownBy(call.desired),
        },
      };
    case 'update':
      return {
        row: call.row,
        number: call.number,
        change: {
          reason: SHOWN_IN_PREVIEW,
          message: sentences('Preview: would update the tracking.', call.desired.notes),
        },
      };
    case 'remove':
      return {
        row: call.row,
        number: call.number,
        change: { reason: SHOWN_IN_PREVIEW, message: 'Preview: would remove the tracking.' },
      };
    case 'settle':
      return askedLater(call);
    case 'merge':
      return null;
  }
}

function askedLater({ row, number }: Extract<Call, { kind: 'create' | 'settle' }>): LedgerWrite | null {
  if (row?.state !== 'needs attention') return null;
  const message = 'Preview: would ask AfterShip whether it has a tracking of this number.';
  return { row, number, change: { reason: SHOWN_IN_PREVIEW, message } };
}

/** Which backfill shows it; how it would be sent is decided when it is. */
function shownBy({ mark }: Desired): Pick<BackfillMark, 'backfill'> {
  return mark.backfill === undefined ? {} : { backfill: mark.backfill };
}

function sentences(text: string, notes: readonly string[]): string {
  return [text, ...notes].join(' ');
}
