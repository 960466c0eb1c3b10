// Compiles what changed, for every command: `node tools/build/fresh_build.cjs [scripts] [node]`, both by default. Where
// neither sources nor outputs changed, no compiler starts. Both sides are compared by content: times would miss files
// that were moved, restored or copied back, and src/FileCabinet may have been edited by hand.
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const { spawnSync } = require('node:child_process');
const { isDeepStrictEqual } = require('node:util');

const root = path.join(__dirname, '../..');

/**
 * `outputs` has the paths of `from`, where the `sources` are. `compile` gets the names of the sources that changed, each
 * with its output, and returns an exit code after it has printed what is wrong.
 */
const BUILDS = {
  // What NetSuite runs. A change may make another file's types wrong, so the compiler takes all files.
  scripts: {
    config: 'tsconfig.json',
    sources: ['src/TypeScript/aftership'],
    from: 'src/TypeScript/aftership',
    outputs: 'src/FileCabinet/SuiteScripts/aftership',
    compile: () => compileWithTypes('tsconfig.json'),
  },
  // The commands, with what they run of the product. `npm run typecheck` looks at their types.
  node: {
    config: 'tsconfig.node.json',
    sources: ['packages', 'tools', 'lab', ...['core', 'app', 'console', 'adapters/ids.ts'].map(inProduct)],
    from: '.',
    outputs: 'build/node',
    compile: (changed) => compileWithoutTypes('tsconfig.node.json', changed),
  },
};

function inProduct(place) {
  return `src/TypeScript/aftership/${place}`;
}

/** Compiles what changed. Ends the process when that fails. */
function buildWhatChanged(...names) {
  for (const name of names) {
    const { config, sources, from, outputs, compile } = BUILDS[name];
    // The compiler's version and the types of packages change only with package-lock.json.
    const settings = hash(['package-lock.json', 'tools/build/fresh_build.cjs', config]);
    const look = () => ({
      settings,
      sources: hash(sources.flatMap(listFiles).filter(isCompiled)),
      outputs: hash(listFiles(outputs)),
    });
    const now = look();
    const before = readRecord(name);
    if (isDeepStrictEqual(now, before)) continue;

    const pairs = Object.keys(now.sources).map((source) => [
      source,
      path.posix.join(outputs, path.posix.relative(from, source)).replace(/\.ts$/, '.js'),
    ]);
    // The output of a renamed or deleted source would be run or deployed.
    const wanted = new Set(pairs.map(([, output]) => output));
    for (const file of Object.keys(now.outputs)) if (!wanted.has(file)) fs.rmSync(path.join(root, file));
    const isSame = ([source, output]) =>
      isDeepStrictEqual(before.settings, settings) &&
      before.sources[source] === now.sources[source] &&
      output in now.outputs &&
      before.outputs[output] === now.outputs[output];
    const status = compile(pairs.filter((pair) => !isSame(pair)));
    if (status !== 0) process.exit(status);
    writeRecord(name, look());
  }
}

function isCompiled(file) {
  return !file.includes('/__tests__/') && (file.endsWith('.ts') || /^(packages|tools)\/.+\.json$/.test(file));
}

function compileWithTypes(config) {
  const tsc = require.resolve('typescript/bin/tsc');
  const { status } = spawnSync(process.execPath, [tsc, '-p', config], { cwd: root, stdio: 'inherit' });
  return status ?? 1;
}

/** Writes nothing when a file cannot be parsed. */
function compileWithoutTypes(config, changed) {
  const ts = require('typescript');
  const { compilerOptions } = ts.readConfigFile(path.join(root, config), ts.sys.readFile).config;
  // Node takes the outputs for CommonJS, because package.json names no type.
  const { options } = ts.convertCompilerOptionsFromJson({ ...compilerOptions, module: 'commonjs' }, root);
  const problems = [];
  const written = changed.map(([source, output]) => {
    const text = fs.readFileSync(path.join(root, source), 'utf8');
    if (!source.endsWith('.ts')) return [output, text];
    const request = { compilerOptions: options, fileName: path.join(root, source), reportDiagnostics: true };
    const { outputText, diagnostics } = ts.transpileModule(text, request);
    problems.push(...diagnostics);
    return [output, outputText];
  });
  if (problems.length > 0) {
    const host = { getCanonicalFileName: (file) => file, getCurrentDirectory: () => root, getNewLine: () => '\n' };
    console.error(ts.formatDiagnostics(problems, host));
    return 1;
  }
  for (const [output, text] of written) {
    fs.mkdirSync(path.dirname(path.join(root, output)), { recursive: true });
    fs.writeFileSync(path.join(root, output), text);
  }
  return 0;
}

const recordOf = (name) => path.join(root, `build/fresh/${name}.json`);

/** What was there after the last build; nothing where none succeeded. */
function readRecord(name) {
  if (!fs.existsSync(recordOf(name))) return { settings: {}, sources: {}, outputs: {} };
  return JSON.parse(fs.readFileSync(recordOf(name), 'utf8'));
}

function writeRecord(name, record) {
  // Another command may read it at this moment, so it appears as a whole.
  const file = recordOf(name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(`${file}.${process.pid}`, JSON.stringify(record));
  fs.renameSync(`${file}.${process.pid}`, file);
}

/** A file, or all files below a folder, with slashes on every system; none where nothing is. */
function listFiles(place) {
  const found = fs.statSync(path.join(root, place), { throwIfNoEntry: false });
  if (found === undefined) return [];
  if (found.isFile()) return [place];
  return fs.readdirSync(path.join(root, place)).flatMap((name) => listFiles(`${place}/${name}`));
}

/** Hashes of the contents, by name. */
function hash(files) {
  const hashOf = (file) =>
    createHash('sha256')
      .update(fs.readFileSync(path.join(root, file)))
      .digest('base64');
  return Object.fromEntries(files.map((file) => [file, hashOf(file)]));
}

module.exports = { buildWhatChanged };

if (require.main === module) {
  const names = process.argv.slice(2);
  buildWhatChanged(...(names.length > 0 ? names : Object.keys(BUILDS)));
}
