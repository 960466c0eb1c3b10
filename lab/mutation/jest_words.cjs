// Gives Mocha the functions that the tests use from Jest. Jest would restart for each mutant, which costs three
// seconds; Mocha keeps the tests loaded, so a mutant costs only the run of its tests.
const { createRequire } = require('node:module');
const { readFileSync } = require('node:fs');
const path = require('node:path');
const ts = require('typescript');

const ofMutation = createRequire(path.join(process.env.MUTATION_HOME, 'package.json'));
const Mocha = ofMutation('mocha');
const { expect } = ofMutation('expect');
const { bind } = ofMutation('jest-each');

// Loads the TypeScript sources themselves, so that a mutant is reported at its line of the source.
require.extensions['.ts'] = (module, file) => {
  const { outputText } = ts.transpileModule(readFileSync(file, 'utf8'), {
    fileName: file,
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true },
  });
  // Code of core/ that a test file runs while it loads belongs to no test. Stryker would count it as part of loading
  // core/ and restart Mocha for each such mutant.
  const stryker = (globalThis.__stryker__ ??= {});
  const before = stryker.currentTestId;
  stryker.currentTestId = file.includes(`${path.sep}__tests__${path.sep}`)
    ? 'no test, the loading of its file'
    : undefined;
  module._compile(outputText, file);
  stryker.currentTestId = before;
};

// Fixed seed: every mutant and every run gets the same values. Shrinking is off, because nobody reads the smallest
// failing value.
require('fast-check').configureGlobal({ seed: 1, endOnFailure: true });

const { bdd } = Mocha.interfaces;
Mocha.interfaces.bdd = (suite) => {
  bdd(suite);
  suite.on('pre-require', (words) => {
    words.expect = expect;
    words.it.each = bind(words.it);
    words.describe.each = bind(words.describe, false);
  });
};
