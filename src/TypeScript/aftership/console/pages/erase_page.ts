/** Page before the erasure of a person's data: shows what exists, what will happen, and what must be done elsewhere. */

import type { CustomerReading } from '../../app/operator/console_ports';
import { sendPermission, type ConnectionReading } from '../../core/connection';
import { isOpen, type LedgerRow } from '../../core/ledger/row';
import { connectionState } from '../connection_state';
import type { ConsolePorts } from '../console_context';
import { CUSTOMER_FULFILLMENTS, customerRows } from './find_page';
import { link, toPage, type Block, type Page } from '../page';
import { say } from '../texts';

export interface EraseData {
  readonly accountId: string;
  readonly reading: ConnectionReading;
  readonly customerId: number;
  readonly customer: CustomerReading | null;
  readonly rows: readonly LedgerRow[];
}

/** About 75 units: the customer, at most 200 fulfillments with their rows, and the connection. */
export function readErase(customerId: number, ports: ConsolePorts): EraseData {
  const customer = ports.customers.read(customerId);
  return {
    accountId: ports.account.id(),
    reading: ports.connections.find(),
    customerId,
    customer,
    rows: customer === null ? [] : customerRows(customerId, ports),
  };
}

export function buildErase(data: EraseData): Page {
  const { customerId, customer, rows, reading } = data;
  const page = { name: 'erase', title: say('page.erase', { id: customerId }) } as const;
  if (customer === null) {
    return { ...page, blocks: [{ kind: 'notice', tone: 'bad', text: say('erase.absent') }], form: null };
  }
  const named = rows.filter(({ hasContact }) => hasContact);
  const left = named.filter((row) => !isOpen(row));
  const blocks: Block[] = [
    ...connectionState(reading, data.accountId),
    {
      kind: 'table',
      caption: say('erase.who'),
      head: [say('setup.item'), say('setup.detail')],
      rows: [
        [
          say('erase.customer'),
          link(customer.name || String(customerId), { kind: 'record', type: 'customer', id: customerId }),
        ],
        [say('erase.marked'), markOf(customer)],
        [say('erase.packages'), String(rows.length)],
        [say('erase.named'), String(named.length)],
        [say('erase.left'), String(left.length)],
      ],
      empty: '',
    },
    { kind: 'text', text: say('erase.most', { most: CUSTOMER_FULFILLMENTS }) },
    { kind: 'heading', text: say('erase.will') },
    { kind: 'text', text: say('erase.tick') },
    { kind: 'text', text: say('erase.ledger') },
    { kind: 'text', text: say('erase.aftership') },
    { kind: 'heading', text: say('erase.elsewhere') },
    { kind: 'text', text: say('erase.support') },
    { kind: 'text', text: say('erase.notes') },
    {
      kind: 'links',
      items: [{ text: say('erase.list'), to: toPage('find', { customer: customerId }) }],
    },
  ];
  if (reading.kind !== 'connection' || sendPermission(reading.connection).kind !== 'send') {
    blocks.push({ kind: 'notice', tone: 'wait', text: say('erase.notSending') });
  }
  const form = {
    actions: [{ value: 'erase', text: say('erase.do') }],
    fields: [
      { kind: 'checkbox', name: 'confirm', label: say('erase.confirm', { name: customer.name, id: customerId }) },
    ],
    ticks: null,
    hidden: { customer: String(customerId) },
    submit: say('erase.do'),
  } as const;
  return { ...page, blocks, form };
}

function markOf({ isOptedOut, withoutContact }: CustomerReading): string {
  if (withoutContact) return say('erase.withoutContact');
  return say(isOptedOut ? 'erase.optedOut' : 'erase.unmarked');
}
