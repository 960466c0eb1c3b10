/**
 * Writes a record: defaults, values that NetSuite fills in, uniqueness, locking, and the effects of a deletion. The
 * caller raises the events.
 */

import type { FieldValue, Line } from '../contract';
import { todayIn } from '../runtime/calendar';
import type { Engine } from '../runtime/engine';
import { ScriptFault, unnamedFault } from '../runtime/faults';
import type { Row } from './store';
import { SHIP_STATUSES, type RecordTypeInfo } from './types';
import { defaultOf } from './values';

/** Parsed changes. A given sublist or subrecord replaces the existing one. */
export interface Changes {
  readonly fields: Record<string, FieldValue>;
  readonly sublists: Record<string, readonly Line[]>;
  readonly subrecords: Record<string, Readonly<Record<string, FieldValue>>>;
}

export function noChanges(): Changes {
  return { fields: {}, sublists: {}, subrecords: {} };
}

export interface CommitOptions {
  readonly id?: number;
  /** The version that the writer loaded; null for no check. */
  readonly expectedVersion: number | null;
  readonly ignoresMandatory: boolean;
}

const DATABASE_AHEAD_MS = { 'in step': 0, '20 seconds ahead': 20_000, '20 seconds behind': -20_000 };

/** Time of the database's clock, which stamps records. */
export function databaseNow(engine: Engine): number {
  return engine.clock.now() + DATABASE_AHEAD_MS[engine.dials.databaseClock];
}

/** Names of the time fields, which differ between custom and standard records. */
function timeFields(type: RecordTypeInfo): readonly [string, string] {
  if (type.recordClass === 'customRecord') return ['created', 'lastmodified'];
  return [type.recordClass === 'transaction' ? 'createddate' : 'datecreated', 'lastmodifieddate'];
}

/** A new record as record.create returns it. */
export function withDefaults(engine: Engine, type: RecordTypeInfo, changes: Changes): Changes {
  const fields: Record<string, FieldValue> = {};
  for (const field of type.fields.values()) {
    const value = defaultOf(engine, field);
    if (value !== null) fields[field.id] = value;
  }
  return { ...changes, fields: { ...fields, ...changes.fields } };
}

export function insert(engine: Engine, type: RecordTypeInfo, given: Changes, options: CommitOptions): Row {
  const changes = withDefaults(engine, type, given);
  const fields = { ...changes.fields };
  const subrecords = { ...changes.subrecords };
  refuseDuplicate(engine, type, fields['externalid'] ?? null, null);
  if (!options.ignoresMandatory) refuseMissing(type, fields);
  refuseDangling(engine, type, fields);
  const id = engine.store.takeId(type.id, options.id ?? null);
  if (type.recordClass === 'transaction') {
    sourceFromOrder(engine, type, fields, subrecords);
    fields['trandate'] ??= todayIn(engine.options.timeZone, engine.clock.now());
    fields['tranid'] ??= `${type.id === 'itemfulfillment' ? 'IF' : 'T'}${1000 + id}`;
  }
  if (type.space === 'entity') fields['entityid'] ??= entityName(fields) ?? String(id);
  const now = new Date(databaseNow(engine));
  for (const time of timeFields(type)) if (type.fields.has(time)) fields[time] ??= now;
  fillStatus(engine, type, fields);
  const row: Row = { id, type: type.id, version: 1, fields, sublists: changes.sublists, subrecords };
  engine.store.put(row);
  return row;
}

/** Name of an entity whose id is not a number of its own. */
function entityName({ companyname, firstname, lastname }: Readonly<Record<string, FieldValue>>): string | null {
  const parts = [companyname, ...(companyname ? [] : [firstname, lastname])];
  return parts.filter((part) => typeof part === 'string' && part !== '').join(' ') || null;
}

export function update(
  engine: Engine,
  type: RecordTypeInfo,
  id: number,
  changes: Changes,
  options: CommitOptions,
): Row {
  const before = engine.store.find(type.id, id);
  if (before === null) throw missingRecord();
  if (type.hasOptimisticLocking && options.expectedVersion !== null && options.expectedVersion !== before.version) {
    throw new ScriptFault('RCRD_HAS_BEEN_CHANGED', 'Record has been changed');
  }
  const fields = { ...before.fields, ...changes.fields };
  refuseDuplicate(engine, type, changes.fields['externalid'] ?? null, id);
  if (!options.ignoresMandatory) refuseMissing(type, fields);
  refuseDangling(engine, type, changes.fields);
  const modified = timeFields(type)[1];
  if (type.fields.has(modified)) fields[modified] = new Date(databaseNow(engine));
  fillStatus(engine, type, fields);
  const row: Row = {
    ...before,
    version: before.version + 1,
    fields,
    sublists:
      Object.keys(changes.sublists).length === 0 ? before.sublists : { ...before.sublists, ...changes.sublists },
    subrecords:
      Object.keys(changes.subrecords).length === 0
        ? before.subrecords
        : { ...before.subrecords, ...changes.subrecords },
  };
  engine.store.put(row);
  return row;
}

export function erase(engine: Engine, type: RecordTypeInfo, id: number): Row {
  const before = engine.store.find(type.id, id);
  if (before === null) throw missingRecord();
  engine.store.remove(type.id, id);
  // "Allow and Set Dependent Field Values to Null" (section_3910292537).
  for (const dependent of engine.types.values()) {
    for (const field of dependent.fields.values()) {
      const pointsHere = field.target === type.id || field.target === type.space;
      if (field.onParentDelete !== 'SET_NULL' || !pointsHere) continue;
      for (const dependentId of [...engine.store.idsWith(dependent.id, field.id, String(id))]) {
        const row = engine.store.find(dependent.id, dependentId);
        if (row === null) continue;
        engine.store.put({ ...row, version: row.version + 1, fields: { ...row.fields, [field.id]: null } });
      }
    }
  }
  return before;
}

export function missingRecord(): ScriptFault {
  return new ScriptFault('RCRD_DSNT_EXIST', 'That record does not exist.');
}

function refuseDuplicate(engine: Engine, type: RecordTypeInfo, externalId: FieldValue, ownId: number | null): void {
  if (externalId === null || externalId === '' || engine.dials.duplicateExternalId === 'accepted') return;
  const others = [...engine.store.idsWith(type.id, 'externalid', String(externalId).toLowerCase())];
  if (others.some((id) => id !== ownId)) throw new ScriptFault('DUP_RCRD', 'This record already exists');
}

function refuseMissing(type: RecordTypeInfo, fields: Readonly<Record<string, FieldValue>>): void {
  const missing = [...type.fields.values()].filter((field) => field.isMandatory && (fields[field.id] ?? null) === null);
  if (missing.length === 0) return;
  const labels = missing.map((field) => field.label).join(', ');
  throw unnamedFault('MANDATORY_FIELD_EMPTY', `Please enter value(s) for: ${labels}`);
}

/** Refuses a reference to a deleted transaction, because such a field follows the deletion. */
function refuseDangling(engine: Engine, type: RecordTypeInfo, fields: Readonly<Record<string, FieldValue>>): void {
  for (const [id, value] of Object.entries(fields)) {
    const field = type.fields.get(id);
    if (field?.onParentDelete !== 'SET_NULL' || field.target !== 'transaction' || value === null || value === '')
      continue;
    if (engine.store.findInSpace('transaction', Number(value)) === null)
      throw unnamedFault('NO_SUCH_RECORD', `${field.label}: there is no transaction ${String(value)}.`);
  }
}

/** A fulfillment takes values from its order, unless they are given. */
function sourceFromOrder(
  engine: Engine,
  type: RecordTypeInfo,
  fields: Record<string, FieldValue>,
  subrecords: Record<string, Readonly<Record<string, FieldValue>>>,
): void {
  if (type.id !== 'itemfulfillment') return;
  const order = engine.store.findInSpace('transaction', Number(fields['createdfrom'] ?? 0));
  if (order === null) return;
  for (const id of ['entity', 'shipmethod', 'subsidiary']) fields[id] ??= order.fields[id] ?? null;
  const address = order.subrecords['shippingaddress'];
  if (address !== undefined) subrecords['shippingaddress'] ??= address;
  const original = order.fields['createdfrom'] ?? null;
  if (order.type === 'purchaseorder' && engine.dials.dropShipCreatedFrom === 'salesorder' && original !== null) {
    fields['createdfrom'] = original;
  }
}

const dateByStatus: Readonly<Record<string, string>> = { A: 'pickeddate', B: 'packeddate', C: 'shippeddate' };

/** With Pick, Pack and Ship each step sets its date; without it, a saved fulfillment is shipped. */
function fillStatus(engine: Engine, type: RecordTypeInfo, fields: Record<string, FieldValue>): void {
  if (type.id !== 'itemfulfillment') return;
  if (!engine.features.has('PICKPACKSHIP')) {
    fields['shipstatus'] = 'C';
    fields['status'] = SHIP_STATUSES['C'] ?? null;
    return;
  }
  fields['shipstatus'] ??= 'A';
  fields['status'] = SHIP_STATUSES[String(fields['shipstatus'])] ?? null;
  const date = dateByStatus[String(fields['shipstatus'])];
  if (date !== undefined) fields[date] ??= todayIn(engine.options.timeZone, engine.clock.now());
}

/** Visible value of shipstatus; with the feature off it is not documented. */
export function shownField(engine: Engine, type: RecordTypeInfo, id: string, value: FieldValue): FieldValue {
  if (type.id !== 'itemfulfillment' || id !== 'shipstatus' || engine.features.has('PICKPACKSHIP')) return value;
  return engine.dials.shipStatusWithoutFeature === 'C' ? 'C' : null;
}
