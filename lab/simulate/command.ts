/**
 * `npm run simulate seeds=500 steps=40 from=1`: lives so many accounts and says which demands were missed.
 * `npm run simulate seed=17` lives one and tells it line by line. `npm run simulate file=history.json` replays a history.
 */

import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { findRoot, zipProject } from '../../tools/shared/project';
import { THEMES, type Theme } from './faults';
import { DEFAULT_STEPS, generateHistory } from './generate';
import { describeStep, type History } from './history';
import { describeMet } from './met';
import { liveSeeds, shrinkHistory, type SeedsResult } from './pool';
import { readHistory } from './read_history';
import { runHistory, type Verdict } from './run';
import { demandOf } from './shrink';
import { readPackage } from './world';

export type Print = (line: string) => void;

const USAGE = `Words: seeds=N steps=M from=S minutes=T themes=wire,kills; or seed=S steps=M themes=wire,kills to be told one life; or file=PATH to replay a history. Themes: ${THEMES.join(', ')}.`;

const MOST_FAILURES = 20;

/**
 * Gives the exit code: 0 when every life that was asked for was lived and met every demand, 1 when one did not or some
 * were not lived, 2 when the words are not understood or a process crashed. `workerFile` lives the seeds; for tests.
 */
export async function simulate(words: readonly string[], print: Print, workerFile?: string): Promise<number> {
  const given = parseWords(words);
  if (typeof given === 'string') {
    print(`${given} ${USAGE}`);
    return 2;
  }
  if (given.file !== null) return tellHistory(readHistory(given.file), print).problems.length === 0 ? 0 : 1;
  if (given.seed !== null) return liveOne(given.seed, given, print, workerFile);
  return liveMany(given, print, workerFile);
}

interface Words {
  /** null = as many as begin in the minutes given. */
  readonly seeds: number | null;
  readonly steps: number;
  readonly from: number;
  readonly minutes: number | null;
  readonly seed: number | null;
  readonly file: string | null;
  readonly themes: readonly Theme[];
}

const NUMBERS = ['seeds', 'steps', 'from', 'minutes', 'seed'] as const;

/** What says nothing beside a word that names one life. */
const IDLE_BESIDE = {
  file: ['seed', 'seeds', 'from', 'minutes', 'steps', 'themes'],
  seed: ['seeds', 'from', 'minutes'],
} as const;

function parseWords(words: readonly string[]): Words | string {
  const found = new Map<string, string>();
  for (const word of words) {
    const [, name, text] = /^(seeds|steps|from|minutes|seed|file|themes)=(.+)$/.exec(word) ?? [];
    if (name === undefined || text === undefined) return `"${word}" is not understood.`;
    if (found.has(name)) return `${name}= is given twice.`;
    found.set(name, text);
  }
  for (const one of ['file', 'seed'] as const) {
    const idle = IDLE_BESIDE[one].filter((name) => found.has(name));
    if (found.has(one) && idle.length > 0) {
      return `${one}= lives one life, for which ${idle.map((name) => `${name}=`).join(' and ')} would be ignored: leave one or the other out.`;
    }
  }
  const numbers = new Map<(typeof NUMBERS)[number], number>();
  for (const name of NUMBERS) {
    const text = found.get(name);
    if (text === undefined) continue;
    if (!/^\d{1,9}$/.test(text) || Number(text) < 1) return `${name}=${text} is not a whole number from 1.`;
    numbers.set(name, Number(text));
  }
  const themes: Theme[] = [];
  for (const name of (found.get('themes') ?? '').split(',').filter((text) => text !== '')) {
    const theme = THEMES.find((known) => known === name);
    if (theme === undefined) return `There is no theme "${name}".`;
    themes.push(theme);
  }
  const minutes = numbers.get('minutes') ?? null;
  return {
    seeds: numbers.get('seeds') ?? (minutes === null ? 100 : null),
    steps: numbers.get('steps') ?? DEFAULT_STEPS,
    from: numbers.get('from') ?? 1,
    minutes,
    seed: numbers.get('seed') ?? null,
    file: found.get('file') ?? null,
    themes: themes.length === 0 ? THEMES : themes,
  };
}

async function liveMany(given: Words, print: Print, workerFile?: string): Promise<number> {
  const startedAt = Date.now();
  let told = startedAt;
  let failures = 0;
  const plan = {
    ...given,
    count: given.seeds ?? Infinity,
    minutes: given.minutes ?? Infinity,
    mostFailures: MOST_FAILURES,
  };
  const onLived = (lived: number, verdict: Verdict | null): void => {
    if (verdict !== null) {
      failures += 1;
      print(describeFailure(verdict));
    }
    if (Date.now() - told < 10_000) return;
    told = Date.now();
    const seconds = Math.round((told - startedAt) / 1000);
    print(`${ofAll(lived, given)} seeds, ${failures} failed, ${seconds} s`);
  };
  const result = await liveSeeds(plan, (lived, failure) => onLived(lived, failure?.verdict ?? null), workerFile);
  for (const { verdict, history } of result.failures) {
    print(describeFailure(verdict));
    for (const line of verdict.problems.slice(0, 3)) print(`  ${line}`);
    await shorten(verdict, history, given, print, workerFile);
  }
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  print(
    `${result.lived} histories from seed ${given.from}, ${given.steps} steps: ${result.failures.length} failed. ` +
      `${result.requests} requests, ${result.virtualHours} virtual hours, ${seconds} s.`,
  );
  for (const line of describeMet(result.met)) print(line);
  for (const { seed, message } of result.crashes)
    print(`${message} To see where, live it alone: npm run simulate seed=${seed}${wordsOf(given)}`);
  const cut = whyCut(result, given);
  if (cut !== null) print(`Only ${ofAll(result.lived, given)} lives were lived: ${cut}.`);
  if (result.crashes.length > 0) return 2;
  return cut === null && result.failures.length === 0 && result.lived > 0 ? 0 : 1;
}

function ofAll(lived: number, { seeds }: Words): string {
  return seeds === null ? String(lived) : `${lived} of ${seeds}`;
}

/** Why fewer lives were lived than asked for; null = all were. */
function whyCut({ lived, crashes, failures }: SeedsResult, { seeds, minutes }: Words): string | null {
  if (crashes.length > 0) return 'a process crashed';
  if (failures.length >= MOST_FAILURES) return `no new one begins after ${MOST_FAILURES} failures`;
  return seeds !== null && lived < seeds ? `no new one begins after minutes=${minutes}` : null;
}

function describeFailure({ seed, theme, problems: [problem = ''] }: Verdict): string {
  return `Seed ${seed} (${theme}) misses "${demandOf(problem)}"`;
}

/** The words that make the same life of the same seed. */
function wordsOf({ steps, themes }: Words): string {
  return ` steps=${steps}${themes === THEMES ? '' : ` "themes=${themes.join(',')}"`}`;
}

/** Looks for the shortest history that misses the same demand, keeps it in a file, and says how to replay it. */
async function shorten(
  verdict: Verdict,
  history: History,
  given: Words,
  print: Print,
  workerFile?: string,
): Promise<void> {
  const whole = `npm run simulate seed=${history.seed}${wordsOf(given)}`;
  let shortest: History;
  try {
    shortest = await shrinkHistory(history, demandOf(verdict.problems[0] ?? ''), workerFile);
  } catch (error) {
    // The other failures are told nevertheless.
    print(`  ${error instanceof Error ? error.message : String(error)} Replay the whole life: ${whole}`);
    return;
  }
  const file = keepHistory(shortest);
  print(`  Shortest history found, ${shortest.steps.length} of ${history.steps.length} steps:`);
  for (const step of shortest.steps) print(`    ${describeStep(step)}`);
  print(`  Replay: npm run simulate file=${file} (the whole life: ${whole})`);
}

function keepHistory(history: History): string {
  const folder = path.join(findRoot(), 'build', 'simulation');
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `seed-${history.seed}.json`);
  writeFileSync(file, `${JSON.stringify(history, null, 2)}\n`);
  return path.relative(process.cwd(), file).split(path.sep).join('/');
}

async function liveOne(seed: number, given: Words, print: Print, workerFile?: string): Promise<number> {
  const history = generateHistory(seed, given.steps, given.themes);
  const verdict = tellHistory(history, print);
  if (verdict.problems.length === 0) return 0;
  await shorten(verdict, history, given, print, workerFile);
  return 1;
}

function tellHistory(history: History, print: Print): Verdict {
  const verdict = runHistory(history, readPackage(zipProject()), print);
  const missed = verdict.problems.length;
  print(
    `Seed ${verdict.seed} (${verdict.theme}): ${missed === 0 ? 'every demand is met' : `${missed} demand${missed === 1 ? '' : 's'} missed`}.`,
  );
  return verdict;
}
