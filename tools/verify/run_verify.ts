/**
 * Proves the values against the account: hosts and clock without a sign-in, then the token's identity, then one read
 * for each permission. It stops at the first refused sign-in that the keys may have caused, so there are at most two.
 */

import type { Credentials } from './credentials';
import { findHosts, measureClock, type Hosts } from './hosts';
import type { HttpClient, HttpRequest } from './http_client';
import type { HttpOutcome } from './http_outcome';
import { PROBES, REST_PERMISSION, type Probe, type Read } from './probes';
import { memberOf, readAnswer, type Reading } from './read_answer';
import { signRequest } from './sign_request';
import { readTokenInfo, type TokenInfo } from './token_info';

interface VerifyPorts {
  readonly client: HttpClient;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly makeNonce: () => string;
}

export type Verdict = 'granted' | 'refused' | 'not checkable' | 'could not tell';

interface ProbeResult {
  readonly permission: string;
  readonly verdict: Verdict;
  /** What was read and answered, or the reason why nothing was read. */
  readonly reason: string;
}

export type SignInOutcome =
  | {
      readonly kind: 'signed in';
      /** Null when the RESTlets host gave no information but the REST host accepted the token. */
      readonly info: TokenInfo | null;
      /** Refusal of the role by the RESTlets host; null without one. */
      readonly restletRefusal: Reading | null;
    }
  | { readonly kind: 'clock'; readonly clockAheadSeconds: number }
  | { readonly kind: 'other account'; readonly companyId: string }
  /**
   * `reading` is the last answer. `first` is the answer of the RESTlets host, when the REST host was asked afterwards.
   */
  | {
      readonly kind: 'not signed in';
      readonly reading: Reading;
      readonly host: string;
      readonly first: Reading | null;
    };

export interface VerifyResult {
  readonly hosts: Hosts;
  readonly signIn: SignInOutcome;
  /** In the order of the table of probes; empty without a sign-in. */
  readonly probes: readonly ProbeResult[];
  /** Failed sign-ins that NetSuite may count for the person. */
  readonly failedSignIns: number;
  /**
   * Seconds by which NetSuite's clock is ahead of this machine's, from the last answer with a Date; null without one.
   */
  readonly clockAheadSeconds: number | null;
}

/** NetSuite allows five minutes in both directions (subsect_156935170194). */
export const CLOCK_TOLERANCE_SECONDS = 300;

export async function runVerify(credentials: Credentials, ports: VerifyPorts): Promise<VerifyResult> {
  const hosts = await findHosts(credentials.account, ports.client, ports.now);
  let { clockAheadSeconds } = hosts;
  if (clockAheadSeconds !== null && Math.abs(clockAheadSeconds) > CLOCK_TOLERANCE_SECONDS) {
    return { hosts, signIn: { kind: 'clock', clockAheadSeconds }, probes: [], failedSignIns: 0, clockAheadSeconds };
  }
  const { consumerKey, consumerSecret, tokenId, tokenSecret } = credentials;
  const secrets = [consumerKey, consumerSecret, tokenId, tokenSecret];
  const ask: Ask = async (request) => {
    const outcome = await sendSigned(request, credentials, ports);
    clockAheadSeconds = measureClock(outcome, ports.now()) ?? clockAheadSeconds;
    return readAnswer(outcome, secrets);
  };

  const first = await ask(get(`${hosts.restlets}/rest/tokeninfo`));
  const signIn = await judgeSignIn(first, hosts, credentials.account.id, ask);
  const { probes, failures } = signIn.kind === 'signed in' ? await runProbes(hosts, ask) : { probes: [], failures: 0 };
  return { hosts, signIn, probes, failedSignIns: countFailures(signIn) + failures, clockAheadSeconds };
}

type Ask = (request: HttpRequest) => Promise<Reading>;

async function judgeSignIn(first: Reading, hosts: Hosts, realm: string, ask: Ask): Promise<SignInOutcome> {
  switch (first.kind) {
    case 'json': {
      const info = readTokenInfo(first.value);
      if (info === null) return askRestHost(first, hosts, ask);
      return info.companyId === null || isSameAccount(info.companyId, realm)
        ? { kind: 'signed in', info, restletRefusal: null }
        : { kind: 'other account', companyId: info.companyId };
    }
    // The keys may be right and only the role refused by this host.
    case 'role refused':
    case 'not permitted':
    case 'failed':
      return askRestHost(first, hosts, ask);
    default:
      return { kind: 'not signed in', reading: first, host: hostOf(hosts.restlets), first: null };
  }
}

async function askRestHost(first: Reading, hosts: Hosts, ask: Ask): Promise<SignInOutcome> {
  const second = await ask(get(`${hosts.rest}${CATALOG}`));
  const isIn = second.kind === 'not permitted' || (second.kind === 'json' && listOf(second.value) !== null);
  return isIn
    ? { kind: 'signed in', info: null, restletRefusal: first.kind === 'json' ? null : first }
    : { kind: 'not signed in', reading: second, host: hostOf(hosts.rest), first };
}

/** Counts failed sign-ins. Whether a refused role counts is not documented, so it is counted. */
function countFailures(signIn: SignInOutcome): number {
  const readings =
    signIn.kind === 'not signed in'
      ? [signIn.reading, signIn.first]
      : signIn.kind === 'signed in'
        ? [signIn.restletRefusal]
        : [];
  return readings.filter((reading) => reading?.kind === 'sign-in refused' || reading?.kind === 'role refused').length;
}

/** Number of unanswered reads after which the others are skipped, because each would wait as long. */
const MAX_SILENT_READS = 2;

async function runProbes(
  hosts: Hosts,
  ask: Ask,
): Promise<{ readonly probes: readonly ProbeResult[]; readonly failures: number }> {
  const verdicts = new Map<string, Verdict>();
  const probes: ProbeResult[] = [];
  let silentReads = 0;
  let failures = 0;
  let stopped: string | null = null;
  for (const probe of PROBES) {
    const result = await judge(probe);
    verdicts.set(result.permission, result.verdict);
    probes.push(result);
  }
  return { probes, failures };

  async function judge(probe: Probe): Promise<ProbeResult> {
    const { permission } = probe;
    if (probe.kind === 'not checkable') return { permission, verdict: 'not checkable', reason: probe.why };
    if (probe.kind === 'sign-in') {
      return { permission, verdict: 'granted', reason: `The token signed in. ${probe.limit}` };
    }
    if (stopped !== null) return { permission, verdict: 'could not tell', reason: stopped };
    const before = probe.after === null ? 'granted' : verdicts.get(probe.after);
    if (before !== 'granted') {
      const name = probe.after === REST_PERMISSION ? 'REST web services' : 'SuiteQL';
      return { permission, verdict: 'could not tell', reason: `Not tried, because ${name} did not answer above.` };
    }
    let last: ProbeResult | null = null;
    for (const read of probe.reads) {
      const reading = await ask(buildRead(read, hosts));
      note(reading);
      const judged = judgeReading(probe, read, reading);
      if (judged.verdict === 'granted' || stopped !== null) return judged;
      // A refusal takes precedence over an unclear result.
      if (last?.verdict !== 'refused') last = judged;
    }
    return last ?? { permission, verdict: 'could not tell', reason: 'There is no read for it.' };
  }

  function note(reading: Reading): void {
    if (reading.kind === 'sign-in refused') {
      failures += 1;
      stopped = 'Not tried, because NetSuite refused a sign-in: more would lock the person out.';
    }
    silentReads += reading.kind === 'no answer' ? 1 : 0;
    if (silentReads === MAX_SILENT_READS) stopped = 'Not tried, because NetSuite stopped answering.';
  }
}

function judgeReading(probe: Extract<Probe, { kind: 'reads' }>, read: Read, reading: Reading): ProbeResult {
  const { permission, limit, needsRecord } = probe;
  const what = describeRead(read);
  if (reading.kind === 'not permitted') {
    return { permission, verdict: 'refused', reason: `${what}: ${describeReading(reading)}` };
  }
  if (reading.kind !== 'json') {
    return { permission, verdict: 'could not tell', reason: `${what}: ${describeReading(reading)}` };
  }
  const items = listOf(reading.value);
  if (items === null) {
    return { permission, verdict: 'could not tell', reason: `${what}: the answer is no list.` };
  }
  if (needsRecord && items.length === 0) {
    const reason = `${what}: an empty list. Either there is none, or this role sees none: its permission, or its subsidiaries.`;
    return { permission, verdict: 'could not tell', reason };
  }
  return { permission, verdict: 'granted', reason: limit === null ? `${what}.` : `${what}. ${limit}` };
}

function sendSigned(request: HttpRequest, credentials: Credentials, ports: VerifyPorts): Promise<HttpOutcome> {
  const timestampSeconds = Math.floor(ports.now() / 1000);
  const authorization = signRequest(request, credentials, { nonce: ports.makeNonce(), timestampSeconds });
  const headers = { ...request.headers, Authorization: authorization };
  return ports.client.send({ ...request, headers });
}

const CATALOG = '/services/rest/record/v1/metadata-catalog';

/** Request for one record, which is enough. SuiteQL requires the header. */
function buildRead(read: Read, hosts: Hosts): HttpRequest {
  switch (read.kind) {
    case 'catalog':
      return get(`${hosts.rest}${CATALOG}`);
    case 'list':
      return get(`${hosts.rest}/services/rest/record/v1/${read.record}?limit=1`);
    case 'query':
      return {
        method: 'POST',
        url: `${hosts.rest}/services/rest/query/v1/suiteql?limit=1`,
        headers: { Accept: 'application/json', 'Content-Type': 'application/json', Prefer: 'transient' },
        body: JSON.stringify({ q: `SELECT id FROM ${read.table}` }),
      };
  }
}

function get(url: string): HttpRequest {
  return { method: 'GET', url, headers: { Accept: 'application/json' }, body: null };
}

function describeRead(read: Read): string {
  switch (read.kind) {
    case 'catalog':
      return 'Listed the record types';
    case 'list':
      return `Listed one ${read.record}`;
    case 'query':
      return `Asked SuiteQL for one ${read.table}`;
  }
}

/** NetSuite's own message, if there is one. */
export function describeReading(reading: Reading): string {
  switch (reading.kind) {
    case 'json':
      return 'an answer';
    case 'sign-in refused':
    case 'role refused':
    case 'not permitted':
    case 'busy':
    case 'failed': {
      const said = [reading.code, reading.detail].filter((part) => part !== '').join(': ');
      return said === '' ? `status ${reading.status}` : `status ${reading.status}, ${said}`;
    }
    case 'redirected':
      return `status ${reading.status}, sent on to ${reading.to}`;
    case 'a page':
      return `status ${reading.status}, a web page instead of data`;
    case 'unreadable':
      return `status ${reading.status}, not JSON`;
    case 'no answer':
      return `no answer (${reading.reason}): ${reading.detail}`;
  }
}

/** Items of a list of REST web services (section_156414087576); null for another format. */
function listOf(value: unknown): readonly unknown[] | null {
  const items = memberOf(value, 'items');
  return Array.isArray(items) ? items : null;
}

/** Compares in both spellings, because whether the company id contains a sandbox's ending is not documented. */
function isSameAccount(companyId: string, realm: string): boolean {
  const id = companyId.toUpperCase().replaceAll('-', '_');
  return id === realm || realm.startsWith(`${id}_`);
}

function hostOf(origin: string): string {
  return new URL(origin).host;
}
