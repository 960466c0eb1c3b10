/** Decides whether a signed request is accepted, and writes the line of the Login Audit Trail. */

import type { RoleModel } from '../project/model';
import { isSignatureRight, readOAuthHeader, type OAuthHeader } from './oauth';
import type { AccessToken, AuditLine, RestRequest, RestState } from './state';

/** Five failures lock a person out for 30 minutes (subsect_156935170194). */
const FAILURES_TO_LOCK = 5;
const LOCK_MS = 30 * 60 * 1000;

/** Permissions that allow a sign-in by token (bridgehead_4248124361). */
const TOKEN_PERMISSIONS = ['ADMI_MANAGE_OWN_OAUTH_TOKENS', 'ADMI_LOGIN_OAUTH'];

type SignIn =
  | { readonly kind: 'in'; readonly token: AccessToken }
  | { readonly kind: 'refused'; readonly detail: AuditLine['detail'] };

/** Writes the audit line and counts failures for the lock. `nowMs` is the time of the account's clock. */
export function signIn(request: RestRequest, state: RestState, nowMs: number, isRestletHost: boolean): SignIn {
  const header = readOAuthHeader(request.headers['authorization'], nowMs);
  const token = typeof header === 'string' ? null : findToken(header, state);
  const detail = typeof header === 'string' ? header : refuse(header, token, request, state, nowMs, isRestletHost);
  state.audit.push({ atMs: nowMs, isSuccess: detail === null, detail: detail ?? '' });
  if (detail === null && token !== null) return { kind: 'in', token };
  // A role that this host refuses had the right keys, so it does not count as a failure.
  if (token !== null && detail !== 'web services only') token.employee.failedAtMs.push(nowMs);
  return { kind: 'refused', detail: detail ?? 'token_rejected' };
}

function findToken(header: OAuthHeader, state: RestState): AccessToken | null {
  return state.tokens.find(({ tokenId }) => tokenId === header.token) ?? null;
}

function refuse(
  header: OAuthHeader,
  token: AccessToken | null,
  request: RestRequest,
  state: RestState,
  nowMs: number,
  isRestletHost: boolean,
): AuditLine['detail'] | null {
  if (header.realm !== state.accountId) return 'realm';
  const integration = state.integrations.find(({ consumerKey }) => consumerKey === header.consumerKey);
  if (integration === undefined) return 'consumer_key_unknown';
  if (integration.state !== 'Enabled' || !integration.isTokenBased) return 'consumer_key_refused';
  if (!state.features.has('TBA')) return 'FeatureDisabled';
  if (token === null || token.isRevoked || token.integration !== integration) return 'token_rejected';
  if (isLocked(token, nowMs)) return 'temporary_locked';
  const url = `https://${request.host}${request.path}`;
  if (!isSignatureRight(header, { method: request.method, url }, integration.consumerSecret, token.tokenSecret)) {
    return 'InvalidSignature';
  }
  const nonce = `${header.timestampSeconds} ${header.nonce}`;
  if (state.usedNonces.has(nonce)) return 'nonce_used';
  state.usedNonces.add(nonce);
  const { employee, role } = token;
  if (!employee.isActive || role.isInactive || !hasTokenPermission(role.model)) return 'permission_denied';
  if (state.isCallerShutOut) return 'ip';
  return isRestletHost && role.isWebServicesOnly ? 'web services only' : null;
}

function isLocked({ employee }: AccessToken, nowMs: number): boolean {
  const last = employee.failedAtMs.slice(-FAILURES_TO_LOCK);
  return last.length === FAILURES_TO_LOCK && last.every((failedAtMs) => nowMs - failedAtMs < LOCK_MS);
}

function hasTokenPermission({ permissions }: RoleModel): boolean {
  return permissions.some(({ key }) => TOKEN_PERMISSIONS.includes(key));
}
