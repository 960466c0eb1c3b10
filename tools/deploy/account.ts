/**
 * Account ids as NetSuite shows them (Setup > Company > Company Information): `1234567`, `1234567_SB1`, `1234567_RP`.
 * The kind is read from the id, the way Oracle's CLI reads it, and never taken from a setting: a setting could be wrong
 * about the one thing that matters. An id without ending counts as production, so a developer account does, too.
 */

export type AccountKind = 'production' | 'sandbox' | 'release preview';

export interface Account {
  /** Upper case, with underscore. */
  readonly id: string;
  readonly kind: AccountKind;
  /** The id without its ending: the same for a company's production account and its sandboxes. */
  readonly company: string;
}

const ACCOUNT_ID = /^([A-Z0-9]{1,30})(?:_(SB|RP)\d*)?$/;

/** Takes any case, and the hyphen that addresses write for the underscore. Null when the text is no account id. */
export function parseAccount(text: string): Account | null {
  const id = text.trim().toUpperCase().replaceAll('-', '_');
  const match = ACCOUNT_ID.exec(id);
  const company = match?.[1];
  if (company === undefined) return null;
  return {
    id,
    company,
    kind: match?.[2] === 'SB' ? 'sandbox' : match?.[2] === 'RP' ? 'release preview' : 'production',
  };
}
