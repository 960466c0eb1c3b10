/** Panel on a fulfillment's page for roles that may see shipments. */

import { messageOf } from '../core/ledger/reasons';
import { isOpen, stateOfRow, type LedgerRow } from '../core/ledger/row';
import type { PackageLine } from '../core/netsuite/fulfillment';
import { readPackages } from '../core/netsuite/packages';
import { ignoredBlocks } from './ignored_texts';
import type { Block, Target } from './page';
import { stateBadge } from './state_groups';
import { say } from './texts';

/** What stands in the number fields of the fulfillment that the page shows. */
export interface TypedNumbers {
  readonly lines: readonly PackageLine[];
  /** The fulfillment's own document number and its order's. */
  readonly ownNumbers: readonly string[];
}

/** Builds the panel. `isWaiting`: the fulfillment waits for a look. Both links lead to the page with the button. */
export function buildPanel(
  fulfillmentId: number,
  rows: readonly LedgerRow[],
  isWaiting: boolean,
  typed: TypedNumbers,
): readonly Block[] {
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
    ...ignoredBlocks(readPackages(typed.lines, typed.ownNumbers).ignored),
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
