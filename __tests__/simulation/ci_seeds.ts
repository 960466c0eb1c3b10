/** The lives that every run of the tests lives; `npm run simulate seeds=240 from=4001 steps=40` is the same by hand. */
export const CI_SEEDS = { from: 4001, count: 240, steps: 40 } as const;

/** What these lives do not happen to meet; lives of `themes=races` do. */
export const TOO_RARE_FOR_CI: readonly string[] = ['second run in fulfillment_ue', 'second run in sweep_mr'];
