import {
  parseCalendarDate,
  parseEpochSeconds,
  parseFlag,
  parseInteger,
  parseSelect,
  parseText,
} from 'SuiteScripts/aftership/adapters/values';
import { stub } from './oracle_stubs';

describe('values as NetSuite gives them', () => {
  it.each([
    [null, null],
    [undefined, null],
    ['', null],
    ['  ', null],
    [' a ', 'a'],
    [7, '7'],
  ])('reads %p as the text %p', (value, text) => {
    expect(parseText(value)).toBe(text);
  });

  it.each([
    ['7', 7],
    [7, 7],
    ['', null],
    [null, null],
    ['7.5', null],
    ['x', null],
  ])('reads %p as the integer %p', (value, number) => {
    expect(parseInteger(value)).toBe(number);
  });

  it.each([
    [true, true],
    ['T', true],
    [false, false],
    ['F', false],
    ['', false],
    [null, false],
  ])('reads %p as the flag %p', (value, flag) => {
    expect(parseFlag(value)).toBe(flag);
  });

  it.each([
    [[{ value: '2', text: 'Preview' }], { value: '2', text: 'Preview' }],
    [[{ value: 2, text: '' }], { value: '2', text: '2' }],
    [[], null],
    ['US', { value: 'US', text: 'US' }],
    ['', null],
    [undefined, null],
  ])('reads the select %j as %j', (value, expected) => {
    expect(parseSelect(value)).toEqual(expected);
  });

  it('takes the day of a Date from its own parts, whatever the engine’s zone', () => {
    expect(parseCalendarDate(new Date(2026, 0, 5))).toBe('2026-01-05');
    expect(parseCalendarDate(new Date(2026, 0, 5, 23, 59))).toBe('2026-01-05');
  });

  it('lets N/format read a date that comes as text in the user’s format', () => {
    const asked: unknown[] = [];
    stub('N/format', {
      parse: (options: unknown) => {
        asked.push(options);
        return new Date(2026, 10, 23);
      },
    });

    expect(parseCalendarDate('23.11.2026')).toBe('2026-11-23');
    expect(asked).toEqual([{ value: '23.11.2026', type: 'date' }]);
  });

  it('does not take for a date what N/format could not read', () => {
    stub('N/format', { parse: ({ value }: { value: string }) => value });

    expect(parseCalendarDate('no date')).toBeNull();
    expect(parseEpochSeconds('no date')).toBeNull();
    expect(parseCalendarDate(new Date(Number.NaN))).toBeNull();
  });

  it('gives times in whole seconds', () => {
    expect(parseEpochSeconds(new Date(1_795_456_800_999))).toBe(1_795_456_800);
  });
});
