/**
 * The account id in any form that people paste: as Company Information shows it, as it stands in an address, or a whole
 * address. Two spellings come out of it, because the realm of a signature and a host name are spelled differently.
 */

import { cleanValue } from './pasted_value';

export interface AccountId {
  /** The realm, as Company Information shows it: `1234567_SB1` (section_1534941295). */
  readonly realm: string;
  /** As host names spell it: `1234567-sb1`. Oracle documents no rule; public integrations all do this. */
  readonly label: string;
  readonly environment: 'sandbox' | 'Release Preview' | 'production';
}

export type AccountIdReading =
  { readonly kind: 'account'; readonly account: AccountId } | { readonly kind: 'problem'; readonly problem: string };

const WHERE =
  'It stands at Setup > Company > Company Information, in the field Account ID, such as 1234567 or 1234567_SB1.';
const LONGEST = 40;

export function readAccountId(pasted: string): AccountIdReading {
  const text = cleanValue(pasted, ['account id', 'account', 'realm']);
  if (text === '') return problem(`The account id is empty. ${WHERE}`);
  const id = isAddress(text) ? findInAddress(text) : text;
  if (id === null) return problem(`This address names no account. ${WHERE}`);
  const realm = id
    .trim()
    .toUpperCase()
    .replace(/[-\s]+/g, '_');
  if (realm.length > LONGEST || /^[0-9A-F]{32,}$/.test(realm)) {
    return problem(`This looks like a key, not like an account id (it is not repeated here). ${WHERE}`);
  }
  if (!/^[A-Z0-9]+(_[A-Z0-9]+)*$/.test(realm) || !/\d/.test(realm)) {
    return problem(`“${printable(id)}” is no account id. ${WHERE}`);
  }
  const joined = /^(\d+)((?:SB|RP)\d*)$/.exec(realm);
  if (joined !== null) {
    return problem(`“${printable(id)}” has no underscore. Did you mean ${joined[1]}_${joined[2]}? ${WHERE}`);
  }
  return {
    kind: 'account',
    account: { realm, label: realm.toLowerCase().replaceAll('_', '-'), environment: findEnvironment(realm) },
  };
}

/** The endings are those that Oracle's own CLI knows. */
function findEnvironment(realm: string): AccountId['environment'] {
  if (/_SB\d*$/.test(realm)) return 'sandbox';
  return /_RP\d*$/.test(realm) ? 'Release Preview' : 'production';
}

function isAddress(text: string): boolean {
  return text.includes('://') || /\.netsuite\.com\b/i.test(text);
}

/** From the first part of the host, or from the parameters that NetSuite's own addresses carry the account in. */
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

/** What somebody pasted may be anything, a secret too: only short plain text is repeated. */
function printable(text: string): string {
  const plain = text.replace(/[^\x20-\x7e]/g, '?');
  return plain.length > 20 ? `${plain.slice(0, 8)}…` : plain;
}
