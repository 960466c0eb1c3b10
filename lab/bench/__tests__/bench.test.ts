/** The bench at a small size: it runs, and what it promises is kept. */

import { measureBurst } from '../burst';
import { measureDay, type DayPlan } from '../day';
import { measureGrowth, type GrowthResult } from '../growth';
import { measureAll } from '../run';
import { SCENARIO_NAMES } from '../scenarios';

const told: string[] = [];

it('measures everything, keeps every promise and says what it is doing', () => {
  const { tables, broken } = measureAll({ percent: 1, only: SCENARIO_NAMES }, (text) => told.push(text));

  expect(broken).toEqual([]);
  expect(told).toEqual(expect.arrayContaining([...SCENARIO_NAMES]));
  for (const { title, head, rows } of tables) {
    expect([title, rows.length]).not.toEqual([title, 0]);
    for (const row of rows) {
      expect([title, row.length]).toEqual([title, head.length]);
      expect(row.join(' ')).not.toMatch(/NaN|Infinity|undefined/);
    }
  }
}, 60_000);

describe('a day', () => {
  const day = (more: Partial<DayPlan>) =>
    measureDay({ way: 'this project', fulfillments: 20, edits: 10, timeOuts: 0, ...more });

  it('tells what the usual ways lose: a number that changed, and a post that timed out', () => {
    const [quiet, bad] = [0, 0.5].map((timeOuts) => day({ way: 'post in the save', timeOuts }));

    expect(quiet).toMatchObject({ lost: 1, leftOver: 1, requests: 1 });
    expect(quiet?.save.most).toBeLessThan(2);
    expect(bad?.lost).toBeGreaterThan(1);
    expect(bad?.save.most).toBeGreaterThan(45);
    expect(day({ way: 'poll' })).toMatchObject({ lost: 1, leftOver: 1, looks: 0, save: { most: 0 } });
  });

  it('loses nothing with this project, and a person never waits for AfterShip', () => {
    const result = day({ timeOuts: 0.3 });

    expect(result).toMatchObject({ lost: 0, leftOver: 0 });
    expect(result.save.most).toBeLessThan(1);
  }, 20_000);
});

it('is faster with more processors, and a clerk waits behind an import', () => {
  const plan = { fulfillments: 30, clerkAfter: null };
  const [one, two, five] = [1, 2, 5].map((processors) =>
    measureBurst({ ...plan, processors, concurrencyLimit: processors }),
  );
  const limited = measureBurst({ ...plan, processors: 60, concurrencyLimit: 1, clerkAfter: 20 });

  expect((two?.rate ?? 0) / (one?.rate ?? 1)).toBeCloseTo(2, 0);
  expect((five?.rate ?? 0) / (one?.rate ?? 1)).toBeGreaterThan(4);
  expect(limited.rate).toBeCloseTo(one?.rate ?? 0, 1);
  expect(limited.clerkWaits).toBeGreaterThan(10);
}, 20_000);

it('counts the rows that searches test, which are no more when the ledger is larger', () => {
  const [some, many] = [1500, 4500].map((rows) => measureGrowth(rows));
  const ofLedger = (result: GrowthResult | undefined) =>
    [result?.idleHour, result?.save, result?.correction, result?.failure].map((tested) => tested?.ledger);

  expect(some?.idleHour.fulfillments).toBeGreaterThan(0);
  expect(some?.idleHour.ledger).toBeGreaterThan(0);
  expect(ofLedger(many)).toEqual(ofLedger(some));
}, 40_000);
