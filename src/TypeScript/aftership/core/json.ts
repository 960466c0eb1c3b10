/** Reads JSON that was stored as text in a field, which a person may have edited or NetSuite may have cut off. */

/** Parses a text; null when the text is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Parses a text; an empty object when it holds anything but an object. */
export function parseJsonObject(text: string): Readonly<Record<string, unknown>> {
  const value = parseJson(text);
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
