/**
 * State of the REST side of an emulated account: persons, tokens, roles, and the number of records. It is plain data
 * without a clock, and separate from account.ts, which runs scripts.
 */

import type { RoleModel } from '../project/model';
import type { RestDials } from './dials';
import type { RestFault } from './faults';
import type { AuditDetail } from './oauth';

export interface Integration {
  readonly name: string;
  readonly consumerKey: string;
  readonly consumerSecret: string;
  state: 'Enabled' | 'Blocked' | 'Waiting for Approval';
  /** The box Token-Based Authentication. */
  isTokenBased: boolean;
}

interface Employee {
  readonly id: number;
  isActive: boolean;
  /** Times of the failed sign-ins that count for the lock, epoch milliseconds. */
  failedAtMs: number[];
}

interface AccountRole {
  readonly id: number;
  model: RoleModel;
  isInactive: boolean;
  isWebServicesOnly: boolean;
}

export interface AccessToken {
  readonly tokenId: string;
  readonly tokenSecret: string;
  readonly integration: Integration;
  readonly employee: Employee;
  readonly role: AccountRole;
  isRevoked: boolean;
}

/** One line of the Login Audit Trail. */
export interface AuditLine {
  readonly atMs: number;
  readonly isSuccess: boolean;
  readonly detail: AuditDetail | 'ip' | 'realm' | 'web services only' | '';
}

export interface RestRequest {
  readonly method: string;
  readonly host: string;
  /** Path with query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface RestState {
  /** Account id on Company Information, such as `1234567_SB1`. */
  readonly accountId: string;
  readonly companyName: string;
  readonly features: Set<string>;
  readonly integrations: Integration[];
  readonly tokens: AccessToken[];
  /** Number of records by their name in the REST API. */
  readonly records: Map<string, number>;
  /** True when an IP address rule excludes the caller. */
  isCallerShutOut: boolean;
  readonly usedNonces: Set<string>;
  readonly audit: AuditLine[];
  /** Received requests, without their Authorization headers. */
  readonly requests: RestRequest[];
  readonly faults: RestFault[];
  readonly dials: RestDials;
  /** Seconds by which this account's clock is ahead of the caller's. */
  clockAheadSeconds: number;
}
