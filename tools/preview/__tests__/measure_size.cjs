// Reads a large export and prints its cost as JSON: `node measure_size.cjs ROWS`, after `npm run build`. It is a
// separate process on the compiled code, because peak memory is measured for a whole process.
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const compiled = path.join(__dirname, '../../../build/node/tools/preview');
const { Disk } = require(path.join(compiled, 'on_disk.js'));
const { Progress } = require(path.join(compiled, 'progress.js'));
const { readExport } = require(path.join(compiled, 'read_export.js'));
const { exportBlocks } = require('./large_export.cjs');

const rows = Number(process.argv[2]);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'preview-'));
const disk = new Disk(folder);

const before = process.memoryUsage().rss;
const started = process.cpuUsage();
const reading = readExport(() => exportBlocks(rows), { disk, progress: new Progress(quietLine()) });
let fulfillments = 0;
let problems = 0;
let lastLine = 0;
for (const entry of reading.entries()) {
  if (entry.kind === 'problem') problems++;
  else {
    fulfillments++;
    lastLine = entry.line;
  }
}
const { user, system } = process.cpuUsage(started);
disk.clear();
fs.rmSync(folder, { recursive: true });
console.log(
  JSON.stringify({
    rows: reading.rowsRead,
    fulfillments,
    problems,
    lastLine,
    seconds: (user + system) / 1e6,
    megabytes: (process.resourceUsage().maxRSS * 1024 - before) / (1024 * 1024),
  }),
);

function quietLine() {
  return { milliseconds: () => 0, showProgress: () => undefined };
}
