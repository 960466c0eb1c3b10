import { readFileSync } from 'node:fs';
import path from 'node:path';

import { nameTable } from '../../../src/TypeScript/aftership/core/carrier/name_table';
import { requirementsOf } from '../../../src/TypeScript/aftership/core/carrier/requirements';
import { followsOtherNumber, isSlug, needsConnection } from '../../../src/TypeScript/aftership/core/carrier/slugs';
import { keyOf } from '../../../src/TypeScript/aftership/core/carrier/words';
import { readCourierFacts, readNameFacts } from '../courier_facts';
import { dataFiles } from '../data_files';

const ROOT = path.join(__dirname, '../../..');
const facts = readCourierFacts();
const known = new Set(facts.couriers.map(({ slug }) => slug));

describe.each(dataFiles())('$path', ({ path: file, text }) => {
  it('is as the facts have it (npm run carrier-names writes it)', () => {
    expect(readFileSync(path.join(ROOT, file), 'utf8')).toBe(text);
  });

  it('is small enough to be loaded by every script', () => {
    expect(Buffer.byteLength(text)).toBeLessThan(30_000);
  });
});

describe('the names', () => {
  const table = nameTable();
  const entries = [...table.names.values(), ...table.whole.values()].filter((name) => name !== null);

  it('mean slugs of AfterShip that need nothing but the number on the parcel', () => {
    const odd = [...table.slugs].filter((slug) => !isSlug(slug) || needsConnection(slug) || followsOtherNumber(slug));

    expect(odd).toEqual([]);
  });

  it('mean slugs of the couriers file, or say where else the slug was looked up', () => {
    const elsewhere = readNameFacts().names.filter(
      ({ slugs, source }) => source !== 'wc-2024-08' && slugs.some((slug) => !known.has(slug)),
    );

    expect(elsewhere).toEqual([]);
  });

  it('say where they come from', () => {
    const { _about, names, families, qualifiers, products, wholeNames } = readNameFacts();
    const sources = new Set(
      [...names, ...families, ...qualifiers, ...products, ...wholeNames].map(({ source }) => source),
    );

    expect([...sources].filter((source) => !(source in _about.sources))).toEqual([]);
  });

  it('are there for every courier of the couriers file that a name may mean', () => {
    const unnamed = facts.couriers
      .map(({ slug }) => slug)
      .filter((slug) => !needsConnection(slug) && !followsOtherNumber(slug) && slug !== 'brt-it-sender-ref')
      .filter((slug) => !table.slugs.has(slug));

    expect(unnamed).toEqual([]);
  });

  it('are kept as the text is read', () => {
    const keys = [...table.names.keys(), ...table.whole.keys(), ...table.oneWord, ...table.countries.keys()];

    expect(keys.filter((key) => keyOf(key) !== key)).toEqual([]);
    expect(entries.every(({ slugs, members }) => members.length === 0 || slugs.length === members.length)).toBe(true);
  });

  it('have qualifiers only for brands that a name means', () => {
    const brands = new Set(entries.map(({ brand }) => brand));

    expect([...table.qualifiers.keys()].filter((brand) => !brands.has(brand))).toEqual([]);
  });
});

it('has what the couriers file says that each slug asks for', () => {
  const required = facts.all_couriers_with_required_fields_2024_08;

  expect(Object.keys(required)).toHaveLength(63);
  for (const [slug, fields] of Object.entries(required)) {
    expect([slug, [...requirementsOf(slug)].sort()]).toEqual([slug, [...fields].sort()]);
  }
});
