/** One fulfillment: shows the rows of its packages, and what would be sent now with the reason. */

import { explain, type Decision, type Explanation, type PackageExplanation } from '../../app/operator/explain';
import type { ConnectionReading } from '../../core/connection';
import type { ShownField } from '../../core/fields/evaluate';
import { shipDay } from '../../core/netsuite/fulfillment';
import { readHistory } from '../../core/ledger/history';
import { isReason, isRefusal, isState, labelOf, messageOf } from '../../core/ledger/reasons';
import { isRetryable, stateOfRow, trackingIdOf, type LedgerRow } from '../../core/ledger/row';
import { connectionState } from '../connection_state';
import type { ConsolePorts, Show } from '../console_context';
import { link, type Block, type Inline, type Page, type PageForm } from '../page';
import { capitalize, reasonText, stateBadge } from '../state_groups';
import { ignoredBlocks } from '../ignored_texts';
import { say } from '../texts';

export interface FulfillmentData {
  readonly id: number;
  readonly accountId: string;
  readonly reading: ConnectionReading;
  /** Null without a usable connection, whose rules the explanation needs. */
  readonly explanation: Explanation | null;
  readonly rows: readonly LedgerRow[];
  readonly isWaiting: boolean;
}

/** About 60 units: the fulfillment with what it names, its rows, and the connection. */
export function readFulfillment(id: number, ports: ConsolePorts): FulfillmentData {
  const reading = ports.connections.find();
  const explanation = reading.kind === 'connection' ? explain(id, reading.connection, ports) : null;
  const rows = explanation?.kind === 'found' ? explanation.rows : ports.ledger.findRelated(id, []);
  return {
    id,
    accountId: ports.account.id(),
    reading,
    explanation,
    rows: rows.filter((row) => row.fulfillmentId === id),
    isWaiting: ports.events.findByFulfillment([id]).length > 0,
  };
}

export function buildFulfillment(data: FulfillmentData, show: Show): Page {
  const blocks: Block[] = [...connectionState(data.reading, data.accountId)];
  if (data.isWaiting) blocks.push({ kind: 'notice', tone: 'plain', text: say('fulfillment.waiting') });
  if (data.explanation !== null) blocks.push(...explanationBlocks(data.id, data.explanation, show));
  blocks.push({ kind: 'heading', text: say('fulfillment.known') }, rowTable(data.rows, show));
  blocks.push({ kind: 'heading', text: say('fulfillment.history') }, historyTable(data.rows, show));
  return {
    name: 'fulfillment',
    title: say('page.fulfillment', { id: data.id }),
    blocks,
    form: formOf(data),
  };
}

export function explanationBlocks(id: number, explanation: Explanation, show: Show): readonly Block[] {
  switch (explanation.kind) {
    case 'absent':
      return [{ kind: 'notice', tone: 'wait', text: say('fulfillment.absent') }];
    case 'unreadable':
      return [{ kind: 'notice', tone: 'bad', text: say('fulfillment.unreadable', { detail: explanation.detail }) }];
    case 'found': {
      const { fulfillment, missing, packages, mapped, absent, ignored } = explanation;
      const blocks: Block[] = [];
      if (missing.length > 0)
        blocks.push({ kind: 'notice', tone: 'wait', text: say('fulfillment.missing', { what: missing.join(', ') }) });
      const { order } = fulfillment;
      blocks.push({
        kind: 'table',
        caption: say('fulfillment.read'),
        head: [say('setup.item'), say('setup.detail')],
        rows: [
          [
            say('fulfillment.number'),
            link(fulfillment.number ?? String(id), { kind: 'record', type: 'itemfulfillment', id }),
          ],
          [say('fulfillment.status'), fulfillment.status],
          [say('fulfillment.shipped'), show.day(shipDay(fulfillment))],
          [say('fulfillment.order'), `${order.kind} ${order.number ?? ''}`.trim()],
        ],
        empty: '',
      });
      blocks.push({ kind: 'heading', text: say('fulfillment.now') });
      if (fulfillment.status !== 'shipped')
        blocks.push({ kind: 'text', text: say('fulfillment.notShipped', { status: fulfillment.status }) });
      blocks.push(...decisionBlocks(packages), ...ignoredBlocks(ignored));
      for (const source of absent)
        blocks.push({ kind: 'notice', tone: 'bad', text: say('fulfillment.fieldAbsent', { source }) });
      if (mapped !== null) blocks.push(mappedTable(mapped));
      return blocks;
    }
  }
}

function mappedTable(mapped: readonly ShownField[]): Block {
  return {
    kind: 'table',
    caption: say('fulfillment.mapped'),
    head: [say('fulfillment.mappedLine'), say('fulfillment.mappedTarget'), say('fulfillment.mappedText')],
    rows: mapped.map(({ line, target, text }) => [line, target, text === '' ? say('fulfillment.mappedOut') : text]),
    empty: say('fulfillment.mappedNone'),
  };
}

function decisionBlocks(packages: readonly PackageExplanation[]): readonly Block[] {
  const table: Block = {
    kind: 'table',
    caption: say('fulfillment.now'),
    head: [say('common.number'), say('fulfillment.decision'), say('fulfillment.contact')],
    rows: packages.map(({ number, decision, notes, body, hasContact }) => [
      number,
      [decisionText(decision), ...notes].join(' '),
      body === null ? '' : say(hasContact ? 'common.yes' : 'common.no'),
    ]),
    empty: say('fulfillment.nothing'),
  };
  const bodies = packages.flatMap(({ number, body }): readonly Block[] =>
    body === null ? [] : [{ kind: 'code', label: say('fulfillment.body', { number }), text: body }],
  );
  return [table, ...bodies];
}

function decisionText(decision: Decision): string {
  switch (decision.kind) {
    case 'in step':
      return say('fulfillment.inStep');
    case 'gone':
      return say('fulfillment.gone');
    case 'noted':
      return decision.message;
    case 'create':
      return say('fulfillment.create');
    case 'ask':
      return say('fulfillment.ask');
    case 'update':
      return say('fulfillment.update');
    case 'claim':
      return say('fulfillment.share', { id: decision.sharedWith ?? '' });
    case 'remove':
      return say('fulfillment.remove');
  }
}

export function rowTable(rows: readonly LedgerRow[], show: Show): Block {
  return {
    kind: 'table',
    caption: say('fulfillment.known'),
    head: [
      say('common.number'),
      say('common.state'),
      say('common.reason'),
      say('common.message'),
      say('common.carrier'),
      say('fulfillment.sentAt'),
      say('fulfillment.contact'),
      say('fulfillment.tracking'),
    ],
    rows: rows.map((row): readonly Inline[] => [
      row.number,
      stateBadge(stateOfRow(row)),
      reasonText({ reason: row.reason, code: isRefusal(row.reason) ? row.answerCode : null }),
      messageOf(row),
      row.slug ?? '',
      row.contentAt === null ? '' : show.time(row.contentAt),
      say(row.hasContact ? 'common.yes' : 'common.no'),
      trackingIdOf(row.holding) ?? '',
    ]),
    empty: say('fulfillment.noRows'),
  };
}

/** As many events as a person reads; each row keeps about a dozen. */
const MOST_EVENTS = 100;

export function historyTable(rows: readonly LedgerRow[], show: Show): Block {
  const events = rows
    .flatMap(({ number, history }) => readHistory(history).map((event) => ({ number, ...event })))
    .sort((left, right) => right.at - left.at)
    .slice(0, MOST_EVENTS);
  return {
    kind: 'table',
    caption: say('fulfillment.history'),
    head: [
      say('history.time'),
      say('common.number'),
      say('history.event'),
      say('common.reason'),
      say('history.sent'),
      say('fulfillment.answer'),
      say('fulfillment.trace'),
    ],
    rows: events.map((event): readonly Inline[] => [
      show.time(event.at),
      event.number,
      isState(event.what) ? stateBadge(event.what) : capitalize(event.what),
      isReason(event.reason) ? labelOf(event.reason) : event.reason,
      event.sent ?? '',
      event.answerCode === null ? '' : String(event.answerCode),
      event.traceId ?? '',
    ]),
    empty: say('history.none'),
  };
}

function formOf({ id, rows, explanation }: FulfillmentData): PageForm | null {
  const retryable = rows.filter(isRetryable);
  const isThere = explanation?.kind === 'found' || rows.length > 0;
  if (!isThere) return null;
  return {
    actions: [
      { value: 'look_again', text: say('fulfillment.lookAgain') },
      ...(retryable.length > 0 ? [{ value: 'retry', text: say('fulfillment.retry') }] : []),
    ],
    fields: [],
    ticks:
      retryable.length === 0
        ? null
        : {
            label: say('attention.tick'),
            tick: say('attention.tick'),
            columns: [say('common.number'), say('common.state')],
            rows: retryable.map((row) => ({ id: row.id, cells: [row.number, stateOfRow(row)] })),
          },
    hidden: { fulfillment: String(id) },
    submit: say(retryable.length > 0 ? 'common.submit' : 'fulfillment.lookAgain'),
  };
}
