/** `npm run deploy`: reads its arguments and runs what they ask for. */

import { readArguments } from '../shared/arguments';
import { decideReason } from './decisions';
import { deploy } from './deploy';
import { readOptional, replaceFile } from './files';
import { formatRefusal, refuse, type Refusal } from './refusals';
import type { Surroundings } from './session';
import { buildTarget, formatTargets, parseTargets, TARGETS_FILE, type Target } from './targets';

const usage = [
  'npm run deploy NAME                      deploys to the account that targets.json pins under this name',
  'npm run deploy NAME no-sandbox "reason"  the same for production, without a trial in a sandbox',
  'npm run deploy pin NAME ACCOUNT [ID]     pins an account id, and the authentication id of Oracle’s CLI for it',
  '                                         (aftership-NAME when left out)',
];
const DEPLOY = { usage, values: ['NAME'], arguments: {} };
const PIN = { usage, values: ['NAME', 'ACCOUNT', '[ID]'], arguments: {} };

/** Returns the exit code: 0 done, 1 refused or failed, 2 nothing was asked for. */
export async function deployCommand(typed: readonly string[], surroundings: Surroundings): Promise<0 | 1 | 2> {
  const { root, print } = surroundings;
  const isPin = typed[0] === 'pin';
  const noSandbox = isPin ? -1 : typed.indexOf('no-sandbox');
  const asked = isPin
    ? readArguments(PIN, typed.slice(1))
    : readArguments(DEPLOY, noSandbox === -1 ? typed : typed.slice(0, noSandbox));
  const reading = parseTargets(readOptional(root, TARGETS_FILE));
  if (reading.kind === 'unusable') return stop(refuse('DEPLOY-TARGETS', reading.problem), surroundings);
  const { targets } = reading;
  if (asked.kind !== 'given') {
    for (const line of [asked.text, ...listTargets(targets)]) print(line);
    return 2;
  }
  const [name = '', account = '', authId = `aftership-${name}`] = asked.values;
  if (isPin) return pin({ name, account, authId }, targets, surroundings);
  const target = targets.find((one) => one.name === name);
  if (target === undefined) return stop(refuse('DEPLOY-UNKNOWN', unknownTarget(name, targets)), surroundings);
  // The words are joined, because a shell may have split the reason.
  const behind = typed.slice(noSandbox + 1).join(' ');
  const reason = noSandbox === -1 ? null : behind.trim();
  const refusal = decideReason(target, reason);
  return refusal === null ? deploy(target, reason, surroundings) : stop(refusal, surroundings);
}

function pin(
  { name, account, authId }: { readonly name: string; readonly account: string; readonly authId: string },
  targets: readonly Target[],
  surroundings: Surroundings,
): 0 | 1 {
  const reading = buildTarget(name, account, authId);
  if (reading.kind === 'unusable') return stop(refuse('DEPLOY-PIN', reading.problem), surroundings);
  const { id, kind } = reading.target.account;
  const before = targets.find((target) => target.name === name);
  if (before !== undefined && before.account.id !== id) {
    return stop(refuse('DEPLOY-PIN', `"${name}" is ${before.account.id} already.`), surroundings);
  }
  const others = targets.filter((target) => target.name !== name);
  replaceFile(surroundings.root, TARGETS_FILE, formatTargets([...others, reading.target]));
  surroundings.print(
    `${TARGETS_FILE} pins ${id} (${kind}) as "${name}", with the sign-in "${authId}" of Oracle’s CLI.`,
  );
  surroundings.print(
    `If there is no such sign-in yet: npx suitecloud account:setup, create the authentication id ${authId}.`,
  );
  return 0;
}

function stop(refusal: Refusal, { print }: Surroundings): 1 {
  for (const line of formatRefusal(refusal)) print(line);
  return 1;
}

function listTargets(targets: readonly Target[]): readonly string[] {
  if (targets.length === 0) {
    return [`There is no target yet: npm run deploy pin sandbox 1234567_SB1 makes ${TARGETS_FILE}.`];
  }
  const lines = targets.map(({ name, account, authId }) => `  ${name}  ${account.id} (${account.kind}), ${authId}`);
  return ['Targets:', ...lines];
}

function unknownTarget(name: string, targets: readonly Target[]): string {
  if (targets.length === 0) return `there is no target "${name}": ${TARGETS_FILE} is missing or empty.`;
  return `there is no target "${name}" in ${TARGETS_FILE}, only ${targets.map((target) => target.name).join(', ')}.`;
}
