/**
 * For each permission of AfterShip's list, the harmless read that needs it, or the reason for none. A project test
 * compares the table with the list. The permission of each read follows chapter_N3236764 and was not tested in a real
 * account.
 */

/** Reads one record of a type, or one row of a table by SuiteQL. */
export type Read =
  | { readonly kind: 'list'; readonly record: string }
  | { readonly kind: 'query'; readonly table: string }
  | { readonly kind: 'catalog' };

export type Probe =
  | {
      readonly kind: 'reads';
      readonly permission: string;
      /** Reads that are tried in order until one proves the permission. */
      readonly reads: readonly Read[];
      /** True when an empty list may mean that the role sees nothing, so that a record is needed as proof. */
      readonly needsRecord: boolean;
      /** Permission without which these reads prove nothing. */
      readonly after: string | null;
      /** Limits of the proof. */
      readonly limit: string | null;
    }
  | { readonly kind: 'sign-in'; readonly permission: string; readonly limit: string }
  | { readonly kind: 'not checkable'; readonly permission: string; readonly why: string };

export const REST_PERMISSION = 'ADMI_RESTWEBSERVICES';
const WORKBOOK = 'REPO_ANALYTICS';

export const PROBES: readonly Probe[] = [
  {
    kind: 'sign-in',
    permission: 'ADMI_MANAGE_OWN_OAUTH_TOKENS',
    limit: 'Log in using Access Tokens would let the token in just as well.',
  },
  {
    kind: 'reads',
    permission: REST_PERMISSION,
    reads: [{ kind: 'catalog' }],
    needsRecord: false,
    after: null,
    limit: null,
  },
  list('LIST_CUSTJOB', 'customer'),
  list('LIST_CONTACT', 'contact'),
  list('LIST_CURRENCY', 'currency'),
  {
    ...list('LIST_ITEM', 'inventoryItem'),
    limit: 'Inventory items only: other kinds of item are not tried.',
  },
  list('TRAN_SALESORD', 'salesOrder'),
  list('TRAN_ITEMSHIP', 'itemFulfillment'),
  {
    ...list('TRAN_RTNAUTH', 'returnAuthorization'),
    limit: 'Reading only: creating one cannot be tried without doing it.',
  },
  {
    kind: 'reads',
    permission: WORKBOOK,
    reads: [
      { kind: 'query', table: 'customer' },
      { kind: 'query', table: 'currency' },
    ],
    needsRecord: false,
    after: REST_PERMISSION,
    limit: null,
  },
  {
    kind: 'reads',
    permission: 'TRAN_FIND',
    reads: [{ kind: 'query', table: 'transaction' }],
    needsRecord: true,
    after: WORKBOOK,
    limit: null,
  },
  {
    kind: 'not checkable',
    permission: 'LIST_FIND',
    why: 'No read is documented that needs this permission and no other.',
  },
  {
    kind: 'not checkable',
    permission: 'LIST_BIG_SEARCH',
    why: 'It saves searches: it cannot be tried without writing.',
  },
  {
    kind: 'not checkable',
    permission: 'TRAN_SALESORDFULFILL',
    why: 'It fulfills orders: it cannot be tried without writing.',
  },
  {
    kind: 'not checkable',
    permission: 'ADMI_WEBSERVICES',
    why: 'It is for SOAP requests only, and this command makes none, because SOAP ends in 2028.2. The role must have it at level Full (section_N3424476): the role AfterShip Connector of this project has.',
  },
];

function list(permission: string, record: string): Extract<Probe, { kind: 'reads' }> {
  return {
    kind: 'reads',
    permission,
    reads: [{ kind: 'list', record }],
    needsRecord: true,
    after: REST_PERMISSION,
    limit: null,
  };
}
