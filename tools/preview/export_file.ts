/**
 * Splits a text into rows of cells: delimiter, quotes and line numbers. It knows nothing of fulfillments. A broken row
 * is reported, and reading goes on. Only a part of the text is in memory at a time.
 */

import { CsvError, parse, type Options } from 'csv-parse/sync';

import {
  countLineBreaks,
  endOfLine,
  HOW_TO_EXPORT,
  isLineBreak,
  Refusal,
  type ExportText,
  type Position,
} from './export_text';

interface Delimiter {
  readonly character: ',' | ';' | '\t';
  readonly name: string;
}

const DELIMITERS: readonly Delimiter[] = [
  { character: ',', name: 'comma' },
  { character: ';', name: 'semicolon' },
  { character: '\t', name: 'tab' },
];

/**
 * A row is in memory as a whole, and a quotation mark that is never closed would make one row of the rest of the file.
 * NetSuite cuts the texts of a search off long before.
 */
const LONGEST_ROW_BYTES = 4 * 1024 * 1024;

export interface ExportHeader {
  readonly cells: readonly string[];
  readonly line: number;
  readonly delimiter: Delimiter;
}

/**
 * Reads the first row with text, split by the delimiter that gives the most known columns; null when the row does not
 * end.
 */
export function readHeader(text: ExportText, isKnown: (header: string) => boolean): ExportHeader | null {
  skipLinesBeforeHeader(text);
  let best: { readonly header: ExportHeader; readonly score: number; readonly end: Position } | null = null;
  for (const delimiter of DELIMITERS) {
    const rows: ExportRow[] = [];
    const { end } = readRecords(text, delimiter, { limit: 1, onRow: (row) => rows.push(row) });
    const [row] = rows;
    if (!row) continue;
    const score = row.cells.filter(isKnown).length * 1000 + row.cells.length;
    if (!best || score > best.score) best = { header: { cells: row.cells, line: row.line, delimiter }, score, end };
  }
  if (best) text.skipTo(best.end);
  return best?.header ?? null;
}

export interface ExportRow {
  readonly line: number;
  /** Last line of the row, which may contain quoted line breaks. */
  readonly lastLine: number;
  readonly cells: string[];
}

interface BrokenRow {
  readonly line: number;
  readonly message: string;
}

/** Each broken row restarts the parser; a file with this many is not a CSV export. */
const MAX_BROKEN_ROWS = 100;

/** Reads every row after the header and passes it on, so that the caller keeps only what it needs. */
export function readRows(
  text: ExportText,
  { delimiter }: Pick<ExportHeader, 'delimiter'>,
  onRow: (row: ExportRow) => void,
  onBroken: (row: BrokenRow) => void,
): void {
  for (let broken = 0; broken < MAX_BROKEN_ROWS;) {
    const { end, isBroken } = readRecords(text, delimiter, { onRow });
    text.skipTo(end);
    const isTooLong = !isBroken && !text.isWhole && text.bytes.length > LONGEST_ROW_BYTES;
    if (isBroken || isTooLong) {
      broken++;
      onBroken({ line: end.line, message: describeBroken(broken, isTooLong) });
      text.skipLine();
    } else if (text.isWhole) return;
    else text.more();
  }
}

function describeBroken(broken: number, isTooLong: boolean): string {
  if (broken === MAX_BROKEN_ROWS) {
    return `${MAX_BROKEN_ROWS} rows have quotation marks that do not match: reading stopped here. Export the file again.`;
  }
  const what = isTooLong
    ? 'A row that begins on this line does not end within 4 MB: a quotation mark may be never closed.'
    : 'A quotation mark that opens on this line is never closed, or closes in the middle of a cell.';
  return `${what} The row is left out; reading goes on with the next line.`;
}

interface Records {
  /** Where the first row begins that was not read. */
  readonly end: Position;
  /** False also when the row there only has not ended yet. */
  readonly isBroken: boolean;
}

const PARSING: Options = { record_delimiter: ['\r\n', '\n', '\r'], relax_column_count: true };

/**
 * Runs the CSV parser over what is in memory, up to the last row that certainly has ended. The parser miscounts lines
 * with CRLF inside quotes, so lines are counted from the bytes of each record.
 */
function readRecords(
  { bytes, line, isWhole }: ExportText,
  delimiter: Delimiter,
  options: { readonly limit?: number; readonly onRow: (row: ExportRow) => void },
): Records {
  let end: Position = { offset: 0, line };
  let isBroken = false;
  try {
    parse(bytes, {
      ...PARSING,
      delimiter: delimiter.character,
      // Keeps a quotation mark inside an unquoted cell, such as Excel's ="0012".
      relax_quotes: true,
      ...(options.limit === undefined ? {} : { to: options.limit }),
      on_record: (cells: string[], info: { readonly bytes: number }) => {
        // The rest of the row, or the line feed after its carriage return, may be still to come.
        if (!isWhole && info.bytes === bytes.length) throw new NotEnded();
        const from = end;
        const next = { offset: info.bytes, line: from.line + countLineBreaks(bytes, from.offset, info.bytes) };
        const lastLine = Math.max(from.line, isLineBreak(bytes[info.bytes - 1]) ? next.line - 1 : next.line);
        const row = { line: from.line, lastLine, cells };
        if (lastLine > row.line && swallowsRows(bytes.subarray(from.offset, info.bytes), cells, delimiter)) {
          throw new BrokenQuote();
        }
        end = next;
        options.onRow(row);
        return null;
      },
    });
  } catch (error) {
    if (error instanceof BrokenQuote) isBroken = true;
    // A quotation mark that is open at the end of this part may be closed in the next one.
    else if (error instanceof CsvError) isBroken = isWhole;
    else if (!(error instanceof NotEnded)) throw error;
  }
  return { end, isBroken };
}

class BrokenQuote extends Error {}

class NotEnded extends Error {}

/**
 * True when a relaxed reading merged several rows into one, because an opening quote was closed in a later row. The
 * strict parser then fails, while it accepts a cell that really is quoted.
 */
function swallowsRows(record: Buffer, cells: readonly string[], delimiter: Delimiter): boolean {
  if (!cells.some((cell) => cell.startsWith('"') && /[\r\n]/.test(cell))) return false;
  try {
    parse(record, { ...PARSING, delimiter: delimiter.character });
    return false;
  } catch (error) {
    if (error instanceof CsvError) return true;
    throw error;
  }
}

/** Skips empty lines, and the line `sep=;` that some programs write for Excel. */
function skipLinesBeforeHeader(text: ExportText): void {
  for (;;) {
    text.fill(LONGEST_ROW_BYTES);
    const end = endOfLine(text.bytes);
    const line = text.bytes.toString('utf8', 0, end).trim();
    if (line === '' && text.isWhole && end === text.bytes.length) {
      throw new Refusal(`The file is empty. ${HOW_TO_EXPORT}`);
    }
    if (!isLineBreak(text.bytes[end - 1]) || (line !== '' && !/^"?sep=.?"?$/i.test(line))) return;
    text.skipLine();
  }
}
