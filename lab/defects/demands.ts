/** Which demands the deliberate defects are found by: one that none is found by may be unable to fail. */

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { findRoot } from '../../tools/shared/project';

/** How a demand is missed: its title is written out where it is demanded. */
const CALL = /\b(?:complain|problems\.push)\(\s*(?:'([^']+)'|`([^`$:]+):|`\$\{demand\}:)?/g;

/** The titles of all demands, read from the simulation's sources. Throws when one is not written out. */
export function readDemands(): readonly string[] {
  const folder = path.join(findRoot(), 'lab/simulate');
  const files = readdirSync(folder).filter((name) => name.endsWith('.ts'));
  const titles = files.flatMap((file) => titlesIn(file, readFileSync(path.join(folder, file), 'utf8')));
  return [...new Set(titles)].sort();
}

export function titlesIn(file: string, source: string): readonly string[] {
  return [...source.matchAll(CALL)].flatMap(([call, text, template]) => {
    const title = text ?? template;
    if (title !== undefined) return [title];
    if (call.endsWith('`${demand}:')) return [];
    throw new Error(`lab/simulate/${file} misses a demand whose title is not written out: ${call}. Write it there.`);
  });
}

/** Lines of a table: how many defects each demand found first, most first; then the demands that found none. */
export function describeDemands(found: readonly string[], demands: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const demand of found) counts.set(demand, (counts.get(demand) ?? 0) + 1);
  const rows = [...counts].sort(([left, many], [right, more]) => more - many || left.localeCompare(right));
  const silent = demands.filter((demand) => !counts.has(demand));
  return [
    'Defects by the demand that was missed first:',
    ...rows.map(([demand, count]) => `${String(count).padStart(4)}  ${demand}`),
    `Demands that no defect missed first: ${silent.length} of ${demands.length}`,
    ...silent.map((demand) => `      ${demand}`),
  ];
}
