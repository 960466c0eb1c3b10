/** The arguments of `npm run preview`. */

import { day, flag, readArguments, text, wholeNumber, type Given } from '../shared/arguments';
import type { DateOrder } from './dates';

/** Upper limit of the connection's field for the maximum age. */
export const LARGEST_MAX_AGE_DAYS = 110;

const ACCOUNT_ID = /^[0-9A-Z][0-9A-Z_-]{0,39}$/i;

const PREVIEW = {
  usage: [
    'npm run preview FILE.csv [arguments]',
    '',
    'Shows which requests AfterShip would get for an export of your item fulfillments.',
    'Nothing is sent, no account is contacted. docs/preview.md says how to make the export.',
  ],
  values: ['FILE.csv'],
  arguments: {
    isDayFirst: flag('day-first', 'read 4/5/2026 as 4 May'),
    isMonthFirst: flag('month-first', 'read 4/5/2026 as April 5'),
    today: day('today', '2026-11-23', 'the day from which ages count; without it, the present day (UTC)'),
    maxAgeDays: wholeNumber('age', `maximum age in days, 1 to ${LARGEST_MAX_AGE_DAYS}; without it, 14`, {
      least: 1,
      most: LARGEST_MAX_AGE_DAYS,
      otherwise: 14,
    }),
    startDate: day('start', '2026-11-01', 'start date of the connection; without it, none'),
    includeTransferOrders: flag('transfers', 'send transfer orders too'),
    sendName: flag('send-name', 'give AfterShip the customer’s name'),
    sendEmail: flag('send-email', 'give AfterShip e-mail addresses'),
    sendPhone: flag('send-phone', 'give AfterShip the phone number'),
    showContacts: flag('contacts', 'show names, e-mail addresses and phone numbers; without it, they are masked'),
    carriersFile: text('carriers', 'FILE', 'a file with the carrier mapping, one “name = slug” a line'),
    fieldsFile: text('fields', 'FILE', 'a file with the field mapping, one “target = field” a line'),
    accountId: {
      ...text('account', '1234567', 'the NetSuite account id that stands in the ids'),
      mustBe: 'a NetSuite account id',
      read: (value: string) => (ACCOUNT_ID.test(value) ? value.toUpperCase().replaceAll('-', '_') : null),
    },
    isUtf16: flag('utf-16', 'the file is UTF-16 (“Unicode text”)'),
    encoding: text('encoding', 'windows-1252', 'the file’s encoding, where it is not recognised'),
  },
  notes: ['Try it with the sample:', '  npm run preview docs/samples/fulfillments.csv today=2026-11-23'],
};

type Typed = Given<typeof PREVIEW.arguments>;

export interface PreviewArguments extends Omit<Typed, 'isDayFirst' | 'isMonthFirst' | 'isUtf16'> {
  readonly file: string;
  readonly dateOrder: DateOrder | undefined;
}

type PreviewCommand =
  | { readonly kind: 'run'; readonly given: PreviewArguments }
  | { readonly kind: 'help' | 'wrong'; readonly text: string };

/** `typed` are the words after the command. */
export function readPreviewArguments(typed: readonly string[]): PreviewCommand {
  const reading = readArguments(PREVIEW, typed);
  if (reading.kind !== 'given') return reading;
  const { isDayFirst, isMonthFirst, isUtf16, encoding, ...given } = reading.given;
  if (isDayFirst && isMonthFirst) {
    return { kind: 'wrong', text: '“day-first” and “month-first” exclude each other: keep one.' };
  }
  if (isUtf16 && encoding !== null) {
    return { kind: 'wrong', text: `The file cannot be both “utf-16” and “${encoding}”: keep one.` };
  }
  const [file = ''] = reading.values;
  const dateOrder = isDayFirst ? 'DMY' : isMonthFirst ? 'MDY' : undefined;
  return { kind: 'run', given: { ...given, file, dateOrder, encoding: isUtf16 ? 'utf-16' : encoding } };
}
