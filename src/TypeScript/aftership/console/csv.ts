/** Rows as CSV that a spreadsheet opens without running anything. */

/**
 * Fields that begin like a formula get an apostrophe before them: a spreadsheet would calculate them. So does what follows a
 * semicolon, a tab or a new line inside a field: where lists are parted by semicolons, a spreadsheet begins a field there.
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
