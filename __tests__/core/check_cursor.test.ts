import {
  afterCompared,
  COMPARED_PER_CHECK,
  firstRound,
  formatCursor,
  nextRound,
  parseCursor,
  type CheckCursor,
} from '../../src/TypeScript/aftership/core/check_cursor';
import { NOW } from '../fixtures';

const CURSOR = firstRound('2026-11-20', 0, NOW);

describe('the position of the hourly check', () => {
  it('begins a day before the start date, whose zone it does not know', () => {
    expect(CURSOR).toEqual({
      since: Date.UTC(2026, 10, 19) / 1000,
      until: NOW,
      afterId: 0,
      afterOrphan: 0,
      afterAged: 0,
      addedAfter: 0,
      addedUpTo: 0,
      addedAt: NOW,
    });
  });

  it('begins now when the start date is still to come', () => {
    expect(firstRound('2027-01-01', 0, NOW).since).toBe(NOW);
  });

  it.each(['2026-11-20', '2027-01-01'])(
    'begins as long ago as AfterShip keeps trackings when the ledger has rows and the start date is %s',
    (startDate) => {
      expect(firstRound(startDate, 7, NOW).since).toBe(NOW - 120 * 86_400);
    },
  );

  it('begins at a start date that is longer ago', () => {
    expect(firstRound('2026-01-02', 7, NOW).since).toBe(Date.UTC(2026, 0, 1) / 1000);
  });

  it('goes back a quarter of an hour after each round, for saves that were under way', () => {
    const done = { ...CURSOR, since: NOW - 7200, afterId: 4711, afterOrphan: 12, afterAged: 13 };

    expect(nextRound(done)).toEqual({ ...done, since: NOW - 900, until: NOW - 900, afterId: 0 });
  });

  it('reads what it wrote', () => {
    const cursor = { ...CURSOR, since: 1, until: 2, afterId: 3, afterOrphan: 4, afterAged: 5, addedAfter: 6 };

    expect(parseCursor(formatCursor(cursor))).toEqual(cursor);
    expect(formatCursor({ ...cursor, addedUpTo: 9_999_999_999 }).length).toBeLessThan(300);
  });

  it.each([
    null,
    '',
    'x',
    'null',
    '7',
    '[]',
    formatCursor({ ...CURSOR, since: 1.5 }),
    '{"since":1}',
    formatCursor(CURSOR).replace('"afterAged":0', '"afterAged":"0"'),
  ])('takes %j for no position', (text) => {
    expect(parseCursor(text)).toBeNull();
  });
});

describe('the rows that a check compares', () => {
  const HOUR = 3600;
  const upTo = (last: number) => ({ rowIds: [last - 1, last], isEnd: true });
  const positions = ({ addedAfter, addedUpTo }: CheckCursor) => [addedAfter, addedUpTo];

  it('are those since the check before the last one, so that whatever was added at the same moment meets', () => {
    const first = afterCompared({ ...CURSOR, addedAfter: 10, addedUpTo: 20 }, upTo(30), NOW + HOUR);
    const second = afterCompared(first, upTo(40), NOW + 2 * HOUR);
    const third = afterCompared(second, { rowIds: [], isEnd: true }, NOW + 3 * HOUR);

    expect([first, second, third].map(positions)).toEqual([
      [20, 30],
      [30, 40],
      [40, 40],
    ]);
  });

  it('are the same once more when the check runs again within half an hour', () => {
    const first = afterCompared({ ...CURSOR, addedAfter: 10, addedUpTo: 20 }, upTo(30), NOW + HOUR);

    expect(positions(afterCompared(first, upTo(40), NOW + HOUR + 1799))).toEqual([20, 30]);
    expect(positions(afterCompared(first, upTo(40), NOW + HOUR + 1800))).toEqual([30, 40]);
  });

  it('are the upper half once more where there are more than one check compares', () => {
    const rowIds = Array.from({ length: 40 }, (_, index) => 101 + index);

    const cursor = afterCompared({ ...CURSOR, addedAfter: 100, addedUpTo: 100 }, { rowIds, isEnd: false }, NOW);

    expect(positions(cursor)).toEqual([121, 121]);
  });

  it('begin with the newest ones when there is no position: as many as AfterShip takes while two runs may meet', () => {
    expect(positions(firstRound('2026-11-20', 100_000, NOW))).toEqual([80_000, 80_000]);
    expect(positions(firstRound('2026-11-20', 7, NOW))).toEqual([0, 0]);
    expect(COMPARED_PER_CHECK / 2).toBeGreaterThan(20 * 900);
  });
});
