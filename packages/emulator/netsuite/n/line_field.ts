/** Fields of sublist lines, whose kinds are those of the values they hold. */

import type { FieldValue } from '../contract';
import { field as makeField, SELECT_TARGETS, type FieldInfo } from '../records/types';

export function lineField(id: string, value: FieldValue): FieldInfo {
  if (value instanceof Date) return makeField(id, 'date');
  const target = SELECT_TARGETS[id];
  if (target !== undefined && typeof value === 'number') return makeField(id, 'select', { target });
  return makeField(id, typeof value === 'boolean' ? 'checkbox' : typeof value === 'number' ? 'float' : 'text');
}
