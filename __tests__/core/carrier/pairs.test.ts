/** Published numbers of every carrier under every carrier's ship method and in every package list. */

import { chooseCarrier } from '../../../src/TypeScript/aftership/core/carrier/choose';
import { evidenceOf } from '../../../src/TypeScript/aftership/core/carrier/evidence';
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

const LISTS: Readonly<Record<string, string>> = { ups: 'packageups', usps: 'packageusps', fedex: 'packagefedex' };

function slugFor(vector: (typeof VECTORS)[number], texts: { readonly list?: string; readonly method?: string }) {
  const method = texts.method === undefined ? null : { id: '1', name: texts.method };
  const evidence = evidenceOf(
    { typedSlug: null, list: texts.list ?? 'package', method, description: null },
    { lines: [] },
  );
  return chooseCarrier(evidence, vector.form).slug;
}

const none = (slug: string | null): string => slug ?? 'none';

describe('a number under its own carrier', () => {
  it.each(VECTORS.map((vector) => [vector.number, vector.carrier, vector] as const))(
    '%s: %s',
    (_number, carrier, vector) => {
      expect(slugFor(vector, { method: METHODS[carrier] ?? '' })).toBe(carrier);
      const list = LISTS[carrier];
      if (list !== undefined) expect(slugFor(vector, { list })).toBe(carrier);
    },
  );
});

describe('a number under another carrier', () => {
  const others = (names: Readonly<Record<string, string>>) =>
    VECTORS.flatMap((vector) =>
      Object.entries(names)
        .filter(([carrier]) => carrier !== vector.carrier)
        .map(([carrier, text]) => ({ vector, carrier, text })),
    );

  /** A number that the named carrier gives, too, may be its own. */
  const mayBe = (vector: (typeof VECTORS)[number], carrier: string): boolean =>
    vector.form.allowed?.has(carrier) === true;

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
