/** A preview as one page for mailing or printing: the facts of the terminal, and the packages. */

import { escapeHtml } from '../../packages/emulator';
import { badge, figures, type Html, page, table, type Tone, whole } from '../shared/html';
import type { PreviewPackage } from './packages';
import {
  describeCarriers,
  describeCounts,
  describeNeed,
  describeNeedMended,
  describeReadOut,
  describeSettings,
  describeTyped,
  describeWarnings,
  MAPPING_TITLE,
  NEEDS_TITLE,
  NO_NUMBER_TITLE,
  NOTES_TITLE,
  requestCount,
  SILENT_HEADS,
  SILENT_TITLE,
  worstPlaces,
} from './print_preview';
import type { WrittenPaths } from './print_preview';
import type { CarrierNeed, MappingUse, PackageGroup, PreviewProblem, PreviewResult } from './run_preview';
import { SILENT_FLAWS, type SilentPlace } from './silent';
import { DETECTED, RESULT_WORDS, type PackageResult } from './words';

const RESULT_TONES: Readonly<Record<PackageResult, Tone>> = {
  create: 'good',
  share: 'good',
  'left out': 'wait',
  'needs attention': 'bad',
  'no number': 'plain',
  'not shipped': 'plain',
  'not known': 'bad',
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
    ...[...describeReadOut(result), describeCarriers(result)].map((text) => `<p>${escapeHtml(text)}</p>`),
    ...mappingUse(result.mappingUse),
    ...silent(result.silent),
    ...needs(result.needs),
    ...groups('Left out by a rule', 'Packages', result.held, ({ message }) => message),
    ...groups('Needs attention', 'Packages', result.attention, ({ message }) => message),
    ...groups(NO_NUMBER_TITLE, 'Texts', result.noNumber, describeTyped),
    ...problems(
      'Problems of the file',
      result.firstProblems,
      counts.errors + counts.warnings - result.firstProblems.length,
      paths,
    ),
    ...problems(NOTES_TITLE, result.firstNotes, counts.noted - result.firstNotes.length, paths),
    ...aboutFile(result.notes),
    ...requests(result, paths),
    ...packages(result, paths),
  ];
  return page('What AfterShip would get', parts.join('\n'));
}

function notice(text: string, tone: '' | 'wait'): string {
  return `<p class="notice${tone === '' ? '' : ` ${tone}`}">${escapeHtml(text)}</p>`;
}

function groups(
  title: string,
  counted: string,
  items: readonly PackageGroup[],
  describe: (example: PreviewPackage) => string,
): readonly string[] {
  if (items.length === 0) return [];
  const rows = items.map(({ title: reason, count, example }) => [
    count,
    reason,
    `Line ${example.line}, ${example.fulfillment}: ${describe(example)}`,
  ]);
  return [`<h2>${escapeHtml(title)}</h2>`, table({ head: [counted, 'Why', 'For example'], figures: [0], rows })];
}

function mappingUse(lines: readonly MappingUse[]): readonly string[] {
  if (lines.length === 0) return [];
  const rows = lines.map(({ line, agreed, contradicted }) => [String(line.line), line.name, agreed, contradicted]);
  return [
    `<h2>${escapeHtml(MAPPING_TITLE)}</h2>`,
    table({ head: ['Line', 'Name', 'Agreed', 'Contradicted'], figures: [0, 2, 3], rows }),
  ];
}

function silent(places: readonly SilentPlace[]): readonly string[] {
  if (places.length === 0) return [];
  const { worst, more } = worstPlaces(places);
  const hasLocations = worst.some(({ location }) => location !== null);
  const rows = worst.map(({ location, method, shipments, flaws, line }) => [
    ...(hasLocations ? [location ?? ''] : []),
    method,
    shipments,
    ...SILENT_FLAWS.map((flaw) => flaws[flaw]),
    line,
  ]);
  const names = [...(hasLocations ? ['Location'] : []), 'Ship method'];
  const counted = ['Shipped', ...SILENT_FLAWS.map((flaw) => SILENT_HEADS[flaw])];
  return [
    `<h2>${escapeHtml(SILENT_TITLE)}</h2>`,
    table({
      head: [...names, ...counted, 'Line for the carrier mapping that helps'],
      figures: counted.map((_, index) => names.length + index),
      rows,
    }),
    ...(more === null ? [] : [`<p>${escapeHtml(more)}.</p>`]),
  ];
}

function needs(items: readonly CarrierNeed[]): readonly string[] {
  if (items.length === 0) return [];
  const rows = items.map((need) => [describeNeed(need), describeNeedMended(need)]);
  return [`<h2>${escapeHtml(NEEDS_TITLE)}</h2>`, table({ head: ['What is missing', 'What to do'], rows })];
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
  const rows = firstPackages.map((item) => [
    String(item.line),
    whole(item.fulfillment),
    whole(item.order),
    whole(item.shippedOn),
    whole(item.typed === item.number ? '' : item.typed, 'code'),
    whole(item.number, 'code'),
    whole(item.carrier === null ? '' : (item.carrier.slug ?? DETECTED)),
    item.carrier === null ? '' : item.carrier.why,
    badge(RESULT_WORDS[item.result], RESULT_TONES[item.result]),
    item.message,
  ]);
  const { length } = firstPackages;
  const shown =
    counts.listed > length
      ? `The first ${length.toLocaleString('en-US')} of ${counts.listed.toLocaleString('en-US')}.`
      : 'In the order of the file.';
  return [
    '<h2>Packages</h2>',
    `<p>${shown} All are in ${code(paths.packages).html}, with how each was read.</p>`,
    table({
      head: [
        'Line',
        'Fulfillment',
        'Order',
        'Shipped',
        'Typed, if different',
        'Tracking number',
        'Carrier',
        'Why this carrier',
        'What happens',
        'Why',
      ],
      figures: [0],
      rows,
    }),
  ];
}

function code(text: string): Html {
  return { html: text === '' ? '' : `<code>${escapeHtml(text)}</code>` };
}
