/**
 * Reads an item fulfillment with the order, customer and location it names. Field ids come from NetSuite's record
 * reference. A value whose form is not documented is read in each form it may have.
 */

import * as record from 'N/record';
import * as runtime from 'N/runtime';
import * as search from 'N/search';
import * as url from 'N/url';
import type { FulfillmentReading, Fulfillments } from '../app/ports';
import {
  type Address,
  type Customer,
  type Fulfillment,
  type FulfillmentStatus,
  type Order,
  type OrderKind,
} from '../core/netsuite/fulfillment';
import { sourcesOf, type FieldLine } from '../core/fields/mapping';
import { NO_FIELDS_READ, type FieldReading, type Named } from '../core/fields/values';
import { readFieldSources, valuesOfColumns, written } from './field_sources';
import { OPT_OUT } from './ids';
import { readLocations } from './item_lines';
import { readPackageLines } from './package_lines';
import { describeError } from './platform';
import { parseCalendarDate, parseEpochSeconds, parseFlag, parseInteger, parseSelect, parseText } from './values';

const ORDER_KINDS: Readonly<Record<string, OrderKind>> = {
  salesorder: 'salesorder',
  transferorder: 'transferorder',
  intercompanytransferorder: 'transferorder',
  vendorreturnauthorization: 'vendorreturn',
  purchaseorder: 'dropship',
};

export const fulfillments: Fulfillments = {
  read: (id, { lines }) => {
    let loaded: record.Record;
    try {
      loaded = record.load({ type: record.Type.ITEM_FULFILLMENT, id });
    } catch (error) {
      // RCRD_DSNT_EXIST is documented for a missing record; a record that the role may not see may give the same error.
      // Another app's script may throw any error, and so may the id of a record of another type, so a search decides.
      return isMissing(error) || !mayBeThere(id) ? { kind: 'absent' } : unreadable(error);
    }
    try {
      return readLoaded(id, loaded, lines);
    } catch (error) {
      // A customer that cannot be read may have opted out of tracking, so nothing is sent.
      return unreadable(error);
    }
  },
};

function unreadable(error: unknown): FulfillmentReading {
  const { name, message } = describeError(error);
  return { kind: 'unreadable', detail: `${name}: ${message}` };
}

function isMissing(error: unknown): boolean {
  return describeError(error).name === 'RCRD_DSNT_EXIST';
}

function readLoaded(id: number, loaded: record.Record, lines: readonly FieldLine[]): FulfillmentReading {
  const value = (fieldId: string): unknown => loaded.getValue({ fieldId });
  const gaps: Gaps = { missing: [], refused: { transaction: new Set(), customer: new Set(), location: new Set() } };
  const { missing } = gaps;
  const date = parseCalendarDate(value('trandate'));
  if (date === null) return { kind: 'unreadable', detail: 'The fulfillment has no date.' };

  const asked: AskedOfOrder = { fields: sourcesOf({ lines }).order, refused: gaps.refused.transaction };
  const { order, columns } = readOrder(parseInteger(value('createdfrom')), asked, missing);
  const customerId =
    order.kind === 'transferorder' || order.kind === 'vendorreturn' ? null : parseInteger(value('entity'));
  const shipMethodId = parseText(value('shipmethod'));
  const shipMethodName = shipMethodId === null ? null : parseText(loaded.getText({ fieldId: 'shipmethod' }));
  // The carrier mapping may use the name, which a role may hide.
  if (shipMethodId !== null && shipMethodName === null) missing.push(`the name of ship method ${shipMethodId}`);
  const locations = readLocations(loaded);
  const readFields = (): FieldReading => {
    const { values, absent, ...places } = readFieldSources(loaded, { lines, locations }, missing);
    const ofOrder = columns === null ? [] : [valuesOfColumns(asked.fields, columns)];
    const absentFromOrder = asked.fields.filter((field) => asked.refused.has(field));
    return {
      values: { ...values, order: ofOrder },
      absent: [...absent, ...absentFromOrder.map((field) => written('order', field))],
      ...places,
    };
  };
  const fulfillment: Fulfillment = {
    id,
    number: parseText(value('tranid')),
    status: parseStatus(value('shipstatus')),
    date,
    shippedOn: parseCalendarDate(value('shippeddate')),
    lastModified: parseEpochSeconds(value('lastmodifieddate')),
    packageLines: readPackageLines(loaded),
    order,
    customer: customerId === null ? null : readCustomer(customerId, gaps),
    shipMethod: shipMethodId === null ? null : { id: shipMethodId, name: shipMethodName ?? '' },
    subsidiaryId: parseText(value('subsidiary')),
    locations,
    isOptedOut: parseFlag(value(OPT_OUT.fulfillment)),
    destination: readDestination(id, loaded),
    origin: readOrigin(locations, gaps),
    fieldReading: lines.length === 0 ? NO_FIELDS_READ : readFields(),
  };
  // Fields that only the field mapping asks for are told with the mapping.
  const mapped = new Set(fulfillment.fieldReading.absent);
  const refused = Object.entries(gaps.refused).flatMap(([type, columns]) =>
    [...columns]
      .filter((column) => type !== 'transaction' || !mapped.has(written('order', column)))
      .map((column) => `${type}.${column}`),
  );
  return { kind: 'found', fulfillment, missing, refused };
}

/** What could not be read beside the fulfillment. */
interface Gaps {
  /** Records that were named and not found. */
  readonly missing: string[];
  /** Optional columns that the account refused, by type of record. */
  readonly refused: Readonly<Record<'transaction' | 'customer' | 'location', Set<string>>>;
}

/**
 * A is Picked, B Packed, C Shipped. Without Pick, Pack and Ship the value is not documented, and every saved
 * fulfillment has shipped.
 */
function parseStatus(value: unknown): FulfillmentStatus {
  switch (parseText(value)) {
    case 'A':
      return 'picked';
    case 'B':
      return 'packed';
    case 'C':
      return 'shipped';
    default:
      return runtime.isFeatureInEffect({ feature: 'PICKPACKSHIP' }) ? 'picked' : 'shipped';
  }
}

interface AskedOfOrder {
  /** Ids of the fields that the field mapping needs. */
  readonly fields: readonly string[];
  readonly refused: Set<string>;
}

interface OrderReading {
  readonly order: Order;
  /** Null when the order could not be read. */
  readonly columns: Columns | null;
}

function readOrder(id: number | null, asked: AskedOfOrder, missing: string[]): OrderReading {
  if (id === null) return { order: { ...UNKNOWN_ORDER, id: null }, columns: null };
  const found = lookUpOrder(id, asked);
  if (found === null) {
    missing.push(`transaction ${id}, which it was made from`);
    return { order: { ...UNKNOWN_ORDER, id }, columns: null };
  }
  const type = parseSelect(found['recordtype'])?.value ?? '';
  const kind = ORDER_KINDS[type] ?? 'unknown';
  if (kind !== 'dropship') return { order: orderOf(id, kind, type, found), columns: found };

  // A drop shipment comes from a purchase order, but the customer knows the sales order behind it.
  const salesOrderId = parseInteger(parseSelect(found['createdfrom'])?.value);
  const salesOrder = salesOrderId === null ? null : lookUpOrder(salesOrderId, asked);
  if (salesOrderId !== null && salesOrder === null)
    missing.push(`sales order ${salesOrderId}, behind transaction ${id}`);
  if (salesOrderId === null || salesOrder === null) return { order: orderOf(id, kind, type, found), columns: found };
  return { order: orderOf(salesOrderId, kind, 'salesorder', salesOrder), columns: salesOrder };
}

const UNKNOWN_ORDER: Omit<Order, 'id'> = {
  kind: 'unknown',
  number: null,
  date: null,
  emails: [],
  url: null,
};

type Columns = Readonly<Record<string, unknown>>;

function orderOf(id: number, kind: OrderKind, type: string, columns: Columns): Order {
  return {
    kind,
    id,
    number: parseText(columns['tranid']),
    date: parseCalendarDate(columns['trandate']),
    emails: parseEmails(columns['email']),
    url: kind === 'unknown' ? null : pageOf(type, id),
  };
}

/**
 * Reads the order with the fields of the field mapping, for one unit. Null when there is no such transaction or this
 * run may not see it.
 */
function lookUpOrder(id: number, { fields, refused }: AskedOfOrder): Columns | null {
  const essential = ['recordtype', 'createdfrom'];
  const optional = ['tranid', 'trandate', 'email', ...fields.filter((field) => !essential.includes(field))];
  return lookUpColumns(search.Type.TRANSACTION, id, { essential, optional: [...new Set(optional)], refused });
}

interface AskedColumns {
  /** Columns without which nothing may be decided about the record. */
  readonly essential: readonly string[];
  /** Columns that are done without when the account refuses them. */
  readonly optional: readonly string[];
  /** Optional columns that the account refused. The look-up asks for none of them again, and adds those it finds. */
  readonly refused: Set<string>;
}

/** One unit, and some more in an account that refuses a column. Throws when that column is essential. */
function lookUpColumns(type: search.Type, id: number, { essential, optional, refused }: AskedColumns): Columns | null {
  const open = optional.filter((column) => !refused.has(column));
  try {
    return lookUp(type, id, [...essential, ...open]);
  } catch (error) {
    if (open.length === 0 || !isBadColumn(error)) throw error;
  }
  const found = essential.length === 0 ? {} : lookUp(type, id, [...essential]);
  return found === null ? null : { ...found, ...lookUpThose(type, id, open, refused) };
}

/** Looks up columns of which at least one is refused: each half alone, until the refused ones are found. */
function lookUpThose(type: search.Type, id: number, columns: readonly string[], refused: Set<string>): Columns {
  if (columns.length === 1) {
    for (const column of columns) refused.add(column);
    return {};
  }
  const half = Math.ceil(columns.length / 2);
  return {
    ...lookUpPart(type, id, columns.slice(0, half), refused),
    ...lookUpPart(type, id, columns.slice(half), refused),
  };
}

function lookUpPart(type: search.Type, id: number, columns: string[], refused: Set<string>): Columns {
  try {
    return lookUp(type, id, columns) ?? {};
  } catch (error) {
    if (!isBadColumn(error)) throw error;
    return lookUpThose(type, id, columns, refused);
  }
}

function readCustomer(id: number, { missing, refused }: Gaps): Customer | null {
  const found = lookUpColumns(search.Type.CUSTOMER, id, {
    // A customer that may have opted out of tracking is not sent.
    essential: [OPT_OUT.customer, OPT_OUT.customerContact],
    optional: ['isperson', 'firstname', 'lastname', 'companyname', 'email', 'phone', 'language'],
    refused: refused.customer,
  });
  if (found === null) {
    missing.push(`customer ${id}`);
    return null;
  }
  const person = [parseText(found['firstname']), parseText(found['lastname'])]
    .filter((part) => part !== null)
    .join(' ');
  const isPerson = parseFlag(found['isperson']);
  return {
    id,
    name: isPerson ? parseText(person) : (parseText(found['companyname']) ?? parseText(person)),
    email: parseText(found['email']),
    phone: parseText(found['phone']),
    language: parseSelect(found['language'])?.value ?? null,
    withoutContact: parseFlag(found[OPT_OUT.customerContact]),
    isOptedOut: parseFlag(found[OPT_OUT.customer]),
  };
}

function readDestination(id: number, loaded: record.Record): Address | null {
  const part = subrecordReader(loaded, 'shippingaddress');
  if (part === null) return null;
  return {
    addressee: part('addressee'),
    attention: part('attention'),
    city: part('city'),
    state: part('state'),
    postalCode: part('zip'),
    country: alpha2(part('country')) ?? lookUpCountry(id) ?? part('country'),
    phone: part('addrphone') ?? parseText(loaded.getValue({ fieldId: 'shipphone' })),
  };
}

function subrecordReader(loaded: record.Record, fieldId: string): ((part: string) => string | null) | null {
  try {
    const subrecord = loaded.getSubrecord({ fieldId });
    return (part) => parseText(subrecord.getValue({ fieldId: part }));
  } catch {
    // A fulfillment without an address has no subrecord; what getSubrecord does then is not documented.
    return null;
  }
}

/** Looks up the country code by the search column, because the form of the subrecord's country is not documented. */
function lookUpCountry(id: number): string | null {
  try {
    const found = lookUp(search.Type.TRANSACTION, id, ['shipcountrycode']);
    return alpha2(parseSelect(found?.['shipcountrycode'])?.value ?? null);
  } catch (error) {
    if (isBadColumn(error)) return null;
    throw error;
  }
}

function alpha2(country: string | null): string | null {
  return country !== null && /^[A-Za-z]{2}$/.test(country) ? country.toUpperCase() : null;
}

function readOrigin(locations: readonly Named[], { missing, refused }: Gaps): Address | null {
  const locationId = locations.length === 1 ? parseInteger(locations[0]?.id) : null;
  if (locationId === null) return null;
  const optional = ['country', 'state', 'city', 'zip'];
  const found = lookUpColumns(search.Type.LOCATION, locationId, {
    essential: [],
    optional,
    refused: refused.location,
  });
  if (found === null) {
    missing.push(`location ${locationId}`);
    return null;
  }
  return {
    addressee: null,
    attention: null,
    city: parseText(found['city']),
    state: parseSelect(found['state'])?.value ?? null,
    postalCode: parseText(found['zip']),
    country: parseSelect(found['country'])?.value ?? null,
    phone: null,
  };
}

/**
 * Null for a missing record. lookupFields may return nothing or throw an error that looks like a passing fault (not
 * documented), so a search checks whether the record exists. Throws when it does.
 */
function lookUp(type: search.Type, id: number, columns: string[]): Columns | null {
  try {
    const values: Columns = search.lookupFields({ type, id, columns });
    return Object.keys(values).length === 0 ? null : values;
  } catch (error) {
    if (isMissing(error)) return null;
    if (isBadColumn(error) || isThere(type, id)) throw error;
    return null;
  }
}

/** True also when the search fails, because only a search that finds nothing shows that there is no fulfillment. */
function mayBeThere(id: number): boolean {
  try {
    return isThere(search.Type.ITEM_FULFILLMENT, id);
  } catch {
    return true;
  }
}

/** Searches for the record. Ten units, spent only after an error. */
function isThere(type: search.Type, id: number): boolean {
  const found = search.create({ type, filters: [['internalid', 'anyof', id]], columns: ['internalid'] });
  return found.run().getRange({ start: 0, end: 1 }).length > 0;
}

/**
 * Oracle's page of lookupFields names SSS_INVALID_SRCH_COL, Oracle's unit-testing stubs name SSS_INVALID_SRCH_COLUMN.
 */
function isBadColumn(error: unknown): boolean {
  return describeError(error).name.startsWith('SSS_INVALID_SRCH_COL');
}

function parseEmails(value: unknown): readonly string[] {
  return (parseText(value) ?? '')
    .split(/[,;\s]+/)
    .map((email) => email.trim())
    .filter((email) => email !== '');
}

/** Link to the order for people at AfterShip; null when NetSuite gives none, and nothing else depends on it. */
function pageOf(recordType: string, recordId: number): string | null {
  try {
    const path = url.resolveRecord({ recordType, recordId, isEditMode: false });
    const host = url.resolveDomain({ hostType: url.HostType.APPLICATION });
    return path.startsWith('https://') ? path : `https://${host}${path}`;
  } catch {
    return null;
  }
}
