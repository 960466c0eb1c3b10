/** `npm run console`: the console in an emulated account after a day's work, in a browser on this machine. */

// Dates of the emulated account are in Pacific time, as in NetSuite; first of all, because dates made earlier would be wrong.
process.env['TZ'] = 'America/Los_Angeles';

import { SCRIPTS } from '../../../src/TypeScript/aftership/adapters/ids';
import { takeArguments } from '../../shared/arguments';
import { zipProject } from '../../shared/project';
import { openWorld } from '../world';
import { CONSOLE } from './arguments';
import { startConsole } from './server';

async function main(): Promise<void> {
  const reading = takeArguments(CONSOLE);
  if (reading === null) return;
  const world = openWorld('in process');
  const deployment = world.deploy(zipProject());
  if (!deployment.ok) throw new Error(deployment.findings.map(({ message }) => message).join('\n'));
  const sample = world.load();
  world.live(sample, () => undefined);
  const server = await startConsole({
    account: world.account,
    people: [
      { name: 'Administrator', actor: { user: sample.employees.administrator, context: 'USERINTERFACE' } },
      { name: 'Warehouse clerk', actor: { user: sample.employees.clerk, context: 'USERINTERFACE' } },
    ],
    start: SCRIPTS.pages,
    port: reading.given.port,
  });
  console.log('This is an emulation on this machine: no NetSuite account and no AfterShip is contacted.');
  console.log(`The console: ${server.url}   (Ctrl+C ends it)`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
