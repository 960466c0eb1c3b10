/** What Oracle's CLI (4.1) prints, as far as a decision hangs on it. Its words may change: what is not there is null. */

import { stripVTControlCharacters } from 'node:util';
import { parseAccountId, type AccountId } from '../shared/account_id';

export interface SignIn {
  readonly authId: string;
  readonly account: AccountId;
  readonly role: string;
}

/** Without colours and what the waiting sign leaves behind. */
export function cleanOutput(output: string): string {
  return stripVTControlCharacters(output).replaceAll('\r', '\n');
}

/** The answer to `account:manageauth --info ID`; null when it does not say whose sign-in this is. */
export function parseSignIn(output: string): SignIn | null {
  const account = parseAccountId(onlyValue(output, 'Account ID') ?? '');
  const authId = onlyValue(output, 'Authentication ID');
  if (account === null || authId === null) return null;
  return { authId, account, role: onlyValue(output, 'Role') ?? 'unknown role' };
}

/** Every account that the summary of a preview or a deployment names. */
export function listNamedAccounts(output: string): readonly string[] {
  return valuesOf(output, 'Account ID');
}

/**
 * How a preview or a deployment ended. CLI 4.1 ends with exit code 0 when it gets a page of HTML with status 200, such as
 * the sign-in page of a proxy, and prints nothing then. So success is what says so: a summary with its status, or the
 * last line of the log that Oracle's help shows (section_4715369474).
 */
export function readOutcome(exitCode: number | null, output: string): 'succeeded' | 'failed' | 'unclear' {
  const statuses = valuesOf(output, 'Status');
  if (exitCode !== 0 || statuses.includes('FAILED')) return 'failed';
  return statuses.includes('SUCCESS') || /^\s*Installation COMPLETE\b/m.test(cleanOutput(output))
    ? 'succeeded'
    : 'unclear';
}

/** Null when the label is missing or stands there with two different values. */
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
