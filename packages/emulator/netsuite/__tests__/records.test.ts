import type { EmulatedAccount } from '../contract';
import { accountWith, clerk, empty, errorName, field, NOTE, project, recordType, seedOrder, system } from './fixture';

interface ScriptRecord {
  id: number;
  type: string;
  getValue(options: { fieldId: string } | string): unknown;
  getText(options: { fieldId: string }): unknown;
  setValue(options: { fieldId: string; value: unknown }): ScriptRecord;
  setText(options: { fieldId: string; text: string }): ScriptRecord;
  getFields(): string[];
  getSublists(): string[];
  getSublistFields(options: { sublistId: string }): string[];
  getSublistText(options: { sublistId: string; fieldId: string; line: number }): unknown;
  getLineCount(options: { sublistId: string }): number;
  getSublistValue(options: { sublistId: string; fieldId: string; line: number }): unknown;
  setSublistValue(options: { sublistId: string; fieldId: string; line: number; value: unknown }): ScriptRecord;
  getSubrecord(options: { fieldId: string }): ScriptRecord;
  save(options?: object): number;
}

interface RecordModule {
  load(options: object): ScriptRecord;
  create(options: object): ScriptRecord;
  transform(options: object): ScriptRecord;
  submitFields(options: object): number;
  delete(options: object): number;
}

function withRecord<T>(account: EmulatedAccount, run: (record: RecordModule) => T, as: object = {}): T {
  return account.withModules((require) => run(require('N/record') as RecordModule), as);
}

describe('custom records', () => {
  test('a new record starts with the defaults of its fields', () => {
    const account = accountWith(empty);

    const note = withRecord(account, (record) => {
      const created = record.create({ type: NOTE });
      return {
        count: created.getValue({ fieldId: 'custrecord_note_count' }),
        done: created.getValue('custrecord_note_done'),
        mode: created.getText({ fieldId: 'custrecord_note_mode' }),
        day: String((created.getValue('custrecord_note_day') as Date).getDate()),
      };
    });

    expect(note).toEqual({ count: '3', done: true, mode: 'Preview', day: '2' });
  });

  test.each([
    ['as text', '7'],
    ['as number', 7],
  ] as const)('gives integers %s', (numbers, expected) => {
    const account = accountWith(empty, { dials: { numbers } });
    const id = account.seed(NOTE, { fields: { custrecord_note_count: 7 } });

    expect(withRecord(account, (record) => record.load({ type: NOTE, id }).getValue('custrecord_note_count'))).toBe(
      expected,
    );
  });

  test.each([
    ['empty string', ''],
    ['null', null],
  ] as const)('gives an empty field as %s', (emptyValue, expected) => {
    const account = accountWith(empty, { dials: { emptyValue } });
    const id = account.seed(NOTE, {});

    expect(withRecord(account, (record) => record.load({ type: NOTE, id }).getValue('custrecord_note_text'))).toBe(
      expected,
    );
  });

  test('sets a select by its text', () => {
    const account = accountWith(empty);

    const id = withRecord(account, (record) =>
      record.create({ type: NOTE }).setText({ fieldId: 'custrecord_note_mode', text: 'Off' }).save(),
    );

    expect(account.get(NOTE, id)?.fields['custrecord_note_mode']).toBe(1);
  });

  test.each([
    ['a text longer than the object says', 'custrecord_note_short', 'eleven chars', 'EXCEEDED_MAX_FIELD_LENGTH'],
    ['a text longer than 300', 'custrecord_note_text', 'x'.repeat(301), 'EXCEEDED_MAX_FIELD_LENGTH'],
    ['a fraction as integer', 'custrecord_note_count', '1.5', 'SSS_INVALID_TYPE_ARG'],
    ['the text of a list value as its id', 'custrecord_note_mode', 'Off', 'SSS_INVALID_TYPE_ARG'],
    ['an id that the list does not have', 'custrecord_note_mode', 99, 'EMULATED_INVALID_SELECTION'],
  ])('refuses %s', (_what, fieldId, value, name) => {
    const account = accountWith(empty);

    expect(
      withRecord(account, (record) => errorName(() => record.create({ type: NOTE }).setValue({ fieldId, value }))),
    ).toBe(name);
  });

  test('takes 100,000 characters of a script in a long text and 300 in a text, and of people 1,000,000', () => {
    const account = accountWith(empty);

    const id = withRecord(account, (record) => {
      const note = record.create({ type: NOTE });
      const setLong = (length: number) => note.setValue({ fieldId: 'custrecord_note_long', value: 'x'.repeat(length) });
      expect(errorName(() => setLong(100_001))).toBe('EXCEEDED_MAX_FIELD_LENGTH');
      setLong(100_000);
      return note.setValue({ fieldId: 'custrecord_note_text', value: 'y'.repeat(300) }).save();
    });

    expect(String(account.get(NOTE, id)?.fields['custrecord_note_text'])).toHaveLength(300);
    const long = { custrecord_note_long: 'x'.repeat(1_000_000) };
    expect(() => account.inlineEdit(system, NOTE, id, long)).not.toThrow();
  });

  test('refuses to save without a mandatory field, unless told to ignore it', () => {
    const type = recordType('customrecord_strict', [field('custrecord_strict_key', 'TEXT', { isMandatory: true })]);
    const account = accountWith(project([], {}, { recordTypes: [type] }));

    withRecord(account, (record) => {
      expect(errorName(() => record.create({ type: 'customrecord_strict' }).save())).toBe(
        'EMULATED_MANDATORY_FIELD_EMPTY',
      );
      expect(record.create({ type: 'customrecord_strict' }).save({ ignoreMandatoryFields: true })).toBe(1);
    });
  });

  test('says that it has no such field instead of giving nothing', () => {
    const account = accountWith(empty);
    const id = account.seed(NOTE, {});

    expect(() =>
      withRecord(account, (record) => record.load({ type: NOTE, id }).getValue('custrecord_note_typo')),
    ).toThrow('not emulated: a field that customrecord_note does not have: custrecord_note_typo');
  });

  test.each([
    ['refused', 'DUP_RCRD'],
    ['accepted', 'no error'],
  ] as const)('a second record with the same external id is %s', (duplicateExternalId, name) => {
    const account = accountWith(empty, { dials: { duplicateExternalId } });
    const add = (record: RecordModule) =>
      record.create({ type: NOTE }).setValue({ fieldId: 'externalid', value: 'Key-1' }).save();

    withRecord(account, (record) => {
      add(record);
      expect(errorName(() => add(record))).toBe(name);
    });
  });

  test('an external id may be refused altogether', () => {
    const account = accountWith(empty, { dials: { setExternalId: 'refused' } });

    withRecord(account, (record) => {
      const note = record.create({ type: NOTE });
      expect(errorName(() => note.setValue({ fieldId: 'externalid', value: 'a' }))).toBe(
        'EMULATED_EXTERNAL_ID_REFUSED',
      );
    });
  });

  test('refuses to save what somebody else changed since it was loaded', () => {
    const account = accountWith(empty);
    const id = account.seed(NOTE, {});

    withRecord(account, (record) => {
      const note = record.load({ type: NOTE, id });
      record.submitFields({ type: NOTE, id, values: { custrecord_note_text: 'first' } });
      expect(errorName(() => note.setValue({ fieldId: 'custrecord_note_text', value: 'second' }).save())).toBe(
        'RCRD_HAS_BEEN_CHANGED',
      );
    });
    expect(account.get(NOTE, id)?.fields['custrecord_note_text']).toBe('first');
  });

  test('a record that is not there does not exist, for load, submitFields and delete', () => {
    const account = accountWith(empty);

    withRecord(account, (record) => {
      expect(errorName(() => record.load({ type: NOTE, id: 9 }))).toBe('RCRD_DSNT_EXIST');
      expect(errorName(() => record.submitFields({ type: NOTE, id: 9, values: {} }))).toBe('RCRD_DSNT_EXIST');
      expect(errorName(() => record.delete({ type: NOTE, id: 9 }))).toBe('RCRD_DSNT_EXIST');
    });
  });

  test('deleting a transaction empties the fields that point to it', () => {
    const account = accountWith(empty);
    const { order } = seedOrder(account);
    const id = account.seed(NOTE, { fields: { custrecord_note_transaction: order } });

    account.remove(system, 'salesorder', order);

    expect(account.get(NOTE, id)?.fields['custrecord_note_transaction']).toBeNull();
  });

  test('dates are of the scripts own world', () => {
    const account = accountWith(
      project([], {
        'dates.js': `define(['N/record'], (record) => ({ check: (id) => {
          const day = record.load({ type: '${NOTE}', id }).getValue('custrecord_note_day');
          return [day instanceof Date, Math.abs(new Date().getTime() - Date.now()) < 10, typeof setTimeout, typeof process, typeof Intl];
        } }));`,
      }),
    );
    const id = account.seed(NOTE, {});

    const found = account.withModules((require) =>
      (require('./example/dates') as { check(id: number): unknown[] }).check(id),
    );

    expect([...found]).toEqual([true, true, 'undefined', 'undefined', 'undefined']);
  });
});

describe('item fulfillments', () => {
  test('cannot be created, only transformed from an order', () => {
    const account = accountWith(empty);
    const { order, customer } = seedOrder(account);

    const id = withRecord(account, (record) => {
      expect(errorName(() => record.create({ type: 'itemfulfillment' }))).toBe('EMULATED_CREATE_NOT_SUPPORTED');
      const shipment = record.transform({ fromType: 'salesorder', fromId: order, toType: 'itemfulfillment' });
      shipment.setSublistValue({ sublistId: 'package', fieldId: 'packagetrackingnumber', line: 0, value: '1Z1' });
      return shipment.setValue({ fieldId: 'shipstatus', value: 'C' }).save();
    });

    const stored = account.get('itemfulfillment', id);
    expect(stored?.fields).toMatchObject({ createdfrom: order, entity: customer, shipstatus: 'C', status: 'Shipped' });
    expect(stored?.sublists['package']).toEqual([{ packagetrackingnumber: '1Z1' }]);
    expect(stored?.subrecords['shippingaddress']?.['city']).toBe('Berlin');
  });

  test.each([
    ['alpha-2', 'DE'],
    ['label', 'Germany'],
  ] as const)('the country of an address may be given as %s', (countryValue, expected) => {
    const account = accountWith(empty, { dials: { countryValue } });
    const { order } = seedOrder(account);

    const country = withRecord(account, (record) =>
      record.load({ type: 'salesorder', id: order }).getSubrecord({ fieldId: 'shippingaddress' }).getValue('country'),
    );

    expect(country).toBe(expected);
  });

  test('shows the name of the shipping item', () => {
    const account = accountWith(empty);
    const { order } = seedOrder(account);

    expect(
      withRecord(account, (record) =>
        record.load({ type: 'salesorder', id: order }).getText({ fieldId: 'shipmethod' }),
      ),
    ).toBe('UPS Ground');
  });

  test('the fields of a list are those of the facts and those that a line of any record has', () => {
    const account = accountWith(empty, {});
    const location = account.seed('location', { fields: { name: 'Hamburg' } });
    account.seed('itemfulfillment', {
      fields: { custbody_wave: 'W7' },
      sublists: { item: [{ custcol_gift: 'Card' }] },
    });
    const id = account.seed('itemfulfillment', { sublists: { item: [{ item: 1, location }] } });

    withRecord(account, (record) => {
      const shipment = record.load({ type: 'itemfulfillment', id });
      expect(shipment.getFields()).toEqual(expect.arrayContaining(['tranid', 'custbody_wave']));
      expect(shipment.getFields()).not.toContain('custbody_none');
      expect(shipment.getSublistFields({ sublistId: 'item' })).toEqual(
        expect.arrayContaining(['quantity', 'custcol_gift', 'location']),
      );
      expect(shipment.getSublistFields({ sublistId: 'package' })).toContain('packagedescr');
      expect(shipment.getSublistText({ sublistId: 'item', fieldId: 'location', line: 0 })).toBe('Hamburg');
    });
  });

  test('a fulfillment has no location in its body', () => {
    const account = accountWith(empty);
    const location = account.seed('location', { fields: { name: 'Hamburg' } });
    const id = account.seed('itemfulfillment', {});

    withRecord(account, (record) => {
      const shipment = record.load({ type: 'itemfulfillment', id });
      expect(shipment.getFields()).not.toContain('location');
      expect([shipment.getValue('location'), shipment.getText({ fieldId: 'location' })]).toEqual(['', '']);
    });
    expect(() => account.seed('itemfulfillment', { fields: { location } })).toThrow(
      'itemfulfillment has no field location in this emulator',
    );
  });

  test('a fulfillment may have a location in its body, as the dial says at the time', () => {
    const account = accountWith(empty);
    account.setDial('fulfillmentLocation', 'lines and body');
    const location = account.seed('location', { fields: { name: 'Hamburg' } });
    const id = account.seed('itemfulfillment', { fields: { location } });

    withRecord(account, (record) => {
      const shipment = record.load({ type: 'itemfulfillment', id });
      expect(shipment.getFields()).toContain('location');
      expect([shipment.getValue('location'), shipment.getText({ fieldId: 'location' })]).toEqual([
        String(location),
        'Hamburg',
      ]);
    });
  });

  test.each([
    ['listed', ['package'], 0],
    ['absent', [], -1],
  ] as const)('a package list without lines is %s', (emptySublist, sublists, lines) => {
    const account = accountWith(empty, { dials: { emptySublist } });
    const id = account.seed('itemfulfillment', {});

    withRecord(account, (record) => {
      const shipment = record.load({ type: 'itemfulfillment', id });
      expect([...shipment.getSublists()]).toEqual(sublists);
      expect(shipment.getLineCount({ sublistId: 'package' })).toBe(lines);
    });
  });

  test.each([
    ['empty', ''],
    ['C', 'C'],
  ] as const)('without Pick, Pack and Ship shipstatus is %s', (shipStatusWithoutFeature, expected) => {
    const account = accountWith(empty, { dials: { shipStatusWithoutFeature }, features: [] });
    const id = account.seed('itemfulfillment', {});

    expect(withRecord(account, (record) => record.load({ type: 'itemfulfillment', id }).getValue('shipstatus'))).toBe(
      expected,
    );
  });

  test.each([
    ['purchaseorder', 'purchaseorder'],
    ['salesorder', 'salesorder'],
  ] as const)('the fulfillment of a drop shipment may come from the %s', (dropShipCreatedFrom, type) => {
    const account = accountWith(empty, { dials: { dropShipCreatedFrom } });
    const { order } = seedOrder(account);
    const purchase = account.seed('purchaseorder', { fields: { createdfrom: order } });

    const id = account.create(system, 'itemfulfillment', { fields: { createdfrom: purchase, shipstatus: 'C' } });

    const from = Number(account.get('itemfulfillment', id)?.fields['createdfrom']);
    expect(account.get(type, from)).not.toBeNull();
  });

  test('submitFields reaches the memo and custom body fields only', () => {
    const account = accountWith(empty);
    const id = account.seed('itemfulfillment', {});

    withRecord(account, (record) => {
      const submit = (values: object) => record.submitFields({ type: 'itemfulfillment', id, values });
      expect(submit({ memo: 'seen', custbody_flag: true })).toBe(id);
      expect(errorName(() => submit({ shipstatus: 'C' }))).toBe('EMULATED_FIELD_NOT_INLINE_EDITABLE');
    });
  });
});

describe('permissions', () => {
  test.each(['INSUFFICIENT_PERMISSION', 'RCRD_DSNT_EXIST'] as const)(
    'a role without the permission meets %s on load',
    (missingPermission) => {
      const account = accountWith(empty, { dials: { missingPermission } });
      const id = account.seed('vendor', {});
      const { user } = clerk(account);

      expect(withRecord(account, (record) => errorName(() => record.load({ type: 'vendor', id })), { user })).toBe(
        missingPermission,
      );
    },
  );

  test('a permission list gives a role its level and no more', () => {
    const type = recordType('customrecord_listed', [], {
      accessType: 'USEPERMISSIONLIST',
      permissions: [{ role: 'customrole_scripts', level: 'EDIT' }],
    });
    const account = accountWith(project([], {}, { recordTypes: [type] }));
    const id = account.seed('customrecord_listed', {});

    withRecord(
      account,
      (record) => {
        expect(record.create({ type: 'customrecord_listed' }).save()).toBe(2);
        expect(errorName(() => record.delete({ type: 'customrecord_listed', id }))).toBe('INSUFFICIENT_PERMISSION');
      },
      { role: 'customrole_scripts' },
    );
    expect(
      withRecord(account, (record) => errorName(() => record.load({ type: 'customrecord_listed', id })), {
        role: 'warehouse',
      }),
    ).toBe('INSUFFICIENT_PERMISSION');
  });

  test('a person works with the role of their employee record', () => {
    const account = accountWith(empty);
    const user = account.seed('employee', { fields: { role: 'administrator' } });
    const id = account.seed('vendor', {});

    expect(withRecord(account, (record) => record.load({ type: 'vendor', id }).type, { user })).toBe('vendor');
  });
});
