import { readCredentials, VALUE_FIELDS, type SecretName, type ValueName } from '../credentials';

const HEX = '0123456789abcdef'.repeat(4);
const RIGHT: Readonly<Record<ValueName, string>> = {
  accountId: '1234567_SB1',
  consumerKey: HEX.replace('0', 'a'),
  consumerSecret: HEX.replace('0', 'b'),
  tokenId: HEX.replace('0', 'c'),
  tokenSecret: HEX.replace('0', 'd'),
};
const SECRETS: readonly SecretName[] = ['consumerKey', 'consumerSecret', 'tokenId', 'tokenSecret'];
const labelOf = (name: ValueName): string => VALUE_FIELDS.find((field) => field.name === name)?.label ?? '';

function problemsOf(changes: Partial<Record<ValueName, string>>): readonly string[] {
  const reading = readCredentials({ ...RIGHT, ...changes });
  return reading.kind === 'problems' ? reading.problems : [];
}

it('takes the right five without a word', () => {
  const reading = readCredentials(RIGHT);

  expect(reading).toEqual({
    kind: 'credentials',
    credentials: {
      ...RIGHT,
      accountId: undefined,
      account: { id: '1234567_SB1', label: '1234567-sb1', kind: 'sandbox', company: '1234567' },
    },
    hints: [],
  });
});

describe.each(SECRETS)('%s', (name) => {
  it.each([
    ['is empty', '', 'is empty. It comes from Setup > '],
    ['is only spaces', ' \t ', 'is empty'],
    ['is masked', '••••••••••••', 'is masked'],
    ['is stars', '********', 'is masked'],
    ['has a space inside', `${HEX.slice(1)} ${HEX}`, 'has a space or a line break inside'],
    ['has two lines', `${HEX}\n${HEX}`, 'has a space or a line break inside'],
    ['has a letter that no key has', `${HEX}é`, 'has a character that no key has'],
    ['is the account id', '1234567-sb1', 'is the account id'],
  ])('that %s is refused by name, and not repeated', (_what, value, problem) => {
    const problems = problemsOf({ [name]: value });

    expect(problems).toEqual([expect.stringContaining(`The ${labelOf(name)} ${problem}`)]);
    expect(problems.join()).not.toContain('0123456789abcdef');
  });

  it.each([
    ['spaces', `  ${RIGHT[name]} \r\n`],
    ['quotation marks', `"${RIGHT[name]}"`],
    ['typographic quotation marks', `“${RIGHT[name]}”`],
    ['an invisible space', `\u200b${RIGHT[name]}\u00a0`],
    ['its own label', `${labelOf(name)}: ${RIGHT[name]}`],
  ])('is taken out of %s, with a hint for AfterShip’s form', (_what, value) => {
    const reading = readCredentials({ ...RIGHT, [name]: value });

    expect(reading).toMatchObject({ kind: 'credentials', credentials: { [name]: RIGHT[name] } });
    expect(reading.kind === 'credentials' && reading.hints).toEqual([
      expect.stringContaining(`The ${labelOf(name)} had spaces, quotation marks or its name around it.`),
    ]);
  });

  it('of another length or other characters is only a hint, because no form is documented', () => {
    const short = readCredentials({ ...RIGHT, [name]: HEX.slice(1) });
    expect(short.kind === 'credentials' && short.hints.join()).toContain(`${labelOf(name)} has 63 characters`);

    const odd = readCredentials({ ...RIGHT, [name]: HEX.replace('a', 'z') });
    expect(odd.kind === 'credentials' && odd.hints.join()).toContain('other characters');
  });
});

const NAMES: readonly ValueName[] = ['accountId', ...SECRETS];
const PAIRS = NAMES.flatMap((left, index) => NAMES.slice(index + 1).map((right) => [left, right] as const));

it.each(PAIRS)('names both when %s and %s are missing', (left, right) => {
  const problems = problemsOf({ [left]: '', [right]: '' });

  expect(problems).toHaveLength(2);
  expect(problems.every((problem) => problem.includes('is empty'))).toBe(true);
});

it.each(PAIRS.filter(([left]) => left !== 'accountId'))(
  'sees that %s and %s are one value pasted twice',
  (left, right) => {
    expect(problemsOf({ [right]: RIGHT[left] })).toEqual([
      `The ${labelOf(left)} and the ${labelOf(right)} are the same: one of them was pasted twice.`,
    ]);
  },
);

it('sees a key where the account id belongs', () => {
  expect(problemsOf({ accountId: HEX })).toEqual([expect.stringContaining('looks like a key')]);
});
