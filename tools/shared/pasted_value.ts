/** Cleans a pasted value: removes spaces, quotation marks, invisible characters and the field's own label. */

const INVISIBLE = /[\u00ad\u200b-\u200f\u2060\ufeff]/g;
const QUOTES: readonly (readonly [string, string])[] = [
  ['"', '"'],
  ["'", "'"],
  ['`', '`'],
  ['“', '”'],
  ['‘', '’'],
  ['«', '»'],
  ['<', '>'],
];

/** `labels` are names, in lower case, that may precede the value with a colon or an equals sign. */
export function cleanValue(pasted: string, labels: readonly string[]): string {
  let text = pasted.replace(INVISIBLE, '').trim();
  for (const label of labels) {
    const before = new RegExp(`^${label.replaceAll(' ', '[ _/-]*')}\\s*[:=]\\s*`, 'i').exec(text)?.[0];
    if (before !== undefined) text = text.slice(before.length);
  }
  for (const [open, close] of QUOTES) {
    if (text.length >= 2 && text.startsWith(open) && text.endsWith(close)) text = text.slice(1, -1).trim();
  }
  return text;
}
