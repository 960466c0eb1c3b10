/** The result of reading a field, in codes and values. Texts for people are made where they are shown. */

import type { Damage, Found, NoNumber } from './pieces';

/**
 * Why a person has to decide:
 * - digits_lost: a spreadsheet kept only the first digits
 * - check_digit, wrong_length, too_long, two_barcodes: the text looks like a carrier's number but is not a valid one
 * - two_readings: the text can be cut into numbers in two ways
 * - rest_of_a_number: the digits behind a number may belong to it, or may be the end of the next number
 * - too_short: nothing explains these few characters
 * - unknown_words: a number that nothing proves stands among unknown words
 * - other_reference: the word beside the number names a number that may be the parcel's or not
 * - other_form: the number stands beside a number that proves itself, and is of another kind
 * - which_is_valid: one of the numbers is void or replaced, and the text does not say which
 * - number_range: a word or an arrow between two numbers may stand for more numbers, or for a replacement
 * - return_parcel: the number belongs to a parcel that comes back
 * - too_much_text: the text is longer than any list of numbers
 * - phone_form: the number is written as a phone number, and a word says that it is a tracking number
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
  /** The text that the question is about, as typed. */
  readonly text: string;
  /** The id of the form that the text has or almost has; null when there is none. */
  readonly form: string | null;
  /** The possible meanings, each with the numbers that would be tracked. */
  readonly readings: readonly (readonly string[])[];
}

export interface Ignored {
  readonly text: string;
  readonly why: NoNumber;
}

/** The result of reading a text. Every part of the text is in one of the three lists. */
export interface Reading {
  /** Numbers to track, each parcel once. */
  readonly numbers: readonly Found[];
  /** Texts that a person has to decide about. Nothing of them is tracked. */
  readonly asks: readonly Ask[];
  /** Texts that are certainly no numbers. */
  readonly ignored: readonly Ignored[];
}
