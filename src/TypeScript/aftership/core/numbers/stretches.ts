/** Finds where an expression fits in a text, in whole atoms. */

import type { Atom } from './atoms';

/** A place in a text, from which the text is read. It is always the beginning of an atom. */
export interface Place {
  readonly text: string;
  readonly atoms: readonly Atom[];
  readonly index: number;
  readonly atom: Atom;
}

export interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly before: string;
  readonly text: string;
}

/** The match of a sticky expression at the place. */
export function matchAt(expression: RegExp, text: string, from: number): RegExpExecArray | null {
  expression.lastIndex = from;
  return expression.exec(text);
}

/** The atoms from the place up to a position in the text; null when the position is within an atom. */
export function stretchTo({ text, atoms, index, atom }: Place, position: number): Stretch | null {
  let end: number | null = null;
  for (let at = index; at < atoms.length; at += 1) {
    const next = atoms[at];
    if (next === undefined || next.start >= position) break;
    if (next.end > position) return null;
    end = next.end;
  }
  return end === null ? null : { start: atom.start, end, before: atom.before, text: text.slice(atom.start, end) };
}

/**
 * Whether the match is the rest of a longer number, because digits and a point, a comma or an apostrophe stand before
 * it.
 */
export function isInsideNumber({ input, index }: RegExpExecArray): boolean {
  return /[0-9][.,']$/.test(input.slice(Math.max(0, index - 2), index));
}
