import { zipProject } from '../../../tools/shared/project';
import { generateHistory } from '../generate';
import { readKeptHistories } from '../kept';
import { runHistory } from '../run';
import { readPackage } from '../world';

const project = readPackage(zipProject());

describe('histories that once failed', () => {
  test.each(readKeptHistories())('$name meets every demand', ({ history }) => {
    expect(runHistory(history, project).problems).toEqual([]);
  });
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
