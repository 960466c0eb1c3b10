/** Reads numbers that are written together without a separator, and a number that was scanned twice. */

import type { Atom } from './atoms';
import type { Piece } from './pieces';
import type { Proof } from './proofs';
import { CHECK_BITS, STRONG_BITS, compact, proofsOf } from './proofs';

const SHORTEST = 20;
const LONGEST = 110;
/** Lengths of numbers whose check digit proves enough when they stand beside another number. */
const LENGTHS = [12, 13, 15, 18, 20, 22, 26];

/**
 * Reads the text from an atom on as two or more numbers written together; null unless every number proves itself and
 * only one split is possible.
 */
export function readRunTogether(atoms: readonly Atom[], index: number): Piece | null {
  const first = atoms[index];
  if (first === undefined || (first.before === '' && index > 0)) return null;
  let token = first.text;
  for (let at = index + 1; atoms[at]?.before === '' && token.length <= LONGEST; at += 1) token += atoms[at]?.text ?? '';
  const number = compact(token);
  if (number.length < SHORTEST || number.length > LONGEST) return null;
  const twice = repeated(number);
  const parts = twice === null ? provedParts(number) : [twice];
  if (parts === null) return null;
  const here = { start: first.start, end: first.start + token.length, before: first.before, text: token };
  const found = parts.map(({ form, printed }) => ({
    number: printed,
    typed: token,
    form,
    how: 'split' as const,
    slug: null,
    parameters: [],
  }));
  return { ...here, cost: twice === null ? costOf(parts) : 1, kind: 'numbers', found };
}

function costOf(parts: readonly Proof[]): number {
  return parts.reduce((sum, { form }) => sum + 12 - Math.min(form.bits, 11), 3);
}

/** The number that the text repeats two or three times; null when it repeats none. */
function repeated(number: string): Proof | null {
  for (const times of [2, 3]) {
    const one = number.slice(0, number.length / times);
    const best = one.repeat(times) === number ? proofsOf(one).find(({ form }) => form.check !== null) : undefined;
    if (best !== undefined) return best;
  }
  return null;
}

function provedParts(number: string): readonly Proof[] | null {
  const ways = LENGTHS.flatMap((length) => {
    const times = number.length / length;
    if (times < 2 || !Number.isInteger(times)) return [];
    const parts = Array.from({ length: times }, (_, at) => checked(number.slice(at * length, (at + 1) * length)));
    const way = alike(parts);
    return way === null ? [] : [way];
  });
  return ways.length === 1 ? (ways[0] ?? null) : null;
}

function checked(number: string): readonly Proof[] {
  return proofsOf(number).filter(({ form }) => form.check !== null && form.bits >= CHECK_BITS);
}

/** The proofs when all parts have the same form, or when each part proves itself alone; null otherwise. */
function alike(parts: readonly (readonly Proof[])[]): readonly Proof[] | null {
  const shared = parts[0]?.find(({ form }) => parts.every((proofs) => proofs.some((proof) => proof.form === form)));
  if (shared !== undefined) return parts.flatMap((proofs) => proofs.filter(({ form }) => form === shared.form));
  const best = parts.flatMap(([first]) => (first === undefined ? [] : [first]));
  return best.length === parts.length && best.every(({ form }) => form.bits >= STRONG_BITS) ? best : null;
}
