/** The lives that every run of the tests lives; `npm run simulate seeds=240 from=1 steps=40` is the same by hand. */
export const CI_SEEDS = { from: 1, count: 240, steps: 40 } as const;
