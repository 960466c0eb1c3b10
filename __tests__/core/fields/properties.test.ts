import fc from 'fast-check';

import { evaluateFields } from '../../../src/TypeScript/aftership/core/fields/evaluate';
import { parseFieldMapping, sourcesOf } from '../../../src/TypeScript/aftership/core/fields/mapping';
import { describeFieldProblem } from '../../../src/TypeScript/aftership/core/fields/problems';
import { TARGET_NAMES } from '../../../src/TypeScript/aftership/core/fields/targets';
import { fieldValues, type FieldValues } from '../../../src/TypeScript/aftership/core/fields/values';

const FIELD_IDS = ['memo', 'tranid', 'custbody_a', 'packagedescr', 'custcol_a', 'expectedshipdate'];

const target = fc.oneof(
  fc.constantFrom(...TARGET_NAMES, 'slug', 'customers', 'custom_fields', 'Order Number'),
  fc.string({ maxLength: 32 }).map((name) => `custom_fields.${name}`),
  fc.integer({ min: 0, max: 60 }).map((at) => `custom_fields.n${at}`),
);
const source = fc.oneof(
  fc.constantFrom(...FIELD_IDS, 'entity', 'order.email', 'customer.name', 'Acme', '"open', '""'),
  fc.tuple(fc.constantFrom('order', 'package', 'line'), fc.constantFrom(...FIELD_IDS)).map((parts) => parts.join('.')),
  fc.string({ maxLength: 600 }).map((text) => `"${text}"`),
);
const pair = fc
  .tuple(target, fc.array(source, { maxLength: 3 }))
  .map(([left, right]) => `${left} = ${right.join(', ')}`);
const section = fc
  .tuple(fc.constantFrom('subsidiary', 'location', 'method', 'class'), fc.constantFrom('7', 'UPS', ''))
  .map((parts) => `[${parts.join(' ')}]`);
const line = fc.oneof({ weight: 6, arbitrary: pair }, section, fc.string(), fc.constantFrom('', '# nothing', ' # = "'));
const mappingText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.array(line, { maxLength: 80 }).map((lines) => lines.join('\n')),
);

const raw = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 700 }),
  fc.date({ noInvalidDate: false }),
  fc.record({ value: fc.array(fc.string()), text: fc.array(fc.string()) }),
  fc.array(fc.record({ value: fc.string(), text: fc.string() })),
  fc.anything(),
);
const row = fc
  .dictionary(fc.constantFrom(...FIELD_IDS), raw)
  .map(
    (fields): FieldValues => new Map(Object.entries(fields).map(([id, value]) => [id, fieldValues(value, () => null)])),
  );
const rows = fc.array(row, { maxLength: 4 });
const values = fc.record({ fulfillment: rows, order: rows, package: rows, line: rows });
const named = fc.record({ id: fc.constantFrom('7', '8'), name: fc.constantFrom('UPS', 'A : UPS', '') });
const where = fc.record({
  subsidiary: fc.option(named),
  locations: fc.array(named, { maxLength: 2 }),
  method: fc.option(named),
});

describe('any field mapping', () => {
  it('has for each line that says something a line, a section or a problem, and a sentence for each problem', () => {
    fc.assert(
      fc.property(mappingText, (text) => {
        const { lines, sections, problems } = parseFieldMapping(text);
        const said = text
          .split(/\r\n|\r|\n/)
          .flatMap((each, index) => (each.trim() === '' || each.trim().startsWith('#') ? [] : [index + 1]));

        const found = [...lines, ...sections, ...problems].map((each) => each.line);

        expect(found.sort((left, right) => left - right)).toEqual(said);
        problems.forEach((problem) =>
          expect(describeFieldProblem(problem)).toMatch(/^Line \d+ of the field mapping: [^]+\.$/),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('reads fields by ids of the right form', () => {
    fc.assert(
      fc.property(mappingText, (text) => {
        const ids = Object.values(sourcesOf(parseFieldMapping(text))).flat();

        ids.forEach((id) => expect(id).toMatch(/^[a-z][a-z0-9_]*$/));
      }),
    );
  });

  it('stays within the limits of AfterShip and sends no empty text', () => {
    fc.assert(
      fc.property(mappingText, values, where, (text, held, here) => {
        const { fields, customFields, tags, carrier, shipMethod } = evaluateFields(parseFieldMapping(text), held, here);

        const custom = Object.entries(customFields);
        expect(custom.length).toBeLessThanOrEqual(25);
        custom.forEach(([name, value]) => {
          expect(name.length).toBeGreaterThan(0);
          expect(name.length).toBeLessThanOrEqual(30);
          expect(value.length).toBeGreaterThan(0);
          expect(value.length).toBeLessThanOrEqual(512);
        });
        expect(tags.length).toBeLessThanOrEqual(50);
        tags.forEach((tag) => expect(tag.length > 0 && tag.length <= 32).toBe(true));
        Object.values(fields).forEach((content) => expect(content).not.toBe(''));
        expect((carrier?.name ?? '').length).toBeLessThanOrEqual(512);
        if (shipMethod !== here.method) expect(shipMethod?.name ?? 'none').not.toBe('');
        expect(fields.destination_postal_code ?? '1').toMatch(/^[A-Za-z0-9+\- ]{1,10}$/);
        expect(fields.language ?? 'de').toMatch(/^[a-z]{2}$/);
        expect(fields.origin_country_region ?? 'DEU').toMatch(/^[A-Z]{3}$/);
        expect(fields.order_date ?? '2026-01-01T00:00:00+14:00').toMatch(/^\d{4}-\d\d-\d\dT00:00:00\+14:00$/);
      }),
      { numRuns: 500 },
    );
  });

  it('says the same in a fingerprint in every language', () => {
    const select = fc.record({ value: fc.constantFrom('1', '2', '33'), text: fc.constantFrom('Red', 'Blue', 'Green') });
    const texts = fc.array(fc.dictionary(fc.constantFrom(...FIELD_IDS), select), { maxLength: 3 });
    const held = (
      all: readonly Record<string, { value: string; text: string }>[],
      translate: (text: string) => string,
    ) => {
      const place = all.map(
        (fields): FieldValues =>
          new Map(
            Object.entries(fields).map(([id, { value, text }]) => [
              id,
              fieldValues({ value, text: translate(text) }, () => null),
            ]),
          ),
      );
      return { fulfillment: place, order: place, package: place, line: place };
    };
    fc.assert(
      fc.property(mappingText, texts, where, (text, all, here) => {
        const mapping = parseFieldMapping(text);
        const english = evaluateFields(
          mapping,
          held(all, (word) => word),
          here,
        );
        const other = evaluateFields(
          mapping,
          held(all, (word) => `${word}-ish`),
          here,
        );

        expect(other.fingerprintParts).toEqual(english.fingerprintParts);
        expect(other.shipMethod?.id).toEqual(english.shipMethod?.id);
      }),
    );
  });
});
