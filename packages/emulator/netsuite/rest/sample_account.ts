/** An account set up as in docs/connect.md: the project's role, an integration record, a person and a token. */

import { randomBytes } from 'node:crypto';
import type { RoleModel } from '../project/model';
import { DEFAULT_REST_DIALS, type RestDials } from './dials';
import { RECORD_PERMISSIONS } from './serve';
import type { AccessToken, Integration, RestState } from './state';

export interface SampleAccount {
  readonly state: RestState;
  readonly integration: Integration;
  readonly token: AccessToken;
}

interface SampleOptions {
  readonly role: RoleModel;
  readonly accountId?: string;
  readonly dials?: Partial<RestDials>;
  /** Makes 64 hexadecimal digits. Default: new ones each time. */
  readonly makeKey?: () => string;
}

/** Features that docs/connect.md requires, and those that the role's permissions belong to; without SOAP. */
const FEATURES = [
  'CUSTOMCODE',
  'SERVERSIDESCRIPTING',
  'RESTWEBSERVICES',
  'TBA',
  'USR',
  'SALESORDERS',
  'ADVSHIPPING',
  'RETURNAUTHS',
  'MULTICURRENCY',
];

export function createSampleAccount({
  role,
  accountId = '1234567_SB1',
  dials = {},
  makeKey = () => randomBytes(32).toString('hex'),
}: SampleOptions): SampleAccount {
  const integration: Integration = {
    name: 'AfterShip Integration',
    consumerKey: makeKey(),
    consumerSecret: makeKey(),
    state: 'Enabled',
    isTokenBased: true,
  };
  const token: AccessToken = {
    tokenId: makeKey(),
    tokenSecret: makeKey(),
    integration,
    employee: { id: 42, isActive: true, failedAtMs: [] },
    role: { id: 1017, model: role, isInactive: false, isWebServicesOnly: false },
    isRevoked: false,
  };
  const state: RestState = {
    accountId,
    companyName: 'Example Company',
    features: new Set(FEATURES),
    integrations: [integration],
    tokens: [token],
    records: new Map(Object.keys(RECORD_PERMISSIONS).map((record) => [record, 3])),
    isCallerShutOut: false,
    usedNonces: new Set(),
    audit: [],
    requests: [],
    faults: [],
    dials: { ...DEFAULT_REST_DIALS, ...dials },
    clockAheadSeconds: 0,
  };
  return { state, integration, token };
}
