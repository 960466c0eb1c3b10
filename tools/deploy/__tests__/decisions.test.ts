import { parseAccountId } from '../../shared/account_id';
import { parseSignIn } from '../cli_output';
import { hashContents } from '../contents';
import { decideConfirmation, decidePreviewedAccount, decideSignIn, decideTrial, summarize } from '../decisions';
import { formatDeployments, parseDeployments, type Deployment } from '../deployments';
import { buildTarget, formatTargets, parseTargets, type Target } from '../targets';

function targetOf(name: string, account: string): Target {
  const reading = buildTarget(name, account, `aftership-${name}`);
  if (reading.kind === 'unusable') throw new Error(reading.problem);
  return reading.target;
}

const PRODUCTION = targetOf('production', '1234567');
const SANDBOX = targetOf('sandbox', '1234567_SB1');
const CONTENTS = 'a1b2c3'.padEnd(64, '0');

function deploymentTo(account: string, deployedAt: string, contents = CONTENTS): Deployment {
  const parsed = parseAccountId(account);
  if (parsed === null) throw new Error(account);
  return { target: 'x', account: parsed, role: 'Administrator', version: '1.2.0', contents, deployedAt };
}

describe('whose sign-in it is', () => {
  const answer = (...lines: string[]): string => ['Authentication ID: aftership-sandbox', ...lines].join('\r\n');

  it('is read with its role, through colours and padding', () => {
    expect(parseSignIn('\u001b[32mAuthentication ID: a\u001b[39m\n  Account ID:  1_SB1 \nRole: Dev: all\n')).toEqual({
      authId: 'a',
      account: { id: '1_SB1', label: '1-sb1', kind: 'sandbox', company: '1' },
      role: 'Dev: all',
    });
  });

  it.each([
    ['nothing', ''],
    ['other words', answer('Company: 1234567_SB1')],
    ['two accounts', answer('Account ID: 1234567_SB1', 'Account ID: 1234567')],
    ['another sign-in', 'Authentication ID: other\nAccount ID: 1234567_SB1'],
    ['an account in the middle of a line', answer('The Account ID: 1234567_SB1')],
    ['an account id that is none', answer('Account ID: undefined!')],
  ])('cannot be told from %s', (_what, output) => {
    expect(decideSignIn(SANDBOX, output)).toMatchObject({ refusal: { code: 'DEPLOY-ACCOUNT-UNKNOWN' } });
  });

  it.each(['1234567', '1234567_SB2', '7654321_SB1', '1234567_RP'])('is refused when it is %s', (account) => {
    expect(decideSignIn(SANDBOX, answer(`Account ID: ${account}`))).toMatchObject({
      refusal: { code: 'DEPLOY-OTHER-ACCOUNT', message: expect.stringContaining(`belongs to ${account}.`) },
    });
  });

  it('is accepted when the preview names the same account or none', () => {
    expect(decidePreviewedAccount(SANDBOX, 'Account ID: 1234567_SB1')).toBeNull();
    expect(decidePreviewedAccount(SANDBOX, 'Done.')).toBeNull();
    expect(decidePreviewedAccount(SANDBOX, 'Account ID: 1234567_SB1\nAccount ID: 1234567')).not.toBeNull();
  });
});

describe('a trial in a sandbox', () => {
  it.each([
    ['of the same company', [deploymentTo('1234567_SB1', '2026-11-21T10:00:00Z')], null],
    ['of another company', [deploymentTo('7654321_SB1', '2026-11-21T10:00:00Z')], 'DEPLOY-NOT-TRIED'],
    ['with other contents', [deploymentTo('1234567_SB1', '2026-11-21T10:00:00Z', 'f'.repeat(64))], 'DEPLOY-NOT-TRIED'],
    ['that was production itself', [deploymentTo('1234567', '2026-11-21T10:00:00Z')], 'DEPLOY-NOT-TRIED'],
    ['that was a release preview', [deploymentTo('1234567_RP', '2026-11-21T10:00:00Z')], 'DEPLOY-NOT-TRIED'],
    ['that never was', [], 'DEPLOY-NOT-TRIED'],
  ])('%s', (_what, deployments, code) => {
    expect(decideTrial(PRODUCTION, CONTENTS, deployments, null)?.code ?? null).toBe(code);
  });

  it('is asked of production alone, and not when there is a reason', () => {
    expect(decideTrial(SANDBOX, CONTENTS, [], null)).toBeNull();
    expect(decideTrial(PRODUCTION, CONTENTS, [], 'no sandbox')).toBeNull();
  });
});

describe('the summary', () => {
  const base = { role: 'Administrator', version: '1.2.0', contents: CONTENTS, reason: null };

  it('names the newest trial', () => {
    const deployments = [
      deploymentTo('1234567_SB2', '2026-11-21T23:30:00Z'),
      deploymentTo('1234567_SB1', '2026-11-20T10:00:00Z'),
    ];

    expect(summarize({ ...base, target: PRODUCTION, deployments })).toBe(
      'Account 1234567 (PRODUCTION) · Administrator · version 1.2.0 · package a1b2c3 · tried in 1234567_SB2 on 21 Nov 2026',
    );
  });

  it('says so when there was none, and nothing of it elsewhere', () => {
    expect(summarize({ ...base, target: PRODUCTION, deployments: [], reason: 'outage' })).toContain(
      '· NOT tried in a sandbox: outage',
    );
    expect(summarize({ ...base, target: SANDBOX, deployments: [] })).toBe(
      'Account 1234567_SB1 (SANDBOX) · Administrator · version 1.2.0 · package a1b2c3',
    );
  });
});

describe('the typed account id', () => {
  it.each(['1234567_SB1', ' 1234567-sb1\n'])('%j is right', (answer) =>
    expect(decideConfirmation(SANDBOX, answer)).toBeNull(),
  );
  it.each(['', '1234567', '1234567_SB', 'y', 'sandbox', '1234567_SB1 1234567_SB1'])('%j is wrong', (answer) =>
    expect(decideConfirmation(SANDBOX, answer)?.code).toBe('DEPLOY-NOT-CONFIRMED'),
  );
});

describe('the hash of contents', () => {
  const files = {
    'manifest.xml': '<manifest/>\n',
    'deploy.xml': '<deploy>\n  <objects>\n    <path>~/Objects/a/*</path>\n  </objects>\n</deploy>\n',
    'Objects/a/customlist_a.xml': '<customlist/>\n',
    'Objects/integration/custinteg_x.xml': '<integration/>\n',
  };
  const hash = (changes: Readonly<Record<string, string | null>> = {}): string =>
    hashContents(
      new Map(
        Object.entries({ ...files, ...changes }).flatMap(([name, text]) =>
          text === null ? [] : [[name, Buffer.from(text)] as const],
        ),
      ),
    );

  it.each([
    ['an object', { 'Objects/a/customlist_a.xml': '<customlist />\n' }],
    ['the manifest', { 'manifest.xml': '<manifest></manifest>\n' }],
    ['the list of what is deployed', { 'deploy.xml': '<deploy/>\n' }],
    ['a new file', { 'Objects/a/customlist_b.xml': '<customlist/>\n' }],
    ['a file that is gone', { 'Objects/a/customlist_a.xml': null }],
    ['another object beside the integration record', { 'Objects/integration/customlist_c.xml': '<customlist/>\n' }],
    ['a file that moved', { 'Objects/a/customlist_a.xml': null, 'Objects/b/customlist_a.xml': '<customlist/>\n' }],
  ])('differs for %s', (_what, changes) => {
    expect(hash(changes)).not.toBe(hash());
  });

  it.each([
    ['line ends', { 'manifest.xml': '<manifest/>\r\n' }],
    ['the account’s integration record', { 'Objects/integration/custinteg_x.xml': '<integration scriptid="y"/>\n' }],
    [
      'its line in deploy.xml',
      { 'deploy.xml': files['deploy.xml'].replace('</path>', '</path>\n    <path>~/Objects/integration/*</path>') },
    ],
  ])('is the same whatever %s are', (_what, changes) => {
    expect(hash(changes)).toBe(hash());
  });

  it('does not hang on the order in which files are found', () => {
    const pairs = Object.entries(files).map(([name, text]) => [name, Buffer.from(text)] as const);

    expect(hashContents(new Map(pairs.toReversed()))).toBe(hashContents(new Map(pairs)));
  });
});

describe('files', () => {
  it('of targets and deployments come back as they were written, with a byte order mark of Windows, too', () => {
    const deployments = [deploymentTo('1234567_SB1', '2026-11-21T10:00:00.000Z')];

    expect(parseTargets(`\uFEFF${formatTargets([SANDBOX, PRODUCTION])}`)).toEqual({
      kind: 'targets',
      targets: [SANDBOX, PRODUCTION],
    });
    expect(parseDeployments(formatDeployments(deployments))).toEqual({ kind: 'deployments', deployments });
  });
});
