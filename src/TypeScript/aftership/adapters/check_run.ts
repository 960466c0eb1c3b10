/** Data between the stages of the hourly check, and its summary. */

import type { EntryPoints } from 'N/types';
import type { CheckReport, CheckResult, CheckTask } from '../app/ports';
import { readableError, readStage } from './run';

/**
 * Parses a task; values are always text (section_4412447940). Throws on a task of another version, because older code
 * wrote it.
 */
export function parseCheckTask(value: string): CheckTask {
  const task = JSON.parse(value) as CheckTask | null;
  if (task?.version !== 1) throw new Error('This run was started by another version of the script.');
  return task;
}

export function readCheckResult(summary: EntryPoints.MapReduce.summarizeContext): CheckResult {
  const { outputs, failures } = readStage(summary, summary.mapSummary);
  const { error } = summary.inputSummary;
  return {
    reports: outputs.map((value) => JSON.parse(value) as CheckReport),
    errors: [...(error ? [readableError(error)] : []), ...failures.map(({ message }) => message)],
  };
}
