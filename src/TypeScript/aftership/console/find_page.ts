/** Looks for a package by its number, or leads to a fulfillment. */

import type { Shipment } from '../core/shipment';
import type { ConsolePorts } from './console_context';
import { link, toPage, type Block, type Page } from './page';
import { capitalize, groupOf, GROUP_TONES } from './state_groups';
import { say } from './texts';

export interface FindData {
  /** Empty: nothing was looked for yet. */
  readonly number: string;
  readonly rows: readonly Shipment[];
}

export function readFind(text: string, ports: ConsolePorts): FindData {
  // As the ledger has it: in capitals and without spaces.
  const number = text.replace(/\s+/g, '').toUpperCase();
  return { number, rows: number === '' ? [] : ports.ledger.findByNumber(number) };
}

export function buildFind({ number, rows }: FindData): Page {
  const blocks: Block[] = [{ kind: 'text', text: say('find.intro') }];
  if (number !== '') {
    blocks.push({
      kind: 'table',
      caption: say('find.found'),
      head: [say('common.number'), say('common.fulfillment'), say('common.state'), say('common.message')],
      rows: rows.map((row) => [
        row.number,
        link(String(row.fulfillmentId), toPage('fulfillment', { fulfillment: row.fulfillmentId })),
        { kind: 'badge', text: capitalize(row.state), tone: GROUP_TONES[groupOf(row.state)] },
        row.message,
      ]),
      empty: say('find.nothing'),
    });
  }
  return {
    name: 'find',
    title: say('page.find'),
    blocks,
    form: {
      actions: [{ value: 'find', text: say('find.ask') }],
      fields: [
        { kind: 'text', name: 'number', label: say('find.number'), value: number },
        { kind: 'text', name: 'fulfillment', label: say('find.fulfillment') },
      ],
      ticks: null,
      hidden: {},
      submit: say('find.ask'),
    },
  };
}
