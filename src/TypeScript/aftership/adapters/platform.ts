/**
 * Clock, log and account of the running script. Part of what every save of a fulfillment loads, so it stays small.
 */

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

/** JSON.stringify drops the message of an error (subsect_158755291553), so name and message are taken by hand. */
export function describeError(error: unknown): { readonly name: string; readonly message: string } {
  const { name, message } = parseErrorLike(error);
  return {
    name: typeof name === 'string' ? name : 'Error',
    message: typeof message === 'string' ? message : String(error),
  };
}

/** Which of these codes (section_N3539978) a script meets for a record that was removed is not documented. */
const GONE: readonly string[] = ['RCRD_DSNT_EXIST', 'RCRD_PREVSLY_DELETED', 'RCRD_DELETED_SINCE_RETRIEVED'];

/** Does what needs a record to be there. False: somebody else removed it first, and there was nothing to do. */
export function unlessGone(run: () => void): boolean {
  try {
    run();
    return true;
  } catch (error) {
    if (!GONE.includes(describeError(error).name)) throw error;
    return false;
  }
}

/** Whether a SuiteScriptError is an instance of Error is not documented, so only its fields are looked at. */
function parseErrorLike(error: unknown): { readonly name?: unknown; readonly message?: unknown } {
  return typeof error === 'object' && error !== null ? error : {};
}
