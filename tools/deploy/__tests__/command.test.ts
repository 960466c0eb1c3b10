import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { programsOf } from '../session';
import { buildDeployWorld, SIGN_INS, type DeployWorld } from './world';

let world: DeployWorld;

beforeEach(() => {
  world = buildDeployWorld();
});
afterEach(() => world.remove());

const trySandbox = (): ReturnType<DeployWorld['run']> => world.run(['sandbox'], { typed: '1234567_SB1' });
const INFO = (id: string): string => `account:manageauth --info ${id}`;

it('a deployment starts programs that are there', () => {
  const { cli, build, check } = programsOf(path.join(__dirname, '../../..'));

  expect([cli, build, check].filter((program) => !existsSync(program))).toEqual([]);
});

describe('deploying to a sandbox', () => {
  it('shows where it goes, then NetSuite’s preview, asks for the account id, and deploys', async () => {
    const { exitCode, output } = await trySandbox();

    expect(exitCode).toBe(0);
    expect(output).toMatch(/Account 1234567_SB1 \(SANDBOX\) · Administrator · version 1\.2\.0 · package [0-9a-f]{6}\n/);
    const order = [
      'Building',
      'Checking',
      '0 errors',
      'Account 1234567_SB1 (',
      'PREVIEW SUMMARY',
      'Type the account id',
      'DEPLOY SUMMARY',
    ];
    expect(order.map((words) => output.indexOf(words))).toEqual(
      order.map((words) => output.indexOf(words)).sort((a, b) => a - b),
    );
    expect(output).not.toContain('Not deployed');
  });

  it('calls Oracle’s CLI with the sign-in of the target, and asks whose it is again before the deployment', async () => {
    await trySandbox();

    expect(world.calls()).toEqual([
      INFO('aftership-sandbox'),
      'project:deploy --dryrun',
      INFO('aftership-sandbox'),
      'project:deploy',
    ]);
    expect(world.deployed().map(({ account }) => account)).toEqual(['1234567_SB1']);
  });

  it('deploys manifest, deploy.xml, objects and compiled scripts, without sources and litter', async () => {
    world.write('src/Objects/a/.DS_Store', 'x');
    await trySandbox();

    expect(Object.keys(world.deployed()[0]?.files ?? {}).sort()).toEqual([
      'FileCabinet/SuiteScripts/a.js',
      'Objects/a/customlist_a.xml',
      'Objects/integration/custinteg_aftership_placeholder.xml',
      'deploy.xml',
      'manifest.xml',
    ]);
  });

  it('deploys what the preview saw, whatever is saved while a person reads it', async () => {
    const edit = (): void =>
      world.write('src/Objects/a/customlist_a.xml', '<customcustomlist scriptid="customlist_b"/>\n');
    await world.run(['sandbox'], { typed: '1234567_SB1', meanwhile: edit });

    expect(world.deployed()[0]?.files['Objects/a/customlist_a.xml']).toContain('customlist_a');
  });

  it('keeps its own copy when the same target is deployed a second time meanwhile, and leaves none behind', async () => {
    let second: Promise<unknown> = Promise.resolve();
    const again = (): void => {
      world.write('src/TypeScript/a.ts', 'export const a = 2;\n');
      second = world.run(['sandbox'], { typed: 'no' });
    };
    await world.run(['sandbox'], { typed: '1234567_SB1', meanwhile: again });
    await second;

    expect(world.deployed()[0]?.files['FileCabinet/SuiteScripts/a.js']).toContain('a = 1');
    expect(readdirSync(path.join(world.root, 'build/deploy'))).toEqual([]);
  });

  it('leaves the sign-in that was chosen for the project itself alone', async () => {
    world.write('project.json', '{"defaultAuthId":"mine"}');
    await trySandbox();

    expect(world.read('project.json')).toBe('{"defaultAuthId":"mine"}');
  });

  it('records it, after what was recorded before', async () => {
    await trySandbox();
    await world.run(['sandbox'], { typed: '1234567-sb1 ', now: '2026-11-22T08:00:00Z' });

    const records = JSON.parse(world.read('deployments.json')) as Record<string, unknown>[];
    expect(records).toEqual([
      {
        target: 'sandbox',
        account: '1234567_SB1',
        role: 'Administrator',
        version: '1.2.0',
        contents: expect.stringMatching(/^[0-9a-f]{64}$/),
        deployedAt: '2026-11-21T10:15:00.000Z',
      },
      expect.objectContaining({ deployedAt: '2026-11-22T08:00:00.000Z', contents: records[0]?.['contents'] }),
    ]);
  });

  it('keeps a log of everything it printed and the CLI answered, without colours', async () => {
    const { output } = await trySandbox();

    expect(world.logs()).toHaveLength(1);
    expect(output).toContain('Log: logs/deploy-20261121T101500Z-sandbox.log');
    for (const words of [
      '> suitecloud account:manageauth',
      'PREVIEW SUMMARY',
      'DEPLOY SUMMARY',
      'Deployed to 1234567_SB1',
    ]) {
      expect(world.logs()[0]).toContain(words);
    }
    expect(world.logs()[0]).not.toContain('\u001b');
  });

  it('writes no line into the log that looks like a secret', async () => {
    world.script({
      signIns: SIGN_INS,
      answers: { preview: { lines: [`Authorization: Bearer ${'a1B2c3D4e5'.repeat(4)}`], exitCode: 1 } },
    });
    await trySandbox();

    expect(world.logs()[0]).not.toContain('a1B2c3');
    expect(world.logs()[0]).toContain('left out');
  });

  it('takes the account id from AFTERSHIP_DEPLOY_ACCOUNT where nobody can type', async () => {
    expect(await world.run(['sandbox'], { variable: '1234567_SB1' })).toMatchObject({ exitCode: 0 });
    expect(world.deployed()).toHaveLength(1);
  });

  it('says which integration record goes along', async () => {
    world.move(
      'src/Objects/integration/custinteg_aftership_placeholder.xml',
      'src/Objects/integration/custinteg_9f89.xml',
    );
    world.write('src/Objects/integration/custinteg_9f89.xml', '<integration scriptid="custinteg_9f89"/>\n');
    world.write(
      'src/deploy.xml',
      world.read('src/deploy.xml').replace('</path>', '</path>\n    <path>~/Objects/integration/*</path>'),
    );
    const { output } = await trySandbox();

    expect(output).toContain('the integration record custinteg_9f89: it must be one of this account');
  });
});

describe('production', () => {
  it('goes ahead with the contents that a sandbox of the company has, and says where and when', async () => {
    await trySandbox();
    const { exitCode, output } = await world.run(['production'], { typed: '1234567' });

    expect(exitCode).toBe(0);
    expect(output).toContain('Account 1234567 (PRODUCTION) · Administrator · version 1.2.0 · package ');
    expect(output).toContain('tried in 1234567_SB1 on 21 Nov 2026');
    expect(world.deployed().map(({ account }) => account)).toEqual(['1234567_SB1', '1234567']);
    expect(world.deployed()[1]?.files).toEqual(world.deployed()[0]?.files);
  });

  it('is refused before any preview when no sandbox has these contents', async () => {
    const { exitCode, output } = await world.run(['production'], { typed: '1234567' });

    expect(exitCode).toBe(1);
    expect(output).toContain('[DEPLOY-NOT-TRIED]');
    expect(world.calls()).toEqual([INFO('aftership-production')]);
  });

  it('is refused when a script changed since the sandbox had it', async () => {
    await trySandbox();
    world.write('src/TypeScript/a.ts', 'export const a = 2;\n');

    const { output } = await world.run(['production'], { typed: '1234567' });

    expect(output).toContain('[DEPLOY-NOT-TRIED]');
    expect(world.deployed()).toHaveLength(1);
  });

  it('does not count a deployment to a sandbox that failed', async () => {
    world.script({ signIns: SIGN_INS, answers: { 'project:deploy': { lines: ['ERROR: no'], exitCode: 1 } } });
    await trySandbox();
    world.script({ signIns: SIGN_INS });

    expect((await world.run(['production'], { typed: '1234567' })).output).toContain('[DEPLOY-NOT-TRIED]');
  });

  it('goes ahead without a sandbox for a reason, which is shown and recorded', async () => {
    const { exitCode, output } = await world.run(['production', 'no-sandbox', 'we', 'have none'], { typed: '1234567' });

    expect(exitCode).toBe(0);
    expect(output).toContain('NOT tried in a sandbox: we have none');
    expect(JSON.parse(world.read('deployments.json'))).toEqual([
      expect.objectContaining({ withoutSandbox: 'we have none' }),
    ]);
  });

  it('holds for every name whose account is production', async () => {
    world.write('targets.json', JSON.stringify({ main: { account: '1234567', authId: 'aftership-production' } }));

    expect((await world.run(['main'], { typed: '1234567' })).output).toContain('[DEPLOY-NOT-TRIED]');
  });
});

describe('a sign-in that is not certain', () => {
  it('of another account is refused before anything is built', async () => {
    world.script({ signIns: { 'aftership-sandbox': { account: '1234567', role: 'Administrator' } } });
    const { exitCode, output } = await trySandbox();

    expect(exitCode).toBe(1);
    expect(output).toContain(
      'targets.json pins 1234567_SB1 for "sandbox", and the sign-in "aftership-sandbox" belongs to 1234567.',
    );
    expect(output).toContain('[DEPLOY-OTHER-ACCOUNT]');
    expect(output).not.toContain('Building');
    expect(world.calls()).toEqual([INFO('aftership-sandbox')]);
  });

  it('that becomes another account’s while the preview is read is refused', async () => {
    world.script({
      signIns: SIGN_INS,
      afterPreview: { signIns: { 'aftership-sandbox': { account: '1234567_SB2', role: 'Administrator' } } },
    });
    const { output } = await trySandbox();

    expect(output).toContain('belongs to 1234567_SB2');
    expect(world.deployed()).toEqual([]);
  });

  it('whose preview was made in another account is refused', async () => {
    world.script({
      signIns: SIGN_INS,
      answers: { preview: { lines: ['PREVIEW SUMMARY', 'Status: SUCCESS', 'Account ID: 1234567'], exitCode: 0 } },
    });
    const { output } = await trySandbox();

    expect(output).toContain('the preview was made in 1234567');
    expect(world.deployed()).toEqual([]);
  });

  it('because the CLI answers in words that nobody knows is refused', async () => {
    const lines = ['<html><title>Sign in</title></html>'];
    world.script({ signIns: SIGN_INS, answers: { 'account:manageauth': { lines, exitCode: 0 } } });

    const { exitCode, output } = await trySandbox();

    expect(exitCode).toBe(1);
    expect(output).toContain('Oracle’s CLI answers: <html>');
    expect(output).toContain('[DEPLOY-ACCOUNT-UNKNOWN]');
    expect(world.deployed()).toEqual([]);
  });

  it.each([
    ['is not there', ['The "aftership-sandbox" authentication ID is not available.'], 'CLI-AUTH-ID'],
    ['cannot be reached', ['Verify the network configuration and that the Host is reachable.'], 'CLI-OFFLINE'],
  ])('because it %s is refused, with the remedy', async (_what, lines, code) => {
    world.script({ signIns: {}, answers: { 'account:manageauth': { lines, exitCode: 1 } } });

    const { output } = await trySandbox();

    expect(output).toContain(lines[0]);
    expect(output).toContain(`[${code}]`);
    expect(output).toContain('[DEPLOY-SIGN-IN]');
  });
});

/** Output of Oracle's CLI at each step, whose words oracle_cli.test.ts checks, and the code of the expected remedy. */
const WIRE: readonly (readonly [string, readonly string[], 0 | 1, string])[] = [
  ['no network', ['Verify the network configuration and that the Host is reachable.'], 1, 'CLI-OFFLINE'],
  ['no name server', ['getaddrinfo ENOTFOUND system.netsuite.com'], 1, 'NETWORK'],
  ['a proxy that does not run', ['connect ECONNREFUSED 127.0.0.1:8080'], 1, 'NETWORK'],
  [
    'a proxy that is no address',
    ['The SUITECLOUD_PROXY environment variable must contain a valid proxy URL.'],
    1,
    'CLI-PROXY',
  ],
  ['a proxy that opens encrypted traffic', ['self-signed certificate in certificate chain'], 1, 'NETWORK-CERTIFICATE'],
  ['a 302 to a login page', ['The request failed with status code 302.'], 1, 'HTTP-STATUS'],
  ['a sign-in that ended', ['The credentials of this authid are no longer valid.'], 1, 'CLI-SIGN-IN-ENDED'],
  ['a very slow host', ['Project command request timed out.'], 1, 'CLI-TIMEOUT'],
  ['a login page for an answer, which the CLI takes for success', [''], 0, 'DEPLOY-UNCLEAR'],
];
const STEPS = [
  ['account:manageauth', 'DEPLOY-SIGN-IN'],
  ['preview', 'DEPLOY-PREVIEW'],
] as const;

describe.each(WIRE)('with %s', (_what, lines, exitCode, code) => {
  it.each(STEPS)('%s stops, with the remedy, and nothing is recorded', async (step, refusal) => {
    world.script({ signIns: SIGN_INS, answers: { [step]: { lines, exitCode } } });
    const { exitCode: ended, output } = await trySandbox();

    expect(ended).toBe(1);
    // An answer that names no account is refused for that reason, whatever else it contains.
    const isUntold = exitCode === 0 && step === 'account:manageauth';
    expect(output).toContain(`[${isUntold ? 'DEPLOY-ACCOUNT-UNKNOWN' : code}]`);
    if (exitCode !== 0) expect(output).toContain(`[${refusal}]`);
    expect(world.exists('deployments.json')).toBe(false);
    expect(world.deployed()).toEqual([]);
    expect(world.logs()[0]).toContain(isUntold ? 'DEPLOY-ACCOUNT-UNKNOWN' : code);
  });
});

it('a very slow host while deploying is told, and nothing is recorded: what was applied is not known', async () => {
  const lines = ['Project command request timed out.'];
  world.script({ signIns: SIGN_INS, answers: { 'project:deploy': { lines, exitCode: 1 } } });
  const { exitCode, output } = await trySandbox();

  expect(exitCode).toBe(1);
  expect(output).toContain('[CLI-TIMEOUT]');
  expect(output).toContain('[DEPLOY-FAILED]');
  expect(world.exists('deployments.json')).toBe(false);
});

describe('what stops on the way', () => {
  it('a build that fails', async () => {
    world.write('build.cjs', 'process.exit(2);');
    const { output } = await trySandbox();

    expect(output).toContain('[DEPLOY-BUILD]');
    expect(world.calls()).toHaveLength(1);
  });

  it('a check that finds errors', async () => {
    world.write('check.cjs', "console.log('a.xml: wrong'); process.exit(1);");
    const { output } = await trySandbox();

    expect(output).toContain('a.xml: wrong');
    expect(output).toContain('[DEPLOY-CHECK]');
    expect(world.calls()).toHaveLength(1);
  });

  it.each([
    ['ends with an error', { lines: ['ERROR: The X feature must be enabled to deploy this project'], exitCode: 1 }],
    [
      'says that it failed',
      { lines: ['Status: FAILED', 'The X feature must be enabled to deploy this project'], exitCode: 0 },
    ],
  ])('a preview that %s, with the remedy of an error that is known', async (_what, preview) => {
    world.script({ signIns: SIGN_INS, answers: { preview } });
    const { exitCode, output } = await trySandbox();

    expect(exitCode).toBe(1);
    expect(output).toContain('[SDF-FEATURE-OFF]');
    expect(output).toContain('[DEPLOY-PREVIEW]');
    expect(world.deployed()).toEqual([]);
  });

  it('a preview that tells nothing, as when a proxy’s sign-in page answers', async () => {
    world.script({ signIns: SIGN_INS, answers: { preview: { lines: [''], exitCode: 0 } } });
    const { exitCode, output } = await trySandbox();

    expect(exitCode).toBe(1);
    expect(output).toContain('[DEPLOY-UNCLEAR]');
    expect(world.deployed()).toEqual([]);
  });

  it('a deployment that tells nothing, which is not recorded', async () => {
    world.script({ signIns: SIGN_INS, answers: { 'project:deploy': { lines: ['{}'], exitCode: 0 } } });
    const { exitCode, output } = await trySandbox();

    expect(exitCode).toBe(1);
    expect(output).toContain('Whether it was deployed to 1234567_SB1 is not known');
    expect(output).toContain('[DEPLOY-UNCLEAR]');
    expect(world.exists('deployments.json')).toBe(false);
  });

  it('an answer that is not the account id', async () => {
    const { exitCode, output } = await world.run(['sandbox'], { typed: '1234567' });

    expect(exitCode).toBe(1);
    expect(output).toContain('[DEPLOY-NOT-CONFIRMED]');
    expect(world.deployed()).toEqual([]);
  });

  it('a variable that names another account, also when somebody could type', async () => {
    const { output } = await world.run(['sandbox'], { typed: '1234567_SB1', variable: '1234567' });

    expect(output).toContain('[DEPLOY-NOT-CONFIRMED]');
    expect(world.deployed()).toEqual([]);
  });

  it('no terminal and no variable', async () => {
    expect((await world.run(['sandbox'])).output).toContain('[DEPLOY-NO-TERMINAL]');
    expect(world.deployed()).toEqual([]);
  });

  it('a deployment that fails, which is not recorded and may be there in part', async () => {
    world.script({
      signIns: SIGN_INS,
      answers: { 'project:deploy': { lines: ['ERROR: Installation FAILED'], exitCode: 1 } },
    });
    const { exitCode, output } = await trySandbox();

    expect(exitCode).toBe(1);
    expect(output).toContain('[DEPLOY-FAILED]');
    expect(output).not.toContain('Not deployed');
    expect(world.exists('deployments.json')).toBe(false);
  });

  it('a record that cannot be written, and says what to add by hand', async () => {
    const breakIt = (): void => world.write('deployments.json', '[{]');
    const { exitCode, output } = await world.run(['sandbox'], { typed: '1234567_SB1', meanwhile: breakIt });

    expect(exitCode).toBe(1);
    expect(world.deployed()).toHaveLength(1);
    expect(output).toContain('"account": "1234567_SB1"');
    expect(output).toContain('[DEPLOY-NOT-RECORDED]');
  });
});

describe('arguments and files', () => {
  it.each([[[]], [['help']], [['--dryrun']], [['sandbox', 'production']], [['pin', 'sandbox']]])(
    'are explained, without a default target, for %p',
    async (words) => {
      const { exitCode, output } = await world.run(words);

      expect(exitCode).toBe(2);
      expect(output).toContain('npm run deploy NAME');
      expect(output).toContain('sandbox  1234567_SB1 (sandbox), aftership-sandbox');
      expect(world.calls()).toEqual([]);
    },
  );

  it('are read by the program that npm starts', () => {
    const program = path.join(__dirname, '../../../build/node/tools/deploy/main.js');
    const { status, stdout } = spawnSync(process.execPath, [program, 'help'], { encoding: 'utf8' });

    expect(status).toBe(2);
    expect(stdout).toContain('npm run deploy pin NAME ACCOUNT');
  });

  it('refuse a name that is no target, and name those that are', async () => {
    const { output } = await world.run(['sandbx']);

    expect(output).toContain('there is no target "sandbx" in targets.json, only sandbox, production.');
    expect(output).toContain('[DEPLOY-UNKNOWN]');
  });

  it.each([
    [['sandbox', 'no-sandbox', 'why'], 'needs no sandbox first'],
    [['production', 'no-sandbox'], 'needs a reason'],
    [['production', 'no-sandbox', '  '], 'needs a reason'],
  ])('refuse %p', async (words, problem) => {
    const { output } = await world.run(words);

    expect(output).toContain(problem);
    expect(output).toContain('[DEPLOY-REASON]');
    expect(world.calls()).toEqual([]);
  });

  it.each([
    ['no JSON', '{', 'is no JSON'],
    ['a list', '[]', 'must be an object'],
    ['a wrong account', '{"a":{"account":"12-34-56","authId":"a"}}', '"a": “12-34-56” is no account id'],
    ['an account as number', '{"a":{"account":1234567,"authId":"a"}}', '"a": account must be a text'],
    ['no sign-in', '{"a":{"account":"1234567"}}', '"a": authId must be a text'],
    ['a secret', '{"a":{"account":"1","authId":"a","token":"x"}}', 'there is no setting "token"'],
    ['production called sandbox', '{"sandbox":{"account":"1234567","authId":"a"}}', 'must pin a sandbox account'],
    ['a sandbox called production', '{"production":{"account":"1_SB1","authId":"a"}}', 'must pin a production account'],
  ])('refuse a targets.json with %s', async (_what, text, problem) => {
    world.write('targets.json', text);
    const { exitCode, output } = await world.run(['a']);

    expect(exitCode).toBe(1);
    expect(output).toContain(problem);
    expect(output).toContain('[DEPLOY-TARGETS]');
  });

  it.each([
    ['no JSON', '[', 'is no JSON'],
    ['a merge conflict', '[\n<<<<<<< HEAD\n', 'merge conflict'],
    ['no list', '{}', 'must be a list'],
    ['an entry without contents', '[{"target":"a","account":"1","role":"r","version":"1"}]', 'entry 1: contents'],
  ])('refuse a deployments.json with %s before anything is asked', async (_what, text, problem) => {
    world.write('deployments.json', text);
    const { output } = await trySandbox();

    expect(output).toContain(problem);
    expect(output).toContain('[DEPLOY-RECORDS]');
    expect(world.calls()).toEqual([]);
  });
});

describe('pinning an account', () => {
  it('makes targets.json, keeps the others, and says how to sign in', async () => {
    world.write('targets.json', '{}');
    await world.run(['pin', 'sandbox', '1234567-sb1']);
    const { exitCode, output } = await world.run(['pin', 'production', '1234567', 'my-id']);

    expect(exitCode).toBe(0);
    expect(output).toContain('npx suitecloud account:setup');
    expect(JSON.parse(world.read('targets.json'))).toEqual({
      sandbox: { account: '1234567_SB1', authId: 'aftership-sandbox' },
      production: { account: '1234567', authId: 'my-id' },
    });
  });

  it('changes the sign-in of a target, and never its account', async () => {
    await world.run(['pin', 'sandbox', '1234567_SB1', 'other']);
    const before = world.read('targets.json');
    const { exitCode, output } = await world.run(['pin', 'sandbox', '1234567_SB2']);

    expect(before).toContain('"other"');
    expect(exitCode).toBe(1);
    expect(output).toContain('Nothing was pinned: "sandbox" is 1234567_SB1 already.');
    expect(world.read('targets.json')).toBe(before);
  });

  it.each([
    [['pin', 'sandbox', '1234567'], 'must pin a sandbox account'],
    [['pin', 'pin', '1234567'], 'is an argument of this command'],
    [['pin', 'My Box', '1234567'], 'cannot name a target'],
    [['pin', 'box', 'https://x'], 'names no account'],
    [['pin', 'sandbox', '1234567SB1'], 'Did you mean 1234567_SB1?'],
    [['pin', 'box', '1234567', 'a b'], 'is no authentication id'],
  ])('refuses %p', async (words, problem) => {
    const { exitCode, output } = await world.run(words);

    expect(exitCode).toBe(1);
    expect(output).toContain(problem);
  });
});
