/** What a search answers, refuses as NetSuite does, or refuses as not emulated. */

import type { EmulatedAccount } from '../contract';
import {
  accountWith,
  empty,
  errorName,
  field,
  JOB,
  MODE_LIST,
  NOTE,
  noteType,
  project,
  recordType,
  seedOrder,
} from './fixture';
import { mapReduce, seen } from './scripts_fixture';

interface Result {
  id: unknown;
  getValue(options: unknown): unknown;
  getText(options: unknown): unknown;
}

interface Search {
  run(): {
    getRange(options: { start: number; end: number }): Result[];
    each(callback: (result: Result) => boolean): void;
  };
  runPaged(options?: { pageSize: number }): { count: number; fetch(options: object): { data: Result[] } };
}

interface SearchModule {
  create(options: object): Search;
  createColumn(options: object): object;
  lookupFields(options: object): Record<string, unknown>;
}

function withSearch<T>(account: EmulatedAccount, run: (search: SearchModule) => T): T {
  return account.withModules((require) => run(require('N/search') as SearchModule));
}

const first = (search: Search): Result[] => [...search.run().getRange({ start: 0, end: 10 })];

const MULTIPLE = 'customrecord_multiple';
const MODES = 'custrecord_modes';

/** Records with a multiple select of the modes: none, Off, both. */
function multipleAccount(): EmulatedAccount {
  const type = recordType(MULTIPLE, [field(MODES, 'MULTISELECT', { selectRecordType: MODE_LIST })]);
  const account = accountWith(project([], {}, { recordTypes: [noteType, type] }));
  for (const modes of [null, 'Off', '1,2']) account.seed(MULTIPLE, { fields: { [MODES]: modes } });
  return account;
}

describe('a search with a name that the account does not have', () => {
  const bad = {
    column: { type: NOTE, columns: ['custrecord_note_typo'] },
    filter: { type: NOTE, filters: ['custrecord_note_typo', 'is', 'x'] },
  };

  test.each([
    ['column', 'SSS_INVALID_SRCH_COL'],
    ['filter', 'SSS_INVALID_SRCH_FILTER'],
  ] as const)('is made and run, and throws when rows of the %s are asked for', (which, name) => {
    const account = accountWith(empty);

    withSearch(account, (search) => {
      const made = search.create(bad[which]);
      const results = made.run();
      expect(errorName(() => results.getRange({ start: 0, end: 1 }))).toBe(name);
      expect(errorName(() => results.each(() => true))).toBe(name);
      expect(errorName(() => made.runPaged())).toBe(name);
    });
  });

  test('throws at once when its filter expression is malformed', () => {
    withSearch(accountWith(empty), (search) => {
      const filters = [['internalid', 'anyof', 1], 'xor', ['internalid', 'anyof', 2]];
      expect(errorName(() => search.create({ type: NOTE, filters }))).toBe('SSS_INVALID_SRCH_FILTER_EXPR');
    });
  });
});

describe('a column that the account refuses', () => {
  const LANGUAGE = { type: 'customer', columns: ['language'] };

  test('is refused in searches and look-ups, from one call to the next, and others are not', () => {
    const account = accountWith(empty);
    const { customer } = seedOrder(account);

    withSearch(account, (search) => {
      const results = search.create(LANGUAGE).run();
      const range = () => errorName(() => results.getRange({ start: 0, end: 1 }));
      const look = (column: string) =>
        errorName(() => search.lookupFields({ ...LANGUAGE, id: customer, columns: column }));
      expect([range(), look('language')]).toEqual(['no error', 'no error']);
      account.setDial('refusedColumns', { customer: ['language'] });
      expect([range(), look('language'), look('email')]).toEqual([
        'SSS_INVALID_SRCH_COL',
        'SSS_INVALID_SRCH_COL',
        'no error',
      ]);
      account.setDial('refusedColumns', {});
      expect([range(), look('language')]).toEqual(['no error', 'no error']);
    });
  });

  test('may be named for every transaction, and is refused over a join as well', () => {
    const account = accountWith(empty, { dials: { refusedColumns: { transaction: ['email'] } } });
    const { order } = seedOrder(account);

    withSearch(account, (search) => {
      const look = (type: string, columns: string) =>
        errorName(() => search.lookupFields({ type, id: order, columns }));
      expect(look('transaction', 'email')).toBe('SSS_INVALID_SRCH_COL');
      expect(look('salesorder', 'email')).toBe('SSS_INVALID_SRCH_COL');
      expect(look('salesorder', 'createdfrom.email')).toBe('SSS_INVALID_SRCH_COL');
      expect(look('salesorder', 'tranid')).toBe('no error');
    });
  });
});

describe('long texts', () => {
  const TEXT = 'x'.repeat(5000);

  test.each([
    ['1300 characters', 1300],
    ['3900 characters', 3900],
    ['4000 characters', 4000],
  ] as const)('are cut to %s in searches and look-ups, not in records', (longTextInSearch, length) => {
    const account = accountWith(empty, { dials: { longTextInSearch } });
    const id = account.seed(NOTE, { fields: { custrecord_note_long: TEXT } });

    account.withModules((require) => {
      const search = require('N/search') as SearchModule;
      const record = require('N/record') as { load(options: object): { getValue(id: string): unknown } };
      const columns = ['custrecord_note_long'];
      expect(first(search.create({ type: NOTE, columns })).map((row) => row.getValue(columns[0]))).toEqual([
        'x'.repeat(length),
      ]);
      expect(search.lookupFields({ type: NOTE, id, columns })['custrecord_note_long']).toHaveLength(length);
      expect(record.load({ type: NOTE, id }).getValue('custrecord_note_long')).toBe(TEXT);
    });
  });

  test('of every kind have at most 4,000 bytes, and no half character', () => {
    const account = accountWith(empty, { dials: { longTextInSearch: '4000 characters' } });
    account.seed(NOTE, { fields: { custrecord_note_long: '😀'.repeat(2000) } });

    const [text] = withSearch(account, (search) =>
      first(search.create({ type: NOTE, columns: ['custrecord_note_long'] })).map((row) =>
        row.getValue('custrecord_note_long'),
      ),
    );

    expect(text).toBe('😀'.repeat(1000));
  });
});

describe('a multiple select', () => {
  test('is one text of ids and one of names in results, and a list in look-ups', () => {
    const account = multipleAccount();

    withSearch(account, (search) => {
      const rows = first(search.create({ type: MULTIPLE, columns: [MODES] }));
      expect(rows.map((row) => [row.getValue(MODES), row.getText(MODES)])).toEqual([
        ['', ''],
        ['1', 'Off'],
        ['1,2', 'Off,Preview'],
      ]);
      const looked = [1, 3].map((id) => search.lookupFields({ type: MULTIPLE, id, columns: MODES })[MODES]);
      expect(JSON.parse(JSON.stringify(looked))).toEqual([
        [],
        [
          { value: '1', text: 'Off' },
          { value: '2', text: 'Preview' },
        ],
      ]);
    });
  });

  test.each([
    [['anyof', '2'], [3]],
    [
      ['anyof', '1', '2'],
      [2, 3],
    ],
    [['anyof', '@NONE@'], [1]],
    [
      ['noneof', '2'],
      [1, 2],
    ],
  ])('is found by %j', (filter, ids) => {
    const found = withSearch(multipleAccount(), (search) =>
      first(search.create({ type: MULTIPLE, filters: [MODES, ...filter] })).map(({ id }) => Number(id)),
    );

    expect(found).toEqual(ids);
  });
});

describe('a result set of more than 4,000 rows', () => {
  const account = accountWith(empty);
  for (let index = 0; index < 4001; index += 1) account.seed(NOTE, {});

  const look = () =>
    withSearch(account, (search) => {
      const made = search.create({ type: NOTE, columns: ['internalid'] });
      let each = 0;
      const error = errorName(() => made.run().each(() => (each += 1) > 0));
      const range = [...made.run().getRange({ start: 3999, end: 4999 })].length;
      return { range, each, error, count: made.runPaged().count };
    });

  test.each([
    ['4000', { range: 1, each: 4000, error: 'no error', count: 4001 }],
    ['all', { range: 2, each: 4000, error: 'SSS_SEARCH_FOR_EACH_LIMIT_EXCEEDED', count: 4001 }],
  ] as const)('gives %s of them, and all in pages', (resultSetRows, expected) => {
    account.setDial('resultSetRows', resultSetRows);

    expect(look()).toEqual(expected);
  });

  test('starts at 0', () => {
    withSearch(account, (search) => {
      const range = () => search.create({ type: NOTE }).run().getRange({ start: -1, end: 1 });
      expect(errorName(range)).toBe('SSS_INVALID_SEARCH_RESULT_INDEX');
    });
  });
});

describe('a result as JSON', () => {
  test('has type, id and values, with selects as lists and joins before names', () => {
    const account = accountWith(empty);
    const { order, customer } = seedOrder(account);
    const id = account.seed('itemfulfillment', { fields: { createdfrom: order, entity: customer, tranid: 'IF7' } });

    const [json] = withSearch(account, (search) =>
      first(
        search.create({
          type: 'itemfulfillment',
          filters: [['mainline', 'is', 'T']],
          columns: ['tranid', 'entity', 'createdfrom.tranid', 'createdfrom.createdfrom', 'tranid', 'mainline'],
        }),
      ).map((row) => JSON.stringify(row)),
    );

    expect(JSON.parse(json ?? '')).toEqual({
      recordType: 'itemfulfillment',
      id: String(id),
      values: {
        tranid: 'IF7',
        entity: [{ value: String(customer), text: 'Muster GmbH' }],
        'createdfrom.tranid': 'SO100',
        'createdfrom.createdfrom': [],
        tranid_1: 'IF7',
        mainline: true,
      },
    });
  });

  test('names the summary of a column', () => {
    const account = accountWith(empty);
    account.seed(NOTE, { fields: { custrecord_note_text: 'a' } });

    const [json] = withSearch(account, (search) => {
      const columns = [
        search.createColumn({ name: 'custrecord_note_text', summary: 'GROUP' }),
        search.createColumn({ name: 'internalid', summary: 'COUNT' }),
      ];
      return first(search.create({ type: NOTE, columns })).map((row) => JSON.stringify(row));
    });

    expect(json).toBe(
      '{"recordType":null,"id":null,"values":{"GROUP(custrecord_note_text)":"a","COUNT(internalid)":"1"}}',
    );
  });

  test('is read by a Map/Reduce with the join after the name, selects as objects and check boxes as letters', () => {
    const account = accountWith(
      mapReduce(
        `return { getInputData: function () {
          return search.create({ type: 'itemfulfillment', filters: [['mainline', 'is', 'T']],
            columns: ['entity', 'createdfrom.tranid', 'mainline', 'internalid'] });
        }, map: function (context) {
          record.create({ type: '${NOTE}' }).setValue({ fieldId: 'custrecord_note_long', value: context.value }).save();
        } };`,
        ['N/record', 'N/search'],
      ),
    );
    const { order, customer } = seedOrder(account);
    const id = String(account.seed('itemfulfillment', { fields: { createdfrom: order, entity: customer } }));

    account.execute(JOB);

    expect(seen(account)).toEqual([
      {
        recordType: 'itemfulfillment',
        id,
        values: {
          entity: { value: String(customer), text: 'Muster GmbH' },
          'tranid.createdfrom': 'SO100',
          mainline: 'T',
          internalid: { value: id, text: id },
        },
      },
    ]);
  });
});

describe('a search refuses what is not emulated, whatever the script catches:', () => {
  const order = { tranid: 'SO1', orderstatus: 'B' };
  const find = (type: string, options: { columns?: string[]; filters?: unknown[] }) => (account: EmulatedAccount) =>
    withSearch(account, (search) => {
      try {
        for (const row of first(search.create({ type, ...options }))) {
          for (const name of options.columns ?? []) row.getValue({ name });
        }
      } catch {
        // The account has to say it, although the script does not listen.
      }
    });

  test.each([
    ['a column that Oracle may have', find('salesorder', { columns: ['salesrep'] }), 'search column salesrep'],
    ['a filter that Oracle may have', find('salesorder', { filters: ['terms', 'anyof', 1] }), 'search filter terms'],
    ['a column of a line', find('salesorder', { columns: ['custcol_gift'] }), 'search column custcol_gift'],
    ['a column of a customer', find('customer', { columns: ['salesrep'] }), 'search column salesrep of customer'],
    ['a column of a custom record', find(NOTE, { columns: ['lastmodifiedby'] }), 'search column lastmodifiedby'],
    ['a join', find('salesorder', { columns: ['billingaddress.city'] }), 'search column billingaddress'],
    ['an operator of Oracle', find(NOTE, { filters: ['custrecord_note_mode', 'is', 1] }), 'the operator is of'],
    [
      'a keyword search',
      find(NOTE, { filters: ['custrecord_note_text', 'haskeywords', 'x'] }),
      'the operator haskeywords',
    ],
    ['a date that moves', find(NOTE, { filters: ['custrecord_note_day', 'on', 'today'] }), 'the date today'],
    ['a total that nobody gave', find('salesorder', { columns: ['total'] }), 'total of salesorder'],
    ['a total in a filter', find('salesorder', { filters: ['amount', 'greaterthan', 0] }), 'total of salesorder'],
    ['a currency in a filter', find('salesorder', { filters: ['currency', 'anyof', 1] }), 'currency of salesorder'],
    ['a label of a status', find('salesorder', { columns: ['statusref'] }), 'the status of a salesorder'],
    ['a name that NetSuite makes', find('customer', { columns: ['altname'] }), 'altname of customer'],
    ['the owner of a record', find(NOTE, { columns: ['owner'] }), 'owner of customrecord_note'],
    [
      'a status that no type has',
      find('salesorder', { filters: ['status', 'anyof', 'pendingFulfillment'] }),
      'the value pendingFulfillment',
    ],
    [
      'a step that does not exist',
      find('itemfulfillment', { filters: ['status', 'anyof', 'ItemShip:D'] }),
      'ItemShip:D',
    ],
    ['a type without a code', find('transaction', { filters: ['type', 'anyof', 'CustInvc'] }), 'the value CustInvc'],
  ])('%s', (_what, run, message) => {
    const account = accountWith(empty);
    account.seed('customer', { fields: { firstname: 'Ada' } });
    account.seed('salesorder', { fields: order });
    account.seed(NOTE, {});

    expect(() => run(account)).toThrow(/^not emulated: /);
    expect(() => run(account)).toThrow(message);
  });

  test('the status of an order that was given none', () => {
    const account = accountWith(empty);
    const filters = [['mainline', 'is', 'T'], 'and', ['status', 'anyof', 'SalesOrd:B']];
    account.seed('salesorder', { fields: order });
    withSearch(account, (search) => expect(first(search.create({ type: 'salesorder', filters }))).toHaveLength(1));
    account.seed('salesorder', { fields: { tranid: 'SO2' } });

    expect(() => find('salesorder', { filters })(account)).toThrow('not emulated: the status of a salesorder');
  });

  test('but a field that is only empty is empty', () => {
    const account = accountWith(empty);
    account.seed('customer', { fields: { entityid: 'A' } });
    account.seed('salesorder', { fields: { tranid: 'SO1', memo: null } });

    const found = withSearch(account, (search) => [
      ...first(search.create({ type: 'customer', columns: ['language'] })).map((row) => row.getValue('language')),
      ...first(
        search.create({ type: 'salesorder', filters: ['mainline', 'is', 'T'], columns: ['memo', 'shipdate'] }),
      ).map((row) => row.getValue('memo')),
    ]);

    expect(found).toEqual(['', '']);
  });
});
