/** Values for tests: complete and plausible, each test changes only what it is about. */

import type { Backfill } from '../src/TypeScript/aftership/core/backfill';
import type { Connection } from '../src/TypeScript/aftership/core/connection';
import { evaluateFields, type EvaluatedFields } from '../src/TypeScript/aftership/core/fields/evaluate';
import { NO_FIELDS_READ } from '../src/TypeScript/aftership/core/fields/values';
import { trackingIdFor } from '../src/TypeScript/aftership/core/aftership/request';
import { ruleOf, type At, type Reason } from '../src/TypeScript/aftership/core/ledger/reasons';
import { faultOf, type Holding, type LedgerRow } from '../src/TypeScript/aftership/core/ledger/row';
import { newContent } from '../src/TypeScript/aftership/core/ledger/transitions';
import type { Customer, Fulfillment, PackageLine } from '../src/TypeScript/aftership/core/netsuite/fulfillment';
import type { Package } from '../src/TypeScript/aftership/core/netsuite/packages';
import { connectionWith, sha256Hex } from '../tools/shared/memory_ports';

/** 2026-11-23T18:00:00Z */
export const NOW = Date.UTC(2026, 10, 23, 18) / 1000;

/** Publicly documented carrier test numbers (see packages/emulator/facts/aftership-couriers.json). */
export const UPS_NUMBER = '1Z5R89390357567127';
export const UPS_NUMBER_2 = '1Z879E930346834440';
export const USPS_NUMBER = '9400111202555842332669';

export const aConnection = (changes: Partial<Connection> = {}): Connection => connectionWith(changes);

export function aFulfillment(
  numbers: readonly string[] = [UPS_NUMBER],
  changes: Partial<Fulfillment> = {},
): Fulfillment {
  return {
    id: 100,
    number: 'IF100',
    status: 'shipped',
    date: '2026-11-20',
    shippedOn: '2026-11-21',
    lastModified: NOW - 60,
    packageLines: packageLines(numbers),
    order: {
      kind: 'salesorder',
      id: 50,
      number: 'SO50',
      date: '2026-11-18',
      emails: ['buyer@example.com'],
      url: 'https://1234567.app.netsuite.com/app/accounting/transactions/salesord.nl?id=50',
    },
    customer: aCustomer(),
    subsidiaryId: null,
    locations: [],
    isOptedOut: false,
    shipMethod: { id: '7', name: 'UPS Ground' },
    destination: {
      addressee: 'Ada Example',
      attention: null,
      city: 'Berlin',
      state: 'BE',
      postalCode: '10115',
      country: 'DE',
      phone: null,
    },
    origin: null,
    fieldReading: NO_FIELDS_READ,
    ...changes,
  };
}

export function aCustomer(changes: Partial<Customer> = {}): Customer {
  return {
    id: 9,
    name: 'Ada Example',
    email: 'ada@example.com',
    phone: '+15005550006',
    language: 'en_US',
    withoutContact: false,
    isOptedOut: false,
    ...changes,
  };
}

export function packageLines(numbers: readonly string[]): readonly PackageLine[] {
  return numbers.map((trackingNumber, line) => ({ list: 'package', line, trackingNumber, description: null }));
}

/** A package as typed, without anything beside its number. */
export function aPackage(number: string, changes: Partial<Package> = {}): Package {
  return {
    number,
    list: 'package',
    description: null,
    lines: [0],
    typed: number,
    how: 'typed',
    typedSlug: null,
    parameters: [],
    ...changes,
  };
}

/** What a connection without a field mapping says of a package. */
export function unmapped(shipMethod: Fulfillment['shipMethod'] = null): EvaluatedFields {
  const { values, subsidiary } = NO_FIELDS_READ;
  return evaluateFields({ lines: [] }, values, { subsidiary, locations: [], method: shipMethod });
}

/** The id under which account 1234567 makes a tracking of the number. */
export function idOf(number: string = UPS_NUMBER, generation = 1): string {
  return trackingIdFor({ accountId: '1234567', number, generation }, (text) => sha256Hex.sha256Hex(text));
}

/** What AfterShip has, under our id of the number. */
export function holdingAt<A extends At>(at: A, number?: string, generation?: number): Extract<Holding, { at: A }>;
export function holdingAt(at: At, number = UPS_NUMBER, generation = 1): Holding {
  if (at === 'nothing') return { at, generation };
  if (at === 'foreign') return { at, id: 'shop-1', generation };
  return { at, id: idOf(number, generation) };
}

const REASON_AT: Readonly<Record<At, Reason>> = {
  nothing: 'removed',
  'create unknown': 'unanswered',
  ours: 'in_step',
  'remove unknown': 'removal_unanswered',
  foreign: 'in_step',
};

/**
 * A row that may be: what the changes leave open is chosen so that it goes with them. A row that cannot be fails the test.
 * In step under our id unless the changes say otherwise.
 */
export function aRow(changes: Partial<LedgerRow> = {}): LedgerRow {
  const { number = UPS_NUMBER } = changes;
  const { reason = REASON_AT[changes.holding?.at ?? 'ours'] } = changes;
  const { at, next } = ruleOf(reason);
  const { holding = holdingAt(at.includes('ours') ? 'ours' : (at[0] ?? 'nothing'), number) } = changes;
  const isThere = holding.at === 'ours' || holding.at === 'remove unknown' || holding.at === 'foreign';
  const row: LedgerRow = {
    ...newContent({ holding, reason, dueAt: next === 'time' ? NOW : null }),
    ...(isThere ? { slug: 'ups', slugAsked: 'ups', madeAt: NOW - 3600 } : {}),
    id: 1,
    fulfillmentId: 100,
    number,
    shippedOn: '2026-11-21',
    retryRequested: false,
    ...changes,
  };
  const fault = faultOf(row);
  if (fault !== null) throw new Error(`There is no such row: ${fault}.`);
  return row;
}

/** A backfill of September that runs and has raised nothing yet. */
export function aBackfill(changes: Partial<Backfill> = {}): Backfill {
  return {
    id: 7,
    state: 'running',
    reason: '',
    from: '2026-09-01',
    to: '2026-09-30',
    withContacts: false,
    subsidiaries: [],
    locations: [],
    mode: 'on',
    cursor: 0,
    raised: 0,
    isComplete: false,
    expected: 0,
    startedAt: NOW,
    endedAt: null,
    ...changes,
  };
}
