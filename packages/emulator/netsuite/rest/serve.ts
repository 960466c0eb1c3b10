/**
 * Answers a request to one of an account's hosts: the service that names the hosts, token information at the RESTlets
 * host, and the reads of REST web services that `npm run verify` makes. Any other request throws "not emulated".
 */

import { readFacts } from '../../../sdf-check';
import { answerJson, answerRestError, answerRestletError, REST_SIGN_IN_REFUSED, type RestAnswer } from './answers';
import type { RestDials } from './dials';
import { signIn } from './sign_in';
import type { AccessToken, RestRequest, RestState } from './state';

/** Emulated records of the REST API with the permission to read them (chapter_N3236764). */
export const RECORD_PERMISSIONS: Readonly<Record<string, string>> = {
  customer: 'LIST_CUSTJOB',
  contact: 'LIST_CONTACT',
  currency: 'LIST_CURRENCY',
  inventoryItem: 'LIST_ITEM',
  salesOrder: 'TRAN_SALESORD',
  itemFulfillment: 'TRAN_ITEMSHIP',
  returnAuthorization: 'TRAN_RTNAUTH',
};
const TRANSACTIONS = ['salesOrder', 'itemFulfillment', 'returnAuthorization'];

const DISCOVERY_HOST = 'rest.netsuite.com';
const RECORD_PATH = '/services/rest/record/v1/';

/** `nowMs` is the time of the account's clock. */
export function serveRest(request: RestRequest, state: RestState, nowMs: number): RestAnswer {
  state.requests.push({
    ...request,
    headers: Object.fromEntries(Object.entries(request.headers).filter(([name]) => name !== 'authorization')),
  });
  const url = new URL(`https://${request.host}${request.path}`);
  const label = state.accountId.toLowerCase().replaceAll('_', '-');
  switch (request.host) {
    case DISCOVERY_HOST:
      return nameHosts(url, state, label);
    case `${label}.restlets.api.netsuite.com`:
      return serveRestletHost(request, url, state, nowMs);
    case `${label}.suitetalk.api.netsuite.com`:
      return serveRestHost(request, url, state, nowMs);
    default:
      // The host belongs to another account, which does not know these keys.
      return request.host.includes('.restlets.')
        ? answerRestletError('INVALID_LOGIN_ATTEMPT', 'Invalid login attempt.', state.dials)
        : REST_SIGN_IN_REFUSED;
  }
}

/** Names the hosts without a sign-in (chapter_157011836591). */
function nameHosts(url: URL, state: RestState, label: string): RestAnswer {
  if (url.pathname !== '/rest/datacenterurls') throw new Error(`Not emulated: ${url.pathname}`);
  if (url.searchParams.get('account') === state.accountId) {
    return answerJson(200, {
      restDomain: `https://${label}.restlets.api.netsuite.com`,
      systemDomain: `https://${label}.app.netsuite.com`,
      webservicesDomain: `https://${label}.suitetalk.api.netsuite.com`,
    });
  }
  if (state.dials.unknownAccountHosts === 'error') return { status: 404, headers: {}, body: '' };
  return answerJson(200, {
    restDomain: 'https://rest.netsuite.com',
    systemDomain: 'https://system.netsuite.com',
    webservicesDomain: 'https://webservices.netsuite.com',
  });
}

function serveRestletHost(request: RestRequest, url: URL, state: RestState, nowMs: number): RestAnswer {
  if (url.pathname !== '/rest/tokeninfo') throw new Error(`Not emulated: ${url.pathname}`);
  const entry = signIn(request, state, nowMs, true);
  if (entry.kind === 'refused') {
    return entry.detail === 'web services only'
      ? answerRestletError('INVALID_LOGIN_CREDENTIALS', 'Invalid login credentials.', state.dials)
      : answerRestletError('INVALID_LOGIN_ATTEMPT', 'Invalid login attempt.', state.dials);
  }
  return answerJson(200, describeToken(entry.token, state));
}

function describeToken({ employee, role }: AccessToken, { accountId, companyName, dials }: RestState): unknown {
  const values = [companyName, accountId, role.model.name, role.id, employee.id];
  const names: Readonly<Record<RestDials['tokenInfoNames'], readonly string[]>> = {
    'camel case': ['companyName', 'companyId', 'roleName', 'roleId', 'entityId'],
    'snake case': ['company_name', 'company_id', 'role_name', 'role_id', 'entity_id'],
    words: ['Company Name', 'Company ID', 'Role Name', 'Role ID', 'Entity ID'],
  };
  return Object.fromEntries(names[dials.tokenInfoNames].map((name, index) => [name, values[index]]));
}

function serveRestHost(request: RestRequest, url: URL, state: RestState, nowMs: number): RestAnswer {
  const entry = signIn(request, state, nowMs, false);
  if (entry.kind === 'refused') return REST_SIGN_IN_REFUSED;
  const may = (permission: string): boolean => isGranted(entry.token, permission, state);
  if (!may('ADMI_RESTWEBSERVICES')) return refusePermission('REST Web Services', 'Setup');
  if (url.pathname === '/services/rest/query/v1/suiteql') return query(request, state, may);
  const name = url.pathname.slice(RECORD_PATH.length);
  if (!url.pathname.startsWith(RECORD_PATH) || request.method !== 'GET') {
    throw new Error(`Not emulated: ${request.method} ${url.pathname}`);
  }
  if (name === 'metadata-catalog') {
    const visible = Object.keys(RECORD_PERMISSIONS).filter((record) => may(RECORD_PERMISSIONS[record] ?? ''));
    return answerJson(200, { items: visible.map((record) => ({ name: record, links: [] })) });
  }
  const permission = RECORD_PERMISSIONS[name];
  if (permission === undefined) throw new Error(`Not emulated: the record ${name}`);
  if (!may(permission)) return refuseRecord(name, permission, state);
  const search = TRANSACTIONS.includes(name) ? 'TRAN_FIND' : 'LIST_FIND';
  if (state.dials.listNeedsSearch === 'yes' && !may(search)) return refuseRecord(name, search, state);
  return listRecords(state.records.get(name) ?? 0, Number(url.searchParams.get('limit') ?? '1000'));
}

/** Runs SuiteQL over one table without conditions. */
function query(request: RestRequest, state: RestState, may: (permission: string) => boolean): RestAnswer {
  if (request.method !== 'POST') throw new Error(`Not emulated: ${request.method} of SuiteQL`);
  if (request.headers['prefer'] !== 'transient') {
    return answerRestError(400, 'Bad Request', 'INVALID_REQUEST', 'The Prefer: transient header is required.');
  }
  if (!may('REPO_ANALYTICS')) return refusePermission('SuiteAnalytics Workbook', 'Reports');
  const table = /^SELECT id FROM (\w+)$/.exec(parseQuery(request.body))?.[1];
  if (table === undefined) throw new Error(`Not emulated: the query ${request.body}`);
  if (table === 'transaction') {
    if (!may('TRAN_FIND')) return refuseRecord('transaction', 'TRAN_FIND', state);
    const count = TRANSACTIONS.reduce((sum, name) => sum + (state.records.get(name) ?? 0), 0);
    return listRecords(count, 1);
  }
  const permission = RECORD_PERMISSIONS[table];
  if (permission === undefined) throw new Error(`Not emulated: the table ${table}`);
  return may(permission) ? listRecords(state.records.get(table) ?? 0, 1) : refuseRecord(table, permission, state);
}

function parseQuery(body: string): string {
  const parsed: unknown = JSON.parse(body);
  const q = typeof parsed === 'object' && parsed !== null && 'q' in parsed ? parsed.q : null;
  return typeof q === 'string' ? q : '';
}

/** A list in the format of section_156414087576. */
function listRecords(total: number, limit: number): RestAnswer {
  const count = Math.min(total, limit);
  return answerJson(200, {
    links: [],
    count,
    hasMore: count < total,
    items: Array.from({ length: count }, (_unused, index) => ({ links: [], id: String(index + 1) })),
    offset: 0,
    totalResults: total,
  });
}

/** True when the role has the permission and its feature is on. */
function isGranted({ role }: AccessToken, permission: string, { features }: RestState): boolean {
  const feature = findPermission(permission)?.featureId ?? null;
  return (
    (feature === null || features.has(feature)) &&
    role.model.permissions.some(({ key, level }) => key === permission && level !== 'NONE')
  );
}

function refuseRecord(name: string, permission: string, state: RestState): RestAnswer {
  const needed = findPermission(permission)?.name ?? permission;
  switch (state.dials.missingPermission) {
    case '403':
      return refusePermission(needed, permission.startsWith('TRAN_') ? 'Transactions' : 'Lists');
    case '400':
      return answerRestError(
        400,
        'Bad Request',
        'USER_ERROR',
        `Permission Violation: you need the permission ${needed}.`,
      );
    case '404':
      return answerRestError(404, 'Not Found', 'NONEXISTENT_ID', `The record type ${name} does not exist.`);
    case 'empty list':
      return listRecords(0, 1);
  }
}

function refusePermission(name: string, section: string): RestAnswer {
  return answerRestError(
    403,
    'Forbidden',
    'INSUFFICIENT_PERMISSION',
    `Permission Violation: You need the '${section} -> ${name}' permission to access this page. Please contact your account administrator.`,
  );
}

interface PermissionFacts {
  readonly name: string;
  readonly featureId: string | null;
}

function findPermission(key: string): PermissionFacts | null {
  return parseFacts(readFacts('role-permissions'))[key] ?? null;
}

function parseFacts(facts: unknown): Readonly<Record<string, PermissionFacts>> {
  return (facts as { readonly permissions: Readonly<Record<string, PermissionFacts>> }).permissions;
}
