/**
 * The words after `npm run preview`: the file first, then settings in any order. Plain words, because some Windows
 * shells swallow `--`.
 */

import type { DateOrder } from './dates';

export interface PreviewWords {
  readonly file: string;
  readonly dateOrder: DateOrder | undefined;
  readonly encoding: string | undefined;
  /** Show e-mail addresses, names and phone numbers as they are. */
  readonly showContacts: boolean;
  readonly sendName: boolean;
  readonly sendEmail: boolean;
  readonly sendPhone: boolean;
  readonly includeTransferOrders: boolean;
  /** Null = no start date. */
  readonly startDate: string | null;
  readonly maxAgeDays: number;
  /** Null = now. */
  readonly today: string | null;
  readonly accountId: string | null;
  /** File with the carrier mapping, as the connection's field holds it. */
  readonly carriersFile: string | null;
}

export type PreviewCommand =
  | { readonly kind: 'run'; readonly words: PreviewWords }
  | { readonly kind: 'help' }
  | { readonly kind: 'refused'; readonly message: string };

/** As on a new connection; its field takes 1 to 110. */
export const DEFAULT_MAX_AGE_DAYS = 14;
export const LARGEST_MAX_AGE_DAYS = 110;

interface Word {
  /** As typed; with a value, up to and with the `=`. */
  readonly word: string;
  readonly value: string | null;
  readonly meaning: string;
  /** The changed settings, or a sentence about a value that cannot be used. */
  readonly apply: (words: PreviewWords, value: string) => PreviewWords | string;
}

const WORDS: readonly Word[] = [
  flag('day-first', 'read 4/5/2026 as 4 May', (words) => withOrder(words, 'DMY')),
  flag('month-first', 'read 4/5/2026 as April 5', (words) => withOrder(words, 'MDY')),
  valued('today=', '2026-11-23', 'the day from which ages count; without it, the present day (UTC)', (words, value) =>
    isDay(value) ? { ...words, today: value } : notADay('today', value),
  ),
  valued('age=', '14', `greatest age in days, 1 to ${LARGEST_MAX_AGE_DAYS}; without it, 14`, (words, value) => {
    const days = /^\d{1,3}$/.test(value) ? Number(value) : 0;
    return days >= 1 && days <= LARGEST_MAX_AGE_DAYS
      ? { ...words, maxAgeDays: days }
      : `“age=${value}” must be a whole number of days from 1 to ${LARGEST_MAX_AGE_DAYS}, such as age=14.`;
  }),
  valued('start=', '2026-11-01', 'start date of the connection; without it, none', (words, value) =>
    isDay(value) ? { ...words, startDate: value } : notADay('start', value),
  ),
  flag('transfers', 'send transfer orders too', (words) => ({ ...words, includeTransferOrders: true })),
  flag('send-name', 'give AfterShip the customer’s name', (words) => ({ ...words, sendName: true })),
  flag('send-email', 'give AfterShip e-mail addresses', (words) => ({ ...words, sendEmail: true })),
  flag('send-phone', 'give AfterShip the phone number', (words) => ({ ...words, sendPhone: true })),
  flag('contacts', 'show names, e-mail addresses and phone numbers; without it, they are masked', (words) => ({
    ...words,
    showContacts: true,
  })),
  valued('carriers=', 'FILE', 'a file with the carrier mapping, one “ship method = slug” a line', (words, value) =>
    value === '' ? 'Name a file after “carriers=”.' : { ...words, carriersFile: value },
  ),
  valued('account=', '1234567', 'the NetSuite account id that stands in the ids', (words, value) =>
    /^[0-9A-Za-z][0-9A-Za-z_-]{0,39}$/.test(value)
      ? { ...words, accountId: value.toUpperCase().replaceAll('-', '_') }
      : `“account=${value}” is no NetSuite account id. It looks like 1234567 or 1234567_SB1.`,
  ),
  flag('utf-16', 'the file is UTF-16 (“Unicode text”)', (words) => withEncoding(words, 'utf-16')),
  valued('encoding=', 'windows-1252', 'the file’s encoding, where it is not recognised', (words, value) =>
    value === '' ? 'Name an encoding after “encoding=”, such as windows-1252.' : withEncoding(words, value),
  ),
];

function flag(word: string, meaning: string, apply: Word['apply']): Word {
  return { word, value: null, meaning, apply };
}

function valued(word: string, value: string, meaning: string, apply: Word['apply']): Word {
  return { word, value, meaning, apply };
}

function withOrder(words: PreviewWords, order: DateOrder): PreviewWords | string {
  if (words.dateOrder !== undefined && words.dateOrder !== order) {
    return '“day-first” and “month-first” exclude each other: keep one.';
  }
  return { ...words, dateOrder: order };
}

function withEncoding(words: PreviewWords, encoding: string): PreviewWords | string {
  if (words.encoding !== undefined && words.encoding !== encoding) {
    return `The file cannot be both “${words.encoding}” and “${encoding}”: keep one.`;
  }
  return { ...words, encoding };
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function notADay(word: string, value: string): string {
  return `“${word}=${value}” must be a day as year-month-day, such as ${word}=2026-11-23.`;
}

/** `typed` = what follows the command. */
export function parseWords(typed: readonly string[]): PreviewCommand {
  if (typed.some((word) => word.toLowerCase() === 'help')) return { kind: 'help' };
  const [file, ...rest] = typed;
  if (file === undefined || file.trim() === '') {
    return { kind: 'refused', message: 'Name the file with your export.' };
  }
  if (findWord(file) !== undefined) {
    return { kind: 'refused', message: `Name the file first, then words such as “${file}”.` };
  }
  let words: PreviewWords = {
    file,
    dateOrder: undefined,
    encoding: undefined,
    showContacts: false,
    sendName: false,
    sendEmail: false,
    sendPhone: false,
    includeTransferOrders: false,
    startDate: null,
    maxAgeDays: DEFAULT_MAX_AGE_DAYS,
    today: null,
    accountId: null,
    carriersFile: null,
  };
  for (const text of rest) {
    const word = findWord(text);
    if (word === undefined) return { kind: 'refused', message: unknownWord(text, file) };
    const changed = word.apply(words, text.slice(word.word.length));
    if (typeof changed === 'string') return { kind: 'refused', message: changed };
    words = changed;
  }
  return { kind: 'run', words };
}

function findWord(text: string): Word | undefined {
  const lower = text.toLowerCase();
  return WORDS.find(({ word, value }) => (value === null ? lower === word : lower.startsWith(word)));
}

function unknownWord(text: string, file: string): string {
  const plain = text.replace(/^-+/, '');
  if (plain !== text && findWord(plain) !== undefined) return `Write “${plain}” without dashes in front.`;
  const asSetting = WORDS.find(({ word, value }) => value !== null && word === `${text.toLowerCase()}=`);
  if (asSetting !== undefined) return `“${text}” needs a value: ${asSetting.word}${asSetting.value ?? ''}`;
  return (
    `“${text}” is no word known here. The file is “${file}”; ` +
    `after it may stand: ${WORDS.map(({ word, value }) => `${word}${value ?? ''}`).join(', ')}, help.` +
    ' A file name with spaces needs quotation marks around it.'
  );
}

export const USAGE: readonly string[] = [
  'npm run preview FILE.csv [words]',
  '',
  'Shows which requests AfterShip would get for an export of your item fulfillments.',
  'Nothing is sent, no account is contacted. docs/preview.md says how to make the export.',
  '',
  'Words, in any order after the file:',
  ...WORDS.map(({ word, value, meaning }) => `  ${`${word}${value ?? ''}`.padEnd(22)}${meaning}`),
  `  ${'help'.padEnd(22)}this text`,
  '',
  'Try it with the sample:',
  '  npm run preview docs/samples/fulfillments.csv today=2026-11-23',
];
