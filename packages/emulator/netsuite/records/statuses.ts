/** Types and statuses of transactions as searches know them: `ItemShip` and `ItemShip:C`. */

import type { FieldValue } from '../contract';
import type { Engine } from '../runtime/engine';
import { NotEmulated } from '../runtime/faults';
import type { Row } from './store';
import { SHIP_STATUSES } from './types';

/** Code of a row's type. */
export function searchCodeOf(engine: Engine, row: Row): string {
  const code = engine.type(row.type).searchCode;
  if (code === null) throw new NotEmulated(`the code of ${row.type} in searches`);
  return code;
}

/** Value of the filter `status`. An order has the status that it was seeded with. */
export function statusOf(engine: Engine, row: Row): string {
  const letter = row.type === 'itemfulfillment' ? shipStatus(engine, row) : (row.fields['orderstatus'] ?? null);
  if (letter === null || letter === '') throw new NotEmulated(`the status of a ${row.type}, which nothing computes`);
  return `${searchCodeOf(engine, row)}:${String(letter)}`;
}

function shipStatus(engine: Engine, row: Row): FieldValue {
  return engine.features.has('PICKPACKSHIP') ? (row.fields['shipstatus'] ?? null) : 'C';
}

/** Label of a row's status, in lower case. The form of this value is not verified; public code uses it so. */
export function statusLabelOf(row: Row): string {
  const label = row.fields['status'] ?? null;
  if (label === null || label === '') throw new NotEmulated(`the status of a ${row.type}, which nothing computes`);
  return String(label).toLowerCase();
}

/** True for a type that a filter may name. */
export function isKnownCode(engine: Engine, value: string): boolean {
  return [...engine.types.values()].some(({ searchCode }) => searchCode === value);
}

/** True for a status that a filter may name. The statuses of orders are not in the facts, so any letter is one. */
export function isKnownStatus(engine: Engine, value: string): boolean {
  const [code = '', letter = '', ...rest] = value.split(':');
  if (rest.length > 0 || !isKnownCode(engine, code)) return false;
  return code === engine.type('itemfulfillment').searchCode
    ? SHIP_STATUSES[letter] !== undefined
    : /^[A-Z]$/.test(letter);
}
