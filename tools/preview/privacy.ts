/**
 * Keeps e-mail addresses, names and phone numbers out of the output. The customers of a request have their own mask in
 * core; this masks texts that contain contacts by mistake, such as an e-mail address in the field for tracking numbers.
 */

import type { Fulfillment } from '../../src/TypeScript/aftership/core/netsuite/fulfillment';
import type { NoNumber } from '../../src/TypeScript/aftership/core/numbers/pieces';
import type { Ignored } from '../../src/TypeScript/aftership/core/numbers/reading';
import { replaceEmails } from '../../src/TypeScript/aftership/core/aftership/emails';
import { maskContacts } from '../../src/TypeScript/aftership/core/aftership/request';
import type { TrackingFields } from '../../src/TypeScript/aftership/core/aftership/tracking';

/** Masks texts and bodies before they are shown. */
export interface Privacy {
  /** Masks a text about a fulfillment, or about the file (null). */
  text(text: string, about: Fulfillment | null): string;
  /** Masks the text of a number field, with the parts that are certainly not numbers. */
  field(text: string, ignored: readonly Ignored[], about: Fulfillment): string;
  body<Body extends TrackingFields>(body: Body, about: Fulfillment | null): Body;
}

export const SHOW_CONTACTS: Privacy = {
  text: (text) => text,
  field: (text) => text,
  body: (body) => body,
};

export const MASK_CONTACTS: Privacy = {
  text: (text, about) => (text === '' ? '' : maskText(text, about === null ? [] : contactsOf(about))),
  field: (text, ignored, about) => maskText(ignored.reduce(hideContact, text), contactsOf(about)),
  body: (body, about) => maskBody(body, about === null ? [] : contactsOf(about)),
};

/** A number with a plus or brackets, which no carrier's numbers have. Its length is limited, and with it the search. */
const PHONE = /(?:\+\d|\(\d{2,5}\)\s?\d)[\d\s().\-/]{5,20}\d/g;

const HIDDEN_EMAIL = '[e-mail]';
const HIDDEN_NAME = '[name]';
const HIDDEN_PHONE = '[phone]';

/** Parts of a number field that were recognised as contacts. */
const HIDDEN_WHOLE: Partial<Record<NoNumber, string>> = { email: HIDDEN_EMAIL, phone: HIDDEN_PHONE };

function hideContact(text: string, part: Ignored): string {
  const hidden = HIDDEN_WHOLE[part.why];
  return hidden === undefined ? text : text.replace(part.text, hidden);
}

interface Contact {
  readonly text: string;
  readonly replacement: string;
}

function contactsOf({ customer, destination, order }: Fulfillment): readonly Contact[] {
  const names = [customer?.name, destination?.addressee, destination?.attention];
  const phones = [customer?.phone, destination?.phone];
  const emails = [customer?.email, ...order.emails];
  const contacts = [
    ...names.flatMap((name) => namesIn(name ?? '')).map((text) => ({ text, replacement: HIDDEN_NAME })),
    ...phones.map((text) => ({ text: text ?? '', replacement: HIDDEN_PHONE })),
    ...emails.map((text) => ({ text: text ?? '', replacement: HIDDEN_EMAIL })),
  ];
  // The longest contact is masked first, because masking a part of a name would hide it from the whole.
  return contacts
    .filter(({ text }) => text.length >= SHORTEST_CONTACT)
    .sort((left, right) => right.text.length - left.text.length);
}

/** Shorter contacts would match unrelated texts. */
const SHORTEST_CONTACT = 4;

/** Parts of a customer's name, which NetSuite may begin with the customer's number. */
function namesIn(name: string): readonly string[] {
  const withoutNumber = name.replace(/^\S*\d\S*\s+/, '');
  return withoutNumber === name ? [name] : [name, withoutNumber];
}

function maskText(text: string, contacts: readonly Contact[]): string {
  let masked = text;
  for (const contact of contacts) masked = replaceWord(masked, contact);
  return replaceEmails(masked, () => HIDDEN_EMAIL).replace(PHONE, HIDDEN_PHONE);
}

function replaceWord(text: string, contact: Contact): string {
  const lower = inLowerCase(text);
  const wanted = inLowerCase(contact.text);
  const parts: string[] = [];
  let done = 0;
  for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, at + wanted.length)) {
    const end = at + wanted.length;
    if (isWordCharacter(text[at - 1]) || isWordCharacter(text[end])) continue;
    parts.push(text.slice(done, at), contact.replacement);
    done = end;
  }
  return parts.join('') + text.slice(done);
}

/** In lower case, with each character where it was: a letter that changes its length stays. */
function inLowerCase(text: string): string {
  return text.replace(/\p{Lu}/gu, (letter) => {
    const lower = letter.toLowerCase();
    return lower.length === letter.length ? lower : letter;
  });
}

function isWordCharacter(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}]/u.test(character);
}

/**
 * Masks a body. Besides the customers only typed texts are searched, and only for names that no ship method contains.
 */
function maskBody<Body extends TrackingFields>(body: Body, contacts: readonly Contact[]): Body {
  const unmistakable = contacts.filter(({ text }) => /[\s@]|\d{4}/.test(text));
  const { title, order_number, shipping_method } = body;
  return {
    ...maskContacts(body),
    ...(title !== undefined && { title: maskText(title, unmistakable) }),
    ...(order_number !== undefined && { order_number: maskText(order_number, unmistakable) }),
    ...(shipping_method !== undefined && { shipping_method: maskText(shipping_method, unmistakable) }),
  };
}
