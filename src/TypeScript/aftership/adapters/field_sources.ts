/**
 * Reads the sources of the field mapping from a loaded fulfillment: fields of its body and lines, and the subsidiary
 * that sections use.
 */

import type * as record from 'N/record';
import type { FieldLine, SectionKind, Source } from '../core/fields/mapping';
import { sourcesOf, writtenSource } from '../core/fields/mapping';
import { fieldValues, type FieldReading, type FieldValues, type Named, type SourcePlace } from '../core/fields/values';
import { PACKAGE_LISTS } from '../core/netsuite/fulfillment';
import type { CalendarDate } from '../core/values';
import { ITEM_LIST, named, safely, shippedLines } from './item_lines';
import { parseCalendarDate } from './values';

/** Values of the columns of a look-up. */
export function valuesOfColumns(fields: readonly string[], columns: Readonly<Record<string, unknown>>): FieldValues {
  return valuesOf(fields, (field) => columns[field]);
}

export function written(place: SourcePlace, field: string): string {
  const source: Source = { place, field };
  return writtenSource(source);
}

/** Reads every source of the mapping. Adds to `missing` the names that sections need and this run may not see. */
export function readFieldSources(
  loaded: record.Record,
  { lines, locations }: { readonly lines: readonly FieldLine[]; readonly locations: readonly Named[] },
  missing: string[],
): Omit<FieldReading, 'values'> & { readonly values: Omit<FieldReading['values'], 'order'> } {
  const { fulfillment, package: ofPackages, line } = sourcesOf({ lines });
  const body = valuesOf(fulfillment, (fieldId) => ({
    value: safely(() => loaded.getValue({ fieldId })),
    text: safely(() => loaded.getText({ fieldId })),
  }));
  const packages = PACKAGE_LISTS.map((list) => readLines(loaded, list, ofPackages));
  const items = readLines(loaded, ITEM_LIST, line);
  const kinds = new Set(lines.flatMap(({ section }) => section?.kind ?? []));
  const subsidiary = readSubsidiary(loaded, kinds);
  if (subsidiary !== null) missing.push(...unseenNames('subsidiary', [subsidiary]));
  if (kinds.has('location')) missing.push(...unseenNames('location', locations));
  return {
    values: { fulfillment: [body], package: packages.flatMap(({ values }) => values), line: items.values },
    subsidiary,
    absent: [
      ...absentFrom('fulfillment', fulfillment, [{ fields: () => loaded.getFields(), values: [body] }]),
      ...absentFrom('package', ofPackages, packages),
      ...absentFrom('line', line, [items]),
    ],
  };
}

/** Null for a text that is not a date. Whether N/format then returns the text or throws is not documented. */
function parseDay(text: string): CalendarDate | null {
  try {
    return parseCalendarDate(text);
  } catch {
    return null;
  }
}

function valuesOf(fields: readonly string[], read: (field: string) => unknown): FieldValues {
  return new Map(fields.map((field) => [field, fieldValues(read(field), parseDay)]));
}

interface Lines {
  /** Ids of the record's fields. */
  readonly fields: () => readonly string[];
  readonly values: readonly FieldValues[];
}

function readLines(loaded: record.Record, sublistId: string, fields: readonly string[]): Lines {
  if (fields.length === 0 || !loaded.getSublists().includes(sublistId)) return { fields: () => [], values: [] };
  const values = linesOf(loaded, sublistId).map((line) =>
    valuesOf(fields, (fieldId) => ({
      value: safely(() => loaded.getSublistValue({ sublistId, fieldId, line })),
      text: safely(() => loaded.getSublistText({ sublistId, fieldId, line })),
    })),
  );
  return { fields: () => loaded.getSublistFields({ sublistId }), values };
}

function linesOf(loaded: record.Record, sublistId: string): readonly number[] {
  if (sublistId === ITEM_LIST) return shippedLines(loaded);
  return Array.from({ length: loaded.getLineCount({ sublistId }) }, (_, line) => line);
}

/** Sources that are not fields of this place. A list without a line proves nothing. */
function absentFrom(place: SourcePlace, fields: readonly string[], lists: readonly Lines[]): readonly string[] {
  const filled = lists.filter(({ values }) => values.length > 0);
  if (filled.length === 0) return [];
  const isEmpty = (field: string): boolean =>
    filled.every(({ values }) => values.every((line) => (line.get(field) ?? []).length === 0));
  const empty = fields.filter(isEmpty);
  if (empty.length === 0) return [];
  const known = new Set(filled.flatMap((list) => list.fields()));
  return empty.filter((field) => !known.has(field)).map((field) => written(place, field));
}

/** Reads the subsidiary when a section needs it. */
function readSubsidiary(loaded: record.Record, kinds: ReadonlySet<SectionKind>): Named | null {
  const fieldId = 'subsidiary';
  if (!kinds.has(fieldId)) return null;
  const [subsidiary = null] = named(
    () => loaded.getValue({ fieldId }),
    () => loaded.getText({ fieldId }),
  );
  return subsidiary;
}

/** The names that sections need and this run may not see. */
function unseenNames(kind: SectionKind, places: readonly Named[]): readonly string[] {
  return places.filter(({ name }) => name === '').map(({ id }) => `the name of ${kind} ${id}`);
}
