/** A mutation: one slip in one file of a project, and whether a check that knows only forms and facts can find it. */

import { createHash } from 'node:crypto';

export const OPERATORS = ['drop', 'rename', 'misspell', 'swap', 'lengthen', 'duplicate', 're-point'] as const;
export type Operator = (typeof OPERATORS)[number];

export interface Mutation {
  readonly operator: Operator;
  /** What it was done to: `element name`, `value`, `module`. */
  readonly target: string;
  readonly file: string;
  /** Where in the file, and what became of it: for a person who looks at a survivor. */
  readonly what: string;
  /** The file's text afterwards: written only for those that are tried. */
  readonly write: () => string;
  /**
   * Why the result is a valid project by the facts, which no check of a project can find wrong; null when it is not.
   * Decided from facts/ and from the unchanged project, never from what the check says.
   */
  readonly valid: string | null;
}

/** Draws one; throws where there is none. */
export function pick<T>(values: readonly T[], random: () => number): T {
  const value = values[Math.floor(random() * values.length)];
  if (value === undefined) throw new Error('There is nothing to pick from.');
  return value;
}

/** Chance that depends on a text and nothing else. */
export function randomOf(text: string): () => number {
  let state = createHash('sha256').update(text).digest().readUInt32LE();
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** So many of them, drawn by what each one is: a slip that is added or gone elsewhere does not change the others. */
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

/** One slip of a finger: a letter lost, doubled, swapped with the next, or in another case. Never the same text. */
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
    // What is empty, or no word any more, was dropped rather than misspelled.
    if (slip !== text && slip !== '' && /^\d/.test(slip) === /^\d/.test(text)) return slip;
  }
  return `${text}x`;
}

function otherCase(letter: string): string {
  return letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase();
}
