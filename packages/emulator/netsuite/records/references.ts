/** Records and list values as other records point to them: by internal id, by name, and by their text. */

import type { FieldValue } from '../contract';
import type { Engine } from '../runtime/engine';
import { preferencesOf } from '../runtime/preferences';
import type { Row } from './store';

/** Source of a value. People and data may give a list value by its text; a script uses setText for that. */
export type Giver = 'script' | 'outside';

export function findTarget(engine: Engine, target: string, id: number): Row | null {
  return engine.store.find(target, id) ?? engine.store.findInSpace(target, id);
}

/** Id of a list value by its text or script id, or of a record by its name. */
export function idByText(engine: Engine, target: string, text: string): number | null {
  for (const row of engine.store.each(target)) {
    if (nameOf(engine, row) === text || row.fields['scriptid'] === text) return row.id;
  }
  return null;
}

/** Text of a record in select fields. */
export function nameOf(engine: Engine, row: Row): string {
  const type = engine.type(row.type);
  if (type.transactionName !== null) return `${type.transactionName} #${row.fields['tranid'] ?? ''}`;
  const { name, itemid, entityid, companyname, firstname, lastname, translations } = row.fields;
  const translated = translationFor(preferencesOf(engine).language, translations);
  if (translated !== null) return translated;
  const person = [firstname, lastname].filter((part) => typeof part === 'string' && part !== '').join(' ');
  for (const candidate of [itemid, entityid, name, companyname, person]) {
    if (typeof candidate === 'string' && candidate !== '') return candidate;
  }
  return String(row.id);
}

/** Finds a translation in lines such as `fr_FR=UPS Terrestre`, the emulator's form of a record's Translation tab. */
function translationFor(language: string, translations: FieldValue | undefined): string | null {
  if (typeof translations !== 'string') return null;
  const line = translations.split('\n').find((entry) => entry.startsWith(`${language}=`));
  return line === undefined ? null : line.slice(language.length + 1);
}
