/** Finds packages that have two rows, which two runs at the same moment may leave. */

/** A row of the ledger, as far as it shows whose it is. */
export interface AddedRow {
  readonly rowId: number;
  readonly fulfillmentId: number;
  readonly number: string;
}

/** Fulfillments that have two of these rows for one package, each once. */
export function fulfillmentsWithDoubles(rows: readonly AddedRow[]): readonly number[] {
  const seen = new Set<string>();
  const doubled = new Set<number>();
  for (const { fulfillmentId, number } of rows) {
    const key = `${fulfillmentId} ${number}`;
    if (seen.has(key)) doubled.add(fulfillmentId);
    seen.add(key);
  }
  return [...doubled];
}
