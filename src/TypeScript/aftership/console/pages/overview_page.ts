/** Overview of the work: what waits, what was sent, what failed, and when the next run comes. */

import type { ConnectionNotes, ReasonCount, StateCount } from '../../app/operator/console_ports';
import type { RunRecord } from '../../app/ports';
import { COMPARED_DAYS } from '../../app/schedule/daily_counts';
import { SEVERAL_UNREADABLE } from '../../app/schedule/wake';
import { WAKE_INTERVAL_SECONDS } from '../../core/backoff';
import type { ConnectionReading } from '../../core/connection';
import { oftenCorrected, SAVING_WAIT_MINUTES, type DayCount } from '../../core/day_counts';
import { parseCursor } from '../../core/check_cursor';
import { dayBefore, type CalendarDate, type EpochSeconds } from '../../core/values';
import { FAILING_ATTEMPTS } from './attention_page';
import { stopForm } from './connection_page';
import { connectionState } from '../connection_state';
import { dailyBlocks } from '../daily_table';
import type { ConsolePorts, Show } from '../console_context';
import { link, toPage, type Block, type Inline, type Page } from '../page';
import { groupOf, GROUP_TONES, stateBadge, type Group } from '../state_groups';
import { say, type TextKey } from '../texts';

export interface OverviewData {
  readonly accountId: string;
  readonly reading: ConnectionReading;
  readonly reasons: readonly ReasonCount[];
  readonly days: readonly (StateCount & { readonly day: CalendarDate })[];
  readonly carriers: readonly (StateCount & { readonly slug: string })[];
  readonly waiting: number;
  readonly oldest: EpochSeconds | null;
  readonly dayCounts: readonly DayCount[];
  /** Number of fulfillments whose look fails again and again. */
  readonly failing: number;
  /** Fulfillments that NetSuite does not let be read, each with NetSuite's error. */
  readonly unreadable: readonly { readonly fulfillmentId: number; readonly reason: string }[];
  readonly notes: ConnectionNotes;
  /** Runs of the last hour, newest first. */
  readonly runs: readonly RunRecord[];
  readonly now: EpochSeconds;
}

const DAYS = 14;
const CARRIER_DAYS = 30;

/** About 105 units: seven searches, a count, the connection and the counts of two days. */
export function readOverview(ports: ConsolePorts): OverviewData {
  const now = ports.clock.now();
  const reading = ports.connections.find();
  return {
    accountId: ports.account.id(),
    reading,
    reasons: ports.ledger.countByReason(),
    days: ports.ledger.countByDay(dayBefore(now, DAYS - 1)),
    carriers: ports.ledger.countByCarrier(dayBefore(now, CARRIER_DAYS)),
    dayCounts: ports.days.latest(),
    waiting: ports.outbox.count(),
    oldest: ports.outbox.oldest(),
    failing: ports.outbox.listFailing(FAILING_ATTEMPTS).length,
    unreadable: ports.events.findUnreadable(),
    notes: readNotes(reading, ports),
    runs: ports.memory.recentRuns(),
    now,
  };
}

/**
 * Notes about the latest request and run. The memory has those of the last hour, the connection's record has older ones
 * that the scheduled script wrote.
 */
export function readNotes(reading: ConnectionReading, ports: ConsolePorts): ConnectionNotes {
  const written = reading.kind === 'connection' ? ports.connections.notes(reading.connection.id) : null;
  const request = ports.memory.lastRequest();
  const run = ports.memory.lastRun();
  return {
    releaseChecked: written?.releaseChecked ?? null,
    lastRequest:
      request === null
        ? shownTime(written?.lastRequest ?? null, ports.show)
        : `${ports.show.time(request.at)} ${request.outcome} ${request.detail}`.trim(),
    lastRun:
      run === null
        ? shownTime(written?.lastRun ?? null, ports.show)
        : `${ports.show.time(run.at)} ${run.summary} (${run.units} units)`,
  };
}

/** Rewrites the UTC time at the start of a note in the visitor's format, or it would be read as local time. */
function shownTime(note: string | null, show: Show): string | null {
  const [utc = ''] = /^\d{4}-\d\d-\d\dT[\d:.]+Z/.exec(note ?? '') ?? [];
  const at = Math.floor(Date.parse(utc) / 1000);
  return note === null || Number.isNaN(at) ? note : `${show.time(at)}${note.slice(utc.length)}`;
}

const GROUPS: readonly Group[] = ['sent', 'pending', 'held', 'failed'];

export function buildOverview(data: OverviewData, show: Show): Page {
  const total = (wanted: Group): number => sum(data.reasons.filter(({ state }) => groupOf(state) === wanted));
  const failed = total('failed');
  const blocks: Block[] = [
    ...connectionState(data.reading, data.accountId),
    ...unreadableBlocks(data.unreadable),
    {
      kind: 'figures',
      items: [
        { label: say('overview.waiting'), value: data.waiting },
        { label: say('overview.sent'), value: total('sent') },
        { label: say('overview.pending'), value: total('pending') },
        { label: say('overview.held'), value: total('held') },
        {
          label: say('overview.failed'),
          value: failed === 0 ? 0 : link(String(failed), toPage('attention')),
        },
      ],
    },
    data.reasons.length === 0 ? { kind: 'text', text: say('overview.noRows') } : chart(data, show),
    ...dailyBlocks(data.dayCounts, data.reading, show),
    ...correctedBlocks(data, show),
    carrierTable(data.carriers),
    stateTable(data.reasons),
    runTable(data.runs, show),
    {
      kind: 'table',
      caption: say('overview.work'),
      head: [say('setup.item'), say('setup.detail')],
      rows: [
        [say('overview.oldest'), oldestText(data, show)],
        [
          say('overview.failing'),
          data.failing === 0 ? say('common.none') : link(String(data.failing), toPage('attention')),
        ],
        [say('overview.lastRequest'), data.notes.lastRequest ?? say('overview.unknown')],
        [say('overview.lastRun'), data.notes.lastRun ?? say('overview.unknown')],
        [say('overview.nextWake'), show.time(nextWake(data.now))],
        [say('overview.hourly check'), checkText(data.reading, show)],
        [say('overview.units'), unitsText(data.runs)],
      ],
      empty: '',
    },
  ];
  return { name: 'overview', title: say('page.overview'), blocks, form: stopForm(data.reading) };
}

/** Silent about one or two, which the page Needs attention lists: their cause is most often their own. */
function unreadableBlocks(unreadable: OverviewData['unreadable']): readonly Block[] {
  const [first] = unreadable;
  if (first === undefined || unreadable.length < SEVERAL_UNREADABLE) return [];
  const { fulfillmentId, reason } = first;
  const text = say('overview.unreadable', { count: unreadable.length, fulfillment: fulfillmentId, reason });
  const shown = {
    text: `${say('common.fulfillment')} ${fulfillmentId}`,
    to: toPage('fulfillment', { fulfillment: fulfillmentId }),
  };
  return [
    { kind: 'notice', tone: 'bad', text },
    { kind: 'links', items: [shown] },
  ];
}

/** Silent where the wait is that long already: what was counted happened before. */
function correctedBlocks({ dayCounts: [latest], reading }: OverviewData, show: Show): readonly Block[] {
  const count = latest === undefined ? null : oftenCorrected(latest);
  if (latest === undefined || count === null) return [];
  if (reading.kind !== 'connection' || reading.connection.sendWaitMinutes >= SAVING_WAIT_MINUTES) return [];
  const values = { count, day: show.day(latest.day), days: COMPARED_DAYS, minutes: SAVING_WAIT_MINUTES };
  return [{ kind: 'text', text: say('overview.corrected', values) }];
}

function oldestText({ oldest, now }: OverviewData, show: Show): string {
  if (oldest === null) return say('common.none');
  return say('overview.since', { time: show.time(oldest), age: ageText(Math.max(0, now - oldest)) });
}

/** `3 h 20 min`, or days when it is longer. */
function ageText(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24];
  if (days > 0) return say('overview.ageDays', { days, hours });
  return say('overview.age', { hours, minutes: minutes % 60 });
}

function checkText(reading: ConnectionReading, show: Show): string {
  const cursor = reading.kind === 'connection' ? parseCursor(reading.connection.checkCursor) : null;
  return cursor === null ? say('overview.checkNone') : say('overview.checkUntil', { time: show.time(cursor.until) });
}

function unitsText(runs: readonly RunRecord[]): string {
  const units = runs.reduce((sumOfUnits, run) => sumOfUnits + run.units, 0);
  return say('overview.unitsOf', { units, runs: runs.length });
}

const SHOWN_RUNS = 10;

function runTable(runs: readonly RunRecord[], show: Show): Block {
  return {
    kind: 'table',
    caption: say('overview.runs', { most: SHOWN_RUNS }),
    head: [say('history.time'), say('history.event'), say('overview.unitsHead')],
    rows: runs.slice(0, SHOWN_RUNS).map((run) => [show.time(run.at), run.summary, run.units]),
    empty: say('overview.runsNone'),
  };
}

/**
 * Time zones differ from UTC by whole quarters of an hour, so a quarter of an hour begins at the same moment in UTC.
 */
function nextWake(now: EpochSeconds): EpochSeconds {
  return (Math.floor(now / WAKE_INTERVAL_SECONDS) + 1) * WAKE_INTERVAL_SECONDS;
}

/** Chart of packages by day. Days without packages are shown as empty, and future days only when they have packages. */
function chart({ days, now }: OverviewData, show: Show): Block {
  const caption = say('overview.days', { days: DAYS });
  const every = Array.from({ length: DAYS }, (_, back) => dayBefore(now, back));
  const names = [...new Set([...every, ...days.map(({ day }) => day)])].sort();
  return {
    kind: 'chart',
    caption,
    unit: say('common.day'),
    series: GROUPS.map((group) => ({ label: say(GROUP_TEXTS[group]), tone: GROUP_TONES[group] })),
    bars: names.map((day) => ({
      label: show.day(day),
      values: GROUPS.map((group) => sum(days.filter((row) => row.day === day && groupOf(row.state) === group))),
    })),
  };
}

const GROUP_TEXTS: Readonly<Record<Group, TextKey>> = {
  sent: 'overview.sent',
  failed: 'overview.failed',
  held: 'overview.held',
  pending: 'overview.pending',
  gone: 'overview.gone',
};

function carrierTable(carriers: OverviewData['carriers']): Block {
  const slugs = [...new Set(carriers.map(({ slug }) => slug))];
  const rows = slugs.map((slug): { readonly count: number; readonly cells: readonly Inline[] } => {
    const own = carriers.filter((row) => row.slug === slug);
    const cells = GROUPS.map((group) => sum(own.filter(({ state }) => groupOf(state) === group)));
    return { count: sum(own), cells: [slug === '' ? say('common.noCarrier') : slug, ...cells] };
  });
  return {
    kind: 'table',
    caption: say('overview.carriers', { days: CARRIER_DAYS }),
    head: [say('common.carrier'), ...GROUPS.map((group) => say(GROUP_TEXTS[group]))],
    rows: rows.sort((left, right) => right.count - left.count).map(({ cells }) => cells),
    empty: '',
  };
}

function stateTable(reasons: readonly ReasonCount[]): Block {
  const states = [...new Set(reasons.map(({ state }) => state))];
  return {
    kind: 'table',
    caption: say('overview.states'),
    head: [say('common.state'), say('common.count')],
    rows: states.map((state) => [stateBadge(state), sum(reasons.filter((row) => row.state === state))]),
    empty: '',
  };
}

function sum(rows: readonly { readonly count: number }[]): number {
  return rows.reduce((total, { count }) => total + count, 0);
}
