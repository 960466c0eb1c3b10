/** JSON files that people edit. */

type JsonReading =
  { readonly kind: 'value'; readonly value: unknown } | { readonly kind: 'malformed'; readonly problem: string };

/** Parses JSON without the byte order mark that editors on Windows may add. */
export function parseJson(text: string): JsonReading {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return { kind: 'value', value };
  } catch (error) {
    return { kind: 'malformed', problem: error instanceof Error ? error.message : String(error) };
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
