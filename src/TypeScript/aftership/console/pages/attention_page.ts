/** Lists failures and held packages by reason with the remedy, and the packages of one reason for a retry. */

import type { FailingLook, ReasonCount, RowFilter } from '../../app/operator/console_ports';
import type { ConnectionReading } from '../../core/connection';
import { changedFormats, type ChangedFormat } from '../../core/day_counts';
import { isLookedAtAgain, messageOf, ruleOf, type State } from '../../core/ledger/reasons';
import { stateOfRow, trackingIdOf, type LedgerRow } from '../../core/ledger/row';
import type { CalendarDate } from '../../core/values';
import { connectionState } from '../connection_state';
import type { ConsolePorts, Show } from '../console_context';
import { toCsv } from '../csv';
import { link, toPage, type Block, type Page, type PageForm } from '../page';
import {
  asksForPerson,
  filterParameters,
  groupOf,
  GROUP_TONES,
  reasonText,
  remedyText,
  stateBadge,
} from '../state_groups';
import { say, type TextKey } from '../texts';

/** As many rows as a person looks through. A choice of more than a few rows starts a job. */
export const ROWS_PER_PAGE = 25;
/** Failed attempts from which a fulfillment is listed, because fewer may be a passing fault. */
export const FAILING_ATTEMPTS = 3;
/** Five searches of 1,000 rows: 50 units. */
export const ROWS_PER_FILE = 5000;

export interface AttentionData {
  readonly accountId: string;
  readonly reading: ConnectionReading;
  readonly reasons: readonly ReasonCount[];
  /** Fulfillments that fail again and again; empty while the packages of one reason are shown. */
  readonly failing: readonly FailingLook[];
  /** Changed formats of numbers; empty while the packages of one reason are shown. */
  readonly formats: readonly ShownFormat[];
  readonly shown: {
    readonly filter: RowFilter;
    readonly start: number;
    readonly rows: readonly LedgerRow[];
    /** Number of all packages of the reason. */
    readonly count: number;
  } | null;
}

/** Changed format of the last days, the latest for each location. */
interface ShownFormat extends ChangedFormat {
  readonly day: CalendarDate;
  readonly typed: string | null;
}

function readFormats({ days }: ConsolePorts): readonly ShownFormat[] {
  const locations = new Map<string, ShownFormat>();
  for (const { day, groups } of days.latest()) {
    for (const format of changedFormats({ groups })) {
      if (locations.has(format.location)) continue;
      const typed = format.example === null ? null : days.typedOn(format.example);
      locations.set(format.location, { ...format, day, typed });
    }
  }
  return [...locations.values()];
}

export function readAttention(filter: RowFilter | null, start: number, ports: ConsolePorts): AttentionData {
  const reasons = ports.ledger.countByReason().filter(asksForPerson);
  const data = { accountId: ports.account.id(), reading: ports.connections.find(), reasons, failing: [], formats: [] };
  if (filter === null || !asksForPerson(filter))
    return {
      ...data,
      failing: ports.outbox.listFailing(FAILING_ATTEMPTS),
      formats: readFormats(ports),
      shown: null,
    };
  // If rows have left the reason since the link was made, the last page is shown instead of an empty one.
  const count = reasons.find((row) => isOf(row, filter))?.count ?? 0;
  const last = Math.floor(Math.max(0, count - 1) / ROWS_PER_PAGE) * ROWS_PER_PAGE;
  const from = Math.min(start, last);
  return { ...data, shown: { filter, start: from, rows: ports.ledger.list(filter, from, ROWS_PER_PAGE), count } };
}

export function buildAttention(
  { accountId, reading, reasons, failing, formats, shown }: AttentionData,
  show: Show,
): Page {
  const blocks: Block[] = [...connectionState(reading, accountId), { kind: 'text', text: say('attention.intro') }];
  if (shown === null) {
    blocks.push(reasonTable(reasons), ...formatTable(formats, show), ...failingTable(failing, show));
    return { name: 'attention', title: say('page.attention'), blocks, form: null };
  }
  const { filter, start, rows, count } = shown;
  blocks.push({ kind: 'links', items: [{ text: say('attention.all'), to: toPage('attention') }] });
  blocks.push({ kind: 'notice', tone: GROUP_TONES[groupOf(stateOfFilter(filter))], text: remedyText(filter) });
  if (rows.length > 0) {
    const values = { state: stateOfFilter(filter), reason: reasonText(filter), count };
    const text = say('attention.rows', { ...values, from: start + 1, to: start + rows.length });
    blocks.push({ kind: 'heading', text });
    blocks.push(rowTable(rows, show, text));
  } else {
    blocks.push({ kind: 'text', text: say('attention.noneOfReason') });
  }
  blocks.push(pageLinks(filter, start, rows.length, count));
  return { name: 'attention', title: say('page.attention'), blocks, form: formOf(filter, rows, count) };
}

function isOf(row: ReasonCount, filter: RowFilter): boolean {
  return row.reason === filter.reason && row.code === filter.code;
}

/** State of the rows of this filter; on this page each reason has one state. */
function stateOfFilter({ reason }: RowFilter): State {
  return ruleOf(reason).state;
}

function reasonTable(reasons: readonly ReasonCount[]): Block {
  const sorted = [...reasons].sort((left, right) => right.count - left.count);
  return {
    kind: 'table',
    caption: say('attention.group'),
    head: [
      say('common.state'),
      say('common.reason'),
      say('common.count'),
      say('attention.remedy'),
      say('attention.show'),
    ],
    rows: sorted.map((row) => [
      stateBadge(row.state),
      reasonText(row),
      row.count,
      remedyText(row),
      link(`${say('attention.show')} ${reasonText(row)}`, toPage('attention', filterParameters(row))),
    ]),
    empty: say('attention.none'),
  };
}

/** A line for each location where too many texts are not numbers. Such texts have no package with a row. */
function formatTable(formats: readonly ShownFormat[], show: Show): readonly Block[] {
  if (formats.length === 0) return [];
  return [
    { kind: 'heading', text: say('attention.formats') },
    {
      kind: 'table',
      caption: say('attention.formats'),
      head: [say('common.message'), say('attention.example')],
      rows: formats.map(({ location, count, shipments, example, day, typed }) => {
        const values = { count, shipments, location: location || say('daily.noLocation'), day: show.day(day) };
        const text =
          typed === null
            ? say('attention.format', values)
            : say('attention.formatSuch', { ...values, typed: typed.slice(0, SHOWN_TEXT) });
        const to = toPage('fulfillment', { fulfillment: example ?? 0 });
        return [text, example === null ? '' : link(String(example), to)];
      }),
      empty: '',
    },
  ];
}

/** Characters of a typed text that are shown, enough to see its form. */
const SHOWN_TEXT = 40;

/** Table of fulfillments whose look fails before a package has a row, or while their packages are retried. */
function failingTable(failing: readonly FailingLook[], show: Show): readonly Block[] {
  if (failing.length === 0) return [];
  return [
    { kind: 'heading', text: say('attention.failing', { count: failing.length }) },
    { kind: 'text', text: say('attention.failingIntro', { most: ROWS_PER_PAGE }) },
    {
      kind: 'table',
      caption: say('attention.failing', { count: failing.length }),
      head: [say('common.fulfillment'), say('attention.attempts'), say('attention.nextAttempt'), say('common.message')],
      rows: failing
        .slice(0, ROWS_PER_PAGE)
        .map(({ fulfillmentId, attempts, dueAt, reason }) => [
          link(String(fulfillmentId), toPage('fulfillment', { fulfillment: fulfillmentId })),
          attempts,
          show.time(dueAt),
          reason,
        ]),
      empty: '',
    },
  ];
}

function rowTable(rows: readonly LedgerRow[], show: Show, caption: string): Block {
  return {
    kind: 'table',
    caption,
    head: [say('common.number'), say('common.fulfillment'), say('common.day'), say('common.message')],
    rows: rows.map((row) => [
      row.number,
      link(String(row.fulfillmentId), toPage('fulfillment', { fulfillment: row.fulfillmentId })),
      row.shippedOn === null ? '' : show.day(row.shippedOn),
      messageOf(row),
    ]),
    empty: '',
  };
}

function pageLinks(filter: RowFilter, start: number, shown: number, count: number): Block {
  const parameters = filterParameters(filter);
  const to = (at: number) => toPage('attention', { ...parameters, start: at });
  const previous = Math.max(0, start - ROWS_PER_PAGE);
  const files = Array.from({ length: Math.ceil(count / ROWS_PER_FILE) }, (_, index) => index * ROWS_PER_FILE);
  return {
    kind: 'links',
    items: [
      ...(start > 0 ? [{ text: say('attention.previous'), to: to(previous) }] : []),
      ...(start + shown < count ? [{ text: say('attention.next'), to: to(start + ROWS_PER_PAGE) }] : []),
      ...files.map((from) => ({
        text:
          files.length === 1
            ? say('attention.export')
            : say('attention.exportPart', { from: from + 1, to: Math.min(count, from + ROWS_PER_FILE) }),
        to: { kind: 'file' as const, parameters: { ...parameters, file: 'shipments', start: from } },
      })),
    ],
  };
}

/** Texts that ask for each action, by the state of the row. */
const ASKS: Readonly<Record<'retry' | 'send' | 'remove', { readonly ticked: TextKey; readonly all: TextKey }>> = {
  retry: { ticked: 'attention.retryTicked', all: 'attention.retryAll' },
  send: { ticked: 'attention.sendTicked', all: 'attention.sendAll' },
  remove: { ticked: 'attention.removeTicked', all: 'attention.removeAll' },
};

function formOf(filter: RowFilter, rows: readonly LedgerRow[], count: number): PageForm | null {
  if (rows.length === 0) return null;
  if (isLookedAtAgain(filter.reason)) return lookForm(filter, count);
  const { tick } = ruleOf(filter.reason);
  if (tick === null) return null;
  const ask = ASKS[tick];
  return {
    actions: [
      { value: 'retry', text: say(ask.ticked) },
      { value: 'retry_all', text: say(ask.all, { count }) },
    ],
    fields: [],
    ticks: {
      label: say('attention.tick'),
      tick: say('attention.tick'),
      columns: [say('common.number'), say('common.fulfillment')],
      rows: rows.map(({ id, number, fulfillmentId }) => ({ id, cells: [number, String(fulfillmentId)] })),
    },
    hidden: hiddenOf(filter),
    submit: say('common.submit'),
  };
}

/**
 * Form that asks for new looks at the packages that a rule left out. A retry does not send them, but the rule may have
 * changed since.
 */
function lookForm(filter: RowFilter, count: number): PageForm {
  const text = say('attention.lookAtAll', { count });
  return {
    actions: [{ value: 'look_at_all', text }],
    fields: [],
    ticks: null,
    hidden: hiddenOf(filter),
    submit: text,
  };
}

function hiddenOf({ reason, code }: RowFilter): Readonly<Record<string, string>> {
  return code === null ? { reason } : { reason, code: String(code) };
}

/** Exports the rows of the page, with the details that AfterShip's support needs, as CSV. */
export function exportRows(filter: RowFilter, start: number, ports: ConsolePorts): string {
  const rows = ports.ledger.list(filter, start, ROWS_PER_FILE);
  const head = [
    'export.row',
    'common.number',
    'common.fulfillment',
    'export.shipped',
    'common.state',
    'common.reason',
    'common.message',
    'fulfillment.answer',
    'fulfillment.trace',
    'fulfillment.tracking',
  ] as const;
  return toCsv([
    head.map((key) => say(key)),
    ...rows.map((row) => [
      row.id,
      row.number,
      row.fulfillmentId,
      row.shippedOn,
      stateOfRow(row),
      row.reason,
      messageOf(row),
      row.answerCode,
      row.traceId,
      trackingIdOf(row.holding),
    ]),
  ]);
}
