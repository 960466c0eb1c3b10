/** Runs the command over an emulated account for one test, on a real port of this machine. */

import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { RoleModel } from '../../../packages/emulator/netsuite';
import {
  createSampleAccount,
  readRole,
  type RestDials,
  type RunningRestServer,
  type SampleAccount,
  startRestServer,
} from '../../../packages/emulator/netsuite/rest';
import { CONNECTOR_ROLE } from '../../shared/access/connector_role';
import { verifyCommand, type VerifySurroundings } from '../command';
import { VALUE_FIELDS, type ValueName } from '../credentials';
import type { VerifyReport } from '../report';
import type { Terminal } from '../terminal';

export const ROOT = path.join(__dirname, '../../..');
export const NOW_MS = Date.UTC(2026, 10, 24, 12);

export interface World extends SampleAccount {
  readonly server: RunningRestServer;
  /** The five right values. */
  readonly values: Readonly<Record<ValueName, string>>;
}

const open: RunningRestServer[] = [];

export async function closeWorlds(): Promise<void> {
  await Promise.all(open.splice(0).map((server) => server.close()));
}

export async function openWorld(
  options: { readonly role?: RoleModel; readonly accountId?: string; readonly dials?: Partial<RestDials> } = {},
): Promise<World> {
  const { role = readRole(ROOT, CONNECTOR_ROLE), ...rest } = options;
  let made = 0;
  // Different keys in NetSuite's form.
  const makeKey = (): string => {
    made += 1;
    return `${made}${'0a1b2c3d4e5f6789'.repeat(4)}`.slice(0, 64);
  };
  const account = createSampleAccount({ role, makeKey, ...rest });
  const server = await startRestServer({ state: account.state, now: () => NOW_MS });
  open.push(server);
  const { integration, token, state } = account;
  const values = {
    accountId: state.accountId,
    consumerKey: integration.consumerKey,
    consumerSecret: integration.consumerSecret,
    tokenId: token.tokenId,
    tokenSecret: token.tokenSecret,
  };
  return { ...account, server, values };
}

export interface Outcome {
  readonly exitCode: number;
  readonly printed: string;
  readonly told: string;
}

let nonces = 0;

/** With a null `emulatorPort` requests go to NetSuite's own hosts, so a test then uses its own proxy. */
export async function runCommand(
  words: readonly string[],
  surroundings: Partial<VerifySurroundings>,
): Promise<Outcome> {
  const printed: string[] = [];
  const told: string[] = [];
  const exitCode = await verifyCommand(words, {
    environment: {},
    terminal: null,
    print: (text) => printed.push(text),
    tell: (text) => told.push(text),
    now: () => NOW_MS,
    makeNonce: () => `nonce${(nonces += 1)}`.padEnd(20, 'x'),
    project: ROOT,
    emulatorPort: null,
    ...surroundings,
  });
  return { exitCode, printed: printed.join('\n'), told: told.join('\n') };
}

export function asEnvironment(values: Readonly<Record<ValueName, string>>): Record<string, string> {
  return Object.fromEntries(VALUE_FIELDS.map(({ name, variable }) => [variable, values[name]]));
}

/** Runs with the world's own values, except for `changes`. */
export async function verify(
  world: World,
  changes: Partial<Record<ValueName, string>> = {},
  words: readonly string[] = [],
): Promise<Outcome> {
  const environment = asEnvironment({ ...world.values, ...changes });
  return runCommand(words, { environment, emulatorPort: world.server.port });
}

export async function verifyAsJson(
  world: World,
  changes: Partial<Record<ValueName, string>> = {},
  words: readonly string[] = [],
): Promise<VerifyReport> {
  const { printed } = await verify(world, changes, ['json', ...words]);
  return JSON.parse(printed) as VerifyReport;
}

/** Gives the answers in order, then none. */
export function answering(answers: readonly (string | null)[], asked: [string, boolean][] = []): Terminal {
  const left = [...answers];
  return {
    ask: (question, isHidden) => {
      asked.push([question, isHidden]);
      return Promise.resolve(left.shift() ?? null);
    },
  };
}

/** A port of this machine on which nothing listens. */
export async function findClosedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
