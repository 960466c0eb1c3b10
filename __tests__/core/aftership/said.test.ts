import fc from 'fast-check';
import { plainLetters } from '../../../src/TypeScript/aftership/core/letters';
import { LONGEST_SENTENCE, withoutPersons, type SentBody } from '../../../src/TypeScript/aftership/core/aftership/said';

const SENT: SentBody = {
  id: 'ns-1234567-5f0c',
  tracking_number: '1Z5R89390357567127',
  slug: 'amazon-fba-us',
  title: 'SO50',
  note: 'a gift for Ana',
  order_number: 'SO50',
  destination_country_region: 'USA',
  destination_state: 'OR',
  destination_city: 'Mexico City',
  destination_postal_code: '10115-4321',
  pickup_location: 'Kiosk Müller, Hauptstraße 12',
  custom_fields: { door: 'Code 7788' },
  customers: [
    { role: 'buyer', name: 'Ada Lovelace', email: 'ada_king@post.example.com', phone_number: '+15005550006' },
    { role: 'buyer', email: 'field.marshal@longfellow.example' },
  ],
};

describe('what AfterShip documents as its sentences', () => {
  it.each([
    'The request was invalid or cannot be otherwise served.',
    'Invalid JSON data.',
    'Tracking already exists.',
    'Tracking does not exist.',
    'The value of tracking_number is invalid.',
    'tracking object is required.',
    'The value of destination_postal_code is invalid.',
    'customers[0].phone_number is required.',
    'Missing or invalid value of the required fields for this courier. Besides tracking_number, also required: tracking_key, destination_state',
    'Unable to import shipment as the carrier is not on your approved list for carrier auto-detection. Add the carrier here: https://admin.aftership.com/settings/couriers',
    "Unable to import shipment as we don't recognize the carrier from this tracking number.",
    'Unable to import shipment as the tracking number has an invalid format.',
    'Unable to import shipment as this carrier is no longer supported.',
    'Unable to import shipment as the tracking number does not belong to a carrier in that group.',
    'Retrack is not allowed. You can only retrack an inactive tracking.',
    'Retrack is not allowed. You can only retrack each shipment once.',
    'The format of tracking_number is invalid.',
    'The API key is invalid.',
    'The request is understood, but it has been refused or access is not allowed.',
    'The URI requested is invalid or the resource requested does not exist.',
    'You have exceeded the API call rate limit. The default limit is 10 requests per second.',
    "Something went wrong on AfterShip's end.",
  ])('stays whole: %s', (sentence) => {
    expect(withoutPersons(sentence, null)).toBe(sentence);
  });
});

describe('what stays of a sentence', () => {
  it.each([
    ['customers[0].email "ada_king@post.example.com" is invalid', 'customers[0].email "…" is invalid'],
    ['customers.1.email field.marshal@longfellow.example is not valid', 'customers.1.email … is not valid'],
    ['customers[0].name must not be ADA LOVELACE', 'customers[0].name must not be …'],
    ["value 'ada_king@pos' of email", "value '…' of email"],
    ['phone_number +1 (500) 555-0006 is wrong', 'phone_number +… is wrong'],
    ['phone_number 500-555-0006 is wrong', 'phone_number … is wrong'],
    ['destination_city "Mexico City" is unknown', 'destination_city "…" is unknown'],
    ['destination_state OR is invalid, or missing', 'destination_state … is invalid, or missing'],
    ['destination_postal_code "10115" should match pattern', 'destination_postal_code "…" should match pattern'],
    ['pickup_location "Kiosk Mueller, Hauptstrasse 12" is wrong', 'pickup_location "…" is wrong'],
    ['custom_fields.door: "Code 7788" is not allowed', 'custom_fields.…: "…" is not allowed'],
    ['The note of Ana has more than 100 characters', 'The note of … has more than 100 characters'],
    // It may be the beginning of the e-mail address that ends with longfellow.example.
    ['the email is too long', 'the email is too …'],
    ['Grace Hopper, 12 Elm Street, is not the consignee', '…, is not the …'],
    ['the recipient 山田太郎 has no address', 'the recipient … has no address'],
    // The field is new, and nothing of the request is like it.
    ['shoe_size is required', 'shoe_size is required'],
    ['the e-mail of ada_king is not unique', 'the e-mail of … is not unique'],
  ])('%s', (sentence, kept) => {
    expect(withoutPersons(sentence, SENT)).toBe(kept);
  });

  it('is also the number, the id and the carrier, which the row names', () => {
    const sentence = 'tracking_number 1Z5R89390357567127 of amazon-fba-us exists as ns-1234567-5f0c';

    expect(withoutPersons(sentence, SENT)).toBe(sentence);
    expect(withoutPersons(sentence, null)).toBe('tracking_number … of … exists as …');
  });
});

/** Names, e-mail addresses, phone numbers and parts of addresses as they stand in a request. */
const PERSONAL = {
  name: [
    'Ada Lovelace',
    'José Ñandú',
    'Grace O’Hara',
    'LI Wei',
    'Łukasz Żółć',
    'Åsa Lindqvist-Berg',
    '山田 太郎',
    'May Long',
  ],
  email: ['ada@example.com', 'jose.nandu+shop@correo.example', 'LI_WEI@MAIL.EXAMPLE', 'field@value.example'],
  phone_number: ['+15005550006', '+4930901820', '+861064847777'],
  destination_city: ['Berlin', 'Mexico City', 'Santa Fe', 'København', '東京'],
  destination_state: ['Oregon', 'NSW', 'Île-de-France'],
  destination_postal_code: ['10115', 'SW1A 1AA', '97201-3456'],
  pickup_location: ['12 Elm Street', 'Hauptstraße 5b', 'Packstation 145'],
  note: ['Ring at Hopper', 'for Captain Nemo'],
} as const;

type PersonalField = keyof typeof PERSONAL;

const value = fc
  .constantFrom(...(Object.keys(PERSONAL) as PersonalField[]))
  .chain((field) => fc.constantFrom<string>(...PERSONAL[field]).map((text) => ({ field, text })));

/** Ways in which a service writes a value that it quotes. */
const writing = fc.constantFrom<(text: string) => string>(
  (text) => text,
  (text) => text.toUpperCase(),
  (text) => text.toLowerCase(),
  (text) => plainLetters(text),
  (text) => text.slice(0, Math.max(5, Math.ceil(text.length / 2))),
  (text) => text.replace(/\s+/g, '  '),
  (text) => text.replace(/^(\+\d\d?)(\d{3})(\d{3})(\d+)$/, '$1 ($2) $3-$4'),
  (text) => `${text}, ${text}`,
);

const frame = fc.constantFrom<(field: string, quoted: string) => string>(
  (field, quoted) => `The value of ${field} is invalid: "${quoted}".`,
  (field, quoted) => `${field} ${quoted} is not allowed`,
  (field, quoted) => `${quoted} should match format of ${field}`,
  (field, quoted) => `[${field}] '${quoted}' has more than 100 characters`,
  (field, quoted) => `{"${field}":"${quoted}"}`,
  (field, quoted) => `${field}=${quoted}`,
  (field, quoted) => `${field}: ${quoted.replace(/ /g, '+')}`,
);

function bodyWith(quoted: readonly { readonly field: PersonalField; readonly text: string }[]): SentBody {
  const isContact = ({ field }: { readonly field: PersonalField }): boolean =>
    ['name', 'email', 'phone_number'].includes(field);
  return {
    tracking_number: 'ZZ000000001QQ',
    ...Object.fromEntries(quoted.filter((each) => !isContact(each)).map(({ field, text }) => [field, text])),
    customers: quoted.filter(isContact).map(({ field, text }) => ({ role: 'buyer', [field]: text })),
  };
}

describe('a value that AfterShip quotes', () => {
  const small = /^(a|as|at|for|in|is|not|of|on|or|s|so|the|to)$/;
  const partsOf = (text: string): readonly string[] =>
    text.split(/[^\p{L}\p{N}]+/u).filter((part) => part !== '' && !small.test(part));

  it('is never kept, in no writing, whole or in part, and the field’s name is', () => {
    fc.assert(
      fc.property(value, fc.array(value, { maxLength: 3 }), writing, frame, (quoted, others, write, inFrame) => {
        const field =
          quoted.field === 'name' || quoted.field === 'email' ? `customers[0].${quoted.field}` : quoted.field;
        const written = write(quoted.text);
        const kept = withoutPersons(inFrame(field, written), bodyWith([...others, quoted]));
        const rest = kept.replace(field, '').replace(/100 characters/, '');

        expect(kept).toContain(field);
        // Words of the frame may also be words of the value.
        const ofFrame = new Set(partsOf(inFrame('', '')).map(plainLetters));
        for (const part of partsOf(written)) {
          if (ofFrame.has(plainLetters(part))) continue;
          expect(partsOf(rest).map(plainLetters)).not.toContain(plainLetters(part));
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('is not kept either when the request does not have it, unless its words are those of any refusal', () => {
    fc.assert(
      fc.property(value, writing, frame, ({ field, text }, write, inFrame) => {
        const kept = withoutPersons(inFrame(field, write(text)), null).replace(field, '');
        const ofAnyRefusal = /^(at|city|field|for|long|may|shop|state|value|we|12|5)$/i;

        expect(partsOf(kept).filter((part) => partsOf(write(text)).includes(part) && !ofAnyRefusal.test(part))).toEqual(
          [],
        );
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a giant sentence', () => {
  it('is cut before it is read, so that no text costs more than a short one', () => {
    for (const piece of ['a', 'a@', 'a.', '+1 ', '+1(', '"', ' ', 'a_', '1', 'é', 'tracking_number ']) {
      const giant = piece.repeat(1_000_000);

      expect(withoutPersons(giant, SENT)).toBe(withoutPersons(giant.slice(0, LONGEST_SENTENCE), SENT));
      expect(withoutPersons(giant, SENT).length).toBeLessThanOrEqual(LONGEST_SENTENCE);
    }
  });

  it('that is cut within a value keeps nothing of it', () => {
    for (let room = 0; room < 20; room += 1) {
      const sentence = `${'x '.repeat((LONGEST_SENTENCE - room) / 2)}Ada Lovelace`;

      expect(withoutPersons(sentence, SENT)).not.toMatch(/ada|love/i);
    }
  });
});
