/** Lives histories with a defect until an invariant is missed. */

import { THEMES, type Theme } from '../simulate/faults';
import { generateHistory } from '../simulate/generate';
import type { History } from '../simulate/history';
import type { KeptHistory } from '../simulate/kept';
import { runHistory } from '../simulate/run';
import { invariantOf } from '../simulate/shrink';
import type { Project } from '../simulate/world';

export interface Finding {
  readonly seed: number;
  readonly theme: string;
  /** The name of the kept history that found it; null = the life of this seed did. */
  readonly kept: string | null;
  readonly invariant: string;
  readonly detail: string;
}

export interface Search {
  readonly finding: Finding | null;
  readonly lived: number;
}

/** Lives of seeds first, then those that once failed: some defects take a coincidence that few seeds have. */
export function findDefect(
  defective: Project,
  right: Project,
  themes: readonly Theme[],
  plan: {
    readonly from: number;
    readonly most: number;
    readonly steps: number;
    readonly kept: readonly KeptHistory[];
  },
): Search {
  const rest = THEMES.filter((theme) => !themes.includes(theme));
  for (let lived = 0; lived < plan.most; lived += 1) {
    // Three lives of the likely themes, then one of the others.
    const only = lived % 4 === 3 ? rest : themes;
    const finding = tryHistory(generateHistory(plan.from + lived, plan.steps, only), null);
    if (finding !== null) return { finding, lived: lived + 1 };
  }
  for (const [index, { name, history }] of plan.kept.entries()) {
    const finding = tryHistory(history, name);
    if (finding !== null) return { finding, lived: plan.most + index + 1 };
  }
  return { finding: null, lived: plan.most + plan.kept.length };

  /** A history that fails without the defect, too, proves nothing about it. */
  function tryHistory(history: History, kept: string | null): Finding | null {
    const [problem] = runHistory(history, defective).problems;
    if (problem === undefined) return null;
    if (runHistory(history, right).problems.some((other) => invariantOf(other) === invariantOf(problem))) return null;
    return { seed: history.seed, theme: history.theme, kept, invariant: invariantOf(problem), detail: problem };
  }
}
