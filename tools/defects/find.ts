/** Lives histories with a defect until a demand is missed. */

import { generateHistory } from '../simulate/generate';
import { THEMES, type Theme } from '../simulate/faults';
import { runHistory } from '../simulate/run';
import { demandOf } from '../simulate/shrink';
import type { Project } from '../simulate/world';

export interface Finding {
  readonly seed: number;
  readonly theme: string;
  readonly demand: string;
  readonly detail: string;
}

export interface Search {
  readonly finding: Finding | null;
  readonly lived: number;
}

/** A history that fails without the defect, too, proves nothing about it. */
export function findDefect(
  defective: Project,
  right: Project,
  themes: readonly Theme[],
  plan: { readonly from: number; readonly most: number; readonly steps: number },
): Search {
  const rest = THEMES.filter((theme) => !themes.includes(theme));
  for (let lived = 0; lived < plan.most; lived += 1) {
    // Three lives of the likely themes, then one of the others.
    const only = lived % 4 === 3 ? rest : themes;
    const history = generateHistory(plan.from + lived, plan.steps, only);
    const [problem] = runHistory(history, defective).problems;
    if (problem === undefined) continue;
    if (runHistory(history, right).problems.some((other) => demandOf(other) === demandOf(problem))) continue;
    const finding = { seed: history.seed, theme: history.theme, demand: demandOf(problem), detail: problem };
    return { finding, lived: lived + 1 };
  }
  return { finding: null, lived: plan.most };
}
