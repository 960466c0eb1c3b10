import { chooseCarrier, type CarrierChoice } from '../../../src/TypeScript/aftership/core/carrier/choose';
import { evidenceOf, type NumberForm } from '../../../src/TypeScript/aftership/core/carrier/evidence';
import { parseCarrierMapping } from '../../../src/TypeScript/aftership/core/carrier/mapping';
import { formOf } from './numbers';

const UPS = formOf('1Z5R89390357567127', 'ups ups-api', true);
const USPS = formOf('9400111206206406260787', 'usps usps-api usps-iv-api', true);
const USPS_20 = formOf('03071790000523483741', 'usps usps-api usps-iv-api');
const LAST_MILE = formOf('92748963438592543475924253', 'usps ups-mi fedex dhl-global-mail ontrac', true);
const FEDEX = formOf('986578788855', 'fedex fedex-api');
const DHL = formOf('3318810025', 'dhl dhl-api dhl-pieceid');
const FEDEX_OR_PUROLATOR = formOf('287809468872', 'fedex purolator');
const SSCC = { ...formOf('000123450000000027', null), isProved: true };
const UNKNOWN = formOf('ABC-1234', null);
const TEN_DIGITS = formOf('1058233044', null);

interface Texts {
  readonly list?: string;
  readonly method?: string;
  readonly description?: string;
  readonly typed?: string;
  readonly mapping?: string;
}

function choose(number: NumberForm, { list, method, description, typed, mapping }: Texts): CarrierChoice {
  const texts = {
    typedSlug: typed ?? null,
    list: list ?? 'package',
    method: method === undefined ? null : { id: '77', name: method },
    description: description ?? null,
    field: null,
  };
  return chooseCarrier(evidenceOf(texts, parseCarrierMapping(mapping ?? '')), number);
}

const sources = (evidence: CarrierChoice['because']): string => evidence.map(({ source }) => source).join(' ');

describe('the slug that all evidence allows', () => {
  it.each<[NumberForm, Texts, string]>([
    [FEDEX, { method: 'Fed Ex Ground' }, 'fedex'],
    [FEDEX, { list: 'packagefedex' }, 'fedex'],
    [FEDEX, { description: 'FedEx Home Delivery', method: 'Web Shipping' }, 'fedex'],
    [UPS, { list: 'packageups', method: 'UPS Ground' }, 'ups'],
    [UPS, { method: 'UPS SurePost' }, 'ups'],
    [UNKNOWN, { method: 'Couriers Please' }, 'couriers-please'],
    // A brand of the list's company
    [LAST_MILE, { list: 'packageups', method: 'UPS Mail Innovations' }, 'ups-mi'],
    [TEN_DIGITS, { list: 'packageups', method: 'UPS Freight' }, 'ups-freight'],
    // Of several that a text names
    [FEDEX, { method: 'UPS or FedEx' }, 'fedex'],
    [DHL, { method: 'DHL' }, 'dhl'],
    [USPS_20, { method: 'UPS / USPS' }, 'usps'],
    // A number of USPS that other companies give, too
    [LAST_MILE, { method: 'USPS Ground Advantage' }, 'usps'],
    [LAST_MILE, { method: 'DHL eCommerce' }, 'dhl-global-mail'],
    // The number confirms one of two
    [DHL, { description: 'DHL Express', method: 'UPS Ground' }, 'dhl'],
  ])('%# is named', (number, texts, slug) => {
    expect(choose(number, texts).slug).toBe(slug);
  });

  it.each<[string, NumberForm, Texts]>([
    ['nothing names a carrier', FEDEX, { method: 'Web Shipping' }],
    ['the number is not the named one’s', FEDEX, { method: 'UPS Ground' }],
    ['the number is not the one’s of the list', FEDEX, { list: 'packageups', method: 'UPS Ground' }],
    ['the number has no form of a carrier that has few', UNKNOWN, { method: 'UPS Ground' }],
    ['another carrier’s check digit fits', FEDEX, { method: 'Royal Mail' }],
    ['two texts disagree', UNKNOWN, { method: 'Royal Mail', description: 'Evri' }],
    ['two texts disagree and both may be', FEDEX_OR_PUROLATOR, { method: 'FedEx', description: 'Purolator' }],
    ['several are left', UNKNOWN, { method: 'PostNL' }],
    ['several are left that the form cannot tell apart', FEDEX_OR_PUROLATOR, { method: 'UPS or FedEx' }],
    ['the form is of two that are named', LAST_MILE, { method: 'FedEx SmartPost' }],
    ['the list’s brand is not named', LAST_MILE, { list: 'packageups' }],
    ['a last-mile number does not tell who had the parcel', LAST_MILE, { method: 'OnTrac' }],
    ['the number is the shipper’s own', SSCC, { method: 'Royal Mail' }],
    ['the service has no slug', FEDEX, { method: 'FedEx Custom Critical' }],
    [
      'the service has no slug, and the list is the company’s',
      FEDEX,
      { method: 'FedEx Custom Critical', list: 'packagefedex' },
    ],
  ])('is none where %s', (_why, number, texts) => {
    expect(choose(number, texts).slug).toBeNull();
  });
});

describe('a number that proves its carrier', () => {
  it('names it alone, but not where its form is that of several', () => {
    expect(choose(UPS, {}).slug).toBe('ups');
    expect(choose(LAST_MILE, {}).slug).toBeNull();
    expect(choose(FEDEX, {}).slug).toBeNull();
    expect(choose(SSCC, {}).slug).toBeNull();
  });

  it('beats names and the mapping, which are told as contradicted', () => {
    const choice = choose(UPS, { list: 'packagefedex', method: 'FedEx Ground', mapping: 'FedEx Ground = fedex' });

    expect(choice.slug).toBe('ups');
    expect(sources(choice.because)).toBe('number');
    expect(sources(choice.contradicted)).toBe('list method');
    expect(choice.contradicted[1]?.line?.line).toBe(1);
  });
});

describe('a line of the mapping', () => {
  it('says what a text means: the text is not read for itself', () => {
    expect(choose(UNKNOWN, { method: 'UPS Ground', mapping: 'UPS Ground = couriers-please' }).slug).toBe(
      'couriers-please',
    );
    expect(choose(UNKNOWN, { method: 'Van', mapping: '77 = evergreen' }).slug).toBe('evergreen');
    expect(choose(LAST_MILE, { list: 'packageups', mapping: 'list: packageups = ups-mi' }).slug).toBe('ups-mi');
    expect(choose(UNKNOWN, { description: '1 of 2 by van', mapping: 'description: *van = dpd-uk' }).slug).toBe(
      'dpd-uk',
    );
  });

  it('counts for a number that another carrier’s check digit fits by chance', () => {
    expect(choose(FEDEX, { method: 'Van', mapping: 'Van = royal-mail' }).slug).toBe('royal-mail');
  });

  it('does not count for a number that its carrier cannot have given', () => {
    const choice = choose(FEDEX, { method: 'UPS Ground', mapping: 'UPS Ground = ups' });

    expect(choice.slug).toBeNull();
    expect(sources(choice.contradicted)).toBe('method');
  });

  it('is evidence like the others', () => {
    const choice = choose(UNKNOWN, { method: 'Van', description: 'Evri', mapping: 'Van = royal-mail' });

    expect(choice.slug).toBeNull();
    expect(sources(choice.contradicted)).toBe('method description');
  });

  it('names the courier by a connection, and agrees with the plain one', () => {
    expect(choose(UPS, { list: 'packageups', method: 'UPS Ground', mapping: 'UPS Ground = ups-api' }).slug).toBe(
      'ups-api',
    );
  });

  it('leaves the choice to AfterShip, whatever the number proves', () => {
    const choice = choose(UPS, { method: 'UPS Ground', mapping: 'UPS Ground = detect' });

    expect(choice).toMatchObject({ slug: null, contradicted: [] });
    expect(sources(choice.because)).toBe('method');
  });

  it('that says always counts against everything', () => {
    const mapping = 'FedEx Ground = purolator always';
    const choice = choose(UPS, { method: 'FedEx Ground', list: 'packagefedex', typed: 'ups', mapping });

    expect(choice.slug).toBe('purolator');
    expect(sources(choice.because)).toBe('method');
    expect(sources(choice.contradicted)).toBe('typed list number');
  });

  it('that says always against another that does is for a person', () => {
    const mapping = 'Van = dpd-uk always\ndescription: Box = ups always';
    const choice = choose(UPS, { method: 'Van', description: 'Box', mapping });

    expect(choice.slug).toBeNull();
    expect(sources(choice.contradicted)).toBe('method description');
  });
});

describe('AfterShip’s own notation', () => {
  it('outweighs names and a line that leaves the choice', () => {
    const choice = choose(UNKNOWN, { typed: 'tnt-au', method: 'Royal Mail' });

    expect(choice.slug).toBe('tnt-au');
    expect(sources(choice.contradicted)).toBe('method');
    expect(choose(UNKNOWN, { typed: 'tnt-au', method: 'Van', mapping: 'Van = detect' }).slug).toBe('tnt-au');
  });

  it('does not outweigh a number that proves another carrier', () => {
    expect(choose(UPS, { typed: 'fedex' })).toMatchObject({ slug: 'ups', contradicted: [{ source: 'typed' }] });
  });
});

describe('what speaks for and against', () => {
  it('is told with the text that was read', () => {
    const choice = choose(USPS, { list: 'packageusps', method: 'USPS Priority', description: 'FedEx Box' });

    expect(choice.slug).toBe('usps');
    expect(choice.because.map(({ source, text }) => [source, text])).toEqual([
      ['list', 'packageusps'],
      ['method', 'USPS Priority'],
      ['number', USPS.number],
    ]);
    expect(choice.contradicted.map(({ source, text }) => [source, text])).toEqual([['description', 'FedEx Box']]);
  });

  it('is all of it where several carriers are left', () => {
    const choice = choose(UNKNOWN, { method: 'PostNL' });

    expect(sources(choice.because)).toBe('method');
    expect(choice.contradicted).toEqual([]);
  });
});
