/**
 * The settings of one connection between a NetSuite account and AfterShip, as an administrator wrote them.
 */

import type { CalendarDate, EpochSeconds } from './values';

export type Mode = 'off' | 'preview' | 'on';

/** What to do with a tracking that somebody else made before us: never touch it, or keep its content in step. Never remove it. */
export type Adoption = 'link only' | 'keep in step';

export interface Connection {
  readonly id: number;
  readonly accountId: string;
  /** Script id of the API secret that holds the AfterShip key, `custsecret…`. */
  readonly secretId: string;
  readonly mode: Mode;
  readonly startDate: CalendarDate;
  /** Maximum age in days of a fulfillment whose packages may still be created. */
  readonly maxAgeDays: number;
  readonly sendName: boolean;
  readonly sendEmail: boolean;
  readonly sendPhone: boolean;
  /** The only address that trackings made outside production may carry. */
  readonly testRecipient: string | null;
  readonly adoption: Adoption;
  readonly includeSalesOrders: boolean;
  readonly includeTransferOrders: boolean;
  readonly includeDropShipments: boolean;
  /** A package is sent first when it is this old, so that what is corrected meanwhile is never sent. */
  readonly sendWaitMinutes: number;
  /** Internal ids; empty = no restriction. */
  readonly subsidiaries: readonly string[];
  readonly locations: readonly string[];
  /** Shipping items that are left out, by internal id or name. */
  readonly leftOutShipMethods: readonly string[];
  readonly removalWaitMinutes: number;
  /** Remove a tracking that is already moving, instead of keeping it and letting go of it. */
  readonly removeMoving: boolean;
  readonly removalsPerHour: number;
  /** `ship method name or internal id = AfterShip slug`, a pair a line. */
  readonly carrierMapping: string;
  /** Which of NetSuite's fields AfterShip's get their content from, `order_number = order.custbody_x`, one a line. */
  readonly fieldMapping: string;
  readonly tags: readonly string[];
  /** Only people write it. */
  readonly stoppedByPerson: boolean;
  /** Only scripts write it. */
  readonly stoppedByError: boolean;
  readonly stopReason: string | null;
  readonly notice: Notice;
  /** What AfterShip says of the couriers that the mapping names (carrier/account_couriers.ts); null = it was not asked yet. */
  readonly couriers: string | null;
  /** How far the hourly check has got; null = it begins anew. */
  readonly checkCursor: string | null;
}

/** Who is told when sending stops by an error, and what they were told last. */
export interface Notice {
  /** Internal id of the employee in whose name NetSuite sends the e-mail. */
  readonly author: number | null;
  readonly emails: readonly string[];
  readonly told: Told | null;
}

export interface Told {
  readonly at: EpochSeconds;
  /** The stop reason that it was about. */
  readonly reason: string;
  /** `nothing`: a stop that its first probe found gone was kept in mind, in case it comes back. */
  readonly said: 'stopped' | 'goes on' | 'nothing';
  /** Probes in a row, after `goes on`, that found sending stopped for this reason again. */
  readonly seen: number;
}

/** The part of a connection that must be fresh before every call to AfterShip. */
export type SendPermission =
  | { readonly kind: 'send' }
  | { readonly kind: 'preview' }
  | { readonly kind: 'off' }
  | { readonly kind: 'stopped'; readonly by: 'person' | 'error'; readonly reason: string };

const STOPPED_BY_PERSON = 'A person stopped sending on the connection.';

/** Decides from fresh settings whether the next call may be made. A person's stop is named before an error's. */
export function sendPermission(
  connection: Pick<Connection, 'mode' | 'stoppedByPerson' | 'stoppedByError' | 'stopReason'>,
): SendPermission {
  if (connection.mode === 'off') return { kind: 'off' };
  if (connection.mode === 'preview') return { kind: 'preview' };
  // The reason on the record is the scripts' own: a person's stop needs none.
  if (connection.stoppedByPerson) return { kind: 'stopped', by: 'person', reason: STOPPED_BY_PERSON };
  if (connection.stoppedByError) {
    return { kind: 'stopped', by: 'error', reason: connection.stopReason ?? 'Stopped by an error.' };
  }
  return { kind: 'send' };
}

/** Result of reading the connection of an account: exactly one that is usable, none, or a sentence saying what to mend. */
export type ConnectionReading =
  | { readonly kind: 'connection'; readonly connection: Connection }
  /** `otherAccounts`: connections made for other accounts, which a copied account is full of. */
  | { readonly kind: 'none'; readonly otherAccounts: readonly string[] }
  /** `ids`: the records of which it speaks. */
  | { readonly kind: 'unusable'; readonly problem: string; readonly ids: readonly number[] };

/** Outcome of the last request for sending, kept for people to see. */
export interface SendingRequest {
  readonly at: EpochSeconds;
  readonly outcome: 'accepted' | 'busy' | 'refused';
  readonly detail: string;
}
