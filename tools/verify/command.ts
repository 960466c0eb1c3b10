/** `npm run verify`: reads the five values from the environment or the terminal and prints the account's answers. */

import { inspect } from 'node:util';
import { createSampleAccount, readRole, startRestServer } from '../../packages/emulator/netsuite/rest';
import { CONNECTOR_ROLE, HALVES } from '../shared/access/connector_role';
import { flag, readArguments, wholeNumber, type Given } from '../shared/arguments';
import { readCredentials, VALUE_FIELDS, type Credentials, type ValueName } from './credentials';
import { formatReport } from './format_report';
import { DIRECTORY_HOST } from './hosts';
import { createHttpClient } from './http_client';
import { redact } from './redact';
import { buildReport } from './report';
import { runVerify } from './run_verify';
import type { Terminal } from './terminal';

export interface VerifySurroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Null when nobody can answer. */
  readonly terminal: Terminal | null;
  /** The result. */
  readonly print: (text: string) => void;
  /** Messages to a person before the result. */
  readonly tell: (text: string) => void;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly makeNonce: () => string;
  /** The project's folder, from which the emulated account reads the role. */
  readonly project: string;
  /** Port of an emulated account that replaces NetSuite; null for NetSuite itself. */
  readonly emulatorPort: number | null;
}

/** 0 to 2: see VerifyReport. 3: nothing was proved. 130: a person stopped the command. */
type VerifyExitCode = 0 | 1 | 2 | 3 | 130;

type Pasted = Readonly<Record<ValueName, string>>;

const VERIFY = {
  usage: [
    'npm run verify [json] [timeout=SECONDS]',
    '  asks for the five values of AfterShip’s connection and proves them against the account',
    'npm run verify tracking',
    '  the same for AfterShip Tracking alone: what only Returns needs is shown, and does not count',
    'npm run verify emulator',
    '  shows it against an account on this machine: nothing is sent anywhere',
  ],
  arguments: {
    isTrackingOnly: flag('tracking', 'without what only AfterShip Returns needs'),
    isJson: flag('json', 'prints the result for programs'),
    isEmulated: flag('emulator', 'against an account on this machine'),
    timeoutSeconds: wholeNumber('timeout', 'seconds that one request may take; 30 when left out', {
      least: 1,
      most: 600,
      otherwise: 30,
    }),
  },
  notes: [
    'Values that are set in these environment variables are not asked for:',
    ...VALUE_FIELDS.map(({ variable, label }) => `  ${variable.padEnd(26)}${label}`),
    '',
    '0: everything that can be checked is granted. 1: something is refused or cannot be told. 2: NetSuite refused the',
    'values. 3: nothing was proved (values missing, no connection). 130: stopped.',
  ],
};

type VerifyArguments = Given<typeof VERIFY.arguments>;

const NEVER_TYPED =
  'The five values are never given as arguments: the shell keeps them in its history, and every program on this machine can read them. Start it without them and paste each when asked, or set the environment variables that help lists. If a secret was just typed here, take it out of the shell’s history.';

export async function verifyCommand(
  typed: readonly string[],
  surroundings: VerifySurroundings,
): Promise<VerifyExitCode> {
  if (typed.some(mayBeSecret)) {
    surroundings.tell(NEVER_TYPED);
    return 3;
  }
  const reading = readArguments(VERIFY, typed);
  if (reading.kind === 'help') {
    surroundings.print(reading.text);
    return 0;
  }
  if (reading.kind === 'wrong') {
    surroundings.tell(reading.text);
    return 3;
  }
  return reading.given.isEmulated
    ? verifyEmulated(reading.given, surroundings)
    : collectAndVerify(reading.given, surroundings, null);
}

/** True for a long argument, which is not repeated, because this command accepts none of that length. */
function mayBeSecret(typed: string): boolean {
  return typed.length > 15 || /^-*(account|consumer|token|key|secret)/i.test(typed);
}

async function verifyEmulated(given: VerifyArguments, surroundings: VerifySurroundings): Promise<VerifyExitCode> {
  const { state, integration, token } = createSampleAccount({ role: readRole(surroundings.project, CONNECTOR_ROLE) });
  const server = await startRestServer({ state, now: surroundings.now });
  const values = {
    accountId: state.accountId,
    consumerKey: integration.consumerKey,
    consumerSecret: integration.consumerSecret,
    tokenId: token.tokenId,
    tokenSecret: token.tokenSecret,
  };
  try {
    return await collectAndVerify(given, { ...surroundings, emulatorPort: server.port }, values);
  } finally {
    await server.close();
  }
}

async function collectAndVerify(
  given: VerifyArguments,
  surroundings: VerifySurroundings,
  own: Pasted | null,
): Promise<VerifyExitCode> {
  const collected = await collect(surroundings, own);
  if (collected.kind === 'stopped') {
    surroundings.tell('Stopped. Nothing was sent.');
    return 130;
  }
  const { pasted, unasked } = collected;
  const reading = readCredentials(pasted);
  const secrets = VALUE_FIELDS.flatMap(({ name }) => (name === 'accountId' ? [] : [pasted[name].trim()]));
  if (reading.kind === 'problems') {
    surroundings.tell(redact([...unasked, ...reading.problems, 'Nothing was sent.'].join('\n'), secrets));
    return 3;
  }
  const { credentials, hints } = reading;
  const all = [
    ...secrets,
    credentials.consumerKey,
    credentials.consumerSecret,
    credentials.tokenId,
    credentials.tokenSecret,
  ];
  try {
    return await prove(credentials, hints, given, {
      ...surroundings,
      print: (text) => surroundings.print(redact(text, all)),
      tell: (text) => surroundings.tell(redact(text, all)),
    });
  } catch (error) {
    // Node prints this error of our own code, so secrets are removed from it.
    throw new Error(redact(inspect(error), all));
  }
}

async function prove(
  credentials: Credentials,
  hints: readonly string[],
  given: VerifyArguments,
  { environment, print, tell, now, makeNonce, emulatorPort }: VerifySurroundings,
): Promise<VerifyExitCode> {
  const client = createHttpClient({ timeoutMs: given.timeoutSeconds * 1000, environment, emulatorPort });
  if (typeof client === 'string') {
    tell(client);
    return 3;
  }
  if (!given.isJson) {
    const proxy = client.proxyTo(DIRECTORY_HOST);
    const where = emulatorPort === null ? 'NetSuite' : 'the emulated account';
    tell(`Asking ${where}${proxy === null ? '' : ` through the proxy ${proxy}`}; reads only, nothing is changed…\n`);
  }
  try {
    const result = await runVerify(credentials, { client, now, makeNonce });
    const proxy = client.proxyTo(new URL(result.hosts.restlets).host);
    const wanted = given.isTrackingOnly ? (['Tracking'] as const) : HALVES;
    const report = buildReport(result, credentials, hints, { proxy, emulated: emulatorPort !== null, wanted });
    print(given.isJson ? JSON.stringify(report, null, 2) : formatReport(report));
    return report.exitCode;
  } finally {
    await client.close();
  }
}

type Collected =
  /** `unasked` are the variables to set when a value is missing and nobody can answer. */
  | { readonly kind: 'values'; readonly pasted: Pasted; readonly unasked: readonly string[] }
  | { readonly kind: 'stopped' };

/**
 * `own` are the values of the emulated account. Enter accepts them, and without a terminal they are used without a
 * question.
 */
async function collect({ environment, terminal, tell }: VerifySurroundings, own: Pasted | null): Promise<Collected> {
  const known = own === null ? readEnvironment(environment) : terminal === null ? own : NOTHING;
  const missing = VALUE_FIELDS.filter(({ name }) => known[name].trim() === '');
  if (missing.length === 0) return { kind: 'values', pasted: known, unasked: [] };
  if (terminal === null) {
    const names = missing.map(({ variable, label }) => `${variable} (${label})`).join(', ');
    return { kind: 'values', pasted: known, unasked: [`There is no terminal to ask in. Set ${names}.`] };
  }
  tell(
    own === null
      ? 'Paste each value and press Enter. Keys and secrets are not shown, and nothing is written to disk. Ctrl+C stops.'
      : 'An emulated account, on this machine only. Press Enter to take its own value, or type another one to see what happens.',
  );
  let pasted = known;
  for (const { name, label, from } of missing) {
    const isHidden = name !== 'accountId';
    const source = own === null ? `(${from})` : isHidden ? '[its own]' : `[${own.accountId}]`;
    const answer = await terminal.ask(`${label} ${source}: `, isHidden);
    if (answer === null) return { kind: 'stopped' };
    pasted = { ...pasted, [name]: own !== null && answer.trim() === '' ? own[name] : answer };
  }
  return { kind: 'values', pasted, unasked: [] };
}

const NOTHING: Pasted = { accountId: '', consumerKey: '', consumerSecret: '', tokenId: '', tokenSecret: '' };

function readEnvironment(environment: VerifySurroundings['environment']): Pasted {
  return VALUE_FIELDS.reduce(
    (values, { name, variable }) => ({ ...values, [name]: environment[variable] ?? '' }),
    NOTHING,
  );
}
