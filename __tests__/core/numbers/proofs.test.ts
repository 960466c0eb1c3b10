import {
  allowedSlugs,
  couldBe,
  formsOf,
  mistypedForm,
  numberKey,
} from '../../../src/TypeScript/aftership/core/numbers/proofs';

function allowed(number: string): readonly string[] | null {
  const slugs = allowedSlugs(number);
  return slugs === null ? null : [...slugs];
}

describe('the carriers that a number allows', () => {
  it.each([
    ['1Z410E7W0392751591', ['ups', 'ups-api']],
    ['9405803699300124287899', ['usps', 'usps-api', 'usps-webhook', 'usps-iv-api']],
    ['799531274483', ['fedex', 'fedex-api']],
    ['D10011354453707', ['ontrac', 'ontrac-api']],
    ['RB123456785US', ['usps', 'usps-api', 'usps-webhook', 'usps-iv-api']],
    // A country without an operator in AfterShip's list: none, and not any.
    ['RB123456785CV', []],
    // A carrier that AfterShip does not list under a slug that the facts have.
    ['GFUS01011884214464', []],
    // No form that we know says nothing.
    ['400123456', null],
    ['AB-1234567-C', null],
    // GS1's numbers are everybody's.
    ['000123450000000027', null],
  ])('%s: %j', (number, expected) => {
    expect(allowed(number)).toEqual(expected);
  });

  it('are all those that hand parcels to USPS, for a number of its last mile', () => {
    expect(allowed('92748931507708513018050063')).toEqual(
      expect.arrayContaining(['usps', 'ups-mi', 'fedex', 'dhl-global-mail', 'osm-worldwide']),
    );
    expect(allowed('92748931507708513018050063')).not.toContain('ups');
  });

  it('are several for bare digits whose check digits fit several', () => {
    expect(formsOf('444413758703').map(({ id }) => id)).toContain('japan');
    expect(allowed('444413758703')).toEqual(expect.arrayContaining(['taqbin-jp', 'sagawa', 'japan-post']));
  });

  it('take any spelling', () => {
    expect(allowed(' 1z 410-e7w 03 9275 1591 ')).toEqual(['ups', 'ups-api']);
  });
});

describe('whether a carrier may have given a number', () => {
  it.each([
    ['1Z410E7W0392751591', 'ups', true],
    ['1Z410E7W0392751591', 'fedex', false],
    ['1Z410E7W0392751591', 'estes', false],
    ['799531274483', 'fedex', true],
    ['799531274483', 'ups', false],
    // Twelve digits may be those of a carrier whose numbers nobody has published.
    ['799531274483', 'estes', true],
    ['400123456', 'fedex-freight', true],
    ['400123456', 'fedex', false],
    ['1058233044', 'ups-freight', true],
    ['92748931507708513018050063', 'ups-mi', true],
    ['92748931507708513018050063', 'ups', false],
    ['000123450000000027', 'fedex', true],
    ['000123450000000027', 'dachser', true],
    ['000123450000000027', 'ups', false],
    ['LX17635036', 'usps', false],
  ])('%s of %s: %s', (number, slug, expected) => {
    expect(couldBe(number, slug)).toBe(expected);
  });
});

describe('two spellings of one number', () => {
  it.each([
    ['1z410e7w0392751591', '1Z 410 E7W 03 9275 1591'],
    ['7995-3127-4483', '799531274483'],
    // With and without the check character, and out of the label's barcode.
    ['09980000020033F', '008182709980000020033350276C'],
    // The ground barcode of FedEx, and the fifteen digits in it.
    ['9611020987654312345672', '987654312345672'],
    ['1LS7119013618127-1', '1LS71190136181271'],
    ['AB-1234567', 'ab1234567'],
  ])('%s and %s have one key', (one, other) => {
    expect(numberKey(one)).toBe(numberKey(other));
  });

  it('are none when a digit differs', () => {
    expect(numberKey('1Z410E7W0392751591')).not.toBe(numberKey('1Z8V92A70367203024'));
    expect(numberKey('12345678901')).not.toBe(numberKey('12345678902'));
  });
});

describe('a mistyped number', () => {
  it.each([
    ['1Z410E7W0392751592', 'ups-1z'],
    ['9405803699300124287898', 'usps-94'],
    ['RB123456784GB', 's10-gb'],
    ['C11031500001889', 'ontrac-c'],
    // Bare digits are not mistyped: they can be another carrier's.
    ['799531274484', null],
    ['1234567890', null],
  ])('%s looks like %s', (number, form) => {
    expect(mistypedForm(number)?.id ?? null).toBe(form);
  });
});
