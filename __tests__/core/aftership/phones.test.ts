import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import {
  getCountries,
  getExampleNumber,
  type CountryCode,
  type Examples,
  type PhoneNumber,
} from 'libphonenumber-js/max';

import { toE164 } from '../../../src/TypeScript/aftership/core/aftership/phones';

describe("the library's mobile number of every country", () => {
  const examples = JSON.parse(
    readFileSync(require.resolve('libphonenumber-js/examples.mobile.json'), 'utf8'),
  ) as Examples;
  const phones = getCountries().flatMap((country) => getExampleNumber(country, examples) ?? []);
  const countryOf = (phone: PhoneNumber): CountryCode => phone.country ?? 'US';
  const national = (phone: PhoneNumber) => phone.formatNational();
  const withoutBrackets = (phone: PhoneNumber) => national(phone).replace(/[()]/g, '');
  const international = (phone: PhoneNumber) => phone.formatInternational();

  type Write = (phone: PhoneNumber) => string;
  type Result = Record<'right' | 'left out' | 'wrong', readonly string[]>;
  const readAs = (write: Write): Result => {
    const readings = phones.map((phone) => {
      const reading = toE164(write(phone), countryOf(phone));
      const what = 'gap' in reading ? 'left out' : reading.number === phone.number ? 'right' : 'wrong';
      return { what, country: countryOf(phone) };
    });
    const countries = (wanted: string) => readings.filter(({ what }) => what === wanted).map(({ country }) => country);
    return { right: countries('right'), 'left out': countries('left out'), wrong: countries('wrong') };
  };

  /** Digits that count up (Ivory Coast, Japan, Malaysia, Tuvalu), or fewer than eight with the country code. */
  const ALWAYS = ['CI', 'JP', 'MY', 'TA', 'TK', 'TV'];

  it('is there for 245 countries and regions', () => {
    expect(phones).toHaveLength(245);
  });

  it.each<[form: string, write: Write, alsoLeftOut?: readonly string[]]>([
    ['as it is written at home', national],
    ['at home with hyphens', (phone) => national(phone).replace(/ /g, '-')],
    ['at home with dots', (phone) => national(phone).replace(/[ -]/g, '.')],
    ['at home as digits alone', (phone) => national(phone).replace(/\D/g, '')],
    ['at home with the area in brackets', (phone) => withoutBrackets(phone).replace(/^\d+/, '($&)')],
    ['at home with a slash', (phone) => withoutBrackets(phone).replace(/[ -]/, '/'), ['JE', 'SB', 'SO']],
    ['at home with an extension', (phone) => `${national(phone)} ext. 12`],
    ['at home with a label', (phone) => `Mobil: ${national(phone)}`],
    ['at home twice', (phone) => `${national(phone)} / ${national(phone)}`],
    ['as it is written abroad', international],
    ['abroad with hyphens', (phone) => international(phone).replace(/ /g, '-')],
    ['abroad with the code in brackets', (phone) => international(phone).replace(/^\+\d+/, '($&)')],
    ['in E.164', (phone) => phone.number],
    ['as a link', (phone) => phone.getURI()],
    ['with 00', (phone) => international(phone).replace('+', '00 '), ['CO']],
    ['with a zero in brackets', (phone) => international(phone).replace(/^\+\d+/, '$& (0)'), ['IT', 'VA']],
    ['with code and national prefix', (phone) => `+${phone.countryCallingCode} ${national(phone)}`],
    ['with the code without a plus', (phone) => phone.number.slice(1), ['DE', 'ID', 'XK']],
  ])('is right or left out %s, and never wrong', (_form, write, alsoLeftOut = []) => {
    const result = readAs(write);

    expect(result.wrong).toEqual([]);
    expect([...result['left out']].sort()).toEqual([...ALWAYS, ...alsoLeftOut].sort());
    expect(result.right).toHaveLength(245 - ALWAYS.length - alsoLeftOut.length);
  });

  it('is right or left out without its national prefix, and never wrong', () => {
    const result = readAs((phone) => phone.nationalNumber);

    expect(result.wrong).toEqual([]);
    expect(result.right).toHaveLength(142);
    expect(result['left out']).toEqual(expect.arrayContaining(['AU', 'DE', 'FR', 'GB', 'ZA']));
  });

  it.each(['USA', 'DEU', 'ITA', 'CHN', 'AUS', null])('is the same for a parcel to %s when it has its code', (to) => {
    const others = phones.filter((phone) => {
      const reading = toE164(international(phone), to);
      return 'number' in reading && reading.number !== phone.number;
    });
    const missing = phones.filter((phone) => 'gap' in toE164(international(phone), to)).map(countryOf);

    expect(others).toEqual([]);
    expect([...missing].sort()).toEqual(ALWAYS);
  });
});

describe('a phone number', () => {
  it.each([
    // Numbers that regulators keep free for films and books.
    ['030 23125 014', 'DE', '+493023125014'],
    ['(0)30 / 23125-014', 'DEU', '+493023125014'],
    ['020 7946 0958', 'GB', '+442079460958'],
    ['(02) 5550 4321', 'AU', '+61255504321'],
    ['01 99 00 12 34', 'FR', '+33199001234'],
    ['541.555.0123', 'US', '+15415550123'],
    ['1-541-555-0123', 'CA', '+15415550123'],
    ['5415550123.0', 'US', '+15415550123'],
    ['５４１−５５５−０１２３', 'US', '+15415550123'],
    ['\u202a+1 541 555 0123\u202c', 'GB', '+15415550123'],
    // The prefix of the destination's country, or 00.
    ['011 44 20 7946 0958', 'US', '+442079460958'],
    ['0011 44 20 7946 0958', 'AU', '+442079460958'],
    ['010 44 20 7946 0958', 'JP', '+442079460958'],
    ['8 10 44 20 7946 0958', 'RU', '+442079460958'],
    ['00 44 (0) 20 7946 0958', 'US', '+442079460958'],
    // The national prefix belongs at home only; in Italy the zero is of the number.
    ['+44 (0)20 7946 0958', 'US', '+442079460958'],
    ['+44 020 7946 0958', 'US', '+442079460958'],
    ['+39 (0)6 5550 1842', 'US', '+390655501842'],
    ['06 5550 1842', 'IT', '+390655501842'],
    ['+36 (06) 20 555 1842', 'HU', '+36205551842'],
    ['+7 (8) 912 555-18-42', 'RU', '+79125551842'],
    ['8 912 555-18-42', 'RU', '+79125551842'],
    ['49 (0)30 23125014', 'DE', '+493023125014'],
    // Written at home with what no number abroad has.
    ['011 15-2345-6781', 'AR', '+5491123456781'],
    ['0 15 11 96123-4567', 'BR', '+5511961234567'],
    // An area with one code.
    ['461-2849', 'AG', '+12684612849'],
    // Extensions, and what else is in the field.
    ['541 555 0123 x4', 'US', '+15415550123'],
    ['541 555 0123ext.45', 'US', '+15415550123'],
    ['541 555 0123, ext 45', 'US', '+15415550123'],
    ['541 555 0123 #45', 'US', '+15415550123'],
    ['030 23125014 Durchwahl 5', 'DE', '+493023125014'],
    ['tel:+49-30-23125014', 'DE', '+493023125014'],
    ['Tel. (030) 23125014 (home)', 'DE', '+493023125014'],
    // Several: the first that is one.
    ['030 23125014 / 0171 5551842', 'DE', '+493023125014'],
    ['030 12 / 0171 5551842', 'DE', '+491715551842'],
    ['030 23125014 oder 0171 5551842', 'DE', '+493023125014'],
    ['0171/5551842; 030/23125014', 'DE', '+491715551842'],
    ['030 23125014 +49 171 5551842', 'DE', '+493023125014'],
    ['n/a, +44 20 7946 0958', 'DE', '+442079460958'],
    ['Tel 030 23125014, Fax 030 23125015', 'DE', '+493023125014'],
    ['541-555-0123/541-555-0124', 'US', '+15415550123'],
    // Countries that share a code.
    ['07797 712345', 'GB', '+447797712345'],
    ['541 555 0123', 'JM', '+15415550123'],
    ['044 123 456', 'XK', '+38344123456'],
    ['+870 773 111 632', 'US', '+870773111632'],
  ])('"%s" to %s is %s', (text, country, number) => {
    expect(toE164(text, country)).toEqual({ number });
  });

  it.each([
    ['', 'US', 'none'],
    ['n/a', 'US', 'none'],
    ['call me', 'US', 'none'],
    ['1-800-FLOWERS', 'US', 'letters'],
    ['4.91711E+11', 'DE', 'letters'],
    ['Fax 030 23125014', 'DE', 'letters'],
    ['541 555 0123 *', 'US', 'letters'],
    ['555-0123', 'US', 'too short'],
    ['342-5678', 'CA', 'too short'],
    ['030 123', 'DE', 'too short'],
    ['+1 541', 'US', 'too short'],
    ['+1 541 555 0123 456 789', 'US', 'too long'],
    ['541 555 0123 4567', 'US', 'too long'],
    ['020 7946 0958', 'US', 'too long'],
    ['5415550123', 'GB', 'no prefix'],
    ['5415550123', 'DE', 'no prefix'],
    ['7911 555184', 'GB', 'no prefix'],
    ['0415550123', 'US', 'not given out'],
    ['+44 000 794 6095', 'US', 'not given out'],
    ['541 555 0123', 'NO', 'too long'],
    ['020 7946 0958', null, 'no country'],
    ['020 7946 0958', 'AQ', 'no country'],
    ['020 7946 0958', '-', 'no country'],
    ['020 7946 0958', 'England', 'no country'],
    ['+0 541 555 0123', 'US', 'unknown code'],
    ['+999 541 555 0123', 'US', 'unknown code'],
    ['00 999 541 555 0123', 'US', 'unknown code'],
    // Calling code and number, or a number without its leading zero.
    ['4915123456781', 'DE', 'ambiguous'],
    // Area code and number, or two numbers.
    ['0471/812345', 'IT', 'ambiguous'],
    ['0471,812345', 'IT', 'ambiguous'],
    ['+39 (0) 333 555 1842', 'IT', 'ambiguous'],
    ['0057 321 555 1842', 'CO', 'ambiguous'],
    ['0000000000', 'US', 'filler'],
    ['5555555555', 'US', 'filler'],
    ['9999999999', 'IN', 'filler'],
    ['0123456789', 'FR', 'filler'],
    ['9876543210', 'IN', 'filler'],
    ['+91 9876543210', 'US', 'filler'],
  ])('"%s" to %s is none: %s', (text, country, gap) => {
    expect(toE164(text, country)).toEqual({ gap });
  });

  it('is E.164 whatever is typed', () => {
    const typed = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom(...'0123456789+()/-,. x') }),
      fc.stringMatching(/^[0+]{0,2}\d{6,13}$/),
    );
    fc.assert(
      fc.property(typed, fc.constantFrom('US', 'DE', 'IT', 'AR', 'BR', 'JE', 'KR', null), (text, country) => {
        const reading = toE164(text, country);

        if ('number' in reading) expect(reading.number).toMatch(/^\+[1-9]\d{7,14}$/);
      }),
    );
  });
});
