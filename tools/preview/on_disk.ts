/**
 * Keeps values in a temporary file instead of in memory, so that memory does not grow with the export. The file loses
 * its name as soon as it is open: nobody else finds the contacts in it, and nothing stays however the preview ends.
 */

import { randomUUID } from 'node:crypto';
import { closeSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const BLOCK_BYTES = 256 * 1024;
/** Read at once, because most texts are read in the order in which they were added. */
const READ_BYTES = 16 * 1024;
/** Before each text stands its length in bytes. */
const LENGTH_BYTES = 4;

/** The temporary files in a folder, which are closed together. */
export class Disk {
  private readonly folder: string;
  private files: DiskTexts[] = [];

  constructor(folder: string) {
    this.folder = folder;
  }

  texts(): DiskTexts {
    const texts = new DiskTexts(this.folder);
    this.files.push(texts);
    return texts;
  }

  map<Value>(): DiskMap<Value> {
    return new DiskMap(this.texts());
  }

  /** Forgets everything. */
  clear(): void {
    const { files } = this;
    this.files = [];
    for (const file of files) file.close();
  }
}

/** Texts in the order in which they were added. */
export class DiskTexts {
  private readonly file: number;
  /** Bytes that are added and not written yet. */
  private waiting: Buffer[] = [];
  private written = 0;
  private end = 0;
  /** What was read last. */
  private part: { readonly from: number; readonly bytes: Buffer } = { from: 0, bytes: Buffer.alloc(0) };

  constructor(folder: string) {
    const path = join(folder, randomUUID());
    this.file = openSync(path, 'wx+', 0o600);
    unlinkSync(path);
  }

  get isEmpty(): boolean {
    return this.end === 0;
  }

  /** Returns the place from which `read` gives the text. */
  add(text: string): number {
    const place = this.end;
    const length = Buffer.byteLength(text, 'utf8');
    const bytes = Buffer.allocUnsafe(LENGTH_BYTES + length);
    bytes.writeUInt32LE(length, 0);
    bytes.write(text, LENGTH_BYTES, 'utf8');
    this.waiting.push(bytes);
    this.end += bytes.length;
    if (this.end - this.written >= BLOCK_BYTES) this.write();
    return place;
  }

  read(place: number): string {
    const length = this.bytesAt(place, LENGTH_BYTES).readUInt32LE(0);
    return this.bytesAt(place + LENGTH_BYTES, length).toString('utf8');
  }

  *all(): Generator<string> {
    for (let place = 0; place < this.end;) {
      const text = this.read(place);
      place += LENGTH_BYTES + Buffer.byteLength(text, 'utf8');
      yield text;
    }
  }

  close(): void {
    closeSync(this.file);
  }

  private write(): void {
    writeFully(this.file, Buffer.concat(this.waiting), this.written);
    this.waiting = [];
    this.written = this.end;
  }

  private bytesAt(from: number, length: number): Buffer {
    if (from + length > this.written) this.write();
    if (from < this.part.from || from + length > this.part.from + this.part.bytes.length) {
      const wanted = Math.min(Math.max(length, READ_BYTES), this.written - from);
      this.part = { from, bytes: readFully(this.file, from, wanted) };
    }
    const start = from - this.part.from;
    return this.part.bytes.subarray(start, start + length);
  }
}

function writeFully(file: number, bytes: Buffer, position: number): void {
  for (let done = 0; done < bytes.length;) {
    done += writeSync(file, bytes, done, bytes.length - done, position + done);
  }
}

function readFully(file: number, position: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  for (let done = 0; done < length;) {
    const read = readSync(file, bytes, done, length - done, position + done);
    if (read === 0) throw new Error(`A temporary file of the preview ends before byte ${position + length}.`);
    done += read;
  }
  return bytes;
}

/** Values that were used last stay in memory, because the rows of a fulfillment usually follow each other. */
const RECENT_VALUES = 1000;

interface Recent<Value> {
  readonly entry: number;
  value: Value;
  isSaved: boolean;
}

/**
 * Values by key, in the order in which their keys were first set. In memory are at most some forty bytes a key. A value has to
 * be plain data, and to be set again after it was changed.
 */
export class DiskMap<Value> {
  /** Number of keys. */
  size = 0;
  private readonly texts: DiskTexts;
  private readonly recent = new Map<string, Recent<Value>>();
  /** By entry: the key's hash, and the place of the latest text. */
  private hashes = new Uint32Array(1024);
  private places = new Float64Array(1024);
  /** Entries by hash, from 1; 0 is a free slot. At most half of the slots are taken. */
  private slots = new Uint32Array(2048);

  constructor(texts: DiskTexts) {
    this.texts = texts;
  }

  get(key: string): Value | undefined {
    return this.find(key)?.value;
  }

  set(key: string, value: Value): void {
    const known = this.find(key);
    if (known === undefined) this.remember(key, { entry: this.addEntry(hashOf(key)), value, isSaved: false });
    else Object.assign(known, { value, isSaved: false });
  }

  /** Nothing may be set meanwhile. */
  *values(): Generator<Value> {
    for (const [key, recent] of this.recent) this.save(key, recent);
    for (let entry = 0; entry < this.size; entry++) yield this.readEntry(entry)[1];
  }

  private find(key: string): Recent<Value> | undefined {
    const recent = this.recent.get(key);
    if (recent !== undefined) {
      this.recent.delete(key);
      this.recent.set(key, recent);
      return recent;
    }
    const hash = hashOf(key);
    for (let slot = hash % this.slots.length; ; slot = (slot + 1) % this.slots.length) {
      const entry = (this.slots[slot] ?? 0) - 1;
      if (entry < 0) return undefined;
      // A value without a place is recent, and so belongs to another key.
      if (this.hashes[entry] !== hash || this.places[entry] === NOWHERE) continue;
      const [foundKey, value] = this.readEntry(entry);
      if (foundKey === key) return this.remember(key, { entry, value, isSaved: true });
    }
  }

  private remember(key: string, added: Recent<Value>): Recent<Value> {
    this.recent.set(key, added);
    if (this.recent.size > RECENT_VALUES) {
      for (const [oldest, recent] of this.recent) {
        this.save(oldest, recent);
        this.recent.delete(oldest);
        break;
      }
    }
    return added;
  }

  private save(key: string, recent: Recent<Value>): void {
    if (recent.isSaved) return;
    this.places[recent.entry] = this.texts.add(JSON.stringify([key, recent.value]));
    recent.isSaved = true;
  }

  private readEntry(entry: number): readonly [key: string, value: Value] {
    return JSON.parse(this.texts.read(this.places[entry] ?? 0)) as [string, Value];
  }

  private addEntry(hash: number): number {
    const entry = this.size++;
    if (entry === this.hashes.length) this.grow();
    this.hashes[entry] = hash;
    this.places[entry] = NOWHERE;
    this.takeSlot(hash, entry);
    return entry;
  }

  private takeSlot(hash: number, entry: number): void {
    let slot = hash % this.slots.length;
    while (this.slots[slot] !== 0) slot = (slot + 1) % this.slots.length;
    this.slots[slot] = entry + 1;
  }

  private grow(): void {
    const { hashes, places } = this;
    this.hashes = new Uint32Array(2 * hashes.length);
    this.hashes.set(hashes);
    this.places = new Float64Array(2 * places.length);
    this.places.set(places);
    this.slots = new Uint32Array(2 * this.slots.length);
    hashes.forEach((hash, entry) => this.takeSlot(hash, entry));
  }
}

const NOWHERE = -1;

/** FNV-1a. Keys of one hash are told apart by the texts. */
function hashOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < key.length; index++) hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}
