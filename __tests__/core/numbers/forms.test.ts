import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { FORMS, FULLY_KNOWN, S10_FORMS } from '../../../src/TypeScript/aftership/core/numbers/forms';
import { proofsOf } from '../../../src/TypeScript/aftership/core/numbers/proofs';
import { TEST_NUMBERS } from './test_numbers';

interface CouriersFile {
  readonly couriers: readonly { readonly slug: string }[];
}

const facts = JSON.parse(
  readFileSync(join(__dirname, '../../../packages/emulator/facts/aftership-couriers.json'), 'utf8'),
) as CouriersFile;
const slugs = new Set(facts.couriers.map(({ slug }) => slug));
const forms = [...FORMS, ...S10_FORMS];

function formIdsOf(number: string): readonly string[] {
  return proofsOf(number).map(({ form }) => form.id);
}

describe('the forms of carriers', () => {
  it('have ids of their own', () => {
    expect(new Set(forms.map(({ id }) => id)).size).toBe(forms.length);
  });

  it.each(forms.map((form) => [form.id, form] as const))('%s has slugs of AfterShip alone', (_id, form) => {
    expect(form.slugs.filter((slug) => !slugs.has(slug))).toEqual([]);
    expect(new Set(form.slugs).size).toBe(form.slugs.length);
  });

  it('know whole carriers by slugs of AfterShip', () => {
    expect([...FULLY_KNOWN].filter((slug) => !slugs.has(slug))).toEqual([]);
  });

  it.each(TEST_NUMBERS.flatMap(({ form, valid }) => valid.map((number) => [number, form] as const)))(
    '%s has the form %s',
    (number, form) => {
      expect(formIdsOf(number)).toContain(form);
    },
  );

  it.each(TEST_NUMBERS.flatMap(({ form, invalid }) => invalid.map((number) => [number, form] as const)))(
    '%s does not have the form %s',
    (number, form) => {
      expect(formIdsOf(number)).not.toContain(form);
    },
  );

  it.each(
    TEST_NUMBERS.flatMap(({ form, valid, printed = [] }) =>
      printed.map((number, index) => [valid[index] ?? '', number, form] as const),
    ),
  )('%s holds %s', (barcode, printed, form) => {
    const proof = proofsOf(barcode).find((one) => one.form.id === form);

    expect(proof?.printed).toBe(printed);
  });

  it('have a check digit that finds a wrong digit nearly always', () => {
    for (const { form: id, valid } of TEST_NUMBERS) {
      const form = forms.find((one) => one.id === id);
      if (form?.check === null || form === undefined) continue;
      const tries = valid.flatMap(similar);
      const share = tries.filter((number) => formIdsOf(number).includes(id)).length / tries.length;

      // Modulo 7 does not tell a digit from the one seven higher, and a label's barcode checks the number in it alone.
      const isLabel = /label|codabar|zip|96/.test(id);
      expect([id, share < (isLabel ? 0.7 : 0.2)]).toEqual([id, true]);
    }
  });

  it('make up a table that the scripts can load', () => {
    const bytes = forms.reduce((sum, { pattern, slugs: ofForm }) => sum + pattern.length + ofForm.join(' ').length, 0);

    expect(forms.length).toBeGreaterThan(100);
    expect(bytes).toBeLessThan(20_000);
  });
});

/** The number with each of its digits replaced by each other digit, one at a time. */
function similar(number: string): readonly string[] {
  return [...number].flatMap((character, index) =>
    /\d/.test(character)
      ? [1, 2, 3, 4, 5, 6, 7, 8, 9].map(
          (by) => `${number.slice(0, index)}${(Number(character) + by) % 10}${number.slice(index + 1)}`,
        )
      : [],
  );
}
