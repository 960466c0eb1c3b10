/**
 * `npm run simulate`: runs the lives of some seeds, of one seed, or of a history file, and prints the violated
 * invariants.
 */

import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { list, readArguments, text, wholeNumber, type Given } from '../../tools/shared/arguments';
import { findRoot, zipProject } from '../../tools/shared/project';
import { THEMES } from './faults';
import { DEFAULT_STEPS, generateHistory } from './generate';
import { describeStep, type History } from './history';
import { describeMet } from './met';
import { liveSeeds, shrinkHistory, type SeedsResult } from './pool';
import { readHistory } from './read_history';
import { runHistory, type Verdict } from './run';
import { invariantOf } from './shrink';
import { readPackage } from './world';

type Print = (line: string) => void;

const whole = { least: 1, most: 999_999_999 };

const SIMULATE = {
  usage: [
    'npm run simulate seeds=100      lives so many accounts, each of its own seed',
    'npm run simulate seed=17        lives one and tells it line by line',
    'npm run simulate file=one.json  replays a history',
  ],
  arguments: {
    seeds: wholeNumber('seeds', 'how many lives; 100, or with minutes= alone as many as fit', {
      ...whole,
      otherwise: null,
      example: 100,
    }),
    from: wholeNumber('from', 'the first seed', { ...whole, otherwise: 1 }),
    steps: wholeNumber('steps', 'how long a history is', { ...whole, otherwise: DEFAULT_STEPS }),
    minutes: wholeNumber('minutes', 'no new life begins after so long', { ...whole, otherwise: null, example: 60 }),
    themes: list('themes', `only some families of faults: ${THEMES.join(', ')}`, THEMES),
    seed: wholeNumber('seed', 'one life', { ...whole, otherwise: null, example: 17 }),
    file: text('file', 'one.json', 'a history, as it was kept when an invariant was missed'),
  },
};

const MOST_FAILURES = 20;

/**
 * Runs the lives and returns the exit code: 0 when all requested lives ran and met every invariant, 1 when one did not
 * or some did not run, 2 when the arguments are refused or a process crashed. Tests pass the `workerFile` that runs the
 * seeds.
 */
export async function simulate(typed: readonly string[], print: Print, workerFile?: string): Promise<number> {
  const reading = readArguments(SIMULATE, typed);
  if (reading.kind !== 'given') {
    print(reading.text);
    return reading.kind === 'help' ? 0 : 2;
  }
  const { given } = reading;
  const ignored = explainIgnored(typed);
  if (ignored !== null) {
    print(ignored);
    return 2;
  }
  if (given.file !== null) return tellHistory(readHistory(given.file), print).problems.length === 0 ? 0 : 1;
  if (given.seed !== null) return liveOne(given.seed, given, print, workerFile);
  const seeds = given.seeds ?? (given.minutes === null ? 100 : null);
  return liveMany({ ...given, seeds }, print, workerFile);
}

/** `seeds` is null to start as many lives as the given minutes allow. */
type SimulateArguments = Given<typeof SIMULATE.arguments>;

/** Arguments that have no effect beside an argument that selects one life. */
const IDLE_BESIDE = {
  file: ['seed', 'seeds', 'from', 'minutes', 'steps', 'themes'],
  seed: ['seeds', 'from', 'minutes'],
} as const;

function explainIgnored(typed: readonly string[]): string | null {
  const isTyped = (name: string): boolean => typed.some((one) => one.toLowerCase().startsWith(`${name}=`));
  for (const one of ['file', 'seed'] as const) {
    const idle = IDLE_BESIDE[one].filter(isTyped);
    if (isTyped(one) && idle.length > 0) {
      return `${one}= lives one life, for which ${idle.map((name) => `${name}=`).join(' and ')} would be ignored: leave one or the other out.`;
    }
  }
  return null;
}

async function liveMany(given: SimulateArguments, print: Print, workerFile?: string): Promise<number> {
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
    print(`${message} To see where, live it alone: npm run simulate seed=${seed}${argumentsOf(given)}`);
  const cut = whyCut(result, given);
  if (cut !== null) print(`Only ${ofAll(result.lived, given)} lives were lived: ${cut}.`);
  if (result.crashes.length > 0) return 2;
  return cut === null && result.failures.length === 0 && result.lived > 0 ? 0 : 1;
}

function ofAll(lived: number, { seeds }: SimulateArguments): string {
  return seeds === null ? String(lived) : `${lived} of ${seeds}`;
}

/** The reason why fewer lives ran than requested; null when all ran. */
function whyCut({ lived, crashes, failures }: SeedsResult, { seeds, minutes }: SimulateArguments): string | null {
  if (crashes.length > 0) return 'a process crashed';
  if (failures.length >= MOST_FAILURES) return `no new one begins after ${MOST_FAILURES} failures`;
  return seeds !== null && lived < seeds ? `no new one begins after minutes=${minutes}` : null;
}

function describeFailure({ seed, theme, problems: [problem = ''] }: Verdict): string {
  return `Seed ${seed} (${theme}) misses "${invariantOf(problem)}"`;
}

/** Arguments that make the same life from the same seed. */
function argumentsOf({ steps, themes }: SimulateArguments): string {
  return ` steps=${steps}${themes === THEMES ? '' : ` "themes=${themes.join(',')}"`}`;
}

/** Finds the shortest history that violates the same invariant, writes it to a file, and prints how to replay it. */
async function shorten(
  verdict: Verdict,
  history: History,
  given: SimulateArguments,
  print: Print,
  workerFile?: string,
): Promise<void> {
  const whole = `npm run simulate seed=${history.seed}${argumentsOf(given)}`;
  let shortest: History;
  try {
    shortest = await shrinkHistory(history, invariantOf(verdict.problems[0] ?? ''), workerFile);
  } catch (error) {
    // An error here does not hide the other failures.
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

async function liveOne(seed: number, given: SimulateArguments, print: Print, workerFile?: string): Promise<number> {
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
    `Seed ${verdict.seed} (${verdict.theme}): ${missed === 0 ? 'every invariant is met' : `${missed} invariant${missed === 1 ? '' : 's'} missed`}.`,
  );
  return verdict;
}
