import { readdirSync } from 'node:fs';
import path from 'node:path';
import { zipProject } from '../../tools/project';
import { readHistory } from '../../tools/simulate/command';
import { generateHistory } from '../../tools/simulate/generate';
import { runHistory } from '../../tools/simulate/run';
import { readPackage } from '../../tools/simulate/world';

const FOLDER = path.join(__dirname, 'histories');
const project = readPackage(zipProject());

describe('histories that once failed', () => {
  test.each(readdirSync(FOLDER))('%s meets every demand', (file) => {
    const history = readHistory(path.join(FOLDER, file));

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
