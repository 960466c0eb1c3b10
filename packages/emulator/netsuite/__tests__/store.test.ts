import { Store, type Journal, type Row } from '../records/store';

const row = (id: number, fields: Row['fields'], version = 1): Row => ({
  id,
  type: 'note',
  version,
  fields,
  sublists: {},
  subrecords: {},
});

describe('hidden writes', () => {
  test('are undone while somebody else works, and done again over what was done meanwhile', () => {
    const store = new Store((type) => type);
    store.put(row(1, { ours: 'old', theirs: 'old' }));
    const journal: Journal = [];
    store.withJournal(journal, () => {
      store.put(row(1, { ours: 'new', theirs: 'old' }, 2));
      store.put(row(2, { ours: 'made' }));
    });

    for (const step of ['first', 'second']) {
      store.withoutWrites(journal, () => {
        const seen = store.find('note', 1);
        expect(seen?.fields['ours']).toBe('old');
        expect(store.find('note', 2)).toBeNull();
        if (seen !== null) store.put({ ...seen, version: seen.version + 1, fields: { ...seen.fields, theirs: step } });
      });
      expect(store.find('note', 1)?.fields).toEqual({ ours: 'new', theirs: step });
      expect(store.find('note', 2)?.fields).toEqual({ ours: 'made' });
    }
  });

  test('change the version of a row, so that whoever loaded it before notices', () => {
    const store = new Store((type) => type);
    store.put(row(1, { ours: 'old', theirs: 'old' }));
    const journal: Journal = [];
    store.withJournal(journal, () => store.put(row(1, { ours: 'new', theirs: 'old' }, 2)));

    store.withoutWrites(journal, () => store.put(row(1, { ours: 'old', theirs: 'new' }, 2)));

    expect(store.find('note', 1)?.version).toBeGreaterThan(2);
  });

  test('do not stay in an index', () => {
    const store = new Store((type) => type);
    store.put(row(1, { key: 'a' }));
    expect([...store.idsWith('note', 'key', 'a')]).toEqual([1]);
    const journal: Journal = [];
    store.withJournal(journal, () => store.put(row(1, { key: 'b' }, 2)));

    store.withoutWrites(journal, () => {
      expect([...store.idsWith('note', 'key', 'a')]).toEqual([1]);
      expect([...store.idsWith('note', 'key', 'b')]).toEqual([]);
    });

    expect([...store.idsWith('note', 'key', 'b')]).toEqual([1]);
  });
});

describe('the rows between two ids', () => {
  const idsOf = (store: Store, from: number, to: number, isDescending = false): number[] =>
    [...store.inRange('note', { from, to, isDescending })].map(({ id }) => id);

  test('are those that are there, by id, whatever came and went meanwhile', () => {
    const store = new Store((type) => type);
    for (const id of [2, 4, 6, 8]) store.put(row(id, {}));
    expect(idsOf(store, 3, 8)).toEqual([4, 6, 8]);

    store.put(row(10, {}));
    store.put(row(5, {}));
    store.remove('note', 6);
    expect(idsOf(store, 3, 10)).toEqual([4, 5, 8, 10]);
    store.put(row(6, {}));
    expect(idsOf(store, 5, 8, true)).toEqual([8, 6, 5]);
    expect(idsOf(store, 11, 20)).toEqual([]);
  });

  test('come one by one, when most of the rows that were there are gone', () => {
    const store = new Store((type) => type);
    for (let id = 1; id <= 5000; id += 1) store.put(row(id, {}));
    expect(idsOf(store, 1, 5000)).toHaveLength(5000);

    for (let id = 1; id < 5000; id += 1) store.remove('note', id);

    expect(idsOf(store, 1, 5000)).toEqual([5000]);
  });
});
