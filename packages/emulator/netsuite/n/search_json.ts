/**
 * Results of a search as JSON: `Result.toJSON` as NetSuite's own script library makes it (public copies), and the values
 * that Map/Reduce reads from a search (public code).
 */

import type { FieldValue } from '../contract';
import { textsOf } from '../records/multiselect';
import type { FieldInfo } from '../records/types';
import { asDialed, lookupValue, resultText, resultValue } from '../records/values';
import type { Engine } from '../runtime/engine';
import { NotEmulated } from '../runtime/faults';

interface Cell {
  readonly name: string;
  readonly join: string | null;
  readonly field: FieldInfo;
  readonly value: FieldValue;
}

interface ResultCell extends Cell {
  readonly summary: string | null;
}

/** `{recordType, id, values}`. A name that comes again gets a number. */
export function resultJson(
  engine: Engine,
  row: { readonly recordType: string | null; readonly id: number | null },
  cells: readonly ResultCell[],
): unknown {
  const values: Record<string, unknown> = {};
  const seen = new Map<string, number>();
  for (const { name, join, summary, field, value } of cells) {
    const joined = join === null ? name : `${join}.${name}`;
    const key = summary === null ? joined : `${summary}(${joined})`;
    const times = seen.get(key) ?? 0;
    seen.set(key, times + 1);
    values[times === 0 ? key : `${key}_${times}`] = lookupValue(engine, field, value);
  }
  return engine.realm.plain({
    recordType: row.recordType,
    id: row.id === null ? null : asDialed(engine, row.id),
    values,
  });
}

/** A joined column is named the other way round, a select is one object, and a check box a letter. */
export function mapReduceValues(engine: Engine, cells: readonly Cell[]): Record<string, unknown> {
  return Object.fromEntries(
    cells.map(({ name, join, field, value }) => [
      join === null ? name : `${name}.${join}`,
      mapReduceValue(engine, field, value),
    ]),
  );
}

function mapReduceValue(engine: Engine, field: FieldInfo, value: FieldValue): unknown {
  if (field.kind === 'checkbox') return value === true ? 'T' : 'F';
  if (field.kind === 'multiselect' && textsOf(engine, field, value).length > 0) {
    throw new NotEmulated(`the multiple select ${field.id} in the input of a Map/Reduce`);
  }
  if (field.kind !== 'select') return resultValue(engine, field, value);
  return value === null
    ? ''
    : { value: String(resultValue(engine, field, value)), text: resultText(engine, field, value) };
}
