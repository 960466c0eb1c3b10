/** What the console says, held against the scripts that it speaks of. */

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { TEXTS } from '../../src/TypeScript/aftership/console/texts';
import { isReason, REASONS, remedyOf, ruleOf, STATES } from '../../src/TypeScript/aftership/core/ledger/reasons';
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

it('every reason of the table is written by a script', () => {
  const written = textOf('core') + textOf('app');
  const reasons = Object.keys(REASONS).filter(isReason);

  expect(reasons.length).toBeGreaterThan(40);
  expect(reasons.filter((reason) => !written.includes(`'${reason}'`))).toEqual([]);
});

it('every reason on Needs attention tells what to do, for all of its packages or on each', () => {
  const listed = Object.keys(REASONS)
    .filter(isReason)
    .filter((reason) => ruleOf(reason).listed);

  expect(listed.length).toBeGreaterThan(15);
  for (const reason of listed) {
    // A number that cannot be read, and what AfterShip said of one package, can only be told on the package.
    const text = remedyOf(reason, 4005) ?? ruleOf(reason).message;
    expect([reason, /[A-Z][^.]{10,}\./.test(text)]).toEqual([reason, true]);
  }
});

it('every rule that leaves out has a remedy for all of its packages', () => {
  const rules = Object.keys(REASONS)
    .filter(isReason)
    .filter((reason) => ruleOf(reason).state === 'Not sent (rule)');

  expect(rules.length).toBeGreaterThan(5);
  expect(rules.filter((reason) => ruleOf(reason).remedy === null)).toEqual([]);
});

it('no page has a sentence of its own', () => {
  // What goes to NetSuite's execution log, and what only a programmer sees, is no text of a page.
  const states = new RegExp(`'(${Object.keys(STATES).join('|').replace(/[()]/g, '\\$&')})'`, 'g');
  const lines = textOf('console')
    .replace(states, 'state')
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
      ['page', 'done', 'outlook', 'ignored'].includes(family) ||
      key.startsWith('connection.do.') ||
      key.startsWith('setup.');
    expect([key, isComposed || used.includes(`'${key}'`)]).toEqual([key, true]);
    expect(text.replace(/\{\w+(\|[^|{}]*\|[^|{}]*)?\}/g, '')).not.toMatch(/[{}]/);
  }
});
