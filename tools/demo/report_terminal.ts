/** The report and the timeline as plain text, for terminals of about 120 columns. */

import type { DeploymentFinding } from '../../packages/emulator/netsuite';
import type { TimelineEntry } from './day';
import type { DemoReport, PackageView } from './report_data';

/** `09:05`, in the account's zone. */
export function clockTime(ms: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(ms);
}

/** `24 November 2026` */
export function calendarDay(ms: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone, day: 'numeric', month: 'long', year: 'numeric' }).format(ms);
}

const CONTEXT_NAMES: Readonly<Record<string, string>> = {
  USERINTERFACE: 'user interface',
  CSVIMPORT: 'CSV import',
  WEBSERVICES: 'web services',
  SCHEDULED: 'scheduled script',
};

export function describeEvents({ events, context }: TimelineEntry): string {
  if (events.length === 0) return '';
  const counts = new Map<string, number>();
  for (const event of events) counts.set(event, (counts.get(event) ?? 0) + 1);
  const list = [...counts].map(([event, count]) => (count === 1 ? event : `${count} × ${event}`)).join(', ');
  return context === null ? list : `${list}, ${CONTEXT_NAMES[context] ?? context}`;
}

export function formatEntry(entry: TimelineEntry, timeZone: string): string {
  const events = describeEvents(entry);
  const head = `  ${clockTime(entry.at, timeZone)}  ${entry.who}: ${entry.what}${events === '' ? '' : ` [${events}]`}`;
  const followed = entry.followed.length === 0 ? ['nothing to do'] : entry.followed;
  return [head, ...followed.map((line) => `           → ${line}`)].join('\n');
}

export function formatFinding({ severity, file, line, element, message }: DeploymentFinding): string {
  const place = line === null ? file : `${file}:${line}`;
  const where = element === '' ? place : `${place} <${element}>`;
  return `  ${severity}: ${where}: ${message}`;
}

const LONGEST_CELL = 38;

export function formatReport(report: DemoReport): string {
  const { totals } = report;
  return [
    heading('What AfterShip holds beside what NetSuite holds'),
    table(
      ['Fulfillment', 'Number', 'Package', 'Tracking id', 'Carrier', 'Tag', 'Verdict'],
      report.packages.map((entry) => [
        entry.fulfillment,
        entry.number,
        entry.state ?? '–',
        entry.tracking?.id ?? '–',
        entry.tracking?.slug ?? '–',
        entry.tracking?.tag ?? '–',
        entry.verdict,
      ]),
    ),
    `  ${totals['in step']} in step, ${totals.explained} explained, ${totals['out of step']} out of step.`,
    heading('Not sent, and why'),
    ...(report.notSent.length === 0 ? ['  Nothing.'] : report.notSent.map(formatNotSent)),
    heading('Needs attention'),
    ...(report.attention.length === 0
      ? ['  Nothing.']
      : report.attention.map(({ fulfillment, number, message }) => `  ${fulfillment} "${number}": ${message}`)),
    ...(report.waiting.length === 0
      ? []
      : [heading('Waiting in the outbox'), ...report.waiting.map((line) => `  ${line}`)]),
    heading('Usage units'),
    table(
      ['Script', 'Stage', 'Runs', 'Average', 'Most', 'Limit'],
      report.units.map((entry) => [
        entry.script,
        entry.stage,
        String(entry.runs),
        entry.averageUnits.toFixed(1),
        String(entry.maxUnits),
        String(entry.limit),
      ]),
    ),
    heading('Requests that AfterShip received'),
    table(
      ['Method', 'Requests', 'of these not accepted'],
      report.requests.map(({ method, count, failed }) => [method, String(count), String(failed)]),
    ),
    `  While in Preview: ${report.requestsInPreview}.`,
  ].join('\n');
}

function formatNotSent({ fulfillment, number, because }: PackageView): string {
  return `  ${fulfillment}${number === '' ? '' : ` "${number}"`}: ${because}`;
}

export function heading(text: string): string {
  return `\n${text}\n${'─'.repeat(text.length)}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cut = (text: string): string => (text.length > LONGEST_CELL ? `${text.slice(0, LONGEST_CELL - 1)}…` : text);
  const cells = [head, ...rows].map((row) => row.map(cut));
  const widths = head.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  return cells.map((row) => `  ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ')}`.trimEnd()).join('\n');
}
