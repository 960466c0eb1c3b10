import { readFileSync } from 'node:fs';
import path from 'node:path';
import { DEFAULT_DIALS } from '../account';
import { ACCOUNT_DIAL_VALUES } from '../dials';

const page = readFileSync(path.join(__dirname, '../FIDELITY.md'), 'utf8');
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .map((line) => line.split('|').map((cell) => cell.trim()));

test('every row that is not documented names its dial with both answers, and only such a row', () => {
  for (const [, behaviour = '', , done = '', dial = ''] of rows.filter(([, first]) => first !== 'behaviour')) {
    expect([behaviour, done.includes('NOT DOCUMENTED')]).toEqual([behaviour, /^`\w+`: .+, .+$/.test(dial)]);
  }
});

test('every dial has one row, with its answers in order, the default first', () => {
  const named = rows.flatMap(([, , , , dial = '']) => {
    const [, name, answers] = /^`(\w+)`: (.+)$/.exec(dial) ?? [];
    return name === undefined ? [] : [[name, answers]];
  });

  const expected = Object.entries(ACCOUNT_DIAL_VALUES).map(([dial, answers]) => [dial, answers.join(', ')]);
  expect(named.sort()).toEqual(expected.sort());
  for (const [dial, [first]] of Object.entries(ACCOUNT_DIAL_VALUES)) {
    expect(DEFAULT_DIALS[dial as keyof typeof DEFAULT_DIALS]).toBe(first);
  }
});
