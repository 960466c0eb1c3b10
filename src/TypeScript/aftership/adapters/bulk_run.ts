/** What passes between the stages of the bulk job. */

import * as runtime from 'N/runtime';
import type { EntryPoints } from 'N/types';
import type { RowFilter } from '../app/console_ports';
import { isShipmentState } from '../core/shipment';
import { PARAMETERS } from './ids';

interface Task {
  readonly version: 1;
  readonly kind: 'retry';
  readonly filter: RowFilter;
}

/** Started by hand it has no task: it says so instead of guessing one. */
export function readBulkTask(): Task {
  const text = runtime.getCurrentScript().getParameter({ name: PARAMETERS.bulkTask });
  const { version, kind, filter } = parseObject(String(text ?? ''));
  const { state, reason } = typeof filter === 'object' && filter !== null ? (filter as Partial<RowFilter>) : {};
  if (version !== 1 || kind !== 'retry' || typeof state !== 'string' || !isShipmentState(state)) {
    throw new Error('The bulk job has nothing to do: it is started by the AfterShip console, not by hand.');
  }
  return { version, kind, filter: { state, reason: typeof reason === 'string' ? reason : null } };
}

export function parseBulkItem<Item extends { readonly version: 1 }>(values: readonly string[]): Item {
  const item = JSON.parse(values[0] ?? 'null') as Item | null;
  if (item?.version !== 1) throw new Error('This run was started by another version of the script. Start it again.');
  return item;
}

export function readBulkResult(summary: EntryPoints.MapReduce.summarizeContext): {
  readonly done: number;
  readonly errors: readonly string[];
} {
  let done = 0;
  summary.output.iterator().each(() => {
    done += 1;
    return true;
  });
  const errors: string[] = [];
  summary.reduceSummary.errors.iterator().each((key, error) => {
    errors.push(`${key}: ${error}`);
    return true;
  });
  const { error } = summary.inputSummary;
  return { done, errors: error ? [error, ...errors] : errors };
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
