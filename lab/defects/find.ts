/** Runs histories with a defect until one violates an invariant. */

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
  /** Name of the kept history that found the defect; null when the life of the seed did. */
  readonly kept: string | null;
  readonly invariant: string;
  readonly detail: string;
}

export interface Search {
  readonly finding: Finding | null;
  readonly lived: number;
}

/** Runs lives of seeds first, then the kept histories, because some defects need a coincidence that few seeds have. */
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
    // Of four lives, three have the likely themes and one has another theme.
    const only = lived % 4 === 3 ? rest : themes;
    const finding = tryHistory(generateHistory(plan.from + lived, plan.steps, only), null);
    if (finding !== null) return { finding, lived: lived + 1 };
  }
  for (const [index, { name, history }] of plan.kept.entries()) {
    const finding = tryHistory(history, name);
    if (finding !== null) return { finding, lived: plan.most + index + 1 };
  }
  return { finding: null, lived: plan.most + plan.kept.length };

  /** Runs one history. If it fails without the defect, too, it proves nothing about the defect. */
  function tryHistory(history: History, kept: string | null): Finding | null {
    const [problem] = runHistory(history, defective).problems;
    if (problem === undefined) return null;
    if (runHistory(history, right).problems.some((other) => invariantOf(other) === invariantOf(problem))) return null;
    return { seed: history.seed, theme: history.theme, kept, invariant: invariantOf(problem), detail: problem };
  }
}
