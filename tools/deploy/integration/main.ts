/** Entry of `npm run integration`. */

import { findRoot } from '../../shared/project';
import { integrationCommand } from './command';

process.exitCode = integrationCommand(
  process.argv.slice(2),
  findRoot(),
  (line) => console.log(line),
  (line) => console.error(line),
);
