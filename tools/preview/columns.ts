/**
 * Columns of an export, and how their headers are recognised: in any order and case, by NetSuite's label, by the label
 * in docs/preview.md, or by the search column id. Ids come from packages/emulator/facts/item-fulfillment.json.
 */

export interface ColumnSpec {
  /** The label that docs/preview.md recommends and messages use. */
  readonly label: string;
  /** Search column id; null when the ids of this join or column are not documented. */
  readonly id: string | null;
  readonly aliases: readonly string[];
  readonly isRequired: boolean;
  /** True when the values are somebody's contact data, which messages never quote. */
  readonly isPersonal: boolean;
}

function column(label: string, id: string | null, aliases: readonly string[] = []): ColumnSpec {
  return { label, id, aliases, isRequired: false, isPersonal: false };
}

function required(label: string, id: string, aliases: readonly string[] = []): ColumnSpec {
  return { ...column(label, id, aliases), isRequired: true };
}

function personal(label: string, id: string | null, aliases: readonly string[] = []): ColumnSpec {
  return { ...column(label, id, aliases), isPersonal: true };
}

export const COLUMNS = {
  id: required('Internal ID', 'internalid', ['Item Fulfillment Internal ID', 'Fulfillment Internal ID']),
  date: required('Date', 'trandate', ['Transaction Date', 'Fulfillment Date']),
  trackingNumbers: required('Tracking Numbers', 'trackingnumbers', [
    'Tracking Number',
    'Tracking #',
    'Package Tracking Number',
    'Package Tracking Numbers',
  ]),
  createdFrom: column('Created From', 'createdfrom', ['Order', 'Source Order']),
  orderType: column('Order Type', 'createdfrom.recordtype', [
    'Created From : Record Type',
    'Created From : Type',
    'createdfrom.type',
    'Order Record Type',
  ]),
  status: column('Status', 'statusref', ['Fulfillment Status', 'shipstatus', 'status']),
  type: column('Type', 'type', ['Record Type', 'recordtype', 'Transaction Type']),
  number: column('Document Number', 'tranid', ['Number', 'Ref. No.', 'Fulfillment Number', 'Item Fulfillment #']),
  shippedOn: column('Actual Ship Date', 'actualshipdate', ['Shipped Date', 'shippeddate', 'Shipped On']),
  orderId: column('Order Internal ID', 'createdfrom.internalid', ['Created From : Internal ID']),
  orderNumber: column('Order Number', 'createdfrom.tranid', [
    'Created From : Document Number',
    'Created From : Number',
    'Sales Order Number',
  ]),
  orderDate: column('Order Date', 'createdfrom.trandate', ['Created From : Date', 'Sales Order Date']),
  orderEmail: personal('Order Email', 'createdfrom.email', ['Created From : Email', 'Email', 'email']),
  shipMethod: column('Ship Via', 'shipmethod', ['Shipping Method', 'Ship Method']),
  location: column('Location', 'location', ['Location : Name']),
  shipMethodId: column('Ship Via Internal ID', null, ['Shipping Method Internal ID', 'Ship Method Internal ID']),
  customerName: personal('Name', 'mainname', [
    'Main Line Name',
    'Customer',
    'Customer Name',
    'entity',
    'Customer : Name',
  ]),
  customerId: column('Customer Internal ID', null, ['Customer : Internal ID', 'Customer (Main Line) : Internal ID']),
  customerEmail: personal('Customer Email', null, ['Customer : Email', 'Customer (Main Line) : Email']),
  customerPhone: personal('Customer Phone', null, ['Customer : Phone', 'Customer (Main Line) : Phone']),
  customerLanguage: column('Customer Language', null, ['Customer : Language', 'Customer (Main Line) : Language']),
  shipCountry: column('Shipping Country Code', 'shipcountrycode', [
    'Ship Country Code',
    'Ship To Country',
    'Shipping Country',
  ]),
  shipState: column('Shipping State', null, ['Shipping State/Province', 'Ship To State']),
  shipCity: column('Shipping City', null, ['Ship To City']),
  shipPostalCode: column('Shipping Zip', null, ['Shipping Postal Code', 'Ship To Zip', 'Ship To Postal Code']),
  shipAddressee: personal('Shipping Addressee', null, ['Ship To Addressee', 'Addressee']),
  shipAttention: personal('Shipping Attention', null, ['Ship To Attention', 'Attention']),
  shipPhone: personal('Shipping Phone', null, ['Ship To Phone']),
  originCountry: column('Origin Country', null, ['Location : Country']),
  originState: column('Origin State', null, ['Location : State', 'Location : State/Province']),
  originCity: column('Origin City', null, ['Location : City']),
  originPostalCode: column('Origin Zip', null, ['Origin Postal Code', 'Location : Zip']),
} as const satisfies Readonly<Record<string, ColumnSpec>>;

export type ColumnKey = keyof typeof COLUMNS;

/** Order of the cells that are kept of a row. */
export const COLUMN_KEYS: readonly ColumnKey[] = parseColumnKeys();

function parseColumnKeys(): readonly ColumnKey[] {
  return Object.keys(COLUMNS) as ColumnKey[];
}

export interface RecognisedColumns {
  /** Position in the file of each recognised column. */
  readonly positions: ReadonlyMap<ColumnKey, number>;
  /** Headers that no value is read from, as written. */
  readonly unused: readonly string[];
  /** Headers of a column that an earlier header already names. */
  readonly repeated: readonly { readonly key: ColumnKey; readonly used: string; readonly ignored: string }[];
  /** One sentence for each missing column without which no row can be read. */
  readonly missing: readonly string[];
}

const KEYS_BY_NAME: ReadonlyMap<string, ColumnKey> = keysByName();

function keysByName(): Map<string, ColumnKey> {
  const keys = new Map<string, ColumnKey>();
  for (const key of COLUMN_KEYS) {
    const spec: ColumnSpec = COLUMNS[key];
    for (const name of [spec.label, ...(spec.id === null ? [] : [spec.id]), ...spec.aliases]) {
      keys.set(plainName(name), key);
    }
  }
  return keys;
}

/** Keeps letters and digits only, so that `Created From : Document Number` equals `created from-document number`. */
export function plainName(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('#', ' number ')
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

/** Removes `Formula (Text)`, NetSuite's name of a formula column, which some people keep beside their own label. */
function withoutFormula(header: string): string {
  const rest = header.replace(/\bformula\s*(?:\([^)]*\))?\s*[:-]?/i, '').replace(/\(\s*\)/, '');
  return plainName(rest) === '' ? header : rest;
}

export function columnOf(header: string): ColumnKey | null {
  return KEYS_BY_NAME.get(plainName(header)) ?? KEYS_BY_NAME.get(plainName(withoutFormula(header))) ?? null;
}

export function recogniseColumns(header: readonly string[]): RecognisedColumns {
  const positions = new Map<ColumnKey, number>();
  const unused: string[] = [];
  const repeated: { key: ColumnKey; used: string; ignored: string }[] = [];
  header.forEach((name, position) => {
    const key = columnOf(name);
    if (key === null) {
      if (name.trim() !== '') unused.push(name.trim());
      return;
    }
    const first = positions.get(key);
    if (first === undefined) positions.set(key, position);
    else repeated.push({ key, used: header[first] ?? '', ignored: name });
  });
  return { positions, unused, repeated, missing: missingColumns(positions) };
}

function missingColumns(positions: ReadonlyMap<ColumnKey, number>): string[] {
  const missing = COLUMN_KEYS.filter((key) => COLUMNS[key].isRequired && !positions.has(key)).map(describeColumn);
  // Without both columns no row has an order type, and the preview would report that nothing is sent.
  if (!positions.has('createdFrom') && !positions.has('orderType')) {
    missing.push(`${describeColumn('createdFrom')} or ${describeColumn('orderType')}`);
  }
  return missing;
}

function describeColumn(key: ColumnKey): string {
  const spec: ColumnSpec = COLUMNS[key];
  return spec.id === null ? `“${spec.label}”` : `“${spec.label}” (${spec.id})`;
}
