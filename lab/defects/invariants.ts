/** Counts the defects that each invariant finds. An invariant that finds none may be unable to fail. */

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { findRoot } from '../../tools/shared/project';

/** Matches the report of a violation, which contains the invariant's title as a literal. */
const CALL = /\b(?:complain|problems\.push)\(\s*(?:'([^']+)'|`([^`$:]+):|`\$\{invariant\}:)?/g;

/** Titles of all invariants, read from the simulation's sources. Throws when a title is not a literal. */
export function readInvariants(): readonly string[] {
  const folder = path.join(findRoot(), 'lab/simulate');
  const files = readdirSync(folder).filter((name) => name.endsWith('.ts'));
  const titles = files.flatMap((file) => titlesIn(file, readFileSync(path.join(folder, file), 'utf8')));
  return [...new Set(titles)].sort();
}

export function titlesIn(file: string, source: string): readonly string[] {
  return [...source.matchAll(CALL)].flatMap(([call, text, template]) => {
    const title = text ?? template;
    if (title !== undefined) return [title];
    if (call.endsWith('`${invariant}:')) return [];
    throw new Error(
      `lab/simulate/${file} misses an invariant whose title is not written out: ${call}. Write it there.`,
    );
  });
}

/**
 * Lines of a table: the number of defects that each invariant found first, highest first, then the invariants that
 * found none.
 */
export function describeInvariants(found: readonly string[], invariants: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const invariant of found) counts.set(invariant, (counts.get(invariant) ?? 0) + 1);
  const rows = [...counts].sort(([left, many], [right, more]) => more - many || left.localeCompare(right));
  const silent = invariants.filter((invariant) => !counts.has(invariant));
  return [
    'Defects by the invariant that was missed first:',
    ...rows.map(([invariant, count]) => `${String(count).padStart(4)}  ${invariant}`),
    `Invariants that no defect missed first: ${silent.length} of ${invariants.length}`,
    ...silent.map((invariant) => `      ${invariant}`),
  ];
}
