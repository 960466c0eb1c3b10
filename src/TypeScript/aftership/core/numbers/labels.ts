/** What the words beside a number call it. */

import type { Piece } from './pieces';
import type { WordClass } from './words';

export type Label = 'tracking' | 'other' | 'reference' | 'carrier';

/** A word of two classes says the first of them. */
const LABELS: readonly Label[] = ['tracking', 'other', 'reference', 'carrier'];

/** The nearest word before the number that names something, or else the one right behind it. */
export function labelOf(pieces: readonly Piece[], index: number): Label | null {
  for (let at = index - 1; at >= 0; at -= 1) {
    const piece = pieces[at];
    if (isTied(pieces[at + 1]) && (piece?.kind === 'digits' || piece?.kind === 'numbers')) continue;
    if (piece?.kind !== 'word' || isCounted(pieces, at)) break;
    const label = labelIn(piece.classes);
    if (label !== null) return label;
    if (piece.before.includes(',')) break;
  }
  const [next, afterNext] = [pieces[index + 1], pieces[index + 2]];
  if (next?.kind !== 'word' || /[\n,;|]/.test(next.before) || afterNext?.kind === 'numbers') return null;
  const label = labelIn(next.classes);
  return label === 'tracking' || label === 'carrier' ? label : null;
}

/** In `Order 111-1234567-1234567` the word names all that hangs together. */
function isTied(piece: Piece | undefined): boolean {
  return piece !== undefined && /^[-/_.]$/.test(piece.before);
}

/** In `3 colis` the word counts; it names nothing. */
function isCounted(pieces: readonly Piece[], index: number): boolean {
  const [before, word] = [pieces[index - 1], pieces[index]];
  return word?.kind === 'word' && word.classes.has('unit') && before?.kind === 'digits';
}

function labelIn(classes: ReadonlySet<WordClass>): Label | null {
  return LABELS.find((label) => classes.has(label)) ?? null;
}
