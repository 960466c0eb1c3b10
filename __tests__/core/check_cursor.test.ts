import { firstRound, formatCursor, nextRound, parseCursor } from '../../src/TypeScript/aftership/core/check_cursor';
import { NOW } from '../fixtures';

describe('the position of the hourly check', () => {
  it('begins a day before the start date, whose zone it does not know', () => {
    expect(firstRound('2026-11-20', null, NOW)).toEqual({
      since: Date.UTC(2026, 10, 19) / 1000,
      until: NOW,
      afterId: 0,
      afterOrphan: 0,
    });
  });

  it('begins now when the start date is still to come', () => {
    expect(firstRound('2027-01-01', null, NOW).since).toBe(NOW);
  });

  it.each([
    ['2026-11-20', '2026-11-02', '2026-11-02'],
    ['2027-01-01', '2026-11-02', '2026-11-02'],
    ['2026-11-01', '2026-11-02', '2026-10-31'],
  ])('begins with the start date %s and the oldest look %s on %s', (startDate, oldestLook, since) => {
    const at = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 1000;

    expect(firstRound(startDate, at(oldestLook), NOW).since).toBe(at(since));
  });

  it('goes back a quarter of an hour after each round, for saves that were under way', () => {
    const next = nextRound({ since: NOW - 7200, until: NOW, afterId: 4711, afterOrphan: 12 });

    expect(next).toMatchObject({ since: NOW - 900, afterId: 0, afterOrphan: 12 });
  });

  it('reads what it wrote', () => {
    const cursor = { since: 1, until: 2, afterId: 3, afterOrphan: 4 };

    expect(parseCursor(formatCursor(cursor))).toEqual(cursor);
  });

  it.each([
    null,
    '',
    'x',
    'null',
    '7',
    '[]',
    '{"since":1.5,"until":2,"afterId":3,"afterOrphan":4}',
    '{"since":1}',
    '{"since":"1","until":2,"afterId":3,"afterOrphan":4}',
  ])('takes %j for no position', (text) => {
    expect(parseCursor(text)).toBeNull();
  });
});
