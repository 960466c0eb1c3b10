/** Finds a short history that still fails by leaving out steps that are not needed (delta debugging). */

import type { History, Step } from './history';

/** True when a history still violates the same invariant. */
type Fails = (history: History) => boolean;

/** `budget` is the highest number of histories that may be run. */
export function shrink(history: History, fails: Fails, budget = 400): History {
  let left = budget;
  const stillFails = (steps: readonly Step[]): boolean => {
    if (left <= 0) return false;
    left -= 1;
    return fails({ ...history, steps });
  };
  let steps = history.steps;
  for (let size = Math.ceil(steps.length / 2); size >= 1 && left > 0;) {
    const shorter = leaveOut(steps, size, stillFails);
    if (shorter.length < steps.length) steps = shorter;
    else if (size === 1) break;
    size = Math.max(
      1,
      Math.min(Math.ceil(steps.length / 2), size === 1 && shorter === steps ? 1 : Math.floor(size / 2)),
    );
    if (steps.length === 0) break;
  }
  return withDefaults({ ...history, steps }, (plain) => left > 0 && (left -= 1) >= 0 && fails(plain));
}

/** One pass over the steps that leaves out pieces of this size. */
function leaveOut(
  steps: readonly Step[],
  size: number,
  stillFails: (steps: readonly Step[]) => boolean,
): readonly Step[] {
  let kept = steps;
  for (let start = 0; start < kept.length;) {
    const candidate = [...kept.slice(0, start), ...kept.slice(start + size)];
    if (candidate.length < kept.length && stillFails(candidate)) kept = candidate;
    else start += size;
  }
  return kept;
}

/** Resets dials that do not matter to their default, so that only the relevant ones remain. */
function withDefaults(history: History, fails: Fails): History {
  let found = history;
  for (const side of ['dials', 'aftershipDials'] as const) {
    for (const name of Object.keys(found.plan[side])) {
      const rest = Object.fromEntries(Object.entries(found.plan[side]).filter(([key]) => key !== name));
      const plain: History = { ...found, plan: { ...found.plan, [side]: rest } };
      if (fails(plain)) found = plain;
    }
  }
  return found;
}

/** Title of the invariant in a problem, without the details of this life. */
export function invariantOf(problem: string): string {
  return problem.split(':')[0] ?? problem;
}
