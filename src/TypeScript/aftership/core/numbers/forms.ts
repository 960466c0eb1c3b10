/**
 * The forms of carriers' numbers. This file has facts with their sources, and no logic.
 *
 * A pattern has only capital letters and digits. When it has a group, the text is the whole barcode of a label, and the
 * group is the number that the carrier prints beside it.
 *
 * `bits` says how much a number of the form proves: another text of the same length and kind fits by chance once in
 * 2^bits times. A check digit of ten is worth 3.3 bits, a fixed digit the same, and a fixed letter 4.7. Bare digits
 * with a check digit prove little.
 */

import type { CheckRule } from './check_digits';
import { luhn, mod10, mod11, mod37, mod7, s10 } from './check_digits';

/**
 * Where a form comes from:
 * - data: github.com/jkeen/tracking_number_data (MIT), commit b79ce4bfc04519ef4bc85bf7c6f321795aadf3d3
 * - data-fork: the table of github.com/AdamAld/tracking_number_data, which has FedEx SmartPost of 20 digits
 * - labels: github.com/packagex-io/react-native-vision-sdk at 4c4dfd42423c3a9f84650689a4fe37ddc1f4873c, which reads labels
 * - german: paketda.de/firmenkunden/paket-pruefziffern.html (check digits of German carriers)
 * - gls: GLS Uni-Box documentation 2D, chapter 3.2.1, as in github.com/soult/libsendungsverfolgung
 * - japan: github.com/TakamoriYamashiro/shipping-jp-js (Yamato, Sagawa and Japan Post: 12 digits, modulo 7)
 * - postnl: developer.postnl.nl, barcode webservice
 * - parcelforce: parcelforce.com/help-and-advice/sending-worldwide/tracking-number-formats
 * - shop: github.com/woocommerce/woocommerce, src/Admin/Features/Fulfillments/Providers
 * - door-tag: gist.github.com/junk4hos/134987
 */
export type FormSource =
  'data' | 'data-fork' | 'labels' | 'german' | 'gls' | 'japan' | 'postnl' | 'parcelforce' | 'shop' | 'door-tag';

export interface Form {
  readonly id: string;
  /** AfterShip's slugs of the carriers that give such numbers; empty when AfterShip has none of these carriers. */
  readonly slugs: readonly string[];
  /** True when other carriers also give such numbers. */
  readonly isOpen: boolean;
  readonly pattern: string;
  readonly check: CheckRule | null;
  readonly bits: number;
  readonly source: FormSource;
  /** True when nothing else looks like this form, so that a number with a wrong check digit is a mistyped one. */
  readonly isUnmistakable: boolean;
  /** True when the check digit is calculated over the whole barcode and not over the printed number. */
  readonly checksWhole: boolean;
  /**
   * The range of characters that identify the parcel, when people write the number both with and without the rest; null
   * otherwise.
   */
  readonly key: readonly [start: number, end: number] | null;
  /** True when the carrier prints a hyphen before the last character. */
  readonly printsHyphen: boolean;
  /**
   * True when the form has no check digit and few fixed characters, so that text beside such a number could belong to
   * it.
   */
  readonly isLoose: boolean;
}

interface Options {
  readonly check?: CheckRule;
  readonly unmistakable?: true;
  readonly checksWhole?: true;
  readonly key?: readonly [start: number, end: number];
  readonly printsHyphen?: true;
  readonly loose?: true;
  readonly open?: true;
}

function form(
  id: string,
  slugs: string,
  pattern: string,
  bits: number,
  source: FormSource,
  { check, unmistakable, checksWhole, key, printsHyphen, loose, open }: Options = {},
): Form {
  return {
    id,
    slugs: slugs.split(' ').filter((slug) => slug !== ''),
    isOpen: open ?? false,
    pattern,
    check: check ?? null,
    bits,
    source,
    isUnmistakable: unmistakable ?? false,
    checksWhole: checksWhole ?? false,
    key: key ?? null,
    printsHyphen: printsHyphen ?? false,
    isLoose: loose ?? false,
  };
}

const UPS = 'ups ups-api';
const USPS = 'usps usps-api usps-webhook usps-iv-api';
const FEDEX = 'fedex fedex-api';
const DHL = 'dhl dhl-api dhl-pieceid dhl-active-tracing';
const DHL_PARCEL =
  'dhl-germany deutsch-post dhlparcel-nl dhl-nl dhl-benelux dhlparcel-es dhl-es dhlparcel-uk dhl-poland';
const DHL_MAIL = 'dhl-global-mail dhl-global-mail-api dhl-global-mail-asia dhl-ecommerce-gc';
/** Companies that hand parcels to USPS for the last mile, with a USPS number. */
const WITH_USPS = `${USPS} ups-mi ${FEDEX} dhl-global-mail dhl-global-mail-api osm-worldwide newgistics pitney-bowes pb-uspsflats-ftp asendia-usa apc globegistics firstmile epostglobal`;
const AMAZON = 'amazon amazon-fba-us amazon-logistics amazon-order amazon-logistics-uk';
const DPD =
  'dpd dpd-de dpd-uk dpd-ireland dpd-nl dpd-at dpd-poland dpd-hungary dpd-ro dpd-ru dpd-fr-reference exapaq interlink-express chronopost-portugal spanish-seur international-seur brt-it brt-it-parcelid speedy';
const GLS =
  'gls gls-italy gls-spain gls-netherlands gls-cz gls-slovakia gls-slovenia gls-croatia gls-hun gls-da gls-romania';
const JAPAN = 'taqbin-jp sagawa japan-post';
const NORDIC = 'postnord sweden-posten danmark-post posten-norge bring posti matkahuolto';

/** The service of a USPS number, in the first two of its twenty digits. */
const USPS_SERVICE = '(?:0[1-8]|1[34]|2[1-6]|34|5[06]|7\\d|8[235])';
/** Carriers that are known to number parcels by GS1's SSCC. Any other carrier may do so too. */
const SSCC = `${DHL_PARCEL} ${NORDIC} poczta-polska dachser dsv dbschenker-se kn toll-ipec toll-priority australia-post`;

const GS1 = mod10(3, 1);

export const FORMS: readonly Form[] = [
  // UPS
  form('ups-1z', UPS, '1Z[0-9A-Z]{15}\\d', 13, 'data', { check: mod10(1, 2, { from: 2 }), unmistakable: true }),
  form('ups-waybill', UPS, '[AHJKTV]\\d{10}', 5.4, 'data', { check: mod10(1, 2, { from: 1 }) }),

  // USPS, and those who use its last mile
  form('usps-94', USPS, '94\\d{20}(?:\\d{4})?', 10, 'data', { check: GS1, unmistakable: true }),
  form('usps-94-30', USPS, '94\\d{28}', 8, 'data', { check: GS1, loose: true }),
  form('usps-95', USPS, '95\\d{20}(?:\\d{4})?', 10, 'data', { check: GS1, unmistakable: true }),
  form('usps-91', USPS, '91\\d{20}', 10, 'data', { check: GS1, unmistakable: true }),
  form('usps-92', WITH_USPS, '92\\d{3}9\\d{16}(?:\\d{4})?', 12, 'data', { check: GS1, unmistakable: true }),
  form('usps-93', WITH_USPS, '93\\d{3}[0-8]\\d{16}(?:\\d{4})?', 10, 'data', { check: GS1, unmistakable: true }),
  form('usps-20', USPS, `${USPS_SERVICE}\\d{18}`, 5, 'data', { check: GS1 }),
  form('usps-20-of-91', USPS, `${USPS_SERVICE}\\d{18}`, 5, 'data', { check: mod10(3, 1, { before: '91' }) }),
  form('usps-zip-91', USPS, '420\\d{5}(91\\d{20})', 20, 'data', { check: GS1, unmistakable: true }),
  form('usps-zip-94', USPS, '420\\d{5}(9[45]\\d{20}(?:\\d{4})?)', 20, 'data', { check: GS1, unmistakable: true }),
  form('usps-zip9-94', USPS, '420\\d{9}(9[145]\\d{20})', 20, 'data', { check: GS1, unmistakable: true }),
  form('usps-zip-92', WITH_USPS, '420\\d{5}(92\\d{3}9\\d{16}(?:\\d{4})?)', 20, 'data', {
    check: GS1,
    unmistakable: true,
  }),
  form('usps-zip-93', WITH_USPS, '420\\d{5}(93\\d{3}[0-8]\\d{16}(?:\\d{4})?)', 20, 'data', {
    check: GS1,
    unmistakable: true,
  }),
  form('usps-zip9-92', WITH_USPS, '420\\d{9}(9(?:2\\d{3}9|3\\d{3}[0-8])\\d{16})', 20, 'data', {
    check: GS1,
    unmistakable: true,
  }),

  // FedEx
  form('fedex-12', FEDEX, '\\d{12}', 3.4, 'data', { check: mod11 }),
  form('fedex-15', FEDEX, '\\d{15}', 3.3, 'data', { check: mod10(1, 3) }),
  form('fedex-96', FEDEX, '96\\d{20}', 10, 'data', {
    check: mod10(1, 3, { from: 7 }),
    unmistakable: true,
    key: [7, 22],
  }),
  form('fedex-smartpost', `${FEDEX} ${USPS}`, '612\\d{17}', 13, 'data-fork', { check: mod10(3, 1, { before: '92' }) }),
  form('sscc-18', `${FEDEX} ${SSCC}`, '0[0-4]\\d{16}', 7, 'data', { check: GS1, open: true }),
  form('fedex-express-label', FEDEX, '[0-8]\\d{19}00(\\d{12})', 10, 'data', { check: mod11, unmistakable: true }),
  form('fedex-ground-label', FEDEX, '96[23]2\\d{16}00(\\d{12})', 20, 'data', { check: mod11, unmistakable: true }),
  form('fedex-astra-label', FEDEX, '3\\d{15}(\\d{12})\\d{4}', 9, 'data', {
    check: mod11,
    unmistakable: true,
    loose: true,
  }),
  // A start and a stop character of Codabar enclose the number and the four digits of the airbill's form.
  form('fedex-codabar', FEDEX, '[A-D](\\d{12})\\d{4}[A-D]', 12, 'labels', { check: mod11, unmistakable: true }),
  form('fedex-door-tag', FEDEX, 'DT\\d{12}', 9, 'door-tag'),

  // DHL
  form('dhl-express', DHL, '\\d{10,11}', 2.8, 'data', { check: mod7 }),
  form('dhl-piece', `${DHL} ${DHL_PARCEL}`, 'J[A-Z]{2,3}\\d{9,10}', 5, 'data', { loose: true }),
  form('dhl-jjd', `${DHL} ${DHL_PARCEL}`, 'JJD\\d{11,22}', 14, 'labels', { loose: true }),
  form('dhl-jvgl', `${DHL} ${DHL_PARCEL}`, 'JVGL\\d{10,20}', 18, 'labels', { loose: true }),
  form(
    'dhl-mail',
    DHL_MAIL,
    '(?:GM|LX|RX|UV|CN|SG|TH|IN|HK|MY)\\d[0-9A-Z]{2}(?=[0-9A-Z]*\\d{2})[0-9A-Z]{7,36}',
    6,
    'data',
    { loose: true },
  ),
  form('dhl-mail-14', `${DHL_MAIL} ${DPD} hermes-de nova-poshta`, '\\d{14}', 0, 'data', { loose: true }),
  form('dhl-paket', DHL_PARCEL, '003404\\d{14}', 23, 'german', { check: GS1, unmistakable: true }),
  form('dhl-identcode', DHL_PARCEL, '\\d{12}', 2, 'german', { check: mod10(4, 9) }),

  // GS1: an SSCC with its application identifier, which many carriers print
  form('sscc', SSCC, '00\\d{18}', 10, 'labels', { check: GS1, unmistakable: true, open: true }),
  form('nordic', NORDIC, '37\\d{16}', 10, 'labels', { check: GS1 }),

  // Other carriers of North America
  form('canada-post', 'canada-post', '\\d{16}', 3.3, 'data', { check: GS1 }),
  form('purolator-12', 'purolator purolator-api', '[0-5]\\d{11}', 4, 'data', { check: luhn }),
  form('purolator-letters', 'purolator purolator-api', '[A-Z]{3}\\d{9}', 1, 'data', { loose: true }),
  form('purolator-label', 'purolator purolator-api', '\\d{11}(33\\d{10})\\d{11}', 10, 'labels', { check: luhn }),
  form('canpar', 'canpar', '[CDKLSUXZ]\\d{21}', 8, 'data', { loose: true }),
  form('ontrac-c', 'ontrac ontrac-api', 'C\\d{14}', 8, 'data', {
    check: mod10(1, 2, { from: 1, before: '4' }),
    unmistakable: true,
  }),
  form('ontrac-d', 'ontrac ontrac-api', 'D\\d{14}', 8, 'data', {
    check: mod10(1, 2, { from: 1, before: '5' }),
    unmistakable: true,
  }),
  form('lasership-l', 'lasership lasership-api', 'L[AIEHNX][1-3]\\d{7}', 8, 'data'),
  form('lasership-1ls7', 'lasership lasership-api', '1LS7[12]\\d{10}', 18, 'data'),
  form('lasership-1ls7-1', 'lasership lasership-api', '1LS7[12]\\d{2}01[1-4]\\d{6}1', 24, 'data', {
    printsHyphen: true,
  }),
  form('lasership-1lscx', 'lasership lasership-api', '1LSCX[0-9A-Z]{10}', 20, 'data'),
  form('amazon', AMAZON, 'TB[ACM]\\d{12}', 12, 'data'),
  form('amazon-abroad', AMAZON, '[AFC]\\d{10}', 3, 'data', { loose: true }),
  form('old-dominion', 'old-dominion', '(?:77[78]|072|780)\\d{8}', 11, 'data', { check: luhn }),
  form('old-dominion-80', 'old-dominion', '80\\d{9}', 9, 'data', { check: luhn }),
  form('speedee', 'speedee', 'SP\\d{18}', 12, 'data'),
  form('landmark', 'landmark-global', 'LTN\\d{8}N1', 20, 'data'),
  form('gofo', '', 'GFUS\\d{14}', 20, 'data'),
  form('intelcom', 'intelcom-ca', 'INTL[A-Z]{3}\\d{9}', 18, 'labels'),
  form('cdl', 'cdldelivers', 'CDDL\\d{8}|1CDL[0-9A-Z]{11}', 16, 'labels'),
  form('speedx', 'speedx spx', 'SPX[A-Z0-9]{2,4}\\d{10,13}', 12, 'labels', { loose: true }),

  // Europe
  form('dpd', DPD, '\\d{14}[0-9A-Z]', 5.2, 'data', { check: mod37, key: [0, 14] }),
  form('dpd-label', DPD, '\\d{7}(\\d{14})(?!000)\\d{3}(?!000)\\d{3}[0-9A-Z]', 8, 'data', {
    check: mod37,
    loose: true,
    checksWhole: true,
    unmistakable: true,
  }),
  form('gls-12', GLS, '\\d{12}', 2, 'gls', { check: mod10(3, 1, { plus: 1 }) }),
  form('gls-11', `${GLS} dpd-ireland poste-italiane tnt-it bluedart`, '\\d{11}', 0, 'shop', { loose: true }),
  form('hermes-14', 'hermes-de', '\\d{14}', 3, 'german', { check: GS1 }),
  form('hermes-h10', 'hermes-de hermes', 'H10\\d{17}', 14, 'labels'),
  form('evri', 'myhermes-uk hermes', '[HT]\\d{2}[0-9A-Z]\\d{12}', 5, 'shop', { loose: true }),
  form('evri-16', 'myhermes-uk hermes', '\\d{16}', 0, 'shop', { loose: true }),
  form('yodel', 'yodel yodel-international yodeldirect arrowxl', 'JJ?D\\d{16}', 10, 'data'),
  form('parcelforce', 'parcel-force', '[A-Z]{2}\\d{7}|[A-Z]{4}\\d{10}|PB[0-9A-Z]{9}(?:\\d{3})?', 0, 'parcelforce', {
    loose: true,
  }),
  form('postnl-3s', 'postnl postnl-3s postnl-international', '3S[A-Z]{4}\\d{7}(?:\\d{2})?', 12, 'postnl'),
  form('bpost', 'bpost bpost-international', '3232\\d{20}', 13, 'labels'),
  form('colissimo', 'colissimo la-poste-colissimo chronopost-france', '\\d[A-Z]\\d{11}', 5, 'labels', { loose: true }),
  form('chronopost', 'chronopost-france', '[A-Z]{2}\\d{10}[A-Z]', 2, 'labels', { loose: true }),
  form('colis-prive', 'colis-prive', '[A-Z]\\d{16}', 2, 'labels', { loose: true }),
  form('correos', 'spain-correos-es correosexpress', '[A-Z]{2}[0-9A-Z]{4}\\d{16}[A-Z]', 8, 'labels', { loose: true }),
  form('correos-express', 'correosexpress', '\\d{23}', 0, 'labels', { loose: true }),
  form('swiss-post', 'swiss-post', '9[1789]\\d{16}', 5, 'labels'),
  form('inpost', 'inpost-paczkomaty inpost-uk', '[0-6]\\d{23}', 0, 'labels', { loose: true }),

  // Asia and the Pacific
  form('japan', JAPAN, '\\d{12}', 2, 'japan', { check: mod7 }),
  form('japan-codabar', JAPAN, '[A-D](\\d{12})[A-D]', 11, 'labels', { check: mod7 }),
  form('sf', 'sf-express sfb2c', 'SF\\d{12,13}', 9, 'labels'),
  form('yunexpress', 'yunexpress', 'YT\\d{16}', 10, 'data'),
  form('yto', 'yto', 'YT\\d{8,15}', 8, 'labels', { loose: true }),
  form('gdex', 'gdex', 'MY\\d{11}', 8, 'labels'),
  form('pos-laju', 'malaysia-post malaysia-post-posdaftar', 'PL\\d{12}', 8, 'labels'),
  form(
    'star-track',
    'star-track star-track-express star-track-courier star-track-next-flight australia-post australia-post-api',
    '[A-Z]{4}\\d{8}',
    1,
    'labels',
    { loose: true },
  ),
  form('couriers-please', 'couriers-please', 'CP[AW][0-9A-Z]{3,8}\\d{6,8}', 10, 'labels', { loose: true }),
  form('fastway', 'fastway-au fastway-nz fastway-za fastway-ireland aramex', '(?:QH|AM|NR|FR|VR)\\d{10}', 7, 'labels'),
];

/**
 * The slugs of each country's postal operators. A UPU S10 number ends with the country; a missing country has no
 * operator in AfterShip's list.
 */
const S10_OPERATORS: Readonly<Record<string, string>> = {
  AE: 'emirates-post',
  AR: 'correo-argentino',
  AT: 'austrian-post austrian-post-registered',
  AU: 'australia-post australia-post-api',
  BE: 'bpost bpost-international landmark-global',
  BR: 'brazil-correios',
  CA: 'canada-post',
  CH: 'swiss-post',
  CL: 'correos-chile',
  CN: 'china-post china-ems yanwen 4px yunexpress cainiao flytexpress cnexps sypost',
  CZ: 'ceska-posta',
  DE: `${DHL_PARCEL} ${DHL_MAIL}`,
  DK: 'danmark-post postnord',
  EE: 'omniva',
  ES: 'spain-correos-es correosexpress',
  FI: 'posti',
  FR: 'colissimo la-poste-colissimo chronopost-france',
  GB: 'royal-mail parcel-force',
  GR: 'elta-courier',
  HK: 'hong-kong-post',
  HR: 'hrvatska-posta',
  HU: 'magyar-posta',
  IE: 'an-post',
  IL: 'israel-post',
  IN: 'india-post india-post-int',
  IT: 'poste-italiane poste-italiane-paccocelere',
  JP: 'japan-post',
  KR: 'korea-post',
  MX: 'correos-de-mexico',
  MY: 'malaysia-post malaysia-post-posdaftar',
  NL: 'postnl postnl-3s postnl-international',
  NO: 'posten-norge bring',
  NZ: 'new-zealand-post courierpost',
  PL: 'poczta-polska',
  PT: 'portugal-ctt',
  RU: 'russian-post',
  SA: 'saudi-post',
  SE: 'sweden-posten postnord',
  SG: 'singapore-post singapore-speedpost',
  TH: 'thailand-post',
  TR: 'ptt-posta',
  TW: 'taiwan-post',
  UA: 'ukrposhta',
  US: USPS,
};

/**
 * Countries of the same source whose operators are not in AfterShip's list, or not under a slug that the facts have.
 */
const S10_OTHER_COUNTRIES =
  'AF|AG|AL|AM|AO|AZ|BA|BB|BD|BF|BG|BH|BJ|BN|BO|BS|BT|BW|BY|BZ|CD|CF|CG|CI|CM|CO|CR|CU|CV|CY|DJ|DM|DO|DZ|EC|EG|ER|ET|FJ|GA|GD|GE|GH|GM|GN|GQ|GT|GW|GY|HT|ID|IQ|IR|IS|JM|JO|KE|KG|KH|KI|KM|KN|KP|KW|KZ|LA|LB|LC|LI|LK|LR|LS|LT|LU|LV|LY|MA|MC|MD|ME|MG|MK|ML|MM|MN|MR|MT|MU|MV|MW|MZ|NA|NE|NG|NI|NP|NR|OM|PA|PE|PG|PH|PK|PY|QA|RO|RS|RW|SB|SC|SD|SI|SK|SL|SM|SN|SO|SR|SS|ST|SV|SY|SZ|TD|TG|TJ|TL|TM|TN|TO|TT|TV|TZ|UG|UY|UZ|VA|VC|VE|VN|VU|WS|YE|ZA|ZM|ZW';

/** The forms of S10 numbers, one for each country, because the country decides the operator. */
export const S10_FORMS: readonly Form[] = [
  ...Object.entries(S10_OPERATORS).map(([country, slugs]) =>
    form(`s10-${country.toLowerCase()}`, slugs, `[A-Z]{2}\\d{9}${country}`, 12, 'data', {
      check: s10,
      unmistakable: true,
    }),
  ),
  form('s10', '', `[A-Z]{2}\\d{9}(?:${S10_OTHER_COUNTRIES})`, 10, 'data', { check: s10, unmistakable: true }),
];

/**
 * Carriers that have no forms except those above, so that a number of another form is not theirs. Every other carrier
 * has some numbers whose forms nobody has published.
 */
export const FULLY_KNOWN: ReadonlySet<string> = new Set(
  `${UPS} ${USPS} ${FEDEX} ${DHL} ${AMAZON} canada-post purolator purolator-api canpar ontrac ontrac-api lasership lasership-api old-dominion speedee landmark-global yodel yunexpress dpd`.split(
    ' ',
  ),
);
