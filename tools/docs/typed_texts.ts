/**
 * Texts that people and other systems leave in a tracking number field, by kind, with their meaning. Numbers are
 * published test numbers of carriers. Tests check all of them, and docs/numbers.md shows one of each kind.
 */

export interface TypedText {
  readonly text: string;
  /** Numbers to track, in order; an empty list sends nothing; with `ask` a person decides. */
  readonly meant: readonly string[] | 'ask';
}

export interface KindOfText {
  readonly kind: string;
  readonly texts: readonly TypedText[];
}

const means = (text: string, ...meant: readonly string[]): TypedText => ({ text, meant });
const nothing = (text: string): TypedText => ({ text, meant: [] });
const asks = (text: string): TypedText => ({ text, meant: 'ask' });

export const TYPED_TEXTS: readonly KindOfText[] = [
  {
    kind: 'Two numbers joined by a sign',
    texts: [
      means('986578788855/477179081230', '986578788855', '477179081230'),
      means('1Z5R89390357567127-1Z879E930346834440', '1Z5R89390357567127', '1Z879E930346834440'),
      means('1Z5R89390357567127_1Z879E930346834440', '1Z5R89390357567127', '1Z879E930346834440'),
      means('1Z5R89390357567127/1Z879E930346834440', '1Z5R89390357567127', '1Z879E930346834440'),
    ],
  },
  {
    kind: 'Two numbers with a sign or a word between them',
    texts: [
      means('1Z5R89390357567127 / 1Z879E930346834440', '1Z5R89390357567127', '1Z879E930346834440'),
      means('1Z5R89390357567127 & 1Z879E930346834440', '1Z5R89390357567127', '1Z879E930346834440'),
      means('1Z5R89390357567127 and 1Z879E930346834440', '1Z5R89390357567127', '1Z879E930346834440'),
      means('986578788855+477179081230', '986578788855', '477179081230'),
      means(
        '1Z5R89390357567127, 1Z879E930346834440 and 1Z410E7W0392751591',
        '1Z5R89390357567127',
        '1Z879E930346834440',
        '1Z410E7W0392751591',
      ),
    ],
  },
  {
    kind: 'Two numbers in groups',
    texts: [means('9865 7878 8855 4771 7908 1230', '986578788855', '477179081230')],
  },
  {
    kind: 'Scanned twice',
    texts: [
      means('1Z5R893903575671271Z5R89390357567127', '1Z5R89390357567127'),
      means('986578788855986578788855', '986578788855'),
      means('94001112062064062607879400111206206406260787', '9400111206206406260787'),
    ],
  },
  {
    kind: 'A carrier’s name before the number',
    texts: [
      means('UPS-1Z5R89390357567127', '1Z5R89390357567127'),
      means('FEDEX986578788855', '986578788855'),
      means('FedEx-986578788855', '986578788855'),
      means('USPS9400111206206406260787', '9400111206206406260787'),
      means('TRK986578788855', '986578788855'),
    ],
  },
  {
    kind: 'A carrier’s name beside the number',
    texts: [
      means('UPS: 1Z5R89390357567127', '1Z5R89390357567127'),
      means('FedEx 986578788855', '986578788855'),
      means('FedEx Ground 986578788855', '986578788855'),
      means('Tracking# 986578788855', '986578788855'),
      means('DHL 3318810025', '3318810025'),
      means('RB123456785GB Royal Mail', 'RB123456785GB'),
      means('Nr przesyłki 1234567890123', '1234567890123'),
      means('Sendungsnr: 123456789012', '123456789012'),
      means('N° suivi 6A12345678901', '6A12345678901'),
      means('Guía 1234567890', '1234567890'),
    ],
  },
  {
    kind: 'Decimals of a spreadsheet',
    texts: [means('986578788855.0', '986578788855'), means('3318810025.00', '3318810025')],
  },
  {
    kind: 'Marks around the number',
    texts: [
      means('1Z5R89390357567127.', '1Z5R89390357567127'),
      means('-1Z5R89390357567127', '1Z5R89390357567127'),
      means('986578788855/', '986578788855'),
      means("'1Z5R89390357567127", '1Z5R89390357567127'),
      means('"1Z5R89390357567127"', '1Z5R89390357567127'),
      means('(1Z5R89390357567127)', '1Z5R89390357567127'),
    ],
  },
  {
    kind: 'A link',
    texts: [
      means('www.fedex.com/fedextrack/986578788855', '986578788855'),
      means('https://www.ups.com/track?tracknum=1Z5R89390357567127', '1Z5R89390357567127'),
      means('https://www.fedex.com/fedextrack/?trknbr=986578788855', '986578788855'),
      means('tools.usps.com/go/TrackConfirmAction/9400111206206406260787', '9400111206206406260787'),
    ],
  },
  {
    kind: 'A date',
    texts: [nothing('10/12/2026'), nothing('16.11.2026'), nothing('11/16/26'), nothing('10/12'), nothing('Nov 16')],
  },
  {
    kind: 'A placeholder with a date or count',
    texts: [
      nothing('Pick-up 10/12'),
      nothing('CPU 11/3'),
      nothing('Del 5/6'),
      nothing('N/A 2'),
      nothing('Will-Call 2'),
      nothing('DROPSHIP1'),
      nothing('P/U 11/16'),
    ],
  },
  {
    kind: 'A count, a vehicle, money',
    texts: [nothing('2 pcs'), nothing('12ctn'), nothing('1 of 2'), nothing('Run 12'), nothing('12.50')],
  },
  {
    kind: 'A phone number',
    texts: [nothing('555-123-4567'), nothing('(555) 123-4567')],
  },
  {
    kind: 'A number of a document',
    texts: [nothing('IF3101'), nothing('see SO 12345'), nothing('PO12345')],
  },
  {
    kind: 'The whole barcode of a label',
    texts: [
      means('1001921334250001000300779017972697', '779017972697'),
      means('9622001900000000000000776632517510', '776632517510'),
      means('d9865787888550402b', '986578788855'),
      means('420787459400111206206406260787', '9400111206206406260787'),
      means('4201002334249200190132607600833457', '9200190132607600833457'),
    ],
  },
  {
    kind: 'AfterShip’s notation',
    texts: [
      means('dpd#04569400023091U', '04569400023091U'),
      means('CD707008816NL:AUS:7000', 'CD707008816NL'),
      means('deutsch-post#RB860068347DE:20160509', 'RB860068347DE'),
    ],
  },
  {
    kind: 'Void and replaced',
    texts: [
      nothing('CANCELLED 1Z5R89390357567127'),
      nothing('VOID 1Z5R89390357567127'),
      means('OLD 1Z5R89390357567127 NEW 1Z879E930346834440', '1Z879E930346834440'),
    ],
  },
  {
    kind: 'Remains of a page',
    texts: [
      means('1Z5R89390357567127&lt;br&gt;1Z879E930346834440', '1Z5R89390357567127', '1Z879E930346834440'),
      means('1Z5R89390357567127&nbsp;', '1Z5R89390357567127'),
      means('<p>1Z5R89390357567127</p>', '1Z5R89390357567127'),
    ],
  },
  {
    kind: 'A number with something behind it',
    texts: [
      means('1Z5R89390357567127_TestValue', '1Z5R89390357567127'),
      means('986578788855-1', '986578788855'),
      means('1Z5R89390357567127 (2 boxes)', '1Z5R89390357567127'),
      asks('986578788855-856'),
    ],
  },
  {
    kind: 'One number in groups',
    texts: [
      means('00340434 161094042557', '00340434161094042557'),
      means('92612901131854174685 10', '9261290113185417468510'),
      means('TBC 501234567890', 'TBC501234567890'),
      means('1Z 5R8 939 03 5756 712 7', '1Z5R89390357567127'),
      means('9865 7878 8855', '986578788855'),
    ],
  },
  {
    kind: 'Damaged by a spreadsheet',
    texts: [
      asks('9.40551E+21'),
      asks('9,40551E+21'),
      means('986,578,788,855', '986578788855'),
      nothing('0'),
      nothing('#N/A'),
    ],
  },
  {
    kind: 'Mistyped',
    texts: [means('IZ5R89390357567127', '1Z5R89390357567127'), asks('1Z5R8939035756712'), asks('1Z5R89390357567128')],
  },
  {
    kind: 'Words',
    texts: [
      nothing('Will call'),
      nothing('Hand delivered'),
      nothing('Abholung'),
      nothing('自取'),
      nothing('See notes'),
      nothing('TBD'),
      nothing('customer pick up 11/3'),
      nothing('Our truck 10/12'),
    ],
  },
  {
    kind: 'Hyphens of its own',
    texts: [means('123-456789-1', '1234567891')],
  },
  {
    kind: 'A known form',
    texts: [means('71123456789123456787', '71123456789123456787')],
  },
  {
    kind: 'A door tag',
    texts: [means('DT106258301749', 'DT106258301749')],
  },
];
