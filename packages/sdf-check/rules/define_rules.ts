/** Defines rules: their texts as data, and one function that finds the problems of several rules. */

import type { Problem } from '../project/finding';
import { oncePerProject } from '../project/once';
import type { Project } from '../project/project';
import type { Rule } from './rule';

type RuleText = Omit<Rule, 'check'>;

/** Rules that share one pass over the project. */
export function defineRules(
  find: (project: Project) => readonly Problem[],
  texts: readonly RuleText[],
): readonly Rule[] {
  const findOnce = oncePerProject(find);
  return texts.map((text) => ({
    ...text,
    check: (project) =>
      findOnce(project)
        .filter(({ code }) => code === text.code)
        .map((problem) => ({ ...problem, severity: text.severity })),
  }));
}

/** Replaces a piece of a text for a fixture. Throws when the text does not contain the piece. */
export function edit(text: string, from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`The text does not hold ${from}`);
  return text.replace(from, () => to);
}

/** The most similar candidate, if it is similar enough; for advice about a misspelling. */
export function findClosest(text: string, candidates: Iterable<string>): string | null {
  let best: string | null = null;
  let bestDistance = Math.max(2, Math.floor(text.length / 4)) + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - text.length) >= bestDistance) continue;
    const distance = editDistance(text.toLowerCase(), candidate.toLowerCase());
    if (distance >= bestDistance) continue;
    best = candidate;
    bestDistance = distance;
  }
  return best;
}

const MAX_SLIPS = 2;
/** Shorter names may differ by two letters and be different names. */
const MIN_LENGTH = 12;
/** Nearly every slip keeps the beginning or the end, so only candidates with the same beginning or end are compared. */
const KEPT = 6;

/**
 * Finds a candidate that differs by one or two letters. Digits are ignored, because numbered names differ on purpose.
 */
export function indexMisspellings(candidates: Iterable<string>): (text: string) => string | null {
  const byEnds = new Map<string, string[]>();
  for (const candidate of candidates) {
    if (candidate.length < MIN_LENGTH) continue;
    for (const end of endsOf(candidate)) byEnds.set(end, [...(byEnds.get(end) ?? []), candidate]);
  }
  const letters = (text: string): string => text.replace(/\d/g, '');
  return (text) => {
    const similar = endsOf(text)
      .flatMap((end) => byEnds.get(end) ?? [])
      .filter(({ length }) => Math.abs(length - text.length) <= MAX_SLIPS);
    return similar.find((one) => letters(one) !== letters(text) && editDistance(text, one) <= MAX_SLIPS) ?? null;
  };
}

function endsOf(text: string): readonly string[] {
  return [`${text.slice(0, KEPT)}…`, `…${text.slice(-KEPT)}`];
}

/** `Write "x" instead.` when a similar candidate exists, else the given advice. */
export function adviseClosest(text: string, candidates: Iterable<string>, otherwise: string): string {
  const closest = findClosest(text, candidates);
  return closest === null ? otherwise : `Write ${closest}, if that is what is meant. ${otherwise}`;
}

function editDistance(left: string, right: string): number {
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const replaced = (previous[column - 1] ?? 0) + (left[row - 1] === right[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[right.length] ?? 0;
}
