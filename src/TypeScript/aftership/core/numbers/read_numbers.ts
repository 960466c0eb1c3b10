/**
 * Reads the text of a tracking-number field.
 *
 * 1. Clean: remove what machines left around the text.
 * 2. Cut: split the text into pieces (numbers, dates, words, links …) so that the least stays unexplained.
 * 3. Judge: track a number that proves itself or is named as a tracking number, count a text that is certainly no
 *    number, and ask a person about a text that is damaged or can be read in two ways.
 */

import { splitSegments } from './atoms';
import { clean } from './clean';
import { isProved, judge } from './judge';
import type { Found, Piece } from './pieces';
import { claimsNumber } from './pieces';
import { ownNumbersOf } from './documents';
import { numberKey } from './proofs';
import type { Reading } from './reading';
import type { TextReading } from './readings';
import { readAtoms } from './readings';

export interface ReadingContext {
  /** Document numbers that are no tracking numbers: the fulfillment's and its order's. */
  readonly ownNumbers: readonly string[];
  /** Prefixes of the account's document numbers. */
  readonly ownPrefixes?: readonly string[];
}

/** Two readings are equally good when their costs differ by less than this. */
const MARGIN = 3;

/** This length holds the numbers of five hundred parcels, each with a word beside it. */
const LONGEST_TEXT = 10_000;

const NOTHING: Reading = { numbers: [], asks: [], ignored: [] };

export function readNumbers(text: string, { ownNumbers, ownPrefixes = [] }: ReadingContext): Reading {
  if (text.length > LONGEST_TEXT) {
    return { ...NOTHING, asks: [{ why: 'too_much_text', text: text.slice(0, 100), form: null, readings: [] }] };
  }
  const own = ownNumbersOf(ownNumbers, ownPrefixes);
  const cleaned = clean(text);
  const segments = splitSegments(cleaned).map((atoms) => readAtoms(cleaned, atoms, own));
  const readings = carryLabels(segments).map(judgeSegment);
  return withoutRepetitions(readings);
}

/** Moves the words of a line without a number to the next line, or to the last line that has a number. */
function carryLabels(segments: readonly (readonly TextReading[])[]): readonly (readonly TextReading[])[] {
  const carried: (readonly TextReading[])[] = [];
  let label: readonly Piece[] = [];
  for (const readings of segments) {
    const [best] = readings;
    if (best === undefined) continue;
    if (best.pieces.length <= 4 && best.pieces.every(({ kind }) => kind === 'word')) {
      label = [...label, ...best.pieces];
      continue;
    }
    const before = label;
    carried.push(readings.map((reading) => ({ ...reading, pieces: [...before, ...reading.pieces] })));
    label = [];
  }
  const last = carried.at(-1);
  if (label.length === 0) return carried;
  if (last === undefined) return [[{ pieces: label, cost: 0 }]];
  const behind = label;
  return [...carried.slice(0, -1), last.map((reading) => ({ ...reading, pieces: [...reading.pieces, ...behind] }))];
}

function judgeSegment(readings: readonly TextReading[]): Reading {
  const [best, ...others] = readings;
  if (best === undefined) return NOTHING;
  const judged = judge(best.pieces);
  const rivals = others
    .filter(({ cost }) => cost < best.cost + MARGIN)
    .map(({ pieces }) => judge(pieces))
    .filter((rival) => tracks(rival) !== tracks(judged) && offersNumbers(rival));
  return rivals.length === 0 || isQuestion(judged) ? judged : undecided(best, judged, rivals);
}

/** Whether nothing of the reading is tracked before somebody answers. */
function isQuestion({ numbers, asks }: Reading): boolean {
  return numbers.length === 0 && asks.length > 0;
}

/** Whether the reading would track numbers, at once or when somebody confirms that they are tracking numbers. */
function offersNumbers(reading: Reading): boolean {
  return (
    !isQuestion(reading) ||
    reading.asks.some(({ why, form }) => why === 'unknown_words' || (why === 'rest_of_a_number' && form !== null))
  );
}

/** Turns rival readings into a question. A number that proves itself in every reading is still tracked. */
function undecided({ pieces }: TextReading, judged: Reading, rivals: readonly Reading[]): Reading {
  const readings = [judged, ...rivals].map(offered);
  const certain = judged.numbers.filter(
    (found) => isProved(found) && readings.every((numbers) => numbers.includes(found.number)),
  );
  const claims = pieces.filter(claimsNumber);
  const text = (claims.length > 0 ? claims : pieces).map((piece) => piece.text).join(' ');
  return {
    numbers: certain,
    asks: [...judged.asks, { why: 'two_readings', text, form: null, readings }],
    ignored: judged.ignored,
  };
}

function offered({ numbers, asks }: Reading): readonly string[] {
  return [...numbers.map(({ number }) => number), ...asks.flatMap(({ readings: [first = []] }) => first)];
}

function tracks({ numbers }: Reading): string {
  return numbers.map(({ number }) => number).join(' ');
}

/** Removes repetitions. Two spellings of one number are one parcel. */
function withoutRepetitions(readings: readonly Reading[]): Reading {
  const numbers = new Map<string, Found>();
  for (const found of readings.flatMap((reading) => reading.numbers)) {
    const key = `${numberKey(found.number)} ${found.slug ?? ''}`;
    if (!numbers.has(key)) numbers.set(key, found);
  }
  return {
    numbers: [...numbers.values()],
    asks: readings.flatMap(({ asks }) => asks),
    ignored: readings.flatMap(({ ignored }) => ignored),
  };
}
