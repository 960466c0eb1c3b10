/**
 * Reads the sources of the field mapping from a loaded fulfillment: fields of its body and lines, and the names that
 * sections use.
 */

import type * as record from 'N/record';
import type { FieldLine, SectionKind, Source } from '../core/fields/mapping';
import { sourcesOf, writtenSource } from '../core/fields/mapping';
import { fieldValues, type FieldReading, type FieldValues, type Named, type SourcePlace } from '../core/fields/values';
import { PACKAGE_LISTS } from '../core/netsuite/fulfillment';
import type { CalendarDate } from '../core/values';
import { parseCalendarDate, parseText } from './values';

const ITEM_LIST = 'item';

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
  lines: readonly FieldLine[],
  missing: string[],
): Omit<FieldReading, 'values'> & { readonly values: Omit<FieldReading['values'], 'order'> } {
  const { fulfillment, package: ofPackages, line } = sourcesOf({ lines });
  const body = valuesOf(fulfillment, (fieldId) => ({
    value: safely(() => loaded.getValue({ fieldId })),
    text: safely(() => loaded.getText({ fieldId })),
  }));
  const packages = PACKAGE_LISTS.map((list) => readLines(loaded, list, ofPackages));
  const items = readLines(loaded, ITEM_LIST, line);
  return {
    values: { fulfillment: [body], package: packages.flatMap(({ values }) => values), line: items.values },
    ...readPlaces(loaded, new Set(lines.flatMap(({ section }) => section?.kind ?? [])), missing),
    absent: [
      ...absentFrom('fulfillment', fulfillment, [{ fields: () => loaded.getFields(), values: [body] }]),
      ...absentFrom('package', ofPackages, packages),
      ...absentFrom('line', line, [items]),
    ],
  };
}

/**
 * Returns nothing when the read throws: what getValue does for a field that a record does not have is not documented.
 */
function safely(read: () => unknown): unknown {
  try {
    return read();
  } catch {
    return undefined;
  }
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
  const values: FieldValues[] = [];
  const count = loaded.getLineCount({ sublistId });
  for (let line = 0; line < count; line += 1) {
    values.push(
      valuesOf(fields, (fieldId) => ({
        value: safely(() => loaded.getSublistValue({ sublistId, fieldId, line })),
        text: safely(() => loaded.getSublistText({ sublistId, fieldId, line })),
      })),
    );
  }
  return { fields: () => loaded.getSublistFields({ sublistId }), values };
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

/** Reads only the places that sections need. */
function readPlaces(
  loaded: record.Record,
  kinds: ReadonlySet<SectionKind>,
  missing: string[],
): Pick<FieldReading, 'subsidiary' | 'locations'> {
  const named = (kind: string, value: unknown, readName: () => unknown): readonly Named[] => {
    const id = parseText(value);
    if (id === null) return [];
    const name = parseText(safely(readName));
    if (name === null) missing.push(`the name of ${kind} ${id}`);
    return [{ id, name: name ?? '' }];
  };
  const ofBody = (fieldId: 'subsidiary' | 'location'): readonly Named[] =>
    kinds.has(fieldId) ? named(fieldId, loaded.getValue({ fieldId }), () => loaded.getText({ fieldId })) : [];
  const [subsidiary = null] = ofBody('subsidiary');
  const locations = new Map(ofBody('location').map((location) => [location.id, location]));
  if (kinds.has('location') && loaded.getSublists().includes(ITEM_LIST)) {
    const count = loaded.getLineCount({ sublistId: ITEM_LIST });
    for (let line = 0; line < count; line += 1) {
      const at = { sublistId: ITEM_LIST, fieldId: 'location', line };
      const id = parseText(safely(() => loaded.getSublistValue(at)));
      if (id === null || locations.has(id)) continue;
      for (const location of named('location', id, () => loaded.getSublistText(at))) locations.set(id, location);
    }
  }
  return { subsidiary, locations: [...locations.values()] };
}
