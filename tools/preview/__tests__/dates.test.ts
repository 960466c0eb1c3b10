import { DateEvidence, dateInOrder, parseDate } from '../dates';

describe('a date that can be read in one way only', () => {
  test.each([
    ['2026-01-05', '2026-01-05'],
    ['2026/1/5', '2026-01-05'],
    ['5.1.2026', '2026-01-05'],
    ['05. 01. 2026', '2026-01-05'],
    ['5-Jan-2026', '2026-01-05'],
    ['5-JANUARY-2026', '2026-01-05'],
    ['5 January 2026', '2026-01-05'],
    ['5 May, 2026', '2026-05-05'],
    ['5. Sep 2026', '2026-09-05'],
    ['5 Sept 2026', '2026-09-05'],
    ['January 5, 2026', '2026-01-05'],
    [' 29-Feb-2028 ', '2028-02-29'],
  ])('%s is %s', (text, date) => {
    expect(parseDate(text)).toEqual({ kind: 'date', date });
  });
});

describe('a time after the date', () => {
  test.each([
    '2026-01-05 15:45',
    '2026-01-05T15:45:30Z',
    '2026-01-05T15:45:30.123+01:00',
    '2026-01-05 3:45 pm',
    '5.1.2026 15.45',
    '5-Jan-2026 3:45:10 P.M.',
    'January 5, 2026, 3:45 PM',
  ])('does not change the day of %s', (text) => {
    expect(parseDate(text)).toEqual({ kind: 'date', date: '2026-01-05' });
  });

  test('does not change a numeric date either', () => {
    expect(parseDate('1/13/2026 12:05 am')).toEqual({ kind: 'numeric', DMY: null, MDY: '2026-01-13' });
  });
});

describe('a numeric date with the year last', () => {
  test.each([
    ['4/5/2026', '2026-05-04', '2026-04-05'],
    ['13/5/2026', '2026-05-13', null],
    ['5/13/2026', null, '2026-05-13'],
    ['04-05-2026', '2026-05-04', '2026-04-05'],
    ['2/30/2026', null, null],
  ])('%s is %s by day and %s by month', (text, dayFirst, monthFirst) => {
    const parsed = parseDate(text);

    expect(dateInOrder(parsed, 'DMY')).toBe(dayFirst);
    expect(dateInOrder(parsed, 'MDY')).toBe(monthFirst);
  });
});

describe('what is refused', () => {
  test.each([
    ['1/5/26', 'two digits'],
    ['5-Jan-26', 'two digits'],
    ['5.1.26', 'two digits'],
    ['26-01-05', 'two digits'],
    ['30.2.2026', 'not a day of the calendar'],
    ['1.15.2026', 'not a day of the calendar'],
    ['2026-13-01', 'not a day of the calendar'],
    ['31/31/2026', 'not a day of the calendar'],
    ['5-Mai-2026', 'not English'],
    ['46027', "spreadsheet's count of days"],
    ['yesterday', 'not a date'],
    ['1/5', 'not a date'],
  ])('%s: %s', (text, reason) => {
    expect(parseDate(text)).toEqual({ kind: 'invalid', reason: expect.stringContaining(reason) });
    expect(parseDate(text)).toEqual({ kind: 'invalid', reason: expect.stringContaining(text) });
  });
});

describe('the order of day and month', () => {
  function evidenceOf(...texts: readonly string[]): DateEvidence {
    const evidence = new DateEvidence();
    texts.forEach((text, index) => evidence.add(parseDate(text), index + 2, 'Date', text));
    return evidence;
  }

  test('comes from the one row that proves it', () => {
    expect(evidenceOf('1/5/2026', '13/5/2026').decide(undefined)).toEqual({ kind: 'order', order: 'DMY' });
    expect(evidenceOf('1/5/2026', '5/13/2026').decide(undefined)).toEqual({ kind: 'order', order: 'MDY' });
  });

  test('is asked for when no row proves it', () => {
    expect(evidenceOf('2026-05-30', '1/5/2026').decide(undefined)).toEqual({
      kind: 'question',
      question: {
        line: 3,
        column: 'Date',
        example: '1/5/2026',
        readings: [
          { order: 'DMY', date: '2026-05-01' },
          { order: 'MDY', date: '2026-01-05' },
        ],
      },
    });
  });

  test('does not matter when every date reads the same both ways', () => {
    const evidence = evidenceOf('5/5/2026', '2026-01-30', '7-Jan-2026');

    expect(evidence.decide(undefined)).toEqual({ kind: 'order', order: null });
    expect(dateInOrder(parseDate('5/5/2026'), null)).toBe('2026-05-05');
  });

  test('is not proved by a day that does not exist', () => {
    expect(evidenceOf('31/2/2026', '1/5/2026').decide(undefined).kind).toBe('question');
  });

  test('is not proved by dates with dots, which have one order only', () => {
    expect(evidenceOf('13.5.2026', '1/5/2026').decide(undefined).kind).toBe('question');
  });

  test('is taken as asked when nothing speaks against it', () => {
    expect(evidenceOf('1/5/2026').decide('DMY')).toEqual({ kind: 'order', order: 'DMY' });
    expect(evidenceOf('1/5/2026', '5/13/2026').decide('MDY')).toEqual({ kind: 'order', order: 'MDY' });
    expect(evidenceOf('2026-05-30').decide('YMD')).toEqual({ kind: 'order', order: null });
  });

  test.each([
    ['DMY', '5/13/2026', 'day/month/year'],
    ['MDY', '13/5/2026', 'month/day/year'],
    ['YMD', '1/5/2026', 'year/month/day'],
  ] as const)('is refused as %s when %s cannot be read so', (asked, text, name) => {
    expect(evidenceOf(text).decide(asked)).toEqual({
      kind: 'contradiction',
      line: 2,
      column: 'Date',
      message: expect.stringContaining(name),
    });
  });

  test.each([undefined, 'DMY', 'MDY'] as const)('is refused when two rows prove both (asked for: %s)', (asked) => {
    const decision = evidenceOf('5/13/2026', '1/1/2026', '13/5/2026').decide(asked);

    expect(decision).toEqual({
      kind: 'contradiction',
      line: 4,
      column: 'Date',
      message: expect.stringMatching(
        /“5\/13\/2026” on line 2 must be month\/day\/year.*“13\/5\/2026” .*day\/month\/year/,
      ),
    });
  });
});
