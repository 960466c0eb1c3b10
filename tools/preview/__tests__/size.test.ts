import { measure } from './measure';

test('60,000 rows are read within memory that 6,000 would take', () => {
  // A process that needs more than this for its values ends.
  const measured = measure(60_000, { heapMegabytes: 40 });

  expect(measured).toMatchObject({ rows: 60_000, fulfillments: 60_000, problems: 12_000, lastLine: 120_000 });
  expect(measured.megabytes).toBeLessThan(200);
});
