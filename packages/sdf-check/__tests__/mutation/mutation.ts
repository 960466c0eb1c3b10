/**
 * A mutation: one slip in one file of a project, with the decision whether a check that knows only forms and facts can
 * find it.
 */

import { createHash } from 'node:crypto';

export const OPERATORS = ['drop', 'rename', 'misspell', 'swap', 'lengthen', 'duplicate', 're-point'] as const;
export type Operator = (typeof OPERATORS)[number];

export interface Mutation {
  readonly operator: Operator;
  /** The mutated part: `element name`, `value`, `module`. */
  readonly target: string;
  readonly file: string;
  /** Place and change, for a person who looks at a mutation that was not found. */
  readonly what: string;
  /** Makes the changed text; called only for mutations that are tried. */
  readonly write: () => string;
  /**
   * Reason why the changed project is still valid by the facts, so that no check can find the slip; null when it is not
   * valid. The decision uses facts/ and the unchanged project, never the check.
   */
  readonly valid: string | null;
}

/** Draws one value; throws when there is none. */
export function pick<T>(values: readonly T[], random: () => number): T {
  const value = values[Math.floor(random() * values.length)];
  if (value === undefined) throw new Error('There is nothing to pick from.');
  return value;
}

/** A random generator that depends on the text only. */
export function randomOf(text: string): () => number {
  let state = createHash('sha256').update(text).digest().readUInt32LE();
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Draws mutations by their content, so that a mutation added or removed elsewhere does not change the others. */
export function draw(mutations: readonly Mutation[], many: number): readonly Mutation[] {
  return mutations
    .map((mutation) => {
      const { file, operator, target, what } = mutation;
      return { mutation, key: randomOf([file, operator, target, what].join('\n'))() };
    })
    .sort((left, right) => left.key - right.key)
    .slice(0, many)
    .map(({ mutation }) => mutation);
}

/**
 * Makes a typing slip: a letter lost, doubled, swapped with the next, or in another case. The result always differs.
 */
export function misspell(text: string, random: () => number): string {
  const letters = [...text.matchAll(/[A-Za-z0-9]/g)].map(({ index }) => index);
  if (letters.length === 0) return `${text}x`;
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const at = pick(letters, random);
    const slips = [
      text.slice(0, at) + text.slice(at + 1),
      text.slice(0, at) + text.charAt(at) + text.slice(at),
      text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2),
      text.slice(0, at) + otherCase(text.charAt(at)) + text.slice(at + 1),
    ];
    const slip = pick(slips, random);
    // An empty result or one that is no word any more would be a dropped text, not a misspelled one.
    if (slip !== text && slip !== '' && /^\d/.test(slip) === /^\d/.test(text)) return slip;
  }
  return `${text}x`;
}

function otherCase(letter: string): string {
  return letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase();
}
