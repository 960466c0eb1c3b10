/**
 * Reads the CSV export of a saved search as fulfillments and names each problem by its line. It prints and writes
 * nothing. docs/preview.md describes the file.
 */

import { readFileSync, statSync } from 'node:fs';

import type { FieldMapping } from '../../src/TypeScript/aftership/core/fields/mapping';
import type { ColumnKey, RecognisedColumns } from './columns';
import { COLUMNS, columnOf, recogniseColumns } from './columns';
import type { DateOrder, DateQuestion } from './dates';
import { DateEvidence } from './dates';
import { openExport, readHeader, readRows } from './export_file';
import type { ExportedFulfillment, ExportProblem } from './rows';
import { RowCollector } from './rows';
import { describeSources, recogniseSources, type SourceColumns } from './sources';

export interface ExportOptions {
  readonly dateOrder?: DateOrder;
  /** Encoding of a file that is neither UTF-8, UTF-16 with its mark, nor Windows-1252. */
  readonly encoding?: string;
  /** Its sources are read from columns whose header is the source's name. */
  readonly fieldMapping?: FieldMapping;
}

export interface ExportReading {
  /** Empty while there is a question or a problem of the whole file. */
  readonly fulfillments: readonly ExportedFulfillment[];
  /** Problems in the order of their lines. */
  readonly problems: readonly ExportProblem[];
  /** When not null, ask it or run again with `dateOrder`. */
  readonly question: DateQuestion | null;
  readonly notes: readonly string[];
  /** Rows with data, readable or not, without totals and empty lines. */
  readonly rowsRead: number;
  /** Columns that the file has. */
  readonly columns: ReadonlySet<ColumnKey>;
}

/** Far above the size of a spreadsheet; a bigger file is not an export. */
const MAX_BYTES = 512 * 1024 * 1024;

export function readExportFile(path: string, options: ExportOptions): ExportReading {
  const file = openFile(path);
  return file.kind === 'bytes' ? readExport(file.bytes, options) : refused(file.message);
}

type OpenedFile =
  { readonly kind: 'bytes'; readonly bytes: Uint8Array } | { readonly kind: 'failed'; readonly message: string };

function openFile(path: string): OpenedFile {
  try {
    const found = statSync(path);
    if (found.isDirectory()) return { kind: 'failed', message: `“${path}” is a folder. Name the CSV file in it.` };
    if (found.size > MAX_BYTES) {
      return {
        kind: 'failed',
        message: `“${path}” is larger than 512 MB. Narrow the search by date and export less at a time.`,
      };
    }
    return { kind: 'bytes', bytes: readFileSync(path) };
  } catch (error) {
    const code = parseErrorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      return { kind: 'failed', message: `There is no file “${path}”. Check its name and the folder you are in.` };
    }
    if (code === 'EACCES' || code === 'EPERM') {
      return { kind: 'failed', message: `“${path}” may not be read by this user, or another program holds it open.` };
    }
    return {
      kind: 'failed',
      message: `“${path}” cannot be read (${code ?? String(error)}).`,
    };
  }
}

function parseErrorCode(error: unknown): string | null {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : null;
}

export function readExport(bytes: Uint8Array, options: ExportOptions): ExportReading {
  const opened = openExport(bytes, options.encoding);
  if (opened.kind === 'refused') return refused(opened.message);
  const notes = opened.note === null ? [] : [opened.note];

  const header = readHeader(opened.utf8, (name) => columnOf(name) !== null);
  if (!header)
    return refused('The header on line 1 has a quotation mark that is never closed. Export the file again.', notes);
  const mapping = options.fieldMapping ?? NO_MAPPING;
  const sources = recogniseSources(header.cells, mapping);
  const columns = recogniseColumns(header.cells);
  const headerProblems = describeHeader(header.cells, header.line, columns);
  if (headerProblems.length > 0) return { ...NOTHING, problems: headerProblems, notes };
  notes.push(
    ...describeColumns(columns, header.cells, sources),
    ...describeSources(sources, mapping, columns.positions.has('location')),
  );

  const problems: ExportProblem[] = [];
  const evidence = new DateEvidence();
  const collector = new RowCollector(header, { columns, sources: sources.columns }, evidence, problems);
  readRows(
    opened.utf8,
    header,
    (row) => collector.add(row),
    ({ line, message }) => problems.push({ line, column: null, message, severity: 'error' }),
  );
  const rowsRead = collector.rowsRead;
  if (rowsRead === 0 && problems.length === 0) {
    return refused(
      'There is a header, but no row below it: the search found no fulfillment. Check its criteria.',
      notes,
    );
  }

  const decision = evidence.decide(options.dateOrder);
  let question: DateQuestion | null = null;
  let fulfillments: readonly ExportedFulfillment[] = [];
  if (decision.kind === 'order') fulfillments = collector.finish(decision.order);
  else if (decision.kind === 'question') question = decision.question;
  else problems.push({ line: decision.line, column: decision.column, message: decision.message, severity: 'error' });
  notes.push(...collector.notes());
  problems.sort((left, right) => left.line - right.line);
  return { fulfillments, problems, question, notes, rowsRead, columns: new Set(columns.positions.keys()) };
}

const NO_MAPPING: FieldMapping = { lines: [], sections: [], problems: [] };

const NOTHING: ExportReading = {
  fulfillments: [],
  problems: [],
  question: null,
  notes: [],
  rowsRead: 0,
  columns: new Set(),
};

function refused(message: string, notes: readonly string[] = []): ExportReading {
  return { ...NOTHING, problems: [{ line: 1, column: null, message, severity: 'error' }], notes };
}

function describeHeader(header: readonly string[], line: number, columns: RecognisedColumns): ExportProblem[] {
  const problems: ExportProblem[] = [];
  if (columns.missing.length > 0) {
    const found = header.filter((name) => name.trim() !== '').slice(0, 40);
    problems.push({
      line,
      column: null,
      severity: 'error',
      message:
        `The header lacks ${listOf(columns.missing)}. ` +
        describeFound(columns, found) +
        ' docs/preview.md lists the columns the search needs.',
    });
  }
  for (const { key, used, ignored } of columns.repeated) {
    if (!COLUMNS[key].isRequired) continue;
    problems.push({
      line,
      column: COLUMNS[key].label,
      severity: 'error',
      message: `Two columns could be “${COLUMNS[key].label}”: “${used.trim()}” and “${ignored.trim()}”. Give the one that is not the fulfillment's own another Custom Label.`,
    });
  }
  return problems;
}

function describeFound(columns: RecognisedColumns, found: readonly string[]): string {
  if (found.length === 0) return 'It is empty.';
  // Without a header the first row is somebody's data, which a message must not repeat.
  if (columns.positions.size === 0) return 'None of its cells is the name of a column known here.';
  return `It has ${found.map((name) => `“${name.trim()}”`).join(', ')}.`;
}

function describeColumns(
  columns: RecognisedColumns,
  header: readonly string[],
  { columns: sources }: SourceColumns,
): string[] {
  const notes = columns.repeated.map(
    ({ key, used, ignored }) =>
      `Two columns could be “${COLUMNS[key].label}”: “${used.trim()}” is used, “${ignored.trim()}” (further right) is not.`,
  );
  const read = new Set(sources.map(({ position }) => header[position]?.trim()));
  const unused = columns.unused.filter((name) => !read.has(name));
  if (unused.length > 0) {
    notes.push(`Columns not used: ${unused.map((name) => `“${name}”`).join(', ')}.`);
  }
  return notes;
}

function listOf(items: readonly string[]): string {
  return items.length <= 1 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}
