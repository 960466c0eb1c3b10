/** Words for how a text was read, one for each code, so that the compiler reports a new code without a word. */

import { labelOf, type Reason } from '../../src/TypeScript/aftership/core/ledger/reasons';
import type { How, NoNumber } from '../../src/TypeScript/aftership/core/numbers/pieces';
import type { AskReason } from '../../src/TypeScript/aftership/core/numbers/reading';

/**
 * Result of a package or a text: AfterShip creates a tracking, a tracking of another fulfillment is shared, a rule or a
 * person holds it, it is certainly no number, it has not shipped, or the code failed.
 */
export type PackageResult =
  'create' | 'share' | 'left out' | 'needs attention' | 'no number' | 'not shipped' | 'not known';

export const RESULT_WORDS: Readonly<Record<PackageResult, string>> = {
  create: 'would be created',
  share: 'would be shared',
  'left out': 'not sent (rule)',
  'needs attention': 'needs attention',
  'no number': 'no number',
  'not shipped': 'not shipped yet',
  'not known': 'not known',
};

/** Stands for the carrier when AfterShip detects it. */
export const DETECTED = 'detected';

/** Words for how a number was read. */
export const HOW_WORDS: Readonly<Record<How, string>> = {
  typed: 'as typed',
  cleaned: 'without spaces and marks, in capital letters',
  joined: 'its groups joined',
  split: 'split from a number written together with it',
  barcode: 'taken out of the barcode of a label',
  link: 'taken out of a link',
  notation: 'taken out of AfterShip’s notation',
  spreadsheet: 'without what a spreadsheet made of it',
  corrected: 'with a digit in place of a letter that looks like it',
};

/** Readings that keep the typed characters and add none. */
export const AS_TYPED: readonly How[] = ['typed', 'cleaned', 'joined'];

/** Reasons for asking a person. */
const ASK_TITLES: Readonly<Record<AskReason, string>> = {
  digits_lost: 'a number that a spreadsheet shortened',
  check_digit: 'a number whose check digit does not fit',
  wrong_length: 'a number with a character too few or too many',
  too_long: 'too long for a tracking number',
  two_barcodes: 'two barcodes run together',
  two_readings: 'a text that can be read in two ways',
  rest_of_a_number: 'digits behind a number that may belong to it',
  too_short: 'too short for a tracking number',
  unknown_words: 'a number beside words that may say what it is',
  other_reference: 'a number that may be that of another document',
  other_form: 'a number of another kind beside a tracking number',
  which_is_valid: 'numbers of which one is void or replaced',
  number_range: 'a range of numbers',
  return_parcel: 'the number of a parcel that comes back',
  phone_form: 'a number written like a phone number',
  too_much_text: 'more text than any list of numbers has',
};

/** Reasons why a text is certainly not a number. */
export const NO_NUMBER_TITLES: Readonly<Record<NoNumber, string>> = {
  words: 'words',
  placeholder: 'a word that stands for a number to come, or for none',
  date: 'a date',
  phone: 'a phone number',
  money: 'a price',
  count: 'a count, a size or a weight',
  too_short: 'a few characters',
  document: 'the number of this fulfillment, its order or a document like them',
  link: 'a link without a number',
  email: 'an e-mail address',
  labelled: 'a number that the word beside it calls something else',
  void: 'a number that the text calls void or replaced',
};

/** Other reasons that a preview can meet, with the days of the connection. */
const RULE_TITLES: Partial<Record<Reason, string>> = {
  vendor_return: 'vendor returns',
  order_kind: 'transfer orders',
  order_unknown: 'the order is not known',
};

interface Days {
  readonly maxAgeDays: number;
  readonly startDate: string | null;
}

/** Heading for packages of a reason. */
export function titleOf(reason: Reason, { maxAgeDays, startDate }: Days): string {
  if (reason === 'too_old') return `shipped more than ${maxAgeDays} days ago`;
  if (reason === 'before_start') return `shipped before the start date ${startDate ?? ''}`.trim();
  return isAskReason(reason) ? ASK_TITLES[reason] : (RULE_TITLES[reason] ?? labelOf(reason));
}

function isAskReason(reason: Reason): reason is AskReason {
  return reason in ASK_TITLES;
}

/** Words for a text that a person has to decide about. */
export function askedWords(reason: AskReason): string {
  return `a person is asked: ${ASK_TITLES[reason]}`;
}

/** Words for a text that is certainly not a number. */
export function noNumberWords(why: NoNumber): string {
  return `no number: ${NO_NUMBER_TITLES[why]}`;
}
