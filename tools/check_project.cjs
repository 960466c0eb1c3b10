// Runs `npm run check` before the SuiteCloud CLI packages, validates or deploys: errors stop the command, warnings do
// not. In a fresh clone, or when the check itself was changed, the program is compiled first.
const { spawnSync } = require('node:child_process');
const { existsSync, readdirSync, statSync } = require('node:fs');
const path = require('node:path');

const root = path.join(__dirname, '..');
const program = path.join(root, 'build/node/tools/check/main.js');
/** Written by every compilation that found a change. */
const record = path.join(root, 'build/node/.tsbuildinfo');
/** What the check is compiled from. */
const SOURCES = ['sdf', 'facts', 'tools/check'];

function isStale() {
  if (!existsSync(program) || !existsSync(record)) return true;
  const built = statSync(record).mtimeMs;
  const sources = SOURCES.flatMap((folder) =>
    readdirSync(path.join(root, folder)).map((name) => path.join(root, folder, name)),
  );
  return sources.some((source) => source.endsWith('.ts') && statSync(source).mtimeMs > built);
}

function run(...words) {
  const { status } = spawnSync(process.execPath, words, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

if (isStale()) run(require.resolve('typescript/bin/tsc'), '-p', path.join(root, 'tsconfig.node.json'));
run(program);
