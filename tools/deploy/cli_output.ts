/**
 * Parses the output of Oracle's CLI (4.1) that decisions depend on. Its words may change, so a missing part is null.
 */

import { stripVTControlCharacters } from 'node:util';
import { parseAccountId, type AccountId } from '../shared/account_id';

export interface SignIn {
  readonly authId: string;
  readonly account: AccountId;
  readonly role: string;
}

/** Removes colours and the remains of the progress sign. */
export function cleanOutput(output: string): string {
  return stripVTControlCharacters(output).replaceAll('\r', '\n');
}

/** Parses the answer to `account:manageauth --info ID`; null when it does not name the account of the sign-in. */
export function parseSignIn(output: string): SignIn | null {
  const account = parseAccountId(onlyValue(output, 'Account ID') ?? '');
  const authId = onlyValue(output, 'Authentication ID');
  if (account === null || authId === null) return null;
  return { authId, account, role: onlyValue(output, 'Role') ?? 'unknown role' };
}

/** Accounts that the summary of a preview or a deployment names. */
export function listNamedAccounts(output: string): readonly string[] {
  return valuesOf(output, 'Account ID');
}

/**
 * Result of a preview or a deployment. CLI 4.1 ends with exit code 0 and no output when it gets an HTML page with
 * status 200, such as a proxy's sign-in page. So success requires a summary with its status, or the last line of the
 * log that Oracle's help shows (section_4715369474).
 */
export function readOutcome(exitCode: number | null, output: string): 'succeeded' | 'failed' | 'unclear' {
  const statuses = valuesOf(output, 'Status');
  if (exitCode !== 0 || statuses.includes('FAILED')) return 'failed';
  return statuses.includes('SUCCESS') || /^\s*Installation COMPLETE\b/m.test(cleanOutput(output))
    ? 'succeeded'
    : 'unclear';
}

/** Value of a label; null when the label is missing or has two different values. */
function onlyValue(output: string, label: string): string | null {
  const values = new Set(valuesOf(output, label));
  const [value] = values;
  return values.size === 1 && value !== undefined ? value : null;
}

function valuesOf(output: string, label: string): readonly string[] {
  const line = new RegExp(`^\\s*${label}:\\s*(\\S.*?)\\s*$`);
  return cleanOutput(output)
    .split('\n')
    .flatMap((text) => line.exec(text)?.[1] ?? []);
}
