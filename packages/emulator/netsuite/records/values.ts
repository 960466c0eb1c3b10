/** Converts values: the input that a field accepts, and the form that scripts, searches and lookups return. */

import type { FieldValue } from '../contract';
import { formatDateTime, formatLocalDate, parseDate, parseDateTime, todayIn } from '../runtime/calendar';
import type { Engine } from '../runtime/engine';
import { ScriptFault, unnamedFault } from '../runtime/faults';
import { preferencesOf } from '../runtime/preferences';
import { isDate } from '../runtime/realm';
import type { Row } from './store';
import { field as makeField, SHIP_STATUSES, type FieldInfo, type RecordTypeInfo } from './types';

/** The field of a type. It may be one that the account's people added to a standard record. */
export function fieldOf(type: RecordTypeInfo, id: string, sample: FieldValue | undefined): FieldInfo | null {
  const known = type.fields.get(id);
  if (known !== undefined) return known;
  if (type.customFieldPrefix === null || !id.startsWith(type.customFieldPrefix)) return null;
  const kind = isDate(sample)
    ? 'date'
    : typeof sample === 'boolean'
      ? 'checkbox'
      : typeof sample === 'number'
        ? 'float'
        : 'text';
  return makeField(id, kind, { isInlineEditable: true });
}

function wrongType(field: FieldInfo, value: unknown): ScriptFault {
  return new ScriptFault('SSS_INVALID_TYPE_ARG', `${field.id} takes ${field.kind}, not ${JSON.stringify(value)}.`);
}

/** Source of a value. People and data may give a list value by its text; a script uses setText for that. */
type Giver = 'script' | 'outside';

export function parseFieldValue(engine: Engine, field: FieldInfo, value: unknown, giver: Giver): FieldValue {
  if (value === null || value === undefined || value === '') return field.kind === 'checkbox' ? false : null;
  switch (field.kind) {
    case 'text':
      return parseText(field, value);
    case 'integer':
    case 'float':
      return parseNumber(field, value);
    case 'checkbox':
      if (value === true || value === 'T' || value === 'true') return true;
      if (value === false || value === 'F' || value === 'false') return false;
      throw wrongType(field, value);
    case 'select':
      return parseSelection(engine, field, value, giver);
    case 'multiselect':
      return String(value);
    case 'date': {
      const date = isDate(value)
        ? new Date(value.getTime())
        : parseDate(preferencesOf(engine).dateFormat, String(value));
      if (date === null) throw wrongType(field, value);
      return new Date(date.getFullYear(), date.getMonth(), date.getDate());
    }
    case 'datetime': {
      const { dateFormat, timeZone } = preferencesOf(engine);
      const ms = isDate(value) ? value.getTime() : parseDateTime(dateFormat, timeZone, String(value));
      if (ms === null) throw wrongType(field, value);
      return new Date(ms);
    }
  }
}

function parseText(field: FieldInfo, value: unknown): string {
  if (typeof value === 'object') throw wrongType(field, value);
  const text = String(value);
  if (field.maxLength !== null && text.length > field.maxLength) {
    throw new ScriptFault(
      'EXCEEDED_MAX_FIELD_LENGTH',
      `The field ${field.id} contained more than the maximum number (${field.maxLength}) of characters allowed.`,
    );
  }
  return text;
}

function parseNumber(field: FieldInfo, value: unknown): number {
  const number = typeof value === 'number' ? value : typeof value === 'string' ? Number(value) : Number.NaN;
  if (!Number.isFinite(number) || (field.kind === 'integer' && !Number.isInteger(number)))
    throw wrongType(field, value);
  const isBelow = field.minValue !== null && number < field.minValue;
  if (isBelow || (field.maxValue !== null && number > field.maxValue)) {
    throw unnamedFault('VALUE_OUT_OF_RANGE', `${field.id} does not take ${number}.`);
  }
  return number;
}

function parseSelection(engine: Engine, field: FieldInfo, value: unknown, giver: Giver): FieldValue {
  const target = field.target;
  if (target === null) return String(value);
  if (target === '#shipstatus') {
    const letter = String(value);
    if (SHIP_STATUSES[letter] === undefined) throw wrongType(field, value);
    return letter;
  }
  const id = Number(value);
  if (Number.isInteger(id)) {
    // Seeded data may reference deleted records, but a script's value must reference an existing record.
    if (giver === 'script' && findTarget(engine, target, id) === null) {
      throw unnamedFault('INVALID_SELECTION', `${field.id}: there is no ${target} ${id}.`);
    }
    return id;
  }
  const byText = giver === 'outside' ? idByText(engine, target, String(value)) : null;
  if (byText === null) throw wrongType(field, value);
  return byText;
}

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
function nameOf(engine: Engine, row: Row): string {
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

export function textOf(engine: Engine, field: FieldInfo, value: FieldValue): string {
  if (value === null) return '';
  if (field.target === '#shipstatus') return SHIP_STATUSES[String(value)] ?? '';
  if (field.kind === 'select' && field.target !== null) {
    const row = findTarget(engine, field.target, Number(value));
    return row === null ? '' : nameOf(engine, row);
  }
  return plainText(engine, field, value);
}

/** Text in the user's formats. */
function plainText(engine: Engine, field: FieldInfo, value: FieldValue): string {
  if (value === null) return '';
  if (value instanceof Date) {
    const { dateFormat, timeZone } = preferencesOf(engine);
    return field.kind === 'datetime'
      ? formatDateTime(dateFormat, timeZone, value.getTime(), false)
      : formatLocalDate(dateFormat, value);
  }
  if (typeof value === 'boolean') return value ? 'T' : 'F';
  return String(value);
}

/** Value of Record.getValue. Old records return null where new ones return an empty string (seen in public code). */
export function scriptValue(engine: Engine, field: FieldInfo, value: FieldValue, isOld: boolean): unknown {
  if (field.kind === 'checkbox') return value === true;
  if (value === null) return isOld || engine.dials.emptyValue === 'null' ? null : '';
  if (value instanceof Date) return engine.realm.date(value.getTime());
  if (field.kind === 'integer' || (field.kind === 'select' && typeof value === 'number'))
    return asDialed(engine, value);
  return value;
}

/** An id or integer as text or number, by the dial. */
export function asDialed(engine: Engine, value: FieldValue): string | number {
  return engine.dials.numbers === 'as number' ? Number(value) : String(value);
}

/** Value of Result.getValue. */
export function resultValue(engine: Engine, field: FieldInfo, value: FieldValue): unknown {
  if (field.kind === 'checkbox') return checkboxInSearch(engine, value === true);
  if (value === null) return engine.dials.emptyValue === 'null' ? null : '';
  if (typeof value === 'number') return asDialed(engine, value);
  return plainText(engine, field, value);
}

function checkboxInSearch(engine: Engine, isChecked: boolean): unknown {
  return engine.dials.checkboxInSearch === 'boolean' ? isChecked : isChecked ? 'T' : 'F';
}

/** Value of search.lookupFields: a list of value and text for selects, text for all others. */
export function lookupValue(engine: Engine, field: FieldInfo, value: FieldValue): unknown {
  if (field.kind === 'select') {
    return value === null ? [] : [{ value: lookupId(engine, value), text: textOf(engine, field, value) }];
  }
  if (field.kind === 'checkbox') return checkboxInSearch(engine, value === true);
  if (value === null) return '';
  return typeof value === 'number' ? asDialed(engine, value) : plainText(engine, field, value);
}

function lookupId(engine: Engine, value: FieldValue): string | number {
  return typeof value === 'number' ? asDialed(engine, value) : String(value);
}

/** Initial value in a new record. */
export function defaultOf(engine: Engine, field: FieldInfo): FieldValue {
  const { defaults } = field;
  if (field.kind === 'checkbox') return defaults?.isChecked ?? false;
  if (defaults === null) return null;
  if (defaults.dynamic === 'NOW')
    return field.kind === 'date' ? todayIn(engine.options.timeZone, engine.clock.now()) : new Date(engine.clock.now());
  if (defaults.selection !== null && field.target !== null) {
    const text = defaults.selection.split('.').at(-1) ?? '';
    return idByText(engine, field.target, text);
  }
  return defaults.value === null ? null : parseFieldValue(engine, field, defaults.value, 'outside');
}
