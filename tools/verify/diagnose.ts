/**
 * Explains a failed sign-in by likely causes, each with the menu that corrects it. A cause is certain only if it says
 * so.
 */

import type { Credentials } from './credentials';
import type { NoAnswer } from './http_outcome';
import { LOGIN_AUDIT_DETAILS, LOGIN_AUDIT_TRAIL } from './login_audit';
import type { Reading } from './read_answer';
import { CLOCK_TOLERANCE_SECONDS, describeReading, type SignInOutcome, type VerifyResult } from './run_verify';

export interface Cause {
  readonly cause: string;
  readonly mend: string;
  /** Details in the Login Audit Trail for this cause; empty when none is documented. */
  readonly details: readonly string[];
}

export interface Diagnosis {
  /** One certain sentence. */
  readonly said: string;
  readonly causes: readonly Cause[];
  /** True when NetSuite judged the values. */
  readonly isAboutValues: boolean;
}

/** Null after a sign-in. `proxy` is the host and port of a proxy in use. */
export function diagnose(result: VerifyResult, { account }: Credentials, proxy: string | null): Diagnosis | null {
  const { signIn } = result;
  switch (signIn.kind) {
    case 'signed in':
      return null;
    case 'clock':
      return diagnoseClock(signIn.clockAheadSeconds);
    case 'other account':
      return {
        said: `The keys are right, but for another account: the token is of ${signIn.companyId}, not of ${account.id}.`,
        causes: [
          because(
            'The account id is another account’s than the four other values.',
            'Copy all five from one account. Its id stands at Setup > Company > Company Information.',
          ),
        ],
        isAboutValues: true,
      };
    case 'not signed in':
      return diagnoseRefusal(signIn, result, account.id, proxy);
  }
}

function diagnoseClock(aheadSeconds: number): Diagnosis {
  const minutes = Math.round(Math.abs(aheadSeconds) / 60);
  const side = aheadSeconds > 0 ? 'behind' : 'ahead of';
  return {
    said: `This machine’s clock is ${minutes} minutes ${side} NetSuite’s, by the Date of its answer. NetSuite refuses more than ${CLOCK_TOLERANCE_SECONDS / 60}, so no sign-in was tried.`,
    causes: [
      because('The clock of this machine is wrong.', 'Set it by the network (NTP), and look at its time zone, too.', [
        'InvalidTimestamp',
      ]),
    ],
    isAboutValues: false,
  };
}

function diagnoseRefusal(
  { reading, host, first }: Extract<SignInOutcome, { kind: 'not signed in' }>,
  result: VerifyResult,
  realm: string,
  proxy: string | null,
): Diagnosis {
  const before = first === null ? '' : ` (The host of RESTlets had said: ${describeReading(first)}.)`;
  const said = `${host}: ${describeReading(reading).replace(/\.$/, '')}.${before}`;
  if (reading.kind !== 'sign-in refused') {
    return { said, causes: explainOther(reading, result, realm, proxy), isAboutValues: false };
  }
  return {
    said: `NetSuite refused the sign-in. ${said} It never says which value is wrong; its Login Audit Trail does: ${LOGIN_AUDIT_TRAIL}.`,
    causes: [
      ...explainAccount(result, realm),
      ...LOGIN_AUDIT_DETAILS.filter(isLikely(result)).map(({ details, means, mend }) => because(means, mend, details)),
      because(
        `The account id is wrong: the trail of ${realm} has no line for this sign-in.`,
        'Compare with Setup > Company > Company Information, and look into the trail of the account that the keys are of.',
      ),
      because(
        'An IP address rule shuts this machine out. What the trail says then is not documented.',
        'Setup > Company > Company Information, Allowed IP Addresses; Lists > Employees > Employees, Edit, Access, IP Address Restriction. AfterShip’s own addresses must be allowed, too.',
      ),
    ],
    isAboutValues: true,
  };
}

/** False for causes that this command excludes, because it signs requests as documented and has compared the clock. */
function isLikely({ clockAheadSeconds }: VerifyResult): (meaning: { readonly details: readonly string[] }) => boolean {
  const isClockRight = clockAheadSeconds !== null && Math.abs(clockAheadSeconds) <= CLOCK_TOLERANCE_SECONDS;
  return ({ details }) =>
    !details.includes('UnknownAlgorithm') && !(isClockRight && details.includes('InvalidTimestamp'));
}

function explainAccount({ hosts }: VerifyResult, realm: string): readonly Cause[] {
  if (hosts.isAccountKnown !== false) return [];
  return [
    because(
      `NetSuite’s directory names no hosts for ${realm}: there may be no such account.`,
      'Copy the id again from Setup > Company > Company Information.',
    ),
  ];
}

function explainOther(
  reading: Exclude<Reading, { kind: 'sign-in refused' }>,
  result: VerifyResult,
  realm: string,
  proxy: string | null,
): readonly Cause[] {
  switch (reading.kind) {
    case 'no answer':
      return [...explainAccount(result, realm), ...explainNoAnswer(reading.reason, proxy)];
    case 'redirected':
    case 'a page':
    case 'unreadable':
      return [
        ...explainAccount(result, realm),
        because(
          'Something between this machine and NetSuite answered: a proxy’s or a Wi-Fi’s own sign-in page, or a filter.',
          'Open any page in a browser on this machine, sign in to the network, and run this again. Behind a company proxy, set HTTPS_PROXY.',
        ),
        because(
          'The host is not the right one for this account (Oracle: a 302 means the wrong data center, section_4634920277).',
          'Compare the account id, and the addresses at Setup > Company > Company Information > Company URLs.',
        ),
        because('NetSuite is in maintenance.', 'Try again later.'),
      ];
    case 'busy':
      return [
        because(
          'The account’s limit of requests at once is used up by other integrations.',
          'Run this again in a minute. If it stays, AfterShip will meet the same limit.',
        ),
      ];
    case 'role refused':
    case 'not permitted':
      return [
        because(
          'The role may not use REST web services, or the feature is off.',
          'Setup > Company > Enable Features > SuiteCloud: REST Web Services. Setup > Users/Roles > User Management > Manage Roles, Permissions > Setup: REST Web Services.',
        ),
      ];
    case 'failed':
    case 'json':
      return [
        ...explainAccount(result, realm),
        because('NetSuite has a fault, or the address is not its own.', 'Try again later, and compare the account id.'),
      ];
  }
}

/** `proxy` is the host and port of the proxy in use; null without one. */
export function explainNoAnswer(reason: NoAnswer['reason'], proxy: string | null): readonly Cause[] {
  const by = proxy === null ? 'No proxy is set (HTTPS_PROXY).' : `The proxy ${proxy} is used (HTTPS_PROXY).`;
  switch (reason) {
    case 'host not found':
      return [
        because(
          `This machine is offline, or cannot look up names. ${by}`,
          'Open any page in a browser on this machine.',
        ),
        because('There is no such account, so there is no such host.', 'Copy the account id again.'),
      ];
    case 'not accepted':
      return [
        because(
          `A firewall, or a proxy that is not running. ${by}`,
          'Ask who runs the network to let *.netsuite.com through.',
        ),
      ];
    case 'timed out':
      return [
        because(
          `The network or NetSuite is very slow, or a firewall swallows the request. ${by}`,
          'Give it longer: npm run verify timeout=120',
        ),
      ];
    case 'not secure':
      return [
        because(
          'The certificate is not one that Node trusts: usually a company’s proxy that opens encrypted traffic.',
          'Get that company’s root certificate as a file and name it in NODE_EXTRA_CA_CERTS. Never switch the check off: anybody on the way could then answer as NetSuite.',
        ),
      ];
    case 'proxy':
      return [
        because(
          `The proxy refused. ${by}`,
          'It may need a name and password in HTTPS_PROXY, or may not allow *.netsuite.com.',
        ),
      ];
    case 'cut off':
    case 'too long':
      return [because(`Something ended the connection. ${by}`, 'Run it again; if it stays, try from another network.')];
  }
}

function because(cause: string, mend: string, details: readonly string[] = []): Cause {
  return { cause, mend, details };
}
