/**
 * Reads the CSV export of a saved search as fulfillments and names each problem by its line. It prints nothing, and
 * keeps on disk what it has to remember of each row. docs/preview.md describes the file.
 */

import { closeSync, openSync, readSync, statSync } from 'node:fs';

import type { FieldMapping } from '../../src/TypeScript/aftership/core/fields/mapping';
import type { Fulfillment } from '../../src/TypeScript/aftership/core/netsuite/fulfillment';
import type { ColumnKey, RecognisedColumns } from './columns';
import { COLUMNS, columnOf, recogniseColumns } from './columns';
import type { DateDecision, DateOrder, DateQuestion } from './dates';
import { DateEvidence } from './dates';
import { readHeader, readRows } from './export_file';
import { openText, Refusal, type Blocks, type ExportText } from './export_text';
import type { Disk, DiskTexts } from './on_disk';
import type { Progress } from './progress';
import type { BuiltFulfillment, ExportedFulfillment, ExportProblem } from './rows';
import { RowCollector } from './rows';
import { describeSources, recogniseSources, type SourceColumns } from './sources';

export interface ExportOptions {
  readonly dateOrder?: DateOrder;
  /** Encoding of a file that is neither UTF-8, UTF-16 with its mark, nor Windows-1252. */
  readonly encoding?: string;
  /** Its sources are read from columns whose header is the source's name. */
  readonly fieldMapping?: FieldMapping;
  /** Remembers the rows. */
  readonly disk: Disk;
  readonly progress: Progress;
}

/** A fulfillment, or a problem of the file with the fulfillment that begins on its line. */
export type ExportEntry =
  | ({ readonly kind: 'fulfillment' } & ExportedFulfillment)
  | { readonly kind: 'problem'; readonly problem: ExportProblem; readonly about: Fulfillment | null };

export interface ExportReading {
  /** When not null, go on with its answer. */
  readonly question: DateQuestion | null;
  answered(order: DateOrder): ExportReading;
  /** Rows with data, readable or not, without totals and empty lines. */
  readonly rowsRead: number;
  /** Number of fulfillments, with those that are left out. */
  readonly fulfillments: number;
  /** Columns that the file has. */
  readonly columns: ReadonlySet<ColumnKey>;
  /**
   * The fulfillments in the order of the file, and the problems in the order of their lines. There are only problems
   * while there is a question or a problem of the whole file.
   */
  entries(): Iterable<ExportEntry>;
  /** Complete after the last entry. */
  notes(): readonly string[];
}

export function readExportFile(path: string, options: ExportOptions): ExportReading {
  return readExport(() => blocksOf(path), options);
}

const BLOCK_BYTES = 1024 * 1024;

function* blocksOf(path: string): Generator<Buffer> {
  const file = attempt(path, () => {
    const found = statSync(path);
    if (found.isDirectory()) throw new Refusal(`“${path}” is a folder. Name the CSV file in it.`);
    if (!found.isFile()) throw new Refusal(`“${path}” is no file on a disk, and it is read twice. Save it as a file.`);
    return openSync(path, 'r');
  });
  try {
    for (;;) {
      const block = Buffer.allocUnsafe(BLOCK_BYTES);
      const length = attempt(path, () => readSync(file, block));
      if (length === 0) return;
      yield block.subarray(0, length);
    }
  } finally {
    closeSync(file);
  }
}

/** Refuses a file that the system does not give. */
function attempt<Result>(path: string, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const code = parseErrorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      throw new Refusal(`There is no file “${path}”. Check its name and the folder you are in.`);
    }
    if (code === 'EACCES' || code === 'EPERM') {
      throw new Refusal(`“${path}” may not be read by this user, or another program holds it open.`);
    }
    throw new Refusal(`“${path}” cannot be read (${code ?? String(error)}).`);
  }
}

function parseErrorCode(error: unknown): string | null {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : null;
}

export function readExport(blocks: Blocks, options: ExportOptions): ExportReading {
  try {
    const { text, note } = openText(blocks, options.encoding);
    try {
      return readText(text, note === null ? [] : [note], options);
    } finally {
      text.close();
    }
  } catch (error) {
    if (error instanceof Refusal) return refused(error.message);
    throw error;
  }
}

function readText(
  text: ExportText,
  notes: readonly string[],
  { dateOrder, fieldMapping = NO_MAPPING, disk, progress }: ExportOptions,
): ExportReading {
  const header = readHeader(text, (name) => columnOf(name) !== null);
  if (!header)
    return refused('The header on line 1 has a quotation mark that is never closed. Export the file again.', notes);
  const sources = recogniseSources(header.cells, fieldMapping);
  const columns = recogniseColumns(header.cells);
  const headerProblems = describeHeader(header.cells, header.line, columns);
  if (headerProblems.length > 0) return onlyProblems(headerProblems, notes);
  const headerNotes = [
    ...notes,
    ...describeColumns(columns, header.cells, sources),
    ...describeSources(sources, fieldMapping, columns.positions.has('location')),
  ];

  const problems = disk.texts();
  const tell = (problem: ExportProblem): unknown => problems.add(JSON.stringify(problem));
  const evidence = new DateEvidence();
  const collector = new RowCollector(header, { columns, sources: sources.columns }, evidence, disk);
  readRows(
    text,
    header,
    (row) => {
      for (const problem of collector.add(row)) tell(problem);
      progress.show(() => `${collector.rowsRead.toLocaleString('en-US')} rows read`);
    },
    ({ line, message }) => tell({ line, column: null, message, severity: 'error' }),
  );
  const { rowsRead } = collector;
  if (rowsRead === 0 && problems.isEmpty) {
    return refused(
      'There is a header, but no row below it: the search found no fulfillment. Check its criteria.',
      headerNotes,
    );
  }

  const readAs = (asked: DateOrder | undefined): ExportReading => {
    const decision = evidence.decide(asked);
    return {
      question: decision.kind === 'question' ? decision.question : null,
      answered: readAs,
      rowsRead,
      fulfillments: collector.fulfillments,
      columns: new Set(columns.positions.keys()),
      entries: () => inOrderOfLines(problemsIn(problems), builtAs(decision, collector)),
      notes: () => [...headerNotes, ...collector.notes()],
    };
  };
  return readAs(dateOrder);
}

function* problemsIn(texts: DiskTexts): Generator<ExportProblem> {
  for (const text of texts.all()) yield JSON.parse(text) as ExportProblem;
}

/** Without an order of day and month nothing is built. */
function builtAs(decision: DateDecision, collector: RowCollector): Iterable<BuiltFulfillment> {
  if (decision.kind === 'order') return collector.finish(decision.order);
  if (decision.kind === 'question') return [];
  const { line, column, message } = decision;
  return [{ line, fulfillment: null, problems: [{ line, column, message, severity: 'error' }] }];
}

/** Puts the fulfillments and their own problems between the problems of rows. */
function* inOrderOfLines(ofRows: Iterator<ExportProblem>, built: Iterable<BuiltFulfillment>): Generator<ExportEntry> {
  let next = ofRows.next();
  for (const { line, fulfillment, problems } of built) {
    for (; next.done !== true && next.value.line <= line; next = ofRows.next()) {
      yield { kind: 'problem', problem: next.value, about: next.value.line === line ? fulfillment : null };
    }
    for (const problem of problems) yield { kind: 'problem', problem, about: fulfillment };
    if (fulfillment !== null) yield { kind: 'fulfillment', line, fulfillment };
  }
  for (; next.done !== true; next = ofRows.next()) yield { kind: 'problem', problem: next.value, about: null };
}

const NO_MAPPING: FieldMapping = { lines: [], sections: [], problems: [] };

function refused(message: string, notes: readonly string[] = []): ExportReading {
  return onlyProblems([{ line: 1, column: null, message, severity: 'error' }], notes);
}

function onlyProblems(problems: readonly ExportProblem[], notes: readonly string[]): ExportReading {
  return {
    question: null,
    answered: () => onlyProblems(problems, notes),
    rowsRead: 0,
    fulfillments: 0,
    columns: new Set(),
    entries: () => problems.map((problem) => ({ kind: 'problem', problem, about: null })),
    notes: () => notes,
  };
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
