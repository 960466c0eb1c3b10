import { measure } from './measure';

test('60,000 rows are read within a heap of 40 MB', () => {
  // A process that needs more for its values ends. When the platform gives freed memory back is its own affair.
  const measured = measure(60_000, { heapMegabytes: 40 });

  expect(measured).toMatchObject({ rows: 60_000, fulfillments: 60_000, problems: 12_000, lastLine: 120_000 });
});
