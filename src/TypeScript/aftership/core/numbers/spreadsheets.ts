/**
 * Reads what a spreadsheet or a script makes of a number: decimals, thousands separators, an exponent, or lost digits.
 */

import { readAlone } from './number_pieces';
import type { Piece } from './pieces';
import type { Place } from './stretches';
import { isInsideNumber, matchAt, stretchTo } from './stretches';

/** A spreadsheet writes one digit before the decimal separator, and people's lists have longer numbers before it. */
const SCIENTIFIC = /(?:(\d)[.,](\d{1,40}) ?[eE]\+?|(\d{1,40}) ?[eE]\+)(\d{1,3})(?![0-9A-Za-z])/y;
/** Spreadsheets keep 15 digits of a number and replace the others by zeros. */
const ROUNDED = /[1-9]\d{14}0{4,25}(?![0-9A-Za-z])/y;
const FLOAT = /(\d{7,40})(?:[.,]0{1,8}(?:[eE]\+?0{1,3})?|[eE]\+?0{1,3})(?![0-9A-Za-z])/y;
const THOUSANDS =
  /(?:\d{1,3}([,.'])\d{3}(?:\1\d{3}){1,12}|\d{1,2}(?:,\d{2}){2,12},\d{3})(?:[.,]0{1,2})?(?![0-9A-Za-z]|[.,]\d)/y;
const SHORTEST_WITH_THOUSANDS = 8;

/**
 * The number that a spreadsheet wrote at the place, or a damaged piece when digits are lost; null when it wrote none.
 */
export function spreadsheetAt(place: Place): Piece | null {
  return roundedAt(place) ?? decimalAt(place) ?? scientificAt(place);
}

function scientificAt(place: Place): Piece | null {
  const match = matchAt(SCIENTIFIC, place.text, place.atom.start);
  if (match === null || isInsideNumber(match)) return null;
  const [, first = '', fraction = '', , exponent = ''] = match;
  const digits = `${first}${fraction}`;
  const isComplete = first !== '' && digits.length === Number(exponent) + 1;
  return isComplete ? numberPiece(place, match[0], digits) : lostPiece(place, match[0]);
}

function roundedAt(place: Place): Piece | null {
  const match = matchAt(ROUNDED, place.text, place.atom.start);
  return match === null ? null : lostPiece(place, match[0]);
}

function decimalAt(place: Place): Piece | null {
  const float = matchAt(FLOAT, place.text, place.atom.start);
  if (float !== null) return numberPiece(place, float[0], float[1] ?? '');
  const thousands = matchAt(THOUSANDS, place.text, place.atom.start);
  if (thousands === null) return null;
  const digits = thousands[0].replace(/[.,]0{1,2}$/, '').replace(/\D/g, '');
  return digits.length < SHORTEST_WITH_THOUSANDS ? null : numberPiece(place, thousands[0], digits);
}

function lostPiece(place: Place, written: string): Piece | null {
  const stretch = stretchTo(place, place.atom.start + written.length);
  if (stretch === null) return null;
  return { ...stretch, cost: 0.5, kind: 'damaged', why: 'digits_lost', form: null, offers: [] };
}

function numberPiece(place: Place, written: string, digits: string): Piece | null {
  const stretch = stretchTo(place, place.atom.start + written.length);
  const piece = readAlone(digits);
  if (stretch === null || piece?.kind !== 'numbers') return null;
  const found = piece.found.map((one) => ({
    ...one,
    typed: stretch.text,
    how: one.how === 'barcode' ? one.how : ('spreadsheet' as const),
  }));
  return { ...stretch, cost: piece.cost, kind: 'numbers', found };
}
