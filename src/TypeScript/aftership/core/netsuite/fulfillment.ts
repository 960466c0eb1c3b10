/**
 * What we know of one item fulfillment at the moment we look at it: read once, never changed, never stored.
 */

import type { FieldReading } from '../fields/values';
import type { CalendarDate, EpochSeconds } from '../values';

/** The five line lists in which NetSuite keeps packages; which one a fulfillment has depends on its shipping integration. */
export type PackageList = 'package' | 'packageups' | 'packagefedex' | 'packageusps' | 'shipmentpackage';

export const PACKAGE_LISTS: readonly PackageList[] = [
  'package',
  'packageups',
  'packagefedex',
  'packageusps',
  'shipmentpackage',
];

/** One line of a package list, as typed: the field may be empty or hold several numbers. `line` counts from 0. */
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
  /** As NetSuite gave it: an alpha-2 code, or whatever else it may be. */
  readonly country: string | null;
  readonly phone: string | null;
}

/** What a fulfillment was made from. `unknown` = its order is deleted, hidden from us, or of a kind we do not know. */
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
  /** Their shipments are tracked without name, e-mail address and phone number. */
  readonly withoutContact: boolean;
  /** Their shipments are not tracked. */
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
  /** Internal ids. */
  readonly subsidiaryId: string | null;
  readonly locationId: string | null;
  /** A person ticked that it is not to be tracked. */
  readonly isOptedOut: boolean;
  readonly destination: Address | null;
  readonly origin: Address | null;
  readonly fieldReading: FieldReading;
}

/** The day a fulfillment counts from: the day it shipped, else its own date. */
export function shipDay(fulfillment: Fulfillment): CalendarDate {
  return fulfillment.shippedOn ?? fulfillment.date;
}
