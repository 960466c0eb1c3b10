import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { VALUE_FIELDS } from '../credentials';
import { answering, asEnvironment, closeWorlds, openWorld, ROOT, runCommand, verify } from './world';

afterEach(closeWorlds);

it('ends with what was proved, what was not, and what to paste where', async () => {
  const { printed, exitCode } = await verify(await openWorld());
  const words = printed.replace(/\s+/g, ' ');

  expect(exitCode).toBe(0);
  expect(words).toContain(
    'Signed in: account 1234567_SB1 (Example Company, sandbox), role AfterShip Connector, employee 42.',
  );
  expect(words).toContain(
    '11 granted, 0 refused, 4 not checkable. AfterShip’s own calls are not public: this proves the values, not AfterShip’s side. Paste them there in this order: Account ID, Consumer Key, Consumer Secret, Token ID, Token Secret.',
  );
  expect(words).toContain('A sandbox refresh deletes the sandbox’s tokens');
  expect(words).toContain('From NetSuite 2027.1 no new integration that signs in by token (TBA) can be created.');
  expect(words).toContain('tentative: 2028.1 on Oracle’s page (section_0525020842, read on 24 November 2026)');
  expect(words).toContain('SOAP ends in 2028.2.');
  expect(words).toContain('The push of this project signs in nowhere');
});

it('says the same for programs, without any of the four keys', async () => {
  const world = await openWorld();
  const { printed, told } = await verify(world, {}, ['json']);

  expect(JSON.parse(printed)).toMatchObject({
    isSignedIn: true,
    exitCode: 0,
    account: '1234567_SB1',
    environment: 'sandbox',
    role: 'AfterShip Connector',
    counts: { granted: 11, refused: 0, 'not checkable': 4, 'could not tell': 0 },
  });
  expect(told).toBe('');
});

it('takes the values in any form that people paste', async () => {
  const world = await openWorld();
  const { exitCode, printed } = await verify(world, {
    accountId: ' https://1234567-sb1.app.netsuite.com/app/center/card.nl ',
    consumerKey: ` ${world.values.consumerKey}\n`,
    tokenSecret: `"${world.values.tokenSecret}"`,
  });

  expect(exitCode).toBe(0);
  expect(printed).toContain('! The Token Secret had spaces, quotation marks');
});

it('works for production as for a sandbox', async () => {
  const { printed, exitCode } = await verify(await openWorld({ accountId: '1234567' }));

  expect(exitCode).toBe(0);
  expect(printed).toContain('account 1234567 (Example Company, production)');
});

describe('a secret', () => {
  it('is in nothing that is printed or told, whatever the answer is, even one that repeats it', async () => {
    const world = await openWorld();
    const { consumerKey, consumerSecret, tokenId, tokenSecret } = world.values;
    const echo = JSON.stringify({
      error: { code: 'INVALID_LOGIN_ATTEMPT', message: `${consumerSecret} ${tokenSecret} ${tokenId} ${consumerKey}` },
    });
    const outcomes = [
      await verify(world),
      await verify(world, {}, ['json']),
      await verify(world, { tokenSecret: consumerSecret }),
      await verify(world, { consumerKey: `${consumerKey} ${tokenId}` }),
      await verify(world, { accountId: tokenId }),
    ];
    world.state.faults.push({
      on: '/rest/tokeninfo',
      fault: { kind: 'answer', answer: { status: 401, headers: {}, body: echo } },
    });
    outcomes.push(await verify(world), await verify(world, {}, ['json']));

    const all = outcomes.map(({ printed, told }) => printed + told).join('\n');
    for (const secret of [consumerKey, consumerSecret, tokenId, tokenSecret]) {
      expect(all).not.toContain(secret);
      expect(all).not.toContain(secret.slice(0, 20));
    }
    expect(all).toContain('(hidden)');
  });

  it('is not printed in part where a long sentence of NetSuite is cut', async () => {
    for (const cut of [2, 10, 30]) {
      const world = await openWorld();
      const { tokenSecret } = world.values;
      const message = `${'x'.repeat(300 - cut)}${tokenSecret} is wrong`;
      const answer = { status: 401, headers: {}, body: JSON.stringify({ error: { code: 'INVALID_LOGIN', message } }) };
      world.state.faults.push({ on: '/rest/tokeninfo', fault: { kind: 'answer', answer } });

      const { printed, told } = await verify(world);

      expect(printed + told).toContain('xxx(hidden'.slice(0, 3 + cut));
      expect(printed + told).not.toContain(`x${tokenSecret.slice(0, 2)}`);
    }
  });

  it('is not in a fault of the command itself', async () => {
    const world = await openWorld();
    const { tokenSecret } = world.values;
    const run = runCommand([], {
      environment: asEnvironment(world.values),
      emulatorPort: world.server.port,
      makeNonce: () => {
        throw new Error(`broken by ${tokenSecret}`);
      },
    });

    await expect(run).rejects.toThrow('broken by (hidden)');
    await expect(run).rejects.not.toThrow(tokenSecret);
  });

  it('is written to no file: the command does its work where Node may write none', async () => {
    const main = path.join(ROOT, 'build/node/tools/verify/main.js');
    const major = Number(process.versions.node.split('.')[0]);
    const forbidden = [
      major >= 23 ? '--permission' : '--experimental-permission',
      '--allow-fs-read=*',
      '--no-warnings',
    ];
    const { values } = await openWorld();
    const run = promisify(execFile)(process.execPath, [...forbidden, main], {
      env: { ...process.env, ...asEnvironment(values), HTTPS_PROXY: 'http://127.0.0.1:1' },
    });

    // The command reached its first request, which the proxy refused.
    const failure = await run.then(
      () => null,
      (error: unknown) => error as { readonly code: number; readonly stdout: string; readonly stderr: string },
    );
    expect(failure?.code).toBe(3);
    expect(`${failure?.stdout}${failure?.stderr}`).toContain('127.0.0.1');
    expect(`${failure?.stdout}${failure?.stderr}`).not.toContain('ERR_ACCESS_DENIED');
  });

  it('is refused as an argument, and not repeated', async () => {
    const secret = 'c29a677df7d5439a458c063654187e3d';
    for (const typed of [secret, `--token-secret=${secret}`, `tokenSecret=${secret}`, 'key=abc']) {
      const { exitCode, printed, told } = await runCommand([typed], {});

      expect(exitCode).toBe(3);
      expect(told).toContain('never given as arguments');
      expect(told + printed).not.toContain(secret);
      expect(told).not.toContain('=abc');
    }
  });
});

describe('the arguments', () => {
  it.each([
    [['jsn'], '“jsn” is no argument of this command'],
    [['timeout=0'], 'from 1 to 600'],
    [['timeout=soon'], 'from 1 to 600'],
    [['timeout='], 'from 1 to 600'],
  ])('%j are refused with the usage', async (typed, message) => {
    const { exitCode, told } = await runCommand(typed, {});

    expect(exitCode).toBe(3);
    expect(told).toContain(message);
    expect(told).toContain('npm run verify [json] [timeout=SECONDS]');
  });

  it('help names every variable and exit code', async () => {
    const { exitCode, printed } = await runCommand(['help'], {});

    expect(exitCode).toBe(0);
    for (const { variable } of VALUE_FIELDS) expect(printed).toContain(variable);
  });
});

describe('the questions', () => {
  it('are asked for each value in AfterShip’s order, with its menu, and only the account id is shown', async () => {
    const { values, server } = await openWorld();
    const asked: [string, boolean][] = [];
    const terminal = answering(
      VALUE_FIELDS.map(({ name }) => values[name]),
      asked,
    );
    const { exitCode } = await runCommand([], { terminal, emulatorPort: server.port });

    expect(exitCode).toBe(0);
    expect(asked).toEqual([
      ['Account ID (Setup > Company > Company Information): ', false],
      [expect.stringMatching(/^Consumer Key \(Setup > Integration > Manage Integrations/), true],
      [expect.stringMatching(/^Consumer Secret \(Setup > Integration/), true],
      [expect.stringMatching(/^Token ID \(Setup > Users\/Roles > Access Tokens/), true],
      [expect.stringMatching(/^Token Secret \(Setup > Users\/Roles/), true],
    ]);
  });

  it('are not asked for what the environment has', async () => {
    const { values, server } = await openWorld();
    const asked: [string, boolean][] = [];
    const { exitCode } = await runCommand([], {
      environment: { ...asEnvironment(values), NETSUITE_TOKEN_SECRET: ' ' },
      terminal: answering([values.tokenSecret], asked),
      emulatorPort: server.port,
    });

    expect(exitCode).toBe(0);
    expect(asked).toHaveLength(1);
  });

  it('can be left at any point: nothing is sent', async () => {
    const { values, server, state } = await openWorld();
    for (const answers of [[], [values.accountId, null], [values.accountId, values.consumerKey, null]]) {
      const { exitCode, told } = await runCommand([], { terminal: answering(answers), emulatorPort: server.port });

      expect(exitCode).toBe(130);
      expect(told).toContain('Stopped. Nothing was sent.');
    }
    expect(state.requests).toEqual([]);
  });

  it('need a terminal: without one the missing variables are named, and what is wrong with the others', async () => {
    const environment = { NETSUITE_ACCOUNT_ID: '1234567', NETSUITE_TOKEN_ID: '****', NETSUITE_TOKEN_SECRET: ' ' };
    const { exitCode, told } = await runCommand([], { environment });

    expect(exitCode).toBe(3);
    expect(told.split('\n')).toEqual([
      'There is no terminal to ask in. Set NETSUITE_CONSUMER_KEY (Consumer Key), NETSUITE_CONSUMER_SECRET (Consumer Secret), NETSUITE_TOKEN_SECRET (Token Secret).',
      expect.stringContaining('The Consumer Key is empty. It comes from Setup > Integration'),
      expect.stringContaining('The Consumer Secret is empty'),
      'The Token ID is masked: what was copied is not the value itself.',
      expect.stringContaining('The Token Secret is empty'),
      'Nothing was sent.',
    ]);
  });

  it('with bad answers end with every problem at once, and nothing is sent', async () => {
    const { server, state } = await openWorld();
    const { exitCode, told } = await runCommand([], {
      terminal: answering(['nonsense', '', 'a b', '***', '']),
      emulatorPort: server.port,
    });

    expect(exitCode).toBe(3);
    expect(told.split('\n').slice(1)).toEqual([
      expect.stringContaining('“nonsense” is no account id'),
      expect.stringContaining('The Consumer Key is empty'),
      expect.stringContaining('The Consumer Secret has a space'),
      expect.stringContaining('The Token ID is masked'),
      expect.stringContaining('The Token Secret is empty'),
      'Nothing was sent.',
    ]);
    expect(state.requests).toEqual([]);
  });
});

describe('npm run verify emulator', () => {
  it('shows it without an account, and ignores the values of a real one', async () => {
    const environment = asEnvironment((await openWorld()).values);
    const { exitCode, printed } = await runCommand(['emulator'], { environment });

    expect(exitCode).toBe(0);
    expect(printed).toContain('Against the emulated account on this machine, not NetSuite.');
    expect(printed).toContain('11 granted');
  });

  it('takes its own value for Enter, and another one for a try', async () => {
    const { exitCode, printed } = await runCommand(['emulator'], {
      terminal: answering(['', '', '', '', 'e'.repeat(64)]),
    });

    expect(exitCode).toBe(2);
    expect(printed).toContain('InvalidSignature');
  });

  it('runs as a command of its own, with its exit code and its result apart from what it tells', async () => {
    const main = path.join(ROOT, 'build/node/tools/verify/main.js');
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [main, 'emulator', 'json'], {
      env: { ...process.env, HTTPS_PROXY: 'http://127.0.0.1:1' },
    });

    expect(JSON.parse(stdout)).toMatchObject({ isSignedIn: true, emulated: true, exitCode: 0 });
    expect(stderr).toBe('');
  });

  it('without values and terminal ends as a command with 3', async () => {
    const main = path.join(ROOT, 'build/node/tools/verify/main.js');
    const run = promisify(execFile)(process.execPath, [main], { env: { PATH: process.env['PATH'] } });

    await expect(run).rejects.toMatchObject({
      code: 3,
      stdout: '',
      stderr: expect.stringContaining('NETSUITE_TOKEN_ID'),
    });
  });
});

it('prints the exact timetable that the guide has, too', () => {
  const guide = readFileSync(path.join(ROOT, 'docs/connect.md'), 'utf8');

  expect(guide).toContain('read on 24 November 2026');
});
