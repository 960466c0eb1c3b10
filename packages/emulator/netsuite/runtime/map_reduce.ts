/**
 * One run of a Map/Reduce: input, map, shuffle, reduce, summarize. Values pass the stages as JSON texts. An invocation
 * that fails loses only its key; one that a restart of the server ends is run again.
 */

import { resultsOfSearch } from '../n/search';
import { Loader } from './amd';
import type { Engine, Invocation, Job, Outcome } from './engine';
import { callEntry } from './events';
import { NotEmulated, ScriptFault } from './faults';
import type { MapReduceStage } from './governance';
import { guardObject } from './members';
import { single, type Stage, type StageUse } from './stage';

type Pair = readonly [key: string, value: string];
type Group = readonly [key: string, values: readonly string[]];

interface StageError {
  readonly key: string;
  readonly error: string;
  readonly executionNo: number;
}

/** How often a stage ran for a key, and how that ended; PENDING = the script left the stage before. */
interface KeyState {
  readonly key: string;
  executions: number;
  state: 'COMPLETE' | 'FAILED' | 'PENDING';
}

interface Summary extends StageUse {
  readonly keys: KeyState[];
  readonly errors: StageError[];
  usage: number;
  seconds: number;
}

interface Config {
  readonly retries: number;
  /** False only for a `retryCount` of 0; without any, a restart runs the key again (section_1517279626). */
  readonly runsAgainAfterRestart: boolean;
  readonly exitsOnError: boolean;
  readonly hasMap: boolean;
  readonly hasReduce: boolean;
  readonly hasSummarize: boolean;
}

const KEY_CHARACTERS = 3000;
const VALUE_BYTES = 10 * 1024 * 1024;
/** Limit of restarts, because a hook that always kills would keep a run from ending. */
const MOST_RESTARTS = 20;

/** The code is section_1517279626's, the message is ours. */
const RESTART_ERROR = JSON.stringify({ name: 'SSS_APP_SERVER_RESTART', message: 'The application server restarted.' });

/** The stages of a run. Each is made when the one before has ended. */
export function* mapReduceStages(engine: Engine, job: Job): Generator<Stage, void> {
  const run: Run = { startedAt: 0, input: NO_INPUT, map: newSummary(), reduce: newSummary(), output: [] };
  yield single(() => {
    run.startedAt = engine.clock.now();
    run.input = runInput(engine, job);
    return run.input.usage;
  });
  const { config } = run.input;
  if (config === null) return;
  let pairs = run.input.pairs;
  if (config.hasMap && pairs !== null) {
    const mapped: Pair[] = [];
    const groups = pairs.map(([key, value]): Group => [key, [value]]);
    const stage = keyStage(engine, job, 'map', groups, config, run.map, mapped);
    yield stage;
    pairs = stage.isGivenUp() ? null : mapped;
  }
  if (pairs !== null && config.hasReduce)
    yield keyStage(engine, job, 'reduce', grouped(pairs), config, run.reduce, run.output);
  else if (pairs !== null) run.output.push(...pairs);
  if (config.hasSummarize) yield single(() => runSummarize(engine, job, run));
}

function newSummary(): Summary {
  return { keys: [], errors: [], usage: 0, seconds: 0, concurrency: 1, yields: 0 };
}

function newKeyState(key: string): KeyState {
  return { key, executions: 0, state: 'PENDING' };
}

function grouped(pairs: readonly Pair[]): readonly Group[] {
  const groups = new Map<string, string[]>();
  for (const [key, value] of pairs) {
    const values = groups.get(key);
    if (values === undefined) groups.set(key, [value]);
    else values.push(value);
  }
  return [...groups];
}

interface Input {
  readonly pairs: readonly Pair[] | null;
  readonly error: string | null;
  readonly config: Config | null;
  readonly usage: number;
  readonly seconds: number;
}

const NO_INPUT: Input = { pairs: null, error: null, config: null, usage: 0, seconds: 0 };

function runInput(engine: Engine, job: Job): Input {
  let config: Config | null = null;
  const outcome = untilNotKilled(engine, job, 'getInputData', (invocation, isRestarted) => {
    const module = load(engine, job, invocation);
    config = configOf(module);
    const context = engine.realm.plain({ isRestarted, ObjectRef: { id: null, type: null } });
    return pairsOf(engine, callEntry(module, 'getInputData', context));
  });
  const error = outcome.error === null ? null : JSON.stringify(outcome.error);
  return { pairs: outcome.value, error, config, usage: outcome.units, seconds: outcome.seconds };
}

function load(engine: Engine, job: Job, invocation: Invocation): unknown {
  return new Loader(engine, invocation).load(job.script.file);
}

/** Reads `config` from the script's returned object; the deployment does not have it. */
function configOf(module: unknown): Config {
  const read = (object: unknown, name: string): unknown =>
    typeof object === 'object' && object !== null ? Reflect.get(object, name) : undefined;
  const config = read(module, 'config');
  const retryCount = read(config, 'retryCount');
  const retries = Number(retryCount ?? 0);
  return {
    retries: Number.isInteger(retries) ? Math.min(Math.max(retries, 0), 3) : 0,
    runsAgainAfterRestart: retryCount === undefined || retries > 0,
    exitsOnError: read(config, 'exitOnError') === true,
    hasMap: typeof read(module, 'map') === 'function',
    hasReduce: typeof read(module, 'reduce') === 'function',
    hasSummarize: typeof read(module, 'summarize') === 'function',
  };
}

/** Keys and values of the input: an array's key is the index, an object's the property, a search's the record id. */
function pairsOf(engine: Engine, input: unknown): readonly Pair[] {
  const found = resultsOfSearch(engine, input);
  if (found !== null) return found;
  if (typeof input !== 'object' || input === null) return [];
  if ('type' in input && ('id' in input || 'query' in input || 'path' in input)) {
    throw new NotEmulated('an object reference as the result of getInputData');
  }
  const isQuoted = engine.dials.textValues === 'quoted';
  return Object.entries(input).map(([key, value]) => checked(key, isQuoted ? JSON.stringify(value) : value));
}

function checked(key: unknown, value: unknown): Pair {
  const keyText = String(key);
  const valueText = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  if (keyText.length > KEY_CHARACTERS) {
    throw new ScriptFault('KEY_LENGTH_IS_OVER_3000_BYTES', 'The key is longer than 3,000 characters.');
  }
  if (Buffer.byteLength(valueText) > VALUE_BYTES) {
    throw new ScriptFault('VALUE_LENGTH_IS_OVER_10_MB', 'The value is longer than 10 MB.');
  }
  return [keyText, valueText];
}

interface KeyStage extends Stage {
  /** True when the script ended the stage after an error. */
  isGivenUp(): boolean;
}

/** A stage that runs the script once for each key. */
function keyStage(
  engine: Engine,
  job: Job,
  stage: 'map' | 'reduce',
  groups: readonly Group[],
  config: Config,
  summary: Summary,
  written: Pair[],
): KeyStage {
  const waiting = groups.map((group) => ({ group, known: newKeyState(group[0]) }));
  summary.keys.push(...waiting.map(({ known }) => known));
  let taken = 0;
  let isGivenUp = false;
  return {
    mostProcessors: engine.concurrencyLimit(job.deployment),
    yieldAfterMinutes: job.deployment.yieldAfterMinutes,
    use: summary,
    isGivenUp: () => isGivenUp,
    left: () => (isGivenUp ? 0 : waiting.length - taken),
    next: () => {
      const next = isGivenUp ? undefined : waiting[taken];
      if (next === undefined) return null;
      taken += 1;
      return () => {
        const before = summary.usage;
        if (!runKey(engine, job, stage, next.group, config, summary, next.known, written) && config.exitsOnError)
          isGivenUp = true;
        return summary.usage - before;
      };
    },
  };
}

/** Runs one key until it succeeds or may not run again. Returns false when its last error is the script's own. */
function runKey(
  engine: Engine,
  job: Job,
  stage: 'map' | 'reduce',
  [key, values]: Group,
  config: Config,
  summary: Summary,
  known: KeyState,
  written: Pair[],
): boolean {
  const earlier: StageError[] = [];
  let restarts = 0;
  let failures = 0;
  for (let executionNo = 1; ; executionNo += 1) {
    const { outcome, pairs } = runOne(engine, job, stage, key, values, executionNo, earlier);
    summary.usage += outcome.units;
    summary.seconds += outcome.seconds;
    known.executions = executionNo;
    known.state = outcome.error === null ? 'COMPLETE' : 'FAILED';
    if (outcome.error === null) {
      written.push(...pairs);
      return true;
    }
    if (outcome.wasKilled) restarts += 1;
    else failures += 1;
    const runsAgain = outcome.wasKilled
      ? config.runsAgainAfterRestart && restarts <= MOST_RESTARTS
      : failures <= config.retries;
    const error = { key, error: outcome.wasKilled ? RESTART_ERROR : JSON.stringify(outcome.error), executionNo };
    if (!outcome.wasKilled || !runsAgain || engine.dials.restartErrors === 'listed') {
      earlier.push(error);
      summary.errors.push(error);
    }
    if (!runsAgain) return outcome.wasKilled;
  }
}

function runOne(
  engine: Engine,
  job: Job,
  stage: 'map' | 'reduce',
  key: string,
  values: readonly string[],
  executionNo: number,
  earlier: readonly StageError[],
): { readonly outcome: Outcome<unknown>; readonly pairs: readonly Pair[] } {
  // Output of an invocation that does not end well is discarded; its other effects stay.
  const pairs: Pair[] = [];
  const outcome = invokeStage(engine, job, stage, key, (invocation) => {
    const module = load(engine, job, invocation);
    const write = (...given: unknown[]): void => {
      const [first, second] = given;
      const named = typeof first === 'object' && first !== null && 'key' in first;
      const pair = named ? checked(first.key, 'value' in first ? first.value : '') : checked(first, second);
      pairs.push(pair);
    };
    const context = guardObject(engine, `context of ${stage}`, null, {
      key,
      ...(stage === 'map' ? { value: values[0] ?? '' } : { values: engine.realm.plain([...values]) }),
      isRestarted: executionNo > 1,
      executionNo,
      errors: errorsOf(engine, earlier),
      write,
    });
    callEntry(module, stage, context);
  });
  return { outcome, pairs };
}

function untilNotKilled<T>(
  engine: Engine,
  job: Job,
  stage: 'getInputData' | 'summarize',
  run: (invocation: Invocation, isRestarted: boolean) => T,
): Outcome<T> {
  for (let restarts = 0; ; restarts += 1) {
    const outcome = invokeStage(engine, job, stage, '', (invocation) => run(invocation, restarts > 0));
    if (!outcome.wasKilled || restarts >= MOST_RESTARTS) return outcome;
  }
}

function invokeStage<T>(
  engine: Engine,
  job: Job,
  stage: MapReduceStage,
  subject: string,
  run: (invocation: Invocation) => T,
): Outcome<T> {
  return engine.invoke(
    {
      ...job.identity,
      script: job.script,
      deployment: job.deployment,
      scriptType: 'MapReduceScript',
      stage,
      entry: stage,
      subject,
      context: 'MAPREDUCE',
      parameters: job.parameters,
    },
    run,
  );
}

interface Run {
  startedAt: number;
  input: Input;
  readonly map: Summary;
  readonly reduce: Summary;
  readonly output: Pair[];
}

/** Gives the units of the summary. */
function runSummarize(engine: Engine, job: Job, run: Run): number {
  const outcome = untilNotKilled(engine, job, 'summarize', (invocation, isRestarted) => {
    const module = load(engine, job, invocation);
    const { input, map, reduce } = run;
    const created = engine.realm.date(run.startedAt);
    const stage = (summary: Summary, label: string): object =>
      guardObject(engine, label, null, {
        keys: iteratorOf(
          engine,
          summary.keys.map(({ key, executions, state }) => [key, executions, state]),
        ),
        errors: errorsOf(engine, summary.errors),
        usage: summary.usage,
        seconds: summary.seconds,
        concurrency: summary.concurrency,
        yields: summary.yields,
        dateCreated: created,
      });
    const { error, usage, seconds } = input;
    const context = guardObject(engine, 'context of summarize', null, {
      isRestarted,
      dateCreated: created,
      inputSummary: engine.realm.plain({ error, usage, seconds, dateCreated: created }),
      mapSummary: stage(map, 'mapSummary'),
      reduceSummary: stage(reduce, 'reduceSummary'),
      output: iteratorOf(engine, run.output),
      usage: usage + map.usage + reduce.usage,
      seconds: (engine.clock.now() - run.startedAt) / 1000,
      concurrency: Math.max(map.concurrency, reduce.concurrency),
      yields: map.yields + reduce.yields,
    });
    callEntry(module, 'summarize', context);
  });
  return outcome.units;
}

function errorsOf(engine: Engine, errors: readonly StageError[]): object {
  return iteratorOf(
    engine,
    errors.map(({ key, error, executionNo }) => [key, error, executionNo]),
  );
}

/** An iterator in SuiteScript's form: `iterator().each(callback)` continues while the callback returns true. */
function iteratorOf(engine: Engine, entries: readonly (readonly unknown[])[]): object {
  const each = (callback: unknown): void => {
    if (typeof callback !== 'function') return;
    for (const entry of entries) {
      if (engine.callBack((): unknown => Reflect.apply(callback, undefined, [...entry])) !== true) break;
    }
  };
  return guardObject(engine, 'iterator', null, {
    iterator: () => guardObject(engine, 'iterator', null, { each }),
  });
}
