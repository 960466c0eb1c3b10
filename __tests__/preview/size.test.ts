import { readExport } from '../../tools/preview/read_export';

const ROWS = 100_000;
const MEGABYTE = 1024 * 1024;

describe('a large export', () => {
  test('of 100,000 rows takes less than a minute and 400 MB', () => {
    const bytes = buildExport();
    const before = process.memoryUsage().rss;
    const started = process.hrtime.bigint();

    const reading = readExport(bytes, {});

    const seconds = Number(process.hrtime.bigint() - started) / 1e9;
    // The highest mark of the process, in KB: what was freed in between counts too.
    const megabytes = (process.resourceUsage().maxRSS * 1024 - before) / MEGABYTE;
    console.log(
      `${ROWS} rows, ${(bytes.length / MEGABYTE).toFixed(1)} MB: ${seconds.toFixed(1)} s, ${megabytes.toFixed(0)} MB more memory at its peak`,
    );
    expect([reading.rowsRead, reading.fulfillments.length, reading.problems]).toEqual([ROWS, ROWS, []]);
    expect(reading.fulfillments.at(-1)?.line).toBe(2 * ROWS);
    // Some seconds on an idle machine; what must not happen is a time that grows with the square of the rows.
    expect(seconds).toBeLessThan(60);
    expect(megabytes).toBeLessThan(400);
  }, 120_000);
});

/** Every row holds a quoted line break, so that lines and rows differ. */
function buildExport(): Buffer {
  const lines = [
    'Internal ID,Document Number,Status,Date,Actual Ship Date,Tracking Numbers,Ship Via,Created From,Order Date,Email,Name,Shipping Country Code,Memo',
  ];
  for (let index = 0; index < ROWS; index++) {
    const serial = String(index).padStart(7, '0');
    lines.push(
      `${70_000 + index},IF${serial},Item Fulfillment : Shipped,11/16/2026,11/16/2026,1Z5R8939035${serial}<BR>1Z5R8939036${serial},` +
        `UPS Ground,Sales Order #SO${serial},11/13/2026,orders${serial}@example.com,C${serial} Sample,US,"first\r\nsecond"`,
    );
  }
  return Buffer.from(lines.join('\r\n'), 'utf8');
}
