/** `npm run deploy`: what its words ask for. */

import { decideReason } from './decisions';
import { deploy } from './deploy';
import { readOptional, replaceFile } from './files';
import { formatRefusal, refuse, type Refusal } from './refusals';
import type { Surroundings } from './session';
import { buildTarget, formatTargets, parseTargets, TARGETS_FILE, type Target } from './targets';
import { parseWords, USAGE, type DeployWords } from './words';

/** The exit code: 0 done, 1 refused or failed, 2 nothing was asked for. */
export async function deployCommand(words: readonly string[], surroundings: Surroundings): Promise<0 | 1 | 2> {
  const { root, print } = surroundings;
  const parsed = parseWords(words);
  const reading = parseTargets(readOptional(root, TARGETS_FILE));
  if (reading.kind === 'unusable') return stop(refuse('DEPLOY-TARGETS', reading.problem), surroundings);
  const { targets } = reading;
  switch (parsed.kind) {
    case 'help':
    case 'wrong':
      if (parsed.kind === 'wrong') print(parsed.problem);
      for (const line of [...USAGE, ...listTargets(targets)]) print(line);
      return 2;
    case 'pin':
      return pin(parsed, targets, surroundings);
    case 'deploy': {
      const target = targets.find(({ name }) => name === parsed.name);
      if (target === undefined)
        return stop(refuse('DEPLOY-UNKNOWN', unknownTarget(parsed.name, targets)), surroundings);
      const refusal = decideReason(target, parsed.reason);
      return refusal === null ? deploy(target, parsed.reason, surroundings) : stop(refusal, surroundings);
    }
  }
}

function pin(
  { name, account, authId }: Extract<DeployWords, { kind: 'pin' }>,
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
