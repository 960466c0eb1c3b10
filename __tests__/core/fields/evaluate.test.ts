import { evaluateFields, type MappedPlace } from '../../../src/TypeScript/aftership/core/fields/evaluate';
import { parseFieldMapping } from '../../../src/TypeScript/aftership/core/fields/mapping';
import { fieldValues, type SourcePlace, type SourceValues } from '../../../src/TypeScript/aftership/core/fields/values';

type Rows = Partial<Record<SourcePlace, readonly Record<string, unknown>[]>>;

const valuesOf = (rows: Rows): SourceValues => {
  const place = (name: SourcePlace) =>
    (rows[name] ?? []).map(
      (row) => new Map(Object.entries(row).map(([id, raw]) => [id, fieldValues(raw, () => null)])),
    );
  return { fulfillment: place('fulfillment'), order: place('order'), package: place('package'), line: place('line') };
};

const HERE: MappedPlace = {
  subsidiary: { id: '7', name: 'Parent : Beta Ltd' },
  locations: [
    { id: '3', name: 'Hamburg' },
    { id: '4', name: 'Bremen' },
  ],
  method: { id: '42', name: 'UPS Ground' },
};

const evaluate = (text: string, rows: Rows = {}, where: MappedPlace = HERE) => {
  const mapping = parseFieldMapping(text);
  expect(mapping.problems).toEqual([]);
  return evaluateFields(mapping, valuesOf(rows), where);
};

const NOTHING = {
  fields: {},
  courierConnectionId: null,
  customFields: {},
  tags: [],
  numbers: null,
  carrier: null,
  shipMethod: HERE.method,
  fingerprintParts: {},
  notes: [],
};

describe('what the field mapping says of a package', () => {
  it('is nothing when it is empty, or its sources are', () => {
    expect(evaluate('')).toEqual(NOTHING);
    expect(evaluate('title = memo\nshipment_tags = order.memo', { fulfillment: [{ memo: ' ' }] })).toEqual(NOTHING);
  });

  it('is what an administrator writes on the first day', () => {
    const text = [
      'tracking_number = custbody_3pl_tracking',
      'carrier = custbody_3pl_carrier',
      'order_number = order.custbody_shop, order.tranid',
      'order_promised_delivery_date = line.expectedshipdate',
      'custom_fields.brand = "Acme"',
      '[subsidiary 7]',
      'custom_fields.brand = "Beta"',
    ].join('\n');
    const rows: Rows = {
      fulfillment: [{ custbody_3pl_tracking: 'A1\nA2', custbody_3pl_carrier: { value: '5', text: 'Royal Mail' } }],
      order: [{ custbody_shop: '', tranid: 'SO17' }],
      line: [
        { expectedshipdate: new Date(2026, 11, 4) },
        { expectedshipdate: new Date(2026, 11, 9) },
        { expectedshipdate: '' },
      ],
    };

    expect(evaluate(text, rows)).toEqual({
      ...NOTHING,
      fields: {
        order_number: 'SO17',
        order_promised_delivery_date: {
          promised_delivery_date: '2026-12-09',
          promised_delivery_date_min: null,
          promised_delivery_date_max: null,
        },
      },
      customFields: { brand: 'Beta' },
      numbers: { text: 'A1\nA2', line: 1 },
      carrier: { id: 'custbody_3pl_carrier=5', name: 'Royal Mail' },
      fingerprintParts: {
        order_number: 'SO17',
        order_promised_delivery_date: '2026-12-09',
        custom_fields: { brand: 'Beta' },
      },
    });
  });

  describe('sections', () => {
    it.each([
      ['subsidiary 7', true],
      ['subsidiary beta  ltd', true],
      ['subsidiary Parent : Beta Ltd', true],
      ['subsidiary Parent', false],
      ['subsidiary 3', false],
      ['location 4', true],
      ['location hamburg', true],
      ['location Kiel', false],
      ['method 42', true],
      ['method UPS GROUND', true],
      ['method UPS', false],
    ])('[%s] counts here: %s', (section, counts) => {
      const { fields } = evaluate(`title = "all"\n[${section}]\ntitle = "some"`);

      expect(fields).toEqual({ title: counts ? 'some' : 'all' });
    });

    it('count by the last line that fits', () => {
      const text = '[method 42]\ntitle = "a"\n[location 3]\ntitle = "b"\n[subsidiary 9]\ntitle = "c"';

      expect(evaluate(text).fields).toEqual({ title: 'b' });
    });

    it('do not count for a fulfillment that has none of what they ask for', () => {
      const nowhere: MappedPlace = { subsidiary: null, locations: [], method: null };

      const text = '[subsidiary 7]\ntitle = "a"\n[location 3]\ntitle = "b"\n[method 42]\ntitle = "c"';

      expect(evaluate(text, {}, nowhere)).toEqual({ ...NOTHING, shipMethod: null });
    });

    it('replace a line as a whole, whether their sources have a value or not', () => {
      expect(evaluate('title = "all"\n[subsidiary 7]\ntitle = memo').fields).toEqual({});
    });

    it('name a custom field as their own line writes it', () => {
      expect(evaluate('custom_fields.brand = "A"\n[subsidiary 7]\ncustom_fields.Brand = "B"').customFields).toEqual({
        Brand: 'B',
      });
    });
  });

  describe('an empty constant', () => {
    it('leaves the target out', () => {
      const text = [
        'order_date = ""',
        'order_promised_delivery_date = ""',
        'delivery_type = ""',
        'language = custbody_lang, ""',
        'ship_method = ""',
        'custom_fields.a = ""',
        'shipment_tags = ""',
      ].join('\n');

      const evaluated = evaluate(text);

      expect(evaluated).toEqual({ ...NOTHING, fields: evaluated.fields, shipMethod: null });
      expect(Object.entries(evaluated.fields).sort()).toEqual([
        ['delivery_type', undefined],
        ['language', undefined],
        ['order_date', undefined],
        ['order_promised_delivery_date', undefined],
      ]);
    });
  });

  describe('forms', () => {
    it.each([
      ['order_date', '2026-12-04', '2026-12-04T00:00:00+14:00', '2026-12-04'],
      ['tracking_ship_date', new Date(2026, 11, 4), '2026-12-04', '2026-12-04'],
      ['language', { value: 'de_DE', text: 'German' }, 'de', 'de'],
      ['language', { value: '3', text: 'iw' }, 'he', 'he'],
      ['destination_country_region', { value: 'US', text: 'United States' }, 'USA', 'USA'],
      ['origin_country_region', { value: '3', text: 'gbr' }, 'GBR', 'GBR'],
      ['destination_postal_code', ' 1234 AB ', '1234 AB', '1234 AB'],
      ['delivery_type', { value: '2', text: 'Pickup at Store' }, 'pickup_at_store', 'pickup_at_store'],
      ['order_id_path', 'https://shop.example/1', 'https://shop.example/1', 'https://shop.example/1'],
      ['tracking_key', 'a-1.b_2', 'a-1.b_2', 'a-1.b_2'],
      ['tracking_account_number', 123456, '123456', '123456'],
      ['title', ' two \n lines ', 'two lines', 'two \n lines'],
      ['note', { value: '7', text: 'Beta' }, 'Beta', 'custbody_a=7'],
      ['note', true, 'Yes', 'custbody_a=T'],
    ])('%s takes %j as %s', (target, raw, sent, key) => {
      const { fields, fingerprintParts, notes } = evaluate(`${target} = custbody_a`, {
        fulfillment: [{ custbody_a: raw }],
      });

      expect(fields).toEqual({ [target]: sent });
      expect(fingerprintParts).toEqual({ [target]: key });
      expect(notes).toEqual([]);
    });

    it.each([
      ['order_date', 'soon', 'a date, such as 2026-12-24'],
      ['language', { value: '1', text: 'German' }, 'one ISO 639-1 language code, such as de or de_DE'],
      ['origin_country_region', 'Germany', 'one ISO 3166-1 country code, such as US or USA'],
      ['origin_postal_code', '123/45', 'one postal code of up to 10 letters, digits, spaces, hyphens and plus signs'],
      ['order_id_path', 'javascript:1', 'one address that starts with https:// or http://'],
    ])('%s does not take %j; the next source counts', (target, raw, takes) => {
      const rows: Rows = { fulfillment: [{ custbody_a: raw }] };

      const { fields, notes } = evaluate(`${target} = custbody_a, ""`, rows);

      expect(fields).toEqual({ [target]: undefined });
      expect(notes).toEqual([`custbody_a is left out of ${target}, which takes ${takes}.`]);
    });

    it('sends no e-mail address that stands in another field, and does not repeat it', () => {
      const rows: Rows = { fulfillment: [{ custbody_a: 'for ann@example.com, door 3', memo: 'door 3' }] };

      const { fields, notes } = evaluate('note = custbody_a, memo', rows);

      expect(fields).toEqual({ note: 'door 3' });
      expect(notes).toEqual(['custbody_a holds an e-mail address and is left out of note.']);
    });

    it('prints what a select says by its id, whatever language its text has', () => {
      const inLanguage = (text: string) =>
        evaluate('custom_fields.brand = custbody_a\nship_method = custbody_a', {
          fulfillment: [{ custbody_a: { value: '7', text } }],
        });

      expect(inLanguage('Rot').customFields).toEqual({ brand: 'Rot' });
      expect(inLanguage('Rot').fingerprintParts).toEqual(inLanguage('Red').fingerprintParts);
      expect([inLanguage('Rot').shipMethod, inLanguage('Red').shipMethod]).toEqual([
        { id: 'custbody_a=7', name: 'Rot' },
        { id: 'custbody_a=7', name: 'Red' },
      ]);
    });
  });

  describe('several values', () => {
    const texts = (...values: unknown[]): Rows => ({ line: values.map((custcol_a) => ({ custcol_a })) });

    it('are their different texts', () => {
      const rows = texts('red', 'blue', '', 'red', { value: ['1', '2'], text: ['red', 'green'] });

      const { fields, fingerprintParts } = evaluate('title = line.custcol_a', rows);

      expect(fields).toEqual({ title: 'red, blue, green' });
      expect(fingerprintParts).toEqual({ title: 'red\nblue\nline.custcol_a=1\nline.custcol_a=2' });
    });

    it('are cut behind a whole one', () => {
      const { customFields, notes } = evaluate(
        'custom_fields.a = line.custcol_a',
        texts('a'.repeat(500), 'b'.repeat(10), 'c'),
      );

      expect(customFields).toEqual({ a: `${'a'.repeat(500)}, ${'b'.repeat(10)}` });
      expect(notes).toEqual(['custom_fields.a is cut to 512 characters.']);
    });

    it('are cut within the first when it alone is too long, between two characters', () => {
      const { fields, notes } = evaluate('note = line.custcol_a', texts(`${'a'.repeat(511)}😀`, 'b'));

      expect(fields).toEqual({ note: 'a'.repeat(511) });
      expect(notes).toEqual(['note is cut to 512 characters.']);
    });

    it('are a code when they agree on it', () => {
      expect(evaluate('origin_country_region = line.custcol_a', texts('US', 'usa')).fields).toEqual({
        origin_country_region: 'USA',
      });
      expect(evaluate('origin_country_region = line.custcol_a', texts('US', 'CA')).fields).toEqual({});
      expect(evaluate('origin_country_region = line.custcol_a', texts('US', 'Mars')).fields).toEqual({});
    });

    it('are the latest of the dates among them', () => {
      const { fields } = evaluate(
        'tracking_ship_date = line.custcol_a',
        texts('soon', '2026-12-09', '2026-12-10', '2026-12-04'),
      );

      expect(fields).toEqual({ tracking_ship_date: '2026-12-10' });
    });

    it('keep numbers as they are typed, each on a line', () => {
      const rows = { package: [{ packagedescr: 'a 1,  b 2' }, { packagedescr: 'c 3' }, { packagedescr: 'c 3' }] };

      expect(evaluate('tracking_number = package.packagedescr', rows).numbers?.text).toBe('a 1,  b 2\nc 3');
    });
  });

  describe('tags', () => {
    it('add up, a tag for each value', () => {
      const text =
        'shipment_tags = "all"\nshipment_tags = custbody_a, "none"\n[subsidiary 7]\nshipment_tags = "beta"\nshipment_tags = "all"';

      const { tags, fingerprintParts } = evaluate(text, {
        fulfillment: [{ custbody_a: { value: ['1', '2'], text: ['red', 'blue'] } }],
      });

      expect(tags).toEqual(['all', 'red', 'blue', 'beta']);
      expect(fingerprintParts).toEqual({});
    });

    it('are cut to what AfterShip takes', () => {
      const many = Array.from({ length: 51 }, (_, at) => ({ custcol_a: `${at} ${'t'.repeat(40)}` }));

      const { tags, notes } = evaluate('shipment_tags = line.custcol_a', { line: many });

      expect(tags).toHaveLength(50);
      expect(tags[0]).toBe(`0 ${'t'.repeat(30)}`);
      expect(notes).toEqual([
        'shipment_tags is cut to 32 characters.',
        "Only the first 50 of 51 tags are sent, AfterShip's limit.",
      ]);
    });
  });

  it('sends as many custom fields as AfterShip takes', () => {
    const pairs = (letter: string) =>
      Array.from({ length: 20 }, (_, at) => `custom_fields.${letter}${at} = "x"`).join('\n');

    const { customFields, fingerprintParts, notes } = evaluate(`${pairs('a')}\n[subsidiary 7]\n${pairs('b')}`);

    expect(Object.keys(customFields)).toHaveLength(25);
    expect(fingerprintParts).toEqual({ custom_fields: customFields });
    expect(notes).toEqual(["Only the first 25 of 40 custom fields are sent, AfterShip's limit."]);
  });

  it("leaves the origin's address out beside the id of one of AfterShip's locations", () => {
    const { fields, fingerprintParts } = evaluate('origin_city = "Kiel"\nlocation_id = "loc1"');

    expect(Object.entries(fields).sort()).toEqual([
      ['location_id', 'loc1'],
      ['origin_city', undefined],
      ['origin_country_region', undefined],
      ['origin_postal_code', undefined],
      ['origin_state', undefined],
    ]);
    expect(fingerprintParts).toEqual({ location_id: 'loc1' });
  });

  it("gives the carrier's account, which no update takes and no fingerprint has", () => {
    expect(evaluate('courier_connection_id = "abc"')).toEqual({ ...NOTHING, courierConnectionId: 'abc' });
  });

  it('takes any name of a custom field, and any id of a field', () => {
    const { customFields } = evaluate('custom_fields.__proto__ = constructor\ncustom_fields.constructor = "x"', {
      fulfillment: [{ memo: 'x' }],
    });

    expect(customFields).toEqual({ constructor: 'x' });
    const { customFields: named } = evaluate('custom_fields.__proto__ = "x"');
    expect(JSON.stringify(named)).toBe('{"__proto__":"x"}');
  });
});
