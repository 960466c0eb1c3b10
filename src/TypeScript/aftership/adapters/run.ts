/** Data between the stages of the sending job, and its summary. */

import * as runtime from 'N/runtime';
import type { EntryPoints } from 'N/types';
import type { ReconcileReport, ReconcileTask, RunResult } from '../app/ports';
import { PARAMETERS } from './ids';
import { describeError } from './platform';
import { parseEpochSeconds } from './values';

/**
 * True when the scheduled script asked for the run, which then belongs to the System user, who has every permission.
 */
export function isAskedBySystem(): boolean {
  return runtime.getCurrentScript().getParameter({ name: PARAMETERS.askedBy }) === 'system';
}

/**
 * Parses tasks; values are always text (section_4412447940). Throws on a task of another version, because older code
 * wrote it.
 */
export function parseTask(values: readonly string[]): ReconcileTask {
  const task = JSON.parse(values[0] ?? 'null') as ReconcileTask | null;
  if (task?.version !== 3)
    throw new Error('This run was started by another version of the script. The next run starts afresh.');
  return task;
}

export function readRunResult(summary: EntryPoints.MapReduce.summarizeContext): RunResult {
  const { outputs, failures } = readStage(summary, summary.reduceSummary);
  const { error } = summary.inputSummary;
  return {
    reports: outputs.map((value) => JSON.parse(value) as ReconcileReport),
    failures: failures
      // After a restart the events are as they were, so the next run takes them without a pause.
      .filter(({ name }) => name !== RESTARTED)
      .map(({ key, message }) => ({ fulfillmentId: Number(key), message })),
    inputError: error ? readableError(error) : null,
    startedAt: parseEpochSeconds(summary.dateCreated),
    unitsUsed: Number(summary.usage),
  };
}

/** Error of a key whose function ended with an application server (section_1517279626). It may have run again since. */
const RESTARTED = 'SSS_APP_SERVER_RESTART';

interface StageFailure {
  readonly key: string;
  /** Name of the error; '' when the stage's text is no error in JSON. */
  readonly name: string;
  readonly message: string;
}

interface StageResult {
  readonly outputs: readonly string[];
  /** Keys that failed and wrote no output, each once. A key that failed first and then succeeded is none. */
  readonly failures: readonly StageFailure[];
}

/** Reads what a stage wrote and which of its keys failed. Each function writes one output under its own key. */
export function readStage(
  { output }: Pick<EntryPoints.MapReduce.summarizeContext, 'output'>,
  { errors }: Pick<EntryPoints.MapReduce.ReduceSummary, 'errors'>,
): StageResult {
  const outputs: string[] = [];
  const done = new Set<string>();
  output.iterator().each((key, value) => {
    done.add(key);
    outputs.push(value);
    return true;
  });
  const failures = new Map<string, StageFailure>();
  errors.iterator().each((key, text) => {
    if (!done.has(key)) failures.set(key, { key, ...parseError(text) });
    return true;
  });
  return { outputs, failures: [...failures.values()] };
}

/** Name and message of a stage's error, which NetSuite gives as JSON text. */
export function readableError(text: string): string {
  return parseError(text).message;
}

function parseError(text: string): { readonly name: string; readonly message: string } {
  try {
    const { name, message } = describeError(JSON.parse(text));
    return { name, message: `${name}: ${message}` };
  } catch {
    return { name: '', message: text };
  }
}
