/** Writes texts into cells of a CSV file in a form that no spreadsheet takes for anything but texts. */

/**
 * A character that begins a formula where a cell begins. Spreadsheets of some languages, and Apple Numbers, take the
 * full-width forms, too (OWASP/www-community#1088, adaltas/node-csv#387). A cell also begins behind a semicolon, a tab
 * or a new line within the text, in a spreadsheet that splits there. Quotation marks and spaces before it do not help.
 * No two of the repeated characters can match the same, so the cost grows with the length of the text only.
 */
const FORMULA = /(^|[;\t\r\n])((?:["\0]|[^\S\t\r\n])*)(?=[=+\-@＝＋－＠])/g;

/** Characters that some spreadsheets leave away where a cell begins. */
const DROPPED = /^[\t\r\n\0]/;

/** What a spreadsheet takes for a number, and shows or keeps with the first digits only. */
const SHORTENED = /^(?:\d{12,}|\d+E\d+)$/i;

/** The text with an apostrophe wherever a spreadsheet would calculate or shorten it. */
export function textForSpreadsheets(text: string): string {
  const safe = text.replace(FORMULA, "$1$2'");
  return DROPPED.test(text) || SHORTENED.test(text) ? `'${safe}` : safe;
}
