/**
 * Decides what happens to each piece of a reading: it is tracked, a person is asked about it, or it is certainly no
 * number.
 */

import { isOfRange, restsOf } from './besides';
import { labelOf } from './labels';
import type { Found, How, NoNumber, Piece } from './pieces';
import { CHECK_BITS, STRONG_BITS, compact } from './proofs';
import type { Ask, AskReason, Ignored, Reading } from './reading';
import type { Standing } from './void_numbers';
import { standings } from './void_numbers';
import type { WordClass } from './words';
import { classesOf } from './words';

/** A number with this many digits and a check digit is nothing else that people type into this field. */
const LONG_DIGITS = 12;
const FEW_DIGITS = 4;

/** The pieces of a reading, and facts about them that count for every piece. */
interface Context {
  readonly pieces: readonly Piece[];
  readonly standings: ReadonlyMap<number, Standing>;
  readonly hasUnknownWord: boolean;
  readonly hasPlaceholder: boolean;
  readonly hasProved: boolean;
}

export function judge(pieces: readonly Piece[]): Reading {
  const words = pieces.filter((piece) => piece.kind === 'word');
  const context: Context = {
    pieces,
    standings: standings(pieces),
    hasUnknownWord: words.some(({ classes, text }) => classes.size === 0 && text.length > 1),
    hasPlaceholder: words.some(({ classes }) => isPlaceholder(classes)),
    hasProved: pieces.some((piece) => piece.kind === 'numbers' && piece.found.some(isProved)),
  };
  const parts = pieces.map((piece, index) => judgePiece(context, piece, index));
  const rests = restsOf(pieces);
  const held = new Set(rests.flatMap(({ readings: [numbers = []] }) => numbers));
  return {
    numbers: parts.flatMap(({ numbers }) => numbers).filter(({ number }) => !held.has(number)),
    asks: [...parts.flatMap(({ asks }) => asks), ...rests],
    ignored: ignoredRuns(pieces, parts),
  };
}

/** The reasons in order: the first one that a run of pieces has is the reason for the whole run. */
const TELLING: readonly NoNumber[] = [
  'void',
  'document',
  'phone',
  'labelled',
  'placeholder',
  'date',
  'money',
  'count',
  'link',
  'email',
  'words',
  'too_short',
];

/** Joins neighbouring pieces without a number into one text: `Will call 11/3`. */
function ignoredRuns(pieces: readonly Piece[], parts: readonly Reading[]): readonly Ignored[] {
  const runs: { text: string; whys: NoNumber[]; end: number }[] = [];
  parts.forEach(({ ignored: [one] }, index) => {
    const [piece, last] = [pieces[index], runs.at(-1)];
    if (one === undefined || piece === undefined) return;
    if (last?.end === index) {
      last.text += piece.before + piece.text;
      last.whys.push(one.why);
      last.end = index + 1;
    } else {
      runs.push({ text: piece.text, whys: [one.why], end: index + 1 });
    }
  });
  return runs.map(({ text, whys }) => ({ text, why: whyOf(text, whys) }));
}

/** The reason for a run of pieces. `N/A` is one placeholder in three pieces. */
function whyOf(text: string, whys: readonly NoNumber[]): NoNumber {
  if (isPlaceholder(classesOf(compact(text)))) return 'placeholder';
  return TELLING.find((why) => whys.includes(why)) ?? 'words';
}

function isPlaceholder(classes: ReadonlySet<WordClass>): boolean {
  return classes.has('placeholder') && classes.size === 1;
}

export function isProved({ form }: Found): boolean {
  return form !== null && form.bits >= STRONG_BITS;
}

/**
 * Whether the number is proved, or has twelve or more digits and a check digit. Such digits could be something else in
 * theory, but in this field they are not in practice.
 */
function isAsGoodAsProved(found: Found): boolean {
  const { form, number } = found;
  return (
    isProved(found) || (form !== null && form.check !== null && form.bits >= CHECK_BITS && number.length >= LONG_DIGITS)
  );
}

function tracked(found: readonly Found[]): Reading {
  return { numbers: found, asks: [], ignored: [] };
}

function ignore(text: string, why: NoNumber): Reading {
  return { numbers: [], asks: [], ignored: [{ text, why }] };
}

function ask(why: AskReason, piece: Piece, form: string | null = null): Reading {
  const numbers = piece.kind === 'numbers' || piece.kind === 'short' ? [piece.found.map(({ number }) => number)] : [];
  const offers = piece.kind === 'damaged' ? piece.offers.map((offer) => [offer]) : numbers;
  const asked: Ask = { why, text: piece.text, form, readings: offers };
  return { numbers: [], asks: [asked], ignored: [] };
}

function judgePiece(context: Context, piece: Piece, index: number): Reading {
  const standing = context.standings.get(index) ?? 'valid';
  if (standing === 'void') return ignore(piece.text, 'void');
  if (standing === 'unclear') return ask('which_is_valid', piece);
  if (isOfRange(context.pieces, index)) return ask('number_range', piece);
  switch (piece.kind) {
    case 'numbers':
      return standing === 'return' ? ask('return_parcel', piece) : judgeNumbers(context, piece, index);
    case 'damaged':
      return ask(piece.why, piece, piece.form?.id ?? null);
    case 'short':
      return judgeShort(context, piece, index);
    case 'none':
      return judgeNone(context, piece, index);
    case 'digits':
      return judgeDigits(piece);
    case 'word':
      return ignore(piece.text, piece.classes.has('placeholder') ? 'placeholder' : 'words');
  }
}

function judgeDigits(piece: Piece): Reading {
  if (/^(\d)\1{4,}$/.test(piece.text)) return ignore(piece.text, 'placeholder');
  return piece.text.length <= FEW_DIGITS ? ignore(piece.text, 'too_short') : ask('too_short', piece);
}

/** Ways of writing by which people clearly mean a number. */
const EXPLICIT: readonly How[] = ['notation', 'link'];

function judgeNumbers(context: Context, piece: Piece & { readonly kind: 'numbers' }, index: number): Reading {
  if (piece.found.every(isProved)) return tracked(piece.found);
  const label = labelOf(context.pieces, index);
  const isExplicit = piece.found.every((found) => isAsGoodAsProved(found) || EXPLICIT.includes(found.how));
  if (isExplicit)
    return label === 'reference' || label === 'other' ? ask('other_reference', piece) : tracked(piece.found);
  if (label === 'other') return ignore(piece.text, 'labelled');
  if (label === 'reference') return ask('other_reference', piece);
  if (label === 'tracking' || label === 'carrier') return tracked(piece.found);
  if (context.hasUnknownWord || context.hasPlaceholder) return ask('unknown_words', piece);
  return context.hasProved ? ask('other_form', piece) : tracked(piece.found);
}

/** Judges a few characters, which are a number only when a word says so. */
function judgeShort(context: Context, piece: Piece & { readonly kind: 'short' }, index: number): Reading {
  const label = labelOf(context.pieces, index);
  if (label === 'tracking') return tracked(piece.found);
  if (label === 'other' || context.hasPlaceholder) return ignore(piece.text, 'labelled');
  return ask('too_short', piece);
}

function judgeNone(context: Context, piece: Piece & { readonly kind: 'none' }, index: number): Reading {
  const label = piece.why === 'phone' ? labelOf(context.pieces, index) : null;
  if (label === 'tracking' || (label === 'carrier' && piece.cost >= 3)) {
    const asked: Ask = { why: 'phone_form', text: piece.text, form: null, readings: [[compact(piece.text)]] };
    return { numbers: [], asks: [asked], ignored: [] };
  }
  return ignore(piece.text, piece.why);
}
