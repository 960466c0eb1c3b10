/** Data between the stages of the bulk job. */

import * as runtime from 'N/runtime';
import type { EntryPoints } from 'N/types';
import type { BulkItem, BulkTask, Chosen, RowFilter } from '../app/operator/console_ports';
import { parseJsonObject } from '../core/json';
import { isReason } from '../core/ledger/reasons';
import { PARAMETERS } from './ids';
import { readableError, readStage } from './run';

/** Throws when the job was started by hand, because it then has no task. */
export function readBulkTask(): BulkTask {
  const text = runtime.getCurrentScript().getParameter({ name: PARAMETERS.bulkTask });
  const task = parseTask(parseJsonObject(String(text ?? '')));
  if (task === null) {
    throw new Error('The bulk job has nothing to do: it is started by the AfterShip console, not by hand.');
  }
  return task;
}

function parseTask({
  version,
  kind,
  chosen,
  customerId,
  slug,
  filter,
}: Readonly<Record<string, unknown>>): BulkTask | null {
  if (version !== 2) return null;
  if (kind === 'erase') return typeof customerId === 'number' ? { version, kind, customerId } : null;
  if (kind === 'carrier') return typeof slug === 'string' ? { version, kind, slug } : null;
  if (kind === 'look') {
    const parsed = parseFilter(filter);
    return parsed === null ? null : { version, kind, filter: parsed };
  }
  const parsed = parseChosen(chosen);
  return kind === 'retry' && parsed !== null ? { version, kind, chosen: parsed } : null;
}

function parseChosen(value: unknown): Chosen | null {
  if (typeof value !== 'object' || value === null) return null;
  const { kind, ids, filter } = value as { kind?: unknown; ids?: unknown; filter?: unknown };
  if (kind === 'rows' && Array.isArray(ids)) return { kind, ids: ids.map(Number).filter(Number.isInteger) };
  const parsed = parseFilter(filter);
  return kind === 'all' && parsed !== null ? { kind, filter: parsed } : null;
}

function parseFilter(value: unknown): RowFilter | null {
  if (typeof value !== 'object' || value === null) return null;
  const { reason, code } = value as Partial<RowFilter>;
  return reason !== undefined && isReason(reason) ? { reason, code: code ?? null } : null;
}

export function parseBulkItem(values: readonly string[]): BulkItem {
  const item = JSON.parse(values[0] ?? 'null') as BulkItem | null;
  if (item?.version !== 2) throw new Error('This run was started by another version of the script. Start it again.');
  return item;
}

export function readBulkResult(summary: EntryPoints.MapReduce.summarizeContext): {
  readonly done: number;
  readonly errors: readonly string[];
} {
  const { outputs, failures } = readStage(summary, summary.reduceSummary);
  const { error } = summary.inputSummary;
  const errors = failures.map(({ key, message }) => `${key}: ${message}`);
  return { done: outputs.length, errors: error ? [readableError(error), ...errors] : errors };
}
