import {
  isCovered,
  isCoveredToTheSecond,
  timeOfLook,
  mayBeCovered,
  secondOfChange,
} from '../../src/TypeScript/aftership/core/look';
import { NOW } from '../fixtures';

/** NOW is on a full minute. */
describe('isCovered', () => {
  it.each([
    ['never', NOW, null, false],
    ['before the change', NOW, NOW - 1, false],
    ['in the minute of the change', NOW + 10, NOW + 50, false],
    ['at the end of that minute, within the difference of two clocks', NOW + 10, NOW + 89, false],
    ['after it', NOW + 10, NOW + 90, true],
    ['long after it', NOW + 59, NOW + 86_400, true],
  ])('a look %s', (_when, modifiedAt, lookedAt, covered) => {
    expect(isCovered(modifiedAt, lookedAt)).toBe(covered);
  });
});

describe('the second of a change', () => {
  const minute = (NOW / 60) % 60;
  const told = { minute, second: 25, nowSecond: 40, readAt: NOW + 1840 };

  it('is counted by the script’s clock, in any zone and with any difference of the two clocks up to half a minute', () => {
    expect(secondOfChange(NOW, told)).toBe(NOW + 25);
    expect(secondOfChange(NOW, { ...told, minute: (minute + 30) % 60 })).toBe(NOW + 25);
    expect(secondOfChange(NOW, { ...told, nowSecond: 0 })).toBe(NOW + 5);
    expect(secondOfChange(NOW, { ...told, nowSecond: 20 })).toBe(NOW + 45);
  });

  it('is not known after a later change', () => {
    expect(secondOfChange(NOW, { ...told, minute: (minute + 1) % 60 })).toBeNull();
  });

  it('is covered by a look ten seconds later', () => {
    expect(isCoveredToTheSecond(NOW + 25, NOW + 34)).toBe(false);
    expect(isCoveredToTheSecond(NOW + 25, NOW + 35)).toBe(true);
    expect(isCoveredToTheSecond(NOW + 25, null)).toBe(false);
  });

  it('is asked for unless the look came too early for any second of the minute', () => {
    expect(mayBeCovered(NOW + 25, NOW - 21)).toBe(false);
    expect(mayBeCovered(NOW + 25, NOW - 20)).toBe(true);
    expect(mayBeCovered(NOW + 25, null)).toBe(false);
  });
});

test.each([
  ['nobody saved', null, NOW],
  ['the save came long before', NOW - 10, NOW],
  ['the save came just before', NOW - 3, NOW + 7],
  ['the save is in this second', NOW, NOW + 10],
  ['the event names a time to come, which no save wrote', NOW + 1, NOW],
])(
  'a look counts from its reading, or from ten seconds after the save that asked for it: %s',
  (_when, savedAt, expected) => {
    expect(timeOfLook(NOW, savedAt)).toBe(expected);
  },
);
