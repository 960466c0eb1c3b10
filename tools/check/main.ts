/** `npm run check`: validates an SDF project without an account. */

import { runCheck } from '../../packages/sdf-check';
import { findRoot } from '../shared/project';

// npm changes to the folder of package.json, but people type paths relative to their own folder.
const currentFolder = process.env['npm_lifecycle_event'] === 'check' ? process.env['INIT_CWD'] : undefined;
const { exitCode, output } = runCheck(process.argv.slice(2), {
  ownProject: findRoot(),
  currentFolder: currentFolder ?? process.cwd(),
});
if (exitCode === 2) console.error(output);
else console.log(output);
process.exitCode = exitCode;
