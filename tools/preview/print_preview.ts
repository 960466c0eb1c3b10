/** A preview as text for the terminal: the numbers, what to do, then examples and the files with the rest. */

import { whatFieldIs, whereToPut } from '../../src/TypeScript/aftership/core/carrier/needs';
import { LARGEST_MAX_AGE_DAYS } from './arguments';
import type { DateOrder, DateQuestion } from './dates';
import { ORDER_NAMES } from './dates';
import {
  isAllTooOld,
  PLACEHOLDER_ACCOUNT,
  argumentsAgainstAge,
  type CarrierNeed,
  type MappingUse,
  type PackageGroup,
  type PreviewProblem,
  type PreviewResult,
} from './run_preview';
import type { PreviewPackage } from './packages';
import { SILENT_FLAWS, type SilentPlace } from './silent';

export const FIRST_LINE =
  'Preview: nothing is sent, and neither a NetSuite account nor AfterShip is contacted. It all happens on this machine.';

const ORDER_FLAGS = { DMY: 'day-first', MDY: 'month-first' } as const;

export function describeQuestion(question: DateQuestion): readonly string[] {
  return [
    `“${question.example}” on line ${question.line} (${question.column}) can be read in two ways, and no date of the file shows which is meant:`,
    ...question.readings.map(
      ({ order, date }) => `  ${ORDER_FLAGS[order].padEnd(12)} ${ORDER_NAMES[order]}: ${nameDay(date)}`,
    ),
  ];
}

/** Shows the commands that answer the question, one for each order. */
export function describeAnswer(question: DateQuestion, typed: readonly string[]): readonly string[] {
  return [
    'The day decides what is too old to be sent, so it is not guessed. Run it again with one argument more:',
    ...question.readings.map(
      ({ order }) => `  npm run preview ${[...typed.map(quoteArgument), ORDER_FLAGS[order]].join(' ')}`,
    ),
  ];
}

function quoteArgument(typed: string): string {
  return /^[\w./\\:=+,-]+$/.test(typed) ? typed : `"${typed}"`;
}

/** Parses a person's answer; null when it is neither of the two. */
export function parseAnswer(text: string, question: DateQuestion): DateOrder | null {
  const answer = text.trim().toLowerCase();
  for (const [index, { order }] of question.readings.entries()) {
    const word = ORDER_FLAGS[order];
    if (answer === String(index + 1) || (answer !== '' && word.startsWith(answer))) return order;
  }
  return null;
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** `4 May 2026 (2026-05-04)`, which is clear in every country. */
function nameDay(date: string): string {
  const [year = '', month = '', day = ''] = date.split('-');
  return `${Number(day)} ${MONTHS[Number(month) - 1] ?? month} ${year} (${date})`;
}

export interface WrittenPaths {
  readonly requests: string;
  readonly report: string;
  readonly problems: string;
  readonly packages: string;
}

export const MAPPING_TITLE = 'How often each line of the carrier mapping was followed';
export const SILENT_TITLE = 'What is silently wrong: nothing fails, and shipments are not tracked as they should be';
export const NEEDS_TITLE = 'What carriers ask for beside the number: without it AfterShip refuses a package';
export const NO_NUMBER_TITLE = 'Certainly no tracking number: nothing is sent for it';
export const NOTES_TITLE = 'Notes on requests';

export function describeSettings({ settings, today }: PreviewResult): string {
  const { given } = settings;
  const sent = [given.sendName && 'names', given.sendEmail && 'e-mail addresses', given.sendPhone && 'phone numbers'];
  const contacts = sent.filter((word) => word !== false);
  return [
    `as of ${today}`,
    `at most ${given.maxAgeDays} days old`,
    given.startDate === null ? 'no start date' : `from ${given.startDate}`,
    given.includeTransferOrders ? 'with transfer orders' : 'without transfer orders',
    contacts.length === 0 ? 'without contacts' : `with ${contacts.join(' and ')}`,
    given.accountId === null ? `account ${PLACEHOLDER_ACCOUNT} (a placeholder)` : `account ${given.accountId}`,
    settings.carrierMapping === '' ? 'no carrier mapping' : 'with your carrier mapping',
    settings.fieldMapping === '' ? 'no field mapping' : 'with your field mapping',
  ].join(', ');
}

/** Warnings that come first, because without them the numbers would mislead. */
export function describeWarnings(result: PreviewResult): readonly string[] {
  const { counts, settings } = result;
  const { maxAgeDays } = settings.given;
  const warnings: string[] = [];
  const proposals = argumentsAgainstAge(result, LARGEST_MAX_AGE_DAYS);
  if (isAllTooOld(result)) {
    warnings.push(
      `Everything that could be sent shipped more than ${maxAgeDays} days before ${result.today}, so nothing would be. ` +
        `The newest is of ${result.newestDay ?? ''}. To see the requests, add ${proposals.join(' or ')}.`,
    );
  } else if (counts.tooOld > 0) {
    warnings.push(
      `${count(counts.tooOld, 'package')} ${counts.tooOld === 1 ? 'is' : 'are'} left out only because ${counts.tooOld === 1 ? 'it' : 'they'} shipped more than ${maxAgeDays} days before ${result.today}. ` +
        `Sent on the day of shipping, ${counts.tooOld === 1 ? 'it counts' : 'they count'} in the month's quota. To count that now, add ${proposals.join(' or ')}.`,
    );
  }
  return [...warnings, ...describeLostDigits(result)];
}

/** Warns of digits that a spreadsheet may have removed from the file. The installed scripts read NetSuite directly. */
function describeLostDigits({ attention }: PreviewResult): readonly string[] {
  const lost = attention.find(({ example }) => example.reason === 'digits_lost');
  if (lost === undefined) return [];
  const { count: value, example } = lost;
  return [
    `In ${count(value, 'number')} a spreadsheet has kept only the first digits, ${value === 1 ? '' : 'first '}on line ${example.line}. ` +
      'If it was this file that a spreadsheet saved, NetSuite may have the whole numbers: ' +
      'export it again, and do not open it before the preview reads it.',
  ];
}

interface CountLine {
  readonly count: number;
  readonly text: string;
  /** True for a line that explains the line above it. */
  readonly isDetail: boolean;
}

export function describeCounts({ counts }: PreviewResult): readonly CountLine[] {
  const line = (value: number, text: string, one = text): CountLine => ({
    count: value,
    text: value === 1 ? one : text,
    isDetail: false,
  });
  const detail = (value: number, text: string): readonly CountLine[] =>
    value === 0 ? [] : [{ count: value, text, isDetail: true }];
  return [
    line(counts.rows, 'rows in the file', 'row in the file'),
    line(counts.fulfillments, 'fulfillments read', 'fulfillment read'),
    ...detail(counts.notShipped, 'not shipped yet: nothing is sent before'),
    ...detail(counts.withoutNumber, 'shipped without a tracking number: nothing is sent before there is one'),
    line(counts.packages, 'packages on shipped fulfillments', 'package on shipped fulfillments'),
    line(
      counts.created,
      'trackings would be created: that many of the monthly quota',
      'tracking would be created: one of the monthly quota',
    ),
    ...detail(
      counts.withContact,
      'with contact details (an e-mail address or a phone number subscribes that person at AfterShip)',
    ),
    ...detail(counts.noted, 'with a note: something is left out or shortened, or speaks against the carrier'),
    line(
      counts.shared,
      'packages would share a tracking that another fulfillment has: nothing of the quota',
      'package would share a tracking that another fulfillment has: nothing of the quota',
    ),
    ...detail(counts.updated, 'bringing that tracking up to date'),
    line(counts.held, 'packages left out by a rule', 'package left out by a rule'),
    line(counts.attention, 'packages need attention', 'package needs attention'),
    line(
      counts.noNumber,
      'texts are certainly no tracking number: nothing is sent for them',
      'text is certainly no tracking number: nothing is sent for it',
    ),
    line(
      counts.errors,
      'errors in the file: what they name is left out',
      'error in the file: what it names is left out',
    ),
    line(counts.warnings, 'warnings', 'warning'),
  ];
}

export function describeCarriers({ carriers, counts }: PreviewResult): string {
  const named = carriers.filter(({ slug }) => slug !== null);
  const detected = counts.created - named.reduce((sum, { count: each }) => sum + each, 0);
  const list = named.slice(0, 12).map(({ slug, count: each }) => `${slug ?? ''} ${figure(each)}`);
  if (named.length > 12) list.push(`${named.length - 12} others`);
  const namedCount = counts.created - detected;
  return `Carrier named in ${figure(namedCount)}${list.length === 0 ? '' : ` (${list.join(', ')})`}; left to AfterShip’s detection in ${figure(detected)}.`;
}

/** Number of texts that contained more than their number, with the first example; empty when there are none. */
export function describeReadOut({ counts, firstReadOut }: PreviewResult): readonly string[] {
  if (firstReadOut === null) return [];
  const { line, fulfillment, number, readOutOf } = firstReadOut;
  const example = `line ${line}, ${fulfillment}: ${number} out of ${quote(readOutOf ?? '')}`;
  return [
    `${count(counts.readOut, 'number')} ${counts.readOut === 1 ? 'was' : 'were'} read out of other text (e.g. ${example}).`,
  ];
}

export function describeTyped({ typed }: PreviewPackage): string {
  return quote(typed);
}

/** Quotes a typed text on one line, shortened. */
function quote(typed: string): string {
  const text = typed.replace(/\s+/g, ' ');
  return `“${text.length > LONGEST_QUOTED ? `${text.slice(0, LONGEST_QUOTED)}…` : text}”`;
}

const LONGEST_QUOTED = 80;

export function describePreview(result: PreviewResult, paths: WrittenPaths): readonly string[] {
  const { counts } = result;
  const lines: string[] = [
    `${result.settings.given.file}: ${describeSettings(result)}`,
    ...describeWarnings(result).flatMap((warning) => ['', `NOTE  ${warning}`]),
    '',
    ...describeCounts(result).map(
      ({ count: value, text, isDetail }) => `${isDetail ? '        ' : ''}${figure(value).padStart(8)}  ${text}`,
    ),
    '',
    ...describeReadOut(result),
    describeCarriers(result),
    ...describeMappingUse(result.mappingUse),
    ...describeSilent(result.silent),
    ...describeNeeds(result.needs),
    ...describeGroups('Left out by a rule', result.held, ({ message }) => message),
    ...describeGroups('Needs attention', result.attention, ({ message }) => message),
    ...describeGroups(NO_NUMBER_TITLE, result.noNumber, describeTyped),
  ];
  const problems = counts.errors + counts.warnings;
  if (problems > 0) {
    lines.push('', 'Problems of the file', ...result.firstProblems.map((problem) => `  ${describeProblem(problem)}`));
    const more = problems - result.firstProblems.length;
    if (more > 0) lines.push(`  … and ${figure(more)} more in ${paths.problems}`);
  }
  if (counts.noted > 0) {
    lines.push('', NOTES_TITLE);
    lines.push(...result.firstNotes.map((note) => `  ${describeProblem(note)}`));
    const more = counts.noted - result.firstNotes.length;
    if (more > 0) lines.push(`  … and ${figure(more)} more in ${paths.problems}`);
  }
  if (result.notes.length > 0) lines.push('', 'About the file', ...result.notes.map((note) => `  ${note}`));
  if (result.firstRequests.length > 0) {
    lines.push('', `Requests: the first ${figure(result.firstRequests.length)} of ${figure(requestCount(result))}`);
    for (const { method, path, body } of result.firstRequests) {
      lines.push('', `${method} ${path}`, JSON.stringify(body, null, 2));
    }
  }
  lines.push(
    '',
    'Written',
    `  ${paths.report}   this, and the packages, as a page`,
    `  ${paths.requests}   every request, one a line`,
    `  ${paths.packages}   every package: how it was read, its carrier and why, what happens`,
    `  ${paths.problems}   everything that is left out, needs attention or is wrong`,
    result.settings.given.showContacts
      ? '  Names, e-mail addresses and phone numbers stand in them as they are: keep them private.'
      : '  E-mail addresses, names and phone numbers are masked. Add the word contacts to see them.',
  );
  return lines.map(withoutControls);
}

/** Removes control characters, so that a value cannot move the cursor or colour the screen. */
function withoutControls(line: string): string {
  return line.replace(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/g, '\uFFFD');
}

export function requestCount({ counts }: PreviewResult): number {
  return counts.created + counts.updated;
}

function describeGroups(
  title: string,
  groups: readonly PackageGroup[],
  describe: (example: PreviewPackage) => string,
): readonly string[] {
  if (groups.length === 0) return [];
  const lines = groups.flatMap(({ title: reason, count: value, example }) => [
    `  ${figure(value).padStart(6)}  ${reason}`,
    `          e.g. line ${example.line}, ${example.fulfillment}: ${describe(example)}`,
  ]);
  return ['', title, ...lines];
}

function describeMappingUse(uses: readonly MappingUse[]): readonly string[] {
  if (uses.length === 0) return [];
  const lines = uses.map(
    ({ line, agreed, contradicted }) =>
      `  line ${line.line} (${line.name}): agreed ${figure(agreed)}, contradicted ${figure(contradicted)}`,
  );
  return ['', MAPPING_TITLE, ...lines];
}

export const SILENT_HEADS: Readonly<Record<(typeof SILENT_FLAWS)[number], string>> = {
  without_number: 'Without a number',
  no_number: 'Text that is no number',
  contradicted: 'Contradicted by the number',
};

const SHOWN_PLACES = 10;

/** As many as a person reads, and what is said of the others. */
export function worstPlaces(places: readonly SilentPlace[]): {
  readonly worst: readonly SilentPlace[];
  readonly more: string | null;
} {
  const more = places.length - SHOWN_PLACES;
  return { worst: places.slice(0, SHOWN_PLACES), more: more > 0 ? `… and ${figure(more)} more` : null };
}

function describeSilent(places: readonly SilentPlace[]): readonly string[] {
  if (places.length === 0) return [];
  const { worst, more } = worstPlaces(places);
  const heads = ['Shipped', ...SILENT_FLAWS.map((flaw) => SILENT_HEADS[flaw])];
  const lineOf = (cells: readonly string[], where: string): string =>
    `  ${cells.map((text, index) => text.padStart(heads[index]?.length ?? 0)).join('  ')}  ${where}`;
  return [
    '',
    SILENT_TITLE,
    lineOf(heads, '').trimEnd(),
    ...worst.map((place) =>
      lineOf([place.shipments, ...SILENT_FLAWS.map((flaw) => place.flaws[flaw])].map(figure), describePlace(place)),
    ),
    ...(more === null ? [] : [`  ${more}`]),
  ];
}

/** `Reno, UPS Ground; a line for the carrier mapping that helps: UPS Ground = detect` */
function describePlace({ location, method, line }: SilentPlace): string {
  const place = location === null ? method : `${location}, ${method}`;
  return line === '' ? place : `${place}; a line for the carrier mapping that helps: ${line}`;
}

function describeNeeds(needs: readonly CarrierNeed[]): readonly string[] {
  if (needs.length === 0) return [];
  const lines = needs.flatMap((need) => [`  ${describeNeed(need)}`, `          ${describeNeedMended(need)}`]);
  return ['', NEEDS_TITLE, ...lines];
}

/** `arrowxl asks for a postal code: 3 of 12 packages lack it` */
export function describeNeed({ slug, field, asked, lacking, missingColumn }: CarrierNeed): string {
  const what = `${slug} asks for ${whatFieldIs(field)}`;
  if (missingColumn !== null) return `${what}: whether its ${count(asked, 'package')} have it cannot be seen`;
  return `${what}: ${figure(lacking)} of ${count(asked, 'package')} ${lacking === 1 ? 'lacks' : 'lack'} it`;
}

export function describeNeedMended({ field, example, missingColumn }: CarrierNeed): string {
  return missingColumn === null
    ? `e.g. ${example}: ${whereToPut(field)}`
    : `The file has no column “${missingColumn}”. Add it to the search.`;
}

function describeProblem({ line, kind, fulfillment, column, message }: PreviewProblem): string {
  const place = line === 0 ? '' : `line ${line}`;
  const subject = [place, column, kind === 'note' ? fulfillment : ''].filter((part) => part !== '').join(', ');
  return `${kind === 'note' ? '' : `${kind}  `}${subject === '' ? '' : `${subject}: `}${message}`;
}

function figure(value: number): string {
  return value.toLocaleString('en-US');
}

function count(value: number, noun: string): string {
  return `${figure(value)} ${noun}${value === 1 ? '' : 's'}`;
}
