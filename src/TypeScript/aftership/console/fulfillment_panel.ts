/** Panel on a fulfillment's page for roles that may see shipments. */

import { messageOf } from '../core/ledger/reasons';
import { isOpen, stateOfRow, type LedgerRow } from '../core/ledger/row';
import type { Block, Target } from './page';
import { stateBadge } from './state_groups';
import { say } from './texts';

/** Builds the panel. `isWaiting`: the fulfillment waits for a look. Both links lead to the page with the button. */
export function buildPanel(fulfillmentId: number, rows: readonly LedgerRow[], isWaiting: boolean): readonly Block[] {
  const to: Target = { kind: 'shipment', fulfillmentId };
  const blocks: Block[] = [
    {
      kind: 'table',
      caption: say('panel.caption'),
      head: [say('common.number'), say('common.state'), say('common.message')],
      rows: rows.map((row) => [
        row.number,
        stateBadge(stateOfRow(row)),
        messageOf(row) || say(isOpen(row) ? 'panel.inStep' : 'panel.removed'),
      ]),
      empty: say(isWaiting ? 'panel.waiting' : 'panel.nothing'),
    },
    {
      kind: 'links',
      items: [
        { text: say('panel.why'), to },
        { text: say('panel.sendAgain'), to },
      ],
    },
  ];
  return blocks;
}
