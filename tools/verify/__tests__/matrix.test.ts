/**
 * Each of the five values is wrong in each way, alone and in pairs: the diagnosis matches, and no value is repeated.
 */

import { VALUE_FIELDS, type SecretName, type ValueName } from '../credentials';
import type { VerifyReport } from '../report';
import { closeWorlds, openWorld, verify, type Outcome, type World } from './world';

afterEach(closeWorlds);

interface Way {
  readonly how: string;
  readonly make: (right: string, name: ValueName) => string;
  /** `seen`: refused before a request. `wrong`: only NetSuite can detect it. `harmless`: corrected here. */
  readonly effect: 'seen' | 'wrong' | 'harmless';
  /** Text about the value in a problem or a hint; `{label}` is its name. Empty when there is none. */
  readonly says: string;
}

/** Keys of another account, in NetSuite's form and all different. */
const foreign = (name: ValueName): string => `${name.length}${name.endsWith('Secret') ? 'e' : 'f'}`.padEnd(64, '9a7b');

const ACCOUNT_WAYS: readonly Way[] = [
  { how: 'of another account', make: () => '7654321_SB1', effect: 'wrong', says: '' },
  { how: 'without its underscore', make: () => '1234567SB1', effect: 'seen', says: 'Did you mean 1234567_SB1?' },
  { how: 'a key', make: () => foreign('tokenId'), effect: 'seen', says: 'looks like a key, not like an account id' },
  { how: 'empty', make: () => '', effect: 'seen', says: 'The account id is empty' },
  { how: 'with spaces behind it', make: (right) => `${right} \t`, effect: 'harmless', says: '' },
];

const SECRET_WAYS: readonly Way[] = [
  { how: 'of another account', make: (_right, name) => foreign(name), effect: 'wrong', says: '' },
  { how: 'cut off', make: (right) => right.slice(0, -1), effect: 'wrong', says: 'The {label} has 63 characters' },
  { how: 'empty', make: () => '', effect: 'seen', says: 'The {label} is empty' },
  { how: 'masked', make: () => '•••••••••', effect: 'seen', says: 'The {label} is masked' },
  {
    how: 'broken in two',
    make: (right) => `${right.slice(0, 30)}\n${right.slice(30)}`,
    effect: 'seen',
    says: 'The {label} has a space or a line break inside',
  },
  {
    how: 'with spaces behind it',
    make: (right) => `${right}  \r\n`,
    effect: 'harmless',
    says: 'The {label} had spaces',
  },
];

interface Change {
  readonly name: ValueName;
  readonly way: Way;
}

const CHANGES: readonly Change[] = VALUE_FIELDS.flatMap(({ name }) =>
  (name === 'accountId' ? ACCOUNT_WAYS : SECRET_WAYS).map((way) => ({ name, way })),
);
const PAIRS = CHANGES.flatMap((left, index) =>
  CHANGES.slice(index + 1).flatMap((right) => (left.name === right.name ? [] : [[left, right] as const])),
);

function labelOf(name: ValueName): string {
  return VALUE_FIELDS.find((field) => field.name === name)?.label ?? '';
}

/** Words of the audit trail, in the order in which the emulated account checks, with the cause that must be named. */
const TRAIL: readonly (readonly [readonly SecretName[], string, RegExp])[] = [
  [['consumerKey'], 'consumer_key_unknown', /No integration record here has this consumer key/],
  [['tokenId'], 'token_rejected', /No such token for this integration record/],
  [['consumerSecret', 'tokenSecret'], 'InvalidSignature', /The consumer secret or the token secret is not the one/],
];

function expectNoSecret({ printed, told }: Outcome, world: World, changed: Partial<Record<ValueName, string>>): void {
  const secretsOf = (values: Partial<Record<ValueName, string>>): readonly string[] =>
    VALUE_FIELDS.flatMap(({ name }) => (name === 'accountId' ? [] : [values[name] ?? '']));
  for (const secret of [...secretsOf(world.values), ...secretsOf(changed), foreign('tokenId')]) {
    // A part of a secret is a leak, too.
    for (const part of [secret.trim().slice(0, 16), secret.trim().slice(-16)]) {
      if (/^[0-9a-f]{16}$/.test(part)) expect(printed + told).not.toContain(part);
    }
  }
}

async function check(changes: readonly Change[]): Promise<void> {
  const world = await openWorld();
  const changed = Object.fromEntries(changes.map(({ name, way }) => [name, way.make(world.values[name], name)]));
  const asJson = await verify(world, changed, ['json']);
  const { audit, requests } = world.state;
  const words = audit.map(({ detail }) => detail);
  const asked = requests.length;
  const asText = await verify(world, changed);
  expectNoSecret(asJson, world, changed);
  expectNoSecret(asText, world, changed);
  expect(asText.exitCode).toBe(asJson.exitCode);

  const said = (change: Change): string => change.way.says.replace('{label}', labelOf(change.name));
  if (changes.some(({ way }) => way.effect === 'seen')) {
    expect(asJson).toMatchObject({ exitCode: 3, printed: '' });
    for (const { variable } of VALUE_FIELDS.filter(({ name }) => changed[name] === '')) {
      expect(asJson.told).toContain(variable);
    }
    for (const change of changes.filter(({ way }) => way.effect === 'seen')) {
      expect(asJson.told).toContain(said(change));
    }
    expect(asJson.told).toContain('Nothing was sent.');
    expect(asked).toBe(0);
    return;
  }
  const report = JSON.parse(asJson.printed) as VerifyReport;
  for (const change of changes) expect(report.hints.join('\n')).toContain(said(change));
  const wrong = changes.filter(({ way }) => way.effect === 'wrong').map(({ name }) => name);
  if (wrong.length === 0) {
    expect(report).toMatchObject({ isSignedIn: true, exitCode: 0, failedSignIns: 0 });
    return;
  }
  expect(report).toMatchObject({ isSignedIn: false, exitCode: 2, failedSignIns: 1, permissions: [] });
  expect(report.diagnosis?.said).toContain('Setup > Users/Roles > User Management > View Login Audit Trail');
  if (wrong.includes('accountId')) {
    expect(report.diagnosis?.causes[0]?.cause).toContain('names no hosts for 7654321_SB1');
    expect(words).toEqual([]);
    return;
  }
  const [, word, names] = TRAIL.find(([values]) => values.some((name) => wrong.includes(name))) ?? [[], '', /^$/];
  expect(words).toEqual([word]);
  expect(report.diagnosis?.causes.find(({ details }) => details.includes(word))?.cause).toMatch(names);
  expect(asText.printed).toContain(`[${word}]`);
}

it('has every way of every value, alone and beside every way of another', () => {
  expect(CHANGES).toHaveLength(5 + 4 * 6);
  expect(PAIRS).toHaveLength(4 * 5 * 6 + 6 * 6 * 6);
});

it.each(CHANGES.map((change) => [labelOf(change.name), change.way.how, change] as const))(
  'tells what is wrong when the %s is %s',
  (_label, _how, change) => check([change]),
);

it.each(
  PAIRS.map(
    ([left, right]) =>
      [`${labelOf(left.name)} ${left.way.how}`, `${labelOf(right.name)} ${right.way.how}`, left, right] as const,
  ),
)('tells what is wrong with %s and %s', (_left, _right, left, right) => check([left, right]));

describe('two values in each other’s place', () => {
  const names = VALUE_FIELDS.map(({ name }) => name);
  const swaps = names.flatMap((left, index) => names.slice(index + 1).map((right) => [left, right] as const));

  it.each(swaps)('are told, or the trail’s word says that they may be: %s and %s', async (left, right) => {
    const world = await openWorld();
    const changed = { [left]: world.values[right], [right]: world.values[left] };
    const outcome = await verify(world, changed, ['json']);
    expectNoSecret(outcome, world, changed);
    if (left === 'accountId') {
      expect(outcome.exitCode).toBe(3);
      expect(outcome.told).toContain('looks like a key, not like an account id');
      expect(world.state.requests).toEqual([]);
      return;
    }
    const { diagnosis } = JSON.parse(outcome.printed) as VerifyReport;
    const [line] = world.state.audit;
    const cause = diagnosis?.causes.find(({ details }) => details.some((detail) => detail === line?.detail));
    expect(outcome.exitCode).toBe(2);
    expect(world.state.audit).toHaveLength(1);
    expect(cause?.cause).toMatch(/swapped/);
  });
});

describe('values of two accounts', () => {
  it('of which the account id is the odd one end with the trail that has no line', async () => {
    // Production of the same company: NetSuite's directory knows the account, but the keys belong to the sandbox.
    const world = await openWorld();
    const hosts = {
      restDomain: 'https://1234567.restlets.api.netsuite.com',
      webservicesDomain: 'https://1234567.suitetalk.api.netsuite.com',
    };
    const answer = { status: 200, headers: {}, body: JSON.stringify(hosts) };
    world.state.faults.push({ on: '/rest/datacenterurls', fault: { kind: 'answer', answer } });
    const { printed, exitCode } = await verify(world, { accountId: '1234567' });

    expect(exitCode).toBe(2);
    expect(printed.replace(/\s+/g, ' ')).toContain('the trail of 1234567 has no line for this sign-in');
    expect(printed).not.toContain('names no hosts');
    expect(world.state.audit).toEqual([]);
  });

  it('of which the token is the odd one end with a token that this integration record does not have', async () => {
    const world = await openWorld();
    const { printed } = await verify(world, { tokenId: foreign('tokenId'), tokenSecret: foreign('tokenSecret') });

    expect(world.state.audit.map(({ detail }) => detail)).toEqual(['token_rejected']);
    expect(printed).toMatch(/of another\s+account.*\[token_rejected\]/s);
  });

  it('of which all four are another’s end with a consumer key that nobody here knows', async () => {
    const world = await openWorld();
    const { printed } = await verify(world, {
      consumerKey: foreign('consumerKey'),
      consumerSecret: foreign('consumerSecret'),
      tokenId: foreign('tokenId'),
      tokenSecret: foreign('tokenSecret'),
    });

    expect(world.state.audit.map(({ detail }) => detail)).toEqual(['consumer_key_unknown']);
    expect(printed).toMatch(/is\s+another\s+account’s.*\[consumer_key_unknown\]/s);
  });
});
