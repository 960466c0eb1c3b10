/**
 * Text as searches and look-ups show it. Text columns have at most 4,000 bytes, and long text has fewer characters, by
 * kind of account (section_4345767112).
 */

import type { Engine } from '../runtime/engine';
import { NotEmulated } from '../runtime/faults';
import type { FieldInfo } from './types';

const MOST_BYTES = 4000;

const longTextCharacters = { '1300 characters': 1300, '3900 characters': 3900, '4000 characters': 4000 } as const;

/** Cuts the text of a column. The encoding that the bytes count in is not documented; UTF-8 is the encoding here. */
export function cutForSearch(engine: Engine, field: FieldInfo, text: string): string {
  const most = longTextCharacters[engine.dials.longTextInSearch];
  if (field.kind === 'multiselect' && text.length > most) {
    throw new NotEmulated(`a multiple select of more than ${most} characters in a search`);
  }
  return withinBytes(field.isLongText ? text.slice(0, most) : text);
}

function withinBytes(text: string): string {
  // A UTF-16 unit has at most three bytes in UTF-8.
  if (text.length * 3 <= MOST_BYTES) return text;
  let bytes = 0;
  let end = 0;
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > MOST_BYTES) return text.slice(0, end);
    end += character.length;
  }
  return text;
}
