/**
 * `npm run deploy`: from the words to the account. Whatever is not certain stops it, cheapest first: words and files,
 * whose sign-in it is, build and check, the trial in a sandbox, NetSuite's preview, and a person who types the account id.
 */

import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readState } from '../integration/integration';
import { readVersion } from '../project';
import { findKnownErrors } from './cli_errors';
import { cleanOutput, readOutcome } from './cli_output';
import { readContents, stageContents } from './contents';
import {
  decideConfirmation,
  decidePreviewedAccount,
  decideReason,
  decideSignIn,
  decideTrial,
  summarize,
  type SignInDecision,
} from './decisions';
import { DEPLOYMENTS_FILE, formatDeployments, parseDeployments, type Deployment } from './deployments';
import { openLog } from './log';
import { formatRefusal, refuse, type Refusal } from './refusals';
import { runProgram, type ProgramResult } from './run_program';
import { buildTarget, formatTargets, parseTargets, TARGETS_FILE, type Target } from './targets';
import { parseWords, USAGE } from './words';

export const CONFIRMATION_VARIABLE = 'AFTERSHIP_DEPLOY_ACCOUNT';

export interface Surroundings {
  /** The folder of package.json. */
  readonly root: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Programs for Node: Oracle's CLI, and those of this repository that must succeed before anything is sent. */
  readonly programs: { readonly cli: string; readonly build: string; readonly check: string };
  readonly now: () => Date;
  readonly print: (line: string) => void;
  /** Shows what a program prints, as it comes. */
  readonly show: (piece: string) => void;
  /** Asks a person; null when there is none. An ended input is an empty answer. */
  readonly ask: ((question: string) => Promise<string>) | null;
}

/** The exit code: 0 done, 1 refused or failed, 2 nothing was asked for. */
export async function deployCommand(words: readonly string[], surroundings: Surroundings): Promise<0 | 1 | 2> {
  const { root, print } = surroundings;
  const parsed = parseWords(words);
  const targets = parseTargets(readOptional(root, TARGETS_FILE));
  if (targets.kind === 'unusable') return stop(refuse('DEPLOY-TARGETS', targets.problem));
  switch (parsed.kind) {
    case 'help':
    case 'wrong':
      if (parsed.kind === 'wrong') print(parsed.problem);
      for (const line of [...USAGE, ...listTargets(targets.targets)]) print(line);
      return 2;
    case 'pin':
      return pin(parsed);
    case 'deploy': {
      const target = targets.targets.find(({ name }) => name === parsed.name);
      if (target === undefined) return stop(refuse('DEPLOY-UNKNOWN', unknownTarget(parsed.name, targets.targets)));
      const refusal = decideReason(target, parsed.reason);
      return refusal === null ? deploy(target, parsed.reason, surroundings) : stop(refusal);
    }
  }

  function pin({ name, account, authId }: { name: string; account: string; authId: string }): 0 | 1 {
    const known = targets.kind === 'targets' ? targets.targets : [];
    const reading = buildTarget(name, account, authId);
    if (reading.kind === 'unusable') return stop(refuse('DEPLOY-TARGETS', reading.problem), 'Nothing was pinned: ');
    const before = known.find((target) => target.name === name);
    if (before !== undefined && before.account.id !== reading.target.account.id) {
      return stop(refuse('DEPLOY-PINNED', `"${name}" is ${before.account.id} already.`), 'Nothing was pinned: ');
    }
    const others = known.filter((target) => target.name !== name);
    replaceFile(root, TARGETS_FILE, formatTargets([...others, reading.target]));
    const { id, kind } = reading.target.account;
    print(`${TARGETS_FILE} pins ${id} (${kind}) as "${name}", with the sign-in "${authId}" of Oracle’s CLI.`);
    print(`If there is no such sign-in yet: npx suitecloud account:setup, create the authentication id ${authId}.`);
    return 0;
  }

  function stop(refusal: Refusal, instead?: string): 1 {
    for (const line of formatRefusal(refusal))
      print(instead === undefined ? line : line.replace('Not deployed: ', instead));
    return 1;
  }
}

async function deploy(target: Target, reason: string | null, surroundings: Surroundings): Promise<0 | 1> {
  const { root, environment, programs, now, ask } = surroundings;
  const records = parseDeployments(readOptional(root, DEPLOYMENTS_FILE));
  const log = openLog(root, target.name, now());
  if (records.kind === 'unusable') return stop(refuse('DEPLOY-RECORDS', records.problem));

  const signedIn = await findSignIn();
  if (signedIn.kind === 'refused') return stop(signedIn.refusal);

  if ((await run('Building', programs.build)).exitCode !== 0) {
    return stop(refuse('DEPLOY-BUILD', 'the scripts do not compile.'));
  }
  if ((await run('Checking', programs.check)).exitCode !== 0) {
    return stop(refuse('DEPLOY-CHECK', 'the project has errors.'));
  }

  const contents = readContents(root);
  const untried = decideTrial(target, contents.hash, records.deployments, reason);
  if (untried !== null) return stop(untried);

  const version = readVersion(root);
  const { role } = signedIn.signIn;
  say(summarize({ target, role, version, contents: contents.hash, deployments: records.deployments, reason }));
  const integration = readState(root);
  if (integration.kind === 'uses') {
    say(
      `It refers to the integration record ${integration.id}, which must be one of this account (npm run integration).`,
    );
  }

  const folder = path.join(root, 'build', 'deploy', target.name);
  stageContents(folder, contents, target.authId);
  const preview = await run('NetSuite’s preview', programs.cli, ['project:deploy', '--dryrun'], folder);
  const elsewhere = decidePreviewedAccount(target, preview.output);
  if (elsewhere !== null) return stop(elsewhere);
  switch (readOutcome(preview.exitCode, preview.output)) {
    case 'failed':
      return stopWith(preview, refuse('DEPLOY-PREVIEW', 'NetSuite’s preview failed.'));
    case 'unclear':
      return stopWith(
        preview,
        refuse('DEPLOY-UNCLEAR', 'Not deployed: the preview tells neither success nor failure.'),
      );
    case 'succeeded':
  }

  const answer = await readConfirmation();
  if (answer === null) return stop(refuse('DEPLOY-NO-TERMINAL', 'there is no terminal to type the account id in.'));
  const unconfirmed = decideConfirmation(target, answer);
  if (unconfirmed !== null) return stop(unconfirmed);

  // Once more: a sign-in may have been made anew while the preview ran or the person read it.
  const stillSignedIn = await findSignIn();
  if (stillSignedIn.kind === 'refused') return stop(stillSignedIn.refusal);

  const result = await run('Deploying', programs.cli, ['project:deploy'], folder);
  switch (readOutcome(result.exitCode, result.output)) {
    case 'failed':
      return stopWith(result, refuse('DEPLOY-FAILED', `The deployment to ${target.account.id} failed.`));
    case 'unclear':
      return stopWith(
        result,
        refuse(
          'DEPLOY-UNCLEAR',
          `Whether it was deployed to ${target.account.id} is not known: the CLI does not tell.`,
        ),
      );
    case 'succeeded':
  }
  return record({
    target: target.name,
    account: target.account,
    role,
    version,
    contents: contents.hash,
    deployedAt: now().toISOString(),
    ...(reason === null ? {} : { withoutSandbox: reason }),
  });

  async function findSignIn(): Promise<SignInDecision> {
    const words = ['account:manageauth', '--info', target.authId];
    const answerOfCli = await runProgram(programs.cli, words, { folder: root, environment });
    log.add(`> suitecloud ${words.join(' ')}\n${answerOfCli.output}`);
    const decision = answerOfCli.exitCode === 0 ? decideSignIn(target, answerOfCli.output) : null;
    if (decision?.kind === 'signed in') return decision;
    say(`Oracle’s CLI answers: ${cleanOutput(answerOfCli.output).trim() || 'nothing'}`);
    tellRemedies(answerOfCli.output);
    const message = `Oracle’s CLI does not know the sign-in "${target.authId}", or does not run.`;
    return decision ?? { kind: 'refused', refusal: refuse('DEPLOY-SIGN-IN', message) };
  }

  async function run(
    title: string,
    program: string,
    words: readonly string[] = [],
    where = root,
  ): Promise<ProgramResult> {
    say(`${title} …`);
    const result = await runProgram(program, words, { folder: where, environment, onOutput: surroundings.show });
    log.add(
      `> ${[path.basename(program), ...words].join(' ')}\n${result.output}\nexit code ${result.exitCode ?? 'none'}`,
    );
    return result;
  }

  async function readConfirmation(): Promise<string | null> {
    const set = environment[CONFIRMATION_VARIABLE]?.trim() ?? '';
    if (set !== '') {
      say(`${CONFIRMATION_VARIABLE} is set to ${set}.`);
      return set;
    }
    return ask === null ? null : ask(`Type the account id (${target.account.kind}) to deploy: `);
  }

  function record(deployment: Deployment): 0 | 1 {
    try {
      // Read anew: another deployment may have been recorded meanwhile.
      const latest = parseDeployments(readOptional(root, DEPLOYMENTS_FILE));
      if (latest.kind === 'unusable') throw new Error(latest.problem);
      replaceFile(root, DEPLOYMENTS_FILE, formatDeployments([...latest.deployments, deployment]));
    } catch (error) {
      say(formatDeployments([deployment]));
      const why = error instanceof Error ? error.message : String(error);
      return stop(refuse('DEPLOY-NOT-RECORDED', `Deployed to ${target.account.id}, but not recorded: ${why}`));
    }
    say(`Deployed to ${target.account.id}. Log: ${log.name}`);
    say(`${DEPLOYMENTS_FILE} has the record: commit it, or keep it with the project if you work without git.`);
    return 0;
  }

  function say(line: string): void {
    surroundings.print(line);
    log.add(line);
  }

  function stop(refusal: Refusal): 1 {
    for (const line of formatRefusal(refusal)) say(line);
    say(`Log: ${log.name}`);
    return 1;
  }

  function stopWith(result: ProgramResult, refusal: Refusal): 1 {
    tellRemedies(result.output);
    return stop(refusal);
  }

  function tellRemedies(output: string): void {
    for (const { code, remedy } of findKnownErrors(output)) say(`→ ${remedy} [${code}]`);
  }
}

function listTargets(targets: readonly Target[]): readonly string[] {
  if (targets.length === 0)
    return [`There is no target yet: npm run deploy pin sandbox 1234567_SB1 makes ${TARGETS_FILE}.`];
  return [
    'Targets:',
    ...targets.map(({ name, account, authId }) => `  ${name}  ${account.id} (${account.kind}), ${authId}`),
  ];
}

function unknownTarget(name: string, targets: readonly Target[]): string {
  if (targets.length === 0) return `there is no target "${name}": ${TARGETS_FILE} is missing or empty.`;
  return `there is no target "${name}" in ${TARGETS_FILE}, only ${targets.map((target) => target.name).join(', ')}.`;
}

/** Null when there is no such file. */
function readOptional(root: string, name: string): string | null {
  const file = path.join(root, name);
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}

/** Whole or not at all, also when the machine stops in between. */
function replaceFile(root: string, name: string, text: string): void {
  const file = path.join(root, name);
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
}
