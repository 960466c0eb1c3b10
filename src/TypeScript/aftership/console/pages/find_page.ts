/** Finds packages by number, or opens a fulfillment. */

import { utcDay } from '../../core/values';
import { messageOf } from '../../core/ledger/reasons';
import { stateOfRow, trackingIdOf, type LedgerRow } from '../../core/ledger/row';
import type { ConsolePorts } from '../console_context';
import { link, toPage, type Block, type Page } from '../page';
import { stateBadge } from '../state_groups';
import { say } from '../texts';

export interface FindData {
  /** Searched number; empty before a search. */
  readonly number: string;
  readonly customerId: number | null;
  readonly rows: readonly LedgerRow[];
}

/** AfterShip deletes a tracking 120 days after it was made. */
const DAYS_BACK = 130;
const DAY_SECONDS = 86_400;
/** Four searches of rows: 40 units. */
export const CUSTOMER_FULFILLMENTS = 200;

export function readFind(text: string, customerId: number | null, ports: ConsolePorts): FindData {
  if (customerId !== null) {
    return { number: '', customerId, rows: customerRows(customerId, ports) };
  }
  // The ledger stores numbers in capitals without spaces.
  const number = text.replace(/\s+/g, '').toUpperCase();
  return { number, customerId, rows: number === '' ? [] : ports.ledger.findByNumber(number) };
}

/** Rows of a customer's newest fulfillments. */
export function customerRows(customerId: number, ports: ConsolePorts): readonly LedgerRow[] {
  const from = utcDay(ports.clock.now() - DAYS_BACK * DAY_SECONDS);
  return ports.ledger.findOfFulfillments(ports.customers.findFulfillments(customerId, from, CUSTOMER_FULFILLMENTS));
}

export function buildFind({ number, customerId, rows }: FindData): Page {
  const blocks: Block[] = [{ kind: 'text', text: say('find.intro') }];
  if (customerId !== null) {
    const text = say('find.customerFound', { id: customerId, days: DAYS_BACK, most: CUSTOMER_FULFILLMENTS });
    blocks.push({ kind: 'text', text });
    const to = toPage('erase', { customer: customerId });
    blocks.push({ kind: 'links', items: [{ text: say('find.erase'), to }] });
  }
  if (number !== '' || customerId !== null) {
    blocks.push({
      kind: 'table',
      caption: say('find.found'),
      head: [
        say('common.number'),
        say('common.fulfillment'),
        say('common.state'),
        say('fulfillment.contact'),
        say('fulfillment.tracking'),
        say('common.message'),
      ],
      rows: rows.map((row) => [
        row.number,
        link(String(row.fulfillmentId), toPage('fulfillment', { fulfillment: row.fulfillmentId })),
        stateBadge(stateOfRow(row)),
        say(row.hasContact ? 'common.yes' : 'common.no'),
        trackingIdOf(row.holding) ?? '',
        messageOf(row),
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
        { kind: 'text', name: 'customer', label: say('find.customer'), help: say('find.customerHelp') },
      ],
      ticks: null,
      hidden: {},
      submit: say('find.ask'),
    },
  };
}
