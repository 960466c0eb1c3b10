import { CI_SEEDS, TOO_RARE_FOR_CI } from './ci_seeds';
import { liveSeeds, MOST_MS } from './live_seeds';

function missingIn(told: string): readonly string[] {
  const last = told.trim().split('\n').at(-1) ?? '';
  if (last === 'Every kind of fault struck, and every trap sprang in every script.') return [];
  const [, missing = last] = /^Not met: (.+)\.$/.exec(last) ?? [];
  return missing.split(', ');
}

describe('seeded lives', () => {
  const told: string[] = [];

  test.each(CI_SEEDS)(
    '$count from $from, themes $themes: end with NetSuite and AfterShip in step, or with a person told',
    (lives) => {
      const output = liveSeeds(lives);
      told.push(output);

      expect(output).toContain(`${lives.count} histories from seed ${lives.from}, ${lives.steps} steps: 0 failed.`);
    },
    MOST_MS + 10_000,
  );

  test('meet every kind of fault, and in every script every effect of a trap', () => {
    expect(told).toHaveLength(CI_SEEDS.length);
    const [first = [], ...others] = told.map(missingIn);
    const missing = first.filter((name) => others.every((other) => other.includes(name)));

    expect(missing.filter((name) => !TOO_RARE_FOR_CI.includes(name))).toEqual([]);
  });
});
