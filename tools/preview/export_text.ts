/**
 * Reads the bytes of an export as UTF-8, block by block: recognises the encoding and refuses what is no text. It knows
 * nothing of rows.
 */

import { isUtf8 } from 'node:buffer';

import { encodingExists, getDecoder } from 'iconv-lite';

/** The file from its beginning. It is read more than once. */
export type Blocks = () => Iterable<Buffer>;

/** Says why the file cannot be read. */
export class Refusal extends Error {}

export const HOW_TO_EXPORT =
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

/** The text without byte order mark. The note names the encoding unless it is UTF-8. */
export function openText(
  blocks: Blocks,
  encoding?: string,
): { readonly text: ExportText; readonly note: string | null } {
  const beginning = beginningOf(blocks);
  const bom = BOMS.find((mark) => mark.bytes.every((byte, index) => beginning[index] === byte));
  const markBytes = bom?.bytes.length ?? 0;
  const start = beginning.subarray(markBytes).toString('latin1').trimStart().toLowerCase();
  const foreign = NOT_CSV.find((kind) => start.startsWith(kind.starts.toLowerCase()));
  if (foreign) throw new Refusal(`This is ${foreign.what}, not a CSV file. ${HOW_TO_EXPORT}`);
  if (encoding !== undefined && !encodingExists(encoding)) {
    throw new Refusal(`“${encoding}” is not an encoding. Use for example utf-8, windows-1252 or shift_jis.`);
  }
  const content = without(blocks, markBytes);
  const known = bom?.encoding ?? encoding;
  if (known !== undefined && !/^utf-?8$/i.test(known)) {
    const note = `The file is read as ${known}${bom ? ', as its first bytes say' : ', as asked for'}.`;
    return { text: new ExportText(decoded(content, known)), note };
  }
  const { isValid, hasNul } = lookForUtf8(content);
  if (!isValid && known !== undefined) {
    throw new Refusal(
      `The file is not valid UTF-8, although ${bom ? 'its first bytes say so' : 'UTF-8 was asked for'}. ${HOW_TO_EXPORT}`,
    );
  }
  // With a NUL byte it is no text in Windows-1252 either, which the reading says with its line.
  if (isValid || hasNul) return { text: new ExportText(content), note: null };
  return {
    text: new ExportText(decoded(content, 'windows-1252')),
    note: 'The file is not UTF-8 and is read as Windows-1252. If accents look wrong, name its encoding or save it as “CSV UTF-8”.',
  };
}

const BEGINNING_BYTES = 200;

function beginningOf(blocks: Blocks): Buffer {
  const found: Buffer[] = [];
  let length = 0;
  for (const block of blocks()) {
    found.push(block);
    length += block.length;
    if (length >= BEGINNING_BYTES) break;
  }
  return Buffer.concat(found).subarray(0, BEGINNING_BYTES);
}

function without(blocks: Blocks, bytes: number): Blocks {
  return function* () {
    let left = bytes;
    for (const block of blocks()) {
      yield block.subarray(left);
      left = Math.max(0, left - block.length);
    }
  };
}

function lookForUtf8(blocks: Blocks): { readonly isValid: boolean; readonly hasNul: boolean } {
  let isValid = true;
  let rest = Buffer.alloc(0);
  for (const block of blocks()) {
    if (block.includes(0)) return { isValid, hasNul: true };
    const bytes = Buffer.concat([rest, block]);
    const end = endOfCharacters(bytes);
    isValid &&= isUtf8(bytes.subarray(0, end));
    rest = bytes.subarray(end);
  }
  return { isValid: isValid && isUtf8(rest), hasNul: false };
}

/** Where a character begins that may go on in the next block; the end of the bytes when none does. */
function endOfCharacters(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    if (length > back) return bytes.length - back;
    if (length > 1 || byte < 0x80) break;
  }
  return bytes.length;
}

function decoded(blocks: Blocks, encoding: string): Blocks {
  return function* () {
    const decoder = getDecoder(encoding);
    let rest = '';
    for (const block of blocks()) {
      const text = rest + decoder.write(block);
      // The two halves of a surrogate pair have to be together.
      const end = /[\uD800-\uDBFF]$/.test(text) ? text.length - 1 : text.length;
      rest = text.slice(end);
      yield Buffer.from(text.slice(0, end), 'utf8');
    }
    yield Buffer.from(rest + (decoder.end() ?? ''), 'utf8');
  };
}

/** A place in `ExportText.bytes`, with the line of the file that it is on. */
export interface Position {
  readonly offset: number;
  readonly line: number;
}

/** The part of a text that is in memory: it begins with what has not been read yet. */
export class ExportText {
  bytes: Buffer = Buffer.alloc(0);
  /** Line of the first byte. */
  line = 1;
  /** True when the text ends with `bytes`. */
  isWhole = false;
  private readonly blocks: Iterator<Buffer>;

  constructor(blocks: Blocks) {
    this.blocks = blocks()[Symbol.iterator]();
  }

  /** Adds the next block to `bytes`. */
  more(): void {
    const next = this.blocks.next();
    if (next.done === true) {
      this.isWhole = true;
      return;
    }
    const nulAt = next.value.indexOf(0);
    this.bytes = Buffer.concat([this.bytes, nulAt < 0 ? next.value : next.value.subarray(0, nulAt)]);
    if (nulAt >= 0) {
      const line = this.line + countLineBreaks(this.bytes, 0, this.bytes.length);
      throw new Refusal(`This is not a text file: there is a NUL byte on line ${line}. ${HOW_TO_EXPORT}`);
    }
  }

  /** Reads until so many bytes are there, or the text ends. */
  fill(length: number): void {
    while (!this.isWhole && this.bytes.length < length) this.more();
  }

  skipTo({ offset, line }: Position): void {
    this.bytes = this.bytes.subarray(offset);
    this.line = line;
  }

  /** Skips the rest of the line. */
  skipLine(): void {
    for (;;) {
      const end = endOfLine(this.bytes);
      // A carriage return at the end may belong to a line feed.
      if (this.isWhole || end < this.bytes.length) {
        this.skipTo({ offset: end, line: this.line + 1 });
        return;
      }
      if (!isLineBreak(this.bytes[end - 1])) this.bytes = Buffer.alloc(0);
      this.more();
    }
  }

  close(): void {
    this.blocks.return?.();
  }
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

export function isLineBreak(byte: number | undefined): boolean {
  return byte === LINE_FEED || byte === CARRIAGE_RETURN;
}

/** Counts line breaks; CRLF counts once, at its LF. */
export function countLineBreaks(bytes: Buffer, from: number, to: number): number {
  let count = 0;
  for (let index = from; index < to; index++) {
    const byte = bytes[index];
    if (byte === LINE_FEED || (byte === CARRIAGE_RETURN && bytes[index + 1] !== LINE_FEED)) count++;
  }
  return count;
}

/** The offset behind the first line and its break. */
export function endOfLine(bytes: Buffer): number {
  let offset = 0;
  while (offset < bytes.length && !isLineBreak(bytes[offset])) offset++;
  if (bytes[offset] === CARRIAGE_RETURN && bytes[offset + 1] === LINE_FEED) offset++;
  return Math.min(offset + 1, bytes.length);
}
