// `npm run mutation`: changes core/ in one place at a time and checks whether a test fails. Its tools are installed
// under build/mutation on first use, from the lock file in this folder.
const { spawnSync } = require('node:child_process');
const { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } = require('node:fs');
const path = require('node:path');

const root = path.join(__dirname, '../..');
const home = path.join(root, 'build/mutation');
const core = 'src/TypeScript/aftership/core';

const USAGE = `npm run mutation [file=NAME] [workers=N] [fresh]

  file=NAME   only NAME.ts of ${core} and its folders, for example file=carriers;
              several with commas
  workers=N   mutants at a time, 1 unless said
  fresh       forget the results of earlier runs; without it only what changed since is run again`;

const { files, workers, fresh } = readWords(process.argv.slice(2));
installOnce();
// NetSuite's engine keeps dates in Pacific time. The tests use that zone on every machine, as in jest.config.js.
const env = { ...process.env, MUTATION_HOME: home, TZ: 'America/Los_Angeles' };
const stryker = path.join(home, 'node_modules/@stryker-mutator/core/bin/stryker.js');
const words = ['run', path.join(__dirname, 'stryker.config.cjs'), '--concurrency', workers];
if (files.length > 0) words.push('--mutate', files.join(','));
if (fresh) words.push('--force');
process.exit(spawnSync(process.execPath, [stryker, ...words], { cwd: root, env, stdio: 'inherit' }).status ?? 1);

function readWords(given) {
  const read = { files: [], workers: '1', fresh: false };
  for (const word of given) {
    const [name, value = ''] = word.split('=');
    if (name === 'file' && value !== '') read.files = value.split(',').flatMap(filesNamed);
    else if (name === 'workers' && /^[1-9]\d?$/.test(value)) read.workers = value;
    else if (word === 'fresh') read.fresh = true;
    else stop(`"${word}" is not understood.\n\n${USAGE}`);
  }
  return read;
}

function filesNamed(name) {
  const files = readdirSync(path.join(root, core), { recursive: true, encoding: 'utf8' }).filter(
    (below) => path.basename(below) === `${name}.ts`,
  );
  if (files.length === 0) stop(`There is no file ${name}.ts in ${core} or its folders.\n\n${USAGE}`);
  return files.map((file) => `${core}/${file.replaceAll(path.sep, '/')}`);
}

/** Installs the tools if the lock file has changed since the last installation. */
function installOnce() {
  const lock = readFileSync(path.join(__dirname, 'package-lock.json'), 'utf8');
  const record = path.join(home, 'installed.json');
  if (existsSync(record) && readFileSync(record, 'utf8') === lock) return;
  mkdirSync(home, { recursive: true });
  for (const file of ['package.json', 'package-lock.json'])
    copyFileSync(path.join(__dirname, file), path.join(home, file));
  const npm = ['ci', '--ignore-scripts', '--no-fund', '--no-audit'];
  // npm is a .cmd file on Windows, so it is started through a shell.
  const { status } = spawnSync('npm', npm, { cwd: home, stdio: 'inherit', shell: true });
  if (status !== 0) stop('The tools for mutation testing could not be installed: npm said why above.');
  writeFileSync(record, lock);
}

function stop(sentence) {
  console.error(sentence);
  process.exit(2);
}
