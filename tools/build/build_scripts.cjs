// Compiles src/TypeScript/aftership to AMD under src/FileCabinet. The folder is emptied first, or the output of a
// renamed or deleted source would stay and be deployed.
const { rmSync } = require('node:fs');
const path = require('node:path');
const { spawnSync } = require('node:child_process');

const root = path.join(__dirname, '../..');
rmSync(path.join(root, 'src/FileCabinet/SuiteScripts/aftership'), { recursive: true, force: true });
const tsc = require.resolve('typescript/bin/tsc');
const { status } = spawnSync(process.execPath, [tsc, '-p', path.join(root, 'tsconfig.json')], {
  cwd: root,
  stdio: 'inherit',
});
process.exit(status ?? 1);
