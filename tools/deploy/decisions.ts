/** Decisions between the steps of a deployment. Each returns a refusal, or null to go on. */

import { parseAccountId } from '../shared/account_id';
import { listNamedAccounts, parseSignIn, type SignIn } from './cli_output';
import { DEPLOYMENTS_FILE, findTrial, type Deployment } from './deployments';
import { refuse, type Refusal } from './refusals';
import { TARGETS_FILE, type Target } from './targets';

export type SignInDecision =
  { readonly kind: 'signed in'; readonly signIn: SignIn } | { readonly kind: 'refused'; readonly refusal: Refusal };

/** `output` is the CLI's answer about the sign-in. */
export function decideSignIn(target: Target, output: string): SignInDecision {
  const signIn = parseSignIn(output);
  if (signIn === null || signIn.authId !== target.authId) {
    const message = `which account the sign-in "${target.authId}" belongs to cannot be told from the answer of Oracle’s CLI.`;
    return { kind: 'refused', refusal: refuse('DEPLOY-ACCOUNT-UNKNOWN', message) };
  }
  if (signIn.account.id !== target.account.id) {
    const message = `${TARGETS_FILE} pins ${target.account.id} for "${target.name}", and the sign-in "${target.authId}" belongs to ${signIn.account.id}.`;
    return { kind: 'refused', refusal: refuse('DEPLOY-OTHER-ACCOUNT', message) };
  }
  return { kind: 'signed in', signIn };
}

/** Refuses when the summary of NetSuite's preview names another account. */
export function decidePreviewedAccount(target: Target, output: string): Refusal | null {
  const other = listNamedAccounts(output).find((text) => parseAccountId(text)?.id !== target.account.id);
  if (other === undefined) return null;
  return refuse(
    'DEPLOY-OTHER-ACCOUNT',
    `${TARGETS_FILE} pins ${target.account.id} for "${target.name}", and the preview was made in ${other}.`,
  );
}

/** `reason` is the text after no-sandbox; null without it. */
export function decideReason(target: Target, reason: string | null): Refusal | null {
  if (reason === null) return null;
  if (target.account.kind !== 'production') {
    return refuse('DEPLOY-REASON', `"${target.name}" is no production account, so it needs no sandbox first.`);
  }
  return reason === '' ? refuse('DEPLOY-REASON', 'no-sandbox needs a reason.') : null;
}

export function decideTrial(
  target: Target,
  contents: string,
  deployments: readonly Deployment[],
  reason: string | null,
): Refusal | null {
  if (target.account.kind !== 'production' || reason !== null) return null;
  const { company } = target.account;
  if (findTrial(deployments, contents, company) !== undefined) return null;
  return refuse(
    'DEPLOY-NOT-TRIED',
    `${DEPLOYMENTS_FILE} has no deployment of package ${shorten(contents)} to a sandbox of ${company}.`,
  );
}

/** `answer` is the typed or configured confirmation. */
export function decideConfirmation(target: Target, answer: string): Refusal | null {
  if (parseAccountId(answer)?.id === target.account.id) return null;
  const given = answer.trim() === '' ? 'no account id was given' : 'another account id was given';
  return refuse('DEPLOY-NOT-CONFIRMED', `${given}, and the target "${target.name}" is ${target.account.id}.`);
}

interface Summary {
  readonly target: Target;
  readonly role: string;
  readonly version: string;
  readonly contents: string;
  readonly deployments: readonly Deployment[];
  readonly reason: string | null;
}

/** `Account 1234567 (PRODUCTION) · Administrator · version 1.2.0 · package a1b2c3 · tried in 1234567_SB1 on 21 Nov 2026` */
export function summarize({ target, role, version, contents, deployments, reason }: Summary): string {
  const { id, kind, company } = target.account;
  const parts = [`Account ${id} (${kind.toUpperCase()})`, role, `version ${version}`, `package ${shorten(contents)}`];
  if (kind !== 'production') return parts.join(' · ');
  const trial = findTrial(deployments, contents, company);
  if (trial !== undefined)
    return [...parts, `tried in ${trial.account.id} on ${formatDay(trial.deployedAt)}`].join(' · ');
  return [...parts, `NOT tried in a sandbox: ${reason ?? 'no reason'}`].join(' · ');
}

/** A prefix that is long enough for people; decisions compare the whole hash. */
function shorten(contents: string): string {
  return contents.slice(0, 6);
}

/** Formats an ISO 8601 time as a day in UTC: 21 Nov 2026. */
function formatDay(time: string): string {
  return new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(time),
  );
}
