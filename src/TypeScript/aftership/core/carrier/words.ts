/**
 * Splits a text into words that can be compared. Case, accents, punctuation, full-width letters and missing spaces make
 * no difference: `FedEx®`, `FED EX` and `fed-ex` give the same two words.
 */

import { plainLetters } from '../letters';

export interface Word {
  readonly text: string;
  /** True when no space stands between the word and the word before it. */
  readonly isGlued: boolean;
}

const SIGNS = /[®™©℠]/gu;
const RUN = /[\p{L}\p{N}\p{M}]+/gu;

/**
 * Borders inside a run: between letters and digits, before a capital behind a small letter, and before the last of
 * several capitals.
 */
const INNER_BORDER = /(?<=\p{Ll})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})|(?<=\p{L}\p{M}*)(?=\p{N})|(?<=\p{N})(?=\p{L})/u;

/** Splits scripts that put no spaces between words, so that each character becomes a word. */
const CHARACTER_SCRIPTS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]\p{M}*|[^\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]+/gu;

/** Traditional and Japanese characters in carriers' names, each followed by its simplified form. */
const HAN_PAIRS =
  '順顺豐丰豊丰遞递運运國国際际郵邮東东達达韻韵雲云鳥鸟飛飞極极圓圆貓猫灣湾華华臺台業业務务聯联滙汇匯汇';
const SIMPLIFIED: ReadonlyMap<string, string> = new Map(
  [...HAN_PAIRS].flatMap((character, index, all): [string, string][] =>
    index % 2 === 0 ? [[character, all[index + 1] ?? character]] : [],
  ),
);

function plain(run: string): string {
  return plainLetters([...run].map((letter) => SIMPLIFIED.get(letter) ?? letter).join(''));
}

function partsOf(run: string): readonly string[] {
  return run.split(INNER_BORDER).flatMap((part) => part.match(CHARACTER_SCRIPTS) ?? []);
}

/** The words of a text, in order. A `+` at the end of a word becomes the word `plus`. */
export function wordsOf(text: string): readonly Word[] {
  const clean = text.replace(SIGNS, '').normalize('NFKC');
  const words: Word[] = [];
  let end = 0;
  for (const match of clean.matchAll(RUN)) {
    const gap = clean.slice(end, match.index);
    const isGlued = end > 0 && !/\s/u.test(gap);
    end = match.index + match[0].length;
    partsOf(match[0]).forEach((part, index) => words.push({ text: plain(part), isGlued: index > 0 || isGlued }));
    if (/^\+(?![\p{L}\p{N}])/u.test(clean.slice(end, end + 2))) words.push({ text: 'plus', isGlued: true });
  }
  // An accent without a letter is no word.
  return words.filter((word) => word.text !== '');
}

/** Joins the words of a text. Two spellings of a name give the same key. */
export function keyOf(text: string): string {
  return wordsOf(text)
    .map((word) => word.text)
    .join('');
}
