/**
 * Record types and their fields. Standard types have the fields of the facts. Neighbours without a list in the facts
 * (customer, location …) have only the few ids that every account has.
 */

import facts from '../../facts/item-fulfillment.json';
import type { RecordClass } from '../runtime/governance';
import { ENTERED_ON_TRANSACTIONS } from './entered_fields';

export type FieldKind = 'text' | 'integer' | 'float' | 'checkbox' | 'select' | 'multiselect' | 'date' | 'datetime';

export interface FieldInfo {
  readonly id: string;
  readonly label: string;
  readonly kind: FieldKind;
  readonly maxLength: number | null;
  readonly minValue: number | null;
  readonly maxValue: number | null;
  /**
   * Target of a select field: a record type, a custom list, an id space (`transaction`, `entity`), or `#` and a fixed
   * enumeration.
   */
  readonly target: string | null;
  readonly isMandatory: boolean;
  readonly onParentDelete: 'NO_ACTION' | 'SET_NULL' | null;
  readonly isInlineEditable: boolean;
  /** False for a standard field that NetSuite fills in and this emulator does not: reading it empty is refused. */
  readonly mayBeEmpty: boolean;
  /** True for a text that searches cut off. */
  readonly isLongText: boolean;
  /** Defaults as the object writes them, applied when a record is created. */
  readonly defaults: FieldDefaults | null;
}

interface FieldDefaults {
  readonly value: string | null;
  readonly isChecked: boolean;
  readonly selection: string | null;
  readonly dynamic: string | null;
}

export interface RecordTypeInfo {
  readonly id: string;
  readonly recordClass: RecordClass;
  /** Id space in which internal ids are unique. */
  readonly space: string;
  /** Permission key of a standard type; null when `access` holds it. */
  readonly permission: string | null;
  readonly access: CustomAccess | null;
  readonly fields: ReadonlyMap<string, FieldInfo>;
  readonly sublists: ReadonlySet<string>;
  readonly subrecords: ReadonlySet<string>;
  readonly hasOptimisticLocking: boolean;
  /** Prefix of the fields that the account's people added to customers, transactions … */
  readonly customFieldPrefix: string | null;
  /** Name of a transaction in a select field, and its code in searches. */
  readonly transactionName: string | null;
  readonly searchCode: string | null;
  readonly isList: boolean;
}

interface CustomAccess {
  readonly accessType: 'CUSTRECORDENTRYPERM' | 'NONENEEDED' | 'USEPERMISSIONLIST';
  readonly permissions: readonly { readonly role: string; readonly level: string }[];
}

export const PACKAGE_SUBLISTS = ['package', 'packageups', 'packagefedex', 'packageusps', 'shipmentpackage'] as const;

/** Fields of the package lists' lines, from the facts. */
export const LINE_FIELDS: ReadonlyMap<string, readonly string[]> = new Map([
  ['item', facts.sublists.item.fields],
  ...PACKAGE_SUBLISTS.map((list): [string, readonly string[]] => [
    list,
    Object.values(facts.sublists[list].fields).flatMap((id: string | null) => id?.split(' ')[0] ?? []),
  ]),
]);

export const SHIP_STATUSES: Readonly<Record<string, string>> = facts.record.importantFields.shipstatus.values;

export function field(id: string, kind: FieldKind, more: Partial<FieldInfo> = {}): FieldInfo {
  return {
    id,
    label: id,
    kind,
    maxLength: null,
    minValue: null,
    maxValue: null,
    target: null,
    isMandatory: false,
    onParentDelete: null,
    isInlineEditable: false,
    mayBeEmpty: true,
    isLongText: false,
    defaults: null,
    ...more,
  };
}

const kinds: Readonly<Record<string, FieldKind>> = {
  text: 'text',
  textarea: 'text',
  phone: 'text',
  emails: 'text',
  address: 'text',
  integer: 'integer',
  select: 'select',
  checkbox: 'checkbox',
  date: 'date',
  datetime: 'datetime',
  currency: 'float',
  currency2: 'float',
  posfloat: 'float',
};

/** Targets of select fields that the emulator knows. Other select fields hold the id unchanged. */
export const SELECT_TARGETS: Readonly<Record<string, string>> = {
  createdfrom: 'transaction',
  entity: 'entity',
  shipmethod: 'shipitem',
  location: 'location',
  transferlocation: 'location',
  subsidiary: 'subsidiary',
  currency: 'currency',
  shipstatus: '#shipstatus',
};

interface FactField {
  readonly type: string;
  readonly label?: string;
  readonly submitFields?: boolean;
}

function fromFacts(entries: Readonly<Record<string, FactField>>): FieldInfo[] {
  const fields: FieldInfo[] = [];
  for (const [name, fact] of Object.entries(entries)) {
    const id = name.toLowerCase();
    const kind = kinds[fact.type];
    if (kind === undefined) continue;
    const target = kind === 'select' ? (SELECT_TARGETS[id] ?? null) : null;
    // A select field without an emulated target keeps any id.
    const shown = kind === 'select' && target === null ? 'text' : kind;
    fields.push(
      field(id, shown, {
        label: fact.label ?? id,
        target,
        isInlineEditable: fact.submitFields ?? false,
        mayBeEmpty: ENTERED_ON_TRANSACTIONS.has(id),
      }),
    );
  }
  return fields;
}

function byId(...groups: readonly (readonly FieldInfo[])[]): ReadonlyMap<string, FieldInfo> {
  return new Map(groups.flat().map((entry) => [entry.id, entry]));
}

/** The body field `location` of a fulfillment, which the REST schema alone names. A dial says whether there is one. */
export const FULFILLMENT_LOCATION = field('location', 'select', { target: 'location', mayBeEmpty: true });

const fulfillmentOnlyInRest = facts.record.bodyFieldsFromRestSchemaOnly.ids
  .filter((id) => id !== FULFILLMENT_LOCATION.id)
  .map((id) => {
    const target = SELECT_TARGETS[id] ?? null;
    return field(id, target === null ? 'text' : 'select', { target, mayBeEmpty: ENTERED_ON_TRANSACTIONS.has(id) });
  });

/** System fields of every transaction; each of the two fact lists names some. */
const everyTransaction = [
  field('createddate', 'datetime'),
  field('lastmodifieddate', 'datetime'),
  field('createdfrom', 'select', { target: 'transaction' }),
  field('status', 'text', { mayBeEmpty: false }),
];

const fulfillmentFields = byId(everyTransaction, fromFacts(facts.record.bodyFields), fulfillmentOnlyInRest);
const orderFields = byId(everyTransaction, fromFacts(facts.salesorder.fields), [
  field('transferlocation', 'select', { target: 'location' }),
]);

function transaction(
  id: string,
  name: string,
  permission: string,
  searchCode: string | null,
  fields: ReadonlyMap<string, FieldInfo>,
  sublists: readonly string[],
): RecordTypeInfo {
  return {
    id,
    recordClass: 'transaction',
    space: 'transaction',
    permission,
    access: null,
    fields,
    sublists: new Set(sublists),
    subrecords: new Set(['shippingaddress', 'billingaddress']),
    hasOptimisticLocking: true,
    customFieldPrefix: 'custbody',
    transactionName: name,
    searchCode,
    isList: false,
  };
}

function other(
  id: string,
  space: string,
  permission: string,
  fields: readonly FieldInfo[],
  subrecords: readonly string[],
  customFieldPrefix: string | null,
): RecordTypeInfo {
  return {
    id,
    recordClass: 'other',
    space,
    permission,
    access: null,
    fields: byId(fields),
    sublists: new Set(),
    subrecords: new Set(subrecords),
    hasOptimisticLocking: true,
    customFieldPrefix,
    transactionName: null,
    searchCode: null,
    isList: false,
  };
}

const entityFields = [
  field('entityid', 'text'),
  field('altname', 'text', { mayBeEmpty: false }),
  field('companyname', 'text'),
  field('isperson', 'checkbox'),
  field('firstname', 'text'),
  field('lastname', 'text'),
  field('email', 'text', { isInlineEditable: true }),
  field('phone', 'text', { isInlineEditable: true }),
  field('language', 'text'),
  field('subsidiary', 'select', { target: 'subsidiary' }),
  field('currency', 'select', { target: 'currency', mayBeEmpty: false }),
  field('isinactive', 'checkbox', { isInlineEditable: true }),
  field('externalid', 'text'),
  field('datecreated', 'datetime'),
  field('lastmodifieddate', 'datetime'),
];

const named = [field('name', 'text'), field('isinactive', 'checkbox'), field('externalid', 'text')];

export const standardTypes: readonly RecordTypeInfo[] = [
  transaction('itemfulfillment', 'Item Fulfillment', 'TRAN_ITEMSHIP', 'ItemShip', fulfillmentFields, [
    'item',
    ...PACKAGE_SUBLISTS,
  ]),
  transaction('salesorder', 'Sales Order', 'TRAN_SALESORD', 'SalesOrd', orderFields, ['item']),
  transaction('returnauthorization', 'Return Authorization', 'TRAN_RTNAUTH', 'RtnAuth', orderFields, ['item']),
  transaction('purchaseorder', 'Purchase Order', 'TRAN_PURCHORD', 'PurchOrd', orderFields, ['item']),
  // The search codes of the next types are from public code, which names none for an intercompany transfer order.
  transaction('transferorder', 'Transfer Order', 'TRAN_TRNFRORD', 'TrnfrOrd', orderFields, ['item']),
  transaction('intercompanytransferorder', 'Intercompany Transfer Order', 'TRAN_TRNFRORD', null, orderFields, ['item']),
  transaction('vendorreturnauthorization', 'Vendor Return Authorization', 'TRAN_VENDAUTH', 'VendAuth', orderFields, [
    'item',
  ]),
  other('customer', 'entity', 'LIST_CUSTJOB', entityFields, [], 'custentity'),
  other('vendor', 'entity', 'LIST_VENDOR', entityFields, [], 'custentity'),
  // These names are the emulator's own: the script id of the employee's role, and the values of Set Preferences.
  other(
    'employee',
    'entity',
    'LIST_EMPLOYEE',
    [...entityFields, field('role', 'text'), field('dateformat', 'text'), field('timezone', 'text')],
    [],
    'custentity',
  ),
  other(
    'location',
    'location',
    'LIST_LOCATION',
    [
      ...named,
      field('subsidiary', 'select', { target: 'subsidiary' }),
      field('timezone', 'text'),
      // These are both fields and search columns in Oracle's record reference (oracle/netsuite-suitecloud-sdk,
      // records.json).
      field('city', 'text'),
      field('state', 'text'),
      field('zip', 'text'),
      field('country', 'text'),
    ],
    ['mainaddress', 'returnaddress'],
    'custrecord',
  ),
  other(
    'subsidiary',
    'subsidiary',
    'LIST_SUBSIDIARY',
    [...named, field('currency', 'select', { target: 'currency', mayBeEmpty: false })],
    ['mainaddress', 'shippingaddress', 'returnaddress'],
    'custrecord',
  ),
  // `translations` is the emulator's form of a record's Translation tab: `fr_FR=UPS Terrestre`, one on each line.
  other(
    'shipitem',
    'shipitem',
    'LIST_SHIPITEM',
    [field('itemid', 'text'), field('translations', 'text'), ...named],
    [],
    null,
  ),
  // Scripts search these types and deployments write them. Fields are those of Oracle's record reference
  // (records.json).
  other('role', 'role', 'ADMI_MANAGEROLES', [field('name', 'text'), field('isinactive', 'checkbox')], [], null),
  other(
    'scriptdeployment',
    'scriptdeployment',
    'ADMI_CUSTOMSCRIPT',
    [field('scriptid', 'text'), field('title', 'text'), field('isdeployed', 'checkbox'), field('status', 'text')],
    [],
    null,
  ),
  other('currency', 'currency', 'LIST_CURRENCY', [...named, field('symbol', 'text', { mayBeEmpty: false })], [], null),
];

/** Standard records with the negative numbers by which SDF names them. */
export const standardReferences: Readonly<Record<string, string>> = {
  '-4': 'employee',
  '-103': 'location',
  '-117': 'subsidiary',
  '-30': 'transaction',
};

/** Fields of every address subrecord. */
export const ADDRESS_FIELDS: readonly string[] = facts.record.importantFields.shippingaddress.fields;
