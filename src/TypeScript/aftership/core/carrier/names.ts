/**
 * Finds the AfterShip slugs that a text allows: the name of a ship method, a carrier's name in a field, or a package's
 * description. Names are whole phrases, and the longest one counts. Words that are no carrier's name ("Ground",
 * "Express", "Post") name none.
 */

import { nameTable, type CarrierName, type NameTable } from './name_table';
import { wordsOf, type Word } from './words';

/** Words that negate the name behind them: "no UPS", "do not ship via FedEx". */
const NEGATIONS: ReadonlySet<string> = new Set(['no', 'not', 'non', 'never', 'except', 'without', 'kein', 'nicht']);
const BETWEEN: ReadonlySet<string> = new Set(['use', 'ship', 'send', 'via', 'by', 'with', 'to', 'mit', 'per']);

interface Phrase<Value> {
  readonly value: Value;
  readonly from: number;
  /** Index of the first word behind the phrase. */
  readonly to: number;
}

/**
 * Whether the words may be one name: letters that people write apart (`U.P.S.`) or parts of one name (`Fed Ex`), but
 * not the ends of two words.
 */
function mayBeOne(words: readonly Word[], key: string, oneWord: ReadonlySet<string>): boolean {
  const isOne = words.slice(1).every((word) => word.isGlued);
  if (isOne || words.length === 1) return true;
  return !oneWord.has(key) && (key.length > 3 || words.every((word) => word.text.length === 1));
}

/** The longest phrase that begins at a word. */
function longestAt<Value>(
  words: readonly Word[],
  from: number,
  find: (key: string) => Value | undefined,
  table: NameTable,
): Phrase<Value> | null {
  let longest: Phrase<Value> | null = null;
  let key = '';
  for (let to = from; to < words.length && key.length <= table.longestKey; to += 1) {
    key += words[to]?.text ?? '';
    const value = find(key);
    if (value !== undefined && mayBeOne(words.slice(from, to + 1), key, table.oneWord)) {
      longest = { value, from, to: to + 1 };
    }
  }
  return longest;
}

function phrasesIn<Value>(
  words: readonly Word[],
  find: (key: string) => Value | undefined,
  table: NameTable,
): readonly Phrase<Value>[] {
  const phrases: Phrase<Value>[] = [];
  for (let at = 0; at < words.length;) {
    const phrase = longestAt(words, at, find, table);
    if (phrase !== null) phrases.push(phrase);
    at = phrase === null ? at + 1 : phrase.to;
  }
  return phrases;
}

function isTakenBack(words: readonly Word[], at: number): boolean {
  let before = at - 1;
  while (BETWEEN.has(words[before]?.text ?? '')) before -= 1;
  return NEGATIONS.has(words[before]?.text ?? '');
}

/** Runs of words that belong to no name. They tell the services and the countries of the named carriers apart. */
function restOf(words: readonly Word[], taken: readonly Phrase<unknown>[]): readonly (readonly Word[])[] {
  const starts = [0, ...taken.map((phrase) => phrase.to)];
  const ends = [...taken.map((phrase) => phrase.from), words.length];
  return starts.map((start, index) => words.slice(start, ends[index])).filter((run) => run.length > 0);
}

/** The services that a word beside the name picks out; null when no such word stands there. */
function serviceOf(name: CarrierName, rest: readonly (readonly Word[])[], table: NameTable): readonly string[] | null {
  const qualifiers = table.qualifiers.get(name.brand);
  if (qualifiers === undefined) return null;
  const found = rest
    .flatMap((run) => phrasesIn(run, (key) => qualifiers.get(key), table))
    .map((phrase) => phrase.value);
  return found.reduce<readonly string[] | null>((chosen, slugs) => {
    if (chosen === null) return slugs;
    const both = chosen.filter((slug) => slugs.includes(slug));
    return both.length === 0 ? chosen : both;
  }, null);
}

/** Country codes that are also common words. */
const EVERYDAY_CODES: ReadonlySet<string> = new Set(['at', 'be', 'id', 'in', 'my', 'no', 'th', 'co', 'ar', 'cr']);

/**
 * The countries that the text names. A country's code may also be a word ("de", "it"), so a code counts only at the
 * ends of the text and right behind the name.
 */
function countriesIn(
  words: readonly Word[],
  name: Phrase<CarrierName>,
  rest: readonly (readonly Word[])[],
  table: NameTable,
): ReadonlySet<string> {
  const codes = new Set([...table.countries.values()].filter((code) => !EVERYDAY_CODES.has(code)));
  const named = rest
    .flatMap((run) => phrasesIn(run, (key) => table.countries.get(key), table))
    .map(({ value }) => value);
  const atCode = [words[0], words.at(-1), words[name.to]].map((word) => word?.text ?? '');
  return new Set([...named, ...atCode.filter((code) => codes.has(code))]);
}

/** The members of a family in the countries that the text names. */
function membersOf(
  phrase: Phrase<CarrierName>,
  words: readonly Word[],
  rest: readonly (readonly Word[])[],
  table: NameTable,
): readonly string[] {
  const { value: name } = phrase;
  if (name.members.every((member) => member.countries.length === 0)) return name.slugs;
  const countries = countriesIn(words, phrase, rest, table);
  if (countries.size === 0) return name.slugs;
  const isThere = name.members.some((member) => member.countries.some((code) => countries.has(code)));
  const serves = (code: string): boolean => isThere && (code === '*' || countries.has(code));
  return name.members.filter((member) => member.countries.some(serves)).map(({ slug }) => slug);
}

/**
 * The slugs of all named carriers. When the text names two carriers, a word beside them may belong to either, so it
 * only adds services.
 */
function slugsOf(
  phrases: readonly Phrase<CarrierName>[],
  words: readonly Word[],
  rest: readonly (readonly Word[])[],
  table: NameTable,
): readonly string[] {
  return phrases.flatMap((phrase) => {
    const service = serviceOf(phrase.value, rest, table);
    if (service !== null && phrases.length === 1) return service;
    return [...membersOf(phrase, words, rest, table), ...(service ?? [])];
  });
}

/** The slugs of a text that is only a slug, or of a name that counts only as the whole text. */
function wholeText(text: string, words: readonly Word[], table: NameTable): readonly string[] | null {
  const key = words.map((word) => word.text).join('');
  const slug = text.trim();
  return table.whole.get(key)?.slugs ?? (!table.names.has(key) && table.slugs.has(slug) ? [slug] : null);
}

/**
 * The slugs that a text allows; null when it names no carrier. A text that names two carriers allows both. An empty set
 * means that the text names a service without a slug of its own, so no slug is right.
 */
export function slugsNamedIn(text: string): ReadonlySet<string> | null {
  const table = nameTable();
  const words = wordsOf(text);
  const whole = wholeText(text, words, table);
  if (whole !== null) return new Set(whole);

  const phrases = phrasesIn(words, (key) => table.names.get(key), table);
  const named = phrases.filter(
    (phrase): phrase is Phrase<CarrierName> => phrase.value !== null && !isTakenBack(words, phrase.from),
  );
  const carriers = named.filter(({ value }) => !value.isProduct);
  const counting = carriers.length > 0 ? carriers : named;
  if (counting.length === 0) return null;
  // A product beside a carrier's name says which of the carrier's services is meant.
  const rest = restOf(
    words,
    phrases.filter(({ value }) => value === null || !value.isProduct),
  );
  return new Set(slugsOf(counting, words, rest, table));
}
