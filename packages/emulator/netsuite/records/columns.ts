/** Columns and filters of each search type, and how their values are read from a row. */

import facts from '../../facts/item-fulfillment.json';
import type { FieldValue, Line } from '../contract';
import type { Engine } from '../runtime/engine';
import { NotEmulated } from '../runtime/faults';
import { shownField } from './commit';
import type { Row } from './store';
import { field as makeField, PACKAGE_SUBLISTS, type FieldInfo, type RecordTypeInfo } from './types';
import { fieldOf, findTarget } from './values';

/** One result row. Without a filter on mainline a transaction has a further row for each of its lines. */
export interface Hit {
  readonly row: Row;
  readonly line: Line | null;
}

export interface Column {
  readonly field: FieldInfo;
  /** Field that an index can be used for, or null. */
  readonly indexField: string | null;
  read(hit: Hit): FieldValue;
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

/** Null when there is no such column or filter. */
export function columnOf(engine: Engine, searchType: string, name: string, usage: Usage): Column | null {
  const [base = '', joined] = name.split('.');
  if (joined !== undefined) return joinedColumn(engine, searchType, base, joined, usage);
  const types = typesOf(engine, searchType);
  const [type] = types;
  if (type === undefined) return null;
  if (base === 'internalid' || base === 'id') return idColumn('select');
  if (base === 'internalidnumber') return usage === 'filter' ? idColumn('integer') : null;
  if (type.recordClass === 'transaction') return transactionColumn(engine, types, base, usage);
  if (type.id === 'employee' && base === 'role') return roleColumn(engine);
  const found = base === 'recordtype' ? null : fieldOf(type, base, sampleOf(engine, type, base));
  if (found === null || !isStored(engine, type, found)) return null;
  return storedColumn(engine, found);
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
    indexField: id === 'shipstatus' ? null : id,
    read: ({ row }) => shownField(engine, engine.type(row.type), id, row.fields[id] ?? null),
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
  const link = columnOf(engine, searchType, base, usage === 'filter' ? 'column' : usage);
  const target = link?.field.target ?? null;
  if (link === null || target === null) return null;
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
  if (name.startsWith('custbody')) {
    const field = stored(name);
    return field === null ? null : storedColumn(engine, field);
  }
  if (!(usage === 'column' ? transactionColumns : transactionFilters).has(name)) return null;
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

/** Columns that are empty for a fulfillment. */
const neverOnFulfillments = new Set(['otherrefnum', 'email', 'total', 'shipdate']);

function specialColumn(engine: Engine, name: string): Column | null {
  const typeOf = ({ row }: Hit): RecordTypeInfo => engine.type(row.type);
  switch (name) {
    case 'recordtype':
      return computed(name, 'text', ({ row }) => row.type);
    case 'type':
      return computed(name, 'select', (hit) => typeOf(hit).searchCode ?? hit.row.type);
    case 'mainline':
      return computed(name, 'checkbox', ({ line }) => line === null);
    case 'status':
      return computed(
        name,
        'select',
        (hit) => `${typeOf(hit).searchCode ?? hit.row.type}:${statusLetter(engine, hit)}`,
      );
    case 'statusref':
      // The form of this value is not verified; public code uses the lower-case label.
      return computed(name, 'text', ({ row }) => String(row.fields['status'] ?? '').toLowerCase());
    case 'trackingnumbers':
      return computed(name, 'text', ({ row }) => trackingNumbers(row).join('<BR>') || null);
    case 'packagecount':
      return computed(name, 'integer', ({ row }) => packageLines(row).length);
    case 'shipcountrycode':
      return computed(name, 'text', ({ row }) => row.subrecords['shippingaddress']?.['country'] ?? null);
    case 'shipto':
      return computed(name, 'text', ({ row }) => row.subrecords['shippingaddress']?.['addressee'] ?? null);
    case 'item':
    case 'quantity':
      return computed(name, name === 'item' ? 'text' : 'float', ({ line }) => line?.[name] ?? null);
    default:
      return null;
  }
}

function statusLetter(engine: Engine, { row }: Hit): string {
  if (row.type !== 'itemfulfillment') return String(row.fields['orderstatus'] ?? '');
  return engine.features.has('PICKPACKSHIP') ? String(row.fields['shipstatus'] ?? '') : 'C';
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
