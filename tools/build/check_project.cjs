// `npm run check`, and what suitecloud.config.js runs before the SuiteCloud CLI packages, validates or deploys: errors
// stop the command, warnings do not. Compiles first what changed, so that it never looks at what is out of date.
const { spawnSync } = require('node:child_process');
const path = require('node:path');
const { buildWhatChanged } = require('./fresh_build.cjs');

buildWhatChanged('scripts', 'node');
const program = path.join(__dirname, '../../build/node/tools/check/main.js');
const { status } = spawnSync(process.execPath, [program, ...process.argv.slice(2)], { stdio: 'inherit' });
process.exit(status ?? 1);
