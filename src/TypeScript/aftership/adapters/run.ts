/** Data between the stages of the sending job, and its summary. */

import * as runtime from 'N/runtime';
import type { EntryPoints } from 'N/types';
import type { ReconcileReport, ReconcileTask, RunResult } from '../app/ports';
import { PARAMETERS } from './ids';
import { describeError } from './platform';

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
  if (task?.version !== 2)
    throw new Error('This run was started by another version of the script. The next run starts afresh.');
  return task;
}

export function readRunResult(summary: EntryPoints.MapReduce.summarizeContext): RunResult {
  const reports: ReconcileReport[] = [];
  summary.output.iterator().each((_key, value) => {
    reports.push(parseReport(value));
    return true;
  });
  const failures: { fulfillmentId: number; message: string }[] = [];
  summary.reduceSummary.errors.iterator().each((key, error) => {
    failures.push({ fulfillmentId: Number(key), message: readableError(error) });
    return true;
  });
  const { error } = summary.inputSummary;
  return { reports, failures, inputError: error ? readableError(error) : null, unitsUsed: Number(summary.usage) };
}

function parseReport(value: string): ReconcileReport {
  return JSON.parse(value) as ReconcileReport;
}

/** Name and message of a stage's error, which NetSuite gives as JSON text. */
export function readableError(text: string): string {
  try {
    const { name, message } = describeError(JSON.parse(text));
    return `${name}: ${message}`;
  } catch {
    return text;
  }
}
