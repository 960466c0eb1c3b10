// An export of any size, made block by block, so that it is never in memory as a whole.

const HEADER =
  'Internal ID,Document Number,Status,Date,Actual Ship Date,Tracking Numbers,Ship Via,Created From,Order Date,Email,Name,Shipping Country Code,Memo';
const ROWS_IN_BLOCK = 1000;

/**
 * Every row holds a quoted line break, so that lines and rows differ. Every fifth has a warning, and after 5000 rows every
 * tenth has the number of a row long before.
 */
function* exportBlocks(rows) {
  yield Buffer.from(`${HEADER}\r\n`);
  for (let from = 0; from < rows; from += ROWS_IN_BLOCK) {
    const count = Math.min(ROWS_IN_BLOCK, rows - from);
    yield Buffer.from(Array.from({ length: count }, (_, index) => rowOf(from + index)).join(''));
  }
}

function rowOf(index) {
  const serial = serialOf(index);
  const numbered = index >= 5000 && index % 10 === 9 ? serialOf(index - 5004) : serial;
  const shipped = index % 5 === 0 ? 'soon' : '11/16/2026';
  return (
    `${70_000 + index},IF${serial},Item Fulfillment : Shipped,11/16/2026,${shipped},PKG${numbered}A,` +
    `UPS Ground,Sales Order #SO${serial},11/13/2026,orders${serial}@example.com,C${serial} Sample,US,"first\r\nsecond"\r\n`
  );
}

function serialOf(index) {
  return String(index).padStart(7, '0');
}

module.exports = { exportBlocks };
