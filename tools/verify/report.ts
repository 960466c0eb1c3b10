/** Result of a run as one value, from which `json` and the text are printed. */

import { GUIDE_PERMISSIONS, HALVES, isNeededFor, type Half } from '../shared/access/connector_role';
import { ENABLE_FEATURES, FEATURES } from '../shared/access/features';
import { findPermission } from '../shared/access/permission_facts';
import { VALUE_FIELDS, type Credentials } from './credentials';
import { diagnose, type Diagnosis } from './diagnose';
import { describeReading, type Verdict, type VerifyResult } from './run_verify';
import { OWNERSHIP, TIMETABLE } from './timetable';

export interface PermissionReport {
  readonly permission: string;
  /** Line of AfterShip's guide. */
  readonly guide: string;
  readonly neededFor: readonly Half[];
  readonly verdict: Verdict;
  readonly reason: string;
  /** Remedy; null when nothing is needed. */
  readonly mend: string | null;
}

export interface HalfReport {
  readonly half: Half;
  /** True when everything that can be checked is granted. */
  readonly isProved: boolean;
  readonly said: string;
}

export interface VerifyReport {
  readonly isSignedIn: boolean;
  /**
   * 0: everything that can be checked is granted. 1: something is refused or unclear. 2: the values are wrong. 3: no
   * verdict. Permissions count that a wanted half of the connection needs.
   */
  readonly exitCode: 0 | 1 | 2 | 3;
  readonly emulated: boolean;
  readonly account: string;
  readonly environment: string;
  readonly hosts: readonly string[];
  readonly company: string | null;
  readonly role: string | null;
  readonly employee: string | null;
  readonly counts: Readonly<Record<Verdict, number>>;
  /** What can be said of each half of AfterShip's connection; empty without a sign-in. */
  readonly halves: readonly HalfReport[];
  readonly permissions: readonly PermissionReport[];
  readonly diagnosis: Diagnosis | null;
  readonly failedSignIns: number;
  readonly hints: readonly string[];
  /** Labels, never values, in the order in which AfterShip asks for them. */
  readonly order: readonly string[];
  readonly notes: readonly string[];
}

const OUR_ROLE = 'AfterShip Connector';

export function buildReport(
  result: VerifyResult,
  credentials: Credentials,
  hints: readonly string[],
  {
    proxy,
    emulated,
    wanted,
  }: { readonly proxy: string | null; readonly emulated: boolean; readonly wanted: readonly Half[] },
): VerifyReport {
  const { signIn, hosts, probes } = result;
  const diagnosis = diagnose(result, credentials, proxy);
  const count = (verdict: Verdict): number => probes.filter((probe) => probe.verdict === verdict).length;
  const counts = {
    granted: count('granted'),
    refused: count('refused'),
    'not checkable': count('not checkable'),
    'could not tell': count('could not tell'),
  };
  const info = signIn.kind === 'signed in' ? signIn.info : null;
  const permissions = orderAsGuide(result);
  const halves = permissions.length === 0 ? [] : HALVES.map((half) => judgeHalf(half, permissions));
  return {
    isSignedIn: signIn.kind === 'signed in',
    exitCode: decideExitCode(
      diagnosis,
      halves.filter(({ half }) => wanted.includes(half)),
    ),
    emulated,
    account: credentials.account.id,
    environment: credentials.account.kind,
    hosts: [hosts.restlets, hosts.rest].map((origin) => new URL(origin).host),
    company: info?.companyName ?? null,
    role: info?.roleName ?? null,
    employee: info?.entityId ?? null,
    counts,
    halves,
    permissions,
    diagnosis,
    failedSignIns: result.failedSignIns,
    hints: [...hints, ...noteSignIn(result)],
    order: VALUE_FIELDS.map(({ label }) => label),
    notes: [...OWNERSHIP, ...TIMETABLE],
  };
}

function decideExitCode(diagnosis: Diagnosis | null, wanted: readonly HalfReport[]): VerifyReport['exitCode'] {
  if (diagnosis !== null) return diagnosis.isAboutValues ? 2 : 3;
  return wanted.every(({ isProved }) => isProved) ? 0 : 1;
}

/** What each half is, and what nobody can see from outside. */
const ABOUT_HALVES: Readonly<Record<Half, { readonly what: string; readonly besides: string }>> = {
  Tracking: { what: 'AfterShip Tracking (orders and shipments)', besides: '' },
  Returns: {
    what: 'AfterShip Returns (RMAs)',
    besides: ` It also needs the ${FEATURES.filter(({ onlyForReturns }) => onlyForReturns === true)
      .map(({ name }) => name)
      .join(' and ')} features. Level Create makes RMAs; to change or cancel them takes Edit.`,
  },
};

function judgeHalf(half: Half, permissions: readonly PermissionReport[]): HalfReport {
  const { what, besides } = ABOUT_HALVES[half];
  const needed = permissions.filter(({ neededFor }) => neededFor.includes(half));
  const missing = needed.filter(({ verdict }) => verdict === 'refused' || verdict === 'could not tell');
  const names = missing.map(({ guide }) => guide.replace(/ \(.*\)$/, '')).join(', ');
  const isProved = missing.length === 0;
  const verdict = isProved ? 'everything that can be checked is granted.' : `not proved: ${names}.`;
  return { half, isProved, said: `${what}: ${verdict}${besides}` };
}

function orderAsGuide({ probes }: VerifyResult): readonly PermissionReport[] {
  return GUIDE_PERMISSIONS.flatMap(({ guide, permission, level, onlyForReturns }) => {
    const probe = probes.find((candidate) => candidate.permission === permission);
    if (probe === undefined) return [];
    const neededFor = HALVES.filter((half) => isNeededFor(half, { onlyForReturns }));
    return [{ ...probe, guide, neededFor, mend: probe.verdict === 'refused' ? mend(guide, permission, level) : null }];
  });
}

function mend(guide: string, permission: string, level: string): string {
  const facts = findPermission(permission);
  const feature = FEATURES.find(({ id }) => id === facts?.featureId);
  const subtab = guide.split(' - ')[0] ?? '';
  const menu = `Setup > Users/Roles > User Management > Manage Roles, Permissions > ${subtab}: ${facts?.name ?? permission}, ${level.charAt(0)}${level.slice(1).toLowerCase()}`;
  const needs =
    feature === undefined
      ? ''
      : ` It counts only while its feature is on: ${ENABLE_FEATURES} > ${feature.subtab}: ${feature.name}.`;
  return `${menu}. Deploying this project again sets it for ${OUR_ROLE}.${needs}`;
}

/** Notes about oddities of a successful sign-in and about a clock near the limit. */
function noteSignIn({ signIn, clockAheadSeconds }: VerifyResult): readonly string[] {
  const notes: string[] = [];
  const offSeconds = Math.abs(clockAheadSeconds ?? 0);
  if (offSeconds > 60 && signIn.kind !== 'clock') {
    notes.push(`This machine’s clock is ${offSeconds} seconds off NetSuite’s. From five minutes on nothing signs in.`);
  }
  if (signIn.kind !== 'signed in') return notes;
  if (signIn.restletRefusal !== null) {
    notes.push(
      `REST web services let the token in; the host of RESTlets did not (${describeReading(signIn.restletRefusal)}). Usually the role has Web Services Only (Setup > Users/Roles > User Management > Manage Roles): the keys are right, but which role this is cannot be told, and RESTlets stay closed to it.`,
    );
  }
  const role = signIn.info?.roleName ?? null;
  if (role !== null && role !== OUR_ROLE) {
    notes.push(
      role === 'Administrator'
        ? `The token’s role is Administrator: it may do everything, so this proves little. Make one for ${OUR_ROLE}; Oracle advises against Administrator for REST (article_5085602973).`
        : `The token’s role is ${role}, not ${OUR_ROLE}: that is what AfterShip will have.`,
    );
  }
  return notes;
}
