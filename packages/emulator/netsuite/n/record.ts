/** N/record: records in standard mode, with units by record class, permissions, locking and user events. */

import { missingRecord, noChanges, withDefaults, type Changes } from '../records/commit';
import type { Row } from '../records/store';
import type { RecordTypeInfo } from '../records/types';
import { fieldOf, parseFieldValue } from '../records/values';
import type { Engine } from '../runtime/engine';
import { deleteRecord, loadRecord, saveExisting, saveNew, triggerOfScript } from '../runtime/events';
import { NotEmulated, unnamedFault } from '../runtime/faults';
import { durationMs, recordUnits } from '../runtime/governance';
import { demand, may, refuse } from '../runtime/permissions';
import { entries, internalId, options, text } from './arguments';
import { recordObject } from './record_object';

/** Supported transformations to a fulfillment; Oracle's list has more. */
const transforms: Readonly<Record<string, readonly string[]>> = {
  salesorder: ['itemfulfillment'],
  transferorder: ['itemfulfillment'],
  intercompanytransferorder: ['itemfulfillment'],
  vendorreturnauthorization: ['itemfulfillment'],
};

export function recordModule(engine: Engine): object {
  return {
    load: (...given: unknown[]) => {
      const set = options('record.load', given, ['type', 'id', 'isDynamic'], ['type', 'id']);
      refuseDynamic(set['isDynamic']);
      const type = engine.type(text('record.load', set['type'], 'type'));
      const cost = { units: recordUnits('record.load', type.recordClass), ms: durationMs.recordLoad };
      return engine.call('N/record.load', type.id, cost, () => {
        const row = visible(engine, type, internalId('record.load', set['id'], 'id'));
        loadRecord(engine, type, row.id);
        return editable(engine, type, row);
      });
    },
    create: (...given: unknown[]) => {
      const set = options('record.create', given, ['type', 'isDynamic', 'defaultValues'], ['type']);
      refuseDynamic(set['isDynamic']);
      const type = engine.type(text('record.create', set['type'], 'type'));
      if (type.id === 'itemfulfillment') {
        throw unnamedFault(
          'CREATE_NOT_SUPPORTED',
          'An item fulfillment is made by record.transform only (section_N3195884).',
        );
      }
      const cost = { units: recordUnits('record.create', type.recordClass), ms: durationMs.recordCreate };
      return engine.call('N/record.create', type.id, cost, () => {
        demand(engine, engine.current(), type, 'CREATE');
        return fresh(engine, type, withDefaults(engine, type, noChanges()));
      });
    },
    transform: (...given: unknown[]) => {
      const call = 'record.transform';
      const set = options(
        call,
        given,
        ['fromType', 'fromId', 'toType', 'isDynamic', 'defaultValues'],
        ['fromType', 'fromId', 'toType'],
      );
      refuseDynamic(set['isDynamic']);
      const from = engine.type(text(call, set['fromType'], 'fromType'));
      const to = engine.type(text(call, set['toType'], 'toType'));
      if (transforms[from.id]?.includes(to.id) !== true)
        throw new NotEmulated(`N/record.transform from ${from.id} to ${to.id}`);
      // The page does not say whether the source's or the target's class sets the price; both are transactions.
      const cost = { units: recordUnits('record.transform', to.recordClass), ms: durationMs.recordLoad };
      return engine.call('N/record.transform', to.id, cost, () => {
        demand(engine, engine.current(), to, 'CREATE');
        const order = visible(engine, from, internalId(call, set['fromId'], 'fromId'));
        const changes = withDefaults(engine, to, noChanges());
        changes.fields['createdfrom'] = order.id;
        for (const id of ['entity', 'shipmethod', 'subsidiary']) changes.fields[id] = order.fields[id] ?? null;
        const address = order.subrecords['shippingaddress'];
        if (address !== undefined) changes.subrecords['shippingaddress'] = address;
        return fresh(engine, to, changes, true);
      });
    },
    submitFields: (...given: unknown[]) => {
      const call = 'record.submitFields';
      const set = options(call, given, ['type', 'id', 'values', 'options'], ['type', 'id', 'values']);
      const type = engine.type(text(call, set['type'], 'type'));
      const id = internalId(call, set['id'], 'id');
      const cost = { units: recordUnits(call, type.recordClass), ms: durationMs.submitFields };
      return engine.call('N/record.submitFields', type.id, cost, () => submit(engine, type, id, set));
    },
    delete: (...given: unknown[]) => {
      const call = 'record.delete';
      const set = options(call, given, ['type', 'id'], ['type', 'id']);
      const type = engine.type(text(call, set['type'], 'type'));
      const id = internalId(call, set['id'], 'id');
      const cost = { units: recordUnits(call, type.recordClass), ms: durationMs.recordDelete };
      return engine.call('N/record.delete', type.id, cost, () => {
        demand(engine, engine.current(), type, 'FULL');
        deleteRecord(engine, triggerOfScript(engine), type, id);
        return id;
      });
    },
  };
}

function refuseDynamic(isDynamic: unknown): void {
  if (isDynamic === true) throw new NotEmulated('N/record in dynamic mode');
}

/** Finds a row that the running role may see. */
function visible(engine: Engine, type: RecordTypeInfo, id: number): Row {
  if (engine.current().user !== 'system' && engine.hidden.has(`${type.id} ${id}`)) {
    if (engine.dials.missingPermission === 'RCRD_DSNT_EXIST') throw missingRecord();
    throw refuse(`view ${type.id} ${id}`);
  }
  if (!may(engine, engine.current(), type, 'VIEW')) {
    if (engine.dials.missingPermission === 'RCRD_DSNT_EXIST') throw missingRecord();
    demand(engine, engine.current(), type, 'VIEW');
  }
  const row = engine.store.find(type.id, id);
  if (row === null) throw missingRecord();
  return row;
}

function editable(engine: Engine, type: RecordTypeInfo, row: Row): object {
  return recordObject(engine, type, {
    id: row.id,
    base: row,
    changes: noChanges(),
    access: 'editable',
    isOld: false,
    isSparse: false,
    save: (changes, ignoresMandatory) =>
      saved(engine, type, () => {
        demand(engine, engine.current(), type, 'EDIT');
        const commit = { expectedVersion: row.version, ignoresMandatory };
        return saveExisting(engine, triggerOfScript(engine), type, row.id, 'edit', changes, commit);
      }),
  });
}

function fresh(engine: Engine, type: RecordTypeInfo, changes: Changes, lacksItems = false): object {
  return recordObject(engine, type, {
    id: null,
    base: null,
    changes,
    access: 'editable',
    isOld: false,
    isSparse: false,
    lacksItems,
    save: (set, ignoresMandatory) =>
      saved(engine, type, () => {
        demand(engine, engine.current(), type, 'CREATE');
        return saveNew(engine, triggerOfScript(engine), type, set, { expectedVersion: null, ignoresMandatory });
      }),
  });
}

function saved(engine: Engine, type: RecordTypeInfo, save: () => Row): number {
  const cost = { units: recordUnits('Record.save', type.recordClass), ms: durationMs.recordSave };
  return engine.call('N/record.save', type.id, cost, () => save().id);
}

function submit(engine: Engine, type: RecordTypeInfo, id: number, set: Readonly<Record<string, unknown>>): number {
  const identity = engine.current();
  demand(engine, identity, type, 'EDIT');
  if (engine.store.find(type.id, id) === null) throw missingRecord();
  const changes = noChanges();
  for (const [name, value] of entries(set['values'])) {
    const sample = typeof value === 'boolean' || typeof value === 'number' ? value : null;
    const field = fieldOf(type, name, sample);
    if (field === null) throw new NotEmulated(`a field that ${type.id} does not have: ${name}`);
    if (!field.isInlineEditable) {
      throw unnamedFault(
        'FIELD_NOT_INLINE_EDITABLE',
        `submitFields cannot write ${name} of ${type.id} (section_4267283788).`,
      );
    }
    changes.fields[name] = parseFieldValue(engine, field, value, 'script');
  }
  const given = entries(set['options']).find(([name]) => name === 'ignoreMandatoryFields');
  // No version is checked, so the last writer wins.
  const commit = { expectedVersion: null, ignoresMandatory: given?.[1] === true };
  return saveExisting(engine, triggerOfScript(engine), type, id, 'xedit', changes, commit).id;
}
