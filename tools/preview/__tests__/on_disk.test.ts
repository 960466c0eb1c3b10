import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Disk } from '../on_disk';

const folder = mkdtempSync(join(tmpdir(), 'preview-'));
const disk = new Disk(folder);
afterEach(() => disk.clear());
afterAll(() => rmSync(folder, { recursive: true }));

/** More than stay in memory. */
const MANY = 5000;
const keys = Array.from({ length: MANY }, (_, index) => `key ${index}`);

test('texts come back in their order, from their places, and while more are added', () => {
  const texts = disk.texts();
  const long = 'ä'.repeat(300_000);
  const added = ['', 'first\r\nsecond', '見本', long, 'last'];

  const places = added.map((text) => texts.add(text));

  expect([...texts.all()]).toEqual(added);
  expect(places.map((place) => texts.read(place))).toEqual(added);
  expect(texts.read(texts.add('one more'))).toBe('one more');
  expect([...places].reverse().map((place) => texts.read(place))).toEqual([...added].reverse());
});

test('nothing of them has a name in the folder', () => {
  const map = disk.map<number>();
  for (const [index, key] of keys.entries()) map.set(key, index);

  expect(map.get('key 0')).toBe(0);
  expect(readdirSync(folder)).toEqual([]);
});

test('values come back by key, and in the order in which their keys were first set', () => {
  const map = disk.map<{ readonly count: number }>();
  for (const [index, key] of keys.entries()) map.set(key, { count: index });
  for (const [index, key] of [...keys.entries()].reverse()) {
    if (index % 3 === 0) map.set(key, { count: MANY + index });
  }

  const expected = keys.map((_, index) => ({ count: index % 3 === 0 ? MANY + index : index }));
  expect(map.size).toBe(MANY);
  expect([...map.values()]).toEqual(expected);
  expect(keys.map((key) => map.get(key))).toEqual(expected);
  expect(map.get('another key')).toBeUndefined();
});

test('a value that is changed while it is in memory is the changed one', () => {
  const map = disk.map<string[]>();
  map.set('a', ['one']);
  const value = map.get('a') ?? [];
  value.push('two');
  map.set('a', value);
  for (const key of keys) map.set(key, []);

  expect(map.get('a')).toEqual(['one', 'two']);
});

test.each([
  ['in memory', []],
  ['on the disk', keys],
])('keys of one hash are told apart %s', (_where, between) => {
  // FNV-1a gives these words one hash of 32 bits.
  const map = disk.map<number>();
  map.set('costarring', 1);
  for (const key of between) map.set(key, 0);

  expect(map.get('liquid')).toBeUndefined();
  map.set('liquid', 2);
  for (const key of between) map.set(key, 0);
  expect([map.get('costarring'), map.get('liquid')]).toEqual([1, 2]);
});
