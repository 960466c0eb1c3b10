/** Runs measurements of the bench at a size. */

import { SCENARIOS, type Measured, type ScenarioName } from './scenarios';

export interface BenchPlan {
  /** Of the full size, 1 to 100. */
  readonly percent: number;
  readonly only: readonly ScenarioName[];
}

/** Fewer than these make no quarter of each kind of change. */
const LEAST = 8;

export function measureAll({ percent, only }: BenchPlan, tell: (text: string) => void): Measured {
  const scaled = (full: number): number => Math.max(LEAST, Math.round((full * percent) / 100));
  const measured = only.map((name) => {
    tell(name);
    return SCENARIOS[name](scaled, tell);
  });
  return {
    tables: measured.flatMap(({ tables }) => tables),
    broken: measured.flatMap(({ broken }) => broken),
  };
}
