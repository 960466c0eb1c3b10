/**
 * deployments.json lists the deployed contents of each account. A deployment to production looks up whether the same
 * contents were tried in a sandbox, so the file is committed with the project, or copied along without git.
 */

import { parseAccountId, type AccountId } from '../shared/account_id';
import { isRecord, parseJson } from './json';

export const DEPLOYMENTS_FILE = 'deployments.json';

export interface Deployment {
  readonly target: string;
  readonly account: AccountId;
  readonly role: string;
  readonly version: string;
  /** SHA-256 of the deployed contents (contents.ts), 64 hexadecimal digits. */
  readonly contents: string;
  /** ISO 8601, UTC. */
  readonly deployedAt: string;
  /** Reason for deploying to production without a sandbox. */
  readonly withoutSandbox?: string;
}

type DeploymentsReading =
  | { readonly kind: 'deployments'; readonly deployments: readonly Deployment[] }
  | { readonly kind: 'unusable'; readonly problem: string };

/** `text` is the file's content; null when there is no file, which means no deployments. */
export function parseDeployments(text: string | null): DeploymentsReading {
  if (text === null) return { kind: 'deployments', deployments: [] };
  if (/^<{7} /m.test(text)) {
    return { kind: 'unusable', problem: `${DEPLOYMENTS_FILE} has a merge conflict. Keep the entries of both sides.` };
  }
  const json = parseJson(text);
  if (json.kind === 'malformed') {
    return { kind: 'unusable', problem: `${DEPLOYMENTS_FILE} is no JSON: ${json.problem}` };
  }
  if (!Array.isArray(json.value)) return { kind: 'unusable', problem: `${DEPLOYMENTS_FILE} must be a list.` };
  const deployments: Deployment[] = [];
  for (const [index, value] of json.value.entries()) {
    const deployment = parseDeployment(value);
    if (typeof deployment === 'string') {
      return { kind: 'unusable', problem: `${DEPLOYMENTS_FILE}, entry ${index + 1}: ${deployment}` };
    }
    deployments.push(deployment);
  }
  return { kind: 'deployments', deployments };
}

/** Parses an entry; returns the problem as a sentence when the entry is not usable. */
function parseDeployment(value: unknown): Deployment | string {
  if (!isRecord(value)) return 'must be an object.';
  const { target, account: accountText, role, version, contents, deployedAt, withoutSandbox } = value;
  if (typeof target !== 'string') return 'target must be a text.';
  const account = typeof accountText === 'string' ? parseAccountId(accountText) : null;
  if (account === null) return 'account must be an account id.';
  if (typeof role !== 'string') return 'role must be a text.';
  if (typeof version !== 'string') return 'version must be a text.';
  if (typeof contents !== 'string' || !/^[0-9a-f]{64}$/.test(contents)) {
    return 'contents must be 64 hexadecimal digits.';
  }
  if (typeof deployedAt !== 'string' || Number.isNaN(Date.parse(deployedAt))) return 'deployedAt must be a time.';
  if (withoutSandbox !== undefined && typeof withoutSandbox !== 'string') return 'withoutSandbox must be a text.';
  const deployment = { target, account, role, version, contents, deployedAt };
  return withoutSandbox === undefined ? deployment : { ...deployment, withoutSandbox };
}

export function formatDeployments(deployments: readonly Deployment[]): string {
  const entries = deployments.map((deployment) => ({ ...deployment, account: deployment.account.id }));
  return `${JSON.stringify(entries, null, 2)}\n`;
}

/** The latest deployment of these contents to a sandbox of the same company. */
export function findTrial(
  deployments: readonly Deployment[],
  contents: string,
  company: string,
): Deployment | undefined {
  return deployments
    .filter(
      (deployment) =>
        deployment.contents === contents &&
        deployment.account.kind === 'sandbox' &&
        deployment.account.company === company,
    )
    .sort((left, right) => Date.parse(right.deployedAt) - Date.parse(left.deployedAt))[0];
}
