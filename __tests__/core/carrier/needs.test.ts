import { COURIER_FIELDS } from '../../../src/TypeScript/aftership/core/carrier/requirements';
import {
  describeLack,
  describeRefusedFields,
  isOfFulfillment,
  lacksOf,
  whatFieldIs,
  whereToPut,
} from '../../../src/TypeScript/aftership/core/carrier/needs';
import { messageOf, remedyOf } from '../../../src/TypeScript/aftership/core/ledger/reasons';

const SAID =
  'Missing or invalid value of the required fields for this courier. Besides tracking_number, also required: ';
const POSTAL = 'Enter the postal code of the fulfillment’s shipping address.';
const KEY =
  'Type the tracking key behind the tracking number, as number:value in AfterShip’s notation, or map it with the connection’s field mapping (tracking_key).';

it.each(COURIER_FIELDS)('says in words what %s is and where it is put', (field) => {
  expect(whatFieldIs(field)).toMatch(/^a /);
  expect(whereToPut(field)).toMatch(/^(Enter|Type) .*\.$/);
  expect(whereToPut(field).includes('address')).toBe(/^(destination|origin)_/.test(field));
  expect(isOfFulfillment(field)).toBe(!/key|account/.test(field));
});

it('finds what the body of a create lacks', () => {
  const body = { destination_postal_code: '10115', tracking_key: 'A' };

  expect(lacksOf(body, ['destination_postal_code', 'destination_state', 'tracking_key'])).toEqual([
    'destination_state',
  ]);
  expect(lacksOf({}, [])).toEqual([]);
});

it('says before the create what is missing', () => {
  expect(describeLack('arrowxl', 'destination_postal_code')).toBe(
    `Carrier arrowxl asks for a postal code, which the shipping address has not. ${POSTAL}`,
  );
  expect(describeLack('amazon-order', 'tracking_key')).toBe(
    `Carrier amazon-order asks for a tracking key, which nothing gives. ${KEY}`,
  );
});

describe('what a courier asked for when AfterShip refused', () => {
  it.each([
    ['named', `${SAID}destination_postal_code`, '', `a postal code. ${POSTAL}`],
    ['named under its former name', `${SAID}tracking_postal_code`, '', `a postal code. ${POSTAL}`],
    ['named against what the facts say', `${SAID}destination_postal_code`, 'amazon-order', `a postal code. ${POSTAL}`],
    ['two', `${SAID}destination_postal_code, tracking_key`, '', `a postal code and a tracking key. ${POSTAL} ${KEY}`],
    [
      'three, one of them twice',
      `${SAID}destination_postal_code, tracking_key, destination_state, tracking_key`,
      '',
      `a postal code, a tracking key and a state. ${POSTAL} ${KEY} Enter the state of the fulfillment’s shipping address.`,
    ],
    ['not named, but known of the slug', 'Something is missing.', 'arrowxl', `a postal code. ${POSTAL}`],
    ['not named, and the slug is not known', 'Something is missing', 'ups', 'Something is missing.'],
    ['not known here', `${SAID}customers[x].phone_number`, '', `${SAID}customers[x].phone_number.`],
    ['known only in part', `${SAID}tracking_key, shoe_size`, '', `${SAID}tracking_key, shoe_size. ${KEY}`],
  ])('%s', (_what, said, slug, expected) => {
    expect(describeRefusedFields(said, slug)).toBe(expected);
  });

  it('stands in the message of its package, and nobody is sent to the address for a key', () => {
    const refused = (params: object) => messageOf({ reason: 'refused', params: { ...params }, answerCode: 4011 });

    expect(refused({ said: `${SAID}tracking_key`, slug: 'amazon-order' })).toBe(
      `This carrier needs more than the number: a tracking key. ${KEY} If it should be another carrier, correct the connection’s carrier mapping.`,
    );
    expect(refused({ slug: 'amazon-fba-us' })).not.toContain('address');
    expect(remedyOf('refused', 4011)).toBe(
      'This carrier needs more than the number: (each package says which). If it should be another carrier, correct the connection’s carrier mapping.',
    );
  });
});
