/**
 * Checks whether the project's table of states and reasons allows a row of the ledger. It is stricter than the scripts,
 * which tolerate a person's edit of a locked field, because nobody edits one here.
 */

import type { FieldValue } from '../../packages/emulator/netsuite';
import { PACKAGE } from '../../src/TypeScript/aftership/adapters/ids';
import { isReason, stateOf } from '../../src/TypeScript/aftership/core/ledger/reasons';
import { faultOf, type Holding } from '../../src/TypeScript/aftership/core/ledger/row';
import { newContent } from '../../src/TypeScript/aftership/core/ledger/transitions';

type Fields = Readonly<Record<string, FieldValue>>;

/** Returns what is wrong with a record; null when it is right. */
export function faultOfRecord(fields: Fields): string | null {
  const reason = textOf(fields[PACKAGE.reason]);
  if (!isReason(reason)) return `no reason is called "${reason}"`;
  const holding = holdingOf(fields);
  if (holding === null) return `what AfterShip has is "${placeOf(fields)}", its tracking "${idOf(fields)}"`;
  const state = textOf(fields[PACKAGE.state]);
  const expected = stateOf(reason, holding.at);
  if (state !== expected) return `its state is "${state}", and ${reason} is ${expected}`;
  const dueAt = numberOf(fields[PACKAGE.dueAt]);
  return faultOf(newContent({ holding, reason, params: {}, dueAt, madeAt: numberOf(fields[PACKAGE.madeAt]) }));
}

function holdingOf(fields: Fields): Holding | null {
  const at = placeOf(fields);
  const id = idOf(fields);
  const generation = numberOf(fields[PACKAGE.generation]);
  if (generation === null || generation < 1) return null;
  if (at === 'nothing') return id === '' ? { at, generation } : null;
  if (id === '') return null;
  switch (at) {
    case 'create unknown':
    case 'ours':
    case 'remove unknown':
      return id.startsWith('ns-') ? { at, id } : null;
    case 'foreign':
      return id.startsWith('ns-') ? null : { at, id, generation };
    default:
      return null;
  }
}

function placeOf(fields: Fields): string {
  return textOf(fields[PACKAGE.holding]);
}

function idOf(fields: Fields): string {
  return textOf(fields[PACKAGE.trackingId]);
}

function textOf(value: FieldValue | undefined): string {
  return value === null || value === undefined ? '' : String(value);
}

function numberOf(value: FieldValue | undefined): number | null {
  const text = textOf(value);
  return text === '' ? null : Number(text);
}
