/** Finds text beside a number that may mean another number: the end of the next number, or the end of a range. */

import type { Piece } from './pieces';
import { CHECK_BITS, STRONG_BITS } from './proofs';
import type { Ask } from './reading';
import type { WordClass } from './words';

/**
 * Asks about unexplained digits behind a number or before it: `986578788855-856`, `5108 7693037816`. The first reading
 * of each question is the number alone.
 */
export function restsOf(pieces: readonly Piece[]): readonly Ask[] {
  return pieces.flatMap((piece, index): readonly Ask[] => {
    const [before, after] = [pieces[index - 1], pieces[index + 1]];
    if (before?.kind === 'numbers' && isRest(pieces, index)) {
      const numbers = numbersIn(before);
      const next = numbers.map((number) => `${number.slice(0, -piece.text.length)}${piece.text}`);
      return [restAsk(before, piece, [numbers, [...numbers, ...next]])];
    }
    if (after?.kind !== 'numbers' || !isBeginning(pieces, index)) return [];
    const numbers = numbersIn(after);
    return [restAsk(piece, after, [numbers, numbers.map((number) => `${piece.text}${number}`)])];
  });
}

function restAsk(left: Piece, right: Piece, readings: readonly (readonly string[])[]): Ask {
  return {
    why: 'rest_of_a_number',
    text: `${left.text}${right.before}${right.text}`,
    form: checkedForm(left) ?? checkedForm(right),
    readings,
  };
}

/** The id of a number's form, when its check digit proves enough; null otherwise. */
function checkedForm(piece: Piece): string | null {
  const form = piece.kind === 'numbers' ? (piece.found[0]?.form ?? null) : null;
  return form !== null && form.check !== null && form.bits >= CHECK_BITS ? form.id : null;
}

function numbersIn(piece: Piece): readonly string[] {
  return piece.kind === 'numbers' ? piece.found.map(({ number }) => number) : [];
}

/**
 * Whether three or four digits may be the beginning of the number behind them, because that number does not prove where
 * it begins.
 */
function isBeginning(pieces: readonly Piece[], index: number): boolean {
  const [before, piece, after] = [pieces[index - 1], pieces[index], pieces[index + 1]];
  if (piece?.kind !== 'digits' || piece.text.length < 3 || after?.kind !== 'numbers') return false;
  if (before?.kind === 'word' && before.classes.size > 0) return false;
  return /^[ -]$/.test(after.before) && after.found.every(({ form }) => form === null || form.bits < STRONG_BITS);
}

/** The greatest number of a box that people write without a word. Greater counts have a word beside them. */
const LAST_BOX = 20;
const LAST_BOX_BEHIND_SLASH = 9;

function isRest(pieces: readonly Piece[], index: number): boolean {
  const [previous, piece, next] = [pieces[index - 1], pieces[index], pieces[index + 1]];
  if (previous?.kind !== 'numbers' || piece === undefined) return false;
  // `…483/84/85` continues with the ends of two more numbers.
  if (piece.kind === 'none') return piece.before === '/' && /^\d+\/\d+$/.test(piece.text);
  if (piece.kind !== 'digits' || explains(next, piece) || /[\n;|([]/.test(piece.before)) return false;
  const lastBox = piece.before.includes('/') ? LAST_BOX_BEHIND_SLASH : LAST_BOX;
  return piece.text.length > 2 || Number(piece.text) > lastBox;
}

const EXPLAINING: readonly WordClass[] = ['unit', 'other', 'calendar', 'tracking'];

function explains(word: Piece | undefined, digits: Piece): boolean {
  return (
    word?.kind === 'word' &&
    word.before.length <= 2 &&
    digits.text.length <= 4 &&
    EXPLAINING.some((one) => word.classes.has(one))
  );
}

const RANGE_WORD = /^(?:to|thru|through|until|bis|hasta|al|au|tot|till|do|fino)$/i;
const ARROW = /[\u2190-\u21FF\u27A1>~]/;

/**
 * Whether the number belongs to a range or an arrow. "A thru B" means numbers between the two that nobody has written,
 * and "A → B" may mean that B replaces A.
 */
export function isOfRange(pieces: readonly Piece[], index: number): boolean {
  if (pieces[index]?.kind !== 'numbers') return false;
  const byWord = [index - 2, index].some((at) => {
    const [first, word, last] = [pieces[at], pieces[at + 1], pieces[at + 2]];
    const isRange = word?.kind === 'word' && RANGE_WORD.test(word.text);
    return isRange && first?.kind === 'numbers' && last?.kind === 'numbers';
  });
  return byWord || isArrow(pieces, index) || isArrow(pieces, index + 1);
}

function isArrow(pieces: readonly Piece[], index: number): boolean {
  const [left, right] = [pieces[index - 1], pieces[index]];
  return left?.kind === 'numbers' && right?.kind === 'numbers' && ARROW.test(right.before);
}
