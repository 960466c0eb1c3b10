import { zipProject } from '../project';
import { THEMES } from './faults';
import { generateHistory } from './generate';
import { runHistory } from './run';
import { readPackage } from './world';
const project = readPackage(zipProject());
const [from, count, steps, show] = process.argv.slice(2).map(Number);
const only = THEMES.filter((theme) =>
  !(process.argv[6] ?? '').startsWith('-')
    ? process.argv[6] === undefined || process.argv[6].split(',').includes(theme)
    : !process.argv[6]?.slice(1).split(',').includes(theme),
);
const t0 = Date.now();
let bad = 0;
for (let seed = from ?? 1; seed < (from ?? 1) + (count ?? 10); seed += 1) {
  const history = generateHistory(seed, steps ?? 40, only);
  const verdict = runHistory(history, project, show ? (line) => console.log(line) : null);
  if (verdict.problems.filter((p) => !process.env['IGNORE'] || !new RegExp(process.env['IGNORE']).test(p)).length > 0) {
    bad += 1;
    console.log(seed, history.theme, verdict.problems.slice(0, 3).join('\n   '));
  }
}
console.log(`${bad} bad, ${(Date.now() - t0) / (count ?? 10)} ms a seed`);
