import { expectToShow, KEPT } from './kept_histories';

describe('kept histories', () => {
  test.each(KEPT)('$name meets every invariant, and comes to what it shows', expectToShow);
});
