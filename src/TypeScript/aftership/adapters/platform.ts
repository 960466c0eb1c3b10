/** Clock, log and account of the running script. Every save of a fulfillment loads this file, so it stays small. */

import * as log from 'N/log';
import * as runtime from 'N/runtime';
import type { Account, Clock, Log } from '../app/ports';

export const clock: Clock = { now: () => Math.floor(Date.now() / 1000) };

export const account: Account = {
  id: () => runtime.accountId,
  isProduction: () => runtime.envType === runtime.EnvType.PRODUCTION,
};

export const logger: Log = {
  audit: (title, details) => log.audit({ title, details }),
  error: (title, details, cause) =>
    log.error({ title, details: cause === undefined ? details : { ...details, ...describeError(cause) } }),
};

/** Reads name and message of an error by hand, because JSON.stringify drops the message (subsect_158755291553). */
export function describeError(error: unknown): { readonly name: string; readonly message: string } {
  const { name, message } = parseErrorLike(error);
  return {
    name: typeof name === 'string' ? name : 'Error',
    message: typeof message === 'string' ? message : String(error),
  };
}

/** Codes for a removed record (section_N3539978). Which of them a script gets is not documented. */
const GONE: readonly string[] = ['RCRD_DSNT_EXIST', 'RCRD_PREVSLY_DELETED', 'RCRD_DELETED_SINCE_RETRIEVED'];

/** Runs an operation that needs an existing record. Returns false when somebody else removed the record first. */
export function unlessGone(run: () => void): boolean {
  try {
    run();
    return true;
  } catch (error) {
    if (!GONE.includes(describeError(error).name)) throw error;
    return false;
  }
}

/** Reads only the fields of an error, because whether a SuiteScriptError is an instance of Error is not documented. */
function parseErrorLike(error: unknown): { readonly name?: unknown; readonly message?: unknown } {
  return typeof error === 'object' && error !== null ? error : {};
}
