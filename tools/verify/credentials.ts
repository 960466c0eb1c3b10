/** The five values of AfterShip's connection: their origin, and the mistakes that can be found without NetSuite. */

import { readAccountId, type AccountId } from '../shared/account_id';
import { cleanValue } from '../shared/pasted_value';

export type SecretName = 'consumerKey' | 'consumerSecret' | 'tokenId' | 'tokenSecret';
export type ValueName = 'accountId' | SecretName;

interface ValueField {
  readonly name: ValueName;
  /** Name on NetSuite's pages and AfterShip's form. */
  readonly label: string;
  readonly variable: string;
  readonly from: string;
  /** Other words that may precede a copied value. */
  readonly labels: readonly string[];
}

const INTEGRATION = 'Setup > Integration > Manage Integrations, shown once when the record is saved';
const TOKEN = 'Setup > Users/Roles > Access Tokens, shown once when the token is saved';

/** Values in the order of AfterShip's guide. */
export const VALUE_FIELDS: readonly ValueField[] = [
  {
    name: 'accountId',
    label: 'Account ID',
    variable: 'NETSUITE_ACCOUNT_ID',
    from: 'Setup > Company > Company Information',
    labels: [],
  },
  {
    name: 'consumerKey',
    label: 'Consumer Key',
    variable: 'NETSUITE_CONSUMER_KEY',
    from: INTEGRATION,
    labels: ['consumer key / client id', 'consumer key', 'client id', 'client key'],
  },
  {
    name: 'consumerSecret',
    label: 'Consumer Secret',
    variable: 'NETSUITE_CONSUMER_SECRET',
    from: INTEGRATION,
    labels: ['consumer secret / client secret', 'consumer secret', 'client secret'],
  },
  { name: 'tokenId', label: 'Token ID', variable: 'NETSUITE_TOKEN_ID', from: TOKEN, labels: ['token id', 'token'] },
  {
    name: 'tokenSecret',
    label: 'Token Secret',
    variable: 'NETSUITE_TOKEN_SECRET',
    from: TOKEN,
    labels: ['token secret'],
  },
];

type Secrets = Readonly<Record<SecretName, string>>;

export interface Credentials extends Secrets {
  readonly account: AccountId;
}

type CredentialsReading =
  | { readonly kind: 'credentials'; readonly credentials: Credentials; readonly hints: readonly string[] }
  /** No sentence repeats a secret. */
  | { readonly kind: 'problems'; readonly problems: readonly string[] };

/**
 * Checks all values and returns every problem at once. An unusual form is only a hint, because NetSuite documents no
 * form of a key.
 */
export function readCredentials(pasted: Readonly<Record<ValueName, string>>): CredentialsReading {
  const account = readAccountId(pasted.accountId);
  const secrets: Secrets = {
    consumerKey: clean('consumerKey', pasted),
    consumerSecret: clean('consumerSecret', pasted),
    tokenId: clean('tokenId', pasted),
    tokenSecret: clean('tokenSecret', pasted),
  };
  const problems = [
    ...(account.kind === 'problem' ? [account.problem] : []),
    ...SECRET_FIELDS.flatMap((field) => findProblem(field, secrets[field.name])),
    ...findRepeated(secrets),
    ...(account.kind === 'account' ? findAccountId(account.account, secrets) : []),
  ];
  if (account.kind === 'problem' || problems.length > 0) return { kind: 'problems', problems };
  const hints = SECRET_FIELDS.flatMap((field) => findHints(field, pasted[field.name], secrets[field.name]));
  return { kind: 'credentials', credentials: { account: account.account, ...secrets }, hints };
}

type SecretField = ValueField & { readonly name: SecretName };
const SECRET_FIELDS = VALUE_FIELDS.filter((field): field is SecretField => field.name !== 'accountId');

function clean(name: SecretName, pasted: Readonly<Record<ValueName, string>>): string {
  return cleanValue(pasted[name], SECRET_FIELDS.find((field) => field.name === name)?.labels ?? []);
}

function findProblem({ label, from }: SecretField, value: string): readonly string[] {
  if (value === '') return [`The ${label} is empty. It comes from ${from}.`];
  if (/^[*•.…xX]+$/.test(value)) return [`The ${label} is masked: what was copied is not the value itself.`];
  if (/\s/.test(value)) return [`The ${label} has a space or a line break inside: copy it again, alone.`];
  if (/[^\x21-\x7e]/.test(value)) return [`The ${label} has a character that no key has: copy it again.`];
  return [];
}

function findRepeated(secrets: Secrets): readonly string[] {
  return SECRET_FIELDS.flatMap(({ name, label }, index) =>
    SECRET_FIELDS.slice(index + 1)
      .filter((other) => secrets[name] !== '' && secrets[other.name] === secrets[name])
      .map((other) => `The ${label} and the ${other.label} are the same: one of them was pasted twice.`),
  );
}

function findAccountId({ id, label }: AccountId, secrets: Secrets): readonly string[] {
  return SECRET_FIELDS.filter(({ name }) => [id, label].includes(secrets[name])).map(
    (field) => `The ${field.label} is the account id. It comes from ${field.from}.`,
  );
}

/** Oracle's samples and all public keys have 64 hexadecimal digits. */
const USUAL = /^[0-9a-f]{64}$/i;

function findHints({ label }: SecretField, pasted: string, value: string): readonly string[] {
  const hints: string[] = [];
  if (pasted !== value && pasted.trim() !== '') {
    hints.push(`The ${label} had spaces, quotation marks or its name around it. Paste it into AfterShip without them.`);
  }
  if (!USUAL.test(value)) {
    const seen = value.length === 64 ? 'other characters' : `${value.length} characters`;
    hints.push(
      `The ${label} has ${seen}; Oracle’s samples have 64, all of 0-9 and a-f. It may be cut off or be another value.`,
    );
  }
  return hints;
}
