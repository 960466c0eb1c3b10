/** The pieces of a text. A reading of a text is a row of pieces without a gap. */

import type { Form } from './forms';
import type { WordClass } from './words';

/** One number, as the carrier prints it. */
export interface Found {
  readonly number: string;
  readonly typed: string;
  /** The strongest form of the number; null when it has no known form but can be a number. */
  readonly form: Form | null;
  readonly how: How;
  readonly slug: string | null;
  readonly parameters: readonly string[];
}

/**
 * What was done to read a number:
 * - typed: nothing was changed
 * - cleaned: case, spaces or marks were changed
 * - joined: the number was written in groups
 * - split: the number was written together with another number
 * - barcode: the number was taken out of the barcode of a label
 * - link: the number was taken out of a link
 * - notation: the number was written in AfterShip's own notation
 * - spreadsheet: decimals, thousands separators or an exponent were removed, and no digit was lost
 * - corrected: a letter that looks like a digit was replaced, and only so the number proves itself
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

/** Why a stretch looks like a number but cannot be tracked as it is. */
export type Damage = 'digits_lost' | 'check_digit' | 'wrong_length' | 'too_long' | 'two_barcodes';

interface Stretch {
  readonly start: number;
  readonly end: number;
  /** The text between this piece and the piece before. */
  readonly before: string;
  readonly text: string;
  /** How much this reading of the stretch leaves unexplained. The reading with the least cost is the right one. */
  readonly cost: number;
}

export type Piece = Stretch &
  (
    | { readonly kind: 'numbers'; readonly found: readonly Found[] }
    /** A short text, which is a number only when a word beside it says so. */
    | { readonly kind: 'short'; readonly found: readonly Found[] }
    | { readonly kind: 'damaged'; readonly why: Damage; readonly form: Form | null; readonly offers: readonly string[] }
    | { readonly kind: 'word'; readonly classes: ReadonlySet<WordClass> }
    /** Digits alone, which this reading does not take for a number. */
    | { readonly kind: 'digits' }
    | { readonly kind: 'none'; readonly why: NoNumber }
  );

/** Whether the piece claims to hold a number. */
export function claimsNumber(piece: Piece): boolean {
  return piece.kind === 'numbers' || piece.kind === 'short' || piece.kind === 'damaged';
}
