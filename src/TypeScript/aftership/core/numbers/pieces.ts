/** What a stretch of a text can be read as. A reading of a text is a row of pieces without a gap. */

import type { Form } from './forms';
import type { WordClass } from './words';

/** One number, as the carrier prints it. */
export interface Found {
  readonly number: string;
  readonly typed: string;
  /** The strongest form that the number has. Null: it could be a number, and nothing says otherwise. */
  readonly form: Form | null;
  readonly how: How;
  readonly slug: string | null;
  readonly parameters: readonly string[];
}

/** What was done to read a number:
 * - typed: nothing
 * - cleaned: case, spaces, marks
 * - joined: written in groups
 * - split: written together with another number
 * - barcode: taken out of the barcode of a label
 * - link: taken out of a link
 * - notation: written in AfterShip's own notation
 * - spreadsheet: decimals, thousands separators or an exponent taken away, with no digit lost
 * - corrected: a letter that looks like a digit replaced, and only so the number proves itself
 */
export type How =
  'typed' | 'cleaned' | 'joined' | 'split' | 'barcode' | 'link' | 'notation' | 'spreadsheet' | 'corrected';

/** Why a stretch is certainly no number. */
export type NoNumber =
  | 'words'
  | 'placeholder'
  | 'date'
  | 'phone'
  | 'money'
  | 'count'
  | 'too_short'
  | 'document'
  | 'link'
  | 'email'
  | 'labelled'
  | 'void';

/** Why a stretch was a number, and is not one any more. */
export type Damage = 'digits_lost' | 'check_digit' | 'wrong_length' | 'too_long' | 'two_barcodes';

interface Stretch {
  readonly start: number;
  readonly end: number;
  /** What stands between it and the piece before. */
  readonly before: string;
  readonly text: string;
  /** How much stays unexplained when the stretch is read so; the reading with the least is the right one. */
  readonly cost: number;
}

export type Piece = Stretch &
  (
    | { readonly kind: 'numbers'; readonly found: readonly Found[] }
    /** Short for a number: one only with a word beside it that says so. */
    | { readonly kind: 'short'; readonly found: readonly Found[] }
    | { readonly kind: 'damaged'; readonly why: Damage; readonly form: Form | null; readonly offers: readonly string[] }
    | { readonly kind: 'word'; readonly classes: ReadonlySet<WordClass> }
    /** Up to four digits alone. */
    | { readonly kind: 'digits' }
    | { readonly kind: 'none'; readonly why: NoNumber }
  );

/** Whether the piece claims to hold a number. */
export function claimsNumber(piece: Piece): boolean {
  return piece.kind === 'numbers' || piece.kind === 'short' || piece.kind === 'damaged';
}
