import { isCovered } from '../../src/TypeScript/aftership/core/look';
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
