const path = require('node:path');

const home = process.env.MUTATION_HOME;
const below = (...names) => path.join(home, ...names);

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
module.exports = {
  mutate: ['src/TypeScript/aftership/core/**/*.ts'],
  // The tests that need only values and memory: those of core/ and of the use cases that call core/.
  testRunner: 'mocha',
  mochaOptions: {
    require: [path.join(__dirname, 'jest_words.cjs')],
    'no-config': true,
    'no-package': true,
    spec: ['__tests__/core/**/*.test.ts', '__tests__/app/**/*.test.ts'],
    extension: ['ts'],
  },
  plugins: [below('node_modules/@stryker-mutator/mocha-runner/dist/src/index.js')],
  coverageAnalysis: 'perTest',
  mutator: {
    // Texts for people are not mutated, because a test of a text would only repeat it. Texts that programs read (slugs,
    // states, fields) are values of types, which the compiler and the tests of requests and plans check.
    excludedMutations: ['StringLiteral'],
  },
  // Tables of constants are computed when a module loads. Each such mutant would need the tests to be loaded again.
  ignoreStatic: true,
  thresholds: { high: 95, low: 90, break: 90 },
  incremental: true,
  incrementalFile: below('results.json'),
  timeoutMS: 2000,
  timeoutFactor: 1.5,
  reporters: ['progress-append-only', 'clear-text', 'html', 'json'],
  clearTextReporter: {
    allowColor: false,
    allowEmojis: false,
    logTests: false,
    reportTests: false,
    reportScoreTable: true,
  },
  htmlReporter: { fileName: below('report.html') },
  jsonReporter: { fileName: below('report.json') },
  tempDirName: below('sandbox'),
  ignorePatterns: [
    '*',
    '!src/TypeScript/aftership/{core,app}/**',
    '!__tests__/{core,app}/**',
    '!__tests__/fixtures.ts',
    '!tools/**',
    '!packages/emulator/facts/*.json',
  ],
  symlinkNodeModules: false,
  allowConsoleColors: false,
};
