/** The demo's report as one page: the facts of the terminal, with every reason and every request. */

import { escapeHtml } from '../../packages/emulator';
import type { JournalEntry } from '../../packages/emulator/aftership';
import { badge, figures, type Html, page, table, type Tone, whole } from '../shared/html';
import type { TimelineEntry } from './day';
import type { DemoReport, PackageView, Verdict } from './report_data';
import { calendarDay, clockTime, describeEvents } from './report_terminal';

const VERDICT_TONES: Readonly<Record<Verdict, Tone>> = { 'in step': 'good', explained: 'wait', 'out of step': 'bad' };

export function renderPage(report: DemoReport): string {
  const day = calendarDay(report.from, report.timeZone);
  return page(
    'AfterShip for NetSuite: a day in an emulated account',
    [
      notice(
        'This is an emulation: no NetSuite account and no AfterShip was contacted. Everybody in it is made up.',
        '',
      ),
      `<p class="soft">${escapeHtml(
        `Account ${report.accountId}, ${day}, ${clockTime(report.from, report.timeZone)} to ${clockTime(report.to, report.timeZone)} (${report.timeZone}).`,
      )}</p>`,
      verdict(report),
      numbers(report),
      attention(report),
      packages(report),
      notSent(report),
      timeline(report),
      units(report),
      requests(report),
    ].join('\n'),
  );
}

function notice(text: string, tone: '' | 'wait' | 'bad'): string {
  return `<p class="notice${tone === '' ? '' : ` ${tone}`}">${escapeHtml(text)}</p>`;
}

function section(title: string, intro: string, ...parts: readonly string[]): string {
  return [`<h2>${escapeHtml(title)}</h2>`, `<p>${escapeHtml(intro)}</p>`, ...parts].join('\n');
}

function code(text: string): Html {
  return whole(text, 'code');
}

function wide(html: string): Html {
  return { html: `<div class="wide">${html}</div>` };
}

function soft(text: string): string {
  return `<br><span class="soft">${escapeHtml(text)}</span>`;
}

function verdict({ totals, requestsInPreview }: DemoReport): string {
  const outOfStep = totals['out of step'];
  const problems = [
    ...(outOfStep > 0
      ? [`${outOfStep} ${outOfStep === 1 ? 'package is' : 'packages are'} out of step with AfterShip.`]
      : []),
    ...(requestsInPreview > 0
      ? [`AfterShip received ${requestsInPreview} requests in Preview, and must get none.`]
      : []),
  ];
  return problems.length > 0
    ? notice(problems.join(' '), 'bad')
    : '<p><strong>Every package is in step with AfterShip, or its difference is explained.</strong></p>';
}

function numbers({ totals, attention: needy, requests: counts, requestsInPreview }: DemoReport): string {
  return figures([
    { value: totals['in step'], label: 'packages in step' },
    { value: totals.explained, label: 'differ, explained' },
    { value: totals['out of step'], label: 'out of step' },
    { value: needy.length, label: 'need attention' },
    { value: requestsInPreview, label: 'requests in Preview' },
    { value: counts.reduce((sum, { count }) => sum + count, 0), label: 'requests in all' },
  ]);
}

function attention({ attention: needy, waiting }: DemoReport): string {
  const intro = needy.length === 0 ? 'Nothing.' : 'Nobody but a person can settle these. Each says what to do.';
  const rows = needy.map(({ fulfillment, number, message }) => [
    whole(fulfillment),
    code(number),
    wide(escapeHtml(message)),
  ]);
  return section(
    'Needs attention',
    intro,
    ...(rows.length === 0
      ? []
      : [table({ caption: 'Packages that need a person', head: ['Fulfillment', 'Number', 'What to do'], rows })]),
    ...(waiting.length === 0
      ? []
      : [`<p>Still in the outbox:</p><ul>${waiting.map((line) => `<li>${escapeHtml(line)}</li>`).join('')}</ul>`]),
  );
}

function packages({ packages: entries }: DemoReport): string {
  const rows = entries.map((entry, index) => {
    const isFirst = entry.fulfillment === '' || entries[index - 1]?.fulfillment !== entry.fulfillment;
    const word = badge(entry.verdict, VERDICT_TONES[entry.verdict]).html;
    return [
      isFirst ? fulfillmentCell(entry) : whole(entry.fulfillment),
      wide(`${word}${entry.because === '' ? '' : soft(entry.because)}`),
      code(entry.number),
      whole(entry.state ?? '–'),
      trackingCell(entry),
      whole(entry.tracking?.tag ?? '–'),
    ];
  });
  return section(
    'NetSuite beside AfterShip',
    'A package is in step when the tracking that the ledger names is really there with this number and order, or when it is gone on both sides.',
    table({
      caption: 'Every package of every fulfillment, as both sides stand at the end of the day',
      head: ['Fulfillment', 'Verdict', 'Tracking number', 'Package', 'Tracking at AfterShip', 'Tag'],
      rows,
    }),
  );
}

function fulfillmentCell({ fulfillment, order, status, shows }: PackageView): Html {
  const about = [status, order].filter((part) => part !== '').join(', ');
  const name = whole(fulfillment === '' ? 'none' : fulfillment).html;
  return wide(`${name}${about === '' ? '' : soft(about)}${shows.length === 0 ? '' : soft(shows.join(' · '))}`);
}

function trackingCell({ tracking }: PackageView): Html {
  if (tracking === null) return { html: '–' };
  const maker = tracking.isOurs ? '' : ', made by somebody else';
  return { html: `${code(tracking.id).html}${soft(`${tracking.slug}${maker}`)}` };
}

function notSent({ notSent: entries }: DemoReport): string {
  const rows = entries.map(({ fulfillment, order, number, because }) => [
    whole(fulfillment),
    whole(order),
    code(number),
    wide(escapeHtml(because)),
  ]);
  return section(
    'Not sent, and why',
    'AfterShip was told nothing about these.',
    table({ caption: 'What AfterShip was not told', head: ['Fulfillment', 'Order', 'Number', 'Why'], rows }),
  );
}

function timeline({ timeline: entries, timeZone }: DemoReport): string {
  const rows = entries.map((entry) => [
    whole(clockTime(entry.at, timeZone)),
    entry.who,
    whatCell(entry),
    wide(followedHtml(entry.followed)),
  ]);
  return section(
    'The day',
    'What people, imports, other systems and carriers did, and what the deployed scripts made of it in the minutes after.',
    table({
      caption: 'Events in the order in which they happened',
      head: ['Time', 'Who', 'What', 'What followed'],
      rows,
    }),
  );
}

function whatCell(entry: TimelineEntry): Html {
  const events = describeEvents(entry);
  return wide(`${escapeHtml(entry.what)}${events === '' ? '' : soft(events)}`);
}

function followedHtml(followed: readonly string[]): string {
  return followed.length === 0
    ? '<span class="soft">nothing to do</span>'
    : `<ul>${followed.map((line) => `<li>${escapeHtml(line)}</li>`).join('')}</ul>`;
}

function units({ units: entries }: DemoReport): string {
  const rows = entries.map(({ script, stage, runs, averageUnits, maxUnits, limit, errors }) => [
    code(script),
    stage,
    runs,
    averageUnits.toFixed(1),
    maxUnits,
    limit,
    errors,
  ]);
  return section(
    'Usage units',
    'What each stage of each script spent, against the limit that NetSuite sets for one run of it.',
    table({
      caption: 'Usage units by script and stage',
      head: ['Script', 'Stage', 'Runs', 'Average', 'Most', 'Limit', 'Errors'],
      figures: [2, 3, 4, 5, 6],
      rows,
    }),
  );
}

function requests({ requests: counts, journal, timeZone }: DemoReport): string {
  return section(
    'Requests',
    'Every request that AfterShip received, with its answer. The API key was in a header of each and is shown nowhere.',
    table({
      caption: 'Requests by method',
      head: ['Method', 'Requests', 'Not accepted'],
      figures: [1, 2],
      rows: counts.map(({ method, count, failed }) => [method, count, failed]),
    }),
    `<details><summary>All ${journal.length}, one by one</summary>`,
    ...journal.map((entry) => requestDetails(entry, timeZone)),
    '</details>',
  );
}

function requestDetails({ at, method, path, body, status, answer }: JournalEntry, timeZone: string): string {
  // A create has its number in the body; other requests have their tracking in the path.
  const number = isRecord(body) && typeof body['tracking_number'] === 'string' ? ` ${body['tracking_number']}` : '';
  const title = `${clockTime(at, timeZone)}  ${method} ${path}${number} → ${status}`;
  const parts = [...(body === null ? [] : [`Body:\n${json(body)}`]), `Answer:\n${json(answer)}`];
  return `<details><summary>${escapeHtml(title)}</summary><pre>${escapeHtml(parts.join('\n\n'))}</pre></details>`;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function json(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}
