import fc from 'fast-check';

import { slugsNamedIn } from '../../../src/TypeScript/aftership/core/carrier/names';

function named(text: string): string {
  const slugs = slugsNamedIn(text);
  return slugs === null ? '-' : [...slugs].sort().join(' ');
}

describe('a text names', () => {
  it.each([
    // United States
    ['UPS Ground', 'ups'],
    ['UPS® Next Day Air', 'ups'],
    ['U.P.S. Ground', 'ups'],
    ['United Parcel Service', 'ups'],
    ['UPSWorldWideExpressBox10kg', 'ups'],
    ['UPS Worldwide Express Freight', 'ups'],
    ['UPS Ground with Freight Pricing', 'ups'],
    ['USPS Priority Mail', 'usps'],
    ['USPSPriorityMailFlatRateBox', 'usps'],
    ['US Mail', 'usps'],
    ['U.S. Postal Service', 'usps'],
    ['United States Postal Service First Class', 'usps'],
    ['FedEx Home Delivery', 'fedex'],
    ['Fed Ex 2Day', 'fedex'],
    ['FEDEX-GROUND', 'fedex'],
    ['FedExHomeDelivery', 'fedex'],
    ['Federal Express', 'fedex'],
    ['FDX', 'fedex'],
    ['FedEx 1Day® Freight', 'fedex'],
    ['FedEx International Priority Freight', 'fedex'],
    ['OnTrac Sunrise', 'ontrac'],
    ['LS (LaserShip)', 'lasership'],
    ['LSO Ground', 'lonestar'],
    ['SpeeDee Delivery', 'speedee'],
    ['ODFL', 'old-dominion'],
    ['R & L Carriers', 'rl-carriers'],
    ['C.H. Robinson LTL', 'chrobinson'],
    ['Estes Express Lines', 'estes'],
    ['Yellow Freight Sys', 'yrc'],
    // Canada and Mexico
    ['Canada Post Xpresspost USA', 'canada-post'],
    ['Postes Canada Colis accélérés', 'canada-post'],
    ['PurolatorExpress9AM', 'purolator'],
    ['Canpar Select Pak', 'canpar'],
    ['Estafeta Terrestre', 'estafeta'],
    // Europe
    ['Royal Mail Special Delivery Guaranteed', 'royal-mail'],
    ['UK_RoyalMailTracked', 'royal-mail'],
    ['Parcelforce express48', 'parcel-force'],
    ['Evri Next Day', 'myhermes-uk'],
    ['myHermes', 'myhermes-uk'],
    ['Yodel 48', 'yodel'],
    ['DX 24 Hour', 'dx'],
    ['An Post Registered', 'an-post'],
    ['Colissimo Domicile', 'colissimo'],
    ['Chronopost 13H', 'chronopost-france'],
    ['Mondial Relay Point Relais', 'mondialrelay'],
    ['Correos Express Paq 24', 'correosexpress'],
    ['Bartolini', 'brt-it'],
    ['Die Schweizerische Post', 'swiss-post'],
    ['Poczta Polska Kurier 48', 'poczta-polska'],
    ['Ceska posta - Balik Do ruky', 'ceska-posta'],
    ['Почта России', 'russian-post'],
    ['Нова Пошта', 'nova-poshta'],
    ['Ελληνικά Ταχυδρομεία', 'elta-courier'],
    ['Kühne+Nagel', 'kn'],
    ['Collect+', 'collectplus'],
    // Asia and the Pacific
    ['顺丰速运', 'sf-express'],
    ['順豐速運 標快', 'sf-express'],
    ['圆通速递', 'yto'],
    ['香港郵政', 'hong-kong-post'],
    ['ヤマト運輸 宅急便', 'taqbin-jp'],
    ['佐川急便(元払)', 'sagawa'],
    ['ไปรษณีย์ไทย EMS', 'thailand-post'],
    ['البريد السعودي', 'saudi-post'],
    ['AusPost eParcel', 'australia-post'],
    ['Couriers Please Standard', 'couriers-please'],
    ['CouriersPlease', 'couriers-please'],
    // A slug
    ['sf-express', 'sf-express'],
    ['myhermes-uk', 'myhermes-uk'],
  ])('%s: %s', (text, slugs) => {
    expect(named(text)).toBe(slugs);
  });

  it.each([
    ['UPS Mail Innovations', 'ups-mi'],
    ['UPS Expedited Mail Innovations', 'ups-mi'],
    ['UPS First-Class Mail', 'ups-mi'],
    ['UPS Priority Mail', 'ups-mi'],
    ['UPS M4', 'ups-mi'],
    ['UPSMI', 'ups-mi'],
    ['UPS i-parcel', 'i-parcel'],
    ['UPS LTL', 'ups-freight'],
    ['UPS Freight', 'ups-freight'],
    ['FedEx LTL', 'fedex-freight'],
    ['FedEx Freight Economy', 'fedex-freight'],
    ['FedEx International MailService', 'fedex-fims'],
    ['FedEx UK', 'fedex-uk'],
    ['StarTrack Premium', 'star-track'],
    ['Purolator International', 'purolator-international'],
    ['DHL Express 12:00', 'dhl'],
    ['DHL Worldwide Express', 'dhl'],
    ['DHL eCommerce', 'dhl-global-mail'],
    ['DHL SmartMail Parcel Plus Ground', 'dhl-global-mail'],
    ['DHL eCommerce Asia', 'dhl-global-mail-asia'],
    ['DHL Paket bis 5 kg', 'dhl-germany'],
    ['DHL Parcel UK', 'dhlparcel-uk'],
    ['DHL Freight Worldwide', 'dhl-freight'],
    ['DPD UK Next Day', 'dpd-uk'],
    ['DPD Local', 'interlink-express'],
    ['DPD Deutschland', 'dpd-de'],
    ['DPD (France)', 'exapaq'],
    ['GLS Italia', 'gls-italy'],
    ['GLS IT', 'gls-italy'],
    ['TNT Australia Road', 'tnt-au'],
    ['Deutsche Post Warensendung', 'deutsch-post'],
    ['Hermes Paket', 'hermes-de'],
    ['Yamato Japan', 'taqbin-jp'],
  ])('a brand with a slug of its own, %s: %s', (text, slugs) => {
    expect(named(text)).toBe(slugs);
  });

  it.each([
    ['FedEx Custom Critical'],
    ['UPS Supply Chain Solutions'],
    ['TForce Freight'],
    ['Veho'],
    ['DPD Belgium'],
    ['TNT Germany'],
  ])('a service without a slug: %s', (text) => {
    expect(named(text)).toBe('');
  });

  it.each([
    ['UPS or FedEx', 'fedex ups'],
    ['USPS / UPS', 'ups usps'],
    ['USPS Priority Mail / UPS Ground', 'ups ups-mi usps'],
    ['FedEx SmartPost (USPS last mile)', 'fedex usps'],
    ['UPS SurePost', 'ups usps'],
    ['UPS Ground Freight', 'ups ups-freight'],
    ['StarTrack (Australia Post)', 'australia-post star-track'],
    ['TNT', 'tnt tnt-au tnt-click tnt-fr tnt-it tnt-uk'],
    ['PostNL Pakket', 'postnl postnl-3s postnl-international'],
    ['中通快递', 'zto-domestic zto-express'],
  ])('several carriers, %s: %s', (text, slugs) => {
    expect(named(text)).toBe(slugs);
  });

  it.each(['DHL', 'DPD', 'GLS', 'Hermes'])('a whole family: %s', (text) => {
    expect(slugsNamedIn(text)?.size).toBeGreaterThan(3);
    expect(slugsNamedIn(`${text} Standard`)).toEqual(slugsNamedIn(text));
  });

  it.each([
    ['Priority Mail', 'usps'],
    ['Media Mail', 'usps'],
    ['Royal Mail Priority Mail', 'royal-mail'],
  ])('a product, where no carrier is named: %s, %s', (text, slugs) => {
    expect(named(text)).toBe(slugs);
  });

  it.each([
    ['SF', 'sf-express'],
    ['SF Bay Delivery', '-'],
    ['Speedy', 'speedy'],
    ['Speedy delivery', '-'],
    ['InPost', 'inpost-paczkomaty inpost-uk'],
    ['put in post box', '-'],
    ['FirstMile', 'firstmile'],
    ['first mile pickup', '-'],
    ['i-parcel', 'i-parcel'],
    ['I parcel', '-'],
  ])('not what looks like a name by chance: %s, %s', (text, slugs) => {
    expect(named(text)).toBe(slugs);
  });

  it.each([
    ['No UPS', '-'],
    ['Do not ship via FedEx', '-'],
    ['non-UPS', '-'],
    ['No UPS - USPS only', 'usps'],
    ['No signature - UPS Ground', 'ups'],
    ['Customer Pick-Ups', '-'],
  ])('nothing where it says so: %s, %s', (text, slugs) => {
    expect(named(text)).toBe(slugs);
  });
});

describe('a text that names no carrier', () => {
  it.each([
    ...['', '- None -', 'Web Shipping', 'Web Shipping - 40010', 'Standard Delivery', 'Free Shipping', 'Flat Rate'],
    ...['Ground', 'Express', 'Post', 'Express Post', 'Priority', 'Priority Overnight', 'Overnight', 'Best Way'],
    ...['Freight', 'LTL Freight', 'Air Freight', 'Local delivery', 'Home Delivery', '2-Day Shipping', 'Will Call'],
    ...['Customer Pickup', 'Our Truck', 'Courier', 'Mail', 'First Class', '1st Class', 'Parcel Post', 'Post Office'],
    ...[
      'Group shipment',
      'Cups and lids',
      'Versand',
      'Spedition',
      'Selbstabholung',
      'Livraison standard',
      'Point relais',
    ],
    ...['Corriere espresso', 'Envío estándar', 'Verzending', '配送', '快递', '国际快递', 'Доставка курьером', 'Почта'],
  ])('restricts nothing: %j', (text) => {
    expect(slugsNamedIn(text)).toBeNull();
  });

  const GENERIC = [
    ...['express', 'post', 'mail', 'courier', 'delivery', 'freight', 'logistics', 'shipping', 'ground', 'air'],
    ...['standard', 'overnight', 'parcel', 'package', 'service', 'international', 'domestic', 'economy', 'global'],
    ...['national', 'local', 'next', 'day', 'same', 'best', 'fast', 'road', 'cargo', 'transport', 'tracked'],
  ];

  it('is any row of words that carriers share', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...GENERIC), { minLength: 1, maxLength: 4 }), (words) => {
        expect([words.join(' '), slugsNamedIn(words.join(' '))]).toEqual([words.join(' '), null]);
      }),
      { numRuns: 2000 },
    );
  });

  it('may be any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(() => slugsNamedIn(text)).not.toThrow();
      }),
    );
  });
});
