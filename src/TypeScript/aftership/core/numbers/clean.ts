/**
 * Removes what machines leave around the text that people type: markup, entities, invisible characters, and the digits,
 * dashes and spaces of other alphabets. It keeps everything that a person means.
 */

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ensp: ' ',
  emsp: ' ',
  thinsp: ' ',
  tab: '\t',
  newline: '\n',
  ndash: '-',
  mdash: '-',
  hyphen: '-',
  minus: '-',
  shy: '',
  zwnj: '',
  zwj: '',
  hellip: '…',
  bull: '•',
  middot: '·',
  lsquo: "'",
  rsquo: "'",
  ldquo: '"',
  rdquo: '"',
  laquo: '"',
  raquo: '"',
  num: '#',
  colon: ':',
  sol: '/',
  comma: ',',
  semi: ';',
  lpar: '(',
  rpar: ')',
};

const ENTITY = /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]{2,8}));?/gi;

function decodeEntities(text: string): string {
  return text.replace(
    ENTITY,
    (whole, hex: string | undefined, decimal: string | undefined, name: string | undefined) => {
      if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? whole;
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}

/** Decodes entities several times, because each system on the way may encode them again: `&amp;lt;br&amp;gt;`. */
function decodeAll(text: string): string {
  let decoded = text;
  for (let round = 0; round < 3 && decoded.includes('&'); round += 1) decoded = decodeEntities(decoded);
  return decoded;
}

const BREAKING_TAG = /<\/?(?:br|p|div|li|ul|ol|tr|td|th|table|tbody|hr|h[1-6]|pre|blockquote|section)\b[^<>]*(?:>|$)/gi;
const LINK_TAG = /<a\b[^<>]*>/gi;
const ADDRESS = /\bhref\s*=\s*["']?([^"'\s<>]*)/i;
const OTHER_TAG =
  /<\/?(?:a|b|i|u|s|em|strong|span|font|small|big|code|sup|sub|img|input|label|tt|html|head|body|center|mark|o:p)\b[^<>]*>|<!--[^<>]*-->|<!doctype[^<>]*>/gi;

function removeMarkup(text: string): string {
  if (!text.includes('<')) return text;
  return text
    .replace(LINK_TAG, (tag) => ` ${ADDRESS.exec(tag)?.[1] ?? ''} `)
    .replace(BREAKING_TAG, '\n')
    .replace(OTHER_TAG, '');
}

/**
 * Zero-width characters, soft hyphens, direction marks and variation selectors, which people copy along from a page or
 * a mail.
 */
const INVISIBLE =
  /[\u00AD\u034F\u061C\u115F\u180B-\u180E\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFE00-\uFE0F\uFEFF]/g;
const CONTROL = /[\u0000-\u0008\u000E-\u001F\u007F-\u0084\u0086-\u009F]/g;
// Also matches escapes that a script, and carriage returns that Excel, wrote as plain text.
const LINE_BREAK = /\r\n?|[\v\f\u0085\u2028\u2029]|\\r\\n|\\[rn]|_x000[DA]_/gi;
const SPACE = /[\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]/g;
const DASH = /[\u2010-\u2015\u2043\u2212\uFE58\uFE63]/g;
const SINGLE_QUOTE = /[\u2018-\u201B\u2032\u2035\u02BC\u00B4\u0060]/g;
const DOUBLE_QUOTE = /[\u201C-\u201F\u2033\u2036\u00AB\u00BB\u2039\u203A\u300C-\u300F]/g;
const FULL_WIDTH = /[\uFF01-\uFF5E]/g;
const IDEOGRAPHIC_COMMA = /[\u3001\u060C]/g;
const IDEOGRAPHIC_STOP = /\u3002/g;
const OTHER_DIGIT = /[\u0660-\u0669\u06F0-\u06F9\u0966-\u096F]/g;

function toDigit(character: string): string {
  const code = character.charCodeAt(0);
  const zero = code >= 0x966 ? 0x966 : code >= 0x6f0 ? 0x6f0 : 0x660;
  return String(code - zero);
}

/** The prefix of a GS1 barcode, by which a scanner says which kind of barcode it is. */
const SYMBOLOGY = /\](?:C1|d2|Q3|e0|J1)/g;

/** The text without markup, and with one kind of space, dash, quote, digit and line break. */
export function clean(text: string): string {
  return removeMarkup(decodeAll(text))
    .replace(INVISIBLE, '')
    .replace(LINE_BREAK, '\n')
    .replace(CONTROL, '')
    .replace(SYMBOLOGY, ' ')
    .replace(SPACE, ' ')
    .replace(DASH, '-')
    .replace(SINGLE_QUOTE, "'")
    .replace(DOUBLE_QUOTE, '"')
    .replace(FULL_WIDTH, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0))
    .replace(IDEOGRAPHIC_COMMA, ',')
    .replace(IDEOGRAPHIC_STOP, '.')
    .replace(OTHER_DIGIT, toDigit);
}
