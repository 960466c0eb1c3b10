/** `npm run console`: shows the console of an emulated account, after the demo's day, in a browser on this machine. */

// The emulated account keeps dates in Pacific time, as NetSuite does. The zone is set before the first Date.
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
