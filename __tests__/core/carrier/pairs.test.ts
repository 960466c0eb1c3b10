/** Published numbers of every carrier under every carrier's ship method and in every package list. */

import { carrierOf } from '../../../src/TypeScript/aftership/core/carrier/of_package';
import { couldBe } from '../../../src/TypeScript/aftership/core/numbers/proofs';
import type { PackageList } from '../../../src/TypeScript/aftership/core/netsuite/fulfillment';
import { VECTORS } from './numbers';

const METHODS: Readonly<Record<string, string>> = {
  ups: 'UPS Ground',
  usps: 'USPS Priority Mail',
  fedex: 'Fed Ex 2Day',
  dhl: 'DHL Express',
  'canada-post': 'Postes Canada',
  canpar: 'Canpar Select',
  purolator: 'Purolator Ground',
  ontrac: 'OnTrac Ground',
  lasership: 'LaserShip',
  'old-dominion': 'ODFL',
  speedee: 'Spee-Dee Delivery',
  'landmark-global': 'Landmark Global',
  yodel: 'Yodel 48',
  yunexpress: 'YunExpress',
  'royal-mail': 'Royal Mail Tracked 24',
};

const LISTS: Readonly<Record<string, PackageList>> = { ups: 'packageups', usps: 'packageusps', fedex: 'packagefedex' };

function slugFor(
  { number }: (typeof VECTORS)[number],
  { list = 'package', method }: { readonly list?: PackageList; readonly method?: string },
): string | null {
  const pkg = { number, list, description: null, typedSlug: null };
  const shipMethod = method === undefined ? null : { id: '1', name: method };
  return carrierOf(pkg, { shipMethod, carrier: null }, { lines: [] }).slug;
}

const none = (slug: string | null): string => slug ?? 'none';

describe('a number under its own carrier', () => {
  it('is never given to another one, and named for nine in ten at least', () => {
    const slugs = VECTORS.map((vector) => ({
      ...vector,
      slug: slugFor(vector, { method: METHODS[vector.carrier] ?? '' }),
    }));

    expect(slugs.filter(({ slug, carrier }) => slug !== null && slug !== carrier)).toEqual([]);
    expect(slugs.filter(({ slug }) => slug !== null).length / slugs.length).toBeGreaterThanOrEqual(0.9);
  });

  it('is named in that carrier’s package list', () => {
    for (const vector of VECTORS) {
      const list = LISTS[vector.carrier];
      if (list !== undefined)
        expect([vector.number, slugFor(vector, { list })]).toEqual([vector.number, vector.carrier]);
    }
  });
});

describe('a number under another carrier', () => {
  const others = <Text extends string>(names: Readonly<Record<string, Text>>) =>
    VECTORS.flatMap((vector) =>
      Object.entries(names)
        .filter(([carrier]) => carrier !== vector.carrier)
        .map(([carrier, text]) => ({ vector, carrier, text })),
    );

  /** A number that the named carrier gives, too, may be its own. */
  const mayBe = (vector: (typeof VECTORS)[number], carrier: string): boolean => couldBe(vector.number, carrier);

  it('never gets the slug of that carrier from a ship method', () => {
    const wrong = others(METHODS)
      .map(({ vector, carrier, text }) => ({ vector, carrier, slug: slugFor(vector, { method: text }) }))
      .filter(({ vector, slug }) => slug !== null && slug !== vector.carrier)
      .filter(({ vector, carrier }) => !mayBe(vector, carrier));

    expect(others(METHODS).length).toBeGreaterThan(700);
    expect(wrong.map(({ vector, slug }) => `${vector.number} ${none(slug)}`)).toEqual([]);
  });

  it('never gets the slug of that carrier from a package list', () => {
    const wrong = others(LISTS)
      .map(({ vector, carrier, text }) => ({ vector, carrier, slug: slugFor(vector, { list: text }) }))
      .filter(({ vector, slug }) => slug !== null && slug !== vector.carrier)
      .filter(({ vector, carrier }) => !mayBe(vector, carrier));

    expect(wrong.map(({ vector, slug }) => `${vector.number} ${none(slug)}`)).toEqual([]);
  });
});

it('a number alone never gets another carrier’s slug', () => {
  const wrong = VECTORS.map((vector) => [vector.number, slugFor(vector, {}), vector.carrier]).filter(
    ([, slug, carrier]) => slug !== null && slug !== carrier,
  );

  expect(wrong).toEqual([]);
});
