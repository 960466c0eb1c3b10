/** What a field says, in codes and values: texts for people are made where they are shown. */

import type { Damage, Found, NoNumber } from './pieces';

/** Why a person has to decide:
 * - digits_lost: a spreadsheet kept only the first digits
 * - check_digit, wrong_length, too_long, two_barcodes: it looks like a carrier's number and is not quite one
 * - two_readings: it can be cut into numbers in two ways
 * - rest_of_a_number: digits stand behind a number that may be its own, or the end of the next one
 * - too_short: a few characters that nothing explains
 * - unknown_words: a number that nothing proves among words that nobody knows
 * - other_reference: the word beside it names a number that may be the parcel's or not
 * - other_form: it stands beside a number that proves itself, and is of another kind
 * - which_is_valid: one of the numbers is void or replaced, and the text does not say which
 * - number_range: two numbers with a word or an arrow between them that may stand for others, or for a replacement
 * - return_parcel: the number of a parcel that comes back
 * - too_much_text: longer than any list of numbers
 * - phone_form: it is written as a phone number, and a word says that it is a tracking number
 */
export type AskReason =
  | Damage
  | 'two_readings'
  | 'rest_of_a_number'
  | 'too_short'
  | 'unknown_words'
  | 'other_reference'
  | 'other_form'
  | 'which_is_valid'
  | 'number_range'
  | 'return_parcel'
  | 'phone_form'
  | 'too_much_text';

export interface Ask {
  readonly why: AskReason;
  /** What it is about, as typed. */
  readonly text: string;
  /** The id of the form that it has, or almost has. */
  readonly form: string | null;
  /** What could be meant, each with the numbers that would be tracked. */
  readonly readings: readonly (readonly string[])[];
}

export interface Ignored {
  readonly text: string;
  readonly why: NoNumber;
}

/** Every part of the text is in one of the three lists. */
export interface Reading {
  /** To be tracked, each parcel once. */
  readonly numbers: readonly Found[];
  /** A person decides; nothing of it is tracked. */
  readonly asks: readonly Ask[];
  /** Certainly no number. */
  readonly ignored: readonly Ignored[];
}
