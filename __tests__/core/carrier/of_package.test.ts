import {
  carrierOf,
  isSaidByPerson,
  whatDisagreed,
  whyChosen,
} from '../../../src/TypeScript/aftership/core/carrier/of_package';
import { parseCarrierMapping } from '../../../src/TypeScript/aftership/core/carrier/mapping';
import { aPackage } from '../../fixtures';

const UPS = '1Z5R89390357567127';

function choice(number: string, { method = '', field = '', mapping = '', ...changes }: Record<string, string> = {}) {
  const pkg = aPackage(number, changes);
  const fields = {
    shipMethod: method === '' ? null : { id: '77', name: method },
    carrier: field === '' ? null : { id: 'custbody_carrier=5', name: field },
  };
  return carrierOf(pkg, fields, parseCarrierMapping(mapping));
}

describe('the carrier of a package', () => {
  it.each([
    [
      choice(UPS, { method: 'UPS Ground' }),
      'ups',
      'The ship method "UPS Ground" and the form of the number name ups.',
      null,
    ],
    [choice(UPS), 'ups', 'The form of the number names ups.', null],
    [
      choice('ABC-1234', { field: 'Royal Mail' }),
      'royal-mail',
      'The field mapping\'s carrier "Royal Mail" names royal-mail.',
      null,
    ],
    [
      choice('ABC-1234', { field: 'Hausbote', mapping: 'field: Hausbote = gls' }),
      'gls',
      'Line 1 of the carrier mapping (Hausbote) names gls.',
      null,
    ],
    [
      choice('ABC-1234', { field: 'Hausbote', mapping: 'custbody_carrier=5 = gls' }),
      'gls',
      'Line 1 of the carrier mapping (custbody_carrier=5) names gls.',
      null,
    ],
    [
      choice(UPS, { method: 'DHL Express', mapping: 'DHL Express = dhl' }),
      'ups',
      'The form of the number names ups.',
      'The carrier is ups, although line 1 of the carrier mapping (DHL Express) names another carrier.',
    ],
    [
      choice('ABC-12345', { method: 'Best Way', mapping: 'Best Way = detect' }),
      null,
      'Line 1 of the carrier mapping (Best Way) leaves the carrier to AfterShip.',
      null,
    ],
    [
      choice('ABC-12345', { method: 'UPS Ground' }),
      null,
      'The ship method "UPS Ground" does not fit the number: AfterShip detects the carrier.',
      'The ship method "UPS Ground" does not fit the number: AfterShip detects the carrier.',
    ],
    [choice('ABC-12345'), null, 'Nothing names the carrier: AfterShip detects it.', null],
    [
      choice('10123456789', { typedSlug: 'gls' }),
      'gls',
      'The slug "gls" beside the number and the form of the number name gls.',
      null,
    ],
  ])('%# is told with what speaks for it and against it', (made, slug, why, against) => {
    expect(made.slug).toBe(slug);
    expect(whyChosen(made)).toBe(why);
    expect(whatDisagreed(made)).toBe(against);
  });

  it('is said by a person where the mapping or the number’s field says so, and not by a name', () => {
    expect(isSaidByPerson(choice(UPS, { method: 'UPS Ground', mapping: 'UPS Ground = ups' }))).toBe(true);
    expect(isSaidByPerson(choice('10123456789', { typedSlug: 'gls' }))).toBe(true);
    expect(isSaidByPerson(choice(UPS, { method: 'UPS Ground' }))).toBe(false);
    expect(isSaidByPerson(choice(UPS, { method: 'DHL', mapping: 'DHL = dhl' }))).toBe(false);
  });
});
