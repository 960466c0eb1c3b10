import { KEEP_DAYS } from '../../src/TypeScript/aftership/app/schedule/hourly_check';
import { covers, OLDEST_DAYS, searchDays, standing, windowProblem } from '../../src/TypeScript/aftership/core/backfill';
import { aBackfill } from '../fixtures';

const TODAY = '2026-11-23';

describe('the days of a backfill', () => {
  it.each<[string, string, string | null]>([
    ['2026-09-01', '2026-09-30', null],
    ['2026-11-23', '2026-11-24', null],
    ['2026-09-01', '2026-09-01', null],
    ['', '2026-09-30', 'first day'],
    ['01.09.2026', '2026-09-30', 'first day'],
    ['2026-02-30', '2026-09-30', 'first day'],
    ['2026-09-01', '2026-13-01', 'last day'],
    ['2026-09-01', '"><b>', 'last day'],
    ['2026-09-30', '2026-09-01', 'order'],
    ['2026-09-01', '2026-11-25', 'future'],
    ['2025-09-01', '2026-09-30', 'too old'],
  ])('from %p to %p: %p', (from, to, problem) => {
    expect(windowProblem(from, to, TODAY)).toBe(problem);
  });

  it('reach no further back than the ledger remembers, also when it was paused for months', () => {
    expect(OLDEST_DAYS).toBeLessThan(KEEP_DAYS);
    const wish = aBackfill({ from: '2026-09-01', to: '2026-09-30' });

    expect(covers(wish, '2026-09-01', TODAY)).toBe(true);
    expect(covers(wish, '2026-09-30', TODAY)).toBe(true);
    expect(covers(wish, '2026-08-31', TODAY)).toBe(false);
    expect(covers(wish, '2026-10-01', TODAY)).toBe(false);
    expect(covers(wish, '2026-09-01', '2027-03-01')).toBe(false);
  });

  it('are searched by the date, which may lie a month apart from the day of shipping', () => {
    expect(searchDays(aBackfill({ from: '2026-03-01', to: '2026-03-31' }))).toEqual({
      from: '2026-03-01',
      to: '2026-03-31',
      earliest: '2026-01-29',
      latest: '2026-05-01',
      changedSince: '2026-02-28',
      madeUntil: '2026-04-07',
    });
  });

  it('a backfill waits in another mode than the one it was started in', () => {
    expect(standing(aBackfill({ mode: 'preview' }), 'on')).toBe('waits');
    expect(standing(aBackfill({ mode: 'on' }), 'off')).toBe('waits');
    expect(standing(aBackfill({ mode: 'on' }), 'on')).toBe('goes on');
    expect(standing(aBackfill({ state: 'paused' }), 'on')).toBe('waits');
    expect(standing(aBackfill({ state: 'cancelled' }), 'on')).toBe('is over');
  });
});
