/**
 * What the REST side of an emulated account holds: who may sign in, what their role may do, and how many records there
 * are. Plain data without a clock; the account of account.ts runs scripts and is another thing.
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
  /** When the sign-ins failed that may lock this person out, epoch milliseconds. */
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
  /** With the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface RestState {
  /** As Company Information shows it, such as `1234567_SB1`. */
  readonly accountId: string;
  readonly companyName: string;
  readonly features: Set<string>;
  readonly integrations: Integration[];
  readonly tokens: AccessToken[];
  /** How many there are of each record of the REST API, by its name there. */
  readonly records: Map<string, number>;
  /** An IP address rule that does not list the caller. */
  isCallerShutOut: boolean;
  readonly usedNonces: Set<string>;
  readonly audit: AuditLine[];
  /** Every request that came in, without its Authorization header. */
  readonly requests: RestRequest[];
  readonly faults: RestFault[];
  readonly dials: RestDials;
  /** How far this account's clock is ahead of the caller's. */
  clockAheadSeconds: number;
}
