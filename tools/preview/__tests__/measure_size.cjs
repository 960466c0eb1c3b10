// Reads a large export and prints its cost as JSON: `node measure_size.cjs ROWS`, after `npm run build`. It is a
// separate process on the compiled code, because peak memory is measured for a whole process.
const path = require('node:path');
const { readExport } = require(path.join(__dirname, '../../../build/node/tools/preview/read_export.js'));

const rows = Number(process.argv[2]);
// Every row holds a quoted line break, so that lines and rows differ.
const lines = [
  'Internal ID,Document Number,Status,Date,Actual Ship Date,Tracking Numbers,Ship Via,Created From,Order Date,Email,Name,Shipping Country Code,Memo',
];
for (let index = 0; index < rows; index++) {
  const serial = String(index).padStart(7, '0');
  lines.push(
    `${70_000 + index},IF${serial},Item Fulfillment : Shipped,11/16/2026,11/16/2026,1Z5R8939035${serial}<BR>1Z5R8939036${serial},` +
      `UPS Ground,Sales Order #SO${serial},11/13/2026,orders${serial}@example.com,C${serial} Sample,US,"first\r\nsecond"`,
  );
}
const bytes = Buffer.from(lines.join('\r\n'), 'utf8');

const before = process.memoryUsage().rss;
const started = process.cpuUsage();
const reading = readExport(bytes, {});
const { user, system } = process.cpuUsage(started);
console.log(
  JSON.stringify({
    rows: reading.rowsRead,
    fulfillments: reading.fulfillments.length,
    problems: reading.problems.length,
    lastLine: reading.fulfillments.at(-1)?.line,
    seconds: (user + system) / 1e6,
    megabytes: (process.resourceUsage().maxRSS * 1024 - before) / (1024 * 1024),
  }),
);
