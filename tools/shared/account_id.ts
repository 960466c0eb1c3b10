/**
 * Parses an account id in every form that people paste: as on Company Information, as in an address, or a whole
 * address. The kind of account is read from the id, as Oracle's CLI does, because a setting could be wrong. An id
 * without an ending counts as production, so a developer account does, too.
 */

import { cleanValue } from './pasted_value';

type AccountKind = 'production' | 'sandbox' | 'release preview';

export interface AccountId {
  /** The id on Company Information, which is also the realm of a signature: `1234567_SB1` (section_1534941295). */
  readonly id: string;
  /** The id in host names: `1234567-sb1`. Oracle documents no rule; public integrations use this form. */
  readonly label: string;
  readonly kind: AccountKind;
  /** The id without its ending, which a company's production account and its sandboxes share. */
  readonly company: string;
}

type AccountIdReading =
  { readonly kind: 'account'; readonly account: AccountId } | { readonly kind: 'problem'; readonly problem: string };

const WHERE =
  'It stands at Setup > Company > Company Information, in the field Account ID, such as 1234567 or 1234567_SB1.';
const LONGEST = 40;
/** Endings that Oracle's CLI knows. */
const ACCOUNT_ID = /^([A-Z0-9]{1,30})(?:_(SB|RP)\d*)?$/;

export function readAccountId(pasted: string): AccountIdReading {
  const text = cleanValue(pasted, ['account id', 'account', 'realm']);
  if (text === '') return problem(`The account id is empty. ${WHERE}`);
  const id = isAddress(text) ? findInAddress(text) : text;
  if (id === null) return problem(`This address names no account. ${WHERE}`);
  const plain = id
    .trim()
    .toUpperCase()
    .replace(/[-\s]+/g, '_');
  if (plain.length > LONGEST || /^[0-9A-F]{32,}$/.test(plain)) {
    return problem(`This looks like a key, not like an account id (it is not repeated here). ${WHERE}`);
  }
  const [, company, ending] = ACCOUNT_ID.exec(plain) ?? [];
  if (company === undefined || !/\d/.test(company)) {
    return problem(`“${printable(id)}” is no account id. ${WHERE}`);
  }
  const joined = /^(\d+)((?:SB|RP)\d*)$/.exec(company);
  if (joined !== null) {
    return problem(`“${printable(id)}” has no underscore. Did you mean ${joined[1]}_${joined[2]}? ${WHERE}`);
  }
  const kind = ending === 'SB' ? 'sandbox' : ending === 'RP' ? 'release preview' : 'production';
  return { kind: 'account', account: { id: plain, label: plain.toLowerCase().replaceAll('_', '-'), kind, company } };
}

/** Null when the text is not an account id. */
export function parseAccountId(text: string): AccountId | null {
  const reading = readAccountId(text);
  return reading.kind === 'account' ? reading.account : null;
}

function isAddress(text: string): boolean {
  return text.includes('://') || /\.netsuite\.com\b/i.test(text);
}

/** Finds the id in the first part of the host or in the parameters that NetSuite's addresses contain. */
function findInAddress(text: string): string | null {
  const address = text.includes('://') ? text : `https://${text}`;
  if (!URL.canParse(address)) return null;
  const { hostname, searchParams } = new URL(address);
  if (!hostname.endsWith('.netsuite.com')) return null;
  const [label = '', ...rest] = hostname.split('.');
  const isOfAccount = rest.length > 2 && /\d{3,}/.test(label);
  return isOfAccount ? label : (searchParams.get('compid') ?? searchParams.get('account') ?? searchParams.get('c'));
}

function problem(text: string): AccountIdReading {
  return { kind: 'problem', problem: text };
}

/** Repeats only short plain text, because a pasted text may be a secret. */
function printable(text: string): string {
  const plain = text.replace(/[^\x20-\x7e]/g, '?');
  return plain.length > 20 ? `${plain.slice(0, 8)}…` : plain;
}
