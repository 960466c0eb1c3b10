/**
 * Turns rows of an export into fulfillments: cleans cells, merges rows of one fulfillment, parses values. An unreadable
 * row is reported with its line number and never stops the run. No value is guessed.
 */

import type {
  Address,
  Customer,
  Fulfillment,
  FulfillmentStatus,
  Order,
  OrderKind,
  PackageLine,
} from '../../src/TypeScript/aftership/core/netsuite/fulfillment';
import type { CalendarDate } from '../../src/TypeScript/aftership/core/values';
import type { ColumnKey, ColumnSpec, RecognisedColumns } from './columns';
import { COLUMNS, COLUMN_KEYS, plainName } from './columns';
import { ORDER_NAMES, dateInOrder, parseDate } from './dates';
import type { DateEvidence, ParsedDate } from './dates';
import type { ExportHeader, ExportRow } from './export_file';
import type { Disk, DiskMap } from './on_disk';
import { isSamePlace, locationsOf, originOf, PLACE_KEYS, type Place } from './places';
import { readSources, type SourceColumn } from './sources';

export interface ExportProblem {
  /** Line at which the row starts; 1 is the first line, and stands for problems of the whole file. */
  readonly line: number;
  /** Label of the column in docs/preview.md. */
  readonly column: string | null;
  readonly message: string;
  /** After an error the row is left out; after a warning it is used. */
  readonly severity: 'error' | 'warning';
}

export interface ExportedFulfillment {
  readonly line: number;
  readonly fulfillment: Fulfillment;
}

/** Cells in the order of COLUMN_KEYS; empty for a missing column. */
interface KeptRow {
  readonly line: number;
  readonly cells: string[];
  /** Cells of the columns that the field mapping reads. */
  readonly sources: readonly string[];
}

interface MergedRow extends KeptRow {
  readonly id: number;
  /** The `sources` of each of the fulfillment's rows. */
  readonly sourceRows: (readonly string[])[];
  /** Cells with tracking numbers as typed; numbers of one row stay in one cell. */
  readonly packageCells: string[];
  /** Where the fulfillment's rows ship from, each place once. */
  readonly places: Place[];
}

/** What a fulfillment's rows make together. */
export interface BuiltFulfillment {
  /** Line of the first row. */
  readonly line: number;
  /** Null when it is left out. */
  readonly fulfillment: Fulfillment | null;
  readonly problems: readonly ExportProblem[];
}

const INDEX: ReadonlyMap<ColumnKey, number> = new Map(COLUMN_KEYS.map((key, index) => [key, index]));
const DATE_KEYS: readonly ColumnKey[] = ['date', 'shippedOn', 'orderDate'];
/** Columns in which a leading apostrophe is a spreadsheet's mark for text. In a name it may belong to the name. */
const APOSTROPHE_KEYS: ReadonlySet<ColumnKey> = new Set<ColumnKey>([
  'id',
  'number',
  'trackingNumbers',
  'orderId',
  'orderNumber',
  'customerId',
  'shipMethodId',
  'shipPostalCode',
  'originPostalCode',
  ...DATE_KEYS,
]);

/** Columns in which the rows of one fulfillment may differ. */
const ROW_KEYS: ReadonlySet<ColumnKey> = new Set<ColumnKey>(['id', 'trackingNumbers', ...PLACE_KEYS]);

/** A limit, because dates with times may all differ. */
const MAX_REMEMBERED_DATES = 10_000;

function cell(row: KeptRow, key: ColumnKey): string {
  return row.cells[INDEX.get(key) ?? -1] ?? '';
}

function placeOf(row: KeptRow): Place {
  return {
    location: cell(row, 'location'),
    originCountry: cell(row, 'originCountry'),
    originState: cell(row, 'originState'),
    originCity: cell(row, 'originCity'),
    originPostalCode: cell(row, 'originPostalCode'),
  };
}

function labelOf(key: ColumnKey): string {
  return COLUMNS[key].label;
}

/** Takes the rows of an export one by one, and gives the fulfillments once the order of day and month is known. */
export class RowCollector {
  rowsRead = 0;
  /** By internal id. */
  private readonly merged: DiskMap<MergedRow>;
  /** Problems of the row or the fulfillment at hand. */
  private told: ExportProblem[] = [];
  private hasLocation = false;
  private readonly columns: RecognisedColumns;
  private readonly sources: readonly SourceColumn[];
  private readonly header: ExportHeader;
  private readonly evidence: DateEvidence;
  private readonly parsedDates = new Map<string, ParsedDate>();
  private cleanedCells = 0;
  private totalRows = 0;
  private rowsWithoutStatus = 0;
  private readonly unknownOrders = new Map<string, { count: number; line: number }>();

  constructor(
    header: ExportHeader,
    { columns, sources }: { readonly columns: RecognisedColumns; readonly sources: readonly SourceColumn[] },
    evidence: DateEvidence,
    disk: Disk,
  ) {
    this.header = header;
    this.columns = columns;
    this.sources = sources;
    this.evidence = evidence;
    this.merged = disk.map();
  }

  /** Returns the problems of the row. */
  add(row: ExportRow): readonly ExportProblem[] {
    if (row.cells.every((text) => text.trim() === '')) return [];
    if (this.isTotal(row.cells)) {
      this.totalRows++;
      return [];
    }
    this.rowsRead++;
    if (this.hasWrongCount(row)) return this.takeTold();
    const kept = this.keep(row);
    this.weighDates(kept);
    const id = this.readId(kept);
    if (id !== null && this.isFulfillment(kept)) this.merge(id, kept);
    return this.takeTold();
  }

  /** Number of fulfillments, with those that are left out later. */
  get fulfillments(): number {
    return this.merged.size;
  }

  /** Every fulfillment, in the order of the file. */
  *finish(order: 'DMY' | 'MDY' | null): Generator<BuiltFulfillment> {
    for (const row of this.merged.values()) {
      const fulfillment = this.build(row, order);
      yield { line: row.line, fulfillment, problems: this.takeTold() };
    }
  }

  /** Complete after `finish`. */
  notes(): readonly string[] {
    const notes: string[] = [];
    if (this.totalRows > 0) notes.push(`${rows(this.totalRows)} with totals skipped.`);
    if (this.cleanedCells > 0) {
      notes.push(
        `${this.cleanedCells} cells were wrapped as ="…" or began with an apostrophe, as spreadsheets write text; read without.`,
      );
    }
    if (!this.columns.positions.has('status')) {
      notes.push('There is no “Status” column: every row is taken as Shipped, as the search’s criteria say.');
    } else if (this.rowsWithoutStatus > 0) {
      notes.push(`${rows(this.rowsWithoutStatus)} without a status taken as Shipped.`);
    }
    if (this.columns.positions.has('location') && this.merged.size > 0 && !this.hasLocation) {
      notes.push(
        'The column “Location” is empty in every row: item lines have the location of a fulfillment. ' +
          'Leave Main Line out of the search’s criteria.',
      );
    }
    for (const [type, { count, line }] of this.unknownOrders) {
      notes.push(
        `${rows(count)} whose order is of no type known here (${type}; first on line ${line}). ` +
          'If that is a translation, add the column “Order Type” (createdfrom.recordtype).',
      );
    }
    return notes;
  }

  private isTotal(cells: readonly string[]): boolean {
    const position = this.columns.positions.get('id') ?? 0;
    const isTotalText = (text: string) => /^(?:overall |grand )?total$/i.test(text.trim());
    return cells.some(isTotalText) && !/^\d+$/.test(cells[position]?.trim() ?? '');
  }

  private hasWrongCount(row: ExportRow): boolean {
    const expected = this.header.cells.length;
    const found = row.cells.length;
    if (found === expected) return false;
    // Delimiters at the end of a line add only empty cells.
    if (found > expected && row.cells.slice(expected).every((text) => text.trim() === '')) return false;
    const place = row.lastLine > row.line ? `The row of lines ${row.line} to ${row.lastLine}` : 'The row';
    const cause =
      found > expected
        ? `A cell may hold a ${this.header.delimiter.name} without quotation marks around it.`
        : 'It may have been cut off, or a quotation mark is missing.';
    this.report(
      row.line,
      null,
      'error',
      `${place} has ${found} cells; the header has ${expected}. ${cause} The row is left out.`,
    );
    return true;
  }

  private keep(row: ExportRow): KeptRow {
    const cells = COLUMN_KEYS.map((key) => {
      const position = this.columns.positions.get(key);
      return position === undefined ? '' : this.clean(key, (row.cells[position] ?? '').trim());
    });
    const sources = this.sources.map(({ position }) => this.unwrap((row.cells[position] ?? '').trim()));
    return { line: row.line, cells, sources };
  }

  /** Removes `="…"`, in which spreadsheets write a text. */
  private unwrap(text: string): string {
    const wrapped = /^=\s*"([^]*)"$/.exec(text);
    return wrapped === null ? text : (wrapped[1] ?? '').replaceAll('""', '"').trim();
  }

  private clean(key: ColumnKey, text: string): string {
    let cleaned = this.unwrap(text);
    if (cleaned.startsWith("'") && APOSTROPHE_KEYS.has(key)) cleaned = cleaned.slice(1).trim();
    if (cleaned !== text) this.cleanedCells++;
    return cleaned;
  }

  private weighDates(row: KeptRow): void {
    for (const key of DATE_KEYS) {
      const text = cell(row, key);
      if (text !== '') this.evidence.add(this.parseOnce(text), row.line, labelOf(key), text);
    }
  }

  /** Parses each date once, because the same days occur in many rows. */
  private parseOnce(text: string): ParsedDate {
    const known = this.parsedDates.get(text);
    if (known) return known;
    const parsed = parseDate(text);
    if (this.parsedDates.size < MAX_REMEMBERED_DATES) this.parsedDates.set(text, parsed);
    return parsed;
  }

  private readId(row: KeptRow): number | null {
    const text = cell(row, 'id');
    if (text === '') {
      this.report(
        row.line,
        'id',
        'error',
        'The row has no internal id, so it cannot be tied to a fulfillment. It is left out.',
      );
      return null;
    }
    const id = parseInternalId(text);
    if (id === null) {
      this.report(
        row.line,
        'id',
        'error',
        `“${text}” is not an internal id, which is a whole number. The row is left out.`,
      );
    }
    return id;
  }

  /** True unless the type is certainly another transaction, because the label may be a translation. */
  private isFulfillment(row: KeptRow): boolean {
    const text = cell(row, 'type');
    if (!OTHER_TRANSACTIONS.has(plainName(text))) return true;
    this.report(
      row.line,
      'type',
      'error',
      `The row is of type “${text}”, not an item fulfillment: the search needs the criterion Type = Item Fulfillment. ` +
        'If the column is the type of the order, label it “Order Type”. The row is left out.',
    );
    return false;
  }

  private merge(id: number, row: KeptRow): void {
    this.warnWhereCutOff(row);
    const numbers = cell(row, 'trackingNumbers');
    const place = placeOf(row);
    if (place.location !== '') this.hasLocation = true;
    const existing = this.merged.get(String(id));
    if (!existing) {
      const packageCells = numbers === '' ? [] : [numbers];
      this.merged.set(String(id), { ...row, id, sourceRows: [row.sources], packageCells, places: [place] });
      return;
    }
    if (!existing.places.some((known) => isSamePlace(known, place))) existing.places.push(place);
    if (this.sources.length > 0) existing.sourceRows.push(row.sources);
    // A search without Main Line = true repeats the numbers in the row of every item.
    if (numbers !== '' && !existing.packageCells.includes(numbers)) existing.packageCells.push(numbers);
    COLUMN_KEYS.forEach((key, index) => {
      const first = existing.cells[index] ?? '';
      const next = row.cells[index] ?? '';
      if (next === '' || next === first || ROW_KEYS.has(key)) return;
      if (first === '') {
        existing.cells[index] = next;
        return;
      }
      const spec: ColumnSpec = COLUMNS[key];
      const difference = spec.isPersonal ? 'another value' : `“${next}” instead of “${first}”`;
      this.report(
        row.line,
        key,
        'warning',
        `The row has ${difference} for fulfillment ${id}, which line ${existing.line} began. The earlier value is used.`,
      );
    });
    this.merged.set(String(id), existing);
  }

  private warnWhereCutOff(row: KeptRow): void {
    const { length } = cell(row, 'trackingNumbers');
    if (!mayBeCutOff(length)) return;
    this.report(
      row.line,
      'trackingNumbers',
      'warning',
      `The cell holds ${length} characters, where NetSuite cuts long texts off: numbers may be missing at its end.`,
    );
  }

  private build(row: MergedRow, order: 'DMY' | 'MDY' | null): Fulfillment | null {
    const date = this.readDate(row, 'date', order);
    const status = this.readStatus(row);
    const shippedOn = this.readDate(row, 'shippedOn', order);
    const orderOfRow = this.readOrder(row, order);
    if (date === null || status === null) return null;
    const methodName = cell(row, 'shipMethod');
    const packageLines = row.packageCells.flatMap(splitLines).map((trackingNumber, line): PackageLine => ({
      list: 'package',
      line,
      trackingNumber,
      description: null,
    }));
    return {
      id: row.id,
      number: orNull(cell(row, 'number')),
      status,
      date,
      shippedOn,
      // An export's times are in the zone of its user, which the file does not name.
      lastModified: null,
      packageLines,
      order: orderOfRow,
      customer: readCustomer(row, orderOfRow.kind),
      // An export does not contain filters and opt-outs.
      subsidiaryId: null,
      locations: locationsOf(row.places),
      isOptedOut: false,
      shipMethod: methodName === '' ? null : { id: cell(row, 'shipMethodId'), name: methodName },
      destination: readAddress({
        addressee: cell(row, 'shipAddressee'),
        attention: cell(row, 'shipAttention'),
        city: cell(row, 'shipCity'),
        state: cell(row, 'shipState'),
        postalCode: cell(row, 'shipPostalCode'),
        country: cell(row, 'shipCountry'),
        phone: cell(row, 'shipPhone'),
      }),
      origin: originOf(row.places),
      fieldReading: readSources(this.sources, { rows: row.sourceRows, packageLines: packageLines.length }, (text) =>
        dateInOrder(this.parseOnce(text), order),
      ),
    };
  }

  private readDate(
    row: MergedRow,
    key: 'date' | 'shippedOn' | 'orderDate',
    order: 'DMY' | 'MDY' | null,
  ): CalendarDate | null {
    const text = cell(row, key);
    const isNeeded = key === 'date';
    if (text === '') {
      if (isNeeded) this.report(row.line, key, 'error', `Fulfillment ${row.id} has no date. It is left out.`);
      return null;
    }
    const parsed = this.parseOnce(text);
    const date = dateInOrder(parsed, order);
    if (date !== null) return date;
    const reason =
      parsed.kind === 'invalid'
        ? parsed.reason
        : `“${text}” is not a day${order === null ? '' : ` in the order ${ORDER_NAMES[order]}`}.`;
    this.report(
      row.line,
      key,
      isNeeded ? 'error' : 'warning',
      `${reason} ${isNeeded ? `Fulfillment ${row.id} is left out.` : 'The row goes on without it.'}`,
    );
    return null;
  }

  private readStatus(row: MergedRow): FulfillmentStatus | null {
    const text = cell(row, 'status');
    if (text === '') {
      // With Pick, Pack and Ship off the status is not documented, and a saved fulfillment is shipped.
      this.rowsWithoutStatus++;
      return 'shipped';
    }
    const status = STATUSES.get(plainName(text).replace(/^(?:itemfulfillment|itemship)/, ''));
    if (status) return status;
    this.report(
      row.line,
      'status',
      'error',
      `“${text}” is no status known here: Picked, Packed or Shipped (A, B or C). Fulfillment ${row.id} is left out. ` +
        'If it is a translation, export in English or leave the column out.',
    );
    return null;
  }

  private readOrder(row: MergedRow, order: 'DMY' | 'MDY' | null): Order {
    const createdFrom = cell(row, 'createdFrom');
    const typeText = cell(row, 'orderType');
    const named = splitOrderName(createdFrom);
    const kind = ORDER_KINDS.get(plainName(typeText)) ?? ORDER_KINDS.get(plainName(named.type)) ?? 'unknown';
    if (kind === 'unknown' && (typeText !== '' || createdFrom !== '')) {
      const type = typeText === '' && named.type === '' ? 'no type given' : `“${typeText || named.type}”`;
      const seen = this.unknownOrders.get(type);
      if (seen) seen.count++;
      else if (this.unknownOrders.size < 20) this.unknownOrders.set(type, { count: 1, line: row.line });
    }
    const idText = cell(row, 'orderId');
    const id = parseInternalId(idText);
    if (idText !== '' && id === null) {
      this.report(row.line, 'orderId', 'warning', `“${idText}” is not an internal id. The row goes on without it.`);
    }
    return {
      kind,
      id,
      number: orNull(cell(row, 'orderNumber')) ?? orNull(named.number),
      date: this.readDate(row, 'orderDate', order),
      emails: splitEmails(cell(row, 'orderEmail')),
      // The address needs the account's domain, which an export does not contain.
      url: null,
    };
  }

  private report(line: number, key: ColumnKey | null, severity: 'error' | 'warning', message: string): void {
    this.told.push({ line, column: key === null ? null : labelOf(key), message, severity });
  }

  private takeTold(): readonly ExportProblem[] {
    const { told } = this;
    this.told = [];
    return told;
  }
}

/** Lengths at which NetSuite cuts texts in search results off, by kind of data: section_4345776651. */
function mayBeCutOff(length: number): boolean {
  return length === 1300 || length >= 3900;
}

const STATUSES: ReadonlyMap<string, FulfillmentStatus> = new Map<string, FulfillmentStatus>([
  ['picked', 'picked'],
  ['packed', 'packed'],
  ['shipped', 'shipped'],
  ['a', 'picked'],
  ['b', 'packed'],
  ['c', 'shipped'],
]);

/** Kinds by record type, or by the English name at the beginning of `Created From`. */
const ORDER_KINDS: ReadonlyMap<string, OrderKind> = new Map<string, OrderKind>([
  ['salesorder', 'salesorder'],
  ['salesord', 'salesorder'],
  ['transferorder', 'transferorder'],
  ['intercompanytransferorder', 'transferorder'],
  ['vendorreturnauthorization', 'vendorreturn'],
  ['purchaseorder', 'dropship'],
  ['purchord', 'dropship'],
]);

const OTHER_TRANSACTIONS: ReadonlySet<string> = new Set([
  ...ORDER_KINDS.keys(),
  'invoice',
  'cashsale',
  'creditmemo',
  'itemreceipt',
  'itemrcpt',
  'returnauthorization',
  'rtnauth',
  'storepickupfulfillment',
]);

/**
 * Splits a cell into package lines, which NetSuite joins in an export, so that each is read separately as in the
 * installed scripts.
 */
function splitLines(packageCell: string): readonly string[] {
  return packageCell.split(/<br\s*\/?>/i).map((text) => text.trim());
}

/** `Sales Order #SO123` → type and number; a text without a type is the number. */
function splitOrderName(text: string): { readonly type: string; readonly number: string } {
  const hash = text.indexOf('#');
  if (hash >= 0) return { type: text.slice(0, hash).trim(), number: text.slice(hash + 1).trim() };
  const named = /^((?:sales|purchase|(?:intercompany )?transfer) order|vendor return authorization)\b\s*(.*)$/i.exec(
    text,
  );
  if (named) return { type: named[1] ?? '', number: named[2] ?? '' };
  return { type: '', number: text };
}

function readCustomer(row: KeptRow, kind: OrderKind): Customer | null {
  // These orders belong to a location or a vendor instead of a customer: item-fulfillment.json, createdFrom.
  if (kind === 'transferorder' || kind === 'vendorreturn') return null;
  const name = orNull(cell(row, 'customerName'));
  const email = splitEmails(cell(row, 'customerEmail'))[0] ?? null;
  const phone = orNull(cell(row, 'customerPhone'));
  const id = parseInternalId(cell(row, 'customerId'));
  if (id === null && name === null && email === null && phone === null) return null;
  const language = cell(row, 'customerLanguage');
  return {
    // 0 when the export has no such column. No request contains it.
    id: id ?? 0,
    name,
    email,
    phone,
    language: /^[a-z]{2}(?:_[A-Za-z0-9]{2,4})?$/.test(language) ? language : null,
    withoutContact: false,
    isOptedOut: false,
  };
}

function readAddress(parts: Readonly<Record<keyof Address, string>>): Address | null {
  if (Object.values(parts).every((text) => text === '')) return null;
  return {
    addressee: orNull(parts.addressee),
    attention: orNull(parts.attention),
    city: orNull(parts.city),
    state: orNull(parts.state),
    postalCode: orNull(parts.postalCode),
    country: orNull(parts.country),
    phone: orNull(parts.phone),
  };
}

function parseInternalId(text: string): number | null {
  if (!/^[1-9]\d*$/.test(text)) return null;
  const id = Number(text);
  return Number.isSafeInteger(id) ? id : null;
}

function splitEmails(text: string): readonly string[] {
  return text.split(/[\s,;]+|<br\s*\/?>/i).filter((piece) => piece.includes('@'));
}

function orNull(text: string): string | null {
  return text === '' ? null : text;
}

function rows(count: number): string {
  return count === 1 ? '1 row' : `${count} rows`;
}
