/**
 * Common errors of Oracle's CLI and of NetSuite's validation, each with its remedy. `npm run deploy` prints the remedy
 * below the CLI's output; docs/troubleshoot.md lists all of them.
 */

import { cleanOutput } from './cli_output';

interface KnownError {
  readonly code: string;
  /** Constant parts of the message; one of them identifies the error. */
  readonly parts: readonly [string, ...string[]];
  /** Source of the words. Null for a message of Oracle's CLI 4.1 itself, in which a test looks it up. */
  readonly source: string | null;
  readonly remedy: string;
}

const FETCH_JAR =
  'Fetch it: SUITECLOUD_CLI_ACCEPT_LICENSE=true npm rebuild @oracle/suitecloud-cli --ignore-scripts=false (accepts Oracle’s licence; README tells how in PowerShell).';

export const KNOWN_ERRORS: readonly KnownError[] = [
  {
    code: 'CLI-JAVA-MISSING',
    parts: ['Java is not installed on this machine'],
    source: null,
    remedy: 'Install an Oracle JDK 17 or 21 and open a new terminal, so that java is on the PATH.',
  },
  {
    code: 'CLI-JAVA-VERSION',
    parts: ['is not compatible with CLI for Node.js'],
    source: null,
    remedy: 'Install an Oracle JDK 17 or 21; java -version tells which one the PATH finds first.',
  },
  { code: 'CLI-JAR', parts: ['There is no JAR file in your CLI'], source: null, remedy: FETCH_JAR },
  {
    code: 'CLI-DOWNLOAD',
    parts: ['There was an error when downloading SuiteCloud SDK dependency'],
    source: null,
    remedy:
      'The machine must reach system.netsuite.com. Behind a proxy set SUITECLOUD_PROXY=http://host:port and try again.',
  },
  {
    code: 'CLI-AUTH-ID',
    parts: ['authentication ID is not available'],
    source: null,
    remedy:
      'Sign in under this name: npx suitecloud account:setup, "Create a new authentication ID". npx suitecloud account:manageauth --list shows those that are there.',
  },
  {
    code: 'CLI-NO-ACCOUNT',
    parts: ['No account has been set up for this project'],
    source: null,
    remedy: 'Use npm run deploy NAME, which knows the sign-in of each target, instead of the CLI’s own command.',
  },
  {
    code: 'CLI-SIGN-IN-ENDED',
    parts: ['authid are no longer valid'],
    source: null,
    remedy:
      'Sign in again in the browser that opens, to the same account and role. In CI: look whether the certificate has ended, and run account:setup:ci again.',
  },
  {
    code: 'CLI-OFFLINE',
    parts: ['Verify the network configuration and that the Host is reachable'],
    source: null,
    remedy: 'No way to NetSuite: check the connection, the VPN and, behind a proxy, SUITECLOUD_PROXY=http://host:port.',
  },
  {
    code: 'NETWORK',
    parts: ['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'ENETUNREACH'],
    source: 'error codes of Node.js',
    remedy: 'No way to NetSuite: check the connection, the VPN and, behind a proxy, SUITECLOUD_PROXY=http://host:port.',
  },
  {
    code: 'NETWORK-CERTIFICATE',
    parts: [
      'self-signed certificate',
      'unable to verify the first certificate',
      'unable to get local issuer certificate',
    ],
    source: 'Node.js',
    remedy:
      'Something between this machine and NetSuite, such as a proxy, shows its own certificate. Ask for its root certificate and name the file in NODE_EXTRA_CA_CERTS.',
  },
  {
    code: 'HTTP-STATUS',
    parts: ['request failed with status code'],
    source: null,
    remedy:
      '302, 401 and 403: the sign-in ended, the role may not deploy, or a proxy answers instead of NetSuite. 5xx: NetSuite is busy or down; try later.',
  },
  {
    code: 'CLI-PROXY',
    parts: ['environment variable must contain a valid proxy URL'],
    source: null,
    remedy: 'Write the proxy with protocol, host and port: SUITECLOUD_PROXY=http://proxy.example.com:8080.',
  },
  {
    code: 'CLI-TIMEOUT',
    parts: ['Project command request timed out'],
    source: null,
    remedy:
      'NetSuite did not answer within 15 minutes. What was applied is not known. Wait some minutes, then deploy again: it replaces what is there by the same.',
  },
  {
    code: 'CLI-BROWSER',
    parts: ['Browser-based authentication is not allowed'],
    source: null,
    remedy:
      'SUITECLOUD_CI or SUITECLOUD_CI_PASSKEY is set: unset both to sign in by browser, or sign in by certificate.',
  },
  {
    code: 'CLI-CERTIFICATE',
    parts: ['Machine-to-machine authentication is not allowed'],
    source: null,
    remedy: 'Signing in by certificate needs SUITECLOUD_CI_PASSKEY; docs/promote.md tells how.',
  },
  {
    code: 'CLI-VARIABLES',
    parts: ['The following environment variables are currently set'],
    source: null,
    remedy:
      'Set either SUITECLOUD_CI with SUITECLOUD_CI_PASSKEY (certificate), or SUITECLOUD_FALLBACK_PASSKEY alone, or none (browser).',
  },
  {
    code: 'CLI-CHARACTERS',
    parts: ['Invalid characters were found'],
    source: null,
    remedy: 'Move the project to a folder whose path has none of < > | ; & $ and no backtick.',
  },
  {
    code: 'CLI-HOOK',
    parts: ['There was an error while executing the "beforeExecuting" function'],
    source: null,
    remedy: 'The build or the check refused: what they print above says where.',
  },
  {
    code: 'SDF-FEATURE',
    parts: ['The manifest must define the'],
    source: 'SDFxml_1334137041',
    remedy:
      'The project is damaged: npm run check names the object. Restore it, or add the feature to src/manifest.xml.',
  },
  {
    code: 'SDF-FEATURE-OFF',
    parts: ['feature must be enabled to deploy this project'],
    source: 'section_1500942041',
    remedy:
      'An administrator switches the feature on: Setup > Company > Enable Features. We need Server SuiteScript and Custom Records.',
  },
  {
    code: 'SDF-REFERENCE',
    parts: ['is missing in the project and also not included in the dependencies list'],
    source: 'issue 488 of Oracle’s SDK',
    remedy: 'A file of src/Objects is missing: get the version again, whole.',
  },
  {
    code: 'SDF-FILE',
    parts: ["referenced by object field 'scriptfile' could not be resolved"],
    source: 'NetSuite, seen in public issues',
    remedy: 'A compiled script is missing: npm run build, then deploy again.',
  },
  {
    code: 'SDF-TYPE',
    parts: ['The fieldtype field must not be'],
    source: 'NetSuite, seen in public issues',
    remedy:
      'A field of this id is in the account with another type. If it is not ours, it was made by hand: rename or delete it there.',
  },
  {
    code: 'SDF-MODULE-SCOPE',
    parts: ['SUITESCRIPT_API_UNAVAILABLE_IN_DEFINE'],
    source: 'Oracle’s SDK skill',
    remedy: 'A changed script calls NetSuite while it loads: npm run check names the line.',
  },
  {
    code: 'SDF-CONTENTION',
    parts: ['system contention'],
    source: 'section_4719750997',
    remedy: 'Something else is being deployed or changed there: wait some minutes and deploy again.',
  },
];

/** The errors that the output contains, each once. */
export function findKnownErrors(output: string): readonly KnownError[] {
  const text = cleanOutput(output).replace(/\s+/g, ' ').toLowerCase();
  return KNOWN_ERRORS.filter(({ parts }) => parts.some((part) => text.includes(part.toLowerCase())));
}
