/** Reads `slug#number:parameter`, the notation that AfterShip tells its users to type in a store. */

import { readAlone } from './number_pieces';
import type { Piece } from './pieces';
import { CHECK_BITS } from './proofs';
import { isPlainDate } from './shapes';
import type { Place } from './stretches';
import { matchAt, stretchTo } from './stretches';
import { classesOf } from './words';

const NOTATION =
  /(?:([a-z0-9][a-z0-9-]{1,40})#)?([0-9A-Za-z][0-9A-Za-z.\-_]{5,39})((?::[0-9A-Za-z][0-9A-Za-z.\-+_]{0,39}){0,3})(?![0-9A-Za-z#:])/iy;

/** Reads the notation at the place; null when it has neither a slug nor a parameter, or no number. */
export function notationAt(place: Place): Piece | null {
  const { text, atom } = place;
  if (!/^$|[\s,;|("'>]$/.test(atom.before)) return null;
  const match = matchAt(NOTATION, text, atom.start);
  const stretch = match === null ? null : stretchTo(place, atom.start + match[0].length);
  if (match === null || stretch === null) return null;
  const [, slug, number = '', written = ''] = match;
  const parameters = written.split(':').slice(1);
  if (slug === undefined ? parameters.length === 0 : !isSlug(slug)) return null;
  const piece = readAlone(number);
  if (
    piece?.kind !== 'numbers' ||
    isDate(number) ||
    parameters.some((parameter) => parameter.split('+').some(isNumber))
  )
    return null;
  const found = piece.found.map((one) => ({
    ...one,
    typed: number,
    how: 'notation' as const,
    slug: slug?.toLowerCase() ?? null,
    parameters,
  }));
  return { ...stretch, cost: 1, kind: 'numbers', found };
}

/**
 * Whether the text before `#` is a slug. A word of a label is none, and neither is the beginning of a number: `trk#…`,
 * `1Z5R#…`.
 */
function isSlug(text: string): boolean {
  const classes = classesOf(text);
  if (classes.has('tracking') || !/[a-z]/i.test(text)) return false;
  return classes.has('carrier') || (classes.size === 0 && /^[a-z0-9-]*[a-z]{2}[a-z0-9-]*[a-z]$/i.test(text));
}

function isDate(number: string): boolean {
  return /^\d{8}$/.test(number) ? isPlainDate(number) : /^(?:19|20)\d{2}-\d{2}-\d{2}/.test(number);
}

/**
 * Whether a parameter is a number of its own. Two numbers with a colon between them are not a number with a parameter.
 */
function isNumber(parameter: string): boolean {
  const piece = parameter.length >= 8 && !/^\d{8}$/.test(parameter) ? readAlone(parameter) : null;
  if (piece?.kind === 'damaged') return true;
  return piece?.kind === 'numbers' && piece.found.some(({ form }) => form !== null && form.bits >= CHECK_BITS);
}
