import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { ColumnSpec } from '../columns';
import { COLUMNS, COLUMN_KEYS, columnOf, plainName, recogniseColumns } from '../columns';

const ROOT = join(__dirname, '../../..');

describe('a header', () => {
  test.each([
    ['Internal ID', 'id'],
    ['internalid', 'id'],
    ['INTERNAL  id', 'id'],
    ['Tracking Numbers', 'trackingNumbers'],
    ['Tracking #', 'trackingNumbers'],
    ['Formula (Text): Tracking Numbers', 'trackingNumbers'],
    ['Tracking Numbers (Formula)', 'trackingNumbers'],
    ['Created From', 'createdFrom'],
    ['Created From : Document Number', 'orderNumber'],
    ['createdfrom.tranid', 'orderNumber'],
    ['Created From : Date', 'orderDate'],
    ['Location', 'location'],
    ['Location : Country', 'originCountry'],
    ['Date', 'date'],
    ['Ref. No.', 'number'],
    ['Name', 'customerName'],
  ])('%s is recognised as %s', (header, key) => {
    expect(columnOf(header)).toBe(key);
  });

  test.each(['Formula (Text)', 'Memo', 'Ship Date', 'Last Modified', ''])('“%s” is not used', (header) => {
    expect(columnOf(header)).toBeNull();
  });
});

describe('the columns of a file', () => {
  test('may be in any order, with others between them', () => {
    const found = recogniseColumns(['Memo', 'tracking numbers', 'DATE', '', 'Created from', 'Internal ID']);

    expect([...found.positions]).toEqual([
      ['trackingNumbers', 1],
      ['date', 2],
      ['createdFrom', 4],
      ['id', 5],
    ]);
    expect(found.unused).toEqual(['Memo']);
    expect(found.missing).toEqual([]);
  });

  test('are named when missing', () => {
    expect(recogniseColumns(['Status', 'Date']).missing).toEqual([
      '“Internal ID” (internalid)',
      '“Tracking Numbers” (trackingnumbers)',
      '“Created From” (createdfrom) or “Order Type” (createdfrom.recordtype)',
    ]);
  });

  test('need either the order or its type', () => {
    expect(recogniseColumns(['Internal ID', 'Date', 'Tracking Numbers', 'Order Type']).missing).toEqual([]);
  });

  test('are used once: a second one of the same meaning is named', () => {
    const found = recogniseColumns(['Internal ID', 'Email', 'Date', 'Created From : Email']);

    expect(found.positions.get('orderEmail')).toBe(1);
    expect(found.repeated).toEqual([{ key: 'orderEmail', used: 'Email', ignored: 'Created From : Email' }]);
  });
});

describe('the list of columns', () => {
  const specs: readonly ColumnSpec[] = COLUMN_KEYS.map((key) => COLUMNS[key]);

  test('gives no name to two columns', () => {
    const names = specs.flatMap((spec) => [
      ...new Set([spec.label, ...(spec.id === null ? [] : [spec.id]), ...spec.aliases].map(plainName)),
    ]);

    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  test('has only documented search column ids', () => {
    const facts: unknown = JSON.parse(
      readFileSync(join(ROOT, 'packages/emulator/facts/item-fulfillment.json'), 'utf8'),
    );
    const documented = parseUsefulColumns(facts);
    const ids = specs.flatMap((spec) => (spec.id === null ? [] : [spec.id.replace(/^createdfrom\./, '')]));

    expect(ids.filter((id) => !documented.has(id))).toEqual([]);
  });

  test('is described in docs/preview.md, row by row', () => {
    const documentation = readFileSync(join(ROOT, 'docs', 'preview.md'), 'utf8');
    const tableRows = documentation.split('\n').map((line) => line.split('|').map((text) => text.trim()));

    for (const spec of specs) {
      const tableRow = tableRows.find((cells) => cells[1] === spec.label);
      expect([spec.label, tableRow?.[2]]).toEqual([spec.label, spec.id === null ? '' : `\`${spec.id}\``]);
      expect([spec.label, tableRow?.[3]?.startsWith('yes')]).toEqual([spec.label, spec.isRequired]);
    }
  });
});

function parseUsefulColumns(facts: unknown): ReadonlySet<string> {
  const { search } = facts as { readonly search: { readonly usefulColumns: readonly string[] } };
  return new Set(search.usefulColumns);
}
