/** Finds the stretches of a text that could be one number, in one piece or in groups. */

import type { Atom } from './atoms';
import { STRONG_BITS, compact } from './proofs';
import type { WordClass } from './words';
import { classesOf } from './words';

/** No number that a carrier prints or a label holds is longer than this. */
const LONGEST = 40;
const MOST_GROUPS = 18;
/** A group with at least this many characters can be a number of its own. */
export const LONG_GROUP = 7;

/**
 * The separators that may stand between the groups of one number, with the cost of each. Brackets stand in the GS1
 * texts of labels.
 */
const GROUPING: readonly (readonly [expression: RegExp, cost: number])[] = [
  [/^$/, 0],
  [/^ {1,3}$/, 0.5],
  [/^\($|^\)(?: ?\(| )?$/, 0.3],
  [/^-$/, 1],
  [/^\.$/, 1.5],
  [/^ - $/, 3],
  [/^[#*',:_\\/]$/, 4],
];
/**
 * A separator with at least this cost is not used to write groups. Only a number that proves itself shows that it spans
 * such a separator.
 */
const ODD_COST = 4;

export interface Span {
  readonly start: number;
  readonly end: number;
  readonly before: string;
  readonly text: string;
  readonly compact: string;
  readonly groups: readonly string[];
  readonly separators: readonly string[];
  /** True when the stretch has a mark that does not separate groups. */
  readonly isOdd: boolean;
}

/** All stretches that begin with an atom, the shortest first. */
export function spansFrom(text: string, atoms: readonly Atom[], index: number): readonly Span[] {
  const first = atoms[index];
  const spans: Span[] = [];
  if (first === undefined || !mayBegin(atoms, index)) return spans;
  let joined = '';
  const groups: string[] = [];
  const separators: string[] = [];
  for (let at = index; at < atoms.length; at += 1) {
    const atom = atoms[at];
    if (atom === undefined || !goesOn(atoms, index, at) || joined.length + atom.text.length > LONGEST) break;
    joined += compact(atom.text);
    if (at > index && atom.before === '') groups.push(`${groups.pop() ?? ''}${atom.text}`);
    else groups.push(atom.text);
    if (at > index && atom.before !== '') separators.push(atom.before);
    if (groups.length > MOST_GROUPS && groups.some(({ length }) => length > 1)) break;
    if (joined.length < 4 || !mayEnd(atoms, at)) continue;
    spans.push({
      start: first.start,
      end: atom.end,
      before: first.before,
      text: text.slice(first.start, atom.end),
      compact: joined,
      groups: [...groups],
      separators: [...separators],
      isOdd: separators.some((separator) => (separatorCost(separator) ?? 0) >= ODD_COST),
    });
  }
  return spans;
}

/**
 * Whether a number may begin at the atom: at the beginning of a word or a text, or behind a word that is glued to it.
 * In `7 9 0 5 3 5` a number begins with the first character or not at all, because otherwise a long row would be read
 * from each of its characters.
 */
function mayBegin(atoms: readonly Atom[], index: number): boolean {
  const [previous, atom, next] = [atoms[index - 1], atoms[index], atoms[index + 1]];
  if (atom === undefined || previous === undefined) return true;
  if (atom.before === '') return isName(previous);
  const isSpelledOut = atom.text.length === 1 && previous.text.length === 1 && /^[ .-]$/.test(atom.before);
  return !isSpelledOut || next?.before === '' || (previous.before === '' && index > 1);
}

function mayEnd(atoms: readonly Atom[], index: number): boolean {
  const next = atoms[index + 1];
  return next === undefined || next.before !== '' || isName(next);
}

const NAMING: readonly WordClass[] = ['tracking', 'carrier', 'other', 'reference', 'placeholder', 'void'];

/** Whether the letters say something about the number to which they are glued. */
function isName(atom: Atom): boolean {
  if (atom.kind !== 'letters') return atom.kind === 'foreign';
  return (atom.text.length > 1 || atom.isCut) && isNaming(atom.text);
}

export function isNaming(word: string): boolean {
  const classes = classesOf(word);
  return NAMING.some((one) => classes.has(one));
}

function goesOn(atoms: readonly Atom[], first: number, index: number): boolean {
  const [previous, atom] = [atoms[index - 1], atoms[index]];
  if (atom === undefined || atom.kind === 'foreign' || !/^[0-9A-Za-z]+$/.test(atom.text)) return false;
  if (index === first || atom.before === '') return true;
  return separatorCost(atom.before) !== null && !isLongWord(atom) && !isLongWord(previous);
}

/** Whether the word is too long to be a group of a number. */
function isLongWord(atom: Atom | undefined): boolean {
  return atom?.kind === 'letters' && atom.text.length > 4;
}

function separatorCost(separator: string): number | null {
  return GROUPING.find(([expression]) => expression.test(separator))?.[1] ?? null;
}

/**
 * The cost of writing one number in these groups. Groups are usually short, are no words, and have one separator. The
 * more a number proves, the less its groups matter: each bit takes off half a bit.
 */
export function joinPenalty({ groups, separators, compact: number }: Span, bits: number): number {
  if (groups.length === 1) return 0;
  const written = separators.reduce((sum, separator) => sum + (separatorCost(separator) ?? 0), 0);
  // A prefix before a number is usual: `ABC-1234567`
  const isPrefixed = groups.filter((group) => /\d/.test(group)).length === 1 && separators.every((one) => one === '-');
  const long = isPrefixed ? 0 : groups.filter(({ length }) => length >= LONG_GROUP).length;
  const words = groups.filter(isKnownWord).length;
  const kinds = new Set(separators.map((separator) => separator.trim())).size;
  const mixed = number.startsWith('420') ? 0 : (kinds - 1) * Math.max(0, 6 - bits / 3);
  const twice = isTwice(groups) ? 14 : 0;
  const suffix = isSuffix(groups, separators) ? Math.max(0, 8 - bits / 4) : 0;
  const groupsMatter = long * Math.max(0, 9 - bits / 2) + words * Math.max(0, 6 - bits / 2);
  return written + groupsMatter + mixed + suffix + (bits < STRONG_BITS ? twice : 0);
}

/** Whether the groups are two numbers, as in `4-4-3 4-4-3`. Groups of one length say nothing. */
function isTwice(groups: readonly string[]): boolean {
  const lengths = groups.map(({ length }) => length);
  const half = lengths.length / 2;
  return half > 1 && new Set(lengths).size > 1 && lengths.every((length, at) => length === lengths[at % half]);
}

/**
 * Whether the last group may be no part of the number. `…-856` behind a long number is more likely a box, or the end of
 * the next number.
 */
function isSuffix(groups: readonly string[], separators: readonly string[]): boolean {
  const [first, last] = [groups[0] ?? '', groups[1] ?? ''];
  return (
    groups.length === 2 && /^[- ]$/.test(separators[0] ?? '') && first.length >= LONG_GROUP && /^\d{1,4}$/.test(last)
  );
}

export function isKnownWord(group: string): boolean {
  return /^[A-Za-z]{2,}$/.test(group) && classesOf(group).size > 0;
}
