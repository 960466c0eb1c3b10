/** A preview as one page that can be mailed or printed: the same facts as in the terminal, and the packages. */

import { escapeHtml } from '../../packages/emulator';
import { badge, figures, type Html, page, table, type Tone, whole } from '../shared/html';
import { describeCarriers, describeCounts, describeSettings, describeWarnings, requestCount } from './print_preview';
import type { WrittenPaths } from './print_preview';
import type { PackageResult, PreviewProblem, PreviewResult, ReasonGroup } from './run_preview';

const RESULT_BADGES: Readonly<Record<PackageResult, { readonly text: string; readonly tone: Tone }>> = {
  create: { text: 'would be created', tone: 'good' },
  share: { text: 'would be shared', tone: 'good' },
  'left out': { text: 'not sent (rule)', tone: 'wait' },
  'needs attention': { text: 'needs attention', tone: 'bad' },
};

export function previewPage(result: PreviewResult, paths: WrittenPaths): string {
  const { counts, settings } = result;
  const parts = [
    notice('Nothing was sent, and neither a NetSuite account nor AfterShip was contacted.', ''),
    `<p class="soft">${escapeHtml(settings.given.file)}: ${escapeHtml(describeSettings(result))}.</p>`,
    ...describeWarnings(result).map((warning) => notice(warning, 'wait')),
    figures([
      { value: counts.created, label: 'trackings of the monthly quota' },
      { value: counts.packages, label: 'packages' },
      { value: counts.fulfillments, label: 'fulfillments' },
      { value: counts.held, label: 'left out by a rule' },
      { value: counts.attention, label: 'need attention' },
      { value: counts.errors, label: 'errors in the file' },
    ]),
    table({
      head: ['Number', 'What'],
      figures: [0],
      rows: describeCounts(result).map(({ count, text, isDetail }) => [
        count,
        isDetail ? { html: `<span class="soft">– ${escapeHtml(text)}</span>` } : text,
      ]),
    }),
    `<p>${escapeHtml(describeCarriers(result))}</p>`,
    ...groups('Left out by a rule', result.held),
    ...groups('Needs attention', result.attention),
    ...problems(
      'Problems of the file',
      result.firstProblems,
      counts.errors + counts.warnings - result.firstProblems.length,
      paths,
    ),
    ...problems(
      'Left out or shortened in a request',
      result.firstNotes,
      counts.noted - result.firstNotes.length,
      paths,
    ),
    ...aboutFile(result.notes),
    ...requests(result, paths),
    ...packages(result, paths),
  ];
  return page('What AfterShip would get', parts.join('\n'));
}

function notice(text: string, tone: '' | 'wait'): string {
  return `<p class="notice${tone === '' ? '' : ` ${tone}`}">${escapeHtml(text)}</p>`;
}

function groups(title: string, items: readonly ReasonGroup[]): readonly string[] {
  if (items.length === 0) return [];
  const rows = items.map(({ title: reason, count, example }) => [
    count,
    reason,
    `Line ${example.line}, ${example.fulfillment}: ${example.message}`,
  ]);
  return [`<h2>${escapeHtml(title)}</h2>`, table({ head: ['Packages', 'Why', 'For example'], figures: [0], rows })];
}

function problems(
  title: string,
  items: readonly PreviewProblem[],
  more: number,
  paths: WrittenPaths,
): readonly string[] {
  if (items.length === 0) return [];
  const rows = items.map(({ line, kind, fulfillment, column, message }) => [
    line === 0 ? '' : String(line),
    kind === 'note' ? badge('note', 'plain') : badge(kind, kind === 'error' ? 'bad' : 'wait'),
    fulfillment,
    column,
    message,
  ]);
  return [
    `<h2>${escapeHtml(title)}</h2>`,
    table({ head: ['Line', 'Kind', 'Fulfillment', 'Column', 'What and what to do'], figures: [0], rows }),
    ...(more > 0 ? [`<p>… and ${more.toLocaleString('en-US')} more in ${code(paths.problems).html}.</p>`] : []),
  ];
}

function aboutFile(notes: readonly string[]): readonly string[] {
  if (notes.length === 0) return [];
  return ['<h2>About the file</h2>', `<ul>${notes.map((note) => `<li>${escapeHtml(note)}</li>`).join('')}</ul>`];
}

function requests(result: PreviewResult, paths: WrittenPaths): readonly string[] {
  const total = requestCount(result);
  if (total === 0) return [];
  const examples = result.firstRequests.map(
    ({ method, path, body }) =>
      `<pre>${escapeHtml(`${method} ${path}`)}\n${escapeHtml(JSON.stringify(body, null, 2))}</pre>`,
  );
  const masked = result.settings.given.showContacts
    ? 'Contacts stand there as they are.'
    : 'Contacts are masked there and here.';
  return [
    '<h2>Requests</h2>',
    `<p>${total.toLocaleString('en-US')} in all; each is a line of ${code(paths.requests).html}. ${masked}</p>`,
    examples[0] ?? '',
    ...(examples.length > 1
      ? [`<details><summary>The next ${examples.length - 1}</summary>${examples.slice(1).join('\n')}</details>`]
      : []),
  ];
}

function packages({ firstPackages, counts }: PreviewResult, paths: WrittenPaths): readonly string[] {
  if (firstPackages.length === 0) return [];
  const total = counts.created + counts.shared + counts.held + counts.attention;
  const rows = firstPackages.map((item) => [
    String(item.line),
    whole(item.fulfillment),
    whole(item.order),
    whole(item.shippedOn),
    whole(item.number, 'code'),
    whole(item.carrier ?? (item.result === 'create' || item.result === 'share' ? 'detected' : '')),
    badge(RESULT_BADGES[item.result].text, RESULT_BADGES[item.result].tone),
    item.message,
  ]);
  const rest =
    total > firstPackages.length
      ? `The first ${firstPackages.length.toLocaleString('en-US')} of ${total.toLocaleString('en-US')}. ` +
        `The others are in ${code(paths.requests).html} (what would be sent) and ${code(paths.problems).html} (what would not).`
      : 'In the order of the file.';
  return [
    '<h2>Packages</h2>',
    `<p>${rest}</p>`,
    table({
      head: ['Line', 'Fulfillment', 'Order', 'Shipped', 'Tracking number', 'Carrier', 'What happens', 'Why'],
      figures: [0],
      rows,
    }),
  ];
}

function code(text: string): Html {
  return { html: text === '' ? '' : `<code>${escapeHtml(text)}</code>` };
}
