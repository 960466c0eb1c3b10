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
