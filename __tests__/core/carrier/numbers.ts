/**
 * Published test numbers of carriers (github.com/jkeen/tracking_number_data, MIT) with the slugs that their form allows.
 * The forms themselves are not this module's: a short table stands in for them.
 */

import type { NumberForm } from '../../../src/TypeScript/aftership/core/carrier/evidence';

interface Vector {
  readonly number: string;
  readonly carrier: string;
  readonly form: NumberForm;
}

/** Carriers all of whose forms are published: a number of no such form is not theirs. */
const FULLY_KNOWN: ReadonlySet<string> = new Set([
  ...['ups', 'usps', 'fedex', 'dhl', 'canada-post', 'purolator', 'canpar', 'ontrac', 'lasership', 'old-dominion'],
  ...['speedee', 'landmark-global', 'yodel', 'yunexpress'],
]);

const LAST_MILE = 'usps ups-mi fedex dhl-global-mail osm-worldwide ontrac lasership landmark-global';

export function formOf(number: string, slugs: string | null, isProved = false): NumberForm {
  const allowed = slugs === null ? null : new Set(slugs.split(' '));
  const couldBe = (slug: string): boolean => allowed?.has(slug) === true || (!isProved && !FULLY_KNOWN.has(slug));
  return { number, allowed, isProved, couldBe };
}

const of = (carrier: string, slugs: string, isProved: boolean, numbers: readonly string[]): readonly Vector[] =>
  numbers.map((number) => ({ number, carrier, form: formOf(number, slugs, isProved) }));

export const VECTORS: readonly Vector[] = [
  ...of('ups', 'ups ups-api', true, [
    '1Z5R89390357567127',
    '1Z879E930346834440',
    '1Z410E7W0392751591',
    '1ZXX3150YW44070023',
  ]),
  ...of('ups', 'ups ups-api', false, ['K1506235620', 'K2479825491', 'J4603636537', 'V0490119172']),
  ...of('usps', 'usps usps-api', true, [
    ...['9400111206206406260787', '9405803699300124287899', '9434611206206406227577'],
    ...['9101026837331000039521', '9505511069605048600624', 'RB123456785US'],
  ]),
  ...of('usps', LAST_MILE, true, ['92748931507708513018050063', '9261292700768711948021', '9361289878700317633795']),
  ...of('usps', 'usps usps-api', false, ['03071790000523483741', '71969010756003077385']),
  ...of('fedex', 'fedex fedex-api', false, [
    ...['986578788855', '477179081230', '799531274483', '790535312317', '974367662710'],
    ...['041441760228964', '568283610012000', '568283610012734'],
  ]),
  ...of('fedex', 'fedex fedex-api', true, ['9611020987654312345672']),
  ...of('dhl', 'dhl dhl-api dhl-pieceid', false, ['3318810025', '8487135506', '1099255990', '3821724944']),
  ...of('canada-post', 'canada-post', false, ['0073938000549297', '7035114477138472', '4002847016405018']),
  ...of('canpar', 'canpar', true, ['D576002440000001718010', 'L576002440000000001004', 'S576002440000000025001']),
  ...of('purolator', 'purolator', false, ['320595463938', '320606146993', '331426749957']),
  ...of('purolator', 'purolator fedex', false, ['287809468872']),
  ...of('ontrac', 'ontrac ontrac-api', true, ['C11031500001879', 'C10999911320231', 'D10011354453707']),
  ...of('lasership', 'lasership', true, ['LX17635036', 'LI12979072', '1LS717793482164']),
  ...of('old-dominion', 'old-dominion', true, ['07209562763', '77767553207', '80003280379']),
  ...of('speedee', 'speedee', true, ['SP029692510000920746', 'SP029692450001607639']),
  ...of('landmark-global', 'landmark-global', true, ['LTN74207623N1', 'LTN74209518N1']),
  ...of('yodel', 'yodel yodel-international', true, ['JJD0002257639032011', 'JD0002242617644732']),
  ...of('yunexpress', 'yunexpress', true, ['YT2229521272164446']),
  ...of('royal-mail', 'royal-mail parcel-force', true, ['RB123456785GB']),
];
