/**
 * Splits a text into atoms, the smallest pieces that a reading can tell apart: runs of digits, runs of letters, and the
 * text between them.
 */

import { classesOf, isListed } from './words';

export interface Atom {
  readonly text: string;
  readonly kind: 'digits' | 'letters' | 'foreign';
  readonly start: number;
  readonly end: number;
  /** The text between this atom and the atom before. */
  readonly before: string;
  /** True when a carrier's name was cut off from the atom, or when the atom is that name. */
  readonly isCut: boolean;
}

const ATOM = /[0-9]+|[A-Za-z\u00C0-\u024F]+|(?:(?![0-9A-Za-z\u00C0-\u024F])[\p{L}\p{M}\p{N}])+/gu;

/** A mark that always separates numbers, so that no number and no sentence crosses it. */
const BORDER = /[\n;|]/;

/** The atoms of a text, in one list for each part between two borders. */
export function splitSegments(text: string): readonly (readonly Atom[])[] {
  const segments: Atom[][] = [];
  let atoms: Atom[] = [];
  let end = 0;
  for (const match of text.matchAll(ATOM)) {
    const before = text.slice(end, match.index);
    if (BORDER.test(before) && atoms.length > 0) {
      segments.push(atoms);
      atoms = [];
    }
    end = match.index + match[0].length;
    const nextIsDigit = /^[0-9]/.test(text.slice(end, end + 1));
    atoms.push(...splitGlued(match[0], match.index, before, nextIsDigit));
  }
  return atoms.length > 0 ? [...segments, atoms] : segments;
}

function kindOf(text: string): Atom['kind'] {
  return /^[0-9]/.test(text) ? 'digits' : /^[A-Za-z\u00C0-\u024F]/.test(text) ? 'letters' : 'foreign';
}

/**
 * Splits a carrier's name from letters of a number: `AmazonTBA` before digits and `GBRoyalMail` behind digits become
 * two atoms.
 */
function splitGlued(text: string, start: number, before: string, nextIsDigit: boolean): readonly Atom[] {
  const whole: Atom = { text, kind: kindOf(text), start, end: start + text.length, before, isCut: false };
  if (whole.kind !== 'letters' || text.length < 5 || text.length > 24 || isListed(text)) return [whole];
  for (let rest = 1; rest <= 4 && rest <= text.length - 3; rest += 1) {
    const at = text.length - rest;
    if (nextIsDigit && isName(text.slice(0, at))) return cut(whole, at);
    if (before === '' && isName(text.slice(rest))) return cut(whole, rest);
  }
  return [whole];
}

function isName(text: string): boolean {
  if (!isListed(text)) return false;
  const classes = classesOf(text);
  return classes.has('carrier') || classes.has('tracking');
}

function cut(atom: Atom, at: number): readonly Atom[] {
  const middle = atom.start + at;
  return [
    { ...atom, text: atom.text.slice(0, at), end: middle, isCut: true },
    { ...atom, text: atom.text.slice(at), start: middle, before: '', isCut: true },
  ];
}
