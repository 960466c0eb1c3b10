// Jest on Oracle's unit testing configuration: N/ modules resolve to Oracle's stubs and SuiteScripts/… to the compiled
// scripts, which Oracle's transformer loads. The stubs' names and enumerations back the adapters' unit tests; everything
// that needs behaviour runs over the emulator instead.
const SuiteCloudJestConfiguration = require('@oracle/suitecloud-unit-testing');

// NetSuite's engine keeps dates in Pacific time; the tests run in the same zone wherever they run.
process.env.TZ = 'America/Los_Angeles';

const oracle = SuiteCloudJestConfiguration.build({
  projectFolder: 'src',
  projectType: SuiteCloudJestConfiguration.ProjectType.ACP,
});

module.exports = {
  ...oracle,
  roots: ['__tests__', 'packages', 'tools', 'lab'].map((folder) => `<rootDir>/${folder}`),
  testMatch: ['**/__tests__/**/*.test.ts'],
  // The long proofs have a command of their own: jest.long.config.js.
  testPathIgnorePatterns: ['/node_modules/', '\\.long\\.test\\.ts$'],
  // Jest leaves one processor idle by default.
  maxWorkers: '100%',
  // Jest's five seconds would end tests that start processes, servers or a browser on a busy machine.
  testTimeout: 120_000,
  transform: {
    ...oracle.transform,
    '^.+\\.ts$': ['ts-jest', { tsconfig: 'tsconfig.jest.json', diagnostics: false }],
  },
};
