import type { Dials, EmulatedAccount } from '../contract';
import { accountWith, clerk, empty, errorName, field, NOTE, project, recordType, ROLE, seedOrder } from './fixture';

interface Result {
  id: unknown;
  recordType: string;
  getValue(options: unknown): unknown;
  getText(options: unknown): unknown;
}

interface SearchModule {
  create(options: object): {
    run(): {
      getRange(options: { start: number; end: number }): Result[];
      each(callback: (result: Result) => boolean): void;
    };
    runPaged(options: { pageSize: number }): { count: number; fetch(options: object): { data: Result[] } };
  };
  createColumn(options: object): object;
  lookupFields(options: object): Record<string, unknown>;
  Sort: Record<string, string>;
  Operator: Record<string, string>;
}

function withSearch<T>(account: EmulatedAccount, run: (search: SearchModule) => T, as: object = {}): T {
  return account.withModules((require) => run(require('N/search') as SearchModule), as);
}

/** Texts of the notes found, in order. */
function textsOf(account: EmulatedAccount, filters: unknown, sort?: string): unknown[] {
  return withSearch(account, (search) => {
    const column = search.createColumn({ name: 'custrecord_note_text', sort });
    const results = search
      .create({ type: NOTE, filters, columns: [column] })
      .run()
      .getRange({ start: 0, end: 100 });
    return [...results].map((result) => result.getValue({ name: 'custrecord_note_text' }));
  });
}

function threeNotes(): EmulatedAccount {
  const account = accountWith(empty);
  const add = (custrecord_note_text: string | null, custrecord_note_count: number, more: object = {}) =>
    account.seed(NOTE, { fields: { custrecord_note_text, custrecord_note_count, ...more } });
  add('Alpha', 5, { custrecord_note_done: false, custrecord_note_mode: 1, custrecord_note_day: new Date(2026, 0, 5) });
  add('beta', 10, { custrecord_note_day: new Date(2026, 0, 6) });
  add(null, 20, { custrecord_note_day: new Date(2026, 0, 7) });
  return account;
}

const ALL = ['Alpha', 'beta', ''];

describe('filters', () => {
  test.each([
    ['nothing', [], ALL],
    ['null', null, ALL],
    ['a text, in any case', ['custrecord_note_text', 'is', 'ALPHA'], ['Alpha']],
    ['another text', ['custrecord_note_text', 'isnot', 'alpha'], ['beta', '']],
    ['a part of a text', ['custrecord_note_text', 'contains', 'ET'], ['beta']],
    ['a beginning', ['custrecord_note_text', 'startswith', 'al'], ['Alpha']],
    ['no text', ['custrecord_note_text', 'isempty', ''], ['']],
    ['any text', ['custrecord_note_text', 'isnotempty', ''], ['Alpha', 'beta']],
    ['an integer', ['custrecord_note_count', 'equalto', '10'], ['beta']],
    ['another integer', ['custrecord_note_count', 'notequalto', 10], ['Alpha', '']],
    ['at most', ['custrecord_note_count', 'lessthanorequalto', 10], ['Alpha', 'beta']],
    ['less', ['custrecord_note_count', 'lessthan', 10], ['Alpha']],
    ['at least', ['custrecord_note_count', 'greaterthanorequalto', 10], ['beta', '']],
    ['more', ['custrecord_note_count', 'greaterthan', 10], ['']],
    ['between', ['custrecord_note_count', 'between', 5, 10], ['Alpha', 'beta']],
    ['a ticked box', ['custrecord_note_done', 'is', 'T'], ['beta', '']],
    ['an empty box', ['custrecord_note_done', 'is', 'F'], ['Alpha']],
    ['one of a list', ['custrecord_note_mode', 'anyof', ['1', '99']], ['Alpha']],
    ['one of, spelled out', ['custrecord_note_mode', 'anyof', '1', '99'], ['Alpha']],
    ['none of a list', ['custrecord_note_mode', 'noneof', [1]], ['beta', '']],
    ['no transaction', ['custrecord_note_transaction', 'anyof', '@NONE@'], ALL],
    ['ids', ['internalid', 'anyof', [1, 3]], ['Alpha', '']],
    ['a number of an id', ['internalidnumber', 'greaterthan', 1], ['beta', '']],
    ['a day, in the format of the user', ['custrecord_note_day', 'on', '6.1.2026'], ['beta']],
    ['from a day on', ['custrecord_note_day', 'onorafter', '6.1.2026'], ['beta', '']],
    ['up to a day', ['custrecord_note_day', 'onorbefore', '6.1.2026'], ['Alpha', 'beta']],
    ['and', [['custrecord_note_count', 'greaterthan', 5], 'and', ['custrecord_note_done', 'is', 'T']], ['beta', '']],
    [
      'terms without a word',
      [
        ['custrecord_note_count', 'greaterthan', 5],
        ['custrecord_note_text', 'is', 'beta'],
      ],
      ['beta'],
    ],
    [
      'or of equalities',
      [['custrecord_note_text', 'is', 'alpha'], 'or', ['custrecord_note_count', 'equalto', 20]],
      ['Alpha', ''],
    ],
    ['not', ['not', ['custrecord_note_text', 'is', 'alpha']], ['beta', '']],
    [
      'nested, and before or',
      [
        ['custrecord_note_count', 'equalto', 5],
        'or',
        ['custrecord_note_count', 'greaterthan', 5],
        'and',
        [['custrecord_note_text', 'is', 'beta'], 'or', ['custrecord_note_text', 'is', 'gamma']],
      ],
      ['Alpha', 'beta'],
    ],
  ])('find by %s', (_what, filters, expected) => {
    expect(textsOf(threeNotes(), filters)).toEqual(expected);
  });

  test.each([
    ['any case', ['Alpha']],
    ['exact case', []],
  ] as const)('compare texts in %s', (textSearch, expected) => {
    const account = threeNotes();
    account.setDial('textSearch', textSearch);

    expect(textsOf(account, ['custrecord_note_text', 'is', 'ALPHA'])).toEqual(expected);
    expect(textsOf(account, ['custrecord_note_text', 'is', 'Alpha'])).toEqual(['Alpha']);
  });

  test('an index follows what is written and deleted', () => {
    const account = threeNotes();
    const byText = ['custrecord_note_text', 'is', 'alpha'];

    expect(textsOf(account, byText)).toEqual(['Alpha']);
    account.inlineEdit({ user: 'system', context: 'CSVIMPORT' }, NOTE, 1, { custrecord_note_text: 'gone' });
    account.inlineEdit({ user: 'system', context: 'CSVIMPORT' }, NOTE, 2, { custrecord_note_text: 'ALPHA' });
    expect(textsOf(account, byText)).toEqual(['ALPHA']);
    account.remove({ user: 'system', context: 'CSVIMPORT' }, NOTE, 2);
    expect(textsOf(account, byText)).toEqual([]);
  });

  test.each([
    ['an unknown filter', ['custrecord_note_typo', 'is', 'x'], 'SSS_INVALID_SRCH_FILTER'],
    ['an operator that does not exist', ['custrecord_note_count', 'equals', '5'], 'SSS_INVALID_SRCH_OPERATOR'],
    [
      'an unknown word',
      [['internalid', 'anyof', 1], 'xor', ['internalid', 'anyof', 2]],
      'SSS_INVALID_SRCH_FILTER_EXPR',
    ],
    ['a date in another format', ['custrecord_note_day', 'on', '2026-01-06'], 'SSS_INVALID_SRCH_FILTER_EXPR'],
  ])('refuse %s', (_what, filters, name) => {
    const account = threeNotes();

    const run = (search: SearchModule) => search.create({ type: NOTE, filters }).run().getRange({ start: 0, end: 1 });
    expect(withSearch(account, (search) => errorName(() => run(search)))).toBe(name);
  });
});

describe('results', () => {
  test('are sorted by the columns that say so, else by id', () => {
    expect(textsOf(threeNotes(), [], 'DESC')).toEqual(['beta', 'Alpha', '']);
    expect(textsOf(threeNotes(), [], 'ASC')).toEqual(['', 'Alpha', 'beta']);
  });

  test('numbers sort as numbers', () => {
    const account = threeNotes();

    const counts = withSearch(account, (search) => {
      const column = search.createColumn({ name: 'custrecord_note_count', sort: search.Sort['DESC'] });
      const range = search
        .create({ type: NOTE, columns: [column] })
        .run()
        .getRange({ start: 0, end: 2 });
      return [...range].map((result) => result.getValue(column));
    });

    expect(counts).toEqual(['20', '10']);
  });

  test.each([
    [{ numbers: 'as text', checkboxInSearch: 'boolean' }, ['1', '5', false, '1']],
    [{ numbers: 'as number', checkboxInSearch: 'T or F' }, [1, 5, 'F', 1]],
  ] as const)('give values under %j', (dials, expected) => {
    const account = threeNotes();
    account.setDial('numbers', dials.numbers);
    account.setDial('checkboxInSearch', dials.checkboxInSearch);

    const found = withSearch(account, (search) => {
      const columns = ['custrecord_note_count', 'custrecord_note_done', 'custrecord_note_mode'];
      const [first] = search.create({ type: NOTE, columns }).run().getRange({ start: 0, end: 1 });
      return [first?.id, ...columns.map((name) => first?.getValue({ name }))];
    });

    expect(found).toEqual(expected);
  });

  test('show a date in the format of the user and a select by its text', () => {
    const account = threeNotes();

    const found = withSearch(account, (search) => {
      const columns = ['custrecord_note_day', 'custrecord_note_mode'];
      const [first] = search.create({ type: NOTE, columns }).run().getRange({ start: 0, end: 1 });
      return [first?.getValue('custrecord_note_day'), first?.getText('custrecord_note_mode')];
    });

    expect(found).toEqual(['5.1.2026', 'Off']);
  });

  test('come in pages, by ranges of 1,000 and one by one up to 4,000, at their price', () => {
    const account = accountWith(empty, { dials: { resultSetRows: 'all' } });
    for (let index = 0; index < 4001; index += 1) account.seed(NOTE, {});

    withSearch(account, (search) => {
      const all = search.create({ type: NOTE, columns: ['internalid'] });
      let seen = 0;
      expect(all.runPaged({ pageSize: 1000 }).count).toBe(4001);
      expect([...all.runPaged({ pageSize: 1000 }).fetch({ index: 4 }).data]).toHaveLength(1);
      expect([...all.run().getRange({ start: 3500, end: 4500 })]).toHaveLength(501);
      expect(errorName(() => all.run().getRange({ start: 0, end: 1001 }))).toBe('SSS_SEARCH_RESULT_LIMIT_EXCEEDED');
      all.run().each(() => (seen += 1) < 10);
      expect(seen).toBe(10);
      expect(errorName(() => all.run().each(() => true))).toBe('SSS_SEARCH_FOR_EACH_LIMIT_EXCEEDED');
      expect(errorName(() => all.runPaged({ pageSize: 4 }))).toBe('SSS_INVALID_TYPE_ARG');
    });

    const paid = account.executions()[0]?.calls.filter(({ units }) => units > 0);
    expect(paid?.map(({ units }) => units)).toEqual([5, 5, 5, 10, 10, 10]);
  });

  test.each([
    ['no filter', [], 4],
    ['mainline', [['mainline', 'is', 'T']], 1],
    ['no mainline', [['mainline', 'is', 'F']], 3],
    ['taxline', [['taxline', 'is', 'T']], 1],
    ['shipping', [['shipping', 'is', 'T']], 1],
    ['item lines', ['mainline', 'taxline', 'shipping'].map((name) => [name, 'is', 'F']), 1],
  ])('of a sales order with one line are its main row, its line, tax and shipping: %s', (_what, filters, expected) => {
    const account = accountWith(empty);
    seedOrder(account);

    const found = withSearch(account, (search) =>
      search.create({ type: 'salesorder', filters }).run().getRange({ start: 0, end: 9 }),
    );

    expect([...found]).toHaveLength(expected);
  });

  test('of a cost of goods sold are not emulated', () => {
    const account = accountWith(empty);

    expect(() =>
      withSearch(account, (search) =>
        search
          .create({ type: 'itemfulfillment', filters: ['cogs', 'is', 'F'] })
          .run()
          .getRange({ start: 0, end: 1 }),
      ),
    ).toThrow('not emulated: search filter cogs');
  });

  /** A fulfillment of two lines, and what its rows show. */
  function fulfillmentRows(dials: Partial<Dials>, filters: unknown = [], body: object = {}) {
    const account = accountWith(empty, { dials });
    const [graz = 0, reno = 0] = ['Graz', 'Reno'].map((name) => account.seed('location', { fields: { name } }));
    account.seed('itemfulfillment', {
      fields: { tranid: 'IF7', ...body },
      sublists: {
        item: [
          { item: 5, quantity: 2, location: graz },
          { item: 6, quantity: 1, location: reno },
        ],
        package: [{ packagetrackingnumber: 'A1' }],
      },
    });
    return withSearch(account, (search) => {
      const columns = ['tranid', 'location', 'item', 'quantity', 'trackingnumbers'];
      const found = search.create({ type: 'itemfulfillment', filters, columns }).run().getRange({ start: 0, end: 9 });
      return [...found].map((row) => [
        row.getValue('tranid'),
        row.getText('location'),
        ...['item', 'quantity', 'trackingnumbers'].map((name) => row.getValue(name)),
      ]);
    });
  }

  test.each([
    ['every row', 'A1'],
    ['main row', ''],
  ] as const)(
    'of a fulfillment show locations on its lines only, and its numbers on %s',
    (trackingNumberRows, shown) => {
      expect(fulfillmentRows({ trackingNumberRows })).toEqual([
        ['IF7', '', '', '', 'A1'],
        ['IF7', 'Graz', '5', '2', shown],
        ['IF7', 'Reno', '6', '1', shown],
      ]);
    },
  );

  test('of a fulfillment are found by the location of the line, and by that of the body only where it has one', () => {
    const byGraz = [['location', 'anyof', '1']];
    const line = ['IF7', 'Graz', '5', '2', 'A1'];

    expect(fulfillmentRows({}, byGraz)).toEqual([line]);
    expect(fulfillmentRows({}, [...byGraz, 'and', ['mainline', 'is', 'T']])).toEqual([]);
    expect(fulfillmentRows({ fulfillmentLocation: 'lines and body' }, byGraz, { location: 1 })).toEqual([
      ['IF7', 'Graz', '', '', 'A1'],
      line,
    ]);
  });

  test('of 100,000 records by an equality come at once', () => {
    const account = accountWith(empty);
    for (let index = 0; index < 100_000; index += 1) {
      account.seed(NOTE, { fields: { custrecord_note_text: `n${index}`, custrecord_note_count: index } });
    }
    textsOf(account, ['custrecord_note_text', 'is', 'n1']);
    textsOf(account, ['custrecord_note_count', 'equalto', 1]);

    const before = process.cpuUsage();
    for (let index = 0; index < 1000; index += 1) {
      const either = [
        ['custrecord_note_count', 'equalto', index],
        'or',
        ['custrecord_note_text', 'is', `n${index + 1}`],
      ];
      expect(textsOf(account, either)).toEqual([`n${index}`, `n${index + 1}`]);
    }

    // A scan of all rows would take a hundred times as long.
    expect(process.cpuUsage(before).user / 1e6).toBeLessThan(20);
  });
});

describe('transaction columns', () => {
  test('give what an integration asks of fulfillments', () => {
    const account = accountWith(empty);
    const { order } = seedOrder(account);
    const id = account.seed('itemfulfillment', {
      fields: { createdfrom: order, shipstatus: 'C', tranid: 'IF7', custbody_promised: new Date(2026, 2, 9) },
      sublists: {
        package: [{ packagetrackingnumber: 'A1' }, { packagetrackingnumber: 'A2' }],
        packageups: [{ packagetrackingnumberups: '1Z' }],
      },
    });
    const columns = [
      'trackingnumbers',
      'recordtype',
      'createdfrom',
      'createdfrom.tranid',
      'shipcountrycode',
      'custbody_promised',
    ];

    const found = withSearch(account, (search) => {
      const filters = [['mainline', 'is', 'T'], 'and', ['status', 'anyof', 'ItemShip:C']];
      const results = search.create({ type: 'itemfulfillment', filters, columns }).run().getRange({ start: 0, end: 9 });
      return [...results].map((result) => [
        result.id,
        ...columns.map((column) => {
          const [join, name] = column.split('.');
          return result.getValue(name === undefined ? { name: join } : { name, join });
        }),
      ]);
    });

    expect(found).toEqual([
      [String(id), 'A1<BR>A2<BR>1Z', 'itemfulfillment', String(order), 'SO100', 'DE', '9.3.2026'],
    ]);
  });

  test('that do not exist are refused, also status, which is only a filter', () => {
    const account = accountWith(empty);
    const { order } = seedOrder(account);

    withSearch(account, (search) => {
      for (const column of ['status', 'linkedtrackingnumbers', 'custbody_never_stored']) {
        const lookup = () => search.lookupFields({ type: 'transaction', id: order, columns: [column] });
        expect([column, errorName(lookup)]).toEqual([column, 'SSS_INVALID_SRCH_COL']);
      }
    });
  });
});

describe('lookupFields', () => {
  test('gives selects as a list of value and text, everything else as text', () => {
    const account = accountWith(empty);
    const { order, customer } = seedOrder(account);

    const found = withSearch(account, (search) =>
      search.lookupFields({
        type: 'transaction',
        id: order,
        columns: ['recordtype', 'tranid', 'entity', 'createdfrom', 'email', 'trandate'],
      }),
    );

    expect(JSON.parse(JSON.stringify(found))).toEqual({
      recordtype: 'salesorder',
      tranid: 'SO100',
      entity: [{ value: String(customer), text: 'Muster GmbH' }],
      createdfrom: [],
      email: 'buyer@example.com',
      trandate: '2.3.2026',
    });
  });

  test.each([
    ['empty object', '{}'],
    ['error', 'RCRD_DSNT_EXIST'],
  ] as const)('gives %s for a record that is not there', (lookupOfMissing, expected) => {
    const account = accountWith(empty, { dials: { lookupOfMissing } });

    const found = withSearch(account, (search) => {
      const look = () => search.lookupFields({ type: 'transaction', id: 99, columns: ['tranid'] });
      const name = errorName(look);
      return name === 'no error' ? JSON.stringify(look()) : name;
    });

    expect(found).toBe(expected);
  });

  test('a role that may not see an order looks up nothing', () => {
    const model = project(
      [],
      {},
      {
        roles: [{ scriptId: ROLE, name: 'x', permissions: [{ key: 'TRAN_FIND', level: 'VIEW' }] }],
      },
    );
    const account = accountWith(model);
    const { order } = seedOrder(account);
    const look = (search: SearchModule) =>
      search.lookupFields({ type: 'transaction', id: order, columns: 'tranid' })['tranid'];

    expect(withSearch(account, look, { role: ROLE })).toBeUndefined();
    expect(withSearch(account, look, { user: clerk(account).user })).toBe('SO100');
  });
});

test.each([
  ['custom records', 'customrecord_open', 'LIST_FIND'],
  ['transactions', 'itemfulfillment', 'TRAN_FIND'],
])('searching %s needs a permission of its own', (_what, type, key) => {
  const permissions = [{ key: 'TRAN_ITEMSHIP', level: 'VIEW' }];
  const model = (extra: readonly { key: string; level: string }[]) =>
    project(
      [],
      {},
      {
        recordTypes: [recordType('customrecord_open', [field('custrecord_open', 'TEXT')])],
        roles: [{ scriptId: ROLE, name: 'x', permissions: [...permissions, ...extra] }],
      },
    );
  const run = (account: EmulatedAccount) =>
    withSearch(account, (search) => errorName(() => search.create({ type }).run().getRange({ start: 0, end: 1 })), {
      role: ROLE,
    });

  expect(run(accountWith(model([])))).toBe('INSUFFICIENT_PERMISSION');
  expect(run(accountWith(model([{ key, level: 'VIEW' }])))).toBe('no error');
});

describe('the rows that a search tests', () => {
  /** Thirty notes, of which every tenth has another text, day and box. */
  const thirtyNotes = (): EmulatedAccount => {
    const account = accountWith(empty);
    for (let at = 1; at <= 30; at += 1) {
      const isTenth = at % 10 === 0;
      account.seed(NOTE, {
        fields: {
          custrecord_note_text: isTenth ? 'rare' : 'often',
          custrecord_note_count: at,
          custrecord_note_done: isTenth,
          custrecord_note_day: new Date(2026, 0, isTenth ? 6 : 5),
        },
      });
    }
    return account;
  };

  const tested = (filters: unknown, { sort, end = 1000 }: { sort?: string; end?: number } = {}) => {
    const account = thirtyNotes();
    const found = withSearch(account, (search) => {
      const column = search.createColumn({ name: 'internalid', sort });
      const range = search
        .create({ type: NOTE, filters, columns: [column] })
        .run()
        .getRange({ start: 0, end });
      return [...range].map((result) => Number(result.id));
    });
    const [execution] = account.executions();
    return [found, execution?.rowsTested[NOTE]];
  };

  test.each([
    ['a text', ['custrecord_note_text', 'is', 'rare']],
    ['a ticked box', ['custrecord_note_done', 'is', 'T']],
    ['a day', ['custrecord_note_day', 'on', '6.1.2026']],
    ['one of two texts', [['custrecord_note_text', 'is', 'rare'], 'or', ['custrecord_note_text', 'is', 'none']]],
    [
      'a text that narrows more than another field',
      [['custrecord_note_count', 'greaterthan', 0], 'and', ['custrecord_note_text', 'is', 'rare']],
    ],
  ])('are those with the value: %s', (_what, filters) => {
    expect(tested(filters)).toEqual([[10, 20, 30], 3]);
  });

  test.each([
    ['above', ['internalidnumber', 'greaterthan', 28], [29, 30]],
    ['from', ['internalidnumber', 'greaterthanorequalto', 29], [29, 30]],
    ['below', ['internalidnumber', 'lessthan', 3], [1, 2]],
    ['up to', ['internalidnumber', 'lessthanorequalto', 2], [1, 2]],
    ['between', ['internalidnumber', 'between', 4, 5], [4, 5]],
    ['above and below', [['internalidnumber', 'greaterthan', 3], 'and', ['internalidnumber', 'lessthan', 6]], [4, 5]],
  ])('are those with an id %s a bound', (_what, filters, ids) => {
    expect(tested(filters)).toEqual([ids, 2]);
  });

  test('are those of both bounds that are joined by or, with what lies between', () => {
    const filters = [['internalidnumber', 'lessthan', 3], 'or', ['internalidnumber', 'between', 5, 6]];

    expect(tested(filters)).toEqual([[1, 2, 5, 6], 6]);
  });

  test.each([
    ['not of a value', ['custrecord_note_text', 'isnot', 'often'], [10, 20, 30]],
    ['of a range of another field', ['custrecord_note_count', 'greaterthan', 29], [30]],
    [
      'that an or leaves open',
      [['custrecord_note_text', 'is', 'x'], 'or', ['custrecord_note_count', 'lessthan', 2]],
      [1],
    ],
    ['of a negated bound', ['not', ['internalidnumber', 'lessthan', 30]], [30]],
  ])('are all for a filter %s', (_what, filters, ids) => {
    expect(tested(filters)).toEqual([ids, 30]);
  });

  test('end at the last row asked for when ids are the order', () => {
    expect(tested([], { sort: 'ASC', end: 2 })).toEqual([[1, 2], 2]);
    expect(tested([], { sort: 'DESC', end: 2 })).toEqual([[30, 29], 2]);
    expect(tested(['custrecord_note_count', 'greaterthan', 4], { sort: 'ASC', end: 2 })).toEqual([[5, 6], 6]);
    expect(tested(['custrecord_note_text', 'is', 'rare'], { sort: 'DESC', end: 1 })).toEqual([[30], 1]);
    expect(tested([], { end: 2 })).toEqual([[1, 2], 30]);
  });
});

test('a result set whose rows were read in part gives the others, and what was written meanwhile', () => {
  const account = threeNotes();
  const ids = withSearch(account, (search) => {
    const column = search.createColumn({ name: 'internalid', sort: 'ASC' });
    const found = search.create({ type: NOTE, filters: [], columns: [column] }).run();
    const first = [...found.getRange({ start: 0, end: 1 })];
    const others = [...found.getRange({ start: 1, end: 5 })];
    account.seed(NOTE, { fields: { custrecord_note_count: 1 } });
    return [first, others, [...found.getRange({ start: 3, end: 5 })]].map((rows) => rows.map(({ id }) => Number(id)));
  });

  expect(ids).toEqual([[1], [2, 3], [4]]);
});
