/** Columns of an export that the field mapping reads; their header is the source as the mapping writes it. */

import {
  sourcesOf,
  writtenSource,
  type FieldMapping,
  type SectionKind,
} from '../../src/TypeScript/aftership/core/fields/mapping';
import {
  fieldValues,
  NO_FIELDS_READ,
  type FieldReading,
  type FieldValues,
  type SourcePlace,
} from '../../src/TypeScript/aftership/core/fields/values';
import type { CalendarDate } from '../../src/TypeScript/aftership/core/values';

export interface SourceColumn {
  readonly place: SourcePlace;
  readonly field: string;
  /** Position in the file. */
  readonly position: number;
}

export interface SourceColumns {
  readonly columns: readonly SourceColumn[];
  /** Sources without a column in the file. */
  readonly missing: readonly string[];
}

export function recogniseSources(header: readonly string[], mapping: Pick<FieldMapping, 'lines'>): SourceColumns {
  const names = header.map((name) => name.trim().toLowerCase());
  const columns: SourceColumn[] = [];
  const missing: string[] = [];
  for (const [place, fields] of Object.entries(sourcesOf(mapping)) as [SourcePlace, readonly string[]][]) {
    for (const field of fields) {
      const written = writtenSource({ place, field });
      const position = names.indexOf(written);
      if (position < 0) missing.push(written);
      else columns.push({ place, field, position });
    }
  }
  return { columns, missing };
}

/** What an export has of one fulfillment. */
export interface ExportedSources {
  /** Cells of the source columns for each row. A row is an item line, and all rows have the same packages. */
  readonly rows: readonly (readonly string[])[];
  /** Number of package lines. */
  readonly packageLines: number;
}

export function readSources(
  columns: readonly SourceColumn[],
  { rows, packageLines }: ExportedSources,
  parseDay: (text: string) => CalendarDate | null,
): FieldReading {
  if (columns.length === 0) return NO_FIELDS_READ;
  const valuesOf = (place: SourcePlace, read: (index: number) => string): FieldValues =>
    new Map(
      columns.flatMap((column, index) =>
        column.place === place ? [[column.field, fieldValues(read(index), parseDay)] as const] : [],
      ),
    );
  const first = (index: number): string => rows.map((cells) => cells[index] ?? '').find((cell) => cell !== '') ?? '';
  return {
    ...NO_FIELDS_READ,
    values: {
      fulfillment: [valuesOf('fulfillment', first)],
      order: [valuesOf('order', first)],
      package: Array.from({ length: packageLines }, () => valuesOf('package', first)),
      line: rows.map((cells) => valuesOf('line', (index) => cells[index] ?? '')),
    },
  };
}

/** Messages about a mapping over this file. */
export function describeSources(
  { missing }: SourceColumns,
  { sections }: FieldMapping,
  hasLocations: boolean,
): readonly string[] {
  const hasSection = (wanted: SectionKind): boolean => sections.some(({ kind }) => kind === wanted);
  return [
    ...(missing.length > 0
      ? [
          `The field mapping reads what the file has no column for: ${missing.join(', ')}. To see what it does, give the search these columns, each with that name as its Custom Label.`,
        ]
      : []),
    ...(hasSection('subsidiary')
      ? ['Sections of the field mapping for subsidiaries do not count here: an export does not show them.']
      : []),
    ...(hasSection('location')
      ? [
          hasLocations
            ? 'Sections of the field mapping for locations count here by name only: an export does not show internal ids.'
            : 'Sections of the field mapping for locations do not count here: give the search the column Location.',
        ]
      : []),
  ];
}
