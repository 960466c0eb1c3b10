/** Rows of long searches, over a search whose results end at 4,000 rows when it is run, as NetSuite's page says. */

import fc from 'fast-check';
import type * as search from 'N/search';
import { countRows, everyOf, everyRow, firstRows, newestRows, rowsAbove } from 'SuiteScripts/aftership/adapters/rows';
import { stub } from './oracle_stubs';

interface Store {
  /** Ids that the search finds, in ascending order. Tests may change them between two calls. */
  ids: number[];
  readonly calls: string[];
  /** What happens after each page, such as a row that somebody deletes. */
  afterPage: () => void;
}

type ResultOf = { readonly id: string };

/** A search over the store, sorted as its id column says: searches without one give the ids in ascending order. */
function searchOver(store: Store): void {
  const rows = (ids: readonly number[]): readonly ResultOf[] => ids.map((id) => ({ id: String(id) }));
  stub('N/search', {
    createColumn: (column: object) => column,
    create: ({ columns, filters = [] }: { readonly columns: readonly unknown[]; readonly filters?: unknown }) => ({
      run: () => ({
        getRange: ({ start, end }: { readonly start: number; readonly end: number }) => {
          expect(end - start).toBeLessThanOrEqual(1000);
          const above = Number((filters as readonly unknown[])[0] ?? 0);
          store.calls.push(`getRange ${start}${above > 0 ? ` above ${above}` : ''}`);
          const found = store.ids.filter((id) => id > above);
          const sorted = isDescending(columns) ? found.reverse() : found;
          const range = rows(sorted.slice(0, 4000).slice(start, end));
          store.afterPage();
          return range;
        },
      }),
      runPaged: ({ pageSize }: { readonly pageSize: number }) => {
        const pages = Math.ceil(store.ids.length / pageSize);
        expect(isDescending(columns)).toBe(false);
        expect(pages).toBeLessThanOrEqual(1000);
        store.calls.push('runPaged');
        return {
          count: store.ids.length,
          fetch: ({ index }: { readonly index: number }) => {
            expect(index).toBeLessThan(pages);
            store.calls.push(`fetch ${index}`);
            const data = rows(store.ids.slice(index * pageSize, (index + 1) * pageSize));
            store.afterPage();
            return { data };
          },
        };
      },
    }),
  });
}

function isDescending(columns: readonly unknown[]): boolean {
  return columns.some((column) => (column as { readonly sort?: unknown }).sort === 'DESC');
}

function storeOf(count: number): Store {
  const store: Store = {
    ids: Array.from({ length: count }, (_, index) => index + 1),
    calls: [],
    afterPage: () => undefined,
  };
  searchOver(store);
  return store;
}

const WANTED = { type: 'customrecord_any', filters: [], columns: [] };
const idsOf = (rows: readonly { readonly id: string }[]): number[] => rows.map(({ id }) => Number(id));
const create = (options: search.SearchCreateOptions): search.Search =>
  jest.requireActual<typeof search>('N/search').create(options);
const anySearch = (): search.Search => create(WANTED);
const byIds = (byId: search.Column): search.Search => create({ ...WANTED, columns: [byId] });

describe('the rows of a search, newest first', () => {
  it.each([0, 1, 999, 1000, 1001, 4000, 4001, 9500])('are read however many there are: %i', (count) => {
    const { ids } = storeOf(count);

    expect(idsOf(newestRows(byIds))).toEqual([...ids].reverse());
    expect(idsOf(everyRow(byIds))).toEqual(ids);
  });

  it('are read in pages of a thousand, which costs no more than reading a range', () => {
    const { calls } = storeOf(2500);

    newestRows(byIds);

    expect(calls).toEqual(['runPaged', 'fetch 2', 'fetch 1', 'fetch 0']);
  });

  it('or a part of them, whatever part is asked for', () => {
    const size = fc.oneof(fc.integer({ min: 0, max: 3500 }), fc.integer({ min: 3500, max: 5500 }));
    fc.assert(
      fc.property(size, size, size, (count, start, limit) => {
        const { ids } = storeOf(count);

        expect(idsOf(newestRows(byIds, { start, limit }))).toEqual([...ids].reverse().slice(start, start + limit));
      }),
      { numRuns: 60 },
    );
  });

  it('are read in one range when they are a part of a page, as long as the results of a search reach', () => {
    const { calls } = storeOf(9500);

    expect(idsOf(newestRows(byIds, { start: 3975, limit: 25 }))).toEqual(
      Array.from({ length: 25 }, (_, index) => 5525 - index),
    );
    expect(idsOf(newestRows(byIds, { start: 3976, limit: 25 }))).toEqual(
      Array.from({ length: 25 }, (_, index) => 5524 - index),
    );
    expect(calls).toEqual(['getRange 3975', 'runPaged', 'fetch 5']);
  });

  it('read only the pages of that part', () => {
    const { calls } = storeOf(9500);

    expect(idsOf(newestRows(byIds, { start: 5000, limit: 25 }))).toEqual(
      Array.from({ length: 25 }, (_, index) => 4500 - index),
    );
    expect(calls).toEqual(['runPaged', 'fetch 4']);
    expect(newestRows(byIds, { start: 1e15, limit: 25 })).toEqual([]);
  });

  it('hide none when others are deleted or added between two pages', () => {
    const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1001, max: 4500 }), fc.array(place, { maxLength: 8 }), (count, places) => {
        const store = storeOf(count);
        const gone = new Set<number>();
        store.afterPage = () => {
          for (const at of places) gone.add(store.ids.splice(Math.floor(at * store.ids.length), 1)[0] ?? 0);
          store.ids.push(100_000 + store.ids.length);
        };

        const found = new Set(idsOf(newestRows(byIds)));

        const hidden = Array.from({ length: count }, (_, index) => index + 1).filter(
          (id) => !found.has(id) && !gone.has(id),
        );
        expect(hidden).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});

describe('the rows above an id', () => {
  const above = (byId: search.Column, afterId: number): search.Search =>
    create({ ...WANTED, columns: [byId], filters: [afterId] as unknown as search.SearchCreateOptions['filters'] });
  const read = (afterId: number, limit: number, isBeyond?: (row: { readonly id: string }) => boolean) => {
    const { rows, ...part } = rowsAbove(above, { afterId, limit, ...(isBeyond !== undefined && { isBeyond }) });
    return { ids: idsOf(rows), ...part };
  };

  it.each([
    [0, 2500, false, ['getRange 0', 'getRange 0 above 1000', 'getRange 0 above 2000']],
    [4000, 2000, true, ['getRange 0 above 4000', 'getRange 0 above 5000']],
    [4999, 1, false, ['getRange 0 above 4999']],
    [5000, 10, true, ['getRange 0 above 5000']],
  ])('%i are read in pages that each begin above the last one, at most %i', (afterId, limit, isEnd, calls) => {
    const store = storeOf(5000);
    const expected = store.ids.filter((id) => id > afterId).slice(0, limit);

    expect(read(afterId, limit)).toEqual({ ids: expected, isEnd, upTo: expected.at(-1) ?? afterId });
    expect(store.calls).toEqual(calls);
  });

  it.each([
    [1, 1000],
    [1000, 2000],
    [1001, 2000],
    [1002, 3000],
  ])('end with a page of which all are beyond: from %i on', (beyond, upTo) => {
    storeOf(5000);

    const { ids, ...part } = read(0, 4000, ({ id }) => Number(id) >= beyond);

    expect(ids).toHaveLength(upTo);
    expect(part).toEqual({ isEnd: true, upTo });
  });

  it('hide none when others are deleted between two pages', () => {
    const store = storeOf(3000);
    store.afterPage = () => void store.ids.splice(0, 500);

    expect(new Set(read(0, 10_000).ids)).toEqual(new Set(Array.from({ length: 3000 }, (_, index) => index + 1)));
  });
});

it('all rows of a search are read unless there are more than asked for', () => {
  const { calls } = storeOf(2500);

  expect(everyOf(anySearch(), 2499)).toBeNull();
  expect(calls).toEqual(['runPaged']);
  expect(idsOf(everyOf(anySearch(), 2500) ?? [])).toEqual(Array.from({ length: 2500 }, (_, index) => index + 1));
});

describe('the first rows of a search', () => {
  it.each([
    [1, ['getRange 0']],
    [1000, ['getRange 0']],
    [2000, ['getRange 0', 'getRange 1000']],
    [1500, ['getRange 0', 'getRange 1000']],
  ])('are read as far as asked: %i', (limit, expected) => {
    const { calls } = storeOf(5000);

    expect(idsOf(firstRows(anySearch(), limit))).toEqual(Array.from({ length: limit }, (_, index) => index + 1));
    expect(calls).toEqual(expected);
  });

  it('end where the results of a search end, and where there are no more', () => {
    const { calls } = storeOf(5000);

    expect(firstRows(anySearch(), 100_000)).toHaveLength(4000);
    expect(calls).toHaveLength(4);
    storeOf(1200);
    expect(firstRows(anySearch(), 4000)).toHaveLength(1200);
    expect(firstRows(anySearch(), 0)).toEqual([]);
  });
});

it('rows are counted, however many there are', () => {
  storeOf(999_999);

  expect(countRows(anySearch())).toBe(999_999);
});
