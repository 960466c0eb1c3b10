/** Texts of number fields that are certainly no tracking numbers, in words. They have no rows. */

import type { Ignored } from '../core/numbers/reading';
import { cut } from '../core/values';
import type { Block } from './page';
import { say } from './texts';

const LONGEST_TEXT = 100;

export function ignoredBlocks(ignored: readonly Ignored[]): readonly Block[] {
  const texts = ignored.map(({ text, why }) =>
    say('fulfillment.ignored', { text: cut(text, LONGEST_TEXT), why: say(`ignored.${why}`) }),
  );
  return [...new Set(texts)].map((text) => ({ kind: 'text', text }));
}
