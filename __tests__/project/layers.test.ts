/** The linter's layer rules, tried on lines that break them: a rule that never fires protects nothing. */

import { spawnSync } from 'node:child_process';
import path from 'node:path';

const ROOT = path.join(__dirname, '../..');

function lint(file: string, code: string): string {
  const eslint = path.join(ROOT, 'node_modules/eslint/bin/eslint.js');
  const words = ['--stdin', '--stdin-filename', `src/TypeScript/aftership/${file}`, '--format', 'json'];
  const { stdout } = spawnSync(process.execPath, [eslint, ...words], { cwd: ROOT, input: code, encoding: 'utf8' });
  const [result] = JSON.parse(stdout) as { messages: { message: string }[] }[];
  return (result?.messages ?? []).map((message) => message.message).join('\n');
}

it.each([
  ['core/x.ts', "import type { Log } from '../app/ports';\nexport type X = Log;\n", 'core/ decides from values alone'],
  [
    'core/plan/x.ts',
    "import type { Log } from '../../app/ports';\nexport type X = Log;\n",
    'core/ decides from values alone',
  ],
  ['core/y.ts', "import * as record from 'N/record';\nexport const x = record;\n", 'Only an adapter'],
  ['core/plan/y.ts', "import * as record from 'N/record';\nexport const x = record;\n", 'Only an adapter'],
  [
    'core/z.ts',
    "import { html } from '../../../../tools/html';\nexport const x = html;\n",
    'what stays on this machine',
  ],
  ['app/x.ts', "import { http } from '../adapters/http';\nexport const x = http;\n", 'app/ works over the ports'],
  [
    'app/delivery/x.ts',
    "import { http } from '../../adapters/http';\nexport const x = http;\n",
    'app/ works over the ports',
  ],
  ['app/y.ts', "import { page } from '../console/page';\nexport const x = page;\n", 'app/ works over the ports'],
  [
    'console/pages/x.ts',
    "import { http } from '../../adapters/http';\nexport const x = http;\n",
    'A page of console/ is made from values',
  ],
  [
    'adapters/x.ts',
    "import { wake } from '../app/schedule/wake';\nexport const x = wake;\n",
    'An adapter implements a port',
  ],
  [
    'adapters/console/x.ts',
    "import { retry } from '../../app/operator/retry';\nexport const x = retry;\n",
    'An adapter implements a port',
  ],
  ['adapters/y.ts', "import { run } from '../scripts/wake_ss';\nexport const x = run;\n", 'Scripts wire adapters'],
  [
    'scripts/x.ts',
    "import { utcDay } from '../core/plan/plan';\nexport const x = utcDay;\n",
    'An entry script only wires',
  ],
  ['app/z.ts', 'export function* all(): Generator<number> {\n  yield 1;\n}\n', 'Generators fail in SuiteScript'],
])('%s is told the right layer', (file, code, message) => {
  expect(lint(file, code)).toContain(message);
});

it.each([
  ['core/plan/x.ts', "import type { LedgerRow } from '../ledger/shipment';\nexport type X = LedgerRow;\n"],
  ['app/delivery/x.ts', "import type { Log } from '../ports';\nexport type X = Log;\n"],
  ['app/schedule/x.ts', "import { backoff } from '../../core/backoff';\nexport const x = backoff;\n"],
  [
    'adapters/console/x.ts',
    "import type { ConsolePorts } from '../../app/operator/console_ports';\nexport type X = ConsolePorts;\n",
  ],
])('%s may do what its layer does', (file, code) => {
  expect(lint(file, code)).toBe('');
});
