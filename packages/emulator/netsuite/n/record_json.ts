/**
 * A record as JSON: `{id, type, isDynamic, fields, sublists}`, with a sublist's lines by name, as NetSuite's own script
 * library makes it (public copies). Values are texts; a field without a value is left out.
 */

import type { FieldValue, Line } from '../contract';
import type { FieldInfo } from '../records/types';
import { plainText } from '../records/values';
import type { Engine } from '../runtime/engine';
import { lineField } from './line_field';

interface Content {
  readonly fields: readonly (readonly [FieldInfo, FieldValue])[];
  readonly sublists: Readonly<Record<string, readonly Line[]>>;
}

export function recordJson(
  engine: Engine,
  record: { readonly id: unknown; readonly type: string; readonly isDynamic: boolean },
  content: Content,
): unknown {
  const id = record.id === null ? null : String(record.id);
  const sublists = Object.entries(content.sublists).map(([name, lines]) => [name, linesOf(engine, lines)]);
  return engine.realm.plain({
    id,
    type: record.type,
    isDynamic: record.isDynamic,
    fields: { ...(id === null ? {} : { id }), ...textsOfFields(engine, content.fields) },
    sublists: Object.fromEntries(sublists),
  });
}

function linesOf(engine: Engine, lines: readonly Line[]): Readonly<Record<string, unknown>> {
  const first = engine.dials.firstJsonLine === 'line 1' ? 1 : 0;
  const named = lines.map((line, index) => {
    const fields = Object.entries(line).map(([id, value]) => [lineField(id, value), value] as const);
    return [`line ${first + index}`, textsOfFields(engine, fields)];
  });
  return { currentline: {}, ...Object.fromEntries(named) };
}

function textsOfFields(
  engine: Engine,
  fields: readonly (readonly [FieldInfo, FieldValue])[],
): Readonly<Record<string, string>> {
  const filled = fields.filter(([, value]) => value !== null && value !== '');
  return Object.fromEntries(filled.map(([field, value]) => [field.id, plainText(engine, field, value)]));
}
