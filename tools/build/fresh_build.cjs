// Compiles only if sources or outputs changed, so that a command that only reads does not wait for compilers. Both
// sides are compared by content: times would miss files that were moved, restored or copied back, and src/FileCabinet
// may have been edited by hand.
const { createHash } = require('node:crypto');
const { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } = require('node:fs');
const path = require('node:path');
const { spawnSync } = require('node:child_process');

const root = path.join(__dirname, '../..');
const tsc = require.resolve('typescript/bin/tsc');

/** `sources` are all files that decide the output. The types of packages change only with package-lock.json. */
const BUILDS = {
  scripts: {
    sources: ['src/TypeScript', 'tsconfig.json', 'tools/build/build_scripts.cjs', 'package-lock.json'],
    outputs: 'src/FileCabinet/SuiteScripts/aftership',
    command: [path.join(root, 'tools/build/build_scripts.cjs')],
  },
  node: {
    sources: ['packages', 'tools', 'lab', 'src/TypeScript', 'tsconfig.node.json', 'package-lock.json'],
    outputs: 'build/node',
    command: [tsc, '-p', path.join(root, 'tsconfig.node.json')],
  },
};

/** Compiles what changed. Ends the process when a compiler fails, which has then printed the reason. */
function buildWhatChanged(...names) {
  for (const name of names) {
    const { sources, outputs, command } = BUILDS[name];
    const record = path.join(root, 'build/fresh', `${name}.txt`);
    const describe = () =>
      `${require('typescript/package.json').version}\n${hash(sources, /\.(ts|json|cjs)$/)}\n${hash([outputs], /\.js$/)}\n`;
    if (existsSync(record) && readFileSync(record, 'utf8') === describe()) continue;
    // The compiler's memory knows nothing of outputs that were changed or lost since.
    rmSync(path.join(root, outputs, '.tsbuildinfo'), { force: true });
    const { status } = spawnSync(process.execPath, command, { cwd: root, stdio: 'inherit' });
    if (status !== 0) process.exit(status ?? 1);
    mkdirSync(path.dirname(record), { recursive: true });
    writeFileSync(record, describe());
  }
}

/** Hash of the names and bytes of all files with these endings, without tests, which are not compiled. */
function hash(places, endings) {
  const sum = createHash('sha256');
  const waiting = [...places].sort().reverse();
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    const absolute = path.join(root, place);
    if (!existsSync(absolute)) continue;
    if (statSync(absolute).isDirectory()) {
      waiting.push(
        ...readdirSync(absolute)
          .filter((name) => name !== '__tests__')
          .sort()
          .reverse()
          .map((name) => `${place}/${name}`),
      );
    } else if (endings.test(place)) sum.update(`${place}\n`).update(readFileSync(absolute)).update('\n');
  }
  return sum.digest('hex');
}

module.exports = { buildWhatChanged };

if (require.main === module) buildWhatChanged('scripts', 'node');
