/** The connection: shows whether it sends, and offers changes of that with the effect of each. */

import type { EvidenceCount, PreviewCount, SendState } from '../../app/operator/console_ports';
import type { Hash } from '../../app/ports';
import type { Lacking } from '../../core/carrier/mapping_findings';
import type { Connection, ConnectionReading } from '../../core/connection';
import { utcDay, daysBetween, type CalendarDate, type EpochSeconds } from '../../core/values';
import { connectionState } from '../connection_state';
import type { ConsolePorts, Show } from '../console_context';
import { mappingLines, readEvidence } from '../mapping_lines';
import { fieldNotes, mappingNotes } from '../mapping_notes';
import { toPage, type Block, type Inline, type Page, type PageForm } from '../page';
import { say } from '../texts';

export interface ConnectionData {
  readonly accountId: string;
  readonly reading: ConnectionReading;
  /** Rules of the connection as `rulesText` gives them. */
  readonly rules: string;
  /** Packages that Preview left, by day. */
  readonly previews: readonly PreviewCount[];
  readonly lacking: readonly Lacking[];
  /** Evidence of the last days; empty without a carrier mapping. */
  readonly evidence: readonly EvidenceCount[];
  readonly waiting: number;
  /** Tracking numbers that wait while a person has stopped sending, and the time since which they wait. */
  readonly held: { readonly numbers: number; readonly since: EpochSeconds } | null;
  readonly today: CalendarDate;
}

/** About 60 units, 10 more with a carrier mapping, and 30 to 120 more while sending is stopped. */
export function readConnection(ports: ConsolePorts): ConnectionData {
  const reading = ports.connections.find();
  const isStopped = reading.kind === 'connection' && reading.connection.stoppedByPerson;
  const since = isStopped ? ports.outbox.oldest() : null;
  return {
    accountId: ports.account.id(),
    reading,
    rules: reading.kind === 'connection' ? rulesText(reading.connection, ports.hash) : '',
    held: since === null ? null : { numbers: ports.outbox.countNumbers(COUNTED_FULFILLMENTS), since },
    previews: ports.ledger.countPreviews(),
    lacking: ports.ledger.countLacking(),
    evidence: reading.kind === 'connection' && reading.connection.carrierMapping !== '' ? readEvidence(ports) : [],
    waiting: ports.outbox.count(),
    today: utcDay(ports.clock.now()),
  };
}

export const SEND_CHANGES = [
  'send_all',
  'send_from_today',
  'stop',
  'resume_all',
  'resume_from_today',
  'preview',
  'off',
] as const;
export type SendChange = (typeof SEND_CHANGES)[number];

/** Changes after which packages are sent. */
export const SENDING: readonly SendChange[] = ['send_all', 'send_from_today', 'resume_all', 'resume_from_today'];

/** Settings after a change. Only scripts write the stop by an error, so no change here touches it. */
export function sendStateAfter(
  change: SendChange,
  today: CalendarDate,
): Partial<SendState> & { startDate?: CalendarDate } {
  switch (change) {
    case 'send_all':
      return { mode: 'on', stoppedByPerson: false };
    case 'send_from_today':
      return { mode: 'on', stoppedByPerson: false, startDate: today };
    case 'stop':
      return { stoppedByPerson: true };
    case 'resume_all':
      return { stoppedByPerson: false };
    case 'resume_from_today':
      return { stoppedByPerson: false, startDate: today };
    case 'preview':
      return { mode: 'preview' };
    case 'off':
      return { mode: 'off' };
  }
}

/** State that a page showed, to detect a change by somebody else. */
export function stateText({ mode, stoppedByPerson }: SendState): string {
  return `${mode} ${stoppedByPerson ? 'stopped' : 'not stopped'}`;
}

/** Fingerprint of the other settings that decide which packages are sent and with which contacts. */
export function rulesText(connection: Connection, hash: Hash): string {
  const { startDate, maxAgeDays, subsidiaries, locations, leftOutShipMethods } = connection;
  const { includeSalesOrders, includeTransferOrders, includeDropShipments } = connection;
  const { sendName, sendEmail, sendPhone } = connection;
  const lists = [subsidiaries, locations, leftOutShipMethods];
  const ticks = [includeSalesOrders, includeTransferOrders, includeDropShipments, sendName, sendEmail, sendPhone];
  return hash.sha256Hex(JSON.stringify([startDate, maxAgeDays, lists, ticks]));
}

/** True while the result of a change still holds, because visitors keep addresses and load pages again. */
export function isStill(change: SendChange, reading: ConnectionReading): boolean {
  if (reading.kind !== 'connection') return false;
  const { mode, stoppedByPerson } = sendStateAfter(change, '');
  return (
    (mode ?? reading.connection.mode) === reading.connection.mode &&
    (stoppedByPerson ?? reading.connection.stoppedByPerson) === reading.connection.stoppedByPerson
  );
}

export function buildConnection(data: ConnectionData, show: Show): Page {
  const blocks: Block[] = [...connectionState(data.reading, data.accountId)];
  if (data.reading.kind === 'connection') blocks.push(...connectionBlocks(data.reading.connection, data, show));
  return {
    name: 'connection',
    title: say('page.connection'),
    blocks,
    form: data.reading.kind === 'connection' ? changeForm(data.reading.connection, data, show) : null,
  };
}

function connectionBlocks(connection: Connection, data: ConnectionData, show: Show): readonly Block[] {
  const { previews } = data;
  const blocks: Block[] = [];
  if (connection.mode === 'preview') {
    const due = dueWhenOn(connection, data);
    blocks.push(previewBlock(due, data.today, show));
    const shared = total(due.filter(({ isShared }) => isShared));
    if (shared > 0) blocks.push({ kind: 'text', text: say('connection.previewShared', { count: shared }) });
    const old = total(previews) - total(due);
    if (old > 0) blocks.push({ kind: 'text', text: say('connection.previewOld', { count: old }) });
  }
  if (connection.stoppedByPerson) blocks.push(waitingBlock(connection, data, show));
  const notes = [...mappingNotes(connection, data.lacking), ...fieldNotes(connection)];
  if (notes.length > 0) {
    const rows = notes.map(({ text, isWrong }): readonly Inline[] => [
      isWrong
        ? { kind: 'badge', text: say('setup.todo'), tone: 'bad' }
        : { kind: 'badge', text: say('setup.unknown'), tone: 'wait' },
      text,
    ]);
    const head = [say('setup.status'), say('common.message')];
    blocks.push({ kind: 'table', caption: say('connection.carriers'), head, rows, empty: '' });
  }
  if (connection.carrierMapping !== '') blocks.push(mappingLines(connection, data.evidence));
  const none = say('connection.noFilter');
  const rows: readonly (readonly Inline[])[] = [
    [say('connection.mode'), connection.mode],
    [say('connection.start'), show.day(connection.startDate)],
    [say('connection.age'), say('connection.days', { days: connection.maxAgeDays })],
    [say('connection.kinds'), orderKinds(connection) || none],
    [say('connection.subsidiaries'), connection.subsidiaries.join(', ') || none],
    [say('connection.locations'), connection.locations.join(', ') || none],
    [say('connection.methodsOut'), connection.leftOutShipMethods.join(', ') || say('common.none')],
    [say('connection.contacts'), contacts(connection)],
    [say('connection.told'), toldText(connection)],
  ];
  blocks.push(
    {
      kind: 'table',
      caption: say('connection.settings'),
      head: [say('setup.item'), say('setup.detail')],
      rows,
      empty: '',
    },
    {
      kind: 'links',
      items: [
        { text: say('connection.edit'), to: { kind: 'record', type: 'connection', id: connection.id } },
        { text: say('connection.tryMappings'), to: toPage('find') },
      ],
    },
  );
  return blocks;
}

/** Says who is notified. Without an author NetSuite sends no e-mail. */
function toldText({ notice: { author, emails } }: Connection): string {
  return author === null || emails.length === 0 ? say('connection.toldNone') : emails.join(', ');
}

function orderKinds(connection: Connection): string {
  return [
    connection.includeSalesOrders ? say('connection.salesOrders') : '',
    connection.includeTransferOrders ? say('connection.transferOrders') : '',
    connection.includeDropShipments ? say('connection.dropShipments') : '',
  ]
    .filter((text) => text !== '')
    .join(', ');
}

function contacts({ sendName, sendEmail, sendPhone }: Connection): string {
  const sent = [
    sendName ? say('connection.name') : '',
    sendEmail ? say('connection.email') : '',
    sendPhone ? say('connection.phone') : '',
  ].filter((text) => text !== '');
  return sent.length === 0 ? say('common.none') : sent.join(', ');
}

/**
 * Packages that Preview shows and the mode On would send. Packages of backfills and of a person's request are not
 * included.
 */
function dueWhenOn(
  { startDate, maxAgeDays }: Connection,
  { previews, today }: ConnectionData,
): readonly PreviewCount[] {
  return previews.filter(({ day }) => day === null || (day >= startDate && daysBetween(day, today) <= maxAgeDays));
}

function total(rows: readonly PreviewCount[]): number {
  return rows.reduce((sum, { count }) => sum + count, 0);
}

/** `412 packages since 23 Nov would be created, 388 with an e-mail address, about 412 of your AfterShip quota.` */
function previewBlock(due: readonly PreviewCount[], today: CalendarDate, show: Show): Block {
  if (due.length === 0) return { kind: 'notice', tone: 'plain', text: say('connection.previewNone') };
  const previews = due.filter(({ isShared }) => !isShared);
  const days = previews.map(({ day }) => day).filter((day) => day !== null);
  const first = days.sort()[0];
  const text = say('connection.previewCount', {
    count: total(previews),
    from: show.day(first ?? today),
    emails: total(previews.filter(({ hasEmail }) => hasEmail)),
    old: total(previews.filter(({ day }) => day !== null && day < today)),
    today: show.day(today),
  });
  return { kind: 'notice', tone: 'wait', text };
}

/**
 * Says how many packages wait. The count is an upper limit, because only the look at each fulfillment shows which
 * packages are new.
 */
function waitingBlock(connection: Connection, { waiting, held }: ConnectionData, show: Show): Block {
  const text =
    held === null
      ? say('connection.waitingNone')
      : say('connection.waiting', {
          waiting,
          since: show.time(held.since),
          // The fulfillments that were not counted are assumed to have as many packages on average.
          count: Math.round(held.numbers * Math.max(1, waiting / COUNTED_FULFILLMENTS)),
          what: contacts(connection),
        });
  return { kind: 'notice', tone: 'wait', text };
}

/** Ten searches of fifty ids; more would take longer than a page may. */
const COUNTED_FULFILLMENTS = 500;

function changeForm(connection: Connection, data: ConnectionData, show: Show): PageForm {
  const today = show.day(data.today);
  const option = (value: SendChange): { readonly value: string; readonly text: string } => ({
    value,
    text: say(`connection.do.${value}`, { today, count: total(dueWhenOn(connection, data)), waiting: data.waiting }),
  });
  const options = optionsOf(connection);
  const actions = options.map(option);
  const [only, another] = actions;
  return {
    actions,
    fields: [],
    ticks: null,
    // A change that sends must be chosen by a person, never preselected.
    mustChoose: options.some((change) => SENDING.includes(change)),
    hidden: { was: stateText(connection), rules: data.rules },
    // A single option is shown as the button's text, without a choice.
    submit: only !== undefined && another === undefined ? only.text : say('common.submit'),
  };
}

/**
 * Options for the present mode. From Off only Preview is offered, so that people see what would be sent before it is
 * sent.
 */
function optionsOf({ mode, stoppedByPerson }: Connection): readonly SendChange[] {
  if (mode === 'off') return ['preview'];
  if (mode === 'preview') return ['send_from_today', 'send_all', 'off'];
  return stoppedByPerson ? ['resume_from_today', 'resume_all', 'preview', 'off'] : ['stop', 'preview', 'off'];
}

/** The stop button of the overview. */
export function stopForm(reading: ConnectionReading): PageForm | null {
  if (reading.kind !== 'connection') return null;
  const { connection } = reading;
  if (connection.mode !== 'on' || connection.stoppedByPerson) return null;
  const text = say('connection.do.stop');
  return {
    actions: [{ value: 'stop', text }],
    fields: [],
    ticks: null,
    hidden: { was: stateText(connection) },
    submit: text,
  };
}
