import { readNumbers, type ReadingContext } from '../../../src/TypeScript/aftership/core/numbers/read_numbers';

// Carriers' public test numbers, see test_numbers.ts.
const UPS = '1Z410E7W0392751591';
const UPS_OTHER = '1Z8V92A70367203024';
const FEDEX = '799531274483';
const FEDEX_OTHER = '790535312317';
const GROUND = '568283610012734';
const USPS = '9405803699300124287899';
const USPS_OTHER = '9505511069605048600624';
const DHL = '8487135506';
const POST = 'RB123456785CF';

const NOTHING_KNOWN: ReadingContext = { ownNumbers: [] };

function read(text: string, context: ReadingContext = NOTHING_KNOWN) {
  return readNumbers(text, context);
}

function numbersOf(text: string, context: ReadingContext = NOTHING_KNOWN): readonly string[] {
  const { numbers, asks } = read(text, context);
  return asks.length === 0 ? numbers.map(({ number }) => number) : [`asks: ${asks.map(({ why }) => why).join(', ')}`];
}

type Case = readonly [text: string, ...numbers: string[]];

function readsNumbers(kind: string, cases: readonly Case[]): void {
  describe(kind, () => {
    it.each(cases.map(([text, ...numbers]) => [text, numbers] as const))('%j', (text, numbers) => {
      expect(numbersOf(text)).toEqual(numbers);
    });
  });
}

function readsNone(kind: string, texts: readonly string[]): void {
  readsNumbers(
    kind,
    texts.map((text) => [text]),
  );
}

function asks(kind: string, cases: readonly (readonly [text: string, why: string])[]): void {
  describe(kind, () => {
    it.each(cases)('%j asks: %s', (text, why) => {
      const reading = read(text);

      expect(reading.numbers).toEqual([]);
      expect(reading.asks.map((ask) => ask.why)).toContain(why);
    });
  });
}

readsNumbers('two numbers with something between them', [
  [`${FEDEX}/${FEDEX_OTHER}`, FEDEX, FEDEX_OTHER],
  [`${UPS}-${UPS_OTHER}`, UPS, UPS_OTHER],
  [`${UPS}_${UPS_OTHER}`, UPS, UPS_OTHER],
  [`${FEDEX} - ${FEDEX_OTHER}`, FEDEX, FEDEX_OTHER],
  [`${USPS} / ${USPS_OTHER}`, USPS, USPS_OTHER],
  [`${UPS} | ${UPS_OTHER}`, UPS, UPS_OTHER],
  [`${UPS}&${UPS_OTHER}`, UPS, UPS_OTHER],
  [`${FEDEX}+${FEDEX_OTHER}`, FEDEX, FEDEX_OTHER],
  [`${UPS} and ${UPS_OTHER}`, UPS, UPS_OTHER],
  [`${UPS} und ${UPS_OTHER}`, UPS, UPS_OTHER],
  [`${UPS} y ${UPS_OTHER}`, UPS, UPS_OTHER],
  [`${UPS}, ${FEDEX} and ${USPS}`, UPS, FEDEX, USPS],
  [`${UPS}\n${FEDEX}\r\n${USPS};${DHL}`, UPS, FEDEX, USPS, DHL],
  [`${UPS}\t${UPS_OTHER}`, UPS, UPS_OTHER],
  [`["${UPS}","${UPS_OTHER}"]`, UPS, UPS_OTHER],
  ['AB123456 CD123456', 'AB123456', 'CD123456'],
  ['AB12345 CD123456', 'AB12345', 'CD123456'],
  ['1234-5678-901 2345-6789-012', '12345678901', '23456789012'],
]);

readsNumbers('one number in groups', [
  ['1Z 410 E7W 03 9275 1591', UPS],
  ['7995 3127 4483', FEDEX],
  ['7995-3127-4483', FEDEX],
  ['5682 8361 0012 734', GROUND],
  ['9405 8036 9930 0124 2878 99', USPS],
  ['9 4 0 5 8 0 3 6 9 9 3 0 0 1 2 4 2 8 7 8 9 9', USPS],
  ['00340433 836442636597', '00340433836442636597'],
  ['94058036993001242878 99', USPS],
  ['TBC 000000000001', 'TBC000000000001'],
  ['RB 123 456 785 CF', POST],
  ['1234 5678 90 12', '123456789012'],
  ['123-456789-1', '1234567891'],
  ['1LS7119013618127-1', '1LS7119013618127-1'],
]);

readsNumbers('two numbers in groups', [
  ['7995 3127 4483 7905 3531 2317', FEDEX, FEDEX_OTHER],
  ['7995-3127-4483 7905-3531-2317', FEDEX, FEDEX_OTHER],
  ['7995 3127 4483, 7905 3531 2317', FEDEX, FEDEX_OTHER],
]);

readsNumbers('what was scanned twice or runs together', [
  [`${UPS}${UPS}`, UPS],
  [`${FEDEX}${FEDEX}`, FEDEX],
  [`${USPS}${USPS}`, USPS],
  [`${UPS}\n${UPS.toLowerCase()}`, UPS],
  [`${UPS}${UPS_OTHER}`, UPS, UPS_OTHER],
  [`${USPS}${USPS_OTHER}`, USPS, USPS_OTHER],
]);

readsNumbers('a word glued to a number', [
  [`UPS-${UPS}`, UPS],
  [`ups${UPS.toLowerCase()}`, UPS],
  [`FEDEX${FEDEX}`, FEDEX],
  [`FedExGround${GROUND}`, GROUND],
  [`USPS${USPS}`, USPS],
  [`TRK#${FEDEX}`, FEDEX],
  [`TRACKING${FEDEX}`, FEDEX],
  [`AmazonTBC000000000001`, 'TBC000000000001'],
  [`${UPS}UPS`, UPS],
  ['PRO123456', '123456'],
]);

readsNumbers('a word beside a number', [
  [`UPS: ${UPS}`, UPS],
  [`FedEx Home Delivery ${GROUND}`, GROUND],
  [`DHL ${DHL}`, DHL],
  [`Tracking # ${FEDEX}`, FEDEX],
  [`${POST} Royal Mail`, POST],
  [`Sendungsnummer: ${FEDEX}`, FEDEX],
  [`Colis n° ${FEDEX}`, FEDEX],
  [`Nº de seguimiento: ${FEDEX}`, FEDEX],
  [`Numer przesyłki ${FEDEX}`, FEDEX],
  [`単号`.slice(0, 0) + `单号：SF1234567890123`, 'SF1234567890123'],
  ['お問い合わせ番号 4444-1375-8703', '444413758703'],
  [`Номер отслеживания ${FEDEX}`, FEDEX],
  [`AWB ${DHL}`, DHL],
  ['Estes PRO 0123456789', '0123456789'],
  ['FedEx Freight 400123456', '400123456'],
  [`Tracking:\n${UPS}`, UPS],
]);

readsNumbers('a number of a spreadsheet', [
  [`${FEDEX}.0`, FEDEX],
  [`${DHL}.00`, DHL],
  [`${FEDEX},00`, FEDEX],
  ['799,531,274,483', FEDEX],
  ['799.531.274.483', FEDEX],
  ["799'531'274'483", FEDEX],
  ['799,531,274,483.00', FEDEX],
  // All twelve digits are there.
  ['7.99531274483E+11', FEDEX],
  ['7,99531274483E+11', FEDEX],
  [`="${USPS}"`, USPS],
]);

readsNumbers('marks around a number', [
  [`${UPS}.`, UPS],
  [`-${UPS}`, UPS],
  [`${FEDEX}/`, FEDEX],
  [`'${UPS}`, UPS],
  [`“${UPS}”`, UPS],
  [`(${UPS})`, UPS],
  [`*${UPS}*`, UPS],
  [`#${FEDEX}`, FEDEX],
  [`• ${UPS}`, UPS],
  [`\uFEFF1Z410E7W\u200B0392751591\u200E`, UPS],
  ['１Ｚ４１０Ｅ７Ｗ０３９２７５１５９１', UPS],
  [`${UPS}\u00A0`, UPS],
  ['1Z#410E7W0392751591', UPS],
]);

readsNumbers('a link', [
  [`https://www.ups.com/track?loc=en_US&tracknum=${UPS}&requester=ST/`, UPS],
  [`https://www.fedex.com/fedextrack/?trknbr=${FEDEX}`, FEDEX],
  [`www.fedex.com/fedextrack/${FEDEX}`, FEDEX],
  [`tools.usps.com/go/TrackConfirmAction?tLabels=${USPS}`, USPS],
  [`https://www.fedex.com/apps/fedextrack/?tracknumbers=${FEDEX}%2C${FEDEX_OTHER}&cntry_code=us`, FEDEX, FEDEX_OTHER],
  [`<a href="https://www.ups.com/track?tracknum=${UPS}">Track</a>`, UPS],
  [`UPS ${UPS} https://www.ups.com/track`, UPS],
  ['https://gls-group.com/track/12345678901', '12345678901'],
]);

readsNumbers('what is left of markup', [
  [`${UPS}&lt;br&gt;${UPS_OTHER}`, UPS, UPS_OTHER],
  [`${UPS}&amp;lt;br /&amp;gt;${UPS_OTHER}`, UPS, UPS_OTHER],
  [`${UPS}</br>${UPS_OTHER}`, UPS, UPS_OTHER],
  [`${UPS}&nbsp;`, UPS],
  [`<p>${UPS}</p><p>${UPS_OTHER}</p>`, UPS, UPS_OTHER],
  [`<span style="color:red">${UPS}</span>`, UPS],
  [`${UPS}&#13;&#10;${UPS_OTHER}`, UPS, UPS_OTHER],
  [`${UPS}\\n${UPS_OTHER}`, UPS, UPS_OTHER],
]);

readsNumbers('the barcode of a label', [
  ['1001921380360001000300639585804382', '639585804382'],
  ['9622001560000000000000794808390594', '794808390594'],
  ['32971510360102447848540980802018', '784854098080'],
  ['a7995312744830663c', FEDEX],
  [`42090210${USPS}`, USPS],
  [`420902101234${USPS}`, USPS],
  [`(420)90210(94)05803699300124287899`, USPS],
  [`]C142090210\u001D${USPS}`, USPS],
  ['%008182709980000020033350276C', '09980000020033'],
]);

readsNumbers('a number with what belongs to its box', [
  [`${UPS}_TestValue`, UPS],
  [`${FEDEX}-1`, FEDEX],
  [`${UPS} (2 boxes)`, UPS],
  [`${FEDEX} 2 of 3`, FEDEX],
  [`${FEDEX} x2`, FEDEX],
  [`${UPS} 12 lbs`, UPS],
  [`${FEDEX} 11/16/2026`, FEDEX],
  [`Box 1: ${UPS} Box 2: ${UPS_OTHER}`, UPS, UPS_OTHER],
  [`1) ${UPS}\n2) ${UPS_OTHER}`, UPS, UPS_OTHER],
  [`2 pkgs, 45kg, $12.50: ${UPS}`, UPS],
  [`Shipped today by Bob, tracking ${FEDEX}, thanks`, FEDEX],
  [`PO 778899 ${UPS}`, UPS],
  [`${FEDEX}, 2 boxes will call`, FEDEX],
]);

readsNumbers("AfterShip's own notation", [
  ['dpd#09980000020033F', '09980000020033F'],
  [`${POST}:AUS:7000`, POST],
  ['postnl-3s#3STNDH0017348:2935VV', '3STNDH0017348'],
  ['10123456:15637:79', '10123456'],
  [`ups#${UPS}, fedex#${FEDEX}`, UPS, FEDEX],
]);

readsNumbers('what is void or replaced', [
  [`CANCELLED ${UPS}`],
  [`VOID ${UPS}`],
  [`${UPS} (void)`],
  [`storniert: ${UPS}`],
  [`do not use ${UPS}`],
  [`OLD ${UPS} NEW ${UPS_OTHER}`, UPS_OTHER],
  [`${UPS} (VOID) ${UPS_OTHER}`, UPS_OTHER],
  [`VOID ${UPS} / ${UPS_OTHER}`, UPS_OTHER],
  [`${UPS} replaced by ${UPS_OTHER}`, UPS_OTHER],
  [`${UPS_OTHER} (replaces ${UPS})`, UPS_OTHER],
  [`${UPS_OTHER} instead of ${UPS}`, UPS_OTHER],
  [`alt: ${UPS} neu: ${UPS_OTHER}`, UPS_OTHER],
  [`Corrected: ${UPS_OTHER} (was ${UPS})`, UPS_OTHER],
  [`OLD:\n${UPS}\nNEW:\n${UPS_OTHER}`, UPS_OTHER],
  // Names, and words that say nothing about one number alone.
  ['Old Dominion 07209562763', '07209562763'],
  [`your package ${UPS} was sent`, UPS],
]);

readsNumbers('a letter for a digit', [
  [`I${UPS.slice(1)}`, UPS],
  [`l${UPS.slice(1).toLowerCase()}`, UPS],
  [USPS.replace('0', 'O'), USPS],
  ['1Z410E7W0392751591'.replace('0392', 'O392'), UPS],
]);

readsNumbers('numbers that nobody knows', [
  ['DT106258301749', 'DT106258301749'],
  ['71123456789123456787', '71123456789123456787'],
  ['0001234567', '0001234567'],
  ['JVGL0999999990', 'JVGL0999999990'],
  ['1E10A7B', '1E10A7B'],
  ['ab-1234567', 'AB-1234567'],
]);

readsNone('dates', [
  '10/12/2026',
  '16.11.2026',
  '11/16/26',
  '10/12',
  'Nov 16',
  '16NOV2026',
  '2026-11-16T10:30:00Z',
  '20261116',
  '16112026',
  '16. November 2026',
  '16 de noviembre de 2026',
  '2026年11月16日',
  '11/16/2026 10:30 AM',
  '2026-W47',
]);

readsNone('placeholders, with a date or a count', [
  '- None -',
  'N/A',
  'TBD 2',
  'Will-Call 2',
  'N/A 2',
  'DROPSHIP1',
  'Pick-up 10/12',
  'P/U 11/16',
  'CPU 11/3',
  'Del 5/6',
  'Our truck 10/12/2026',
  'Abholung 16.11.',
  'Retrait le 16/11/2026',
  'Pendiente 20261116',
  '自取 11月16日',
  'see notes',
  'undefined',
  '#N/A',
  '0',
  '000000000000',
  '-',
  '😀😀😀😀',
]);

readsNone('counts, measures and money', [
  '2 pcs',
  '12ctn',
  '3 PLTS',
  '1 of 2',
  '2/3',
  'Run 12',
  'Truck #4521',
  '12 lbs',
  '48x40x60',
  '$12.50',
  '12,50 €',
  '1,200 lbs',
  '2 Paletten / 640 kg',
  '3箱',
]);

readsNone('phone numbers', [
  '555-123-4567',
  '(555) 123-4567',
  '+1 555 123 4567',
  '+49 (0)171 1234567',
  '0171/1234567',
  '01 23 45 67 89',
  '090-1234-5678',
  'Tel: 5551234567',
  'call Bob 555.123.4567 x12',
  'jane@example.com',
]);

readsNone('documents', [
  'IF3101',
  'see SO 12345',
  'PO12345',
  'P.O.# 4500123456',
  'Order #1002345',
  'Bestellung 4500012345',
  'Rechnung 123456',
  'UPS Acct 12345678',
  'RMA# 10023',
]);

readsNone('sentences without a number', [
  'Delivered by John at 5pm',
  'left with Jane, room 12',
  'Hand carried to site 11/16 by tech, 2 of 5 boxes',
  'https://docs.acme.com/s/1234',
  'http://www.ups.com/track',
]);

asks('damaged numbers', [
  ['9.40551E+21', 'digits_lost'],
  ['9,40551e21', 'digits_lost'],
  ['9.40551 E+21', 'digits_lost'],
  ['9400111206206400000000', 'digits_lost'],
  ['1Z410E7W0392751592', 'check_digit'],
  ['1Z410E7W0392571591', 'check_digit'],
  ['9405803699300124287898', 'check_digit'],
  ['RB123456784CF', 'check_digit'],
  ['1001921380360001000300639585804383', 'check_digit'],
  ['1Z410E7W039275159', 'wrong_length'],
  ['1Z410E7W03927515911', 'wrong_length'],
  ['2Z410E7W0392751591', 'wrong_length'],
  ['Z410E7W0392751591', 'wrong_length'],
  ['940580369930012428789', 'wrong_length'],
  ['RB12345678CF', 'wrong_length'],
  ['7'.repeat(20) + '1'.repeat(20), 'too_long'],
]);

asks('what can be read in two ways', [
  [`${FEDEX}-856`, 'rest_of_a_number'],
  [`${FEDEX}/84/85`, 'rest_of_a_number'],
  ['5108 7693037816', 'rest_of_a_number'],
  [`${UPS} thru ${UPS_OTHER}`, 'number_range'],
  [`${UPS} → ${UPS_OTHER}`, 'number_range'],
  [`${UPS} VOID ${UPS_OTHER}`, 'which_is_valid'],
  [`${UPS}, new ${UPS_OTHER}`, 'which_is_valid'],
  ['S57600 2440000000025001', 'two_readings'],
  ['R&L I12345678-9', 'two_readings'],
  ['AB 1234567', 'unknown_words'],
  [`Return label: ${UPS}`, 'return_parcel'],
]);

asks('what nothing explains', [
  ['DHL 12345', 'too_short'],
  ['pallet 123456', 'too_short'],
  ['A123', 'too_short'],
  ['BOL 123456789', 'other_reference'],
  ['Pending 123456789', 'unknown_words'],
  ['Johnson 123456789', 'unknown_words'],
  ['Tracking: 555-123-4567', 'phone_form'],
]);

describe('the whole reading', () => {
  it('is numbers with what was done to read them, questions with what they are about, and what is certainly none', () => {
    const reading = read(`ups#${UPS}:80331; 1Z410E7W0392751592 | Will call 11/3`);

    expect(reading.numbers).toEqual([
      {
        number: UPS,
        typed: UPS,
        form: expect.objectContaining({ id: 'ups-1z' }),
        how: 'notation',
        slug: 'ups',
        parameters: ['80331'],
      },
    ]);
    expect(reading.asks).toEqual([{ why: 'check_digit', text: '1Z410E7W0392751592', form: 'ups-1z', readings: [] }]);
    expect(reading.ignored).toEqual([{ text: 'Will call 11/3', why: 'placeholder' }]);
  });

  it.each([
    [UPS, 'typed'],
    [UPS.toLowerCase(), 'cleaned'],
    ['7995 3127 4483', 'joined'],
    [`${UPS}${UPS_OTHER}`, 'split'],
    [`42090210${USPS}`, 'barcode'],
    [`https://www.ups.com/track?tracknum=${UPS}`, 'link'],
    [`${POST}:AUS`, 'notation'],
    [`${FEDEX}.0`, 'spreadsheet'],
    [`I${UPS.slice(1)}`, 'corrected'],
  ])('%j is read as %s', (text, how) => {
    expect(read(text).numbers[0]?.how).toBe(how);
  });

  it('does not hold back good numbers of a field because of a bad one', () => {
    const { numbers, asks: questions } = read(`${UPS}, 9,40551E+21, 9,40552E21,${UPS_OTHER}; N/A <BR> 12`);

    expect(numbers.map(({ number }) => number)).toEqual([UPS, UPS_OTHER]);
    expect(questions.map(({ text }) => text)).toEqual(['9,40551E+21', '9,40552E21']);
  });

  it('offers what could be meant', () => {
    expect(read('2Z410E7W0392751591').asks[0]?.readings).toEqual([[UPS]]);
    expect(read(`${FEDEX}-856`).asks[0]?.readings).toEqual([[FEDEX], [FEDEX, '799531274856']]);
    expect(read('R&L I12345678-9').asks[0]?.readings).toEqual([['LI12345678'], ['I12345678']]);
  });

  it('has one parcel for a barcode and the number in it', () => {
    expect(numbersOf('1001921380360001000300639585804382, 639585804382')).toEqual(['639585804382']);
    expect(numbersOf('9611020987654312345672\n987654312345672')).toEqual(['9611020987654312345672']);
  });

  it('keeps one number under two slugs apart, as AfterShip does', () => {
    expect(read(`ups#${FEDEX}, fedex#${FEDEX}`).numbers.map(({ slug }) => slug)).toEqual(['ups', 'fedex']);
  });

  it('asks about a text that is longer than any list of numbers', () => {
    const { numbers, asks: questions } = read(`${UPS}, `.repeat(1000));

    expect(numbers).toEqual([]);
    expect(questions).toEqual([expect.objectContaining({ why: 'too_much_text' })]);
  });

  it('is nothing for nothing', () => {
    expect(read(' \t,;\r\n<BR>\u200B')).toEqual({ numbers: [], asks: [], ignored: [] });
  });
});

describe('own documents', () => {
  it.each([
    ['100012345', ['100012345']],
    ['web 100012345', ['WEB-100012345']],
    ['2026-001234', ['2026001234']],
    ['#1001', ['1001']],
  ])('%j is no number of a parcel when %j are the own ones', (text, ownNumbers) => {
    expect(read(text, { ownNumbers }).numbers).toEqual([]);
    expect(read(text, { ownNumbers }).ignored).toEqual([expect.objectContaining({ why: 'document' })]);
  });

  it('have the prefixes of the account', () => {
    expect(numbersOf('HDQ100234')).toEqual(['HDQ100234']);
    expect(numbersOf('HDQ100234', { ownNumbers: [], ownPrefixes: ['HDQ'] })).toEqual([]);
    expect(numbersOf('hdq-100234', { ownNumbers: [], ownPrefixes: ['HDQ'] })).toEqual([]);
  });

  it('stand beside a number without harm', () => {
    const context = { ownNumbers: ['100012345'] };

    expect(numbersOf(`100012345/${FEDEX}`, context)).toEqual([FEDEX]);
    expect(numbersOf(`${FEDEX} for order 100012345`, context)).toEqual([FEDEX]);
  });

  it('take any characters of a prefix as they are', () => {
    expect(numbersOf('A.(100234', { ownNumbers: [], ownPrefixes: ['A.('] })).toEqual([]);
  });
});
