/** Caches results by project, because many rules need the same ones. */

import type { Project } from './project';

/** Computes the result for a key once and returns it on every call. */
export function oncePer<Input, Found>(
  keyOf: (input: Input) => object,
  find: (input: Input) => Found,
): (input: Input) => Found {
  const known = new WeakMap<object, { readonly found: Found }>();
  return (input) => {
    const key = keyOf(input);
    const entry = known.get(key) ?? { found: find(input) };
    known.set(key, entry);
    return entry.found;
  };
}

export function oncePerProject<Found>(find: (project: Project) => Found): (project: Project) => Found {
  return oncePer((project) => project, find);
}
