/** What passes between the stages of the bulk job. */

import * as runtime from 'N/runtime';
import type { EntryPoints } from 'N/types';
import type { Chosen, RowFilter } from '../app/console_ports';
import { isShipmentState } from '../core/shipment';
import { PARAMETERS } from './ids';

interface Task {
  readonly version: 1;
  readonly kind: 'retry';
  readonly chosen: Chosen;
}

/** Started by hand it has no task: it says so instead of guessing one. */
export function readBulkTask(): Task {
  const text = runtime.getCurrentScript().getParameter({ name: PARAMETERS.bulkTask });
  const { version, kind, chosen } = parseObject(String(text ?? ''));
  const parsed = parseChosen(chosen);
  if (version !== 1 || kind !== 'retry' || parsed === null) {
    throw new Error('The bulk job has nothing to do: it is started by the AfterShip console, not by hand.');
  }
  return { version, kind, chosen: parsed };
}

function parseChosen(value: unknown): Chosen | null {
  if (typeof value !== 'object' || value === null) return null;
  const { kind, ids, filter } = value as { kind?: unknown; ids?: unknown; filter?: Partial<RowFilter> };
  if (kind === 'rows' && Array.isArray(ids)) return { kind, ids: ids.map(Number).filter(Number.isInteger) };
  const state = filter?.state;
  if (kind !== 'all' || state === undefined || !isShipmentState(state)) return null;
  return { kind, filter: { state, reason: filter?.reason ?? null } };
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
