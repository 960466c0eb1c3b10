/** Converts values: the input that a field accepts, and the form that scripts, searches and lookups return. */

import type { FieldValue } from '../contract';
import { formatDateTime, formatLocalDate, parseDate, parseDateTime, todayIn } from '../runtime/calendar';
import type { Engine } from '../runtime/engine';
import { NotEmulated, ScriptFault, unnamedFault } from '../runtime/faults';
import { preferencesOf } from '../runtime/preferences';
import { isDate } from '../runtime/realm';
import { idsOf, parseSelections, textsOf } from './multiselect';
import { findTarget, idByText, nameOf, type Giver } from './references';
import { cutForSearch } from './search_text';
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

export function parseFieldValue(engine: Engine, field: FieldInfo, value: unknown, giver: Giver): FieldValue {
  if (value === null || value === undefined || value === '') return field.kind === 'checkbox' ? false : null;
  switch (field.kind) {
    case 'text':
      return parseText(field, value, giver);
    case 'integer':
    case 'float':
      return parseNumber(engine, field, value);
    case 'checkbox':
      if (value === true || value === 'T' || value === 'true') return true;
      if (value === false || value === 'F' || value === 'false') return false;
      throw wrongType(field, value);
    case 'select':
      return parseSelection(engine, field, value, giver);
    case 'multiselect':
      return parseSelections(engine, field, value, giver);
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

/** "With SuiteScript, long text field types have a 100,000 character limit" (section_N2842731). */
const LONG_TEXT_OF_SCRIPTS = 100_000;

function parseText(field: FieldInfo, value: unknown, giver: Giver): string {
  if (typeof value === 'object') throw wrongType(field, value);
  const text = String(value);
  const isOfScript = field.isLongText && giver === 'script';
  const most = Math.min(field.maxLength ?? Number.MAX_VALUE, isOfScript ? LONG_TEXT_OF_SCRIPTS : Number.MAX_VALUE);
  if (text.length > most) {
    throw new ScriptFault(
      'EXCEEDED_MAX_FIELD_LENGTH',
      `The field ${field.id} contained more than the maximum number (${most}) of characters allowed.`,
    );
  }
  return text;
}

/** "About 18000000000000000000 (20 digits)" (section_N2842731). */
const LARGEST_INTEGER = 1.8e19;
const LARGEST_SMALL_INTEGER = 2_147_483_647;

function parseNumber(engine: Engine, field: FieldInfo, value: unknown): number {
  const number = typeof value === 'number' ? value : typeof value === 'string' ? Number(value) : Number.NaN;
  if (!Number.isFinite(number) || (field.kind === 'integer' && !Number.isInteger(number)))
    throw wrongType(field, value);
  const isBelow = field.minValue !== null && number < field.minValue;
  const isAbove = field.maxValue !== null && number > field.maxValue;
  if (isBelow || isAbove || (field.kind === 'integer' && isTooLarge(engine, Math.abs(number)))) {
    throw unnamedFault('VALUE_OUT_OF_RANGE', `${field.id} does not take ${number}.`);
  }
  return number;
}

/** Above 2,147,483,647, "technical limitations" may apply, and above what JavaScript counts, rounding does. */
function isTooLarge(engine: Engine, size: number): boolean {
  if (size > LARGEST_INTEGER) return true;
  if (size > LARGEST_SMALL_INTEGER && engine.dials.largeIntegers === 'refused') return true;
  if (size > Number.MAX_SAFE_INTEGER) throw new NotEmulated('how NetSuite rounds an integer of more than 15 digits');
  return false;
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

/** Text of a value; a multiple select has several (`textsOf`). */
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
export function plainText(engine: Engine, field: FieldInfo, value: FieldValue): string {
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

/** Refuses an empty value of a field that NetSuite fills in and this emulator does not. */
export function demandKnown(type: RecordTypeInfo, field: FieldInfo, value: FieldValue): void {
  if (field.mayBeEmpty || (value !== null && value !== '')) return;
  throw new NotEmulated(`${field.id} of ${type.id}, which NetSuite fills in, where no value was given`);
}

/** Value of Record.getValue. Old records return null where new ones return an empty string (seen in public code). */
export function scriptValue(engine: Engine, field: FieldInfo, value: FieldValue, isOld: boolean): unknown {
  if (field.kind === 'checkbox') return value === true;
  // NetSuite's own script library gives an empty list for an empty multiple select (public copies).
  if (field.kind === 'multiselect') return engine.realm.plain([...idsOf(value)]);
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
  return cutForSearch(engine, field, plainText(engine, field, value));
}

/** Value of Result.getText. */
export function resultText(engine: Engine, field: FieldInfo, value: FieldValue): string {
  const text = field.kind === 'multiselect' ? textsOf(engine, field, value).join(',') : textOf(engine, field, value);
  return cutForSearch(engine, field, text);
}

function checkboxInSearch(engine: Engine, isChecked: boolean): unknown {
  return engine.dials.checkboxInSearch === 'boolean' ? isChecked : isChecked ? 'T' : 'F';
}

/** Value of search.lookupFields: a list of value and text for selects, text for all others. */
export function lookupValue(engine: Engine, field: FieldInfo, value: FieldValue): unknown {
  if (field.kind === 'select') {
    return value === null ? [] : [{ value: lookupId(engine, value), text: textOf(engine, field, value) }];
  }
  if (field.kind === 'multiselect') {
    cutForSearch(engine, field, String(value ?? ''));
    const texts = textsOf(engine, field, value);
    return idsOf(value).map((id, index) => ({ value: asDialed(engine, id), text: texts[index] ?? '' }));
  }
  if (field.kind === 'checkbox') return checkboxInSearch(engine, value === true);
  if (value === null) return '';
  return typeof value === 'number'
    ? asDialed(engine, value)
    : cutForSearch(engine, field, plainText(engine, field, value));
}

function lookupId(engine: Engine, value: FieldValue): string | number {
  return typeof value === 'number' ? asDialed(engine, value) : String(value);
}

/** Initial value in a new record. */
export function defaultOf(engine: Engine, field: FieldInfo): FieldValue {
  const { defaults } = field;
  if (field.kind === 'checkbox') return field.mayBeEmpty ? (defaults?.isChecked ?? false) : null;
  if (defaults === null) return null;
  if (defaults.dynamic === 'NOW')
    return field.kind === 'date' ? todayIn(engine.options.timeZone, engine.clock.now()) : new Date(engine.clock.now());
  if (defaults.selection !== null && field.target !== null) {
    const text = defaults.selection.split('.').at(-1) ?? '';
    const id = idByText(engine, field.target, text);
    return id !== null && field.kind === 'multiselect' ? String(id) : id;
  }
  return defaults.value === null ? null : parseFieldValue(engine, field, defaults.value, 'outside');
}
