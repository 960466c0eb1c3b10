/**
 * `npm run simulate seeds=500 steps=40 from=1`: lives so many accounts and says which demands were missed.
 * `npm run simulate seed=17` lives one and tells it line by line. `npm run simulate file=history.json` replays a history.
 */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { findRoot, zipProject } from '../project';
import { THEMES, type Theme } from './faults';
import { DEFAULT_STEPS, generateHistory } from './generate';
import { describeStep, type History, type WorldPlan } from './history';
import { liveSeeds, shrinkHistory, type Failure } from './pool';
import { runHistory, type Verdict } from './run';
import { demandOf } from './shrink';
import { readPackage } from './world';

export type Print = (line: string) => void;

const USAGE = `Words: seeds=N steps=M from=S minutes=T themes=wire,kills; or seed=S steps=M to be told one life; or file=PATH to replay a history. Themes: ${THEMES.join(', ')}.`;

const MOST_FAILURES = 20;

/** Gives the exit code: 0 when every demand was met. */
export async function simulate(words: readonly string[], print: Print): Promise<number> {
  const given = parseWords(words);
  if (typeof given === 'string') {
    print(`${given} ${USAGE}`);
    return 2;
  }
  if (given.file !== null) return tellHistory(readHistory(given.file), print);
  if (given.seed !== null) return tellHistory(generateHistory(given.seed, given.steps, given.themes), print);
  return liveMany(given, print);
}

interface Words {
  readonly seeds: number;
  readonly steps: number;
  readonly from: number;
  readonly minutes: number;
  readonly seed: number | null;
  readonly file: string | null;
  readonly themes: readonly Theme[];
}

function parseWords(words: readonly string[]): Words | string {
  const found = new Map<string, string>();
  for (const word of words) {
    const match = /^(seeds|steps|from|minutes|seed|file|themes)=(.+)$/.exec(word);
    if (match === null) return `"${word}" is not understood.`;
    found.set(match[1] ?? '', match[2] ?? '');
  }
  const numbers: Record<string, number> = {};
  for (const name of ['seeds', 'steps', 'from', 'minutes', 'seed']) {
    const text = found.get(name);
    if (text === undefined) continue;
    if (!/^\d{1,9}$/.test(text) || Number(text) < 1) return `${name}=${text} is not a whole number from 1.`;
    numbers[name] = Number(text);
  }
  const themes: Theme[] = [];
  for (const name of (found.get('themes') ?? '').split(',').filter((text) => text !== '')) {
    const theme = THEMES.find((known) => known === name);
    if (theme === undefined) return `There is no theme "${name}".`;
    themes.push(theme);
  }
  return {
    seeds: numbers['seeds'] ?? 100,
    steps: numbers['steps'] ?? DEFAULT_STEPS,
    from: numbers['from'] ?? 1,
    minutes: numbers['minutes'] ?? 100_000,
    seed: numbers['seed'] ?? null,
    file: found.get('file') ?? null,
    themes: themes.length === 0 ? THEMES : themes,
  };
}

async function liveMany(given: Words, print: Print): Promise<number> {
  const startedAt = Date.now();
  let told = startedAt;
  let failures = 0;
  const result = await liveSeeds({ ...given, count: given.seeds, mostFailures: MOST_FAILURES }, (lived, failure) => {
    if (failure !== null) {
      failures += 1;
      print(describeFailure(failure));
    }
    if (Date.now() - told < 10_000) return;
    told = Date.now();
    const seconds = Math.round((told - startedAt) / 1000);
    print(`${lived} of ${given.seeds} seeds, ${failures} failed, ${seconds} s`);
  });
  for (const failure of result.failures) await explain(failure, given.steps, print);
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  print(
    `${result.lived} histories from seed ${given.from}, ${given.steps} steps: ${result.failures.length} failed. ` +
      `${result.requests} requests, ${result.virtualHours} virtual hours, ${seconds} s.`,
  );
  return result.failures.length === 0 && result.lived > 0 ? 0 : 1;
}

function describeFailure({ verdict }: Failure): string {
  return `Seed ${verdict.seed} (${verdict.theme}) misses "${demandOf(verdict.problems[0] ?? '')}"`;
}

async function explain(failure: Failure, steps: number, print: Print): Promise<void> {
  const { verdict, history } = failure;
  const [problem = ''] = verdict.problems;
  print(describeFailure(failure));
  for (const line of verdict.problems.slice(0, 3)) print(`  ${line}`);
  const shortest = await shrinkHistory(history, demandOf(problem));
  const file = keepHistory(shortest);
  print(`  Shortest history found, ${shortest.steps.length} of ${history.steps.length} steps:`);
  for (const step of shortest.steps) print(`    ${describeStep(step)}`);
  print(
    `  Replay: npm run simulate file=${file} (the whole life: npm run simulate seed=${verdict.seed} steps=${steps})`,
  );
}

function keepHistory(history: History): string {
  const folder = path.join(findRoot(), 'build', 'simulation');
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `seed-${history.seed}.json`);
  writeFileSync(file, `${JSON.stringify(history, null, 2)}\n`);
  return path.relative(process.cwd(), file).split(path.sep).join('/');
}

function tellHistory(history: History, print: Print): number {
  const verdict: Verdict = runHistory(history, readPackage(zipProject()), print);
  print(
    `Seed ${verdict.seed} (${verdict.theme}): ${verdict.problems.length === 0 ? 'every demand is met' : `${verdict.problems.length} demands missed`}.`,
  );
  return verdict.problems.length === 0 ? 0 : 1;
}

/** A file that this command wrote. Throws when it is another one, or has lost a part. */
export function readHistory(file: string): History {
  const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const history = value as Partial<Record<keyof History, unknown>> | null;
  const plan = history?.plan as Partial<Record<keyof WorldPlan, unknown>> | undefined;
  const isWhole =
    history?.version === 1 &&
    typeof history.seed === 'number' &&
    typeof plan?.connection === 'object' &&
    Array.isArray(history.steps) &&
    history.steps.every((step: unknown) => typeof step === 'object' && step !== null && 'do' in step);
  if (!isWhole) throw new Error(`${file} is not a history of version 1: seed, plan or steps are missing.`);
  return value as History;
}
