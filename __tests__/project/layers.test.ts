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
  ['core/y.ts', "import * as record from 'N/record';\nexport const x = record;\n", 'Only an adapter'],
  ['app/x.ts', "import { http } from '../adapters/http';\nexport const x = http;\n", 'app/ works over the ports'],
  ['adapters/x.ts', "import { wake } from '../app/wake';\nexport const x = wake;\n", 'An adapter implements a port'],
  ['scripts/x.ts', "import { utcDay } from '../core/plan';\nexport const x = utcDay;\n", 'An entry script only wires'],
  ['app/z.ts', 'export function* all(): Generator<number> {\n  yield 1;\n}\n', 'Generators fail in SuiteScript'],
])('%s is told the right layer', (file, code, message) => {
  expect(lint(file, code)).toContain(message);
});
