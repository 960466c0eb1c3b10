/** Brings letters into the form in which lists of words compare them. */

/** Letters that Unicode does not split into a base letter and an accent. */
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

/** Writes a text in lower case and without accents: `Ñ` and `n` become the same letter, and so do `Ł` and `l`. */
export function plainLetters(text: string): string {
  return text
    .toLowerCase()
    .replace(/[ßæœøđðłı]/g, (letter) => PLAIN_LETTERS[letter] ?? letter)
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC');
}
