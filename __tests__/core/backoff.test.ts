import fc from 'fast-check';

import {
  decideRetry,
  describeBackoff,
  isExhausted,
  MAX_ATTEMPTS,
  WAKE_INTERVAL_SECONDS,
} from '../../src/TypeScript/aftership/core/backoff';

const NOW = 1_795_000_000;
const LATEST = 0;
const EARLIEST = 0.999_999;

describe('a failed attempt', () => {
  it.each([
    [0, 1],
    [1, 2],
    [2, 4],
    [3, 8],
    [4, 16],
    [5, 32],
    [6, 32],
    [11, 32],
    [1000, 32],
  ])('after %i failed ones waits at most %i runs of 15 minutes, and at least half of that', (attempts, runs) => {
    const longest = runs * 15 * 60;

    expect(decideRetry({ attempts, now: NOW, random: LATEST })).toEqual({
      dueAt: NOW + longest,
      attempts: attempts + 1,
    });
    expect(decideRetry({ attempts, now: NOW, random: EARLIEST }).dueAt).toBe(NOW + longest / 2 + 1);
  });

  it('is due at a whole second in the future, earlier the greater the random number', () => {
    const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(fc.nat(50), random, random, (attempts, one, other) => {
        const [small = 0, great = 0] = [one, other].sort((left, right) => left - right);
        const late = decideRetry({ attempts, now: NOW, random: small }).dueAt;
        const early = decideRetry({ attempts, now: NOW, random: great }).dueAt;

        expect(Number.isInteger(early)).toBe(true);
        expect(early).toBeGreaterThanOrEqual(NOW + WAKE_INTERVAL_SECONDS / 2);
        expect(late).toBeGreaterThanOrEqual(early);
      }),
    );
  });

  it('is the last one at 12', () => {
    expect(MAX_ATTEMPTS).toBe(12);
    expect([0, 11, 12, 13].map(isExhausted)).toEqual([false, false, true, true]);
  });
});

describe('the schedule for the docs', () => {
  it('says what happens after each attempt', () => {
    const rows = describeBackoff();

    expect(rows.map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(rows.map(({ waitRuns }) => waitRuns)).toEqual([1, 2, 4, 8, 16, 32, 32, 32, 32, 32, 32, null]);
    expect(rows[0]).toEqual({ attempt: 1, waitRuns: 1, shortestWaitMinutes: 7.5, longestWaitMinutes: 15 });
    expect(rows[11]).toEqual({ attempt: 12, waitRuns: null, shortestWaitMinutes: null, longestWaitMinutes: null });
  });

  it('is what decideRetry does', () => {
    for (const { attempt, longestWaitMinutes } of describeBackoff().slice(0, -1)) {
      expect(decideRetry({ attempts: attempt - 1, now: 0, random: 0 }).dueAt).toBe((longestWaitMinutes ?? 0) * 60);
    }
  });
});
