/** Finds which numbers of a text are void, and which replace them: "OLD … NEW …", "… replaced by …", "VOID …". */

import type { Piece } from './pieces';

export type Standing = 'valid' | 'void' | 'new' | 'return' | 'unclear';

interface Marker {
  readonly index: number;
  readonly standing: 'void' | 'new' | 'return';
}

/** What the words around the numbers say about them. The keys are the numbers' indexes among the pieces. */
export function standings(pieces: readonly Piece[]): ReadonlyMap<number, Standing> {
  const result = new Map<number, Standing>();
  const numbers = pieces.flatMap((piece, index) => (isNumber(piece) ? [index] : []));
  if (numbers.length === 0) return result;
  let open = markersOf(pieces);
  // Clear markers are resolved first, because they leave fewer numbers for the others.
  for (let round = 0; round < 4 && open.length > 0; round += 1) {
    const undecided: Marker[] = [];
    for (const marker of open) {
      const target = targetOf(pieces, numbers, marker, result);
      if (target === null) undecided.push(marker);
      else if (target !== 'none') result.set(target, marker.standing);
    }
    if (undecided.length === open.length) return numbers.length === 1 ? result : allUnclear(numbers);
    open = undecided;
  }
  return settle(numbers, result);
}

function isNumber(piece: Piece): boolean {
  return piece.kind === 'numbers' || piece.kind === 'damaged' || piece.kind === 'short';
}

function markersOf(pieces: readonly Piece[]): readonly Marker[] {
  const numbers = pieces.filter(isNumber).length;
  const markers = pieces.flatMap((piece, index): readonly Marker[] => {
    if (piece.kind !== 'word' || isInName(pieces[index + 1]) || (numbers === 1 && CONTRAST.test(piece.text))) return [];
    if (piece.classes.has('void') || isForbidden(pieces, index)) return [{ index, standing: 'void' }];
    if (piece.classes.has('new')) return [{ index, standing: 'new' }];
    return piece.classes.has('return') ? [{ index, standing: 'return' }] : [];
  });
  return markers.flatMap((marker) => turned(pieces, marker, markers));
}

/** Words that say something about a number only when another number stands beside it. */
const CONTRAST =
  /^(?:was|prior|previous|previously|former|formerly|original|originally|alt|anterior|now|current|update|updated)$/i;

/** Whether the word forbids a number: "Do not use", "don't use", "not valid". */
function isForbidden(pieces: readonly Piece[], index: number): boolean {
  const [piece, before] = [pieces[index], pieces[index - 1]];
  return (
    /^(?:use|used|valid|track|scan)$/i.test(piece?.text ?? '') &&
    /^(?:not|t|dont|never|no|nicht)$/i.test(before?.text ?? '')
  );
}

/** Whether the word is a part of a name: Old Dominion, New Zealand, Nova Poshta. */
function isInName(next: Piece | undefined): boolean {
  return next?.kind === 'word' && /^(?:dominion|zealand|penn|england|york|jersey|century|poshta)$/i.test(next.text);
}

const BY = /^(?:by|with|durch|par|por|con|da|door|przez|med)$/i;
const INSTEAD = /^(?:replaces|replacing|instead|supersedes)$/i;

/**
 * The markers that a marker stands for. "A replaced by B" makes A void and B new; "B replaces A" and "B instead of A"
 * do so in the reverse order. Two markers in a row count as one.
 */
function turned(pieces: readonly Piece[], marker: Marker, all: readonly Marker[]): readonly Marker[] {
  const piece = pieces[marker.index];
  const before = all.find(({ index }) => index === marker.index - 1);
  if (before !== undefined && before.standing === marker.standing) return [];
  if (marker.standing === 'void' && BY.test(pieces[marker.index + 1]?.text ?? ''))
    return [marker, { index: marker.index + 1, standing: 'new' }];
  const isReversed = piece !== undefined && INSTEAD.test(piece.text);
  if (isReversed)
    return [
      { index: marker.index - 0.5, standing: 'new' },
      { index: marker.index, standing: 'void' },
    ];
  return [marker];
}

/** The number that a marker is about; `none` when no number is left, null when it could be one of two. */
function targetOf(
  pieces: readonly Piece[],
  numbers: readonly number[],
  marker: Marker,
  decided: ReadonlyMap<number, Standing>,
): number | 'none' | null {
  const free = numbers.filter((index) => !decided.has(index));
  const before = free.filter((index) => index < marker.index).at(-1);
  const after = free.find((index) => index > marker.index);
  if (before === undefined) return after ?? 'none';
  if (after === undefined) return before;
  const side = sideOf(pieces, marker);
  return side === 'before' ? before : side === 'after' ? after : null;
}

/**
 * The side of a word on which its number stands: a bracket shows it, or a stronger separator on the other side. Null
 * when neither does.
 */
function sideOf(pieces: readonly Piece[], marker: Marker): 'before' | 'after' | null {
  if (!Number.isInteger(marker.index)) return 'before';
  const word = pieces[marker.index]?.text ?? '';
  if (BY.test(word) || INSTEAD.test(word)) return 'after';
  if (BY.test(pieces[marker.index + 1]?.text ?? '')) return 'before';
  const [separator, next] = [pieces[marker.index]?.before ?? '', nextSeparator(pieces, marker.index)];
  if (/[([]/.test(separator) && /[)\]]/.test(next)) return 'before';
  const [left, right] = [separation(separator), separation(next)];
  if (left !== right) return left > right ? 'after' : 'before';
  return /[:=#]/.test(next) ? 'after' : null;
}

/** How strongly a separator divides a text for people. */
function separation(separator: string): number {
  const strength = [/[\n;|]/, /[,>]|\. /, /[/&+]/, / - |^-$/].findIndex((expression) => expression.test(separator));
  return strength < 0 ? 0 : 4 - strength;
}

/** The separator behind the marker and the words that belong to it: `VOID label no.: 1Z…`. */
function nextSeparator(pieces: readonly Piece[], index: number): string {
  let separators = '';
  for (let at = index + 1; at < pieces.length; at += 1) {
    const piece = pieces[at];
    separators += piece?.before ?? '';
    if (piece?.kind !== 'word' || /[^ ]/.test(separators)) break;
  }
  return separators;
}

function allUnclear(numbers: readonly number[]): ReadonlyMap<number, Standing> {
  return new Map(numbers.map((index) => [index, 'unclear']));
}

/** When one number replaces another and the text does not say which number is replaced, every number is unclear. */
function settle(numbers: readonly number[], decided: Map<number, Standing>): ReadonlyMap<number, Standing> {
  const hasNew = [...decided.values()].includes('new');
  const hasVoid = [...decided.values()].includes('void');
  if (hasNew && !hasVoid && numbers.some((index) => !decided.has(index))) return allUnclear(numbers);
  return decided;
}
