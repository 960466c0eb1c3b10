/** What is found out about a project is found once: many rules ask for the same. */

import type { Project } from './project';

/** The same answer on every call for the same key, found once. */
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
