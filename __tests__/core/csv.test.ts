import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { toCsv } from '../../src/TypeScript/aftership/console/csv';
import { textForSpreadsheets } from '../../src/TypeScript/aftership/core/csv';
import { csvRow } from '../../tools/preview/output_files';

/** Every file that people open in a spreadsheet, by the function that writes one line of it. */
const WRITERS = {
  'the console': (cells: readonly string[]) => toCsv([cells]),
  'the preview': (cells: readonly string[]) => csvRow(cells),
} as const;

const CELLS: readonly (readonly [text: string, written: string])[] = [
  ['=1+1', "'=1+1"],
  ['+1', "'+1"],
  ['-1', "'-1"],
  ['@x', "'@x"],
  ['＝1+1', "'＝1+1"],
  ['＋1', "'＋1"],
  ['－1', "'－1"],
  ['＠x', "'＠x"],
  [' =1', " '=1"],
  ['\u3000＝1', "\u3000'＝1"],
  ['"=1"', `"'=1"`],
  ['\tx', "'\tx"],
  ['\rx', "'\rx"],
  ['\nx', "'\nx"],
  ['\0=x', "'\0'=x"],
  ['parted;=1+1', "parted;'=1+1"],
  ['parted; @x', "parted; '@x"],
  ['parted;"=1+1"', `parted;"'=1+1"`],
  ['parted\t+1', "parted\t'+1"],
  ['parted\n-1', "parted\n'-1"],
  [';;=1;=2', ";;'=1;'=2"],
  ['9261290100130739201234', "'9261290100130739201234"],
  ['123456789012', "'123456789012"],
  ['12E5', "'12E5"],
  ['12345678901', '12345678901'],
  ['plain; a=b', 'plain; a=b'],
  ['a-b, c@d', 'a-b, c@d'],
  ['say "x"', 'say "x"'],
  ['', ''],
  ['plain', 'plain'],
];

it.each(CELLS)('%j is written as %j', (text, written) => {
  expect(textForSpreadsheets(text)).toBe(written);
});

describe.each(Object.entries(WRITERS))('%s', (_who, write) => {
  it.each(CELLS)('writes %j so that no spreadsheet calculates or shortens it', (text, written) => {
    expect(parse(write([text, 'next']))).toEqual([[written, 'next']]);
  });

  it('begins no cell like a formula, wherever a spreadsheet splits', () => {
    const hostile = fc.string({ unit: fc.constantFrom(...'=+-@＝＋－＠;,"\t\r\n\0 \u00a0\u3000a1\'') });
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 1, maxLength: 3 }), (cells) => {
        const line = write(cells);
        const inCommas: readonly (readonly string[])[] = parse(line, { relax_column_count: true });
        // A spreadsheet that splits elsewhere reads the quotation marks of commas as characters.
        const starts = [...inCommas.flat(), ...cells.flatMap((_cell, at) => cellsOf(inCommas[0]?.[at] ?? ''))];

        for (const start of starts) expect(start).not.toMatch(/^["\s\0]*[=+\-@＝＋－＠]/);
      }),
      { numRuns: 2000 },
    );
  });
});

/** What other separators make of a text. */
function cellsOf(text: string): readonly string[] {
  return [';', '\t', '\n', '\r'].flatMap((separator) => text.split(separator));
}

it('numbers and empty cells stay what they are', () => {
  expect(toCsv([['a', -1, null]])).toBe('a,-1,\r\n');
});

it('takes time in proportion to the text, whatever the text is made of', () => {
  for (const piece of ['"', ' ', ';', '\n', ';"', '; ', '=', '1', '1E', '\t"']) {
    const spent = [1, 4].map((times) => {
      const text = piece.repeat(times * 100_000);
      const before = process.cpuUsage();
      textForSpreadsheets(text);
      return process.cpuUsage(before).user / 1e3;
    });

    // Four times the text takes sixteen times as long where each character is compared with all others.
    expect(spent[1] ?? 0).toBeLessThan(2000 + 10 * (spent[0] ?? 0));
  }
});
