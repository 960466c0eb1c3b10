/** What a fulfillment's own page shows to those who may see shipments. */

import { isOpen, type Shipment } from '../core/ledger/shipment';
import type { Block, Target } from './page';
import { capitalize, groupOf, GROUP_TONES } from './state_groups';
import { say } from './texts';

/** `isSignalled`: it waits to be looked at. Both links lead to the page that has the button. */
export function buildPanel(fulfillmentId: number, rows: readonly Shipment[], isSignalled: boolean): readonly Block[] {
  const to: Target = { kind: 'shipment', fulfillmentId };
  const blocks: Block[] = [
    {
      kind: 'table',
      caption: say('panel.caption'),
      head: [say('common.number'), say('common.state'), say('common.message')],
      rows: rows.map((row) => [
        row.number,
        { kind: 'badge', text: capitalize(row.state), tone: GROUP_TONES[groupOf(row.state)] },
        row.message === '' ? say(isOpen(row.state) ? 'panel.inStep' : 'panel.removed') : row.message,
      ]),
      empty: say(isSignalled ? 'panel.waiting' : 'panel.nothing'),
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
