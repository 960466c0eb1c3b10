/** A record as a script holds it, in standard mode. It keeps the loaded values and the values set since. */

import type { FieldValue, Line } from '../contract';
import { noChanges, shownField, type Changes } from '../records/commit';
import { ENTERED_IN_ADDRESSES, mayBeEmptyOnLine } from '../records/entered_fields';
import { parseTexts, textsOf } from '../records/multiselect';
import type { Row } from '../records/store';
import {
  FULFILLMENT_LOCATION,
  ADDRESS_FIELDS,
  field as makeField,
  LINE_FIELDS,
  PACKAGE_SUBLISTS,
  type FieldInfo,
  type RecordTypeInfo,
} from '../records/types';
import { idByText } from '../records/references';
import { asDialed, demandKnown, fieldOf, parseFieldValue, scriptValue, textOf } from '../records/values';
import type { Engine } from '../runtime/engine';
import { NotEmulated, ScriptFault, unnamedFault } from '../runtime/faults';
import { guardObject } from '../runtime/members';
import { options, text } from './arguments';
import { lineField } from './line_field';
import { recordJson } from './record_json';

interface RecordState {
  readonly id: number | null;
  /** The loaded row; null for a new record and for the sparse record of XEDIT. */
  readonly base: Row | null;
  readonly changes: Changes;
  readonly access: 'editable' | 'read only';
  readonly isOld: boolean;
  /** True when the record holds only edited fields, as in XEDIT. */
  readonly isSparse: boolean;
  /** True for a fulfillment made from an order, whose item lines NetSuite makes and this emulator does not. */
  readonly lacksItems?: boolean;
  /** Saves the record; null when the script may not save it. */
  readonly save: ((changes: Changes, ignoresMandatory: boolean) => number) | null;
}

const listed = ['fieldId', 'value', 'text', 'sublistId', 'line', 'ignoreMandatoryFields'];

export class RecordObject {
  readonly type: string;
  readonly isDynamic = false;
  id: unknown;

  constructor(
    private readonly engine: Engine,
    private readonly info: RecordTypeInfo,
    private readonly state: RecordState,
  ) {
    this.type = info.id;
    this.id = state.id;
  }

  getValue(...given: unknown[]): unknown {
    const id = this.argument('Record.getValue', given, 'fieldId');
    if (id === 'id' && this.state.id !== null) return asDialed(this.engine, this.state.id);
    const field = this.readable(id);
    if (field === null) return this.empty();
    return scriptValue(this.engine, field, this.value(id), this.state.isOld);
  }

  getText(...given: unknown[]): unknown {
    const id = this.argument('Record.getText', given, 'fieldId');
    const field = this.readable(id);
    if (field === null) return this.empty();
    if (field.kind === 'multiselect') return this.engine.realm.plain([...textsOf(this.engine, field, this.value(id))]);
    return textOf(this.engine, field, this.value(id));
  }

  setValue(...given: unknown[]): object {
    const call = 'Record.setValue';
    const set = options(call, given, listed, ['fieldId']);
    const field = this.writable(call, text(call, set['fieldId'], 'fieldId'), set['value']);
    this.state.changes.fields[field.id] = parseFieldValue(this.engine, field, set['value'], 'script');
    return this;
  }

  setText(...given: unknown[]): object {
    const call = 'Record.setText';
    const [first, second] = given;
    const set =
      typeof first === 'string' ? { fieldId: first, text: second } : options(call, given, listed, ['fieldId']);
    const field = this.writable(call, text(call, set['fieldId'], 'fieldId'), set['text']);
    const shown = set['text'] ?? '';
    if (field.kind === 'multiselect' && shown !== '') {
      this.state.changes.fields[field.id] = parseTexts(this.engine, field, shown);
      return this;
    }
    if (field.kind !== 'select' || field.target === null || shown === '') {
      this.state.changes.fields[field.id] = parseFieldValue(this.engine, field, shown, 'script');
      return this;
    }
    const id = idByText(this.engine, field.target, String(shown));
    if (id === null) throw unnamedFault('INVALID_SELECTION', `${field.id}: there is no ${String(shown)}.`);
    this.state.changes.fields[field.id] = id;
    return this;
  }

  getFields(): unknown {
    const edited = Object.keys(this.state.changes.fields);
    if (this.state.isSparse) {
      const system = this.engine.dials.xeditFields === 'edited and system' ? ['id', 'type'] : [];
      return this.engine.realm.plain([...edited, ...system]);
    }
    const stored = Object.keys(this.state.base?.fields ?? {});
    return this.engine.realm.plain([
      ...new Set([...this.info.fields.keys(), ...this.held(({ fields }) => [fields]), ...stored, ...edited]),
    ]);
  }

  getSublistFields(...given: unknown[]): unknown {
    const id = this.sublistArgument('Record.getSublistFields', given);
    const held = this.held(({ sublists }) => sublists[id] ?? []);
    const own = this.lines(id).flatMap((line) => Object.keys(line));
    return this.engine.realm.plain([...new Set([...(LINE_FIELDS.get(id) ?? []), ...held, ...own])]);
  }

  getSublists(): unknown {
    if (this.state.isSparse) return this.engine.realm.plain(Object.keys(this.state.changes.sublists));
    return this.engine.realm.plain(this.sublists());
  }

  /** -1 for a list that the record does not have, as NetSuite's own script library says (public copies). */
  getLineCount(...given: unknown[]): number {
    const call = 'Record.getLineCount';
    const id = text(call, options(call, given, ['sublistId'], ['sublistId'])['sublistId'], 'sublistId');
    this.demandKnownSublist(id);
    return this.sublists().includes(id) ? this.lines(id).length : -1;
  }

  getSublistValue(...given: unknown[]): unknown {
    const { id, value } = this.lineValue('Record.getSublistValue', given);
    return scriptValue(this.engine, lineField(id, value), value, this.state.isOld);
  }

  getSublistText(...given: unknown[]): unknown {
    const { id, value } = this.lineValue('Record.getSublistText', given);
    return textOf(this.engine, lineField(id, value), value);
  }

  /** Sets a value on a line, or on the next line after the last. */
  setSublistValue(...given: unknown[]): object {
    const call = 'Record.setSublistValue';
    this.refuseReadOnly(call);
    const set = options(call, given, ['sublistId', 'fieldId', 'line', 'value'], ['sublistId', 'fieldId', 'line']);
    const sublist = text(call, set['sublistId'], 'sublistId');
    this.demandKnownSublist(sublist);
    const lines = [...this.lines(sublist)];
    const line = Number(set['line']);
    if (!this.info.sublists.has(sublist) || !Number.isInteger(line) || line < 0 || line > lines.length) {
      throw new ScriptFault('SSS_INVALID_SUBLIST_OPERATION', `${call}: ${sublist} has no line ${line}.`);
    }
    const id = text(call, set['fieldId'], 'fieldId');
    const value = set['value'];
    const kept = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
    lines[line] = { ...lines[line], [id]: kept };
    this.state.changes.sublists[sublist] = lines;
    return this;
  }

  hasSubrecord(...given: unknown[]): boolean {
    return this.subrecord(this.argument('Record.hasSubrecord', given, 'fieldId')) !== null;
  }

  getSubrecord(...given: unknown[]): unknown {
    const id = this.argument('Record.getSubrecord', given, 'fieldId');
    if (!this.info.subrecords.has(id) && !this.info.fields.has(id)) {
      throw new NotEmulated(`the subrecord ${id} of ${this.type}`);
    }
    if (!this.info.subrecords.has(id)) {
      throw new ScriptFault('FIELD_1_IS_NOT_A_SUBRECORD_FIELD', `Field ${id} is not a subrecord field.`);
    }
    const isReadOnly = this.state.access === 'read only';
    const address = new AddressObject(this.engine, { ...this.subrecord(id) }, (fields) => {
      if (isReadOnly) throw unnamedFault('READ_ONLY_RECORD', 'This record cannot be changed here.');
      this.state.changes.subrecords[id] = fields;
    });
    return guardObject(this.engine, 'N/record.Record (address)', 'record/RecordInstance', address);
  }

  save(...given: unknown[]): number {
    const set = options('Record.save', given, listed);
    if (this.state.save === null) throw unnamedFault('READ_ONLY_RECORD', 'This record cannot be saved here.');
    const id = this.state.save(this.state.changes, set['ignoreMandatoryFields'] === true);
    this.id = id;
    return id;
  }

  toJSON(): unknown {
    const { changes, base, isSparse } = this.state;
    const names = Object.keys({ ...(isSparse ? {} : base?.fields), ...changes.fields });
    return recordJson(this.engine, this, {
      fields: names.map((id) => [fieldOf(this.info, id, this.value(id)) ?? makeField(id, 'text'), this.value(id)]),
      sublists: isSparse ? changes.sublists : { ...base?.sublists, ...changes.sublists },
    });
  }

  toString(): string {
    return 'record.Record';
  }

  /** Fields that the account's people added. They exist once a record of the type holds a value. */
  private held(parts: (row: Row) => readonly object[]): readonly string[] {
    return [...this.engine.store.each(this.type)].flatMap((row) => parts(row).flatMap((part) => Object.keys(part)));
  }

  private argument(call: string, given: readonly unknown[], name: string): string {
    return text(call, options(call, given, listed, [name])[name], name);
  }

  private sublistArgument(call: string, given: readonly unknown[]): string {
    const set = options(call, given, ['sublistId'], ['sublistId']);
    const id = text(call, set['sublistId'], 'sublistId');
    this.demandKnownSublist(id);
    if (!this.info.sublists.has(id)) {
      throw new ScriptFault('SSS_INVALID_SUBLIST_OPERATION', `${call}: ${this.type} has no sublist ${id}.`);
    }
    return id;
  }

  private lineValue(call: string, given: readonly unknown[]): { readonly id: string; readonly value: FieldValue } {
    const set = options(call, given, ['sublistId', 'fieldId', 'line'], ['sublistId', 'fieldId', 'line']);
    const sublist = this.sublistArgument(call, given);
    const line = this.lines(sublist)[Number(set['line'])];
    if (line === undefined) {
      throw new ScriptFault('SSS_INVALID_SUBLIST_OPERATION', `${call}: ${sublist} has no line ${String(set['line'])}.`);
    }
    const id = text(call, set['fieldId'], 'fieldId');
    const value = line[id] ?? null;
    if (value === null && !mayBeEmptyOnLine(sublist, id, LINE_FIELDS.get(sublist) ?? [])) {
      throw new NotEmulated(`${id} of a line of ${sublist} that was given none`);
    }
    return { id, value };
  }

  /** Refuses a list that no record of the emulator has: NetSuite may know it. */
  private demandKnownSublist(id: string): void {
    if (!LINE_FIELDS.has(id)) throw new NotEmulated(`the sublist ${id} of ${this.type}`);
    if (id === 'item' && this.state.lacksItems === true) {
      throw new NotEmulated('the item lines of a record made by record.transform');
    }
  }

  /** Ids of the existing lists. Whether a fulfillment without packages has the plain list is not documented. */
  private sublists(): readonly string[] {
    if (this.state.lacksItems === true) throw new NotEmulated('the sublists of a record made by record.transform');
    const stored = Object.keys({ ...this.state.base?.sublists, ...this.state.changes.sublists });
    const present = stored.filter((id) => this.engine.dials.emptySublist === 'listed' || this.lines(id).length > 0);
    const isFulfillment = this.info.sublists.has('package');
    const hasPackages = PACKAGE_SUBLISTS.some((id) => present.includes(id));
    if (!isFulfillment || hasPackages || this.engine.dials.emptySublist === 'absent') return present;
    return [...present, 'package'];
  }

  private lines(sublist: string): readonly Line[] {
    return this.state.changes.sublists[sublist] ?? this.state.base?.sublists[sublist] ?? [];
  }

  private subrecord(id: string): Readonly<Record<string, FieldValue>> | null {
    return this.state.changes.subrecords[id] ?? this.state.base?.subrecords[id] ?? null;
  }

  private value(id: string): FieldValue {
    const value = id in this.state.changes.fields ? this.state.changes.fields[id] : this.state.base?.fields[id];
    return shownField(this.engine, this.info, id, value ?? null);
  }

  private empty(): null | '' {
    return this.state.isOld || this.engine.dials.emptyValue === 'null' ? null : '';
  }

  private readable(id: string): FieldInfo | null {
    const isEdited = id in this.state.changes.fields;
    const value = this.value(id);
    const known = fieldOf(this.info, id, value);
    // A sparse record lists these two system fields (dial `xeditFields`).
    if (known === null && this.state.isSparse && (id === 'id' || id === 'type')) return null;
    if (known === null && this.type === 'itemfulfillment' && id === FULFILLMENT_LOCATION.id) return null;
    if (known === null) throw new NotEmulated(`a field that ${this.type} does not have: ${id}`);
    if (this.state.isSparse && !isEdited) return null;
    demandKnown(this.info, known, value);
    return known;
  }

  private writable(call: string, id: string, value: unknown): FieldInfo {
    this.refuseReadOnly(call);
    const sample = typeof value === 'boolean' || typeof value === 'number' ? value : null;
    const field = fieldOf(this.info, id, sample);
    if (field === null) throw new NotEmulated(`a field that ${this.type} does not have: ${id}`);
    if (
      id === 'externalid' &&
      this.info.recordClass === 'customRecord' &&
      this.engine.dials.setExternalId === 'refused'
    ) {
      throw unnamedFault('EXTERNAL_ID_REFUSED', 'SuiteScript does not support external IDs (section_N3433806).');
    }
    return field;
  }

  private refuseReadOnly(call: string): void {
    if (this.state.access === 'read only')
      throw unnamedFault('READ_ONLY_RECORD', `${call}: this record cannot be changed here.`);
  }
}

/** An address subrecord. Its country is stored as a two-letter code; the form that scripts see is not documented. */
class AddressObject {
  readonly id = null;
  readonly type = 'address';
  readonly isDynamic = false;

  constructor(
    private readonly engine: Engine,
    private readonly fields: Record<string, FieldValue>,
    private readonly change: (fields: Record<string, FieldValue>) => void,
  ) {}

  getValue(...given: unknown[]): unknown {
    const id = this.name('Record.getValue', given);
    const value = this.read(id);
    if (value === null) return this.engine.dials.emptyValue === 'null' ? null : '';
    return id === 'country' && this.engine.dials.countryValue === 'label' ? countryLabel(String(value)) : value;
  }

  getText(...given: unknown[]): unknown {
    const id = this.name('Record.getText', given);
    const value = this.read(id);
    return value === null ? '' : id === 'country' ? countryLabel(String(value)) : String(value);
  }

  setValue(...given: unknown[]): object {
    const set = options('Record.setValue', given, ['fieldId', 'value'], ['fieldId']);
    const { value } = set;
    this.fields[this.name('Record.setValue', given)] = typeof value === 'string' && value !== '' ? value : null;
    this.change({ ...this.fields });
    return this;
  }

  getFields(): unknown {
    return this.engine.realm.plain([...ADDRESS_FIELDS]);
  }

  toJSON(): never {
    throw new NotEmulated('the JSON of an address');
  }

  toString(): string {
    return 'record.Record';
  }

  private read(id: string): FieldValue {
    const value = this.fields[id] ?? null;
    if (value === null && !ENTERED_IN_ADDRESSES.has(id)) {
      throw new NotEmulated(`${id} of an address, which NetSuite composes, where no value was given`);
    }
    return value;
  }

  private name(call: string, given: readonly unknown[]): string {
    const id = text(call, options(call, given, ['fieldId', 'value'], ['fieldId'])['fieldId'], 'fieldId');
    if (!ADDRESS_FIELDS.includes(id)) throw new NotEmulated(`a field that an address does not have: ${id}`);
    return id;
  }
}

const countryNames = new Intl.DisplayNames(['en'], { type: 'region' });

function countryLabel(code: string): string {
  return /^[A-Z]{2}$/.test(code) ? (countryNames.of(code) ?? code) : code;
}

export function recordObject(engine: Engine, info: RecordTypeInfo, state: RecordState): RecordObject {
  const object = new RecordObject(engine, info, state);
  return guardObject(engine, `N/record.Record (${info.id})`, 'record/RecordInstance', object);
}

/** A read-only record for scripts. */
export function readOnlyRecord(engine: Engine, info: RecordTypeInfo, row: Row, isOld: boolean): RecordObject {
  return recordObject(engine, info, {
    id: row.id,
    base: row,
    changes: noChanges(),
    access: 'read only',
    isOld,
    isSparse: false,
    save: null,
  });
}
