/** The rows of a transaction in a search, and what a column shows on each of them. */

import type { FieldValue, Line } from '../contract';
import { NotEmulated } from '../runtime/faults';
import { mayBeEmptyOnLine } from './entered_fields';
import type { FieldKind, RecordTypeInfo } from './types';
import type { Row } from './store';

/** One result row. Without a filter on mainline a transaction has a further row for each of its lines. */
export interface Hit {
  readonly row: Row;
  /** The item line; null for every other row. */
  readonly line: Line | null;
  /** Set for a row that stands for neither the record itself nor an item line. */
  readonly part?: 'tax' | 'shipping';
}

/**
 * Types whose rows for tax and shipping public descriptions show: a sales order with one line gives four rows. Of other
 * types only the main row and the item lines are emulated.
 */
const WITH_TAX_AND_SHIPPING: ReadonlySet<string> = new Set(['salesorder']);

/** The rows that a search finds of one record before its filters. */
export function hitsOf(type: RecordTypeInfo, row: Row): readonly Hit[] {
  const main: Hit = { row, line: null };
  if (type.recordClass !== 'transaction') return [main];
  const items = (row.sublists['item'] ?? []).map((line): Hit => ({ row, line }));
  if (!WITH_TAX_AND_SHIPPING.has(type.id)) return [main, ...items];
  return [main, ...items, { row, line: null, part: 'tax' }, { row, line: null, part: 'shipping' }];
}

function isMain({ line, part }: Hit): boolean {
  return line === null && part === undefined;
}

interface RowColumn {
  readonly kind: FieldKind;
  readonly target: string | null;
  read(hit: Hit): FieldValue;
}

function rowColumn(kind: FieldKind, read: (hit: Hit) => FieldValue, target: string | null = null): RowColumn {
  return { kind, target, read };
}

/** Columns that do not show the same on every row of a transaction. */
export const ROW_COLUMNS: Readonly<Record<string, RowColumn>> = {
  mainline: rowColumn('checkbox', isMain),
  taxline: rowColumn('checkbox', ({ part }) => part === 'tax'),
  shipping: rowColumn('checkbox', ({ part }) => part === 'shipping'),
  location: rowColumn(
    'select',
    (hit) => (isMain(hit) ? hit.row.fields['location'] : hit.line?.['location']) ?? null,
    'location',
  ),
  item: rowColumn('text', ({ line }) => ofLine(line, 'item')),
  quantity: rowColumn('float', ({ line }) => ofLine(line, 'quantity')),
};

function ofLine(line: Line | null, id: string): FieldValue {
  const value = line?.[id] ?? null;
  if (line === null || value !== null || mayBeEmptyOnLine('item', id, [])) return value;
  throw new NotEmulated(`${id} of an item line that was given none`);
}

/** Whether a row shows the tracking numbers of its fulfillment. */
export function showsNumbers(hit: Hit, rows: 'every row' | 'main row'): boolean {
  return rows === 'every row' || isMain(hit);
}
