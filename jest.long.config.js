// The long proofs, which `npm run test:long` runs and `npm test` does not.
const config = require('./jest.config.js');

module.exports = {
  ...config,
  testMatch: ['**/__tests__/**/*.long.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
};
