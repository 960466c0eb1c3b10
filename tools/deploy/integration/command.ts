/** `npm run integration`: reads its arguments and prints the result. */

import { readArguments } from '../../shared/arguments';
import { readState, useNone, useRecord, type Change, type State } from './integration';

const USAGE = [
  'npm run integration                  tells which integration record the project names',
  'npm run integration custinteg_…      names the record of this account, and has it deployed',
  'npm run integration none             names none',
];

const INTEGRATION = { usage: USAGE, values: ['[ID]'], arguments: {} };

const WHERE = [
  'Where the id is: Setup > Integration > Manage Integrations, open the record; its script id starts with custinteg_.',
  'Or let Oracle’s CLI list it: npx suitecloud object:list --type integration',
  'The id differs between production and sandbox: set it before each deployment to another account.',
  'docs/connect.md tells how to make the record. Without one, the push works all the same.',
];

/** Runs the command and returns the exit code. */
export function integrationCommand(
  typed: readonly string[],
  root: string,
  print: (line: string) => void,
  printError: (line: string) => void,
): number {
  const reading = readArguments(INTEGRATION, typed);
  if (reading.kind === 'help') {
    print(reading.text);
    return 0;
  }
  if (reading.kind === 'wrong') {
    printError(reading.text);
    return 1;
  }
  const [id] = reading.values;
  if (id === undefined) return tell(readState(root));

  const change: Change = id === 'none' ? useNone(root) : useRecord(root, id);
  if (change.kind === 'refused') {
    printError(change.problem);
    printError('Nothing was changed.');
    return 1;
  }
  print(change.kind === 'same' ? 'Nothing to change.' : 'Changed src/Objects/integration and src/deploy.xml.');
  return tell(change.state);

  function tell(state: State): number {
    switch (state.kind) {
      case 'none':
        print('The project names no integration record, and deploys none.');
        for (const line of [...USAGE, ...WHERE]) print(line);
        return 0;
      case 'uses':
        print(`The project names the integration record ${state.id} and deploys that reference.`);
        print('It belongs to one account: do not commit it for others, and set it anew for another account.');
        return 0;
      case 'unclear':
        printError(state.problem);
        return 1;
    }
  }
}
