/**
 * The settings of one connection between a NetSuite account and AfterShip, as an administrator wrote them.
 */

import { LONGEST_PAUSE_SECONDS } from './backoff';
import type { PlaceFilters } from './netsuite/filters';
import type { CalendarDate, EpochSeconds } from './values';

export type Mode = 'off' | 'preview' | 'on';

/**
 * What to do with a tracking that somebody else made before us: leave it untouched, or keep its content up to date. It
 * is never removed in either case.
 */
export type Adoption = 'link only' | 'keep in step';

export interface Connection extends PlaceFilters {
  readonly id: number;
  readonly accountId: string;
  /** Script id of the API secret that holds the AfterShip key, `custsecret…`. */
  readonly secretId: string;
  readonly mode: Mode;
  readonly startDate: CalendarDate;
  /** Maximum age in days of a fulfillment for which trackings may still be created. */
  readonly maxAgeDays: number;
  readonly sendName: boolean;
  readonly sendEmail: boolean;
  readonly sendPhone: boolean;
  /** The only e-mail address that trackings made outside production may carry. */
  readonly testRecipient: string | null;
  readonly adoption: Adoption;
  readonly includeSalesOrders: boolean;
  readonly includeTransferOrders: boolean;
  readonly includeDropShipments: boolean;
  /** A package is first sent after this many minutes, so that a number which is corrected meanwhile is never sent. */
  readonly sendWaitMinutes: number;
  /** Ship methods whose fulfillments are not sent, by internal id or name. */
  readonly leftOutShipMethods: readonly string[];
  readonly removalWaitMinutes: number;
  /**
   * When this is true, a tracking that is already moving is removed too. When it is false, the tracking stays at
   * AfterShip.
   */
  readonly removeMoving: boolean;
  readonly removalsPerHour: number;
  /** One pair a line: `ship method name or internal id = AfterShip slug`. */
  readonly carrierMapping: string;
  /** One line for each AfterShip field, with the NetSuite fields that fill it: `order_number = order.custbody_x`. */
  readonly fieldMapping: string;
  readonly tags: readonly string[];
  /** Only people write it. */
  readonly stoppedByPerson: boolean;
  /** Only scripts write it. */
  readonly stoppedByError: boolean;
  readonly stopReason: string | null;
  /** AfterShip asked to slow down until then; null when it did not. A time in the past means nothing. */
  readonly pausedUntil: EpochSeconds | null;
  readonly notice: Notice;
  /**
   * What AfterShip says about the couriers that the carrier mapping names (carrier/account_couriers.ts); null when
   * AfterShip was not asked yet.
   */
  readonly couriers: string | null;
  /** How far the hourly check has got; null makes it begin anew. */
  readonly checkCursor: string | null;
}

/** Whom to tell when sending stops because of an error, and what they were told last. */
export interface Notice {
  /** Internal id of the employee who is the author of the e-mail in NetSuite. */
  readonly author: number | null;
  readonly emails: readonly string[];
  readonly told: Told | null;
}

export interface Told {
  readonly at: EpochSeconds;
  /** The stop reason that the last message was about. */
  readonly reason: string;
  /**
   * `nothing` means that the first probe found the stop gone, so nobody was told. The stop is remembered in case it
   * comes back.
   */
  readonly said: 'stopped' | 'goes on' | 'nothing';
  /** The number of probes in a row, after `goes on`, that found sending stopped for this reason again. */
  readonly seen: number;
}

/**
 * The answer to whether the next call to AfterShip may be made. It is decided from fresh settings before every call.
 */
export type SendPermission =
  /** `notBefore`: AfterShip asked for no request before this time. */
  | { readonly kind: 'send'; readonly notBefore: EpochSeconds | null }
  | { readonly kind: 'preview' }
  | { readonly kind: 'off' }
  | { readonly kind: 'stopped'; readonly by: 'person' | 'error'; readonly reason: string };

const STOPPED_BY_PERSON = 'A person stopped sending on the connection.';

/**
 * Decides from fresh settings whether the next call may be made. When a person and an error both stopped sending, the
 * answer names the person.
 */
export function sendPermission(
  connection: Pick<Connection, 'mode' | 'stoppedByPerson' | 'stoppedByError' | 'stopReason' | 'pausedUntil'>,
): SendPermission {
  if (connection.mode === 'off') return { kind: 'off' };
  if (connection.mode === 'preview') return { kind: 'preview' };
  // Scripts write the reason on the record, so it does not belong to a person's stop.
  if (connection.stoppedByPerson) return { kind: 'stopped', by: 'person', reason: STOPPED_BY_PERSON };
  if (connection.stoppedByError) {
    return { kind: 'stopped', by: 'error', reason: connection.stopReason ?? 'Stopped by an error.' };
  }
  return { kind: 'send', notBefore: connection.pausedUntil };
}

/**
 * The time until which AfterShip asked for no request; null when that is over, or when it is later than any script
 * writes, because then somebody wrote it by hand.
 */
export function pauseAt({ pausedUntil }: Pick<Connection, 'pausedUntil'>, now: EpochSeconds): EpochSeconds | null {
  return pausedUntil !== null && pausedUntil > now && pausedUntil <= now + LONGEST_PAUSE_SECONDS ? pausedUntil : null;
}

/**
 * Result of reading the connection of an account: exactly one usable connection, none, or a sentence that says what to
 * correct.
 */
export type ConnectionReading =
  | { readonly kind: 'connection'; readonly connection: Connection }
  /**
   * `otherAccounts` are the accounts that the connections found were made for. A copied account has many such
   * connections.
   */
  | { readonly kind: 'none'; readonly otherAccounts: readonly string[] }
  | {
      readonly kind: 'unusable';
      readonly problem: string;
      /** The records that the problem is about, as far as they can be read. */
      readonly records: readonly UnusableConnection[];
    };

export interface UnusableConnection {
  readonly id: number;
  readonly notice: Notice;
  /** Whether the record asks for sending: its mode is not Off, or is not one of the list, and no person stopped it. */
  readonly asksForSending: boolean;
}

/** Outcome of the last request for sending, kept for people to see. */
export interface SendingRequest {
  readonly at: EpochSeconds;
  readonly outcome: 'accepted' | 'busy' | 'refused';
  readonly detail: string;
}
