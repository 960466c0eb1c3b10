import { parseAccountCouriers } from '../../../src/TypeScript/aftership/core/carrier/account_couriers';
import { parseCarrierMapping } from '../../../src/TypeScript/aftership/core/carrier/mapping';
import { findCouriers, isCertain, type Lacking } from '../../../src/TypeScript/aftership/core/carrier/mapping_findings';
import { describeCourierFinding } from '../../../src/TypeScript/aftership/core/carrier/mapping_texts';

function textsOf(mapping: string, couriers: object | null = null, lacking: readonly Lacking[] = []) {
  const text = couriers === null ? null : JSON.stringify({ on: '2026-11-24', couriers });
  return findCouriers(parseCarrierMapping(mapping), parseAccountCouriers(text), lacking).map(
    (finding) => `${isCertain(finding) ? '!' : '?'} ${describeCourierFinding(finding)}`,
  );
}

it.each([
  ['a courier that is there and asks for nothing', 'A = ups', { ups: { listed: true } }, []],
  ['a courier that was not asked about', 'A = ups', null, []],
  ['a courier of which AfterShip did not tell', 'A = ups', { ups: 'not told' }, []],
  [
    'a slug that does not exist, with the one that is meant',
    'A = dpd\nB = royalmail\nC = royalmail always',
    { royalmail: 'absent', dpd: { listed: true } },
    [
      '! Lines 2, 3 of the carrier mapping: AfterShip has no carrier royalmail, so it refuses each package. Did you mean royal-mail?',
    ],
  ],
  [
    'a slug that does not exist, near to none',
    'A = quite-another',
    { 'quite-another': 'absent' },
    ['! Line 1 of the carrier mapping: AfterShip has no carrier quite-another, so it refuses each package.'],
  ],
  [
    'a courier that is not on the account’s list',
    'A = ups',
    { ups: { listed: false } },
    [
      '? Line 1 of the carrier mapping: Carrier ups is not on the courier list of your AfterShip account. Add it to that list in AfterShip’s admin.',
    ],
  ],
  ['a courier of an account without a list', 'A = ups', { ups: { listed: null } }, []],
  [
    'a courier that needs a connection, by its slug alone',
    'A = ups-api',
    null,
    [
      '? Line 1 of the carrier mapping: Carrier ups-api follows packages only through a connection of your own to the carrier. Make one at AfterShip, if there is none.',
    ],
  ],
  [
    'a courier that needs a connection, as AfterShip says',
    'A = dpd',
    { dpd: { listed: true, connection: true } },
    [
      '? Line 1 of the carrier mapping: Carrier dpd follows packages only through a connection of your own to the carrier. Make one at AfterShip, if there is none.',
    ],
  ],
  ['a courier that asks for what fulfillments have', 'A = arrowxl', null, []],
  [
    'a courier that asks for what no fulfillment has',
    'A = amazon-order',
    null,
    [
      '? Line 1 of the carrier mapping: Carrier amazon-order asks for a tracking key with every package. Type the tracking key behind the tracking number, as number:value in AfterShip’s notation, or map it with the connection’s field mapping (tracking_key).',
    ],
  ],
])('%s', (_what, mapping, couriers, texts) => {
  expect(textsOf(mapping, couriers)).toEqual(texts);
});

it('counts the packages that lack what their courier asks for, once for each field, whether or not a line names it', () => {
  const lacking: readonly Lacking[] = [
    { slug: 'arrowxl', field: 'destination_postal_code', count: 1 },
    { slug: 'amazon-order', field: 'tracking_key', count: 3 },
  ];

  expect(textsOf('A = amazon-order', null, lacking)).toEqual([
    '! Carrier arrowxl asks for a postal code, which 1 package in Preview lacks. Enter the postal code of the fulfillment’s shipping address.',
    '! Line 1 of the carrier mapping: Carrier amazon-order asks for a tracking key, which 3 packages in Preview lack. Type the tracking key behind the tracking number, as number:value in AfterShip’s notation, or map it with the connection’s field mapping (tracking_key).',
  ]);
});

it('does not take what another carrier lacks, or another field, for what this one asks for', () => {
  const lacking: readonly Lacking[] = [
    { slug: 'amazon-fba-us', field: 'tracking_key', count: 1 },
    { slug: 'amazon-order', field: 'destination_postal_code', count: 1 },
  ];

  expect(textsOf('A = amazon-order', null, lacking).map((text) => text.slice(0, 60))).toEqual([
    '! Carrier amazon-fba-us asks for a tracking key, which 1 pac',
    '! Line 1 of the carrier mapping: Carrier amazon-order asks f',
    '? Line 1 of the carrier mapping: Carrier amazon-order asks f',
  ]);
});

it('says of a carrier that does not exist nothing else', () => {
  expect(textsOf('A = nobody-api', { 'nobody-api': 'absent' })).toHaveLength(1);
});
