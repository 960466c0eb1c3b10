/** What passes between the stages of the check, and what its summary tells. */

import type { EntryPoints } from 'N/types';
import type { CheckReport, CheckResult, CheckTask } from '../app/ports';
import { readableError } from './run';

/** Values are always text (section_4412447940). A task of another version was written by code that is gone: it throws. */
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
