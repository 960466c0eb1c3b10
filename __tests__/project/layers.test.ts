/** The linter's arrows between rooms and layers, tried on lines that break them: a rule that never fires protects nothing. */

import { spawnSync } from 'node:child_process';
import path from 'node:path';

const ROOT = path.join(__dirname, '../..');
const PRODUCT = 'src/TypeScript/aftership';

const uses = (module: string): string => `import { x } from '${module}';\nexport const y = x;\n`;

/** File, its code, and what its writer is told. */
const REFUSED: readonly (readonly [file: string, code: string, message: string])[] = [
  // Layers of the product.
  [`${PRODUCT}/core/x.ts`, uses('../app/ports'), 'core/ decides from values alone'],
  [`${PRODUCT}/core/x.ts`, uses('N/record'), 'Only an adapter'],
  [`${PRODUCT}/core/plan/x.ts`, uses('../../app/ports'), 'core/ decides from values alone'],
  [`${PRODUCT}/core/plan/x.ts`, uses('N/record'), 'Only an adapter'],
  [`${PRODUCT}/app/x.ts`, uses('../adapters/http'), 'app/ works over the ports'],
  [`${PRODUCT}/app/x.ts`, uses('../console/page'), 'app/ works over the ports'],
  [`${PRODUCT}/app/sending/x.ts`, uses('../../adapters/http'), 'app/ works over the ports'],
  [`${PRODUCT}/app/sending/x.ts`, uses('../../scripts/wake_ss'), 'app/ works over the ports'],
  [`${PRODUCT}/app/sending/x.ts`, uses('N/record'), 'Only an adapter'],
  [`${PRODUCT}/console/x.ts`, uses('../adapters/http'), 'A page of console/ is made from values'],
  [`${PRODUCT}/console/pages/x.ts`, uses('../../adapters/http'), 'A page of console/ is made from values'],
  [`${PRODUCT}/adapters/x.ts`, uses('../app/schedule/wake'), 'An adapter implements a port'],
  [`${PRODUCT}/adapters/x.ts`, uses('../scripts/wake_ss'), 'Scripts wire adapters'],
  [`${PRODUCT}/adapters/console/x.ts`, uses('../../app/operator/retry'), 'An adapter implements a port'],
  [`${PRODUCT}/scripts/x.ts`, uses('../core/values'), 'An entry script only wires'],
  // The ledger: one table, and transitions that alone change a row.
  [`${PRODUCT}/core/plan/x.ts`, 'export const x = { holding: null };\n', 'A row changes by a transition only'],
  [`${PRODUCT}/app/sending/x.ts`, "export const x = { reason: 'vanished' };\n", 'A row changes by a transition only'],
  [
    `${PRODUCT}/adapters/console/x.ts`,
    "export const x = { reason: 'in_step' };\n",
    'A row changes by a transition only',
  ],
  [
    `${PRODUCT}/app/operator/x.ts`,
    "export const x = (row: { reason: string }) => row.reason === 'brake';\n",
    'What a state or reason means stands in the table',
  ],
  [
    `${PRODUCT}/console/pages/x.ts`,
    "export const x = (state: string) => state === 'Removal due';\n",
    'What a state or reason means stands in the table',
  ],
  // Rooms.
  ...['packages/emulator', 'tools/shared/html', 'lab/bench/table', '__tests__/fixtures'].flatMap((other) => [
    [`${PRODUCT}/core/x.ts`, uses(`../../../../${other}`), 'cannot use what stays on this machine'] as const,
    [`${PRODUCT}/scripts/x.ts`, uses(`../../../../${other}`), 'cannot use what stays on this machine'] as const,
    [`${PRODUCT}/app/sending/x.ts`, uses(`../../../../../${other}`), 'cannot use what stays on this machine'] as const,
  ]),
  ['packages/sdf-check/rules/x.ts', uses('../../../src/TypeScript/aftership/core/values'), 'A package imports nothing'],
  ['packages/sdf-check/x.ts', uses('../../tools/shared/project'), 'A package imports nothing'],
  ['packages/emulator/netsuite/x.ts', uses('../../../tools/shared/html'), 'A package imports nothing'],
  ['packages/emulator/netsuite/x.ts', uses('../../../lab/simulate/chance'), 'lab/ tries the project'],
  ['packages/emulator/netsuite/__tests__/x.ts', uses('../../../../tools/shared/project'), 'A package imports nothing'],
  ['packages/emulator/netsuite/__tests__/x.ts', uses('../../../../__tests__/fixtures'), 'Only tests import tests'],
  ['packages/emulator/netsuite/x.ts', uses('./__tests__/fixture'), 'Only tests import tests'],
  ['tools/demo/x.ts', uses('../../lab/bench/table'), 'lab/ tries the project'],
  ['tools/docs/x.ts', uses('../../lab/bench/table'), 'lab/ tries the project'],
  ['tools/demo/x.ts', uses('./__tests__/world'), 'Only tests import tests'],
  [
    'tools/demo/x.ts',
    uses('../../packages/emulator/netsuite/account'),
    'Outside packages/ only what an index.ts exports',
  ],
  ['tools/demo/x.ts', uses('../../packages/sdf-check/rules/rules'), 'Outside packages/ only what an index.ts exports'],
  ['tools/demo/x.ts', uses(`../../${PRODUCT}/adapters/http`), 'A tool runs core/ and app/'],
  ['tools/demo/x.ts', uses(`../../${PRODUCT}/console/page`), 'A tool runs core/ and app/'],
  ['tools/docs/x.ts', uses(`../../${PRODUCT}/scripts/wake_ss`), 'A tool runs core/ and app/'],
  ['tools/demo/__tests__/x.ts', uses('../../../lab/bench/table'), 'lab/ tries the project'],
  ['lab/bench/x.ts', uses('../../packages/emulator/wire'), 'Outside packages/ only what an index.ts exports'],
  ['lab/bench/x.ts', uses('../../__tests__/fixtures'), 'Only tests import tests'],
  ['__tests__/core/x.ts', uses('../../lab/bench/table'), 'lab/ tries the project'],
  ['__tests__/core/x.ts', uses('../../packages/emulator/aftership/state'), 'Outside packages/ only what an index.ts'],
  // Inside the packages.
  ['packages/sdf-check/cli/x.ts', uses('../../emulator/netsuite'), 'The emulator is built on the check'],
  ['packages/sdf-check/project/x.ts', uses('../../emulator'), 'The emulator is built on the check'],
  ['packages/sdf-check/facts/x.ts', uses('../project/xml'), 'Facts are data'],
  ['packages/sdf-check/project/x.ts', uses('../rules/rule'), 'project/ reads a project'],
  ['packages/sdf-check/scripts/x.ts', uses('../rules/rule'), 'scripts/ reads SuiteScripts'],
  ['packages/sdf-check/rules/x.ts', uses('../cli/format'), 'cli/ prints them'],
  ['packages/emulator/netsuite/n/x.ts', uses('../../../sdf-check/project/xml'), 'Another package imports what'],
  ['packages/emulator/netsuite/n/x.ts', uses('../../aftership/state'), 'The emulated account knows the wire alone'],
  ['packages/emulator/aftership/x.ts', uses('../netsuite/contract'), 'The emulated AfterShip knows the wire alone'],
  // What NetSuite's engine does not take.
  [`${PRODUCT}/app/x.ts`, 'export function* all(): Generator<number> {\n  yield 1;\n}\n', 'Generators fail'],
];

const ALLOWED: readonly (readonly [file: string, code: string])[] = [
  [`${PRODUCT}/core/plan/x.ts`, uses('../ledger/shipment')],
  [`${PRODUCT}/core/plan/x.ts`, uses('../values')],
  [`${PRODUCT}/app/sending/x.ts`, uses('../ports')],
  [`${PRODUCT}/app/schedule/x.ts`, uses('../../core/backoff')],
  [`${PRODUCT}/adapters/console/x.ts`, uses('../../app/operator/console_ports')],
  [`${PRODUCT}/scripts/x.ts`, uses('../app/operator/retry')],
  ['packages/emulator/netsuite/project/x.ts', uses('../../../sdf-check')],
  ['packages/emulator/netsuite/x.ts', uses('../wire')],
  ['tools/demo/x.ts', uses('../../packages/emulator/netsuite/rest')],
  ['tools/demo/x.ts', uses(`../../${PRODUCT}/core/values`)],
  ['tools/docs/x.ts', uses(`../../${PRODUCT}/console/texts`)],
  ['tools/preview/__tests__/x.ts', uses('../../../__tests__/fixtures')],
  ['lab/bench/x.ts', uses('../../tools/shared/project')],
  ['lab/bench/x.ts', uses(`../../${PRODUCT}/adapters/http`)],
];

/** One process lints all of them: the linter's configuration is a module that Jest cannot load. */
const LINT = `
const { ESLint } = require('eslint');
const cases = JSON.parse(require('node:fs').readFileSync(0, 'utf8'));
const eslint = new ESLint();
const told = ([filePath, code]) =>
  eslint.lintText(code, { filePath }).then(([result]) => result.messages.map(({ message }) => message).join('\\n'));
Promise.all(cases.map(told)).then((messages) => process.stdout.write(JSON.stringify(messages)));
`;

function lint(cases: readonly (readonly string[])[]): readonly string[] {
  const input = JSON.stringify(cases);
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', LINT], { cwd: ROOT, input, encoding: 'utf8' });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as string[];
}

const told = lint([...REFUSED, ...ALLOWED]);

it.each(REFUSED.map(([file, code, message], index) => [file, moduleOf(code), message, index] as const))(
  '%s with %s is told: %s',
  (_file, _module, message, index) => {
    expect(told[index]).toContain(message);
  },
);

it.each(ALLOWED.map(([file, code], index) => [file, moduleOf(code), REFUSED.length + index] as const))(
  '%s may import %s',
  (_file, _module, index) => {
    expect(told[index]).toBe('');
  },
);

function moduleOf(code: string): string {
  return / from '(.*)'/.exec(code)?.[1] ?? code;
}
