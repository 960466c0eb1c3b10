import type { Theme } from '../faults';

export interface SeededLives {
  readonly from: number;
  readonly count: number;
  readonly steps: number;
  /** Themes of the lives; empty for all themes in turn. */
  readonly themes: readonly Theme[];
}

/** Seeds of `npm test`: a life of each theme, as themes go by the seed. */
export const FEW_SEEDS: SeededLives = { from: 4001, count: 20, steps: 40, themes: [] };

/**
 * Seeds of `npm run test:long`. `npm run simulate seeds=240 from=4001 steps=40` runs the first part by hand. The other
 * parts have themes that the first seldom meets.
 */
export const CI_SEEDS: readonly SeededLives[] = [
  { from: 4001, count: 240, steps: 40, themes: [] },
  { from: 1, count: 60, steps: 40, themes: ['wire', 'races'] },
  { from: 501, count: 70, steps: 40, themes: ['wire'] },
  { from: 1, count: 8, steps: 40, themes: ['sandbox'] },
];

/** Faults that these lives do not meet; other seeds do. */
export const TOO_RARE_FOR_CI: readonly string[] = ['second run in fulfillment_ue', 'second run in hourly_check_mr'];
