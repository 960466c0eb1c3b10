/** What the preview says about how a text was read: one word for each code, so that a new code does not compile without. */

import { labelOf, type Reason } from '../../src/TypeScript/aftership/core/ledger/reasons';
import type { How, NoNumber } from '../../src/TypeScript/aftership/core/numbers/pieces';
import type { AskReason } from '../../src/TypeScript/aftership/core/numbers/reading';

/**
 * What becomes of a package, or of a text that is none: AfterShip gets a tracking, or one of another fulfillment stands
 * for it; a rule or a person holds it; it is certainly no number, or not shipped yet; or the code failed.
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

/** Stands where no carrier is named: AfterShip detects it. */
export const DETECTED = 'detected';

/** How a number was read. */
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

/** The number's own characters were typed, and nothing was made of them. */
export const AS_TYPED: readonly How[] = ['typed', 'cleaned', 'joined'];

/** Why a person is asked. */
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

/** Why a text is certainly no number. */
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

/** The other reasons that a preview can meet; the days are the connection's. */
const RULE_TITLES: Partial<Record<Reason, string>> = {
  vendor_return: 'vendor returns',
  order_kind: 'transfer orders',
  order_unknown: 'the order is not known',
};

interface Days {
  readonly maxAgeDays: number;
  readonly startDate: string | null;
}

/** What packages of a reason are listed under. */
export function titleOf(reason: Reason, { maxAgeDays, startDate }: Days): string {
  if (reason === 'too_old') return `shipped more than ${maxAgeDays} days ago`;
  if (reason === 'before_start') return `shipped before the start date ${startDate ?? ''}`.trim();
  return isAskReason(reason) ? ASK_TITLES[reason] : (RULE_TITLES[reason] ?? labelOf(reason));
}

function isAskReason(reason: Reason): reason is AskReason {
  return reason in ASK_TITLES;
}

/** How a text was read that a person has to decide about. */
export function askedWords(reason: AskReason): string {
  return `a person is asked: ${ASK_TITLES[reason]}`;
}

/** How a text was read that is certainly no number. */
export function noNumberWords(why: NoNumber): string {
  return `no number: ${NO_NUMBER_TITLES[why]}`;
}
