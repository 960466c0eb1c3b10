/** What a record answers, refuses as NetSuite does, or refuses as not emulated. */

import type { EmulatedAccount } from '../contract';
import {
  accountWith,
  empty,
  entryFile,
  errorName,
  field,
  MODE_LIST,
  NOTE,
  noteType,
  project,
  recordType,
  seedOrder,
  system,
  userEvent,
} from './fixture';
import { seen } from './scripts_fixture';

interface ScriptRecord {
  getValue(options: { fieldId: string }): unknown;
  getText(options: { fieldId: string }): unknown;
  setValue(options: { fieldId: string; value: unknown }): ScriptRecord;
  setText(options: { fieldId: string; text: unknown }): ScriptRecord;
  getLineCount(options: { sublistId: string }): number;
  getSublists(): string[];
  getSublistFields(options: { sublistId: string }): string[];
  getSublistValue(options: { sublistId: string; fieldId: string; line: number }): unknown;
  setSublistValue(options: { sublistId: string; fieldId: string; line: number; value: unknown }): ScriptRecord;
  getSubrecord(options: { fieldId: string }): ScriptRecord;
  save(): number;
}

interface RecordModule {
  load(options: object): ScriptRecord;
  create(options: object): ScriptRecord;
  transform(options: object): ScriptRecord;
}

function withRecord<T>(account: EmulatedAccount, run: (record: RecordModule) => T): T {
  return account.withModules((require) => run(require('N/record') as RecordModule));
}

const loud = (account: EmulatedAccount, run: (record: RecordModule) => unknown) => () =>
  // The script catches it, and the account says it all the same.
  withRecord(account, (record) => errorName(() => run(record)));

describe('a multiple select', () => {
  const MULTIPLE = 'customrecord_multiple';
  const fieldId = 'custrecord_modes';
  const account = accountWith(
    project(
      [],
      {},
      {
        recordTypes: [noteType, recordType(MULTIPLE, [field(fieldId, 'MULTISELECT', { selectRecordType: MODE_LIST })])],
      },
    ),
  );

  test('takes and gives lists, of ids and of texts', () => {
    withRecord(account, (record) => {
      const made = record.create({ type: MULTIPLE });
      expect([made.getValue({ fieldId }), made.getText({ fieldId })]).toEqual([[], []]);
      made.setValue({ fieldId, value: [2, '1'] });
      expect(made.getValue({ fieldId })).toEqual(['2', '1']);
      const id = made.setText({ fieldId, text: ['Off', 'Preview'] }).save();
      const loaded = record.load({ type: MULTIPLE, id });
      expect([loaded.getValue({ fieldId }), loaded.getText({ fieldId })]).toEqual([
        ['1', '2'],
        ['Off', 'Preview'],
      ]);
      expect(errorName(() => made.setValue({ fieldId, value: [9] }))).toBe('EMULATED_INVALID_SELECTION');
      expect(made.setValue({ fieldId, value: [] }).getValue({ fieldId })).toEqual([]);
    });
  });

  test('that a script sets by one value is not emulated', () => {
    const set = loud(account, (record) => record.create({ type: MULTIPLE }).setValue({ fieldId, value: 1 }));

    expect(set).toThrow('not emulated: a multiple select that is set by one value');
  });
});

describe('a sublist that a record does not have', () => {
  const load = (account: EmulatedAccount) => {
    const { order } = seedOrder(account);
    return (record: RecordModule) => record.load({ type: 'salesorder', id: order });
  };

  test('has -1 lines, and no other call takes it', () => {
    const account = accountWith(empty);
    const loaded = load(account);

    withRecord(account, (record) => {
      const order = loaded(record);
      const at = { sublistId: 'package', fieldId: 'packageweight', line: 0 };
      expect(order.getLineCount({ sublistId: 'item' })).toBe(1);
      expect(order.getLineCount({ sublistId: 'package' })).toBe(-1);
      expect(errorName(() => order.getSublistValue(at))).toBe('SSS_INVALID_SUBLIST_OPERATION');
      expect(errorName(() => order.setSublistValue({ ...at, value: 1 }))).toBe('SSS_INVALID_SUBLIST_OPERATION');
    });
  });

  test.each<[string, (order: ScriptRecord) => unknown]>([
    ['getLineCount', (order) => order.getLineCount({ sublistId: 'salesteam' })],
    ['getSublistFields', (order) => order.getSublistFields({ sublistId: 'salesteam' })],
    ['getSublistValue', (order) => order.getSublistValue({ sublistId: 'salesteam', fieldId: 'employee', line: 0 })],
    [
      'setSublistValue',
      (order) => order.setSublistValue({ sublistId: 'salesteam', fieldId: 'employee', line: 0, value: 1 }),
    ],
  ])('is not emulated when NetSuite may know it: %s', (_call, ask) => {
    const account = accountWith(empty);
    const loaded = load(account);

    expect(loud(account, (record) => ask(loaded(record)))).toThrow('not emulated: the sublist salesteam of salesorder');
  });
});

describe('a fulfillment made from an order', () => {
  test.each<[string, (made: ScriptRecord) => unknown]>([
    ['getLineCount', (made) => made.getLineCount({ sublistId: 'item' })],
    ['getSublists', (made) => made.getSublists()],
    [
      'setSublistValue',
      (made) => made.setSublistValue({ sublistId: 'item', fieldId: 'itemreceive', line: 0, value: false }),
    ],
  ])('does not deny the lines that NetSuite gives it: %s', (_call, ask) => {
    const account = accountWith(empty);
    const { order } = seedOrder(account);
    const make = (record: RecordModule) =>
      record.transform({ fromType: 'salesorder', fromId: order, toType: 'itemfulfillment' });

    expect(loud(account, (record) => ask(make(record)))).toThrow(/^not emulated: the .* made by record.transform/);
  });
});

describe('an integer', () => {
  const fieldId = 'custrecord_note_count';
  const set = (value: number) => (record: RecordModule) => record.create({ type: NOTE }).setValue({ fieldId, value });

  test.each([
    ['refused', 'EMULATED_VALUE_OUT_OF_RANGE'],
    ['accepted', 'no error'],
  ] as const)('of more than 2,147,483,647 may be %s', (largeIntegers, name) => {
    const account = accountWith(empty, { dials: { largeIntegers } });

    withRecord(account, (record) => {
      expect(errorName(() => set(2_147_483_647)(record))).toBe('no error');
      expect(errorName(() => set(2_147_483_648)(record))).toBe(name);
      expect(errorName(() => set(-3_000_000_000)(record))).toBe(name);
      expect(errorName(() => set(1.9e19)(record))).toBe('EMULATED_VALUE_OUT_OF_RANGE');
    });
  });

  test('of more than 15 digits is rounded in a way that is not emulated', () => {
    const account = accountWith(empty, { dials: { largeIntegers: 'accepted' } });

    expect(loud(account, set(1e17))).toThrow('not emulated: how NetSuite rounds');
  });
});

describe('a record as JSON', () => {
  test.each([
    ['line 1', ['currentline', 'line 1', 'line 2']],
    ['line 0', ['currentline', 'line 0', 'line 1']],
  ] as const)('has id, type, fields and sublists, whose first line is %s', (firstJsonLine, lines) => {
    const account = accountWith(empty, { dials: { firstJsonLine } });
    const { order, customer } = seedOrder(account);
    const id = account.seed('itemfulfillment', {
      fields: { createdfrom: order, tranid: 'IF7', trandate: new Date(2026, 2, 9), custbody_gift: true, memo: null },
      sublists: { package: [{ packagetrackingnumber: 'A' }, { packagetrackingnumber: 'B', packageweight: 2 }] },
    });

    const json = JSON.parse(
      withRecord(account, (record) => JSON.stringify(record.load({ type: 'itemfulfillment', id }))),
    ) as Record<string, Record<string, Record<string, unknown>>>;

    expect(json).toMatchObject({
      id: String(id),
      type: 'itemfulfillment',
      isDynamic: false,
      fields: {
        id: String(id),
        createdfrom: String(order),
        entity: String(customer),
        tranid: 'IF7',
        trandate: '9.3.2026',
        custbody_gift: 'T',
      },
    });
    expect(json['fields']).not.toHaveProperty('memo');
    expect(Object.keys(json['sublists']?.['package'] ?? {})).toEqual(lines);
    expect(json['sublists']?.['package']?.[lines[2]]).toEqual({ packagetrackingnumber: 'B', packageweight: '2' });
  });

  test('of an inline edit has what was edited', () => {
    const body = `return { afterSubmit: function (context) {
      record.create({ type: '${NOTE}' })
        .setValue({ fieldId: 'custrecord_note_long', value: JSON.stringify(context.newRecord) }).save();
    } };`;
    const account = accountWith(project([userEvent('json.js')], { 'json.js': entryFile('UserEventScript', body) }));
    const id = account.seed('itemfulfillment', { fields: { memo: 'before', tranid: 'IF7' } });

    account.inlineEdit(system, 'itemfulfillment', id, { memo: 'after' });

    const fields = { id: String(id), memo: 'after' };
    expect(seen(account)).toEqual([
      { id: String(id), type: 'itemfulfillment', isDynamic: false, fields, sublists: {} },
    ]);
  });
});

describe('a record refuses what NetSuite fills in and nothing here does, whatever the script catches:', () => {
  const account = accountWith(empty);
  const { order, customer } = seedOrder(account);
  const shipment = account.seed('itemfulfillment', {
    fields: { createdfrom: order },
    sublists: { item: [{ item: 1 }], package: [{ packagetrackingnumber: 'A' }] },
  });
  const note = account.seed(NOTE, {});

  test.each([
    ['the total of an order', 'salesorder', order, 'total'],
    ['the status of an order', 'salesorder', order, 'status'],
    ['its letter', 'salesorder', order, 'orderstatus'],
    ['the currency of an order', 'salesorder', order, 'currency'],
    ['the text of an address', 'salesorder', order, 'shipaddress'],
    ['a check box that NetSuite ticks', 'itemfulfillment', shipment, 'isbasecurrency'],
    ['a field that only the REST schema has', 'itemfulfillment', shipment, 'shipcarrier'],
    ['the currency of a customer', 'customer', customer, 'currency'],
    ['the owner of a custom record', NOTE, note, 'owner'],
    ['a field that no list has', 'salesorder', order, 'salesrep'],
    ['a field of a custom record that no list has', NOTE, note, 'recordid'],
  ])('%s', (_what, type, id, fieldId) => {
    const read = (record: RecordModule) => record.load({ type, id });

    expect(loud(account, (record) => read(record).getValue({ fieldId }))).toThrow(/^not emulated: .*/);
    expect(loud(account, (record) => read(record).getText({ fieldId }))).toThrow(fieldId);
  });

  test.each<[string, (loaded: ScriptRecord) => unknown, string]>([
    [
      'the name of an item',
      (loaded) => loaded.getSublistValue({ sublistId: 'item', fieldId: 'itemname', line: 0 }),
      'itemname of a line of item',
    ],
    [
      'a field that no package line has',
      (loaded) => loaded.getSublistValue({ sublistId: 'package', fieldId: 'packagecarrier', line: 0 }),
      'packagecarrier of a line of package',
    ],
    ['a subrecord', (loaded) => loaded.getSubrecord({ fieldId: 'inventorydetail' }), 'the subrecord inventorydetail'],
    [
      'the composed text of an address',
      (loaded) => loaded.getSubrecord({ fieldId: 'shippingaddress' }).getValue({ fieldId: 'addrtext' }),
      'addrtext of an address',
    ],
    [
      'the JSON of an address',
      (loaded) => JSON.stringify(loaded.getSubrecord({ fieldId: 'shippingaddress' })),
      'the JSON of an address',
    ],
  ])('%s', (_what, ask, message) => {
    const read = loud(account, (record) => ask(record.load({ type: 'itemfulfillment', id: shipment })));

    expect(read).toThrow(`not emulated: ${message}`);
  });

  test('but what is only empty is empty, and what a record was given is there', () => {
    const given = account.seed('salesorder', { fields: { total: 12.5, status: 'Billed' } });

    withRecord(account, (record) => {
      const loaded = record.load({ type: 'itemfulfillment', id: shipment });
      const empties = ['memo', 'location', 'shipphone', 'custbody_none'].map((fieldId) => loaded.getValue({ fieldId }));
      expect(empties).toEqual(['', '', '', '']);
      const at = { sublistId: 'package', line: 0 };
      expect(loaded.getSublistValue({ ...at, fieldId: 'packagedescr' })).toBe('');
      expect(loaded.getSublistValue({ ...at, sublistId: 'item', fieldId: 'custcol_gift' })).toBe('');
      expect(loaded.getSubrecord({ fieldId: 'shippingaddress' }).getValue({ fieldId: 'zip' })).toBe('');
      expect(loaded.getValue({ fieldId: 'status' })).toBe('Picked');
      const seeded = record.load({ type: 'salesorder', id: given });
      expect(['total', 'status'].map((fieldId) => seeded.getValue({ fieldId }))).toEqual([12.5, 'Billed']);
      expect(loaded.getValue({ fieldId: 'id' })).toBe(String(shipment));
    });
  });
});
