/** Data between the stages of the hourly check, and its summary. */

import type { EntryPoints } from 'N/types';
import type { CheckReport, CheckResult, CheckTask } from '../app/ports';
import { readableError } from './run';

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
  const reports: CheckReport[] = [];
  summary.output.iterator().each((_key, value) => {
    reports.push(JSON.parse(value) as CheckReport);
    return true;
  });
  const errors: string[] = [];
  const { error } = summary.inputSummary;
  if (error) errors.push(readableError(error));
  summary.mapSummary.errors.iterator().each((_key, text) => {
    errors.push(readableError(text));
    return true;
  });
  return { reports, errors };
}
