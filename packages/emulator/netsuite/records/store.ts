/**
 * The rows. A row is never changed in place, so that whoever loaded it keeps its values. An index on a field is built
 * when a search first needs it, and so is the order of the ids. A journal can hide writes for a while.
 */

import type { FieldValue, Line } from '../contract';

export interface Row {
  readonly id: number;
  readonly type: string;
  readonly version: number;
  readonly fields: Readonly<Record<string, FieldValue>>;
  readonly sublists: Readonly<Record<string, readonly Line[]>>;
  readonly subrecords: Readonly<Record<string, Readonly<Record<string, FieldValue>>>>;
}

interface JournalEntry {
  readonly type: string;
  readonly id: number;
  readonly before: Row | null;
  readonly after: Row | null;
}

export type Journal = JournalEntry[];

/** Ids by key. Most keys have one id, for which a set would take ten times the memory. */
type Index = Map<string, number | Set<number>>;

/** Both ends are in the range. */
export interface IdRange {
  readonly from: number;
  readonly to: number;
}

export class Store {
  private readonly rows = new Map<string, Map<number, Row>>();
  private readonly typeById = new Map<string, Map<number, string>>();
  private readonly nextId = new Map<string, number>();
  private readonly indexes = new Map<string, Map<string, Index>>();
  /** Ids of each type in ascending order; some may be of rows that are gone. */
  private readonly ordered = new Map<string, number[]>();
  private journal: Journal | null = null;
  /** Number of writes; results are cached until it changes. */
  changes = 0;

  constructor(private readonly spaceOf: (type: string) => string) {}

  find(type: string, id: number): Row | null {
    return this.rows.get(type)?.get(id) ?? null;
  }

  /** Finds a row by its id space: `transaction`, `entity`, or a type with its own ids. */
  findInSpace(space: string, id: number): Row | null {
    const type = this.typeById.get(space)?.get(id);
    return type === undefined ? null : this.find(type, id);
  }

  all(type: string): readonly Row[] {
    const rows = this.rows.get(type);
    return rows === undefined ? [] : [...rows.values()];
  }

  *each(type: string): IterableIterator<Row> {
    yield* this.rows.get(type)?.values() ?? [];
  }

  count(type: string): number {
    return this.rows.get(type)?.size ?? 0;
  }

  takeId(type: string, wanted: number | null): number {
    const space = this.spaceOf(type);
    const next = this.nextId.get(space) ?? 1;
    const id = wanted ?? next;
    if (this.typeById.get(space)?.has(id) === true)
      throw new Error(`There is a ${space} with internal id ${id} already.`);
    this.nextId.set(space, Math.max(next, id + 1));
    return id;
  }

  put(row: Row): void {
    const before = this.find(row.type, row.id);
    this.write(row.type, row.id, before, row);
  }

  remove(type: string, id: number): void {
    const before = this.find(type, id);
    if (before !== null) this.write(type, id, before, null);
  }

  /** Runs a function and notes every write in the journal; an inner journal replaces the outer. */
  withJournal<T>(journal: Journal | null, run: () => T): T {
    const outer = this.journal;
    this.journal = journal;
    try {
      return run();
    } finally {
      this.journal = outer;
    }
  }

  /** Undoes these writes, runs a function, then repeats the writes over whatever the function changed. */
  withoutWrites<T>(journal: Journal, run: () => T): T {
    const entries = [...journal];
    this.withJournal(null, () =>
      [...entries].reverse().forEach((entry) => this.apply(entry, entry.after, entry.before)),
    );
    try {
      return this.withJournal(null, run);
    } finally {
      this.withJournal(null, () => entries.forEach((entry) => this.apply(entry, entry.before, entry.after)));
    }
  }

  currentJournal(): Journal | null {
    return this.journal;
  }

  /** Copies every row of another account with its id, as a sandbox refresh does. */
  copyFrom(other: Store): void {
    for (const rows of other.rows.values()) for (const row of rows.values()) this.put(row);
    for (const [space, id] of other.nextId) this.nextId.set(space, id);
  }

  /** Ids of the rows whose field has this key. `keyOf` makes keys. */
  idsWith(type: string, field: string, key: string): ReadonlySet<number> {
    const ids = this.index(type, field).get(key);
    return ids instanceof Set ? ids : new Set(ids === undefined ? [] : [ids]);
  }

  /** Rows with an id in the range, by id. */
  *inRange(
    type: string,
    { from, to, isDescending }: IdRange & { readonly isDescending: boolean },
  ): IterableIterator<Row> {
    const ids = this.orderedIds(type);
    const [first, end] = [firstAtLeast(ids, from), firstAtLeast(ids, to + 1)];
    for (let step = 0; step < end - first; step += 1) {
      const row = this.find(type, ids[isDescending ? end - 1 - step : first + step] ?? 0);
      if (row !== null) yield row;
    }
  }

  /** Applies the difference of two states to the present row and keeps what others changed meanwhile. */
  private apply({ type, id }: JournalEntry, from: Row | null, to: Row | null): void {
    const now = this.find(type, id);
    if (to === null || from === null || now === null || now === from) {
      this.write(type, id, now, to);
      return;
    }
    const fields = { ...now.fields };
    for (const name of new Set([...Object.keys(from.fields), ...Object.keys(to.fields)])) {
      if (from.fields[name] !== to.fields[name]) fields[name] = to.fields[name] ?? null;
    }
    const sublists = to.sublists === from.sublists ? now.sublists : to.sublists;
    const subrecords = to.subrecords === from.subrecords ? now.subrecords : to.subrecords;
    this.write(type, id, now, { ...to, fields, sublists, subrecords, version: Math.max(now.version, to.version) + 1 });
  }

  private write(type: string, id: number, before: Row | null, after: Row | null): void {
    this.changes += 1;
    this.journal?.push({ type, id, before, after });
    let rows = this.rows.get(type);
    if (rows === undefined) this.rows.set(type, (rows = new Map()));
    const space = this.spaceOf(type);
    let types = this.typeById.get(space);
    if (types === undefined) this.typeById.set(space, (types = new Map()));
    if (after === null) {
      rows.delete(id);
      types.delete(id);
    } else {
      rows.set(id, after);
      types.set(id, type);
    }
    if (after !== null && before === null) this.noteId(type, id);
    for (const [field, index] of this.indexes.get(type) ?? []) {
      const from = before === null ? null : keyOf(before.fields[field]);
      const to = after === null ? null : keyOf(after.fields[field]);
      if (from === to) continue;
      if (from !== null) removeFrom(index, from, id);
      if (to !== null) addTo(index, to, id);
    }
  }

  /** Most new rows have the greatest id. Any other new row, such as one that comes back, has the order made anew. */
  private noteId(type: string, id: number): void {
    const ids = this.ordered.get(type);
    if (ids === undefined) return;
    if (id > (ids.at(-1) ?? 0)) ids.push(id);
    else if (ids[firstAtLeast(ids, id)] !== id) this.ordered.delete(type);
  }

  private orderedIds(type: string): readonly number[] {
    const known = this.ordered.get(type);
    if (known !== undefined && known.length <= 2 * this.count(type) + 1000) return known;
    const ids = [...(this.rows.get(type)?.keys() ?? [])].sort((left, right) => left - right);
    this.ordered.set(type, ids);
    return ids;
  }

  private index(type: string, field: string): Index {
    let indexes = this.indexes.get(type);
    if (indexes === undefined) this.indexes.set(type, (indexes = new Map()));
    let index = indexes.get(field);
    if (index === undefined) {
      indexes.set(field, (index = new Map()));
      for (const row of this.each(type)) addTo(index, keyOf(row.fields[field]), row.id);
    }
    return index;
  }
}

/** Position of the first id that is not below this one. */
function firstAtLeast(ids: readonly number[], id: number): number {
  let [low, high] = [0, ids.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ids[middle] ?? 0) < id) low = middle + 1;
    else high = middle;
  }
  return low;
}

function addTo(index: Index, key: string, id: number): void {
  const ids = index.get(key);
  if (ids === undefined) index.set(key, id);
  else if (ids instanceof Set) ids.add(id);
  else if (ids !== id) index.set(key, new Set([ids, id]));
}

function removeFrom(index: Index, key: string, id: number): void {
  const ids = index.get(key);
  if (ids instanceof Set) ids.delete(id);
  else if (ids === id) index.delete(key);
}

/** Normalizes a value for comparisons, because searches are not case-sensitive. */
export function keyOf(value: FieldValue | undefined): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return String(value.getTime());
  if (typeof value === 'boolean') return value ? 'T' : 'F';
  return String(value).toLowerCase();
}
