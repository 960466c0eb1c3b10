/**
 * Carriers' published test numbers, by the id of the form in core/numbers/forms.ts.
 *
 * Source, unless a comment names another: github.com/jkeen/tracking_number_data (MIT), commit
 * b79ce4bfc04519ef4bc85bf7c6f321795aadf3d3, with spaces left out.
 */

export interface TestNumbers {
  readonly form: string;
  /** What stands on the label or in its barcode. */
  readonly valid: readonly string[];
  /** The same as the carrier prints it, where that is less. */
  readonly printed?: readonly string[];
  /** Numbers that do not have the form, most of them by their check digit alone. */
  readonly invalid: readonly string[];
}

export const TEST_NUMBERS: readonly TestNumbers[] = [
  {
    form: 'ups-1z',
    valid: [
      '1Z5R89390357567127',
      '1Z879E930346834440',
      '1Z410E7W0392751591',
      '1Z8V92A70367203024',
      '1ZXX3150YW44070023',
    ],
    invalid: ['2Z5R89390357567127', '1A5R89390357567127', '1Z1111111111111111'],
  },
  {
    form: 'ups-waybill',
    valid: ['K1506235620', 'K2479825491', 'J4603636537', 'V0490119172', 'V0431105627'],
    invalid: ['K1506235622', 'K2479825492', 'J4603636538', 'V0411335627', 'V0423305841'],
  },
  {
    form: 'usps-94',
    valid: ['9400111206206406260787', '9400111201080805483016', '9405803699300124287899', '9434611206206406227577'],
    invalid: ['9434611206206407667131', '9434611306206407667222', '2334611306206407667222'],
  },
  { form: 'usps-95', valid: ['9505511069605048600624'], invalid: ['9505511069605048600625'] },
  {
    form: 'usps-92',
    valid: ['9261292700768711948021', '9261290983497923666238', '92748931507708513018050063'],
    invalid: ['9200000000000000000000', '61299998820821171811'],
  },
  { form: 'usps-93', valid: ['9361289878700317633795'], invalid: ['9361289878700317633796'] },
  { form: 'usps-91', valid: ['9101123456789000000013'], invalid: ['9101123456789000000014'] },
  {
    form: 'usps-20',
    valid: ['03071790000523483741', '71123456789123456787'],
    invalid: ['03071790000523483742'],
  },
  { form: 'usps-20-of-91', valid: ['71969010756003077385'], invalid: ['71969010756003077386'] },
  {
    form: 'usps-zip-91',
    valid: ['420221539101026837331000039521'],
    printed: ['9101026837331000039521'],
    invalid: ['420221539101026837331000039522'],
  },
  {
    form: 'usps-zip-94',
    valid: ['420787459400111206206406260787'],
    printed: ['9400111206206406260787'],
    invalid: ['420787459400111206206406260788'],
  },
  {
    form: 'usps-zip-92',
    valid: ['420902459261290336128704042634', '420112139261290983497923666238'],
    printed: ['9261290336128704042634', '9261290983497923666238'],
    invalid: ['420000000000000000000000000000'],
  },
  {
    form: 'usps-zip9-92',
    valid: ['4201028200009261290113185417468510', '4201002334249200190132607600833457'],
    printed: ['9261290113185417468510', '9200190132607600833457'],
    invalid: ['4201028200009261290113185417468511'],
  },
  {
    form: 'fedex-12',
    valid: ['986578788855', '477179081230', '799531274483', '790535312317', '974367662710'],
    invalid: ['996578788855'],
  },
  {
    form: 'fedex-15',
    valid: ['041441760228964', '568283610012000', '568283610012734'],
    invalid: ['568283610012732'],
  },
  { form: 'fedex-96', valid: ['9611020987654312345672'], invalid: ['9600000000000000000001'] },
  // github.com/AdamAld/tracking_number_data
  { form: 'fedex-smartpost', valid: ['61299998820821171811'], invalid: ['61299998820821171812'] },
  { form: 'sscc-18', valid: ['000123450000000027'], invalid: ['000000000000000001'] },
  {
    form: 'fedex-express-label',
    valid: [
      '1001921334250001000300779017972697',
      '1001921380360001000300639585804382',
      '1027590111820004833500785458233610',
      '1195266473930007521100871079919940',
    ],
    printed: ['779017972697', '639585804382', '785458233610', '871079919940'],
    invalid: ['1001901781990001000300617767839438'],
  },
  {
    form: 'fedex-ground-label',
    valid: [
      '9622001900000000000000776632517510',
      '9622001560001234567100794808390594',
      '9632001560123456789900794808390594',
    ],
    printed: ['776632517510', '794808390594', '794808390594'],
    invalid: ['9622001560001234567100794808390595', '9622001560001234567100794808390597'],
  },
  {
    form: 'fedex-astra-label',
    valid: ['32971514560102447849175802862014', '33810799560000004380417923803212'],
    printed: ['784917580286', '438041792380'],
    invalid: ['32971514560102447849175802852014', '3297151456010244784917580286201'],
  },
  // The number above between Codabar's start and stop characters, with the four digits of an airbill's form.
  { form: 'fedex-codabar', valid: ['D9865787888550402B'], printed: ['986578788855'], invalid: ['D9965787888550402B'] },
  {
    form: 'dhl-express',
    valid: ['3318810025', '73891051146', '8487135506', '1099255990', '3821724944'],
    invalid: ['3318810010', '3318810034', '3318810011'],
  },
  { form: 'dhl-piece', valid: ['JJD0099999999'], invalid: ['XJD0099999998'] },
  { form: 'dhl-jvgl', valid: ['JVGL0999999990'], invalid: ['JVGL099999999'] },
  {
    form: 'dhl-mail',
    valid: ['GM2951173225174494', 'GM295117494011169042', 'GM9E44608A27984866BA2D'],
    invalid: ['GS295117494011169041', 'AAAAAAAAAAAAAAAAAA'],
  },
  { form: 'dhl-mail-14', valid: ['60120172242323', '51087693037816'], invalid: ['A60120172242323', '160120172242323'] },
  // paketda.de, on the check digits of German carriers
  { form: 'dhl-paket', valid: ['00340433836442636597'], invalid: ['00340433836442636598'] },
  { form: 'dhl-identcode', valid: ['201298452277'], invalid: ['201298452278'] },
  { form: 'hermes-14', valid: ['09133131530724'], invalid: ['09133131530725'] },
  {
    form: 'canada-post',
    valid: ['0073938000549297', '7035114477138472', '4002847016405018'],
    invalid: ['0073938000549292', '7035114477138471', '5002847016405018'],
  },
  {
    form: 'purolator-12',
    valid: ['320595463938', '320606146993', '287809468872', '331426749957'],
    invalid: ['320595463939', '287809468875'],
  },
  { form: 'purolator-letters', valid: ['KYV009956937', 'CGK002986959'], invalid: ['KY009956937', '331426749957'] },
  {
    form: 'canpar',
    valid: ['D576002440000001718010', 'L576002440000000001004', 'S576002440000000025001'],
    invalid: ['1576002440000002510003', 'D57600244000000251000', 'M576002440000002510003'],
  },
  {
    form: 'ontrac-c',
    valid: ['C11031500001879', 'C10999911320231', 'C11121552953069'],
    invalid: ['C10000000000000', 'C11031500001889'],
  },
  {
    form: 'ontrac-d',
    valid: ['D10011354453707', 'D10011345983010', 'D10011342332145'],
    invalid: ['D10011345983012', 'D10011342332144'],
  },
  {
    form: 'lasership-l',
    valid: ['LX17635036', 'LI12979072', 'LA28376237', 'LH13830790', 'LE10917377', 'LN30083672'],
    invalid: ['LX9763503N', 'XA17635036', 'LA97635036'],
  },
  { form: 'lasership-1ls7', valid: ['1LS717793482164', '1LS720000000000'], invalid: ['1LX734505321754'] },
  {
    form: 'lasership-1ls7-1',
    valid: ['1LS71190136181271'],
    printed: ['1LS7119013618127-1'],
    invalid: ['1LS71190136181272'],
  },
  { form: 'lasership-1lscx', valid: ['1LSCXVE0058631Y', '1LSCXVE005BUEFX'], invalid: ['1LSCZVE0058631Y'] },
  {
    form: 'amazon',
    valid: ['TBA010000000000', 'TBC000000000001', 'TBM502887274000'],
    invalid: ['TBA50288727400A', 'TBB000000000000'],
  },
  { form: 'amazon-abroad', valid: ['C1004444443'], invalid: ['D1234567890'] },
  {
    form: 'old-dominion',
    valid: ['07209562763', '77767553207', '78045768393'],
    invalid: ['07209562773', '79927398713'],
  },
  { form: 'old-dominion-80', valid: ['80003280379', '80993847369'], invalid: ['80003280389'] },
  { form: 'speedee', valid: ['SP029692510000920746'], invalid: ['SX029692510000920746', '029692510000920746'] },
  { form: 'landmark', valid: ['LTN74207623N1'], invalid: ['LSN74209518N1'] },
  { form: 'gofo', valid: ['GFUS01011884214464'], invalid: ['GFUS0101188421446'] },
  { form: 'yodel', valid: ['JJD0002257639032011', 'JD0002242617644732'], invalid: ['JD000225440506099'] },
  { form: 'yunexpress', valid: ['YT2229521272164446'], invalid: ['YT123456789012345'] },
  { form: 'dpd', valid: ['09980000020033F', '09980000020034D'], invalid: ['09980000020033D'] },
  {
    form: 'dpd-label',
    valid: ['008182709980000020033350276C', '008182709980000020045327276N'],
    printed: ['09980000020033', '09980000020045'],
    invalid: ['008182709980000020033350276A'],
  },
  { form: 's10-gb', valid: ['RB123456785GB'], invalid: ['RB123456786GB'] },
  { form: 's10-us', valid: ['RB123456785US'], invalid: ['RB123456786US'] },
  { form: 's10', valid: ['RB123456785CV', 'RB123456785CF'], invalid: ['RB123456785XX'] },
  // github.com/TakamoriYamashiro/shipping-jp-js: one number each of Yamato, Japan Post and Sagawa
  { form: 'japan', valid: ['444413758703', '405548424886', '512547514334'], invalid: ['444413758704'] },
  // AfterShip's help page on its own notation
  { form: 'postnl-3s', valid: ['3STNDH0017348'], invalid: ['3STNDH001734'] },
];
