/** Entry of `npm run verify`; provides this machine's clock, terminal and environment. */

import { randomBytes } from 'node:crypto';
import { findRoot } from '../shared/project';
import { verifyCommand } from './command';
import { openTerminal } from './terminal';

const isTerminal = process.stdin.isTTY === true && process.stderr.isTTY === true;

void verifyCommand(process.argv.slice(2), {
  environment: process.env,
  terminal: isTerminal ? openTerminal(process.stdin, (text) => process.stderr.write(text)) : null,
  print: (text) => console.log(text),
  // Messages go to the error stream, so that the output of `json` can be piped.
  tell: (text) => console.error(text),
  now: () => Date.now(),
  makeNonce: () => randomBytes(10).toString('hex'),
  project: findRoot(),
  emulatorPort: null,
}).then((exitCode) => {
  process.exitCode = exitCode;
});
