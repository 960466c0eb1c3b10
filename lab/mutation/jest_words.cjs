// What the tests take from Jest, for Mocha. Jest starts anew for each mutant and costs three seconds; Mocha keeps the
// tests loaded, and a mutant costs what its tests cost.
const { createRequire } = require('node:module');
const { readFileSync } = require('node:fs');
const path = require('node:path');
const ts = require('typescript');

const ofMutation = createRequire(path.join(process.env.MUTATION_HOME, 'package.json'));
const Mocha = ofMutation('mocha');
const { expect } = ofMutation('expect');
const { bind } = ofMutation('jest-each');

// The sources as they are, so that a mutant is reported by its line of the source.
require.extensions['.ts'] = (module, file) => {
  const { outputText } = ts.transpileModule(readFileSync(file, 'utf8'), {
    fileName: file,
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true },
  });
  // What a test file asks of core/ while it is loaded belongs to no test. Stryker would take it for the loading of core/
  // itself, and start Mocha anew for each mutant there.
  const stryker = (globalThis.__stryker__ ??= {});
  const before = stryker.currentTestId;
  stryker.currentTestId = file.includes(`${path.sep}__tests__${path.sep}`)
    ? 'no test, the loading of its file'
    : undefined;
  module._compile(outputText, file);
  stryker.currentTestId = before;
};

// The same values for every mutant and in every run; nobody reads which is the smallest that fails.
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
