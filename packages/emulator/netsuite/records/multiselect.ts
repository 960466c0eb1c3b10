/**
 * Values of multiple selects, stored as the text of their ids with commas. A record gives and takes lists
 * (section_4273154686, section_4273155868, section_4273156769), a search one text (section_46988464355).
 */

import type { FieldValue } from '../contract';
import type { Engine } from '../runtime/engine';
import { NotEmulated, ScriptFault, unnamedFault } from '../runtime/faults';
import { findTarget, idByText, nameOf, type Giver } from './references';
import type { FieldInfo } from './types';

/** Ids of a stored multiple select. */
export function idsOf(value: FieldValue | undefined): readonly string[] {
  return value === null || value === undefined || value === '' ? [] : String(value).split(',');
}

/** Texts of the selected records or list values. */
export function textsOf(engine: Engine, field: FieldInfo, value: FieldValue): readonly string[] {
  return idsOf(value).map((id) => {
    if (field.target === null) return id;
    const row = findTarget(engine, field.target, Number(id));
    return row === null ? '' : nameOf(engine, row);
  });
}

/** Parses what a script or people give: a list of ids; people may also give ids or texts with commas between them. */
export function parseSelections(engine: Engine, field: FieldInfo, value: unknown, giver: Giver): FieldValue {
  if (giver === 'script' && !Array.isArray(value)) {
    throw new NotEmulated(`a multiple select that is set by one value instead of a list: ${field.id}`);
  }
  const given: readonly unknown[] = Array.isArray(value) ? value : String(value).split(',');
  return joined(given.map((entry) => idOf(engine, field, entry, giver)));
}

/** Parses the texts of Record.setText. */
export function parseTexts(engine: Engine, field: FieldInfo, texts: unknown): FieldValue {
  const given: readonly unknown[] = Array.isArray(texts) ? texts : [texts];
  return joined(
    given.map((text) => {
      const id = field.target === null ? null : idByText(engine, field.target, String(text));
      if (id === null) throw unnamedFault('INVALID_SELECTION', `${field.id}: there is no ${String(text)}.`);
      return String(id);
    }),
  );
}

function joined(ids: readonly string[]): FieldValue {
  return ids.length === 0 ? null : [...new Set(ids)].join(',');
}

function idOf(engine: Engine, field: FieldInfo, value: unknown, giver: Giver): string {
  const text = String(value).trim();
  const { target } = field;
  if (target === null) return text;
  const id = Number(text);
  if (Number.isInteger(id) && text !== '') {
    // Seeded data may reference deleted records, but a script's value must reference an existing record.
    if (giver === 'script' && findTarget(engine, target, id) === null) {
      throw unnamedFault('INVALID_SELECTION', `${field.id}: there is no ${target} ${id}.`);
    }
    return String(id);
  }
  const byText = giver === 'outside' ? idByText(engine, target, text) : null;
  if (byText !== null) return String(byText);
  throw new ScriptFault('SSS_INVALID_TYPE_ARG', `${field.id} takes ids, not ${JSON.stringify(value)}.`);
}
