/**
 * A separate process that runs seeds; one runs on each core. It runs in Pacific time, in which NetSuite's engine keeps
 * dates.
 */

import { zipProject } from '../../tools/shared/project';
import { THEMES, type Theme } from './faults';
import { generateHistory } from './generate';
import type { History } from './history';
import { runHistory, type Verdict } from './run';
import { invariantOf, shrink } from './shrink';
import { readPackage } from './world';

export interface Order {
  readonly kind: 'seed';
  readonly seed: number;
  readonly steps: number;
  readonly themes: readonly Theme[];
}

export interface ShrinkOrder {
  readonly kind: 'shrink';
  readonly history: History;
  readonly invariant: string;
}

export interface Lived {
  readonly kind: 'lived';
  readonly verdict: Verdict;
  /** The history of a failed life. */
  readonly history: History | null;
}

export interface Shrunk {
  readonly kind: 'shrunk';
  readonly history: History;
}

const project = readPackage(zipProject());

process.on('message', (order: Order | ShrinkOrder) => {
  process.send?.(order.kind === 'seed' ? live(order) : shorten(order));
});

function live({ seed, steps, themes }: Order): Lived {
  const history = generateHistory(seed, steps, themes.length === 0 ? THEMES : themes);
  const verdict = runHistory(history, project);
  return { kind: 'lived', verdict, history: verdict.problems.length > 0 ? history : null };
}

function shorten({ history, invariant }: ShrinkOrder): Shrunk {
  const fails = (shorter: History): boolean =>
    runHistory(shorter, project).problems.some((problem) => invariantOf(problem) === invariant);
  return { kind: 'shrunk', history: shrink(history, fails) };
}
