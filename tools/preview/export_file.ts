/**
 * Splits a file into rows of text cells: encoding, delimiter, quotes and line numbers. It knows nothing of
 * fulfillments. A broken row is reported, and reading goes on.
 */

import { isUtf8 } from 'node:buffer';

import { CsvError, parse } from 'csv-parse/sync';
import { decode, encodingExists } from 'iconv-lite';

type OpenedExport =
  | { readonly kind: 'text'; readonly utf8: Buffer; readonly note: string | null }
  | { readonly kind: 'refused'; readonly message: string };

const HOW_TO_EXPORT =
  'In NetSuite, open the saved search, choose Results, and use “Export - CSV”; in a spreadsheet, save as “CSV UTF-8”.';

/** First bytes of file types that people mistake for a CSV export. */
const NOT_CSV: readonly { readonly starts: string; readonly what: string }[] = [
  { starts: 'PK\u0003\u0004', what: 'an Excel workbook (.xlsx) or another zip file' },
  { starts: '\u00d0\u00cf\u0011\u00e0', what: 'an old Excel workbook (.xls)' },
  { starts: '%PDF', what: 'a PDF document' },
  { starts: '\u001f\u008b', what: 'a compressed file (.gz)' },
  { starts: '<?xml', what: 'an XML file, such as NetSuite’s “Export - Microsoft Excel” makes' },
  { starts: '<html', what: 'a web page' },
  { starts: '<!doctype', what: 'a web page' },
];

const BOMS: readonly { readonly bytes: readonly number[]; readonly encoding: string }[] = [
  { bytes: [0xef, 0xbb, 0xbf], encoding: 'utf-8' },
  { bytes: [0xff, 0xfe], encoding: 'utf-16le' },
  { bytes: [0xfe, 0xff], encoding: 'utf-16be' },
];

/** Converts the file to UTF-8 without byte order mark. The note names the original encoding unless it was UTF-8. */
export function openExport(bytes: Uint8Array, encoding?: string): OpenedExport {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const bom = BOMS.find((mark) => mark.bytes.every((byte, index) => buffer[index] === byte));
  const content = bom ? buffer.subarray(bom.bytes.length) : buffer;
  const start = content.subarray(0, 200).toString('latin1').trimStart().toLowerCase();
  const foreign = NOT_CSV.find((kind) => start.startsWith(kind.starts.toLowerCase()));
  if (foreign) return { kind: 'refused', message: `This is ${foreign.what}, not a CSV file. ${HOW_TO_EXPORT}` };
  if (encoding !== undefined && !encodingExists(encoding)) {
    return {
      kind: 'refused',
      message: `“${encoding}” is not an encoding. Use for example utf-8, windows-1252 or shift_jis.`,
    };
  }
  const known = bom?.encoding ?? encoding;
  let utf8 = content;
  let note: string | null = null;
  if (known !== undefined && !/^utf-?8$/i.test(known)) {
    utf8 = Buffer.from(decode(content, known), 'utf8');
    note = `The file is read as ${known}${bom ? ', as its first bytes say' : ', as asked for'}.`;
  } else if (!isUtf8(content)) {
    if (known !== undefined) {
      return {
        kind: 'refused',
        message: `The file is not valid UTF-8, although ${bom ? 'its first bytes say so' : 'UTF-8 was asked for'}. ${HOW_TO_EXPORT}`,
      };
    }
    if (!content.includes(0)) {
      utf8 = Buffer.from(decode(content, 'windows-1252'), 'utf8');
      note =
        'The file is not UTF-8 and is read as Windows-1252. If accents look wrong, name its encoding or save it as “CSV UTF-8”.';
    }
  }
  const binaryAt = utf8.indexOf(0);
  if (binaryAt >= 0) {
    const line = 1 + countLineBreaks(utf8, 0, binaryAt);
    return {
      kind: 'refused',
      message: `This is not a text file: there is a NUL byte on line ${line}. ${HOW_TO_EXPORT}`,
    };
  }
  if (utf8.toString('utf8', 0, 4096).trim() === '' && utf8.toString('utf8').trim() === '') {
    return { kind: 'refused', message: `The file is empty. ${HOW_TO_EXPORT}` };
  }
  return { kind: 'text', utf8, note };
}

interface Delimiter {
  readonly character: ',' | ';' | '\t';
  readonly name: string;
}

const DELIMITERS: readonly Delimiter[] = [
  { character: ',', name: 'comma' },
  { character: ';', name: 'semicolon' },
  { character: '\t', name: 'tab' },
];

/** Position in the file at which reading goes on: byte and line. */
interface Position {
  readonly offset: number;
  readonly line: number;
}

export interface ExportHeader {
  readonly cells: readonly string[];
  readonly line: number;
  readonly delimiter: Delimiter;
  readonly end: Position;
}

/**
 * Reads the first row with text, split by the delimiter that gives the most known columns; null when the row does not
 * end.
 */
export function readHeader(utf8: Buffer, isKnown: (header: string) => boolean): ExportHeader | null {
  const start = skipLinesBeforeHeader(utf8);
  let best: { readonly header: ExportHeader; readonly score: number } | null = null;
  for (const delimiter of DELIMITERS) {
    const row = readRecords(utf8, start, delimiter, { limit: 1 }).rows[0];
    if (!row) continue;
    const score = row.cells.filter(isKnown).length * 1000 + row.cells.length;
    const header = { cells: row.cells, line: row.line, delimiter, end: row.end };
    if (!best || score > best.score) best = { header, score };
  }
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
  utf8: Buffer,
  header: ExportHeader,
  onRow: (row: ExportRow) => void,
  onBroken: (row: BrokenRow) => void,
): void {
  let position = header.end;
  for (let broken = 0; position.offset < utf8.length; broken++) {
    const { failedAt } = readRecords(utf8, position, header.delimiter, { onRow });
    if (failedAt === null) return;
    if (broken + 1 === MAX_BROKEN_ROWS) {
      onBroken({
        line: failedAt.line,
        message: `${MAX_BROKEN_ROWS} rows have quotation marks that do not match: reading stopped here. Export the file again.`,
      });
      return;
    }
    onBroken({
      line: failedAt.line,
      message:
        'A quotation mark that opens on this line is never closed, or closes in the middle of a cell. The row is left out; reading goes on with the next line.',
    });
    position = nextLine(utf8, failedAt);
  }
}

interface ParsedRow extends ExportRow {
  readonly end: Position;
}

/**
 * Runs the CSV parser from a position. The parser miscounts lines with CRLF inside quotes, so lines are counted from
 * the bytes of each record.
 */
function readRecords(
  utf8: Buffer,
  start: Position,
  delimiter: Delimiter,
  options: { readonly limit?: number; readonly onRow?: (row: ExportRow) => void },
): { readonly rows: readonly ParsedRow[]; readonly failedAt: Position | null } {
  const source = utf8.subarray(start.offset);
  const rows: ParsedRow[] = [];
  let recordStart: Position = start;
  let failedAt: Position | null = null;
  try {
    parse(source, {
      delimiter: delimiter.character,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      // Keeps a quotation mark inside an unquoted cell, such as Excel's ="0012".
      relax_quotes: true,
      ...(options.limit === undefined ? {} : { to: options.limit }),
      on_record: (cells: string[], info: { readonly bytes: number }) => {
        const from = recordStart;
        const endOffset = start.offset + info.bytes;
        const lines = countLineBreaks(utf8, from.offset, endOffset);
        const end = { offset: endOffset, line: from.line + lines };
        const endsWithBreak = isLineBreak(utf8[endOffset - 1]);
        const row = {
          line: from.line,
          lastLine: Math.max(from.line, endsWithBreak ? end.line - 1 : end.line),
          cells,
          end,
        };
        if (row.lastLine > row.line && swallowsRows(utf8, from.offset, row, delimiter)) {
          throw new BrokenQuote();
        }
        recordStart = end;
        if (options.onRow) options.onRow(row);
        else rows.push(row);
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError) && !(error instanceof BrokenQuote)) throw error;
    failedAt = recordStart;
  }
  return { rows, failedAt };
}

class BrokenQuote extends Error {}

/**
 * True when a relaxed reading merged several rows into one, because an opening quote was closed in a later row. The
 * strict parser then fails, while it accepts a cell that really is quoted.
 */
function swallowsRows(utf8: Buffer, offset: number, row: ParsedRow, delimiter: Delimiter): boolean {
  if (!row.cells.some((cell) => cell.startsWith('"') && /[\r\n]/.test(cell))) return false;
  try {
    parse(utf8.subarray(offset, row.end.offset), {
      delimiter: delimiter.character,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
    });
    return false;
  } catch (error) {
    if (error instanceof CsvError) return true;
    throw error;
  }
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

function isLineBreak(byte: number | undefined): boolean {
  return byte === LINE_FEED || byte === CARRIAGE_RETURN;
}

/** Counts line breaks; CRLF counts once, at its LF. */
function countLineBreaks(bytes: Buffer, from: number, to: number): number {
  let count = 0;
  for (let index = from; index < to; index++) {
    const byte = bytes[index];
    if (byte === LINE_FEED || (byte === CARRIAGE_RETURN && bytes[index + 1] !== LINE_FEED)) count++;
  }
  return count;
}

function nextLine(bytes: Buffer, from: Position): Position {
  let offset = from.offset;
  while (offset < bytes.length && !isLineBreak(bytes[offset])) offset++;
  if (bytes[offset] === CARRIAGE_RETURN && bytes[offset + 1] === LINE_FEED) offset++;
  return { offset: offset + 1, line: from.line + 1 };
}

/** Skips empty lines, and the line `sep=;` that some programs write for Excel. */
function skipLinesBeforeHeader(bytes: Buffer): Position {
  let position: Position = { offset: 0, line: 1 };
  for (;;) {
    const next = nextLine(bytes, position);
    const line = bytes.toString('utf8', position.offset, next.offset).trim();
    if (next.offset > bytes.length || (line !== '' && !/^"?sep=.?"?$/i.test(line))) return position;
    position = next;
  }
}
