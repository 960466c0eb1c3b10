/**
 * Cuts a text into pieces so that the least stays unexplained. It also keeps the next best cuts that give other
 * numbers, because a person decides when one of them is almost as good.
 */

import type { Atom } from './atoms';
import type { Piece } from './pieces';
import { claimsNumber } from './pieces';
import type { OwnNumbers } from './documents';
import { documentAt } from './documents';
import { linkAt } from './links';
import { notationAt } from './notation';
import { numbersFrom } from './number_pieces';
import { STRONG_BITS } from './proofs';
import { readRunTogether } from './run_together';
import { shapesAt } from './shapes';
import { spreadsheetAt } from './spreadsheets';
import type { Place } from './stretches';
import { classesOf } from './words';

export interface TextReading {
  readonly pieces: readonly Piece[];
  readonly cost: number;
}

const UNKNOWN_WORD_COST = 3;
const KNOWN_WORD_COST = 1;
/**
 * The costs of digits that nothing explains: few digits, more digits, and many digits, which nobody types without a
 * meaning.
 */
const DIGITS_COST = 4;
const MANY_DIGITS_COST = 8;
const NUMBER_OF_DIGITS_COST = 20;

/** A row of pieces up to a place in the text. It is a linked list, so that paths share their beginnings. */
interface Path {
  readonly cost: number;
  readonly piece: Piece | null;
  readonly previous: Path | null;
  /** Equal for two paths that claim the same numbers. */
  readonly numbers: number;
}

const KEPT_PATHS = 3;

/**
 * The readings of a stretch without borders, the best first. Each one claims other numbers than the readings before it.
 */
export function readAtoms(text: string, atoms: readonly Atom[], own: OwnNumbers): readonly TextReading[] {
  const placeOf = new Map(atoms.map((atom, index) => [atom.end, index + 1]));
  const paths: Path[][] = Array.from({ length: atoms.length + 1 }, () => []);
  paths[0]?.push({ cost: 0, piece: null, previous: null, numbers: 0 });
  for (let index = 0; index < atoms.length; index += 1) {
    const [here, atom] = [paths[index] ?? [], atoms[index]];
    if (here.length === 0 || atom === undefined) continue;
    for (const piece of piecesFrom({ text, atoms, index, atom }, own)) {
      const place = placeOf.get(piece.end);
      if (place === undefined) continue;
      for (const path of here) keep(paths[place] ?? [], extend(path, piece));
    }
  }
  return (paths[atoms.length] ?? []).map((path) => ({ pieces: piecesOf(path), cost: path.cost }));
}

function piecesFrom(place: Place, own: OwnNumbers): readonly Piece[] {
  const { text, atoms, index, atom } = place;
  const numbers = numbersFrom(text, atoms, index);
  if (atom.before === '' && index > 0) return [singleAtom(atom), ...numbers];
  const others = [
    documentAt(place, own),
    spreadsheetAt(place),
    notationAt(place),
    linkAt(place),
    readRunTogether(atoms, index),
  ];
  return [singleAtom(atom), ...numbers, ...shapesAt(place), ...others.filter((piece) => piece !== null)];
}

function singleAtom(atom: Atom): Piece {
  const here = { start: atom.start, end: atom.end, before: atom.before, text: atom.text };
  if (atom.kind === 'digits') {
    const { length } = atom.text;
    const cost = length <= 4 ? DIGITS_COST : length <= 6 ? MANY_DIGITS_COST : NUMBER_OF_DIGITS_COST;
    return { ...here, cost, kind: 'digits' };
  }
  const classes = classesOf(atom.text);
  const isExplained = classes.size > 0 || atom.text.length === 1 || atom.kind === 'foreign';
  return { ...here, cost: isExplained ? KNOWN_WORD_COST : UNKNOWN_WORD_COST, kind: 'word', classes };
}

function extend(path: Path, piece: Piece): Path {
  const cost = path.cost + piece.cost + (path.piece === null ? 0 : cutCost(path.piece, piece));
  return { cost, piece, previous: path, numbers: claims(path.numbers, piece) };
}

/**
 * The cost of a cut between two pieces. It is low where people separate texts, and high within a text that is written
 * as one.
 */
function cutCost(left: Piece, right: Piece): number {
  const separator = right.before;
  if (separator === '') return isKnownWord(left) || isKnownWord(right) || isUnit(left, right) ? 0.5 : 5;
  if (claimsNumber(left) && claimsNumber(right)) {
    const cost = /^[-_.:]$/.test(separator) ? 2 : /^[ /]+$/.test(separator) ? 0.5 : 0;
    return areAlike(left, right) ? cost - 2 : cost;
  }
  // A label says that a number follows.
  if (left.kind === 'word' && left.classes.has('tracking') && right.kind === 'numbers') return -2;
  if (isRest(left, right) || isRest(right, left)) return separator === '-' ? 8 : 5;
  if (left.kind === 'digits' && right.kind === 'digits') return 2;
  // A comma in a list has a space behind it, or stands between numbers.
  if (separator === ',') return 3;
  if (!/^[-_.]$/.test(separator) || !(claimsNumber(left) || claimsNumber(right))) return 0.2;
  return isUnknownWord(left) || isUnknownWord(right) ? 3 : 1;
}

/**
 * Whether two numbers explain each other: they are written alike, and have the same form or none that is known for
 * certain.
 */
function areAlike(left: Piece, right: Piece): boolean {
  if (left.kind !== 'numbers' || right.kind !== 'numbers') return false;
  const [form, otherForm] = [left.found[0]?.form ?? null, right.found[0]?.form ?? null];
  return (
    (form === otherForm || form?.check === null || otherForm?.check === null) &&
    shapeOf(left.text) === shapeOf(right.text)
  );
}

function shapeOf(text: string): string {
  return text.replace(/[0-9]/g, '0').replace(/[A-Za-z]/g, 'A');
}

/** Whether digits beside a number or a phone number look like a group that was cut off from it. */
function isRest(whole: Piece, digits: Piece): boolean {
  const separator = whole.start < digits.start ? digits.before : whole.before;
  if (whole.kind === 'none' && whole.why === 'phone' && /^[ .-]$/.test(separator)) {
    return digits.kind === 'digits' || digits.kind === 'short' || (whole.cost >= 3 && isUnproved(digits));
  }
  return claimsNumber(whole) && digits.kind === 'digits' && digits.text.length >= 3 && /^[ -]$/.test(separator);
}

function isUnproved(piece: Piece): boolean {
  return piece.kind === 'numbers' && piece.found.every(({ form }) => form === null || form.bits < STRONG_BITS);
}

function isKnownWord(piece: Piece): boolean {
  return piece.kind === 'word' && piece.classes.size > 0 && piece.text.length > 1;
}

function isUnknownWord(piece: Piece): boolean {
  return piece.kind === 'word' && piece.classes.size === 0;
}

/** Whether a count and its unit stand together: `45g` */
function isUnit(left: Piece, right: Piece): boolean {
  return left.kind === 'digits' && left.text.length <= 4 && right.kind === 'word' && right.classes.has('unit');
}

/** A hash of the claimed numbers. 32 bits are enough to tell three readings of one text apart. */
function claims(before: number, piece: Piece): number {
  if (!claimsNumber(piece)) return before;
  const claimed =
    piece.kind === 'damaged'
      ? piece.text
      : piece.kind === 'numbers' || piece.kind === 'short'
        ? piece.found.map(({ number }) => number).join(' ')
        : '';
  let hash = before ^ 0x811c9dc5;
  for (let index = 0; index < claimed.length; index += 1)
    hash = Math.imul(hash ^ claimed.charCodeAt(index), 0x01000193);
  return hash | 0;
}

/** Keeps the cheapest paths that claim different numbers, in order of their cost. */
function keep(paths: Path[], path: Path): void {
  const same = paths.findIndex(({ numbers }) => numbers === path.numbers);
  if (same >= 0) {
    if ((paths[same]?.cost ?? 0) <= path.cost) return;
    paths.splice(same, 1);
  }
  const at = paths.findIndex(({ cost }) => cost > path.cost);
  paths.splice(at < 0 ? paths.length : at, 0, path);
  paths.splice(KEPT_PATHS);
}

function piecesOf(path: Path): readonly Piece[] {
  const pieces: Piece[] = [];
  for (let at: Path | null = path; at !== null && at.piece !== null; at = at.previous) pieces.push(at.piece);
  return pieces.reverse();
}
