/** The measurements as one Markdown table. */

import { LIMITS, type BenchResult } from './measure';

export function renderTable(
  { kinds, save, runOverhead }: BenchResult,
  machine: { readonly seconds: number; readonly peakMegabytes: number },
): string {
  const rows = kinds.map(({ kind, fulfillments, units, calls, httpCalls, limit }) => [
    kind,
    String(fulfillments),
    String(units.mean),
    String(units.max),
    limit === null ? '' : String(limit),
    String(calls),
    String(httpCalls),
  ]);
  const head = ['Fulfillment', 'Measured', 'Units, mean', 'Units, most', 'Promised', 'N/ calls', 'HTTP calls'];
  return [
    markdown([head, ...rows]),
    '',
    markdown([
      ['The rest', 'Measured', 'Promised'],
      ["The user's save: units", String(save.units), String(LIMITS.saveUnits)],
      ["The user's save: modules loaded", String(save.modules), String(LIMITS.saveModules)],
      ["The user's save: bytes of ours loaded", String(save.bytes), String(LIMITS.saveBytes)],
      ['A sending run around its reduces: units', String(runOverhead), String(LIMITS.runOverhead)],
      ['Whole measurement on this machine: seconds', machine.seconds.toFixed(1), ''],
      ['Peak memory on this machine: MB', machine.peakMegabytes.toFixed(0), ''],
    ]),
    '',
  ].join('\n');
}

function markdown(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = rows;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}
