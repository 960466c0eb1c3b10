// Runs for `npm run check`, and from suitecloud.config.js before the SuiteCloud CLI packages, validates or deploys.
// Errors stop the command, warnings do not. It first compiles changed sources, so that it never checks old output.
const { spawnSync } = require('node:child_process');
const path = require('node:path');
const { buildWhatChanged } = require('./fresh_build.cjs');

buildWhatChanged('scripts', 'node');
const program = path.join(__dirname, '../../build/node/tools/check/main.js');
const { status } = spawnSync(process.execPath, [program, ...process.argv.slice(2)], { stdio: 'inherit' });
process.exit(status ?? 1);
