/** Writes rows as CSV in a form that no spreadsheet runs as formulas. */

/**
 * Puts an apostrophe before a field that begins like a formula, because a spreadsheet would calculate it. The same is
 * done after a semicolon, a tab or a new line inside a field, where a spreadsheet with another separator begins a new
 * field.
 */
export function toCsv(rows: readonly (readonly (string | number | null)[])[]): string {
  return rows.map((row) => `${row.map(toCell).join(',')}\r\n`).join('');
}

function toCell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = value.replace(/^(?=[\t\r])|(^|[;\t\r\n])(["\s]*)(?=[=+\-@])/g, "$1$2'");
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}
