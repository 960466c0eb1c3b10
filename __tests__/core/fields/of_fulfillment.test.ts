import { parseFieldMapping } from '../../../src/TypeScript/aftership/core/fields/mapping';
import {
  fieldsOf,
  fieldsOfPackage,
  mayFitByOtherName,
  shownFieldsOf,
} from '../../../src/TypeScript/aftership/core/fields/of_fulfillment';
import { valueOfText, type FieldReading } from '../../../src/TypeScript/aftership/core/fields/values';
import { aFulfillment, UPS_NUMBER, USPS_NUMBER } from '../../fixtures';

const described = (text: string) => new Map([['packagedescr', [valueOfText(text)]]]);

const READ: FieldReading = {
  values: { fulfillment: [], order: [], package: [described('Box 1'), described('Box 2')], line: [] },
  subsidiary: { id: '7', name: 'Beta' },
  absent: [],
};

const FULFILLMENT = aFulfillment([UPS_NUMBER, USPS_NUMBER], {
  fieldReading: READ,
  locations: [
    { id: '2', name: 'Bremen' },
    { id: '3', name: 'Hamburg' },
  ],
});

const MAPPING = parseFieldMapping(
  ['custom_fields.box = package.packagedescr', 'note = ""', '[method UPS Ground]', 'title = "Ground"'].join('\n'),
);

describe('what the field mapping says', () => {
  it('of a fulfillment is said of all its package lines, of a package of its own', () => {
    expect(fieldsOf(FULFILLMENT, MAPPING).customFields).toEqual({ box: 'Box 1, Box 2' });
    expect(fieldsOfPackage(FULFILLMENT, MAPPING, [1]).customFields).toEqual({ box: 'Box 2' });
    expect(fieldsOfPackage(FULFILLMENT, MAPPING, []).customFields).toEqual({});
  });

  it.each(['subsidiary Beta', 'location 3', 'location Bremen', 'method 7'])('counts for [%s]', (section) => {
    expect(fieldsOf(FULFILLMENT, parseFieldMapping(`[${section}]\ntitle = "a"`)).fields.title).toBe('a');
  });

  it('is shown by its lines, what is left out too', () => {
    expect(shownFieldsOf(FULFILLMENT, MAPPING)).toEqual([
      { line: 1, target: 'custom_fields.box', text: 'Box 1, Box 2' },
      { line: 2, target: 'note', text: '' },
      { line: 4, target: 'title', text: 'Ground' },
    ]);
  });
});

describe('a ship method that a section may name in another language', () => {
  it.each([
    ['[method Van]\ntitle = "a"', true],
    ['[method ups  ground]\ntitle = "a"', false],
    ['[method 8]\ntitle = "a"', false],
    ['[location Kiel]\ntitle = "a"', false],
    ['title = "a"', false],
  ])('%j: %s', (text, expected) => {
    expect(mayFitByOtherName(parseFieldMapping(text), FULFILLMENT.shipMethod)).toBe(expected);
    expect(mayFitByOtherName(parseFieldMapping(text), null)).toBe(false);
  });
});
