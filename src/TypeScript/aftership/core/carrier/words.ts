/**
 * A text as words that can be compared: case, accents, punctuation, full-width letters and the way of writing words
 * together make no difference. `FedEx®`, `FED EX` and `fed-ex` are the same two words.
 */

import { plainLetters } from '../letters';

export interface Word {
  readonly text: string;
  /** No space stands between it and the word before. */
  readonly isGlued: boolean;
}

const SIGNS = /[®™©℠]/gu;
const RUN = /[\p{L}\p{N}\p{M}]+/gu;

/** Between letters and digits, before a capital after a small letter, and before the last of several capitals. */
const INNER_BORDER = /(?<=\p{Ll})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})|(?<=\p{L}\p{M}*)(?=\p{N})|(?<=\p{N})(?=\p{L})/u;

/** Scripts that put no spaces between words: each character is a word. */
const CHARACTER_SCRIPTS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]\p{M}*|[^\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]+/gu;

/** Traditional and Japanese characters of carriers' names, each followed by the simplified one. */
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

/** The words of a text, in its order. A `+` at the end of a word is the word `plus`. */
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

/** The words of a text written as one. Two spellings of a name have the same key. */
export function keyOf(text: string): string {
  return wordsOf(text)
    .map((word) => word.text)
    .join('');
}
