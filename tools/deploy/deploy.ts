/**
 * Runs one deployment, from the target to its record. Any doubt stops it. The checks come in the order of their cost:
 * files, the owner of the sign-in, build and check, the trial in a sandbox, NetSuite's preview, and a person who types
 * the account id.
 */

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { readVersion } from '../shared/project';
import { readOutcome } from './cli_output';
import { readContents, stageContents } from './contents';
import { decideConfirmation, decidePreviewedAccount, decideTrial, summarize } from './decisions';
import { DEPLOYMENTS_FILE, formatDeployments, parseDeployments, type Deployment } from './deployments';
import { readOptional, replaceFile } from './files';
import { readState } from './integration/integration';
import { refuse } from './refusals';
import { openSession, type Session, type Surroundings } from './session';
import type { Target } from './targets';

export const CONFIRMATION_VARIABLE = 'AFTERSHIP_DEPLOY_ACCOUNT';

/** Deploys and returns the exit code. `reason` says why production is deployed without a sandbox. */
export async function deploy(target: Target, reason: string | null, surroundings: Surroundings): Promise<0 | 1> {
  const { root, programs, now } = surroundings;
  const session = openSession(target, surroundings);
  const records = parseDeployments(readOptional(root, DEPLOYMENTS_FILE));
  if (records.kind === 'unusable') return session.stop(refuse('DEPLOY-RECORDS', records.problem));

  const signedIn = await session.findSignIn();
  if (signedIn.kind === 'refused') return session.stop(signedIn.refusal);

  const build = await session.run('Building', programs.build);
  if (build.exitCode !== 0) return session.stop(refuse('DEPLOY-BUILD', 'the scripts do not compile.'));
  const check = await session.run('Checking', programs.check);
  if (check.exitCode !== 0) return session.stop(refuse('DEPLOY-CHECK', 'the project has errors.'));

  const contents = readContents(root);
  const untried = decideTrial(target, contents.hash, records.deployments, reason);
  if (untried !== null) return session.stop(untried);

  const { role } = signedIn.signIn;
  const deployment = { role, version: readVersion(root), contents: contents.hash };
  session.say(summarize({ ...deployment, target, deployments: records.deployments, reason }));
  const integration = readState(root);
  if (integration.kind === 'uses') {
    session.say(`It refers to the integration record ${integration.id}: it must be one of this account.`);
  }

  const folder = makeStagingFolder(root, target);
  try {
    stageContents(folder, contents, target.authId);
    const exitCode = await send(target, folder, session, surroundings);
    if (exitCode !== 0) return exitCode;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return record(root, session, {
    target: target.name,
    account: target.account,
    ...deployment,
    deployedAt: now().toISOString(),
    ...(reason === null ? {} : { withoutSandbox: reason }),
  });
}

/** Previews, asks, and deploys the contents of `folder`. */
async function send(target: Target, folder: string, session: Session, surroundings: Surroundings): Promise<0 | 1> {
  const { cli } = surroundings.programs;
  const { id } = target.account;

  const preview = await session.run('NetSuite’s preview', cli, ['project:deploy', '--dryrun'], folder);
  const elsewhere = decidePreviewedAccount(target, preview.output);
  if (elsewhere !== null) return session.stop(elsewhere);
  switch (readOutcome(preview.exitCode, preview.output)) {
    case 'failed':
      return session.stop(refuse('DEPLOY-PREVIEW', 'NetSuite’s preview failed.'), preview.output);
    case 'unclear':
      return session.stop(refuse('DEPLOY-UNCLEAR', 'Not deployed: the preview tells neither success nor failure.'));
    case 'succeeded':
  }

  const answer = await readConfirmation(target, session, surroundings);
  if (answer === null) {
    return session.stop(refuse('DEPLOY-NO-TERMINAL', 'there is no terminal to type the account id in.'));
  }
  const unconfirmed = decideConfirmation(target, answer);
  if (unconfirmed !== null) return session.stop(unconfirmed);

  // The sign-in is checked again, because it may have been replaced during the preview or while the person read it.
  const signedIn = await session.findSignIn();
  if (signedIn.kind === 'refused') return session.stop(signedIn.refusal);

  const result = await session.run('Deploying', cli, ['project:deploy'], folder);
  switch (readOutcome(result.exitCode, result.output)) {
    case 'failed':
      return session.stop(refuse('DEPLOY-FAILED', `The deployment to ${id} failed.`), result.output);
    case 'unclear':
      return session.stop(
        refuse('DEPLOY-UNCLEAR', `Whether it was deployed to ${id} is not known: the CLI does not tell.`),
      );
    case 'succeeded':
      return 0;
  }
}

/** Null when nobody can answer. */
async function readConfirmation(
  target: Target,
  session: Session,
  { environment, ask }: Surroundings,
): Promise<string | null> {
  const set = environment[CONFIRMATION_VARIABLE]?.trim() ?? '';
  if (set === '') return ask === null ? null : ask(`Type the account id (${target.account.kind}) to deploy: `);
  session.say(`${CONFIRMATION_VARIABLE} is set to ${set}.`);
  return set;
}

function record(root: string, session: Session, deployment: Deployment): 0 | 1 {
  const { id } = deployment.account;
  try {
    // The file is read again, because another deployment may have been recorded meanwhile.
    const latest = parseDeployments(readOptional(root, DEPLOYMENTS_FILE));
    if (latest.kind === 'unusable') throw new Error(latest.problem);
    replaceFile(root, DEPLOYMENTS_FILE, formatDeployments([...latest.deployments, deployment]));
  } catch (error) {
    session.say(formatDeployments([deployment]));
    const why = error instanceof Error ? error.message : String(error);
    return session.stop(refuse('DEPLOY-NOT-RECORDED', `Deployed to ${id}, but not recorded: ${why}`));
  }
  session.say(`Deployed to ${id}. Log: ${session.logName}`);
  session.say(`${DEPLOYMENTS_FILE} has the record: commit it, or keep it with the project if you work without git.`);
  return 0;
}

/** Each run has its own folder, so that two runs do not change each other's copy. */
function makeStagingFolder(root: string, { name }: Target): string {
  const parent = path.join(root, 'build', 'deploy');
  mkdirSync(parent, { recursive: true });
  return mkdtempSync(path.join(parent, `${name}-`));
}
