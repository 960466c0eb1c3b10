/** Letters as lists of words compare them. */

/** Letters that are no base letter with an accent. */
const PLAIN_LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  ı: 'i',
};

/** In lower case and without accents: `Ñ` and `n` are one letter, as are `Ł` and `l`. */
export function plainLetters(text: string): string {
  return text
    .toLowerCase()
    .replace(/[ßæœøđðłı]/g, (letter) => PLAIN_LETTERS[letter] ?? letter)
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC');
}
