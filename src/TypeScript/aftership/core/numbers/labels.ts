/** Finds what the words beside a number call it. */

import type { Piece } from './pieces';
import type { WordClass } from './words';

export type Label = 'tracking' | 'other' | 'reference' | 'carrier';

/** When a word has several classes, the first one in this list counts. */
const LABELS: readonly Label[] = ['tracking', 'other', 'reference', 'carrier'];

/** The label of a number: the nearest word before it that names something, or else the word right behind it. */
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

/** Whether a mark ties the piece to the piece before. The word in `Order 111-1234567-1234567` names all tied pieces. */
function isTied(piece: Piece | undefined): boolean {
  return piece !== undefined && /^[-/_.]$/.test(piece.before);
}

/** Whether a number counts the word, as in `3 colis`. Such a word is a unit and no label. */
function isCounted(pieces: readonly Piece[], index: number): boolean {
  const [before, word] = [pieces[index - 1], pieces[index]];
  return word?.kind === 'word' && word.classes.has('unit') && before?.kind === 'digits';
}

function labelIn(classes: ReadonlySet<WordClass>): Label | null {
  return LABELS.find((label) => classes.has(label)) ?? null;
}
