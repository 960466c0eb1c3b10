/** Columns and filters of each search type, and how their values are read from a row. */

import facts from '../../facts/item-fulfillment.json';
import type { FieldValue, Line } from '../contract';
import type { Engine } from '../runtime/engine';
import { NotEmulated } from '../runtime/faults';
import { shownField } from './commit';
import { isCustomId } from './entered_fields';
import type { Row } from './store';
import { ROW_COLUMNS, showsNumbers, type Hit } from './transaction_rows';
import { field as makeField, PACKAGE_SUBLISTS, type FieldInfo, type RecordTypeInfo } from './types';
import { findTarget } from './references';
import { isKnownCode, isKnownStatus, searchCodeOf, statusLabelOf, statusOf } from './statuses';
import { fieldOf, demandKnown } from './values';

export interface Column {
  readonly field: FieldInfo;
  /** Field that an index can be used for, or null. */
  readonly indexField: string | null;
  read(hit: Hit): FieldValue;
  /** Whether a filter may name the value; every value when it is missing. */
  readonly isKnownValue?: (value: string) => boolean;
}

const transactionColumns = new Set<string>(facts.search.usefulColumns);
const transactionFilters = new Set<string>(facts.search.usefulFilters);

const numberFields: Readonly<Record<string, string>> = {
  package: facts.sublists.package.fields.trackingNumber,
  packageups: facts.sublists.packageups.fields.trackingNumber,
  packagefedex: facts.sublists.packagefedex.fields.trackingNumber,
  packageusps: facts.sublists.packageusps.fields.trackingNumber,
  shipmentpackage: facts.sublists.shipmentpackage.fields.trackingNumber,
};

type Usage = 'column' | 'filter';

/** Record types of a search type. */
export function typesOf(engine: Engine, searchType: string): readonly RecordTypeInfo[] {
  if (searchType !== 'transaction' && searchType !== 'entity') return [engine.type(searchType)];
  return [...engine.types.values()].filter((type) => type.space === searchType);
}

/**
 * The column or filter of this name. Null when the account has none: a custom field that it does not have, a column that
 * it refuses, or one that Oracle's list of columns lacks. Every other unknown name is not emulated.
 */
export function columnOf(engine: Engine, searchType: string, name: string, usage: Usage): Column | null {
  const [base = '', joined] = name.split('.');
  if (joined !== undefined) return joinedColumn(engine, searchType, base, joined, usage);
  if (usage === 'column' && isRefused(engine, searchType, base)) return null;
  return ownColumn(engine, searchType, base, usage);
}

/** True for a column that this account does not have, by the type of the search or the space of its types. */
function isRefused(engine: Engine, searchType: string, name: string): boolean {
  const places = new Set([searchType, ...typesOf(engine, searchType).map(({ space }) => space)]);
  return [...places].some((place) => engine.dials.refusedColumns[place]?.includes(name) === true);
}

function ownColumn(engine: Engine, searchType: string, base: string, usage: Usage): Column | null {
  const types = typesOf(engine, searchType);
  const [type] = types;
  if (type === undefined) return null;
  if (base === 'internalid' || base === 'id') return idColumn('select');
  if (base === 'internalidnumber' && usage === 'filter') return idColumn('integer');
  if (type.recordClass === 'transaction') return transactionColumn(engine, types, base, usage);
  if (type.id === 'employee' && base === 'role') return roleColumn(engine);
  const found = fieldOf(type, base, sampleOf(engine, type, base));
  if (found === null || !isStored(engine, type, found)) return unknownColumn(searchType, base, usage);
  return storedColumn(engine, found);
}

/** The account knows its custom fields; of any other name only Oracle knows whether it is a column. */
function unknownColumn(searchType: string, name: string, usage: Usage): null {
  if (isCustomId(name)) return null;
  throw new NotEmulated(`search ${usage} ${name} of ${searchType}`);
}

/** A user's role by its internal id; the employee's field of the emulator holds its script id. */
function roleColumn(engine: Engine): Column {
  return computed('role', 'select', ({ row }) => {
    const name = engine.roles.get(String(row.fields['role'] ?? ''))?.name;
    return engine.store.all('role').find(({ fields }) => fields['name'] === name)?.id ?? null;
  });
}

function idColumn(kind: 'select' | 'integer'): Column {
  return { field: makeField('internalid', kind), indexField: null, read: ({ row }) => row.id };
}

function storedColumn(engine: Engine, field: FieldInfo): Column {
  const { id } = field;
  return {
    field,
    // A row without a value that NetSuite fills in is refused, so that no index may pass over it.
    indexField: id === 'shipstatus' || !field.mayBeEmpty ? null : id,
    read: ({ row }) => {
      const type = engine.type(row.type);
      const own = fieldOf(type, id, row.fields[id]);
      if (own === null && !neverOnFulfillments.has(id)) throw new NotEmulated(`search column ${id} of ${type.id}`);
      const value = shownField(engine, type, id, row.fields[id] ?? null);
      if (own !== null) demandKnown(type, own, value);
      return value;
    },
  };
}

/** True for a field that the account's people added, which exists once a record holds a value. */
function isStored(engine: Engine, type: RecordTypeInfo, field: FieldInfo): boolean {
  return type.fields.has(field.id) || sampleOf(engine, type, field.id) !== undefined;
}

function sampleOf(engine: Engine, type: RecordTypeInfo, id: string): FieldValue | undefined {
  if (type.fields.has(id) || type.customFieldPrefix === null || !id.startsWith(type.customFieldPrefix))
    return undefined;
  for (const row of engine.store.each(type.id)) {
    const value = row.fields[id];
    if (value !== undefined && value !== null) return value;
  }
  return undefined;
}

function joinedColumn(engine: Engine, searchType: string, base: string, joined: string, usage: Usage): Column | null {
  const link = ownColumn(engine, searchType, base, 'column');
  if (link === null) return null;
  const { target } = link.field;
  if (target === null || link.field.kind === 'multiselect')
    throw new NotEmulated(`search join ${base} of ${searchType}`);
  const far = columnOf(engine, target, joined, usage);
  if (far === null) return null;
  return {
    field: far.field,
    indexField: null,
    read: (hit) => {
      const row = findTarget(engine, target, Number(link.read(hit) ?? 0));
      return row === null ? null : far.read({ row, line: null });
    },
  };
}

function computed(
  id: string,
  kind: FieldInfo['kind'],
  read: (hit: Hit) => FieldValue,
  target: string | null = null,
): Column {
  return { field: makeField(id, kind, { target }), indexField: null, read };
}

function transactionColumn(
  engine: Engine,
  types: readonly RecordTypeInfo[],
  name: string,
  usage: Usage,
): Column | null {
  const stored = (id: string): FieldInfo | null => {
    for (const type of types) {
      const field = fieldOf(type, id, sampleOf(engine, type, id));
      if (field !== null && isStored(engine, type, field)) return field;
    }
    return null;
  };
  // Custom fields of lines and items are columns, too, which are not emulated.
  if (isCustomId(name) && !/^cust(col|item)/.test(name)) {
    const field = stored(name);
    return field === null ? null : storedColumn(engine, field);
  }
  if (usage === 'column' && notColumns.has(name)) return null;
  if (!(usage === 'column' ? transactionColumns : transactionFilters).has(name)) {
    throw new NotEmulated(`search ${usage} ${name} of transactions`);
  }
  const ofRows = ROW_COLUMNS[name];
  if (ofRows !== undefined) return computed(name, ofRows.kind, ofRows.read, ofRows.target);
  const special = specialColumn(engine, name);
  if (special !== null) return special;
  const alias: Readonly<Record<string, string>> = {
    datecreated: 'createddate',
    mainname: 'entity',
    amount: 'total',
    memomain: 'memo',
  };
  const field = stored(alias[name] ?? name);
  if (field !== null) return storedColumn(engine, field);
  // A documented column without data in this store throws, so that nobody takes it for an empty value.
  if (types.length === 1 && types[0]?.id === 'itemfulfillment' && neverOnFulfillments.has(name)) {
    return computed(name, 'text', () => null);
  }
  throw new NotEmulated(`search ${usage} ${name} of transactions`);
}

/** Fields of transactions that Oracle's list of columns lacks, by the notes of the facts. */
const notColumns = new Set(['status', 'linkedtrackingnumbers']);

/** Columns that are empty for a fulfillment, which has no such field. */
const neverOnFulfillments = new Set(['otherrefnum', 'email', 'shipdate']);

function specialColumn(engine: Engine, name: string): Column | null {
  switch (name) {
    case 'recordtype':
      return computed(name, 'text', ({ row }) => row.type);
    case 'type':
      return {
        ...computed(name, 'select', ({ row }) => searchCodeOf(engine, row)),
        isKnownValue: (value) => isKnownCode(engine, value),
      };
    case 'status':
      return {
        ...computed(name, 'select', ({ row }) => statusOf(engine, row)),
        isKnownValue: (value) => isKnownStatus(engine, value),
      };
    case 'statusref':
      return computed(name, 'text', ({ row }) => statusLabelOf(row));
    case 'trackingnumbers':
      return computed(name, 'text', (hit) =>
        showsNumbers(hit, engine.dials.trackingNumberRows) ? trackingNumbers(hit.row).join('<BR>') || null : null,
      );
    case 'packagecount':
      return computed(name, 'integer', ({ row }) => packageLines(row).length);
    case 'shipcountrycode':
      return computed(name, 'text', ({ row }) => row.subrecords['shippingaddress']?.['country'] ?? null);
    case 'shipto':
      return computed(name, 'text', ({ row }) => row.subrecords['shippingaddress']?.['addressee'] ?? null);
    default:
      return null;
  }
}

function packageLines(row: Row): readonly Line[] {
  return PACKAGE_SUBLISTS.flatMap((id) => row.sublists[id] ?? []);
}

function trackingNumbers(row: Row): readonly string[] {
  return PACKAGE_SUBLISTS.flatMap((id) =>
    (row.sublists[id] ?? [])
      .map((line) => String(line[numberFields[id] ?? ''] ?? ''))
      .filter((number) => number !== ''),
  );
}
