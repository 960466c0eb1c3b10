import { parseFieldMapping, sourcesOf, writtenSource } from '../../../src/TypeScript/aftership/core/fields/mapping';
import { describeFieldProblem } from '../../../src/TypeScript/aftership/core/fields/problems';
import { writtenTarget } from '../../../src/TypeScript/aftership/core/fields/targets';

const linesOf = (text: string) =>
  parseFieldMapping(text).lines.map(({ line, section, target, sources }) => [
    line,
    section === null ? null : `${section.kind} ${section.name}`,
    writtenTarget(target),
    sources.map(writtenSource).join(' | '),
  ]);

const DAY_ONE = `
tracking_number              = custbody_3pl_tracking
carrier                      = custbody_3pl_carrier
order_number                 = order.custbody_shop_order_number, order.tranid
order_promised_delivery_date = line.expectedshipdate
custom_fields.brand          = "Acme"
[subsidiary 7]
custom_fields.brand          = "Beta"
`;

describe('the field mapping', () => {
  it('has a line for each target', () => {
    expect(parseFieldMapping(DAY_ONE).problems).toEqual([]);
    expect(linesOf(DAY_ONE)).toEqual([
      [2, null, 'tracking_number', 'custbody_3pl_tracking'],
      [3, null, 'carrier', 'custbody_3pl_carrier'],
      [4, null, 'order_number', 'order.custbody_shop_order_number | order.tranid'],
      [5, null, 'order_promised_delivery_date', 'line.expectedshipdate'],
      [6, null, 'custom_fields.brand', '"Acme"'],
      [8, 'subsidiary 7', 'custom_fields.brand', '"Beta"'],
    ]);
  });

  it('is as people write it', () => {
    const text = [
      '  # our shop',
      'Title=memo # the clerk, "as typed"',
      'NOTE = "Box #2, a = b" # not, this',
      'Custom_Fields . Ship To Store = custbody_a , , package.packagedescr,',
      'pickup_note = “By hand”',
      'shipping_method = ""',
      'language = "de_DE"',
      '[Method: UPS #2 [US]] # the van',
      'shipment_tags = "x"',
      'shipment_tags = "y"',
      '[ LOCATION   12 ]',
    ].join('\r\n');

    const { problems, sections } = parseFieldMapping(text);

    expect(problems).toEqual([]);
    expect(linesOf(text)).toEqual([
      [2, null, 'title', 'memo'],
      [3, null, 'note', '"Box #2, a = b"'],
      [4, null, 'custom_fields.Ship To Store', 'custbody_a | package.packagedescr'],
      [5, null, 'pickup_note', '"By hand"'],
      [6, null, 'shipping_method', '""'],
      [7, null, 'language', '"de_DE"'],
      [9, 'method UPS #2 [US]', 'shipment_tags', '"x"'],
      [10, 'method UPS #2 [US]', 'shipment_tags', '"y"'],
    ]);
    expect(sections).toEqual([
      { line: 8, kind: 'method', name: 'UPS #2 [US]' },
      { line: 11, kind: 'location', name: '12' },
    ]);
  });

  it('says which fields are to be read', () => {
    const text = `${DAY_ONE}\ntitle = order.tranid, tranid, package.packagedescr\nnote = line.itemname, order.memo`;

    expect(sourcesOf(parseFieldMapping(text))).toEqual({
      fulfillment: ['custbody_3pl_tracking', 'custbody_3pl_carrier', 'tranid'],
      order: ['custbody_shop_order_number', 'tranid', 'memo'],
      package: ['packagedescr'],
      line: ['expectedshipdate', 'itemname'],
    });
  });

  it.each([
    ['order_number custbody_a', 'no_equals', /"order_number custbody_a" has no equals sign/],
    ['= custbody_a', 'no_target', /Write one of AfterShip's fields, such as order_number/],
    ['title =', 'no_source', /nothing says where title comes from/],
    ['title = , # later', 'no_source', /title/],
    [
      'Order Number = tranid',
      'unknown_target',
      /"Order Number" is no field that AfterShip takes\. Write order_number\.$/,
    ],
    ['order.number = tranid', 'unknown_target', /Write order_number\.$/],
    ['weight = custbody_a', 'unknown_target', /Write one of title, note, .*, ship_method, custom_fields\.NAME\.$/],
    ['constructor = custbody_a', 'unknown_target', /"constructor"/],
    ['Slug = custbody_a', 'not_mapped', /does not set slug: the carrier is chosen .* write "carrier = …"/],
    ['customers = email', 'not_mapped', /the connection says which contacts are sent/],
    ['id = tranid', 'not_mapped', /it is our own/],
    ['shipment_direction = "return"', 'not_mapped', /always sent forward/],
    ['custom_fields = "x"', 'unknown_target', /custom_fields\.NAME/],
    ['custom_fields. = "x"', 'custom_name', /needs a name of 1 to 30 characters/],
    [`custom_fields.${'n'.repeat(31)} = "x"`, 'custom_name', /1 to 30/],
    ['title = Acme', 'not_a_source', /"Acme" is neither a field nor a constant\. Write the id .* in double quotes/],
    ["title = 'Acme'", 'not_a_source', /'Acme'/],
    ['title = acme inc', 'not_a_source', /acme inc/],
    ['title = "Acme" inc', 'not_a_source', /inc/],
    ['title = custbody_a#1', 'not_a_source', /#1/],
    ['title = 7eleven', 'not_a_source', /7eleven/],
    [
      'title = customer.companyname',
      'unknown_place',
      /"customer" is no place .* "companyname" for a field of the ful.* order\.companyname/,
    ],
    ['title = fulfillment.tranid', 'unknown_place', /Write "tranid" for a field of the fulfillment/],
    ['title = "Acme', 'open_quote', /the constant "Acme does not end/],
    ['title = "A", "Acme', 'open_quote', /the constant "Acme does/],
    ['title = "Acme", tranid', 'after_constant', /tranid never counts behind the constant "Acme"/],
    ['title = "", tranid', 'after_constant', /tranid never/],
    ['language = "German"', 'bad_constant', /language does not take "German"\. Write one ISO 639-1/],
    ['origin_country_region = "Germany"', 'bad_constant', /ISO 3166-1/],
    ['destination_postal_code = "12345678901"', 'bad_constant', /postal code of up to 10/],
    ['order_date = "tomorrow"', 'bad_constant', /Write a date, such as 2026-12-24\./],
    ['order_id_path = "shop/1"', 'bad_constant', /https:\/\//],
    ['delivery_type = "drone"', 'bad_constant', /one of door_to_door, pickup_at_courier, pickup_at_store/],
    ['tracking_key = "a b"', 'bad_constant', /key of up to 512/],
    ['tracking_account_number = "a-b"', 'bad_constant', /letters and digits/],
    [`shipment_tags = "${'t'.repeat(33)}"`, 'bad_constant', /Write a text of up to 32 characters\./],
    [`custom_fields.a = "${'t'.repeat(513)}"`, 'bad_constant', /up to 512 characters/],
    [
      'custom_fields.mail = order.email',
      'personal',
      /order\.email holds personal data, which must not be sent in custom_fields\.mail/,
    ],
    ['title = order.tranid, entity', 'personal', /entity holds personal data/],
    ['note = shipaddress', 'personal', /note/],
    ['shipment_tags = shipcompany', 'personal', /shipment_tags/],
    ['destination_city = shipaddress', 'personal', /destination_city/],
    ['custom_fields.town = city', 'personal', /city/],
    ['title = shipphone', 'personal', /shipphone/],
    ['TITLE = memo', 'repeated', /line 1 of the same section sets title to something else, and counts/],
    ['custom_fields.Brand = "Beta"', 'repeated', /line 2 of the same section sets custom_fields\.Brand/],
    ['[department 3]', 'not_a_section', /Write \[subsidiary …\], \[location …\] or \[method …\]/],
    ['[subsidiary 7', 'not_a_section', /\[subsidiary 7/],
    ['[subsidiary7]', 'not_a_section', /\[subsidiary7\]/],
    ['[]', 'not_a_section', /\[\]/],
    ['[method]', 'no_section_name', /which method it is for\. Write its internal id or name, such as \[method 7\]/],
  ])('says of "%s" that it is %s, and keeps the others', (bad, code, sentence) => {
    const { lines, problems } = parseFieldMapping(`title = tranid\ncustom_fields.brand = "Acme"\n${bad}`);

    expect(problems.map((problem) => [problem.line, problem.code])).toEqual([[3, code]]);
    expect(problems.map(describeFieldProblem).join()).toMatch(/^Line 3 of the field mapping: /);
    expect(problems.map(describeFieldProblem).join()).toMatch(sentence);
    expect(problems.map(describeFieldProblem).join()).not.toMatch(/[{}]/);
    expect(lines.map(({ line }) => line)).toEqual([1, 2]);
  });

  it('takes parts of an address where AfterShip has fields for them', () => {
    const text = 'destination_city = city\norigin_postal_code = order.zip\ndestination_country_region = shipcountry';

    expect(parseFieldMapping(text).problems).toEqual([]);
  });

  it('does not count lines under a section that says not what it is for, until the next one', () => {
    const { lines, problems } = parseFieldMapping('[ship Van]\ntitle = memo\nnonsense\n[method Van]\ntitle = tranid');

    expect(problems.map(({ line, code }) => [line, code])).toEqual([
      [1, 'not_a_section'],
      [2, 'under_bad_section'],
      [3, 'under_bad_section'],
    ]);
    expect(problems.slice(1).map(describeFieldProblem)[0]).toBe(
      'Line 2 of the field mapping: it does not count, because line 1 above it does not say what it is for. Correct that line.',
    );
    expect(lines.map(({ line }) => line)).toEqual([5]);
  });

  it('finds a contradiction in a section that goes on further down', () => {
    const text = '[location 1]\ntitle = memo\n[location 2]\ntitle = tranid\n[Location  1]\ntitle = tranid';

    expect(parseFieldMapping(text).problems).toEqual([
      { line: 6, code: 'repeated', params: { target: 'title', first: '2' } },
    ]);
  });

  it('has no complaint about a line that repeats an earlier one', () => {
    expect(parseFieldMapping('title = tranid, "x"\nTITLE = tranid,"x"').problems).toEqual([]);
  });

  it('takes as many custom fields as AfterShip above all sections', () => {
    const general = Array.from({ length: 26 }, (_, at) => `custom_fields.n${at} = "x"`).join('\n');

    const { problems } = parseFieldMapping(`${general}\n[subsidiary 7]\ncustom_fields.other = "x"`);

    expect(problems).toEqual([
      { line: 26, code: 'too_many_custom_fields', params: { target: 'custom_fields.n25', most: '25' } },
    ]);
    expect(problems.map(describeFieldProblem).join()).toMatch(/AfterShip takes 25/);
  });
});
