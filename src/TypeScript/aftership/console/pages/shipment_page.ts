/**
 * One fulfillment for every role that may see shipments: why it was not sent, its history, and *Send again*. The
 * visitor's role decides what is shown, and the page says what it leaves out.
 */

import { explain, type Explanation } from '../../app/operator/explain';
import { sendAgain } from '../../app/operator/send_again';
import type { ConnectionReading } from '../../core/connection';
import type { LedgerRow } from '../../core/ledger/row';
import { outlookOf } from '../connection_state';
import type { ConsolePorts, Show } from '../console_context';
import { explanationBlocks, historyTable, rowTable } from './fulfillment_page';
import { toPage, type Block, type Page } from '../page';
import { parseId, type Asked } from '../request';
import { say, type TextKey } from '../texts';

export type ShipmentPorts = Pick<
  ConsolePorts,
  | 'account'
  | 'clock'
  | 'connections'
  | 'sending'
  | 'describe'
  | 'fulfillments'
  | 'hash'
  | 'ledger'
  | 'log'
  | 'memory'
  | 'session'
  | 'show'
  | 'events'
> & {
  /** Whether the visitor's role can see that the fulfillment exists. */
  readonly exists: (fulfillmentId: number) => boolean;
};

export type ShipmentAnswer =
  | { readonly kind: 'page'; readonly page: Page }
  | { readonly kind: 'sent back'; readonly fulfillmentId: number; readonly done: string };

export function answerShipment(asked: Asked, ports: ShipmentPorts): ShipmentAnswer {
  try {
    return answerAsked(asked, ports);
  } catch (error) {
    const { name, message } = ports.describe(error);
    if (name === 'INSUFFICIENT_PERMISSION') return refused(say('shipment.permission'));
    ports.log.error('The page of a shipment failed', {}, error);
    return refused(say('refused.failed', { detail: `${name}: ${message}` }));
  }
}

function answerAsked({ method, values }: Asked, ports: ShipmentPorts): ShipmentAnswer {
  const id = parseId(values['fulfillment'] ?? '');
  if (id === null) return refused(say('refused.request', { what: (values['fulfillment'] ?? '').slice(0, 200) }));
  // The ledger is read first: it throws for a role that may not see shipments, which then sees and changes nothing.
  const rows = ports.ledger.findRelated(id, []);
  if (method === 'POST') {
    if (!ports.session.isToken(values['token'] ?? '')) return refused(say('refused.token'));
    if (values['action'] !== 'send_again')
      return refused(say('refused.request', { what: (values['action'] ?? '').slice(0, 200) }));
    if (!ports.exists(id)) return refused(say('fulfillment.absent'));
    return { kind: 'sent back', fulfillmentId: id, done: sendAgain(id, rows, ports) };
  }
  if (values['action'] !== undefined) return refused(say('refused.get'));
  return { kind: 'page', page: buildShipment(readShipment(id, rows, ports), values['done'] ?? '', ports.show) };
}

interface ShipmentData {
  readonly id: number;
  readonly rows: readonly LedgerRow[];
  readonly isThere: boolean;
  /** Null when the visitor's role may not see the connection. */
  readonly reading: ConnectionReading | null;
  /** Null when the visitor's role may not see the connection, or when there is none. */
  readonly explanation: Explanation | null;
  readonly isWaiting: boolean;
}

/** About 70 units. */
function readShipment(id: number, rows: readonly LedgerRow[], ports: ShipmentPorts): ShipmentData {
  const reading = readingIfAllowed(ports);
  return {
    id,
    rows,
    isThere: ports.exists(id),
    reading,
    explanation: reading?.kind === 'connection' ? explain(id, reading.connection, ports) : null,
    isWaiting: ports.events.findByFulfillment([id]).length > 0,
  };
}

/** The connection; null for a role that may not see it, because customer service does not need to. */
function readingIfAllowed(ports: ShipmentPorts): ConnectionReading | null {
  try {
    return ports.connections.find();
  } catch (error) {
    if (ports.describe(error).name === 'INSUFFICIENT_PERMISSION') return null;
    throw error;
  }
}

/** Says the result of *Send again*; null for a word that no script wrote into the address. */
function doneNotice(done: string, reading: ConnectionReading | null): Block | null {
  if (done !== 'soon' && done !== 'later' && done !== 'untouched') return null;
  const known: TextKey = reading === null ? 'outlook.unknown' : outlookOf(reading);
  const outlook: TextKey = known === 'outlook.send' && done !== 'soon' ? 'outlook.later' : known;
  const untouched = done === 'untouched' ? [say('done.againUntouched')] : [];
  const isSent = known === 'outlook.send' && done !== 'untouched';
  return {
    kind: 'notice',
    tone: isSent ? 'good' : 'wait',
    text: [say('done.again'), say(outlook), ...untouched].join(' '),
  };
}

function buildShipment(
  { id, rows, isThere, reading, explanation, isWaiting }: ShipmentData,
  done: string,
  show: Show,
): Page {
  const blocks: Block[] = [];
  const notice = doneNotice(done, reading);
  if (notice !== null) blocks.push(notice);
  if (isWaiting) blocks.push({ kind: 'notice', tone: 'plain', text: say('fulfillment.waiting') });
  if (!isThere) blocks.push({ kind: 'notice', tone: 'wait', text: say('fulfillment.absent') });
  blocks.push({ kind: 'heading', text: say('fulfillment.known') }, rowTable(rows, show));
  if (explanation === null) blocks.push({ kind: 'text', text: say('shipment.noRules') });
  else if (isThere) blocks.push(...explanationBlocks(id, explanation, show));
  blocks.push({ kind: 'heading', text: say('fulfillment.history') }, historyTable(rows, show));
  if (isThere) blocks.push({ kind: 'text', text: say('shipment.sendAgain') });
  const to = toPage('fulfillment', { fulfillment: id });
  blocks.push({ kind: 'links', items: [{ text: say('shipment.console'), to }] });
  const form = {
    actions: [{ value: 'send_again', text: say('panel.sendAgain') }],
    fields: [],
    ticks: null,
    hidden: { fulfillment: String(id) },
    submit: say('panel.sendAgain'),
  };
  return { name: 'fulfillment', title: say('page.fulfillment', { id }), blocks, form: isThere ? form : null };
}

function refused(text: string): ShipmentAnswer {
  const blocks: readonly Block[] = [{ kind: 'notice', tone: 'bad', text }];
  return { kind: 'page', page: { name: 'fulfillment', title: say('panel.caption'), blocks, form: null } };
}
