import { generateHistory } from '../generate';
import { runHistory } from '../run';
import { expectToShow, KEPT, project } from './kept_histories';

describe('every tenth of the kept histories', () => {
  const some = KEPT.filter((_, index) => index % 10 === 0);

  test.each(some)('$name meets every invariant, and comes to what it shows', expectToShow);
});

test('the same seed lives the same life to the last request', () => {
  const tellLife = (): readonly string[] => {
    const lines: string[] = [];
    runHistory(generateHistory(11, 20), project, (line) => lines.push(line));
    return lines;
  };

  const first = tellLife();

  expect(first.length).toBeGreaterThan(20);
  expect(tellLife()).toEqual(first);
});
