/** targets.json names the accounts that this project may be deployed to. It contains no secret. */

import { readAccountId, type AccountId } from '../shared/account_id';
import { isRecord, parseJson } from './json';

export const TARGETS_FILE = 'targets.json';

export interface Target {
  readonly name: string;
  readonly account: AccountId;
  /** Authentication id: Oracle's CLI stores a sign-in for one account and role under it. */
  readonly authId: string;
}

type TargetsReading =
  | { readonly kind: 'targets'; readonly targets: readonly Target[] }
  | { readonly kind: 'unusable'; readonly problem: string };

type TargetReading =
  { readonly kind: 'target'; readonly target: Target } | { readonly kind: 'unusable'; readonly problem: string };

const NAME = /^[a-z][a-z0-9-]{0,29}$/;
/** Form of an authentication id in the CLI. */
const AUTH_ID = /^[A-Za-z0-9_-]{1,40}$/;
/** Words with a meaning in the command, which no target may use as name. */
const RESERVED = ['help', 'pin', 'no-sandbox'];

/** `text` is the file's content; null when there is no file, which means no targets. */
export function parseTargets(text: string | null): TargetsReading {
  if (text === null) return { kind: 'targets', targets: [] };
  const json = parseJson(text);
  if (json.kind === 'malformed') return unusable(`${TARGETS_FILE} is no JSON: ${json.problem}`);
  if (!isRecord(json.value)) {
    return unusable(`${TARGETS_FILE} must be an object: a name for each account, such as "sandbox".`);
  }
  const targets: Target[] = [];
  for (const [name, value] of Object.entries(json.value)) {
    if (!isRecord(value)) return unusable(`${TARGETS_FILE}, "${name}": must be an object with account and authId.`);
    const { account, authId, ...more } = value;
    const unknown = Object.keys(more)[0];
    if (unknown !== undefined) return unusable(`${TARGETS_FILE}, "${name}": there is no setting "${unknown}".`);
    if (typeof account !== 'string') return unusable(`${TARGETS_FILE}, "${name}": account must be a text.`);
    if (typeof authId !== 'string') return unusable(`${TARGETS_FILE}, "${name}": authId must be a text.`);
    const reading = buildTarget(name, account, authId);
    if (reading.kind === 'unusable') return unusable(`${TARGETS_FILE}, "${name}": ${reading.problem}`);
    targets.push(reading.target);
  }
  return { kind: 'targets', targets };
}

export function buildTarget(name: string, accountText: string, authId: string): TargetReading {
  const reading = readAccountId(accountText);
  if (!NAME.test(name)) {
    return unusable(`"${name}" cannot name a target: small letters, digits and hyphens, at most 30, a letter first.`);
  }
  if (RESERVED.includes(name)) return unusable(`"${name}" is an argument of this command and cannot name a target.`);
  if (reading.kind === 'problem') return unusable(reading.problem);
  const { account } = reading;
  if (!AUTH_ID.test(authId)) {
    return unusable(`"${authId}" is no authentication id: letters, digits, hyphens and underscores, at most 40.`);
  }
  if ((name === 'production' || name === 'sandbox') && account.kind !== name) {
    return unusable(
      `a target named ${name} must pin a ${name} account, and ${account.id} is one of kind ${account.kind}.`,
    );
  }
  return { kind: 'target', target: { name, account, authId } };
}

export function formatTargets(targets: readonly Target[]): string {
  const entries = targets.map(({ name, account, authId }) => [name, { account: account.id, authId }]);
  return `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`;
}

function unusable(problem: string): { readonly kind: 'unusable'; readonly problem: string } {
  return { kind: 'unusable', problem };
}
