/** What the console says, held against the scripts that it speaks of. */

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { TEXTS } from '../../src/TypeScript/aftership/console/texts';
import { EXCLUSION_REASONS } from '../../src/TypeScript/aftership/core/ledger/shipment';
import { VERSION } from '../../src/TypeScript/aftership/core/version';

const ROOT = path.join(__dirname, '../..');
const SOURCES = path.join(ROOT, 'src/TypeScript/aftership');

function textOf(folder: string): string {
  return readdirSync(path.join(SOURCES, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && name !== 'texts.ts')
    .map((name) => readFileSync(path.join(SOURCES, folder, name), 'utf8'))
    .join('\n');
}

it('the version that it shows is that of the package', () => {
  const { version } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { version: string };

  expect(VERSION).toBe(version);
});

it('every remedy is for a reason that the scripts write, and every exclusion has one', () => {
  const written = textOf('core') + textOf('app');

  const reasons = Object.keys(TEXTS).flatMap((key) => (key.startsWith('remedy.') ? [key.slice('remedy.'.length)] : []));

  expect(reasons.length).toBeGreaterThan(10);
  for (const reason of reasons) expect(written).toContain(`'${reason}'`);
  for (const reason of EXCLUSION_REASONS) expect(reasons).toContain(reason);
});

it('no page has a sentence of its own', () => {
  // What goes to NetSuite's execution log, and what only a programmer sees, is no text of a page.
  const lines = textOf('console')
    .split('\n')
    .filter((line) => !/^\s*(\/\/|\/?\*)/.test(line) && !/ports\.log\.|new Error\(/.test(line));

  expect(lines.length).toBeGreaterThan(1000);
  expect(lines.filter((line) => /'[^']*[A-Z][a-z]+ [a-z]+ [^']*'/.test(line))).toEqual([]);
});

it('every text is used, and none has a brace that is not closed', () => {
  const used = textOf('console') + textOf('scripts') + textOf('adapters');

  for (const [key, text] of Object.entries(TEXTS)) {
    const family = key.split('.')[0] ?? '';
    // Keys of these families are put together from a word of the code.
    const isComposed =
      ['page', 'done', 'outlook', 'remedy'].includes(family) ||
      key.startsWith('connection.do.') ||
      key.startsWith('setup.');
    expect([key, isComposed || used.includes(`'${key}'`)]).toEqual([key, true]);
    expect(text.replace(/\{\w+(\|[^|{}]*\|[^|{}]*)?\}/g, '')).not.toMatch(/[{}]/);
  }
});
