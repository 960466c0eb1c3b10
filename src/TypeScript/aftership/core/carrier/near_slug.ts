/** Finds the slug that a wrong slug means, such as `Royal Mail`, `royalmail` or `fedx`. */

import { nameTable } from './name_table';
import { slugsNamedIn } from './names';

/** A shorter slug is similar to too many others. */
const SHORTEST_MISTYPED = 4;

/** The slug that is meant; '' when none is obvious. */
export function nearSlug(text: string): string {
  const named = [...(slugsNamedIn(text.replace(/-/g, ' ')) ?? [])].filter((slug) => slug !== text);
  if (named.length === 1) return named[0] ?? '';
  const near = [...nameTable().slugs].filter((slug) => isMistyped(text, slug));
  return near.length === 1 ? (near[0] ?? '') : '';
}

function isMistyped(text: string, slug: string): boolean {
  if (text === slug || Math.min(text.length, slug.length) < SHORTEST_MISTYPED) return false;
  return text.replace(/-/g, '') === slug.replace(/-/g, '') || isOneOff(text, slug);
}

/** Whether one character is wrong, missing or extra, or two neighbours have changed places. */
function isOneOff(left: string, right: string): boolean {
  let at = 0;
  while (at < left.length && left[at] === right[at]) at += 1;
  const rest = [left.slice(at), right.slice(at)] as const;
  const [a, b] = rest;
  return (
    a.slice(1) === b.slice(1) ||
    a.slice(1) === b ||
    a === b.slice(1) ||
    (a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2))
  );
}
