/** Reads the item lines of an item fulfillment, and from them the locations that it ships from. */

import type * as record from 'N/record';
import type { Named } from '../core/fields/values';
import { parseFlag, parseText } from './values';

export const ITEM_LIST = 'item';

/**
 * Numbers of the lines that shipped. A line that is not ticked is not fulfilled, but whether a saved fulfillment shows
 * such lines, and shows its own as ticked, is not documented. So all lines count when none is ticked.
 */
export function shippedLines(loaded: record.Record): readonly number[] {
  if (!loaded.getSublists().includes(ITEM_LIST)) return [];
  const count = loaded.getLineCount({ sublistId: ITEM_LIST });
  const lines = Array.from({ length: count }, (_, line) => line);
  const isTicked = (line: number): boolean =>
    parseFlag(safely(() => loaded.getSublistValue({ sublistId: ITEM_LIST, fieldId: 'itemreceive', line })));
  const ticked = lines.filter(isTicked);
  return ticked.length > 0 ? ticked : lines;
}

/**
 * The locations of the lines, each once, in the order of the lines. Oracle's record reference lists `location` for the
 * lines of a fulfillment; only the REST schema has it in the body, so that one counts when no line has one.
 */
export function readLocations(loaded: record.Record): readonly Named[] {
  const fieldId = 'location';
  const ofLines = shippedLines(loaded).flatMap((line) => {
    const at = { sublistId: ITEM_LIST, fieldId, line };
    return named(
      () => loaded.getSublistValue(at),
      () => loaded.getSublistText(at),
    );
  });
  if (ofLines.length === 0) {
    return named(
      () => loaded.getValue({ fieldId }),
      () => loaded.getText({ fieldId }),
    );
  }
  return [...new Map(ofLines.map((location) => [location.id, location])).values()];
}

/** An empty list for an empty field. */
export function named(readId: () => unknown, readName: () => unknown): readonly Named[] {
  const id = parseText(safely(readId));
  return id === null ? [] : [{ id, name: parseText(safely(readName)) ?? '' }];
}

/**
 * Returns nothing when the read throws: what getValue does for a field that a record does not have is not documented.
 */
export function safely(read: () => unknown): unknown {
  try {
    return read();
  } catch {
    return undefined;
  }
}
