/**
 * Finds numbers of the company's own documents: the fulfillment's number, its order's number, and numbers with their
 * prefixes.
 */

import type { Piece } from './pieces';
import { compact } from './proofs';
import type { Place } from './stretches';
import { matchAt, stretchTo } from './stretches';

export interface OwnNumbers {
  /** The document numbers, compacted. */
  readonly numbers: ReadonlySet<string>;
  readonly expression: RegExp;
}

/** Prefixes that NetSuite proposes for document numbers, and people's short names of the documents. */
const PREFIXES = 'IF|SO|PO|P\\.O\\.?|S\\.O\\.?|INV|ORD|RMA|RA|WO|TO|CM|EST|QU|SI|SORD|TRNFR|FUL|SHP|JOB';
/** A document number with fewer characters could mean anything. */
const SHORTEST_OWN = 3;
const MOST_ATOMS = 8;

export function ownNumbersOf(numbers: readonly string[], prefixes: readonly string[]): OwnNumbers {
  const own = prefixes.filter((prefix) => /[A-Za-z]/.test(prefix)).map((prefix) => `|${prefix.replace(/\W/g, '\\$&')}`);
  return {
    numbers: new Set(numbers.map(compact).filter(({ length }) => length >= SHORTEST_OWN)),
    expression: new RegExp(
      `(?:${PREFIXES}${own.join('')})[- #:.]{0,3}\\d{1,10}(?:[-/]\\d{1,6}){0,2}(?![0-9A-Za-z])`,
      'iy',
    ),
  };
}

export function documentAt(place: Place, own: OwnNumbers): Piece | null {
  const end = endOfOwn(place, own.numbers);
  const stretch = end === null ? null : stretchTo(place, end);
  if (stretch !== null) return { ...stretch, cost: 0.5, kind: 'none', why: 'document' };
  const match = place.atom.kind === 'letters' ? matchAt(own.expression, place.text, place.atom.start) : null;
  const prefixed = match === null ? null : stretchTo(place, place.atom.start + match[0].length);
  return prefixed === null ? null : { ...prefixed, cost: 1.5, kind: 'none', why: 'document' };
}

function endOfOwn({ atoms, index }: Place, numbers: ReadonlySet<string>): number | null {
  let joined = '';
  for (let at = index; numbers.size > 0 && at < index + MOST_ATOMS; at += 1) {
    const atom = atoms[at];
    if (atom === undefined || (at > index && !/^[ #:./-]{0,3}$/.test(atom.before))) return null;
    joined += compact(atom.text);
    if (atoms[at + 1]?.before !== '' && numbers.has(joined)) return atom.end;
  }
  return null;
}
