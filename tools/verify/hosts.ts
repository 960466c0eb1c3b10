/**
 * Finds an account's hosts by asking NetSuite without a sign-in (chapter_157011836591), because Oracle advises against
 * constructing them. They are constructed when the answer is not usable. The answer also shows the error of this
 * machine's clock.
 */

import type { AccountId } from '../shared/account_id';
import type { HttpClient } from './http_client';
import type { HttpOutcome } from './http_outcome';
import { memberOf, readAnswer } from './read_answer';

export interface Hosts {
  /** `https://…`, without a path. */
  readonly restlets: string;
  readonly rest: string;
  readonly source: 'NetSuite' | 'built from the account id';
  /** Null when NetSuite gave no answer. */
  readonly isAccountKnown: boolean | null;
  /** Seconds by which NetSuite's clock is ahead of this machine's; null when the answer has no Date. */
  readonly clockAheadSeconds: number | null;
}

export const DIRECTORY_HOST = 'rest.netsuite.com';
const DIRECTORY = `https://${DIRECTORY_HOST}/rest/datacenterurls`;

export async function findHosts(account: AccountId, client: HttpClient, now: () => number): Promise<Hosts> {
  const outcome = await client.send({
    method: 'GET',
    url: `${DIRECTORY}?account=${encodeURIComponent(account.id)}`,
    headers: { Accept: 'application/json' },
    body: null,
  });
  const clockAheadSeconds = measureClock(outcome, now());
  const built = {
    restlets: `https://${account.label}.restlets.api.netsuite.com`,
    rest: `https://${account.label}.suitetalk.api.netsuite.com`,
  };
  const reading = readAnswer(outcome, []);
  const restlets = reading.kind === 'json' ? memberOf(reading.value, 'restDomain') : undefined;
  const rest = reading.kind === 'json' ? memberOf(reading.value, 'webservicesDomain') : undefined;
  if (isHostOf(account, restlets) && isHostOf(account, rest)) {
    return { restlets, rest, source: 'NetSuite', isAccountKnown: true, clockAheadSeconds };
  }
  const isAnswered = typeof restlets === 'string' && typeof rest === 'string';
  return {
    ...built,
    source: 'built from the account id',
    isAccountKnown: isAnswered ? false : null,
    clockAheadSeconds,
  };
}

/**
 * True for a host of NetSuite and of this account. No signed request goes to any other host, whatever the answer says.
 */
function isHostOf({ label }: AccountId, address: unknown): address is string {
  if (typeof address !== 'string' || !URL.canParse(address)) return false;
  const { protocol, hostname, origin } = new URL(address);
  return (
    protocol === 'https:' &&
    origin === address &&
    hostname.endsWith('.netsuite.com') &&
    hostname.split('.')[0] === label
  );
}

/** `nowMs` is the time of the answer. A Date has whole seconds, so the result is right to about one second. */
export function measureClock(outcome: HttpOutcome, nowMs: number): number | null {
  const date = outcome.kind === 'answer' ? Date.parse(outcome.headers['date'] ?? '') : Number.NaN;
  return Number.isNaN(date) ? null : Math.round((date - nowMs) / 1000);
}
