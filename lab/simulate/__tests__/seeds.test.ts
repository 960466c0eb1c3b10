import { THEMES } from '../faults';
import { FEW_SEEDS } from './ci_seeds';
import { liveSeeds, MOST_MS } from './live_seeds';

test(
  'a life of each theme ends with NetSuite and AfterShip in step, or with a person told',
  () => {
    expect(FEW_SEEDS.count).toBeGreaterThanOrEqual(THEMES.length);
    expect(liveSeeds(FEW_SEEDS)).toContain(
      `${FEW_SEEDS.count} histories from seed ${FEW_SEEDS.from}, 40 steps: 0 failed.`,
    );
  },
  MOST_MS + 10_000,
);
