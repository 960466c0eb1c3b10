/**
 * Reads an item fulfillment with the order, customer and location it names. Field ids are those of NetSuite's record
 * reference; whatever is not documented about a value's form is read in each form it may have.
 */

import * as record from 'N/record';
import * as runtime from 'N/runtime';
import * as search from 'N/search';
import * as url from 'N/url';
import type { FulfillmentReading, Fulfillments } from '../app/ports';
import {
  PACKAGE_LISTS,
  type Address,
  type Customer,
  type Fulfillment,
  type FulfillmentStatus,
  type Order,
  type OrderKind,
  type PackageLine,
  type PackageList,
} from '../core/netsuite/fulfillment';
import { sourcesOf, type FieldLine } from '../core/fields/mapping';
import { NO_FIELDS_READ, type FieldReading } from '../core/fields/values';
import { readFieldSources, valuesOfColumns, written } from './field_sources';
import { OPT_OUT } from './ids';
import { describeError } from './platform';
import { parseCalendarDate, parseEpochSeconds, parseFlag, parseInteger, parseSelect, parseText } from './values';

/** The line field that holds the number, in each of the five lists. */
const NUMBER_FIELDS: Readonly<Record<PackageList, string>> = {
  package: 'packagetrackingnumber',
  packageups: 'packagetrackingnumberups',
  packagefedex: 'packagetrackingnumberfedex',
  packageusps: 'packagetrackingnumberusps',
  shipmentpackage: 'trackingnumber',
};

/** The line field that describes the package, where a list has one. */
const DESCRIPTION_FIELDS: Readonly<Record<PackageList, string | null>> = {
  package: 'packagedescr',
  packageups: 'packagedescrups',
  packagefedex: null,
  packageusps: 'packagedescrusps',
  shipmentpackage: null,
};

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
      // RCRD_DSNT_EXIST is documented for a missing record; a role's blindness may read the same.
      return isMissing(error) ? { kind: 'absent' } : unreadable(error);
    }
    try {
      return readLoaded(id, loaded, lines);
    } catch (error) {
      // A customer that could not be read may be one who is not to be tracked: nothing is sent on half of what is there.
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
  const missing: string[] = [];
  const date = parseCalendarDate(value('trandate'));
  if (date === null) return { kind: 'unreadable', detail: 'The fulfillment has no date.' };

  const asked: AskedOfOrder = { fields: sourcesOf({ lines }).order, absent: new Set() };
  const { order, columns } = readOrder(parseInteger(value('createdfrom')), asked, missing);
  const customerId =
    order.kind === 'transferorder' || order.kind === 'vendorreturn' ? null : parseInteger(value('entity'));
  const shipMethodId = parseText(value('shipmethod'));
  const shipMethodName = shipMethodId === null ? null : parseText(loaded.getText({ fieldId: 'shipmethod' }));
  // The carrier mapping may go by the name, which a role may hide.
  if (shipMethodId !== null && shipMethodName === null) missing.push(`the name of ship method ${shipMethodId}`);
  const readFields = (): FieldReading => {
    const { values, absent, ...places } = readFieldSources(loaded, lines, missing);
    const ofOrder = columns === null ? [] : [valuesOfColumns(asked.fields, columns)];
    const absentFromOrder = [...asked.absent].map((field) => written('order', field));
    return { values: { ...values, order: ofOrder }, absent: [...absent, ...absentFromOrder], ...places };
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
    customer: customerId === null ? null : readCustomer(customerId, missing),
    shipMethod: shipMethodId === null ? null : { id: shipMethodId, name: shipMethodName ?? '' },
    subsidiaryId: parseText(value('subsidiary')),
    locationId: parseText(value('location')),
    isOptedOut: parseFlag(value(OPT_OUT.fulfillment)),
    destination: readDestination(id, loaded),
    origin: readOrigin(parseInteger(value('location')), missing),
    fieldReading: lines.length === 0 ? NO_FIELDS_READ : readFields(),
  };
  return { kind: 'found', fulfillment, missing };
}

/** A Picked, B Packed, C Shipped. Without Pick, Pack and Ship the content is not documented, and what is saved is shipped. */
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

/** Which of the lists a record has depends on its shipping integration, by a rule that is not documented: read them all. */
function readPackageLines(loaded: record.Record): readonly PackageLine[] {
  const present = loaded.getSublists();
  const lines: PackageLine[] = [];
  for (const list of PACKAGE_LISTS) {
    if (!present.includes(list)) continue;
    const count = loaded.getLineCount({ sublistId: list });
    for (let line = 0; line < count; line += 1) {
      const number: unknown = loaded.getSublistValue({ sublistId: list, fieldId: NUMBER_FIELDS[list], line });
      const descriptionField = DESCRIPTION_FIELDS[list];
      const description: unknown =
        descriptionField === null ? null : loaded.getSublistValue({ sublistId: list, fieldId: descriptionField, line });
      lines.push({ list, line, trackingNumber: parseText(number) ?? '', description: parseText(description) });
    }
  }
  return lines;
}

interface AskedOfOrder {
  /** Ids of the fields that the field mapping asks for. */
  readonly fields: readonly string[];
  /** Those that turned out to be no fields of transactions. */
  readonly absent: Set<string>;
}

interface OrderReading {
  readonly order: Order;
  /** Null: it could not be read. */
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

  // A drop shipment made from its purchase order: the customer knows the sales order behind it.
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

const ORDER_COLUMNS: readonly string[] = ['recordtype', 'tranid', 'trandate', 'email', 'createdfrom'];

/**
 * One unit for everything, also for what the field mapping asks for. Null when there is no such transaction, or none that
 * this run may see.
 */
function lookUpOrder(id: number, { fields, absent }: AskedOfOrder): Columns | null {
  const mapped = fields.filter((field) => !ORDER_COLUMNS.includes(field) && !absent.has(field));
  try {
    return lookUp(search.Type.TRANSACTION, id, [...ORDER_COLUMNS, ...mapped]);
  } catch (error) {
    if (mapped.length === 0 || !isBadColumn(error)) throw error;
  }
  const found = lookUp(search.Type.TRANSACTION, id, [...ORDER_COLUMNS]);
  return found === null ? null : { ...found, ...lookUpThose(id, mapped, absent) };
}

/** Of fields that fail a look-up together. One that transactions do not have is found by asking for each half alone. */
function lookUpThose(id: number, fields: readonly string[], absent: Set<string>): Columns {
  if (fields.length === 1) {
    for (const field of fields) absent.add(field);
    return {};
  }
  const half = Math.ceil(fields.length / 2);
  return { ...lookUpPart(id, fields.slice(0, half), absent), ...lookUpPart(id, fields.slice(half), absent) };
}

function lookUpPart(id: number, fields: string[], absent: Set<string>): Columns {
  try {
    return lookUp(search.Type.TRANSACTION, id, fields) ?? {};
  } catch (error) {
    if (!isBadColumn(error)) throw error;
    return lookUpThose(id, fields, absent);
  }
}

function readCustomer(id: number, missing: string[]): Customer | null {
  const columns = ['isperson', 'firstname', 'lastname', 'companyname', 'email', 'phone', 'language'];
  const found = lookUp(search.Type.CUSTOMER, id, [...columns, OPT_OUT.customer, OPT_OUT.customerContact]);
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

/** The form of the subrecord's country is not documented; the search column's name promises a code. */
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

function readOrigin(locationId: number | null, missing: string[]): Address | null {
  if (locationId === null) return null;
  const found = lookUp(search.Type.LOCATION, locationId, ['country', 'state', 'city', 'zip']);
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
 * Null for a record that is not there. What lookupFields does then is not documented: it may answer nothing, or fail with an
 * error that is not to be told from a passing one, so a search says whether the record is there. Throws when it is.
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

/** Ten units, only after an error. */
function isThere(type: search.Type, id: number): boolean {
  const found = search.create({ type, filters: [['internalid', 'anyof', id]], columns: ['internalid'] });
  return found.run().getRange({ start: 0, end: 1 }).length > 0;
}

/** SSS_INVALID_SRCH_COL on the page of lookupFields, SSS_INVALID_SRCH_COLUMN in Oracle's unit-testing stubs. */
function isBadColumn(error: unknown): boolean {
  return describeError(error).name.startsWith('SSS_INVALID_SRCH_COL');
}

function parseEmails(value: unknown): readonly string[] {
  return (parseText(value) ?? '')
    .split(/[,;\s]+/)
    .map((email) => email.trim())
    .filter((email) => email !== '');
}

/** Link to the order for people at AfterShip; without it everything else still works. */
function pageOf(recordType: string, recordId: number): string | null {
  try {
    const path = url.resolveRecord({ recordType, recordId, isEditMode: false });
    const host = url.resolveDomain({ hostType: url.HostType.APPLICATION });
    return path.startsWith('https://') ? path : `https://${host}${path}`;
  } catch {
    return null;
  }
}
