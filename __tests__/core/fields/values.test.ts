import { fieldValues, isDay } from '../../../src/TypeScript/aftership/core/fields/values';

const noDay = () => null;
const germanDay = (text: string) => (text === '24.12.2026' ? '2026-12-24' : null);

describe("NetSuite's values", () => {
  it.each([
    ['nothing', undefined, []],
    ['null', null, []],
    ['an empty text', '  ', []],
    ['an object without a value', { text: 'x' }, []],
    ['a text', ' PO 17 ', [{ value: 'PO 17', text: 'PO 17', day: null }]],
    ['zero', 0, [{ value: '0', text: '0', day: null }]],
    ['a tick', true, [{ value: 'T', text: 'Yes', day: null }]],
    ['no tick', false, [{ value: 'F', text: 'No', day: null }]],
    ['a select', { value: '7', text: 'Beta' }, [{ value: '7', text: 'Beta', day: null }]],
    ['a select whose text is hidden', { value: 7, text: '' }, [{ value: '7', text: '7', day: null }]],
    ['a select column', [{ value: '7', text: 'Beta' }], [{ value: '7', text: 'Beta', day: null }]],
    [
      'a multiple select by getValue and getText',
      { value: ['7', 9], text: ['Beta', 'Gamma'] },
      [
        { value: '7', text: 'Beta', day: null },
        { value: '9', text: 'Gamma', day: null },
      ],
    ],
    [
      'a multiple select whose texts are one text',
      { value: ['7'], text: 'Beta' },
      [{ value: '7', text: '7', day: null }],
    ],
    ['a day', new Date(2026, 11, 4), [{ value: '2026-12-04', text: '2026-12-04', day: '2026-12-04' }]],
    [
      'a day and its text',
      { value: new Date(2026, 0, 31), text: '31.1.2026' },
      [{ value: '2026-01-31', text: '2026-01-31', day: '2026-01-31' }],
    ],
    ['a date that is none', new Date(NaN), []],
    ['an ISO day', '2026-02-28', [{ value: '2026-02-28', text: '2026-02-28', day: '2026-02-28' }]],
    ['a day that is none', '2026-02-30', [{ value: '2026-02-30', text: '2026-02-30', day: null }]],
  ])('reads %s', (_what, raw, expected) => {
    expect(fieldValues(raw, noDay)).toEqual(expected);
  });

  it("reads a date text in the user's format", () => {
    expect(fieldValues('24.12.2026', germanDay)).toEqual([
      { value: '24.12.2026', text: '24.12.2026', day: '2026-12-24' },
    ]);
  });

  it('does not ask whether a name or a long text is a date', () => {
    const asked: string[] = [];
    const parseDay = (text: string) => {
      asked.push(text);
      return null;
    };

    fieldValues(['Beta', '1'.repeat(41), '5/6/26', '1'.repeat(40)], parseDay);

    expect(asked).toEqual(['5/6/26', '1'.repeat(40)]);
  });

  it('knows the days of the calendar', () => {
    expect(['2024-02-29', '2025-02-29', '2026-13-01', '2026-1-1', '2026-01-01 '].map(isDay)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});

describe('a number that NetSuite shows as the running user writes numbers', () => {
  it.each([
    [1234.5, '1,234.50'],
    [1234.5, '1.234,50'],
    [1234.5, '1 234,5'],
    [-1234567, '-1,234,567'],
    ['1200', '1’200'],
    [1.234, '1,234'],
  ])('%s written %s counts as the number itself', (value, text) => {
    expect(fieldValues({ value, text }, () => null)).toEqual([
      { value: String(value), text: String(value), day: null },
    ]);
  });

  it.each([
    ['12', '1.2'],
    [7, 'UPS Ground'],
    ['3', '10'],
    ['A7', '7'],
    [5, '5 Boxes'],
  ])('%s with the text %s is something else', (value, text) => {
    expect(fieldValues({ value, text }, () => null)).toEqual([{ value: String(value), text, day: null }]);
  });
});
