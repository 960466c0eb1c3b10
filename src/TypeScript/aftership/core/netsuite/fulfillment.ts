/** An item fulfillment as it was at the moment of a look. It is read once, never changed and never stored. */

import type { FieldReading, Named } from '../fields/values';
import type { CalendarDate, EpochSeconds } from '../values';

/**
 * The five line lists in which NetSuite keeps packages. The shipping integration of a fulfillment decides which list it
 * has.
 */
export type PackageList = 'package' | 'packageups' | 'packagefedex' | 'packageusps' | 'shipmentpackage';

export const PACKAGE_LISTS: readonly PackageList[] = [
  'package',
  'packageups',
  'packagefedex',
  'packageusps',
  'shipmentpackage',
];

/**
 * One line of a package list, as typed. Its number field may be empty or hold several numbers. `line` counts from 0.
 */
export interface PackageLine {
  readonly list: PackageList;
  readonly line: number;
  readonly trackingNumber: string;
  readonly description: string | null;
}

export interface Address {
  readonly addressee: string | null;
  readonly attention: string | null;
  readonly city: string | null;
  readonly state: string | null;
  readonly postalCode: string | null;
  /** The country as NetSuite gave it: an alpha-2 code or any other text. */
  readonly country: string | null;
  readonly phone: string | null;
}

/** What a fulfillment was made from. `unknown` means that its order is deleted, hidden from us, or of another kind. */
export type OrderKind = 'salesorder' | 'transferorder' | 'dropship' | 'vendorreturn' | 'unknown';

export interface Order {
  readonly kind: OrderKind;
  /** Internal id; null when the fulfillment names no order. */
  readonly id: number | null;
  readonly number: string | null;
  readonly date: CalendarDate | null;
  readonly emails: readonly string[];
  /** Address of the order's page in NetSuite. */
  readonly url: string | null;
}

export interface Customer {
  readonly id: number;
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  /** NetSuite's language code of the customer, such as `en_US` or `de_DE`. */
  readonly language: string | null;
  /** True for a customer whose trackings carry no name, e-mail address or phone number. */
  readonly withoutContact: boolean;
  /** True for a customer whose shipments are not tracked. */
  readonly isOptedOut: boolean;
}

export type FulfillmentStatus = 'picked' | 'packed' | 'shipped';

export interface Fulfillment {
  readonly id: number;
  readonly number: string | null;
  readonly status: FulfillmentStatus;
  readonly date: CalendarDate;
  readonly shippedOn: CalendarDate | null;
  readonly lastModified: EpochSeconds | null;
  readonly packageLines: readonly PackageLine[];
  readonly order: Order;
  readonly customer: Customer | null;
  readonly shipMethod: { readonly id: string; readonly name: string } | null;
  /** Internal id. */
  readonly subsidiaryId: string | null;
  /**
   * The locations of its item lines, each once, in the order of the lines. A name is empty when this run may not see
   * it.
   */
  readonly locations: readonly Named[];
  /** True when a person ticked that the fulfillment must not be tracked. */
  readonly isOptedOut: boolean;
  readonly destination: Address | null;
  /** The address of its location. Null when it ships from several locations, because then it has no single origin. */
  readonly origin: Address | null;
  readonly fieldReading: FieldReading;
}

/** The day from which the age of a fulfillment counts: the day it shipped, or else its own date. */
export function shipDay(fulfillment: Fulfillment): CalendarDate {
  return fulfillment.shippedOn ?? fulfillment.date;
}
